"""Two documents beside each other, and the lists from which marks, documents and messages are chosen."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import msgspec
import pytest
from driver import Analyst, analyst
from fake_desk import FakeDesk
from sample import ARTICLE

from workbench.domain.model import Unplaced
from workbench.tui.desk import DocumentRow
from workbench.tui.screens.picker import Picker
from workbench.tui.screens.reader import Reader

Flow = Callable[[Analyst], Coroutine[Any, Any, None]]
LOG = "The log of the port\n\nNine boats lay in the fairway, the log says. Nobody counted them twice.\n"
ROWS = [DocumentRow("a", "Boats block the bridge", "Quay News"), DocumentRow("l", "Log of the port", "Port")]


def made() -> FakeDesk:
    return FakeDesk({"a": ARTICLE, "l": LOG}, rows=ROWS)


def session(flow: Flow, desk: FakeDesk | None = None, size: tuple[int, int] = (120, 30)) -> None:
    async def play() -> None:
        async with analyst(desk or made(), "a", size) as ana:
            await flow(ana)

    asyncio.run(play())


@pytest.mark.parametrize("size", [(120, 30), (80, 24), (160, 40)])
def test_a_second_document_is_read_and_marked_beside_the_first(size: tuple[int, int]) -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("}", "g2", "log", "enter")
        await ana.pilot.pause()
        frame = ana.frame()
        assert "harbour police" in frame
        assert "Nine boats lay in the" in frame
        await ana.keys("}", "ff")
        assert ana.marks == [("figure", "Nine")]
        assert ana.reader.ident == "l"
        await ana.keys("/", "twice", "enter")
        assert ana.here.startswith("twice.")
        await ana.keys("go")
        assert ana.here.startswith("At first light")
        await ana.keys("ff")
        assert ("figure", "some forty") in ana.marks
        await ana.keys("go", "u")
        assert ana.reader.ident == "l"
        await ana.keys("u")
        assert ana.marks == []
        await ana.keys("g1")
        assert len(ana.reader.pages) == 1
        assert "Nine boats" not in ana.frame()
        assert "forty boats" in ana.frame()
        await ana.keys("jj", "g1")
        assert ana.says.startswith("Only one document is open.")

    session(flow, size=size)


def test_the_second_document_can_be_another_or_none() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("g2", "escape")
        assert len(ana.reader.pages) == 1
        await ana.keys("g2", "enter")
        await ana.pilot.pause()
        await ana.keys("g2")
        screen = ana.app.screen
        assert isinstance(screen, Picker)
        assert screen.table.key == "l"
        await ana.keys("enter")
        await ana.pilot.pause()
        assert [page.ident for page in ana.reader.pages] == ["a", "l"]

    session(flow)


def test_on_a_low_screen_the_active_document_alone_is_seen() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("g2", "enter")
        await ana.pilot.pause()
        assert "Nine boats" in ana.frame()
        assert "Boats block" not in ana.frame()
        await ana.keys("go")
        await ana.pilot.pause()
        assert "Boats block" in ana.frame()

    session(flow, size=(60, 9))


def test_the_only_document_has_none_to_stand_beside() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("g2")
        assert ana.says == "There is no other document in the library."

    session(flow, FakeDesk({"a": ARTICLE}))


def marked() -> FakeDesk:
    desk = made()
    for words, tag in (("some forty", "figure"), ("He knows the number.", "quote"), ("Nobody answered.", "claim")):
        start = ARTICLE.index(words)
        desk.plant("a", start, start + len(words), tag, note=f"about {tag}s")
    return desk


def test_the_list_of_marks_narrows_and_goes_there() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("gm")
        screen = ana.app.screen
        assert isinstance(screen, Picker)
        assert len(screen.table) == 3
        assert "about figures" in ana.frame()
        await ana.keys("claims")
        assert len(screen.table) == 1
        await ana.keys("enter")
        assert ana.here.startswith("Nobody answered.")
        assert ana.says == "Mark 3 of 3"

    session(flow, marked())


def test_a_list_without_marks_says_so() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("gm")
        assert "There are no your marks" not in ana.frame()
        assert "No marks of yours here yet." in ana.frame()
        await ana.keys("enter")
        assert isinstance(ana.app.screen, Reader)

    session(flow)


@pytest.mark.parametrize("proposed", [True, False])
def test_a_mark_without_a_place_is_listed_and_given_one(proposed: bool) -> None:
    desk = marked()
    lost = next(mark for mark in desk.marks.values() if mark.annotation.tag == "claim")
    start = ARTICLE.index("The strike")
    desk.marks[lost.id] = msgspec.structs.replace(
        lost, unplaced=Unplaced(sha256="0" * 64, reason="the words changed"), anchor_state="orphan",
        proposal=(start, start + 10, 0.8) if proposed else None,
    )  # fmt: skip

    async def flow(ana: Analyst) -> None:
        assert "1 without a place" in " ".join(ana.frame().split())
        await ana.keys("gm", "lost", "escape", "gm", "words changed", "enter")
        assert ana.reader.stack == "bounds"
        await ana.keys("escape")
        assert desk.marks[lost.id].unplaced is not None
        await ana.keys("gm", "words changed", "enter")
        if not proposed:
            await ana.keys("}}", "e")
        await ana.keys("enter")
        placed = desk.marks[lost.id]
        assert placed.unplaced is None
        assert ARTICLE[placed.annotation.start : placed.annotation.end] == placed.annotation.exact
        assert placed.annotation.exact.startswith("The strike" if proposed else "Boats block")
        assert ana.says == "The claim has a place now. u undoes."
        await ana.keys("u")
        assert desk.marks[lost.id].unplaced is not None

    session(flow, desk)


def test_what_was_said_is_listed_in_full_the_last_first() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("gh")
        assert "Nothing was said yet." in ana.frame()
        await ana.keys("escape", "%", "X", "gh")
        screen = ana.app.screen
        assert isinstance(screen, Picker)
        assert len(screen.table) == 2
        assert "goes to the middle of the text." in ana.frame()
        await ana.keys("escape")

    session(flow)


def test_a_large_act_is_named_before_it_is_undone() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("}", "ff")
        ana.desk.much = 141
        await ana.keys("u")
        assert ana.says == "u again takes back \u201cfigure added\u201d: 141 changes in 1 document."
        assert len(ana.marks) == 1
        await ana.keys("j", "u")
        assert len(ana.marks) == 1
        await ana.keys("u")
        assert ana.marks == []
        await ana.keys("U")
        assert ana.says.startswith("U again makes again")
        await ana.keys("U")
        assert len(ana.marks) == 1

    session(flow)


def test_where_no_figure_is_left_pressing_on_marks_nothing() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("G", "f")
        assert ana.selected is None
        assert ana.says == "No figure is left from here on: V selects the sentence, f then marks it."
        await ana.keys("ffff")
        assert ana.marks == []
        await ana.keys("V", "f")
        assert ana.marks == [("figure", "Nobody answered.")]

    session(flow)


def test_the_next_figure_is_looked_for_further_on_and_a_motion_elsewhere_leaves_it() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("f")
        assert ana.selected == "some forty"
        assert ana.says == "A figure, \u00b6 2? f again. esc goes back."
        await ana.keys("escape")
        assert ana.here.startswith("Boats")
        await ana.keys("f", "j")
        assert ana.selected is None
        await ana.keys("gg", "f", "e")
        assert ana.selected == "some forty boats"
        await ana.keys("j", "f", "u", "ffffffff")
        assert [words for _, words in ana.marks] == ["some forty", "nine", "At least 25", "about 17 percent"]

    session(flow)


def test_marks_with_a_tag_of_the_workspaces_own() -> None:
    desk = made()
    desk.scheme = {"casualty": ["place"], "weather": []}

    async def flow(ana: Analyst) -> None:
        await ana.keys("G(", "T")
        assert ana.selected == "Nobody answered."
        await ana.keys("T", "cas", "enter")
        assert ana.marks == [("casualty", "Nobody answered.")]
        await ana.keys("viwT", "wea", "enter")
        assert ("weather", "Nobody") in ana.marks

    session(flow, desk)


def test_a_workspace_without_further_tags_says_so() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("T")
        assert ana.says == "This workspace has no further tags; its workbench.yaml can name some."

    session(flow)
