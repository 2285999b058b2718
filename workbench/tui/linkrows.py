"""What a mark can be linked to, as rows: its links, what is at hand, passages, sources; a passage in its text. Pure.

The words may hold anything; they are made harmless where they are painted. Offsets are code points.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.text import fold
from workbench.tui.backed import called, linked
from workbench.tui.details import LABEL, STRONG, wrapped
from workbench.tui.lines import Word
from workbench.tui.table import Column, Row
from workbench.tui.wrap import Rows

if TYPE_CHECKING:
    from workbench.domain.model import Link, Source
    from workbench.domain.sources import Ledger
    from workbench.services.evidence import Proposal

COLUMNS = (Column("", 8), Column("Where", 22, most=34), Column("Words"))
_BEFORE = 240  # code points of a text that are shown before and after a passage
_SOURCES = 400  # sources that are listed at once; typing finds the others


class Choice(NamedTuple):
    """Something to link to. ``passage`` is a document's id and a span in it; ``link`` a link that is there already."""

    key: str
    sort: str
    source: str
    where: str
    words: str
    passage: tuple[str, int, int] | None = None
    link: Link | None = None

    def holds(self, wanted: Sequence[str]) -> bool:
        """Whether it holds all of some folded words."""
        whole = fold(f"{self.sort} {self.where} {self.words}")
        return all(word in whole for word in wanted)

    def row(self) -> Row:
        """As a row of the list."""
        return Row(self.key, (self.sort, self.where, self.words), dim=self.sort == "linked")


def passages(proposals: Iterable[Proposal], known: Iterable[Link], ledger: Ledger) -> list[Choice]:
    """Proposed passages, in their order, without those that are linked already."""
    there = [link.evidence for link in known if link.evidence is not None]
    return [
        Choice(
            f"p:{one.document.id}:{one.start}:{one.end}", "passage", one.document.id,
            f"\u00b6 {one.paragraph} {called(one.document.id, ledger)}", " ".join(one.exact.split()),
            (one.document.id, one.start, one.end),
        )
        for one in proposals
        if not any(at.document == one.document.id and at.start < one.end and one.start < at.end for at in there)
    ]  # fmt: skip


def links(known: Iterable[Link], ledger: Ledger) -> list[Choice]:
    """The links that a mark has."""
    made = []
    for link in known:
        at = link.evidence
        passage = (at.document, at.start, at.end) if at is not None else None
        words = linked(link, ledger)
        made.append(Choice(f"l:{link.id}", "linked", link.source, link.relation, words, passage, link))
    return made


def sources(ledger: Ledger, typed: str, own: str) -> list[Choice]:
    """The sources that hold all the words typed: those that were entered first, then documents; not ``own``."""
    from workbench.domain.sources import caption, shielded

    wanted = fold(typed).split()
    found = []
    for source in ledger.values():
        if source.same_as or source.id == own or (wanted and not holds(source, wanted)):
            continue
        found.append((source.kind == "document", caption(source).casefold(), source))
    found.sort(key=lambda one: (*one[:2], one[2].id))
    return [
        Choice(f"s:{one.id}", one.kind.replace("_", " "), one.id, shielded(one).publisher, caption(one))
        for *_, one in found[:_SOURCES]
    ]


def holds(source: Source, wanted: Sequence[str]) -> bool:
    """Whether a source holds all of some folded words."""
    open_to_all = (source.title, source.publisher, source.author, source.url, source.id)
    told = [source.alias, source.kind.replace("_", " "), *(() if source.confidential else open_to_all)]
    whole = fold(" ".join(told))
    return all(word in whole for word in wanted)


def in_its_text(text: str, start: int, end: int, title: str, told: str, width: int, height: int) -> list[list[Word]]:
    """A passage emphasised among the words around it, below what it is from, in so many cells and rows.

    ``told`` is what there is to say about the text besides its title.
    """
    head = [*wrapped(title, width, 2, STRONG), *wrapped(told, width, 1, LABEL)]
    low, high = max(0, start - _BEFORE), min(len(text), end + _BEFORE)
    while low > 0 and low < start and not text[low - 1].isspace():
        low += 1
    window = text[low:high].replace("\n", " ")
    rows = Rows(window, max(8, width - 1))  # the space at which a row was broken hangs over its end
    lines = []
    first = rows.row(start - low)
    room = max(1, height - len(head) - 1)
    top = max(0, min(first - room // 3, len(rows) - room))
    for row in range(top, min(len(rows), top + room)):
        a, b = rows.span(row)
        cuts = sorted({a, b, *(min(max(cut - low, a), b) for cut in (start, end))})
        lines.append(
            [Word(window[x:y], STRONG if start - low <= x < end - low else LABEL) for x, y in itertools.pairwise(cuts)]
        )
    return [*head, [], *lines]


def about(source: Source, ledger: Ledger, width: int, height: int) -> list[list[Word]]:
    """What is known of a source."""
    from workbench.domain import sources as rules
    from workbench.domain.sources import caption, root, shielded

    one = shielded(source)
    lines = wrapped(caption(source), width, 3, STRONG)
    for label, value in (
        ("kind", one.kind.replace("_", " ")), ("publisher", one.publisher), ("author", one.author),
        ("published", one.published or ""), ("address", one.url), ("terms", (one.terms or "").replace("_", " ")),
        ("note", one.note),
    ):  # fmt: skip
        if value:
            lines += wrapped(f"{label} {value}", width, 3)
    end = root(ledger, one.id)
    if end.circle:
        lines += wrapped(f"circular: {' and '.join(rules.called(ledger, ident) for ident in end.circle)}", width, 3)
    elif end.id != one.id:
        lines += wrapped(f"repeats {rules.called(ledger, end.id)}", width, 3)
    return lines[:height]
