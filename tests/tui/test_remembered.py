"""Places remembered between sessions, paragraph numbers, and the sign of hidden characters."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from driver import Analyst, analyst
from fake_desk import FakeDesk
from hypothesis import given
from hypothesis import strategies as st
from sample import ARTICLE
from texts import any_texts

from workbench.domain.segments import Paragraphs
from workbench.tui import paint, remembered
from workbench.tui.desk import DocumentRow
from workbench.tui.remembered import path_of, recall, remember
from workbench.tui.wrap import Rows


def made(text: str = ARTICLE) -> FakeDesk:
    rows = [DocumentRow("a", "Boats"), DocumentRow("b", "Crews")]
    desk = FakeDesk({"a": text, "b": "One.\n\nTwo.\n\nThree."}, rows=rows)
    desk.root = "/w/quay"
    return desk


def session(
    flow: Callable[[Analyst], Coroutine[Any, Any, None]], document: str | None = "a", desk: FakeDesk | None = None
) -> None:
    async def run() -> None:
        async with analyst(desk or made(), document) as ana:
            await flow(ana)

    asyncio.run(run())


# --- places --------------------------------------------------------------------------------------------------------


def test_places_are_kept_by_workspace_annotator_and_document() -> None:
    remember("/w", "kim", "a", 12)
    remember("/w", "kim", "b", 7)
    remember("/w", "ana", "a", 3)
    assert [recall("/w", "kim", "a"), recall("/w", "kim", "b"), recall("/w", "ana", "a")] == [12, 7, 3]
    assert [recall("/v", "kim", "a"), recall("/w", "kim", "c")] == [0, 0]
    remember("/w", "kim", "a", 0)
    assert [recall("/w", "kim", "a"), recall("/w", "kim", "b")] == [0, 7]


def test_names_choose_no_path(state: Path) -> None:
    assert path_of("../../x", "/etc/passwd").parent == state / "places"
    assert path_of("a", "b,c") != path_of("a,b", "c")


def test_of_very_many_documents_the_ones_left_last_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_MOST", 2)
    for document, offset in (("a", 1), ("b", 2), ("a", 3), ("c", 4)):
        remember("/w", "kim", document, offset)
    assert [recall("/w", "kim", document) for document in "abc"] == [3, 0, 4]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"places": []}', '{"places": {"a": "x"}}', '{"places": {"a": -4}}']
)
def test_a_damaged_file_is_as_good_as_none(content: str) -> None:
    path = path_of("/w", "kim")
    path.parent.mkdir(parents=True)
    path.write_text(content)
    assert recall("/w", "kim", "a") == 0
    remember("/w", "kim", "a", 9)
    assert recall("/w", "kim", "a") == 9


def test_a_folder_that_cannot_be_written_is_not_missed(state: Path) -> None:
    state.parent.mkdir()
    state.write_text("in the way")
    remember("/w", "kim", "a", 9)
    assert recall("/w", "kim", "a") == 0


def test_a_document_opens_where_it_was_left() -> None:
    async def leave(ana: Analyst) -> None:
        assert ana.says == ""
        await ana.keys("3G")

    async def come_back(ana: Analyst) -> None:
        assert ana.here.startswith("The strike")
        percent = 100 * ARTICLE.index("The strike") // (len(ARTICLE) - 2)
        assert ana.says == f"Back where you left it, at {percent}%. gg goes to the top."
        await ana.keys("gg")

    session(leave)
    session(come_back)
    session(leave)


def test_the_place_is_remembered_at_each_way_of_leaving() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("enter")
        await ana.pilot.pause()
        await ana.keys("3G", "gl")
        await ana.pilot.pause()
        await ana.keys("enter")
        await ana.pilot.pause()
        assert ana.here.startswith("The strike")
        await ana.keys("G", "gn")
        await ana.pilot.pause()
        await ana.keys("2G", "gp")
        await ana.pilot.pause()
        assert ana.here == ".\n"
        await ana.keys("gn")
        await ana.pilot.pause()
        assert ana.here.startswith("Two.")

    session(flow, None)


def test_of_a_document_opened_from_the_shell_too() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("3G", "gl")
        await ana.pilot.pause()
        await ana.keys("enter")
        await ana.pilot.pause()
        assert ana.here.startswith("The strike")

    session(flow)


def test_a_place_beyond_the_text_is_its_end() -> None:
    remember("/w/quay", "kim", "a", 10**9)

    async def flow(ana: Analyst) -> None:
        assert ana.here == ".\n"

    session(flow)


# --- numbers of paragraphs -----------------------------------------------------------------------------------------


def test_paragraph_numbers_on_request() -> None:
    async def flow(ana: Analyst) -> None:
        view = ana.reader.view
        assert not any(line.strip().startswith(("2 ", "3 ")) for line in ana.frame().splitlines())
        await ana.keys("zn")
        lines = [line.strip() for line in ana.frame().splitlines()]
        assert any(line.startswith("2 ") and "At first light" in line for line in lines)
        assert any(line.startswith("3 ") and "The strike" in line for line in lines)
        await ana.keys("3G")
        x, y = ana.app.cursor_position
        assert ana.frame().splitlines()[y][x:].startswith("The strike")
        row, column = view.rows.column(ARTICLE.index("strike is"))
        left = x - view.region.x
        await ana.pilot.click(view, offset=(left + column, row - view.scroll_offset.y))
        assert ana.here.startswith("strike is")
        await ana.keys("gn")
        await ana.pilot.pause()
        assert any(line.strip().startswith("2 ") and "Two." in line for line in ana.frame().splitlines())
        await ana.keys("zn")
        assert not any(line.strip().startswith("2 ") for line in ana.frame().splitlines())

    session(flow)


@given(any_texts, st.integers(1, 12))
def test_every_paragraph_has_its_number_once(text: str, width: int) -> None:
    rows, paragraphs = Rows(text, width), Paragraphs(text)
    numbers = [paint.number(*rows.span(row), paragraphs, 3) for row in range(len(rows))]
    assert {len(number) for number in numbers} == {3}
    told = [int(number) for number in numbers if number.strip()]
    if rows.width > 1:
        assert told == sorted(set(told))
    if paragraphs:
        assert told[-1] == len(paragraphs)
    starts = [row for row, number in enumerate(numbers) if number.strip()]
    assert {rows.row(paragraphs[number].start) for number in range(len(paragraphs))} == set(starts)


# --- hidden characters ---------------------------------------------------------------------------------------------


def test_hidden_characters_are_told_in_the_heading() -> None:
    async def flow(ana: Analyst) -> None:
        assert "2 hidden characters Boats" in ana.frame().splitlines()[0]

    async def plain(ana: Analyst) -> None:
        assert "hidden" not in ana.frame().splitlines()[0]

    session(flow, desk=made("A\u202eb\u200bc."))
    session(plain)
