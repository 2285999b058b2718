"""How a table shares its width among its columns."""

import asyncio
from dataclasses import replace

import pytest
from driver import analyst
from fake_desk import FakeDesk

from workbench.tui.desk import DocumentRow
from workbench.tui.listing import COLUMNS
from workbench.tui.table import Column, laid_out

LONG = (
    "Boats block harbour bridge for a third day as crews walk out over pay and the minister calls for calm on Tuesday"
)
PAPER = "Halden Morning Post and Evening Advertiser"
PUBLISHER, STATE = 1, 8
ROWS = [
    DocumentRow("a", LONG, PAPER, "2020-01-02"),
    DocumentRow("b", "Crews walk out", "Quay News", "2020-01-02", done=True, stage="draft"),
]


def rooms(width: int, publisher: int, state: int = 10) -> dict[str, int]:
    found = laid_out(COLUMNS, {PUBLISHER: publisher, STATE: state}, width)
    assert sum(room + 1 for _, _, room in found) + 1 <= max(width, 24)
    return {column.title: room for _, column, room in found}


@pytest.mark.parametrize(
    ("width", "title", "publisher"), [(60, 38, None), (80, 34, None), (100, 37, 16), (140, 54, 21), (200, 99, 36)]
)
def test_the_title_has_most_and_a_long_publisher_grows_with_the_table(
    width: int, title: int, publisher: int | None
) -> None:
    found = rooms(width, 42)
    assert (found["Title"], found.get("Publisher")) == (title, publisher)


@pytest.mark.parametrize("width", [96, 100, 140, 200])
def test_what_short_publishers_do_not_need_goes_to_the_title(width: int) -> None:
    short, long = rooms(width, 9), rooms(width, 16)
    assert short["Publisher"] == 9
    assert short["Title"] - long["Title"] == 7


def test_a_column_with_nothing_in_it_is_left_out() -> None:
    assert "Publisher" not in rooms(140, 0)
    assert "" not in rooms(140, 9, 0)
    assert rooms(140, 0, 0)["Title"] == rooms(140, 9)["Title"] + 10 + 11


@pytest.mark.parametrize("width", range(250))
def test_no_column_is_ever_wider_than_the_table_or_narrower_for_more_room(width: int) -> None:
    for publisher in (0, 5, 16, 30, 99):
        here, wider = rooms(width, publisher), rooms(width + 1, publisher)
        if here.keys() == wider.keys():
            assert all(wider[name] >= room for name, room in here.items())
        assert here["Title"] >= 4
        assert here.get("Publisher", 0) <= 36


def test_columns_without_a_most_are_as_they_were() -> None:
    columns = (Column("Tag", 24), Column("Fields"), Column("More"))
    assert [room for _, _, room in laid_out(columns, {}, 100)] == [24, 36, 36]


def test_several_that_grow_share_what_is_to_spare() -> None:
    columns = (Column("Title"), Column("A", 10, most=60), Column("B", 10, most=60))
    found = [room for _, _, room in laid_out(columns, {1: 30, 2: 60}, 120)]
    assert found == [120 - 4 - 30 - 14, 30, 14]


def shown(width: int, rows: list[DocumentRow]) -> list[str]:
    async def run() -> list[str]:
        desk = FakeDesk({row.id: "Nine boats came." for row in rows}, rows=rows)
        async with analyst(desk, None, (width, 8)) as ana:
            return ana.frame().split("\n")[1:4]

    return asyncio.run(run())


@pytest.mark.parametrize("width", [60, 80, 100, 140, 200])
def test_the_library_at_many_widths(width: int) -> None:
    head, first, second = shown(width, ROWS)
    assert "Title" in head
    assert LONG[:30] in first
    assert "done draft" in second
    assert ("Quay News" in second) == (width >= 96)
    assert (LONG[:90] in first) == (width == 200)


def test_the_heading_of_a_short_column_is_whole() -> None:
    rows = [replace(row, publisher="Port") for row in ROWS]
    assert "Publisher" in shown(140, rows)[0]
