"""How far annotators agree on a document or on many: F1 of their marks, and all figures together.

Counts first, coefficients after: :func:`count` takes any number of documents, the counts of further ones are added by
:meth:`Counts.add`, and :func:`figures` gives the coefficients of the sum. Time is near-linear in the marks. Of every
figure holds:

- Outside an annotator's reach everything is missing data. F1 leaves out the marks of a pair that are not wholly inside
  the common reach of the two; for kappa and alpha a token that is not wholly inside an annotator's reach has no label
  of theirs; the continuum of alpha-U is the common reach of the document's annotators, and marks are cut at its ends.
- A value that is not defined is None, and its reason says why. Marks of one annotator alone are no such case: F1 and
  kappa are 0.0, alpha and alpha-U what their formulas give (0 or a little below), and the reason says that only one
  marked.
- For more than two annotators F1 and kappa are means over the pairs that have a value; alpha and alpha-U take all.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import fsum
from typing import NamedTuple, TypeAlias

from workbench.domain.marked import NOT_READ, ONE_SIDED, Mark, Marked, Measure
from workbench.domain.spans import Span, union
from workbench.domain.tokenwise import Labels, cohen_kappa, krippendorff_alpha, of_tag, pair_table, token_counts
from workbench.domain.unitizing import Continuum, alpha_u, unit_counts

NOTHING = "nobody has marked anything that both went through"
Pair: TypeAlias = tuple[str, str]
_Placed: TypeAlias = tuple[int, int, str, int]  # a mark and its index


@dataclass(frozen=True, slots=True)
class Hits:
    """The marks of two annotators with one tag, how many are the same, and how many of each overlap one of the other.

    Equal marks of one annotator meet as many equal marks of the other as there are.
    """

    first: int = 0
    second: int = 0
    same: int = 0
    first_met: int = 0
    second_met: int = 0

    def __add__(self, other: "Hits") -> "Hits":
        return Hits(
            self.first + other.first,
            self.second + other.second,
            self.same + other.same,
            self.first_met + other.first_met,
            self.second_met + other.second_met,
        )

    def strict(self) -> Measure:
        """F1 of marks with the same tag, start and end: twice the same ones by all."""
        return self._f1(self.same, self.same)

    def overlap(self) -> Measure:
        """F1 of marks that share a code point with one of the same tag of the other annotator.

        The share of the first one's marks that do is P, that of the second one's is R, and the value is 2PR/(P+R),
        the same from both sides. Nothing is paired one to one, which would hang on an order: a long mark beside three
        short ones of its tag is met, and so are they.
        """
        return self._f1(self.first_met, self.second_met)

    def _f1(self, first: int, second: int) -> Measure:
        n = self.first + self.second
        if not n:
            return Measure(None, NOTHING)
        if not first or not second:
            return Measure(0.0, "" if self.first and self.second else ONE_SIDED, n)
        return Measure(2 * first * second / (first * self.second + second * self.first), "", n)


HitCounts: TypeAlias = dict[Pair, dict[str, Hits]]
"""By pair of annotators and tag."""


class Behind(NamedTuple):
    """The marks behind an F1 of two annotators, as indices into their marks."""

    pairs: list[tuple[int, int]]
    only_first: list[int]
    only_second: list[int]
    outside: tuple[list[int], list[int]]
    """Of each, those not inside the common reach: they count for nothing."""


def hit_counts(documents: Iterable[Marked], annotators: Sequence[str]) -> HitCounts:
    """Count for each pair of annotators, in the order given, the marks of each tag and those that meet."""
    found: HitCounts = {pair: {} for pair in combinations(annotators, 2)}
    for document in documents:
        for pair, tags in found.items():
            reach = document.common(pair)
            one, other = (_by_tag(_inside(document, name, reach)) for name in pair)
            for tag in one.keys() | other.keys():
                tags[tag] = tags.get(tag, Hits()) + _hits(one.get(tag, []), other.get(tag, []))
    return found


def behind_f1(document: Marked, pair: Pair, *, strict: bool, tag: str | None = None) -> Behind:
    """Which marks of two annotators met in one document (of one tag, or of all) and which did not.

    Strict pairs are one to one; overlapping ones are all there are. Time grows with the marks and the pairs found.
    """
    reach = document.common(pair)
    sides: list[list[_Placed]] = []
    outside: tuple[list[int], list[int]] = ([], [])
    for name, left in zip(pair, outside, strict=True):
        sides.append([])
        for index, (start, end, own) in enumerate(document.marks.get(name, ())):
            if tag in (None, own):
                if _within(start, end, reach):
                    sides[-1].append((start, end, own, index))
                else:
                    left.append(index)
    pairs = sorted((_same if strict else _overlapping)(*sides))
    met = {one for one, _ in pairs}, {other for _, other in pairs}
    first, second = ([mark[3] for mark in side if mark[3] not in seen] for side, seen in zip(sides, met, strict=True))
    return Behind(pairs, first, second, outside)


def _within(start: int, end: int, reach: list[Span]) -> bool:
    place = bisect_right(reach, start, key=lambda stretch: stretch.start) - 1
    return place >= 0 and end <= reach[place].end


def _inside(document: Marked, name: str, reach: list[Span]) -> Sequence[Mark]:
    if not reach:
        return ()
    marks = document.marks.get(name, ())
    if reach == [(0, document.tokens.length)]:
        return marks
    return [mark for mark in marks if _within(mark[0], mark[1], reach)]


def _by_tag(marks: Iterable[Mark]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end, tag in marks:
        found[tag].append((start, end))
    return found


def _hits(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> Hits:
    same = (Counter(one) & Counter(other)).total()
    return Hits(len(one), len(other), same, _met(one, other), _met(other, one))


def _met(marks: list[tuple[int, int]], others: list[tuple[int, int]]) -> int:
    """How many of the marks share a code point with any of the others."""
    pieces = union(others)
    starts, ends = [piece.start for piece in pieces], [piece.end for piece in pieces]
    return sum(bisect_right(ends, start) < bisect_left(starts, end) for start, end in marks if start < end)


def _same(one: list[_Placed], other: list[_Placed]) -> list[tuple[int, int]]:
    waiting: dict[Mark, list[int]] = defaultdict(list)
    for start, end, tag, index in reversed(other):
        waiting[start, end, tag].append(index)
    found: list[tuple[int, int]] = []
    for start, end, tag, index in one:
        alike = waiting.get((start, end, tag))
        if alike:
            found.append((index, alike.pop()))
    return found


def _overlapping(one: list[_Placed], other: list[_Placed]) -> list[tuple[int, int]]:
    """A sweep over the starts; a mark waits, by side and tag, until it is found to have ended."""
    waiting: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    found: list[tuple[int, int]] = []
    for start, end, tag, side, index in sorted(
        (start, end, tag, side, index)
        for side, marks in enumerate((one, other))
        for start, end, tag, index in marks
        if start < end
    ):
        open_still = [mark for mark in waiting[1 - side, tag] if mark[0] > start]
        waiting[1 - side, tag] = open_still
        found += [(index, there) if side == 0 else (there, index) for _, there in open_still]
        waiting[side, tag].append((end, index))
    return found


class Figures(NamedTuple):
    """The agreement of some annotators, over all tags or over one."""

    f1_strict: Measure
    f1_overlap: Measure
    kappa: Measure
    alpha: Measure
    alpha_u: Measure


@dataclass(frozen=True, slots=True)
class Counts:
    """What the figures are made of, over any number of documents."""

    annotators: tuple[str, ...]
    hits: HitCounts = field(default_factory=dict)
    tokens: Counter[Labels] = field(default_factory=Counter)
    units: Continuum = field(default_factory=Continuum)

    def add(self, other: "Counts") -> None:
        """Take in other documents; their annotators must be the same in the same order, else ValueError."""
        if other.annotators != self.annotators:
            raise ValueError("counts of other annotators")
        for pair, tags in other.hits.items():
            ours = self.hits.setdefault(pair, {})
            for tag, hits in tags.items():
                ours[tag] = ours.get(tag, Hits()) + hits
        self.tokens.update(other.tokens)
        self.units.add(other.units)

    def tags(self) -> list[str]:
        """The tags of the marks that were counted, in order."""
        of_tokens = {tag for labels in self.tokens for label in labels for tag in label or ()}
        return sorted({tag for tags in self.hits.values() for tag in tags} | of_tokens | self.units.categories.keys())


def count(documents: Iterable[Marked], annotators: Sequence[str]) -> Counts:
    """Count everything in some documents; annotators are two or more names, others are not looked at."""
    documents = list(documents)
    return Counts(
        tuple(annotators),
        hit_counts(documents, annotators),
        token_counts(documents, annotators),
        unit_counts(documents, annotators),
    )


def figures(counts: Counts, tag: str | None = None) -> Figures:
    """The figures of what was counted, of one tag or of all (alpha-U: observed and expected summed over the tags)."""
    hits = [_pooled(tags, tag) for tags in counts.hits.values()]
    tokens: Counter[tuple[Hashable, ...]] = Counter(counts.tokens if tag is None else of_tag(counts.tokens, tag))
    pairs = combinations(range(len(counts.annotators)), 2)
    return Figures(
        mean([found.strict() for found in hits]),
        mean([found.overlap() for found in hits]),
        mean([cohen_kappa(pair_table(tokens, one, other)) for one, other in pairs]),
        krippendorff_alpha(tokens),
        alpha_u(counts.units, counts.units.categories if tag is None else [tag]),
    )


def by_tag(counts: Counts) -> dict[str, Figures]:
    """The figures of each tag that was used."""
    return {tag: figures(counts, tag) for tag in counts.tags()}


def mean(measures: Sequence[Measure]) -> Measure:
    """The mean of the values there are, the same in every order; a reason is kept that all of those give."""
    defined = [measure for measure in measures if measure.value is not None]
    reasons = {measure.reason for measure in defined or measures}
    reason = reasons.pop() if len(reasons) == 1 else "" if defined else NOTHING
    if not defined:
        return Measure(None, reason if measures else NOT_READ, sum(measure.n for measure in measures))
    value = fsum(measure.value for measure in defined if measure.value is not None) / len(defined)
    return Measure(value, reason, sum(measure.n for measure in defined))


def _pooled(tags: dict[str, Hits], tag: str | None) -> Hits:
    if tag is not None:
        return tags.get(tag, Hits())
    return sum(tags.values(), Hits())
