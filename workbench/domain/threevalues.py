"""Three versions of one value to one: fields, lists of items, and a whole annotation.

Everything here is the same whichever side is called ours. What clashes is given in both versions, with its name.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from workbench.domain.model import Anchor, Annotation, Claim, Figure, Link, Orphan, Quote

K = TypeVar("K")


class Both(NamedTuple):
    """A value once with our word where the sides clash, once with theirs, and the names of what clashes."""

    ours: Any
    theirs: Any
    fields: tuple[str, ...] = ()


UNKNOWN: Any = object()
"""Stands for base where there is none: nothing equals it, so what differs clashes."""


def of(base: Any, name: str, absent: Any = None) -> Any:
    """A field of base, or what stands for it where there is no base."""
    return absent if base is None else getattr(base, name)


def picked_from(base: Any, ours: Any, theirs: Any) -> Any:
    """The value that one side changed, or both alike; ``UNKNOWN`` where they changed it differently."""
    if ours == theirs or theirs == base:
        return ours
    return theirs if ours == base else UNKNOWN


def _one(name: str, base: Any, ours: Any, theirs: Any) -> Both:
    """What is taken as a whole."""
    picked = picked_from(base, ours, theirs)
    return Both(ours, theirs, (name,)) if picked is UNKNOWN else Both(picked, picked)


def unmixed(base: Any, ours: Any, theirs: Any) -> Both:
    """Two Structs that are taken as they are: mixing their fields would make what neither side wrote."""
    names = [name for name in ours.__struct_fields__ if getattr(ours, name) != getattr(theirs, name)]
    return Both(ours, theirs, tuple(names))


def by_field(base: Any, ours: Any, theirs: Any) -> Both:
    """Two Structs of one type, each field on its own; ``base`` may be None."""
    left: dict[str, Any] = {}
    right: dict[str, Any] = {}
    clashing: list[str] = []
    for name in ours.__struct_fields__:
        first = UNKNOWN if base is None else getattr(base, name)
        both = _one(name, first, getattr(ours, name), getattr(theirs, name))
        left[name], right[name] = both.ours, both.theirs
        clashing += both.fields
    return Both(type(ours)(**left), type(ours)(**right), tuple(clashing))


def items_of(
    name: str,
    base: Sequence[Any] | None,
    ours: Sequence[Any],
    theirs: Sequence[Any],
    key: Callable[[Any], Any],
    merge_item: Callable[[Any, Any, Any], Both],
) -> Both:
    """A list inside a row; each item that clashes is named ``name.key``, or ``name.key.field``."""
    if base is not None and ours == base:
        return Both(theirs, theirs)
    if theirs in (ours, base):
        return Both(ours, ours)
    left, right, fields = [], [], []
    for known, first, mine, yours in aligned(base, ours, theirs, key):
        picked = picked_from(first, mine, yours)
        both = Both(picked, picked)
        if picked is UNKNOWN and (mine is None or yours is None):
            both = Both(mine, yours, ("",))
        elif picked is UNKNOWN:
            both = merge_item(first, mine, yours)
        left += [] if both.ours is None else [both.ours]
        right += [] if both.theirs is None else [both.theirs]
        fields += [f"{name}.{known}.{field}".rstrip(".") for field in both.fields]
    return Both(tuple(left), tuple(right), tuple(fields))


def aligned(
    base: Sequence[Any] | None, ours: Sequence[Any], theirs: Sequence[Any], key: Callable[[Any], K]
) -> Iterator[tuple[K, Any, Any, Any]]:
    """Every key of either side with what base, ours and theirs have under it (None: nothing), in the merged order."""
    first, mine, yours = ({key(item): item for item in side} for side in (base or (), ours, theirs))
    for known in _ordered(list(first), list(mine), list(yours)):
        yield known, first.get(known), mine.get(known), yours.get(known)


def _ordered(base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
    """The keys of both sides in one order: each side's own, as far as the other does not gainsay it.

    What both have stands as the side has it that moved it; what one alone has comes after its neighbour there.
    """
    common = set(ours) & set(theirs)
    shared, other = ([key for key in side if key in common] for side in (ours, theirs))
    if shared != other:
        before = [key for key in base if key in common]
        shared = other if shared == before else shared if other == before else min(shared, other)
    runs: dict[Any, list[list[Any]]] = {}
    for side in (ours, theirs):
        after: dict[Any, list[Any]] = {}
        neighbour = None
        for key in side:
            if key in common:
                neighbour = key
            else:
                after.setdefault(neighbour, []).append(key)
        for key, run in after.items():
            runs.setdefault(key, []).append(run)
    order = []
    for key in (None, *shared):
        order += [] if key is None else [key]
        for run in sorted(runs.get(key, ())):
            order += run
    return order


def _link(base: Link | None, ours: Link, theirs: Link) -> Both:
    """Field by field while the source is the same; where in it and which passage go together."""
    if ours.source != theirs.source or (base is not None and base.source != ours.source):
        return unmixed(base, ours, theirs)
    mine, yours, fields = by_field(base, ours, theirs)
    where = _one("locator", base and _where(base), _where(ours), _where(theirs))
    mine, yours = (
        replace(side, locator=locator, evidence=evidence)
        for side, (locator, evidence) in ((mine, where.ours), (yours, where.theirs))
    )
    return Both(mine, yours, (*(name for name in fields if name not in ("locator", "evidence")), *where.fields))


def _where(link: Link) -> tuple[Any, Any]:
    return link.locator, link.evidence


_PLACE = (*Anchor.__struct_fields__, "sha256", "reason")
"""What places an annotation, or says why it has no place: one field, of which no half is ever taken."""
_CHECK = ("status", "checked")
_DETAILS: Mapping[str, Callable[[], Struct]] = {"claim": Claim, "quote": Quote, "figure": Figure}
_KIND = ("tag", *_DETAILS, "fields")
_LISTS: Mapping[str, tuple[Callable[[Any], str], Callable[[Any, Any, Any], Both]]] = {
    "queries": (lambda query: query.id, unmixed),
    "links": (lambda link: link.id, _link),
    "relations": (lambda relation: f"{relation.type} {relation.target}", unmixed),
}
_SINGLE = tuple(
    name for name in Annotation.__struct_fields__ if name not in {*_PLACE, *_CHECK, *_KIND, *_LISTS, "modified"}
)
"""The fields that stand for themselves; a field that the model gains is one of them."""


class _Making:
    """An annotation in the making, field by field: once with our word where the sides clash, once with theirs."""

    def __init__(self, base: Annotation | None, ours: Annotation, theirs: Annotation) -> None:
        self._sides = base, ours, theirs
        modified = max(ours.modified, theirs.modified)
        self._ours: dict[str, Any] = {"modified": modified}
        self._theirs: dict[str, Any] = {"modified": modified}
        self._fields: list[str] = []

    def take(self, name: str, both: Both) -> None:
        """A field that is merged already."""
        self._ours[name], self._theirs[name] = both.ours, both.theirs
        self._fields += both.fields

    def field(self, name: str) -> None:
        """A field as a whole."""
        base, ours, theirs = self._sides
        self.take(name, _one(name.rstrip("_"), of(base, name, UNKNOWN), getattr(ours, name), getattr(theirs, name)))

    def group(self, called: str, names: Sequence[str]) -> None:
        """Fields that belong together: all of one side or all of the other."""
        first, mine, yours = (
            UNKNOWN if side is None else [getattr(side, name, None) for name in names] for side in self._sides
        )
        both = _one(called, first, mine, yours)
        self._ours.update(zip(names, both.ours, strict=True))
        self._theirs.update(zip(names, both.theirs, strict=True))
        self._fields += both.fields

    def made(self) -> Both:
        """Both versions, and the names of the fields in which they differ."""
        return Both(_built(self._ours), _built(self._theirs), tuple(self._fields))


def _built(values: dict[str, Any]) -> Annotation:
    """The annotation of these values: an orphan where they say why it has no place."""
    if values["reason"] is not None:
        return Orphan(**values)
    return Annotation(**{name: value for name, value in values.items() if name not in ("sha256", "reason")})


def annotation(base: Annotation | None, ours: Annotation, theirs: Annotation) -> Both:
    """Two states of one annotation; ``modified`` is the later of the two, whatever came of the rest."""
    making = _Making(base, ours, theirs)
    making.group("anchor", _PLACE)
    if ours.tag == theirs.tag:
        making.take("tag", Both(ours.tag, ours.tag))
        for name, blank in _DETAILS.items():
            sides = of(base, name, UNKNOWN), getattr(ours, name), getattr(theirs, name)
            making.take(name, _details(name, blank(), *sides))
        making.take("fields", _scheme_fields(of(base, "fields"), ours.fields, theirs.fields))
    else:
        making.group("tag", _KIND)
    making.group("status", _CHECK)
    for name in _SINGLE:
        making.field(name)
    for name, (key, merge_item) in _LISTS.items():
        making.take(name, items_of(name, of(base, name), getattr(ours, name), getattr(theirs, name), key, merge_item))
    return making.made()


def _details(name: str, blank: Struct, base: Any, ours: Any, theirs: Any) -> Both:
    """The fields of a tag, one by one; none at all is the same as all of them empty."""
    picked = picked_from(base, ours, theirs)
    if picked is not UNKNOWN:
        return Both(picked, picked)
    both = by_field(None if base is UNKNOWN else base or blank, ours or blank, theirs or blank)
    mine, yours = (None if side == blank else side for side in (both.ours, both.theirs))
    return Both(mine, yours, tuple(f"{name}.{field}" for field in both.fields))


def _scheme_fields(base: dict[str, str] | None, ours: dict[str, str], theirs: dict[str, str]) -> Both:
    """The fields of a tag that a workspace adds, one by one."""
    left: dict[str, str] = {}
    right: dict[str, str] = {}
    clashing: list[str] = []
    for name in sorted({*ours, *theirs, *(base or ())}):
        first = UNKNOWN if base is None else base.get(name)
        both = _one(f"fields.{name}", first, ours.get(name), theirs.get(name))
        for side, value in ((left, both.ours), (right, both.theirs)):
            if value is not None:
                side[name] = value
        clashing += both.fields
    return Both(left, right, tuple(clashing))
