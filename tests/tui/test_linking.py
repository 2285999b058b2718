"""Linking marks to passages and sources, the source at hand, passing, verdicts, ties: real keys, a real store."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from person import Person
from textual import events

from workbench.domain.model import Annotation
from workbench.services import annotations, documents, sources, workspace
from workbench.services.documents import Incoming
from workbench.services.workspace import Workspace
from workbench.tui.app import Start, Workbench
from workbench.tui.screens.linking import LinkPicker
from workbench.tui.screens.picker import Picker
from workbench.tui.screens.reader import Reader
from workbench.tui.workspace_desk import WorkspaceDesk

STORY = (
    "Kiln fire at Harrow Mill\n\nAbout forty workers left the brick works when the kiln burned on Monday, the fire "
    "chief said. \u201cNobody was hurt,\u201d said Dora Quill.\n\nThe mill was built in 1911. The roof fell in.\n"
)
LOG = (
    "Fire brigade log, Harrow\n\n06:10 Alarm from the brick works at Harrow Mill.\n\n06:40 Thirty-eight workers have "
    "left the brick works; nobody is missing after the kiln burned.\n\n07:15 The roof of the mill fell in.\n"
)
OTHER = "Bakers' prize\n\nA baker from Lower Tarn won the loaf competition with a rye loaf of nine pounds.\n"
Flow = Callable[["Checker"], Coroutine[Any, Any, None]]


class Checker(Person):
    """Drives one running application over a workspace."""

    def __init__(self, app: Workbench, pilot: Any, space: Workspace, story: str) -> None:
        super().__init__(app, pilot, space)
        self.story = story

    @property
    def reader(self) -> Reader:
        screen = self.app.screen
        assert isinstance(screen, Reader)
        return screen

    @property
    def marks(self) -> list[Annotation]:
        return [one.annotation for one in annotations.of_document(self.space, self.story)]

    def mark(self, words: str) -> Annotation:
        return next(one for one in self.marks if one.exact.startswith(words))

    async def at(self, words: str) -> None:
        """Put the cursor on some words of the story."""
        self.reader.go(self.reader.view.text.index(words))
        await self.pilot.pause()


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    opened = workspace.open_workspace(workspace.create(tmp_path / "space"), annotator="kim")
    yield opened
    opened.close()


def session(flow: Flow, space: Workspace, size: tuple[int, int] = (120, 36), told: str = STORY) -> None:
    texts = {"Kiln fire": told, "Brigade log": LOG, "Bakers": OTHER}
    added = documents.add(space, [Incoming(name, text, {"title": name}) for name, text in texts.items()])
    story = added[0].document

    async def play() -> None:
        app = Workbench(Start(lambda: WorkspaceDesk(space), (story.id, story.title, told)))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await flow(Checker(app, pilot, space, story.id))

    asyncio.run(play())


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 15)])
def test_two_keys_link_a_mark_to_the_passage_that_backs_it(space: Workspace, size: tuple[int, int]) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("The roof")
        await kim.keys("cc", "s")
        assert isinstance(kim.screen, LinkPicker)
        assert "07:15 The roof of the mill fell in." in kim.frame().replace("\n", " ") or size[0] < 100
        await kim.keys("enter")
        (link,) = kim.mark("The roof").links
        assert link.evidence is not None
        assert LOG[link.evidence.start : link.evidence.end] == link.evidence.exact
        assert "roof of the mill" in link.evidence.exact
        assert (link.relation, link.grade, link.locator) == ("supports", "secondary", "\u00b6 4")
        assert kim.says == "Backed by Brigade log: 1 source, 1 origin. u undoes."
        await kim.keys("u")
        assert kim.mark("The roof").links == ()

    session(flow, space, size)


def test_refuting_at_a_place_and_in_another_grade(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("About forty")
        await kim.keys("ff", "s", "ctrl+r", "ctrl+g", "ctrl+l", "entry 06:40", "enter", "enter")
        (link,) = kim.mark("About forty").links
        assert (link.relation, link.grade, link.locator) == ("refutes", "primary", "entry 06:40")
        assert link.evidence is not None
        assert "Thirty-eight" in link.evidence.exact
        assert kim.says.startswith("Refuted by Brigade log:")

    session(flow, space)


def test_a_selection_becomes_a_mark_and_is_linked(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("The mill was")
        await kim.keys("vee", "s", "enter")
        assert kim.mark("The mill").tag == "claim"
        assert len(kim.mark("The mill").links) == 1
        await kim.at("Nobody was hurt")
        await kim.keys("q", "s", "enter")  # what is proposed as a quote becomes one
        assert kim.mark("Nobody").tag == "quote"

    session(flow, space)


def test_typing_narrows_passages_and_sources_and_a_new_source_is_entered_there(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        sources.add(space, {"title": "Census of kilns", "kind": "dataset"})
        await kim.at("The mill was")
        await kim.keys("cc", "s", "census")
        assert "Census of kilns" in kim.frame()
        await kim.keys("enter")
        (link,) = kim.mark("The mill").links
        assert (link.grade, link.evidence) == ("primary", None)  # a dataset shows the thing itself
        await kim.keys("s", "ctrl+n", "https://archive.example.org/mill", "enter", "enter")
        assert [one.grade for one in kim.mark("The mill").links] == ["primary", "secondary"]
        made = [row.source for row in sources.listing(space, entered=True) if row.source.url]
        assert [(one.kind, one.url) for one in made] == [("web_page", "https://archive.example.org/mill")]
        await kim.keys("s", "ctrl+n", "javascript:alert(1)//", "enter", "enter")
        assert len(kim.mark("The mill").links) == 3  # words, not an address: kept as a title
        await kim.keys("s", "ctrl+n", "javascript://x", "enter", "enter")
        assert kim.says.startswith("Not entered: ")
        await kim.keys("escape")
        assert len(kim.mark("The mill").links) == 3

    session(flow, space)


def test_what_is_left_changes_nothing_and_what_is_linked_already_is_said(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.keys("s")
        assert kim.says.startswith("There is no mark here.")
        await kim.at("The roof")
        await kim.keys("cc", "s", "escape")
        assert kim.mark("The roof").links == ()
        await kim.keys("s", "ctrl+n", "escape", "escape")
        assert kim.mark("The roof").links == ()
        await kim.keys("s", "enter", "s", "down", "enter")
        assert "linked to that already" in kim.says or len(kim.mark("The roof").links) == 2
        await kim.keys("s", "zzzz qqqq")
        assert "Nothing holds these words." in kim.frame()
        await kim.keys("enter")
        assert isinstance(kim.screen, LinkPicker)

    session(flow, space)


def test_a_link_is_taken_away_where_it_is_listed(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("The roof")
        await kim.keys("cc", "s", "enter", "s", "up", "ctrl+x")
        assert kim.mark("The roof").links == ()
        assert kim.says == "The link is taken away. u undoes."
        await kim.keys("u")
        assert len(kim.mark("The roof").links) == 1

    session(flow, space)


def test_the_last_link_is_repeated_on_other_marks(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("The roof")
        await kim.keys("cc", "s", "enter")
        await kim.at("The mill was")
        await kim.keys("cc", "s", "enter")
        await kim.at("About forty")
        await kim.keys("ff", "u", "U")
        await kim.at("The roof")
        before = kim.mark("The roof").links[0]
        await kim.at("The mill was")
        await kim.keys("s", "up", "ctrl+x", "s", "enter")
        await kim.at("About forty")
        await kim.keys(".")
        assert kim.mark("About forty").links[-1].source == kim.mark("The mill").links[-1].source
        assert before.source

    session(flow, space)


def test_a_source_at_hand_passes_facts_with_one_key_each(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("About forty")
        await kim.keys("ff")
        await kim.at("The roof")
        await kim.keys("cc", "S", "brigade", "enter")
        assert kim.says.startswith("At hand: Brigade log.")
        assert "at hand: Brigade log" in kim.frame()
        await kim.at("About forty")
        await kim.keys("p")  # the log says thirty-eight, and 06:40 is a time
        assert "Nothing in Brigade log says this beyond doubt: s chooses, p again passes it unlinked." in kim.says
        assert kim.mark("About forty").status == "unchecked"
        await kim.keys("S", "bakers", "enter", "p")  # of another source that is said anew
        assert "Nothing in Bakers says this beyond doubt" in kim.says
        await kim.keys("S", "brigade", "enter", "p")
        assert kim.mark("About forty").status == "unchecked"
        await kim.keys("p")
        assert (kim.mark("About forty").status, kim.mark("About forty").links) == ("verified", ())
        await kim.keys("u")
        await kim.at("The roof")
        await kim.keys("p")
        passed = kim.mark("The roof")
        assert (passed.status, len(passed.links)) == ("verified", 1)
        assert passed.links[0].evidence is not None
        assert "roof of the mill" in passed.links[0].evidence.exact
        assert passed.checked is not None
        assert (passed.checked.by, passed.checked.method) == ("kim", "document")
        assert kim.says.startswith("Passed: Brigade log, \u00b6 4. Nothing marked after it is left to check, 1 before.")
        await kim.at("About forty")
        await kim.keys("p", "p")
        assert "No mark here is left to check." in kim.says
        await kim.keys("u", "u")
        assert kim.mark("The roof").status == "unchecked"
        await kim.keys("S", "let go", "enter")
        assert kim.app.pin is None

    session(flow, space)


def test_an_unmarked_sentence_becomes_a_claim_and_is_passed(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("The mill was")
        await kim.keys("p")
        assert (kim.mark("The mill").tag, kim.mark("The mill").status) == ("claim", "verified")
        await kim.at("workers left")
        await kim.keys("ff")
        await kim.at("the fire chief")
        await kim.keys("p")
        assert "stand beside the cursor" in kim.says
        await kim.keys("u", "u", "u")
        assert [one.status for one in kim.marks] == []

    session(flow, space)


def test_passing_keeps_the_words_of_the_source_at_hand_where_they_stand_there(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        log = next(row.document for row in documents.listing(space) if row.document.title == "Brigade log")
        same = documents.add(space, [Incoming("copy", f"Copy.\n\n{STORY}", {"title": "Copy"})])[0].document
        await kim.at("The roof")
        await kim.keys("cc", "S", "copy", "enter", "p")
        (link,) = kim.mark("The roof").links
        assert link.source == same.id != log.id
        assert link.evidence is not None
        assert link.evidence.exact == "The roof fell in."

    session(flow, space)


def test_to_the_evidence_and_back_with_one_key(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("The roof")
        await kim.keys("cc", "s", "enter", "o")
        await kim.pilot.pause()
        assert len(kim.reader.pages) == 2
        assert kim.reader.page is kim.reader.pages[1]
        assert kim.reader.view.text == LOG
        assert "roof of the mill" in LOG[kim.reader.view.cursor :]
        assert len(kim.reader.view.hits) == 1  # lit up
        await kim.keys("o")
        assert kim.reader.page is kim.reader.pages[0]
        assert kim.reader.view.text[kim.reader.view.cursor :].startswith("The roof")
        await kim.keys("o")
        assert kim.reader.page is kim.reader.pages[1]

    session(flow, space)


def test_a_selection_in_the_other_pane_is_the_first_choice(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("The mill was")
        await kim.keys("cc", "g2", "brigade", "enter")
        await kim.pilot.pause()
        kim.reader.go(LOG.index("06:10"))
        await kim.keys("V", "go", "s", "enter")
        (link,) = kim.mark("The mill").links
        assert link.evidence is not None
        assert "Alarm from the brick works" in link.evidence.exact

    session(flow, space)


def test_a_passage_at_hand_is_linked_with_its_words(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("The roof")
        await kim.keys("cc", "g2", "brigade", "enter")
        await kim.pilot.pause()
        kim.reader.go(LOG.index("07:15"))
        await kim.keys("V", "S", "go", "p")
        (link,) = kim.mark("The roof").links
        assert link.evidence is not None
        assert "roof of the mill" in link.evidence.exact

    session(flow, space)


def test_verdicts_on_claims_alone(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("About forty")
        await kim.keys("ff", "rv")
        assert kim.says == "A figure has no verdict: mark the claim around it."
        await kim.at("The roof")
        await kim.keys("cc", "rv", "refuted", "enter")
        claim = kim.mark("The roof").claim
        assert claim is not None
        assert [(one.scale, one.value, one.by) for one in claim.verdicts] == [("averitec", "refuted", "kim")]
        assert kim.mark("The roof").status == "unchecked"  # one does not follow from the other
        assert "refuted" in kim.frame()
        await kim.keys("rv", "no verdict", "enter")
        assert kim.mark("The roof").claim is None

    session(flow, space)


def test_marks_are_tied_shown_on_both_ends_and_untied(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("About forty")
        await kim.keys("cc")
        await kim.at("About forty")
        await kim.keys("ff")
        assert "Inside a claim: Rp makes it part of that." in kim.says
        await kim.keys("Rp")
        figure, claim = (next(one for one in kim.marks if one.tag == tag) for tag in ("figure", "claim"))
        assert [(one.type, one.target) for one in figure.relations] == [("part_of", claim.id)]
        assert "part of" in kim.frame()
        await kim.keys("o")
        assert kim.reader.focus_mark is not None
        assert kim.reader.focus_mark.id == claim.id
        assert "has as part" in kim.frame()
        await kim.keys("o")
        assert kim.reader.focus_mark.id == figure.id
        await kim.keys("Rx")
        assert next(one for one in kim.marks if one.tag == "figure").relations == ()
        await kim.keys("Rn")
        assert kim.says == "Only a quotation continues a quotation."
        await kim.at("The roof")
        await kim.keys("cc")
        await kim.at("About forty")
        await kim.keys("Rc")
        assert isinstance(kim.screen, Picker)
        assert kim.screen.table.shown == [kim.mark("The roof").id]  # not the claim around it: the same words
        await kim.keys("enter")
        assert next(one for one in kim.marks if one.tag == "figure").relations[0].type == "contradicts"

    session(flow, space)


def test_evidence_that_is_gone_is_said(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("The roof")
        await kim.keys("cc", "s", "enter")
        log = kim.mark("The roof").links[0].source
        documents.remove(space, log)
        await kim.keys("o")
        assert "archive" in kim.says or "not here" in kim.says
        assert "Brigade log" in kim.frame()  # still named

    session(flow, space)


def test_a_pasted_address_becomes_a_source_of_the_mark(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("The roof")
        await kim.keys("cc")
        await kim.app.on_event(events.Paste("https://wire.example.com/kiln?utm_source=x"))
        await kim.keys("s")
        (link,) = kim.mark("The roof").links
        assert sources.get(space, link.source).source.url == "https://wire.example.com/kiln?utm_source=x"
        await kim.app.on_event(events.Paste("javascript://alert"))
        await kim.keys("s")
        assert kim.says.startswith("Not entered: ")

    session(flow, space)


def test_what_was_found_is_said_with_two_keys(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("About forty")
        await kim.keys("ff")
        await kim.at("The mill was")
        await kim.keys("cc")
        await kim.at("The roof")
        await kim.keys("cc")
        await kim.at("About forty")
        await kim.keys("rc", "escape", "rc", "ctrl+u", "Thirty-eight", "enter", "brigade log", "enter")
        figure = kim.mark("About forty")
        assert figure.correction is not None
        assert (figure.correction.text, figure.correction.reason) == ("Thirty-eight", "brigade log")
        assert figure.status == "needs_correction"
        assert kim.reader.view.text[kim.reader.view.cursor :].startswith("About forty")  # what shows it comes next
        assert kim.says == "To be corrected. s links what shows it, ; goes on, u undoes."
        await kim.keys(";", "rq", "the writer", "enter", "Which archive?", "enter")
        assert kim.mark("The mill").queries[0].to == "the writer"
        assert kim.reader.view.text[kim.reader.view.cursor :].startswith("The mill")
        assert kim.says == "Asked the writer. ; goes on, u undoes."
        await kim.at("The mill was")
        await kim.keys("ra", "The town's.", "enter")
        assert kim.mark("The mill").queries[0].answer == "The town's."
        await kim.at("The roof")
        await kim.keys("ru")
        assert kim.mark("The roof").status == "cannot_verify"
        await kim.at("The roof")
        await kim.keys("rp", "ra")
        assert kim.mark("The roof").status == "in_progress"
        assert kim.says.startswith("Nobody was asked about this claim.")
        await kim.keys("rc", "ctrl+u", "enter")
        assert kim.says == "Nothing was said that it should read; nothing was saved."
        await kim.keys("u", "u", "u", "u", "u")
        assert kim.mark("About forty").correction is None

    session(flow, space)


def test_the_status_line_shows_at_once_what_another_screen_put_at_hand(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.keys("gs", "/", "brigade", "enter", "P", "q")
        assert isinstance(kim.screen, Reader)
        assert "at hand: Brigade log" in kim.frame()

    session(flow, space)


@pytest.mark.parametrize(
    ("keys", "status"),
    [
        (("rc", "ctrl+u", "It stood in 1912.", "enter", "enter"), "needs_correction"),
        (("rq", "the writer", "enter", "Which archive?", "enter"), "in_progress"),
        (("ru",), "cannot_verify"),
        (("rp",), "in_progress"),
        (("rv", "refuted", "enter"), "unchecked"),
        (("p",), "verified"),
    ],
)
def test_selected_words_and_an_unmarked_sentence_are_marked_first(
    space: Workspace, keys: tuple[str, ...], status: str
) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("The mill was")
        await kim.keys(*keys)
        assert (kim.mark("The mill").exact, kim.mark("The mill").status) == ("The mill was built in 1911.", status)
        await kim.at("The roof")
        await kim.keys("vee", *keys)
        assert (kim.mark("The roof").exact, kim.mark("The roof").status) == ("The roof", status)
        assert {one.tag for one in kim.marks} == {"claim"}
        await kim.keys("u", "u", "u", "u")
        assert kim.marks == []

    session(flow, space)


def test_a_selection_that_is_marked_is_not_marked_twice(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("About forty")
        await kim.keys("ff")
        await kim.at("About forty")
        await kim.keys("ve", "ra")
        assert kim.says == "Nobody was asked about these words. rq asks."
        assert len(kim.marks) == 1
        await kim.keys("e", "rc", "ctrl+u", "Nine", "enter", "enter")
        assert [one.correction and one.correction.text for one in kim.marks] == ["Nine"]
        await kim.at("About forty")
        await kim.keys("vee", "rq", "desk", "enter", "Sure?", "enter")
        await kim.at("About forty")
        await kim.keys("vee", "ra", "Yes.", "enter")
        assert kim.marks[0].queries[0].answer == "Yes."
        await kim.at("About forty")
        await kim.keys("vee", "rv")
        assert kim.says == "A figure has no verdict: mark the claim around it."

    session(flow, space)


def test_what_was_made_and_then_left_is_said(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("The mill was")
        for keys in (("rc", "escape"), ("rq", "escape"), ("rq", "enter", "escape"), ("rc", "ctrl+u", "enter")):
            await kim.keys(*keys)
            assert kim.says.endswith("The claim stays: u takes it away."), keys
            await kim.keys("u")
            assert kim.marks == []
        await kim.keys("rv", "escape")
        assert kim.says == "No verdict was given. The claim stays: u takes it away."
        await kim.keys("rc", "escape")
        assert kim.says == "Nothing was saved."  # it was there before
        await kim.keys("B", "rc")
        assert kim.says.startswith("The ends first")

    session(flow, space)


def test_what_one_mark_was_made_for_is_not_said_of_another(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("About forty")
        await kim.keys("ff", "rq", "enter", "Which log?", "enter")
        await kim.at("The mill was")
        await kim.keys("rc", "ctrl+u", "It stood in 1912.", "enter", "enter")
        await kim.at("About forty")
        await kim.keys("ra", "escape")
        assert kim.says == "Nothing was saved."

    session(flow, space)


def test_who_is_asked_is_typed_into_an_empty_line_and_forgotten_where_nothing_was_asked(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("About forty")
        await kim.keys("ff", "rq")
        assert "Who is to be asked (enter: the writer):" in kim.frame()
        await kim.keys("the wr", "enter", "escape", "rq")
        assert "Who is to be asked (enter: the writer):" in kim.frame()
        await kim.keys("the desk", "enter", "Needed?", "enter", "rq")
        assert "Who is to be asked (enter: the desk):" in kim.frame()
        await kim.keys("enter", "Still?", "enter")
        assert [one.to for one in kim.marks[0].queries] == ["the desk", "the desk"]

    session(flow, space)


def test_a_long_sentence_is_filled_in_to_be_changed(space: Workspace) -> None:
    words = "The quay " + "and the pier " * 40 + "are closed."

    async def flow(kim: Checker) -> None:
        await kim.keys("rc", "!", "enter", "enter")
        assert kim.marks[0].correction is not None
        assert kim.marks[0].correction.text == f"{words}!"

    session(flow, space, told=f"{words}\n")


def test_after_a_refuting_verdict_the_next_key_is_named(space: Workspace) -> None:
    async def flow(kim: Checker) -> None:
        await kim.at("The mill was")
        await kim.keys("rv", "refuted", "enter")
        assert kim.says == "Refuted: rc says what it should read. u undoes."
        await kim.keys("rv", "supported", "enter")
        assert kim.says == "Verdict saved. u undoes."
        await kim.keys("rc", "ctrl+u", "It stood in 1912.", "enter", "log", "enter")
        assert kim.says.startswith("To be corrected. s links")
        await kim.at("The mill was")
        await kim.keys("rv", "refuted", "enter")
        assert kim.says == "Verdict saved. u undoes."  # it is corrected already
        await kim.keys("rc", "enter", "enter")
        assert kim.says == "It is as it was."
        await kim.keys("rc", "ctrl+u", "It stood in 1913.", "enter", "enter")
        assert kim.says.startswith("The correction is changed. s links")

    session(flow, space)
