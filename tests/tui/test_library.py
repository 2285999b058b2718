"""The library at the keyboard: how far one is, done, sorting, filtering, and files in and out."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from driver import Analyst, analyst
from fake_desk import FakeDesk
from sample import HOSTILE

from workbench.domain.errors import DataError, StoreBusy
from workbench.tui.desk import DocumentRow, Filed
from workbench.tui.filing import completed
from workbench.tui.keys import live
from workbench.tui.listing import SORTS, arranged, listed, summed
from workbench.tui.palette import score
from workbench.tui.screens.library import Library

Flow = Callable[[Analyst], Coroutine[Any, Any, None]]

ROWS = [
    DocumentRow("a", "Boats block the bridge", "Quay News", "2020-01-02", stories=("winter strike",)),
    DocumentRow("b", "Crews walk out", "Halden Post", "2020-01-03", done=True),
    DocumentRow("c", "Harbour log", "Port", role="evidence"),
    DocumentRow("d", "Bridge opens", "Quay News", stage="draft"),
]


def made() -> FakeDesk:
    desk = FakeDesk({row.id: "Nine boats came." for row in ROWS}, rows=ROWS)
    desk.plant("d", 0, 4, "figure")
    desk.plant("d", 0, 16, "claim", status="verified")
    return desk


def session(flow: Flow, desk: FakeDesk | None = None, size: tuple[int, int] = (120, 20)) -> None:
    async def run() -> None:
        async with analyst(desk or made(), None, size) as ana:
            await flow(ana)

    asyncio.run(run())


def library(ana: Analyst) -> Library:
    screen = ana.app.screen
    assert isinstance(screen, Library)
    return screen


def line(ana: Analyst, words: str) -> str:
    return next(row for row in ana.frame().split("\n") if words in row)


async def settled(ana: Analyst) -> None:
    """Wait for the threads, and for what they have posted."""
    await ana.app.workers.wait_for_complete()
    await ana.pilot.pause()


# --- how far one is ------------------------------------------------------------------------------------------------


def test_the_list_says_how_far_each_document_is() -> None:
    async def flow(ana: Analyst) -> None:
        assert "4 documents, 1 done, 2 unfinished, 1 evidence, 2 marks of yours, 1 to check" in ana.frame()
        assert line(ana, "Bridge opens").split()[-4:] == ["1/1", "0/1", "1", "draft"]
        assert line(ana, "Crews walk out").split()[-1] == "done"
        assert line(ana, "Harbour log").split()[-1] == "evidence"

    session(flow)


def test_evidence_has_nothing_to_check() -> None:
    row = DocumentRow("e", "Log", role="evidence", counts={"claim": 2}, open=2)
    assert listed(row).cells[6] == ""
    assert "to check" not in summed([row])


def test_done_is_said_shown_counted_and_skipped() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("D")
        left = "1 sentence neither marked nor ticked"
        assert ana.says == f"Done with {left}. n goes to the next unfinished one, u undoes."
        assert "2 done, 1 unfinished" in ana.frame()
        assert ana.desk.rows["a"].done
        assert library(ana).table.key == "a"
        await ana.keys("n")
        assert library(ana).table.key == "d"
        await ana.keys("D", "n")
        assert ana.says == "All documents here are done."
        await ana.keys("D")
        assert ana.says == "Not done any more. u undoes."
        assert not ana.desk.rows["d"].done

    session(flow)


def test_evidence_is_not_there_to_be_done() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("GD")
        assert library(ana).table.key == "c"
        assert ana.says.startswith("This is evidence")
        assert not ana.desk.rows["c"].done

    session(flow)


def test_a_refused_done_changes_nothing() -> None:
    desk = made()

    def refuse(document_id: str, done: bool) -> bool:
        raise StoreBusy("Another process is writing to this workspace.", "Do it again.")

    desk.set_done = refuse  # type: ignore[method-assign]

    async def flow(ana: Analyst) -> None:
        await ana.keys("D")
        assert ana.says == "Another process is writing to this workspace. Do it again."
        assert "1 done" in ana.frame()

    session(flow, desk)


# --- order and filter ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "order"),
    [("title", "adbc"), ("publisher", "bcad"), ("newest first", "badc"), ("most to check", "dabc"),
     ("progress", "dabc")],
)  # fmt: skip
def test_the_orders(by: str, order: str) -> None:
    assert "".join(row.id for row in arranged(made().documents(), by)) == order


def test_sorting_keeps_the_place_and_is_remembered() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("j", "SSSS")
        assert ana.says == "Sorted by most to check. S goes on to progress."
        assert library(ana).table.shown == ["d", "a", "b", "c"]
        assert library(ana).table.key == "d"
        assert "by most to check" in ana.frame()
        await ana.keys("enter")
        await ana.keys("gl")
        assert library(ana).table.shown == ["d", "a", "b", "c"]
        await ana.keys("S" * (len(SORTS) - 4))
        assert library(ana).table.shown == ["a", "d", "b", "c"]

    session(flow)


@pytest.mark.parametrize(
    ("words", "found"), [("bridge", "ad"), ("QUAY bridge", "ad"), ("strike", "a"), ("halden", "b"), ("2020", "")]
)
def test_the_filter_narrows_while_one_types(words: str, found: str) -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("/", words)
        assert sorted(library(ana).table.shown) == list(found)
        await ana.keys("escape")
        assert len(library(ana).table) == 4

    session(flow)


def test_a_filter_without_a_hit_says_how_to_leave_it() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("/", "zeppelin", "enter")
        assert "esc shows all again" in ana.frame()
        await ana.keys("enter")
        assert ana.says == "No document is shown."
        await ana.keys("D")
        assert ana.says == "There is no document here."
        await ana.keys("escape")
        assert len(library(ana).table) == 4

    session(flow)


def test_rows_painted_before_take_on_the_other_colours() -> None:
    async def flow(ana: Analyst) -> None:
        def colours() -> set[object]:
            return {segment.style for number in range(5) for segment in library(ana).table.render_line(number)}

        dark = colours()
        await ana.keys("gt", "workbench-light", "enter")
        await ana.pilot.pause()
        assert not dark & colours()

    session(flow)


# --- empty and narrow ----------------------------------------------------------------------------------------------


def test_an_empty_library_says_what_to_do() -> None:
    async def flow(ana: Analyst) -> None:
        assert "a adds texts" in ana.frame()
        assert "I imports" in ana.frame()
        await ana.keys("enter")
        assert ana.says == "There is no document to read: a adds."
        await ana.keys("nNDSjkgGG")
        assert library(ana).table.key is None

    session(flow, FakeDesk({}))


@pytest.mark.parametrize("size", [(60, 12), (40, 8), (20, 5)])
def test_narrow_screens_keep_the_titles(size: tuple[int, int]) -> None:
    async def flow(ana: Analyst) -> None:
        frame = ana.frame()
        assert "Boats" in frame
        if size[0] >= 60:
            assert "Boats block the bridge" in frame
            assert "4 documents, 1 done, 2 unfinished" in frame
            assert line(ana, "Bridge opens").split()[-2:] == ["1", "draft"]
            assert line(ana, "Harbour log").split()[-1] == "evidence"
        await ana.keys("G")
        assert "Harbour" in ana.frame()

    session(flow, size=size)


# --- files in and out ----------------------------------------------------------------------------------------------


def test_adding_lists_the_new_document_and_goes_there() -> None:
    desk = made()

    def work(path: str, go_on: Callable[[str], bool]) -> Filed:
        assert threading.current_thread() is not threading.main_thread()
        assert go_on("1 of 1 read")
        desk.texts["e"] = ""
        desk.rows["e"] = DocumentRow("e", "New one")
        return Filed("1 document added.", ["e: the text is empty", "e: no title"], "e")

    desk.work = work

    async def flow(ana: Analyst) -> None:
        await ana.keys("a", "new.txt", "enter")
        await settled(ana)
        assert ana.says == "1 document added. e: the text is empty (and 1 more) gh lists them all."
        assert library(ana).table.key == "e"
        assert list(library(ana).filing.report) == ["e: the text is empty", "e: no title"]
        assert "saved" in ana.screen.status.text

    session(flow, desk)


@pytest.mark.parametrize(("key", "path"), [("I", "there"), ("E", "out"), ("E", "")])
def test_importing_and_exporting(key: str, path: str) -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys(key, path, "enter")
        await settled(ana)
        assert ana.says == f"Worked on {path}."
        assert (ana.app.saved_at != "") == (key == "I")

    session(flow)


def test_problems_are_said_with_their_number() -> None:
    desk = made()

    def refuse(path: str, go_on: Callable[[str], bool]) -> Filed:
        raise DataError("a.yaml:1:1: first\nb.yaml:2:2: second\nc.yaml:3:3: third", "Nothing was imported.")

    desk.work = refuse

    async def flow(ana: Analyst) -> None:
        await ana.keys("I", "there", "enter")
        await settled(ana)
        assert ana.says == "a.yaml:1:1: first (and 2 more) Nothing was imported. gh lists them all."
        assert list(library(ana).filing.report) == ["a.yaml:1:1: first", "b.yaml:2:2: second", "c.yaml:3:3: third"]
        assert ana.screen.status.message.kind == "problem"
        assert ana.app.saved_at == ""

    session(flow, desk)


@pytest.mark.parametrize(
    ("key", "name", "stopped"),
    [("a", "Adding", "Stopped; nothing was added."), ("I", "Importing", "Stopped; nothing was imported."),
     ("E", "Exporting", "Stopped; nothing was exported.")],
)  # fmt: skip
def test_long_work_shows_how_far_it_is_and_leaves_the_keys_alive_until_it_is_stopped(
    key: str, name: str, stopped: str
) -> None:
    desk = made()
    asked, told, answers = threading.Event(), threading.Event(), []

    def work(path: str, go_on: Callable[[str], bool]) -> Filed:
        answers.append(go_on("1 of 2 read, 50 %"))
        told.set()
        assert asked.wait(30)
        answers.append(go_on("2 of 2 read"))
        return Filed(stopped, stored=False)

    desk.work = work

    async def flow(ana: Analyst) -> None:
        await ana.keys(key, "folder", "enter")
        await asyncio.to_thread(told.wait, 30)
        await ana.pilot.pause(0.3)
        assert ana.says == f"{name}: 1 of 2 read, 50 %. esc stops."
        await ana.keys("j")
        assert library(ana).table.key == "d"
        assert f"{name.lower()} \u2026" in ana.screen.status.text
        await ana.keys("I")
        await ana.pilot.pause(0.3)
        assert ana.says == f"{name} is still going on."
        await ana.keys("escape")
        assert ana.says == f"{name} is being stopped."
        asked.set()
        await settled(ana)
        assert ana.says == stopped
        assert list(library(ana).filing.report) == []
        assert name.lower() not in ana.screen.status.text
        assert answers == [True, False]
        assert ana.app.saved_at == ""
        assert not any("50 %" in message.text for message in ana.app.said)

    session(flow, desk)


def test_work_that_ends_while_one_reads_says_so_there() -> None:
    desk = made()
    asked = threading.Event()

    def work(path: str, go_on: Callable[[str], bool]) -> Filed:
        assert asked.wait(30)
        return Filed("Imported: 1 sets.")

    desk.work = work

    async def flow(ana: Analyst) -> None:
        await ana.keys("I", "there", "enter")
        assert ana.says == "Importing … esc stops."
        await ana.keys("enter")
        asked.set()
        await settled(ana)
        assert ana.reader.ident == "a"
        assert ana.says == "Imported: 1 sets."

    session(flow, desk)


def test_a_report_is_of_the_last_work_alone() -> None:
    desk = made()
    reports = iter([Filed("One.", ["first", "second"]), Filed("Two.", ["third"])])
    desk.work = lambda path, go_on: next(reports)

    async def flow(ana: Analyst) -> None:
        await ana.keys("I", "x", "enter")
        await settled(ana)
        assert list(library(ana).filing.report) == ["first", "second"]
        await ana.keys("I", "x", "enter")
        await settled(ana)
        assert ana.says == "Two. third"
        assert list(library(ana).filing.report) == ["third"]

    session(flow, desk)


def test_a_defect_in_a_thread_ends_in_the_log_and_not_in_silence() -> None:
    desk = made()

    def broken(path: str, go_on: Callable[[str], bool]) -> Filed:
        raise RuntimeError("a defect")

    desk.work = broken

    async def flow(ana: Analyst) -> None:
        await ana.keys("I", "there", "enter")
        await settled(ana)

    with pytest.raises(RuntimeError, match="a defect"):
        session(flow, desk)


def test_leaving_the_path_does_nothing() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("a", "x", "escape", "jD")
        assert ana.desk.rows["d"].done

    session(flow)


def test_tab_completes_a_path(tmp_path: Path) -> None:
    (tmp_path / "boats.txt").touch()
    (tmp_path / "bogus").mkdir()

    async def flow(ana: Analyst) -> None:
        await ana.keys("a", f"{tmp_path}/b", "tab")
        assert ana.screen.prompt.line.text == f"{tmp_path}/bo"
        assert ana.says == "boats.txt  bogus/"
        await ana.keys("a", "tab")
        assert ana.screen.prompt.line.text == f"{tmp_path}/boats.txt"
        await ana.keys("zz", "tab")
        assert ana.says == "No file or folder begins so."

    session(flow)


def test_completion_is_of_what_stands_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("one.txt", "two", ".hidden", "bad\x1b"):
        (tmp_path / name).touch()
    assert completed("") == ("", ["one.txt", "two"])
    assert completed("t") == ("two", ["two"])
    assert completed(".h") == (".hidden", [".hidden"])
    assert completed("~/o") == ("~/one.txt", ["one.txt"])
    assert completed("nowhere/x") == ("nowhere/x", [])


@pytest.mark.parametrize(
    ("words", "ident"),
    [("finished", "library.done"), ("order", "library.sort"), ("new document", "library.add"),
     ("colleague", "library.import"), ("send", "library.export"), ("todo", "library.next_open")],
)  # fmt: skip
def test_everyday_words_find_the_library_s_commands(words: str, ident: str) -> None:
    ranked = sorted(live("library"), key=lambda one: -score(one, words))
    assert ident in [one.id for one in ranked if score(one, words) > 0][:2]


# --- other processes -----------------------------------------------------------------------------------------------


def test_what_another_process_wrote_appears_and_the_place_stays() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("j")
        ana.desk.rows["0"] = DocumentRow("0", "A first one")
        ana.desk.texts["0"] = ""
        library(ana).look()
        await settled(ana)
        assert "A first one" not in ana.frame()
        ana.desk.others_wrote = True
        library(ana).look()
        await settled(ana)
        assert "A first one" in ana.frame()
        assert library(ana).table.key == "d"

    session(flow)


def test_nothing_is_painted_where_nothing_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def flow(ana: Analyst) -> None:
        ana.desk.others_wrote = True
        monkeypatch.setattr(library(ana), "_show", lambda *arguments: pytest.fail("listed anew"))
        library(ana).look()
        await settled(ana)

    session(flow)


def test_many_documents_are_counted_anew_in_a_thread_and_late_news_is_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("workbench.tui.screens.library._MANY", 3)
    desk = made()
    read, begun, go_on = desk.documents, threading.Event(), threading.Event()

    def slowly() -> Sequence[DocumentRow]:
        rows = read()
        if threading.current_thread() is not threading.main_thread() and not begun.is_set():
            begun.set()
            assert go_on.wait(30)
        return rows

    desk.documents = slowly  # type: ignore[method-assign]

    async def flow(ana: Analyst) -> None:
        await ana.keys("j", "enter", "V")
        await ana.pilot.pause()
        await ana.keys("f", "gl")
        assert library(ana).table.key == "d"
        await asyncio.to_thread(begun.wait, 30)
        await ana.keys("D")  # what the thread has read does not know this
        go_on.set()
        await settled(ana)
        await settled(ana)
        assert "2 done, 1 unfinished" in ana.frame()
        assert "3 marks of yours" in ana.frame()
        assert line(ana, "Bridge opens").split()[-1] == "draft"

    session(flow, desk)


def test_hostile_words_in_every_place(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = " ".join(HOSTILE)
    desk = made()
    desk.rows["a"] = replace(ROWS[0], title=everything, publisher=everything, stories=(everything,))
    desk.work = lambda path, go_on: Filed(everything, [everything])

    async def flow(ana: Analyst) -> None:
        await ana.keys("I", everything.replace("\x1b", "").replace("\x00", ""), "enter")
        await settled(ana)
        await ana.keys("S" * len(SORTS), "/", "[sic]")
        shown = ana.frame()
        assert "[sic] [/]" in shown
        assert not any(letter in shown for letter in "\x1b\x9b\x9d\x07\u202e\x7f")

    session(flow, desk)
