"""Sources as a list: rows, their orders and signs, what needs a look, and all of them in a line. Pure.

The words may hold anything; they are made harmless where they are painted. Of a confidential source only what may be
shown to others is listed and searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.domain.sources import caption, root, shielded, standing
from workbench.tui.details import plural
from workbench.tui.table import Column, Row

if TYPE_CHECKING:
    from workbench.domain.model import Source
    from workbench.domain.sources import Ledger
    from workbench.services.sources import Row as SourceRow

COLUMNS = (
    Column("", 3, most=3),
    Column("Source"),
    Column("Kind", 18, from_width=50, most=24),
    Column("Publisher", 14, from_width=94, most=30),
    Column("Date", 10, from_width=78, most=10),
    Column("Repeats", 14, from_width=70, most=40),
    Column("links", 5, right=True),
)
"""The list's columns; those in which no source has anything are left out."""
AT_HAND, LOOK, CONFIDENTIAL = "\u25cf", "!", "\u25c6"
"""The signs: the source at hand, one that needs a look, and one whose name is kept back."""


def kind_of(row: SourceRow) -> str:
    """What kind of source it is, and whether its text is stored here."""
    kind = row.source.kind.replace("_", " ")
    if row.document is None:
        return kind
    stored = "archived" if row.archived else "stored"
    return f"{stored} text" if row.source.kind == "document" else f"{kind}, {stored}"


def named(ledger: Ledger, ident: str) -> str:
    """What a source is called, by its id; one that is not here by that id."""
    return caption(ledger[ident]) if ident in ledger else ident


def joined(names: Sequence[str]) -> str:
    """Names as people list them: A, B and C."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def circle(ledger: Ledger, source: Source) -> tuple[str, ...]:
    """The circle of sources that repeat each other in which a source's chain of origins ends; empty without one."""
    return root(ledger, source.id).circle if source.origin else ()


def origins(ledger: Ledger, source: Source) -> list[str]:
    """The ids that a source repeats, the nearest first, up to where the chain ends or closes."""
    here, chain = source.id, [source.id]
    while (one := ledger.get(here)) is not None and one.origin:
        here = standing(ledger, one.origin)
        if here in chain:
            break
        chain.append(here)
    return chain[1:]


def doubles(ledger: Ledger, ident: str) -> list[str]:
    """The ids that were merged into a source, by whatever way."""
    return [key for key, one in ledger.items() if one.same_as and key != ident and standing(ledger, key) == ident]


def needs_look(row: SourceRow, ledger: Ledger) -> bool:
    """Whether a person should look at it: circular reporting, or a colleague's set says otherwise."""
    return bool(row.rivals) or bool(circle(ledger, row.source))


def listed(row: SourceRow, ledger: Ledger, at_hand: str | None = None) -> Row:
    """A source as the table shows it; it is found by all that may be shown of it."""
    source, it = row.source, shielded(row.source)
    look, pinned = needs_look(row, ledger), row.source.id == at_hand
    sign = AT_HAND * pinned + LOOK * look + CONFIDENTIAL * source.confidential
    repeats = named(ledger, standing(ledger, source.origin)) if source.origin else ""
    name, kind, links = caption(source), kind_of(row), str(row.links or "")
    cells = (sign, name, kind, it.publisher, (it.published or "")[:10], repeats, links)
    told: list[str] = [
        name, source.id, kind, it.title, it.publisher, it.author, it.url, it.archived_url, it.published or "", repeats,
        (it.terms or "").replace("_", " "), it.note, it.alias,
        *(f"{one.who} {one.answer}" for one in it.contacts), *(one.name for one in it.attachments),
        *(one.annotator for one in row.rivals),
    ]  # fmt: skip
    states = (
        (bool(circle(ledger, source)), "circular"), (pinned, "at hand"), (source.confidential, "confidential"),
        (not row.links, "unlinked without links"), (bool(row.rivals), "another version"),
    )  # fmt: skip
    told += [words for so, words in states if so]
    return Row(source.id, cells, dim=not row.links, words=" ".join(filter(None, told)))


_ORDERS: dict[str, Callable[[SourceRow, Ledger], Any]] = {
    "title": lambda row, ledger: (),
    "most links": lambda row, ledger: -row.links,
    "kind": lambda row, ledger: kind_of(row),
    "newest first": lambda row, ledger: _newest(shielded(row.source).published or ""),
    "publisher": lambda row, ledger: _last(shielded(row.source).publisher.casefold()),
    "what it repeats": lambda row, ledger: _last(_origin(row.source, ledger)),
    "to look at first": lambda row, ledger: not needs_look(row, ledger),
}
SORTS = tuple(_ORDERS)
"""The orders that the list can have, in the order in which they are gone through."""


def _newest(day: str) -> tuple[Any, ...]:
    return (not day, *(-ord(letter) for letter in day))


def _last(words: str) -> tuple[bool, str]:
    """What is empty comes last."""
    return (not words, words)


def _origin(source: Source, ledger: Ledger) -> str:
    return named(ledger, standing(ledger, source.origin)).casefold() if source.origin else ""


def arranged(rows: Iterable[SourceRow], by: str, ledger: Ledger) -> list[SourceRow]:
    """The sources in one of the ``SORTS``, alike ones by what they are called and their id."""
    inner = sorted(rows, key=lambda row: (caption(row.source).casefold(), row.source.id))
    return inner if by == SORTS[0] else sorted(inner, key=lambda row: _ORDERS[by](row, ledger))


def summed(rows: Sequence[SourceRow], ledger: Ledger) -> str:
    """All sources in a line: how many, how many are stored texts, have no links, and need a look."""
    stored = sum(row.document is not None for row in rows)
    bare, look = sum(not row.links for row in rows), sum(needs_look(row, ledger) for row in rows)
    told = [f"{len(rows)} {plural(len(rows), 'source')}"]
    told += [f"{stored} of them stored {plural(stored, 'text')}"] if stored else []
    told += [f"{bare} without links"] if bare else []
    return ", ".join(told + ([f"{look} to look at"] if look else []))


class Listing(NamedTuple):
    """All sources as they were read at one time: their rows, the ledger, what the table shows of each, and the sum."""

    rows: Sequence[SourceRow] = ()
    ledger: Ledger = MappingProxyType({})
    cells: Mapping[str, Row] = MappingProxyType({})
    told: str = ""


def listing(rows: Sequence[SourceRow], ledger: Ledger) -> Listing:
    """All sources as they are listed, without regard to which is at hand."""
    return Listing(rows, ledger, {row.source.id: listed(row, ledger) for row in rows}, summed(rows, ledger))
