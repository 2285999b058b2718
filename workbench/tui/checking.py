"""The reader's commands for what is found about a mark: correction, question, answer, cannot verify, in progress."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.tui.keys import way
from workbench.tui.prompt import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.model import Placed
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.reader import Reader


class Checking:
    """What the keys after ``r`` do on one reader, ticks and verdicts aside."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._asked = ""  # who was asked last

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            "check.correct": lambda times: self._correct(),
            "check.query": lambda times: self._query(),
            "check.answer": lambda times: self._answer(),
            "check.unverifiable": lambda times: self._set("cannot_verify", "Cannot be verified"),
            "check.progress": lambda times: self._set("in_progress", "In progress"),
        }

    def _set(self, status: str, said: str) -> None:
        reader = self._reader
        mark = reader.marking.chosen()
        if mark is None:
            return
        if mark.annotation.status == status:
            reader.say(f"{said}: it is so already.")
            return
        stored = reader.marking.set_field(mark, "status", status)
        if status == "in_progress":
            reader.say(f"{said}. {way('app.undo')} undoes.")
        else:
            reader.linking.go_on(stored, said)

    def _correct(self) -> None:
        """Ask what it should read, then why."""
        reader = self._reader
        mark = reader.marking.chosen()
        if mark is None:
            return
        before = mark.annotation.correction

        def worded(text: str) -> None:
            if not text.strip():
                reader.say("Nothing was said that it should read; nothing was saved.")
                return
            reason = before.reason if before is not None else ""
            reader.ask(Question("Because:", partial(self._corrected, mark, text), reason))

        first = before.text if before is not None else mark.annotation.exact
        reader.ask(Question("Should read:", worded, " ".join(first.split()) if len(first) < 200 else ""))

    def _corrected(self, mark: Placed, text: str, reason: str) -> None:
        desk = self._reader.desk
        self._store(lambda: desk.correct(mark, text, reason), "To be corrected", on=True)

    def _query(self) -> None:
        """Ask whom to ask, then what."""
        reader = self._reader
        mark = reader.marking.chosen()
        if mark is None:
            return

        def named(whom: str) -> None:
            if not whom.strip():
                reader.say("Nobody was named; nothing was saved.")
                return
            self._asked = whom.strip()
            reader.ask(Question(f"Ask {whom.strip()}:", partial(self._queried, mark, whom)))

        reader.ask(Question("Who is to be asked:", named, self._asked))

    def _queried(self, mark: Placed, whom: str, text: str) -> None:
        desk = self._reader.desk
        self._store(lambda: desk.query(mark, whom, text), f"Asked {whom.strip()}", on=True)

    def _answer(self) -> None:
        """Note the answer to the mark's open question, or anew to its last one."""
        reader = self._reader
        mark = reader.marking.mine()
        if mark is None:
            return
        queries = mark.annotation.queries
        if not queries:
            reader.say(f"Nobody was asked about this {mark.annotation.tag}. {way('check.query')} asks.")
            return
        one = next((query for query in queries if query.state == "open"), queries[-1])
        desk = reader.desk
        label = f"{one.to}, \u201c{one.text[:60]}\u201d:"
        answered = partial(self._answered, lambda text: desk.answer(mark, one.id, text))
        reader.ask(Question(label, answered, one.answer))

    def _answered(self, store: Callable[[str], Placed], text: str) -> None:
        self._store(lambda: store(text), "The answer is noted", on=False)

    def _store(self, store: Callable[[], Placed], said: str, *, on: bool) -> None:
        """Store what was asked for and say so, and go on to the next mark to check where that settles this one."""
        reader = self._reader
        try:
            stored = store()
        except WorkbenchError as error:
            reader.refused(error, "Not saved: ")
        else:
            reader.marking.passed(stored)
            if on:
                reader.linking.go_on(stored, said)
            else:
                reader.say(f"{said}. {way('app.undo')} undoes.")
            reader.did("")
        reader.show_status()
