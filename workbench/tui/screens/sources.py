"""The sources: all of them in a list, with all about the current one beside it; keys enter, change, merge and pin."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from workbench.domain.errors import WorkbenchError
from workbench.domain.sources import caption, standing
from workbench.domain.text import shown_line
from workbench.tui import sourceform, sourcetold
from workbench.tui.apart import apart
from workbench.tui.confiding import Confiding
from workbench.tui.details import wrapped
from workbench.tui.keys import way
from workbench.tui.lines import Word, clip
from workbench.tui.roster import Roster
from workbench.tui.sourcefields import SourceFields
from workbench.tui.sourcelist import COLUMNS, SORTS, Listing, arranged, listed, listing, needs_look
from workbench.tui.sourcetold import Found
from workbench.tui.sourcing import Sourcing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.domain.model import Source
    from workbench.domain.sources import Ledger
    from workbench.services.sources import Row as SourceRow
    from workbench.tui.desk import Step
    from workbench.tui.keyed import Handler
    from workbench.tui.table import Table

_MANY = 500
"""Sources from which on what points at one is looked for in a thread, when the cursor rests on it."""
_VERY_MANY = 2_000
"""Sources from which on they are read in a thread after each change."""
_LARGE = 8_000_000
"""Bytes of attached files from which on they are looked at in a thread."""
_REST = 0.15
"""Seconds for which the cursor rests before anything is looked for in a thread."""
_NAME = 40  # cells of a source's name in a message


class Sources(Roster[Listing]):
    """The list of sources, with the cursor on one."""

    STACKS: ClassVar[tuple[str, ...]] = ("sources", "source")
    NAME, PREFIX = "Sources", "sources"
    COLUMNS, SORTS = COLUMNS, SORTS
    FILTER = "Sources, holding:"
    NONE_NEEDS = "No other source needs a look."
    known: Mapping[str, SourceRow]
    DEFAULT_CSS = """
    Sources {
        &.-sheet { grid-rows: 1 1fr 12 1 1; }
        &.-middle.-sheet { grid-rows: 1 1fr 7 1 1; }
        &.-wide.-sheet { grid-rows: 1 1fr 1 1; }
        &.-low.-sheet { grid-rows: 1fr 1 1; #about { display: block; } Table { display: none; } }
    }
    """

    def __init__(self, current: str | None = None) -> None:
        self.fields, self.sourcing = SourceFields(self), Sourcing(self)
        self._confiding = Confiding(self, self.sourcing)
        self._wanted = current
        self._listing = Listing()
        self._found: dict[str, Found] = {}  # by source; forgotten when anything is read anew
        self._notice = ""  # a message that is too long for the foot
        super().__init__()

    def opened(self) -> None:
        """Load the sources; keys typed until now are run."""
        self.table.empty = (
            "There are no sources yet.",
            "",
            f"{way('sources.add')} enters one by its title or address;",
            "each document that is added is one too.",
            "",
            f"{way('app.help')} lists all keys, {way('sources.leave')} goes back.",
        )
        self.load(self._wanted)
        self.become_ready()

    # --- the sources -------------------------------------------------------------------------------------------

    def show_read(self, read: Listing, current: str | None = None) -> None:
        """Show sources as they were read, with the cursor on one."""
        self.outdate()
        self._listing, key = read, self.table.key
        self.known = {row.source.id: row for row in read.rows}
        if key is not None and key not in self.known:
            self.fields.drop()
        self._found = {}
        pin = self.host.pin
        if pin is not None and pin.source not in read.ledger:
            self.host.pin = None
        if current is not None and self.table.filtered and current in self.known:
            self.unhide(current)
        self.relist(current)

    def relist(self, current: str | None = None) -> None:
        """List the sources that are known in their order, with the cursor on one, else where it is."""
        cells, pinned = dict(self._listing.cells), self.known.get(self.at_hand or "")
        if pinned is not None:
            cells[pinned.source.id] = listed(pinned, self.ledger, pinned.source.id)
        ordered = arranged(self.rows, self.order, self.ledger)
        self.table.set_rows(
            [cells[row.source.id] for row in ordered], current if current in self.known else self.staying()
        )
        story = f": {self.desk.story}" if self.desk.story else ""
        name, told = Word(f"Sources{story}  ", "header--name"), Word(self._listing.told, "header--count")
        self.header.set_line(0, [name, told])
        self.show_current()

    def take(self, source: Source) -> None:
        """Show a source as it was just stored; where there are very many, before the others are read anew."""
        row = self.known.get(source.id)
        if row is None or len(self.rows) < _VERY_MANY:
            self.load(source.id)
            return
        after = replace(row, source=source)
        rows = [after if one is row else one for one in self.rows]
        ledger = {**self.ledger, source.id: source}
        cells = {**self._listing.cells, source.id: listed(after, ledger)}
        self.show_read(Listing(rows, ledger, cells, self._listing.told), source.id)
        self.read_soon()

    @property
    def rows(self) -> Sequence[SourceRow]:
        """The sources that stand for themselves."""
        return self._listing.rows

    @property
    def ledger(self) -> Ledger:
        """All sources by id."""
        return self._listing.ledger

    @property
    def at_hand(self) -> str | None:
        """The id of the source at hand."""
        pin = self.host.pin
        return standing(self.ledger, pin.source) if pin is not None else None

    @property
    def row(self) -> SourceRow | None:
        """The current source."""
        key = self.table.key
        return self.known.get(key) if key is not None else None

    def here(self) -> SourceRow | None:
        """The current source; without one it is said that there is none."""
        row = self.row
        if row is None:
            enters = f"{way('sources.add')} enters one."
            self.say("No source is shown." if self.known else f"There are no sources yet: {enters}")
        return row

    def short(self, source: Source) -> str:
        """A source's name for a message."""
        return f"\u201c{clip(caption(source), _NAME)}\u201d"

    # --- what other processes write ----------------------------------------------------------------------------

    def read_all(self) -> Listing:
        """All sources, as the desk has them now."""
        sourcing = self.desk.sourcing
        return listing(sourcing.rows(), sourcing.ledger())

    def show_changed(self, read: Listing) -> None:
        """Show what has changed, and say where the current source has gone."""
        gone = self.row
        self.show_read(read)
        if gone is not None and gone.source.id not in self.known:
            self.say(f"{self.short(gone.source)} was deleted or merged elsewhere.")
        self.show_status()

    def on_screen_resume(self) -> None:
        """What was done elsewhere may have changed the sources."""
        if self._ready and self.desk.sourcing.ledger() is not self.ledger:
            self.load()

    # --- the current one ---------------------------------------------------------------------------------------

    def show_current(self) -> None:
        """Tell about the current source; what takes long is told when the cursor rests on it."""
        row = self.row
        self.rest(_REST, None)
        if row is None:
            self.fields.leave()
        elif row.source.id not in self._found:
            if len(self.rows) > _MANY or sum(one.bytes for one in row.source.attachments) > _LARGE:
                self.rest(_REST, self._find_soon)
            else:
                self.found_now()
        self.tell()
        self.show_status()

    def found_now(self) -> Found:
        """What there is to find out about the current source, found out now if it is not known."""
        row = self.row
        if row is None:
            return Found()
        if row.source.id not in self._found:
            self._found[row.source.id] = self._find(row.source)
        return self._found[row.source.id]

    def _find(self, source: Source) -> Found:
        """Look at its files, for likely doubles, and for what points here."""
        sourcing = self.desk.sourcing
        pointing = sourcing.pointing(source.id)
        return Found(sourcing.files(source), sourcing.alike(source.id), pointing.links, pointing.sources)

    def _find_soon(self) -> None:
        row = self.row
        if row is not None and self.is_attached:
            source = row.source
            find, then = partial(self._find, source), partial(self._looked, self._turn, source.id)
            apart(self, find, then, lambda error: self.say(str(error), "problem"), group="finding")

    def _looked(self, turn: int, ident: str, found: Found) -> None:
        """Tell what was found out, unless all has been read anew since."""
        if turn == self._turn:
            self._found[ident] = found
            self.tell()

    def tell(self) -> None:
        """Bring the panel up to date."""
        self.panel.show_lines(self._lines)

    def _lines(self, width: int, height: int) -> list[list[Word]]:
        row = self.row
        if self._notice:
            return wrapped(self._notice, width, height)
        if row is None:
            return []
        if self.fields.open:
            return sourceform.lines(row.source, self.fields.form(row.source), width, height)
        found, pinned = self._found.get(row.source.id), self.at_hand == row.source.id
        return sourcetold.lines(sourcetold.parts(row, self.ledger, found, at_hand=pinned), width, height)

    def make_room(self) -> None:
        """Make room for the fields, or take it back."""
        self.set_class(self.fields.open, "-sheet")
        self.enter("source" if self.fields.open else "sources")
        self.tell()

    def mode(self) -> Word:
        """Where one is."""
        return Word(" FIELDS ", "status--select") if self.fields.open else Word(" SOURCES ", "status--mode")

    # --- commands ----------------------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Handler]:
        """What each command of the screen does."""
        return {
            **super().handlers(),
            **self.fields.handlers(),
            **self.sourcing.handlers(),
            **self._confiding.handlers(),
        }

    def run_command(self, command: str, times: int | None = None) -> None:
        """Run a command; a long message of the one before gives way."""
        if self._notice:
            self._notice = ""
            self.tell()
        super().run_command(command, times)

    def feed(self, key: str, character: str | None) -> None:
        """Take a key; tab completes a path that is asked for."""
        if key == "tab" and self.sourcing.complete():
            return
        super().feed(key, character)

    def refused(self, error: WorkbenchError, doing: str = "") -> None:
        """Say all of why it was refused, in the panel where the foot has no room; the list shows how things stand."""
        if self.desk.sourcing.ledger() is not self.ledger:
            self.load()
        super().refused(error, doing)
        if cell_len(shown_line(self.status.rest)) > self.size.width - 2:
            self._notice = f"{doing}{error}"
            self.tell()

    def cancel(self) -> None:
        """Leave the fields, else the filter, else the screen."""
        if not self.fields.leave():
            super().cancel()

    def stepped(self, step: Step) -> None:
        """Show what an undo or redo did, and go to the source that it was about."""
        before = self.known
        self.load()
        changed = [ident for ident, row in self.known.items() if before.get(ident) != row]
        if changed:
            wanted = next((ident for ident in changed if ident not in before), changed[0])
            self.unhide(wanted)
            self.table.find(wanted)
            self.show_current()

    def on_table_chosen(self, event: Table.Chosen) -> None:
        """Go through the fields of the source that was clicked again."""
        if not self.fields.open:
            self.run_command("sources.fields")

    def needs_look(self, key: str) -> bool:
        """Whether something about a source is still to be found out."""
        return needs_look(self.known[key], self.ledger)
