"""A set that could not be merged whole, as a file: git's markers around each row that clashes, and around nothing else.

The file is no annotation set until a person has taken one of the two versions of each; the reader of sets says so.
"""

from collections.abc import Iterator, Sequence
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from msgspec.structs import replace

from workbench.domain.model import AnnotationSet, Orphan
from workbench.domain.text import shown_line
from workbench.domain.threeway import Clash
from workbench.exchange import emit
from workbench.exchange.sets import ALWAYS, in_order

_LISTS = ("annotations", "orphans", "comments", "decisions", "sources")
_NAMED = 8
"""How many fields a marker names before it says that there are more."""


def write_conflicts(value: AnnotationSet, clashes: Sequence[Clash]) -> bytes:
    """The bytes of a set's file with both versions of every row that clashes; ``value`` is the set without them."""
    value = in_order(value)
    disputed = {part: rows for part in _LISTS if (rows := list(_disputed(part, clashes)))}
    plain = emit.emit(replace(value, **dict.fromkeys(disputed, ())), always=(*ALWAYS, *disputed)).decode()
    lines = plain.split("\n")
    for part, rows in disputed.items():
        at = lines.index(f"{part}: []")
        lines[at : at + 1] = _section(part, getattr(value, part), rows)
    for clash in clashes:
        if clash.part == "document":
            both = (_about(value, side) for side in (clash.ours, clash.theirs))
            lines[_document_in(lines)] = _marked(clash.fields, *both)
    return "\n".join(lines).encode()


class _Disputed(NamedTuple):
    """A row that clashes: its place in the order, the fields, and its lines (none where a side lacks it)."""

    order: tuple[Any, ...]
    fields: tuple[str, ...]
    ours: list[str]
    theirs: list[str]


def _disputed(part: str, clashes: Sequence[Clash]) -> Iterator[_Disputed]:
    for clash in clashes:
        sides = [side if _stands_in(part, clash, side) else None for side in (clash.ours, clash.theirs)]
        there = [_order(part, side) for side in sides if side is not None]
        if there:
            yield _Disputed(min(there), clash.fields, *([] if side is None else emit.item(side) for side in sides))


def _section(part: str, settled: Sequence[Any], rows: Sequence[_Disputed]) -> list[str]:
    """The lines of a list with its disputed rows between markers; its key too, where nothing else may be left of it."""
    if settled or any(row.ours and row.theirs for row in rows):
        merged = [(_order(part, row), emit.item(row)) for row in settled]
        merged += [(row.order, _marked(row.fields, row.ours, row.theirs)) for row in rows]
        return [f"{part}:", *(line for _, written in sorted(merged, key=itemgetter(0)) for line in written)]
    versions = (
        [line for row in sorted(rows) for line in side(row)] for side in (attrgetter("ours"), attrgetter("theirs"))
    )
    return _marked(rows[0].fields, *([f"{part}:", *lines] if lines else [f"{part}: []"] for lines in versions))


def _stands_in(part: str, clash: Clash, side: Any) -> bool:
    return part == ("orphans" if isinstance(side, Orphan) else clash.part)


def _order(part: str, row: Any) -> tuple[Any, ...]:
    """Where a row stands among those of its part, as :func:`workbench.exchange.sets.in_order` has it."""
    if part in ("annotations", "orphans"):
        return row.start, row.end, row.id
    return (row.at, row.item, row.by, row.id) if part == "decisions" else (row.id,)


def _about(value: AnnotationSet, document: Any) -> list[str]:
    """The lines that say which document the set is about."""
    lines = emit.emit(replace(value, document=document, annotations=())).decode().split("\n")
    return lines[_document_in(lines)]


def _document_in(lines: list[str]) -> slice:
    at = lines.index("document:")
    return slice(at, next(number for number in range(at + 1, len(lines)) if not lines[number].startswith(" ")))


def _marked(fields: Sequence[str], ours: list[str], theirs: list[str]) -> list[str]:
    what = ", ".join(fields[:_NAMED]) + (", ..." if len(fields) > _NAMED else "") or "deleted by one side"
    about = f"({shown_line(what)})"
    return [f"<<<<<<< ours {about}", *ours, "=======", *theirs, f">>>>>>> theirs {about}"]
