"""Agreement: published values, what a plain scan of every code point would say, and what holds for any marks.

Sources of values: Cohen 1960; Artstein & Poesio 2008; Krippendorff 1980 and 2004, the latter as in DKPro Statistics'
tests; the example with gaps of the English Wikipedia on Krippendorff's alpha; nervaluate's README; bratiaa's tests.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.agreement import (
    NOTHING,
    Counts,
    Figures,
    Hits,
    behind_f1,
    by_tag,
    count,
    figures,
    hit_counts,
    mean,
)
from workbench.domain.marked import NOBODY, NOT_READ, ONE_LABEL, ONE_SIDED, Mark, Marked, Measure, Tokens
from workbench.domain.segments import words
from workbench.domain.tokenwise import cohen_kappa, krippendorff_alpha, token_counts, token_stretches
from workbench.domain.unitizing import Continuum, alpha_u, disagreement

LENGTH = 30
NAMES = ("kim", "lee", "mara")


def table(*rows: Sequence[int]) -> dict[tuple[str, str], int]:
    names = "abc"
    return {(names[i], names[j]): number for i, row in enumerate(rows) for j, number in enumerate(row)}


def alpha_of(*rows: Sequence[object]) -> Measure:
    return krippendorff_alpha(Counter(zip(*rows, strict=True)))


def continuum(begin: int, size: int, *raters: Sequence[tuple[str, int, int]]) -> Continuum:
    """Units as (category, begin, length)."""
    found = Continuum()
    marks = {str(number): [(at, at + long, tag) for tag, at, long in units] for number, units in enumerate(raters)}
    found.take(begin, begin + size, marks)
    return found


def every_tenth(length: int) -> Tokens:
    """Tokens of nine code points with one between them."""
    return Tokens.of([(start, start + 9) for start in range(0, length - 8, 10)], length)


# --- published values ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (([88, 14, 18], [10, 40, 10], [2, 6, 12]), 0.492),
        (([20, 10], [20, 50]), 0.348),
        (([46, 0, 0], [6, 32, 6], [0, 0, 10]), 0.801),
    ],
)
def test_kappa_of_published_tables(rows: Sequence[Sequence[int]], expected: float) -> None:
    measure = cohen_kappa(table(*rows))
    assert measure.value == pytest.approx(expected, abs=0.0005)
    assert measure.n == sum(map(sum, rows))


def test_alpha_of_published_examples() -> None:
    gap = None
    wikipedia = alpha_of(
        [gap, gap, gap, gap, gap, 3, 4, 1, 2, 1, 1, 3, 3, gap, 3],
        [1, gap, 2, 1, 3, 3, 4, 3, gap, gap, gap, gap, gap, gap, gap],
        [gap, gap, 2, 1, 3, 4, 4, gap, 2, 1, 1, 3, 3, gap, 4],
    )
    assert wikipedia.value == pytest.approx(0.691358, abs=5e-7)
    assert wikipedia.n == 12
    binary = alpha_of([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0])
    assert binary.value == pytest.approx(0.095, abs=0.0005)
    poesio = krippendorff_alpha(table([46, 0, 0], [6, 32, 6], [0, 0, 10]))
    assert poesio.value == pytest.approx(0.800, abs=0.001)


def test_alpha_u_of_krippendorffs_example() -> None:
    same = [("k", 180, 60), ("k", 300, 50)]
    example = continuum(
        150, 300, [("c", 225, 70), ("c", 370, 30), *same], [("c", 220, 80), ("c", 355, 20), ("c", 400, 20), *same]
    )
    assert disagreement(example, "c") == pytest.approx((0.0144, 0.0532), abs=0.00005)
    assert disagreement(example, "k") == pytest.approx((0.0, 0.0490), abs=0.00005)
    assert alpha_u(example, ["c"]).value == pytest.approx(0.7286, abs=0.00005)
    assert alpha_u(example, ["k"]).value == 1.0
    assert alpha_u(example, "ck").value == pytest.approx(0.8591, abs=0.0005)
    assert alpha_u(example, "ck").n == 9


def test_alpha_u_of_one_long_unit_and_three_short_ones() -> None:
    example = continuum(0, 10, [("A", 1, 8)], [("A", 2, 1), ("A", 4, 1), ("A", 6, 1)])
    assert disagreement(example, "A") == pytest.approx((0.91, 0.5351), abs=0.0001)
    assert alpha_u(example, ["A"]).value == pytest.approx(-0.7003, abs=0.00005)


def test_alpha_u_at_its_edges() -> None:
    single = continuum(0, 20, [("X", 0, 1)], [], [])
    assert alpha_u(single, ["X"]) == Measure(0.0, ONE_SIDED, 1)
    # DKPro says NaN where there are no units, and 0.0 where there are none but empty ones. Neither is a figure.
    assert alpha_u(continuum(0, 20, [], [], []), ["X"]) == Measure(None, NOBODY)
    assert alpha_u(continuum(0, 20, [("X", 3, 0)], [("X", 5, 0)]), ["X"]) == Measure(None, NOBODY)
    assert alpha_u(Continuum(), ["X"]) == Measure(None, NOT_READ)
    assert alpha_u(continuum(0, 1, [("X", 0, 1)], [("X", 0, 1)]), ["X"]) == Measure(None, ONE_LABEL, 2)


def test_f1_of_published_pairs() -> None:
    # nervaluate's README pair by its counts: five entities each; two the same, three of the same tag overlapping.
    tokens = every_tenth(200)
    gold = [(0, 19, "per"), (30, 49, "loc"), (60, 79, "loc"), (90, 109, "per"), (120, 139, "loc")]
    found = [(0, 19, "per"), (30, 49, "loc"), (60, 69, "loc"), (80, 109, "per"), (130, 159, "loc")]
    whole = figures(count([Marked(tokens, {"kim": gold, "lee": found})], ["kim", "lee"]))
    assert whole.f1_strict == Measure(pytest.approx(2 / 5), "", 10)
    assert whole.f1_overlap == Measure(1.0, "", 10)
    # bratiaa's agree-2 is 0.787878 = 26/33: its data is not ours to keep, 13 of 16 and 17 marks give the same counts.
    one = [(10 * place, 10 * place + 9, "loc") for place in range(16)]
    other = [*one[:13], *((10 * place, 10 * place + 4, "per") for place in range(13, 17))]
    [tags] = hit_counts([Marked(tokens, {"kim": one, "lee": other})], ["kim", "lee"]).values()
    assert sum(tags.values(), Hits()).strict() == Measure(pytest.approx(0.787878, abs=1e-6), "", 33)


# --- what a reader of the figures may rely on ---------------------------------------------------------------------


def marked(text: str, **marks: Sequence[Mark]) -> Marked:
    return Marked(Tokens.of(words(text, 0, len(text)), len(text)), marks)


TEXT = "Around forty boats blocked the bridge, said al-Masri."


def test_a_token_has_the_tags_of_all_marks_that_touch_it() -> None:
    document = marked(TEXT, kim=[(0, 37, "claim"), (0, 12, "figure")], lee=[(0, 12, "figure"), (47, 52, "figure")])
    both, claim, figure = ("claim", "figure"), ("claim",), ("figure",)
    expected = {(both, figure): 2, (claim, ()): 4, ((), ()): 1, ((), figure): 1}
    assert token_counts([document], ["kim", "lee"]) == expected
    assert token_stretches(document, ["kim", "lee"]) == [
        ((0, 12), (both, figure), 2),
        ((12, 37), (claim, ()), 4),
        ((37, 44), ((), ()), 1),
        ((44, 52), ((), figure), 1),
    ]
    tag = by_tag(count([document], ["kim", "lee"]))["figure"]
    assert tag.kappa == Measure(pytest.approx((8 * 7 - (2 * 3 + 6 * 5)) / (64 - (2 * 3 + 6 * 5))), "", 8)


def test_outside_the_reach_everything_is_missing() -> None:
    full = marked(TEXT, kim=[(0, 37, "claim"), (44, 52, "quote")], lee=[(0, 37, "claim")])
    part = full._replace(reach={"lee": [(0, 37)]})
    assert figures(count([full], ["kim", "lee"])).f1_strict == Measure(pytest.approx(2 / 3), "", 3)
    found = figures(count([part], ["kim", "lee"]))
    assert found.f1_strict == Measure(1.0, "", 2)
    assert found.kappa == Measure(None, ONE_LABEL, 6)
    assert found.alpha == Measure(None, ONE_LABEL, 6)
    assert found.alpha_u == Measure(1.0, "", 2)
    assert behind_f1(part, ("kim", "lee"), strict=True) == ([(0, 0)], [], [], ([1], []))


def test_a_token_must_be_wholly_within_reach() -> None:
    document = marked(TEXT, kim=[], lee=[])._replace(reach={"kim": [(3, 15), (21, 49)], "lee": [(0, 52)]})
    labels = [(span, first) for span, (first, _), _ in token_stretches(document, ["kim", "lee"]) if first is not None]
    assert labels == [((3, 13), ()), ((21, 44), ())]  # "forty", and "blocked" to "said"


def test_what_is_not_defined_has_no_value_and_says_why() -> None:
    pair = ["kim", "lee"]
    none = figures(count([marked(TEXT, kim=[], lee=[])], pair))
    assert none == Figures(
        Measure(None, NOTHING),
        Measure(None, NOTHING),
        Measure(None, NOBODY, 8),
        Measure(None, NOBODY, 8),
        Measure(None, NOBODY),
    )
    single = figures(count([marked(TEXT, kim=[(0, 12, "figure")], lee=[])], pair))
    assert single.f1_strict == single.f1_overlap == Measure(0.0, ONE_SIDED, 1)
    assert single.kappa == Measure(0.0, ONE_SIDED, 8)
    assert single.alpha.reason == single.alpha_u.reason == ONE_SIDED
    assert single.alpha.value is not None
    assert single.alpha.value < 0
    apart = figures(count([marked(TEXT, kim=[(0, 12, "figure")])], pair))
    assert (apart.kappa, apart.alpha, apart.alpha_u) == (Measure(None, NOT_READ),) * 3
    everything = [(0, len(TEXT), "claim")]
    alike = figures(count([marked(TEXT, kim=everything, lee=everything)], pair))
    assert alike.kappa == alike.alpha == Measure(None, ONE_LABEL, 8)
    assert alike.f1_strict.value == alike.alpha_u.value == 1.0
    assert mean([]) == Measure(None, NOT_READ)


def test_for_three_f1_and_kappa_are_means_of_the_pairs_that_have_a_value() -> None:
    document = marked(TEXT, kim=[(0, 12, "figure")], lee=[(0, 12, "figure")], mara=[(7, 12, "figure")])
    three = figures(count([document], NAMES))
    assert three.f1_strict == Measure(pytest.approx(1 / 3), "", 6)
    assert three.f1_overlap == Measure(1.0, "", 6)
    kappas = [figures(count([document], pair)).kappa.value or 0 for pair in combinations(NAMES, 2)]
    assert three.kappa.value == pytest.approx(sum(kappas) / 3)
    absent = figures(count([document._replace(marks={**document.marks, "mara": []})], ["kim", "lee", "ann"]))
    assert absent.f1_strict == Measure(1.0, "", 2)
    assert absent.kappa == Measure(1.0, "", 8)


def test_a_long_mark_and_the_short_ones_in_it_are_all_met_and_one_that_touches_it_is_not() -> None:
    document = marked(TEXT, kim=[(0, 37, "claim")], lee=[(0, 12, "claim"), (13, 18, "claim"), (37, 43, "claim")])
    whole = figures(count([document], ["kim", "lee"]))
    assert whole.f1_overlap.value == pytest.approx(2 * 1 * (2 / 3) / (1 + 2 / 3))
    assert behind_f1(document, ("kim", "lee"), strict=False) == ([(0, 0), (0, 1)], [], [2], ([], []))
    assert behind_f1(document, ("kim", "lee"), strict=True, tag="claim") == ([], [0], [0, 1, 2], ([], []))
    assert behind_f1(document, ("kim", "lee"), strict=True, tag="quote") == ([], [], [], ([], []))


@pytest.mark.parametrize("spans", [[(3, 5), (0, 2)], [(0, 3), (2, 5)], [(0, 0)], [(8, 11)]])
def test_tokens_that_are_not_in_order_and_inside_are_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="in order"):
        Tokens.of(spans, 10)


def test_counts_of_other_annotators_are_not_added() -> None:
    with pytest.raises(ValueError, match="other annotators"):
        Counts(("kim", "lee")).add(Counts(("lee", "kim")))


# --- what a plain scan would say ----------------------------------------------------------------------------------


STRETCH = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(lambda ab: (min(ab), max(ab)))
MARK = st.tuples(STRETCH.filter(lambda ab: ab[0] < ab[1]), st.sampled_from(["claim", "figure"])).map(
    lambda both: (*both[0], both[1])
)
MARKS = st.lists(MARK, max_size=7).map(lambda marks: marks + marks[:1])


@st.composite
def token_spans(draw: st.DrawFn) -> list[tuple[int, int]]:
    bounds = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=20)))
    return [(a, b) for a, b in pairwise(bounds) if draw(st.integers(0, 3))]


@st.composite
def documents(
    draw: st.DrawFn, names: Sequence[str] = NAMES, whole: bool = False
) -> tuple[Marked, list[tuple[int, int]]]:
    spans = draw(token_spans())
    present = names if whole else draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
    marks = {name: draw(MARKS) for name in present}
    reach = {} if whole else draw(st.dictionaries(st.sampled_from(names), st.lists(STRETCH, max_size=4)))
    return Marked(Tokens.of(spans, LENGTH), marks, reach), spans


CORPUS = st.lists(documents(), min_size=1, max_size=3)


def reached(document: Marked, name: str) -> set[int]:
    if name not in document.marks:
        return set()
    return {point for start, end in document.reach.get(name, [(0, LENGTH)]) for point in range(start, end)}


def slow_hits(document: Marked, pair: tuple[str, str], tag: str) -> Hits:
    common = reached(document, pair[0]) & reached(document, pair[1])
    one, other = (
        [(a, b) for a, b, own in document.marks.get(name, []) if own == tag and set(range(a, b)) <= common]
        for name in pair
    )
    same = sum(min(one.count(mark), other.count(mark)) for mark in set(one))
    first = sum(any(a < d and c < b for c, d in other) for a, b in one)
    second = sum(any(a < d and c < b for c, d in one) for a, b in other)
    return Hits(len(one), len(other), same, first, second)


def slow_label(document: Marked, name: str, token: tuple[int, int]) -> tuple[str, ...] | None:
    points = set(range(*token))
    if not points <= reached(document, name):
        return None
    return tuple(sorted({tag for start, end, tag in document.marks[name] if points & set(range(start, end))}))


def slow_kappa(pairs: list[tuple[object, object]]) -> Fraction | None:
    if not pairs:
        return None
    agreed = Fraction(sum(a == b for a, b in pairs), len(pairs))
    chance = Fraction(sum(a == b for a, _ in pairs for _, b in pairs), len(pairs) ** 2)
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def slow_alpha(units: list[list[object]]) -> Fraction | None:
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    if not values:
        return None
    expected = Fraction(sum(a != b for a, b in permutations(values, 2)), len(values) * (len(values) - 1))
    observed = sum(Fraction(sum(a != b for a, b in permutations(unit, 2)), len(unit) - 1) for unit in units)
    return None if not expected else 1 - observed / len(values) / expected


def cut(document: Marked, name: str, tag: str, stretch: Sequence[int]) -> list[tuple[int, int]]:
    """The units of a stretch: what is marked of it, joined where marks overlap."""
    found: list[tuple[int, int]] = []
    for start, end, own in sorted(document.marks[name]):
        low, high = max(start, stretch[0]), min(end, stretch[-1] + 1)
        if own == tag and low < high:
            if found and low < found[-1][1]:
                low, high = found[-1][0], max(high, found.pop()[1])
            found.append((low, high))
    return found


def runs(points: set[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for point in sorted(points):
        if found and found[-1][-1] == point - 1:
            found[-1].append(point)
        else:
            found.append([point])
    return found


def slow_alpha_u(corpus: list[Marked], tag: str) -> tuple[Fraction, Fraction] | None:
    """Observed and expected disagreement, by Krippendorff's sums over sections, each with each."""
    observed, length, places = Fraction(0), 0, 0
    units: list[int] = []
    gaps: list[int] = []
    for document in corpus:
        names = [name for name in NAMES if reached(document, name)]
        common = set.intersection(*(reached(document, name) for name in names)) if len(names) > 1 else set()
        for stretch in runs(common):
            length += len(stretch)
            places += len(stretch) * len(names)
            sections = []
            for name in names:
                theirs = cut(document, name, tag, stretch)
                free = set(stretch) - {point for a, b in theirs for point in range(a, b)}
                between = runs(free)
                sections.append([(a, b, 1) for a, b in theirs] + [(run[0], run[-1] + 1, 0) for run in between])
                units += [b - a for a, b in theirs]
                gaps += [len(run) for run in between]
            for one, other in permutations(sections, 2):
                for a, b, unit in one:
                    for c, d, second in other:
                        if unit and second and a < d and c < b:
                            observed += Fraction((a - c) ** 2 + (b - d) ** 2, len(names) - 1)
                        elif unit and not second and c <= a and b <= d:
                            observed += Fraction((b - a) ** 2, len(names) - 1)
                        elif second and not unit and a <= c and d <= b:
                            observed += Fraction((d - c) ** 2, len(names) - 1)
    if not length:
        return None
    total = Fraction(0)
    for size in units:
        total += Fraction(len(units) - 1, 3) * (2 * size**3 - 3 * size**2 + size)
        total += size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
    chances = places * (places - 1) - sum(size * (size - 1) for size in units)
    return observed / (places * length), Fraction(2, length) * total / chances


def close(measure: Measure, expected: Fraction | None) -> bool:
    if expected is None or measure.value is None:
        return measure.value is None and expected is None and bool(measure.reason)
    return abs(measure.value - expected) < 1e-9


@given(CORPUS)
def test_hits_are_those_of_a_plain_scan(corpus: list[tuple[Marked, object]]) -> None:
    found = hit_counts([document for document, _ in corpus], NAMES)
    for pair in combinations(NAMES, 2):
        for tag in ("claim", "figure"):
            expected = sum((slow_hits(document, pair, tag) for document, _ in corpus), Hits())
            assert found[pair].get(tag, Hits()) == expected


@given(documents(), st.booleans(), st.sampled_from([None, "claim"]))
def test_the_marks_behind_f1_are_those_that_were_counted(
    made: tuple[Marked, object], strict: bool, tag: str | None
) -> None:
    document, _ = made
    pair = ("kim", "lee")
    behind = behind_f1(document, pair, strict=strict, tag=tag)
    hits = sum((slow_hits(document, pair, one) for one in ([tag] if tag else ["claim", "figure"])), Hits())
    first, second = ({pair[side] for pair in behind.pairs} for side in (0, 1))
    assert (len(first), len(second)) == ((hits.same,) * 2 if strict else (hits.first_met, hits.second_met))
    assert (len(first) + len(behind.only_first), len(second) + len(behind.only_second)) == (hits.first, hits.second)
    for one, other in behind.pairs:
        a, b = document.marks["kim"][one], document.marks["lee"][other]
        assert a == b if strict else (a[2] == b[2] and a[0] < b[1] and b[0] < a[1])
    for side, met, only in ((0, first, behind.only_first), (1, second, behind.only_second)):
        mine = [index for index, mark in enumerate(document.marks.get(pair[side], [])) if tag in (None, mark[2])]
        assert sorted([*met, *only, *behind.outside[side]]) == mine


@given(CORPUS)
def test_tokens_are_labelled_as_by_a_plain_scan(corpus: list[tuple[Marked, list[tuple[int, int]]]]) -> None:
    labels = [
        tuple(slow_label(document, name, token) for name in NAMES) for document, spans in corpus for token in spans
    ]
    expected = Counter(label for label in labels if any(one is not None for one in label))
    found = count([document for document, _ in corpus], NAMES)
    assert found.tokens == expected
    for tag in (None, "claim", "figure"):
        given_to = [tuple(one if one is None or not tag else tag in one for one in label) for label in labels]
        measures = figures(found, tag)
        units: list[list[object]] = [[one for one in label if one is not None] for label in given_to]
        assert close(measures.alpha, slow_alpha(units))
        pairs = combinations(range(3), 2)
        both = [[(of[a], of[b]) for of in given_to if None not in (of[a], of[b])] for a, b in pairs]
        kappas = [kappa for kappa in map(slow_kappa, both) if kappa is not None]
        assert close(measures.kappa, sum(kappas) / len(kappas) if kappas else None)


@given(documents())
def test_stretches_of_tokens_add_up_to_the_counts(made: tuple[Marked, object]) -> None:
    found: Counter[object] = Counter()
    for span, labels, number in token_stretches(made[0], NAMES):
        assert span.start < span.end
        if any(label is not None for label in labels):
            found[labels] += number
    assert found == token_counts([made[0]], NAMES)


@given(CORPUS)
def test_alpha_u_is_that_of_the_sums_over_all_sections(corpus: list[tuple[Marked, object]]) -> None:
    bare = [document for document, _ in corpus]
    found = count(bare, NAMES)
    both = [slow_alpha_u(bare, tag) for tag in ("claim", "figure")]
    for tag, slow in zip(("claim", "figure"), both, strict=True):
        assert disagreement(found.units, tag) == pytest.approx(slow or (0, 0), abs=1e-9)
        assert close(figures(found, tag).alpha_u, 1 - slow[0] / slow[1] if slow and slow[1] else None)
    observed, expected = (sum(slow[part] for slow in both if slow) for part in (0, 1))
    assert close(figures(found).alpha_u, 1 - observed / expected if expected else None)


# --- what holds for any marks -------------------------------------------------------------------------------------


@given(CORPUS, st.permutations(NAMES))
def test_the_order_of_annotators_and_of_documents_does_not_matter(
    corpus: list[tuple[Marked, object]], names: list[str]
) -> None:
    bare = [document for document, _ in corpus]
    straight = count(bare, NAMES)
    turned = Counts(tuple(names))
    for document in reversed(bare):
        turned.add(count([document], names))
    for tag in (None, "claim", "figure"):
        one, other = figures(straight, tag), figures(turned, tag)
        for ours, theirs in zip(one, other, strict=True):
            assert ours.value == pytest.approx(theirs.value, abs=1e-12)
            assert ours[1:] == theirs[1:]
    assert straight.tags() == turned.tags()


@given(documents(["kim"], whole=True))
def test_the_same_marks_agree_wholly(made: tuple[Marked, object]) -> None:
    document, _ = made
    marks = document.marks["kim"]
    twice = document._replace(marks={"kim": marks, "lee": list(reversed(marks))})
    for measure in figures(count([twice], ["kim", "lee"])):
        assert measure.value == 1.0 or (measure.value is None and measure.reason)
    if marks:
        assert figures(count([twice], ["kim", "lee"])).f1_strict.value == 1.0


@given(MARKS, MARKS)
def test_marks_apart_have_an_f1_of_nought(one: list[Mark], other: list[Mark]) -> None:
    away = [(start + LENGTH, end + LENGTH, tag) for start, end, tag in other]
    document = Marked(every_tenth(2 * LENGTH), {"kim": one, "lee": away})
    found = figures(count([document], ["kim", "lee"]))
    assert found.f1_strict.value == found.f1_overlap.value == (0.0 if one or other else None)


@given(CORPUS)
def test_values_are_numbers_in_their_range_or_absent_with_a_reason(corpus: list[tuple[Marked, object]]) -> None:
    found = count([document for document, _ in corpus], NAMES)
    for tag in (None, *found.tags()):
        for name, measure in figures(found, tag)._asdict().items():
            assert (measure.value is not None) or measure.reason
            if measure.value is not None:
                assert measure.value <= 1.0
                assert measure.value >= 0.0 or not name.startswith("f1")
