"""Sources that may be one: the same address or file, or titles nearly alike. Pointed out, never merged here."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from rapidfuzz import fuzz, process, utils

from workbench.domain import urls
from workbench.domain.model import Source

ALIKE = 90.0
"""Least similarity of two titles (0 to 100, words in any order) of sources that may be one."""
NEAR = 82.0
"""The same where publisher or author are the same too."""


class Match(NamedTuple):
    """A source that may be the same: how alike, from 0 to 1, and why that is thought."""

    source: Source
    score: float
    reason: str


def likely(source: Source, others: Iterable[Source], limit: int = 5) -> list[Match]:
    """The sources that may be the same as this one, the likeliest first.

    Those that were merged already, with it or with others, are left out; so are confidential ones, of which too little
    is known.
    """
    if source.confidential:
        return []
    addresses = _addresses(source)
    files = {one.sha256 for one in source.attachments}
    title = utils.default_process(source.title)
    found = []
    for other in others:
        if other.id == source.id or other.same_as or other.confidential or source.same_as == other.id:
            continue
        match = _match(source, other, addresses, files, title)
        if match is not None:
            found.append(match)
    return sorted(found, key=lambda match: (-match.score, match.source.id))[:limit]


def all_likely(
    sources: Iterable[Source], may: Callable[[Source, Source], bool], limit: int = 5
) -> dict[str, list[Match]]:
    """Of every source what :func:`likely` finds among the others, where ``may`` allows the pair; by id.

    Of titles only the 50 nearest are looked at: 0.1 s for 1,000 titles, growing with their square.
    """
    here = [one for one in sources if not (one.same_as or one.confidential)]
    shared: dict[str, list[int]] = {}
    titles: dict[frozenset[str], dict[int, str]] = {}
    for number, one in enumerate(here):
        for key in _keys(one):
            shared.setdefault(key, []).append(number)
        if words := sorted(utils.default_process(one.title).split()):
            titles.setdefault(_numbers(one), {})[number] = " ".join(words)
    found = {}
    for number, one in enumerate(here):
        near = {other for key in _keys(one) for other in shared[key]}
        alike = titles.get(_numbers(one), {})  # other numbers are another source
        if number in alike:
            hits = process.extract(alike[number], alike, scorer=fuzz.ratio, score_cutoff=NEAR, limit=_NEAREST)
            near |= {other for _, _, other in hits}
        others = [here[other] for other in sorted(near - {number}) if may(one, here[other])]
        if others and (matches := likely(one, others, limit)):
            found[one.id] = matches
    return found


_NEAREST = 50


def _keys(source: Source) -> set[str]:
    """What two sources cannot share unless they are one: addresses and files."""
    return _addresses(source) | {one.sha256 for one in source.attachments}


def _numbers(source: Source) -> frozenset[str]:
    return frozenset(word for word in source.title.split() if any(map(str.isdigit, word)))


def _match(source: Source, other: Source, addresses: set[str], files: set[str], title: str) -> Match | None:
    if addresses & _addresses(other):
        return Match(other, 1.0, "the same address")
    if files & {one.sha256 for one in other.attachments}:
        return Match(other, 1.0, "the same file")
    if not title or not other.title:
        return None
    alike = fuzz.token_sort_ratio(title, utils.default_process(other.title))
    if alike < NEAR or _parted(source, other):
        return None
    by = _same(source.publisher, other.publisher) or _same(source.author, other.author)
    if alike >= ALIKE or by:
        score = alike / 100 if by else alike / 100 - 0.01
        return Match(other, round(score, 4), "the same title" if alike == 100 else "nearly the same title")
    return None


def _addresses(source: Source) -> set[str]:
    return {urls.normalised(url) for url in (source.url, source.archived_url) if url}


def _parted(source: Source, other: Source) -> bool:
    """Whether something says that they are two: another day, or another publisher with another address."""
    days = {(one.published or "")[:10] for one in (source, other)} - {""}
    if len(days) > 1 or _numbers(source) != _numbers(other):
        return True
    publishers = {_folded(one.publisher) for one in (source, other)} - {""}
    return len(publishers) > 1


def _same(one: str, other: str) -> bool:
    return bool(one) and _folded(one) == _folded(other)


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()
