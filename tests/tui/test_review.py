"""The review over a real workspace: every kind of decision with its key, and the way back to the annotators."""

import asyncio
import re
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from person import Person
from sample import HOSTILE

from workbench.services import annotations, documents, feedback, review, workspace
from workbench.services.documents import Incoming
from workbench.services.workspace import Workspace
from workbench.tui.app import Start, Workbench
from workbench.tui.screens.library import Library
from workbench.tui.screens.picker import Picker
from workbench.tui.screens.reader import Reader
from workbench.tui.screens.review import Review
from workbench.tui.workspace_desk import WorkspaceDesk

TEXT = (
    "Ferry hits quay\n\nAbout 140 people were on board, the harbour master said. \u201cWe heard a long noise,\u201d a "
    "deckhand said. At least 12 people were treated. None of the crew was hurt.\n"
)
Flow = Callable[["Reviewer"], Coroutine[Any, Any, None]]


class Reviewer(Person):
    """Drives one running application over a workspace."""

    @property
    def review(self) -> Review:
        screen = self.app.screen
        assert isinstance(screen, Review)
        return screen

    @property
    def made(self) -> list[tuple[str, str]]:
        (row,) = documents.listing(self.space)
        found = annotations.of_document(self.space, row.document.id)
        return [(one.annotation.tag, one.annotation.exact) for one in found if one.kind == "adjudicated"]


def mark(space: Workspace, words: str, tag: str, **fields: str) -> None:
    (row,) = documents.listing(space)
    start = TEXT.index(words)
    annotations.annotate(space, row.document.id, (start, start + len(words)), tag, fields=fields)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Callable[[str], Workspace]]:
    """Kim and Ada have marked the same text; opens the workspace as anybody."""
    root = workspace.create(tmp_path / "space")
    opened: list[Workspace] = []

    def open_as(name: str) -> Workspace:
        opened.append(workspace.open_workspace(root, annotator=name))
        return opened[-1]

    kim, ada = open_as("kim"), open_as("ada")
    documents.add(kim, [Incoming(name="ferry", text=TEXT, metadata={"title": "Ferry hits quay"})])
    mark(kim, "About 140", "figure", value="140")
    mark(ada, "About 140", "figure", value="140")
    mark(kim, "At least 12", "figure")
    mark(ada, "12", "figure")
    mark(kim, "None of the crew was hurt.", "claim", said_by="the port")
    mark(ada, "None of the crew was hurt.", "claim", said_by="a deckhand")
    mark(kim, "We heard a long noise,", "quote")
    mark(ada, "We heard a long noise,", "claim")
    mark(kim, "the harbour master said", "claim")
    yield open_as
    for one in opened:
        one.close()


def session(flow: Flow, space: Workspace, size: tuple[int, int] = (120, 36), first: str = "gr") -> None:
    async def play() -> None:
        app = Workbench(Start(lambda: WorkspaceDesk(space)))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            reviewer = Reviewer(app, pilot, space)
            await reviewer.keys(first)
            await pilot.pause()
            await flow(reviewer)

    asyncio.run(play())


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 14)])
def test_differences_come_first_with_their_readings_side_by_side(
    team: Callable[[str], Workspace], size: tuple[int, int]
) -> None:
    async def flow(ned: Reviewer) -> None:
        assert ned.review.table.shown == [case.item.id for case in ned.review._ordered()]
        frame = ned.frame()
        assert "Review of ada, kim" in frame
        assert "5 items, 0 decided" in frame
        assert "1 ada  claim  We heard a long noise," in frame
        assert "2 kim  quote  We heard a long noise," in frame
        await ned.to("boundary")
        assert "1 ada  figure  At least \u27e612\u27e7" in ned.frame()
        await ned.to("details")
        assert "said by  1 a deckhand  2 the port" in ned.frame()
        await ned.to("only one")
        assert "ada has nothing here" in ned.frame()

    session(flow, team("ned"), size)


def test_one_key_decides_and_goes_on(team: Callable[[str], Workspace]) -> None:
    async def flow(ned: Reviewer) -> None:
        await ned.keys("2")
        assert ned.says == "Accepted kim\u2019s. 4 to decide; u undoes."
        assert ned.made == [("quote", "We heard a long noise,")]
        assert ned.review.case is not None
        assert ned.review.case.item.state == "boundary"
        await ned.keys("h")
        assert ("figure", "12") in ned.made
        await ned.keys("a")
        assert ned.says == "Whose? 1 ada's, 2 kim's."
        await ned.keys("7")
        assert ned.says == "There is no reading 7 here: 1 ada's, 2 kim's."
        await ned.to("only one")
        await ned.keys("x")
        assert ned.says.startswith("Rejected")
        await ned.to("agreed")
        await ned.keys("a")
        await ned.to("details")
        await ned.keys("l")
        assert ned.says == "Accepted kim\u2019s. Everything is decided."
        assert "5 items, 5 decided" in ned.frame()
        await ned.keys("uuuuu")
        assert ned.made == []
        assert "5 items, 0 decided" in ned.frame()
        await ned.keys("UU")
        assert len(ned.made) == 2

    session(flow, team("ned"))


def test_as_another_tag_with_a_detail_from_the_other_and_with_a_reason(team: Callable[[str], Workspace]) -> None:
    async def flow(ned: Reviewer) -> None:
        await ned.keys("c")
        assert ned.made == [("claim", "We heard a long noise,")]
        await ned.to("only one")
        await ned.keys("f")
        assert ("figure", "the harbour master said") in ned.made
        await ned.to("details")
        await ned.keys("t")
        assert isinstance(ned.app.screen, Picker)
        await ned.keys("ada", "enter")
        assert ned.says.startswith("Accepted ada\u2019s.")
        (row,) = documents.listing(ned.space)
        found = annotations.of_document(ned.space, row.document.id)
        (claim,) = [
            one.annotation for one in found if one.kind == "adjudicated" and one.annotation.exact.startswith("None")
        ]
        assert claim.said_by == "a deckhand"
        await ned.to("crew was hurt")
        await ned.keys("m", "the crew know best", "enter")
        assert "the crew know best" in ned.frame()
        await ned.keys("m", "!", "enter")
        assert "the crew know best!" in ned.frame()
        await ned.keys("M", "", "enter")
        await ned.to("boundary")
        await ned.keys("m", "with its bound", "enter", "2")
        await ned.keys("M", ", as always", "enter")
        await ned.to("boundary")
        assert "with its bound, as always" in ned.frame()
        await ned.to("boundary")
        assert "with its bound" in ned.frame()

    session(flow, team("ned"))


def test_the_ends_are_amended_in_the_article(team: Callable[[str], Workspace]) -> None:
    async def flow(ned: Reviewer) -> None:
        await ned.to("boundary")
        await ned.keys("e")
        assert isinstance(ned.app.screen, Reader)
        await ned.keys("escape")
        assert isinstance(ned.app.screen, Review)
        assert ned.made == []
        await ned.keys("e", "e", "enter")
        assert ned.says.startswith("Amended in the article.")
        assert ned.made == [("figure", "At least 12 people")]

    session(flow, team("ned"))


def test_a_question_is_returned_answered_and_comes_back(team: Callable[[str], Workspace]) -> None:
    ned_space, ada_space = team("ned"), team("ada")

    async def ask(ned: Reviewer) -> None:
        await ned.to("details")
        await ned.keys("r", "enter")
        assert ned.says == "It is returned with a question; nothing was done."
        await ned.keys("r", "Who says so?", "enter")
        assert ned.says.startswith("Returned.")

    async def answer(ada: Reviewer) -> None:
        assert isinstance(ada.app.screen, Picker)
        assert "returned by ned: Who says so?" in ada.frame()
        await ada.keys("enter")
        assert isinstance(ada.app.screen, Reader)
        assert ada.app.screen.focus_mark is not None
        await ada.keys("W", "The deckhand does.", "enter")
        assert ada.says == "Comment saved. u undoes."
        assert "ada: The deckhand does." in ada.frame()
        await ada.keys("u")
        assert "ada: The deckhand does." not in ada.frame()
        await ada.keys("U")

    async def back(ned: Reviewer) -> None:
        await ned.to("details")
        assert "answered (return by ned)" in ned.frame()
        assert "ada: The deckhand does." in ned.frame()
        await ned.keys("1")
        assert ned.says.startswith("Accepted")

    session(ask, ned_space)
    session(answer, ada_space, first="gk")
    session(back, ned_space)


def test_all_agreed_after_their_count(team: Callable[[str], Workspace]) -> None:
    async def flow(ned: Reviewer) -> None:
        await ned.keys("A")
        assert ned.says == "A again accepts 1 item on which everybody agrees."
        await ned.keys("A")
        assert ned.made == [("figure", "About 140")]
        await ned.keys("A")
        assert ned.says == "Nothing that everybody agrees on waits for a decision."

    session(flow, team("ned"))


def test_filters_orders_and_ways_out(team: Callable[[str], Workspace]) -> None:
    async def flow(ned: Reviewer) -> None:
        await ned.keys("/", "figure", "enter")
        assert len(ned.review.table) == 2
        await ned.keys("n", "escape")
        assert len(ned.review.table) == 5
        await ned.keys("S")
        assert ned.says == "Listed in the order of the texts."
        await ned.keys("g", "g")
        assert ned.review.case is not None
        assert ned.review.case.item.readings[0].mark.exact == "About 140"
        await ned.keys("enter")
        assert isinstance(ned.app.screen, Reader)
        assert ned.app.screen.view.text[ned.app.screen.view.cursor :].startswith("About 140")
        await ned.keys("gr")
        assert isinstance(ned.app.screen, Review)
        await ned.keys("w", "Ask the port.", "enter")
        assert "ned: Ask the port." in ned.frame()
        await ned.keys("escape")
        assert isinstance(ned.app.screen, Library)

    session(flow, team("ned"))


def test_a_reading_that_changed_meanwhile_is_shown_anew_and_not_decided(team: Callable[[str], Workspace]) -> None:
    ada = team("ada")

    async def flow(ned: Reviewer) -> None:
        await ned.to("details")
        case = ned.review.case
        assert case is not None
        annotations.edit(ada, case.item.readings[0].mark.id, fields={"said_by": "the mate"})
        await ned.keys("1")
        assert "was changed since you looked at it" in ned.says
        assert "the mate" in ned.frame()
        assert ned.made == []

    session(flow, team("ned"))


def test_one_annotator_is_signed_off(team: Callable[[str], Workspace]) -> None:
    space = team("ned")

    async def play() -> None:
        app = Workbench(Start(lambda: WorkspaceDesk(space), review=("kim",)))
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            ned = Reviewer(app, pilot, space)
            assert "5 items, 0 decided" in ned.frame()
            await ned.keys("aaaaa")
            assert len(ned.made) == 5
            assert ned.says == "Accepted. Everything is decided."

    asyncio.run(play())
    assert all(one.outcome == "accepted" for one in feedback.feedback(team("kim"), everything=True))


def test_a_review_of_nothing_says_so(tmp_path: Path) -> None:
    space = workspace.open_workspace(workspace.create(tmp_path / "empty"), annotator="ned")

    async def flow(ned: Reviewer) -> None:
        assert "Nothing meets here" in ned.frame()
        await ned.keys("axrteAn1m", "enter")
        assert ned.says == "There is no item here."

    session(flow, space)
    space.close()


def test_names_are_hidden_where_the_workspace_wants_it(team: Callable[[str], Workspace]) -> None:
    file = team("ned").root / "workbench.yaml"
    file.write_text(file.read_text("utf-8") + "anonymous: true\n", "utf-8")

    async def flow(ned: Reviewer) -> None:
        frame = ned.frame()
        assert "Review of 2 annotators" in frame
        assert not any(name in frame for name in ("kim", "ada"))
        assert "1 A  " in frame
        first = ned.review.order_of(ned.review.case.item)[0]  # type: ignore[union-attr]
        await ned.keys("1")
        assert ned.says.startswith("Accepted A\u2019s.")
        assert ned.made[0][0] == ("claim" if first == "ada" else "quote")
        await ned.to("only one")
        assert "has nothing here" in ned.frame()
        assert not any(name in ned.frame() for name in ("kim", "ada"))

    session(flow, team("ned"))


def test_agreement_leads_to_the_items_behind_a_number(team: Callable[[str], Workspace]) -> None:
    async def flow(ned: Reviewer) -> None:
        await ned.keys("i")
        screen = ned.app.screen
        assert isinstance(screen, Picker)
        frame = ned.frame()
        assert "same words" in frame
        assert "Ferry hits quay" in frame
        await ned.keys("figure", "enter")
        assert len(ned.review.table) == 2

    session(flow, team("ned"))


def test_hostile_words_are_shown_letter_for_letter(team: Callable[[str], Workspace]) -> None:
    everything = " ".join(HOSTILE)
    kim, ada, ned = team("kim"), team("ada"), team("ned")
    for space, said in ((kim, everything), (ada, f"{everything} too")):
        mark(space, "a deckhand said", "claim", said_by=said[:200], note=everything)
    case = next(
        c for one in review.review(ned) for c in one.cases if c.item.readings[0].mark.exact == "a deckhand said"
    )
    review.give_back(ned, case, everything)
    review.say(ada, case.document, case.item.id, everything)

    async def flow(ned: Reviewer) -> None:
        await ned.to("deckhand said")
        await ned.keys("t")
        frames = [ned.frame()]
        await ned.keys("escape", "i")
        frames.append(ned.frame())
        await ned.keys("escape", "gh")
        frames.append(ned.frame())
        await ned.keys("escape")
        frames.append(ned.frame())
        for frame in frames:
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", frame)
        assert "[sic] [/] [@click=app.quit]x[/]" in frames[-1]

    session(flow, ned)
    told = feedback.feedback(team("kim"))
    assert told[0].decision.reason.startswith("[sic] [/]")
