"""Lists that follow what other processes write: looked for now and then, read anew in a thread, shown where changed."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Generic, TypeVar

from workbench.domain.errors import WorkbenchError
from workbench.tui.apart import apart
from workbench.tui.keyed import Keyed

T = TypeVar("T")


class Watching(Keyed, Generic[T]):
    """A screen with one list, of which it says how it is read and how it is shown."""

    LOOK: ClassVar[float] = 1.0
    """Seconds between two looks for what other processes have written."""

    def __init__(self) -> None:
        self._turn = 0  # grows when what a thread is reading gets out of date
        self._reading = False
        super().__init__()

    def read_all(self) -> T:
        """Read what is listed; called in a thread too."""
        raise NotImplementedError

    def show_changed(self, read: T) -> None:
        """Show what another process has changed."""
        raise NotImplementedError

    def outdate(self) -> None:
        """What a thread is reading now is out of date: something else is shown."""
        self._turn += 1

    def on_mount(self) -> None:
        """Look from now on."""
        self.set_interval(self.LOOK, self.look)

    def look(self) -> None:
        """Read anew where another process has changed something."""
        if self._ready and self.host.screen is self and not self._reading and self.desk.changed():
            self.read_soon()

    def read_soon(self) -> None:
        """Read anew in a thread, unless one does so already."""
        if not self._reading:
            self._reading = True
            apart(self, self.read_all, partial(self._was_read, self._turn), self._unread, group="reading")

    def _was_read(self, turn: int, read: T) -> None:
        """Show what has changed; what came too late is read again."""
        self._reading = False
        if turn == self._turn:
            self.show_changed(read)
        else:
            self.read_soon()

    def _unread(self, error: WorkbenchError) -> None:
        self._reading = False
        self.say(str(error), "problem")
