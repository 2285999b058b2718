"""A list widget that paints only the rows in sight: columns, a current row, paging, and a filter.

Ten thousand rows cost no more than ten. Cells may hold anything; they are made harmless where they are painted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.domain.text import fold
from workbench.tui.lines import clip

if TYPE_CHECKING:
    from textual import events


_KEPT = 1_000
"""Painted rows that are kept."""
_AMPLE = 48
"""Cells that a column without a width has before others get more than theirs."""


class Column(NamedTuple):
    """A column: its heading, its width in cells (0 takes what is left), and from which table width on it is shown.

    One with a ``most`` is as wide as its longest cell, but not wider than ``width``, and where there is room to spare,
    not wider than ``most``; it is left out where no row has anything in it.
    """

    title: str
    width: int = 0
    right: bool = False
    from_width: int = 0
    most: int = 0


class Row(NamedTuple):
    """A row: what it stands for, a cell for each column, and whether it is shown as less important.

    ``words`` are what the filter looks through; empty: the cells.
    """

    key: str
    cells: tuple[str, ...]
    dim: bool = False
    words: str = ""


def _longest(title: str, cells: Iterable[str]) -> int:
    """The width that a column's cells and heading need, in cells of the screen; 0 where no cell has anything in it."""
    longest = max(map(cell_len, cells), default=0)
    return longest and max(longest, cell_len(title))


def laid_out(columns: Sequence[Column], longest: Mapping[int, int], width: int) -> list[tuple[int, Column, int]]:
    """The columns that a table of ``width`` cells has room for: which cell, the column, and its width.

    ``longest`` has the width of the longest cell of the columns that go by it. What those do not need, and half of what
    is left over when the columns without a width have ``_AMPLE``, is shared so that nobody is cut who need not be.
    """
    shown = [
        (number, column)
        for number, column in enumerate(columns)
        if width >= column.from_width and longest.get(number, 1)
    ]
    rooms = {number: min(column.width, longest.get(number, column.width)) for number, column in shown}
    left = width - 1 - sum(room + 1 for room in rooms.values())
    flexible = [number for number, column in shown if not column.width]
    spare = max(0, left - _AMPLE * len(flexible)) // 2
    for number, column in shown:
        if column.most:
            more = max(0, min(min(longest.get(number, 0), column.most) - rooms[number], spare))
            rooms[number] += more
            spare, left = spare - more, left - more
    share = max(4, left // max(1, len(flexible)))
    return [(number, column, rooms[number] if column.width else share) for number, column in shown]


class Table(ScrollView):
    """Rows under headings, one of them current."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Table { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; height: 1fr;
        background: $background; color: $foreground;
        scrollbar-background: $background; scrollbar-color: $panel-lighten-2;
        & > .table--heading { color: $foreground 60%; text-style: bold; }
        & > .table--current { background: $primary 30%; text-style: bold; }
        & > .table--dim { color: $foreground 55%; }
        & > .table--empty { color: $foreground 70%; }
        &:nocolor > .table--current { text-style: reverse; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--heading", "table--current", "table--dim", "table--empty"}

    class Chosen(Message):
        """A row was clicked that was current already."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, columns: Sequence[Column], empty: Sequence[str] = ()) -> None:
        super().__init__()
        self.can_focus = False
        self._columns = columns
        self._rows: list[Row] = []
        self._longest: dict[int, int] = {}
        self._searched: list[str] | None = None  # folded when the first filter comes
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._seen: list[Row] = []
        self._filter = ""
        self.current = 0
        self.empty = empty

    # --- rows --------------------------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[Row], current: str | None = None) -> None:
        """Show these rows; the one with the key ``current``, else the one that was, becomes current."""
        keep = current if current is not None else self.key
        rows = list(rows)
        if rows and rows == self._rows and keep == self.key:
            return
        self._rows, self._searched = rows, None
        self._longest = {
            number: _longest(column.title, {row.cells[number] for row in rows})
            for number, column in enumerate(self._columns)
            if column.most
        }
        self._refilter(keep)

    def put(self, row: Row) -> None:
        """Show another content of the row with the same key, where it stands."""
        number = self._number(self._rows, row.key)
        if number is None:
            return
        self._rows[number] = row
        if self._searched is not None:
            self._searched[number] = _searched(row)
        seen = self._number(self._seen, row.key)
        if seen is not None:
            self._seen[seen] = row
            for current in (False, True):
                self._strips.pop((seen, current), None)
            self.refresh(Region(0, seen + 1 - self.scroll_offset.y, self.size.width, 1))

    def _number(self, rows: Sequence[Row], key: str) -> int | None:
        """Where a row stands; the current one is looked at first."""
        if self.current < len(rows) and rows[self.current].key == key:
            return self.current
        return next((number for number, one in enumerate(rows) if one.key == key), None)

    def filter(self, words: str) -> None:
        """Show only the rows that hold all these words, under the folding."""
        keep = self.key
        self._filter = words
        self._refilter(keep)

    def _refilter(self, keep: str | None) -> None:
        words = fold(self._filter).split()
        if words:
            if self._searched is None:
                self._searched = [_searched(row) for row in self._rows]
            pairs = zip(self._rows, self._searched, strict=True)
            self._seen = [row for row, text in pairs if all(word in text for word in words)]
        else:
            self._seen = self._rows
        self._strips.clear()
        self.current = next((number for number, row in enumerate(self._seen) if row.key == keep), 0)
        self.virtual_size = Size(self.size.width, len(self._seen) + 1)
        self.refresh()
        self._reveal()

    def __len__(self) -> int:
        """How many rows the filter lets through."""
        return len(self._seen)

    @property
    def key(self) -> str | None:
        """What the current row stands for; None where there is no row."""
        return self._seen[self.current].key if self._seen else None

    @property
    def filtered(self) -> str:
        """The words that rows must hold."""
        return self._filter

    @property
    def shown(self) -> list[str]:
        """What the rows that the filter lets through stand for, in order."""
        return [row.key for row in self._seen]

    # --- moving ------------------------------------------------------------------------------------------------

    def go(self, number: int) -> None:
        """Make a row current, the nearest one where there are fewer."""
        before, self.current = self.current, max(0, min(number, len(self._seen) - 1))
        self._reveal()
        top = self.scroll_offset.y
        for row in {before, self.current}:
            self.refresh(Region(0, row + 1 - top, self.size.width, 1))

    def find(self, key: str | None) -> None:
        """Make the row current that stands for ``key``, if it is shown."""
        for number, row in enumerate(self._seen):
            if row.key == key:
                self.go(number)

    @property
    def page(self) -> int:
        """How many rows a screenful goes on by."""
        return max(1, self.size.height - 2)

    def _reveal(self) -> None:
        # The heading stays in the first line, so one row fewer is in sight.
        height, top = max(1, self.size.height - 1), self.scroll_offset.y
        if self.current < top:
            self.scroll_to(y=self.current, animate=False)
        elif self.current >= top + height:
            self.scroll_to(y=self.current - height + 1, animate=False)

    def on_resize(self) -> None:
        """Keep the current row in sight."""
        self.virtual_size = Size(self.size.width, len(self._seen) + 1)
        self._strips.clear()
        self._reveal()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget what was painted in the old colours."""
        super().notify_style_update()
        self._strips.clear()

    # --- painting ----------------------------------------------------------------------------------------------

    def _line(self, cells: Sequence[str], width: int) -> str:
        parts = []
        for number, column, room in laid_out(self._columns, self._longest, width):
            text = clip(cells[number], room)
            gap = " " * (room - cell_len(text))
            parts.append(gap + text if column.right else text + gap)
        line = " " + " ".join(parts)
        return line + " " * (width - cell_len(line))

    def render_line(self, y: int) -> Strip:
        """The headings, or one painted row."""
        width = self.size.width
        if y == 0:
            line = self._line([column.title for column in self._columns], width)
            return self._strip(line, "table--heading")
        number = self.scroll_offset.y + y - 1
        if number >= len(self._seen):
            words = self.empty if not self._rows else ("No row holds these words. esc shows all again.",)
            said = words[y - 2] if not self._seen and 2 <= y < 2 + len(words) else ""
            return self._strip(" " + clip(said, width - 2), "table--empty")
        row, current = self._seen[number], number == self.current
        strip = self._strips.get((number, current))
        if strip is None or strip.cell_length != width:
            if len(self._strips) > _KEPT:
                self._strips.clear()
            style = "table--current" if current else "table--dim" if row.dim else ""
            strip = self._strips[number, current] = self._strip(self._line(row.cells, width), style)
        return strip

    def _strip(self, line: str, component: str) -> Strip:
        style = self.get_component_rich_style(component) if component else self.rich_style
        return Strip([Segment(line, style)]).adjust_cell_length(self.size.width, style)

    def on_click(self, event: events.Click) -> None:
        """Make a row current; clicked again, choose it."""
        number = self.scroll_offset.y + event.y - 1
        if event.y and 0 <= number < len(self._seen):
            if number == self.current:
                self.post_message(self.Chosen(self._seen[number].key))
            else:
                self.go(number)


def moves(table: Table, go: Callable[[int], None]) -> dict[str, Callable[[int | None], None]]:
    """What the commands of every list do to a table, by id; ``go`` makes a row current by its number."""

    def by(step: Callable[[], int], times: int | None) -> None:
        go(table.current + step() * (times or 1))

    half = partial(by, lambda: max(1, table.page // 2))
    back = partial(by, lambda: -max(1, table.page // 2))
    return {
        "list.down": partial(by, lambda: 1),
        "list.up": partial(by, lambda: -1),
        "list.top": lambda times: go((times or 1) - 1),
        "list.bottom": lambda times: go((times or len(table)) - 1),
        "list.page_down": partial(by, lambda: table.page),
        "list.page_up": partial(by, lambda: -table.page),
        "list.half_down": half,
        "list.half_up": back,
    }


def _searched(row: Row) -> str:
    """What the filter looks through."""
    return fold(row.words or " ".join(row.cells))
