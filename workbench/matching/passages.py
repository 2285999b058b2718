"""The passages of other texts that speak of what a mark says: its evidence, for it or against it.

A passage is one sentence or a few in a row; of a sentence without end the run of words that matters. What counts is how
much of the mark's words it holds, each by its rarity, figures and names more than other words, and words that stand
next to each other in both; then how alike the letters are. A passage with another figure loses no more than that word:
what refutes a claim is to be found as what supports it.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz

from workbench.domain.graphemes import widen
from workbench.domain.segments import Paragraphs, sentences
from workbench.domain.spans import Span
from workbench.domain.terms import Term, holds_figure, terms, usual
from workbench.domain.text import fold

_KINDS = {"figure": 1.4, "name": 1.25, "word": 1.0, "plain": 0.12}
"""What a word counts by its kind, before its rarity."""
_CONTEXT = 0.5
"""What a word beside the mark counts against one in it."""
_BARE = 0.8
"""The same beside a figure that is all of the mark: "some 40" says nothing without what is counted."""
_FEW = 5
"""A mark of fewer words (plain ones not counted) is looked for with the sentence around it."""
_LONG = 600
"""Code points of a sentence above which a run of its words is the passage."""
_LEAST = 0.12
"""Least score of a passage; below it the words that are shared are those that any two texts share."""
_ROW = 5
"""At most so many sentences are one passage."""
_POOR = 0.5
"""What shares less than this part of what the best paragraph of a text shares is not looked at."""
_SPREAD = 0.9
"""What a passage counts that has one sentence more than the mark."""
_TRIED = 4
"""Passages of one text that are compared letter by letter."""


class Typed(NamedTuple):
    """What a person typed to narrow: the keys of whole words, and the beginning of the last one (folded)."""

    words: tuple[str, ...] = ()
    last: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was typed that could be looked for."""
        return not self.words and not self.last


class Sought(NamedTuple):
    """A mark as it is looked for: its words folded, what each of its terms and of their pairs counts."""

    folded: str
    weights: dict[str, float]
    pairs: dict[tuple[str, str], float]
    total: float
    paired: float
    sentences: int
    begins: tuple[tuple[str, float], ...]
    """The beginnings of its words with what the words count, to tell quickly where they cannot stand."""
    figures: float
    """What its figures count together."""
    loose: float
    """What the words count that cannot be told by their beginning."""


class Passage(NamedTuple):
    """``text[start:end]``, how well it fits from 0 to 1, and how many of the typed words it holds."""

    start: int
    end: int
    score: float
    held: int = 0


def typed(query: str) -> Typed:
    """What was typed, taken apart: the last word may be unfinished unless a space follows it."""
    found = terms(query)
    if not found or query[-1:].isspace() or " " in query[found[-1].start :]:  # "3 million" is one word, and whole
        return Typed(tuple(dict.fromkeys(term.key for term in found)))
    last = found[-1]
    return Typed(tuple(dict.fromkeys(term.key for term in found[:-1])), fold(query[last.start : last.end]))


def context(text: str, start: int, end: int) -> Span:
    """The sentence or sentences of ``text`` that hold ``text[start:end]``, within its paragraphs."""
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    line = Span(low, len(text) if high < 0 else high)
    if line.end - line.start > 20_000:  # no prose: what stands near will do
        line = Span(max(line.start, start - 400), min(line.end, end + 400))
    around = [one for one in sentences(text, line) if one.start < end and one.end > start]
    return Span(min(start, around[0].start), max(end, around[-1].end)) if around else Span(start, end)


class Words(NamedTuple):
    """The terms of a mark; those of the sentence around it, where the mark alone says too little."""

    mark: list[Term]
    around: list[Term]


def words_of(text: str, start: int, end: int) -> Words:
    """The terms by which ``text[start:end]`` is looked for."""
    mark = terms(text, start, end)
    if sum(term.kind != "plain" for term in mark) >= _FEW:
        return Words(mark, [])
    whole = context(text, start, end)
    return Words(mark, terms(text, whole.start, start) + terms(text, end, whole.end))


def seek(text: str, start: int, end: int, words: Words, rarity: Callable[[str], float]) -> Sought:
    """Make ready to look for ``text[start:end]``; ``rarity`` tells how much a term's key tells, above 0."""
    weights: dict[str, float] = {}
    bare = all(term.kind in ("figure", "plain") for term in words.mark)
    for found, share in ((words.mark, 1.0), (words.around, _BARE if bare else _CONTEXT)):
        for term in found:
            weight = share * _KINDS[term.kind] * rarity(term.key)
            weights[term.key] = max(weight, weights.get(term.key, 0.0))
    pairs = {
        (one.key, two.key): min(weights[one.key], weights[two.key]) + 0.1 * max(weights[one.key], weights[two.key])
        for run in (words.mark, words.around)
        for one, two in pairwise(run)
    }
    figures = {key for key in weights if key[0].isdigit()}
    loose = {key for key in weights if not key.isascii() or key == "percent"}
    return Sought(
        folded=" ".join(fold(text[start:end]).split()),
        weights=weights,
        pairs=pairs,
        total=sum(weights.values()),
        paired=sum(pairs.values()),
        sentences=max(1, len(sentences(text, Span(start, end)))),
        begins=tuple((_begin(key), weights[key]) for key in weights.keys() - loose - figures),
        figures=sum(weights[key] for key in figures),
        loose=sum(weights[key] for key in loose),
    )


def passages(sought: Sought, text: str, query: Typed = Typed(), limit: int = 2) -> list[Passage]:  # noqa: B008
    """The best passages of a text, apart from each other, best first; offsets are code points of ``text``."""
    return Searched(sought, text).passages(query, limit)


class Searched:
    """A text in which passages are looked for again and again, as a person types: what was taken apart is kept."""

    def __init__(self, sought: Sought, text: str) -> None:
        self._sought = sought
        self._text = text
        self._folded = fold(text)
        self._usual = usual(self._folded)
        paragraphs = Paragraphs(text)
        self._spans = [paragraphs[number] for number in range(len(paragraphs))]
        self._terms: dict[int, list[Term]] = {}
        self._bounds: dict[int, float] = {}

    def passages(self, query: Typed = Typed(), limit: int = 2) -> list[Passage]:  # noqa: B008
        """The best passages, apart from each other, best first; with typed words only those that hold one."""
        sought, text = self._sought, self._text
        if not sought.total:
            return []
        found = self._near(query)
        typed_at = _typed_at(found, self._folded, query)
        if not query.empty and not typed_at:
            return []
        hits = [at for at, term in enumerate(found) if term.key in sought.weights or at in typed_at]
        rated = []
        units = _units(text, found, hits, sought, typed_at)
        holds = [_held(found, one, typed_at) for one in units]
        for first in range(len(units)):
            for last in range(first, min(len(units), first + min(_ROW, sought.sentences + 1))):
                if last > first and text[units[last - 1].end : units[last].start].strip():
                    break
                if typed_at and not (holds[first] and holds[last]):
                    continue
                span = Span(units[first].start, units[last].end)
                held = _held(found, span, typed_at) if last > first else holds[first]
                spread = _SPREAD if last - first >= sought.sentences else 1.0
                rated.append((held, round(spread * _rate(sought, found, span), 6), span))
        rated.sort(key=lambda one: (-one[0], -one[1], one[2].end - one[2].start, one[2].start))
        return _best(sought, text, rated, limit)

    def _near(self, query: Typed) -> list[Term]:
        """The terms of those paragraphs of a text that can hold enough of what is looked for, in order.

        To take a text apart into terms is what costs most, so it is first asked whether the beginnings of the words
        stand in a paragraph at all; and once good ones are found, poor ones are left.
        """
        every = range(len(self._spans))
        may = {number: 0 if query.empty else self._may_hold(number, query) for number in every}
        wanted = [number for number in every if query.empty or may[number]]
        if not self._usual:
            return [term for number in wanted for term in self._terms_of(number)]
        near, held, shared = [], [0], 0.0
        for number in sorted(wanted, key=lambda number: (-may[number], -self._bound(number), number)):
            if query.empty and self._bound(number) < max(_LEAST * self._sought.total, _POOR * shared):
                break
            if held.count(max(held)) > _TRIED and max(held) >= may[number]:
                break
            near.append(number)
            keys = {term.key for term in self._terms_of(number)}
            shared = max(shared, sum(self._sought.weights.get(key, 0.0) for key in keys))
            if not query.empty:
                at = _typed_at(self._terms_of(number), self._folded, query)
                held.append(len(set(at.values())))
        return [term for number in sorted(near) for term in self._terms_of(number)]

    def _terms_of(self, number: int) -> list[Term]:
        if number not in self._terms:
            self._terms[number] = terms(self._text, *self._spans[number])
        return self._terms[number]

    def _bound(self, number: int) -> float:
        """No less than a paragraph shares with what is looked for."""
        if number not in self._bounds:
            folded = self._folded[slice(*self._spans[number])]
            letters, sought = _letters(folded), self._sought
            bound = sought.figures if sought.figures and holds_figure(folded) else 0.0
            bound += sum([weight for begin, weight in sought.begins if begin in letters])
            self._bounds[number] = sought.loose + bound
        return self._bounds[number]

    def _may_hold(self, number: int, query: Typed) -> int:
        """No fewer of the typed words than a paragraph holds."""
        folded = self._folded[slice(*self._spans[number])]
        letters = _letters(folded) if query.words else ""
        held = sum(
            not word.isascii()
            or word == "percent"
            or (holds_figure(folded) if word[0].isdigit() else _begin(word) in letters)
            for word in query.words
        )
        return held + bool(query.last and query.last in folded)


def _letters(folded: str) -> str:
    """The letters of a text as keys have them."""
    return folded.replace("'", "").replace(".", "")


def _begin(key: str) -> str:
    """Letters that stand in every word of a key: an ending that was taken off may have changed the last one (flies)."""
    return key[: max(2, min(4, len(key) - 1))]


def _typed_at(found: Sequence[Term], folded: str, query: Typed) -> dict[int, str]:
    """Which of the typed words stands at which term."""
    if query.empty:
        return {}
    words = set(query.words)
    at = {number: term.key for number, term in enumerate(found) if term.key in words}
    if query.last:
        for number, term in enumerate(found):
            if folded.startswith(query.last, term.start):
                at.setdefault(number, f"{query.last}*")
    return at


def _held(found: Sequence[Term], span: Span, typed_at: dict[int, str]) -> int:
    if not typed_at:
        return 0
    low, high = _within(found, span)
    return len({word for at, word in typed_at.items() if low <= at < high})


def _within(found: Sequence[Term], span: Span) -> tuple[int, int]:
    """The numbers of the terms in a span, half-open."""
    low = bisect_left(found, span.start, key=lambda term: term.start)
    return low, bisect_left(found, span.end, lo=low, key=lambda term: term.start)


def _units(
    text: str, found: Sequence[Term], hits: Sequence[int], sought: Sought, typed_at: dict[int, str]
) -> list[Span]:
    """The sentences with something of the mark in them, of paragraphs that have enough of it; too long ones cut."""
    paragraphs = Paragraphs(text)
    by_paragraph: dict[int, list[int]] = {}
    for at in hits:
        by_paragraph.setdefault(paragraphs.index(found[at].start), []).append(at)
    units: list[Span] = []
    for number, inside in by_paragraph.items():
        worth = sum(sought.weights.get(key, 0.0) for key in {found[at].key for at in inside})
        if worth < _LEAST * sought.total and not any(at in typed_at for at in inside):
            continue
        starts = [found[at].start for at in inside]
        for sentence in sentences(text, paragraphs[number]):
            low, high = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            if high - low and sentence.end - sentence.start > _LONG:
                units.append(_run(text, found, inside[low:high], sought, typed_at))
            elif high - low:
                units.append(sentence)
    return units


def _run(text: str, found: Sequence[Term], hits: Sequence[int], sought: Sought, typed_at: dict[int, str]) -> Span:
    """Of a sentence that is too long the run of words that holds most, at most twice as long as what is sought."""
    room = max(120, min(_LONG, 2 * len(sought.folded)))
    best, span = -1.0, Span(0, 0)
    last = 0
    for first in range(len(hits)):
        start = found[hits[first]].start
        last = max(last, first)
        while last + 1 < len(hits) and found[hits[last + 1]].end - start <= room:
            last += 1
        keys = {found[at].key for at in hits[first : last + 1]}
        tight = (found[hits[last]].end - start) / (100 * room)
        worth = sum(sought.weights.get(key, 0.0) for key in keys) - tight * sought.total
        worth += sought.total * len({typed_at[at] for at in hits[first : last + 1] if at in typed_at})
        if worth > best:
            best, span = worth, Span(start, found[hits[last]].end)
    return Span(*widen(text, *span))


def _rate(sought: Sought, found: Sequence[Term], span: Span) -> float:
    """How much of what is looked for stands in a span, from 0 to 1, and how little else."""
    low, high = _within(found, span)
    inside = found[low:high]
    keys = {term.key for term in inside}
    shared = sum(sought.weights[key] for key in keys if key in sought.weights)
    others = sum(_KINDS[term.kind] for term in inside if term.key not in sought.weights)
    mean = sought.total / len(sought.weights)
    recall, neat = shared / sought.total, shared / (shared + 0.25 * mean * others) if shared else 0.0
    pairs = {(one.key, two.key) for one, two in pairwise(inside)}
    together = sum(sought.pairs[pair] for pair in pairs if pair in sought.pairs) / (sought.paired or 1.0)
    return (0.85 * recall + 0.15 * together) * (0.6 + 0.4 * neat)


def _best(sought: Sought, text: str, rated: Iterable[tuple[int, float, Span]], limit: int) -> list[Passage]:
    """Of rated spans the best that lie apart, their letters compared too."""
    tried: list[Passage] = []
    for held, rate, span in rated:
        if len(tried) >= _TRIED:
            break
        if rate < _LEAST and not held:
            continue
        tried.append(Passage(*span, round(0.9 * rate + 0.1 * _alike(sought, text, span), 4), held))
    tried.sort(key=order)
    chosen: list[Passage] = []
    for one in tried:
        if not any(one.start < other.end and other.start < one.end for other in chosen):
            chosen.append(one)
    return chosen[:limit]


def _alike(sought: Sought, text: str, span: Span) -> float:
    """How alike the letters are, from 0 to 1: in any order of the words, or of the best part of a longer passage."""
    passage = " ".join(fold(text[span.start : span.end]).split())
    needle = sought.folded[: 4 * _LONG]
    return max(fuzz.token_sort_ratio(needle, passage), 0.9 * fuzz.partial_ratio(needle, passage)) / 100


def order(one: Passage) -> tuple[int, float, int, int]:
    """The key by which passages are put in order: typed words held, score, place."""
    return -one.held, -one.score, one.start, one.end
