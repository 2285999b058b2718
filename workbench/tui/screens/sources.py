"""The sources: all of them in a list, with all about the current one beside it; keys enter, change, merge and pin."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import message

from workbench.domain.errors import WorkbenchError
from workbench.domain.sources import caption, standing
from workbench.domain.text import shown_line
from workbench.tui import sourceform, sourcetold
from workbench.tui.confiding import Confiding
from workbench.tui.details import wrapped
from workbench.tui.keyed import Handler
from workbench.tui.keys import way
from workbench.tui.lines import Word, clip
from workbench.tui.panel import Header, Panel
from workbench.tui.prompt import Question
from workbench.tui.sourcefields import SourceFields
from workbench.tui.sourcelist import COLUMNS, SORTS, Listing, arranged, listed, listing, needs_look
from workbench.tui.sourcetold import Found
from workbench.tui.sourcing import Attached, Sourcing
from workbench.tui.table import Table, moves
from workbench.tui.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer

    from workbench.domain.model import Source
    from workbench.domain.sources import Ledger
    from workbench.services.sources import Row as SourceRow
    from workbench.tui.desk import Step

_MANY = 500
"""Sources from which on what points at one is looked for in a thread, when the cursor rests on it."""
_VERY_MANY = 2_000
"""Sources from which on they are read in a thread after each change."""
_LARGE = 8_000_000
"""Bytes of attached files from which on they are looked at in a thread."""
_REST = 0.15
"""Seconds for which the cursor rests before anything is looked for in a thread."""
_NAME = 40  # cells of a source's name in a message


class Looked(message.Message):
    """What a thread has found out about a source, or why it could not."""

    def __init__(self, turn: int, ident: str, found: Found | Exception) -> None:
        super().__init__()
        self.turn, self.ident, self.found = turn, ident, found


class Sources(Watching[Listing]):
    """The list of sources, with the cursor on one."""

    STACKS: ClassVar[tuple[str, ...]] = ("sources", "source")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own declaration
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-middle"), (20, "-high")]  # noqa: RUF012
    DEFAULT_CSS = """
    Sources { layout: grid; grid-size: 1; grid-columns: 1fr; grid-rows: 1 1fr 7 1 1;
        Table { height: 100%; }
        #about { height: 100%; }
        &.-middle { grid-rows: 1 1fr 4 1 1; }
        &.-sheet { grid-rows: 1 1fr 12 1 1; }
        &.-middle.-sheet { grid-rows: 1 1fr 7 1 1; }
        &.-wide { grid-size: 2; grid-columns: 3fr 2fr; grid-rows: 1 1fr 1 1;
            Header { column-span: 2; }
            StatusLine { column-span: 2; }
            Hints { column-span: 2; }
            Prompt { column-span: 2; }
        }
        &.-low { grid-size: 1; grid-columns: 1fr; grid-rows: 1fr 1 1;
            Header { display: none; }
            #about { display: none; }
        }
        &.-low.-sheet { #about { display: block; } Table { display: none; } }
    }
    """

    def __init__(self, current: str | None = None) -> None:
        self.table = Table(COLUMNS)
        self.panel = Panel(id="about")
        self.fields, self.sourcing = SourceFields(self), Sourcing(self)
        self._confiding = Confiding(self, self.sourcing)
        self._header = Header()
        self._wanted = current
        self._listing = Listing()
        self.known: Mapping[str, SourceRow] = {}
        self._order = SORTS[0]
        self._found: dict[str, Found] = {}  # by source; forgotten when anything is read anew
        self._notice = ""  # a message that is too long for the foot
        self._resting: Timer | None = None
        super().__init__()

    def compose(self) -> ComposeResult:
        """Header, list, all about one, foot."""
        yield self._header
        yield self.table
        yield self.panel
        yield self.status
        yield self.hints
        yield self.prompt

    def on_mount(self) -> None:
        """List at once where the desk is open."""
        self._header.set_line(0, [Word("Sources", "header--name")])
        if self.host.desk is not None:
            self.opened()

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

    def load(self, current: str | None = None) -> None:
        """Read all sources anew, with the cursor on one."""
        try:
            self._show(self.read_all(), current)
        except WorkbenchError as error:
            self.say(str(error), "problem")

    def _show(self, read: Listing, current: str | None = None) -> None:
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
            self._unhide(self.known[current])
        self.relist(current)

    def _unhide(self, row: SourceRow) -> None:
        """Leave a filter that hides a source."""
        if row.source.id not in self.table.shown:
            self.table.filter("")

    def narrowed(self) -> None:
        """List the sources of the story at hand."""
        self.load()

    def relist(self, current: str | None = None) -> None:
        """List the sources that are known in their order, with the cursor on one, else where it is."""
        cells, pinned = dict(self._listing.cells), self.known.get(self.at_hand or "")
        if pinned is not None:
            cells[pinned.source.id] = listed(pinned, self.ledger, pinned.source.id)
        ordered = arranged(self.rows, self._order, self.ledger)
        self.table.set_rows(
            [cells[row.source.id] for row in ordered], current if current in self.known else self._stay()
        )
        story = f": {self.desk.story}" if self.desk.story else ""
        name, told = Word(f"Sources{story}  ", "header--name"), Word(self._listing.told, "header--count")
        self._header.set_line(0, [name, told])
        self.show_source()

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
        self._show(Listing(rows, ledger, cells, self._listing.told), source.id)
        self.read_soon()

    def _stay(self) -> str | None:
        """The current source, or the nearest one that is still there."""
        shown, at = self.table.shown, self.table.current
        return next((key for key in (*shown[at:], *reversed(shown[:at])) if key in self.known), None)

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
        self._show(read)
        if gone is not None and gone.source.id not in self.known:
            self.say(f"{self.short(gone.source)} was deleted or merged elsewhere.")
        self.show_status()

    def on_screen_resume(self) -> None:
        """What was done elsewhere may have changed the sources."""
        if self._ready and self.desk.sourcing.ledger() is not self.ledger:
            self.load()

    # --- the current one ---------------------------------------------------------------------------------------

    def show_source(self) -> None:
        """Tell about the current source; what takes long is told when the cursor rests on it."""
        row = self.row
        if self._resting is not None:
            self._resting.stop()
        if row is None:
            self.fields.leave()
        elif row.source.id not in self._found:
            if len(self.rows) > _MANY or sum(one.bytes for one in row.source.attachments) > _LARGE:
                self._resting = self.set_timer(_REST, self._find_soon)
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
            work = partial(self._find_apart, self._turn, row.source)
            self.run_worker(work, thread=True, exit_on_error=False, group="finding")

    def _find_apart(self, turn: int, source: Source) -> None:
        """In the thread."""
        try:
            found: Found | Exception = self._find(source)
        except Exception as error:  # as in reading
            found = error
        self.post_message(Looked(turn, source.id, found))

    def on_looked(self, event: Looked) -> None:
        """Tell what was found out, unless all has been read anew since."""
        if isinstance(event.found, WorkbenchError):
            self.say(str(event.found), "problem")
        elif isinstance(event.found, Exception):
            raise event.found
        elif event.turn == self._turn:
            self._found[event.ident] = event.found
            self.tell()

    def on_attached(self, event: Attached) -> None:
        """Say what became of a file that was copied."""
        self.sourcing.attached(event)

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

    def place(self) -> list[str]:
        """Who is at work, the order, which row, and when last saved."""
        table = self.table
        told = [self.desk.annotator] if self.host.desk is not None else []
        told += [f"by {self._order}"] if self._order != SORTS[0] else []
        told += [f"holding \u201c{table.filtered}\u201d"] if table.filtered else []
        told.append(f"{table.current + 1 if len(table) else 0}/{len(table)}")
        return [*told, f"saved {self.host.saved_at}"] if self.host.saved_at else told

    # --- commands ----------------------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Handler]:
        """What each command of the screen does."""
        return {
            **super().handlers(),
            **moves(self.table, self._go),
            **self.fields.handlers(),
            **self.sourcing.handlers(),
            **self._confiding.handlers(),
            "list.filter": lambda times: self._ask_filter(),
            "sources.next": lambda times: self._turn_to(1),
            "sources.previous": lambda times: self._turn_to(-1),
            "sources.sort": lambda times: self._sort(),
            "sources.leave": lambda times: self._leave(),
            "go.library": lambda times: self.host.show_library(),
            "go.review": lambda times: self.host.show_review(),
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
        if self.fields.leave():
            return
        if self.table.filtered:
            self._filtered("")
        elif len(self.host.screen_stack) > 1:
            self._leave()
        else:
            super().cancel()

    def _leave(self) -> None:
        if len(self.host.screen_stack) > 1:
            self.host.pop_screen()
        else:
            self.host.show_library()

    def stepped(self, step: Step) -> None:
        """Show what an undo or redo did, and go to the source that it was about."""
        before = self.known
        self.load()
        changed = [ident for ident, row in self.known.items() if before.get(ident) != row]
        if changed:
            wanted = next((ident for ident in changed if ident not in before), changed[0])
            self._unhide(self.known[wanted])
            self.table.find(wanted)
            self.show_source()

    def _go(self, number: int) -> None:
        self.table.go(number)
        self.show_source()

    def step(self, by: int) -> None:
        """Go so many rows on."""
        self._go(self.table.current + by)

    def on_click(self) -> None:
        """Tell about the source that was clicked."""
        self.show_source()

    def on_table_chosen(self, event: Table.Chosen) -> None:
        """Go through the fields of the source that was clicked again."""
        if not self.fields.open:
            self.run_command("sources.fields")

    def _ask_filter(self) -> None:
        before = self.table.filtered
        self.ask(Question("Sources, holding:", self._filtered, before, self._filtered, partial(self._filtered, before)))

    def _filtered(self, words: str) -> None:
        self.table.filter(words)
        self.show_source()

    def _sort(self) -> None:
        after = SORTS[(SORTS.index(self._order) + 1) % len(SORTS)]
        self._order = after
        self.relist()
        following = SORTS[(SORTS.index(after) + 1) % len(SORTS)]
        self.say(f"Sorted by {after}. {way('sources.sort')} goes on to {following}.")

    def _turn_to(self, direction: int) -> None:
        """Go to the next source that needs a look, round the end if need be."""
        shown, here = self.table.shown, self.table.current
        count = len(shown)
        turn = ((here + direction * step) % count for step in range(1, count))
        found = next((number for number in turn if needs_look(self.known[shown[number]], self.ledger)), None)
        if found is not None:
            self._go(found)
        else:
            self.say("No other source needs a look." if self.known else "There are no sources here.")
