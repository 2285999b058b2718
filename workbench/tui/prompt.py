"""The prompt: one line asked for at the foot of a screen. It is always mounted and only shown and hidden.

The screen hands it each key while it is open, so that keys typed ahead of it or past it are not lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from workbench.domain.text import shown_line
from workbench.tui.line import Line
from workbench.tui.wrap import glyph


class Question(NamedTuple):
    """What is asked: a label, the answer to begin with, and whom to tell.

    ``changed`` hears each edit, ``answered`` the whole on enter, ``dropped`` that escape was pressed. ``choices`` are
    what the text typed so far may become; tab goes through them. ``shown`` paints the line elsewhere than at the foot.
    """

    label: str
    answered: Callable[[str], None]
    text: str = ""
    changed: Callable[[str], None] | None = None
    dropped: Callable[[], None] | None = None
    choices: Callable[[str], Sequence[str]] | None = None
    shown: Callable[[Line], None] | None = None


_TURNS = {"tab": 1, "down": 1, "shift+tab": -1, "up": -1}


class Prompt(Widget):
    """A label and a line that is being typed."""

    DEFAULT_CSS = """
    Prompt { height: 1; display: none; background: $surface; color: $foreground;
        & > .prompt--label { color: $primary; text-style: bold; }
        & > .prompt--cursor { background: $foreground; color: $background; }
        &:nocolor > .prompt--cursor { text-style: reverse; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"prompt--label", "prompt--cursor"}

    def __init__(self) -> None:
        super().__init__()
        self._question: Question | None = None
        self.line = Line()
        self._turning: tuple[Sequence[str], int] | None = None  # the choices gone through, and which one is shown

    @property
    def open(self) -> bool:
        """Whether something is being asked."""
        return self._question is not None

    @property
    def elsewhere(self) -> bool:
        """Whether what is typed is painted elsewhere than here."""
        return self._question is not None and self._question.shown is not None

    def ask(self, question: Question) -> None:
        """Begin to ask."""
        self._question = question
        self.line = Line(question.text, len(question.text))
        self._turning = None
        self.display = question.shown is None
        self._paint()

    def close(self) -> None:
        """Stop asking, without an answer."""
        self._question = None
        self.display = False

    def feed(self, key: str, character: str | None) -> bool:
        """Take a key; whether it meant something here."""
        question = self._question
        if question is None:
            return False
        if key == "enter":
            self.close()
            question.answered(self.line.text)
        elif key == "escape":
            self.close()
            if question.dropped is not None:
                question.dropped()
        elif question.choices is not None and key in _TURNS:
            self._turn(question.choices, _TURNS[key])
        elif (edited := self.line.edited(key)) is not None:
            self._become(edited)
        elif character is not None and character.isprintable():
            self._become(self.line.typed(character))
        else:
            return False
        return True

    def paste(self, text: str) -> None:
        """Put pasted text in."""
        self._become(self.line.typed(text))

    def _turn(self, choices: Callable[[str], Sequence[str]], by: int) -> None:
        """Go on to the next choice that what was typed may become."""
        if self._turning is None:
            typed = self.line.text
            self._turning = (typed, *(one for one in choices(typed) if one != typed)), 0
        fitting, at = self._turning
        turned = fitting, (at + by) % len(fitting)
        text = fitting[turned[1]]
        self._become(Line(text, len(text)))
        self._turning = turned

    def _paint(self) -> None:
        if self._question is not None and self._question.shown is not None:
            self._question.shown(self.line)
        else:
            self.refresh()

    def _become(self, line: Line) -> None:
        before, self.line, self._turning = self.line, line, None
        self._paint()
        if line.text != before.text and self._question is not None and self._question.changed is not None:
            self._question.changed(line.text)

    def render_line(self, y: int) -> Strip:
        """The label, and as much of the line as there is room for around the cursor."""
        width, base = self.size.width, self.rich_style
        label = shown_line(self._question.label) + " " if self._question else ""
        head = shown_line(self.line.text[: self.line.cursor])
        while head and cell_len(label) + cell_len(head) > width - 2:
            head = head[max(1, (cell_len(label) + cell_len(head) - width + 2) // 2) :]
        tail = self.line.text[self.line.cursor :]
        under = glyph(tail[:1])[0] if tail else " "
        segments = [
            Segment(label, self.get_component_rich_style("prompt--label")),
            Segment(head, base),
            Segment(under, self.get_component_rich_style("prompt--cursor")),
            Segment(shown_line(tail[1:]), base),
        ]
        return Strip(segments).adjust_cell_length(width, base)
