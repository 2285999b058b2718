"""The real program in a pseudo-terminal: keys in one burst, nothing planted gets out, signals leave a sane terminal."""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest
from sample import HOSTILE

PROGRAM = Path(__file__).parent / "program.py"
LIMIT = 30.0


class Terminal:
    """The program and the screen that it paints, 100 by 30."""

    def __init__(self, out: Path) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            environment = dict(os.environ, TERM="xterm-256color", LANG="C.UTF-8")
            environment.pop("NO_COLOR", None)
            os.execve(sys.executable, [sys.executable, str(PROGRAM), str(out)], environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.raw = b""
        self.screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self.screen)
        self.code: int | None = None

    def until(self, met: Callable[[], bool]) -> None:
        """Read what the program writes until something is so."""
        deadline = time.monotonic() + LIMIT
        while not met():
            assert time.monotonic() < deadline, "\n".join(self.screen.display)
            self._read(0.1)

    def _read(self, wait: float) -> bool:
        ready, _, _ = select.select([self.fd], [], [], wait)
        if not ready:
            return False
        try:
            data = os.read(self.fd, 65_536)
        except OSError:  # the other end is closed
            return False
        self.raw += data
        self._stream.feed(data.replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b""))
        return bool(data)

    def shows(self, text: str) -> bool:
        return any(text in line for line in self.screen.display)

    def type(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def end(self) -> int:
        """Wait for the program to end; its exit code."""
        while self.code is None:
            self._read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        while self._read(0.05):
            pass
        return self.code


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    program = Terminal(tmp_path / "marks.json")
    yield program
    if program.code is None:
        os.kill(program.pid, signal.SIGKILL)
        os.waitpid(program.pid, 0)
    os.close(program.fd)


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
