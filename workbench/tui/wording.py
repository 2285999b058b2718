"""What is asked for the words of corrections, questions and answers: the same on every screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.tui.lines import clip
from workbench.tui.prompt import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.model import Placed, Query
    from workbench.tui.keyed import Keyed

_LONG = 4_000  # code points of a passage from which on its words are not offered to be changed
_WRITER = "the writer"  # who is asked where nobody was yet
_SHORT = 60  # code points of a question that are shown where its answer is typed


class Wording:
    """Asks on one screen, and stores what was answered.

    ``stored`` is given the mark as it then is, what was done in a few words, and whether that says what was found about
    the mark; ``left`` is to say that nothing was stored, and why.
    """

    def __init__(self, screen: Keyed, stored: Callable[[Placed, str, bool], None], left: Callable[[str], None]) -> None:
        self._screen, self._stored, self._left = screen, stored, left
        self._asked = _WRITER  # who was asked last

    def correct(self, mark: Placed) -> None:
        """Ask what a mark should read, then why."""
        before = mark.annotation.correction

        def worded(text: str) -> None:
            if not text.strip():
                self._left("Nothing was said that it should read; nothing was saved.")
                return
            store = partial(self._screen.desk.correcting.correct, mark, text)
            said = "To be corrected" if before is None else "The correction is changed"
            answered = partial(self._store, mark, store, said, found=True)
            self._ask("Because:", answered, before.reason if before is not None else "")

        printed = mark.annotation.exact
        self._ask(
            "Should read:", worded, before.text if before is not None else printed if len(printed) <= _LONG else ""
        )

    def query(self, mark: Placed, again: Query | None = None) -> None:
        """Ask whom to ask about a mark, then what; ``again``: the question that is put in other words."""
        desk = self._screen.desk.correcting

        usual = again.to if again is not None else self._asked

        def named(typed: str) -> None:
            whom = typed.strip() or usual

            def store(text: str) -> Placed:
                stored = (
                    desk.rephrase(mark, again.id, whom, text) if again is not None else desk.query(mark, whom, text)
                )
                self._asked = whom
                return stored

            said = "The question is changed" if again is not None else f"Asked {whom}"
            answered = partial(self._store, mark, store, said, found=again is None)
            self._ask(f"Ask {whom}:", answered, again.text if again is not None else "")

        self._ask(f"Who is to be asked (enter: {clip(usual, _SHORT)}):", named)

    def answer(self, mark: Placed, one: Query) -> None:
        """Ask what was answered to a question about a mark."""
        store = partial(self._screen.desk.correcting.answer, mark, one.id)
        answered = partial(self._store, mark, store, "The answer is noted", found=False)
        self._ask(f"{one.to}, \u201c{one.text[:_SHORT]}\u201d:", answered, one.answer)

    def _ask(self, label: str, answered: Callable[[str], None], before: str = "") -> None:
        """Ask for words; those that are offered and left as they were keep their line breaks, which cannot be typed."""
        offered = " ".join(before.split())

        def typed(words: str) -> None:
            answered(before if words == offered else words)

        self._screen.ask(Question(label, typed, offered, dropped=lambda: self._left("Nothing was saved.")))

    def _store(self, before: Placed, store: Callable[[str], Placed], said: str, words: str, *, found: bool) -> None:
        try:
            mark = store(words)
        except WorkbenchError as error:
            self._screen.refused(error, "Not saved: ")
        else:
            if mark.revision == before.revision:
                self._left("It is as it was.")
            else:
                self._stored(mark, f"{said}{_again(before, mark)}", found)
        self._screen.show_status()


def _again(before: Placed, after: Placed) -> str:
    """What other words do to a correction that was sent, accepted or made already."""
    old, new = before.annotation.correction, after.annotation.correction
    back = old is not None and new is not None and old.state != new.state == "proposed"
    return ", and it is proposed again" if back else ""
