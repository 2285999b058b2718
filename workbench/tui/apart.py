"""Work in a thread of its own, and on the UI's what is done with what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual.message import Message

from workbench.domain.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.tui.keyed import Keyed

T = TypeVar("T")


class Finished(Message):
    """Work apart is over; ``tell`` does what is to be done now."""

    def __init__(self, tell: Callable[[], None]) -> None:
        super().__init__()
        self.tell = tell


def apart(
    screen: Keyed,
    work: Callable[[], T],
    then: Callable[[T], None],
    refused: Callable[[WorkbenchError], None],
    *,
    group: str,
) -> None:
    """Do ``work`` in a thread, and ``then`` with what it gave, or ``refused`` with why not, on the UI's.

    A defect of ours is raised there too, where it is logged and explained. A screen that was left hears nothing.
    """

    def run() -> None:
        try:
            told = partial(then, work())
        except Exception as error:
            told = partial(_failed, error, refused)
        screen.post_message(Finished(told))

    screen.run_worker(run, thread=True, exit_on_error=False, group=group)


def _failed(error: Exception, refused: Callable[[WorkbenchError], None]) -> None:
    if not isinstance(error, WorkbenchError):
        raise error
    refused(error)
