"""Sharing out on real workspaces: assigned, told, travelled, undone; what comes next; what was looked at."""

import pytest

from workbench.domain.errors import UsageError
from workbench.domain.model import Assignment
from workbench.domain.spans import Span
from workbench.services import annotations, documents, exporting, history, importing, progress, sharing
from workbench.services.workspace import Workspace

from .conftest import QUAY, Opener, add_text, place


def assigned(space: Workspace) -> tuple[Assignment, ...]:
    return documents.listing(space)[0].document.assignments


def written(space: Workspace) -> str:
    (path,) = (space.root / "documents").glob("*.yaml")
    return path.read_text("utf-8")


def ticks(space: Workspace) -> list[str]:
    return [QUAY[slice(*one)] for one in sharing.covered(space, documents.listing(space)[0].document.id)]


def test_assigned_written_listed_and_undone_as_one_act(opener: Opener) -> None:
    space = opener()
    quay = add_text(space)
    before = written(space)
    done = sharing.assign(space, quay.id[:6], "ada", paragraphs="2-3", priority=2, due="2026-12-01")
    assert done.warnings == ()
    (part,) = sharing.listing(space, quay.id)
    assert (part.paragraphs, part.done) == ((2, 3), False)
    assert QUAY[slice(*part.span)].startswith("The ferry struck")
    assert QUAY[slice(*part.span)].endswith("None of the crew was hurt.")
    assert 'annotator: "ada"' in written(space)
    assert history.undo(opener()).summary == "assign ada: Ferry hits quay"
    assert assigned(space) == ()
    assert written(space) == before
    history.redo(space)
    assert assigned(space) == done.concerned
    progress.set_done(opener("ada"), quay.id, True)
    assert [one.done for one in sharing.listing(space, quay.id)] == [True]


def test_the_same_range_again_replaces_another_is_added_and_all_goes_at_once(opener: Opener) -> None:
    space = opener()
    quay = add_text(space)
    sharing.assign(space, quay.id, "ada", span=(0, 15), priority=3)
    sharing.assign(space, quay.id, "ada", paragraphs="1", due="2026-12-01")  # the same code points
    sharing.assign(space, quay.id, "ada", span=(0, len(QUAY)))  # all of the text is no range
    sharing.assign(space, quay.id, "lee")
    first = Assignment(annotator="ada", start=0, end=15, due="2026-12-01")
    assert assigned(space) == (Assignment(annotator="ada"), first, Assignment(annotator="lee"))
    assert sharing.clear(space, quay.id, "ada", span=(0, 15)).concerned == (first,)
    assert len(sharing.clear(space, quay.id, "ada").concerned) == 1
    assert [one.annotator for one in assigned(space)] == ["lee"]
    history.undo(space)
    history.undo(space)
    assert len(assigned(space)) == 3


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"span": (5, 5)}, "empty or outside"),
        ({"span": (9, 3)}, "empty or outside"),
        ({"span": (-1, 3)}, "empty or outside"),
        ({"span": (0, len(QUAY) + 1)}, "empty or outside"),
        ({"paragraphs": "0"}, "has 4 paragraphs"),
        ({"paragraphs": "2-5"}, "has 4 paragraphs"),
        ({"paragraphs": "3-2"}, "does not stand before"),
        ({"paragraphs": "two"}, "names no paragraphs"),
        ({"paragraphs": "1", "span": (0, 3)}, "given twice"),
        ({"due": "tomorrow"}, "no date"),
        ({"due": "2026-02-30"}, "no date"),
        ({"due": "2026-02"}, "no date"),
        ({"due": "2026-02-01T25:00Z"}, "no date"),
        ({"priority": 4}, "no priority"),
        ({"annotator": " "}, "1 to 100"),
        ({"annotator": "Ada"}, 'told apart from "ada"'),
        ({"document": "nowhere"}, "no document"),
    ],
)
def test_what_makes_no_sense_is_refused(opener: Opener, how: dict[str, object], said: str) -> None:
    space = opener()
    quay = add_text(space)
    sharing.assign(space, quay.id, "ada")
    before = assigned(space)
    with pytest.raises(UsageError, match=said):
        sharing.assign(space, **{"document": quay.id, "annotator": "lee", **how})  # type: ignore[arg-type]
    assert assigned(space) == before


def test_nothing_to_clear(opener: Opener) -> None:
    space = opener()
    quay = add_text(space)
    with pytest.raises(UsageError, match="ada has no assignment"):
        sharing.clear(space, quay.id, "ada")
    sharing.assign(space, quay.id, "ada")
    with pytest.raises(UsageError, match="no assignment of that range"):
        sharing.clear(space, quay.id, "ada", paragraphs="1")


def test_assignments_travel_and_meet(opener: Opener) -> None:
    here, there = opener("kim"), opener("ada", "there")
    quay = add_text(here)
    add_text(there)
    sharing.assign(here, quay.id, "lee", priority=1)
    sharing.assign(there, quay.id, "ada", paragraphs="2")
    sharing.assign(there, quay.id, "lee", priority=2, due="2026-12-01")
    report = importing.import_paths(there, [here.root])
    assert any("lee differs and stays priority 2" in note for note in report.notes)
    assert [(one.annotator, one.priority) for one in assigned(there)] == [("ada", None), ("lee", 2)]
    report = importing.import_paths(here, [there.root])
    assert [(one.annotator, one.priority, one.due) for one in assigned(here)] == [
        ("ada", None, None),
        ("lee", 1, "2026-12-01"),
    ]
    assert len(report.notes) == 1
    assert 'annotator: "ada"' in written(here)
    history.undo(here)
    assert [one.annotator for one in assigned(here)] == ["lee"]
    importing.import_paths(here, [there.root])  # an import that was undone is not a clearing
    assert len(assigned(here)) == 2


def test_what_was_cleared_here_does_not_come_back_with_an_old_copy(opener: Opener) -> None:
    here, there = opener("kim"), opener("ada", "there")
    quay = add_text(here)
    sharing.assign(here, quay.id, "lee")
    importing.import_paths(there, [here.root])
    sharing.clear(here, quay.id, "lee")
    report = importing.import_paths(here, [there.root])
    assert assigned(here) == ()
    assert any("lee was cleared here and stays so" in note for note in report.notes)
    sharing.assign(here, quay.id, "lee")
    assert importing.import_paths(here, [there.root]).notes == []
    for _ in range(3):
        history.undo(here)  # assigning again, clearing, assigning: a clearing that was undone is none
    assert assigned(here) == ()
    importing.import_paths(here, [there.root])
    assert [one.annotator for one in assigned(here)] == ["lee"]


def test_a_file_that_was_taken_in_is_written_anew_with_ours_beside(opener: Opener) -> None:
    """As after git brought a colleague's assignment into the file while we made one of our own."""
    here, there = opener("kim"), opener("ada", "there")
    quay = add_text(here)
    importing.import_paths(there, [here.root])
    sharing.assign(there, quay.id, "ada")
    sharing.assign(here, quay.id, "kim")
    (mine,), (theirs,) = ((one.root / "documents").glob("*.yaml") for one in (here, there))
    mine.write_bytes(theirs.read_bytes())
    assert importing.import_paths(here, [here.root]).notes == []
    assert 'annotator: "ada"' in written(here)
    assert 'annotator: "kim"' in written(here)


def test_the_next_document(opener: Opener) -> None:
    space = opener("kim")
    made = {name: add_text(space, f"{name} one. Two.\nThree.\n", name) for name in "ABCDE"}
    ids = {name: one.id for name, one in made.items()}
    documents.edit(space, ids["E"], {"role": "evidence"})

    def told() -> str:
        found = sharing.next_document(space)
        return found.document.title if found else ""

    assert told() == "A"
    sharing.assign(space, ids["A"], "lee")
    assert told() == "B"  # somebody else's is not free
    sharing.assign(space, ids["D"], "kim", paragraphs="2", due="2026-12-01")
    sharing.assign(space, ids["C"], "kim", due="2026-11-30")
    assert told() == "C"
    sharing.assign(space, ids["D"], "kim", paragraphs="2", priority=3, due="2026-12-01")
    found = sharing.next_document(space)
    assert found is not None
    assert (found.document.title, found.paragraphs, found.priority, found.due) == ("D", ((2, 2),), 3, "2026-12-01")
    assert (found.marks, found.untouched) == (0, 1)
    assert told() == "D"
    rows = {row.document.title: row for row in documents.listing(space)}
    assert (rows["D"].priority, rows["D"].due, rows["D"].ranges) == (3, "2026-12-01", found.spans)
    assert (rows["B"].priority, rows["B"].due, rows["B"].ranges) == (None, None, ())
    assert rows["A"].mine == ()
    assert "".join(sorted("BCD", key=lambda one: rows[one].urgency)) == "DCB"
    assert "".join(sorted("BCD", key=lambda one: rows[one].due_key)) == "CDB"
    for name in "DCB":
        assert told() == name
        progress.set_done(space, ids[name], True)
    assert sharing.next_document(space) is None  # A is lee's, E is evidence
    assert sharing.next_document(opener("ned")) is not None


def test_ticks_are_kept_counted_and_undone(opener: Opener) -> None:
    space = opener()
    quay = add_text(space)
    count = len(sharing.untouched(space, quay.id))
    done = sharing.tick(space, quay.id, place(QUAY, "grinding noise"))
    assert done.changed
    assert ticks(space) == ["“We heard a long grinding noise,” said a deckhand."]
    assert not sharing.tick(space, quay.id, place(QUAY, "heard")).changed
    sharing.tick(space, quay.id, (len("Ferry hits"), len("Ferry hits")))  # where a cursor stands
    assert ticks(space)[0] == "Ferry hits quay"
    assert len(sharing.untouched(space, quay.id)) == count - 2
    assert sharing.untick(space, quay.id, place(QUAY, "deckhand")).changed
    assert not sharing.untick(space, quay.id, place(QUAY, "deckhand")).changed
    assert ticks(space) == ["Ferry hits quay"]
    assert history.undo(opener()).summary.startswith("untick “")
    assert len(ticks(space)) == 2
    for _ in range(2):
        history.undo(space)
    assert ticks(space) == []
    with pytest.raises(UsageError, match="outside the text"):
        sharing.tick(opener("ada"), quay.id, (0, len(QUAY) + 1))
    assert history.undo(space).summary == "add quay"


def test_a_mark_ticks_its_sentence_only_where_coverage_is_kept(opener: Opener) -> None:
    space = opener()
    quay = add_text(space)
    annotations.annotate(space, quay.id, place(QUAY, "about 140"), "figure")
    assert ticks(space) == []
    sharing.tick(space, quay.id, (0, 3))
    annotations.annotate(space, quay.id, place(QUAY, "At least 12"), "figure")
    assert ticks(space) == ["Ferry hits quay", "At least 12 people were treated."]
    step = history.undo(space)
    assert sorted(one.entity for one in step.changes) == ["annotation", "set"]
    assert ticks(space) == ["Ferry hits quay"]
    assert [one.annotation.exact for one in annotations.of_document(space, quay.id)] == ["about 140"]


def test_a_mark_that_is_deleted_takes_the_tick_of_its_sentence_along(opener: Opener) -> None:
    space = opener()
    quay = add_text(space)
    sharing.tick(
        space, quay.id, place(QUAY, "long grinding noise,” said a deckhand. At least 12 people were treated. None")
    )
    before = ticks(space)
    claim = annotations.annotate(space, quay.id, place(QUAY, "At least 12 people"), "claim")
    figure = annotations.annotate(space, quay.id, place(QUAY, "At least 12"), "figure")
    annotations.delete(space, figure.id)
    assert ticks(space) == before  # the claim is still there
    annotations.delete(space, claim.id)
    left = [QUAY[slice(*one)] for one in sharing.untouched(space, quay.id)]
    assert "At least 12 people were treated." in left
    assert "None of the crew was hurt." not in left
    history.undo(space)
    assert ticks(space) == before


def test_looking_ticks_nothing_and_what_is_left_is_told(opener: Opener) -> None:
    space = opener()
    quay = add_text(space)
    whole = sharing.untouched(space, quay.id)
    annotations.annotate(space, quay.id, place(QUAY, "about 140"), "figure")
    annotations.annotate(opener("ada"), quay.id, place(QUAY, "At least 12"), "figure")  # another's mark is not ours
    assert len(sharing.untouched(space, quay.id)) == len(whole) - 1
    sharing.assign(space, quay.id, "kim", paragraphs="4")
    assert [QUAY[slice(*one)] for one in sharing.untouched(space, quay.id)] == [
        "The quay stays closed.",
        "The ferry was towed to the inner basin before dusk.",
    ]
    progress.set_done(space, quay.id, True)
    assert sharing.covered(space, quay.id) == ()


def test_ticks_travel_with_the_set(opener: Opener) -> None:
    space, there = opener(), opener("kim", "there")
    quay = add_text(space)
    sharing.tick(space, quay.id, place(QUAY, "Ferry hits quay"))
    exporting.export(space)
    importing.import_paths(there, [space.root])
    assert sharing.covered(there, quay.id) == (Span(0, len("Ferry hits quay")),)
