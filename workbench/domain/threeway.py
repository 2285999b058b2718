"""Three versions of one annotator's set to one: by id, field by field, and the same whichever side is called ours.

What only one side changed is taken; what both changed alike is taken; what both changed differently, or one changed
and the other deleted, is a clash and left to a person. Nothing is resolved by who came last.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from msgspec.structs import astuple, replace

from workbench.domain.errors import DataError
from workbench.domain.model import Annotation, AnnotationSet, Comment, Decision, DocumentRef, Orphan, Source
from workbench.domain.spans import Span, union
from workbench.domain.threevalues import (
    UNKNOWN,
    Both,
    aligned,
    annotation,
    by_field,
    items_of,
    of,
    picked_from,
    unmixed,
)

Row: TypeAlias = Annotation | Comment | Decision | Source | DocumentRef
Part: TypeAlias = Literal["annotations", "comments", "decisions", "sources", "document"]
"""Where a row stands; orphans count as annotations, since one may become the other."""


@dataclass(frozen=True)
class Clash:
    """A row that cannot be merged: which of its fields, and how it would be if ours or theirs were taken.

    Both versions hold what could be merged; only ``fields`` differ. A side that deleted the row is None, and
    ``fields`` is empty then.
    """

    part: Part
    id: str
    fields: tuple[str, ...]
    ours: Row | None
    theirs: Row | None


class Merged(NamedTuple):
    """The merged set without the rows that clash, and these. A clashing document stands as it was in base."""

    value: AnnotationSet
    clashes: list[Clash]


def merge(base: AnnotationSet | None, ours: AnnotationSet, theirs: AnnotationSet) -> Merged:
    """Merge two sets that come from ``base``; None where both sides began the file on their own.

    Raises :class:`DataError` where they are not versions of one set: another text, annotator or kind.
    """
    _check_same(ours, [theirs] if base is None else [theirs, base])
    clashes: list[Clash] = []
    marks = _rows("annotations", _marks(base), _marks(ours), _marks(theirs), annotation, clashes)
    comments = _rows("comments", of(base, "comments"), ours.comments, theirs.comments, unmixed, clashes)
    decisions = _rows("decisions", of(base, "decisions"), ours.decisions, theirs.decisions, unmixed, clashes)
    sources = _sources(base, ours, theirs, [*marks, *_sides(clashes)], clashes)
    value = replace(
        ours,
        document=_document(base, ours.document, theirs.document, clashes),
        from_=_names(of(base, "from_"), ours.from_, theirs.from_),
        done=picked_from(of(base, "done", False), ours.done, theirs.done),
        annotations=tuple(one for one in marks if not isinstance(one, Orphan)),
        orphans=tuple(one for one in marks if isinstance(one, Orphan)),
        coverage=_coverage(of(base, "coverage", ()), ours.coverage, theirs.coverage),
        comments=tuple(comments),
        decisions=tuple(decisions),
        sources=tuple(sources),
    )
    return Merged(value, clashes)


def _check_same(ours: AnnotationSet, others: Iterable[AnnotationSet]) -> None:
    for other in others:
        for what, mine, yours in (
            ("texts", ours.document.sha256, other.document.sha256),
            ("annotators", ours.annotator, other.annotator),
            ("kinds", ours.kind, other.kind),
        ):
            if mine != yours:
                raise DataError(f"The versions are of different {what}, so they are not one set that can be merged.")


def _marks(value: AnnotationSet | None) -> Any:
    return None if value is None else (*value.annotations, *value.orphans)


def _sides(clashes: Iterable[Clash]) -> Iterator[Row]:
    return (row for clash in clashes for row in (clash.ours, clash.theirs) if row is not None)


def _document(base: AnnotationSet | None, ours: DocumentRef, theirs: DocumentRef, clashes: list[Clash]) -> DocumentRef:
    """What is said of the document; where that clashes, what base says of it."""
    both = by_field(of(base, "document"), ours, theirs)
    settled: DocumentRef = both.ours
    if both.fields:
        clashes.append(Clash("document", ours.id, both.fields, both.ours, both.theirs))
        if base is None:
            settled = min(both.ours, both.theirs, key=lambda side: repr(astuple(side)))
        else:
            settled = replace(settled, **{name: getattr(base.document, name) for name in both.fields})
    return settled


def _rows(
    part: Part,
    base: Sequence[Any] | None,
    ours: Sequence[Any],
    theirs: Sequence[Any],
    merge_row: Callable[[Any, Any, Any], Both],
    clashes: list[Clash],
    needed: Iterable[str] = (),
) -> list[Any]:
    """The rows of a part that are settled, in order; the others are added to ``clashes``.

    A row that is ``needed`` is not deleted by the side that lacks it.
    """
    merged = []
    kept = frozenset(needed)
    for key, first, mine, yours in aligned(base, ours, theirs, lambda row: row.id):
        if key in kept and (mine is None or yours is None):
            merged.append(yours if mine is None else mine)
            continue
        picked = picked_from(first, mine, yours)
        if picked is not UNKNOWN:
            if picked is not None:
                merged.append(picked)
            continue
        both = Both(mine, yours) if mine is None or yours is None else merge_row(first, mine, yours)
        if both.fields or mine is None or yours is None:
            clashes.append(Clash(part, key, both.fields, both.ours, both.theirs))
        else:
            merged.append(both.ours)
    return merged


def _names(base: Sequence[str] | None, ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """A list of names, which are only added and taken out."""
    return tuple(items_of("", base, ours, theirs, str, unmixed).ours)


def _sources(
    base: AnnotationSet | None, ours: AnnotationSet, theirs: AnnotationSet, marks: Iterable[Row], clashes: list[Clash]
) -> list[Source]:
    """The sources, field by field; one that a link or another source still names is not deleted."""
    there = {source.id for source in (*ours.sources, *theirs.sources)}
    needed = {link.source for mark in marks if isinstance(mark, Annotation) for link in mark.links}
    while True:
        found: list[Clash] = []
        first = None if base is None else base.sources
        rows: list[Source] = _rows("sources", first, ours.sources, theirs.sources, by_field, found, needed)
        rest = [row for row in (*rows, *_sides(found)) if isinstance(row, Source)]
        named = {one for row in rest for one in (row.origin, row.same_as) if one is not None}
        if named & there <= needed:
            clashes += found
            return rows
        needed |= named


def _coverage(
    base: Sequence[tuple[int, int]], ours: Sequence[tuple[int, int]], theirs: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """What was read: ticks added by either side stay, those taken back by one go."""
    picked = picked_from(base, ours, theirs)
    if picked is not UNKNOWN:
        return tuple(picked)
    turns = sorted(
        (offset, side) for side, spans in enumerate((base, ours, theirs)) for span in union(spans) for offset in span
    )
    inside = [False, False, False]
    covered: list[Span] = []
    for number, (offset, side) in enumerate(turns[:-1]):
        inside[side] = not inside[side]
        first, mine, yours = inside
        if (mine and yours) if first else (mine or yours):
            covered.append(Span(offset, turns[number + 1][0]))
    return tuple((start, end) for start, end in union(covered))
