"""Lines of styled words as strips: the one place where text meets a Textual widget, and the only way to it.

Every word goes through the door out (``shown_line``) and is never read as markup.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from workbench.domain.text import shown_line

if TYPE_CHECKING:
    from rich.style import Style


class Word(NamedTuple):
    """Some text in the style of a component class, "" for the widget's own."""

    text: str
    style: str = ""


def clip(text: str, width: int) -> str:
    """One line of untrusted text for ``width`` cells, cut with an ellipsis where it is longer."""
    line = shown_line(text[: 4 * width + 8])
    if cell_len(line) <= width and len(text) <= 4 * width + 8:
        return line
    return set_cell_size(line, width - 1).rstrip(" ") + "\u2026" if width > 0 else ""


class Rowwise(Widget):
    """A widget without border and padding that keeps the strips it has painted until they change.

    Textual asks for all rows of every visible widget at each partial update; handing out the same strips again makes
    a key's cost independent of what else is on screen, and spares the encoding of rows that have only been scrolled.
    """

    def strips(self, lines: range) -> list[Strip]:
        """Some rows of the widget, painted; what they have in common is looked up once."""
        return [super(Rowwise, self).render_line(y) for y in lines]

    def render_line(self, y: int) -> Strip:
        """One painted row."""
        return self.strips(range(y, y + 1))[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region of the widget, as the compositor asks for them."""
        strips = self.strips(crop.line_range)
        if crop.column_span != (0, self.size.width):
            return [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def filtered(self, style: Style) -> Style:
        """A style in the colours that the terminal is sent; each look once, rather than each row."""
        segments = [Segment(" ", style)]
        for one in self.get_line_filters():
            segments = one.apply(segments, self.background_colors[1])
        return segments[0].style or style


class Lines(Rowwise):
    """A widget that is a few lines of words; only lines that change are painted again.

    Lines longer than the widget are cut with an ellipsis; ``right`` words are set against the right edge.
    """

    DEFAULT_CSS = "Lines { height: 1; }"
    INDENT: ClassVar[int] = 0
    """Cells left free on either side."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._lines: list[tuple[tuple[Word, ...], tuple[Word, ...]]] = []
        self._looks: dict[str, Style] = {}
        self._strips: dict[int, Strip] = {}
        self._width = 0  # for which they were painted

    def set_line(self, number: int, left: Iterable[Word], right: Iterable[Word] = ()) -> None:
        """Show words in a line, some from the left, some against the right edge."""
        lines = [*self._lines, *[((), ())] * (number + 1 - len(self._lines))]
        lines[number] = tuple(left), tuple(right)
        self._become(lines)

    def set_lines(self, lines: Iterable[Iterable[Word]]) -> None:
        """Show these lines and no others."""
        self._become([(tuple(line), ()) for line in lines])

    def _become(self, lines: list[tuple[tuple[Word, ...], tuple[Word, ...]]]) -> None:
        pairs = itertools.zip_longest(lines, self._lines)
        changed = [number for number, (new, old) in enumerate(pairs) if new != old]
        self._lines = lines
        for number in changed:
            self._strips.pop(number, None)
        if changed:
            self.refresh(*(Region(0, number, self.size.width, 1) for number in changed))

    @property
    def text(self) -> str:
        """What is shown, as plain text (for tests and for reading aloud)."""
        return "\n".join("".join(word.text for word in (*left, *right)) for left, right in self._lines)

    def strips(self, lines: range) -> list[Strip]:
        """The lines, those that have changed painted anew."""
        width, kept = self.size.width, self._strips
        if width != self._width:
            self._width = width
            kept.clear()
        return [kept.get(y) or self._painted(y, width) for y in lines]

    def _painted(self, y: int, width: int) -> Strip:
        """One line, painted anew."""
        left, right = self._lines[y] if y < len(self._lines) else ((), ())
        edge = [Segment(" " * self.INDENT, self._style(""))] if self.INDENT else []
        words = fit(left, right, max(0, width - 2 * self.INDENT), self._style)
        strip = self._strips[y] = Strip([*edge, *words]).adjust_cell_length(width, self._style(""))
        return strip

    def _style(self, component: str) -> Style:
        style = self._looks.get(component)
        if style is None:
            style = self.get_component_rich_style(component) if component else self.rich_style
            style = self._looks[component] = self.filtered(style)
        return style

    def notify_style_update(self) -> None:
        """Forget the styles of the old colours."""
        super().notify_style_update()
        self._looks.clear()
        self._strips.clear()


def fit(left: Sequence[Word], right: Sequence[Word], width: int, style: object) -> list[Segment]:
    """Words as segments of exactly ``width`` cells; the right ones are left out where there is no room for all."""
    assert callable(style)
    placed, used = [], 0
    needed = sum(cell_len(shown_line(word.text)) for word in right)
    wanted = needed + sum(cell_len(shown_line(word.text)) for word in left)
    room = width - needed if needed and wanted <= width else width
    for word in left:
        text = clip(word.text, room - used)
        if text:
            placed.append(Segment(text, style(word.style)))
            used += cell_len(text)
    placed.append(Segment(" " * (room - used), style("")))
    if room < width:
        placed += [Segment(shown_line(word.text), style(word.style)) for word in right]
    return placed
