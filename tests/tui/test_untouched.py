"""Looking around in a real workspace changes no byte of it; what is remembered stands in the user's state folder."""

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal import Terminal

from workbench.services import demo

HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
CLOSE = "\x1bOP"  # f1


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by its path."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def dump(folder: Path) -> list[str]:
    """What the database holds, whatever its files look like; asked of a copy, for to ask is to touch."""
    with tempfile.TemporaryDirectory() as name:
        for file in folder.glob("workbench.db*"):
            shutil.copy(file, name)
        connection = sqlite3.connect(Path(name) / "workbench.db")
        try:
            return list(connection.iterdump())
        finally:
            connection.close()


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample as it is handed out, and homes of the test's own, all empty."""
    for name in HOMES:
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    demo.make(tmp_path / "space", "").close()
    return tmp_path / "space"


@pytest.fixture
def terminal(space: Path) -> Iterator[Terminal]:
    program = start(space)
    yield program
    program.kill()


def start(space: Path) -> Terminal:
    program = Terminal("-m", "workbench", "-C", str(space), "--as", "mara")
    program.until(lambda: program.shows("LIBRARY") and program.shows("documents"))
    return program


def press(terminal: Terminal, keys: str, *shown: str) -> None:
    """Type keys in one burst and wait until all this is on the screen."""
    terminal.type(keys)
    terminal.until(lambda: all(terminal.shows(one) for one in shown))


def leave(terminal: Terminal, gone: str) -> None:
    """Press escape by itself, until something is not on the screen any more."""
    terminal.type("\x1b")
    terminal.until(lambda: not terminal.shows(gone))


def look_around(terminal: Terminal) -> None:
    press(terminal, "SGggjk", "by publisher")
    press(terminal, "SSSS/a", "Filter:")
    leave(terminal, "Filter:")
    press(terminal, "a", "Add file or folder:")
    leave(terminal, "Add file")
    press(terminal, "gh", "Messages, holding:")
    press(terminal, CLOSE, "LIBRARY")
    press(terminal, "?sort", "Type to narrow the keys: sort")
    press(terminal, CLOSE, "LIBRARY")
    press(terminal, "gs", "SOURCES", "stored texts")
    press(terminal, "jjnNS", "by most links")
    press(terminal, "M", "is the same as:")
    press(terminal, CLOSE, "SOURCES")
    press(terminal, "i", "All about it")
    press(terminal, CLOSE, "SOURCES")
    press(terminal, "/stored\rgg", "holding \u201cstored\u201d")
    press(terminal, "e\r", "stands in its own metadata")
    press(terminal, "j\r", "enter keeps")
    leave(terminal, "enter keeps")
    press(terminal, "q", "SOURCES")
    press(terminal, "q", "LIBRARY")
    press(terminal, "ggj\r", "READ", "mara")
    press(terminal, "  GGggwbe)(}{0$zzztzb\x04\x15G", "100%")
    press(terminal, "/the\r", "\u201cthe\u201d:")
    press(terminal, "nN*ggv3wo", "SELECT")
    leave(terminal, "SELECT")
    press(terminal, "V++-", "SELECT")
    leave(terminal, "SELECT")
    press(terminal, "c", "SELECT")
    leave(terminal, "SELECT")
    press(terminal, "gg\tgm", "Marks, holding:")
    press(terminal, "\r", "READ", "Mark ")
    press(terminal, "\r", "FIELDS")
    press(terminal, "jjke", "enter keeps")
    leave(terminal, "enter keeps")
    press(terminal, "q", "READ")
    press(terminal, "B", "ENDS")
    press(terminal, "el", "ENDS")
    leave(terminal, "ENDS")
    press(terminal, "m", "enter keeps")
    leave(terminal, "enter keeps")
    press(terminal, "ga", "Showing")
    press(terminal, "g2", "Beside this one:")
    press(terminal, "\r", "goes from one document")
    press(terminal, "G/a\r", "\u201ca\u201d:")
    press(terminal, "gogo", "READ")
    press(terminal, "g1", "One document.")
    press(terminal, "gn", "Article ")
    press(terminal, "Ggp", "Article ")
    terminal.type("\x1b[200~pasted words\x1b[201~")
    terminal.until(lambda: terminal.shows("PASTE"))
    leave(terminal, "PASTE")
    press(terminal, "GgmX", "Marks, holding: X")
    press(terminal, CLOSE, "READ")
    press(terminal, "gl", "LIBRARY")


def test_looking_around_changes_no_byte_of_the_workspace(terminal: Terminal, space: Path, tmp_path: Path) -> None:
    terminal.type("Q")
    assert terminal.end() == 0
    before, held = digests(space), dump(space)
    again = start(space)
    look_around(again)
    again.type("Q")
    assert again.end() == 0
    again.kill()
    assert digests(space) == before
    assert dump(space) == held
    kept = [path for path in digests(tmp_path) if not path.startswith("space/")]
    assert any("/places/" in path for path in kept)
    assert "XDG_STATE_HOME/workbench/looks.json" in kept
    assert {path.split("/")[0] for path in kept} == {"XDG_STATE_HOME"}


def test_a_session_that_is_killed_has_changed_nothing_either(space: Path) -> None:
    terminal = start(space)
    before, held = digests(space), dump(space)
    press(terminal, "ggj\r", "READ", "mara")
    press(terminal, "G/the\r", "\u201cthe\u201d:")
    terminal.kill()
    after = digests(space)
    beside = {"workbench.db-wal", "workbench.db-shm"}  # they may come and go
    assert {name: after[name] for name in after if name not in beside} == {
        name: before[name] for name in before if name not in beside
    }
    assert dump(space) == held


def test_a_mark_does_change_it(terminal: Terminal, space: Path) -> None:
    before, held = digests(space), dump(space)
    press(terminal, "ggj\r", "READ", "mara")
    press(terminal, "Gvc", "Claim marked.")
    terminal.type("Q")
    assert terminal.end() == 0
    assert digests(space) != before
    assert dump(space) != held
