"""Corrections and questions as a list: one item each, with where it stands. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from workbench.domain.model import Document, Placed, Query
from workbench.domain.segments import Paragraphs

STATES = ("proposed", "open", "sent", "accepted", "made", "stet", "answered")
"""How far a correction or question may be, those that wait for the checker first."""
WAITING = frozenset(["proposed", "open"])
"""The states that wait for somebody to do something: to send the correction, to answer the question."""


class Item(NamedTuple):
    """A correction, or (with ``query``) a question, with the annotation and document that it is about.

    ``paragraph`` counts from 1; None where the annotation has no place in the text.
    """

    document: Document
    mark: Placed
    paragraph: int | None
    query: Query | None = None

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.mark.id}/{self.query.id if self.query is not None else ''}"

    @property
    def state(self) -> str:
        """How far it is."""
        correction = self.mark.annotation.correction
        return self.query.state if self.query is not None else correction.state if correction is not None else ""

    @property
    def waits(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.state in WAITING

    @property
    def at(self) -> str:
        """When the question was put, or the correction made; that is known as long as the status says so."""
        mark = self.mark.annotation
        if self.query is not None:
            return self.query.at
        return mark.checked.at if mark.checked is not None and mark.status == "needs_correction" else mark.modified


def items_of(document: Document, mark: Placed, paragraph: int | None) -> list[Item]:
    """What there is to list of one annotation: its correction, then its questions in their order."""
    said = [Item(document, mark, paragraph)] if mark.annotation.correction is not None else []
    return said + [Item(document, mark, paragraph, query) for query in mark.annotation.queries]


def items(document: Document, text: str, marks: Iterable[Placed]) -> list[Item]:
    """What there is to list of the annotations of one document, in the order of the text, unplaced ones last."""
    paragraphs = Paragraphs(text)
    ordered = sorted(marks, key=lambda one: (not one.placed, one.annotation.start, one.annotation.end, one.id))
    return [
        item
        for mark in ordered
        for item in items_of(document, mark, paragraphs.number(mark.annotation.start) if mark.placed else None)
    ]


def said(item: Item, longest: int, arrow: str = "\u2192") -> str:
    """What is to be changed into what, or who is asked what, in a line; of each of the words so many code points."""
    mark = item.mark.annotation
    if item.query is not None:
        return f"{item.query.to}: {in_line(item.query.text, longest)}"
    wanted = mark.correction.text if mark.correction is not None else ""
    return f"{in_line(mark.exact, longest)} {arrow} {in_line(wanted, longest)}"


def why(item: Item) -> str:
    """Why it is to be changed, or what was answered."""
    correction = item.mark.annotation.correction
    return item.query.answer if item.query is not None else correction.reason if correction is not None else ""


def in_line(words: str, longest: int) -> str:
    """Words on one line, with an ellipsis where they are longer."""
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}\u2026"
