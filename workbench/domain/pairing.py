"""Where the annotations of several annotators on one document meet: review items, each annotation in exactly one.

Four rounds, each near-linear in the number of annotations: the same words with the same tag; overlapping words with the
same tag, the best overlap first; several short marks beside one long one; the same words with another tag. An item has
at most one reading of each annotator, but for the last round but one. Offsets are code points.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from workbench.domain.differences import differing
from workbench.domain.model import Annotation
from workbench.domain.spans import Span, union

State = Literal["agreed", "tag", "boundary", "details", "single", "split", "not_compared"]
STATES: tuple[State, ...] = ("tag", "split", "boundary", "details", "single", "agreed", "not_compared")
"""What an item can be, the gravest first."""
_INSIDE = 0.5  # the share of a short mark that must lie in a long one for the two to be a split


class Reading(NamedTuple):
    """One annotation as one annotator has it."""

    annotator: str
    mark: Annotation

    @property
    def span(self) -> Span:
        """Its words, as a place in the text."""
        return Span(self.mark.start, self.mark.end)


class Item(NamedTuple):
    """One place where annotators meet: its readings by annotator and place, and who has none although within reach.

    ``differs`` names the details in which the readings are not alike.
    """

    id: str
    state: State
    readings: tuple[Reading, ...]
    missing: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """From the first to the last code point of its readings."""
        return Span(min(one.mark.start for one in self.readings), max(one.mark.end for one in self.readings))

    @property
    def annotators(self) -> tuple[str, ...]:
        """Who has a reading, in order."""
        return tuple(dict.fromkeys(one.annotator for one in self.readings))


def item_id(document: str, annotations: Iterable[str]) -> str:
    """The id of an item: of the document and the ids of its annotations, so the same on every machine."""
    named = "\x1f".join((document, *sorted(annotations)))
    return hashlib.sha256(named.encode()).hexdigest()[:16]


def pair(
    document: str,
    text: str,
    marks: Mapping[str, Sequence[Annotation]],
    reach: Mapping[str, Sequence[tuple[int, int]]] | None = None,
) -> list[Item]:
    """The review items of a document, in the order of the text.

    ``marks`` has the placed annotations of each annotator under review; ``reach`` the stretches in which an annotation
    of theirs can be missing, the whole text where it says nothing. With one annotator each mark is an item.
    """
    names = sorted(marks)
    readings = sorted(
        (Reading(name, mark) for name in names for mark in marks[name]),
        key=lambda one: (one.mark.start, one.mark.end, one.mark.tag, one.annotator, one.mark.id),
    )
    groups = _Groups(readings)
    groups.join_same(lambda one: (one.mark.start, one.mark.end, one.mark.tag))
    groups.join_overlapping()
    groups.join_split()
    groups.join_same(lambda one: _words(text, one.span))
    within = {name: union(reach[name]) for name in names if name in reach} if reach is not None else {}
    items = [_item(document, names, found, within) for found in groups.found()]
    return sorted(items, key=lambda item: (item.span, item.id))


def _words(text: str, span: Span) -> Span:
    """A span without what is neither letter nor digit at its ends; as it is where nothing else is in it."""
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end) if start < end else span


# --- the rounds ----------------------------------------------------------------------------------------------------


class _Groups:
    """Readings in groups that grow together, each known by its first member's number."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._of = list(range(len(readings)))
        self._members = [[number] for number in range(len(readings))]
        self._names = [frozenset([one.annotator]) for one in readings]

    def found(self) -> Iterator[list[Reading]]:
        """The groups."""
        for number, members in enumerate(self._members):
            if self._of[number] == number:
                yield [self._readings[one] for one in members]

    def _join(self, one: int, other: int) -> None:
        into, gone = sorted((self._of[one], self._of[other]))
        for member in self._members[gone]:
            self._of[member] = into
        self._members[into] = sorted(self._members[into] + self._members[gone])
        self._members[gone] = []
        self._names[into] |= self._names[gone]

    def _apart(self, one: int, other: int) -> bool:
        """Whether two readings are in groups of different annotators."""
        return not self._names[self._of[one]] & self._names[self._of[other]]

    def join_same(self, key: Callable[[Reading], object]) -> None:
        """Join groups whose readings have the same key, the first of each annotator with the first of the others'."""
        alike: dict[object, list[int]] = defaultdict(list)
        for number, one in enumerate(self._readings):
            alike[key(one)].append(number)
        for numbers in alike.values():
            heads: list[int] = []
            turn: dict[str, int] = defaultdict(int)  # with which head an annotator's next one goes
            for number in dict.fromkeys(self._of[number] for number in numbers):
                names = self._names[number]
                if len(names) < len(self._members[number]):
                    continue  # a split stays as it is
                at = max(turn[name] for name in names)
                turn.update(dict.fromkeys(names, at + 1))
                if at == len(heads):
                    heads.append(number)
                else:
                    self._join(heads[at], number)

    def _overlaps(self) -> Iterator[tuple[float, float, int, int]]:
        """Pairs of readings of one tag by different annotators: overlap by union, by the shorter, and who."""
        open_: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self._readings):
            current = [other for other in open_[one.mark.tag] if self._readings[other].mark.end > one.mark.start]
            for other in current:
                before = self._readings[other]
                if before.annotator != one.annotator and self._of[other] != self._of[number]:
                    shared = min(before.mark.end, one.mark.end) - one.mark.start
                    long = max(before.mark.end, one.mark.end) - before.mark.start
                    short = min(before.mark.end - before.mark.start, one.mark.end - one.mark.start)
                    yield shared / long, shared / short, other, number
            open_[one.mark.tag] = [*current, number]

    def join_overlapping(self) -> None:
        """Join groups of different annotators that overlap, the best first."""
        pairs = sorted(self._overlaps(), key=lambda one: (-one[0], one[2], one[3]))
        for _, _, one, other in pairs:
            if self._of[one] != self._of[other] and self._apart(one, other):
                self._join(one, other)

    def join_split(self) -> None:
        """Join what is left over with the long mark that holds it, where that has its like already."""
        whole = len({one.annotator for one in self._readings})
        pairs = sorted(self._overlaps(), key=lambda one: (-one[0], one[2], one[3]))
        grown: set[int] = set()
        for _, inside, one, other in pairs:
            here, there = self._of[one], self._of[other]
            if here == there or inside < _INSIDE:
                continue
            short, long = sorted((here, there), key=self._size)
            if (
                self._size(short) < self._size(long)
                and len(self._names[short]) < whole
                and short not in grown
                and self._names[short] < self._names[long]
            ):
                self._join(one, other)
                grown.add(self._of[one])

    def _size(self, group: int) -> int:
        return max(self._readings[one].mark.end - self._readings[one].mark.start for one in self._members[group])


# --- what a group is -----------------------------------------------------------------------------------------------


def _item(
    document: str, names: Sequence[str], readings: Sequence[Reading], reach: Mapping[str, Sequence[Span]]
) -> Item:
    ordered = tuple(sorted(readings, key=lambda one: (one.annotator, one.mark.start, one.mark.end, one.mark.id)))
    present = {one.annotator for one in ordered}
    absent = [name for name in names if name not in present]
    missing = tuple(name for name in absent if _within(ordered, reach.get(name)))
    ident = item_id(document, (one.mark.id for one in ordered))
    apart = differing([one.mark for one in ordered]) if len(ordered) == len(present) else ()
    state: State
    if len({one.mark.tag for one in ordered}) > 1:
        state = "tag"
    elif len(ordered) > len(present):
        state = "split"
    elif len({one.span for one in ordered}) > 1:
        state = "boundary"
    elif apart:
        state = "details"
    elif missing or len(names) == 1:
        state = "single"
    else:
        state = "agreed" if len(present) > 1 else "not_compared"
    return Item(ident, state, ordered, missing, apart)


def _within(readings: Sequence[Reading], reach: Sequence[Span] | None) -> bool:
    """Whether all the readings lie where an annotator could have had one."""
    if reach is None:
        return True
    return all(any(span.contains(one.span) for span in reach) for one in readings)
