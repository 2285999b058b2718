"""The lesson: each step is noticed when it is done as the article says, and only then; the text is the one it knows."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from driver import Analyst, analyst
from fake_desk import FakeDesk
from msgspec.structs import replace
from rich.cells import cell_len
from sample import ARTICLE

from workbench.domain.model import Link, Placed, Unplaced
from workbench.domain.segments import Paragraphs
from workbench.domain.spans import Span
from workbench.domain.text import sha256
from workbench.services import intake
from workbench.tui import tutorial
from workbench.tui.keys import REGISTRY, live, put_in_force, table
from workbench.tui.marks import EVERYBODY, Marks
from workbench.tui.motions import MOTIONS
from workbench.tui.objects import OBJECTS
from workbench.tui.prose import Prose
from workbench.tui.screens.reader import Reader
from workbench.tui.tagging import Propose, Retag, first_press, second_press
from workbench.tui.tutorial import Lesson, Step, lesson_of, own
from workbench.tui.wrap import Rows, stop_before

FILE = Path(__file__).parents[2] / "annotations" / "documents" / "0-first-steps.md"
TEXT = intake.read([FILE], {})[0].text
PROSE = Prose(TEXT)
NONE = Marks([], "kim")
LINK = Link(id="l-1", source="log", relation="supports")


def lesson() -> Lesson:
    found = lesson_of(TEXT)
    assert found is not None
    found.begin([])
    return found


def steps() -> dict[str, Step]:
    return {step.goal: step for step in lesson().steps}


def mark(words: str, tag: str, **more: object) -> Placed:
    """A mark of one's own; of the same words it is the same one."""
    at = TEXT.index(words)
    made = FakeDesk({"a": TEXT}).plant("a", at, at + len(words), tag, **more)  # type: ignore[arg-type]
    return replace(made, annotation=replace(made.annotation, id=f"at-{at}-{len(words)}"))


def goals(found: list[Step]) -> list[str]:
    return [step.goal for step in found]


def words(span: Span) -> str:
    return TEXT[span.start : span.end]


# --- the text ------------------------------------------------------------------------------------------------------


def test_the_lesson_belongs_to_the_article_to_the_letter() -> None:
    assert sha256(TEXT) == tutorial.SHA256, "put the new sum into workbench/tui/tutorial.py"
    assert lesson_of(TEXT) is not None
    assert [lesson_of(text) for text in ("", ARTICLE, TEXT + "\n", TEXT[:-1], TEXT.replace("forty", "fifty"))] == 5 * [
        None
    ]


def test_every_step_stands_where_its_paragraph_begins_and_is_called_as_there() -> None:
    paragraphs = PROSE.paragraphs
    for number, step in enumerate(lesson().steps, 1):
        assert step.number == number
        assert paragraphs.at(step.start).start == step.start
        heading = TEXT[step.start : TEXT.index(".", step.start)]
        assert heading.lower() == f"#{number} {step.goal}"
    assert len(re.findall(r"^#\d+ ", TEXT, re.MULTILINE)) == len(steps())


def test_what_is_practised_on_stands_in_the_paragraph_after_its_step() -> None:
    for step in lesson().steps:
        if step.practice.words.start < step.practice.words.end:
            assert PROSE.paragraphs.index(step.practice.words.start) == PROSE.paragraphs.index(step.start) + 1
            assert step.practice.paragraph.contains(step.practice.words)


def test_the_steps_themselves_hold_nothing_that_a_tag_key_could_take_for_the_story() -> None:
    for step in lesson().steps:
        assert PROSE.figures(step.start) == []
        assert PROSE.quotations(step.start) == []


def test_every_key_that_a_step_names_is_the_one_of_its_command() -> None:
    named = {
        "walk": {"j": "move.down", "k": "move.up", "w": "move.word", "}": "move.paragraph"},
        "mark a figure": {"f": "tag.figure"},
        "mark a quotation": {"q": "tag.quote"},
        "mark a claim": {"c": "tag.claim", "esc": "app.cancel"},
        "take more": {"e": "move.word_end"},
        "select by hand": {"v": "select.chars"},
        "take it whole": {"i w": "object.word", "i s": "object.sentence", "i q": "object.quotation"},
        "change your mind": {"d": "mark.delete", "u": "app.undo", "U": "app.redo"},
        "write a note": {"m": "mark.note"},
        "visit your marks": {"tab": "mark.next", "shift+tab": "mark.previous"},
        "search": {"/": "find.start", "n": "find.next", "N": "find.previous", "G": "move.bottom"},
        "move the ends": {"B": "mark.bounds", "o": "select.swap", "w": "move.word", "enter": "bounds.keep"},
        "tie it to a source": {"c": "tag.claim", "s": "source.link", "o": "source.open"},
        "pass it": {"p": "mark.pass"},
        "find help": {"?": "app.help", ":": "app.palette"},
    }
    keys = {pair for stack in ("library", "reader", "visual", "bounds") for pair in table(stack, REGISTRY).items()}
    for goal, ways in named.items():
        paragraph = words(PROSE.paragraph(steps()[goal].start))
        for way, command in ways.items():
            assert re.search(rf"(?<!\w){re.escape(way)}(?!\w)|\d{re.escape(way)}(?!\w)", paragraph), (goal, way)
            assert (tuple("escape" if key == "esc" else key for key in way.split(" ")), command) in keys
    end = TEXT[TEXT.rindex("The end.") :]
    assert "g l goes to the library" in end
    assert "D there" in end
    assert {(("g", "l"), "go.library"), (("D",), "library.done"), (("enter",), "library.open")} <= keys


def test_the_paragraph_that_the_search_names_is_that_of_the_step_after_it() -> None:
    number = re.search(r"as in (\d+)G", TEXT)
    assert number is not None
    assert PROSE.paragraphs[int(number[1]) - 1].start == steps()["move the ends"].start


# --- the program finds what the steps speak of ---------------------------------------------------------------------


def proposal(tag: str, at: int, marks: Marks = NONE) -> Span:
    said = first_press(PROSE, marks, at, tag)
    assert isinstance(said, Propose)
    return said.span


@pytest.mark.parametrize(
    ("goal", "tag"),
    [
        ("mark a figure", "figure"),
        ("mark a quotation", "quote"),
        ("mark a claim", "claim"),
        ("change your mind", "figure"),
        ("write a note", "figure"),
    ],
)
def test_a_tag_key_proposes_what_the_step_waits_for_wherever_the_cursor_stands(goal: str, tag: str) -> None:
    practice = steps()[goal].practice
    for at in range(practice.paragraph.start, practice.paragraph.end):
        assert proposal(tag, at) == practice.words


def moved(motion: str, at: int, times: int = 1) -> int:
    return MOTIONS[motion](PROSE, Rows(TEXT, 80), at, times)


def test_the_end_of_the_next_word_takes_the_measure_in() -> None:
    practice = steps()["take more"].practice
    number = proposal("figure", practice.paragraph.start)
    assert words(number) == "30"
    end = moved("move.word_end", stop_before(TEXT, number.end))
    assert Span(number.start, end + 1) == practice.words


def test_seven_words_by_hand_reach_the_pier() -> None:
    practice = steps()["select by hand"].practice
    start = practice.paragraph.start
    assert Span(start, moved("move.word_end", start, 7) + 1) == practice.words


def test_the_quoted_words_are_taken_whole() -> None:
    practice = steps()["take it whole"].practice
    assert OBJECTS["object.quotation"].find(PROSE, practice.paragraph.start) == practice.words


def test_four_words_lead_past_the_comma() -> None:
    practice = steps()["move the ends"].practice
    sentence = proposal("claim", practice.paragraph.start)
    assert Span(moved("move.word", sentence.start, 4), sentence.end) == practice.words


def test_the_other_tag_key_offers_to_make_the_quote_a_claim() -> None:
    sentence = steps()["change the tag"].practice.words
    marks = Marks([mark(words(sentence), "quote")], "kim")
    said = first_press(PROSE, marks, sentence.start, "claim")
    assert isinstance(said, Propose)
    assert said.span == sentence
    assert said.message.startswith("c again makes this quote a claim.")
    assert isinstance(second_press(marks, sentence, "claim", proposed=True), Retag)


# --- each step -----------------------------------------------------------------------------------------------------

FIGURE, QUOTE = mark("About forty", "figure"), mark("We go out for everyone who is late,", "quote")


def test_walking_takes_rows_words_and_paragraphs() -> None:
    one = lesson()
    assert one.heard("move.down", [], 60) == []
    assert one.heard("move.word", [], 65) == []
    assert goals(one.heard("move.paragraph", [], 300)) == ["walk"]
    assert one.heard("move.paragraph", [], 500) == []


def test_a_key_that_moved_nothing_is_no_walk() -> None:
    one = lesson()
    for command in ("move.up", "move.word_back", "move.paragraph_back"):
        assert one.heard(command, [], 0) == []


@pytest.mark.parametrize(
    ("goal", "tag", "marked", "not_enough"),
    [
        ("mark a figure", "figure", "About forty", ["the harbour office said"]),
        ("mark a figure", "figure", "forty", []),
        ("mark a quotation", "quote", "We go out for everyone who is late,", ["said Maren Tolliver"]),
        ("mark a claim", "claim", "The first boat that ever carried a lantern was a coal barge lost in the fog.", []),
        ("take more", "figure", "30 fathoms", ["30", "fathoms"]),
        ("take more", "figure", "30 fathoms deep", []),
        (
            "select by hand", "claim", "The lighthouse is older than the pier",
            ["The lighthouse is older than the pier, said the postman, and laughed.", "said the postman"],
        ),
        ("select by hand", "claim", "The lighthouse is older than the pier,", []),
        (
            "take it whole", "claim", "The lantern line has never been called off,",
            ["“The lantern line has never been called off,” the harbour office said on Saturday."],
        ),
        (
            "move the ends", "claim", "the pier has grown by a plank every year.",
            ["According to the postman, the pier has grown by a plank every year."],
        ),
    ],
)  # fmt: skip
def test_marks_meet_their_steps(goal: str, tag: str, marked: str, not_enough: list[str]) -> None:
    others = {"figure": "claim", "quote": "figure", "claim": "quote"}
    one = lesson()
    for less in not_enough:
        found = one.heard(f"tag.{tag}", [mark(less, tag)], 0)
        assert goal not in goals(found)
    assert goal not in goals(one.heard("tag.quote", [mark(marked, others[tag])], 0))
    assert goals(one.heard(f"tag.{tag}", [mark(marked, tag)], 0)) == [goal]
    assert one.heard("mark.delete", [], 0) == []
    assert steps()[goal].start in one.ticked()


def test_changing_ones_mind_is_deleting_undoing_and_redoing() -> None:
    one, bun = lesson(), mark("600", "figure")
    assert one.heard("tag.figure", [bun], 1) == []
    assert one.heard("mark.delete", [], 1) == []
    assert one.heard("app.undo", [bun], 1) == []
    assert goals(one.heard("app.redo", [], 1)) == ["change your mind"]


def test_what_changed_nothing_is_no_change_of_mind() -> None:
    one = lesson()
    one.begin([FIGURE])
    for command in ("mark.delete", "app.undo", "app.redo"):
        assert one.heard(command, [FIGURE], 0) == []


def test_a_note_is_noticed_however_it_was_written() -> None:
    one, minutes = lesson(), mark("roughly 20 minutes", "figure")
    assert one.heard("tag.figure", [minutes], 0) == []
    assert one.heard("mark.note", [minutes], 0) == []
    assert goals(one.heard("", [mark("roughly 20 minutes", "figure", note="a watch")], 0)) == ["write a note"]


def test_going_from_mark_to_mark_is_going_there_and_back() -> None:
    one, marks = lesson(), [FIGURE, QUOTE]
    one.begin(marks, 9)
    assert one.heard("mark.next", marks, 9) == []
    assert one.heard("mark.previous", marks, 7) == []
    assert one.heard("mark.previous", marks, 7) == []
    assert goals(one.heard("mark.next", marks, 9)) == ["visit your marks"]


def test_a_search_is_done_when_the_next_hit_was_visited() -> None:
    one = lesson()
    assert one.heard("find.next", [], 0) == []
    assert one.heard("find.start", [], 0) == []
    assert one.heard("", [], 70) == []
    assert goals(one.heard("find.next", [], 90)) == ["search"]


def test_a_link_is_noticed_on_the_words_that_it_is_for_and_passing_on_any() -> None:
    one = lesson()
    sentence = words(steps()["tie it to a source"].practice.words)
    assert one.heard("tag.claim", [mark(sentence, "claim")], 0) == []
    assert one.heard("source.link", [mark("600", "figure", links=(LINK,))], 0) == []
    assert goals(one.heard("", [mark(sentence, "claim", links=(LINK,))], 0)) == ["tie it to a source"]
    assert goals(one.heard("mark.pass", [mark("600", "figure", status="verified")], 0)) == ["pass it"]


def test_a_tag_is_changed_when_the_same_mark_bears_another() -> None:
    one = lesson()
    sentence = words(steps()["change the tag"].practice.words)
    assert one.heard("tag.claim", [mark(sentence, "claim")], 0) == []
    assert one.heard("mark.delete", [], 0) == []
    assert one.heard("tag.quote", [mark(sentence, "quote")], 0) == []
    assert goals(one.heard("tag.claim", [mark(sentence, "claim")], 0)) == ["change the tag"]


def test_help_is_the_keys_and_the_commands() -> None:
    one = lesson()
    assert one.heard("app.palette", [], 0) == []
    assert goals(one.heard("app.help", [], 0)) == ["find help"]


# --- the whole of it -----------------------------------------------------------------------------------------------


def test_marks_that_are_there_at_the_opening_have_met_their_steps() -> None:
    one = lesson()
    sentence = words(steps()["change the tag"].practice.words)
    one.begin([FIGURE, mark("roughly 20 minutes", "figure", note="a watch"), mark(sentence, "claim")])
    assert one.ticked() == {steps()[goal].start for goal in ("mark a figure", "write a note", "change the tag")}
    assert one.heard("move.down", [FIGURE], 3) == []


def test_what_was_done_stays_done_when_the_text_is_opened_again() -> None:
    one = lesson()
    one.heard("app.palette", [], 0)
    one.heard("tag.figure", [FIGURE], 0)
    one.begin([])
    assert one.ticked() == {steps()["mark a figure"].start}
    assert goals(one.heard("app.help", [], 0)) == ["find help"]


def test_marks_without_a_place_meet_nothing() -> None:
    lost = replace(FIGURE, anchor_state="orphan", unplaced=Unplaced(sha256="0" * 64, reason="gone"))
    one = lesson()
    one.begin([lost])
    assert one.ticked() == frozenset()


def test_only_ones_own_marks_count_whoever_is_shown() -> None:
    desk = FakeDesk({"a": TEXT})
    desk.plant("a", FIGURE.annotation.start, FIGURE.annotation.end, "figure", annotator="ana")
    mine = desk.plant("a", 3, 9, "claim")
    marks = Marks(desk.annotations("a"), "kim")
    assert own(marks) == [mine]
    marks.show(EVERYBODY)
    assert own(marks) == [mine]
    marks.show("ana")
    assert own(marks) == []


def test_what_is_said_is_short_and_leads_on() -> None:
    one = lesson()
    figure, quote = steps()["mark a figure"], steps()["mark a quotation"]
    one.heard("tag.figure", [FIGURE], 0)
    assert one.said(figure) == "Step 2 of 16 done: a figure is marked. Next, ¶ 7: mark a quotation."
    one.heard("tag.quote", [FIGURE, QUOTE], 0)
    assert one.said(quote) == "Step 3 of 16 done: a quotation is marked. Next, ¶ 9: mark a claim."
    one.heard("app.help", [], 0)
    one.heard("app.palette", [], 0)
    assert one.said(steps()["find help"]) == "Step 16 of 16 done: help is found. Next, ¶ 3: walk."


def finished() -> Lesson:
    one, tags = lesson(), {"mark a figure": "figure", "mark a quotation": "quote", "take more": "figure"}
    marks = [
        mark(words(step.practice.words), tags.get(goal, "claim"), note="n", links=(LINK,), status="verified")
        for goal, step in steps().items()
        if step.practice.words.start < step.practice.words.end
    ]
    one.begin(marks)
    one.heard("move.down", marks, 1)
    one.heard("move.word", marks, 2)
    one.heard("move.paragraph", marks, 3)
    one.heard("mark.delete", marks[1:], 3)
    one.heard("app.undo", marks, 3)
    one.heard("app.redo", marks[1:], 3)
    one.heard("mark.next", marks, 4)
    one.heard("mark.previous", marks, 3)
    one.heard("find.next", marks, 9)
    one.heard("app.help", marks, 9)
    one.heard("app.palette", marks, 9)
    return one


def test_the_last_step_says_how_to_go_on() -> None:
    one = finished()
    assert one.left() == []
    assert one.ticked() == {step.start for step in one.steps}
    assert {one.said(step) for step in one.steps} == {"All 16 steps are done. gl goes to the library; there D says so."}


def test_messages_leave_room_for_the_mode_in_eighty_columns() -> None:
    said = [finished().said(lesson().steps[0])]
    for step in lesson().steps:
        one = lesson()
        one._done = {step.number}
        said.append(one.said(step))
        one._done = {other.number for other in one.steps} - {9}
        said.append(one.said(step))
    assert max(map(cell_len, said)) <= 73


def test_keys_of_ones_own_are_told() -> None:
    changed = [row._replace(keys=("f9",)) if row.id == "go.library" else row for row in live("reader", REGISTRY)]
    put_in_force([*changed, *(row for row in REGISTRY if row not in changed)])
    try:
        assert "f9 goes to the library" in finished().said(lesson().steps[0])
    finally:
        put_in_force(REGISTRY)


def test_the_lesson_is_cheap_to_import_and_needs_no_screen() -> None:
    heavy = "{'textual', 'rich', 'yaml', 'sqlalchemy', 'msgspec'}"
    code = f"import sys, workbench.tui.tutorial; print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


# --- at the keyboard -----------------------------------------------------------------------------------------------

AS_TOLD: dict[str, tuple[str, ...]] = {
    "walk": ("j", "k", "w", "}"),
    "mark a figure": ("}", "f", "f"),
    "mark a quotation": ("}", "q", "q"),
    "mark a claim": ("}", "c", "c"),
    "take more": ("}", "f", "e", "f"),
    "select by hand": ("}", "v", "7e", "c"),
    "take it whole": ("}", "v", "iq", "c"),
    "change your mind": ("}", "f", "f", "d", "u", "U"),
    "write a note": ("}", "f", "f", "m", "time it", "enter"),
    "visit your marks": ("shift+tab", "shift+tab", "tab"),
    "search": ("/", "lantern", "enter", "n", "escape"),
    "move the ends": ("}", "c", "c", "B", "o", "4w", "enter"),
    "change the tag": ("}", "V", "q", "c", "c"),
    "tie it to a source": ("}", "c", "c", "s", "enter"),
    "pass it": ("shift+tab", "p"),
    "find help": ("?", "escape", ":", "escape"),
}
"""The keys of each step as the article tells them, from its own paragraph on."""


class Pupil:
    """Someone who follows the article at the real reader; the lesson hears what the reader does."""

    def __init__(self, ana: Analyst, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ana, self.lesson, self.done = ana, lesson(), []
        did = Reader.did

        def heard(reader: Reader, command: str) -> None:
            did(reader, command)
            self.hear(reader, command)

        monkeypatch.setattr(Reader, "did", heard)

    def hear(self, reader: Reader, command: str) -> None:
        self.done += goals(self.lesson.heard(command, own(reader.view.marks), reader.view.cursor))


def session(flow: Callable[[Analyst], Coroutine[Any, Any, None]]) -> None:
    async def run() -> None:
        async with analyst(FakeDesk({"a": TEXT}), "a", (80, 24)) as ana:
            await flow(ana)

    asyncio.run(run())


def test_whoever_does_as_told_finishes_every_step_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(AS_TOLD) == list(steps())

    async def flow(ana: Analyst) -> None:
        pupil = Pupil(ana, monkeypatch)
        numbers = {goal: Paragraphs(TEXT).number(step.start) for goal, step in steps().items()}
        for count, (goal, keys) in enumerate(AS_TOLD.items(), 1):
            await ana.keys(f"{numbers[goal]}G")
            for key in keys:
                await ana.keys(key)
                await ana.pilot.pause()
            assert pupil.done == list(AS_TOLD)[:count]
        assert pupil.lesson.left() == []
        assert ("claim", "the pier has grown by a plank every year.") in ana.marks
        assert ("claim", "There will be lanterns on the water again next winter.") in ana.marks

    session(flow)


def test_the_way_from_step_to_step_is_the_next_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    async def flow(ana: Analyst) -> None:
        pupil = Pupil(ana, monkeypatch)
        await ana.keys("}}", "jkw")
        for goal in list(AS_TOLD)[1:9]:
            while (
                not ana.here.startswith("#") or TEXT.rindex("#", 0, ana.reader.view.cursor + 1) != steps()[goal].start
            ):
                await ana.keys("}")
            for key in AS_TOLD[goal]:
                await ana.keys(key)
            assert pupil.done[-1] == goal

    session(flow)
