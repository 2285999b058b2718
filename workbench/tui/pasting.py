"""The reader's commands for a paste: it never runs as keys, and is asked what it is for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.tui.details import plural
from workbench.tui.keys import way
from workbench.tui.prompt import Question

if TYPE_CHECKING:
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.reader import Reader

_LINE = 200  # code points of a paste's first line that are offered as a title


class Pasting:
    """What can be done with a paste on one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._text = ""

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            "paste.find": lambda times: self._find(),
            "paste.add": lambda times: self._add(),
        }

    def take(self, text: str) -> None:
        """Keep a paste, and ask what it is for."""
        reader = self._reader
        if not text.strip():
            reader.say("The paste holds no words.")
            return
        self._text = text
        reader.filling.leave()
        if reader.view.other_end is not None:
            reader.go(reader.view.cursor)
        reader.enter("pasted")
        size = len(text)
        find, add = way("paste.find"), way("paste.add")
        reader.say(
            f"{size:,} {plural(size, 'character')} pasted: {find} finds them here, {add} adds them as a document."
        )
        reader.show_status()

    def leave(self) -> bool:
        """Drop the paste; whether there was one."""
        had, self._text = bool(self._text), ""
        if had:
            self._reader.enter("reader")
            self._reader.say("The paste was dropped.")
        return had

    def _taken(self) -> str:
        text, self._text = self._text, ""
        self._reader.enter("reader")
        return text

    def _find(self) -> None:
        self._reader.searching.offer(self._taken())

    def _add(self) -> None:
        text = self._taken()
        first = next((line.strip() for line in text.splitlines() if line.strip()), "")[:_LINE]
        self._reader.ask(Question("Title of the document:", partial(self._named, text), first))

    def _named(self, text: str, title: str) -> None:
        reader = self._reader
        if not title.strip():
            reader.say("A document needs a title; nothing was added.")
            return
        try:
            filed = reader.desk.add_text(title.strip(), text)
        except WorkbenchError as error:
            reader.refused(error, "Not added: ")
        else:
            reader.wrote()
            reader.say(f"{filed.summary} {way('page.second')} puts it beside this one.")
        reader.show_status()
