"""A list with all about its current row beside it: moving, filtering, sorting, leaving, and where one is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from workbench.domain.errors import WorkbenchError
from workbench.tui.keys import way
from workbench.tui.lines import Word
from workbench.tui.panel import Header, Panel
from workbench.tui.prompt import Question
from workbench.tui.table import Column, Table, moves
from workbench.tui.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer

    from workbench.tui.keyed import Handler

T = TypeVar("T")


class Roster(Watching[T]):
    """A screen with a list and a panel. Its class says what is listed, how, and what needs a look."""

    NAME: ClassVar[str]
    """What the screen is called in its header."""
    PREFIX: ClassVar[str]
    """What the ids of its commands begin with."""
    COLUMNS: ClassVar[Sequence[Column]]
    SORTS: ClassVar[Sequence[str]]
    """The orders that there are, the usual one first."""
    FILTER: ClassVar[str]
    """How the filter is asked for."""
    NONE_NEEDS: ClassVar[str]
    """What is said where no other row needs a look."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own declaration
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-middle"), (20, "-high")]  # noqa: RUF012
    DEFAULT_CSS = """
    Roster { layout: grid; grid-size: 1; grid-columns: 1fr; grid-rows: 1 1fr 7 1 1;
        Table { height: 100%; }
        #about { height: 100%; }
        &.-middle { grid-rows: 1 1fr 4 1 1; }
        &.-wide { grid-size: 2; grid-columns: 3fr 2fr; grid-rows: 1 1fr 1 1;
            Header { column-span: 2; }
            StatusLine { column-span: 2; }
            Hints { column-span: 2; }
            Prompt { column-span: 2; }
        }
        &.-low { grid-size: 1; grid-columns: 1fr; grid-rows: 1fr 1 1;
            Header { display: none; }
            #about { display: none; }
        }
    }
    """

    def __init__(self) -> None:
        self.table = Table(self.COLUMNS)
        self.panel = Panel(id="about")
        self.header = Header()
        self.known: Mapping[str, object] = {}
        self.order = self.SORTS[0]
        self._resting: Timer | None = None
        super().__init__()

    def compose(self) -> ComposeResult:
        """Header, list, all about one, foot."""
        yield self.header
        yield self.table
        yield self.panel
        yield self.status
        yield self.hints
        yield self.prompt

    def on_mount(self) -> None:
        """List at once where the desk is open."""
        self.header.set_line(0, [Word(self.NAME, "header--name")])
        if self.host.desk is not None:
            self.opened()

    # --- what each list says -----------------------------------------------------------------------------------

    def show_read(self, read: T, current: str | None = None) -> None:
        """Show what was read, with the cursor on one."""
        raise NotImplementedError

    def relist(self, current: str | None = None) -> None:
        """List what is known in its order, with the cursor on one, else where it is."""
        raise NotImplementedError

    def show_current(self) -> None:
        """Tell about the current row."""
        raise NotImplementedError

    def needs_look(self, key: str) -> bool:
        """Whether a row is one to stop at."""
        raise NotImplementedError

    # --- the rows ----------------------------------------------------------------------------------------------

    def load(self, current: str | None = None) -> None:
        """Read all anew, with the cursor on one."""
        try:
            self.show_read(self.read_all(), current)
        except WorkbenchError as error:
            self.say(str(error), "problem")

    def narrowed(self) -> None:
        """List those of the story at hand."""
        self.load()

    def unhide(self, key: str) -> None:
        """Leave a filter that hides a row."""
        if key not in self.table.shown:
            self.table.filter("")

    def staying(self) -> str | None:
        """The current row, or the nearest one that is still known."""
        shown, at = self.table.shown, self.table.current
        return next((key for key in (*shown[at:], *reversed(shown[:at])) if key in self.known), None)

    def rest(self, seconds: float, then: Callable[[], None] | None) -> None:
        """Do something when the cursor has rested; what another row was to have done is not."""
        if self._resting is not None:
            self._resting.stop()
        if then is not None:
            self._resting = self.set_timer(seconds, then)

    def where(self) -> list[str]:
        """What narrows or orders the list."""
        table = self.table
        told = [f"by {self.order}"] if self.order != self.SORTS[0] else []
        return [*told, f"holding \u201c{table.filtered}\u201d"] if table.filtered else told

    def place(self) -> list[str]:
        """Who is at work, the order, which row, and when last saved."""
        told = [self.desk.annotator] if self.host.desk is not None else []
        told += [*self.where(), f"{self.table.current + 1 if len(self.table) else 0}/{len(self.table)}"]
        return [*told, f"saved {self.host.saved_at}"] if self.host.saved_at else told

    # --- commands ----------------------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Handler]:
        """What each command of every such list does."""
        return {
            **super().handlers(),
            **moves(self.table, self.go),
            "list.filter": lambda times: self._ask_filter(),
            f"{self.PREFIX}.next": lambda times: self._turn_to(1),
            f"{self.PREFIX}.previous": lambda times: self._turn_to(-1),
            f"{self.PREFIX}.sort": lambda times: self._sort(),
            f"{self.PREFIX}.leave": lambda times: self.leave(),
            "go.library": lambda times: self.host.show_library(),
            "go.review": lambda times: self.host.show_review(),
        }

    def cancel(self) -> None:
        """Leave the filter, else the screen."""
        if self.table.filtered:
            self.filter("")
        elif len(self.host.screen_stack) > 1:
            self.leave()
        else:
            super().cancel()

    def leave(self) -> None:
        """Go back to where one came from, else to the library."""
        if len(self.host.screen_stack) > 1:
            self.host.pop_screen()
        else:
            self.host.show_library()

    def go(self, number: int) -> None:
        """Go to a row, counted from 0 among those that the filter lets through."""
        self.table.go(number)
        self.show_current()

    def step(self, by: int) -> None:
        """Go so many rows on."""
        self.go(self.table.current + by)

    def on_click(self) -> None:
        """Tell about the row that was clicked."""
        self.show_current()

    def _ask_filter(self) -> None:
        before = self.table.filtered
        self.ask(Question(self.FILTER, self.filter, before, self.filter, partial(self.filter, before)))

    def filter(self, words: str) -> None:
        """Show the rows that hold some words alone."""
        self.table.filter(words)
        self.show_current()

    def _sort(self) -> None:
        at = self.SORTS.index(self.order)
        self.order, following = (self.SORTS[(at + by) % len(self.SORTS)] for by in (1, 2))
        self.relist()
        self.say(f"Sorted by {self.order}. {way(f'{self.PREFIX}.sort')} goes on to {following}.")

    def _turn_to(self, direction: int) -> None:
        """Go to the next row that needs a look, round the end if need be."""
        shown, here = self.table.shown, self.table.current
        count = len(shown)
        turn = ((here + direction * step) % count for step in range(1, count))
        found = next((number for number in turn if self.needs_look(shown[number])), None)
        if found is not None:
            self.go(found)
        else:
            self.say(self.NONE_NEEDS if self.known else f"There are no {self.PREFIX} here.")
