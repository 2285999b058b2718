"""Long work that is stopped: an import leaves nothing behind, an export whole files only; both can be done again."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.domain.errors import UsageError
from workbench.domain.text import sha256
from workbench.services import annotations, documents, exporting, history, importing, work
from workbench.services.documents import Incoming
from workbench.services.work import PatientStore, Stopped, Watch
from workbench.services.workspace import Workspace
from workbench.store import repository
from workbench.store.engine import Store

from .conftest import Opener, add_text

TEXTS = [f"Report {number}: nine boats lay across the fairway at dawn.\n" for number in range(3)]


class Until:
    """Goes on ``steps`` times, and not once more; remembers what it heard."""

    def __init__(self, steps: int = 10_000) -> None:
        self.steps = steps
        self.heard: list[str] = []

    def __call__(self, words: str) -> bool:
        self.heard.append(words)
        return len(self.heard) <= self.steps


def marked(opener: Opener) -> Workspace:
    """Kim's workspace: three documents with two marks each."""
    kim = opener("kim", "a")
    for number, text in enumerate(TEXTS):
        document = documents.add(kim, [Incoming("x", text, {"title": f"Boats {number}"})])[0].document
        for start in (0, 7):
            annotations.annotate(kim, document.id, (start, start + 6), "claim")
    return kim


def sent(opener: Opener) -> Path:
    kim = marked(opener)
    exporting.export(kim)
    return kim.root


def state(space: Workspace) -> str:
    """All that the store holds, in a word."""
    with space.store.read() as connection:
        tables = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [connection.exec_driver_sql(f'SELECT * FROM "{name}"').all() for name in sorted(tables)]
    return sha256(repr(rows))


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.*")) if path.is_file()}


# --- import --------------------------------------------------------------------------------------------------------


def test_an_import_says_how_far_it_is(opener: Opener) -> None:
    root, until = sent(opener), Until()
    importing.import_paths(opener("lee", "b"), [root], go_on=until)
    heard = iter(until.heard)
    assert [next(heard) for _ in range(7)] == [
        "looking for files",
        "reading file 1 of 6, 0 %",
        "reading file 2 of 6, 16 %",
        "reading file 3 of 6, 33 %",
        "reading file 4 of 6, 50 %",
        "reading file 5 of 6, 66 %",
        "reading file 6 of 6, 83 %",
    ]
    assert list(heard) == [
        *("document 1 of 3, 0 %", "document 2 of 3, 33 %", "document 3 of 3, 66 %"),
        *("set 1 of 3, 0 %", "set 2 of 3, 33 %", "set 3 of 3, 66 %"),
        "storing",
        *(f"stored; writing document {number + 1} of 3, {33 * number} %" for number in range(3)),
    ]


def test_an_import_stopped_at_any_step_leaves_nothing_and_can_be_made_again(opener: Opener) -> None:
    root, lee = sent(opener), opener("lee", "b")
    nothing, no_files = state(lee), files(lee.root / "documents")
    whole = Until()
    importing.import_paths(opener("lee", "c"), [root], go_on=whole)
    stored = whole.heard.index("storing")
    for steps in range(stored + 1):
        with pytest.raises(Stopped, match=r"^Stopped; nothing was imported\.$"):
            importing.import_paths(lee, [root], go_on=Until(steps))
        assert state(lee) == nothing
        assert files(lee.root / "documents") == no_files
        assert history.next_undo(lee) is None
    report = importing.import_paths(lee, [root], go_on=Until())
    assert (report.documents, report.new, report.left) == (3, 6, [])


@pytest.mark.parametrize("written", range(3))
def test_stopped_when_all_is_stored_it_says_so_and_the_same_import_writes_the_rest(
    opener: Opener, written: int
) -> None:
    root, lee = sent(opener), opener("lee", "b")
    report = importing.import_paths(lee, [root], go_on=Until(14 + written))
    assert report.new == 6
    assert len(report.left) == 3 - written
    assert report.notes[0].startswith(f"Stopped when everything was stored: the files of {3 - written} of 3 documents")
    assert len(list((lee.root / "documents").iterdir())) == 2 * written
    assert len(annotations.listing(lee)) == 6
    again = importing.import_paths(lee, [root])
    assert (again.new, again.same, again.left) == (0, 6, [])
    assert files(lee.root / "documents") == files(root / "documents")


def test_one_large_set_is_asked_about_within(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_OFTEN", 2)
    kim, lee = opener("kim", "a"), opener("lee", "b")
    document = add_text(kim)
    for start in range(5):
        annotations.annotate(kim, document.id, (start, start + 3), "claim")
    exporting.export(kim)
    until = Until()
    importing.import_paths(lee, [kim.root], go_on=until)
    within = [words for words in until.heard if words.startswith("set 1 of 1")]
    assert within == [
        "set 1 of 1",
        "set 1 of 1: placing marks, 40 %",
        "set 1 of 1: placing marks, 80 %",
        "set 1 of 1: comparing marks, 40 %",
        "set 1 of 1: comparing marks, 80 %",
        "set 1 of 1: storing marks, 40 %",
        "set 1 of 1: storing marks, 80 %",
    ]
    assert len(annotations.listing(lee)) == 5
    other = opener("ada", "c")
    with pytest.raises(Stopped):
        importing.import_paths(other, [kim.root], go_on=Until(until.heard.index(within[-1])))
    assert annotations.listing(other) == []
    assert documents.listing(other) == []


def test_a_large_file_is_said_to_be_read_to_its_end(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.services.gathering._LARGE", 100)
    root, until = sent(opener), Until()
    importing.import_paths(opener("lee", "b"), [root], go_on=until, dry_run=True)
    assert sum("0 MB to the end" in words for words in until.heard) == 3


def test_a_set_that_waits_goes_on_waiting_when_it_is_stopped(opener: Opener) -> None:
    root, lee = sent(opener), opener("lee", "b")
    paths = sorted((root / "annotations").rglob("*.yaml"))
    assert importing.import_paths(lee, paths).pending == 3
    documents.add(lee, [Incoming("x", text, {"title": "Boats"}) for text in TEXTS])
    for steps in range(3):
        with pytest.raises(Stopped, match="go on waiting"):
            importing.import_waiting(lee, go_on=Until(steps))
        with lee.store.read() as connection:
            assert len(repository.pending(connection)) == 3
        assert annotations.listing(lee) == []
    assert importing.import_waiting(lee).sets == 3


def test_a_stopped_import_lets_others_write_at_once(opener: Opener) -> None:
    root, lee = sent(opener), opener("lee", "b")
    with pytest.raises(Stopped):
        importing.import_paths(lee, [root], go_on=Until(12))
    other = opener("ada", "b")
    add_text(other)
    assert len(documents.listing(lee)) == 1


# --- export --------------------------------------------------------------------------------------------------------


def test_an_export_says_how_far_it_is(opener: Opener) -> None:
    kim, until = marked(opener), Until()
    next((kim.root / "documents").glob("*.txt")).unlink()
    exporting.export(kim, go_on=until)
    assert until.heard == [
        *("reading set 1 of 3, 0 %", "reading set 2 of 3, 33 %", "reading set 3 of 3, 66 %"),
        "document 1 of 1",
        *("set 1 of 3, 0 %", "set 2 of 3, 33 %", "set 3 of 3, 66 %"),
    ]


def test_an_export_stopped_before_the_first_file_has_written_none(opener: Opener) -> None:
    kim = marked(opener)
    before = state(kim)
    for steps in range(3):
        with pytest.raises(Stopped, match=r"^Stopped; nothing was exported\.$"):
            exporting.export(kim, go_on=Until(steps))
    assert files(kim.root / "annotations") == {}
    assert state(kim) == before


@pytest.mark.parametrize("together", [1, 2, 50])
@pytest.mark.parametrize("written", range(3))
def test_an_export_stopped_between_files_says_what_is_left_and_the_next_one_completes_it(
    opener: Opener, monkeypatch: pytest.MonkeyPatch, written: int, together: int
) -> None:
    monkeypatch.setattr(exporting, "_TOGETHER", together)
    kim = marked(opener)
    done = exporting.export(kim, go_on=Until(3 + written))
    assert [one.outcome for one in done] == ["written"] * written + ["left"] * (3 - written)
    assert all(one.path is not None and one.path.is_file() == (one.outcome == "written") for one in done)
    assert {one.reason for one in done if one.outcome == "left"} == {"stopped before it was written"}
    with kim.store.read() as connection:  # what was written counts as exchanged: an import tells changes from it
        noted = [header for header in repository.sets(connection) if all(repository.bases(connection, header).values())]
    assert len(noted) == written
    again = exporting.export(kim)
    assert [one.outcome for one in again] == ["unchanged"] * written + ["written"] * (3 - written)
    lee = opener("lee", "b")
    assert importing.import_paths(lee, [kim.root]).new == 6
    exporting.export(lee, everyone=True)
    assert files(lee.root / "annotations") == files(kim.root / "annotations")


def test_what_was_written_before_a_failure_counts_as_exchanged(opener: Opener) -> None:
    kim = marked(opener)
    names = [one.document.id for one in documents.listing(kim)]
    (kim.root / "annotations" / "kim" / f"{names[2]}.yaml").mkdir(parents=True)
    with pytest.raises(Exception, match="a folder of that name is in the way"):
        exporting.export(kim)
    with kim.store.read() as connection:
        noted = [all(repository.bases(connection, header).values()) for header in repository.sets(connection)]
    assert noted == [True, True, False]


def test_litter_of_a_killed_export_is_swept_from_the_folders_written_to(opener: Opener, tmp_path: Path) -> None:
    kim = marked(opener)
    exporting.export(kim)
    out = tmp_path / "out"
    (out / "kim").mkdir(parents=True)
    elsewhere = kim.root / "annotations" / "lee"
    elsewhere.mkdir()
    folders = [kim.root / "annotations" / "kim", kim.root / "documents", out / "kim", elsewhere]
    hour_ago = time.time() - 4000
    for folder in folders:
        for name in ("old", "new"):
            path = folder / f".tmp-workbench-{name}"
            path.write_bytes(b"x")
            if name == "old":
                os.utime(path, (hour_ago, hour_ago))
    exporting.export(kim)
    exporting.export(kim, target=out)
    left = [sorted(one.name for one in folder.glob(".tmp-*")) for folder in folders]
    assert left[:3] == [[".tmp-workbench-new"]] * 3
    assert left[3] == [".tmp-workbench-new", ".tmp-workbench-old"]


# --- the pieces ----------------------------------------------------------------------------------------------------


def test_a_store_that_can_be_told_to_wait_no_more(opener: Opener) -> None:
    space = opener()
    until = Until(2)
    patient = PatientStore(space.store, until)
    with space.store.write():
        began = time.monotonic()
        with pytest.raises(Stopped, match="another process"), patient.write():
            pytest.fail("two write at once")
        assert 0.5 < time.monotonic() - began < 5
    assert until.heard == ["waiting for another process"] * 3
    with patient.write() as connection:
        repository.add_annotator(connection, "ada", "ada")
    with pytest.raises(UsageError, match="inner"), patient.write():
        raise UsageError("inner")
    patient.close()


def test_it_waits_until_the_other_has_written(opener: Opener) -> None:
    space = opener()
    patient, held = PatientStore(space.store, work.always), threading.Event()

    def hold() -> None:
        own = Store(space.store.url)
        with own.write():
            held.set()
            time.sleep(0.6)
        own.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(10)
    with patient.write() as connection:
        repository.add_annotator(connection, "ada", "ada")
    thread.join()
    patient.close()


@pytest.mark.parametrize(("done", "total", "said"), [(0, 3, "0 %"), (1, 3, "33 %"), (199, 200, "99 %"), (0, 0, "0 %")])
def test_shares_are_rounded_down(done: int, total: int, said: str) -> None:
    assert work.share(done, total) == said


def test_steps_and_parts_are_given_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_OFTEN", 2)
    until: Callable[[str], bool] = Until()
    watch = Watch(until, "")
    assert list(watch.each("abc", "step")) == ["a", "b", "c"]
    assert list(watch.parts("abcde", 5, "part")) == list("abcde")
    assert ["".join(some) for some in watch.batches("abcde", "part")] == ["ab", "cd", "e"]
