"""Painted rows as text and style letters, without an application."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import HOSTILE
from texts import any_texts, widths

from workbench.domain.graphemes import clusters, widen
from workbench.tui import paint
from workbench.tui.paint import CLAIM, FIGURE, QUOTE, THEIR_QUOTE, Layers, Painted, Run, gutter, looks
from workbench.tui.wrap import Rows

LETTERS = {0: ".", CLAIM: "c", QUOTE: "q", FIGURE: "f", THEIR_QUOTE: "t"}


def plane(runs: list[Run]) -> str:
    """One letter a cell: the tag; capital where several cover it; / hit, = selected, # cursor, * the focus."""
    told = ""
    for text, look in runs:
        letter = LETTERS[look & paint.TAG]
        letter = letter.upper() if look & paint.MULTI else letter
        for flag, sign in ((paint.FOCUS, "*"), (paint.HIT, "/"), (paint.SELECT, "="), (paint.CURSOR, "#")):
            letter = sign if look & flag else letter
        told += letter * len(text)
    return told


def frame(text: str, width: int, **layers: object) -> list[str]:
    rows = Rows(text, width)
    told = []
    for row in range(len(rows)):
        runs = paint.paint(rows, row, Layers(**layers))  # type: ignore[arg-type]
        told += ["".join(run.text for run in runs), plane(runs)]
    return told


def mark(start: int, end: int, look: int = CLAIM) -> Painted:
    return Painted(start, end, look, "cqf"[look - 1] if look <= 3 else "q")


def test_marks_selection_hit_and_cursor_in_a_frame() -> None:
    text = "some forty boats lay across\nthe fairway"
    assert frame(
        text, 20, marks=[mark(0, 27), mark(0, 10, FIGURE)], hits=[(17, 20)], selection=(21, 31), cursor=(30, 31)
    ) == [
        "some forty boats lay ",
        "FFFFFFFFFFccccccc///c",
        "across ",
        "=======",
        "the fairway",
        "==#........",
    ]


def test_the_innermost_mark_is_on_top_in_whatever_order_they_come() -> None:
    marks = [mark(2, 4, FIGURE), mark(0, 8), mark(1, 6, QUOTE)]
    for order in (marks, marks[::-1], [marks[1], marks[0], marks[2]]):
        assert plane(paint.paint(Rows("abcdefgh", 20), 0, Layers(order))) == "cQFFQQcc"


def test_the_focus_is_told_apart_and_marks_of_others_too() -> None:
    assert frame("abcdef", 20, marks=[mark(0, 3), mark(4, 6, THEIR_QUOTE)], focus=(0, 3))[1] == "***.tt"


def test_wide_and_joined_characters_are_whole() -> None:
    text = "a\U0001f1f3\U0001f1f4b\u65e5e\u0301\tz"
    runs = paint.paint(Rows(text, 40), 0, Layers(marks=[mark(4, 5)], cursor=(1, 3)))
    assert runs == [
        Run("a", 0), Run("\U0001f1f3\U0001f1f4", paint.CURSOR), Run("b", 0), Run("\u65e5", CLAIM),
        Run("e\u0301    z", 0),
    ]  # fmt: skip


def test_the_cursor_in_an_empty_text() -> None:
    assert paint.paint(Rows("", 10), 0, Layers(cursor=(0, 1))) == [Run(" ", paint.CURSOR)]
    assert paint.paint(Rows("", 10), 0, Layers()) == []


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_shown_letter_for_letter(hostile: str) -> None:
    painted = "".join(run.text for run in paint.paint(Rows(f"a{hostile}z", 80), 0, Layers()))
    assert len(painted) == len(hostile) + 2
    assert painted.isprintable()
    assert all(new == old or not old.isprintable() for old, new in zip(f"a{hostile}z", painted, strict=True))


@given(any_texts.filter(bool), widths, st.data())
def test_highlighted_cells_are_exactly_the_selected_graphemes(text: str, width: int, data: st.DataObject) -> None:
    one, other = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    selection = widen(text, one, other)
    rows = Rows(text, width)
    wanted = [
        rows_cell.width
        for row in range(len(rows))
        for rows_cell in rows.cells(row)
        if selection[0] <= rows_cell.start < selection[1]
    ]
    cells = 0
    for row in range(len(rows)):
        by_offset = {cell.start: cell for cell in rows.cells(row)}
        marked = looks(*rows.span(row), Layers(selection=selection))
        cells += sum(cell.width for at, cell in by_offset.items() if marked[at - rows.span(row)[0]] & paint.SELECT)
        painted = paint.paint(rows, row, Layers(selection=selection))
        shown = "".join(cell.shown for cell in rows.cells(row))
        assert "".join(run.text for run in painted) == shown
        picked = "".join(cell.shown for cell in rows.cells(row) if selection[0] <= cell.start < selection[1])
        assert "".join(run.text for run in painted if run.look & paint.SELECT) == picked
    assert cells == sum(wanted)


@given(any_texts.filter(bool), st.data())
def test_a_cursor_is_one_whole_grapheme(text: str, data: st.DataObject) -> None:
    rows = Rows(text, 1000)
    cluster = data.draw(st.sampled_from(list(clusters(text, *rows.span(0)))))
    runs = [run for run in paint.paint(rows, 0, Layers(cursor=cluster)) if run.look & paint.CURSOR]
    assert len(runs) == 1


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "   "),
        ([mark(2, 3)], "  c"),
        ([mark(2, 3), mark(4, 30, QUOTE)], " cq"),
        ([mark(1, 3), mark(2, 4, QUOTE), mark(3, 5, FIGURE)], "cqf"),
        ([mark(1, 3), mark(2, 4, QUOTE), mark(3, 5, FIGURE), mark(4, 6)], "cq+"),
        ([mark(-5, 30)], "  \u2502"),
        ([mark(-5, 30), mark(3, 5, FIGURE)], "  f"),
    ],
)
def test_the_gutter(marks: list[Painted], expected: str) -> None:
    assert "".join(run.text for run in gutter(0, 20, marks)) == expected
