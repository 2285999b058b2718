"""Changing marks at the keyboard: once more, their ends, what others changed; and going from mark to mark."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import msgspec
from driver import Analyst, analyst
from fake_desk import FakeDesk
from sample import ARTICLE

from workbench.domain.errors import StoreBusy
from workbench.domain.model import Link
from workbench.tui.desk import DocumentRow, Step
from workbench.tui.screens.library import Library
from workbench.tui.screens.reader import Reader


def made() -> FakeDesk:
    rows = [DocumentRow("a", "Boats block the bridge"), DocumentRow("b", "Crews walk out"), DocumentRow("c", "Log")]
    return FakeDesk({"a": ARTICLE, "b": "Nobody came.", "c": "Nine."}, rows=rows)


def session(
    flow: Callable[[Analyst], Coroutine[Any, Any, None]], desk: FakeDesk | None = None, document: str | None = "a"
) -> None:
    async def run() -> None:
        async with analyst(desk or made(), document) as ana:
            await flow(ana)

    asyncio.run(run())


def plant(desk: FakeDesk, words: str, tag: str = "claim", **more: object) -> None:
    at = ARTICLE.index(words)
    desk.plant("a", at, at + len(words), tag, **more)  # type: ignore[arg-type]


def change(desk: FakeDesk, **fields: object) -> None:
    """What another process does to the first mark."""
    ident, mark = next(iter(desk.marks.items()))
    changed = msgspec.structs.replace(mark.annotation, **fields)
    desk.marks[ident] = msgspec.structs.replace(mark, annotation=changed, revision=mark.revision + 1)


# --- once more -----------------------------------------------------------------------------------------------------


def test_a_tag_is_repeated_on_a_selection_and_otherwise_proposed_first() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys(".")
        assert ana.says.startswith("There is nothing to repeat yet")
        await ana.keys("viwf", "wviw.")
        assert ana.marks == [("figure", "Boats"), ("figure", "block")]
        await ana.keys("}", ".")
        assert ana.selected == "some forty"
        assert ana.says == "A figure? f or . again. w e b adjust, esc leaves."
        assert len(ana.marks) == 2
        await ana.keys(".")
        assert ana.marks[2] == ("figure", "some forty")
        await ana.keys("u")
        assert len(ana.marks) == 2

    session(flow)


def test_a_changed_tag_is_repeated_on_the_mark_here() -> None:
    desk = made()
    for words in ("Boats block the harbour bridge", "The strike is the third this winter.", "Nobody answered."):
        plant(desk, words)

    async def flow(ana: Analyst) -> None:
        await ana.keys("Bq")
        assert [tag for tag, _ in ana.marks] == ["quote", "claim", "claim"]
        await ana.keys("}", ".")
        assert ana.says == "There is no mark here. c, q and f make one, tab goes to the next."
        await ana.keys("tab", ".")
        assert [tag for tag, _ in ana.marks] == ["quote", "quote", "claim"]
        await ana.keys(".")
        assert ana.says == "This is a quote already."
        await ana.keys("u")
        assert [tag for tag, _ in ana.marks] == ["quote", "claim", "claim"]

    session(flow, desk)


def test_a_note_is_repeated_on_the_mark_here_and_with_its_tag_on_a_selection() -> None:
    desk = made()
    plant(desk, "some forty", "figure")

    async def flow(ana: Analyst) -> None:
        await ana.keys("cc", "m", "log says nine", "enter", "tab", ".")
        assert [mark.annotation.note for mark in desk.marks.values()] == ["log says nine", "log says nine"]
        await ana.keys("G", "viw.")
        assert ana.marks[-1] == ("figure", "answered")
        assert [mark.annotation.note for mark in desk.marks.values()] == ["log says nine"] * 3
        await ana.keys("gg", "d", "}", ".")
        assert ana.says == "There is no mark here. c, q and f make one, tab goes to the next."

    session(flow, desk)


# --- the ends of a mark --------------------------------------------------------------------------------------------


def test_both_ends_are_moved_kept_and_undone() -> None:
    desk = made()
    plant(desk, "some forty", "figure", note="n")

    async def flow(ana: Analyst) -> None:
        await ana.keys("B")
        assert ana.says == "There is no mark here. c, q and f make one, tab goes to the next."
        await ana.keys("tab", "B")
        assert ana.screen.stack == "bounds"
        assert ana.selected == "some forty"
        assert "o the other; enter keeps" in ana.says
        assert "ENDS" in ana.screen.status.text
        assert "enter keep" in ana.screen.hints.text
        await ana.keys("e", "o", "w")
        assert ana.selected == "forty boats"
        assert ana.marks == [("figure", "some forty")]
        await ana.keys("enter")
        assert ana.marks == [("figure", "forty boats")]
        assert ana.says == "Ends of the figure moved. u undoes."
        assert ana.screen.stack == "reader"
        await ana.keys("u")
        assert ana.marks == [("figure", "some forty")]
        assert len(ana.reader.view.marks) == 1

    session(flow, desk)


def test_ends_that_are_left_or_not_moved_change_nothing() -> None:
    desk = made()
    plant(desk, "some forty", "figure")

    async def flow(ana: Analyst) -> None:
        await ana.keys("tab", "l", "B", "e", "escape")
        assert ana.says == "The figure is as it was."
        assert ana.here.startswith("ome forty")
        assert ana.screen.stack == "reader"
        await ana.keys("B", "enter", "B", ".", "f")
        assert ana.says == "The figure is as it was."
        assert desk.log == []

    session(flow, desk)


def test_a_tag_key_keeps_the_ends_and_retags_in_one_act() -> None:
    desk = made()
    plant(desk, "some forty", "figure")

    async def flow(ana: Analyst) -> None:
        await ana.keys("tab", "B", "e", "c")
        assert ana.marks == [("claim", "some forty boats")]
        await ana.keys("u")
        assert ana.marks == [("figure", "some forty")]

    session(flow, desk)


def test_ends_are_not_moved_onto_a_mark_of_the_same_tag_and_a_refusal_keeps_the_selection() -> None:
    desk = made()
    plant(desk, "forty", "figure")
    plant(desk, "some forty", "figure")

    async def flow(ana: Analyst) -> None:
        await ana.keys("tab", "B", "o", "w", "enter")
        assert ana.says == "These words are already a figure of yours."
        desk.refuse = StoreBusy("Another process is writing.")
        await ana.keys("o", "e", "enter")
        assert ana.says == "Another process is writing."
        assert (ana.screen.stack, ana.selected) == ("bounds", "forty boats")
        await ana.keys("enter")
        assert ("figure", "forty boats") in ana.marks

    session(flow, desk)


# --- what others change --------------------------------------------------------------------------------------------


def test_a_mark_that_was_changed_elsewhere_is_shown_and_not_overwritten() -> None:
    desk = made()
    plant(desk, "some forty", "figure")

    async def flow(ana: Analyst) -> None:
        await ana.keys("tab")
        change(desk, note="theirs")
        await ana.keys("d")
        assert ana.says == "The mark was changed by someone else. The marks now show it."
        assert ana.marks == [("figure", "some forty")]
        assert "theirs" in ana.frame()
        await ana.keys("d")
        assert ana.marks == []

    session(flow, desk)


def test_a_stale_note_is_said_too() -> None:
    desk = made()
    plant(desk, "some forty", "figure")

    async def flow(ana: Analyst) -> None:
        await ana.keys("tab", "m", "mine")
        change(desk, note="theirs")
        await ana.keys("enter")
        assert ana.says == "Not saved: The mark was changed by someone else. The marks now show it."
        assert ana.reader.focus_mark is not None
        assert ana.reader.focus_mark.annotation.note == "theirs"

    session(flow, desk)


def test_what_another_process_writes_appears_with_the_selection_kept() -> None:
    desk = made()
    plant(desk, "some forty", "figure")

    async def flow(ana: Analyst) -> None:
        await ana.keys("viw")
        ana.reader.look()
        assert ana.says == ""
        desk.others_wrote = True
        ana.reader.look()
        assert ana.says == ""  # it was about something else
        plant(desk, "Nobody answered.")
        desk.others_wrote = True
        ana.reader.look()
        assert ana.says == "Marks were changed elsewhere; they are shown as they now are."
        assert len(ana.reader.view.marks) == 2
        assert ana.selected == "Boats"

    session(flow, desk)


def test_ends_being_moved_go_on_on_the_mark_as_it_now_is() -> None:
    desk = made()
    plant(desk, "some forty", "figure")

    async def flow(ana: Analyst) -> None:
        await ana.keys("tab", "B", "e")
        change(desk, note="theirs")
        await ana.keys("enter")
        assert (ana.screen.stack, ana.selected) == ("bounds", "some forty boats")
        await ana.keys("enter")
        assert ana.marks == [("figure", "some forty boats")]
        (mark,) = desk.marks.values()
        assert mark.annotation.note == "theirs"

    session(flow, desk)


# --- from mark to mark, from article to article --------------------------------------------------------------------


def test_marks_to_check_are_gone_through_past_the_settled_ones() -> None:
    desk = made()
    plant(desk, "Boats", status="verified")
    plant(desk, "some forty", "figure")
    plant(desk, "about 17 percent", "figure", status="cannot_verify")
    plant(desk, "Nobody answered.", status="recheck")

    async def flow(ana: Analyst) -> None:
        await ana.keys(";")
        assert ana.here.startswith("some forty")
        assert ana.says == "Mark 2 of 4, 2 to check"
        await ana.keys("]u")
        assert ana.here.startswith("Nobody")
        await ana.keys(";")
        assert ana.says == "Nothing after this place is left to check."
        await ana.keys(",")
        assert ana.here.startswith("some forty")
        await ana.keys("[u")
        assert ana.says == "Nothing before this place is left to check."
        await ana.keys("gg", "9;")
        assert ana.here.startswith("Nobody")

    session(flow, desk)


def test_marks_without_a_source_are_gone_through() -> None:
    desk = made()
    plant(desk, "Boats", links=(Link(id="l1", source="s1", relation="supports"),))
    plant(desk, "some forty", "figure")

    async def flow(ana: Analyst) -> None:
        await ana.keys("gg", "]l")
        assert ana.here.startswith("some forty")
        assert ana.says == "Mark 2 of 2, without a source"
        await ana.keys("[l")
        assert ana.says == "No mark before this place is without a source."

    session(flow, desk)


def test_the_next_article_of_the_list_and_back() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("gn", "viwc")
        await ana.pilot.pause()
        assert (ana.reader.ident, ana.marks) == ("b", [("claim", "Nobody")])
        await ana.keys("]f")
        assert ana.reader.ident == "c"
        assert ana.says == "Article 3 of 3"
        await ana.keys("gn")
        assert ana.says == "This is the last article of 3."
        await ana.keys("2gp")
        assert ana.reader.ident == "a"
        await ana.keys("[f")
        assert ana.says == "This is the first article of 3."
        await ana.keys("gl")
        await ana.pilot.pause()
        assert isinstance(ana.app.screen, Library)
        assert sum(isinstance(screen, Reader) for screen in ana.app.screen_stack) == 2  # the first one stays below

    session(flow)
    session(flow_from_library, document=None)


async def flow_from_library(ana: Analyst) -> None:
    await ana.keys("enter")
    await ana.pilot.pause()
    await ana.keys("gn")
    await ana.pilot.pause()
    assert ana.reader.ident == "b"
    await ana.keys("gl")
    await ana.pilot.pause()
    assert isinstance(ana.app.screen, Library)
    assert ana.app.screen.table.key == "b"
    assert not any(isinstance(screen, Reader) for screen in ana.app.screen_stack)


def test_an_undo_that_reaches_into_this_document_from_another_shows_here_too() -> None:
    desk = made()
    plant(desk, "some forty", "figure")

    def undo() -> Step:
        desk.marks.clear()
        return Step("Undone: import", "b")

    desk.undo = undo  # type: ignore[method-assign]

    async def flow(ana: Analyst) -> None:
        await ana.keys("u")
        assert ana.says == "Undone: import (here too)"
        assert len(ana.reader.view.marks) == 0
        await ana.keys("u")
        assert ana.says == "Undone: import (in “Crews walk out”)"

    session(flow, desk)


def test_sentences_with_nothing_to_check_are_ticked_and_the_next_untouched_is_gone_to() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("]e")
        assert ana.here.startswith("At first light")
        await ana.keys("rn")
        assert ana.says == "Ticked: nothing to check there, and on to the next untouched. u undoes."
        assert ana.here.startswith("\u201cWe will not move")
        assert "\u00b7 At first light" in ana.frame() or "\u00b7At first light" in ana.frame()
        await ana.keys("gg}", "]e")
        assert ana.here.startswith("\u201cWe will not move")
        await ana.keys("gg}", "rn")
        assert ana.says == "The tick is taken away. u undoes."
        await ana.keys("gg", "rn", "]e")
        assert ana.here.startswith("\u201cWe will not move") or ana.here.startswith("At first light")

    session(flow)


def test_done_says_how_many_sentences_are_left() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("gl", "D")
        assert ana.says.startswith("Done with ")
        assert "sentences neither marked nor ticked" in ana.says

    session(flow)


def test_notes_and_ticks_on_a_selection_and_a_marks_priority() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("}", "vee", "m", "why at light?", "enter")
        (mark,) = ana.desk.marks.values()
        assert (mark.annotation.tag, mark.annotation.exact, mark.annotation.note) == (
            "claim", "At first", "why at light?",
        )  # fmt: skip
        await ana.keys("!!!")
        assert next(iter(ana.desk.marks.values())).annotation.priority == 1
        await ana.keys("!")
        assert next(iter(ana.desk.marks.values())).annotation.priority is None
        await ana.keys("2!")
        assert next(iter(ana.desk.marks.values())).annotation.priority == 2
        await ana.keys("G", "V", "rn")
        assert ana.desk.ticks["a"] == [(ARTICLE.index("Nobody"), len(ARTICLE) - 1)]

    session(flow)


def test_from_quote_to_quote_and_to_what_nobody_has_said_yet() -> None:
    desk = made()
    plant(desk, "Boats block", "claim")
    plant(desk, "some forty", "figure")
    plant(desk, "He knows the number.", "quote")

    async def flow(ana: Analyst) -> None:
        await ana.keys("]t")
        assert ana.says == "There is no claim after this place."
        await ana.keys("]w")
        assert ana.here.startswith("He knows")
        await ana.keys("enter", "enter", "Jonas Lind", "enter", "escape", "[w")
        assert ana.here.startswith("Boats")
        await ana.keys("]w")
        assert ana.says == "No quote or claim after this place is without a speaker."
        spoken = {mark.annotation.tag: mark.annotation.said_by for mark in ana.desk.marks.values()}
        assert spoken == {"claim": "", "figure": "", "quote": "Jonas Lind"}

    session(flow, desk)
