"""The marks of a document as a list: in the order of the text, those without a place first. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.details import filled
from workbench.tui.table import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.domain.model import Placed
    from workbench.domain.segments import Paragraphs

COLUMNS = (
    Column("\u00b6", 5, right=True),
    Column("Tag", 8),
    Column("Words"),
    Column("Said by", 16, from_width=64),
    Column("Status", 16, from_width=84),
    Column("Whose", 12, from_width=110),
)


def columns(*, verdict_first: bool) -> tuple[Column, ...]:
    """The columns; where verdicts come first, theirs before the status."""
    return (*COLUMNS[:4], Column("Verdict", 14, from_width=72), *COLUMNS[4:]) if verdict_first else COLUMNS


def rows(marks: Iterable[Placed], paragraphs: Paragraphs, *, verdict_first: bool = False) -> list[Row]:
    """A row for each mark, its cells as :func:`columns` are; it is found by all that it holds."""
    ordered = sorted(marks, key=lambda mark: (mark.placed, mark.annotation.start, mark.annotation.end, mark.id))
    return [_row(mark, paragraphs, verdict_first) for mark in ordered]


def _row(mark: Placed, paragraphs: Paragraphs, verdict_first: bool) -> Row:
    from workbench.domain import verdicts

    it = mark.annotation
    place = str(paragraphs.number(it.start)) if mark.placed else "none"
    state = (*([verdicts.told(it)] if verdict_first else []), it.status.replace("_", " "))
    words = " ".join(it.exact[:400].split())
    cells = (place, it.tag, words, it.said_by.replace("_", " "), *state, mark.annotator)
    return Row(mark.id, cells, dim=not mark.placed, words=f"{' '.join(cells)} {told(mark)}")


def told(mark: Placed) -> str:
    """All of a mark in a line: its words, then the fields that are filled in."""
    fields = [f"{name}: {value}" for name, value in filled(mark)]
    lost = [f"no place here ({mark.unplaced.reason})"] if mark.unplaced is not None else []
    return " \u00b7 ".join([" ".join(mark.annotation.exact.split()), *lost, *fields])
