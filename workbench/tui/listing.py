"""How documents are listed: sorted, in cells, and summed up in words. Pure.

Evidence has no progress: it is there to be looked up, not to be finished.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from workbench.tui.details import plural
from workbench.tui.table import Column, Row

if TYPE_CHECKING:
    from workbench.tui.desk import DocumentRow

COLUMNS = (
    Column("Title"),
    Column("Publisher", 16, from_width=96, most=36),
    Column("Published", 10, from_width=108),
    Column("claims", 7, right=True, from_width=72),
    Column("quotes", 7, right=True, from_width=72),
    Column("figures", 7, right=True, from_width=72),
    Column("to check", 8, right=True, from_width=30),
    Column("others", 6, right=True, from_width=118),
    Column("", 10, from_width=44, most=10),
)
"""The library's columns; a tag's cell says how many of the marks are settled."""
_TAGS = ("claim", "quote", "figure")


def unfinished(row: DocumentRow) -> bool:
    """Whether a document is there to be checked and not done."""
    return row.role == "check" and not row.done


def state(row: DocumentRow) -> str:
    """Done, evidence, draft, how urgent and when due, or nothing worth a word."""
    if row.role == "evidence":
        return "evidence"
    if row.done:
        return "done draft" if row.stage == "draft" else "done"
    urgent = "!" * (4 - row.priority) if row.priority else ""
    return " ".join(word for word in (urgent, row.due[5:10], "draft" if row.stage == "draft" else "") if word)


def listed(row: DocumentRow) -> Row:
    """A document as the table shows it; it is found by its title, publisher and stories."""
    counts, settled = row.counts, row.settled
    tags = (f"{settled.get(tag, 0)}/{counts[tag]}" if counts.get(tag) else "" for tag in _TAGS)
    to_check = str(row.open or "") if row.role == "check" else ""
    cells = (row.title, row.publisher, row.published[:10], *tags, to_check, str(row.others or ""), state(row))
    return Row(row.id, cells, not unfinished(row), f"{row.title} {row.publisher} {' '.join(row.stories)}")


def _stage(row: DocumentRow) -> int:
    """Begun, not begun, done, evidence."""
    if row.role != "check":
        return 3
    return 2 if row.done else 0 if row.counts else 1


def _share(row: DocumentRow) -> float:
    """How much of a document's marks is settled."""
    return sum(row.settled.values()) / max(1, sum(row.counts.values()))


_NAMES: dict[str, Callable[[DocumentRow], Any]] = {
    "title": lambda row: (),
    "publisher": lambda row: (not row.publisher, row.publisher.lower()),
    "newest first": lambda row: (not row.published, *(-ord(letter) for letter in row.published)),
    "most urgent": lambda row: (row.priority or 9, row.due or "9", row.done),
    "most to check": lambda row: -row.open if row.role == "check" else 1,
    "progress": lambda row: (_stage(row), _share(row)),
}
SORTS = tuple(_NAMES)
"""The orders that a list can have, in the order in which they are gone through."""


def arranged(rows: Iterable[DocumentRow], by: str) -> list[DocumentRow]:
    """The documents in one of the ``SORTS``, alike ones by title and id."""
    inner = sorted(rows, key=lambda row: (row.title.lower(), row.id))
    return inner if by == SORTS[0] else sorted(inner, key=_NAMES[by])


def summed(rows: Sequence[DocumentRow]) -> str:
    """All documents in a line: how many, how far they are, and the marks in them."""
    checked = [row for row in rows if row.role == "check"]
    done, evidence = sum(row.done for row in checked), len(rows) - len(checked)
    marks, waiting = sum(sum(row.counts.values()) for row in rows), sum(row.open for row in checked)
    told = [f"{len(rows)} {plural(len(rows), 'document')}", f"{done} done"]
    told += [f"{len(checked) - done} unfinished"] if len(checked) > done else []
    told += [f"{evidence} evidence"] if evidence else []
    told.append(f"{marks} {plural(marks, 'mark')} of yours")
    return ", ".join(told + ([f"{waiting} to check"] if waiting else []))
