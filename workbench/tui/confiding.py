"""Confidential sources on the Sources screen: entered by an alias, erased for good; files that give one away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.tui.details import plural
from workbench.tui.keys import way
from workbench.tui.prompt import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.services.confidential import Leak
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.sources import Sources
    from workbench.tui.sourcing import Sourcing


class Confiding:
    """What the keys for confidential sources do on one list of sources."""

    def __init__(self, screen: Sources, sourcing: Sourcing) -> None:
        self._screen, self._sourcing = screen, sourcing

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            "sources.confide": lambda times: self._confide(),
            "sources.purge": lambda times: self._purge(),
        }

    # --- entering ------------------------------------------------------------------------------------------------

    def _confide(self) -> None:
        """Enter a source that is called by an alias from the beginning, so that its name stands nowhere else."""
        self._screen.ask(Question("A confidential source, its alias:", self._aliased, dropped=self._left))

    def _aliased(self, alias: str) -> None:
        if not alias.strip():
            self._screen.say("It needs an alias; nothing was entered.")
            return
        label = "Its name, which is kept back (enter: none):"
        self._screen.ask(Question(label, partial(self._confided, alias), dropped=self._left))

    def _confided(self, alias: str, name: str) -> None:
        self._sourcing.ask_kind({"alias": alias, "title": name, "confidential": True}, "interview")

    def _left(self) -> None:
        self._screen.say("Nothing was changed.")

    # --- erasing -------------------------------------------------------------------------------------------------

    def _purge(self) -> None:
        """Ask for the alias, and then erase the current source for good."""
        row = self._screen.here()
        if row is None:
            return
        source = self._screen.desk.sourcing.purgeable(row.source.id)
        label = f"Erase it for good, no undo: type its alias, {source.alias}:"
        self._screen.ask(Question(label, partial(self._purged, source.id), dropped=self._left))

    def _purged(self, ident: str, typed: str) -> None:
        def act() -> None:
            done = self._screen.desk.sourcing.purge(ident, typed)
            self._screen.wrote()
            self._screen.load(ident)
            told = f"{done.files} of its files, and all of it in {done.backups} {plural(done.backups, 'backup')}"
            said = f"Erased but for its alias: {told}."
            dropped = [f"{name} waited for its document, told it and was dropped." for name in done.dropped]
            leaks = [leaking(done.leaks)] if done.leaks else []
            self._screen.say(" ".join([said, *leaks, *dropped, *done.warnings]))

        self._sourcing.attempt(act)


def leaking(leaks: Sequence[Leak]) -> str:
    """Which files give a confidential source away, in a sentence."""
    first = leaks[0]
    more = f" and {len(leaks) - 1} more" if leaks[1:] else ""
    told = "still tells" if len(leaks) == 1 else "still tell"
    exports = f"{way('library.export')} in the library writes sets anew"
    return f"{first.file}:{first.line}{more} {told} who it is: {exports}; what was sent is yours to see to."
