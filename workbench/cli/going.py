"""Long work on the command line: how far it is, on a terminal's last line, and ctrl+c that ends it in good order."""

import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from workbench.domain.text import shown_line

_OFTEN = 0.1
"""Seconds between two words on how far work has come."""


@contextmanager
def going(name: str) -> Iterator[Callable[[str], bool]]:
    """Gives what the services ask whether to go on: no, once ctrl+c was pressed; pressed again, it interrupts at once.

    What it hears is shown on standard error while that is a terminal, and wiped away at the end.
    """
    stopped, last, told = False, 0.0, False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        if stopped:
            raise KeyboardInterrupt
        stopped = True

    def go_on(words: str) -> bool:
        nonlocal last, told
        if sys.stderr.isatty() and monotonic() - last > _OFTEN:
            last, told = monotonic(), True
            width = shutil.get_terminal_size().columns - 1
            sys.stderr.write(f"\r\x1b[K{shown_line(f'{name}: {words}')[:width]}")
            sys.stderr.flush()
        return not stopped

    # Not where the signal is ignored (nohup) or somebody else's business.
    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if ours:
        signal.signal(signal.SIGINT, stop)
    try:
        yield go_on
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        if told:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
