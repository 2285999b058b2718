"""The list of names over a real workspace: the house form is chosen there, and offered where names are typed."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from person import Person

from workbench.domain.errors import UsageError
from workbench.services import annotations, documents, naming, workspace
from workbench.services.documents import Incoming
from workbench.services.workspace import Workspace
from workbench.tui.app import Start, Workbench
from workbench.tui.naming import Listed, Names
from workbench.tui.screens.library import Library
from workbench.tui.screens.reader import Reader
from workbench.tui.workspace_desk import WorkspaceDesk

ONE = "Bay\n\nIt is Kata’ib Hezbollah, and “we came” said it. Kata’ib Hezbollah was in Halden.\n"
TWO = "Bay\n\nHe fears Kataib Hizbullah in Halden.\n"
Flow = Callable[["Desk"], Coroutine[Any, Any, None]]


class Desk(Person):
    """Drives one running application over a workspace."""

    @property
    def names(self) -> Names:
        screen = self.app.screen
        assert isinstance(screen, Names)
        return screen


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    for name in ("WORKBENCH_ANNOTATOR", "WORKBENCH_DB"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    opened = workspace.open_workspace(workspace.create(tmp_path / "space"), annotator="kim")
    yield opened
    opened.close()


@pytest.fixture
def filled(space: Workspace) -> Workspace:
    documents.add(space, [Incoming("one", ONE, {"title": "One"}), Incoming("two", TWO, {"title": "Two"})])
    return space


def play(space: Workspace, flow: Flow, size: tuple[int, int] = (110, 30), document: str = "") -> None:
    async def run() -> None:
        row = next((row.document for row in documents.listing(space) if row.document.title == document), None)
        first = (row.id, row.title, documents.text_of(space, row.id)) if row is not None else None
        app = Workbench(Start(lambda: WorkspaceDesk(space), first))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await flow(Desk(app, pilot, space))

    asyncio.run(run())


@pytest.mark.parametrize("size", [(110, 30), (80, 24), (40, 11)])
def test_a_house_form_is_chosen_from_the_forms_and_taken_back(filled: Workspace, size: tuple[int, int]) -> None:
    async def flow(kim: Desk) -> None:
        await kim.keys("g", "N")
        await kim.settled()
        assert [row.cells[0] for row in kim.names.table._seen] == ["Kata'ib Hezbollah", "Halden"]
        assert kim.says == "1 of 2 names stands in more than one form."
        await kim.keys("enter")
        assert "Kataib Hizbullah" in kim.frame()
        await kim.keys("down", "enter")
        assert kim.says == (
            "“Kataib Hizbullah” is the house form of 1 other: written to workbench.yaml. gN takes it back, u does not."
        )
        await kim.settled()
        assert [one.name for one in naming.house(filled).chosen] == ["Kataib Hizbullah"]
        assert kim.names.table.key is not None
        assert kim.names.table._seen[kim.names.table.current].cells[:2] == ("Kataib Hizbullah", "chosen")
        await kim.keys("enter", "enter")
        assert kim.says == "“Kataib Hizbullah” is the house form of 1 other already."
        await kim.keys("enter", "down", "enter")
        assert kim.says == "“Kataib Hizbullah” is no house form any more. gN brings it back, u does not."
        await kim.settled()
        assert naming.house(filled).chosen == ()
        await kim.keys("escape")
        assert isinstance(kim.app.screen, Library)

    play(filled, flow, size)


def test_it_opens_from_the_reader_and_esc_in_the_forms_comes_back_to_the_list(filled: Workspace) -> None:
    async def flow(kim: Desk) -> None:
        await kim.keys("g", "N")
        await kim.settled()
        before = naming.house(filled).chosen
        await kim.keys("hiz", "enter", "escape")
        assert isinstance(kim.app.screen, Names)
        assert naming.house(filled).chosen == before
        assert "2× in 1 document" in kim.frame()
        await kim.keys("escape")
        assert isinstance(kim.app.screen, Reader)

    play(filled, flow, document="One")


def test_where_there_is_nothing_it_says_why_and_stays(space: Workspace) -> None:
    async def flow(kim: Desk) -> None:
        await kim.keys("g", "N")
        await kim.settled()
        assert "No names were found." in kim.frame()
        await kim.keys("enter")
        assert kim.says == "There is no name to take here."
        assert isinstance(kim.app.screen, Names)

    play(space, flow)


def test_while_it_looks_nothing_can_be_taken_and_it_can_be_left(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def flow(kim: Desk) -> None:
        import threading

        wait, real = threading.Event(), naming.names

        def slow(*args: Any) -> Any:
            assert wait.wait(30)
            return real(*args)

        monkeypatch.setattr(naming, "names", slow)
        try:
            await kim.keys("g", "N")
            assert "Looking for names" in kim.frame()
            await kim.keys("enter")
            assert kim.says == "Names are still being looked for."
            await kim.keys("escape")
            assert isinstance(kim.app.screen, Library)
        finally:
            wait.set()
        await kim.keys("g", "N")
        await kim.settled()
        assert len(kim.names.table) == 2

    play(filled, flow)


def test_a_refusal_is_said_and_nothing_is_chosen(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **named: Any) -> None:
        raise UsageError('"workbench.yaml" was not changed: [b]a comment[/] is in the way.', "By hand: \x1b[2J")

    monkeypatch.setattr(naming, "choose", refuse)

    async def flow(kim: Desk) -> None:
        await kim.keys("g", "N")
        await kim.settled()
        await kim.keys("enter", "enter")
        assert "[b]a comment[/]" in kim.says
        assert "\x1b" not in kim.frame()
        assert "chosen" not in kim.frame()

    play(filled, flow)


def test_a_look_that_ends_while_the_forms_are_open_harms_nothing(filled: Workspace) -> None:
    async def flow(kim: Desk) -> None:
        await kim.keys("g", "N")
        await kim.settled()
        names = kim.names
        await kim.keys("enter")
        add = [Incoming("more", "Bay\n\nIn Kata’ib Hezbollah there was Omar Haddad.\n", {"title": "More"})]
        documents.add(filled, add)
        names._look()
        await kim.settled()
        await kim.keys("down", "enter")
        assert "is the house form" in kim.says
        await kim.settled()
        assert [one.name for one in naming.house(filled).chosen] == ["Kataib Hizbullah"]
        assert "Omar Haddad" in kim.frame()

    play(filled, flow)


def test_what_another_process_chose_is_shown_when_it_is_opened_again(filled: Workspace) -> None:
    async def flow(kim: Desk) -> None:
        await kim.keys("g", "N")
        await kim.settled()
        await kim.keys("escape")
        naming.choose(filled, "Port Halden", ["Halden"])
        await kim.keys("g", "N")
        await kim.settled()
        assert "Port Halden" in kim.frame()
        await kim.keys("halden", "enter")
        assert "house form" in kim.frame()
        await kim.keys("enter")  # the form that was chosen and stands nowhere
        assert "already" in kim.says

    play(filled, flow)


def test_hostile_names_are_shown_letter_for_letter(space: Workspace) -> None:
    odd = "[/]Ev\u0301a Hale, Eva Hale and E\u202ev\u00e1 Hale-[red]Bay"
    text = f"Bay\n\nHe saw {odd}, in a “[@click=app.quit]Eva Hale[/]”.\n"
    documents.add(space, [Incoming("odd", text, {"title": "[b]Odd"})])
    (space.root / "workbench.yaml").write_text(
        'names:\n- {name: "[b]Eva\\u202e Hale", variants: ["Eva Hale"]}\n', "utf-8"
    )

    async def flow(kim: Desk) -> None:
        await kim.keys("g", "N")
        await kim.settled()
        assert "[b]Eva\ufffd Hale" in kim.frame()
        await kim.keys("enter")
        assert "[b]Eva\ufffd Hale" in kim.frame()
        await kim.keys("enter")
        assert "\u202e" not in kim.frame()

    play(space, flow)


def test_the_house_form_is_completed_where_a_speaker_is_typed(filled: Workspace) -> None:
    naming.choose(filled, "Kata’ib Hezbollah")
    one = next(row.document.id for row in documents.listing(filled) if row.document.title == "One")
    start = ONE.index("we came")
    made = annotations.annotate(filled, one, (start, start + 7), "quote")
    annotations.edit(filled, made.id, fields={"relayed_by": "Kataib Hizbullah"})

    async def flow(kim: Desk) -> None:
        await kim.keys("tab", "enter", "enter")
        assert kim.says == "said by: Kata’ib Hezbollah"
        await kim.keys("kataib", "tab", "enter")
        assert annotations.get(filled, made.id).annotation.said_by == "Kata’ib Hezbollah"

    play(filled, flow, document="One")


@pytest.mark.parametrize("width", [60, 80])
def test_a_long_name_is_told_whole_before_its_forms(space: Workspace, width: int) -> None:
    text = "Bay\n\nIt is the American-Halden Port Authority, or American Halden Port Authority.\n"
    documents.add(space, [Incoming("one", text, {"title": "One"})])

    async def flow(kim: Desk) -> None:
        await kim.keys("g", "N")
        await kim.settled()
        assert "Halden Port Authority" in kim.frame().splitlines()[1][:40]

    play(space, flow, (width, 24))


def test_what_was_looked_up_before_something_was_chosen_is_not_shown(filled: Workspace) -> None:
    async def flow(kim: Desk) -> None:
        await kim.keys("g", "N")
        await kim.settled()
        kim.names._found(kim.names._turn - 1, Listed([], []))
        assert len(kim.names.table) == 2
        await kim.settled()

    play(filled, flow)
