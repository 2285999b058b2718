"""Lists that follow what other processes write: looked for now and then, read anew in a thread, shown where changed."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual.message import Message

from workbench.domain.errors import WorkbenchError
from workbench.tui.keyed import Keyed

T = TypeVar("T")


class Listed(Message):
    """What a list shows as a thread has read it, or why it could not; ``turn`` is the list's when it began."""

    def __init__(self, turn: int, read: object) -> None:
        super().__init__()
        self.turn, self.read = turn, read


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
            self.run_worker(partial(self._read, self._turn), thread=True, exit_on_error=False, group="reading")

    def _read(self, turn: int) -> None:
        """In the thread."""
        try:
            self.post_message(Listed(turn, self.read_all()))
        except Exception as error:  # a defect of ours is raised again where it is logged and explained
            self.post_message(Listed(turn, error))

    def on_listed(self, event: Listed) -> None:
        """Show what has changed; what came too late is read again."""
        self._reading = False
        if isinstance(event.read, WorkbenchError):
            self.say(str(event.read), "problem")
        elif isinstance(event.read, Exception):
            raise event.read
        elif event.turn != self._turn:
            self.read_soon()
        else:
            self.show_changed(event.read)  # type: ignore[arg-type]  # what read_all gave
