"""Searching one text: all places of a string under the folding, and the ones next to an offset. Pure.

Offsets are code points; a hit is widened to whole graphemes.
"""

from array import array
from bisect import bisect_left, bisect_right

from workbench.domain.graphemes import widen
from workbench.domain.text import fold


class Hits:
    """Where a string stands in a text, in order and apart."""

    def __init__(self, query: str = "") -> None:
        self.query = query
        self._starts = array("q")
        self._ends = array("q")

    @classmethod
    def of(cls, query: str, span: tuple[int, int]) -> "Hits":
        """One place that is known already."""
        hits = cls(query)
        hits._add(*span)
        return hits

    def __len__(self) -> int:
        return len(self._starts)

    def _add(self, start: int, end: int) -> None:
        self._starts.append(start)
        self._ends.append(end)

    def touching(self, start: int, end: int) -> list[tuple[int, int]]:
        """The hits that share a code point with ``[start, end)``."""
        low, high = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return [(self._starts[number], self._ends[number]) for number in range(low, high)]

    def number(self, offset: int) -> int:
        """Which hit begins at ``offset``, counted from 1; 0 where none does."""
        at = bisect_left(self._starts, offset)
        return at + 1 if at < len(self) and self._starts[at] == offset else 0

    def following(self, offset: int, count: int = 1) -> tuple[int, bool] | None:
        """Where the ``count``-th hit after ``offset`` begins, and whether that meant going round the end."""
        return self._turn(bisect_right(self._starts, offset) + count - 1)

    def preceding(self, offset: int, count: int = 1) -> tuple[int, bool] | None:
        """Where the ``count``-th hit before ``offset`` begins, and whether that meant going round the beginning."""
        return self._turn(bisect_left(self._starts, offset) - count)

    def _turn(self, number: int) -> tuple[int, bool] | None:
        size = len(self._starts)
        return (self._starts[number % size], not 0 <= number < size) if size else None


class Searcher:
    """One text, folded when it is first searched; a line break is as good as a space."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: str | None = None

    def find(self, query: str, *, whole_words: bool = False) -> Hits:
        """All places of ``query``; with ``whole_words`` only those with no letter or digit on either side."""
        hits, needle = Hits(query), fold(query).replace("\n", " ")
        if not needle:
            return hits
        if self._folded is None:
            self._folded = fold(self._text).replace("\n", " ")
        folded, size = self._folded, len(needle)
        at = folded.find(needle)
        while at >= 0:
            end = at + size
            if not whole_words or not (folded[max(0, at - 1) : at].isalnum() or folded[end : end + 1].isalnum()):
                hits._add(*widen(self._text, at, end))
                at = folded.find(needle, hits._ends[-1])
            else:
                at = folded.find(needle, at + 1)
        return hits
