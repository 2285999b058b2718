"""Where a paragraph gives a figure."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.spans import Span
from workbench.suggest.figures import figure_expressions


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in figure_expressions(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Around 62 people came.", ["Around 62"]),
        ("At least 25 crews joined.", ["At least 25"]),
        ("It came within 200 meters of the wall.", ["200 meters"]),
        ("Hundreds of men stood there.", ["Hundreds"]),
        ("It costs about $3.5 million a year.", ["about $3.5 million"]),
        ("It rose 17 percent, then 4.5%.", ["17 percent", "4.5%"]),
        ("some forty boats and twenty-five cars", ["some forty", "twenty-five"]),
        ("more than a dozen, between 10 and 20 ships", ["more than a dozen", "between 10 and 20"]),
        ("tens of thousands of people", ["tens of thousands"]),
        ("nearly half of the voters", ["nearly half"]),
        ("12,000 cars and 1\u202f200 troops", ["12,000", "1\u202f200"]),
        ("no more than three\u00a0hours", ["no more than three\u00a0hours"]),
        ("killing one civilian and wounding four", ["one", "four"]),
        ("There were no injuries.", []),
        ("No one was hurt; one of them said so. The one on Friday.", []),
        ("On January 3, 2020, at 5 p.m. and at 5:30", []),
        ("since 1974 and in the 1990s", []),
        ("Flight 93, No. 10 and Section 4", []),
        ("the 82nd and the 3rd", []),
        ("on 3 January and 12 May", []),
        ("a \u201csecond-half\u201d Covid-19 G-7", []),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_only_the_paragraph_is_looked_at() -> None:
    text = "10 ships\n20 ships\n30 ships"
    assert [text[span.start : span.end] for span in figure_expressions(text, Span(9, 17))] == ["20"]


@given(st.text(alphabet="0123456789 ,.$%-oneabuthrd\u00a0", max_size=50))
def test_spans_are_inside_apart_and_trimmed(text: str) -> None:
    spans = figure_expressions(text, Span(0, len(text)))
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    for span in spans:
        inner = text[span.start : span.end]
        assert inner
        assert inner == inner.strip()
