"""Different wordings of the same word or figure meet in one key; places are those of the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import terms as module
from workbench.domain.terms import terms, usual
from workbench.domain.text import fold


def keys(text: str) -> list[str]:
    return [term.key for term in terms(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("forty boats", "40 boat"),
        ("forty\u00a0boats", "Forty boats"),
        ("two hundred and five", "205"),
        ("1.2 million", "1,200,000"),
        ("$3.5bn", "3.5 billion"),
        ("twenty-one", "21"),
        ("two dozen", "24"),
        ("a hundred", "a 100"),
        ("3,5 percent", "3.50 per cent"),
        ("17%", "seventeen percent"),
        ("U.S. ships", "US ships"),
        ("the ferry’s", "the ferry"),
        ("don’t", "don't"),
        ("caf\u00e9", "cafe\u0301"),
        ("har\u00adbour", "harbours"),
        ("stopped", "stopping"),
        ("strikes", "striking"),
    ],
)
def test_wordings_meet(one: str, other: str) -> None:
    assert keys(one) == keys(other)


def test_what_is_no_figure_stays_as_it_is_written() -> None:
    assert keys("1.2.3 one two") == ["123", "1", "2"]
    assert [term.kind for term in terms("one of five Ferries by the quay")] == [
        "plain", "plain", "figure", "name", "plain", "plain", "word",
    ]  # fmt: skip


def test_letters_of_solid_scripts_are_terms() -> None:
    assert keys("東京は雨") == list("東京は雨")


@given(st.text(st.sampled_from("ab1 2,.’'\u00a0\u0301\u00ad東é-\nAtwo "), max_size=40))
def test_terms_stand_in_order_and_in_the_text(text: str) -> None:
    found = terms(text)
    assert all(0 <= one.start < one.end <= len(text) and one.key for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    shifted = terms(f"x {text}", 2)
    assert [(one.key, one.start + 2) for one in found] == [(one.key, one.start) for one in shifted]


@given(
    st.lists(st.sampled_from(["one", "two", "forty", "hundred", "million", "1,200", "4bn", " ", "-", " and ", "U.S."]))
)
def test_keys_alone_are_those_of_the_terms(pieces: list[str]) -> None:
    assert module.keys("".join(pieces)).keys == keys("".join(pieces))


@given(st.text(st.sampled_from("ab1 2,.'&-\nAé%"), max_size=30))
def test_both_ways_of_finding_words_agree(text: str) -> None:
    assert usual(fold(text))
    assert keys(text) == keys(f"{text} \u0e01")[:-1]
