"""A text as rows of a given width: where each begins, and offsets (code points) to and from cells.

The rows cover the text exactly once and end only between graphemes; the line break or the space at which a row was
broken hangs over its end. Text of plain one-cell characters is wrapped by searching for spaces; only rows that hold
something wide, combining or invisible are measured grapheme by grapheme. Long texts are wrapped in slices.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from workbench.domain.graphemes import clusters, following, preceding
from workbench.domain.text import shown

TAB = "    "
EAGER = 4_000_000
"""How much is wrapped at once, in plain code points; one that must be measured counts as many."""
_MEASURED = 30
_LONGEST = 24  # code points of one grapheme that are sent to the terminal
# One cell each, no part of a longer grapheme with one another, and shown as they are.
_PLAIN = "\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u0384-\u038a\u0391-\u0482\u048a-\u052f"
_PLAIN += "\u05d0-\u05ea\u0620-\u064a\u0660-\u066f\u0671-\u06d3"  # Hebrew and Arabic letters, without their marks
_PLAIN += "\u2010-\u2015\u2018-\u201f\u2020-\u2027\u2030-\u203b\u20a0-\u20bf\u2190-\u2199"
_ODD = re.compile(f"[^{_PLAIN}]")
# Two cells each, and just as simple: ideographs, kana, Hangul syllables, full-width forms and their punctuation.
_WIDE = "\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff5e"
_UNSURE = re.compile(f"[^{_PLAIN}{_WIDE}]")
_STRETCH = re.compile(f"(?P<wide>[{_WIDE}]+)|[{_PLAIN}]+")


class Cell(NamedTuple):
    """One grapheme of a row: its ``[start, end)`` in the text, what is shown for it, and how many cells that takes."""

    start: int
    end: int
    shown: str
    width: int


@lru_cache(maxsize=8192)
def glyph(cluster: str) -> tuple[str, int]:
    """What is shown for one grapheme, and its width in cells (at least 1)."""
    if cluster == "\t":
        return TAB, len(TAB)
    if cluster == "\n":
        return " ", 1
    text = shown(cluster[:_LONGEST]).rstrip("\u200d\u200c")
    width = cell_len(text)
    if text and not width:
        text = ("\u25cc" + text) if unicodedata.category(text[0]) in ("Mn", "Me") else "\u00b7"
        width = cell_len(text)
    return (text, width) if width else ("\u00b7", 1)


class Rows:
    """The rows of one text at one width (cells)."""

    def __init__(self, text: str, width: int, eager: int = EAGER) -> None:
        self.text = text
        self.width = max(1, width)
        self._starts = array("q")
        self._next = 0
        self._odd = -1
        self.extend(eager)
        if not text:
            self._starts.append(0)

    @property
    def complete(self) -> bool:
        """Whether the whole text has been wrapped."""
        return self._next >= len(self.text)

    def __len__(self) -> int:
        return len(self._starts)

    def estimate(self) -> int:
        """The number of rows, guessed where the text is not wrapped to its end."""
        if self.complete:
            return len(self._starts)
        return len(self._starts) + int((len(self.text) - self._next) * len(self._starts) / max(1, self._next)) + 1

    def extend(self, work: int) -> None:
        """Wrap further, for about as long as ``work`` plain code points take."""
        text, width, size, at = self.text, self.width, len(self.text), self._next
        add, find, rfind, odd = self._starts.append, text.find, text.rfind, self._odd
        until = at + work
        while at < size and at < until:
            add(at)
            if odd < at:
                met = _ODD.search(text, at)
                odd = met.start() if met else size + width + 2
            if odd >= at + width + 2:
                cut = find("\n", at, at + width + 1)
                if cut >= 0:
                    at = cut + 1
                elif size - at <= width:
                    at = size
                else:
                    cut = rfind(" ", at, at + width + 1)
                    at = cut + 1 if cut > at else at + width
                    if text[at : at + 1] == "\n":
                        at += 1
            else:
                start, at = at, self._counted(at)
                if at < 0:
                    at = self._measured(start)
                    until -= (at - start) * (_MEASURED - 1)
        self._next, self._odd = at, odd

    def _counted(self, at: int) -> int:
        """Where the row that begins at ``at`` ends, by stretches of one width; -1 where some are unsure."""
        text, width = self.text, self.width
        limit = min(len(text), at + width + 2)
        line = text.find("\n", at, limit)
        if _UNSURE.search(text, at, limit if line < 0 else line):
            return -1
        room, cut = width, limit if line < 0 else line
        for stretch in _STRETCH.finditer(text, at, cut):
            each = 2 if stretch["wide"] else 1
            if (stretch.end() - stretch.start()) * each > room:
                cut = max(at + 1, stretch.start() + room // each)
                break
            room -= (stretch.end() - stretch.start()) * each
        else:
            return cut if line < 0 else line + 1
        if text[cut : cut + 1] == " ":
            cut += 1
        else:
            cut = max(text.rfind(" ", at + 1, cut), text.rfind("\u3000", at + 1, cut)) + 1 or cut
        return cut + 1 if text[cut : cut + 1] == "\n" else cut

    def _measured(self, at: int) -> int:
        """Where the row that begins at ``at`` ends, grapheme by grapheme."""
        text, used, good = self.text, 0, 0
        end = len(text)
        for start, stop in clusters(text, at, end):
            cluster = text[start:stop]
            if cluster == "\n":
                return stop
            wide = glyph(cluster)[1]
            if used + wide > self.width and start > at:
                end = stop if cluster == " " else good or start
                break
            if cluster[-1] == "\n":  # the carriage return before it takes a cell
                return stop
            used += wide
            if start > at and cluster in " \t\u3000":
                good = stop
        return end + 1 if text[end : end + 1] == "\n" and end < len(text) else end

    def reach(self, offset: int) -> None:
        """Wrap at least up to and with the row of ``offset``."""
        while not self.complete and self._next <= offset:
            self.extend(max(65_536, offset - self._next + 1))

    def span(self, row: int) -> tuple[int, int]:
        """The ``[start, end)`` of a row in the text; empty at its end for rows past the last one."""
        while not self.complete and len(self._starts) <= row + 1:
            self.extend(262_144)
        starts = self._starts
        if row >= len(starts):
            return len(self.text), len(self.text)
        return starts[row], starts[row + 1] if row + 1 < len(starts) else len(self.text)

    def row(self, offset: int) -> int:
        """The row that holds the code point at ``offset``; the last one for the end of the text."""
        self.reach(offset)
        return max(0, bisect_right(self._starts, offset) - 1)

    def plain(self, row: int) -> bool:
        """Whether every code point of a row is one cell."""
        start, end = self.span(row)
        return _ODD.search(self.text, start, end) is None

    def cells(self, row: int) -> Iterator[Cell]:
        """The graphemes of a row in order."""
        for start, end in clusters(self.text, *self.span(row)):
            yield Cell(start, end, *glyph(self.text[start:end]))

    def column(self, offset: int) -> tuple[int, int]:
        """The row and the cell in it where the grapheme at ``offset`` begins."""
        row = self.row(offset)
        start, _ = self.span(row)
        if self.plain(row):
            return row, offset - start
        return row, sum(cell.width for cell in self.cells(row) if cell.end <= offset)

    def last(self, row: int) -> int:
        """Where the last grapheme of a row begins that a cursor can stand on."""
        start, end = self.span(row)
        at = preceding(self.text, end)
        if at > start and self.text[at] == "\n":
            at = preceding(self.text, at)
        return max(start, at)

    def offset(self, row: int, column: int) -> int:
        """Where the grapheme begins that covers a cell of a row; the last one for cells past its end."""
        start, _ = self.span(row)
        last = self.last(row)
        if self.plain(row):
            return min(start + max(0, column), last)
        for cell in self.cells(row):
            column -= cell.width
            if column < 0 or cell.start >= last:
                return cell.start
        return start


def stop_after(text: str, offset: int) -> int:
    """The next place after ``offset`` that a cursor can stand on, else ``offset``: line breaks count on blank lines."""
    after = following(text, offset)
    if after < len(text) and text[after] == "\n" and text[after - 1] != "\n":
        after += 1
    return after if after < len(text) else offset


def stop_before(text: str, offset: int) -> int:
    """The last place before ``offset`` that a cursor can stand on, else ``offset``."""
    if offset <= 0:
        return 0
    before = preceding(text, offset)
    if before and text[before] == "\n" and text[before - 1] != "\n":
        before = preceding(text, before)
    return before


def stop_at(text: str, offset: int) -> int:
    """The place that a cursor takes which is sent to ``offset``: the grapheme there, never the break after a line."""
    size = len(text)
    if offset >= size:
        return stop_before(text, size)
    offset = preceding(text, following(text, max(0, offset)))
    return stop_before(text, offset) if offset and text[offset] == "\n" and text[offset - 1] != "\n" else offset
