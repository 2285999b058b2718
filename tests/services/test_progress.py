"""Done is a word of the annotator's own: kept, undone, exported, and nobody else's."""

import pytest

from workbench.domain.errors import UsageError
from workbench.services import documents, exporting, history, importing, progress
from workbench.services.workspace import Workspace

from .conftest import Opener, add_text


def finished(space: Workspace) -> list[frozenset[str]]:
    return [row.done for row in documents.listing(space)]


def test_done_is_kept_and_taken_back_also_after_a_restart(opener: Opener) -> None:
    space = opener()
    quay = add_text(space)
    assert progress.set_done(space, quay.id, True)
    assert finished(space) == [{"kim"}]
    again = opener()
    assert history.undo(again).summary == "done: Ferry hits quay"
    assert finished(again) == [frozenset()]
    assert history.redo(again).summary == "done: Ferry hits quay"
    assert finished(again) == [{"kim"}]
    assert progress.set_done(again, quay.id, False)
    assert finished(again) == [frozenset()]


def test_saying_it_twice_changes_nothing_and_is_no_act(opener: Opener) -> None:
    space = opener()
    quay = add_text(space)
    assert not progress.set_done(space, quay.id, False)
    assert progress.set_done(space, quay.id, True)
    assert not progress.set_done(space, quay.id, True)
    history.undo(space)
    assert history.undo(space).summary == "add quay"


def test_everyone_has_a_word_of_their_own(opener: Opener) -> None:
    space = opener()
    quay = add_text(space)
    progress.set_done(space, quay.id, True)
    progress.set_done(opener("ada"), quay.id, True)
    progress.set_done(space, quay.id, False)
    assert finished(space) == [{"ada"}]


def test_it_travels_with_the_set(opener: Opener) -> None:
    space, there = opener(), opener("ada", "there")
    quay = add_text(space)
    add_text(there)
    progress.set_done(space, quay.id, True)
    assert [one.outcome for one in exporting.export(space)] == ["written"]
    importing.import_paths(there, [space.root])
    assert finished(there) == [{"kim"}]


def test_a_document_that_is_not_here(opener: Opener) -> None:
    with pytest.raises(UsageError):
        progress.set_done(opener(), "nowhere", True)
