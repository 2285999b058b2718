"""The corrections: all of them and all questions in a list, with all about the current one beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from workbench.domain.corrections import items_of
from workbench.domain.errors import WorkbenchError
from workbench.tui import correctiontold, sourcetold
from workbench.tui.correctionacts import CorrectionActs
from workbench.tui.correctionlist import COLUMNS, SORTS, Listing, arranged, listed, listing, summed
from workbench.tui.keys import way
from workbench.tui.lines import Word
from workbench.tui.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.domain.corrections import Item
    from workbench.domain.model import Placed
    from workbench.tui.desk import Step
    from workbench.tui.keyed import Handler
    from workbench.tui.table import Table

_VERY_MANY = 2_000
"""Corrections and questions from which on they are read in a thread after each change."""
_LARGE = 400_000
"""Code points of a text from which on it is looked at when the cursor rests."""
_REST = 0.15
"""Seconds for which the cursor rests before a large text is looked at."""


class Corrections(Roster[Listing]):
    """The list of corrections and questions, with the cursor on one."""

    STACKS: ClassVar[tuple[str, ...]] = ("corrections",)
    NAME, PREFIX = "Corrections", "corrections"
    COLUMNS, SORTS = COLUMNS, SORTS
    FILTER = "Holding (=sent: in that state):"
    NONE_NEEDS = "Nothing else here waits: no proposed correction, no open question."
    known: Mapping[str, Item]

    def __init__(self) -> None:
        self.acts = CorrectionActs(self)
        self.everybody = False
        self._listing = Listing()
        self._read_as: Sequence[Item] = ()  # as the desk gave them; another object says that something was written
        self._ground: tuple[str, correctiontold.Ground] | None = None  # the text of one document
        super().__init__()

    def opened(self) -> None:
        """Load the items; keys typed until now are run."""
        self.load()
        self.become_ready()

    # --- the items ---------------------------------------------------------------------------------------------

    def read_all(self) -> Listing:
        """All items, as the desk has them now."""
        desk = self.desk
        return listing(desk.correcting.items(everyone=self.everybody), desk.annotator)

    def show_read(self, read: Listing, current: str | None = None) -> None:
        """Show items as they were read, with the cursor on one."""
        self.outdate()
        self._listing, self._read_as = read, read.items
        self.relist(current)

    def relist(self, current: str | None = None) -> None:
        """List the items that are known in their order, with the cursor on one, else where it is."""
        self.known = {item.key: item for item in self._listing.items}
        self.table.empty = self._none()
        if current is not None and self.table.filtered:
            self.unhide(current)
        ordered = arranged(self._listing.items, self.order)
        keep = current if current in self.known else self.staying()
        self.table.set_rows([self._listing.cells[item.key] for item in ordered], keep)
        self._sum()
        self.show_current()

    def _none(self) -> tuple[str, ...]:
        whose, other = ("by anybody", "yours alone") if self.everybody else ("of yours", "everybody\u2019s")
        return (
            f"There are no corrections and no questions {whose} yet.",
            "",
            f"{way('check.correct')} in an article says what it should read, and why;",
            f"{way('check.query')} puts a question to somebody.",
            "",
            f"{way('corrections.whose')} lists {other}, {way('corrections.leave')} goes back.",
        )

    def _sum(self) -> None:
        whose = "Everybody\u2019s corrections" if self.everybody else "Corrections"
        name = f"{whose}: {self.desk.story}  " if self.desk.story else f"{whose}  "
        told = summed(self._listing.items)
        self.header.set_line(0, [Word(name, "header--name"), Word(told, "header--count")])

    def take(self, marks: Sequence[Placed]) -> None:
        """Show marks as they were just stored, without reading anything anew."""
        self.outdate()
        after = {mark.id: mark for mark in marks}
        items: list[Item] = []
        before: list[Item] = []
        changed: list[Item] = []
        for item in self._listing.items:
            mark = after.get(item.mark.id)
            if mark is None:
                items.append(item)
                continue
            if not before or before[-1].mark.id != mark.id:
                fresh = items_of(item.document, mark, item.paragraph)
                changed += fresh
                items += fresh
            before.append(item)
        known = {item.key: item for item in changed}
        cells = {key: listed(item, self.desk.annotator) for key, item in known.items()}
        self._listing = Listing(items, {**self._listing.cells, **cells})
        if len(marks) > 1 or [item.key for item in before] != list(known):
            self.relist()
            return
        self.known = {**self.known, **known}
        for row in cells.values():  # where it stands: it is not to jump away now, or out of a filter
            self.table.put(row)
        self._sum()
        self.show_current()

    @property
    def item(self) -> Item | None:
        """The current item."""
        key = self.table.key
        return self.known.get(key) if key is not None else None

    def here(self) -> Item | None:
        """The current item; without one it is said that there is none."""
        item = self.item
        if item is None:
            makes = f"{way('check.correct')} in an article makes one."
            self.say("No correction or question is shown." if self.known else f"There is no correction here: {makes}")
        return item

    def shown(self) -> list[Item]:
        """The items that the filter lets through, in their order."""
        return [self.known[key] for key in self.table.shown]

    # --- what other processes write ----------------------------------------------------------------------------

    def show_changed(self, read: Listing) -> None:
        """Show what has changed, and say where the current item has gone."""
        gone = self.item
        self.show_read(read)
        if gone is not None and gone.key not in self.known:
            what = "question" if gone.query is not None else "correction"
            self.say(f"The {what} that was here was taken away elsewhere.")
        self.show_status()

    def on_screen_resume(self) -> None:
        """What was done elsewhere may have changed the items."""
        if not self._ready or self._reading:
            return
        if len(self.known) > _VERY_MANY:
            self.read_soon()
        elif self.desk.correcting.items(everyone=self.everybody) is not self._read_as:
            self.load()

    # --- the current one ---------------------------------------------------------------------------------------

    def show_current(self) -> None:
        """Tell about the current item; what its text has to say, if that is large, when the cursor rests."""
        item = self.item
        large = item is not None and item.document.characters > _LARGE
        self.rest(_REST, self._look_there if large else None)
        if not large:
            self.ground_now()
        self.tell(looking=not large)
        self.show_status()

    def _look_there(self) -> None:
        self.ground_now()
        self.tell()

    def ground_now(self) -> correctiontold.Ground | None:
        """The text of the current item, made ready to be asked."""
        item = self.item
        if item is None:
            return None
        if self._ground is None or self._ground[0] != item.document.id:
            try:
                self._ground = item.document.id, correctiontold.ground(self.desk.text(item.document.id))
            except WorkbenchError as error:
                self.say(str(error), "problem")
                return None
        return self._ground[1]

    def tell(self, *, looking: bool = True) -> None:
        """Bring the panel up to date; without ``looking`` nothing is looked for in the text."""
        item = self.item
        if item is None:
            self.panel.show_lines(lambda width, height: [])
            return
        known = looking and self._ground is not None and self._ground[0] == item.document.id
        here = self._ground[1] if known and self._ground is not None else None
        told = correctiontold.parts(item, here, self.desk.sourcing.ledger())
        self.panel.show_lines(partial(self._lines, told))

    @staticmethod
    def _lines(told: Sequence[sourcetold.Part], width: int, height: int) -> list[list[Word]]:
        return sourcetold.lines(told, width, height, "corrections.all")

    def mode(self) -> Word:
        """Where one is."""
        return Word(" CORRECTIONS ", "status--mode")

    def where(self) -> list[str]:
        """Whose are listed, and what narrows or orders them."""
        return [*(["everybody\u2019s"] if self.everybody else []), *super().where()]

    # --- commands ----------------------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Handler]:
        """What each command of the screen does."""
        return {
            **super().handlers(),
            **self.acts.handlers(),
            "corrections.open": lambda times: self._open(),
            "corrections.whose": lambda times: self._whose(),
            "go.corrections": lambda times: self.say(f"This is the list. {way('corrections.leave')} goes back."),
            "go.sources": lambda times: self.host.show_sources(),
        }

    def run_command(self, command: str, times: int | None = None) -> None:
        """Run a command; what another one was about to confirm is forgotten."""
        dropped = command != "corrections.all_sent" and self.acts.forget()
        if dropped and command == "app.cancel":
            self.say("Nothing was said to be sent.")
        else:
            super().run_command(command, times)

    def feed(self, key: str, character: str | None) -> None:
        """Take a key; tab completes a path that is asked for."""
        if key == "tab" and self.acts.complete():
            return
        super().feed(key, character)

    def refused(self, error: WorkbenchError, doing: str = "") -> None:
        """Say why it was refused; the list shows how things stand."""
        self.load()
        super().refused(error, doing)

    def stepped(self, step: Step) -> None:
        """Show what an undo or redo did, and go to the first of what it was about."""
        touched = {mark.id for mark in step.changed}
        self.load()
        first = next((key for key, item in self.known.items() if item.mark.id in touched), None)
        if first is not None:
            self.unhide(first)
        self.table.find(first)
        self.show_current()

    def on_table_chosen(self, event: Table.Chosen) -> None:
        """Go to the place of the row that was clicked again."""
        self.run_command("corrections.open")

    def _whose(self) -> None:
        self.everybody = not self.everybody
        self.load()
        others = sum(item.mark.annotator != self.desk.annotator for item in self.known.values())
        told = f"Everybody\u2019s that may be seen: {others} of others" if self.everybody else "Yours alone"
        self.say(f"{told}. {way('corrections.whose')} goes back.")

    def needs_look(self, key: str) -> bool:
        """Whether an item waits: a proposed correction, an open question."""
        return self.known[key].waits

    def _open(self) -> None:
        """Read the passage in its article."""
        from workbench.tui.screens.reader import Reader

        item = self.here()
        if item is None:
            return
        back = f"{way('go.corrections')} goes back."
        reader = Reader(item.document.id, item.document.title, None).fitting(self.app.size)
        if not item.mark.placed:
            reader.say(f"This mark has no place in the text: {way('mark.list')} gives it one. {back}")
        elif item.mark.annotator != self.desk.annotator:
            reader.begin_at(item.mark.annotation.start)
            reader.say(f"{item.mark.annotator}\u2019s mark: {way('show.whose')} shows others\u2019. {back}")
        else:
            reader.begin_at(item.mark.annotation.start, item.mark.id)
            reader.say(f"{'Question' if item.query is not None else 'Correction'}, {item.state}. {back}")
        self.host.push_screen(reader)
