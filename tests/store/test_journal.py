"""Changes are journalled, undone and redone as whole acts; a later change is never overwritten."""

from pathlib import Path

import pytest

from workbench.domain.errors import Stale
from workbench.domain.merge import content_digest
from workbench.store import journal, repository
from workbench.store import undo as undoing
from workbench.store.engine import Store
from workbench.store.journal import Act, Put

from .conftest import HEADER, NOON, mark, noted


def put(store: Store, summary: str, *puts: Put, who: str = "kim") -> None:
    with store.write() as connection:
        Act(connection, who, NOON, summary).put_all(puts)


def notes(store: Store) -> dict[str, str]:
    with store.read() as connection:
        return {one.id: one.annotation.note for one in repository.annotations(connection)}


def undo(store: Store, who: str = "kim") -> str | None:
    with store.write() as connection:
        group = undoing.undoable(connection, who)
        return undoing.take_back(connection, group, NOON) and group.summary if group else None


def redo(store: Store, who: str = "kim") -> str | None:
    with store.write() as connection:
        group = undoing.redoable(connection, who)
        return undoing.do_again(connection, group, NOON) and group.summary if group else None


def test_acts_are_undone_and_redone_in_order(store: Store) -> None:
    put(store, "one", Put("annotation", "a", mark("a")))
    put(store, "two", Put("annotation", "a", mark("a", note="second")), Put("annotation", "b", mark("b")))
    put(store, "three", Put("annotation", "a", None))
    assert notes(store) == {"b": ""}
    assert [undo(store), notes(store)] == ["three", {"a": "second", "b": ""}]
    assert [undo(store), notes(store)] == ["two", {"a": ""}]
    assert [undo(store), notes(store)] == ["one", {}]
    assert undo(store) is None
    assert [redo(store), redo(store), notes(store)] == ["one", "two", {"a": "second", "b": ""}]
    assert [undo(store), redo(store), redo(store), notes(store)] == ["two", "two", "three", {"b": ""}]
    assert redo(store) is None


def test_a_new_edit_ends_redo(store: Store) -> None:
    put(store, "one", Put("annotation", "a", mark("a")))
    undo(store)
    put(store, "other", Put("annotation", "b", mark("b")))
    assert redo(store) is None
    assert [undo(store), undo(store), notes(store)] == ["other", None, {}]
    assert [redo(store), notes(store), redo(store)] == ["other", {"b": ""}, None]


def test_undo_survives_a_restart(store: Store, path: Path) -> None:
    put(store, "one", Put("annotation", "a", mark("a")))
    store.close()
    again = Store.at(path)
    assert undo(again) == "one"
    again.close()
    assert redo(store) == "one"


def test_undo_names_the_later_change_and_does_nothing(store: Store) -> None:
    put(store, "mine", Put("annotation", "a", mark("a")))
    put(store, "import colleague.yaml", Put("annotation", "a", mark("a", note="theirs")), who="lee")
    with pytest.raises(Stale, match=r"by lee at .* \(import colleague.yaml\)"):
        undo(store)
    assert notes(store) == {"a": "theirs"}
    assert undo(store, "lee") == "import colleague.yaml"
    assert undo(store) == "mine"


def test_a_stale_editor_is_recognised_also_after_undo_brought_the_content_back(store: Store) -> None:
    put(store, "one", Put("annotation", "a", mark("a")))
    with store.read() as connection:
        seen = repository.find_annotation(connection, "a")
    assert seen is not None
    put(store, "two", Put("annotation", "a", noted(seen, "other")))
    undo(store)
    with pytest.raises(Stale):
        put(store, "late", Put("annotation", "a", noted(seen, "late"), seen.revision))
    assert notes(store) == {"a": ""}


def test_an_act_that_fails_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(Stale):
        put(store, "half", Put("annotation", "a", mark("a")), Put("annotation", "b", mark("b"), 7))
    assert notes(store) == {}
    assert undo(store) is None


def test_earlier_contents_are_remembered(store: Store) -> None:
    first, second = mark("a"), mark("a", note="n")
    put(store, "one", Put("annotation", "a", first))
    put(store, "two", Put("annotation", "a", second))
    with store.read() as connection:
        assert repository.was(connection, "a", content_digest(first.annotation))
        assert not repository.was(connection, "a", content_digest(mark("a", note="never").annotation))


def test_what_was_exchanged_is_undone_with_the_act_that_took_it_in(store: Store) -> None:
    put(store, "import", Put("annotation", "a", mark("a"), base="seen"))
    with store.read() as connection:
        assert repository.bases(connection, HEADER) == {"a": "seen"}
    undo(store)
    with store.read() as connection:
        assert repository.bases(connection, HEADER) == {"a": None}
    redo(store)
    with store.read() as connection:
        assert repository.bases(connection, HEADER) == {"a": "seen"}


def test_undoing_what_others_have_seen_gives_a_new_time(store: Store) -> None:
    before, after = mark("a"), mark("a", note="wrong")
    put(store, "one", Put("annotation", "a", before))
    put(store, "two", Put("annotation", "a", after))
    with store.write() as connection:
        repository.set_bases(connection, {"a": content_digest(after.annotation)})
        group = undoing.undoable(connection, "kim")
        assert group is not None
        undoing.take_back(connection, group, "2020-02-02T00:00:00Z")
    with store.read() as connection:
        now = repository.find_annotation(connection, "a")
    assert now is not None
    assert (now.annotation.note, now.annotation.modified) == ("", "2020-02-02T00:00:00Z")


def test_damage_is_found(store: Store) -> None:
    put(store, "one", Put("annotation", "a", mark("a")), Put("annotation", "b", mark("b")))
    with store.raw() as driver:
        driver.execute("UPDATE annotation SET state = replace(state, '\"claim\"', '\"quote\"') WHERE id = 'b'")
    with store.read() as connection:
        assert journal.damaged(connection) == [("annotation", "b")]


def test_thousands_of_rows_are_one_act(store: Store) -> None:
    put(store, "import", *(Put("annotation", f"m{n}", mark(f"m{n}", n % 90)) for n in range(2_000)))
    assert len(notes(store)) == 2_000
    assert undo(store) == "import"
    assert notes(store) == {}
    assert redo(store) == "import"
    with store.read() as connection:
        assert len(repository.annotations(connection, document_id=HEADER.document)) == 2_000
        assert journal.damaged(connection) == []
