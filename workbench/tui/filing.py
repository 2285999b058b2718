"""Adding, importing and exporting from the library: a path is asked for, the work runs in a thread of its own.

The thread only leaves words and posts its end; what it writes is committed by the services before that. Nothing is
ever exclusive: that would drop work which was asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import message
from textual.worker import get_current_worker

from workbench.domain.errors import WorkbenchError
from workbench.tui.keyed import Keyed
from workbench.tui.keys import way
from workbench.tui.line import Line
from workbench.tui.prompt import Question
from workbench.tui.status import Message

if TYPE_CHECKING:
    from textual.timer import Timer

    from workbench.tui.desk import Filed, GoOn
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.library import Library
    from workbench.tui.status import Kind

_EXPORTING = "Exporting"
_CHOICES = 6
"""Names that fit a path begun and are shown."""
_OFTEN = 0.1
"""Seconds between two looks at how far work has come."""
_NOTHING = Message("")
_READ = 20
"""Looks for which another message stands before it is replaced."""
Work = Callable[["GoOn"], "Filed"]


class Ended(message.Message):
    """The work is over: what it did, or why it was refused."""

    def __init__(self, name: str, outcome: Filed | Exception) -> None:
        super().__init__()
        self.name, self.outcome = name, outcome


class Filing:
    """What the keys for files do on one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._asking = False
        self._running = ""
        self._stop = False
        self._report: Sequence[str] = ()
        self._words = ""  # set by the thread
        self._looking: Timer
        self._told = _NOTHING
        self._waited = 0

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            "library.add": lambda times: self._ask("Add file or folder:", self._add),
            "library.import": lambda times: self._ask("Import from file, folder or workspace:", self._import),
            "library.export": lambda times: self._ask("Export to (enter: annotations/ here):", self._export),
        }

    @property
    def running(self) -> str:
        """What is going on, in a word; empty where nothing is."""
        return self._running

    @property
    def report(self) -> Sequence[str]:
        """All that the last work had to say besides its sentence: the problems that it met, a line each."""
        return self._report

    # --- asking ------------------------------------------------------------------------------------------------

    def _ask(self, label: str, answered: Callable[[str], None]) -> None:
        if self._running:
            self._library.say(f"{self._running} is still going on.", "problem")
            return
        self._asking = True
        self._library.ask(Question(label, partial(self._answered, answered), dropped=self._dropped))
        self._library.say("tab completes the path, esc leaves it.")

    def _dropped(self) -> None:
        self._asking = False
        self._library.say("")

    def _answered(self, answered: Callable[[str], None], path: str) -> None:
        self._asking = False
        self._library.say("")
        answered(path)

    def complete(self) -> bool:
        """Complete the path that is being typed as far as it is clear; whether one is."""
        prompt = self._library.prompt
        if not (self._asking and prompt.open):
            return False
        complete_path(self._library)
        return True

    # --- working -----------------------------------------------------------------------------------------------

    def _add(self, path: str) -> None:
        self._begin("Adding", partial(self._library.desk.add, path))

    def _import(self, path: str) -> None:
        self._begin("Importing", partial(self._library.desk.import_, path))

    def _export(self, path: str) -> None:
        self._begin(_EXPORTING, partial(self._library.desk.export, path))

    def _begin(self, name: str, work: Work) -> None:
        self._running, self._stop, self._report, self._words = name, False, (), ""
        self._library.say(f"{name} … {way('app.cancel')} stops.")
        self._told, self._waited = self._library.status.message, 0
        self._looking = self._library.set_interval(_OFTEN, self._look)
        self._library.run_worker(partial(self._run, name, work), thread=True, exit_on_error=False, group="filing")

    def _run(self, name: str, work: Work) -> None:
        """In the thread."""
        worker = get_current_worker()

        def go_on(words: str) -> bool:
            self._words = words
            return not (self._stop or worker.is_cancelled)

        try:
            outcome: Filed | Exception = work(go_on)
        except Exception as error:  # a defect of ours is raised again where it is logged and explained
            outcome = error
        self._library.post_message(Ended(name, outcome))

    def _look(self) -> None:
        """Show how far it is, which is not kept with what was said; what else was said meanwhile stands a while."""
        status = self._screen.status
        if self._stop or not self._words:
            return
        if status.message not in (self._told, _NOTHING) and self._waited < _READ:
            self._waited += 1
            return
        told = Message(f"{self._running}: {self._words}. {way('app.cancel')} stops.")
        self._told, self._waited = told, 0
        if status.message != told:
            status.message = told
            status.show()

    def stop(self) -> bool:
        """Ask work that goes on to stop; whether there is any."""
        if self._running:
            self._stop = True
            self._library.say(f"{self._running} is being stopped.")
        return bool(self._running)

    def ended(self, event: Ended) -> str | None:
        """Say what was done; the document to go to."""
        self._running = ""
        self._looking.stop()
        outcome = event.outcome
        if isinstance(outcome, WorkbenchError):
            self._report = outcome.message.splitlines()
            self._keep()
            self._say(_joined(first_of(self._report), outcome.hint, how_to_list(self._report)), "problem")
            return None
        if isinstance(outcome, Exception):
            raise outcome
        if event.name != _EXPORTING and outcome.stored:
            self._library.wrote()
        self._report = tuple(outcome.notes)
        self._keep()
        told = _joined(outcome.summary, first_of(self._report), how_to_list(self._report))
        self._say(told, "problem" if self._report else "info")
        return outcome.document

    @property
    def _screen(self) -> Keyed:
        """The screen that is on, which may not be the library any more."""
        screen = self._library.host.screen
        return screen if isinstance(screen, Keyed) else self._library

    def _keep(self) -> None:
        """Keep each line of the report among what was said, in its order below the word on the whole."""
        if len(self._report) > 1:
            for line in reversed(self._report):
                self._library.host.heard(Message(line, "problem"))

    def _say(self, words: str, kind: Kind = "info") -> None:
        self._screen.say(words, kind)


def how_to_list(lines: Sequence[str]) -> str:
    """Where all lines of a report can be read, where the first of them is not all."""
    return f"{way('app.said')} lists them all." if len(lines) > 1 else ""


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def first_of(lines: Sequence[str]) -> str:
    """The first of several problems, and how many more there are."""
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    return lines[0] + more if lines else ""


def complete_path(screen: Keyed) -> None:
    """Complete the path that is typed in a screen's prompt as far as it is clear, and say what fits."""
    prompt = screen.prompt
    text, choices = completed(prompt.line.text)
    prompt.line = Line(text, len(text))
    prompt.refresh()
    more = f" and {len(choices) - _CHOICES} more" if len(choices) > _CHOICES else ""
    told = "" if len(choices) == 1 else "  ".join(choices[:_CHOICES]) + more
    screen.say(told if choices else "No file or folder begins so.")


def completed(typed: str) -> tuple[str, list[str]]:
    """A path typed so far, completed as far as it is clear, and the names that fit; folders end in a slash."""
    head, _, begun = typed.rpartition("/")
    try:
        folder = Path(f"{head}/" if head or typed.startswith("/") else ".").expanduser()
        found = sorted(entry.name + "/" * entry.is_dir() for entry in os.scandir(folder))
    except (OSError, RuntimeError, ValueError):  # no such folder, and none that there can be
        return typed, []
    fits = [name for name in found if name.startswith(begun) and (begun or not name.startswith("."))]
    fits = [name for name in fits if name.isprintable()]  # what cannot be typed cannot be completed
    kept = typed[: len(typed) - len(begun)]
    return kept + (os.path.commonprefix(fits) or begun), fits  # noqa: RUF071 - letters are what is meant
