"""Corrections, questions and answers: what they change, what they refuse, and that undo takes each back."""

from collections.abc import Callable

import pytest

from workbench.domain.errors import Stale, UsageError
from workbench.domain.model import Placed
from workbench.services import annotations, correcting, documents, history
from workbench.services.documents import Incoming
from workbench.services.workspace import Workspace

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
