"""Short sessions at the keyboard, through the whole application over a desk in memory."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from driver import Analyst, analyst
from fake_desk import FakeDesk
from rich.segment import Segment
from sample import ARTICLE, HOSTILE
from textual import events

from workbench.domain.errors import StoreBusy
from workbench.tui.app import Start, Workbench
from workbench.tui.desk import DocumentRow
from workbench.tui.screens.library import Library
from workbench.tui.screens.picker import Picker
from workbench.tui.screens.reader import Reader

Flow = Callable[[Analyst], Coroutine[Any, Any, None]]


def made(**more: Any) -> FakeDesk:
    rows = [
        DocumentRow("a", "Boats block the bridge", "Quay News", "2020-01-02"),
        DocumentRow("b", "Crews walk out", "Halden Post", "2020-01-03", done=True),
        DocumentRow("c", "Harbour log", "Port", role="evidence"),
        DocumentRow("d", "Bridge opens", "Quay News"),
    ]
    return FakeDesk({"a": ARTICLE, "b": "Nobody came.", "c": "", "d": "\n\n\n"}, rows=rows, **more)


def session(
    flow: Flow, document: str | None = "a", desk: FakeDesk | None = None, size: tuple[int, int] = (100, 30)
) -> None:
    async def run() -> None:
        async with analyst(desk or made(), document, size) as ana:
            await flow(ana)

    asyncio.run(run())


def test_keys_typed_in_one_burst_mark_the_third_and_fourth_words() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("wwveec")
        assert ana.marks == [("claim", "the harbour")]
        assert ana.says == "Claim marked. u undoes."
        assert "saved" in ana.screen.status.text

    session(flow)


def test_first_press_selects_second_marks_and_escape_harms_nothing() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("}", "q")
        assert ana.selected == "We will not move before the minister comes,"
        assert ana.marks == []
        await ana.keys("escape")
        assert ana.selected is None
        assert ana.here.startswith("At first light")
        await ana.keys("qq", "cc", "ff")
        assert [tag for tag, _ in ana.marks] == ["figure", "claim", "quote"]
        assert ("figure", "some forty") in ana.marks

    session(flow)


def test_another_tag_key_proposes_anew_from_where_the_cursor_was() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("}", "c", "f")
        assert ana.selected == "some forty"
        assert ana.marks == []
        await ana.keys("f")
        assert ana.marks == [("figure", "some forty")]

    session(flow)


def test_a_proposal_that_was_adjusted_is_a_selection_of_ones_own() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("c", "b", "q")
        assert ana.marks == [("quote", "Boats block the harbour b")]

    session(flow)


def test_retag_note_delete_undo_redo() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("cc", "m", "log says nine", "enter")
        (mark,) = ana.desk.marks.values()
        assert mark.annotation.note == "log says nine"
        await ana.keys("B")
        assert "a tag key retags" in ana.says
        await ana.keys("f")
        assert [tag for tag, _ in ana.marks] == ["figure"]
        await ana.keys("d")
        assert ana.marks == []
        await ana.keys("}", "u")
        assert [tag for tag, _ in ana.marks] == ["figure"]
        assert ana.here.startswith("Boats")
        await ana.keys("uuu")
        assert ana.marks == []
        await ana.keys("u")
        assert ana.says == "There is nothing to undo."
        await ana.keys("3U")
        assert [tag for tag, _ in ana.marks] == ["figure"]
        assert len(ana.reader.view.marks) == 1

    session(flow)


def test_a_refused_write_is_said_and_the_selection_stays() -> None:
    async def flow(ana: Analyst) -> None:
        ana.desk.refuse = StoreBusy("Another process is writing.", "Press the key again.")
        await ana.keys("wviw", "c")
        assert ana.says == "Another process is writing. Press the key again."
        assert ana.screen.status.message.kind == "problem"
        assert ana.selected == "block"
        assert (ana.marks, len(ana.reader.view.marks), ana.app.saved_at) == ([], 0, "")
        await ana.keys("c")
        assert ana.marks == [("claim", "block")]

    session(flow)


def test_a_refused_note_is_said() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("cc", "m")
        ana.desk.refuse = StoreBusy("Another process is writing.")
        await ana.keys("x", "enter")
        assert ana.says == "Not saved: Another process is writing."

    session(flow)


def test_searching() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("/", "the ")
        assert ana.says == "12 hits"
        assert len(ana.reader.view.hits) == 12
        await ana.keys("enter")
        assert ana.says == "\u201cthe \u201d: 1 of 12"
        await ana.keys("nn")
        assert ana.says == "\u201cthe \u201d: 3 of 12"
        await ana.keys("N", "12n")
        assert ana.says == "\u201cthe \u201d: 2 of 12, from the top"
        await ana.keys("escape")
        assert len(ana.reader.view.hits) == 0
        await ana.keys("/", "zeppelin", "enter")
        assert ana.says == "\u201czeppelin\u201d is not in this text."
        await ana.keys("gg", "*")
        assert len(ana.reader.view.hits) == 2
        assert ana.here.startswith("boats lay")

    session(flow)


def test_marks_are_visited_and_told_about() -> None:
    desk = made()
    start = ARTICLE.index("some forty")
    desk.plant("a", start, start + 10, "figure", note="log says nine", status="needs_correction")
    desk.plant("a", start - 5, start + 20, "claim")
    desk.plant("a", 0, 5, "quote", annotator="ana")

    async def flow(ana: Analyst) -> None:
        assert "1 claim" in ana.frame()
        await ana.keys("tab", "tab")
        assert ana.says == "Mark 2 of 2"
        frame = ana.frame()
        assert "FIGURE" in frame
        assert "needs correction" in frame
        assert "log says nine" in frame
        await ana.keys("t")
        assert "CLAIM" in ana.frame()
        await ana.keys("tab", "tab")
        assert ana.says == "There is no mark after this place."
        await ana.keys("g", "a", "gg", "d")
        assert ana.says == "This mark is ana's; you can change only your own."
        assert len(desk.marks) == 3

    session(flow, desk=desk)


def test_a_prefix_shows_its_continuations_and_a_wrong_key_only_cancels() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("g")
        assert "l library" in ana.screen.hints.text
        before = ana.reader.view.cursor
        await ana.keys("j")
        assert ana.says == "g j is no command here. ? lists the keys."
        assert ana.reader.view.cursor == before
        await ana.keys("~")
        assert ana.says == "~ does nothing here. ? lists the keys."

    session(flow)


def test_library_reader_and_back_in_one_burst() -> None:
    async def flow(ana: Analyst) -> None:
        assert isinstance(ana.app.screen, Library)
        frame = ana.frame()
        assert "Boats block the bridge" in frame
        assert "4 documents, 1 done" in frame
        await ana.keys("/", "crews", "enter", "enter", "cc")
        await ana.pilot.pause()
        assert isinstance(ana.app.screen, Reader)
        assert ana.marks == [("claim", "Nobody came.")]
        await ana.keys("gl")
        assert isinstance(ana.app.screen, Library)
        assert ana.app.screen.table.key == "b"
        await ana.keys("escape", "gg", "n")
        assert ana.app.screen.table.key == "d"
        await ana.keys("N")
        assert ana.app.screen.table.key == "a"
        await ana.keys("u")
        assert ana.marks == []

    session(flow, document=None)


@pytest.mark.parametrize("ident", ["c", "d"])
def test_an_empty_document_and_one_of_blank_lines(ident: str) -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("jkwbe)(}{0$ggG", "space", "cqf", "v", "iw", "escape", "*n", "tab", "d", "m", "zz")
        assert ana.marks == []
        assert isinstance(ana.app.screen, Reader)

    session(flow, document=ident)


def test_help_lists_what_works_here_narrows_and_does_it() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("?")
        assert isinstance(ana.app.screen, Picker)
        assert "Write a note" in ana.frame()
        await ana.keys("beginning of the next sentence")
        assert len(ana.app.screen.table) == 1
        await ana.keys("enter")
        assert isinstance(ana.app.screen, Reader)
        assert ana.here.startswith("At first light")
        await ana.keys("?", "escape")
        assert isinstance(ana.app.screen, Reader)

    session(flow)


def test_the_palette_runs_what_is_typed_ahead_of_it() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys(":", "delete")
        for _ in range(20):
            await ana.pilot.pause()
        await ana.pilot.press("enter")
        await ana.pilot.pause()
        assert isinstance(ana.app.screen, Reader)
        assert ana.says == "There is no mark here. c, q and f make one, tab goes to the next."

    session(flow)


def test_keys_before_the_desk_is_open_wait_for_it() -> None:
    async def run() -> None:
        desk = made()
        opened: list[Callable[[], None]] = []

        class Late(Workbench):
            def _open(self) -> None:
                opened.append(super()._open)

        app = Late(Start(lambda: desk, ("a", "Boats", ARTICLE)))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            ana = Analyst(app, pilot, desk)
            assert "At first light" in ana.frame()  # painted before there is a desk
            await ana.keys("wwveec")
            assert desk.marks == {}
            opened[0]()
            assert ana.marks == [("claim", "the harbour")]

    asyncio.run(run())


def test_a_paste_never_runs_as_keys_but_goes_into_a_prompt() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("cc")
        ana.screen.on_paste(events.Paste("d\x1b[2J"))
        assert len(ana.marks) == 1
        await ana.keys("escape")
        await ana.keys("m")
        ana.screen.on_paste(events.Paste("two\nlines\x1b"))
        await ana.keys("enter")
        (mark,) = ana.desk.marks.values()
        assert mark.annotation.note == "two lines\u241b"

    session(flow)


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (60, 15), (40, 10), (20, 5), (3, 2), (1, 1)])
def test_every_size_shows_the_text_and_takes_keys(size: tuple[int, int]) -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("zn", "}", "cc", "j", "B", "+", "escape", "9-", "?", "escape", "gl")
        assert len(ana.marks) == 1
        if size[0] >= 20 and size[1] >= 5:
            assert "At first" in ana.frame() or "Boats" in ana.frame()

    session(flow, size=size)


def test_the_cursor_stays_in_sight_with_rows_around_it() -> None:
    async def flow(ana: Analyst) -> None:
        view = ana.reader.view
        for keys in ("12j", "3k", "G", "gg", "}}}", "zt", "zb", "zz"):
            await ana.keys(keys)
            row, top = view.cursor_row(), view.scroll_offset.y
            assert top <= row < top + view.size.height
            x, y = ana.app.cursor_position
            assert view.region.contains(x, y)

    session(flow, size=(60, 14))


def test_moving_the_cursor_paints_two_rows_only() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("gg")
        view, painted = ana.reader.view, []
        kept = view._painted
        view._painted = lambda row, here: painted.append(row) or kept(row, here)  # type: ignore[method-assign, func-returns-value]
        await ana.keys("j")
        assert sorted(painted) == [0, 1]

    session(flow)


def test_the_mouse_can_do_it_too() -> None:
    async def flow(ana: Analyst) -> None:
        view = ana.reader.view
        row, column = view.rows.column(ARTICLE.index("some forty"))
        left = view.region.x + ana.app.cursor_position.x - view.region.x
        await ana.pilot.click(view, offset=(left + column, row))
        assert ana.here.startswith("some forty")
        await ana.pilot.click(view, offset=(left + column, row), times=2)
        assert ana.selected == "some"

    session(flow)


def test_hostile_strings_are_shown_letter_for_letter_everywhere_and_do_nothing() -> None:
    everything = " ".join(HOSTILE)
    rows = [DocumentRow("a", everything[:900], everything, everything[:10])]
    desk = FakeDesk(
        {"a": f"{everything}\n\n{ARTICLE}"}, annotator=f"kim{HOSTILE[3]}[/]", rows=rows, workspace=everything
    )
    desk.plant("a", 0, 5, "claim", note=everything, said_by=everything)
    desk.plant("a", 0, 6, "claim", annotator=f"ana{HOSTILE[2]}")

    async def flow(ana: Analyst) -> None:
        frames = [ana.frame()]
        for keys in (
            ["enter"],
            ["ga"],
            ["ga"],
            ["gg", "m"],
            ["escape", "/", "[/]", "enter"],
            ["zn", "tab", "B"],
            ["escape", "m", "[/]", "enter", "Y"],
            ["gn", "."],
            ["v", "?"],
            ["escape", ":"],
        ):
            await ana.keys(*keys)
            await ana.pilot.pause()
            frames.append(ana.frame())
            for strip in ana.app.screen._compositor.render_strips():
                segment: Segment
                for segment in strip:
                    assert segment.text.isprintable(), repr(segment.text)
                    assert segment.style is None or not segment.style.meta.get("@click")
        told = "\n".join(frames)
        for hostile in HOSTILE[:3]:
            assert hostile in told
        assert "\u241b]52;c;aGFjaw==\u2407" in told
        assert ana.app.is_running

    session(flow, document=None, desk=desk, size=(160, 30))
