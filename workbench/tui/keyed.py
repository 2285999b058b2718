"""The base of every screen: keys to commands to handlers, the prompt, messages, and what works everywhere.

Keys come straight from the application, one after the other and in order; nothing has the focus. A key that comes
before the screen is ready is kept and run then. One way round: key, command, handler, service, paint.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, cast

from textual import events
from textual.screen import Screen

from workbench.domain.errors import WorkbenchError
from workbench.tui.apart import Finished
from workbench.tui.details import plural
from workbench.tui.keycheck import check
from workbench.tui.keys import CHOOSING, spoken, table, way
from workbench.tui.keystate import Cancelled, KeyState, Pass, Pending, Run
from workbench.tui.lines import Word
from workbench.tui.prompt import Prompt, Question
from workbench.tui.status import Hints, Kind, StatusLine

if TYPE_CHECKING:
    from workbench.tui.app import Workbench
    from workbench.tui.desk import Desk, Step

_MUCH = 20
"""An undo of more changes than these asks for a second press."""
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

    ALWAYS_HINTS: ClassVar[bool] = False
    """Whether the line of hints stays while something is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.prompt, self.status, self.hints = Prompt(), StatusLine(), Hints()
        self._stack = self.STACKS[0]
        self._states = {stack: KeyState(table(stack), counts=stack not in CHOOSING) for stack in self.STACKS}
        self._keys = self._states[self._stack]
        self._held: list[tuple[str, str | None]] = []
        self._ready = False
        self._named: int | None = None  # the large act that the next undo or redo was said to be about
        self._handlers = self.handlers()

    # --- what a screen supplies --------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Handler]:
        """What each command does, by its id; subclasses add theirs."""
        return {
            "app.undo": lambda times: self._steps("undo", times),
            "app.redo": lambda times: self._steps("redo", times),
            "app.cancel": lambda times: self.cancel(),
            "app.saved": lambda times: self.say(self._saved()),
            "go.corrections": lambda times: self.host.show_corrections(),
            "go.names": lambda times: self.host.show_names(),
            "app.help": lambda times: self.host.show_help(self),
            "app.palette": lambda times: self.host.action_command_palette(),
            "app.said": lambda times: self.host.show_said(),
            "app.story": lambda times: self.host.choose_story(self),
            "app.theme": lambda times: self.host.choose_theme(),
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
        self._pour()

    def ask(self, question: Question) -> None:
        """Ask for a line of text, in place of the hints unless it is painted elsewhere."""
        self.prompt.ask(question)
        self._foot()

    def _foot(self) -> None:
        """The hints, or, while something is asked for, the prompt."""
        self.hints.display = self.ALWAYS_HINTS or not self.prompt.open or self.prompt.elsewhere
        if self.prompt.elsewhere:
            self.hints.typing()
        else:
            self.hints.show(self._stack)

    def _fed(self) -> None:
        """The prompt has had a key, which may have been the answer."""
        self._foot()
        if not self.prompt.open:
            self.did("")

    def on_finished(self, event: Finished) -> None:
        """Go on with what was worked out in a thread."""
        event.tell()

    def wrote(self) -> None:
        """Remember that something was saved just now."""
        self.host.note_saved()

    def show_status(self) -> None:
        """Bring mode and place in the status line up to date."""
        self.status.mode = self.mode()
        self.status.place = self.place()
        self.status.show()
        self._pour()

    def _pour(self) -> None:
        """Let the line of hints tell what of a message had no room."""
        if self.hints.rest != self.status.rest:
            self.hints.rest = self.status.rest
            if not self.prompt.open:
                self.hints.show(self._stack)

    def become_ready(self) -> None:
        """From now on keys are run as they come; those typed before are run now, on whichever screen they lead to."""
        self._ready = True
        held, self._held = self._held, []
        for key, character in held:
            self.host.hand(events.Key(key, character))

    # --- from keys to handlers ---------------------------------------------------------------------------------

    def feed(self, key: str, character: str | None) -> None:
        """Take a key from the terminal."""
        if not self._ready:
            self._held.append((key, character))
            return
        if self.prompt.open and key not in self.ABOVE_PROMPT:
            self.prompt.feed(key, character)
            self._fed()
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
        if self.prompt.elsewhere:
            self.hints.typing()
        else:
            self.hints.show(self._stack)

    def unknown(self, key: str, character: str | None) -> None:
        """Answer a key that means nothing here."""
        if key != "ctrl+@":
            self.say(f"{spoken(key)} does nothing here. ? lists the keys.")

    def run_command(self, command: str, times: int | None = None) -> None:
        """Run a command by its id; a refusal is shown and changes nothing."""
        self.status.message = type(self.status.message)("")
        if command not in ("app.undo", "app.redo"):
            self._named = None
        try:
            self._handlers[command](times)
        except WorkbenchError as error:
            self.refused(error)
        self.did(command)
        self.show_status()

    def did(self, command: str) -> None:
        """Hear that a command has run, or (empty) that something asked for was answered."""

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
        self.status.told = self.host.heard
        self.hints.show(self._stack)
        self.show_status()

    def on_resize(self) -> None:
        """Let the parts of the status line give way or come back."""
        self.call_after_refresh(self.show_status)

    def narrowed(self) -> None:
        """Another story is at hand: list what belongs to it."""

    def opened(self) -> None:
        """The desk is open: load what is shown and become ready."""
        self.become_ready()

    # --- everywhere --------------------------------------------------------------------------------------------

    def _steps(self, kind: Literal["undo", "redo"], times: int | None) -> None:
        """Undo or redo; an act that touches very much is named first, and taken at the second press."""
        look, step = (self.desk.next_undo, self.desk.undo) if kind == "undo" else (self.desk.next_redo, self.desk.redo)
        for _ in range(times or 1):
            coming = look()
            if coming is not None and coming.rows > _MUCH and self._named != coming.act:
                self._named = coming.act
                key = way(f"app.{kind}")
                doing = "takes back" if kind == "undo" else "makes again"
                where = f"in {coming.documents} {plural(coming.documents, 'document')}"
                self.say(f"{key} again {doing} \u201c{coming.summary}\u201d: {coming.rows} changes {where}.")
                return
            self._named = None
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
