"""Motions as pure functions: text and offset in, offset out, always where a cursor can stand.

Each takes the text (a :class:`Prose`), its rows on screen, the offset (code points) and a count, None where no number
was typed. Vertical ones also take the column to keep, in cells.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from workbench.domain.graphemes import is_boundary
from workbench.domain.segments import words
from workbench.domain.spans import Span
from workbench.tui.prose import Prose
from workbench.tui.wrap import Rows, stop_after, stop_at, stop_before

Motion: TypeAlias = Callable[[Prose, Rows, int, int | None], int]
_AHEAD = 512


def _right(prose: Prose, rows: Rows, offset: int, count: int | None) -> int:
    for _ in range(count or 1):
        offset = stop_after(prose.text, offset)
    return offset


def _left(prose: Prose, rows: Rows, offset: int, count: int | None) -> int:
    for _ in range(count or 1):
        offset = stop_before(prose.text, offset)
    return offset


def _space_before(text: str, offset: int) -> int:
    """Just after the last white space before ``offset`` (a word never crosses one), looked for over a stretch."""
    low = max(0, offset - _AHEAD)
    for at in range(offset, low, -1):
        if text[at - 1].isspace():
            return at
    return low


def _space_after(text: str, offset: int) -> int:
    return next((at for at in range(offset, min(len(text), offset + _AHEAD)) if text[at].isspace()), len(text))


def _whole(text: str, found: list[Span]) -> list[Span]:
    """The words that begin a grapheme; a variation selector after a symbol counts as a letter to the pattern."""
    return [word for word in found if is_boundary(text, word.start)]


def _words_from(text: str, offset: int) -> Iterator[Span]:
    """The words from the one that ``offset`` stands in or before, onwards."""
    at = _space_before(text, offset)
    while at < len(text):
        end = _space_after(text, min(len(text), at + _AHEAD))
        yield from _whole(text, words(text, at, end))
        at = end


def _words_back(text: str, offset: int) -> Iterator[Span]:
    """The words from the one that ``offset`` stands in or after, backwards."""
    end = _space_after(text, offset)
    while end > 0:
        start = _space_before(text, max(0, end - _AHEAD))
        yield from reversed(_whole(text, words(text, start, end)))
        end = start


def _nth(places: Iterator[int], count: int | None, otherwise: int) -> int:
    """The ``count``-th of some places, the last one where there are fewer, ``otherwise`` where there is none."""
    found = otherwise
    for found in itertools.islice(places, count or 1):  # noqa: B007
        pass
    return found


def _word(prose: Prose, rows: Rows, offset: int, count: int | None) -> int:
    starts = (word.start for word in _words_from(prose.text, offset) if word.start > offset)
    return _nth(starts, count, stop_at(prose.text, len(prose.text)))


def _word_back(prose: Prose, rows: Rows, offset: int, count: int | None) -> int:
    return _nth((word.start for word in _words_back(prose.text, offset) if word.start < offset), count, 0)


def _word_end(prose: Prose, rows: Rows, offset: int, count: int | None) -> int:
    text = prose.text
    ends = (stop_before(text, word.end) for word in _words_from(text, offset))
    return _nth((end for end in ends if end > offset), count, stop_at(text, len(text)))


def _sentence(prose: Prose, rows: Rows, offset: int, count: int | None) -> int:
    for _ in range(count or 1):
        later = next((span.start for span in prose.sentences(offset) if span.start > offset), None)
        if later is None:
            following = prose.paragraphs.index(offset) + 1
            around = prose.around(offset)
            if around.end < prose.paragraphs.at(offset).end:  # a paragraph of megabytes goes on
                later = around.end + 1
            elif following < len(prose.paragraphs):
                later = prose.sentences(prose.paragraphs[following].start)[0].start
            else:
                return stop_at(prose.text, len(prose.text))
        offset = later
    return stop_at(prose.text, offset)


def _sentence_back(prose: Prose, rows: Rows, offset: int, count: int | None) -> int:
    for _ in range(count or 1):
        earlier = [span.start for span in prose.sentences(offset) if span.start < offset]
        number = prose.paragraphs.index(offset)
        if earlier:
            offset = earlier[-1]
        elif prose.around(offset).start > prose.paragraphs.at(offset).start:
            offset = prose.around(offset).start - 1
        elif number > 0:
            offset = prose.sentences(prose.paragraphs[number - 1].end - 1)[-1].start
        else:
            return 0
    return stop_at(prose.text, offset)


def _paragraph(prose: Prose, rows: Rows, offset: int, count: int | None) -> int:
    number = prose.paragraphs.index(offset) + (count or 1)
    if number >= len(prose.paragraphs):
        return stop_at(prose.text, len(prose.text))
    return stop_at(prose.text, prose.paragraphs[number].start)


def _paragraph_back(prose: Prose, rows: Rows, offset: int, count: int | None) -> int:
    number = prose.paragraphs.index(offset)
    if number >= 0 and prose.paragraphs[number].start == offset:
        number -= 1
    number -= (count or 1) - 1
    return stop_at(prose.text, prose.paragraphs[number].start) if number >= 0 else 0


def _row_start(prose: Prose, rows: Rows, offset: int, count: int | None) -> int:
    return rows.span(rows.row(offset))[0]


def _row_end(prose: Prose, rows: Rows, offset: int, count: int | None) -> int:
    row = rows.row(offset) + (count or 1) - 1
    rows.span(row)
    return rows.last(min(row, len(rows) - 1))


def _numbered(prose: Prose, number: int) -> int:
    if not len(prose.paragraphs):
        return 0
    return stop_at(prose.text, prose.paragraphs[min(number, len(prose.paragraphs)) - 1].start)


def _top(prose: Prose, rows: Rows, offset: int, count: int | None) -> int:
    return _numbered(prose, count) if count else 0


def _bottom(prose: Prose, rows: Rows, offset: int, count: int | None) -> int:
    return _numbered(prose, count) if count else stop_at(prose.text, len(prose.text))


def _percent(prose: Prose, rows: Rows, offset: int, count: int | None) -> int:
    return offset if count is None else stop_at(prose.text, len(prose.text) * min(count, 100) // 100)


MOTIONS: Mapping[str, Motion] = {
    "move.left": _left,
    "move.right": _right,
    "move.word": _word,
    "move.word_back": _word_back,
    "move.word_end": _word_end,
    "move.sentence": _sentence,
    "move.sentence_back": _sentence_back,
    "move.paragraph": _paragraph,
    "move.paragraph_back": _paragraph_back,
    "move.row_start": _row_start,
    "move.row_end": _row_end,
    "move.top": _top,
    "move.bottom": _bottom,
    "move.percent": _percent,
}
"""The motions that forget the column, by the id of their command."""

FAR = frozenset([_paragraph, _paragraph_back, _top, _bottom, _percent])
"""Those by which one goes elsewhere instead of adjusting a selection."""


def vertical(rows: Rows, offset: int, by: int, column: int) -> int:
    """Where the cursor goes ``by`` rows down (up if negative), keeping a column (cells) as far as the row has it."""
    row = rows.row(offset)
    wanted = max(0, row + by)
    rows.span(wanted)
    return rows.offset(min(wanted, len(rows) - 1), column)
