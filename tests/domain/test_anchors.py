"""Anchors say the truth about their span, or are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.anchors import describe, holds
from workbench.domain.errors import UsageError
from workbench.domain.graphemes import widen


@given(st.text(min_size=1, max_size=120), st.data())
def test_an_anchor_holds_in_its_own_text(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text) - 1))
    start, end = widen(text, first, data.draw(st.integers(first + 1, len(text))))
    anchor = describe(text, start, end)
    assert text[anchor.start : anchor.end] == anchor.exact
    assert text.startswith(anchor.prefix + anchor.exact + anchor.suffix, start - len(anchor.prefix))
    assert len(anchor.prefix) == min(32, start)
    assert len(anchor.suffix) == min(32, len(text) - end)
    assert holds(anchor, text)


def test_an_anchor_does_not_hold_where_other_words_stand() -> None:
    anchor = describe("nine boats lay there", 5, 10)
    assert not holds(anchor, "some nine boats lay there")
    assert not holds(anchor, "nine")


@pytest.mark.parametrize("span", [(3, 3), (5, 2), (-1, 4), (0, 99)])
def test_an_empty_or_outside_span_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(UsageError, match="empty or outside"):
        describe("short text", *span)


def test_a_span_through_a_character_is_refused_and_the_whole_one_named() -> None:
    with pytest.raises(UsageError, match="0:5"):
        describe("\U0001f468\u200d\U0001f469\u200d\U0001f467 family", 0, 3)
