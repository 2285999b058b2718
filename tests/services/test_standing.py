"""How far the work is: counted as a person would count it, by document, story and annotator."""

from collections import Counter

import pytest

from workbench.domain.errors import UsageError
from workbench.services import annotations, correcting, documents, linking, progress, review, sharing, sources
from workbench.services.linking import Pin
from workbench.services.progress import Standing
from workbench.services.workspace import Workspace

from .conftest import QUAY, Opener, add_text, place

NOW = "2020-01-10T12:00:00Z"


def only(found: Standing, who: str = "kim") -> progress.Share:
    (row,) = found.rows
    return next(one for one in row.shares if one.annotator == who)


def marked(space: Workspace, ident: str, words: str, tag: str = "claim", **more: str) -> str:
    return annotations.annotate(space, ident, place(QUAY, words), tag, **more).id  # type: ignore[arg-type]


def test_marks_are_counted_by_tag_and_status_and_what_waits(opener: Opener) -> None:
    space = opener()
    quay = add_text(space)
    first = marked(space, quay.id, "The quay stays closed.")
    second = marked(space, quay.id, "about 140", "figure", status="verified")
    third = marked(space, quay.id, "12 people", "figure")
    correcting.correct(space, third, "13 people")
    correcting.query(space, second, "the writer", "Who counted?")
    log = sources.add(space, {"title": "Log"}).source
    linking.link(space, first, Pin(log.id))
    linking.link(space, first, Pin(quay.id, "mentions"))
    one = only(progress.standing(space)).tally
    assert one.marks == Counter(
        {("claim", "unchecked"): 1, ("figure", "verified"): 1, ("figure", "needs_correction"): 1}
    )
    assert (one.number, one.linked, one.asked, one.corrections) == (3, 1, 1, {"proposed": 1})
    assert one.open == 2  # the unchecked one, and the verified one with a question
    correcting.answer(space, _question(space, second), "The harbour office.")
    correcting.move_on(space, third, "made")
    annotations.delete(space, first)
    one = only(progress.standing(space)).tally
    assert (one.number, one.open, one.linked, one.asked, one.corrections) == (2, 0, 0, 0, {"made": 1})


def _question(space: Workspace, ident: str) -> str:
    return annotations.get(space, ident).annotation.queries[0].id


def test_the_library_counts_as_open_what_has_a_question(opener: Opener) -> None:
    space = opener()
    quay = add_text(space)
    one = marked(space, quay.id, "about 140", "figure", status="verified")
    correcting.query(space, one, "the writer", "Who counted?")
    (row,) = documents.listing(space)
    assert row.asked == {("kim", "figure"): 1}
    correcting.answer(space, _question(space, one), "We did.")
    (row,) = documents.listing(space)
    assert row.asked == {}


def test_sentences_are_touched_by_marks_and_ticks_and_only_assigned_ones_count(opener: Opener) -> None:
    space = opener()
    quay = add_text(space)
    whole = only(progress.standing(space)).tally
    assert (whole.touched, whole.sentences) == (0, 7)
    marked(space, quay.id, "140 people")
    sharing.tick(space, quay.id, place(QUAY, "The quay stays closed. The ferry"))
    assert only(progress.standing(space)).tally.touched == 3
    sharing.assign(space, quay.id, "kim", paragraphs="4", due="2020-01-09")
    part = only(progress.standing(space))
    assert (part.tally.touched, part.tally.sentences, part.due) == (2, 2, "2020-01-09")
    assert part.overdue(NOW)
    assert not part.overdue("2020-01-09T12:00:00Z")
    progress.set_done(space, quay.id, True)
    assert not only(progress.standing(space)).overdue(NOW)


def test_stories_sum_up_and_narrow(opener: Opener) -> None:
    space = opener()
    quay, other = add_text(space), add_text(space, QUAY.upper(), "Another")
    alone = add_text(space, "Nothing here belongs anywhere.", "Alone")
    documents.edit(space, quay.id, {"stories": ["ferry", "quay"]})
    documents.edit(space, other.id, {"stories": ["ferry"]})
    marked(space, quay.id, "140 people")
    found = progress.standing(space)
    sums = {story: (one.documents, one.tally.number) for (story, _), one in found.by_story(NOW).items()}
    assert sums == {"": (1, 0), "ferry": (2, 1), "quay": (1, 1)}
    assert [row.document.id for row in progress.standing(space, story="quay").rows] == [quay.id]
    assert found.by_annotator(NOW)["kim"].documents == 3
    documents.edit(space, alone.id, {"role": "evidence"})
    assert len(progress.standing(space).rows) == 2
    assert len(progress.standing(space, evidence=True).rows) == 3
    assert len(progress.standing(space, alone.id).rows) == 1


def test_everybody_and_one_other(opener: Opener) -> None:
    space, ada = opener(), opener("ada")
    quay = add_text(space)
    annotations.annotate(ada, quay.id, place(QUAY, "140 people"), "claim")
    sharing.assign(space, quay.id, "bo")
    assert [one.annotator for one in progress.standing(space, everyone=True).rows[0].shares] == ["ada", "bo", "kim"]
    assert only(progress.standing(space, annotator="ada"), "ada").tally.number == 1
    assert [one.annotator for one in progress.standing(space).rows[0].shares] == ["kim"]
    with pytest.raises(UsageError, match="no annotator"):
        progress.standing(space, annotator="nobody")


def test_blind_work_tells_nothing_of_others(opener: Opener) -> None:
    space, ada = opener(), opener("ada")
    quay = add_text(space)
    annotations.annotate(ada, quay.id, place(QUAY, "140 people"), "claim")
    progress.set_done(ada, quay.id, True)
    (space.root / "workbench.yaml").write_text("format: workbench/workspace\nversion: 1\nblind: true\n")
    blind = opener()
    told = progress.standing(blind, everyone=True)
    assert told.withheld
    assert [one.annotator for one in told.rows[0].shares] == ["kim"]
    hidden = progress.standing(blind, annotator="ada").rows[0].shares[0]
    assert (hidden.tally.number, hidden.tally.sentences, hidden.done) == (0, 0, False)


def test_an_adjudicated_set_is_nobodys_progress(opener: Opener) -> None:
    space, ada = opener(), opener("ada")
    quay = add_text(space)
    for one in (space, ada):
        annotations.annotate(one, quay.id, place(QUAY, "140 people"), "claim")
    (case,) = review.review(space)[0].cases
    review.accept(space, case, None)
    assert only(progress.standing(space)).tally.number == 1
