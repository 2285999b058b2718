"""The reader's commands for making, changing and visiting marks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.domain.spans import Span
from workbench.tui import details, tagging
from workbench.tui.prompt import Question
from workbench.tui.wrap import stop_at

if TYPE_CHECKING:
    from workbench.domain.model import Placed
    from workbench.tui.desk import Step
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.reader import Reader

TAGS = ("claim", "quote", "figure")


class Marking:
    """What the keys for marks do on one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._proposed: tuple[str, Span, int] | None = None  # tag, span, where the cursor was

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            **{f"tag.{tag}": partial(self._tag, tag) for tag in TAGS},
            "mark.next": partial(self._mark, 1),
            "mark.previous": partial(self._mark, -1),
            "mark.under": lambda times: self._under(),
            "mark.note": lambda times: self._note(),
            "mark.delete": lambda times: self._delete(),
            "show.whose": lambda times: self._whose(),
        }

    @property
    def _proposal(self) -> tuple[str, Span, int] | None:
        """The proposal of the first press, as long as its selection stands untouched."""
        if self._proposed is not None and self._reader.view.selection != self._proposed[1]:
            self._proposed = None
        return self._proposed

    def origin(self) -> int | None:
        """Where the cursor was before a proposal that still stands, in code points."""
        return self._proposal[2] if self._proposal is not None else None

    def _tag(self, tag: str, times: int | None) -> None:
        """First press selects, second press marks; with a selection made by hand one press marks."""
        view, selection, proposal = self._reader.view, self._reader.view.selection, self._proposal
        if selection is None or (proposal is not None and proposal[0] != tag):
            origin = proposal[2] if proposal is not None and selection is not None else view.cursor
            said = tagging.first_press(self._reader.prose, view.marks, origin, tag)
            if isinstance(said, tagging.Propose):
                self._proposed = None
                self._reader.select(said.span)
                self._proposed = tag, said.span, origin
            self._reader.say(said.message)
            return
        match tagging.second_press(view.marks, selection, tag, proposed=proposal is not None):
            case tagging.Refuse(message):
                self._reader.say(message)
            case tagging.Retag(mark):
                self._changed(self._reader.desk.edit(mark, tag=tag), f"Now {tagging.noun(tag)}.")
            case tagging.Add(span, beside):
                also = f" These words are {tagging.noun(beside[0].annotation.tag)} too." if beside else ""
                added = self._reader.desk.annotate(self._reader.ident, span.start, span.end, tag)
                self._changed(added, f"{tag.capitalize()} marked.{also}")

    def _changed(self, mark: Placed, message: str, at: int | None = None) -> None:
        """Show a mark as the services have stored it, the cursor at its beginning or ``at`` an offset."""
        self._reader.wrote()
        self._put(mark)
        self._proposed = None
        self._reader.go(mark.annotation.start if at is None else at, focus=mark)
        self._reader.say(f"{message} u undoes.")

    def _put(self, mark: Placed) -> None:
        old = self._reader.view.marks.get(mark.id)
        self._reader.view.marks.put(mark)
        for one in (old, mark):
            if one is not None:
                self._reader.view.repaint((one.annotation.start, one.annotation.end))

    def _drop(self, ident: str) -> Placed | None:
        old = self._reader.view.marks.get(ident)
        if old is not None:
            self._reader.view.marks.drop(ident)
            self._reader.view.repaint((old.annotation.start, old.annotation.end))
        return old

    def _mine(self) -> Placed | None:
        """The mark told about, where it may be changed; otherwise it is said why not."""
        mark = self._reader.focus_mark
        if mark is None:
            self._reader.say("There is no mark here. c, q and f make one, tab goes to the next.")
        elif mark.annotator != self._reader.view.marks.annotator:
            self._reader.say(f"This mark is {mark.annotator}'s; you can change only your own.")
            return None
        return mark

    def _delete(self) -> None:
        mark = self._mine()
        if mark is not None:
            self._reader.desk.delete(mark)
            self._reader.wrote()
            self._drop(mark.id)
            self._reader.focus_mark = None
            self._reader.go(self._reader.view.cursor)
            self._reader.say(f"{mark.annotation.tag.capitalize()} deleted. u brings it back.")

    def _note(self) -> None:
        mark = self._mine()
        if mark is not None:
            self._reader.ask(Question("Note:", partial(self._noted, mark), mark.annotation.note))

    def _noted(self, mark: Placed, note: str) -> None:
        if note.strip() == mark.annotation.note:
            self._reader.say("The note is as it was.")
            return
        try:
            stored = self._reader.desk.edit(mark, note=note.strip())
        except WorkbenchError as error:
            self._reader.say(f"Not saved: {error}", "problem")
            return
        self._changed(stored, "Note saved." if note.strip() else "Note taken away.", at=self._reader.view.cursor)
        self._reader.show_status()

    def _under(self) -> None:
        here = self._reader.view.marks.at(self._reader.view.cursor)
        if len(here) < 2:
            self._reader.say("No marks overlap here." if here else "There is no mark here.")
            return
        told = self._reader.focus_mark
        number = next((number for number, mark in enumerate(here) if told is not None and mark.id == told.id), -1)
        self._reader.go(self._reader.view.cursor, self._reader.view.other_end, here[(number + 1) % len(here)])

    def _mark(self, direction: int, times: int | None) -> None:
        view = self._reader.view
        find = view.marks.after if direction > 0 else view.marks.before
        mark = find(view.cursor, self._reader.focus_mark, times or 1)
        if mark is None:
            where = "after" if direction > 0 else "before"
            self._reader.say(f"There is no mark {where} this place." if len(view.marks) else "There are no marks yet.")
            return
        self._reader.go(stop_at(view.text, mark.annotation.start), view.other_end, mark)
        self._reader.say(f"Mark {view.marks.number(mark)} of {len(view.marks)}")

    def stepped(self, step: Step) -> None:
        """Show what an undo or redo did, and go there."""
        if step.document is not None and step.document != self._reader.ident:
            self._reader.say(f"{step.summary} (in another document)")
            return
        gone = [mark for mark in map(self._drop, step.removed) if mark is not None]
        for mark in step.changed:
            self._put(mark)
        places = [mark for mark in (*step.changed, *gone) if mark.placed]
        self._reader.focus_mark, self._proposed = None, None
        if places:
            there = next((mark for mark in step.changed if mark.placed), None)
            self._reader.go(stop_at(self._reader.view.text, places[0].annotation.start), focus=there)

    def _whose(self) -> None:
        marks = self._reader.view.marks
        views = marks.views()
        if len(views) == 1:
            self._reader.say("Nobody else has marked this document.")
            return
        marks.show(views[(views.index(marks.whose) + 1) % len(views)])
        self._reader.focus_mark = None
        self._reader.view.repaint()
        self._reader.go(self._reader.view.cursor, self._reader.view.other_end)
        self._reader.say(f"Showing {details.showing(marks)}: {len(marks)}.")
