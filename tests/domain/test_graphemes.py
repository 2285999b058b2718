"""Grapheme boundaries agree with the standard's own segmentation everywhere, whichever way they are reached."""

import itertools

import regex
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.domain import graphemes as g

PIECES = st.one_of(
    st.sampled_from(
        [
            "a",
            "é",
            "e\u0301",
            "\U0001f468\u200d\U0001f469\u200d\U0001f467",
            "\U0001f1e9\U0001f1ea",
            "क्षि",
            "한",
            "漢",
            " ",
        ]
    ),
    st.sampled_from(
        ["\u1112\u1161\u11ab", "\r", "\n", "1\ufe0f\u20e3", "ก\u0e33", "\u0600", "\u200d", "\u0301", "❤️", "-"]
    ),
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=20).map("".join))


def standard(text: str) -> list[int]:
    """Every boundary, as the regex package segments the whole text."""
    return [0, *(match.end() for match in regex.finditer(r"\X", text))]


@given(TEXTS)
@example("क्षि\u0300a")
def test_boundaries_are_those_of_the_standard(text: str) -> None:
    assert [at for at in range(len(text) + 1) if g.is_boundary(text, at)] == standard(text)


@given(TEXTS)
def test_stepping_visits_every_boundary_in_both_directions(text: str) -> None:
    there, back = [0], [len(text)]
    while there[-1] < len(text):
        there.append(g.following(text, there[-1]))
    while back[-1] > 0:
        back.append(g.preceding(text, back[-1]))
    assert there == back[::-1] == standard(text)


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_widening_gives_the_smallest_whole_span(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    low, high = g.widen(text, start, end)
    marks = standard(text)
    assert low == max(m for m in marks if m <= start)
    assert high == min(m for m in marks if m >= end)


@given(TEXTS)
def test_clusters_are_the_text_between_boundaries(text: str) -> None:
    marks = standard(text)
    assert list(g.clusters(text, 0, len(text))) == list(itertools.pairwise(marks))
