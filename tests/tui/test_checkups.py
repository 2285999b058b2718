"""The panel tells how far one is and what does not fit, and a list goes there; a factcheck desk sees verdicts first."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from person import Person

from workbench.services import annotations, correcting, documents, linking, sharing, sources, workspace
from workbench.services.documents import Incoming
from workbench.services.workspace import Workspace
from workbench.tui.app import Start, Workbench
from workbench.tui.details import brief, filled
from workbench.tui.form import fields_of
from workbench.tui.marklist import columns, rows
from workbench.tui.marks import Marks
from workbench.tui.prose import Prose
from workbench.tui.screens.picker import Picker
from workbench.tui.screens.reader import Reader
from workbench.tui.workspace_desk import WorkspaceDesk

TEXT = "Ferry hits quay\nAbout 140 people were on board, the port said. Nobody was hurt. The quay is shut.\n"


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    workspace.create(tmp_path / "space")
    opened = workspace.open_workspace(tmp_path / "space", annotator="kim")
    yield opened
    opened.close()


@pytest.fixture
def quay(space: Workspace) -> str:
    added = documents.add(space, [Incoming("quay", TEXT, {"title": "Quay [/]", "published": "2020-01-08"})])
    return added[0].document.id


def mark(space: Workspace, quay: str, words: str, tag: str, **fields: str) -> str:
    start = TEXT.index(words)
    return annotations.annotate(space, quay, (start, start + len(words)), tag, fields=fields).id


class Checker(Person):
    """Somebody at work on one article."""

    @property
    def reader(self) -> Reader:
        screen = self.app.screen
        assert isinstance(screen, Reader)
        return screen

    async def rested(self) -> str:
        """What the screen shows once the keys have rested."""
        self.reader.checkups.begin()
        await self.settled()
        return self.frame()


def session(flow: Callable[[Checker], Coroutine[Any, Any, None]], space: Workspace, quay: str) -> None:
    async def run() -> None:
        app = Workbench(Start(lambda: WorkspaceDesk(space), (quay, "Quay [/]", TEXT)))
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            await flow(Checker(app, pilot, space))

    asyncio.run(run())


def test_the_panel_tells_progress_and_what_does_not_fit(space: Workspace, quay: str) -> None:
    one = mark(space, quay, "About 140", "figure")
    linking.link(space, one, linking.Pin(sources.add(space, {"title": "Log"}).source.id))
    correcting.correct(space, mark(space, quay, "Nobody was hurt.", "claim", verdict="refuted"), "One was hurt.")
    correcting.query(space, one, "the writer", "Who counted?")
    sharing.assign(space, quay, "kim", due="2020-01-09")

    async def flow(kim: Checker) -> None:
        frame = await kim.rested()
        for told in (
            "1 with a source", "1 to be corrected: gc", "1 unanswered: gc", "3 not fitting: gx",
            "2 of 4 sentences left: ]e", "due 2020-01-09 (overdue)",
        ):  # fmt: skip
            assert told in frame, (told, frame)
        await kim.keys("tab")
        assert "! the link to" in kim.frame()
        assert "! the writer has not answered" in kim.frame()
        await kim.keys("gx")
        picker = kim.app.screen
        assert isinstance(picker, Picker)
        assert len(picker.table) == 3
        await kim.keys("verdict", "enter")
        assert "! there is a verdict" in kim.frame()
        assert kim.reader.focus_mark is not None
        assert kim.reader.focus_mark.annotation.exact == "Nobody was hurt."

    session(flow, space, quay)


def test_it_follows_what_is_done_and_an_empty_list_says_so(space: Workspace, quay: str) -> None:
    async def flow(kim: Checker) -> None:
        assert "4 of 4 sentences left" in await kim.rested()
        await kim.keys("gx")
        assert "Everything fits in your marks here." in kim.frame()
        await kim.keys("escape", "cc")
        await kim.rested()
        await kim.keys("G")
        assert "3 of 4 sentences left" in await kim.rested()

    session(flow, space, quay)


def test_a_factcheck_desk_shows_the_verdict_before_the_status(space: Workspace, quay: str) -> None:
    ident = mark(space, quay, "Nobody was hurt.", "claim", verdict="refuted", status="verified")
    other = mark(space, quay, "About 140", "figure")
    whole, bare = annotations.get(space, ident), annotations.get(space, other)
    for first, wanted in ((False, ["status", "checked", "verdict"]), (True, ["verdict", "status", "checked"])):
        names = [name for name, _ in filled(whole, verdict_first=first)]
        assert [name for name in names if name in wanted] == wanted
        marks = Marks([whole, bare], "kim", verdict_first=first)
        told = brief(whole, "¶ 2", marks)[1].text
        assert told.startswith(" refuted · verified" if first else " verified · verdict: refuted"), told
        assert brief(bare, "¶ 2", marks)[1].text.startswith(" unchecked")
        fields = [one.name for one in fields_of(whole.annotation, {}, space.scales, verdict_first=first)]
        assert (fields.index("verdict") < fields.index("status")) == first
        heads = [one.title for one in columns(verdict_first=first)]
        (row,) = rows([whole], Prose(TEXT).paragraphs, verdict_first=first)
        assert len(heads) == len(row.cells)
        assert dict(zip(heads, row.cells, strict=True)).get("Verdict") == ("refuted" if first else None)


def test_the_desk_is_a_setting_of_the_workspace(space: Workspace) -> None:
    assert not WorkspaceDesk(space).verdict_first
    path = space.root / "workbench.yaml"
    path.write_text(path.read_text() + "desk: factcheck\n")
    again = workspace.open_workspace(space.root, annotator="kim")
    assert WorkspaceDesk(again).verdict_first
    again.close()
