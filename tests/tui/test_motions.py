"""Motions and text objects: where they lead, and that they never end inside a grapheme."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sample import ARTICLE
from texts import any_texts

from workbench.domain.graphemes import is_boundary
from workbench.tui.motions import MOTIONS, vertical
from workbench.tui.objects import OBJECTS, sentences_around
from workbench.tui.prose import Prose, nearest
from workbench.tui.wrap import Rows, stop_at

PROSE, ROWS = Prose(ARTICLE), Rows(ARTICLE, 60)


def go(motion: str, offset: int, count: int | None = None) -> int:
    return MOTIONS[f"move.{motion}"](PROSE, ROWS, offset, count)


def lands(motion: str, start: str, count: int | None = None) -> str:
    return ARTICLE[go(motion, ARTICLE.index(start), count) :]


@pytest.mark.parametrize(
    ("motion", "start", "count", "lands_on"),
    [
        ("word", "some forty", None, "forty boats"),
        ("word", "some forty", 3, "lay across"),
        ("word", "shut. \u201cWe", None, "We will"),  # punctuation is no stop
        ("word", "skippers' fig", None, "figure"),
        ("word", "answered", None, "."),  # no further word: the end
        ("word_back", "forty boats", None, "some forty"),
        ("word_back", "rty boats", None, "forty boats"),
        ("word_back", "Boats", None, "Boats"),
        ("word_end", "some forty", None, "e forty"),
        ("word_end", "e forty", None, "y boats"),
        ("sentence", "some forty", None, "\u201cWe will"),
        ("sentence", "He knows", None, "The port"),
        ("sentence", "The port", None, "The strike"),
        ("sentence_back", "strike is", None, "The strike"),
        ("sentence_back", "The strike", None, "The port"),
        ("paragraph", "Boats", None, "At first"),
        ("paragraph", "Boats", 2, "The strike"),
        ("paragraph_back", "strike is", None, "The strike"),
        ("paragraph_back", "The strike", None, "At first"),
        ("top", "He knows", None, "Boats"),
        ("top", "He knows", 2, "At first"),
        ("bottom", "Boats", 3, "The strike"),
        ("bottom", "Boats", 99, "Nobody"),
        ("bottom", "Boats", None, "."),
    ],
)
def test_motion(motion: str, start: str, count: int | None, lands_on: str) -> None:
    assert lands(motion, start, count).startswith(lands_on)


def test_rows_and_columns() -> None:
    at = ARTICLE.index("some forty")
    row = ROWS.row(at)
    assert go("row_start", at) == ROWS.span(row)[0]
    assert go("row_end", at) == ROWS.last(row)
    column = ROWS.column(at)[1]
    below = vertical(ROWS, at, 1, column)
    assert ROWS.column(below) == (row + 1, column)
    assert vertical(ROWS, below, -1, column) == at
    assert ROWS.row(vertical(ROWS, at, 10_000, 0)) == len(ROWS) - 1
    assert vertical(ROWS, at, -10_000, 0) == 0


@given(any_texts, st.integers(1, 30), st.data())
def test_right_and_left_lead_back(text: str, times: int, data: st.DataObject) -> None:
    prose, rows = Prose(text), Rows(text, 20)
    start = stop_at(text, data.draw(st.integers(0, len(text))))
    here, moved = start, 0
    for _ in range(times):
        onward = MOTIONS["move.right"](prose, rows, here, None)
        moved += onward != here
        here = onward
    assert MOTIONS["move.right"](prose, rows, start, times) == here
    if moved:
        assert MOTIONS["move.left"](prose, rows, here, moved) == start


@given(any_texts, st.sampled_from(sorted(MOTIONS)), st.one_of(st.none(), st.integers(1, 5)), st.data())
def test_every_motion_ends_where_a_cursor_can_stand(
    text: str, motion: str, count: int | None, data: st.DataObject
) -> None:
    start = stop_at(text, data.draw(st.integers(0, len(text))))
    end = MOTIONS[motion](Prose(text), Rows(text, 15), start, count)
    assert is_boundary(text, end)
    assert end == stop_at(text, end)


@given(any_texts, st.sampled_from(sorted(OBJECTS)), st.data())
def test_every_object_is_made_of_whole_graphemes(text: str, kind: str, data: st.DataObject) -> None:
    span = OBJECTS[kind].find(Prose(text), stop_at(text, data.draw(st.integers(0, len(text)))))
    if span is not None:
        assert 0 <= span.start < span.end <= len(text)
        assert is_boundary(text, span.start)
        assert is_boundary(text, span.end)


@example("\u2764\ufe0f")
@given(any_texts)
def test_words_begin_with_a_grapheme(text: str) -> None:
    here, seen = 0, 0
    while (onward := MOTIONS["move.word"](Prose(text), Rows(text, 15), here, None)) != here and seen < 20:
        assert is_boundary(text, onward)
        here, seen = onward, seen + 1


@pytest.mark.parametrize(
    ("kind", "at", "found"),
    [
        ("word", "rty boats", "forty"),
        ("sentence", "He knows", "\u201cHe knows the number.\u201d"),
        ("paragraph", "answered", "Nobody answered."),
        ("quotation", "some forty", "We will not move before the minister comes,"),
        ("quotation", "He knows", "He knows the number."),
        ("quotation", "official said", "That's the skippers' figure, not ours,"),
        ("figure", "strike is", "At least 25"),
        ("figure", "fleet", "about 17 percent"),
    ],
)
def test_object(kind: str, at: str, found: str) -> None:
    span = OBJECTS[f"object.{kind}"].find(PROSE, ARTICLE.index(at))
    assert span is not None
    assert ARTICLE[span.start : span.end] == found


def test_no_object_where_there_is_none() -> None:
    at = ARTICLE.index("Nobody")
    assert OBJECTS["object.figure"].find(PROSE, at) is None
    assert OBJECTS["object.quotation"].find(PROSE, at) is None
    assert OBJECTS["object.word"].find(Prose(""), 0) is None


def test_whole_sentences() -> None:
    start, end = ARTICLE.index("shut"), ARTICLE.index("said Jonas") + 4
    span = sentences_around(PROSE, (type(PROSE.sentence(0)))(start, end))
    assert ARTICLE[span.start : span.end].startswith("At first light")
    assert ARTICLE[span.start : span.end].endswith("crews.")


def test_the_nearest_of_nested_spans_is_the_shortest_and_at_equal_distance_the_later() -> None:
    from workbench.domain.spans import Span

    assert nearest([Span(0, 20), Span(5, 8)], 6) == Span(5, 8)
    assert nearest([Span(0, 2), Span(8, 9)], 5) == Span(8, 9)
    assert nearest([Span(0, 4), Span(8, 9)], 5) == Span(0, 4)
    assert nearest([], 5) is None


def test_a_paragraph_of_megabytes_is_parsed_near_the_cursor_only() -> None:
    text = "One short sentence here. " * 40_000
    prose = Prose(text)
    at = 500_003
    around = prose.around(at)
    assert around.start <= at < around.end
    assert around.end - around.start <= 40_000
    assert text[prose.sentence(at).start : prose.sentence(at).end] == "One short sentence here."
    rows = Rows(text, 80)
    there, steps = at, 0
    while there < at + 30_000 and steps < 2000:
        onward = MOTIONS["move.sentence"](prose, rows, there, None)
        assert onward > there
        there, steps = onward, steps + 1
    assert steps > 1000
