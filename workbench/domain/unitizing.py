"""Krippendorff's alpha-U: do annotators cut the same stretches out of a text, counted in code points.

Source: K. Krippendorff, Content Analysis, 2nd edition, 2004, chapter 11.6. There every annotator cuts one continuum
into units of a category and the gaps between them; two overlapping units differ by the squares of the distances of
their ends, and a unit that lies in a gap of another annotator differs by the square of its length. Extended here to
many documents of unlike numbers of annotators, as alpha does it with units: a document is a stretch of the continuum
of its own, in which no gap and no unit goes on from another, and its differences are divided by its annotators less
one. All sums are integers, so that adding the counts of documents in any order gives the same value.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import fsum
from typing import NamedTuple, TypeAlias

from workbench.domain.marked import NOBODY, NOT_READ, ONE_LABEL, ONE_SIDED, Mark, Marked, Measure

Units: TypeAlias = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Category:
    """What alpha-U needs of one category (tag); lengths are code points, and squares of them where said."""

    differences: Counter[int] = field(default_factory=Counter)
    """By the number of annotators of a stretch: the squared distances, over all ordered pairs of annotators."""
    units: Counter[int] = field(default_factory=Counter)
    """How many units have a length."""
    gaps: Counter[int] = field(default_factory=Counter)
    """How many gaps have a length, less the whole stretches (``Continuum.whole``) that they are what is left of."""
    markers: Counter[str] = field(default_factory=Counter)
    """How many units each annotator has."""


@dataclass(frozen=True, slots=True)
class Continuum:
    """Counts over any number of stretches of text, from which alpha-U follows; :meth:`add` puts two together."""

    covered: Counter[int] = field(default_factory=Counter)
    """By the number of annotators of a stretch: code points."""
    whole: Counter[int] = field(default_factory=Counter)
    """How many stretches have a length, each counted once for every one of its annotators."""
    categories: dict[str, Category] = field(default_factory=dict)

    def category(self, tag: str) -> Category:
        """The counts of a tag, to be added to."""
        return self.categories.setdefault(tag, Category())

    def add(self, other: "Continuum") -> None:
        """Take the stretches of ``other`` in."""
        self.covered.update(other.covered)
        self.whole.update(other.whole)
        for tag, theirs in other.categories.items():
            ours = self.category(tag)
            ours.differences.update(theirs.differences)
            ours.units.update(theirs.units)
            ours.gaps.update(theirs.gaps)
            ours.markers.update(theirs.markers)

    def take(self, start: int, end: int, marks: Mapping[str, Sequence[Mark]]) -> None:
        """Count one stretch ``[start, end)``: of each of its annotators the marks ``(start, end, tag)`` there.

        Marks are cut at the ends of the stretch; empty ones are none. Overlapping marks of one tag by one annotator
        make one unit, since a unit overlaps no other of its category and annotator; touching ones stay two.
        """
        if len(marks) < 2 or start >= end:
            return
        self.covered[len(marks)] += end - start
        self.whole[end - start] += len(marks)
        cut: dict[str, dict[str, Units]] = {}
        for name, theirs in marks.items():
            for low, high, tag in sorted(theirs):
                _join(cut.setdefault(tag, {}).setdefault(name, []), max(low, start), min(high, end))
        for tag, units in cut.items():
            self._count(tag, (start, end), {name: units.get(name, []) for name in marks})

    def _count(self, tag: str, stretch: tuple[int, int], units: dict[str, Units]) -> None:
        ours = self.category(tag)
        for name, theirs in units.items():
            if theirs:
                ours.markers[name] += len(theirs)
                ours.units.update(high - low for low, high in theirs)
                ours.gaps[stretch[1] - stretch[0]] -= 1
                ours.gaps.update(_gaps(stretch, theirs))
        pairs = combinations(units.values(), 2)
        ours.differences[len(units)] += 2 * sum(differences(one, other) for one, other in pairs)


class Disagreement(NamedTuple):
    """Observed and expected disagreement; alpha-U is one less their ratio, where any is expected."""

    observed: float
    expected: float


def disagreement(continuum: Continuum, tag: str) -> Disagreement:
    """Krippendorff's observed and expected disagreement for one tag (his D_o and D_e), 0 where there is no text."""
    here = continuum.categories.get(tag, Category())
    length = sum(continuum.covered.values())
    places = sum(annotators * points for annotators, points in continuum.covered.items())
    if not length:
        return Disagreement(0.0, 0.0)
    found = sum(squares / (annotators - 1) for annotators, squares in sorted(here.differences.items()))
    chances = places * (places - 1) - sum(count * size * (size - 1) for size, count in here.units.items())
    return Disagreement(found / (places * length), 2 * _expected(continuum, here) / (chances * length))


def alpha_u(continuum: Continuum, tags: Iterable[str]) -> Measure:
    """Alpha-U of some tags: one less the ratio of what is observed to what is expected, both summed over the tags.

    One unit of one annotator has the value 0.0, since just that was to be expected. No units, or none but empty ones
    (which are no units), have none; nor has a text whose every code point is a unit of everybody.
    """
    tags = list(tags)
    found = [disagreement(continuum, tag) for tag in tags]
    here = [continuum.categories[tag] for tag in tags if tag in continuum.categories]
    units = sum(category.units.total() for category in here)
    if not continuum.covered:
        return Measure(None, NOT_READ)
    expected = fsum(one.expected for one in found)
    if not expected:
        return Measure(None, ONE_LABEL if units else NOBODY, units)
    sides = {name for category in here for name in category.markers}
    return Measure(1 - fsum(one.observed for one in found) / expected, ONE_SIDED if len(sides) == 1 else "", units)


def unit_counts(documents: Iterable[Marked], annotators: Sequence[str]) -> Continuum:
    """Count documents for alpha-U: of each what is within reach of all its annotators, if they are two or more.

    Who has no reach at all in a document is none of its annotators.
    """
    found = Continuum()
    for document in documents:
        names = [name for name in annotators if document.common([name])]
        stretches = document.common(names) if len(names) > 1 else []
        ends = [stretch.end for stretch in stretches]
        marks: list[dict[str, list[Mark]]] = [{name: [] for name in names} for _ in stretches]
        for name in names:
            for mark in document.marks[name]:
                place = bisect_right(ends, mark[0])
                while place < len(stretches) and stretches[place].start < mark[1]:
                    marks[place][name].append(mark)
                    place += 1
        for stretch, there in zip(stretches, marks, strict=True):
            found.take(stretch.start, stretch.end, there)
    return found


def differences(one: Units, other: Units) -> int:
    """The squared distances between two annotators' units of one stretch and category; a sweep in linear time.

    Both are in order and overlap none of their own. Each pair is counted once, not in both directions.
    """
    found = 0
    met: set[int] = set()
    begin = 0
    for low, high in one:
        while begin < len(other) and other[begin][1] <= low:
            begin += 1
        place = begin
        while place < len(other) and other[place][0] < high:
            found += (low - other[place][0]) ** 2 + (high - other[place][1]) ** 2
            met.add(place)
            place += 1
        if place == begin:
            found += (high - low) ** 2
    return found + sum((high - low) ** 2 for place, (low, high) in enumerate(other) if place not in met)


def _join(units: Units, low: int, high: int) -> None:
    """Append a unit to those in order, or make the last one longer if they overlap."""
    if low >= high:
        return
    if units and low < units[-1][1]:
        units[-1] = (units[-1][0], max(units[-1][1], high))
    else:
        units.append((low, high))


def _gaps(stretch: tuple[int, int], units: Units) -> Iterable[int]:
    """The lengths of what is left between the units."""
    bounds = [stretch[0], *(bound for unit in units for bound in unit), stretch[1]]
    return [high - low for low, high in zip(bounds[::2], bounds[1::2], strict=True) if high > low]


def _expected(continuum: Continuum, here: Category) -> int:
    """The sum over units in the numerator of D_e: how far a unit would be from every other, and from every gap that it
    would find room in, over all places. Sorted by length, longest first, with running sums over the gaps.
    """
    gaps = Counter(continuum.whole)
    gaps.update(here.gaps)
    longest = sorted(gaps, reverse=True)
    others = sum(here.units.values()) - 1
    total = taken = count = points = 0
    for size in sorted(here.units, reverse=True):
        while taken < len(longest) and longest[taken] >= size:
            count += gaps[longest[taken]]
            points += gaps[longest[taken]] * longest[taken]
            taken += 1
        room = points - count * (size - 1)  # gap - size + 1 places in each gap
        total += here.units[size] * (others * (size * (size - 1) * (2 * size - 1) // 3) + size * size * room)
    return total
