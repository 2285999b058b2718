"""The application: which screen is on, the desk they work with, colours, signals, and where keys go first."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.console import Console
from textual import events
from textual.app import App
from textual.command import CommandPalette

from workbench.domain.errors import WorkbenchError
from workbench.domain.text import shown, shown_line
from workbench.tui import userstate
from workbench.tui.colours import DARK, OURS, SIXTEEN, marks_of
from workbench.tui.keyed import Keyed
from workbench.tui.keymap import own
from workbench.tui.keys import put_in_force
from workbench.tui.listing import SORTS
from workbench.tui.palette import Commands
from workbench.tui.status import Message

if TYPE_CHECKING:
    from textual.screen import Screen

    from workbench.services.linking import Pin
    from workbench.tui.desk import Desk, DocumentRow
    from workbench.tui.tutorial import Lesson


class Start(NamedTuple):
    """What the program begins with.

    ``open_desk`` is called once the first frame is painted; ``document`` is an (id, title, text) to be read at once,
    None for the library; ``review`` whose marks are reviewed at once (everybody's where it is empty), None for no
    review; ``holding`` narrows its list. ``config`` is the user's configuration file, which may give commands other
    keys.
    """

    open_desk: Callable[[], Desk]
    document: tuple[str, str, str] | None = None
    config: Path | None = None
    review: Sequence[str] | None = None
    holding: str = ""


class Workbench(App[None]):
    """The terminal interface over one desk."""

    TITLE = "workbench"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Commands]]] = {Commands}  # type: ignore[assignment]  # Textual's own are left out
    ALLOW_SELECT = False
    BINDINGS: ClassVar = []
    CSS = "Screen { background: $background; color: $foreground; }"

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._start = start
        self._early: list[events.Key] = []
        self.desk: Desk | None = None
        self.saved_at = ""
        self.writes = 0  # how often something was saved in this session
        self.looks = userstate.looks()
        self.pin: Pin | None = None  # the source at hand
        self.lessons: dict[str, Lesson] = {}  # that were begun, by document
        self.said: deque[Message] = deque(maxlen=500)
        self.refused: WorkbenchError | None = None
        self.failure: Exception | None = None
        # Textual's own report would show local variables: texts, addresses, names. Ours goes to the log.
        self.error_console = Console(file=StringIO())
        for theme in OURS:
            self.register_theme(theme)
        few = self.console.color_system in ("standard", "windows") and _on_terminal()
        liked = SIXTEEN.name if few else self.looks.theme
        self.theme = liked if liked in self.available_themes else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of marks, for themes that have none."""
        theme = self.current_theme
        return {} if "mark-claim" in theme.variables else marks_of(theme)

    def get_default_screen(self) -> Screen[None]:
        """The first screen, which needs no desk to be painted."""
        if self._start.review is not None:
            from workbench.tui.screens.review import Review

            return Review(self._start.review, holding=self._start.holding)
        if self._start.document is None:
            from workbench.tui.screens.library import Library

            return Library()
        from workbench.tui.screens.reader import Reader

        return Reader(*self._start.document).fitting(self.size)

    def on_mount(self) -> None:
        """Hear the signals that end a session, and open the desk when the first frame stands."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh(layout=True))
        self.screen.call_after_refresh(self._open)

    def on_unmount(self) -> None:
        """Leave the signals as they were."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.remove_signal_handler(number)

    def _handle_exception(self, error: Exception) -> None:
        """Remember what went wrong, for the log; Textual has no public place to learn it."""
        self.failure = self.failure or error
        super()._handle_exception(error)

    def _open(self) -> None:
        try:
            self.desk = self._start.open_desk()
        except WorkbenchError as error:
            self.refused = error
            self.exit(return_code=error.exit_code)
            return
        screen = self.screen
        if isinstance(screen, Keyed):
            screen.opened()

    async def on_event(self, event: events.Event) -> None:
        """Give a key to the screen of the moment before anything else can have it.

        A screen that has just been put on may have no focus yet; keys that are meant for it wait.
        """
        if isinstance(event, events.Key) and not event.is_forwarded and self._screen_stack and self.hand(event):
            return
        if isinstance(event, events.Paste) and not event.is_forwarded and self._screen_stack:
            screen = self.screen
            if isinstance(screen, Keyed):  # at once, or keys that come after it would overtake it
                screen.on_paste(event)
                return
            # Textual's own line to type in sends what it holds to the terminal as it is.
            event.text = "\n".join(map(shown_line, event.text.splitlines()))
        await super().on_event(event)

    def hand(self, event: events.Key) -> bool:
        """Hand a key to the screen of the moment, or keep it until that can take it; False where it is not ours."""
        screen = self.screen
        if isinstance(screen, Keyed):
            screen.feed(event.key, event.character)
            return True
        if isinstance(screen, CommandPalette) and (self.focused is None or self._early):
            self._early.append(event)
            if len(self._early) == 1:
                self.call_after_refresh(self._deliver)
            return True
        return False

    def _deliver(self) -> None:
        """Hand on the keys that came before the palette could take them."""
        if isinstance(self.screen, CommandPalette) and self.focused is None:
            self.call_after_refresh(self._deliver)
            return
        early, self._early = self._early, []
        for event in early:
            self.post_message(event)

    # --- what screens ask for ----------------------------------------------------------------------------------

    def note_saved(self) -> None:
        """Remember when something was last saved."""
        self.writes += 1
        self.saved_at = datetime.now().strftime("%H:%M:%S")

    @property
    def sorted_by(self) -> str:
        """The library's order."""
        return self.looks.order if self.looks.order in SORTS else SORTS[0]

    def heard(self, message: Message) -> None:
        """Keep what was said, once where it is said again and again."""
        if not self.said or self.said[-1] != message:
            self.said.append(message)

    def keep_looks(self, **changed: bool | str) -> None:
        """Remember how the interface is liked."""
        self.looks = userstate.keep_looks(self.looks._replace(**changed))  # type: ignore[arg-type]

    def show_document(self, row: DocumentRow) -> None:
        """Read a document."""
        from workbench.tui.screens.reader import Reader

        self.push_screen(Reader(row.id, row.title, None, row).fitting(self.size))

    def show_library(self, document_id: str | None = None) -> None:
        """List the documents, with the cursor on one: the library beneath this screen, else a new one."""
        from workbench.tui.screens.library import Library

        beneath = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, Library)), None)
        if beneath is None:
            self.push_screen(Library(document_id))
            return
        while self.screen is not beneath:
            self.pop_screen()
        beneath.load(document_id)

    def show_review(self, item: str | None = None) -> None:
        """Compare everybody's marks: the review beneath this screen, else a new one."""
        from workbench.tui.screens.review import Review

        beneath = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, Review)), None)
        if beneath is None:
            self.push_screen(Review(item=item))
            return
        while self.screen is not beneath:
            self.pop_screen()

    def show_sources(self, source_id: str | None = None) -> None:
        """List the sources, with the cursor on one: the list beneath this screen, else a new one."""
        from workbench.tui.screens.sources import Sources

        beneath = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, Sources)), None)
        if beneath is None:
            self.push_screen(Sources(source_id))
            return
        while self.screen is not beneath:
            self.pop_screen()
        beneath.load(source_id)

    def show_corrections(self) -> None:
        """List corrections and questions: the list beneath this screen, else a new one."""
        from workbench.tui.screens.corrections import Corrections

        beneath = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, Corrections)), None)
        if beneath is None:
            self.push_screen(Corrections())
            return
        while self.screen is not beneath:
            self.pop_screen()

    def show_feedback(self, screen: Keyed) -> None:
        """List what became of the acting annotator's marks; to go to one."""
        from workbench.tui.feedback import show

        show(self, screen)

    def show_names(self) -> None:
        """List how names are spelled in the documents; to choose house forms."""
        from workbench.tui.naming import Names

        self.push_screen(Names())

    def show_help(self, screen: Keyed) -> None:
        """List the keys that work on a screen."""
        from workbench.tui.screens.help import help_of

        self.push_screen(help_of(screen))

    def show_said(self) -> None:
        """List what was said in this session, the last first."""
        from workbench.tui.screens.picker import Picker, Picking
        from workbench.tui.table import Column, Row

        said = {str(number): message.text for number, message in enumerate(self.said)}
        rows = [Row(number, (text,)) for number, text in reversed(said.items())]
        self.push_screen(
            Picker(
                Picking(
                    "Messages, holding:", (Column("What was said, the last first"),), rows, lambda key: None,
                    empty="Nothing was said yet.", tell=said.__getitem__,
                )
            )
        )  # fmt: skip

    def choose_story(self, screen: Keyed) -> None:
        """List the stories; the one that is taken narrows every list."""
        from workbench.tui.stories import choose

        choose(self, screen)

    def choose_theme(self) -> None:
        """List the colours that there are; the choice is remembered."""
        from workbench.tui.screens.picker import Picker, Picking
        from workbench.tui.table import Column, Row

        ours = [theme.name for theme in OURS]
        others = sorted(name for name in self.available_themes if name not in ours and "ansi" not in name)
        rows = [Row(name, (name, "dark" if self.available_themes[name].dark else "light")) for name in (*ours, *others)]
        columns = (Column("Colours", 30), Column("Kind"))
        self.push_screen(Picker(Picking("Colours:", columns, rows, self._take_theme, current=self.theme)))

    def _take_theme(self, name: str) -> None:
        self.theme = name
        self.keep_looks(theme=name)


def _on_terminal() -> bool:
    """Whether what is painted goes to a terminal; elsewhere nothing can be told of its colours."""
    return sys.__stdout__ is not None and sys.__stdout__.isatty()


def run(start: Start) -> int:
    """Run the interface until the user quits; the exit code of the program.

    An unexpected error ends it with the terminal restored, and is raised for the command line to log and explain; so is
    a :class:`UsageError` for keys of the user's own that cannot be, before the screen is taken.
    """
    if start.config is not None:
        put_in_force(own(start.config))
    app = Workbench(start)
    app.run()
    if app.failure is not None:
        raise app.failure
    if app.refused is not None:
        sys.stderr.write(shown(f"workbench: {app.refused}\n"))
    return app.return_code or 0
