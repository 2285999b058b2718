"""The story at hand narrows every list, is named where it does, and lets go again."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from driver import Analyst, analyst
from fake_desk import FakeDesk

from workbench.services import annotations, correcting, documents, linking, sources, workspace
from workbench.services.documents import Incoming
from workbench.tui.desk import DocumentRow
from workbench.tui.screens.picker import Picker
from workbench.tui.workspace_desk import WorkspaceDesk

TEXTS = {"a": "Boats lay there.\n", "b": "The bridge is shut.\n", "c": "A log.\n", "d": "Apart from it all.\n"}
ROWS = (
    DocumentRow("a", "Boats", stories=("ferry", "[/] strike")),
    DocumentRow("b", "Bridge", stories=("ferry",)),
    DocumentRow("c", "Log", role="evidence", stories=("ferry",)),
    DocumentRow("d", "Other"),
)


def session(flow: Callable[[Analyst], Coroutine[Any, Any, None]], rows: tuple[DocumentRow, ...] = ROWS) -> None:
    async def run() -> None:
        async with analyst(FakeDesk(TEXTS, rows=rows)) as kim:
            await flow(kim)

    asyncio.run(run())


def test_the_library_and_the_way_from_article_to_article_keep_to_the_story() -> None:
    async def flow(kim: Analyst) -> None:
        assert "Other" in kim.frame()
        await kim.keys("gS")
        assert isinstance(kim.app.screen, Picker)
        assert "ferry" in kim.frame()
        assert "[/] strike" in kim.frame()
        await kim.keys("ferry", "enter")
        assert kim.says == "Only “ferry” now: 3 documents, in every list."
        assert "quay: ferry" in kim.frame()
        assert "Other" not in kim.frame()
        await kim.keys("enter", "gn")
        assert kim.reader.ident == "b"
        await kim.keys("gngn")
        assert "last article of 3" in kim.says
        await kim.keys("gl", "gS", "All", "enter")
        assert kim.says == "All documents again."
        assert "Other" in kim.frame()

    session(flow)


def test_from_a_document_of_another_story_one_goes_to_the_first_of_this() -> None:
    async def flow(kim: Analyst) -> None:
        await kim.keys("/Other", "enter", "enter", "gS", "strike", "enter")
        assert kim.reader.ident == "d"
        await kim.keys("gn")
        assert kim.reader.ident == "a"

    session(flow)


def test_a_list_that_is_left_narrows_nothing_and_no_stories_are_said() -> None:
    async def flow(kim: Analyst) -> None:
        await kim.keys("gS")
        assert "No document belongs to a story" in kim.frame()
        await kim.keys("escape")
        assert kim.app.desk is not None
        assert kim.app.desk.story == ""

    session(flow, (DocumentRow("d", "Other"),))


def test_review_sources_and_feedback_keep_to_it(tmp_path: Path) -> None:
    workspace.create(tmp_path / "space")
    kim = workspace.open_workspace(tmp_path / "space", annotator="kim")
    texts = {"ferry": "Nine boats lay there.\n", "strike": "Six crews left.\n"}
    made = [Incoming(title, text, {"title": title, "stories": [title]}) for title, text in texts.items()]
    here, there = documents.add(kim, made)
    for one in (here, there):
        mark = annotations.annotate(kim, one.document.id, (0, 3), "figure")
        linking.link(kim, mark.id, linking.Pin(sources.add(kim, {"title": f"Log {one.document.title}"}).source.id))
        correcting.correct(kim, mark.id, "ten")
    desk = WorkspaceDesk(kim)
    assert len(desk.correcting.items()) == 2
    assert len(desk.reviewing.review(["kim"])) == 2
    assert len(desk.sourcing.rows()) == 4
    desk.story = "ferry"
    assert [one.title for one in desk.reviewing.review(["kim"])] == ["ferry"]
    assert [row.source.title for row in desk.sourcing.rows()] == ["ferry", "Log ferry"]
    assert [item.document.title for item in desk.correcting.items()] == ["ferry"]
    assert [row.title for row in desk.listed()] == ["ferry"]
    assert len(desk.documents()) == 2
    kim.close()
