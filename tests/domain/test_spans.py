"""Span algebra and the index agree with what a plain scan would say."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.spans import Span, SpanIndex, subtract, union

SPAN = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ab: Span(min(ab), max(ab)))
WIDE = st.tuples(st.integers(0, 3_000_000), st.integers(1, 3_000_000)).map(lambda ab: Span(ab[0], ab[0] + ab[1]))


def points(spans: list[Span]) -> set[int]:
    return {point for start, end in spans for point in range(start, end)}


@given(st.lists(SPAN))
def test_a_union_has_the_same_points_in_order_and_apart(spans: list[Span]) -> None:
    joined = union(spans)
    assert points(joined) == points(spans)
    assert all(a.end < b.start for a, b in itertools.pairwise(joined))


@given(st.lists(SPAN), SPAN)
def test_subtracting_leaves_the_points_outside(spans: list[Span], cut: Span) -> None:
    assert points(subtract(spans, cut)) == points(spans) - points([cut])


@given(st.lists(WIDE, max_size=30), WIDE, st.sets(st.integers(0, 29)))
def test_the_index_finds_what_a_scan_finds(spans: list[Span], asked: Span, gone: set[int]) -> None:
    index = SpanIndex()
    for number, span in enumerate(spans):
        index.add(str(number), span)
    for number in gone:
        index.discard(str(number))
    kept = {str(n): span for n, span in enumerate(spans) if n not in gone}
    assert len(index) == len(kept)
    assert dict(index.touching(*asked)) == {key: span for key, span in kept.items() if span.overlaps(asked)}


def test_refiling_a_key_moves_its_span() -> None:
    index = SpanIndex()
    index.add("a", Span(0, 5))
    index.add("a", Span(900, 905))
    assert index.touching(0, 100) == []
    assert index.touching(904, 910) == [("a", Span(900, 905))]
