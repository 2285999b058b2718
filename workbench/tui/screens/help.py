"""The list of keys that work where one was: typing narrows it, enter does what the chosen row says."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.tui.keyed import Handler, Keyed
from workbench.tui.keys import live, spoken, table
from workbench.tui.prompt import Question
from workbench.tui.table import Column, Row, Table

if TYPE_CHECKING:
    from textual.app import ComposeResult

_COLUMNS = (
    Column("Keys", 19),
    Column("Does", 24),
    Column("", from_width=72),
)


class Help(Keyed):
    """What works on another screen."""

    STACKS: ClassVar[tuple[str, ...]] = ("help",)
    ABOVE_PROMPT: ClassVar[frozenset[str]] = frozenset(keys[0] for keys in table("help"))
    DEFAULT_CSS = "Help { layout: vertical; }"

    def __init__(self, beneath: Keyed) -> None:
        self._beneath = beneath
        self.table = Table(_COLUMNS)
        super().__init__()

    def compose(self) -> ComposeResult:
        """The rows, then the line to narrow them by."""
        yield self.table
        yield self.prompt
        yield self.status
        yield self.hints

    def on_mount(self) -> None:
        """List the commands of the screen beneath."""
        rows = live(self._beneath.stack)
        self.table.set_rows(
            [Row(row.id, (" ".join(map(spoken, row.keys)), row.label, f"{row.help} ({row.group})")) for row in rows]
        )
        self.ask(Question("Keys here, holding:", lambda text: None, changed=self._narrow))
        self.hints.display = True
        self.become_ready()

    def handlers(self) -> dict[str, Handler]:
        """What each command of the list does."""
        rows = self.table
        return {
            "help.close": lambda times: self._close(),
            "help.run": lambda times: self._close(rows.key),
            "help.down": lambda times: rows.go(rows.current + 1),
            "help.up": lambda times: rows.go(rows.current - 1),
            "help.page_down": lambda times: rows.go(rows.current + rows.page),
            "help.page_up": lambda times: rows.go(rows.current - rows.page),
            "help.quit": lambda times: self.host.exit(return_code=0),
        }

    def _narrow(self, words: str) -> None:
        self.table.filter(words)

    def _close(self, command: str | None = None) -> None:
        self.host.pop_screen()
        if command is not None:
            self._beneath.run_command(command)
