"""Selecting: larger and smaller, the last selection again, whole things, and counts."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from driver import Analyst, analyst
from fake_desk import FakeDesk
from hypothesis import given
from hypothesis import strategies as st
from sample import ARTICLE
from texts import any_texts

from workbench.domain.graphemes import is_boundary
from workbench.domain.spans import Span
from workbench.suggest.quotations import quotations, with_marks
from workbench.tui.objects import grown, ladder, shrunk
from workbench.tui.prose import Prose
from workbench.tui.wrap import stop_at

PROSE = Prose(ARTICLE)


def session(flow: Callable[[Analyst], Coroutine[Any, Any, None]], text: str = ARTICLE) -> None:
    async def run() -> None:
        async with analyst(FakeDesk({"a": text}), "a") as ana:
            await flow(ana)

    asyncio.run(run())


def words(spans: list[Span]) -> list[str]:
    return [ARTICLE[span.start : span.end] for span in spans]


def test_what_holds_a_number_goes_from_the_word_to_the_text() -> None:
    steps = words(ladder(PROSE, ARTICLE.index("forty")))
    assert steps[:2] == ["forty", "some forty"]
    assert steps[2].startswith("At first light")
    assert steps[2].endswith("stayed shut.")
    assert steps[3].endswith("gives nine.")
    assert steps[4] == ARTICLE.strip()


def test_a_quotation_comes_without_and_with_its_marks() -> None:
    steps = words(ladder(PROSE, ARTICLE.index("minister comes")))
    assert steps[1:3] == [
        "We will not move before the minister comes,", "\u201cWe will not move before the minister comes,\u201d",
    ]  # fmt: skip
    assert words(ladder(PROSE, ARTICLE.index(" forty")))[0] == "forty"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("He said \u201cno\u201d.", "\u201cno\u201d"),
        ('"no" he said', '"no"'),
        ("Il dit \u00ab\u00a0non\u00a0\u00bb.", "\u00ab\u00a0non\u00a0\u00bb"),
        ("\u201cnever closed", "\u201cnever closed"),
        ("'no,' he said", "'no,'"),
    ],
)
def test_the_marks_of_a_quotation(text: str, marked: str) -> None:
    (found,) = quotations(text, Span(0, len(text)))
    assert text[slice(*with_marks(text, found))] == marked


@given(any_texts, st.data())
def test_growing_ends_at_the_text_and_shrinking_goes_the_same_way_back(text: str, data: st.DataObject) -> None:
    prose, at = Prose(text), stop_at(text, data.draw(st.integers(0, len(text))))
    selection, climbed = None, []
    while (wider := grown(prose, selection, at)) is not None:
        assert selection is None or (wider.start <= selection.start and selection.end <= wider.end)
        assert is_boundary(text, wider.start)
        assert is_boundary(text, wider.end)
        selection = wider
        climbed.append(wider)
        assert len(climbed) < 20
    assert climbed or not text.strip() or text[at].isspace()
    for smaller in reversed(climbed[:-1]):
        assert selection is not None
        selection = shrunk(prose, selection, at)
        assert selection == smaller


def test_grow_and_shrink_by_keys() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("}", "/", "forty", "enter", "+")
        assert ana.selected == "forty"
        await ana.keys("2+")
        assert ana.selected is not None
        assert ana.selected.startswith("At first light")
        await ana.keys("-")
        assert ana.selected == "some forty"
        await ana.keys("-", "-")
        assert ana.selected == "forty"
        assert ana.says == "There is nothing smaller here."
        await ana.keys("9+")
        assert ana.selected == ARTICLE.strip()
        assert ana.says == "This is the whole text."

    session(flow)


def test_a_selection_by_hand_grows_to_whole_sentences() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("}}", "wv12w", "+")
        assert ana.selected == (
            "The strike is the third this winter. At least 25 crews joined it, about 17 percent of the fleet."
        )

    session(flow)


def test_shrinking_without_a_selection_says_how_to_begin() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("-")
        assert ana.says == "Nothing is selected: + selects the word here."

    session(flow)


def test_the_last_selection_comes_back_as_it_was() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("gv")
        assert ana.says == "Nothing has been selected here yet: v begins."
        await ana.keys("wveo", "escape", "G", "gv")
        assert ana.selected == "block"
        await ana.keys("b")
        assert ana.selected == "Boats block"
        await ana.keys("c", "G", "gv")
        assert ana.selected == "Boats block"

    session(flow)


def test_objects_in_a_selection() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("}viq")
        assert ana.selected == "We will not move before the minister comes,"
        await ana.keys("aq")
        assert ana.selected == "\u201cWe will not move before the minister comes,\u201d"
        await ana.keys("escape", "GvaqV")
        assert ana.selected == "Nobody answered."

    session(flow)


def test_a_percent_needs_a_number() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("%")
        assert ana.says == "Type a number first: 50% goes to the middle of the text."
        await ana.keys("50%")
        assert ana.reader.view.cursor == len(ARTICLE) // 2
        await ana.keys("200%")
        assert ana.here == ".\n"
        await ana.keys("3G")
        assert ana.here.startswith("The strike")

    session(flow)


def test_a_count_before_the_end_of_the_row_goes_further_down() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("}", "$")
        first = ana.reader.view.cursor_row()
        await ana.keys("2$")
        assert ana.reader.view.cursor_row() == first + 1
        assert ana.reader.view.cursor == ana.reader.view.rows.last(first + 1)

    session(flow)
