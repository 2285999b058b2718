"""Sets travel between workspaces: byte for byte, merged by the table, placed by their words, never lost."""

import shutil
from pathlib import Path

import msgspec
import pytest

from workbench.domain.errors import DataError, Stale, UsageError
from workbench.domain.model import Link, Placed, Source
from workbench.domain.text import sha256
from workbench.exchange.sets import read_set, write_set
from workbench.services import annotations, documents, exporting, history, importing
from workbench.services.workspace import Workspace

from .conftest import QUAY, Opener, add_text, place

LATER = "2030-01-01T00:00:00Z"


def mark_some(space: Workspace, document_id: str) -> list[Placed]:
    return [
        annotations.annotate(space, document_id, place(QUAY, "about 140"), "figure", fields={"value": "140"}),
        annotations.annotate(space, document_id, place(QUAY, "We heard a long grinding noise,"), "quote"),
        annotations.annotate(space, document_id, place(QUAY, "The quay stays closed."), "claim", fields={"note": "?"}),
    ]


def set_path(space: Workspace, annotator: str = "kim") -> Path:
    return next((space.root / "annotations" / annotator).glob("*.yaml"))


def handed_over(opener: Opener) -> tuple[Workspace, Workspace, list[Placed]]:
    """Kim has marked and exported; lee has the document and has imported kim's workspace."""
    kim, lee = opener("kim", "a"), opener("lee", "b")
    document = add_text(kim)
    marks = mark_some(kim, document.id)
    exporting.export(kim)
    importing.import_paths(lee, [kim.root])
    return kim, lee, marks


def rewrite(path: Path, **changes: object) -> None:
    """Change the first annotation of a set file, as a colleague's edit would."""
    value = read_set(path.read_bytes(), path.name)
    first = msgspec.structs.replace(value.annotations[0], **changes)
    path.write_bytes(write_set(msgspec.structs.replace(value, annotations=(first, *value.annotations[1:]))))


def test_export_import_export_gives_the_same_bytes(opener: Opener) -> None:
    kim, lee, marks = handed_over(opener)
    exporting.export(lee, everyone=True)
    assert set_path(lee).read_bytes() == set_path(kim).read_bytes()
    assert [one.annotation for one in annotations.listing(lee)] == [one.annotation for one in marks]


def test_importing_twice_changes_nothing(opener: Opener) -> None:
    kim, lee, marks = handed_over(opener)
    lee.store.close()
    before = sha256((lee.root / "workbench.db").read_bytes())
    report = importing.import_paths(lee, [kim.root])
    assert (report.new, report.updated, report.same) == (0, 0, len(marks))
    lee.store.close()
    assert sha256((lee.root / "workbench.db").read_bytes()) == before


def test_a_dry_run_reports_the_same_and_changes_nothing(opener: Opener) -> None:
    kim, lee = opener("kim", "a"), opener("lee", "b")
    mark_some(kim, add_text(kim).id)
    exporting.export(kim)
    foreseen = importing.import_paths(lee, [kim.root], dry_run=True)
    assert annotations.listing(lee) == []
    assert documents.listing(lee) == []
    assert importing.import_paths(lee, [kim.root]).counts == foreseen.counts


def test_an_import_is_one_act_to_undo(opener: Opener) -> None:
    _, lee, marks = handed_over(opener)
    history.undo(lee)
    assert (annotations.listing(lee), documents.listing(lee)) == ([], [])
    history.redo(lee)
    assert len(annotations.listing(lee)) == len(marks)


def test_an_import_that_was_undone_can_be_made_again(opener: Opener) -> None:
    kim, lee, marks = handed_over(opener)
    history.undo(lee)
    assert importing.import_paths(lee, [kim.root]).new == len(marks)
    assert len(annotations.listing(lee)) == len(marks)


def test_theirs_is_taken_where_ours_stands_as_exchanged(opener: Opener) -> None:
    kim, lee, marks = handed_over(opener)
    annotations.edit(kim, marks[0].id, fields={"note": "log says 138"})
    annotations.delete(kim, marks[1].id)
    exporting.export(kim)
    report = importing.import_paths(lee, [set_path(kim)])
    assert (report.updated, report.deleted, report.conflicts) == (1, 1, 0)
    assert {one.id: one.annotation.note for one in annotations.listing(lee)} == {
        marks[0].id: "log says 138",
        marks[2].id: "?",
    }


def test_an_earlier_state_of_ours_is_nothing_new(opener: Opener, tmp_path: Path) -> None:
    kim, lee, marks = handed_over(opener)
    old = shutil.copy(set_path(kim), tmp_path / "old.yaml")
    annotations.edit(kim, marks[0].id, fields={"note": "newer"})
    exporting.export(kim)
    importing.import_paths(lee, [set_path(kim)])
    report = importing.import_paths(lee, [Path(old)])
    assert (report.updated, report.conflicts, report.same) == (0, 0, 3)
    assert annotations.get(lee, marks[0].id).annotation.note == "newer"


def test_changed_here_and_there_is_kept_twice_until_settled(opener: Opener, tmp_path: Path) -> None:
    kim, _, marks = handed_over(opener)
    theirs = Path(shutil.copy(set_path(kim), tmp_path / "theirs.yaml"))
    rewrite(theirs, note="theirs")
    annotations.edit(kim, marks[0].id, fields={"note": "mine"})
    assert importing.import_paths(kim, [theirs]).conflicts == 1
    assert importing.import_paths(kim, [theirs]).conflicts == 1  # still one, still open
    assert annotations.get(kim, marks[0].id).annotation.note == "mine"
    waiting = annotations.conflicts(kim)[marks[0].id]
    assert waiting is not None
    assert waiting.note == "theirs"
    importing.resolve_conflict(kim, marks[0].id[-6:], take="theirs")
    assert annotations.get(kim, marks[0].id).annotation.note == "theirs"
    assert annotations.conflicts(kim) == {}
    assert importing.import_paths(kim, [theirs]).conflicts == 0
    history.undo(kim)
    assert annotations.get(kim, marks[0].id).annotation.note == "mine"


def test_a_conflict_settled_as_ours_is_not_raised_again(opener: Opener, tmp_path: Path) -> None:
    kim, _, marks = handed_over(opener)
    theirs = Path(shutil.copy(set_path(kim), tmp_path / "theirs.yaml"))
    rewrite(theirs, note="theirs")
    annotations.edit(kim, marks[0].id, fields={"note": "mine"})
    importing.import_paths(kim, [theirs])
    importing.resolve_conflict(kim, marks[0].id, take="ours")
    report = importing.import_paths(kim, [theirs])
    assert (report.conflicts, report.updated) == (0, 0)
    assert annotations.get(kim, marks[0].id).annotation.note == "mine"


def test_changed_here_and_deleted_there_is_a_conflict(opener: Opener) -> None:
    kim, lee, marks = handed_over(opener)
    annotations.delete(lee_as_kim := opener("kim", "b"), marks[0].id)
    exporting.export(lee_as_kim)
    annotations.edit(kim, marks[0].id, fields={"note": "mine"})
    assert importing.import_paths(kim, [set_path(lee)]).conflicts == 1
    assert annotations.get(kim, marks[0].id).annotation.note == "mine"
    assert annotations.conflicts(kim) == {marks[0].id: None}


def test_deleted_here_stays_deleted_or_conflicts(opener: Opener, tmp_path: Path) -> None:
    kim, _, marks = handed_over(opener)
    same = Path(shutil.copy(set_path(kim), tmp_path / "same.yaml"))
    changed = Path(shutil.copy(set_path(kim), tmp_path / "changed.yaml"))
    rewrite(changed, note="theirs")
    annotations.delete(kim, marks[0].id)
    assert importing.import_paths(kim, [same]).counts["same"] == 3
    assert len(annotations.listing(kim)) == 2
    assert importing.import_paths(kim, [changed]).conflicts == 1
    assert len(annotations.listing(kim)) == 2


def test_marks_that_were_never_handed_over_stay_when_an_old_set_comes(opener: Opener, tmp_path: Path) -> None:
    kim, _, _ = handed_over(opener)
    old = Path(shutil.copy(set_path(kim), tmp_path / "old.yaml"))
    fresh = annotations.annotate(kim, annotations.listing(kim)[0].document, (0, 5), "claim")
    importing.import_paths(kim, [old])
    assert annotations.get(kim, fresh.id) == fresh


def test_a_file_that_changed_on_disk_is_never_overwritten(opener: Opener) -> None:
    kim, _, marks = handed_over(opener)
    rewrite(set_path(kim), note="by hand")
    edited = set_path(kim).read_bytes()
    annotations.edit(kim, marks[2].id, fields={"note": "newer"})
    assert [one.outcome for one in exporting.export(kim)] == ["refused"]
    assert set_path(kim).read_bytes() == edited
    importing.import_paths(kim, [set_path(kim)])
    assert [one.outcome for one in exporting.export(kim)] == ["written"]
    assert [one.outcome for one in exporting.export(kim)] == ["unchanged"]
    notes = {one.id: one.annotation.note for one in annotations.listing(kim)}
    assert notes == {marks[0].id: "by hand", marks[1].id: "", marks[2].id: "newer"}


def test_on_other_text_marks_go_by_their_words_or_to_no_place(opener: Opener) -> None:
    kim, lee = opener("kim", "a"), opener("lee", "b")
    document = add_text(kim)
    marks = mark_some(kim, document.id)
    exporting.export(kim)
    other = "A correction was added.\n" + QUAY.replace("about 140", "about 150").replace(
        "We heard a long", "They met no"
    )
    theirs = add_text(lee, other)
    value = read_set(set_path(kim).read_bytes(), "x")
    renamed = msgspec.structs.replace(value, document=msgspec.structs.replace(value.document, id=theirs.id))
    path = lee.root / "incoming.yaml"
    path.write_bytes(write_set(renamed))
    report = importing.import_paths(lee, [path])
    assert (report.moved, report.proposals + report.orphans) == (1, 2)
    found = {one.id: one for one in annotations.listing(lee)}
    assert len(found) == 3
    moved = found[marks[2].id]
    assert moved.anchor_state == "moved"
    assert other[moved.annotation.start : moved.annotation.end] == moved.annotation.exact
    figure = found[marks[0].id]
    assert figure.anchor_state in ("proposal", "orphan")
    assert figure.annotation.exact == "about 140"
    again = importing.import_paths(lee, [path])
    assert (again.new, again.updated, again.conflicts) == (0, 0, 0)
    exporting.export(lee, everyone=True)
    written = read_set(set_path(lee).read_bytes(), "x")
    assert {one.id for one in written.orphans} == {marks[0].id, marks[1].id}
    at = other.index("about 150")
    assert annotations.edit(opener("kim", "b"), figure.id, span=(at, at + 9)).anchor_state == "exact"


def test_a_set_without_its_document_waits_for_it(opener: Opener) -> None:
    kim, lee = opener("kim", "a"), opener("lee", "b")
    marks = mark_some(kim, add_text(kim).id)
    exporting.export(kim)
    assert importing.import_paths(lee, [set_path(kim)]).pending == 1
    assert annotations.listing(lee) == []
    add_text(lee)
    assert importing.import_waiting(lee).new == len(marks)
    assert importing.import_waiting(lee).sets == 0
    assert len(annotations.listing(lee)) == len(marks)


def test_one_bad_file_stops_the_whole_import(opener: Opener) -> None:
    kim, lee = opener("kim", "a"), opener("lee", "b")
    mark_some(kim, add_text(kim).id)
    exporting.export(kim)
    bad = kim.root / "annotations" / "kim" / "broken.yaml"
    bad.write_text("format: workbench/annotation-set\nversion: 1\nversion: 1\n")
    with pytest.raises(DataError, match=r"broken\.yaml:3:1: "):
        importing.import_paths(lee, [kim.root])
    assert (annotations.listing(lee), documents.listing(lee)) == ([], [])


def test_the_same_id_in_two_hands_is_refused(opener: Opener, tmp_path: Path) -> None:
    kim, lee, _ = handed_over(opener)
    stolen = tmp_path / "stolen.yaml"
    value = read_set(set_path(kim).read_bytes(), "x")
    stolen.write_bytes(write_set(msgspec.structs.replace(value, annotator="mallory")))
    with pytest.raises(DataError, match="already kim's"):
        importing.import_paths(lee, [stolen])


def test_a_copy_from_before_deletes_nothing_that_was_made_since(opener: Opener, tmp_path: Path) -> None:
    kim, _, _ = handed_over(opener)
    kept = Path(shutil.copy(set_path(kim), tmp_path / "kept.yaml"))
    fresh = annotations.annotate(kim, annotations.listing(kim)[0].document, (0, 5), "claim")
    exporting.export(kim)
    report = importing.import_paths(kim, [kept])
    assert (report.deleted, report.conflicts) == (0, 0)
    assert annotations.get(kim, fresh.id) == fresh


def test_what_the_set_has_no_more_is_deleted_said_and_undone(opener: Opener, tmp_path: Path) -> None:
    kim, lee, marks = handed_over(opener)
    shorter = tmp_path / "shorter.yaml"
    value = read_set(set_path(kim).read_bytes(), "x")
    shorter.write_bytes(write_set(msgspec.structs.replace(value, annotations=value.annotations[1:])))
    report = importing.import_paths(lee, [shorter])
    assert report.deleted == 1
    assert any(marks[0].annotation.exact in note for note in report.notes)
    history.undo(lee)
    assert len(annotations.listing(lee)) == len(marks)


def test_two_versions_of_one_set_are_not_imported_together(opener: Opener, tmp_path: Path) -> None:
    kim, lee, _ = handed_over(opener)
    (tmp_path / "in").mkdir()
    shutil.copy(set_path(kim), tmp_path / "in" / "z-old.yaml")
    rewrite(set_path(kim), note="newer")
    shutil.copy(set_path(kim), tmp_path / "in" / "a-new.yaml")
    with pytest.raises(DataError, match="another version of the set"):
        importing.import_paths(lee, [tmp_path / "in"])


def test_an_undone_import_is_not_exported_as_deletions(opener: Opener) -> None:
    kim, lee, marks = handed_over(opener)
    history.undo(lee)
    add_text(lee)
    assert exporting.export(lee, everyone=True) == []
    importing.import_paths(kim, [lee.root])
    assert len(annotations.listing(kim)) == len(marks)


def test_a_reinstated_mark_and_an_undone_edit_travel(opener: Opener) -> None:
    kim, lee, marks = handed_over(opener)
    annotations.delete(kim, marks[0].id)
    exporting.export(kim)
    importing.import_paths(lee, [set_path(kim)])
    assert len(annotations.listing(lee)) == 2
    history.undo(kim)
    exporting.export(kim)
    importing.import_paths(lee, [set_path(kim)])
    assert len(annotations.listing(lee)) == 3
    annotations.edit(kim, marks[1].id, fields={"note": "wrong"})
    exporting.export(kim)
    importing.import_paths(lee, [set_path(kim)])
    history.undo(kim)
    exporting.export(kim)
    report = importing.import_paths(lee, [set_path(kim)])
    assert (report.updated, report.conflicts) == (1, 0)
    assert annotations.get(lee, marks[1].id).annotation.note == ""


def test_settling_either_way_is_undone_as_one_act(opener: Opener, tmp_path: Path) -> None:
    kim, _, marks = handed_over(opener)
    theirs = Path(shutil.copy(set_path(kim), tmp_path / "theirs.yaml"))
    rewrite(theirs, note="theirs")
    annotations.edit(kim, marks[0].id, fields={"note": "mine"})
    importing.import_paths(kim, [theirs])
    for take in ("ours", "theirs"):
        importing.resolve_conflict(kim, marks[0].id, take=take)
        assert annotations.conflicts(kim) == {}
        history.undo(kim)
        assert set(annotations.conflicts(kim)) == {marks[0].id}
        assert annotations.get(kim, marks[0].id).annotation.note == "mine"
    history.undo(kim)  # the import that raised it
    assert annotations.conflicts(kim) == {}
    assert annotations.get(kim, marks[0].id).annotation.note == "mine"


def test_a_set_in_conflict_is_not_exported(opener: Opener) -> None:
    kim, _, marks = handed_over(opener)
    rewrite(set_path(kim), note="by hand")
    by_hand = set_path(kim).read_bytes()
    annotations.edit(kim, marks[0].id, fields={"note": "mine"})
    importing.import_paths(kim, [set_path(kim)])
    assert [(one.outcome, "settle" in one.reason) for one in exporting.export(kim)] == [("refused", True)]
    assert set_path(kim).read_bytes() == by_hand


def test_of_two_waiting_versions_the_later_counts(opener: Opener) -> None:
    kim, lee = opener("kim", "a"), opener("lee", "b")
    marks = mark_some(kim, add_text(kim).id)
    exporting.export(kim)
    importing.import_paths(lee, [set_path(kim)])
    annotations.edit(kim, marks[0].id, fields={"note": "newer"})
    exporting.export(kim)
    importing.import_paths(lee, [set_path(kim)])
    add_text(lee)
    assert importing.import_waiting(lee).new == 3
    assert annotations.get(lee, marks[0].id).annotation.note == "newer"


def test_an_archived_document_takes_no_sets_and_no_marks(opener: Opener) -> None:
    kim, _, marks = handed_over(opener)
    document = marks[0].document
    documents.remove(kim, document)
    report = importing.import_paths(kim, [set_path(kim)])
    assert report.pending == 1
    assert "archived" in report.notes[0]
    with pytest.raises(UsageError):
        annotations.annotate(kim, document, (0, 5), "claim")
    with pytest.raises(UsageError):
        annotations.edit(kim, marks[0].id, fields={"note": "x"})
    history.undo(kim)
    assert len(annotations.listing(kim)) == 3


def test_a_document_that_others_have_marked_is_not_undone_away(opener: Opener) -> None:
    kim, lee = opener("kim"), opener("lee")
    document = add_text(kim)
    annotations.annotate(lee, document.id, (0, 5), "claim")
    with pytest.raises(Stale, match="lee has marked"):
        history.undo(kim)
    assert documents.listing(kim)


def test_sources_stay_when_their_import_is_undone(opener: Opener, tmp_path: Path) -> None:
    kim, lee, _ = handed_over(opener)
    path = tmp_path / "linked.yaml"
    value = read_set(set_path(kim).read_bytes(), "x")
    linked = msgspec.structs.replace(
        value.annotations[0], links=(Link(id="l1", source="harbour-log", relation="refutes"),), modified=LATER
    )
    log = Source(id="harbour-log", kind="official_record", title="Harbour log")
    value = msgspec.structs.replace(value, annotations=(linked, *value.annotations[1:]), sources=(log,))
    path.write_bytes(write_set(value))
    importing.import_paths(lee, [path])
    exporting.export(lee, everyone=True)
    assert read_set(set_path(lee).read_bytes(), "x").sources == (log,)
    assert history.undo(lee).summary == "import linked.yaml"
    exporting.export(lee, everyone=True)
    read_set(set_path(lee).read_bytes(), "x")
    assert history.undo(lee).summary == "import a"


def test_document_files_that_were_changed_on_disk_are_left_alone(opener: Opener) -> None:
    kim = opener()
    document = add_text(kim)
    path = kim.root / "documents" / f"{document.id}.yaml"
    by_hand = path.read_bytes().replace(b"Ferry hits quay", b"By hand")
    path.write_bytes(by_hand)
    assert "changed on disk" in documents.edit(kim, document.id, {"publisher": "Quay News"}).warnings[0]
    assert any("changed on disk" in warning for warning in documents.remove(kim, document.id).warnings)
    assert path.read_bytes() == by_hand


def test_a_state_older_than_the_exchanged_one_is_a_conflict_not_an_update(opener: Opener, tmp_path: Path) -> None:
    kim, lee, marks = handed_over(opener)
    beside = Path(shutil.copy(set_path(kim), tmp_path / "beside.yaml"))
    rewrite(beside, note="made beside", modified="2020-01-01T00:00:00Z", created="2020-01-01T00:00:00Z")
    assert importing.import_paths(lee, [beside]).conflicts == 1
    assert annotations.get(lee, marks[0].id).annotation.note == ""
