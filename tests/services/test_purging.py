"""Purging: of a confidential source nothing is left but its alias, in no byte that the program keeps."""

from pathlib import Path

import pytest

from workbench.domain.errors import StoreBusy, UsageError
from workbench.domain.model import Source
from workbench.services import (
    annotations,
    attachments,
    confidential,
    exporting,
    history,
    importing,
    purging,
    review,
    source_acts,
    sources,
)
from workbench.services.linking import Pin, link
from workbench.services.workspace import Workspace
from workbench.store import journal, migrate
from workbench.store.engine import Store

from .conftest import QUAY, Opener, add_text, place

NAME = "Zebulon Quillfeather"


def planted(space: Workspace, tmp_path: Path) -> tuple[Source, str]:
    """A source that was open for a while, was linked to, attached to and talked about, and is confidential now."""
    quay = add_text(space)
    file = tmp_path / f"{NAME}.txt"
    file.write_text(f"what {NAME} said")
    one = sources.add(space, {"title": f"Talk with {NAME} of The Ferry", "note": f"{NAME} again"}, file=file).source
    sources.add(space, {"title": "Report", "origin": one.id})
    mark = annotations.annotate(space, quay.id, place(QUAY, "140 people"), "figure", fields={"note": f"ask {NAME}"}).id
    link(space, mark, Pin(one.id))
    gone = annotations.annotate(space, quay.id, place(QUAY, "dusk"), "claim", fields={"said_by": NAME}).id
    link(space, gone, Pin(one.id, "mentions"))
    annotations.delete(space, gone)
    review.say(space, quay.id, mark, f"did {NAME} call The Ferry?")
    migrate.backup(space.store, "while-open")
    hidden = sources.edit(space, one.id, {"confidential": True, "alias": "a deckhand"}).source
    source_acts.contact(space, hidden.id, NAME, f"{NAME} is away")
    migrate.backup(space.store, "while-confidential")
    return hidden, mark


def bytes_with(root: Path, words: str) -> list[str]:
    needle = words.casefold().encode()
    return sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and needle in path.read_bytes().lower()
    )


def test_nothing_is_left_of_it_in_the_store_its_journal_backups_and_files(opener: Opener, tmp_path: Path) -> None:
    space = opener()
    one, mark = planted(space, tmp_path)
    assert len(bytes_with(space.root, "quillfeather")) >= 4  # database, two backups, the attached file
    done = purging.purge(space, one.id, "a deckhand")
    assert (done.files, done.backups, done.warnings, done.leaks) == (1, 2, (), ())
    assert bytes_with(space.root, "quillfeather") == []
    assert not attachments.path_of(space, one.attachments[0]).exists()
    left = sources.get(space, one.id).source
    assert (left.alias, left.title, left.contacts, left.attachments, left.note) == ("a deckhand", "", (), (), "")
    assert left.purged is not None
    kept = annotations.get(space, mark).annotation
    assert (kept.note, kept.links[0].source) == ("ask a deckhand", one.id)
    assert [said.text for said in review.comments(space, kept_document(space, mark))] == [
        "did a deckhand call The Ferry?"
    ]


def kept_document(space: Workspace, mark: str) -> str:
    return annotations.get(space, mark).document


def test_every_copy_is_whole_afterwards(opener: Opener, tmp_path: Path) -> None:
    space = opener()
    one, _ = planted(space, tmp_path)
    purging.purge(space, one.id, "a deckhand")
    stores = [space.store, *(Store.at(path) for path in sorted((space.root / "backups").glob("*.db")))]
    for store in stores:
        with store.read() as connection:
            assert journal.damaged(connection) == []
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
    for store in stores[1:]:
        store.close()


def test_undo_brings_nothing_back_and_still_undoes_the_rest(opener: Opener, tmp_path: Path) -> None:
    space = opener()
    one, _ = planted(space, tmp_path)
    purging.purge(space, one.id, "a deckhand")
    undone = []
    while history.next_undo(space) is not None:
        undone.append(history.undo(space).summary)
        assert NAME not in str(sources.ledger(space)) + str(annotations.listing(space)) + undone[-1]
    assert any(summary.startswith("figure") for summary in undone)
    assert bytes_with(space.root, "quillfeather") == []
    assert sources.ledger(space)[one.id].purged is not None


def test_what_cannot_be_purged_is_refused_and_nothing_is_erased(opener: Opener, tmp_path: Path) -> None:
    space = opener()
    one, _ = planted(space, tmp_path)
    with pytest.raises(UsageError, match="not its alias"):
        purging.purge(space, one.id, NAME)
    assert sources.get(space, one.id).source.title == f"Talk with {NAME} of The Ferry"
    report = next(ident for ident in sources.ledger(space) if ident.startswith("report"))
    with pytest.raises(UsageError, match="not confidential"):
        purging.purge(space, report, "Report")
    with pytest.raises(UsageError, match="stored document"):
        purging.purge(space, kept_document(space, annotations.listing(space)[0].id), "x")
    purging.purge(space, one.id, " a deckhand ")
    assert purging.purge(space, one.id, "a deckhand").complete  # once more does no harm
    for act in (
        lambda: sources.edit(space, one.id, {"title": NAME}),
        lambda: source_acts.contact(space, one.id, NAME),
        lambda: source_acts.merge(space, one.id, report),
    ):
        with pytest.raises(UsageError, match="was purged on"):
            act()


def test_a_file_that_another_source_has_stays(opener: Opener, tmp_path: Path) -> None:
    space = opener()
    one, _ = planted(space, tmp_path)
    other = sources.add(space, {"title": "Same file"}, file=tmp_path / f"{NAME}.txt").source
    assert purging.purge(space, one.id, "a deckhand").files == 0
    assert attachments.state_of(space, other.attachments[0]) == "unchanged"


def test_a_colleagues_set_does_not_bring_it_back_and_hears_of_it(opener: Opener, tmp_path: Path) -> None:
    kim, ada = opener("kim", "a"), opener("ada", "b")
    one, _ = planted(kim, tmp_path)
    exporting.export(kim, openly=True)
    importing.import_paths(ada, [kim.root])
    assert NAME in sources.get(ada, one.id).source.title
    (theirs,) = [row.document.id for row in _documents(ada)]
    mark = annotations.annotate(ada, theirs, place(QUAY, "At least 12"), "figure").id
    link(ada, mark, Pin(one.id))
    exporting.export(ada, openly=True)
    done = purging.purge(kim, one.id, "a deckhand")
    assert [leak.file.name for leak in done.leaks]  # what was exported openly is named
    importing.import_paths(kim, [ada.root / "annotations"])
    assert sources.get(kim, one.id).source.title == ""
    exporting.export(kim)
    notes = importing.import_paths(ada, [kim.root / "annotations"]).notes
    assert any("was purged in the set of kim" in note for note in notes)
    assert NAME in sources.get(ada, one.id).source.title


def _documents(space: Workspace) -> list[object]:
    from workbench.services import documents

    return list(documents.listing(space))


def test_files_written_before_are_named(opener: Opener, tmp_path: Path) -> None:
    space = opener()
    quay = add_text(space)
    one = sources.add(space, {"title": NAME, "kind": "interview"}).source
    mark = annotations.annotate(space, quay.id, place(QUAY, "140 people"), "figure").id
    link(space, mark, Pin(one.id))
    exporting.export(space)
    (space.root / "memo.md").write_text(f"\nAsk {NAME.upper()}.\n")
    (space.root / "documents" / "said.txt").write_text(f"{NAME} is in the article itself.")
    kept = sources.edit(space, one.id, {"confidential": True, "alias": "a deckhand"})
    assert [(leak.file.name, leak.alias) for leak in kept.leaks] == [
        (f"{quay.id}.yaml", "a deckhand"),
        ("memo.md", "a deckhand"),
    ]
    exporting.export(space)
    (space.root / "memo.md").unlink()
    with space.store.read() as connection:
        assert confidential.written(space, confidential.secrets(connection)) == []


# --- what was found by trying to get a name out --------------------------------------------------------------------


def hidden(space: Workspace, title: str = NAME, **more: object) -> Source:
    return sources.add(space, {"title": title, "confidential": True, "alias": "a deckhand", **more}).source


@pytest.mark.parametrize(
    "title", ["Call of 2020-01-04", "Person", "Primary", "kim", "verified", 'zeb "the nose" quill']
)
def test_only_words_that_somebody_typed_are_taken_out(opener: Opener, title: str) -> None:
    space = opener()
    quay = add_text(space)
    one = hidden(space, title, author="kim")
    source_acts.contact(space, one.id, "kim")
    mark = annotations.annotate(
        space, quay.id, place(QUAY, "140 people"), "claim", status="verified",
        fields={"when": "Saturday", "when_date": "2020-01-04", "note": f"before\n{title}\nafter"},
    ).id  # fmt: skip
    link(space, mark, Pin(one.id, grade="primary"))
    assert purging.purge(space, one.id, "a deckhand").complete
    kept = annotations.get(space, mark)
    assert (kept.annotator, kept.annotation.status) == ("kim", "verified")
    assert kept.annotation.claim is not None
    assert kept.annotation.claim.when_date == "2020-01-04"
    assert kept.annotation.links[0].grade == "primary"
    assert kept.annotation.note == "before\na deckhand\nafter"


def test_a_name_that_was_confidential_before_is_forgotten_too(opener: Opener) -> None:
    space = opener()
    one = sources.add(space, {"title": f"Talk with {NAME}"}).source
    sources.edit(space, one.id, {"confidential": True, "alias": "a deckhand"})
    history.undo(space)
    again = sources.edit(space, one.id, {"confidential": True, "alias": "a deckhand"}).source
    purging.purge(space, again.id, "a deckhand")
    assert bytes_with(space.root, "quillfeather") == []


def test_what_was_merged_with_it_goes_with_it_and_what_was_deleted_too(opener: Opener) -> None:
    space = opener()
    one, other, gone = (
        hidden(space),
        hidden(space, f"{NAME} again", url="https://quill.example/z"),
        hidden(space, "Quill"),
    )
    source_acts.merge(space, other.id, one.id)
    purging.purge(space, one.id, "a deckhand")
    source_acts.delete(space, gone.id)
    purging.purge(space, gone.id, "a deckhand")
    assert bytes_with(space.root, "quill") == []
    assert {one.id, other.id} <= sources.ledger(space).keys()
    assert gone.id not in sources.ledger(space)


def test_other_sources_long_comments_and_waiting_sets_do_not_keep_it(opener: Opener, tmp_path: Path) -> None:
    space, ada = opener("kim", "a"), opener("ada", "b")
    one = hidden(space)
    sources.add(space, {"title": "Report", "note": f"ask {NAME}"})
    quay = add_text(space)
    mark = annotations.annotate(space, quay.id, place(QUAY, "140 people"), "figure").id
    review.say(space, quay.id, mark, f"I think that this was {NAME} at the gate, was it not?")
    theirs = add_text(ada, "Only she has this text.", "Hers")
    sources.add(ada, {"title": NAME})
    note = annotations.annotate(ada, theirs.id, (0, 4), "claim", fields={"note": f"ask {NAME}"}).id
    assert note
    (path,) = [done.path for done in exporting.export(ada)]
    assert importing.import_paths(space, [path]).pending == 1  # type: ignore[list-item]
    done = purging.purge(space, one.id, "a deckhand")
    assert len(done.dropped) == 1
    assert done.complete
    assert bytes_with(space.root, "zebulon") == bytes_with(space.root, "quillf") == []


def test_another_process_that_reads_is_said_and_it_can_be_done_again(opener: Opener) -> None:
    import sqlite3

    space = opener()
    one = hidden(space)
    other = sqlite3.connect(space.root / "workbench.db", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM source").fetchone()
    assert any("purge again" in warning for warning in purging.purge(space, one.id, "a deckhand").warnings)
    other.execute("ROLLBACK")
    other.close()
    assert purging.purge(space, one.id, "a deckhand").complete
    assert bytes_with(space.root, "quillfeather") == []


def test_another_process_that_writes_is_said_and_it_can_be_done_again(opener: Opener, tmp_path: Path) -> None:
    import sqlite3

    space = opener()
    one, _ = planted(space, tmp_path)
    backups = len(list((space.root / "backups").glob("*.db")))
    other = sqlite3.connect(space.root / "workbench.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match=f"erased from {backups} backups .* Purge it again"):
        purging.purge(space, one.id, "a deckhand")
    other.execute("ROLLBACK")
    other.close()
    assert purging.purge(space, one.id, "a deckhand").complete
    assert bytes_with(space.root, "quillfeather") == []


def test_a_strange_file_among_the_backups_stops_nothing(opener: Opener, tmp_path: Path) -> None:
    space = opener()
    one, _ = planted(space, tmp_path)
    (space.root / "backups" / "aaa.db").write_bytes(b"no database at all, but long enough to look like one" * 40)
    done = purging.purge(space, one.id, "a deckhand")
    assert [("aaa.db" in warning, "Delete that file" in warning) for warning in done.warnings] == [(True, True)]
    assert bytes_with(space.root, "quillfeather") == []


def test_nobody_elses_set_opens_what_is_confidential(opener: Opener) -> None:
    kim, ada = opener("kim", "a"), opener("ada", "b")
    one, _ = hidden(kim), add_text(kim)
    mark = annotations.annotate(kim, _documents(kim)[0].document.id, place(QUAY, "140 people"), "figure").id  # type: ignore[attr-defined]
    link(kim, mark, Pin(one.id))
    exporting.export(kim, openly=True)
    importing.import_paths(ada, [kim.root])
    sources.edit(ada, one.id, {"confidential": False})
    theirs = annotations.annotate(ada, _documents(ada)[0].document.id, place(QUAY, "At least 12"), "figure").id  # type: ignore[attr-defined]
    link(ada, theirs, Pin(one.id))
    exporting.export(ada)
    importing.import_paths(kim, [ada.root / "annotations"])
    assert sources.get(kim, one.id).source.confidential
    with pytest.raises(UsageError, match="confidential here"):
        source_acts.settle(kim, one.id, "ada")


def test_an_old_id_comes_back_neither_by_a_colleagues_set_nor_by_undo(opener: Opener) -> None:
    kim, ada = opener("kim", "a"), opener("ada", "b")
    quay = add_text(kim)
    one = sources.add(kim, {"title": f"Talk with {NAME}", "note": "by the net store"}).source
    mark = annotations.annotate(kim, quay.id, place(QUAY, "140 people"), "figure").id
    link(kim, mark, Pin(one.id))
    exporting.export(kim)
    importing.import_paths(ada, [kim.root])
    theirs = annotations.annotate(ada, quay.id, place(QUAY, "At least 12"), "figure").id
    link(ada, theirs, Pin(one.id))
    exporting.export(ada)
    kept = sources.edit(kim, one.id, {"confidential": True, "alias": "a deckhand"}).source
    importing.import_paths(kim, [ada.root / "annotations"])
    assert one.id not in sources.ledger(kim)
    assert annotations.get(kim, theirs).annotation.links[0].source == kept.id
    purging.purge(kim, kept.id, "a deckhand")
    importing.import_paths(kim, [ada.root / "annotations"])
    assert one.id not in sources.ledger(kim)
    exporting.export(kim, everyone=True)
    assert [name for name in bytes_with(kim.root, "quillfeather") if name.startswith("annotations/kim")] == []


def test_a_merged_source_is_not_made_confidential_alone(opener: Opener) -> None:
    space = opener()
    one, other = sources.add(space, {"title": NAME}).source, sources.add(space, {"title": f"{NAME} too"}).source
    source_acts.merge(space, other.id, one.id)
    with pytest.raises(UsageError, match="was merged with"):
        sources.edit(space, one.id, {"confidential": True, "alias": "a deckhand"})


@pytest.mark.parametrize(
    ("title", "file", "content"),
    [
        ("Quill & Sons", "memo.md", "See Quill \\& Sons."),
        ("Zebulon Quill", "memo.md", "by Zebulon\nand Zebulon  Quill"),
        ("Zebulon Quill", "notes_zebulon_quill.txt", "nothing"),
        ("Zebulon Quill", "set.yaml", '  note: "asked\\nZebulon Quill"'),
        ("李明", "memo.txt", "由李明提供"),
        ("E\u0301lodie Quill", "memo.txt", "\u00c9lodie Quill"),
    ],
)
def test_files_are_read_as_their_format_writes_them(opener: Opener, title: str, file: str, content: str) -> None:
    space = opener()
    hidden(space, title)
    (space.root / file).write_text(content)
    with space.store.read() as connection:
        found = confidential.written(space, confidential.secrets(connection))
    assert [leak.file.name for leak in found] == [file]
