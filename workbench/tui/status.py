"""The foot of a screen: a status line of mode, message and place, and a line of hints made from the registry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal, NamedTuple

from rich.cells import cell_len, set_cell_size

from workbench.domain.text import shown_line
from workbench.tui.keys import REGISTRY, Command, live, spoken
from workbench.tui.keystate import Pending
from workbench.tui.lines import Lines, Word

Kind = Literal["info", "problem"]
_LABELS = {row.id: row.label for row in REGISTRY}
_MOST = 9
_LEAST = 30  # cells from which a message is parted


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
        self.rest = ""
        """What of the message there was no room for."""
        self.told: Callable[[Message], None] = lambda message: None
        """Hears each message."""

    def say(self, text: str, kind: Kind = "info") -> None:
        """Show a message until the next command."""
        self.message = Message(text, kind)
        if text:
            self.told(self.message)
        self.show()

    def show(self) -> None:
        """Paint what has changed. The parts of the place give way from the first on where there is no room."""
        style = "status--problem" if self.message.kind == "problem" else ""
        text, self.rest = parted(self.message.text, self.size.width - len(self.mode.text) - 2)
        left = [self.mode, Word(f" {text}" if text else "", style)]
        room = self.size.width - sum(len(word.text) for word in left) - 2
        parts = [part for part in self.place if part]
        while parts and sum(map(len, parts)) + 3 * len(parts) > max(room, 12 if not self.message.text else 0):
            parts.pop(0)
        self.set_line(0, left, [Word(" " + " \u00b7 ".join(parts) + " ", "status--place")] if parts else [])


def parted(text: str, width: int) -> tuple[str, str]:
    """A message as what fits into so many cells, parted between words where they are short, and the rest."""
    shown = shown_line(text)
    if width < _LEAST or cell_len(shown) <= width:
        return text, ""
    head = set_cell_size(shown, width).rstrip(" ")
    cut = head.rfind(" ")
    if cut > len(head) // 2:
        return shown[:cut], shown[cut + 1 :]
    return head, shown[len(head) :]  # one long word


class Hints(Lines):
    """The keys of the state one is in, or, after the first key of several, what the next one may be."""

    DEFAULT_CSS = """
    Hints { height: 1; background: $background; color: $foreground 65%;
        & > .hints--key { color: $primary; text-style: bold; }
        & > .hints--typed { color: $warning; text-style: bold; }
        & > .hints--rest { color: $foreground; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"hints--key", "hints--typed", "hints--rest"}

    def __init__(self) -> None:
        super().__init__(id="hints")
        self.rest = ""  # of a message that is too long for the line above
        self._shown: tuple[str, Pending | None, int, str] | None = None
        self._kept: dict[tuple[str, int], list[Word]] = {}  # what stacks hint at, by width

    def show(self, stack: str, pending: Pending | None = None) -> None:
        """Show the hints of a stack, or the continuations of what is typed."""
        shown = stack, pending, self.size.width, self.rest
        if shown == self._shown:
            return
        self._shown = shown
        if pending is not None:
            words = [Word(f" {pending.typed.replace(' ', '')}", "hints--typed")]
            for keys, command in pending.continuations:
                words += [Word(f"  {spoken(keys)}", "hints--key"), Word(f" {_LABELS[command].lower()}")]
            self.set_line(0, words if pending.continuations else [*words, Word("  times: a motion")])
            return
        if self.rest:
            self.set_line(0, [Word(f" {self.rest}", "hints--rest")])
            return
        key = stack, self.size.width
        if key not in self._kept:
            self._kept[key] = [word for row in hinted(*key) for word in _hint(row)]
        self.set_line(0, self._kept[key])

    def typing(self) -> None:
        """Show what works while a line is typed elsewhere on the screen."""
        if self._shown is not None:
            self._shown = None
            words = [("enter", "keeps"), ("esc", "leaves it"), ("tab", "completes"), ("ctrl+u", "empties")]
            self.set_line(
                0, [part for key, does in words for part in (Word(f" {key}", "hints--key"), Word(f" {does} "))]
            )

    def on_resize(self) -> None:
        """Fewer hints, or more."""
        if self._shown is not None:
            self.show(*self._shown[:2])


def _hint(row: Command) -> tuple[Word, Word]:
    return Word(f" {spoken(row.keys[0])}", "hints--key"), Word(f" {row.hint} ")


def hinted(stack: str, width: int) -> list[Command]:
    """The commands that the footer names in ``width`` cells: help and quit always, others as there is room."""
    rows = [row for row in live(stack) if row.hint]
    leaves = any(row.id == "library.leave" for row in rows)  # its own word for quitting is enough
    rows = [row for row in rows if not (leaves and row.id == "app.quit")]
    last = [row for row in rows if row.id in ("app.help", "app.quit")]
    room = width - sum(len(word.text) for row in last for word in _hint(row))
    chosen: list[Command] = []
    for row in rows:
        room -= sum(len(word.text) for word in _hint(row)) if row not in last else 0
        if row not in last and room >= 0 and len(chosen) < _MOST - len(last):
            chosen.append(row)
    return [*chosen, *last]
