"""The reader's commands for making and changing marks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.errors import WorkbenchError
from workbench.domain.spans import Span
from workbench.tui import tagging
from workbench.tui.details import label_of
from workbench.tui.keys import way
from workbench.tui.marks import EVERYBODY
from workbench.tui.prompt import Question
from workbench.tui.table import Column, Row
from workbench.tui.wrap import stop_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.model import Placed
    from workbench.services.linking import Pin
    from workbench.tui.desk import Step
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.reader import Reader

TAGS = ("claim", "quote", "figure")


class Last(NamedTuple):
    """The last change of a mark: its tag, whether it had another before, the field set and its value, its new link."""

    tag: str
    retagged: bool = False
    field: tuple[str, str] | None = None
    link: Pin | None = None


class Marking:
    """What the keys for marks do on one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._proposed: tuple[str, Span, int] | None = None  # tag, span, where the cursor was
        self._last: Last | None = None
        self.moving: Placed | None = None  # the mark whose ends are being moved
        self._before = 0  # and where the cursor was
        self._lent: Callable[[Span, str | None], None] | None = None  # who takes the ends instead

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            **{f"tag.{tag}": partial(self._tag, tag) for tag in TAGS},
            "tag.other": lambda times: self._other(),
            "mark.repeat": self._repeat,
            "mark.bounds": lambda times: self._bounds(),
            "bounds.keep": lambda times: self._keep(),
            "mark.note": lambda times: self._note(),
            "mark.priority": lambda times: self._priority(times),
            "mark.comment": lambda times: self._comment(),
            "mark.delete": lambda times: self._delete(),
        }

    @property
    def _proposal(self) -> tuple[str, Span, int] | None:
        """The proposal of the first press, as long as its selection stands untouched."""
        if self._proposed is not None and self._reader.view.selection != self._proposed[1]:
            self._proposed = None
        return self._proposed

    def declined_by(self, *, far: bool) -> bool:
        """Whether a motion leaves the proposal that stands instead of changing it: by rows, paragraphs, hits, marks."""
        return far and self._proposal is not None

    def adopt(self) -> None:
        """The proposal that stands becomes a selection like any other."""
        self._proposed = None

    def origin(self) -> int | None:
        """Where the cursor was before a proposal that still stands or a mark's ends were moved, in code points."""
        if self.moving is not None:
            return self._before
        return self._proposal[2] if self._proposal is not None else None

    def _tag(self, tag: str, times: int | None) -> None:
        """First press selects, second press marks; with a selection made by hand one press marks."""
        view, selection, proposal = self._reader.view, self._reader.view.selection, self._proposal
        if self.moving is not None:
            self._keep(tag)
            return
        if selection is None or (proposal is not None and proposal[0] != tag):
            origin = proposal[2] if proposal is not None and selection is not None else view.cursor
            said = tagging.first_press(self._reader.prose, view.marks, origin, tag, self._reader.focus_mark)
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
                self._retag(mark, tag)
            case tagging.Add(span, beside):
                also = f" These words are {tagging.noun(beside[0].annotation.tag)} too." if beside else ""
                added = self.add(span, tag)
                from workbench.domain.relations import whole_of

                part = whole_of(added, view.marks.around(span.start, span.end)) if tag != "claim" else None
                also += f" Inside a claim: {way('relate.part')} makes it part of that." if part is not None else ""
                self._reader.say(f"{tag.capitalize()} marked.{also} {way('app.undo')} undoes.")

    def add(self, span: Span, tag: str) -> Placed:
        """Mark a span and show it."""
        view = self._reader.view
        added = self._reader.desk.annotate(self._reader.ident, span.start, span.end, tag)
        if view.covered:  # then a mark ticks its sentence
            view.cover(self._reader.desk.covered(self._reader.ident))
        self.changed(added, "")
        self._last = Last(tag)
        return added

    def linked(self, mark: Placed, to: Pin) -> None:
        """Show a mark that was linked, and remember how."""
        self.changed(mark, "", self._reader.view.cursor)
        self._last = Last(mark.annotation.tag, link=to)

    def passed(self, mark: Placed) -> None:
        """Show a mark that was passed."""
        self.changed(mark, "", self._reader.view.cursor)

    def _other(self) -> None:
        """Select the sentence, or choose a tag of the workspace's own for what is selected."""
        from workbench.tui.screens.picker import Picker, Picking

        reader, scheme = self._reader, self._reader.desk.scheme
        if not scheme:
            reader.say("This workspace has no further tags; its workbench.yaml can name some.")
        elif reader.view.selection is None:
            self._tag(next(iter(scheme)), None)
            if self._proposal is not None:
                reader.say(f"{way('tag.other')} again chooses the tag. w e b adjust, esc leaves.")
        else:
            rows = [Row(tag, (tag, ", ".join(fields))) for tag, fields in scheme.items()]
            columns = (Column("Tag", 24), Column("Fields"))
            reader.host.push_screen(Picker(Picking("Mark as:", columns, rows, self._others)))

    def _others(self, tag: str) -> None:
        proposal = self._proposal
        if proposal is not None:
            self._proposed = tag, *proposal[1:]
        try:
            self._tag(tag, None)
        except WorkbenchError as error:
            self._reader.refused(error)
        self._reader.show_status()

    def _retag(self, mark: Placed, tag: str) -> None:
        self.changed(self._reader.desk.edit(mark, tag=tag), f"Now {tagging.noun(tag)}.")
        self._last = Last(tag, retagged=True)

    # --- once more ---------------------------------------------------------------------------------------------

    def _repeat(self, times: int | None) -> None:
        last, selection = self._last, self._reader.view.selection
        if last is None:
            self._reader.say("There is nothing to repeat yet: it repeats the last tagging or field of this session.")
        elif self.moving is not None:
            self._reader.say(f"The ends first: {way('bounds.keep')} keeps them, esc leaves them as they were.")
        elif last.link is not None:
            mark = self.chosen()
            if mark is not None:
                self._reader.linking.link(mark, last.link)
        elif selection is not None and last.field is not None:
            self._repeat_field(selection, last.tag, *last.field)
        elif selection is None and (last.retagged or last.field is not None):
            mark = self.mine()
            if mark is not None and last.field is not None:
                self._write_field(mark, *last.field)
            elif mark is not None and mark.annotation.tag == last.tag:
                self._reader.say(f"This is {tagging.noun(last.tag)} already.")
            elif mark is not None:
                self._retag(mark, last.tag)
        else:
            self._tag(last.tag, times)
            if self._proposal is not None:
                key = tagging.key_of(last.tag)
                again = f"{key} or {way('mark.repeat')} again"
                self._reader.say(self._reader.status.message.text.replace(f"{key} again", again))

    def _repeat_field(self, selection: Span, tag: str, name: str, value: str) -> None:
        """Mark the selection with the tag where it is not, and set the field."""
        there = next((one for one in self._reader.view.marks.exactly(selection) if one.annotation.tag == tag), None)
        if there is None:
            there = self._reader.desk.annotate(self._reader.ident, selection.start, selection.end, tag)
            self.changed(there, f"{tag.capitalize()} marked.")
        self._write_field(there, name, value)

    # --- the ends of a mark ------------------------------------------------------------------------------------

    def _bounds(self) -> None:
        mark = self.mine()
        if mark is not None:
            self._before, self.moving = self._reader.view.cursor, mark
            self._reader.select(Span(mark.annotation.start, mark.annotation.end))
            keep, other = way("bounds.keep"), way("select.swap")
            said = f"Motions move this end, {other} the other; {keep} keeps,"
            self._reader.say(f"{said} a tag key retags.")

    def place(self, mark: Placed) -> None:
        """Have words selected for a mark that has no place: those that were found for it, else any."""
        if mark.annotator != self._reader.view.marks.annotator:
            self._reader.say(f"This mark is {mark.annotator}'s; only they can give it a place.")
            return
        view, keep = self._reader.view, way("bounds.keep")
        self._before, self.moving = view.cursor, mark
        if mark.proposal is not None and mark.proposal[1] <= len(view.text):
            self._reader.select(Span(*mark.proposal[:2]))
            self._reader.say(f"Perhaps here: {keep} gives the {mark.annotation.tag} these words, motions change them.")
        else:
            self._reader.go(view.cursor, view.cursor)
            self._reader.say(f"Select words for this {mark.annotation.tag}; {keep} gives them to it, esc leaves it.")

    def borrow(self, mark: Placed | None, span: Span, keep: Callable[[Span, str | None], None]) -> None:
        """Have the ends of somebody's mark moved, for ``keep``, which is given the words and a tag instead of us."""
        self._before, self.moving, self._lent = self._reader.view.cursor, mark, keep
        self._reader.view.marks.show(EVERYBODY)
        self._reader.view.repaint()
        self._reader.select(span)
        self._reader.say(f"Motions move this end, {way('select.swap')} the other, {way('bounds.keep')} decides for it.")

    def _keep(self, tag: str = "") -> None:
        """Give the mark the selected words, and where a tag is given that one."""
        mark, span = self.moving, self._reader.view.selection
        if mark is None or span is None:
            return
        if self._lent is not None:
            self._reader.host.pop_screen()
            self._lent(span, tag or None)
            return
        old = mark.annotation
        tag = tag or old.tag
        if mark.placed and (span.start, span.end, tag) == (old.start, old.end, old.tag):
            self._reader.go(self._before)
            self._reader.say(f"The {old.tag} is as it was.")
            return
        there = self._reader.view.marks.exactly(span)
        if any(one.annotation.tag == tag and one.id != mark.id for one in there):
            self._reader.say(f"These words are already {tagging.noun(tag)} of yours.")
            return
        moved = None if mark.placed and span == (old.start, old.end) else (span.start, span.end)
        stored = self._reader.desk.edit(mark, span=moved, tag=tag if tag != old.tag else None)
        kept = f"Ends of the {tag} moved." if mark.placed else f"The {tag} has a place now."
        now = f"Now {tagging.noun(tag)}." if tag != old.tag else kept
        self.changed(stored, now)
        if tag != old.tag and moved is None:
            self._last = Last(tag, retagged=True)

    def changed(self, mark: Placed, message: str, at: int | None = None) -> None:
        """Show a mark as the services have stored it, the cursor at its beginning or ``at`` an offset."""
        self._reader.wrote()
        self._put(mark)
        self._proposed = None
        self._reader.go(mark.annotation.start if at is None else at, focus=mark)
        if message:
            self._reader.say(f"{message} {way('app.undo')} undoes.")

    def _put(self, mark: Placed) -> None:
        old = self._reader.view.marks.get(mark.id)
        self._reader.view.marks.put(mark)
        for one in (old, mark):
            if one is not None and one.placed:
                self._reader.view.repaint((one.annotation.start, one.annotation.end))

    def _drop(self, ident: str) -> Placed | None:
        old = self._reader.view.marks.get(ident)
        if old is not None:
            self._reader.view.marks.drop(ident)
        if old is not None and old.placed:
            self._reader.view.repaint((old.annotation.start, old.annotation.end))
        return old

    def mine(self) -> Placed | None:
        """The mark told about, where it may be changed; otherwise it is said why not."""
        mark = self._reader.focus_mark
        if mark is None:
            self._reader.say("There is no mark here. c, q and f make one, tab goes to the next.")
        elif mark.annotator != self._reader.view.marks.annotator:
            self._reader.say(f"This mark is {mark.annotator}'s; you can change only your own.")
            return None
        return mark

    def _delete(self) -> None:
        mark = self.mine()
        if mark is not None:
            self._reader.desk.delete(mark)
            self._reader.wrote()
            self._drop(mark.id)
            self._reader.focus_mark = None
            self._reader.go(self._reader.view.cursor)
            self._reader.say(f"{mark.annotation.tag.capitalize()} deleted. u brings it back.")

    def chosen(self, tag: str = "") -> Placed | None:
        """The mark of the selected words, made where there is none, else the one told about; or it is said why not.

        What is made gets the ``tag``, else the last one.
        """
        return self._selected(tag) if self._reader.view.selection is not None else self.mine()

    def _note(self) -> None:
        mark = self.chosen()
        if mark is not None and not self._reader.filling.write_note(mark):
            self._reader.ask(Question("Note:", partial(self._noted, mark), mark.annotation.note))

    def _selected(self, tag: str) -> Placed | None:
        """The mark of the selected words; where they have none, one is made with the last tag, or as a claim."""
        reader, selection = self._reader, self._reader.view.selection
        if selection is None or self.moving is not None:
            reader.say(f"The ends first: {way('bounds.keep')} keeps them, esc leaves them as they were.")
            return None
        last = self._last.tag if self._last is not None else "claim"
        tag = tag or (self._proposal[0] if self._proposal is not None else last)
        there = next(iter(reader.view.marks.exactly(selection)), None)
        if there is None:
            there = self.add(selection, tag)
            reader.say(f"{tag.capitalize()} marked. {way('app.undo')} undoes.")
        else:
            reader.go(there.annotation.start, focus=there)
        return there

    def _priority(self, times: int | None) -> None:
        """The next priority, from none by way of the least urgent (3) to the most (1), or the one that was typed."""
        mark = self.mine()
        if mark is not None:
            here = mark.annotation.priority
            wanted = times if times is not None else {None: 3, 3: 2, 2: 1, 1: 0}[here]
            self.set_field(mark, "priority", str(wanted) if wanted else "")
            told = {0: "No priority.", 3: "Urgent: !", 2: "More urgent: !!", 1: "Most urgent: !!!"}.get(wanted, "")
            self._reader.say(f"{told} {way('app.undo')} undoes.")

    def _comment(self) -> None:
        mark = self._reader.focus_mark
        if mark is None:
            self._reader.say(f"There is no mark here. {way('mark.next')} goes to the next.")
        else:
            self._reader.ask(Question(f"Comment on this {mark.annotation.tag}:", partial(self._commented, mark)))

    def _commented(self, mark: Placed, words: str) -> None:
        reader = self._reader
        if not words.strip():
            reader.say("Nothing was said.")
            return
        try:
            reader.desk.reviewing.comment(mark.document, mark.id, words)
        except WorkbenchError as error:
            reader.refused(error, "Not saved: ")
        else:
            reader.wrote()
            reader.page.hear(reader.desk)
            reader.tell()
            reader.say(f"Comment saved. {way('app.undo')} undoes.")
        reader.show_status()

    def _noted(self, mark: Placed, note: str) -> None:
        if note.strip() == mark.annotation.note:
            self._reader.say("The note is as it was.")
            return
        try:
            self._write_field(mark, "note", note.strip())
        except WorkbenchError as error:
            self._reader.refused(error, "Not saved: ")
        self._reader.show_status()

    def _write_field(self, mark: Placed, name: str, value: str) -> None:
        """Set a field and say so."""
        before = self._reader.view.marks.get(mark.id)
        stored, label = self.set_field(mark, name, value), label_of(name).capitalize()
        if stored == before:
            self._reader.say(f"{label} is so already.")
        else:
            self._reader.say(f"{label} {'saved' if value else 'taken away'}. {way('app.undo')} undoes.")

    def set_and_say(self, mark: Placed, name: str, value: str) -> None:
        """Set a field that was chosen from a list."""
        try:
            self._write_field(mark, name, value)
        except WorkbenchError as error:
            self._reader.refused(error, "Not saved: ")
        self._reader.show_status()

    def set_field(self, mark: Placed, name: str, value: str) -> Placed:
        """Set a field of a mark, the cursor staying where it is; the mark as it is stored."""
        stored = self._reader.desk.edit(mark, fields={name: value})
        self.changed(stored, "", at=self._reader.view.cursor)
        self._last = Last(mark.annotation.tag, field=(name, value))
        return stored

    def _title(self, document_id: str) -> str:
        rows = self._reader.desk.documents()
        return next((f"\u201c{row.title}\u201d" for row in rows if row.id == document_id), "another document")

    def stepped(self, step: Step) -> None:
        """Show what an undo or redo did, and go there."""
        if step.document is not None and step.document != self._reader.ident:
            here = " (here too)" if self._reader.reread() else f" (in {self._title(step.document)})"
            self._reader.say(f"{step.summary}{here}")
            return
        self._reader.view.cover(self._reader.desk.covered(self._reader.ident))
        self._reader.page.hear(self._reader.desk)
        gone = [mark for mark in map(self._drop, step.removed) if mark is not None]
        for mark in step.changed:
            self._put(mark)
        places = [mark for mark in (*step.changed, *gone) if mark.placed]
        self._reader.focus_mark, self._proposed = None, None
        if places:
            there = next((mark for mark in step.changed if mark.placed), None)
            self._reader.go(stop_at(self._reader.view.text, places[0].annotation.start), focus=there)
        else:
            self._reader.go(self._reader.view.cursor)
