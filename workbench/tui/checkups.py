"""Progress and what does not fit, for the panel: worked out in a thread when the keys rest; and listed on demand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.tui.apart import apart
from workbench.tui.keys import way
from workbench.tui.table import Column, Row

if TYPE_CHECKING:
    from textual.timer import Timer

    from workbench.tui.desk import Checkup
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.reader import Reader

_REST = 0.3
"""Seconds for which nothing is pressed or written before it is worked out anew."""
_MANY = 5_000
"""Marks of a document from which on it is only worked out when it is asked for."""


class Checkups:
    """Keeps one reader's pages told of how far they are."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._resting: Timer | None = None
        self._turn = 0

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {"check.findings": lambda times: self._list()}

    def soon(self) -> None:
        """Something has changed: work it out anew when the keys rest."""
        self._turn += 1
        if self._resting is not None:
            self._resting.stop()
        self._resting = self._reader.set_timer(_REST, self.begin)

    def begin(self) -> None:
        """Work it out now, in a thread."""
        reader = self._reader
        if reader.is_attached and len(reader.view.marks) <= _MANY:
            then = partial(self._examined, reader.ident, self._turn)
            examine = partial(reader.desk.checkup, reader.ident)
            # What cannot be read now is read after the next change, and said when it is asked for.
            apart(reader, examine, then, lambda error: None, group="examining")

    def _examined(self, ident: str, turn: int, found: Checkup) -> None:
        """Tell what was found out, unless something has changed since."""
        page = next((one for one in self._reader.pages if one.ident == ident), None)
        if page is not None and turn == self._turn:
            page.checkup = found
            self._reader.tell()

    def _list(self) -> None:
        """List what does not fit in this document, to go to one."""
        from workbench.tui.screens.picker import Picker, Picking

        reader = self._reader
        found = reader.page.checkup = reader.desk.checkup(reader.ident)
        marks, paragraphs = reader.view.marks, reader.prose.paragraphs
        rows, told = [], {}
        for ident, misfits in found.findings.items():
            mark = marks.get(ident)
            if mark is not None:
                it = mark.annotation
                place = str(paragraphs.number(it.start)) if mark.placed else "none"
                for number, what in enumerate(misfits):
                    key = f"{ident} {number}"
                    words = " ".join(it.exact[:300].split())
                    rows.append(Row(key, (place, it.tag, what, words)))
                    told[key] = f"{what} \u00b7 {words}"
        columns = (Column("\u00b6", 5, right=True), Column("Tag", 7), Column("What does not fit"),
                   Column("Words", 40, from_width=100))  # fmt: skip
        focus = reader.focus_mark
        reader.host.push_screen(
            Picker(
                Picking(
                    "Does not fit, holding:", columns, rows, self._visit,
                    current=f"{focus.id} 0" if focus is not None else None,
                    empty=f"Everything fits in your marks here. {way('go.corrections')} lists corrections.",
                    tell=told.__getitem__,
                )
            )
        )  # fmt: skip
        reader.tell()

    def _visit(self, key: str) -> None:
        reader = self._reader
        mark = reader.view.marks.get(key.rpartition(" ")[0])
        if mark is None:
            reader.say("This mark is not here any more.")
        elif not mark.placed:
            reader.say("This mark has no place in the text.")
        else:
            reader.go(mark.annotation.start, focus=mark)
        reader.show_status()
