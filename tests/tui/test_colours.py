"""Marks are told apart by colour also where a terminal has 256 of them (tmux without true colour), or sixteen."""

import asyncio

import pytest
from fake_desk import FakeDesk
from rich.color import Color, ColorSystem
from textual.theme import Theme

from workbench.tui.app import Start, Workbench
from workbench.tui.colours import DARK, LIGHT, SIXTEEN


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_marks_differ_in_256_colours(theme: Theme) -> None:
    marks = {value for name, value in theme.variables.items() if name.startswith("mark-") and "text" not in name}
    whole = {value for value in marks if "%" not in value}
    assert len({Color.parse(value).downgrade(ColorSystem.EIGHT_BIT).number for value in whole}) == len(whole) == 7


def test_marks_differ_in_sixteen_colours_as_does_what_is_selected() -> None:
    marks = [value for name, value in SIXTEEN.variables.items() if name.startswith("mark-") and "text" not in name]
    shown = [Color.parse(value).downgrade(ColorSystem.STANDARD).number for value in marks]
    assert len(set(shown)) == len(marks)
    assert Color.parse(SIXTEEN.background or "").downgrade(ColorSystem.STANDARD).number not in shown


def _painted(theme: str) -> list[str]:
    """The backgrounds of a claim, a quote and a figure, of others' like them, and of a selection."""

    async def play() -> list[str]:
        text = " ".join(["word"] * 8)
        desk = FakeDesk({"a": text})
        for number, (tag, who) in enumerate(
            (tag, who) for who in ("kim", "ada") for tag in ("claim", "quote", "figure")
        ):
            desk.plant("a", 5 * number, 5 * number + 4, tag, who)
        app = Workbench(Start(lambda: desk, ("a", "a", text)))
        async with app.run_test(size=(80, 20)) as pilot:
            app.theme = theme
            await pilot.press("g", "a", "$", "b", "v", "e")
            await pilot.pause()
            strip = app.screen.query_one("ArticleView").render_line(0)  # type: ignore[attr-defined]
            return [
                str(one.style.bgcolor.get_truecolor()) for one in strip if one.style and one.text.strip("\u2502 cqf")
            ]

    return asyncio.run(play())


@pytest.mark.parametrize("theme", ["workbench-dark", "workbench-light", "workbench-sixteen", "nord", "textual-light"])
def test_every_kind_of_mark_has_a_ground_of_its_own_in_any_theme(theme: str) -> None:
    assert len(set(_painted(theme))) == 9  # bare text, three of one's own, three of others, the selection, the cursor
