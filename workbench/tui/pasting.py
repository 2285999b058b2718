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

_LINE_OF_URL = 2000
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
            "paste.source": lambda times: self._source(),
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
        short = size <= _LINE_OF_URL and len(text.strip().splitlines()) == 1
        source = f" {way('paste.source')} enters a source," if short else ""
        reader.say(
            f"{size:,} {plural(size, 'character')} pasted: {find} finds them here,{source} {add} adds a document."
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

    def _source(self) -> None:
        """Enter what was pasted, an address or a title, as a source, and link the mark here to it."""
        from workbench.services.linking import Pin

        reader = self._reader
        first = next((line.strip() for line in self._taken().splitlines() if line.strip()), "")[:_LINE_OF_URL]
        address = "://" in first and " " not in first
        try:
            kept = reader.desk.sourcing.add({"url": first, "kind": "web_page"} if address else {"title": first})
        except WorkbenchError as error:
            reader.refused(error, "Not entered: ")
            return
        reader.wrote()
        like = f" It looks like {kept.alike[0].source.id} ({kept.alike[0].reason})." if kept.alike else ""
        mark = reader.focus_mark
        if mark is not None and mark.annotator == reader.view.marks.annotator:
            reader.linking.link(mark, Pin(kept.source.id), f" Entered as a source.{like}")
        else:
            reader.say(f"Entered as a source.{like} {way('source.link')} on a mark links to it.")

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
