"""How decisions stand to review items: which one stands, whether it still fits, and what a reach is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from workbench.domain.differences import digest
from workbench.domain.fields import assign, read
from workbench.domain.model import SETTLED, Annotation, Assignment, Claim, Comment, Decision, Link
from workbench.domain.pairing import Item
from workbench.domain.spans import Span, union

Standing = Literal["undecided", "changed", "answered", "returned", "decided"]
"""Where an item is: never decided; decided, but its readings have changed since; returned and answered; returned and
waiting; decided. The first three ask for a decision."""
OPEN: frozenset[Standing] = frozenset(["undecided", "changed", "answered"])


class Case(NamedTuple):
    """A review item with the reviewer's last decision on it, if any, and where that leaves it.

    ``thread`` are the comments on the item and its annotations, by time.
    """

    document: str
    item: Item
    standing: Standing = "undecided"
    decision: Decision | None = None
    thread: tuple[Comment, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it asks for a decision."""
        return self.standing in OPEN


def reach(
    length: int, assigned: Iterable[Assignment], coverage: Iterable[tuple[int, int]], *, done: bool, marked: bool
) -> list[Span]:
    """Where an annotation can be missing: the assigned stretches, else what was ticked, else all or nothing.

    All of a document (``length`` code points) is within reach of whoever is done with it, and of whoever has a mark
    there and neither an assignment nor ticks.
    """
    if done:
        return [Span(0, length)]
    ranges = [
        (one.start if one.start is not None else 0, one.end if one.end is not None else length) for one in assigned
    ]
    return union(ranges or coverage or ([(0, length)] if marked else []))


def cases(
    document: str, items: Sequence[Item], decisions: Iterable[Decision], comments: Iterable[Comment] = ()
) -> list[Case]:
    """Every item with the last decision on it; ``decisions`` are one reviewer's on this document, by time.

    An item whose readings were regrouped keeps the last decision on any of them, as one that has changed.
    """
    by_item = {one.item: one for one in decisions}
    known = {item.id for item in items}
    by_reading = {reading: one for one in by_item.values() if one.item not in known for reading in one.readings}
    threads: dict[str, list[Comment]] = {}
    for comment in comments:
        threads.setdefault(comment.on, []).append(comment)
    return [_case(document, item, by_item, by_reading, threads) for item in items]


def _case(
    document: str,
    item: Item,
    by_item: Mapping[str, Decision],
    by_reading: Mapping[str, Decision],
    threads: Mapping[str, Sequence[Comment]],
) -> Case:
    ids = [one.mark.id for one in item.readings]
    thread = tuple(sorted((one for key in (item.id, *ids) for one in threads.get(key, ())), key=lambda c: (c.at, c.id)))
    decision = by_item.get(item.id)
    standing: Standing
    if decision is None:
        decision = max((by_reading[one] for one in ids if one in by_reading), key=lambda d: (d.at, d.id), default=None)
        return Case(document, item, "changed" if decision is not None else "undecided", decision, thread)
    if dict(zip(decision.readings, decision.contents, strict=False)) != contents(item):
        standing = "changed"
    elif decision.action != "return":
        standing = "decided"
    else:
        answered = any(one.by in item.annotators and one.at >= decision.at for one in thread)
        standing = "answered" if answered else "returned"
    return Case(document, item, standing, decision, thread)


def contents(item: Item) -> dict[str, str]:
    """What a decision on an item is about: the digest of each annotation's place, tag and details, by its id."""
    return {one.mark.id: digest(one.mark) for one in item.readings}


def adjudicated(reading: Annotation, item: Item, ident: str, at: str) -> Annotation:
    """What comes of accepting an annotation: its words and details, with what others know besides.

    Its ties to other annotations stay, the links of all readings are united; a result that others have come to, and
    all alike, takes the place of none.
    """
    results = {one.mark.status: one.mark for one in item.readings if one.mark.status in SETTLED}
    settled = next(iter(results.values())) if len(results) == 1 else reading
    known = reading if reading.status in SETTLED else settled
    return msgspec.structs.replace(
        reading,
        status=known.status,
        checked=known.checked,
        id=ident,
        created=at,
        modified=at,
        links=united([one.mark for one in item.readings], reading),
        from_=tuple(sorted(one.mark.id for one in item.readings)),
    )


def taken(mark: Annotation, other: Annotation, name: str, scheme: Mapping[str, Iterable[str]]) -> Annotation:
    """An annotation with one of its details as another has it; ``name`` as :func:`differing` tells it."""
    if name == "verdicts":
        verdicts = other.claim.verdicts if other.claim is not None else ()
        return msgspec.structs.replace(mark, claim=msgspec.structs.replace(mark.claim or Claim(), verdicts=verdicts))
    if name == "links":
        return msgspec.structs.replace(mark, links=other.links)
    # A day goes with its words.
    names = ("when", "when_date") if name == "when" and mark.tag in ("claim", "quote") else (name,)
    return assign(mark, {name: read(other, name) for name in names}, scheme)


def united(marks: Iterable[Annotation], first: Annotation) -> tuple[Link, ...]:
    """The links of all annotations, those of ``first`` first; the same source and passage once."""
    found: dict[tuple[object, ...], Link] = {}
    for mark in (first, *marks):
        for link in mark.links:
            where = (link.evidence.document, link.evidence.start, link.evidence.end) if link.evidence else link.locator
            found.setdefault((link.source, link.relation, where), link)
    return tuple(found.values())
