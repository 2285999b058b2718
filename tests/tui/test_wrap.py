"""Rows of text: covered once, never inside a grapheme, never wider than there is room."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from texts import any_texts, plain_texts, texts, widths

from workbench.domain.graphemes import is_boundary
from workbench.tui import wrap
from workbench.tui.wrap import Rows, glyph, stop_after, stop_at, stop_before


def lines(text: str, width: int) -> list[str]:
    rows = Rows(text, width)
    return [text[slice(*rows.span(row))] for row in range(len(rows))]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("\n", 10, ["\n"]),
        ("\n\n\n", 10, ["\n", "\n", "\n"]),
        ("one two three", 7, ["one two ", "three"]),
        ("one two three", 8, ["one two ", "three"]),
        ("one two\nthree", 7, ["one two\n", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("ab cdefghij", 4, ["ab ", "cdef", "ghij"]),
        ("word \nnext", 4, ["word \n", "next"]),
        ("a\n\nb", 4, ["a\n", "\n", "b"]),
        ("\u65e5\u672c\u8a9e", 4, ["\u65e5\u672c", "\u8a9e"]),
        ("a\tb", 4, ["a", "\t", "b"]),
        ("ab\r\nc", 2, ["ab", "\r\n", "c"]),
        ("e\u0301" * 5, 2, ["e\u0301" * 2, "e\u0301" * 2, "e\u0301"]),
        ("\U0001f1f3\U0001f1f4\U0001f1f8\U0001f1ea", 2, ["\U0001f1f3\U0001f1f4", "\U0001f1f8\U0001f1ea"]),
    ],
)
def test_rows(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(any_texts, widths)
def test_rows_cover_the_text_once_between_graphemes(text: str, width: int) -> None:
    rows = Rows(text, width)
    assert "".join(lines(text, width)) == text
    for row in range(len(rows)):
        start, end = rows.span(row)
        assert start < end or not text
        assert is_boundary(text, start)
        assert "\n" not in text[start : end - 1]


@given(any_texts, widths)
def test_no_row_is_wider_than_the_room_but_for_what_hangs_over(text: str, width: int) -> None:
    rows = Rows(text, width)
    for row in range(len(rows)):
        cells = list(rows.cells(row))
        while cells and text[cells[-1].start : cells[-1].end] in ("\n", " "):
            cells.pop()
        assert sum(cell.width for cell in cells) <= width or len(cells) == 1


EVERYTHING = re.compile(".", re.DOTALL)
simple_texts = st.lists(
    st.sampled_from(
        ["ab", "c", " ", " ", "\n", "\u65e5", "\u672c\u8a9e", "\u3002", "\u3000", "\uac00", "\u05d0\u0628"]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(plain_texts, simple_texts, texts), widths)
def test_searching_for_spaces_counting_and_measuring_agree(text: str, width: int) -> None:
    quick = lines(text, width)
    kept = wrap._ODD, wrap._UNSURE
    try:
        wrap._ODD = EVERYTHING
        assert lines(text, width) == quick
        wrap._UNSURE = EVERYTHING
        assert lines(text, width) == quick
    finally:
        wrap._ODD, wrap._UNSURE = kept


@given(texts, widths, st.integers(min_value=1, max_value=50))
def test_wrapping_in_slices_gives_the_same_rows(text: str, width: int, slice_: int) -> None:
    whole, sliced = Rows(text, width), Rows(text, width, eager=0)
    while not sliced.complete:
        sliced.extend(slice_)
    assert [sliced.span(row) for row in range(len(sliced))] == [whole.span(row) for row in range(len(whole))]


@given(any_texts, widths, st.data())
def test_offsets_and_cells_lead_back_to_each_other(text: str, width: int, data: st.DataObject) -> None:
    rows = Rows(text, width)
    offset = stop_at(text, data.draw(st.integers(0, len(text))))
    row, column = rows.column(offset)
    if rows.span(row)[0] <= offset <= rows.last(row):
        assert rows.offset(row, column) == offset
    assert rows.offset(row, 10_000) == rows.last(row)


@given(any_texts)
def test_what_is_shown_is_as_wide_as_it_is_said_to_be(text: str) -> None:
    cells = list(Rows(text, 10_000).cells(0))
    assert cell_len("".join(cell.shown for cell in cells)) == sum(cell.width for cell in cells)
    assert all(cell.width >= 1 for cell in cells)


def test_simple_characters_are_one_cell_or_two_and_stand_alone() -> None:
    for code in (*range(0x20, 0xD800), *range(0xE000, 0x10000)):
        char = chr(code)
        if wrap._UNSURE.match(char) is None:
            assert glyph(char) == (char, 2 if wrap._ODD.match(char) else 1), hex(code)
            assert is_boundary(f"a{char}", 1), hex(code)
            assert is_boundary(f"{char}a", 1), hex(code)


@pytest.mark.parametrize("text", ["\x1b", "\x07", "\x7f", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\r"])
def test_nothing_that_acts_is_shown(text: str) -> None:
    shown, width = glyph(text)
    assert width == 1
    assert shown != text
    assert shown.isprintable()


def test_a_long_text_is_wrapped_only_as_far_as_is_asked() -> None:
    rows = Rows("word " * 200_000, 50, eager=1000)
    assert not rows.complete
    assert len(rows) < 100
    assert 15_000 < rows.estimate() < 30_000
    assert rows.row(999_999) == len(rows) - 1
    assert rows.complete


def test_a_line_of_megabytes_and_a_combining_row_without_end() -> None:
    long = Rows("x" * 5_000_000, 80)
    assert len(long) == 50_000  # as much as is wrapped at once
    assert long.row(4_999_999) == 62_499
    zalgo = "a" + "\u0301" * 5000
    rows = Rows(zalgo, 10)
    assert len(rows) == 1
    assert next(rows.cells(0)).width == 1


@given(any_texts, st.data())
def test_stops_go_there_and_back(text: str, data: st.DataObject) -> None:
    offset = stop_at(text, data.draw(st.integers(0, len(text))))
    assert is_boundary(text, offset)
    onward = stop_after(text, offset)
    if onward != offset:
        assert stop_before(text, onward) == offset
    assert stop_at(text, offset) == offset
