"""The reader's commands for searching its text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.tui.details import plural
from workbench.tui.finding import Hits
from workbench.tui.prompt import Question
from workbench.tui.wrap import stop_at

if TYPE_CHECKING:
    from workbench.tui.finding import Searcher
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.reader import Reader

_PASTED = 2000  # code points of a paste that are looked at
_PREVIEW = 1_000_000  # code points up to which hits are shown while one types


class Searching:
    """What the search keys do on one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @property
    def _text(self) -> Searcher:
        return self._reader.page.searcher

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            "find.start": lambda times: self._search(),
            "find.next": partial(self._hit, 1),
            "find.previous": partial(self._hit, -1),
            "find.word": lambda times: self._search_word(),
        }

    def stop(self) -> bool:
        """Put the lights out; whether any were on."""
        lit = len(self._reader.view.hits) > 0
        if lit:
            self._light(Hits())
        return lit

    def _search(self) -> None:
        before = self._reader.view.hits
        changed = self._preview if len(self._reader.view.text) <= _PREVIEW else None
        self._reader.ask(Question("/", self._searched, "", changed, lambda: self._light(before)))

    def offer(self, text: str) -> None:
        """Ask whether pasted words are to be found: all of them, else their first line."""
        lines = [" ".join(line.split()) for line in text[:_PASTED].splitlines()]
        whole, first = " ".join(" ".join(lines).split()), next(filter(None, lines), "")
        if not first:
            self._reader.say("The paste holds no words.")
            return
        before = self._reader.view.hits
        query = whole if len(self._text.find(whole)) else first
        question = Question("Find what was pasted:", self._searched, "", self._preview, lambda: self._light(before))
        self._reader.ask(question)
        self._reader.prompt.paste(query)

    def _light(self, hits: Hits) -> None:
        self._reader.view.hits = hits
        self._reader.view.repaint()

    def _preview(self, query: str) -> None:
        self._light(self._text.find(query))
        count = len(self._reader.view.hits)
        self._reader.say(f"{count} {plural(count, 'hit')}" if query else "")

    def _searched(self, query: str) -> None:
        if query:
            self._light(self._text.find(query))
        self._hit(1, None, start=True)
        self._reader.show_status()

    def _search_word(self) -> None:
        word = self._reader.prose.word(self._reader.view.cursor)
        self._light(self._text.find(self._reader.view.text[word.start : word.end], whole_words=True))
        self._hit(1, None)

    def _hit(self, direction: int, times: int | None, *, start: bool = False) -> None:
        view, hits = self._reader.view, self._reader.view.hits
        if not hits.query:
            self._reader.say("Nothing has been searched for yet: / searches.")
            return
        if direction > 0:
            found = hits.following(view.cursor - (1 if start else 0), times or 1)
        else:
            found = hits.preceding(view.cursor, times or 1)
        if found is None:
            self._reader.say(f"\u201c{hits.query}\u201d is not in this text.", "problem")
            return
        at, turned = found
        self._reader.go(stop_at(view.text, at), self._reader.kept_end())
        round_ = (", from the top" if direction > 0 else ", from the end") if turned else ""
        self._reader.say(f"\u201c{hits.query}\u201d: {hits.number(at)} of {len(hits)}{round_}")
