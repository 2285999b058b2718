"""One line being typed: its text, where the cursor stands, and what the editing keys do to it. Pure.

Offsets are code points and never inside a grapheme.
"""

from typing import NamedTuple

from workbench.domain.graphemes import following, preceding, widen
from workbench.domain.text import admit


class Line(NamedTuple):
    """The text typed so far and the cursor's place in it."""

    text: str = ""
    cursor: int = 0

    def typed(self, text: str) -> "Line":
        """With text put in at the cursor; line breaks become spaces."""
        clean = admit(text).text.replace("\n", " ")
        joined = self.text[: self.cursor] + clean + self.text[self.cursor :]
        return Line(joined, widen(joined, 0, self.cursor + len(clean))[1])

    def _cut(self, start: int, end: int) -> "Line":
        return Line(self.text[:start] + self.text[end:], start)

    def _word_before(self) -> int:
        head = self.text[: self.cursor].rstrip()
        return len(head) - len(head.split(" ")[-1]) if head else 0

    def _word_after(self) -> int:
        tail = self.text[self.cursor :]
        skipped = len(tail) - len(tail.lstrip())
        end = tail.find(" ", skipped)
        return len(self.text) if end < 0 else self.cursor + end

    def edited(self, key: str) -> "Line | None":
        """After an editing key, None where the key is no such."""
        text, at = self.text, self.cursor
        match key:
            case "left":
                return self._replace(cursor=preceding(text, at))
            case "right":
                return self._replace(cursor=following(text, at))
            case "home" | "ctrl+a":
                return self._replace(cursor=0)
            case "end" | "ctrl+e":
                return self._replace(cursor=len(text))
            case "ctrl+left":
                return self._replace(cursor=self._word_before())
            case "ctrl+right":
                return self._replace(cursor=self._word_after())
            case "backspace" | "ctrl+h":
                return self._cut(preceding(text, at), at)
            case "delete":
                return self._cut(at, following(text, at)) if at < len(text) else self
            case "ctrl+w":
                return self._cut(self._word_before(), at)
            case "ctrl+u":
                return self._cut(0, at)
            case "ctrl+k":
                return self._cut(at, len(text))
        return None
