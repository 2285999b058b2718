"""The base of every screen: keys to commands to handlers, the prompt, messages, and what works everywhere.

Keys come straight from the application, one after the other and in order; nothing has the focus. A key that comes
before the screen is ready is kept and run then. One way round: key, command, handler, service, paint.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeAlias, cast

from textual.screen import Screen

from workbench.domain.errors import WorkbenchError
from workbench.tui.keycheck import check
from workbench.tui.keys import REGISTRY, live, spoken, table
from workbench.tui.keystate import Cancelled, KeyState, Pass, Pending, Run
from workbench.tui.lines import Word
from workbench.tui.prompt import Prompt, Question
from workbench.tui.status import Hints, Kind, StatusLine

if TYPE_CHECKING:
    from textual import events

    from workbench.tui.app import Workbench
    from workbench.tui.desk import Desk, Step

Handler: TypeAlias = Callable[[int | None], None]


class Keyed(Screen[None]):
    """A screen whose keys come from the registry."""

    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    BLANK = True  # widgets cover it all
    STACKS: ClassVar[tuple[str, ...]] = ()
    """The stacks that this screen can be in, the first one at first."""
    ABOVE_PROMPT: ClassVar[frozenset[str]] = frozenset(["ctrl+q"])
    """Keys that are commands even while something is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.prompt, self.status, self.hints = Prompt(), StatusLine(), Hints()
        self._stack = self.STACKS[0]
        self._states = {stack: KeyState(table(stack)) for stack in self.STACKS}
        self._keys = self._states[self._stack]
        self._held: list[tuple[str, str | None]] = []
        self._ready = False
        self._handlers = self.handlers()

    # --- what a screen supplies --------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Handler]:
        """What each command does, by its id; subclasses add theirs."""
        return {
            "app.undo": lambda times: self._steps(self.desk.undo, times),
            "app.redo": lambda times: self._steps(self.desk.redo, times),
            "app.cancel": lambda times: self.cancel(),
            "app.saved": lambda times: self.say(self._saved()),
            "app.help": lambda times: self.host.show_help(self),
            "app.palette": lambda times: self.host.action_command_palette(),
            "app.theme": lambda times: self.host.turn_theme(),
            "app.redraw": lambda times: self._redraw(),
            "app.suspend": lambda times: self.host.action_suspend_process(),
            "app.quit": lambda times: self.host.exit(return_code=0),
        }

    def cancel(self) -> None:
        """Leave the innermost thing; there is none here."""
        self.say("There is nothing to leave here. Q quits.")

    def pasted(self, text: str) -> None:
        """Answer a paste where nothing is asked for."""
        self.say("Nothing is asked for here, so the paste was left out.")

    def refused(self, error: WorkbenchError, doing: str = "") -> None:
        """Say that a write was refused, and why; ``doing`` begins the sentence."""
        self.say(f"{doing}{error}", "problem")

    def stepped(self, step: Step) -> None:
        """Show what an undo or redo has changed."""

    def place(self) -> list[str]:
        """What the status line says about where one is, the least important first."""
        return []

    def mode(self) -> Word:
        """The word at the beginning of the status line."""
        return Word("")

    # --- what all screens use ----------------------------------------------------------------------------------

    @property
    def host(self) -> Workbench:
        """The application."""
        return cast("Workbench", self.app)

    @property
    def desk(self) -> Desk:
        """The services; only asked for once the screen is ready."""
        desk = self.host.desk
        assert desk is not None
        return desk

    @property
    def stack(self) -> str:
        """The name of the stack of contexts that is live."""
        return self._stack

    def enter(self, stack: str) -> None:
        """Make another stack live."""
        if stack != self._stack:
            self._stack = stack
            self._keys = self._states[stack]
            self._keys.clear()
            self.hints.show(stack)

    def say(self, text: str, kind: Kind = "info") -> None:
        """Show a message until the next command."""
        self.status.say(text, kind)

    def ask(self, question: Question) -> None:
        """Ask for a line of text in place of the hints."""
        self.hints.display = False
        self.prompt.ask(question)

    def wrote(self) -> None:
        """Remember that something was saved just now."""
        self.host.note_saved()

    def show_status(self) -> None:
        """Bring mode and place in the status line up to date."""
        self.status.mode = self.mode()
        self.status.place = self.place()
        self.status.show()

    def become_ready(self) -> None:
        """From now on keys are run as they come; those typed before are run now."""
        self._ready = True
        held, self._held = self._held, []
        for key, character in held:
            self.feed(key, character)

    # --- from keys to handlers ---------------------------------------------------------------------------------

    def feed(self, key: str, character: str | None) -> None:
        """Take a key from the terminal."""
        if not self._ready:
            self._held.append((key, character))
            return
        if self.prompt.open and key not in self.ABOVE_PROMPT:
            self.prompt.feed(key, character)
            self.hints.display = not self.prompt.open
            return
        match self._keys.feed(key, character):
            case Run(command, times):
                self.run_command(command, times)
            case Pending() as pending:
                self.hints.show(self._stack, pending)
                return
            case Cancelled(typed):
                self.say("" if key == "escape" else f"{typed} is no command here. ? lists the keys.")
            case Pass(name):
                self.unknown(name, character)
        self.hints.show(self._stack)

    def unknown(self, key: str, character: str | None) -> None:
        """Answer a key that means nothing here."""
        if key != "ctrl+@":
            self.say(f"{spoken(key)} does nothing here. ? lists the keys.")

    def run_command(self, command: str, times: int | None = None) -> None:
        """Run a command by its id; a refusal is shown and changes nothing."""
        self.status.message = type(self.status.message)("")
        try:
            self._handlers[command](times)
        except WorkbenchError as error:
            self.refused(error)
        self.show_status()

    def on_paste(self, event: events.Paste) -> None:
        """A paste goes into the prompt, else to :meth:`pasted`; it never runs as keys."""
        event.stop()
        if self.prompt.open:
            self.prompt.paste(event.text)
        elif self._ready:
            self._keys.clear()
            self.pasted(event.text)

    def on_mount(self) -> None:
        """Check the keys of this screen, and show its foot."""
        problems = check(handled=dict.fromkeys(self.STACKS, self._handlers))
        if problems:
            raise RuntimeError("\n".join(problems))
        self.hints.show(self._stack)
        self.show_status()

    def on_resize(self) -> None:
        """Let the parts of the status line give way or come back."""
        self.call_after_refresh(self.show_status)

    def available(self) -> list[str]:
        """The ids of the commands that work here, in the registry's order."""
        return [row.id for row in live(self._stack, REGISTRY)]

    def opened(self) -> None:
        """The desk is open: load what is shown and become ready."""
        self.become_ready()

    # --- everywhere --------------------------------------------------------------------------------------------

    def _steps(self, step: Callable[[], Step], times: int | None) -> None:
        for _ in range(times or 1):
            done = step()
            self.wrote()
            self.say(done.summary)
            self.stepped(done)

    def _saved(self) -> str:
        at = self.host.saved_at
        return f"Saved {at}. Every change is saved when it is made." if at else "Nothing was changed in this session."

    def _redraw(self) -> None:
        self.host.refresh(repaint=True, layout=True)
        self.refresh(repaint=True, layout=True)
