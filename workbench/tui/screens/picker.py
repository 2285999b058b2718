"""A list to choose from: typing narrows it, the whole of the current row is told below it, enter takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from workbench.tui.details import wrapped
from workbench.tui.keyed import Handler, Keyed
from workbench.tui.keys import table
from workbench.tui.lines import Lines
from workbench.tui.prompt import Question
from workbench.tui.table import Column, Row, Table

if TYPE_CHECKING:
    from textual.app import ComposeResult

_TOLD = 3  # rows below the list that tell the whole of the current one


class Picking(NamedTuple):
    """What is chosen from: a label, columns and rows, what to do with the key of the row that is taken.

    ``current`` is the key of the row to begin on, ``empty`` is said where there are no rows, ``tell`` gives the whole
    words of a row, ``left`` is called where nothing is taken.
    """

    label: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    taken: Callable[[str], None]
    current: str | None = None
    empty: str = "There is nothing to choose from."
    tell: Callable[[str], str] | None = None
    left: Callable[[], None] | None = None


class Told(Lines):
    """The whole words of the current row."""

    DEFAULT_CSS = f"Told {{ height: {_TOLD}; background: $panel; color: $foreground; }}"
    INDENT: ClassVar[int] = 1


class Picker(Keyed):
    """A list over another screen."""

    STACKS: ClassVar[tuple[str, ...]] = ("picker",)
    ABOVE_PROMPT: ClassVar[frozenset[str]] = frozenset(keys[0] for keys in table("picker"))
    ALWAYS_HINTS: ClassVar[bool] = True
    DEFAULT_CSS = "Picker { layout: vertical; }"

    def __init__(self, picking: Picking) -> None:
        self._picking = picking
        self.table = Table(picking.columns, [picking.empty])
        self._told = Told()
        super().__init__()

    def compose(self) -> ComposeResult:
        """The rows, the whole of one, then the line to narrow them by."""
        yield self.table
        yield self._told
        yield self.prompt
        yield self.status
        yield self.hints

    def on_mount(self) -> None:
        """Show the rows."""
        self.table.set_rows(self._picking.rows, self._picking.current)
        self.ask(Question(self._picking.label, lambda text: None, changed=self._narrow))
        self.become_ready()
        self.call_after_refresh(self.tell)

    def on_resize(self) -> None:
        """Tell as much as there is room for."""
        super().on_resize()
        self._told.display = self.size.height >= 12 and self._picking.tell is not None
        self.call_after_refresh(self.tell)

    def handlers(self) -> dict[str, Handler]:
        """What each command of the list does."""
        rows = self.table
        return {
            "picker.close": lambda times: self._close(),
            "picker.take": lambda times: self._close(rows.key),
            "picker.down": lambda times: self._go(rows.current + 1),
            "picker.up": lambda times: self._go(rows.current - 1),
            "picker.page_down": lambda times: self._go(rows.current + rows.page),
            "picker.page_up": lambda times: self._go(rows.current - rows.page),
            "picker.quit": lambda times: self.host.exit(return_code=0),
        }

    def place(self) -> list[str]:
        """Which row of how many."""
        return [f"{self.table.current + 1 if len(self.table) else 0}/{len(self.table)}"]

    def pasted(self, text: str) -> None:
        """A paste narrows the list; the line to type in is always open."""
        self.prompt.paste(text)

    def tell(self) -> None:
        """Tell the whole of the current row."""
        key, tell = self.table.key, self._picking.tell
        words = tell(key) if tell is not None and key is not None else ""
        self._told.set_lines(wrapped(words, max(8, self._told.size.width - 2), _TOLD))
        self.show_status()

    def _go(self, number: int) -> None:
        self.table.go(number)
        self.tell()

    def _narrow(self, words: str) -> None:
        self.table.filter(words)
        self.tell()

    def on_table_chosen(self, event: Table.Chosen) -> None:
        """Take the row that was clicked."""
        self._close(event.key)

    def _close(self, key: str | None = None) -> None:
        self.host.pop_screen()
        if key is not None:
            self._picking.taken(key)
        elif self._picking.left is not None:
            self._picking.left()
