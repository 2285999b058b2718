"""What backs a mark, in words: its links with their passages, how many origins, its ties to other marks. Pure.

The words may hold anything; they are made harmless where they are painted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from workbench.domain.model import Link, Placed
    from workbench.domain.relations import Tie
    from workbench.domain.sources import Ledger

_QUOTED = 160  # code points of a passage's words that are told


class Told(NamedTuple):
    """A line about what backs a mark: a label and the words."""

    label: str
    words: str


def told(
    mark: Placed, ledger: Ledger, around: Iterable[Placed], ties: Iterable[tuple[Tie, Placed | None]]
) -> Sequence[Told]:
    """The lines about a mark; ``around`` are marks on the same words, ``ties`` come with the mark at the other end."""
    from workbench.domain import backing

    lines = []
    if mark.annotation.links:
        count = backing.backing(ledger, mark, around)
        for number, line in enumerate(backing.told(ledger, count)):
            label, colon, rest = line.partition(": ")
            lines.append(Told(label, rest) if number and colon else Told("", line))
    lines += [Told(tie.words, _tied(mark, other, ledger)) for tie, other in ties]
    lines += [Told(link.relation, linked(link, ledger)) for link in mark.annotation.links]
    return lines


def called(ident: str, ledger: Ledger) -> str:
    """What a source is called where there is little room: by its publisher if no other source has the same."""
    from workbench.domain.sources import caption, standing

    source = ledger.get(standing(ledger, ident))
    if source is None:
        return ident
    alone = bool(source.publisher) and sum(one.publisher == source.publisher for one in ledger.values()) == 1
    return source.publisher if alone and not source.confidential else cut(caption(source))


def linked(link: Link, ledger: Ledger) -> str:
    """A link in words: its source and what that repeats, where in it, its grade and the words of its passage."""
    from workbench.domain import sources as rules
    from workbench.domain.sources import root, standing

    ident = standing(ledger, link.source)
    name = called(ident, ledger)
    end = root(ledger, ident)
    via = f"via {rules.called(ledger, end.id)}" if end.id != ident and not end.circle else ""
    parts = [name, via, link.locator, link.grade or ""]
    words = " ".join(link.evidence.exact[:_QUOTED].split()) if link.evidence is not None else ""
    return ", ".join(part for part in parts if part) + (f": \u201c{words}\u201d" if words else "")


def _tied(mark: Placed, other: Placed | None, ledger: Ledger) -> str:
    """The mark at the other end of a tie, with its document where that is another one."""
    elsewhere = other is not None and other.document != mark.document
    return f"{named(other)} ({called(other.document, ledger)})" if other is not None and elsewhere else named(other)


def cut(words: str, most: int = 40) -> str:
    """Words of at most so many code points, with an ellipsis where they were longer."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}\u2026"


def named(mark: Placed | None) -> str:
    """A mark as the other end of a tie."""
    if mark is None:
        return "a mark that is not here"
    return f"{mark.annotation.tag} \u201c{' '.join(mark.annotation.exact[:_QUOTED].split())}\u201d"
