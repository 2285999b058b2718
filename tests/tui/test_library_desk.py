"""The library over a real workspace: files in and out from a thread, other processes' writes, and how far one is."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import Terminal

from workbench.domain.errors import DataError, UsageError, WorkbenchError
from workbench.services import annotations, documents, workspace
from workbench.services.documents import Incoming
from workbench.services.workspace import Workspace
from workbench.tui.desk import Filed
from workbench.tui.workspace_desk import WorkspaceDesk

TEXT = "Nine boats lay across the fairway at dawn, the police said.\n"


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Workspace]]:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    opened: list[Workspace] = []

    def opens(name: str = "space", annotator: str = "kim") -> Workspace:
        root = tmp_path / name
        if not root.exists():
            workspace.create(root)
        opened.append(workspace.open_workspace(root, annotator=annotator, wait=0.25))
        return opened[-1]

    yield opens
    for one in opened:
        one.close()


def add(space: Workspace, title: str = "Boats", text: str = TEXT) -> str:
    return documents.add(space, [Incoming("boats", text, {"title": title})])[0].document.id


def going(words: str) -> bool:
    return True


def in_thread(work: Callable[[], Filed]) -> Filed:
    """As the library has it done: on a thread of its own, next to an open desk."""
    found: list[Filed | Exception] = []

    def run() -> None:
        try:
            found.append(work())
        except WorkbenchError as error:
            found.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    (outcome,) = found
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def test_a_row_says_how_far_it_is(opener: Callable[..., Workspace]) -> None:
    space = opener()
    ident = add(space)
    annotations.annotate(space, ident, (0, 4), "figure", status="verified")
    annotations.annotate(space, ident, (5, 10), "figure")
    annotations.annotate(space, ident, (0, 10), "claim")
    annotations.annotate(opener(annotator="ada"), ident, (0, 10), "claim")
    (row,) = WorkspaceDesk(space).documents()
    assert (row.counts, row.settled, row.open, row.others) == ({"figure": 2, "claim": 1}, {"figure": 1}, 2, 1)
    documents.edit(space, ident, {"url": "https://quay.example/boats"})
    assert WorkspaceDesk(space).documents()[0].url == "https://quay.example/boats"


def test_done_and_undo_go_to_the_document(opener: Callable[..., Workspace]) -> None:
    space = opener()
    ident = add(space)
    desk = WorkspaceDesk(space)
    assert desk.set_done(ident, True)
    step = desk.undo()
    assert (step.summary, step.document, step.changed) == ("Undone: done: Boats", ident, [])
    assert not desk.documents()[0].done
    assert desk.undo().document == ident
    assert desk.documents() == []
    assert desk.redo().document == ident


def test_adding_a_folder(opener: Callable[..., Workspace], tmp_path: Path) -> None:
    desk, folder = WorkspaceDesk(opener()), tmp_path / "texts"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Text {number}.\n", "utf-8")
    told: list[str] = []
    filed = in_thread(lambda: desk.add(f" '{folder}' ", lambda words: not told.append(words)))
    assert filed.summary == "3 documents added."
    assert told == ["0 of 3 read, 0 %", "1 of 3 read, 33 %", "2 of 3 read, 66 %", "3 read, storing"]
    assert filed.document in [row.id for row in desk.documents()]
    assert in_thread(lambda: desk.add(str(folder / "0.txt"), lambda words: True)).summary == (
        "0 documents added, 1 stored already."
    )


@pytest.mark.parametrize("last", range(4))
def test_adding_is_stopped_before_anything_is_stored(
    opener: Callable[..., Workspace], tmp_path: Path, last: int
) -> None:
    desk, folder = WorkspaceDesk(opener()), tmp_path / "texts"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Text {number}.\n", "utf-8")
    told: list[str] = []
    filed = in_thread(lambda: desk.add(str(folder), lambda words: not told.append(words) and len(told) <= last))
    assert filed.summary == "Stopped; nothing was added."
    assert desk.documents() == []


@pytest.mark.parametrize("path", ["", "  ", "''", "nowhere.txt", "-"])
def test_a_path_that_leads_nowhere(
    opener: Callable[..., Workspace], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.chdir(tmp_path)
    desk = WorkspaceDesk(opener())
    with pytest.raises(WorkbenchError):
        in_thread(lambda: desk.add(path, lambda words: True))
    with pytest.raises(WorkbenchError):
        in_thread(lambda: desk.import_(path, going))


def test_a_folder_without_texts(opener: Callable[..., Workspace], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no documents"):
        WorkspaceDesk(opener()).add(str(tmp_path / "empty"), lambda words: True)


def test_export_there_and_import_here(opener: Callable[..., Workspace]) -> None:
    here, there = opener(), opener("there", "ada")
    desk, theirs = WorkspaceDesk(here), WorkspaceDesk(there)
    assert in_thread(lambda: theirs.export("", going)).summary == "ada has no annotation sets here."
    ident = add(there)
    theirs.annotate(ident, 0, 4, "figure")
    assert in_thread(lambda: theirs.export("", going)).summary == "Exported: 1 written, 0 unchanged, 0 refused."
    path = next((there.root / "annotations").rglob("*.yaml"))
    filed = in_thread(lambda: desk.import_(str(there.root), going))
    assert filed.summary == "Imported: 1 documents, 1 sets, 1 new."
    assert [row.others for row in desk.documents()] == [1]
    assert in_thread(lambda: desk.import_(str(there.root), going)).summary == "Imported: 1 sets, 1 same."
    theirs.annotate(ident, 5, 10, "claim")
    path.write_text(path.read_text("utf-8").replace("figure", "claim"), "utf-8")
    refused = in_thread(lambda: theirs.export("", going))
    assert refused.summary == "Exported: 0 written, 0 unchanged, 1 refused."
    assert refused.notes[0].startswith(str(path))


def test_a_broken_set_is_refused_with_its_line(opener: Callable[..., Workspace], tmp_path: Path) -> None:
    broken = tmp_path / "set.yaml"
    broken.write_text("format: workbench/annotation-set\nversion: one\n", "utf-8")
    with pytest.raises(DataError, match=r"set\.yaml:2:10"):
        WorkspaceDesk(opener()).import_(str(broken), going)


def marked(space: Workspace, number: int = 3) -> WorkspaceDesk:
    """A desk with so many documents, each with a mark."""
    desk = WorkspaceDesk(space)
    for one in range(number):
        desk.annotate(add(space, f"Boats {one}", f"Report {one}. {TEXT}"), 0, 6, "claim")
    return desk


def stopping(steps: int) -> Callable[[str], bool]:
    heard: list[str] = []
    return lambda words: not heard.append(words) and len(heard) <= steps


def test_an_import_is_stopped_and_nothing_is_imported(opener: Callable[..., Workspace]) -> None:
    theirs, desk = marked(opener("there", "ada")), WorkspaceDesk(opener())
    in_thread(lambda: theirs.export("", going))
    for steps in range(14):
        filed = in_thread(lambda steps=steps: desk.import_(theirs.root, stopping(steps)))  # type: ignore[misc]
        assert (filed.summary, filed.notes) == ("Stopped; nothing was imported.", ())
        assert desk.documents() == []
    filed = in_thread(lambda: desk.import_(theirs.root, stopping(14)))
    assert filed.summary == "Imported: 3 documents, 3 sets, 3 new."
    assert filed.notes[0].startswith("Stopped when everything was stored: the files of 3 of 3 documents")
    assert len(desk.documents()) == 3


def test_an_export_is_stopped_between_files_and_says_which_were_written(opener: Callable[..., Workspace]) -> None:
    desk = marked(opener(annotator="ada"))
    assert in_thread(lambda: desk.export("", stopping(2))).summary == "Stopped; nothing was exported."
    filed = in_thread(lambda: desk.export("", stopping(4)))
    assert filed.summary == ("Stopped: 1 of 3 sets were written; 2 were not written, the next export writes them.")
    assert [note.split(".yaml: ")[1] for note in filed.notes] == [
        "written", "stopped before it was written", "stopped before it was written"
    ]  # fmt: skip
    filed = in_thread(lambda: desk.export("", stopping(5)))
    assert filed.summary.startswith("Stopped: 1 of 3 sets were written, 1 stood there already; 1 were not")
    assert in_thread(lambda: desk.export("", going)).summary == "Exported: 1 written, 2 unchanged, 0 refused."


@pytest.mark.parametrize("what", ["add", "import", "export"])
def test_work_that_waits_for_another_process_is_stopped_too(
    opener: Callable[..., Workspace], tmp_path: Path, what: str
) -> None:
    space, theirs = opener(), marked(opener("there", "ada"), 1)
    in_thread(lambda: theirs.export("", going))
    desk = marked(space, 1)
    (tmp_path / "new.txt").write_text("New.\n", "utf-8")
    works: dict[str, Callable[[Callable[[str], bool]], Filed]] = {
        "add": lambda go_on: desk.add(str(tmp_path / "new.txt"), go_on),
        "import": lambda go_on: desk.import_(theirs.root, go_on),
        "export": lambda go_on: desk.export("", go_on),
    }
    with opener().store.write():
        filed = in_thread(lambda: works[what](lambda words: "waiting" not in words))
    assert filed.summary.startswith("Stopped")
    assert len(desk.documents()) == 1
    assert not list(space.root.glob("annotations/*/*"))


# --- other processes -----------------------------------------------------------------------------------------------


def test_what_others_write_is_noticed_once_and_ones_own_is_not(opener: Callable[..., Workspace]) -> None:
    space = opener()
    ident = add(space)
    desk, other = WorkspaceDesk(space), WorkspaceDesk(opener(annotator="ada"))
    desk.documents()
    desk.changed()
    mark = desk.annotate(ident, 0, 4, "figure")
    desk.edit(mark, fields={"note": "log says nine"})
    desk.set_done(ident, True)
    desk.undo()
    desk.redo()
    assert not desk.changed()
    other.annotate(ident, 0, 4, "claim")
    assert desk.changed()
    assert not desk.changed()
    desk.text(ident)
    desk.documents()
    assert not desk.changed()


def test_anothers_write_is_not_lost_behind_ones_own(opener: Callable[..., Workspace]) -> None:
    space = opener()
    ident = add(space)
    desk, other = WorkspaceDesk(space), WorkspaceDesk(opener(annotator="ada"))
    other.annotate(ident, 0, 4, "claim")
    desk.annotate(ident, 0, 4, "figure")
    assert desk.changed()


def test_the_screen_shows_what_another_process_adds_and_takes_in_a_path(
    opener: Callable[..., Workspace], tmp_path: Path
) -> None:
    space = opener()
    terminal = Terminal("-m", "workbench", "-C", str(space.root), "--as", "kim")
    try:
        terminal.until(lambda: terminal.shows("a adds texts"))
        add(space, "From elsewhere")
        terminal.until(lambda: terminal.shows("From elsewhere"))
        (tmp_path / "here.txt").write_text("From here.\n", "utf-8")
        terminal.type(f"a{tmp_path}/he\t\r")
        terminal.until(lambda: terminal.shows("1 document added."))
        terminal.until(lambda: terminal.shows("2 documents, 0 done, 2 unfinished"))
        terminal.type("DQ")
        assert terminal.end() == 0
    finally:
        terminal.kill()
    assert [row.done for row in documents.listing(space)] == [frozenset(), {"kim"}]


def test_leaving_while_texts_are_read_ends_the_program_with_all_of_them_or_none(
    opener: Callable[..., Workspace], tmp_path: Path
) -> None:
    space, folder = opener(), tmp_path / "texts"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number}.txt").write_text(f"Text {number}.\n", "utf-8")
    terminal = Terminal("-m", "workbench", "-C", str(space.root), "--as", "kim")
    try:
        terminal.until(lambda: terminal.shows("a adds texts"))
        terminal.type(f"a{folder}\rQ")
        assert terminal.end() == 0
    finally:
        terminal.kill()
    assert b"Traceback" not in terminal.raw
    assert len(documents.listing(space)) in (0, 300)


def test_opening_and_looking_is_no_change(opener: Callable[..., Workspace]) -> None:
    space = opener()
    ident = add(space)
    space.close()
    desk = WorkspaceDesk(opener())
    assert not desk.changed()
    desk.documents()
    assert not desk.changed()
    desk.text(ident)
    assert not desk.changed()
