"""Corrections, questions and answers: what they change, what they refuse, and that undo takes each back."""

import dataclasses
from collections.abc import Callable

import msgspec
import pytest

from workbench.domain.errors import Stale, UsageError
from workbench.domain.model import Placed, SetHeader
from workbench.exchange.settings import Settings
from workbench.services import annotations, correcting, documents, history
from workbench.services.annotations import ensure_set
from workbench.services.documents import Incoming
from workbench.services.workspace import Workspace
from workbench.store.journal import Act

Opener = Callable[..., Workspace]
TEXT = "About forty boats lay across the fairway. Nobody was hurt.\n"


@pytest.fixture
def kim(opener: Opener) -> Workspace:
    space = opener()
    documents.add(space, [Incoming("quay", TEXT, {"title": "Quay"})])
    return space


def mark(space: Workspace) -> Placed:
    (row,) = documents.listing(space)
    return annotations.annotate(space, row.document.id, (0, 11), "figure")


def test_a_correction_says_what_why_and_how_far_it_has_got(kim: Workspace) -> None:
    one = mark(kim)
    done = correcting.correct(kim, one.id, " Nine ", "harbour log, p. 4").annotation
    assert done.correction is not None
    assert (done.correction.text, done.correction.reason, done.correction.state) == (
        "Nine", "harbour log, p. 4", "proposed",
    )  # fmt: skip
    assert (done.status, done.checked and done.checked.by) == ("needs_correction", "kim")
    again = correcting.correct(kim, one.id, "Eight").annotation.correction
    assert again is not None
    assert (again.text, again.reason) == ("Eight", "harbour log, p. 4")  # a reason that was given stays
    sent = correcting.move_on(kim, one.id, "sent").annotation.correction
    assert sent is not None
    assert sent.state == "sent"
    for summary in ("correction sent", "correct", "correct"):
        assert history.undo(kim).summary.startswith(summary)
    assert annotations.get(kim, one.id).annotation == one.annotation


@pytest.mark.parametrize(("text", "said"), [("  ", "Nothing was said"), ("About forty", "reads so already")])
def test_what_is_no_correction_is_refused(kim: Workspace, text: str, said: str) -> None:
    one = mark(kim)
    with pytest.raises(UsageError, match=said):
        correcting.correct(kim, one.id, text)
    with pytest.raises(UsageError, match="no correction here"):
        correcting.move_on(kim, one.id, "sent")
    assert annotations.get(kim, one.id) == one


def test_a_question_is_open_until_it_is_answered(kim: Workspace) -> None:
    one = mark(kim)
    asked = correcting.query(kim, one.id, "the writer", "Whose  count\nis it?").annotation
    (question,) = asked.queries
    assert (question.to, question.text, question.by, question.state) == (
        "the writer", "Whose count is it?", "kim", "open",
    )  # fmt: skip
    assert asked.status == "in_progress"
    done = correcting.answer(kim, question.id[-6:], "The police's.").annotation.queries[0]
    assert (done.state, done.answer) == ("answered", "The police's.")
    assert correcting.answer(kim, question.id, "The port's.").annotation.queries[0].answer == "The port's."
    for _ in range(3):
        history.undo(kim)
    assert annotations.get(kim, one.id).annotation == one.annotation


def test_a_settled_mark_stays_settled_when_somebody_is_asked(kim: Workspace) -> None:
    one = mark(kim)
    annotations.edit(kim, one.id, status="verified")
    assert correcting.query(kim, one.id, "desk", "Sure?").annotation.status == "verified"


def test_only_ones_own_and_only_as_it_was_seen(kim: Workspace, opener: Opener) -> None:
    one = mark(kim)
    lee = opener("lee")
    with pytest.raises(UsageError, match="you are lee"):
        correcting.correct(lee, one.id, "Nine")
    question = correcting.query(kim, one.id, "desk", "Sure?").annotation.queries[0].id
    with pytest.raises(UsageError, match="no question of yours"):
        correcting.answer(lee, question, "Yes.")
    with pytest.raises(Stale):
        correcting.correct(kim, one.id, "Nine", seen=one.revision)
    for whom, text in (("", "x"), ("x" * 101, "x"), ("desk", " "), ("desk", "x" * 1001)):
        with pytest.raises(UsageError):
            correcting.query(kim, one.id, whom, text)
    with pytest.raises(UsageError, match="An answer"):
        correcting.answer(kim, question, "")


def test_other_words_are_proposed_anew_and_the_same_ones_stay_as_far_as_they_were(kim: Workspace) -> None:
    one = mark(kim)
    correcting.correct(kim, one.id, "Nine", "the log")
    correcting.move_on(kim, one.id, "accepted")
    again = correcting.correct(kim, one.id, "Nine", "").annotation.correction
    assert again is not None
    assert (again.state, again.reason) == ("accepted", "")
    other = correcting.correct(kim, one.id, "Ten").annotation.correction
    assert other is not None
    assert other.state == "proposed"
    given = correcting.correct(kim, one.id, "Ten", state="sent").annotation.correction
    assert given is not None
    assert given.state == "sent"


def test_a_correction_that_is_taken_away_leaves_its_mark_in_progress(kim: Workspace) -> None:
    one = mark(kim)
    with pytest.raises(UsageError, match="no correction here"):
        correcting.drop(kim, one.id)
    corrected = correcting.correct(kim, one.id, "Nine")
    gone = correcting.drop(kim, one.id, seen=corrected.revision).annotation
    assert (gone.correction, gone.status, gone.checked) == (None, "in_progress", None)
    history.undo(kim)
    assert annotations.get(kim, one.id).annotation == corrected.annotation
    annotations.edit(kim, one.id, status="verified")
    assert correcting.drop(kim, one.id).annotation.status == "verified"


def test_a_question_is_changed_opened_again_and_taken_away(kim: Workspace) -> None:
    one = mark(kim)
    correcting.query(kim, one.id, "the desk", "Needed?")
    asked = correcting.query(kim, one.id, "the writer", "Whose count?").annotation.queries[1]
    changed = correcting.rephrase(kim, asked.id, "the sub", "Whose  number?").annotation.queries
    assert [(query.to, query.text) for query in changed] == [("the desk", "Needed?"), ("the sub", "Whose number?")]
    with pytest.raises(UsageError, match="question is open"):
        correcting.reopen(kim, asked.id)
    correcting.answer(kim, asked.id, "The port's.")
    again = correcting.reopen(kim, asked.id[-8:]).annotation.queries[1]
    assert (again.state, again.answer) == ("open", "")
    assert [query.to for query in correcting.withdraw(kim, asked.id).annotation.queries] == ["the desk"]
    with pytest.raises(UsageError, match="no question of yours"):
        correcting.withdraw(kim, asked.id)
    for _ in range(3):
        history.undo(kim)
    back = annotations.get(kim, one.id).annotation.queries[1]
    assert (back.to, back.state) == ("the sub", "open")
    for whom, text in (("", "x"), ("desk", " ")):
        with pytest.raises(UsageError):
            correcting.rephrase(kim, asked.id, whom, text)


def test_many_are_moved_on_as_one_act_or_not_at_all(kim: Workspace, opener: Opener) -> None:
    (row,) = documents.listing(kim)
    places = [TEXT.index(words) for words in ("About", "boats", "Nobody")]
    found = [annotations.annotate(kim, row.document.id, (at, at + 5), "claim") for at in places]
    marks = [correcting.correct(kim, one.id, f"other {number}") for number, one in enumerate(found)]
    moved = correcting.move_all(kim, marks, "sent")
    assert [one.annotation.correction and one.annotation.correction.state for one in moved] == ["sent"] * 3
    assert moved == [annotations.get(kim, one.id) for one in marks]
    with pytest.raises(Stale):
        correcting.move_all(kim, [moved[0], marks[1]], "made")
    theirs = correcting.correct(opener("lee"), mark(opener("lee")).id, "Nine")
    with pytest.raises(UsageError, match="lee's"):
        correcting.move_all(kim, [moved[0], theirs], "made")
    assert moved == [annotations.get(kim, one.id) for one in marks]
    assert history.undo(kim).summary == "3 corrections sent"
    assert {item.state for item in correcting.listing(kim)} == {"proposed"}


def test_all_are_listed_by_title_and_place_and_narrowed(kim: Workspace, opener: Opener) -> None:
    about = {"title": "A boat", "stories": ("harbour",)}
    other = documents.add(kim, [Incoming("a", "Nine boats.\n", about)])[0].document
    late, early = (annotations.annotate(kim, _quay(kim), span, "claim") for span in ((42, 49), (0, 11)))
    correcting.correct(kim, late.id, "Somebody")
    correcting.query(kim, early.id, "the writer", "Whose count?")
    one = annotations.annotate(kim, other.id, (0, 4), "figure")
    correcting.move_on(kim, correcting.correct(kim, one.id, "Ten").id, "sent")
    lee = opener("lee")
    theirs = correcting.correct(lee, annotations.annotate(lee, _quay(kim), (0, 11), "figure").id, "Forty")
    mine = correcting.listing(kim)
    assert [(item.document.title, item.paragraph, item.state) for item in mine] == [
        ("A boat", 1, "sent"), ("Quay", 1, "open"), ("Quay", 1, "proposed"),
    ]  # fmt: skip
    assert {item.mark.id for item in correcting.listing(kim, everyone=True)} == {
        one.id, late.id, early.id, theirs.id,
    }  # fmt: skip
    assert [item.mark.id for item in correcting.listing(kim, story="harbour")] == [one.id]
    assert [item.mark.id for item in correcting.listing(kim, other.id[:6])] == [one.id]
    assert [item.state for item in correcting.listing(kim, states=["open", "sent"])] == ["sent", "open"]
    documents.remove(kim, other.id)
    assert {item.document.title for item in correcting.listing(kim)} == {"Quay"}


def test_what_may_not_be_seen_is_not_listed(kim: Workspace, opener: Opener) -> None:
    correcting.correct(opener("lee"), mark(opener("lee")).id, "Nine")
    assert len(correcting.listing(kim, everyone=True)) == 1
    blind = dataclasses.replace(kim, settings=Settings(blind=True))
    assert correcting.listing(blind, everyone=True) == []


def _quay(space: Workspace) -> str:
    return next(row.document.id for row in documents.listing(space) if row.document.title == "Quay")


@pytest.mark.parametrize("act", ["answer", "rephrase", "reopen", "withdraw"])
def test_a_question_that_is_taken_away_meanwhile_is_not_answered_silently(
    kim: Workspace, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = correcting.query(kim, mark(kim).id, "the writer", "Says who?").annotation.queries[0].id
    real = correcting._asked

    def found(space: Workspace, given: str) -> tuple[str, str]:
        told = real(space, given)
        monkeypatch.setattr(correcting, "_asked", real)
        correcting.withdraw(space, given)  # as another process does, between the look and the write
        return told

    monkeypatch.setattr(correcting, "_asked", found)
    given = {"answer": ("Kim.",), "rephrase": ("the desk", "Who?")}.get(act, ())
    with pytest.raises(Stale, match="taken away"):
        getattr(correcting, act)(kim, asked, *given)


def test_questions_on_decided_marks_are_nobodys_to_answer(kim: Workspace) -> None:
    asked = correcting.query(kim, mark(kim).id, "the writer", "Says who?").annotation
    with kim.store.write() as connection:
        decided = msgspec.structs.replace(annotations.get(kim, asked.id), kind="adjudicated")
        ensure_set(connection, SetHeader(document=decided.document, annotator="kim", kind="adjudicated"))
        Act(connection, "kim", "2020-01-07T00:00:00Z", "decide").put("annotation", asked.id, decided)
    with pytest.raises(UsageError, match="no question of yours"):
        correcting.answer(kim, asked.queries[0].id, "Kim.")


def test_what_stands_in_a_document_that_was_removed_meanwhile_is_not_moved_on(kim: Workspace) -> None:
    one = correcting.correct(kim, mark(kim).id, "Nine")
    documents.remove(kim, one.document)
    with pytest.raises(Stale):
        correcting.move_all(kim, [one], "sent")
