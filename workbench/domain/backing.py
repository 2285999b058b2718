"""What an annotation's links add up to: how many sources, of how many independent origins. Pure."""

from collections.abc import Iterable, Iterator

from workbench.domain.model import Link, Placed
from workbench.domain.relations import block_of
from workbench.domain.sources import Ledger, OriginCount, called, origin_count


def bearing(links: Iterable[Link]) -> list[str]:
    """The sources that back or refute, in order; one that only mentions says nothing either way."""
    return list(dict.fromkeys(link.source for link in links if link.relation != "mentions"))


def origins_of_text(mark: Placed, others: Iterable[Placed]) -> list[str]:
    """The sources that the marked words themselves come from: their document, and what a block quotation is from.

    ``others`` are annotations of the same document. A quotation that says who relayed it passes its sources on to the
    words inside it: they are that text, and cannot be backed by it.
    """
    block = block_of(mark, others)
    return [mark.document, *(bearing(block.annotation.links) if block is not None else ())]


def within_blocks(marks: Iterable[Placed], quotes: Iterable[Placed]) -> Iterator[tuple[Placed, list[Placed]]]:
    """Each annotation with those block quotations of the same set that reach over where it begins, set by set.

    One sweep over each set, so that it stays fast for many; ``quotes`` are annotations with that tag.
    """
    sets: dict[tuple[str, str, str], tuple[list[Placed], list[Placed]]] = {}
    for one in marks:
        sets.setdefault((one.document, one.annotator, one.kind), ([], []))[0].append(one)
    for one in quotes:
        there = sets.get((one.document, one.annotator, one.kind))
        if there is not None and one.placed and one.annotation.relayed_by:
            there[1].append(one)
    for inside, blocks in sets.values():
        waiting = sorted(blocks, key=_begin, reverse=True)
        reaching: list[Placed] = []
        for one in sorted(inside, key=_begin):
            if not one.placed:
                yield one, []
                continue
            while waiting and _begin(waiting[-1]) <= _begin(one):
                reaching.append(waiting.pop())
            reaching = [block for block in reaching if block.annotation.end > _begin(one)]
            yield one, list(reaching)


def _begin(one: Placed) -> int:
    return one.annotation.start


def backing(ledger: Ledger, mark: Placed, others: Iterable[Placed]) -> OriginCount:
    """Count the sources of an annotation and their origins; ``others`` are annotations of the same document."""
    return origin_count(ledger, bearing(mark.annotation.links), origins_of_text(mark, others))


def told(ledger: Ledger, count: OriginCount) -> list[str]:
    """The count in words, what must be known of it in further lines: circles, and sources that are no evidence."""
    if not count.sources:
        return []
    lines = [f"{_number(count.sources, 'source')}, {_number(count.origins, 'origin')}"]
    lines += [f"circular: {_names(ledger, circle)} repeat each other" for circle in count.circular]
    if count.own:
        are = "is" if len(count.own) == 1 else "are"
        lines.append(f"no evidence: {_names(ledger, count.own)} {are} of this text's own origin")
    return lines


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _names(ledger: Ledger, ids: Iterable[str]) -> str:
    names = [called(ledger, one) for one in ids]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 2 else names)
