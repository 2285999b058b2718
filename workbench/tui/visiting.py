"""The reader's commands for going to marks and to other articles."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.spans import Span
from workbench.tui import details, marklist
from workbench.tui.keys import way
from workbench.tui.listing import arranged
from workbench.tui.marks import EVERYBODY, Marks, settled
from workbench.tui.wrap import stop_at

if TYPE_CHECKING:
    from workbench.domain.model import Annotation, Placed
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.reader import Reader


def to_check(mark: Annotation) -> bool:
    """Whether something is left to check about a mark."""
    return not settled(mark)


def bare(mark: Annotation) -> bool:
    """Whether a mark is linked to no source."""
    return not mark.links


def voiceless(mark: Annotation) -> bool:
    """Whether nobody is said to have said a quote or claim."""
    return mark.tag != "figure" and not mark.said_by


class Visiting:
    """What the keys for going from mark to mark, and on to other articles, do on one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            "mark.next": partial(self._mark, 1),
            "mark.previous": partial(self._mark, -1),
            "mark.next_open": partial(self._open, 1),
            "mark.previous_open": partial(self._open, -1),
            "mark.next_same": partial(self._same, 1),
            "mark.previous_same": partial(self._same, -1),
            "mark.next_voiceless": partial(self._voiceless, 1),
            "mark.previous_voiceless": partial(self._voiceless, -1),
            "mark.next_bare": partial(self._bare, 1),
            "mark.previous_bare": partial(self._bare, -1),
            "tick.nothing": lambda times: self._tick(),
            "tick.next": lambda times: self._say_untouched(),
            "mark.list": lambda times: self._list(),
            "mark.under": lambda times: self._under(),
            "show.whose": lambda times: self._whose(),
            "go.next": partial(self._article, 1),
            "go.previous": partial(self._article, -1),
        }

    def _tick(self) -> None:
        """Tick the sentences here, or where they all are ticked take the ticks away."""
        reader, view = self._reader, self._reader.view
        selection = view.selection or reader.prose.sentence(view.cursor)
        added = reader.desk.tick(reader.ident, *selection)
        now = added if added is not None else reader.desk.tick(reader.ident, *selection, add=False)
        if now is None:
            reader.say("There is no sentence here to tick.")
            return
        reader.wrote()
        view.cover(now)
        reader.go(stop_at(view.text, selection.start))
        done = "The tick is taken away."
        if added is not None:
            on = ", and on to the next untouched" if self._untouched() else "; no sentence is left"
            done = f"Ticked: nothing to check there{on}."
        reader.say(f"{done} {way('app.undo')} undoes.")

    def _say_untouched(self) -> None:
        before = self._reader.view.cursor
        if not self._untouched():
            self._reader.say("Every sentence is marked or ticked.")
        elif self._reader.view.cursor <= before:
            self._reader.say("Neither marked nor ticked, from the top.")
        else:
            self._reader.say("Neither marked nor ticked.")

    def _untouched(self) -> bool:
        """Go to the next sentence that is neither marked nor ticked, round the end if need be; whether there is one."""
        from workbench.domain.coverage import next_untouched

        reader, view = self._reader, self._reader.view
        own = [Span(mark.annotation.start, mark.annotation.end) for mark in view.marks.all() if self._mine(mark)]
        found = next_untouched(view.text, own, view.covered, view.cursor)
        found = found or next_untouched(view.text, own, view.covered, -1)
        if found is not None:
            reader.go(stop_at(view.text, found.start), reader.kept_end())
            view.reveal_to(found.end - 1)  # all of what is to be looked at
        return found is not None

    def _mine(self, mark: Placed) -> bool:
        return mark.placed and mark.annotator == self._reader.view.marks.annotator

    def _list(self) -> None:
        """List the marks that are shown, and those without a place, to go to one."""
        from workbench.tui.screens.picker import Picker, Picking

        marks = self._reader.view.marks
        listed = {mark.id: mark for mark in marks.all() if marks.whose in (EVERYBODY, mark.annotator)}
        focus = self._reader.focus_mark
        first = marks.verdict_first
        near = focus or marks.after(self._reader.view.cursor - 1)
        self._reader.host.push_screen(
            Picker(
                Picking(
                    "Marks, holding:", marklist.columns(verdict_first=first),
                    marklist.rows(listed.values(), self._reader.prose.paragraphs, verdict_first=first),
                    self._listed, current=near.id if near is not None else None,
                    empty=_none(marks),
                    tell=lambda key: marklist.told(listed[key]),
                )
            )
        )  # fmt: skip

    def _listed(self, key: str) -> None:
        """Go to the mark that was chosen, or look for a place for it."""
        mark = self._reader.view.marks.get(key)
        if mark is None:
            self._reader.say("This mark is not here any more.")
        elif mark.placed:
            self._visit(mark, "")
        else:
            self._reader.marking.place(mark)
        self._reader.show_status()

    def _under(self) -> None:
        view, told = self._reader.view, self._reader.focus_mark
        here = view.marks.at(view.cursor)
        if len(here) < 2 and told is not None:  # none under the cursor: others on the words of the mark told about
            here = view.marks.touching(told.annotation.start, told.annotation.end)
        if len(here) < 2:
            self._reader.say("No marks overlap here." if here else "There is no mark here.")
            return
        number = next((number for number, mark in enumerate(here) if told is not None and mark.id == told.id), -1)
        mark = here[(number + 1) % len(here)]
        covers = mark.annotation.start <= view.cursor < mark.annotation.end
        self._reader.go(view.cursor if covers else stop_at(view.text, mark.annotation.start), view.other_end, mark)
        self._reader.say(f"Mark {(number + 1) % len(here) + 1} of {len(here)} here: {mark.annotation.tag}")

    def _mark(self, direction: int, times: int | None) -> None:
        view = self._reader.view
        find = view.marks.after if direction > 0 else view.marks.before
        self._visit(find(view.cursor, self._reader.focus_mark, times or 1), f"There is no mark {_side(direction)}.")

    def _open(self, direction: int, times: int | None) -> None:
        view = self._reader.view
        mark = view.marks.seek(view.cursor, self._reader.focus_mark, direction, to_check, times or 1)
        self._visit(mark, f"Nothing {_side(direction)} is left to check.", f", {view.marks.tally().open} to check")

    def _same(self, direction: int, times: int | None) -> None:
        view, here = self._reader.view, self._reader.focus_mark
        if here is None:
            self._mark(direction, times)
            return
        tag = here.annotation.tag
        mark = view.marks.seek(view.cursor, here, direction, lambda one: one.tag == tag, times or 1)
        self._visit(mark, f"There is no {tag} {_side(direction)}.", f", a {tag}")

    def _voiceless(self, direction: int, times: int | None) -> None:
        view = self._reader.view
        mark = view.marks.seek(view.cursor, self._reader.focus_mark, direction, voiceless, times or 1)
        self._visit(mark, f"No quote or claim {_side(direction)} is without a speaker.", ", said by nobody yet")

    def _bare(self, direction: int, times: int | None) -> None:
        view = self._reader.view
        mark = view.marks.seek(view.cursor, self._reader.focus_mark, direction, bare, times or 1)
        self._visit(mark, f"No mark {_side(direction)} is without a source.", ", without a source")

    def _visit(self, mark: Placed | None, none: str, more: str = "") -> None:
        view = self._reader.view
        if mark is None:
            self._reader.say(none if len(view.marks) else "There are no marks yet.")
            return
        self._reader.go(stop_at(view.text, mark.annotation.start), self._reader.kept_end(), mark)
        self._reader.say(f"Mark {view.marks.number(mark)} of {len(view.marks)}{more}")

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

    def _article(self, direction: int, times: int | None) -> None:
        rows = arranged(self._reader.desk.listed(), self._reader.host.sorted_by)
        here = next((number for number, row in enumerate(rows) if row.id == self._reader.ident), None)
        if here is None:  # of another story: what comes next is the first of this one
            here, direction = (-1 if rows else 0), 1
        if not rows:
            self._reader.say("No document belongs to the story at hand.")
            return
        there = max(0, min(len(rows) - 1, here + direction * (times or 1)))
        if there == here:
            self._reader.say(f"This is the {'last' if direction > 0 else 'first'} article of {len(rows)}.")
        else:
            self._reader.turn_to(rows[there], f"Article {there + 1} of {len(rows)}")


def _side(direction: int) -> str:
    return f"{'after' if direction > 0 else 'before'} this place"


def _none(marks: Marks) -> str:
    """What to say where no marks are shown."""
    whose = "yours" if marks.whose == marks.annotator else "anybody" if marks.whose == EVERYBODY else marks.whose
    return f"No marks of {whose} here yet."
