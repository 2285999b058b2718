"""Half-open spans ``[start, end)`` in code points, and what can be asked of two of them or of many."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """``text[start:end]``; never empty where it is an annotation's."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether they share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether ``other`` lies inside this one (or is the same)."""
        return self.start <= other.start and other.end <= self.end

    def holds(self, offset: int) -> bool:
        """Whether the code point at ``offset`` is in it."""
        return self.start <= offset < self.end


def union(spans: Iterable[tuple[int, int]]) -> list[Span]:
    """The same code points as disjoint spans in order; touching ones are joined, empty ones dropped."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, end))
        else:
            joined.append(Span(start, end))
    return joined


def subtract(spans: Iterable[tuple[int, int]], cut: tuple[int, int]) -> list[Span]:
    """What is left of ``spans`` (as :func:`union` gives them) without the code points of ``cut``."""
    low, high = cut
    left: list[Span] = []
    for start, end in union(spans):
        left += [Span(a, b) for a, b in ((start, min(end, low)), (max(start, high), end)) if a < b]
    return left


# Bin sizes as powers of two: 512 code points, then eight times as much at each level (after the UCSC genome browser).
_LEVELS = (9, 12, 15, 18, 21, 24, 30)


class SpanIndex:
    """Which of many spans touch a stretch of text: insertion in constant time, a query in levels plus hits.

    Spans are filed in the smallest bin that holds them whole, so a very long one costs no more than a short one.
    Keys are the caller's ids.
    """

    def __init__(self) -> None:
        self._spans: dict[str, Span] = {}
        self._bins: dict[tuple[int, int], dict[str, Span]] = {}

    def __len__(self) -> int:
        return len(self._spans)

    @staticmethod
    def _bin(span: Span) -> tuple[int, int]:
        last = max(span.start, span.end - 1)
        for shift in _LEVELS:
            if span.start >> shift == last >> shift:
                return shift, span.start >> shift
        return _LEVELS[-1] + 1, 0

    def add(self, key: str, span: Span) -> None:
        """File ``span`` under ``key``; what stood there before is taken out."""
        self.discard(key)
        self._spans[key] = span
        self._bins.setdefault(self._bin(span), {})[key] = span

    def discard(self, key: str) -> None:
        """Take the span of ``key`` out, if there is one."""
        span = self._spans.pop(key, None)
        if span is not None:
            place = self._bin(span)
            del self._bins[place][key]
            if not self._bins[place]:
                del self._bins[place]

    def touching(self, start: int, end: int) -> list[tuple[str, Span]]:
        """The (key, span) pairs that share a code point with ``[start, end)``, in no order."""
        found: list[tuple[str, Span]] = []
        if end <= start:
            return found
        last = end - 1
        places = [(shift, number) for shift in _LEVELS for number in range(start >> shift, (last >> shift) + 1)]
        for place in [*places, (_LEVELS[-1] + 1, 0)]:
            filed = self._bins.get(place)
            if filed:
                found += [(key, span) for key, span in filed.items() if span.start < end and span.end > start]
        return found
