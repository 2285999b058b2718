"""The library: all documents with how far one's marks in them are; enter reads one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from workbench.domain.errors import WorkbenchError
from workbench.tui.details import plural
from workbench.tui.keyed import Handler, Keyed
from workbench.tui.lines import Lines, Word
from workbench.tui.prompt import Question
from workbench.tui.table import Column, Row, Table

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workbench.tui.desk import DocumentRow, Step

_COLUMNS = (
    Column("Title"),
    Column("Publisher", 16, from_width=80),
    Column("Published", 10, from_width=90),
    Column("claims", 6, right=True, from_width=50),
    Column("quotes", 6, right=True, from_width=50),
    Column("figures", 7, right=True, from_width=50),
    Column("to check", 8, right=True),
    Column("others", 6, right=True, from_width=110),
    Column("", 8),
)
_EMPTY = (
    "There are no documents yet.",
    "",
    "Leave with q and add some:  workbench add article.txt",
)


def table_row(row: DocumentRow) -> Row:
    """A document as the table shows it."""
    counts = [str(row.counts.get(tag, 0) or "") for tag in ("claim", "quote", "figure")]
    evidence = row.role == "evidence"
    state = "done" if row.done else "evidence" if evidence else "draft" if row.stage == "draft" else ""
    open_ = str(row.open or "") if not evidence else ""
    cells = (row.title, row.publisher, row.published[:10], *counts, open_, str(row.others or ""), state)
    return Row(row.id, cells, dim=evidence or row.done)


class Header(Lines):
    """The workspace's name and how much is in it."""

    DEFAULT_CSS = """
    Header { height: 1; background: $panel; color: $foreground;
        & > .header--name { text-style: bold; }
        & > .header--count { color: $foreground 65%; }
    }
    """
    INDENT: ClassVar[int] = 1
    COMPONENT_CLASSES: ClassVar[set[str]] = {"header--name", "header--count"}


class Library(Keyed):
    """The list of documents."""

    STACKS: ClassVar[tuple[str, ...]] = ("library",)
    DEFAULT_CSS = "Library { layout: vertical; }"

    def __init__(self, current: str | None = None) -> None:
        self.table = Table(_COLUMNS)
        self._header = Header()
        self._current = current
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
        self.table.empty = _EMPTY
        self.load(self._current)
        self.show_status()
        self.become_ready()

    def load(self, current: str | None = None) -> None:
        """Count anew, with the cursor on a document."""
        try:
            rows = self.desk.documents()
        except WorkbenchError as error:
            self.say(str(error), "problem")
            return
        self._documents = {row.id: row for row in rows}
        self.table.set_rows([table_row(row) for row in rows], current)
        marks = sum(sum(row.counts.values()) for row in rows)
        done = sum(row.done for row in rows)
        told = f"{len(rows)} {plural(len(rows), 'document')}, {done} done, {marks} {plural(marks, 'mark')} of yours"
        self._header.set_line(0, [Word(f"{self.desk.workspace} ", "header--name")], [Word(f" {told}", "header--count")])

    def handlers(self) -> dict[str, Handler]:
        """What each command of the library does."""
        table = self.table
        return {
            **super().handlers(),
            "list.down": lambda times: table.go(table.current + (times or 1)),
            "list.up": lambda times: table.go(table.current - (times or 1)),
            "list.top": lambda times: table.go((times or 1) - 1),
            "list.bottom": lambda times: table.go((times or len(table)) - 1),
            "list.page_down": lambda times: table.go(table.current + table.page * (times or 1)),
            "list.page_up": lambda times: table.go(table.current - table.page * (times or 1)),
            "list.half_down": lambda times: table.go(table.current + max(1, table.page // 2) * (times or 1)),
            "list.half_up": lambda times: table.go(table.current - max(1, table.page // 2) * (times or 1)),
            "list.filter": lambda times: self._ask_filter(),
            "library.open": lambda times: self._open(),
            "library.next_open": partial(self._unfinished, 1),
            "library.previous_open": partial(self._unfinished, -1),
            "library.leave": lambda times: self.host.exit(return_code=0),
        }

    def mode(self) -> Word:
        """Where one is."""
        return Word(" LIBRARY ", "status--mode")

    def place(self) -> list[str]:
        """Who is at work, which row, and when last saved."""
        table = self.table
        told = [self.desk.annotator] if self.host.desk is not None else []
        told.append(f"{table.current + 1 if len(table) else 0}/{len(table)}")
        if table.filtered:
            told.append(f"holding \u201c{table.filtered}\u201d")
        return [*told, f"saved {self.host.saved_at}"] if self.host.saved_at else told

    def cancel(self) -> None:
        """Leave the filter."""
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
            self.say("There is no document to read.")
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
        rows = [self._documents[key] for key in table.shown]
        todo = [number for number, row in enumerate(rows) if not row.done and row.role == "check"]
        if direction > 0:
            ahead = [number for number in todo if number > table.current]
        else:
            ahead = [number for number in reversed(todo) if number < table.current]
        if ahead:
            table.go(ahead[min(times or 1, len(ahead)) - 1])
        else:
            self.say("No unfinished document this way." if todo else "All documents are done.")
