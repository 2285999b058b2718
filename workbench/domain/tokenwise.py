"""Agreement on tokens, corrected for chance: Cohen's kappa and Krippendorff's alpha.

The label of a token is what the annotator has on it: the tags of all marks that share at least one code point with it,
sorted, as a tuple; () where there is none. Marks of several tags on one token are therefore a label of their own, which
differs from that of either tag; by tag (:func:`of_tag`) the label is whether the tag is among them. A token that is not
wholly inside an annotator's reach has no label of theirs.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeAlias

from workbench.domain.marked import FIRST, INNER, NOBODY, NOT_READ, ONE_LABEL, ONE_SIDED, Marked, Measure
from workbench.domain.spans import Span, union

Label: TypeAlias = tuple[str, ...]
"""Tags, sorted; () where there are none."""
Labels: TypeAlias = tuple[Label | None, ...]
"""What each annotator has on a token; None where it is not within reach."""


class _Weights:
    """For one annotator, what a mark of a tag adds to the number that stands for the labels of a token.

    The number has a bit for each annotator that says whether the token is within reach, and then for each tag and
    annotator a count of open marks, of ``width`` bits.
    """

    def __init__(self, place: int, annotators: int, width: int, tags: dict[str, int]) -> None:
        self.steps: dict[str, int] = {}
        self._place, self._annotators, self._width, self._tags = place, annotators, width, tags

    def step(self, tag: str) -> int:
        """What a tag adds; from now on in ``steps``."""
        self.steps[tag] = 1 << self._shift(self._tags.setdefault(tag, len(self._tags)))
        return self.steps[tag]

    def _shift(self, number: int) -> int:
        return self._annotators + (number * self._annotators + self._place) * self._width

    def label(self, state: int) -> Label | None:
        """What the annotator has where the number is ``state``."""
        if not state >> self._place & 1:
            return None
        mask = (1 << self._width) - 1
        return tuple(sorted(tag for tag, number in self._tags.items() if state >> self._shift(number) & mask))


def _weights(documents: Sequence[Marked], annotators: Sequence[str]) -> list[_Weights]:
    width = max((len(marks) for document in documents for marks in document.marks.values()), default=0).bit_length()
    tags: dict[str, int] = {}
    return [_Weights(place, len(annotators), width, tags) for place in range(len(annotators))]


def _turns(document: Marked, annotators: Sequence[str], weights: list[_Weights]) -> tuple[int, dict[int, int]]:
    """The state that a document begins with, and by offset what is added to it there.

    A mark that begins inside a token begins with it, and a stretch within reach that ends inside one ends before it,
    so that only first code points of tokens are to be counted.
    """
    tokens = document.tokens
    row = tokens.row
    turns: dict[int, int] = {}
    get, inner = turns.get, INNER  # a defaultdict and a global are slower, and this loop is where the time goes
    state = 0
    for place, name in enumerate(annotators):
        if name not in document.marks:
            continue
        if name in document.reach:
            for start, end in union(document.reach[name]):
                end = min(end, tokens.length)
                turns[start] = get(start, 0) + (1 << place)
                end = max(start, tokens.back(end))
                turns[end] = get(end, 0) - (1 << place)
        else:
            state |= 1 << place
        steps = weights[place].steps
        for start, end, tag in document.marks[name]:
            step = steps.get(tag) or weights[place].step(tag)
            if row[start] == inner and start < end:
                start = tokens.back(start)
            turns[start] = get(start, 0) + step
            turns[end] = get(end, 0) - step
    return state, turns


def token_counts(documents: Iterable[Marked], annotators: Sequence[str]) -> Counter[Labels]:
    """How many tokens have which labels; a token that nobody has within reach is left out.

    A sweep over the ends of the marks; between two of them the tokens are counted, not looked at. Tokens that only
    missing reach tells apart stay apart, so that every coefficient follows from the result.
    """
    documents = list(documents)
    weights = _weights(documents, annotators)
    states: dict[int, int] = defaultdict(int)
    for document in documents:
        base, turns = _turns(document, annotators, weights)
        count = document.tokens.row.count
        state, last, left = base, 0, document.tokens.number
        for offset in sorted(turns):
            if state != base:
                number = count(FIRST, last, offset)
                states[state] += number
                left -= number
            state += turns[offset]
            last = offset
        states[base] += left
    found: Counter[Labels] = Counter()
    for state, number in states.items():
        labels = tuple(weight.label(state) for weight in weights)
        if number and any(label is not None for label in labels):
            found[labels] += number
    return found


def token_stretches(document: Marked, annotators: Sequence[str]) -> list[tuple[Span, Labels, int]]:
    """The stretches behind kappa and alpha: where annotators have tokens with which labels, and how many tokens."""
    weights = _weights([document], annotators)
    state, turns = _turns(document, annotators, weights)
    found: list[tuple[Span, Labels, int]] = []
    last = 0
    for offset in sorted({*turns, document.tokens.length}):
        number = document.tokens.row.count(FIRST, last, offset)
        if number:
            found.append((Span(last, offset), tuple(weight.label(state) for weight in weights), number))
        state += turns.get(offset, 0)
        last = offset
    return found


def of_tag(counts: Mapping[Labels, int], tag: str) -> Counter[tuple[bool | None, ...]]:
    """Token counts with labels that say only whether ``tag`` is among the tags."""
    found: Counter[tuple[bool | None, ...]] = Counter()
    for labels, number in counts.items():
        found[tuple(None if label is None else tag in label for label in labels)] += number
    return found


def pair_table(counts: Mapping[tuple[Hashable, ...], int], one: int, other: int) -> Counter[tuple[Hashable, Hashable]]:
    """How often the annotators at two places gave which two labels, of those tokens that both gave one."""
    found: Counter[tuple[Hashable, Hashable]] = Counter()
    for labels, number in counts.items():
        if labels[one] is not None and labels[other] is not None:
            found[labels[one], labels[other]] += number
    return found


def cohen_kappa(table: Mapping[tuple[Hashable, Hashable], int]) -> Measure:
    """Cohen's kappa (1960) of how often two annotators gave which two labels; pairs with a None are left out."""
    whole = agreed = 0
    rows: Counter[Hashable] = Counter()
    columns: Counter[Hashable] = Counter()
    for (one, other), number in table.items():
        if one is not None and other is not None and number:
            whole += number
            agreed += number if one == other else 0
            rows[one] += number
            columns[other] += number
    chance = sum(number * columns[label] for label, number in rows.items())
    if not whole or chance == whole * whole:
        return Measure(None, _why(rows), whole)
    return Measure((whole * agreed - chance) / (whole * whole - chance), _one_sided([rows, columns]), whole)


def krippendorff_alpha(table: Mapping[tuple[Hashable, ...], int]) -> Measure:
    """Krippendorff's alpha (2004) for nominal labels of how often annotators gave which labels, None for a gap.

    Units with fewer than two labels are left out.
    """
    differing: Counter[int] = Counter()  # by the labels of a unit: ordered pairs of unlike labels
    totals: Counter[Hashable] = Counter()
    seen: dict[int, Counter[Hashable]] = defaultdict(Counter)
    units = 0
    for labels, number in table.items():
        given = Counter(label for label in labels if label is not None)
        size = given.total()
        if size < 2 or not number:
            continue
        units += number
        differing[size] += number * (size * size - sum(times * times for times in given.values()))
        for place, label in enumerate(labels):
            if label is not None:
                totals[label] += number
                seen[place][label] += number
    values = totals.total()
    expected = values * values - sum(number * number for number in totals.values())
    if not expected:
        return Measure(None, _why(totals), units)
    observed = sum(number / (size - 1) for size, number in sorted(differing.items()))
    return Measure(1 - (values - 1) * observed / expected, _one_sided(seen.values()), units)


def _why(labels: Mapping[Hashable, int]) -> str:
    """Why a coefficient of tokens is not defined, given the labels there are."""
    if not labels:
        return NOT_READ
    return ONE_LABEL if any(labels) else NOBODY


def _one_sided(sides: Iterable[Mapping[Hashable, int]]) -> str:
    return ONE_SIDED if sum(any(side) for side in sides) == 1 else ""
