"""One row of text as runs of one look: which marks, search hits, selection and cursor cover it. Pure.

A look is a byte: the tag on top in its low bits, and flags. It is what the painted row is tested by; a widget gives
each look a style. Offsets are code points.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from workbench.domain.segments import Paragraphs
from workbench.domain.text import shown
from workbench.tui.wrap import Rows

CLAIM, QUOTE, FIGURE, OTHER, THEIR_CLAIM, THEIR_QUOTE, THEIR_FIGURE = range(1, 8)
TAG = 0b111
MULTI, FOCUS, HIT, SELECT, CURSOR = 8, 16, 32, 64, 128
"""Several marks here; part of the mark that the panel tells about; a search hit; selected; the cursor."""

_OWN = {"claim": CLAIM, "quote": QUOTE, "figure": FIGURE}
_THEIRS = {"claim": THEIR_CLAIM, "quote": THEIR_QUOTE, "figure": THEIR_FIGURE}
_TAGGED = [bytes((look & ~TAG) | tag | (MULTI if look & TAG else 0) for look in range(256)) for tag in range(8)]
_FLAGGED = {flag: bytes(look | flag for look in range(256)) for flag in (FOCUS, HIT, SELECT, CURSOR)}
_RUN = re.compile(rb"(.)\1*", re.DOTALL)

GUTTER = 3
"""Cells of the gutter that hold letters."""


class Painted(NamedTuple):
    """A mark as the page shows it: its span, the look of its tag, and the letter in the gutter."""

    start: int
    end: int
    look: int
    letter: str


class Layers(NamedTuple):
    """What lies over the text of a row, each as ``[start, end)`` in the text; ``cursor`` covers a whole grapheme."""

    marks: Sequence[Painted] = ()
    focus: tuple[int, int] | None = None
    hits: Sequence[tuple[int, int]] = ()
    selection: tuple[int, int] | None = None
    cursor: tuple[int, int] | None = None


class Run(NamedTuple):
    """Neighbouring cells of one look."""

    text: str
    look: int


def look_of(tag: str, *, own: bool) -> int:
    """The look of a mark, by its tag and whether it is the acting annotator's."""
    return (_OWN if own else _THEIRS).get(tag, OTHER)


def looks(start: int, end: int, layers: Layers) -> bytearray:
    """The look of each code point of ``[start, end)``; of overlapping marks the innermost is on top."""
    found = bytearray(end - start)

    def lay(span: tuple[int, int] | None, table: bytes) -> None:
        if span is not None and span[0] < end and span[1] > start:
            low, high = max(span[0], start) - start, min(span[1], end) - start
            found[low:high] = found[low:high].translate(table)

    for mark in sorted(layers.marks, key=lambda mark: (mark.start, -mark.end)):
        lay((mark.start, mark.end), _TAGGED[mark.look])
    lay(layers.focus, _FLAGGED[FOCUS])
    for hit in layers.hits:
        lay(hit, _FLAGGED[HIT])
    lay(layers.selection, _FLAGGED[SELECT])
    lay(layers.cursor, _FLAGGED[CURSOR])
    return found


def paint(rows: Rows, row: int, layers: Layers) -> list[Run]:
    """The runs of one row from left to right, as they may be sent to a terminal."""
    start, end = rows.span(row)
    if start == end:
        return [Run(" ", CURSOR)] if layers.cursor is not None and layers.cursor[0] == start else []
    found = looks(start, end, layers)
    if rows.plain(row):
        text = rows.text[start:end].replace("\n", " ")
        return [Run(text[run.start() : run.end()], found[run.start()]) for run in _RUN.finditer(bytes(found))]
    runs: list[Run] = []
    for cell in rows.cells(row):
        look = found[cell.start - start]
        for other in found[cell.start - start + 1 : cell.end - start]:
            look |= other if not look & TAG else other & ~TAG
        if runs and runs[-1].look == look:
            runs[-1] = Run(runs[-1].text + cell.shown, look)
        else:
            runs.append(Run(cell.shown, look))
    return runs


def number(start: int, end: int, paragraphs: Paragraphs, width: int) -> str:
    """The number of the paragraph that begins in a row, right-aligned; blank beside other rows."""
    last = paragraphs.index(max(start, end - 1))
    begins = last >= 0 and start <= paragraphs[last].start
    return (str(last + 1) if begins else "").rjust(width)


def gutter(start: int, end: int, marks: Sequence[Painted]) -> list[Run]:
    """What stands beside a row: a letter for each mark that begins in it, ``+`` for more, a bar where one goes on."""
    begun = sorted(mark for mark in marks if start <= mark.start < end)
    if not begun:
        on = [mark for mark in marks if mark.start < start < mark.end]
        if not on:
            return [Run(" " * GUTTER, 0)]
        return [Run(" " * (GUTTER - 1), 0), Run("\u2502", max(on).look)]
    room = begun if len(begun) <= GUTTER else begun[: GUTTER - 1]
    letters = [Run(shown(mark.letter[:1]), mark.look) for mark in room]
    if len(room) < len(begun):
        letters.append(Run("+", 0))
    return [Run(" " * (GUTTER - len(letters)), 0), *letters] if len(letters) < GUTTER else letters
