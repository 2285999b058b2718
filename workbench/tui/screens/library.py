"""The library: all documents with how far one's marks in them are; enter reads one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from workbench.domain.errors import WorkbenchError
from workbench.tui.details import plural
from workbench.tui.filing import Ended, Filing
from workbench.tui.keyed import Handler
from workbench.tui.keys import way
from workbench.tui.lines import Word
from workbench.tui.listing import COLUMNS, SORTS, arranged, listed, summed, unfinished
from workbench.tui.panel import Header
from workbench.tui.prompt import Question
from workbench.tui.table import Row, Table, moves
from workbench.tui.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from workbench.tui.desk import DocumentRow, Step

_LONG = 1_000_000  # code points up to which the sentences that were left are counted
_MANY = 1_000
"""Documents from which on counting anew is left to a thread."""


class Library(Watching["Sequence[DocumentRow]"]):
    """The list of documents."""

    STACKS: ClassVar[tuple[str, ...]] = ("library",)
    DEFAULT_CSS = "Library { layout: vertical; }"

    def __init__(self, current: str | None = None) -> None:
        self.table = Table(COLUMNS)
        self.filing = Filing(self)
        self._header = Header()
        self._current = current
        self._rows: Sequence[DocumentRow] = ()
        self._listed: dict[str, tuple[DocumentRow, Row]] = {}
        self._documents: dict[str, DocumentRow] = {}
        super().__init__()

    def compose(self) -> ComposeResult:
        """Header, table, foot."""
        yield self._header
        yield self.table
        yield self.status
        yield self.hints
        yield self.prompt

    def on_mount(self) -> None:
        """List at once where the desk is open."""
        self._header.set_line(0, [Word("Documents", "header--name")])
        if self.host.desk is not None:
            self.opened()

    def opened(self) -> None:
        """Load the rows; keys typed until now are run."""
        self.table.empty = (
            "There are no documents yet.",
            "",
            f"{way('library.add')} adds texts: a file or a folder of them.",
            f"{way('library.import')} imports a colleague's workspace or marks.",
            "",
            f"{way('app.help')} lists all keys, {way('library.leave')} leaves.",
        )
        self.load(self._current)
        self.show_status()
        self._hear()
        self.become_ready()

    def _hear(self) -> None:
        """Say so where reviewers have changed, rejected or returned marks."""
        try:
            told = self.desk.reviewing.feedback()
        except WorkbenchError:
            return  # what cannot be read now is read when it is asked for, and said then
        if told:
            asked = sum(one.outcome == "returned" for one in told)
            questions = f", {asked} with a question" if asked else ""
            came = f"{len(told)} {plural(len(told), 'mark')} of yours came back from review{questions}"
            self.say(f"{came}: {way('go.feedback')} lists them.")

    def load(self, current: str | None = None) -> None:
        """Count anew, with the cursor on a document; where there are many, in a thread, showing them as they were."""
        if len(self._rows) > _MANY:
            self.table.find(current)
            self.outdate()
            self.read_soon()
            return
        try:
            self._show(self.read_all(), current)
        except WorkbenchError as error:
            self.say(str(error), "problem")

    def _show(self, rows: Sequence[DocumentRow], current: str | None = None) -> None:
        self.outdate()
        self._rows = rows
        self._documents = {row.id: row for row in rows}
        kept, self._listed = self._listed, {}
        for row in rows:
            known = kept.get(row.id)
            self._listed[row.id] = known if known is not None and known[0] is row else (row, listed(row))
        self.table.set_rows([self._listed[row.id][1] for row in arranged(rows, self.host.sorted_by)], current)
        whole = f"{self.desk.workspace}: {self.desk.story}" if self.desk.story else self.desk.workspace
        name, told = Word(f"{whole}  ", "header--name"), Word(summed(rows), "header--count")
        self._header.set_line(0, [name, told])

    def narrowed(self) -> None:
        """List the documents of the story at hand."""
        self._show(self.read_all())

    # --- what other processes write ----------------------------------------------------------------------------

    def read_all(self) -> Sequence[DocumentRow]:
        """The documents of the story at hand, counted anew."""
        return self.desk.listed()

    def show_changed(self, read: Sequence[DocumentRow]) -> None:
        """Show what has changed, and nothing where nothing has."""
        if list(read) != list(self._rows):
            self._show(read)
            self.show_status()

    def on_ended(self, event: Ended) -> None:
        """Show what was taken in or handed out."""
        document = self.filing.ended(event)
        if self.host.screen is self:
            self.load(document)
            self.show_status()

    # --- commands ----------------------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Handler]:
        """What each command of the library does."""
        table = self.table
        return {
            **super().handlers(),
            **moves(table, table.go),
            "list.filter": lambda times: self._ask_filter(),
            "library.open": lambda times: self._open(),
            "library.next_open": partial(self._unfinished, 1),
            "library.previous_open": partial(self._unfinished, -1),
            "library.done": lambda times: self._turn_done(),
            "library.sort": lambda times: self._sort(),
            **self.filing.handlers(),
            "go.sources": lambda times: self.host.show_sources(),
            "go.review": lambda times: self.host.show_review(),
            "go.feedback": lambda times: self.host.show_feedback(self),
            "library.leave": lambda times: self.host.exit(return_code=0),
        }

    def mode(self) -> Word:
        """Where one is."""
        return Word(" LIBRARY ", "status--mode")

    def place(self) -> list[str]:
        """Who is at work, which row, and when last saved."""
        table = self.table
        told = [self.desk.annotator] if self.host.desk is not None else []
        if self.host.sorted_by != SORTS[0]:
            told.append(f"by {self.host.sorted_by}")
        told.append(f"{table.current + 1 if len(table) else 0}/{len(table)}")
        if table.filtered:
            told.append(f"holding \u201c{table.filtered}\u201d")
        if self.filing.running:
            told.append(f"{self.filing.running.lower()} …")
        return [*told, f"saved {self.host.saved_at}"] if self.host.saved_at else told

    def cancel(self) -> None:
        """Stop the work that goes on, else leave the filter."""
        if self.filing.stop():
            return
        if self.table.filtered:
            self.table.filter("")
        else:
            super().cancel()

    def stepped(self, step: Step) -> None:
        """Count anew after an undo or redo, and go to its document."""
        self.load(step.document)

    def on_table_chosen(self, event: Table.Chosen) -> None:
        """Read the document that was clicked."""
        self._open()

    def _open(self) -> None:
        key = self.table.key
        if key is None:
            self.say(
                "No document is shown." if self._rows else f"There is no document to read: {way('library.add')} adds."
            )
        else:
            self.host.show_document(self._documents[key])

    def _ask_filter(self) -> None:
        before = self.table.filtered
        self.ask(Question("Filter:", self._filtered, before, self._filtered, partial(self._filtered, before)))

    def _filtered(self, words: str) -> None:
        self.table.filter(words)
        self.show_status()

    def _unfinished(self, direction: int, times: int | None) -> None:
        table = self.table
        todo = [number for number, key in enumerate(table.shown) if unfinished(self._documents[key])]
        if direction > 0:
            ahead = [number for number in todo if number > table.current]
        else:
            ahead = [number for number in reversed(todo) if number < table.current]
        if ahead:
            table.go(ahead[min(times or 1, len(ahead)) - 1])
        else:
            way = "No unfinished document this way."
            self.say(way if todo else "All documents here are done." if len(table) else "There are no documents here.")

    def _turn_done(self) -> None:
        key = self.table.key
        if key is None:
            self.say("There is no document here.")
            return
        row = self._documents[key]
        if row.role != "check":
            self.say("This is evidence: it is there to be looked up, not to be finished.")
            return
        self.desk.set_done(key, not row.done)
        self.wrote()
        self._show([replace(one, done=not row.done) if one is row else one for one in self._rows])
        undo = f"{way('app.undo')} undoes."
        left = self.desk.untouched(key) if row.characters <= _LONG and not row.done else 0
        rest = [f"{row.open} {plural(row.open, 'mark')} to check"] if row.open and not row.done else []
        rest += [f"{left} {plural(left, 'sentence')} neither marked nor ticked"] if left else []
        bare = f" with {' and '.join(rest)}" if rest else ""
        on = f"Done{bare}. {way('library.next_open')} goes to the next unfinished one, {undo}"
        self.say(f"Not done any more. {undo}" if row.done else on)

    def _sort(self) -> None:
        here = SORTS.index(self.host.sorted_by)
        self.host.keep_looks(order=SORTS[(here + 1) % len(SORTS)])
        self._show(self._rows)
        self.say(f"Sorted by {self.host.sorted_by}. {way('library.sort')} goes on to {SORTS[(here + 2) % len(SORTS)]}.")

    def feed(self, key: str, character: str | None) -> None:
        """Take a key; tab completes a path that is asked for."""
        if key == "tab" and self.filing.complete():
            return
        super().feed(key, character)
