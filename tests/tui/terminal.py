"""A pseudo-terminal with a program in it: type keys, read the screen."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable

import pyte

LIMIT = 30.0


class Terminal:
    """A Python program and the screen that it paints, 100 by 30."""

    def __init__(self, *arguments: str) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            environment = dict(os.environ, TERM="xterm-256color", LANG="C.UTF-8")
            for name in ("NO_COLOR", "COLUMNS", "LINES"):  # pytest-xdist sets a width
                environment.pop(name, None)
            os.execve(sys.executable, [sys.executable, *arguments], environment)
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

    def kill(self) -> None:
        """End the program the hard way, if it has not ended, and close the terminal."""
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)
