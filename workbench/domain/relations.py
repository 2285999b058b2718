"""Annotations tied to annotations: how a tie reads from either end, and which is likely."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from workbench.domain.model import Annotation, Placed, Relation, RelationType
from workbench.domain.spans import Span

SYMMETRIC: frozenset[RelationType] = frozenset(["same_as", "contradicts"])
"""What holds from either end."""
_FORWARD: Mapping[RelationType, str] = {
    "same_as": "the same as", "contradicts": "contradicts", "part_of": "part of", "continues": "continues",
    "derived_from": "derived from", "quoted_from": "quoted from",
}  # fmt: skip
_BACK: Mapping[RelationType, str] = {
    "part_of": "has as part",
    "continues": "continued by",
    "derived_from": "gave rise to",
    "quoted_from": "quoted in",
}


class Tie(NamedTuple):
    """A relation as one of its ends sees it: the type, the other annotation's id, and whether it points at that."""

    type: RelationType
    other: str
    forward: bool

    @property
    def words(self) -> str:
        """How the tie reads: ``part of``, or from the other end ``has as part``."""
        return _FORWARD[self.type] if self.forward or self.type in SYMMETRIC else _BACK[self.type]


def ties(mark: Annotation, others: Iterable[Annotation]) -> list[Tie]:
    """All ties of an annotation: its own relations in their order, then those of ``others`` that point at it."""
    found = [Tie(one.type, one.target, forward=True) for one in mark.relations]
    known = {(one.type, one.other) for one in found if one.type in SYMMETRIC}
    found += [
        Tie(one.type, other.id, forward=False)
        for other in others
        for one in other.relations
        if one.target == mark.id and other.id != mark.id and (one.type, other.id) not in known
    ]
    return found


def related(mark: Annotation, relation: RelationType, target: str) -> Annotation:
    """The annotation with one relation more; itself where it has that already."""
    wanted = Relation(type=relation, target=target)
    return mark if wanted in mark.relations else _with(mark, (*mark.relations, wanted))


def unrelated(mark: Annotation, relation: RelationType | None, target: str) -> Annotation:
    """The annotation without its relations to ``target``, of one type or of all."""
    kept = tuple(one for one in mark.relations if one.target != target or relation not in (None, one.type))
    return _with(mark, kept)


def _with(mark: Annotation, relations: tuple[Relation, ...]) -> Annotation:
    return msgspec.structs.replace(mark, relations=relations)


def _span(one: Placed) -> Span:
    return Span(one.annotation.start, one.annotation.end)


def enclosing(mark: Placed, others: Iterable[Placed], tag: str) -> list[Placed]:
    """The same annotator's placed annotations of a tag that hold this one and more, the innermost first."""
    here = _span(mark)
    alike = [one for one in others if one.placed and one.annotation.tag == tag and one.annotator == mark.annotator]
    found = [one for one in alike if one.document == mark.document and _span(one).contains(here) and _span(one) != here]
    return sorted(found, key=lambda one: (one.annotation.end - one.annotation.start, one.id))


def whole_of(mark: Placed, others: Iterable[Placed]) -> Placed | None:
    """The claim that a quote or figure is likely part of: the innermost around it, unless that is said already."""
    if mark.annotation.tag == "claim" or any(one.type == "part_of" for one in mark.annotation.relations):
        return None
    return next(iter(enclosing(mark, others, "claim")), None)


def block_of(mark: Placed, others: Iterable[Placed]) -> Placed | None:
    """The quotation around an annotation that says who relayed it, the innermost: a block taken from elsewhere."""
    return next((one for one in enclosing(mark, others, "quote") if one.annotation.relayed_by), None)
