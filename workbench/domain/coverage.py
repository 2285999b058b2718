"""Coverage: which sentences an annotator has been through, and which are left. Pure; all places are code points.

A sentence counts where it holds a letter or digit. It is touched where a mark overlaps it, or where it is ticked as
holding nothing to check: where a piece of the coverage contains all its letters and digits.
"""

import re
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from workbench.domain.segments import sentences
from workbench.domain.spans import Span, subtract, union

Spans = Iterable[tuple[int, int]]
Offsets: TypeAlias = "array[int]"
_SAYS = re.compile(r"[^\W_]")


def checkable(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The sentences of ``text`` that hold a letter or digit and overlap ``[start, end)``, in order, found as needed."""
    end = len(text) if end is None else min(end, len(text))
    line = text.rfind("\n", 0, max(0, start)) + 1
    while line < end:
        stop = text.find("\n", line)
        stop = len(text) if stop < 0 else stop
        for sentence in sentences(text, Span(line, stop)):
            if sentence.start < end and sentence.end > start and _says(text, *sentence):
                yield sentence
        line = stop + 1


class Sentences:
    """Where the checkable sentences of one text begin and end, and where their first and last letters or digits are.

    All that is needed to count progress; four offsets in code points for each, without the text.
    """

    def __init__(self, starts: Offsets, ends: Offsets, firsts: Offsets, lasts: Offsets) -> None:
        self._starts, self._ends, self._firsts, self._lasts = starts, ends, firsts, lasts

    @classmethod
    def of(cls, text: str) -> "Sentences":
        """Those of a text."""
        found = list(checkable(text))
        cores = [_core(text, one) for one in found]
        return cls(
            array("I", [one.start for one in found]),
            array("I", [one.end for one in found]),
            array("I", [one.start for one in cores]),
            array("I", [one.end for one in cores]),
        )

    def packed(self) -> bytes:
        """As bytes, the same on every machine: four lists of 32 bit numbers, the least byte first."""
        whole = self._starts + self._ends + self._firsts + self._lasts
        if sys.byteorder == "big":
            whole.byteswap()
        return whole.tobytes()

    @classmethod
    def unpacked(cls, data: bytes) -> "Sentences":
        """What :meth:`packed` made bytes of."""
        whole = array("I", data)
        if sys.byteorder == "big":
            whole.byteswap()
        count = len(whole) // 4
        return cls(*(whole[number * count : (number + 1) * count] for number in range(4)))

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> Span:
        return Span(self._starts[number], self._ends[number])

    def touched(self, marks: Spans, coverage: Spans) -> set[int]:
        """The numbers of the sentences that a mark overlaps or a piece of the coverage ticks."""
        found: set[int] = set()
        starts, ends = self._starts, self._ends
        for start, end in marks:
            number = bisect_right(ends, start)
            if start < end and number < len(starts) and starts[number] < end:
                found.add(number)
                if ends[number] < end:
                    found.update(range(number + 1, bisect_left(starts, end)))
        for piece in union(coverage):
            found.update(range(bisect_left(self._firsts, piece.start), bisect_right(self._lasts, piece.end)))
        return found

    def within(self, spans: Spans) -> set[int]:
        """The numbers of the sentences that overlap one of these spans."""
        return self.touched(spans, ())


def untouched(text: str, marks: Spans, coverage: Spans, within: Spans | None = None) -> list[Span]:
    """The sentences that are neither marked nor ticked, in order; with ``within`` only those that overlap a span of it.

    As good as linear in the text and the marks.
    """
    sentences = Sentences.of(text)
    wanted = set(range(len(sentences))) if within is None else sentences.within(within)
    return [sentences[number] for number in sorted(wanted - sentences.touched(marks, coverage))]


def next_untouched(text: str, marks: Spans, coverage: Spans, offset: int) -> Span | None:
    """The first sentence beginning after ``offset`` that is neither marked nor ticked; -1 asks for the first of all.

    None where there is none: the caller may ask again from -1.
    """
    after = (one for one in checkable(text, max(0, offset)) if one.start > offset)
    return next(_left(text, after, union(marks), union(coverage)), None)


def ticked(text: str, coverage: Spans, span: tuple[int, int]) -> list[Span]:
    """The coverage with every sentence that ``span`` overlaps; pieces with nothing to check between them are joined.

    As it is where all of them are ticked already.
    """
    there = [Span(*one) for one in coverage]
    new = list(_left(text, checkable(text, *span), [], union(there)))
    return _joined(text, union([*there, *new]), new) if new else there


def unticked(text: str, coverage: Spans, span: tuple[int, int]) -> list[Span]:
    """The coverage without the sentences that ``span`` overlaps; what is left of a piece ends with sentences.

    As it is where none of them is in it.
    """
    there = [Span(*one) for one in coverage]
    found = list(checkable(text, *span))
    if not found:
        return there
    cut = Span(found[0].start, found[-1].end)
    kept = [one for one in there if not one.overlaps(cut)]
    for piece in (part for one in there if one.overlaps(cut) for part in subtract([one], cut)):
        inside = list(checkable(text, *piece))
        if inside:
            kept.append(Span(max(piece.start, inside[0].start), min(piece.end, inside[-1].end)))
    return sorted(kept)


def _left(text: str, found: Iterator[Span], marks: Sequence[Span], coverage: Sequence[Span]) -> Iterator[Span]:
    """Of sentences in order those that no mark overlaps and no piece of the coverage ticks; both are unions."""
    mark = tick = 0
    for sentence in found:
        while mark < len(marks) and marks[mark].end <= sentence.start:
            mark += 1
        while tick < len(coverage) and coverage[tick].end <= sentence.start:
            tick += 1
        if mark < len(marks) and marks[mark].overlaps(sentence):
            continue
        if tick < len(coverage) and coverage[tick].contains(_core(text, sentence)):
            continue
        yield sentence


def _joined(text: str, spans: Iterable[Span], new: Sequence[Span]) -> list[Span]:
    """Spans in order, a new one and its neighbour with no letter or digit between them as one.

    Two old ones stay apart: together they could say of a sentence that it was seen, where each has a part of it.
    """
    starts, ends = {one.start for one in new}, {one.end for one in new}
    joined: list[Span] = []
    for one in spans:
        last = joined[-1] if joined else None
        if last is not None and (one.start in starts or last.end in ends) and not _says(text, last.end, one.start):
            joined[-1] = Span(last.start, one.end)
        else:
            joined.append(one)
    return joined


def _core(text: str, sentence: Span) -> Span:
    """From the first letter or digit of a sentence to the last; it has one."""
    start, end = sentence
    while not _SAYS.match(text, start):
        start += 1
    while not _SAYS.match(text, end - 1):
        end -= 1
    return Span(start, end)


def _says(text: str, start: int, end: int) -> bool:
    return _SAYS.search(text, start, end) is not None


__all__ = ["Sentences", "checkable", "next_untouched", "ticked", "unticked", "untouched"]
