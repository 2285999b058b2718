"""The real program in a pseudo-terminal: keys in one burst, nothing planted gets out, signals leave a sane terminal."""

import json
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample import HOSTILE
from terminal import Terminal

PROGRAM = Path(__file__).parent / "program.py"


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    program = Terminal(str(PROGRAM), str(tmp_path / "marks.json"))
    yield program
    program.kill()


def test_a_burst_of_keys_and_nothing_planted_gets_out(terminal: Terminal, tmp_path: Path) -> None:
    terminal.until(lambda: terminal.shows("harbour bridge"))
    terminal.type("wwveec")
    terminal.until((tmp_path / "marks.json").exists)
    assert json.loads((tmp_path / "marks.json").read_text()) == ["claim", "the harbour"]
    terminal.until(lambda: terminal.shows("Claim marked."))
    terminal.type("Gzz")
    terminal.until(lambda: terminal.shows("[@click=app.quit]x[/]"))
    terminal.type("Q")
    assert terminal.end() == 0
    assert not any(hostile.encode() in terminal.raw for hostile in HOSTILE[3:])
    assert b"\x1b]52" not in terminal.raw
    assert "\u202e".encode() not in terminal.raw
    assert b"\x07" not in re.sub(rb"\x1b\]22;[a-z-]*\x07", b"", terminal.raw)  # Textual's own: the mouse pointer


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_a_sane_terminal(terminal: Terminal, number: signal.Signals) -> None:
    terminal.until(lambda: terminal.shows("your marks"))
    before = len(terminal.raw)
    os.kill(terminal.pid, number)
    assert terminal.end() == 128 + number
    left = terminal.raw[before:]
    assert b"\x1b[?1049l" in left  # the alternate screen is left
    assert b"\x1b[?1000l" in left  # the mouse is let go
    assert b"\x1b[?25h" in left  # the cursor is back
