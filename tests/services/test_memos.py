"""Memos from a workspace: whose corrections, which questions, each place of the same words, no confidential name."""

from collections.abc import Callable

import pytest

from workbench.exchange.memos import Format, render
from workbench.services import annotations, correcting, documents, linking, memos, sources
from workbench.services.documents import Incoming
from workbench.services.linking import Pin
from workbench.services.workspace import Workspace

Opener = Callable[..., Workspace]
TEXT = "Forty boats lay there.\n\nThe police counted forty boats. Nobody was hurt on 12 boats.\n"


def mark(space: Workspace, words: str, tag: str = "figure") -> str:
    (row,) = documents.listing(space)
    start = TEXT.index(words)
    return annotations.annotate(space, row.document.id, (start, start + len(words)), tag).id


@pytest.fixture
def kim(opener: Opener) -> Workspace:
    space = opener()
    documents.add(space, [Incoming("quay", TEXT, {"title": "Quay"})])
    return space


def test_a_correction_names_its_place_all_places_of_its_words_and_what_shows_it(kim: Workspace) -> None:
    one = mark(kim, "Forty")
    log = sources.add(kim, {"title": "Harbour log", "publisher": "Port", "kind": "official_record"}).source
    linking.link(kim, one, Pin(log.id, "refutes", locator="p. 4"))
    correcting.correct(kim, one, "Nine", "the log says nine")
    (memo,) = memos.memos(kim)
    (change,) = memo.changes
    assert (change.paragraph, change.printed, change.wanted, change.also) == (1, "Forty", "Nine", (2,))
    assert change.sources == ("Harbour log, Port, p. 4",)
    for state, left in (("sent", 1), ("accepted", 1), ("made", 0), ("stet", 0)):
        correcting.move_on(kim, one, state)  # type: ignore[arg-type]
        assert sum(len(one.changes) for one in memos.memos(kim)) == left


def test_questions_are_those_that_are_open_and_of_one_person_where_one_is_named(kim: Workspace) -> None:
    one = mark(kim, "12 boats")
    first = correcting.query(kim, one, "the writer", "Whose count?").annotation.queries[0]
    correcting.query(kim, one, "the desk", "Needed?")
    assert [asked.to for asked in memos.memos(kim)[0].questions] == ["the writer", "the desk"]
    assert [asked.to for asked in memos.memos(kim, whom="The Writer")[0].questions] == ["the writer"]
    correcting.answer(kim, first.id, "The port's.")
    assert [asked.to for asked in memos.memos(kim)[0].questions] == ["the desk"]


def test_two_annotators_with_one_correction_make_one_line(kim: Workspace, opener: Opener) -> None:
    lee = opener("lee")
    for space, reason in ((kim, ""), (lee, "the log")):
        correcting.correct(space, mark(space, "12"), "nine", reason)
    assert memos.memos(opener("ned")) == []
    (change,) = memos.memos(kim, everyone=True)[0].changes
    assert (change.by, change.reason) == (("kim", "lee"), "the log")
    assert memos.memos(kim, documents.listing(kim)[0].document.id)[0].changes[0].by == ("kim",)


@pytest.mark.parametrize("form", ["md", "txt", "docx"])
def test_a_confidential_source_is_cited_by_its_alias(kim: Workspace, form: Format) -> None:
    one = mark(kim, "12")
    secret = {"title": "Alma Reuter", "publisher": "Reuter and Sons", "kind": "interview", "note": "Alma"}
    hidden = sources.add(kim, {**secret, "confidential": True, "alias": "a docker"}).source
    linking.link(kim, one, Pin(hidden.id))
    correcting.correct(kim, one, "nine")
    made = memos.memos(kim)
    assert made[0].changes[0].sources == ("a docker",)
    if form != "docx":
        page = render(made, form).decode()
        assert "a docker" in page
        assert "Alma" not in page
        assert "Reuter" not in page


def test_the_sentence_stands_around_what_is_printed_where_it_is_more(kim: Workspace) -> None:
    correcting.correct(kim, mark(kim, "12"), "nine")
    correcting.correct(kim, mark(kim, "Forty boats lay there.", "claim"), "Nine did.")
    whole, part = memos.memos(kim)[0].changes
    assert (whole.before, whole.after) == ("", "")
    assert (part.before, part.printed, part.after) == ("Nobody was hurt on ", "12", " boats.")


def test_what_cannot_be_verified_is_told_with_why_and_without_a_confidential_name(kim: Workspace) -> None:
    one = mark(kim, "Nobody was hurt on 12 boats.", "claim")
    sources.add(kim, {"title": "Alma Reuter", "kind": "interview", "confidential": True, "alias": "a docker"})
    annotations.edit(kim, one, fields={"status": "cannot_verify", "note": "Alma Reuter saw no list."})
    (left,) = memos.memos(kim)[0].unverified
    assert (left.paragraph, left.words, left.by) == (2, "Nobody was hurt on 12 boats.", ("kim",))
    assert left.reason == "a docker saw no list."
    assert memos.memos(kim, openly=True)[0].unverified[0].reason == "Alma Reuter saw no list."
    for form in ("md", "txt"):
        assert "Because: a docker saw no list." in render(memos.memos(kim), form).decode()  # type: ignore[arg-type]
