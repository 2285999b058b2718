"""Corrections and questions as a list: rows, their orders, what waits, and all of them in a line. Pure.

The words may hold anything; they are made harmless where they are painted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.domain.corrections import STATES, in_line, said, why
from workbench.tui.details import plural
from workbench.tui.table import Column, Row

if TYPE_CHECKING:
    from workbench.domain.corrections import Item

COLUMNS = (
    Column("State", 8),
    Column("\u00b6", 4, right=True),
    Column("Document", 14, from_width=60, most=40),
    Column("By", 8, from_width=50, most=16),
    Column("As printed \u2192 should read, or the question"),
    Column("Why, or the answer", 20, from_width=90, most=60),
)
"""The list's columns; those in which no row has anything are left out."""
_CELL = 200  # code points of one's words in a cell


def listed(item: Item, annotator: str) -> Row:
    """A correction or question as the table shows it.

    It is found by its words, state (``=sent`` by that alone), people, document and stories.
    """
    mark, document = item.mark.annotation, item.document
    by = "" if item.mark.annotator == annotator else item.mark.annotator
    place = str(item.paragraph) if item.paragraph is not None else "?"
    cells = (item.state, place, document.title, by, said(item, _CELL), in_line(why(item), _CELL))
    kind = "question query" if item.query is not None else "correction"
    told = [
        *cells, f"={item.state}", kind, item.mark.annotator, document.id, document.publisher, *document.stories,
        mark.exact, mark.tag, mark.said_by, why(item),
    ]  # fmt: skip
    told += [item.query.text] if item.query is not None else [mark.correction.text] if mark.correction else []
    return Row(item.key, cells, dim=item.state in ("made", "stet", "answered"), words=" ".join(told))


_ORDERS: dict[str, Callable[[Item], Any]] = {
    "document": lambda item: (),
    "state": lambda item: STATES.index(item.state),
    "newest first": lambda item: tuple(-ord(letter) for letter in item.at),
}
SORTS = tuple(_ORDERS)
"""The orders that the list can have, in the order in which they are gone through."""


def arranged(items: Sequence[Item], by: str) -> Sequence[Item]:
    """Items that come by document and place, in one of the ``SORTS``."""
    return items if by == SORTS[0] else sorted(items, key=_ORDERS[by])


def summed(items: Iterable[Item]) -> str:
    """All in a line: how many corrections and questions, and how far they are."""
    counts: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for item in items:
        counts[item.query is not None][item.state] += 1
    told = []
    for found, noun in zip(counts, ("correction", "question"), strict=True):
        here = [state for state in STATES if found[state]]
        states = ", ".join(f"{found[state]} {state}" for state in here) if len(here) > 1 else "".join(here)
        told += [f"{found.total()} {plural(found.total(), noun)} ({states})"] if found else []
    return ", ".join(told) or "none"


class Listing(NamedTuple):
    """All corrections and questions as they were read at one time, and what the table shows of each, by key."""

    items: Sequence[Item] = ()
    cells: Mapping[str, Row] = MappingProxyType({})


def listing(items: Sequence[Item], annotator: str) -> Listing:
    """All items as they are listed."""
    return Listing(items, {item.key: listed(item, annotator) for item in items})


class Scope(NamedTuple):
    """What a memo is on: the ids of its documents, what they are called together, and a name for its file."""

    documents: frozenset[str]
    called: str
    file: str


def scope(shown: Sequence[Item], current: Item, *, narrowed: bool) -> Scope:
    """What the memo is on: the documents that a filter shows, else those of the story of the current one.

    A document without a story stands for itself.
    """
    from workbench.domain.ids import slug

    stories = current.document.stories
    here = {item.document.id: item.document for item in shown}
    if not narrowed:
        own = current.document.id
        here = {ident: one for ident, one in here.items() if ident == own or {*stories[:1]} & {*one.stories}}
    common = [name for name in stories if all(name in one.stories for one in here.values())]
    count = f"{len(here)} {plural(len(here), 'document')}"
    if len(here) == 1:
        return Scope(frozenset(here), f"\u201c{current.document.title}\u201d", f"memo-{current.document.id}.md")
    if common:
        return Scope(frozenset(here), f"{common[0]}, {count}", f"memo-{slug(common[0], fallback='story')}.md")
    return Scope(frozenset(here), count, "memo.md")
