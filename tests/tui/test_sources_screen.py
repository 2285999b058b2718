"""The Sources screen over a real workspace: every command through its keys, what others do meanwhile, hostile words."""

import asyncio
import re
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from person import Person
from sample import HOSTILE

from workbench.domain.model import Entry, Placed, Rival, Source
from workbench.services import annotations, documents, linking, source_acts, sources, workspace
from workbench.services.documents import Incoming
from workbench.services.linking import Pin
from workbench.services.workspace import Workspace
from workbench.store import source_rows
from workbench.store.journal import Act, Put
from workbench.tui.app import Start, Workbench
from workbench.tui.screens.library import Library
from workbench.tui.screens.picker import Picker
from workbench.tui.screens.reader import Reader
from workbench.tui.screens.review import Review
from workbench.tui.screens.sources import Sources
from workbench.tui.workspace_desk import WorkspaceDesk

TEXT = "Nine boats lay across the fairway at dawn, the police said. About 40 crews joined the strike.\n"
Flow = Callable[["Clerk"], Coroutine[Any, Any, None]]


class Clerk(Person):
    """Drives one running application over a workspace."""

    @property
    def sources(self) -> Sources:
        screen = self.app.screen
        assert isinstance(screen, Sources)
        return screen

    @property
    def panel(self) -> str:
        return self.sources.panel.text

    def line(self, words: str) -> str:
        """The row of the list that holds these words, as it is painted."""
        table = self.sources.table
        rows = (table.render_line(number).text for number in range(1, table.size.height))
        return next(row for row in rows if words in row)

    @property
    def here(self) -> Source:
        row = self.sources.row
        assert row is not None
        return row.source


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Workspace]]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
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
def space(opener: Callable[..., Workspace]) -> Workspace:
    """A document with two marks, a log that one of them links to, and a circle of three."""
    made = opener()
    ident = documents.add(made, [Incoming("boats", TEXT, {"title": "Boats", "publisher": "Quay News"})])[0].document.id
    annotations.annotate(made, ident, (0, 4), "figure")
    annotations.annotate(made, ident, (60, 93), "claim")
    add(made, title="Harbour log", kind="official_record", publisher="Port", published="2020-01-04")
    add(made, title="Wire copy", kind="article")
    circle = [add(made, title=title, kind="article") for title in ("First", "Second")]
    for one, other in zip(circle, reversed(circle), strict=True):
        sources.edit(made, one, {"origin": other})
    linking.link(made, marks(made)[0].id, Pin(source=ident_of(made, "Harbour log")))
    return made


def add(space: Workspace, **fields: object) -> str:
    return sources.add(space, fields).source.id


def ident_of(space: Workspace, title: str) -> str:
    return next(key for key, one in sources.ledger(space).items() if one.title == title)


def kept(space: Workspace, title: str) -> Source:
    return next(one for one in sources.ledger(space).values() if one.title == title)


def marks(space: Workspace) -> list[Placed]:
    (row,) = documents.listing(space)
    return annotations.of_document(space, row.document.id)


def rival(space: Workspace, ident: str, annotator: str = "ada", **other: object) -> None:
    """What a colleague's set says otherwise, as an import leaves it."""
    with space.store.write() as connection:
        ours = source_rows.ledger(connection)[ident]
        theirs = Rival(annotator=annotator, source=msgspec.structs.replace(ours, **other))
        act = Act(connection, "kim", "2020-01-07T00:00:00Z", "take in sources", kind="setup")
        act.put_all([Put("source", ident, Entry(source=ours, rivals=(theirs,)))])


def session(flow: Flow, space: Workspace, size: tuple[int, int] = (120, 36), first: str = "gs") -> None:
    async def play() -> None:
        app = Workbench(Start(lambda: WorkspaceDesk(space)))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            clerk = Clerk(app, pilot, space)
            await clerk.keys(first)
            await pilot.pause()
            await flow(clerk)

    asyncio.run(play())


# --- what is seen ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 15), (200, 50), (40, 10), (20, 5)])
def test_all_sources_are_listed_and_the_current_one_is_told(space: Workspace, size: tuple[int, int]) -> None:
    async def flow(kim: Clerk) -> None:
        frame = kim.frame()
        assert "Boats" in frame
        if size[0] >= 60:
            assert kim.line("Harbour log").split()[-1] == "1"
            assert "5 sources, 1 of them stored text, 4 without lin" in frame
            assert kim.line("First").startswith(" ! ")
            assert "stored text" in kim.line("Boats")
            await kim.to("harbour log")
            assert "Harbour log" in kim.panel
            assert "2020-01-04" in kim.panel
        assert "SOURCES" in kim.frame()
        await kim.keys("G", "e", "j", "enter")
        assert kim.sources.prompt.open
        await kim.keys("escape", "escape")
        assert kim.sources.stack == "sources"

    session(flow, space, size)


def test_the_panel_tells_fields_origins_contacts_files_marks_and_doubles(space: Workspace, tmp_path: Path) -> None:
    log = ident_of(space, "Harbour log")
    (tmp_path / "log.pdf").write_bytes(b"log")
    source_acts.attach(space, log, tmp_path / "log.pdf")
    sources.edit(
        space, log, {"url": "https://port.example/log", "note": "p. 4", "origin": ident_of(space, "Wire copy")}
    )
    source_acts.contact(space, log, "the port office", "They will call.")
    add(space, title="Log of the port", url="http://www.port.example/log/")

    async def flow(kim: Clerk) -> None:
        await kim.to("harbour log")
        told = kim.panel
        for words in (
            "official record", "address https://port.example/log", "note p. 4", "file log.pdf: unchanged",
            "repeats Wire copy", "the port office (by kim): They will call.", "links 1", "figure in Boats Nine",
            "Log of the port (the same address); M", "merges",
        ):  # fmt: skip
            assert words in told, words
        await kim.to("first")
        assert "circular First and Second repeat each other" in kim.panel
        await kim.to("wire article")
        assert "repeated by Harbour log" in kim.panel
        for path in (space.root / "attachments").rglob("*"):
            if path.is_file():
                path.write_bytes(b"other")
        await kim.to("harbour log")
        assert "log.pdf: unchanged" in kim.panel  # as it was when the list was read
        await kim.keys("w", "them", "enter", "enter")
        assert "log.pdf: changed" in kim.panel

    session(flow, space)


def test_sources_without_links_are_dim_and_needing_ones_are_gone_through(space: Workspace) -> None:
    rival(space, ident_of(space, "Wire copy"), title="Wire copies")

    async def flow(kim: Clerk) -> None:
        dim = {row.key: row.dim for row in kim.sources.table._rows}
        assert not dim[ident_of(space, "Harbour log")]
        assert dim[ident_of(space, "Wire copy")]
        gone = []
        for _ in range(4):
            await kim.keys("n")
            gone.append(kim.here.title)
        assert gone == ["First", "Second", "Wire copy", "First"]
        await kim.keys("N")
        assert kim.here.title == "Wire copy"
        await kim.keys("/", "harbour", "enter", "n")
        assert kim.says == "No other source needs a look."

    session(flow, space)


def test_sorting_keeps_the_place_and_the_filter_looks_through_everything(space: Workspace) -> None:
    async def flow(kim: Clerk) -> None:
        await kim.to("wire")
        await kim.keys("S")
        assert kim.says == "Sorted by most links. S goes on to kind."
        assert kim.here.title == "Wire copy"
        assert kim.sources.table.shown[0] == ident_of(space, "Harbour log")
        assert "by most links" in kim.frame()
        for words, found in (("official", 1), ("circular", 2), ("unlinked", 4), ("2020-01-04", 1), ("stored", 1)):
            await kim.keys("/", words)
            assert len(kim.sources.table) == found, words
            await kim.keys("escape")
        assert len(kim.sources.table) == 5

    session(flow, space)


def test_an_empty_list_says_what_to_do(opener: Callable[..., Workspace]) -> None:
    async def flow(kim: Clerk) -> None:
        assert "a enters one by its title or address" in kim.frame()
        await kim.keys("edMAXwvPloiynN")
        assert kim.says.startswith("There are no sources")
        await kim.keys("S", "u")
        assert "undo" in kim.says.lower()
        await kim.keys("a", "Harbour log", "enter", "enter")
        assert kim.here.title == "Harbour log"

    session(flow, opener())


# --- entering, filling in, merging, deleting -------------------------------------------------------------------------


def test_a_source_is_entered_by_its_title_or_address_and_doubles_are_pointed_out(space: Workspace) -> None:
    async def flow(kim: Clerk) -> None:
        await kim.keys("/", "wire", "enter")
        await kim.keys("a", "Tide table", "enter", "dat", "tab", "enter")
        assert kim.says == "Entered \u201cTide table\u201d. enter fills in the rest, u undoes."
        assert (kim.here.title, kim.here.kind) == ("Tide table", "dataset")
        await kim.keys("a", "https://quay.example/a", "enter", "enter")
        assert (kim.here.url, kim.here.kind) == ("https://quay.example/a", "web_page")
        await kim.keys("a", "tide  table", "enter", "press release", "enter")
        assert "It looks like \u201cTide table\u201d (the same title): M merges, u undoes." in kim.says
        assert kim.here.kind == "press_release"
        await kim.keys("u")
        assert "press_release" not in [one.kind for one in sources.ledger(space).values()]
        await kim.keys("U")
        assert kim.here.kind == "press_release"
        await kim.keys("a", "Odd", "enter", "zeppelin", "enter")
        assert kim.says.startswith('Not entered: "zeppelin" is no value for kind.')

    session(flow, space)


def test_a_prompt_that_is_left_changes_nothing(space: Workspace) -> None:
    async def flow(kim: Clerk) -> None:
        before = sources.ledger(space)
        await kim.to("harbour log")
        for keys in (("a", "x", "escape"), ("a", "x", "enter", "escape"), ("w", "x", "enter", "escape"),
                     ("A", "/", "escape"), ("a", "enter"), ("w", "enter"), ("A", "enter"), ("M", "escape"),
                     ("e", "enter", "x", "escape", "q"), ("e", "enter", "enter", "q")):  # fmt: skip
            await kim.keys(*keys)
            assert isinstance(kim.app.screen, Sources)
        assert sources.ledger(space) == before

    session(flow, space)


def test_fields_are_typed_in_their_place(space: Workspace) -> None:
    async def flow(kim: Clerk) -> None:
        await kim.to("harbour log")
        await kim.keys("e", "jj", "enter", "ctrl+u", "Port of Halden")
        assert "Port of Halden" in kim.panel
        await kim.keys("enter")
        assert kim.says == "Publisher saved. u undoes."
        assert kept(space, "Harbour log").publisher == "Port of Halden"
        assert "Port of Halden" in kim.frame()
        await kim.keys("k", "enter", "ctrl+u", "tr", "tab", "enter")
        assert kept(space, "Harbour log").kind == "transcript"
        await kim.keys("jjjj", "enter", "ctrl+u", "yesterday", "enter")
        assert kim.says.startswith('Not saved: "yesterday" is no value for published. Write a date')
        await kim.keys("d")
        assert kept(space, "Harbour log").published is None
        await kim.keys("d")
        assert kim.says == "Published is empty."
        await kim.keys("u")
        assert kept(space, "Harbour log").published == "2020-01-04"
        assert kim.here.title == "Harbour log"
        await kim.keys("gg", "jj", "tab")
        assert kim.here.title == "Second"
        await kim.keys("enter", "Por", "tab", "enter")
        assert kept(space, "Second").publisher == "Port of Halden"
        await kim.keys("shift+tab", "q")
        assert kim.here.title == "Harbour log"
        assert kim.sources.stack == "sources"

    session(flow, space)


def test_what_a_source_repeats_is_chosen_and_a_circle_shows_at_once(space: Workspace) -> None:
    async def flow(kim: Clerk) -> None:
        await kim.to("harbour log")
        await kim.keys("e", "jjjjjj", "enter")
        assert isinstance(kim.app.screen, Picker)
        await kim.keys("wire", "enter")
        assert kept(space, "Harbour log").origin == ident_of(space, "Wire copy")
        assert kim.sources.stack == "source"
        await kim.keys("enter", "first", "enter", "escape")
        assert "repeats First, which repeats Second" in kim.panel
        assert kim.line("Harbour log").startswith(" ! ")
        await kim.keys("e", "jjjjjj", "enter", "nothing", "enter")
        assert kept(space, "Harbour log").origin is None
        assert kim.says == "Repeats taken away. u undoes."

    session(flow, space)


def test_what_a_document_says_of_itself_is_changed_there(space: Workspace) -> None:
    async def flow(kim: Clerk) -> None:
        await kim.to("boats")
        await kim.keys("e", "enter")
        assert not kim.sources.prompt.open
        assert "is a document, whose title stands in its own metadata" in kim.says
        await kim.keys("j", "enter", "ctrl+u", "transcript", "enter", "escape")
        assert "transcript, stored" in kim.line("Boats")

    session(flow, space)


def test_a_confidential_source_is_shown_by_its_alias(space: Workspace) -> None:
    async def flow(kim: Clerk) -> None:
        await kim.keys("C", "a deckhand", "enter", "Jonas Lind", "enter", "int", "tab", "enter")
        assert kim.says.startswith("Entered \u201ca deckhand\u201d.")
        assert (kim.here.title, kim.here.kind, kim.here.confidential) == ("Jonas Lind", "interview", True)
        assert "jonas" not in kim.here.id
        assert "\u25c6 a deckhand" in kim.frame()
        await kim.keys("gg", "S" * 7, "/", "a deckhand", "enter")
        assert "Jonas" not in kim.frame()
        assert "kept back title; i shows them" in kim.panel
        await kim.keys("i")
        assert "Jonas Lind" in kim.frame()
        await kim.keys("escape", "P")
        assert "Jonas" not in kim.frame()
        assert not any("Jonas" in one.text for one in kim.app.said)
        await kim.keys("u")
        assert "Jonas" not in kim.says

    session(flow, space)


def test_a_confidential_source_is_erased_for_good_when_its_alias_is_typed(space: Workspace) -> None:
    ident = add(space, title="Jonas Lind", kind="interview", confidential=True, alias="a deckhand")

    async def flow(kim: Clerk) -> None:
        await kim.to("log")
        await kim.keys("Z")
        assert "is not confidential" in kim.says
        assert not kim.sources.prompt.open
        await kim.to("deckhand")
        await kim.keys("Z", "jonas", "enter")
        assert kim.says.startswith("That is not its alias. Nothing was erased")
        await kim.keys("Z", "escape")
        assert kim.says == "Nothing was changed."
        assert kept(space, "Jonas Lind").id == ident
        await kim.keys("Z", "a deckhand", "enter")
        assert kim.says.startswith("Erased but for its alias:")
        assert (kim.here.title, kim.here.alias) == ("", "a deckhand")
        assert "erased on" in kim.panel
        await kim.keys("Z", "a deckhand", "enter")
        assert kim.says.startswith("Erased but for its alias:")
        await kim.keys("u")
        assert kim.sources.ledger[ident].title == ""

    session(flow, space)


def test_files_that_give_a_source_away_are_named_when_it_becomes_confidential(space: Workspace) -> None:
    ident = add(space, title="Jonas Lind", kind="interview", alias="a deckhand")
    (space.root / "memo.md").write_text("Ask Jonas Lind.")

    async def flow(kim: Clerk) -> None:
        await kim.to("Jonas")
        await kim.keys("e", "j" * 9)
        await kim.keys("enter", "ctrl+u", "true", "enter")
        assert "memo.md:1 still tells who it is" in kim.says
        assert "Jonas" not in kim.frame()
        assert ident not in kim.here.id

    session(flow, space)


def test_merging_puts_likely_doubles_first_and_is_undone_whole(space: Workspace) -> None:
    log = ident_of(space, "Harbour log")
    add(space, title="Harbour  log", kind="official_record", publisher="Port", note="second copy")

    async def flow(kim: Clerk) -> None:
        await kim.to("second copy")
        assert "perhaps the same" in kim.panel
        await kim.keys("M")
        picker = kim.app.screen
        assert isinstance(picker, Picker)
        assert picker.table.key == log
        assert "the same title" in kim.frame()
        await kim.keys("enter")
        assert kim.says == "One source now: \u201cHarbour log\u201d; links to either count there. u undoes."
        assert kim.here.note == "second copy"
        assert len(kim.sources.table) == 5
        assert "merged into it" in kim.panel
        await kim.keys("u")
        assert len(kim.sources.table) == 6
        await kim.to("boats")
        await kim.keys("M", "wire", "enter")
        assert kim.here.kind == "document"

    session(flow, space)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_a_source_that_something_points_at_is_not_deleted_and_all_of_it_is_said(
    space: Workspace, size: tuple[int, int]
) -> None:
    log = ident_of(space, "Harbour log")
    for title in ("A", "B", "C"):
        add(space, title=f"Repeats the log, number {title}", origin=log)

    async def flow(kim: Clerk) -> None:
        await kim.to("harbour log")
        await kim.keys("d")
        whole = " ".join(kim.panel.split())
        assert "cannot be deleted: linked by" in whole
        assert "Take the links away first, or merge it into another source." in whole
        assert log in sources.ledger(space)
        await kim.keys("j")
        assert "cannot be deleted" not in kim.panel
        await kim.to("wire")
        await kim.keys("delete")
        assert kim.says == "Deleted \u201cWire copy\u201d. u undoes."
        assert "Wire copy" not in kim.sources.table.shown
        assert kim.here.title == "Second"
        await kim.keys("u")
        assert kim.here.title == "Wire copy"
        await kim.to("boats")
        await kim.keys("d")
        assert "is a stored document" in kim.says

    session(flow, space, size)


# --- files, contacts, versions ---------------------------------------------------------------------------------------


def test_a_file_is_attached_by_its_path_and_taken_away(space: Workspace, tmp_path: Path) -> None:
    (tmp_path / "page one.pdf").write_bytes(b"one")
    (tmp_path / "other.png").write_bytes(b"two")

    async def flow(kim: Clerk) -> None:
        await kim.to("wire")
        await kim.keys("X")
        assert kim.says == "No file is kept with this source: A attaches one."
        await kim.keys("A", f"{tmp_path}/pa", "tab", "enter")
        assert kim.says == "Attached to \u201cWire copy\u201d. u undoes."
        assert "page one.pdf: unchanged" in kim.panel
        await kim.keys("A", f"{tmp_path}/nowhere", "enter")
        assert kim.says.startswith("Not attached: There is no file")
        await kim.keys("A", f"'{tmp_path}/other.png'", "enter", "X", "page", "enter")
        assert [one.name for one in kept(space, "Wire copy").attachments] == ["other.png"]
        await kim.keys("X")
        assert kept(space, "Wire copy").attachments == ()
        await kim.keys("uuu")
        assert [one.name for one in kept(space, "Wire copy").attachments] == ["page one.pdf"]

    session(flow, space)


def test_a_large_file_is_copied_while_one_goes_on(
    space: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("workbench.tui.sourcing._LARGE", "workbench.tui.screens.sources._LARGE"):
        monkeypatch.setattr(name, 2)
    (tmp_path / "tape.wav").write_bytes(b"long")

    async def flow(kim: Clerk) -> None:
        await kim.to("wire")
        await kim.keys("A", f"{tmp_path}/tape.wav", "enter", "gg")
        await kim.settled()
        assert "Attached to \u201cWire copy\u201d. u undoes." in [one.text for one in kim.app.said]
        assert kim.here.title == "Boats"
        await kim.to("wire")
        assert "file tape.wav" in kim.panel
        await kim.pilot.pause(0.3)
        await kim.settled()
        assert "file tape.wav: unchanged" in kim.panel
        await kim.keys("A", f"{tmp_path}/tape.wav", "enter")
        await kim.settled()
        assert len(kept(space, "Wire copy").attachments) == 1

    session(flow, space)


def test_who_was_asked_and_what_they_answered_is_noted(space: Workspace) -> None:
    async def flow(kim: Clerk) -> None:
        await kim.to("wire")
        await kim.keys("w", "the desk", "enter", "enter")
        assert kim.says == "Noted, with today\u2019s date. u undoes."
        assert "the desk (by kim): no answer yet" in kim.panel
        await kim.keys("w", "tab", "enter", "It is theirs.", "enter")
        assert [(one.who, one.answer) for one in kept(space, "Wire copy").contacts] == [
            ("the desk", ""), ("the desk", "It is theirs."),
        ]  # fmt: skip
        await kim.keys("u")
        assert len(kept(space, "Wire copy").contacts) == 1

    session(flow, space)


def test_a_colleagues_version_is_settled(space: Workspace) -> None:
    wire = ident_of(space, "Wire copy")
    rival(space, wire, title="Wire copy of 14:05", publisher="Norwire")

    async def flow(kim: Clerk) -> None:
        await kim.keys("v")
        assert kim.says == "Nobody\u2019s set says anything else of this source."
        await kim.keys("nnn")
        assert "ada has it otherwise" in kim.panel
        assert "Wire copy of 14:05" in kim.panel
        await kim.keys("v")
        assert "ours" in kim.frame()
        assert "publisher \u201cNorwire\u201d" in kim.frame()
        await kim.keys("ada", "enter")
        assert kim.says == "The version of ada stands. u undoes."
        assert sources.ledger(space)[wire].publisher == "Norwire"
        await kim.keys("u", "v", "enter")
        assert kim.says == "Our version stands. u undoes."
        assert sources.ledger(space)[wire].publisher == ""
        assert "otherwise" not in kim.panel

    session(flow, space)


# --- at hand, and going there ----------------------------------------------------------------------------------------


def test_the_source_at_hand_is_marked_and_let_go(space: Workspace) -> None:
    log = ident_of(space, "Harbour log")

    async def flow(kim: Clerk) -> None:
        await kim.to("harbour log")
        await kim.keys("P")
        assert kim.app.pin == Pin(source=log)
        assert "At hand: \u201cHarbour log\u201d" in kim.says
        assert kim.line("Harbour log").startswith(" \u25cf Harbour log")
        assert "at hand" in kim.panel
        await kim.to("wire")
        await kim.keys("P")
        assert not kim.line("Harbour log").startswith(" \u25cf")
        await kim.keys("P")
        assert kim.app.pin is None
        assert "let go" in kim.says
        await kim.keys("P", "d")
        assert kim.app.pin is None

    session(flow, space)


def test_one_goes_to_the_marks_that_link_there_and_to_the_text(space: Workspace) -> None:
    async def flow(kim: Clerk) -> None:
        await kim.to("wire")
        await kim.keys("l")
        assert kim.says == "No mark links to this source."
        await kim.keys("o")
        assert kim.says == "Its text is not stored here, so there is nothing to read."
        await kim.to("harbour log")
        await kim.keys("l")
        assert isinstance(kim.app.screen, Picker)
        assert "supports (primary)" in kim.frame()
        await kim.keys("enter")
        reader = kim.app.screen
        assert isinstance(reader, Reader)
        assert reader.focus_mark is not None
        assert reader.focus_mark.annotation.exact == "Nine"
        linking.unlink(space, marks(space)[0].id, ident_of(space, "Harbour log"))
        await kim.keys("gs")
        assert kim.here.title == "Harbour log"
        assert "links none" in kim.panel
        await kim.to("boats")
        await kim.keys("o")
        assert isinstance(kim.app.screen, Reader)
        await kim.keys("gl")
        assert isinstance(kim.app.screen, Library)

    session(flow, space)


def test_the_ways_in_and_out(space: Workspace) -> None:
    async def flow(kim: Clerk) -> None:
        await kim.keys("q")
        assert isinstance(kim.app.screen, Library)
        await kim.keys("gr", "gs")
        assert isinstance(kim.app.screen, Sources)
        await kim.keys("q")
        assert isinstance(kim.app.screen, Review)
        await kim.keys("gs", "gl", "enter", "gs", "escape")
        assert isinstance(kim.app.screen, Reader)
        await kim.keys("gs", "gr", "gs", "gl")
        assert isinstance(kim.app.screen, Library)
        kim.app.show_sources(ident_of(space, "Wire copy"))
        await kim.pilot.pause()
        assert kim.here.title == "Wire copy"

    session(flow, space)


def test_the_address_is_copied_and_never_a_link(space: Workspace, state: Path) -> None:
    sources.edit(space, ident_of(space, "Wire copy"), {"url": "https://wire.example/[@click=app.quit]x"})

    async def flow(kim: Clerk) -> None:
        await kim.to("wire")
        await kim.keys("y")
        assert (state / "copied.txt").read_text("utf-8").startswith("https://wire.example/")
        segments = [one for strip in kim.app.screen._compositor.render_strips() for one in strip]
        assert not any(one.style is not None and (one.style.link or one.style.meta) for one in segments)
        await kim.to("harbour")
        await kim.keys("y")
        assert kim.says == "This source has no address."

    session(flow, space)


# --- what others do meanwhile ----------------------------------------------------------------------------------------


def test_what_another_window_does_is_seen(space: Workspace, opener: Callable[..., Workspace]) -> None:
    other = opener("ada")

    async def flow(kim: Clerk) -> None:
        await kim.to("wire")
        sources.edit(other, ident_of(space, "Wire copy"), {"publisher": "Norwire"})
        add(other, title="Added elsewhere")
        kim.sources.look()
        await kim.settled()
        assert kim.here.publisher == "Norwire"
        assert "publisher Norwire" in kim.panel
        assert "Added elsewhere" in kim.frame()
        kim.sources.look()
        await kim.settled()

    session(flow, space)


def test_what_was_done_while_another_screen_was_on_is_shown_on_return(
    space: Workspace, opener: Callable[..., Workspace]
) -> None:
    other = opener("ada")

    async def flow(kim: Clerk) -> None:
        await kim.to("wire")
        await kim.keys("gr")
        assert isinstance(kim.app.screen, Review)
        sources.edit(other, ident_of(space, "Wire copy"), {"publisher": "Norwire"})
        await kim.keys("escape")
        assert kim.here.publisher == "Norwire"

    session(flow, space)


def test_a_source_that_was_deleted_elsewhere_is_said_and_gone(
    space: Workspace, opener: Callable[..., Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = opener("ada")
    monkeypatch.setattr(Sources, "look", lambda screen: None)  # what it would see is met by a key here

    async def flow(kim: Clerk) -> None:
        for keys in (("w", "x", "enter", "y", "enter"), ("d",), ("M", "harbour", "enter"),
                     ("e", "jj", "enter", "x", "enter")):  # fmt: skip
            wire = ident_of(space, "Wire copy")
            await kim.to("wire")
            source_acts.delete(other, wire)
            await kim.keys(*keys)
            assert 'There is no source "' in " ".join(one.text for one in list(kim.app.said)[-3:]), keys
            assert isinstance(kim.app.screen, Sources)
            assert wire not in kim.sources.known
            add(other, title="Wire copy", kind="article")
            kim.sources.load()

    session(flow, space)


def test_a_source_that_goes_while_its_field_is_typed_takes_the_form_along(
    space: Workspace, opener: Callable[..., Workspace]
) -> None:
    other = opener("ada")

    async def flow(kim: Clerk) -> None:
        await kim.to("wire")
        await kim.keys("e", "jj", "enter", "half a wo")
        source_acts.delete(other, ident_of(space, "Wire copy"))
        kim.sources.look()
        await kim.settled()
        assert kim.says == "\u201cWire copy\u201d was deleted or merged elsewhere."
        assert not kim.sources.prompt.open
        assert kim.sources.stack == "sources"
        assert "half a wo" not in kim.frame()
        assert "add" in kim.frame().split("\n")[-1]

    session(flow, space)


def test_a_field_that_was_changed_elsewhere_is_not_overwritten(
    space: Workspace, opener: Callable[..., Workspace]
) -> None:
    other = opener("ada")

    async def flow(kim: Clerk) -> None:
        await kim.to("wire")
        await kim.keys("e", "jj", "enter", "Wire")
        sources.edit(other, ident_of(space, "Wire copy"), {"publisher": "Norwire"})
        await kim.keys("enter")
        assert kim.says == "Not saved: publisher was changed elsewhere meanwhile and is shown as it now is."
        assert kept(space, "Wire copy").publisher == "Norwire"
        assert "Norwire" in kim.panel
        await kim.keys("enter", " AB", "enter")
        assert kept(space, "Wire copy").publisher == "Norwire AB"

    session(flow, space)


def test_a_store_that_is_busy_is_said_and_nothing_is_lost(space: Workspace, opener: Callable[..., Workspace]) -> None:
    other = opener("ada")

    async def flow(kim: Clerk) -> None:
        await kim.to("wire")
        with other.store.write():
            await kim.keys("d")
            assert kim.sources.status.message.kind == "problem"
            await kim.keys("w", "x", "enter", "y", "enter")
            assert kim.says.startswith("Not noted: ")
        assert kim.here.title == "Wire copy"

    session(flow, space)


def test_of_very_many_what_points_there_is_found_when_the_cursor_rests(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_MANY", "_VERY_MANY"):
        monkeypatch.setattr(f"workbench.tui.screens.sources.{name}", 3)

    async def flow(kim: Clerk) -> None:
        await kim.to("harbour log")
        assert "figure in Boats" not in kim.panel
        await kim.pilot.pause(0.3)
        await kim.settled()
        assert "figure in Boats" in kim.panel
        await kim.keys("e", "jj", "enter", "!", "enter", "escape")
        assert kim.here.publisher == "Port!"
        await kim.settled()
        assert kim.here.publisher == "Port!"
        assert kept(space, "Harbour log").publisher == "Port!"
        await kim.keys("l", "enter")
        assert isinstance(kim.app.screen, Reader)

    session(flow, space)


# --- hostile words ---------------------------------------------------------------------------------------------------

LETTERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
WORDS = [*HOSTILE, "[red]x[/red]", "\u6e2f\u6e7e\u65e5\u8a8c" * 30, "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 20]


def hostile(space: Workspace, words: str) -> str:
    """A source with these words in every field, past the door in, as a damaged store might hold it."""
    source = Source(
        id=f"bad-{len(words)}", kind="other", title=words, publisher=words, author=words, url=words, alias=words,
        archived_url=words, note=words, origin=ident_of(space, "Wire copy"),
    )  # fmt: skip
    with space.store.write() as connection:
        act = Act(connection, "kim", "2020-01-07T00:00:00Z", "add", kind="setup")
        theirs = Rival(annotator="ada", source=msgspec.structs.replace(source, title=f"{words}2"))
        act.put_all([Put("source", source.id, Entry(source=source, rivals=(theirs,)))])
    source_acts.contact(space, source.id, f"x{words}"[:200], words)
    return source.id


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_hostile_words_are_shown_letter_for_letter_everywhere(space: Workspace, size: tuple[int, int]) -> None:
    idents = [hostile(space, words) for words in WORDS]

    async def flow(kim: Clerk) -> None:
        frames = []
        for ident in dict.fromkeys(idents):
            kim.sources.load(ident)
            await kim.pilot.pause()
            frames.append(kim.frame())
            for keys in ("e", "i", "M", "v", "P", "d", "l", "w"):
                await kim.keys(keys)
                frames.append(kim.frame())
                await kim.keys("escape")
                kim.app.show_sources()
                await kim.pilot.pause()
        for frame in frames:
            assert not LETTERS.search(frame)
        everything = "\n".join(frames)
        for words in ("[sic]", "[/]", "[@click=app.quit]x[/]", "[red]x[/red]"):
            assert words in everything

    session(flow, space, size)


def test_without_colour_signs_and_words_tell_everything(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def flow(kim: Clerk) -> None:
        await kim.to("first")
        assert kim.line("First").startswith(" ! ")
        styles = {str(one.style) for one in kim.sources.table.render_line(kim.sources.table.current + 1)}
        assert "reverse" in " ".join(styles)

    session(flow, space)
