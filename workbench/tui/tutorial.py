"""The lesson in the sample: an article whose steps notice that they were done. Pure.

A step is met by what can be seen of it, a mark on the words that it is about, however that was made; what leaves no
trace (walking, searching, undoing) by the command that ran and moved or changed something. Steps are met in any order,
and stay so. The text stands in ``annotations/documents/0-first-steps.md``; offsets are code points of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from workbench.domain.segments import Paragraphs
from workbench.domain.spans import Span
from workbench.domain.text import sha256
from workbench.tui.keys import way

if TYPE_CHECKING:
    from workbench.domain.model import Annotation, Placed
    from workbench.tui.marks import Marks

TITLE = "A first walk along the quay"
"""How the text begins: no other text is looked at any further."""
SHA256 = "a58b0a21b26d406da0c21c7d4138c7b35f1cb854279b299e10967ab910557e78"
"""Which text it is, to the letter."""

_MOVING: Mapping[str, str] = {
    "move.down": "row", "move.up": "row",
    "move.word": "word", "move.word_back": "word", "move.word_end": "word",
    "move.paragraph": "paragraph", "move.paragraph_back": "paragraph",
    "mark.next": "next mark", "mark.previous": "previous mark",
    "find.next": "hit", "find.previous": "hit",
}  # fmt: skip
"""Commands that were of use if the cursor has moved, with what they are good for."""
_CHANGING: Mapping[str, str] = {"mark.delete": "delete", "app.undo": "undo", "app.redo": "redo"}
"""Commands that were of use if a mark has changed."""
_SHOWING: Mapping[str, str] = {"app.help": "keys", "app.palette": "commands"}
"""Commands that are always of use."""


class State(NamedTuple):
    """What a step can be met by: one's marks, which of them have changed their tag, and what was done so far.

    At the ``opening`` the marks alone tell: how they came about is not known.
    """

    marks: Sequence[Annotation]
    retagged: AbstractSet[str]
    feats: AbstractSet[str]
    opening: bool


class Practice(NamedTuple):
    """The words that a step waits for, and the paragraph that they stand in; both empty where it waits for none."""

    words: Span
    paragraph: Span


_Met: TypeAlias = Callable[[State, Practice], bool]


class Step(NamedTuple):
    """One step: its number, what is to be done, what to say then, where it begins, and what it waits for."""

    number: int
    goal: str
    done: str
    start: int
    practice: Practice
    met: _Met


# --- what a step can wait for --------------------------------------------------------------------------------------


def _span(mark: Annotation) -> Span:
    return Span(mark.start, mark.end)


def _did(*feats: str) -> _Met:
    """All of these were done."""
    return lambda state, practice: state.feats >= set(feats)


def _marked(tag: str) -> _Met:
    """Some of the words bear the tag."""
    return lambda state, practice: any(mark.tag == tag and _span(mark).overlaps(practice.words) for mark in state.marks)


def _all_marked(tag: str) -> _Met:
    """All of the words bear the tag."""
    return lambda state, practice: any(mark.tag == tag and _span(mark).contains(practice.words) for mark in state.marks)


def _part_marked(tag: str) -> _Met:
    """Some of the words bear the tag, but not the sentence around them, which is the paragraph."""
    return lambda state, practice: any(
        mark.tag == tag and _span(mark).overlaps(practice.words) and not _span(mark).contains(practice.paragraph)
        for mark in state.marks
    )


def _noted(state: State, practice: Practice) -> bool:
    """Any mark bears a note."""
    return any(mark.note for mark in state.marks)


def _retagged(state: State, practice: Practice) -> bool:
    """A mark on the words has changed its tag; at the opening, it is there."""
    return any(
        _span(mark).overlaps(practice.words) and (state.opening or mark.id in state.retagged) for mark in state.marks
    )


def _linked(state: State, practice: Practice) -> bool:
    """A mark on the words is linked."""
    return any(mark.links and _span(mark).overlaps(practice.words) for mark in state.marks)


def _passed(state: State, practice: Practice) -> bool:
    """Any mark was passed."""
    return any(mark.status == "verified" for mark in state.marks)


class _Plan(NamedTuple):
    goal: str
    done: str
    met: _Met
    words: str = ""


_PLANS = (
    _Plan("walk", "you can walk", _did("row", "word", "paragraph")),
    _Plan("mark a figure", "a figure is marked", _marked("figure"), "About forty"),
    _Plan("mark a quotation", "a quotation is marked", _marked("quote"), "We go out for everyone who is late,"),
    _Plan(
        "mark a claim",
        "a claim is marked",
        _marked("claim"),
        "The first boat that ever carried a lantern was a coal barge lost in the fog.",
    ),
    _Plan("take more", "the measure is in", _all_marked("figure"), "30 fathoms"),
    _Plan("select by hand", "selected by hand", _part_marked("claim"), "The lighthouse is older than the pier"),
    _Plan("take it whole", "it was taken whole", _part_marked("claim"), "The lantern line has never been called off,"),
    _Plan("change your mind", "undone and redone", _did("delete", "undo", "redo"), "600"),
    _Plan("write a note", "the note is kept", _noted, "roughly 20 minutes"),
    _Plan("visit your marks", "there and back", _did("next mark", "previous mark")),
    _Plan("search", "it was found", _did("hit")),
    _Plan("move the ends", "the ends are moved", _part_marked("claim"), "the pier has grown by a plank every year."),
    _Plan("change the tag", "the tag is changed", _retagged, "There will be lanterns on the water again next winter."),
    _Plan(
        "tie it to a source",
        "it is tied to a source",
        _linked,
        "A ferry that had lost engine power struck Salter Quay and brought down a crane.",
    ),
    _Plan("pass it", "a mark is passed", _passed),
    _Plan("find help", "help is found", _did("keys", "commands")),
)
"""The steps in the order of the text, each called as its heading there, with the words that it is about."""


# --- the lesson ----------------------------------------------------------------------------------------------------


class Lesson:
    """The steps of the text, which of them are done, and what was heard so far."""

    def __init__(self, text: str) -> None:
        self._paragraphs = Paragraphs(text)
        self.steps = tuple(_step(text, self._paragraphs, number, plan) for number, plan in enumerate(_PLANS, 1))
        self._done: set[int] = set()
        self._feats: set[str] = set()
        self._marks: dict[str, Placed] = {}
        self._retagged: set[str] = set()
        self._cursor = 0

    def begin(self, marks: Iterable[Placed], cursor: int = 0) -> None:
        """The text is opened: steps whose marks (one's own) are there are done; those done before stay so."""
        self._marks, self._cursor = {mark.id: mark for mark in marks}, cursor
        self._settle(opening=True)

    @property
    def steps_done(self) -> int:
        """Which steps are done, as a number that can be kept: a bit for each, the first one's the lowest."""
        return sum(1 << (number - 1) for number in self._done)

    def resume(self, steps_done: int) -> None:
        """Go on where somebody was when this number was kept."""
        self._done |= {step.number for step in self.steps if steps_done >> (step.number - 1) & 1}

    def heard(self, command: str, marks: Iterable[Placed], cursor: int) -> list[Step]:
        """A command has run, and this is how one's own marks and the cursor are now: which steps it has finished."""
        before, self._marks = self._marks, {mark.id: mark for mark in marks}
        moved, self._cursor = cursor != self._cursor, cursor
        self._feats |= _feats(command, moved=moved, changed=before != self._marks)
        self._retagged |= {
            ident
            for ident, mark in self._marks.items()
            if ident in before and before[ident].annotation.tag != mark.annotation.tag
        }
        return self._settle()

    def _settle(self, *, opening: bool = False) -> list[Step]:
        """Take note of what is done by now; the steps for which that is new."""
        marks = [mark.annotation for mark in self._marks.values() if mark.placed]
        state = State(marks, self._retagged, self._feats, opening)
        new = [step for step in self.steps if step.number not in self._done and step.met(state, step.practice)]
        self._done.update(step.number for step in new)
        return new

    def left(self) -> list[Step]:
        """The steps that are not done yet."""
        return [step for step in self.steps if step.number not in self._done]

    def ticked(self) -> frozenset[int]:
        """Where the paragraphs of the steps that are done begin."""
        return frozenset(step.start for step in self.steps if step.number in self._done)

    def said(self, step: Step) -> str:
        """What to say when a step is done: that it is, and which one is next and where; at the end, how to go on."""
        left, count = self.left(), len(self.steps)
        if not left:
            library, done = way("go.library"), way("library.done")
            return f"All {count} steps are done. {library} goes to the library; there {done} says so."
        following = next((one for one in left if one.number > step.number), left[0])
        place = self._paragraphs.number(following.start)
        return f"Step {step.number} of {count} done: {step.done}. Next, \u00b6 {place}: {following.goal}."


def _feats(command: str, *, moved: bool, changed: bool) -> set[str]:
    """What a command was good for."""
    of_use = {**_SHOWING, **(_MOVING if moved else {}), **(_CHANGING if changed else {})}
    return {of_use[command]} if command in of_use else set()


def _step(text: str, paragraphs: Paragraphs, number: int, plan: _Plan) -> Step:
    """A step with its place in the text; the words that it waits for come after it."""
    start = text.index(f"#{number} ")
    practice = Practice(Span(start, start), Span(start, start))
    if plan.words:
        at = text.index(plan.words, start)
        practice = Practice(Span(at, at + len(plan.words)), paragraphs.at(at))
    return Step(number, plan.goal, plan.done, start, practice, plan.met)


def lesson_of(text: str) -> Lesson | None:
    """The lesson that a text is; None of any text but that one."""
    return Lesson(text) if text.startswith(TITLE) and sha256(text) == SHA256 else None


def own(marks: Marks) -> list[Placed]:
    """The acting annotator's marks, of those that are shown, in the order of the text."""
    found, here = [], marks.after(-1)
    while here is not None:
        if here.annotator == marks.annotator:
            found.append(here)
        here = marks.after(here.annotation.start, here)
    return found
