"""The Corrections screen over a real workspace: every command through its keys, the memo, others, hostile words."""

import asyncio
import re
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from person import Person
from sample import HOSTILE

from workbench.cli.main import run
from workbench.domain.corrections import Item
from workbench.domain.model import Annotation, Correction, Placed, Query
from workbench.services import annotations, correcting, documents, history, naming, workspace
from workbench.services.documents import Incoming
from workbench.services.workspace import Workspace
from workbench.store.journal import Act, Put
from workbench.tui import correctiontold
from workbench.tui.app import Start, Workbench
from workbench.tui.screens import corrections
from workbench.tui.screens.corrections import Corrections
from workbench.tui.screens.library import Library
from workbench.tui.screens.picker import Picker
from workbench.tui.screens.reader import Reader
from workbench.tui.screens.review import Review
from workbench.tui.screens.sources import Sources
from workbench.tui.workspace_desk import WorkspaceDesk

QUAY = "About forty boats lay across the fairway. Nobody was hurt.\n\nThe police counted about forty boats.\n"
PIER = "The pier is nine metres long. It was built in 1911.\n"
Flow = Callable[["Checker"], Coroutine[Any, Any, None]]
Opener = Callable[..., Workspace]


class Checker(Person):
    """Drives one running application over a workspace."""

    @property
    def rows(self) -> Corrections:
        screen = self.app.screen
        assert isinstance(screen, Corrections)
        return screen

    @property
    def panel(self) -> str:
        return self.rows.panel.text

    @property
    def here(self) -> Item:
        item = self.rows.item
        assert item is not None
        return item

    @property
    def states(self) -> list[str]:
        """How far each row is, in the order of the list."""
        return [item.state for item in self.rows.shown()]


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    opened: list[Workspace] = []

    def opens(annotator: str = "kim", name: str = "space") -> Workspace:
        root = tmp_path / name
        if not root.exists():
            workspace.create(root)
        opened.append(workspace.open_workspace(root, annotator=annotator, wait=0.25))
        return opened[-1]

    yield opens
    for one in opened:
        one.close()


@pytest.fixture
def bare(opener: Opener) -> Workspace:
    """Two documents of one story and one of none, without marks."""
    made = opener()
    harbour = {"publisher": "Quay News", "stories": ("harbour",)}
    documents.add(
        made,
        [
            Incoming("quay", QUAY, {"title": "Quay", **harbour}),
            Incoming("pier", PIER, {"title": "Pier", **harbour}),
            Incoming("mill", "The mill burned.\n", {"title": "Mill"}),
        ],
    )
    return made


@pytest.fixture
def space(bare: Workspace) -> Workspace:
    """Three corrections in three documents, and a question."""
    correcting.correct(bare, mark(bare, "Quay", QUAY, "forty boats"), "nine boats", "harbour log, p. 4")
    correcting.query(bare, mark(bare, "Quay", QUAY, "Nobody was hurt."), "the writer", "Says who?")
    correcting.correct(bare, mark(bare, "Pier", PIER, "nine metres"), "ten metres")
    correcting.correct(bare, mark(bare, "Mill", "The mill burned.\n", "burned"), "smouldered")
    return bare


def mark(space: Workspace, title: str, text: str, words: str) -> str:
    ident = next(row.document.id for row in documents.listing(space) if row.document.title == title)
    start = text.index(words)
    return annotations.annotate(space, ident, (start, start + len(words)), "claim").id


def kept(space: Workspace, words: str) -> Annotation:
    return next(one.annotation for one in annotations.listing(space) if words in one.annotation.exact)


def state_of(space: Workspace, words: str) -> str:
    correction = kept(space, words).correction
    return correction.state if correction is not None else "none"


def session(flow: Flow, space: Workspace, size: tuple[int, int] = (120, 36), first: str = "gc") -> None:
    async def play() -> None:
        app = Workbench(Start(lambda: WorkspaceDesk(space)))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            checker = Checker(app, pilot, space)
            await checker.keys(first)
            await pilot.pause()
            await flow(checker)

    asyncio.run(play())


# --- what is seen ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 15), (200, 50), (40, 10), (20, 5)])
def test_all_are_listed_by_title_and_place_and_the_current_one_is_told(space: Workspace, size: tuple[int, int]) -> None:
    async def flow(kim: Checker) -> None:
        found = [(item.document.title, item.paragraph, item.state) for item in kim.rows.shown()]
        assert found == [
            ("Mill", 1, "proposed"), ("Pier", 1, "proposed"), ("Quay", 1, "proposed"), ("Quay", 1, "open"),
        ]  # fmt: skip
        await kim.keys("jj")
        frame = kim.frame()
        assert "CORRECTIONS" in frame
        if size[0] >= 80 and size[1] >= 24:
            assert "3 corrections (proposed), 1 question (open)" in frame
            assert "forty boats \u2192 nine boats" in frame
            assert "About \u27e6forty boats\u27e7 lay across the fairway." in " ".join(kim.panel.split())
            assert "\u00b6 2" in kim.panel  # the same words stand there too
            assert "harbour log, p. 4" in kim.panel
            assert "sources" in kim.panel
        await kim.keys("G")
        if size[1] >= 24:
            assert "the writer: Says who?" in kim.panel

    session(flow, space, size)


def test_where_nothing_is_to_be_corrected_the_keys_that_begin_are_named(bare: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        frame = kim.frame()
        assert "There are no corrections and no questions of yours yet." in frame
        assert "rc in an article says what it should read" in frame
        assert "rq puts a question" in frame
        for keys in ("s", "e", "r", "O", "x", "w", "i", "enter"):
            await kim.keys(keys)
            assert kim.says == "There is no correction here: rc in an article makes one.", keys
        await kim.keys("A")
        assert kim.says == "None of your corrections that are shown is still to be sent."
        await kim.keys("n")
        assert kim.says == "There are no corrections here."
        await kim.keys("W")
        assert "no questions by anybody yet" in kim.frame()

    session(flow, bare)


# --- from opened to memo ---------------------------------------------------------------------------------------------


def test_each_state_is_one_key_and_taken_back(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.to("forty")
        for key, state in (("s", "sent"), ("a", "accepted"), ("m", "made"), ("t", "stet"), ("p", "proposed")):
            await kim.keys(key)
            assert state_of(space, "forty") == kim.here.state == state
            assert kim.says.endswith("u undoes.")
            assert kim.here.mark.annotation.exact == "forty boats"  # the cursor stays
        await kim.keys("p")
        assert kim.says == "It is proposed already."
        await kim.keys("t", "u")
        assert state_of(space, "forty") == kim.here.state == "proposed"
        await kim.keys("U")
        assert state_of(space, "forty") == kim.here.state == "stet"
        assert "2 proposed, 1 stet" in kim.frame()

    session(flow, space)


def test_words_and_reasons_are_changed_and_what_is_left_alone_is_not(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.to("forty")
        await kim.keys("s", "e", "enter", "enter")
        assert kim.says == "It is as it was."
        assert kim.here.state == "sent"
        await kim.keys("e", "escape")
        assert kim.says == "Nothing was saved."
        await kim.keys("e", "enter", "ctrl+u", "the log says so", "enter")
        correction = kept(space, "forty").correction
        assert correction is not None
        assert (correction.text, correction.reason, correction.state) == ("nine boats", "the log says so", "sent")
        await kim.keys("e", "ctrl+u", "ten boats", "enter", "enter")
        assert state_of(space, "forty") == "proposed"
        assert "forty boats \u2192 ten boats" in kim.frame()
        await kim.keys("e", "ctrl+u", "enter")
        assert kim.says == "Nothing was said that it should read; nothing was saved."
        await kim.keys("e", "ctrl+u", "forty boats", "enter", "enter")
        assert kim.says.startswith("Not saved: It reads so already.")

    session(flow, space)


def test_a_question_is_answered_opened_again_changed_and_taken_away(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.keys("G", "s")
        assert kim.says.startswith("This is a question to the writer, not a correction")
        await kim.keys("O")
        assert kim.says == "This question is open. r notes its answer."
        await kim.keys("r", "The police.", "enter")
        assert kim.here.state == "answered"
        assert kept(space, "Nobody").queries[0].answer == "The police."
        assert "The police." in kim.panel
        await kim.keys("O")
        assert (kim.here.state, kept(space, "Nobody").queries[0].answer) == ("open", "")
        await kim.keys("e", "ctrl+u", "the sub", "enter", "ctrl+u", "Needed?", "enter")
        query = kept(space, "Nobody").queries[0]
        assert (query.to, query.text, query.state) == ("the sub", "Needed?", "open")
        await kim.keys("x")
        assert kept(space, "Nobody").queries == ()
        assert kim.states == ["proposed"] * 3
        await kim.keys("u")
        assert kim.here.query is not None
        assert kim.here.query.to == "the sub"

    session(flow, space)


def test_a_correction_is_taken_away_and_brought_back(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.to("forty")
        await kim.keys("O")
        assert kim.says == "This is a correction, not a question: p proposes it again."
        await kim.keys("r")
        assert kim.says == "This is a correction, not a question. e changes its words."
        for key in ("d", "x", "delete"):
            await kim.keys(key)
            assert kept(space, "forty").correction is None
            assert kept(space, "forty").status == "in_progress"
            assert kim.says == "The correction is taken away; its mark is in progress. u undoes."
            assert len(kim.rows.shown()) == 3
            await kim.keys("u")
            assert kept(space, "forty").status == "needs_correction"
            assert kim.here.mark.annotation.exact == "forty boats"

    session(flow, space)


def test_what_waits_is_gone_through_and_the_list_is_sorted(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.keys("s", "n", "s", "n")
        assert kim.here.mark.annotation.exact == "forty boats"
        await kim.keys("s", "n")
        assert kim.here.query is not None
        await kim.keys("n")
        assert kim.says.startswith("Nothing else here waits")
        await kim.keys("N")
        assert kim.says.startswith("Nothing else here waits")
        await kim.keys("S")
        assert kim.says == "Sorted by state. S goes on to newest first."
        assert kim.states == ["open", "sent", "sent", "sent"]
        assert "by state" in kim.frame()
        await kim.keys("S", "S")
        assert kim.states == ["sent", "sent", "sent", "open"]

    session(flow, space)


def test_the_filter_finds_stories_people_and_states_and_all_shown_are_sent_at_once(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        for words, count in (("harbour", 3), ("the writer", 1), ("=proposed", 3), ("question", 1), ("smouldered", 1)):
            await kim.keys("/", words)
            assert len(kim.rows.table) == count, words
            await kim.keys("escape")
        await kim.keys("/", "harbour =proposed", "enter", "A")
        assert kim.says == "A again says that 2 proposed corrections were sent."
        await kim.keys("j", "A")
        assert kim.says.startswith("A again")  # something came between
        assert state_of(space, "forty") == "proposed"
        await kim.keys("A")
        assert kim.says == "2 sent. u undoes."
        assert [state_of(space, words) for words in ("forty", "nine", "burned")] == ["sent", "sent", "proposed"]
        assert history.undo(space).summary == "2 corrections sent"
        await kim.keys("escape")

    session(flow, space)


def test_one_goes_to_the_place_and_back_and_sees_what_was_done_there(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.keys("/", "harbour", "enter", "j", "enter")
        reader = kim.screen
        assert isinstance(reader, Reader)
        assert reader.view.text[reader.view.cursor :].startswith("forty boats")
        assert reader.focus_mark is not None
        assert reader.focus_mark.annotation.exact == "forty boats"
        assert kim.says == "Correction, proposed. gc goes back."
        await kim.keys("rc", "ctrl+u", "eight boats", "enter", "enter", "gc")
        assert kim.here.mark.annotation.correction is not None
        assert kim.here.mark.annotation.correction.text == "eight boats"
        assert kim.rows.table.filtered == "harbour"
        await kim.keys("escape", "escape")
        assert isinstance(kim.screen, Library)

    session(flow, space)


def test_the_article_beneath_shows_what_was_done_on_the_list(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.keys("q", "G", "enter", "tab")
        assert isinstance(kim.screen, Reader)
        await kim.keys("gc")
        await kim.to("forty")
        await kim.keys("x", "q")
        reader = kim.screen
        assert isinstance(reader, Reader)
        found = next(one for one in reader.view.marks.all() if one.annotation.exact == "forty boats")
        assert found.annotation.correction is None
        await kim.keys("m", "seen", "enter")
        assert kept(space, "forty").note == "seen"  # not refused as changed meanwhile

    session(flow, space)


def test_the_memo_of_the_screen_is_the_shells_to_the_byte(space: Workspace, tmp_path: Path) -> None:
    async def flow(kim: Checker) -> None:
        await kim.to("forty")
        await kim.keys("w")
        assert "Memo on harbour, 2 documents" in kim.frame()
        await kim.keys("enter")
        await kim.settled()
        path = tmp_path / "memo-harbour.md"
        assert kim.says == f"Wrote 2 corrections and 1 open question to {path}. A says that those shown were sent."
        for name in ("own.txt", "own.docx"):
            await kim.keys("w", "ctrl+u", str(tmp_path / name), "enter")
            await kim.settled()
        await kim.to("smouldered")
        await kim.keys("w", "enter")
        await kim.settled()

    session(flow, space)
    mill = next(path for path in tmp_path.glob("memo-mill-*.md"))
    for mine, *asked in (
        (tmp_path / "memo-harbour.md", "--story", "harbour"), (tmp_path / "own.txt", "--story", "harbour"),
        (mill, mill.stem.removeprefix("memo-")),
    ):  # fmt: skip
        other = tmp_path / f"shell{mine.suffix}"
        assert run(["-C", str(space.root), "--as", "kim", "memo", *asked, "-o", str(other)]) == 0
        assert mine.read_bytes() == other.read_bytes()
    assert (tmp_path / "own.docx").read_bytes().startswith(b"PK")


def test_a_file_that_is_there_is_written_over_only_when_that_is_said(space: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "memo-harbour.md"
    path.write_text("mine")

    async def flow(kim: Checker) -> None:
        await kim.to("forty")
        await kim.keys("w", "enter", "escape")
        assert kim.says == "No memo was written."
        assert path.read_text() == "mine"
        await kim.keys("w", "enter", "enter")
        await kim.settled()
        assert path.read_text().startswith("# Pier")
        await kim.keys("w", "ctrl+u", "nowhere/x.md", "enter")
        await kim.settled()
        assert "its folder is missing" in kim.says
        await kim.keys("w", "ctrl+u", "enter")
        assert kim.says == "No file was named; no memo was written."
        await kim.keys("/", "smouldered", "enter", "t", "w", "enter")
        await kim.settled()
        assert kim.says == "Nothing is left to be corrected or asked there; no memo was written."
        assert not list(tmp_path.glob("memo-mill*"))

    session(flow, space)


def test_from_opened_to_memo_by_keyboard_alone(bare: Workspace, tmp_path: Path) -> None:
    async def flow(kim: Checker) -> None:
        await kim.keys("G", "enter", "rc", "ctrl+u", "Nine boats lay there.", "enter", "log", "enter")
        assert kim.says.startswith("To be corrected. s links what shows it")
        await kim.keys("gc", "w", "enter")
        await kim.settled()
        (path,) = tmp_path.glob("memo-quay-*.md")
        text = path.read_text("utf-8")
        assert "About forty boats lay across the fairway." in text
        assert "Nine boats lay there." in text

    session(flow, bare, first="")


def test_all_about_one_is_a_list(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.to("forty")
        await kim.keys("i")
        assert isinstance(kim.app.screen, Picker)
        assert "harbour log, p. 4" in kim.frame()
        await kim.keys("enter")
        assert isinstance(kim.app.screen, Corrections)

    session(flow, space, (80, 24))


def test_from_everywhere_there_and_back(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.keys("gc")
        assert kim.says == "This is the list. q goes back."
        await kim.keys("gs")
        assert isinstance(kim.app.screen, Sources)
        await kim.keys("gc")
        assert isinstance(kim.app.screen, Corrections)
        await kim.keys("gr")
        assert isinstance(kim.app.screen, Review)
        await kim.keys("gc", "gl")
        assert isinstance(kim.app.screen, Library)
        await kim.keys("enter", "v", "gc", "q")
        assert isinstance(kim.app.screen, Reader)

    session(flow, space)


# --- what others do --------------------------------------------------------------------------------------------------


def test_others_are_listed_on_demand_and_cannot_be_changed(space: Workspace, opener: Opener) -> None:
    lee = opener("lee")
    correcting.correct(lee, mark(lee, "Pier", PIER, "1911"), "1912", "plaque")
    correcting.query(lee, mark(lee, "Pier", PIER, "The pier"), "kim", "Which?")

    async def flow(kim: Checker) -> None:
        assert "1911" not in kim.frame()
        await kim.keys("W")
        assert kim.says == "Everybody\u2019s that may be seen: 2 of others. W goes back."
        await kim.to("plaque")
        for keys in ("p", "s", "a", "m", "t", "e", "x"):
            await kim.keys(keys)
            assert kim.says == "This correction is lee's; you can change only your own.", keys
        await kim.to("Which?")
        for keys in ("r", "O", "d"):
            await kim.keys(keys)
            assert kim.says == "This question is lee's; you can change only your own.", keys
        await kim.keys("A", "A")
        assert kim.says == "3 sent. u undoes."
        assert state_of(space, "1911") == "proposed"
        await kim.to("plaque")
        await kim.keys("o")
        assert isinstance(kim.app.screen, Reader)
        assert kim.says == "lee\u2019s mark: ga shows others\u2019. gc goes back."
        await kim.keys("gc", "w", "ctrl+u", "all.md", "enter")
        await kim.settled()
        assert "1912" in Path("all.md").read_text("utf-8")
        await kim.keys("W")
        assert "1911" not in kim.frame()

    session(flow, space)


def test_what_another_window_does_is_seen_and_not_overwritten(space: Workspace, opener: Opener) -> None:
    other = opener()
    ident = next(one.id for one in annotations.listing(space) if "forty" in one.annotation.exact)

    async def flow(kim: Checker) -> None:
        await kim.to("forty")
        correcting.correct(other, ident, "eleven boats")
        kim.rows.look()
        await kim.settled()
        assert "eleven boats" in kim.frame()
        correcting.correct(other, ident, "twelve boats")
        await kim.keys("s")
        assert "changed by someone else" in kim.says
        assert state_of(space, "forty") == "proposed"
        assert "twelve boats" in kim.frame()  # as it now stands
        await kim.keys("e", "ctrl+u", "x")
        correcting.move_on(other, ident, "sent")
        await kim.keys("enter", "enter")
        assert kim.says.startswith("Not saved: ")
        await kim.keys("A")
        correcting.move_on(
            other, next(one.id for one in annotations.listing(space) if "nine" in one.annotation.exact), "made"
        )
        await kim.keys("A")
        assert "changed by someone else" in kim.says
        assert state_of(space, "burned") == "proposed"  # none of them
        correcting.drop(other, ident)
        kim.rows.look()
        await kim.settled()
        assert "eleven" not in kim.frame()
        assert len(kim.rows.shown()) == 3

    session(flow, space)


def test_of_very_many_changes_are_read_in_a_thread(
    space: Workspace, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.tui.screens.corrections._VERY_MANY", 1)
    monkeypatch.setattr("workbench.tui.screens.corrections._LARGE", 10)
    other = opener()

    async def flow(kim: Checker) -> None:
        await kim.to("forty")
        assert "\u27e6" not in kim.panel
        await kim.pilot.pause(0.3)
        assert "\u27e6forty boats\u27e7" in " ".join(kim.panel.split())
        await kim.keys("gs")
        correcting.correct(other, mark(other, "Pier", PIER, "1911"), "1912")
        await kim.keys("q")
        await kim.settled()
        assert "1912" in kim.frame()
        await kim.keys("s")
        assert kim.here.state == "sent"

    session(flow, space)


def test_a_store_that_is_busy_is_said_and_nothing_is_lost(space: Workspace, opener: Opener) -> None:
    other = opener()

    async def flow(kim: Checker) -> None:
        with other.store.write():
            await kim.keys("s")
            assert kim.rows.status.message.kind == "problem"
        assert kim.here.state == "proposed"
        await kim.keys("s")
        assert kim.here.state == "sent"

    session(flow, space)


# --- hostile words ---------------------------------------------------------------------------------------------------

LETTERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
WORDS = [*HOSTILE, "[red]x[/red]", "\u6e2f\u6e7e\u65e5\u8a8c" * 30, "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 20]


def hostile(space: Workspace, words: str) -> None:
    """A mark with these words in every place, past the door in, as a damaged store might hold it."""
    first = next(one for one in annotations.listing(space) if "forty" in one.annotation.exact)
    asked = Query(id=f"q{len(words)}", to="x", text="x", by="x", at="2020-01-04T10:00:00Z")
    asked = msgspec.structs.replace(asked, to=words[:90], text=words, by=words[:90], answer=words)
    made = msgspec.structs.replace(
        first.annotation, id=f"m{WORDS.index(words)}", exact=words, note=words, queries=(asked,),
        correction=Correction(text=words, reason=words),
    )  # fmt: skip
    with space.store.write() as connection:
        act = Act(connection, "kim", "2020-01-07T00:00:00Z", "add", kind="setup")
        placed = Placed(document=first.document, annotator="kim", annotation=made)
        act.put_all([Put("annotation", made.id, placed)])


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_hostile_words_are_shown_letter_for_letter_everywhere(space: Workspace, size: tuple[int, int]) -> None:
    for words in WORDS:
        hostile(space, words)

    async def flow(kim: Checker) -> None:
        frames = [kim.frame()]
        for _ in range(len(kim.rows.shown()) - 1):
            await kim.keys("j")
            frames.append(kim.frame())
            for keys in ("e", "i", "r", "w"):
                if keys == "r" and kim.here.query is None:
                    continue
                await kim.keys(keys)
                frames.append(kim.frame())
                await kim.keys("escape")
                assert isinstance(kim.app.screen, Corrections)
        for frame in frames:
            assert not LETTERS.search(frame)
        everything = "\n".join(frames)
        for words in ("[sic]", "[/]", "[@click=app.quit]x[/]", "[red]x[/red]"):
            assert words in everything

    session(flow, space, size)


@pytest.mark.parametrize("path", ["~nosuchuser/memo.md", "x" * 300, "''"])
def test_a_path_that_cannot_be_is_refused_with_a_sentence(space: Workspace, path: str) -> None:
    async def flow(kim: Checker) -> None:
        await kim.to("forty")
        await kim.keys("w", "ctrl+u", path, "enter")
        await kim.settled()
        assert kim.says.startswith("No memo was written: ")
        assert isinstance(kim.screen, Corrections)

    session(flow, space)


def test_of_house_forms_alone_the_memo_says_so_and_asks_for_nothing(space: Workspace) -> None:
    naming.choose(space, "The Wharf", ["fairway"])

    async def flow(kim: Checker) -> None:
        for words in ("forty", "metres"):
            await kim.to(words)
            await kim.keys("t")
        await kim.to("Says who")
        await kim.keys("d", "w", "ctrl+u", "own.md", "enter")
        await kim.settled()
        assert kim.says.startswith("Wrote 1 name in another form than the house’s to ")
        assert "A says" not in kim.says

    session(flow, space)


def test_esc_takes_back_the_question_whether_all_were_sent_and_stays(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.keys("A", "escape")
        assert kim.says == "Nothing was said to be sent."
        assert isinstance(kim.screen, Corrections)
        await kim.keys("A")
        assert kim.says.startswith("A again")

    session(flow, space)


def test_other_words_for_what_was_sent_propose_it_again_and_that_is_said(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.to("forty")
        await kim.keys("s", "e", "!", "enter", "enter")
        assert kim.says == "The correction is changed, and it is proposed again. u undoes."
        assert state_of(space, "forty") == "proposed"

    session(flow, space)


def test_a_large_text_is_looked_through_only_when_the_cursor_rests(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corrections, "_LARGE", 10)
    monkeypatch.setattr(corrections, "_REST", 3600)
    real, looked = correctiontold.elsewhere, []
    monkeypatch.setattr(correctiontold, "elsewhere", lambda *given: [looked.append(1), real(*given)][1])

    async def flow(kim: Checker) -> None:
        await kim.to("forty")
        kim.rows._look_there()
        assert "the same words also in" in kim.panel
        looked.clear()
        await kim.keys("j", "k", "j")
        assert not looked
        kim.rows._look_there()
        assert looked

    session(flow, space)
