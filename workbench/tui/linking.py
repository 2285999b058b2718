"""The reader's commands for sources: linking a mark, the source at hand, passing, and going to the evidence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.domain.spans import Span
from workbench.tui import backed
from workbench.tui.details import plural
from workbench.tui.keys import way
from workbench.tui.linkrows import Choice
from workbench.tui.table import Column, Row
from workbench.tui.visiting import to_check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.model import Link, Placed
    from workbench.domain.relations import Tie
    from workbench.services.linking import Pin
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.reader import Reader

_LONG = 1_000_000  # code points up to which the sentences that are left are counted
_SHORT = 32  # code points of a source's name in a message


class Linking:
    """What the keys for sources do on one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._warned: tuple[str, Pin] | None = None  # a mark that was said not to be backed by the source at hand
        self._left: tuple[str, str] | None = None  # document and mark from which the evidence was opened

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            "source.link": lambda times: self._link(),
            "source.pin": lambda times: self._pin(),
            "source.open": lambda times: self._open(),
            "mark.pass": lambda times: self._pass(),
        }

    # --- telling -----------------------------------------------------------------------------------------------

    def told(self, mark: Placed | None) -> Sequence[backed.Told]:
        """What backs a mark, for the panel."""
        reader = self._reader
        if mark is None or reader.host.desk is None:
            return ()
        ties = self.ties(mark)
        if not mark.annotation.links and not ties:
            return ()
        around = reader.view.marks.touching(mark.annotation.start, mark.annotation.end) if mark.placed else []
        return backed.told(mark, reader.desk.sourcing.ledger(), around, ties)

    def ties(self, mark: Placed) -> list[tuple[Tie, Placed | None]]:
        """The ties of a mark, from either end, each with the mark at its other end."""
        from workbench.domain.relations import ties

        sourcing = self._reader.desk.sourcing
        pointing = {one.id: one for one in sourcing.tied_to(mark.id)}
        if not mark.annotation.relations and not pointing:
            return []
        found = ties(mark.annotation, [one.annotation for one in pointing.values()])
        return [(tie, pointing.get(tie.other) or self._mark(tie.other)) for tie in found]

    def _mark(self, ident: str) -> Placed | None:
        return self._reader.view.marks.get(ident) or self._reader.desk.sourcing.mark(ident)

    def caption(self, source_id: str) -> str:
        """What a source is called, cut for a message."""
        from workbench.domain.sources import called

        return backed.cut(called(self._reader.desk.sourcing.ledger(), source_id), _SHORT)

    # --- linking -----------------------------------------------------------------------------------------------

    def _link(self) -> None:
        from workbench.tui.screens.linking import Linkable, LinkPicker

        reader = self._reader
        mark = reader.marking.chosen()
        if mark is None:
            return
        reader.host.push_screen(
            LinkPicker(
                Linkable(
                    reader.ident, mark, partial(self.link, mark), self._keep, self._offered(),
                    unlinked=partial(self._unlink, mark), followed=self._follow,
                )
            )
        )  # fmt: skip

    def _offered(self) -> tuple[Choice, ...]:
        """What is selected in the other pane, and the source at hand."""
        reader, found = self._reader, []
        for page in reader.pages:
            selection = page.view.selection
            if page is not reader.page and selection is not None:
                words = " ".join(page.view.text[selection.start : selection.end].split())
                found.append(
                    Choice("b", "beside", page.ident, page.row.publisher or page.row.title, words,
                           (page.ident, *selection))
                )  # fmt: skip
        pin = reader.host.pin
        if pin is not None and pin.source != reader.ident:
            found.append(Choice("h", "at hand", pin.source, "", self.caption(pin.source), pin.evidence))
        return tuple(found)

    def link(self, mark: Placed, to: Pin, more: str = "") -> None:
        """Store a link, and say so."""
        reader = self._reader
        try:
            stored = reader.desk.sourcing.link(mark, to)
        except WorkbenchError as error:
            reader.refused(error, "Not linked: ")
        else:
            reader.marking.linked(stored, to)
            told = next((one.words for one in self.told(stored) if not one.label), "")
            counted = f": {told}." if told else ""
            reader.say(f"{_verb(to)} {self.caption(to.source)}{counted or '.'}{more} {way('app.undo')} undoes.")
            reader.did("")
        reader.show_status()

    def _unlink(self, mark: Placed, link: Link) -> None:
        reader = self._reader
        try:
            stored = reader.desk.sourcing.unlink(mark, link.id)
        except WorkbenchError as error:
            reader.refused(error, "Not unlinked: ")
        else:
            reader.marking.changed(stored, "The link is taken away.", reader.view.cursor)
        reader.show_status()

    # --- the source at hand ------------------------------------------------------------------------------------

    def _pin(self) -> None:
        """Keep at hand the selected passage, the last source of the mark here, or one that is chosen."""
        from workbench.services.linking import Pin

        reader = self._reader
        view, mark = reader.view, reader.focus_mark
        if view.selection is not None and reader.marking.moving is None:
            self._keep(Pin(reader.ident, evidence=(reader.ident, *view.selection)))
            reader.go(view.cursor)
        elif mark is not None and mark.annotation.links:
            last = mark.annotation.links[-1]
            self._keep(Pin(last.source, last.relation, last.grade))
        else:
            self._choose()

    def _choose(self) -> None:
        from workbench.tui.screens.linking import Linkable, LinkPicker

        reader = self._reader
        beside = [page for page in reader.pages if page is not reader.page]
        others = [Choice("d", "this one", reader.ident, reader.page.row.publisher, reader.page.row.title)]
        others += [Choice("o", "beside", page.ident, page.row.publisher, page.row.title) for page in beside]
        if reader.host.pin is not None:
            others.insert(0, Choice("none", "none", "", "", "let go of the source at hand"))
        if len(reader.pages) == 1:
            others = [one for one in others if one.key != "d"]

        def chosen(pin: Pin, more: str) -> None:
            self._keep(pin if pin.source else None, more)

        reader.host.push_screen(LinkPicker(Linkable(reader.ident, None, chosen, self._keep, tuple(others))))

    def _keep(self, pin: Pin | None, more: str = "") -> None:
        reader = self._reader
        if pin is None or pin == reader.host.pin:
            reader.host.pin = None
            reader.say("No source is at hand any more.")
        else:
            reader.host.pin = pin
            key = way("mark.pass")
            reader.say(f"At hand: {self.caption(pin.source)}. {key} passes a mark and links it to that.{more}")
        reader.show_status()

    # --- passing -----------------------------------------------------------------------------------------------

    def _pass(self) -> None:
        """Pass the mark here, or make a claim of the unmarked sentence first; then on to the next to check."""
        reader = self._reader
        mark = reader.checking.mark()
        if mark is None:
            return
        pin = reader.host.pin if reader.host.pin is not None and reader.host.pin.source != reader.ident else None
        if pin is not None and self._has(mark, pin):
            pin = None  # a person has linked it there, to a place of their own choice
        placed = reader.desk.sourcing.placed(mark, pin) if pin is not None else None
        if pin is not None and placed is None and self._warned != (mark.id, pin):
            self._warned = mark.id, pin
            again, link = way("mark.pass"), way("source.link")
            name = self.caption(pin.source)
            reader.say(f"Nothing in {name} says this beyond doubt: {link} chooses, {again} again passes it unlinked.")
            return
        stored = reader.desk.sourcing.check_off(mark, placed)
        reader.marking.passed(stored)
        said = "Passed"
        if placed is not None:
            last = stored.annotation.links[-1]
            said += f": {self.caption(placed.source)}{f', {last.locator}' if last.locator else ''}"
        elif not stored.annotation.links:
            said += ", linked to nothing"
        self.go_on(stored, said)

    def _has(self, mark: Placed, pin: Pin) -> bool:
        """Whether a mark is linked to the source at hand in that relation already."""
        from workbench.domain.sources import standing

        ledger = self._reader.desk.sourcing.ledger()
        stands = standing(ledger, pin.source)
        return pin.evidence is None and any(
            standing(ledger, one.source) == stands and one.relation == pin.relation for one in mark.annotation.links
        )

    def did(self, command: str) -> None:
        """Another command than passing was run: passing again asks anew."""
        if command not in ("mark.pass", ""):
            self._warned = None

    def go_on(self, passed: Placed, said: str) -> None:
        """Go on to the next mark that is to be checked, after what was said of this one."""
        reader = self._reader
        marks = reader.view.marks
        left = marks.tally().open
        following = marks.seek(passed.annotation.start, passed, 1, to_check)
        undo = f"{way('app.undo')} undoes."
        if following is not None:
            reader.go(following.annotation.start, focus=following)
            reader.say(f"{said}. The next of {left} to check. {undo}")
        elif left:
            reader.say(f"{said}. Nothing marked after it is left to check, {left} before. {undo}")
        else:
            untouched = reader.desk.untouched(reader.ident) if len(reader.view.text) < _LONG else 0
            rest = f" {untouched} {plural(untouched, 'sentence')} left: {way('tick.next')}." if untouched else ""
            reader.say(f"{said}. No mark here is left to check.{rest} {undo}")

    # --- to the evidence and back ------------------------------------------------------------------------------

    def _open(self) -> None:
        """Go to what the mark here is linked or tied to; from there, back."""
        reader = self._reader
        if self._left is not None and reader.page is not reader.pages[0] and reader.pages[0].ident == self._left[0]:
            self._return()
            return
        mark = reader.focus_mark
        if mark is None:
            reader.say(f"There is no mark here. {way('mark.next')} goes to the next.")
            return
        links, ties = mark.annotation.links, self.ties(mark)
        if not links and not ties:
            reader.say(f"This {mark.annotation.tag} is linked to nothing. {way('source.link')} links it.")
        elif len(links) + len(ties) == 1:
            self._go(mark, "l:" + links[0].id if links else "t:" + ties[0][0].other)
        else:
            self._choose_end(mark)

    def _choose_end(self, mark: Placed) -> None:
        from workbench.tui.screens.picker import Picker, Picking

        reader = self._reader
        ledger = reader.desk.sourcing.ledger()
        rows = [Row(f"l:{one.id}", (one.relation, backed.linked(one, ledger))) for one in mark.annotation.links] + [
            Row(f"t:{tie.other}", (tie.words, backed.named(other))) for tie, other in self.ties(mark)
        ]
        tell = {row.key: " ".join(row.cells) for row in rows}
        columns = (Column("", 14), Column("Linked or tied to"))
        taken = partial(self._go, mark)
        reader.host.push_screen(Picker(Picking("Go to:", columns, rows, taken, tell=tell.__getitem__)))

    def _go(self, mark: Placed, key: str) -> None:
        kind, _, ident = key.partition(":")
        self._left = self._reader.ident, mark.id
        if kind == "l":
            link = next((one for one in mark.annotation.links if one.id == ident), None)
            if link is not None:
                self._follow(link)
        else:
            self._visit(self._mark(ident))
        self._reader.show_status()

    def _visit(self, other: Placed | None) -> None:
        """Go to the mark at the other end of a tie."""
        reader = self._reader
        if other is None or not other.placed:
            reader.say("That mark is not here, or has no place in its text.")
        elif other.document == reader.ident:
            if not reader.view.marks.get(other.id):
                reader.say(f"That mark is {other.annotator}'s.")
            reader.go(other.annotation.start, focus=other)
        else:
            self._beside(other.document, Span(other.annotation.start, other.annotation.end), other.id)

    def _follow(self, link: Link) -> None:
        """Show the passage of a link, or its document; else say what the source is."""
        reader = self._reader
        if self._left is None and reader.focus_mark is not None:
            self._left = reader.ident, reader.focus_mark.id
        if link.evidence is not None:
            place = reader.desk.sourcing.locate(link.evidence)
            if place is None:
                reader.say("The passage is not here: its document is missing, or does not hold the words any more.")
            elif place[0] == reader.ident:
                reader.go(place[1])
                reader.say("The passage is in this very text.")
            else:
                self._beside(place[0], Span(*place[1:]))
            return
        ledger = reader.desk.sourcing.ledger()
        from workbench.domain.sources import standing

        ident = standing(ledger, link.source)
        if reader.desk.document(ident) is not None:
            self._beside(ident, None)
        else:
            reader.host.show_sources(ident)

    def _beside(self, document_id: str, span: Span | None, mark_id: str = "") -> None:
        reader = self._reader
        row = reader.desk.document(document_id)
        if row is None:
            reader.say("That document is in the archive.")
            return
        if reader.page is not reader.pages[0] and document_id == reader.pages[0].ident:
            reader.beside.show_first(span)
            return
        reader.beside.show(row, span, mark_id, f"{way('source.open')} goes back.")

    def _return(self) -> None:
        reader = self._reader
        assert self._left is not None
        _, mark_id = self._left
        self._left = None
        reader.beside.show_first(None)
        mark = reader.view.marks.get(mark_id)
        if mark is not None and mark.placed:
            reader.go(mark.annotation.start, focus=mark)
        reader.say(f"Back. {way('page.single')} closes the second document.")


def _verb(to: Pin) -> str:
    return {"supports": "Backed by", "refutes": "Refuted by", "mentions": "Mentioned by"}[to.relation]
