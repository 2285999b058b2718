"""Sharing out: who checks which part of a document by when, in which order, and names hidden in review. Pure."""

import hashlib
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from workbench.domain.model import Assignment
from workbench.domain.spans import Span, union

Range = tuple[str, int | None, int | None]
"""What tells assignments apart: the annotator, and start and end in code points (None: that of the text)."""
LAST = "9999-12-31T23:59:59"
"""Sorts after every date that something is due."""


class Met(NamedTuple):
    """Two lists of assignments brought together, and those of theirs that ours contradict or have cleared."""

    assignments: tuple[Assignment, ...]
    differing: tuple[tuple[Assignment, Assignment], ...]
    """Pairs (ours, theirs) of the same annotator and range that differ; ours stays."""
    cleared: tuple[Assignment, ...]
    """Theirs that were cleared here and stay so."""


def key(one: Assignment) -> Range:
    """By what an assignment is the same as another: whose it is, and of which part."""
    return one.annotator, one.start, one.end


def in_order(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Assignments as files and lists have them: by annotator and place, the whole text first."""
    return tuple(
        sorted(assignments, key=lambda one: (one.annotator, one.start or 0, -1 if one.end is None else one.end))
    )


def meet(ours: Iterable[Assignment], theirs: Iterable[Assignment], cleared: Iterable[Range] = ()) -> Met:
    """Ours and theirs together, by annotator and range: what we lack comes in, what we left empty is filled.

    Where both have another priority or date ours stays. ``cleared`` were taken away here: they do not come back.
    """
    mine = {key(one): one for one in ours}
    gone = set(cleared)
    differing: list[tuple[Assignment, Assignment]] = []
    refused: list[Assignment] = []
    for one in theirs:
        here = mine.get(key(one))
        if here is None and key(one) in gone:
            refused.append(one)
            continue
        both = mine[key(one)] = one if here is None else _filled(here, one)
        if one.priority not in (None, both.priority) or one.due not in (None, both.due):
            differing.append((both, one))
    return Met(in_order(mine.values()), tuple(differing), tuple(refused))


def _filled(ours: Assignment, theirs: Assignment) -> Assignment:
    """Ours, with what it leaves open as theirs has it."""
    return Assignment(
        annotator=ours.annotator,
        start=ours.start,
        end=ours.end,
        priority=theirs.priority if ours.priority is None else ours.priority,
        due=theirs.due if ours.due is None else ours.due,
    )


def of(assignments: Iterable[Assignment], annotator: str) -> tuple[Assignment, ...]:
    """An annotator's own."""
    return tuple(one for one in assignments if one.annotator == annotator)


def ranges(assignments: Iterable[Assignment], length: int) -> tuple[Span, ...]:
    """The parts of a text of ``length`` code points that are assigned; none where nothing is."""
    found = [(0 if one.start is None else one.start, length if one.end is None else one.end) for one in assignments]
    return tuple(union((max(0, start), min(length, end)) for start, end in found))


def priority(assignments: Iterable[Assignment]) -> int | None:
    """The most urgent priority among them; None where none has one."""
    return min((one.priority for one in assignments if one.priority is not None), default=None)


def due(assignments: Iterable[Assignment]) -> str | None:
    """The earliest date among them, as it is written; None where none has one."""
    return min((one.due for one in assignments if one.due is not None), key=due_key, default=None)


def urgency(assignments: Sequence[Assignment]) -> tuple[int, str]:
    """A key by which documents are sorted: by priority, then by date; what has none of either comes last."""
    return priority(assignments) or 4, due_key(due(assignments))


def due_key(written: str | None) -> str:
    """A date as a key that sorts by the moment at which it is over: a day at its end, a month on its last day, UTC."""
    if not written:
        return LAST
    try:
        if "T" in written:
            moment = datetime.fromisoformat(written)
            aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
            return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
        year, month, day = (*map(int, written.split("-")), 0, 0)[:3]
        month = month or 12
        return date(year, month, day or monthrange(year, month)[1]).isoformat() + "T23:59:59"
    except (ValueError, OverflowError):
        return LAST  # a day that no calendar has, from a file


def aliases(item_id: str, names: Iterable[str]) -> Mapping[str, str]:
    """Letters in place of names for one review item: A, B, ... in an order that the item's id shuffles.

    The same on every machine and in every order of the names, and different from item to item, so that nobody learns
    whose readings are A's.
    """
    drawn = sorted(set(names), key=lambda name: hashlib.sha256(f"{item_id}\x1f{name}".encode()).digest())
    return {name: _letter(number) for number, name in enumerate(drawn)}


def _letter(number: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    word = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        word = chr(ord("A") + digit) + word
    return word
