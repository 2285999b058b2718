"""The reader's commands for selecting and copying: by hand, whole things, larger and smaller, the last one again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.spans import Span
from workbench.tui import clipboard
from workbench.tui.keys import way
from workbench.tui.objects import OBJECTS, grown, sentences_around, shrunk

if TYPE_CHECKING:
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.reader import Reader


class Selecting:
    """What the keys for selecting do on one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._last: tuple[int, int] | None = None  # cursor and other end
        self._steps: tuple[Span, int] | None = None  # what was grown or shrunk to, and from which offset

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            **{ident: partial(self._object, ident) for ident in OBJECTS},
            "select.chars": lambda times: self._begin(),
            "select.leave": lambda times: self._reader.go(self._reader.view.cursor),
            "select.swap": lambda times: self._swap(),
            "select.sentences": lambda times: self._sentences(),
            "select.again": lambda times: self._again(),
            "select.grow": self._grow,
            "select.shrink": self._shrink,
            "copy.words": lambda times: self._copy(),
            "copy.cited": lambda times: self._copy(with_origin=True),
        }

    def left(self, cursor: int, other_end: int) -> None:
        """Remember the selection that is being left."""
        self._last = cursor, other_end

    def forget(self) -> None:
        """Forget selections, which were another document's."""
        self._last = self._steps = None

    def _begin(self) -> None:
        cursor = self._reader.view.cursor
        self._reader.go(cursor, cursor)

    def _again(self) -> None:
        if self._last is None:
            self._reader.say(f"Nothing has been selected here yet: {way('select.chars')} begins.")
        else:
            self._reader.go(*self._last)

    def _swap(self) -> None:
        view = self._reader.view
        if view.other_end is not None:
            self._reader.go(view.other_end, view.cursor)

    def _sentences(self) -> None:
        reader, view = self._reader, self._reader.view
        reader.select(sentences_around(reader.prose, view.selection or Span(view.cursor, view.cursor + 1)))

    def _object(self, ident: str, times: int | None) -> None:
        found = OBJECTS[ident].find(self._reader.prose, self._reader.view.cursor)
        if found is None:
            self._reader.say(f"There is no {OBJECTS[ident].noun} in this paragraph.")
        else:
            self._reader.select(found)

    def _origin(self) -> int:
        """The offset from which the selection grew, the cursor where it was made otherwise."""
        view = self._reader.view
        if self._steps is not None and self._steps[0] == view.selection:
            return self._steps[1]
        return view.cursor

    def _take(self, span: Span, origin: int) -> None:
        self._reader.select(span)
        self._steps = span, origin

    def _grow(self, times: int | None) -> None:
        view, prose, origin = self._reader.view, self._reader.prose, self._origin()
        for _ in range(times or 1):
            wider = grown(prose, view.selection, origin)
            if wider is None:
                whole = "This is the whole text." if view.selection else "There is no text here to select."
                self._reader.say(whole)
                return
            self._take(wider, origin)

    def _shrink(self, times: int | None) -> None:
        view, prose, origin = self._reader.view, self._reader.prose, self._origin()
        for _ in range(times or 1):
            smaller = shrunk(prose, view.selection, origin) if view.selection is not None else None
            if smaller is None:
                made = f"Nothing is selected: {way('select.grow')} selects the word here."
                self._reader.say("There is nothing smaller here." if view.selection else made)
                return
            self._take(smaller, origin)

    def _copy(self, *, with_origin: bool = False) -> None:
        reader, view = self._reader, self._reader.view
        span, mark = view.selection, reader.focus_mark
        if span is None:
            here = reader.prose.sentence(view.cursor)
            span = here if mark is None else Span(mark.annotation.start, mark.annotation.end)
        words = view.text[span.start : span.end]
        if not words:
            reader.say("There are no words here to copy.")
            return
        if with_origin:
            words = clipboard.cited(words, reader.document(), reader.prose.paragraphs, span)
        told, kind = clipboard.hand_on(reader.host, reader.desk.clipboard, words)
        if view.other_end is not None and reader.marking.moving is None:
            reader.go(min(view.cursor, view.other_end))
        reader.say(told, kind)
