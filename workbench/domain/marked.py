"""What figures of agreement are made from: tokens, the marks of annotators and their reach; and what a figure is.

Offsets and lengths are code points.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from workbench.domain.spans import Span, union

NOBODY = "nobody has marked anything here"
ONE_SIDED = "only one has marked anything here"
NOT_READ = "nothing here was read by two"
ONE_LABEL = "everybody gave one label throughout"

Mark: TypeAlias = tuple[int, int, str]
"""Start, end, tag; not empty and inside the text."""
BLANK, FIRST, INNER = 0, 1, 2
"""What a code point is to the tokens: outside of all, the first one of a token, a further one."""


class Measure(NamedTuple):
    """A figure, or None and why not; the reason may also say what to know about a figure.

    ``n`` is what it counts: marks of both sides for F1, tokens for kappa and alpha, units for alpha-U; over all pairs.
    """

    value: float | None
    reason: str = ""
    n: int = 0


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one document: a byte for each code point of it, and one more."""

    row: bytes
    number: int

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]], length: int) -> "Tokens":
        """From tokens in order, none empty, none overlapping, in a text of ``length`` code points; else ValueError."""
        row = bytearray(length + 1)
        number = last = 0
        for start, end in spans:
            if not last <= start < end <= length:
                raise ValueError(f"tokens must be in order, apart and inside the text: {start}, {end}")
            row[start] = FIRST
            if end - start > 1:
                row[start + 1 : end] = b"\x02" * (end - start - 1)
            last = end
            number += 1
        return cls(bytes(row), number)

    @property
    def length(self) -> int:
        """Of the text, in code points."""
        return len(self.row) - 1

    def back(self, offset: int) -> int:
        """The first code point of the token that ``offset`` is inside of, else the offset."""
        return self.row.rindex(FIRST, 0, offset) if self.row[offset] == INNER else offset


class Marked(NamedTuple):
    """One document as annotators marked it: their marks by name, and the stretches in which one can be missing.

    Who is not in ``marks`` had nothing to do with the document. Who is not in ``reach`` went through all of it.
    """

    tokens: Tokens
    marks: Mapping[str, Sequence[Mark]]
    reach: Mapping[str, Sequence[tuple[int, int]]] = {}

    def common(self, names: Iterable[str]) -> list[Span]:
        """The stretches that are within reach of all of some annotators, in order and apart."""
        found = [Span(0, self.tokens.length)]
        for name in names:
            if name not in self.marks:
                return []
            if name in self.reach:
                found = _intersection(found, union(self.reach[name]))
        return found


def _intersection(one: list[Span], other: list[Span]) -> list[Span]:
    """What two unions of spans share; linear time."""
    found: list[Span] = []
    first = second = 0
    while first < len(one) and second < len(other):
        low, high = max(one[first].start, other[second].start), min(one[first].end, other[second].end)
        if low < high:
            found.append(Span(low, high))
        if one[first].end <= other[second].end:
            first += 1
        else:
            second += 1
    return found
