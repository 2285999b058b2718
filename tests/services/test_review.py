"""Review on real workspaces: what is decided stands, travels, survives changes, and is heard of by the annotators."""

from collections.abc import Callable

import msgspec
import pytest

from workbench.domain.errors import Stale, UsageError
from workbench.domain.model import Assignment
from workbench.domain.reviewing import Case
from workbench.services import annotations, documents, exporting, feedback, history, importing, progress, review
from workbench.services.workspace import Workspace
from workbench.store import repository
from workbench.store.journal import Act

from .conftest import QUAY, add_text

Opener = Callable[..., Workspace]


def mark(space: Workspace, words: str, tag: str = "figure", **fields: str) -> str:
    document = documents.listing(space)[0].document.id
    start = QUAY.index(words)
    return annotations.annotate(space, document, (start, start + len(words)), tag, fields=fields).id


@pytest.fixture
def team(opener: Opener) -> tuple[Workspace, Workspace, Workspace]:
    """Kim and Ada have marked the same text; Ned reviews."""
    kim = opener("kim")
    add_text(kim)
    ada, ned = opener("ada"), opener("ned")
    mark(kim, "about 140", value="140", said_by="the harbour master")
    mark(ada, "about 140", value="140", said_by="The Harbour Master")
    mark(kim, "At least 12")
    mark(ada, "12")
    mark(kim, "None of the crew was hurt.", "claim", said_by="the port")
    mark(ada, "None of the crew was hurt.", "claim", said_by="a deckhand", note="who says so?")
    mark(kim, "We heard a long grinding noise", "quote")
    return kim, ada, ned


def cases(space: Workspace, *names: str) -> dict[str, Case]:
    return {case.item.state: case for one in review.review(space, names or ("kim", "ada")) for case in one.cases}


def made(space: Workspace) -> list[tuple[str, str]]:
    found = annotations.of_document(space, documents.listing(space)[0].document.id)
    return [(one.annotation.tag, one.annotation.exact) for one in found if one.kind == "adjudicated"]


def test_items_of_every_kind_and_who_is_under_review(team: tuple[Workspace, ...]) -> None:
    found = cases(team[2])
    assert set(found) == {"agreed", "boundary", "details", "single"}
    assert found["details"].item.differs == ("said_by",)
    assert found["single"].item.missing == ("ada",)
    (one,) = review.review(team[2])
    assert one.annotators == ("ada", "kim")
    with pytest.raises(UsageError, match='no annotator "leo"'):
        review.review(team[2], ["leo"])


def test_decisions_stand_and_their_annotations_name_where_they_are_from(team: tuple[Workspace, ...]) -> None:
    kim, _, ned = team
    found = cases(ned)
    decision = review.accept(ned, found["boundary"], "kim", reason="the bound belongs to it")
    assert (decision.action, decision.by) == ("accept", "ned")
    (stored,) = [one for one in annotations.of_document(ned, found["boundary"].document) if one.kind == "adjudicated"]
    assert stored.annotation.exact == "At least 12"
    assert set(stored.annotation.from_) == {one.mark.id for one in found["boundary"].item.readings}
    again = cases(ned)
    assert (again["boundary"].standing, again["boundary"].decision) == ("decided", decision)
    assert again["agreed"].open
    assert cases(kim)["boundary"].open  # another reviewer's word is theirs


def test_another_word_takes_the_place_of_the_first(team: tuple[Workspace, ...]) -> None:
    ned = team[2]
    review.accept(ned, cases(ned)["boundary"], "kim")
    review.reject(ned, cases(ned)["boundary"], "nobody counted")
    assert made(ned) == []
    review.amend(ned, cases(ned)["boundary"], "ada", span=(QUAY.index("12 people"), QUAY.index("12 people") + 9))
    assert made(ned) == [("figure", "12 people")]
    with ned.store.read() as connection:
        assert [one.decision.action for one in repository.decisions(connection)] == ["accept", "reject", "amend"]
    history.undo(ned)
    assert made(ned) == []
    assert cases(ned)["boundary"].decision is not None
    history.undo(ned)
    assert made(ned) == [("figure", "At least 12")]
    history.undo(ned)
    assert cases(ned)["boundary"].standing == "undecided"


def test_single_fields_are_taken_from_either_and_another_tag_is_given(team: tuple[Workspace, ...]) -> None:
    ned = team[2]
    review.accept(ned, cases(ned)["details"], "kim", take={"said_by": "ada"})
    found = annotations.of_document(ned, documents.listing(ned)[0].document.id)
    (one,) = [one.annotation for one in found if one.kind == "adjudicated"]
    assert (one.said_by, one.note) == ("a deckhand", "")
    review.accept(ned, cases(ned)["single"], "kim", tag="claim")
    assert ("claim", "We heard a long grinding noise") in made(ned)
    with pytest.raises(UsageError, match="Whose reading"):
        review.accept(ned, cases(ned)["boundary"])
    with pytest.raises(UsageError, match="ada has no reading"):
        review.accept(ned, cases(ned)["single"], "ada")


def test_all_agreed_at_once_and_taken_back_at_once(team: tuple[Workspace, ...]) -> None:
    ned = team[2]
    found = [case for one in review.review(ned) for case in one.cases]
    assert review.accept_agreed(ned, found) == 1
    assert made(ned) == [("figure", "about 140")]
    assert review.accept_agreed(ned, [case for one in review.review(ned) for case in one.cases]) == 0
    history.undo(ned)
    assert made(ned) == []


def test_what_changed_since_comes_back_and_what_did_not_stays(team: tuple[Workspace, ...]) -> None:
    _, ada, ned = team
    for case in cases(ned).values():
        review.accept(ned, case, "kim")
    stays = next(one for one in annotations.listing(ada) if one.annotation.tag == "claim" and one.annotator == "ada")
    annotations.edit(ada, stays.id, fields={"note": "only a note"})
    assert {case.standing for case in cases(ned).values()} == {"decided"}
    annotations.edit(ada, stays.id, fields={"said_by": "the port"})
    assert [case.item.state for case in cases(ned).values() if case.standing == "changed"] == ["agreed"]
    mark(ada, "We heard a long grinding noise", "quote")  # another reading joins
    found = [case for one in review.review(ned, ["kim", "ada"]) for case in one.cases if case.standing == "changed"]
    assert len(found) == 2
    assert all(case.decision is not None for case in found)


def test_a_stale_case_is_not_decided(team: tuple[Workspace, ...]) -> None:
    _, ada, ned = team
    case = cases(ned)["details"]
    annotations.edit(ada, case.item.readings[0].mark.id, fields={"said_by": "the port"})
    with pytest.raises(Stale, match="changed since you looked"):
        review.accept(ned, case, "kim")
    assert made(ned) == []


def test_a_question_goes_back_and_is_answered(team: tuple[Workspace, ...]) -> None:
    _, ada, ned = team
    case = cases(ned)["details"]
    with pytest.raises(UsageError, match="with a question"):
        review.give_back(ned, case, " ")
    review.give_back(ned, case, "Who says so, really?")
    assert cases(ned)["details"].standing == "returned"
    (told,) = feedback.feedback(ada)
    assert (told.outcome, told.decision.reason) == ("returned", "Who says so, really?")
    review.say(ada, case.document, told.mark.id, "The deckhand, in the second interview.")
    back = cases(ned)["details"]
    assert back.standing == "answered"
    assert [one.text for one in back.thread] == ["The deckhand, in the second interview."]


def test_annotators_hear_what_was_changed_rejected_and_why(team: tuple[Workspace, ...]) -> None:
    kim, ada, ned = team
    review.accept(ned, cases(ned)["boundary"], "kim", reason="with its bound")
    review.reject(ned, cases(ned)["single"], "not a fact")
    review.accept(ned, cases(ned)["agreed"])
    (hers,) = feedback.feedback(ada)
    assert (hers.outcome, hers.decision.reason, hers.now[0].exact) == ("changed", "with its bound", "At least 12")
    (his,) = feedback.feedback(kim)
    assert (his.outcome, his.decision.by) == ("rejected", "ned")
    assert sorted(one.outcome for one in feedback.feedback(kim, everything=True)) == [
        "accepted",
        "accepted",
        "rejected",
    ]


def test_the_adjudicated_set_travels_with_decisions_and_comments(team: tuple[Workspace, ...], opener: Opener) -> None:
    _, ada, ned = team
    review.accept(ned, cases(ned)["boundary"], "kim", reason="with its bound")
    review.give_back(ned, cases(ned)["details"], "Who?")
    review.say(ada, cases(ned)["details"].document, cases(ned)["details"].item.id, "The deckhand.")
    exporting.export(ned, everyone=True)
    there = opener("lee", "there")
    importing.import_paths(there, [ned.root])
    exporting.export(there, everyone=True)
    files = {path.relative_to(ned.root): path.read_bytes() for path in ned.root.glob("annotations/*/*.yaml")}
    assert files == {
        path.relative_to(there.root): path.read_bytes() for path in there.root.glob("annotations/*/*.yaml")
    }
    assert sum(path.name.endswith(".adjudicated.yaml") for path in files) == 1
    as_ned = opener("ned", "there")
    standing = {case.item.state: case.standing for one in review.review(as_ned) for case in one.cases}
    assert standing == {"agreed": "undecided", "boundary": "decided", "details": "answered", "single": "undecided"}
    assert [told.outcome for told in feedback.feedback(opener("ada", "there"))] == ["changed", "returned"]
    importing.import_paths(there, [ned.root])
    with there.store.read() as connection:
        assert len(repository.decisions(connection)) == 2


def test_a_decision_taken_back_after_an_exchange_goes_there_too(team: tuple[Workspace, ...], opener: Opener) -> None:
    ned, there = team[2], opener("lee", "there")
    review.reject(ned, cases(ned)["single"], "not a fact")
    exporting.export(ned, everyone=True)
    importing.import_paths(there, [ned.root])
    history.undo(ned)
    exporting.export(ned)
    importing.import_paths(there, [ned.root])
    with there.store.read() as connection:
        assert repository.decisions(connection) == []


def test_one_annotator_is_signed_off_mark_by_mark(team: tuple[Workspace, ...]) -> None:
    ned = team[2]
    (one,) = review.review(ned, ["kim"])
    assert [case.item.state for case in one.cases] == ["single"] * 4
    review.accept(ned, one.cases[0])
    assert made(ned) == [("figure", "about 140")]


def test_a_document_that_is_shared_out_is_compared_only_where_both_could_mark(team: tuple[Workspace, ...]) -> None:
    _, _, ned = team
    document = documents.listing(ned)[0].document
    half = QUAY.index("“We heard")
    shared = (Assignment(annotator="kim"), Assignment(annotator="ada", start=0, end=half))
    with ned.store.write() as connection:
        act = Act(connection, "ned", "2020-01-04T10:00:00Z", "share out")
        act.put("document", document.id, msgspec.structs.replace(document, assignments=shared))
    states = {case.item.readings[0].mark.exact: case.item.state for one in review.review(ned) for case in one.cases}
    assert states["We heard a long grinding noise"] == "not_compared"


def test_accepting_takes_along_the_result_that_only_the_other_has(team: tuple[Workspace, ...]) -> None:
    kim, ada, ned = team
    hers = next(one for one in annotations.listing(ada, annotator="ada") if one.annotation.exact == "about 140")
    annotations.edit(ada, hers.id, status="verified")
    review.accept(ned, cases(ned)["agreed"], "kim")
    found = annotations.of_document(ned, hers.document)
    (one,) = [each.annotation for each in found if each.kind == "adjudicated"]
    assert (one.status, one.checked.by if one.checked else "") == ("verified", "ada")
    assert feedback.feedback(kim) == feedback.feedback(ada) == []


def test_of_two_who_are_named_one_who_was_never_there_is_not_compared(
    team: tuple[Workspace, ...], opener: Opener
) -> None:
    lee, ned = opener("lee"), team[2]
    other = add_text(lee, QUAY.replace("quay", "pier"), "Ferry hits pier")
    annotations.annotate(lee, other.id, (0, 5), "claim")
    states = {case.item.state for one in review.review(ned, ["lee", "kim"]) for case in one.cases}
    assert states == {"not_compared"}


def test_who_works_blind_reviews_nothing_before_they_are_done(team: tuple[Workspace, ...], opener: Opener) -> None:
    kim, _, ned = team
    file = kim.root / "workbench.yaml"
    file.write_text(file.read_text("utf-8") + "blind: true\nreviewers: [ned]\n", "utf-8")
    blind = opener("kim")
    assert review.review(blind) == []
    assert len(review.review(opener("ned"))) == 1
    progress.set_done(blind, documents.listing(blind)[0].document.id, True)
    assert len(review.review(blind)) == 1
    assert ned.annotator == "ned"


def test_a_review_that_was_taken_back_before_anybody_saw_it_is_no_file(team: tuple[Workspace, ...]) -> None:
    ned = team[2]
    review.reject(ned, cases(ned)["single"])
    history.undo(ned)
    assert exporting.export(ned) == []
