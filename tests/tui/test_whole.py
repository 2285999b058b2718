"""The whole program as installed: from the shell through the screen into the store, and back."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal import Terminal

from workbench.services import annotations, documents, workspace
from workbench.services.documents import Incoming
from workbench.services.workspace import Workspace

TEXT = "Boats block the harbour bridge\n\nNine boats lay across the fairway at dawn, the police said.\n"


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    opened = workspace.open_workspace(workspace.create(tmp_path / "space"), annotator="kim")
    documents.add(opened, [Incoming("boats", TEXT, {"title": "Boats [/] block"})])
    yield opened
    opened.close()


def start(space: Workspace, *arguments: str) -> Terminal:
    return Terminal("-m", "workbench", "-C", str(space.root), "--as", "kim", *arguments)


def test_what_the_screen_calls_saved_survives_a_kill(space: Workspace) -> None:
    terminal = start(space, "open", "boats")
    terminal.until(lambda: terminal.shows("Nine boats lay"))
    terminal.type("wwveec")
    terminal.until(lambda: terminal.shows("saved "))
    terminal.kill()
    assert [one.annotation.exact for one in annotations.listing(space)] == ["the harbour"]


def test_a_day_at_the_keys(space: Workspace) -> None:
    terminal = start(space)
    terminal.until(lambda: terminal.shows("Boats [/] block"))
    terminal.type("\r")
    terminal.until(lambda: terminal.shows("Nine boats lay"))
    terminal.type("jjff")
    terminal.until(lambda: terminal.shows("Figure marked"))
    terminal.type("mharbour log\r")
    terminal.until(lambda: terminal.shows("Note saved"))
    terminal.type("uuU")
    terminal.until(lambda: terminal.shows("Done again: figure"))
    terminal.type("gl")
    terminal.until(lambda: terminal.shows("1 mark of yours"))
    terminal.type("Q")
    assert terminal.end() == 0
    terminal.kill()
    assert [(one.annotation.exact, one.annotation.note) for one in annotations.listing(space)] == [("Nine", "")]


def test_looking_around_changes_no_byte(space: Workspace) -> None:
    space.close()
    before = {path: path.read_bytes() for path in space.root.rglob("*") if path.is_file()}
    terminal = start(space)
    terminal.until(lambda: terminal.shows("Boats [/] block"))
    terminal.type("\r")
    terminal.until(lambda: terminal.shows("Nine boats lay"))
    terminal.type("GggjjjV/boats\rnNg")
    terminal.type("a")
    terminal.type("Q")
    assert terminal.end() == 0
    terminal.kill()
    assert {path: path.read_bytes() for path in space.root.rglob("*") if path.is_file()} == before


def test_stopped_and_continued_it_paints_everything_again(space: Workspace) -> None:
    terminal = start(space, "open", "boats")
    terminal.until(lambda: terminal.shows("your marks"))
    terminal.type("\x1a")
    os.waitpid(terminal.pid, os.WUNTRACED)
    terminal.screen.reset()
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.until(lambda: terminal.shows("Nine boats lay") and terminal.shows("your marks"))
    terminal.type("Q")
    assert terminal.end() == 0
    terminal.kill()


def test_a_key_map_that_cannot_be_is_refused_before_the_screen_is_taken(space: Workspace, tmp_path: Path) -> None:
    config = tmp_path / "home" / "workbench" / "config.yaml"
    config.parent.mkdir(parents=True)
    config.write_text('keys:\n  mark.nope: "M"\n')
    terminal = start(space)
    assert terminal.end() == 2
    assert b"config.yaml:2:3" in terminal.raw
    assert b"\x1b[?1049h" not in terminal.raw
    terminal.kill()


BROKEN = """
import sys
from workbench.tui import workspace_desk
def broken(self, document): raise RuntimeError("secret text")
workspace_desk.WorkspaceDesk.annotations = broken
sys.argv[0] = "workbench"
from workbench.cli.main import run
sys.exit(run())
"""


def test_a_defect_of_ours_is_said_in_a_sentence_and_logged(space: Workspace, tmp_path: Path) -> None:
    terminal = Terminal("-c", BROKEN, "-C", str(space.root), "--as", "kim", "open", "boats")
    assert terminal.end() == 1
    after = terminal.raw.rpartition(b"\x1b[?1049l")[2]
    assert b"unexpected error (RuntimeError); what was saved is safe" in after
    assert b"Traceback" not in after
    assert b"secret text" not in after
    terminal.kill()
    log = next((tmp_path / "home").rglob("workbench.log")).read_text("utf-8")
    assert "secret text" in log
