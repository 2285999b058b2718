"""The foot of a screen: a status line of mode, message and place, and a line of hints made from the registry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

from workbench.tui.keys import REGISTRY, live, spoken
from workbench.tui.keystate import Pending
from workbench.tui.lines import Lines, Word

Kind = Literal["info", "problem"]
_LABELS = {row.id: row.label for row in REGISTRY}
_MOST = 9


class Message(NamedTuple):
    """What a command has to say; it stays until the next command."""

    text: str
    kind: Kind = "info"


class StatusLine(Lines):
    """Mode, message and, against the right edge, where one is."""

    DEFAULT_CSS = """
    StatusLine { height: 1; background: $surface; color: $foreground;
        & > .status--mode { background: $primary; color: $background; text-style: bold; }
        & > .status--select { background: $warning; color: $background; text-style: bold; }
        & > .status--problem { color: $error; text-style: bold; }
        & > .status--place { color: $foreground 70%; }
        &:nocolor > .status--mode { text-style: reverse; }
        &:nocolor > .status--select { text-style: reverse bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--mode", "status--select", "status--problem", "status--place"}

    def __init__(self) -> None:
        super().__init__(id="status")
        self.mode = Word("")
        self.message = Message("")
        self.place: Sequence[str] = ()

    def say(self, text: str, kind: Kind = "info") -> None:
        """Show a message until the next command."""
        self.message = Message(text, kind)
        self.show()

    def show(self) -> None:
        """Paint what has changed. The parts of the place give way from the first on where there is no room."""
        style = "status--problem" if self.message.kind == "problem" else ""
        left = [self.mode, Word(f" {self.message.text}" if self.message.text else "", style)]
        room = self.size.width - sum(len(word.text) for word in left) - 2
        parts = [part for part in self.place if part]
        while parts and sum(map(len, parts)) + 3 * len(parts) > max(room, 12 if not self.message.text else 0):
            parts.pop(0)
        self.set_line(0, left, [Word(" " + " \u00b7 ".join(parts) + " ", "status--place")] if parts else [])


class Hints(Lines):
    """The keys of the state one is in, or, after the first key of several, what the next one may be."""

    DEFAULT_CSS = """
    Hints { height: 1; background: $background; color: $foreground 65%;
        & > .hints--key { color: $primary; text-style: bold; }
        & > .hints--typed { color: $warning; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"hints--key", "hints--typed"}

    def __init__(self) -> None:
        super().__init__(id="hints")
        self._shown: tuple[str, Pending | None] | None = None

    def show(self, stack: str, pending: Pending | None = None) -> None:
        """Show the hints of a stack, or the continuations of what is typed."""
        if self._shown == (stack, pending):
            return
        self._shown = stack, pending
        if pending is not None:
            words = [Word(f" {pending.typed.replace(' ', '')}", "hints--typed")]
            for keys, command in pending.continuations:
                words += [Word(f"  {spoken(keys)}", "hints--key"), Word(f" {_LABELS[command].lower()}")]
            self.set_line(0, words if pending.continuations else [*words, Word("  times: a motion")])
            return
        rows = [row for row in live(stack) if row.hint]
        last = [row for row in rows if row.id in ("app.help", "app.quit")]
        words = []
        for row in [*[row for row in rows if row not in last][: _MOST - len(last)], *last]:
            words += [Word(f" {spoken(row.keys[0])}", "hints--key"), Word(f" {row.hint} ")]
        self.set_line(0, words)
