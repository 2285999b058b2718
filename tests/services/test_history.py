"""Looking at what undo and redo would do, without doing it."""

from pathlib import Path

import pytest

from workbench.domain.errors import Stale
from workbench.services import annotations, documents, exporting, history, importing, progress
from workbench.services.documents import Incoming
from workbench.services.history import Pending

from .conftest import QUAY, Opener, add_text, place

OTHER = "The crews walked out over pay on Tuesday.\n"


def told(pending: Pending | None) -> tuple[str, str, int, int, int]:
    assert pending is not None
    return pending.kind, pending.summary, pending.rows, pending.annotations, pending.documents


def test_where_nothing_was_done_nothing_is_next(opener: Opener) -> None:
    space = opener()
    assert history.next_undo(space) is None
    assert history.next_redo(space) is None


def test_an_act_of_one_row(opener: Opener) -> None:
    space = opener()
    document = add_text(space)
    assert told(history.next_undo(space)) == ("undo", "add quay", 1, 0, 1)
    mark = annotations.annotate(space, document.id, place(QUAY, "about 140"), "figure")
    assert told(history.next_undo(space))[2:] == (1, 1, 1)
    annotations.edit(space, mark.id, fields={"note": "x"})
    assert told(history.next_undo(space))[2:] == (1, 1, 1)
    progress.set_done(space, document.id, True)
    assert told(history.next_undo(space))[2:] == (1, 0, 1)


def test_an_import_of_two_documents(opener: Opener) -> None:
    kim, lee = opener("kim", "a"), opener("lee", "b")
    first, second = add_text(kim), documents.add(kim, [Incoming("pay", OTHER, {"title": "Pay"})])[0].document
    for document in (first, second):
        for start in (0, 4, 8):
            annotations.annotate(kim, document.id, (start, start + 3), "claim")
    exporting.export(kim)
    importing.import_paths(lee, [kim.root])
    pending = history.next_undo(lee)
    assert told(pending) == ("undo", "import a", 8, 6, 2)
    assert pending is not None
    assert pending.at
    step = history.undo(lee, seen=pending)
    assert len(step.changes) == pending.rows
    assert history.next_undo(lee) is None
    assert told(history.next_redo(lee)) == ("redo", "import a", 8, 6, 2)
    history.redo(lee, seen=history.next_redo(lee))
    assert len(annotations.listing(lee)) == 6


def test_a_conflict_belongs_to_its_document(opener: Opener, tmp_path: Path) -> None:
    kim = opener()
    document = add_text(kim)
    mark = annotations.annotate(kim, document.id, place(QUAY, "about 140"), "figure")
    path = exporting.export(kim)[0].path
    assert path is not None
    theirs = tmp_path / "theirs.yaml"
    theirs.write_text(path.read_text("utf-8").replace("tag: figure", 'tag: figure\n  said_by: "them"'), "utf-8")
    annotations.edit(kim, mark.id, fields={"note": "mine"})
    assert importing.import_paths(kim, [theirs]).conflicts == 1
    assert told(history.next_undo(kim))[2:] == (1, 0, 1)


def test_looking_changes_nothing_and_is_of_ones_own_acts(opener: Opener) -> None:
    kim, lee = opener("kim"), opener("lee")
    document = add_text(kim)
    annotations.annotate(lee, document.id, (0, 5), "claim")
    before = (history.next_undo(kim), history.next_undo(lee))
    assert (history.next_undo(kim), history.next_undo(lee)) == before
    assert told(before[0])[1] == "add quay"
    assert told(before[1])[3] == 1
    assert len(annotations.listing(kim)) == 1


def test_another_act_than_the_one_that_was_shown_is_not_taken_back(opener: Opener) -> None:
    kim = opener()
    document = add_text(kim)
    pending = history.next_undo(kim)
    annotations.annotate(opener(), document.id, (0, 5), "claim")  # the same annotator at another screen
    with pytest.raises(Stale, match='Not "add quay" but "claim'):
        history.undo(kim, seen=pending)
    assert len(annotations.listing(kim)) == 1
    history.undo(kim)
    again = history.next_redo(kim)
    history.undo(kim)
    with pytest.raises(Stale):
        history.redo(kim, seen=again)
