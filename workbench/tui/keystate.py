"""Counts and prefixes as a state machine: key by key, which command is meant.

A prefix waits for as long as it takes; the key after it completes a command or cancels, and then does nothing else.
"""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias


class Pending(NamedTuple):
    """More keys are needed: what was typed so far, and which key would lead to which command."""

    typed: str
    continuations: tuple[tuple[str, str], ...]


class Run(NamedTuple):
    """A command is complete; ``times`` is None where no number was typed."""

    command: str
    times: int | None


class Pass(NamedTuple):
    """The key means nothing here."""

    key: str


class Cancelled(NamedTuple):
    """The keys begun were given up; ``typed`` is what they were."""

    typed: str


Outcome: TypeAlias = Pending | Run | Pass | Cancelled
MAX_COUNT = 99_999


def token(key: str, character: str | None) -> str:
    """The name of a key as the registry writes it: a printable character stands for itself."""
    if character is not None and len(character) == 1 and character.isprintable() and not character.isspace():
        return character
    return key


class KeyState:
    """Which keys have been typed towards a command; ``table`` says what completes one."""

    def __init__(self, table: Mapping[tuple[str, ...], str], *, counts: bool = True) -> None:
        self._counts = counts
        self._count = ""
        self._prefix: tuple[str, ...] = ()
        self.use(table)

    def use(self, table: Mapping[tuple[str, ...], str]) -> None:
        """Go by another table from the next key on; keys begun are given up."""
        self._table = table
        self._begun = {keys[:length] for keys in table for length in range(1, len(keys))}
        self.clear()

    def clear(self) -> None:
        """Give up the keys begun."""
        self._count, self._prefix = "", ()

    @property
    def waiting(self) -> bool:
        """Whether a count or a prefix has been typed."""
        return bool(self._count or self._prefix)

    def feed(self, key: str, character: str | None = None) -> Outcome:
        """Take one key; see the outcomes' own words."""
        name = token(key, character)
        if self._counts and not self._prefix and name.isdigit() and (name != "0" or self._count):
            self._count = str(min(MAX_COUNT, int(self._count + name)))
            return Pending(self._count, ())
        typed = " ".join((*([self._count] if self._count else []), *self._prefix, name))
        if name == "escape" and self.waiting:
            self.clear()
            return Cancelled(typed)
        keys = (*self._prefix, name)
        if keys in self._begun:
            self._prefix = keys
            return Pending(typed, self._continuations(keys))
        command = self._table.get(keys)
        count, begun = int(self._count) if self._count else None, self.waiting
        self.clear()
        if command is not None:
            return Run(command, count)
        return Cancelled(typed) if begun else Pass(name)

    def _continuations(self, begun: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        size = len(begun)
        return tuple(
            (" ".join(keys[size:]), command)
            for keys, command in self._table.items()
            if len(keys) > size and keys[:size] == begun
        )
