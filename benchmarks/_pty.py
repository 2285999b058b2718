"""Programs in pseudo-terminals, and how long they take to answer keys. What the benchmarks of the terminal share."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time


class Program:
    """One program in a pseudo-terminal of its own."""

    def __init__(self, command: list[str], rows: int = 40, columns: int = 110) -> None:
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            environment = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
            environment.pop("NO_COLOR", None)
            os.execve(command[0], command, environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, idle: float, since: float, wait: float = 20.0) -> tuple[float, int]:
        """Milliseconds from ``since`` to the last byte before ``idle`` seconds of silence, and how many bytes."""
        last, size, deadline = since, 0, since + wait
        while time.perf_counter() < deadline:
            ready, _, _ = select.select([self.fd], [], [], idle if size else max(0.0, deadline - time.perf_counter()))
            if not ready:
                break
            try:
                data = os.read(self.fd, 65_536)
            except OSError:
                break
            if not data:
                break
            last, size = time.perf_counter(), size + len(data)
        return (last - since) * 1000, size

    def key(self, data: bytes, idle: float = 0.05, wait: float = 5.0) -> float:
        """Milliseconds from writing keys to the last byte of the answer."""
        since = time.perf_counter()
        os.write(self.fd, data)
        return self.read(idle, since, wait)[0]

    def painted(self, needle: bytes, wait: float = 30.0) -> float:
        """Milliseconds from the start to the frame that holds ``needle``; what follows is read away."""
        seen = b""
        while needle not in seen:
            ready, _, _ = select.select([self.fd], [], [], wait)
            if not ready:
                raise TimeoutError(needle)
            seen += os.read(self.fd, 65_536)
        at = (time.perf_counter() - self.started) * 1000
        self.read(0.5, time.perf_counter(), 60.0)
        return at

    def stop(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def settle(program: Program) -> None:
    """Wait until a program has painted and loaded everything."""
    program.read(1.5, time.perf_counter(), 90.0)
