"""The command palette: every command of the state one is in, found by everyday words, run by enter."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from workbench.tui.keyed import Keyed
from workbench.tui.keys import Command, live, spoken

_FILLING = frozenset("a an and as at by do for how i in is it of on or that the this to what with".split())
"""Words that tell nothing about what is looked for, where there are others beside them."""
_SHORT = 3
"""Letters up to which a final s is no plural."""


def score(row: Command, query: str) -> float:
    """How well a command answers to some words, 0 where one of them is nowhere: label before words before help."""
    asked = [word.strip(".,;:?!") or word for word in query.lower().split()]
    asked = [word for word in asked if word not in _FILLING] or asked
    label, words = row.label.lower(), f"{row.words} {row.group}".lower()
    said = f"{label} {words} {row.help.lower()} {row.id}"
    total = 0.0
    for word in asked:
        one = word[:-1] if word.endswith("s") and len(word) > _SHORT else word  # "documents" asks for a document too
        whole = {*label.split(), *words.split()}
        if label.startswith((word, one)):
            total += 1.0
        elif whole & {word, one}:
            total += 0.9 if word in whole else 0.85
        elif any(part.startswith(one) for part in label.split()):
            total += 0.8
        elif any(part.startswith(one) for part in words.split()):
            total += 0.7
        elif one in said:
            total += 0.4
        else:
            return 0.0
    return total / max(1, len(asked))


class Commands(Provider):
    """The commands that work on the screen beneath the palette."""

    def _rows(self) -> list[Command]:
        screen = self.screen
        rows = live(screen.stack) if isinstance(screen, Keyed) else []
        return [row for row in rows if row.id != "app.palette"]

    def _run(self, ident: str) -> None:
        screen = self.screen
        if isinstance(screen, Keyed):
            screen.run_command(ident)

    def _prompt(self, row: Command) -> Content:
        return Content(f"{row.label}  ({' or '.join(spoken(keys) for keys in row.keys)})")

    async def discover(self) -> Hits:
        """All commands, in the registry's order."""
        for row in self._rows():
            yield DiscoveryHit(self._prompt(row), partial(self._run, row.id), row.label, row.help)

    async def search(self, query: str) -> Hits:
        """The commands that answer to what is typed."""
        for row in self._rows():
            if (match := score(row, query)) > 0:
                yield Hit(match, self._prompt(row), partial(self._run, row.id), row.label, row.help)
