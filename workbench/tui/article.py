"""The article on screen: one widget, painted row by row, of which only the rows that changed are painted again.

It knows the text, what lies over it and where the cursor stands; what keys mean is none of its business. Offsets are
code points of the stored text.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.domain.graphemes import following
from workbench.domain.spans import Span
from workbench.tui import paint
from workbench.tui.finding import Hits
from workbench.tui.lines import Rowwise
from workbench.tui.marks import Marks
from workbench.tui.motions import vertical
from workbench.tui.wrap import EAGER, Rows, stop_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from workbench.domain.segments import Paragraphs

COMFORTABLE = 84
"""The widest a row of text gets, in cells."""
_MARGIN = 2  # rows kept in sight above and below the cursor
_IN_GUTTER, _NUMBER = 256, 512  # beside the looks of paint
_KEPT = 2000  # painted rows that are kept
_SLICE = 400_000  # code points wrapped in one idle slice
TICK = "\u2713"
"""What stands beside what is done."""
SEEN = "\u00b7"
"""What stands beside what was looked at and holds nothing to check."""
_TAGS = {
    paint.CLAIM: "claim", paint.QUOTE: "quote", paint.FIGURE: "figure", paint.OTHER: "other",
    paint.THEIR_CLAIM: "their-claim", paint.THEIR_QUOTE: "their-quote", paint.THEIR_FIGURE: "their-figure",
}  # fmt: skip


class ArticleView(Rowwise, ScrollView):
    """A text with its marks, search hits, selection and cursor."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ArticleView { overflow-x: hidden; overflow-y: scroll; scrollbar-size: 0 0;
        background: $background; color: $foreground;
        & > .article--claim { background: $mark-claim; }
        & > .article--quote { background: $mark-quote; }
        & > .article--figure { background: $mark-figure; }
        & > .article--other { background: $mark-other; }
        & > .article--their-claim { background: $mark-their-claim; }
        & > .article--their-quote { background: $mark-their-quote; }
        & > .article--their-figure { background: $mark-their-figure; }
        & > .article--hit { background: $mark-hit; color: $mark-hit-text; }
        & > .article--selected { background: $mark-selection; color: $mark-selection-text; }
        & > .article--cursor { background: $mark-cursor; color: $background; }
        & > .article--gutter { color: $foreground; }
        & > .article--number { color: $foreground 55%; }
        & > .article--tick { color: $success; text-style: bold; }
        &:nocolor > .article--claim { text-style: underline; }
        &:nocolor > .article--quote { text-style: italic; }
        &:nocolor > .article--figure { text-style: bold; }
        &:nocolor > .article--hit { text-style: bold underline; }
        &:nocolor > .article--selected { text-style: reverse; }
        &:nocolor > .article--cursor { text-style: reverse bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"article--{tag}" for tag in _TAGS.values()), "article--hit", "article--selected", "article--cursor",
        "article--gutter", "article--number", "article--tick",
    }  # fmt: skip

    class Pointed(Message):
        """The mouse was put down at, dragged to, or clicked twice on an offset."""

        def __init__(self, view: ArticleView, offset: int, how: str) -> None:
            super().__init__()
            self.view, self.offset = view, offset
            self.how = how  # "down", "drag" or "double"

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.can_focus = False
        self.marks = Marks()
        self.hits = Hits()
        self.cursor = 0
        self.other_end: int | None = None
        self.focus_span: Span | None = None
        self.ticked: frozenset[int] = frozenset()  # where what is ticked off begins
        self.covered: list[Span] = []  # what is ticked as looked at
        self.resting = False  # beside the view that keys are for: no cursor is shown
        self._column: int | None = None
        self._strips: dict[int, tuple[object, Strip]] = {}
        self._looks: dict[int, Style] = {}
        self._left = 0
        self._gutter = paint.GUTTER + 1
        self._paragraphs: Paragraphs | None = None  # whose numbers are shown
        self._view = Size(0, 0)
        self._dragging = self._continuing = False
        self.text = text
        self.rows = Rows("", 1)
        self.cursor = stop_at(text, 0)

    # --- the text and its rows ---------------------------------------------------------------------------------

    def load(self, text: str, cursor: int = 0) -> None:
        """Show another text."""
        self.text, self.other_end, self.focus_span, self._column = text, None, None, None
        self.marks, self.hits = Marks(), Hits()
        self.cursor = stop_at(text, cursor)
        if self._view.width:
            self._fit(self._view)
            self._settle()

    def _fit(self, size: Size) -> None:
        """Lay the text out for the room there is."""
        self._view = size
        self._gutter = paint.GUTTER + 1 + (self._digits() + 1 if self._paragraphs is not None else 0)
        column = max(1, min(COMFORTABLE, size.width - self._gutter - 2))
        self._left = max(0, (size.width - self._gutter - column - 2) // 2)
        if self.rows.width != column or self.rows.text is not self.text:
            self.rows = Rows(self.text, column, EAGER)

    def _digits(self) -> int:
        return len(str(len(self._paragraphs or ())))

    def number(self, paragraphs: Paragraphs | None) -> None:
        """Show the numbers of the text's paragraphs beside them, or None."""
        self._paragraphs = paragraphs
        if self._view.width:
            self._fit(self._view)
            self._settle()

    def _settle(self) -> None:
        """Paint all anew, the cursor in sight; what is left of a long text is wrapped bit by bit."""
        self.repaint()
        self._measure()
        self.reveal()
        if not self.rows.complete and not self._continuing:
            self._continuing = True
            self.set_timer(0.02, self._continue)

    def _continue(self) -> None:
        """Wrap a further slice of a long text while nothing else is to be done."""
        self._continuing = not self.rows.complete
        if self._continuing:
            self.rows.extend(_SLICE)
            self.set_timer(0.02, self._continue)
        self._measure()

    def _measure(self) -> None:
        self.virtual_size = Size(self._view.width, self.rows.estimate())

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew where the width has changed; in any case keep the cursor in sight."""
        self._fit(event.size)
        self._settle()

    def notify_style_update(self) -> None:
        """Forget what was painted in the old colours."""
        super().notify_style_update()
        self._looks.clear()
        self._strips.clear()

    # --- cursor and selection ----------------------------------------------------------------------------------

    @property
    def selection(self) -> Span | None:
        """What is selected: from one end to the other, with the grapheme under the cursor; None where nothing is."""
        if self.other_end is None:
            return None
        low, high = sorted((self.other_end, self.cursor))
        return Span(low, following(self.text, high))

    def place(
        self, cursor: int, other_end: int | None = None, focus: Span | None = None, *, keep: bool = False
    ) -> None:
        """Put the cursor, the other end of the selection and the mark told about; paint the rows this changes.

        ``keep`` keeps the column that moving up and down goes for.
        """
        old_cursor, old_end, old_focus = self.cursor, self.other_end, self.focus_span
        self.cursor, self.other_end, self.focus_span = cursor, other_end, focus
        if not keep:
            self._column = None
        stretches = [(old_cursor, old_cursor), (cursor, cursor)]
        if other_end is not None and old_end == other_end:
            stretches.append((min(old_cursor, cursor), max(old_cursor, cursor)))
        else:
            stretches += [
                (min(one, other), max(one, other))
                for one, other in ((old_end, old_cursor), (other_end, cursor))
                if one is not None
            ]
        if focus != old_focus:
            stretches += [(span.start, span.end - 1) for span in (old_focus, focus) if span is not None]
            self._forget(old_focus)
            self._forget(focus)
        if not self.reveal():
            self._refresh(stretches)
            self._point()

    def step(self, by: int) -> int:
        """Where the cursor goes ``by`` rows down, in the column that it came from."""
        if self._column is None:
            self._column = self.rows.column(self.cursor)[1]
        return vertical(self.rows, self.cursor, by, self._column)

    @property
    def page(self) -> int:
        """How many rows a screenful goes on by."""
        return max(1, self._view.height - _MARGIN)

    def reveal(self) -> bool:
        """Scroll as little as keeps the cursor and a few rows around it in sight; whether that scrolled."""
        height, top = self._view.height, self.scroll_offset.y
        row = self.rows.row(self.cursor)
        margin = min(_MARGIN, max(0, (height - 1) // 2))
        if row < top + margin:
            top = row - margin
        elif row >= top + height - margin:
            top = row - height + 1 + margin
        return self.scroll_row(top)

    def reveal_to(self, offset: int) -> None:
        """Scroll so far that an offset is in sight, the cursor staying there too."""
        last = self.rows.row(offset)
        if last >= self.scroll_offset.y + self._view.height:
            self.scroll_row(min(last - self._view.height + 1, self.rows.row(self.cursor)))

    def scroll_row(self, top: int) -> bool:
        """Scroll so that a row is the topmost, as far as the text goes; whether that changed anything."""
        if self.virtual_size.height != self.rows.estimate():
            self._measure()
        before = self.scroll_offset.y
        wanted = max(0, min(top, self.rows.estimate() - self._view.height))
        if wanted == before:
            return False
        self.scroll_to(y=wanted, animate=False)
        self._point()
        return True

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paint again; the scrollbar, which is never shown, is left alone: to Textual a hidden widget that changes is
        a reason to look at all widgets."""
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def cursor_row(self) -> int:
        """The row in which the cursor stands."""
        return self.rows.row(self.cursor)

    def _point(self) -> None:
        """Take the terminal's own cursor along, for whoever reads the screen by it."""
        if self.resting:
            return
        row, column = self.rows.column(self.cursor)
        x, y = self.region.offset
        self.app.cursor_position = Offset(
            x + self._left + self._gutter + min(column, self.rows.width), y + max(0, row - self.scroll_offset.y)
        )

    # --- painting ----------------------------------------------------------------------------------------------

    def repaint(self, span: tuple[int, int] | None = None) -> None:
        """Paint the rows of a span again, or all rows, because what lies over them has changed."""
        if span is None:
            self._strips.clear()
            self.refresh()
        else:
            self._forget(span)
            self._refresh([(span[0], max(span[0], span[1] - 1))])

    def _forget(self, span: tuple[int, int] | None) -> None:
        if span is not None:
            low, high = self.rows.row(span[0]), self.rows.row(max(span[0], span[1] - 1))
            if high - low > len(self._strips):
                self._strips.clear()
            for row in range(low, high + 1):
                self._strips.pop(row, None)

    def _refresh(self, stretches: list[tuple[int, int]]) -> None:
        top = self.scroll_offset.y
        bottom = top + self._view.height - 1
        wanted: set[int] = set()
        for first, last in stretches:
            wanted.update(range(max(top, self.rows.row(first)), min(bottom, self.rows.row(last)) + 1))
        if wanted:
            self.refresh(*(Region(0, row - top, self._view.width, 1) for row in wanted))

    def strips(self, lines: range) -> list[Strip]:
        """Painted rows of the viewport."""
        if not self._view.width:  # the first frame is painted before the size is told
            self._fit(self.size)
        top, selection = self.scroll_offset.y, self.selection
        return [self._row(top + y, selection) for y in lines]

    def _row(self, row: int, selection: Span | None) -> Strip:
        """One painted row of the text, the one that was painted before if nothing in it has changed."""
        start, end = self.rows.span(row)
        if row >= len(self.rows):
            start = end = -1
        here = not self.resting and (start <= self.cursor < end or self.cursor == start)
        chosen = None
        if selection is not None and selection.start < end and selection.end > start:
            chosen = max(start, selection.start), min(end, selection.end)
        moving = self.cursor if here else -1, chosen
        kept = self._strips.get(row)
        if kept is not None and kept[0] == moving and kept[1].cell_length == self._view.width:
            return kept[1]
        if len(self._strips) > _KEPT:
            self._strips.clear()
        strip = self._painted(row, here) if start >= 0 else Strip.blank(self._view.width, self._style(0))
        self._strips[row] = moving, strip
        return strip

    def _painted(self, row: int, here: bool) -> Strip:
        """A row, painted anew; ``here`` says that the cursor stands in it."""
        start, end = self.rows.span(row)
        marks = self.marks.painted(start, end)
        layers = paint.Layers(
            marks,
            self.focus_span,
            self.hits.touching(start, end),
            self.selection,
            (self.cursor, max(following(self.text, self.cursor), self.cursor + 1)) if here else None,
        )
        base = self._style(0)
        segments = [Segment(" " * self._left, base)] if self._left else []
        if self._paragraphs is not None:
            number = paint.number(start, end, self._paragraphs, self._digits())
            segments.append(Segment(f"{number} ", self._style(_NUMBER)))
        for text, look in paint.gutter(start, end, marks):
            segments.append(Segment(text, self._style(look & paint.TAG | _IN_GUTTER)))
        sign = self._sign(start, end)
        segments.append(Segment(sign, self.get_component_rich_style("article--tick") if sign != " " else base))
        segments += [Segment(text, self._style(look)) for text, look in paint.paint(self.rows, row, layers)]
        return Strip(segments).adjust_cell_length(self._view.width, base)

    def _sign(self, start: int, end: int) -> str:
        """What stands between gutter and text: a tick where something is done, a dot where all is looked at."""
        if any(start <= at < end for at in self.ticked):
            return TICK
        number = bisect_right(self.covered, (end, end)) - 1
        return SEEN if number >= 0 and self.covered[number].end > start else " "

    def cover(self, spans: Sequence[tuple[int, int]]) -> None:
        """Show what is ticked as looked at, in order."""
        self.covered = [Span(*span) for span in spans]
        self.repaint()

    def _style(self, look: int) -> Style:
        """The style of a look, made when first met and kept until the colours change."""
        style = self._looks.get(look)
        if style is None:
            style = self._looks[look] = self.filtered(self._mixed(look))
        return style

    def _mixed(self, look: int) -> Style:
        part = self.get_component_rich_style
        style = self.rich_style
        if look == _NUMBER:
            return part("article--number")
        if look & _IN_GUTTER:
            tagged = Style(bgcolor=self._style(look & paint.TAG).bgcolor)
            return part("article--gutter") + tagged
        if look & paint.TAG:
            style += part(f"article--{_TAGS[look & paint.TAG]}")
        if look & paint.FOCUS:
            style += Style(bold=True)
        if look & paint.HIT:
            style += part("article--hit")
        if look & paint.SELECT:
            style += part("article--selected")
        if look & paint.CURSOR:
            cursor = part("article--cursor")
            style += Style(reverse=False) + cursor if look & paint.SELECT and style.reverse else cursor
        if look & paint.MULTI:
            style += Style(underline=True)
        return style

    # --- the mouse, which nothing needs ------------------------------------------------------------------------

    def _offset_at(self, x: int, y: int) -> int:
        row = min(max(0, self.scroll_offset.y + y), len(self.rows) - 1)
        return self.rows.offset(row, max(0, x - self._left - self._gutter))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is."""
        if event.button == 1:
            self._dragging = True
            self.capture_mouse()
            self.post_message(self.Pointed(self, self._offset_at(event.x, event.y), "down"))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """While the button is down, select up to where the mouse is."""
        if self._dragging and event.button:
            self.post_message(self.Pointed(self, self._offset_at(event.x, event.y), "drag"))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Stop selecting."""
        self._dragging = False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select a word that is clicked twice."""
        if event.chain == 2:
            self.post_message(self.Pointed(self, self._offset_at(event.x, event.y), "double"))
