"""The Sources screen's commands: enter, merge, delete, keep files with, ask, settle, and go to what links there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.errors import UsageError, WorkbenchError
from workbench.domain.sources import caption
from workbench.tui import clipboard, sourceform, sourcetold
from workbench.tui.apart import apart
from workbench.tui.details import plural
from workbench.tui.filing import complete_path
from workbench.tui.keys import way
from workbench.tui.paths import typed_path
from workbench.tui.prompt import Question
from workbench.tui.sourcelist import AT_HAND, named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.domain.model import Placed, Source
    from workbench.services.sources import Row as SourceRow
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.sources import Sources
    from workbench.tui.table import Column, Row

_LARGE = 8_000_000
"""Bytes from which a file is copied in a thread of its own."""


class Sourcing:
    """What the keys for sources do on one list of them."""

    def __init__(self, screen: Sources) -> None:
        self._screen = screen
        self._asking_path = False
        self._attaching = False

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            "sources.add": lambda times: self._add(),
            "sources.merge": lambda times: self._merge(),
            "sources.delete": lambda times: self._delete(),
            "sources.attach": lambda times: self._attach(),
            "sources.detach": lambda times: self._detach(),
            "sources.contact": lambda times: self._contact(),
            "sources.settle": lambda times: self._settle(),
            "sources.pin": lambda times: self._pin(),
            "sources.marks": lambda times: self._marks(),
            "sources.read": lambda times: self._read(),
            "sources.all": lambda times: self._all(),
            "sources.copy": lambda times: self._copy(),
        }

    def attempt(self, act: Callable[[], None], doing: str = "") -> None:
        """Do what was answered in a prompt or on another screen; a refusal is shown."""
        try:
            act()
        except WorkbenchError as error:
            self._screen.refused(error, doing)
        self._screen.show_status()

    def _wrote(self, said: str, source: Source | None = None) -> None:
        """Show what was saved; all is read anew unless only this source was changed."""
        self._screen.wrote()
        if source is None:
            self._screen.load()
        else:
            self._screen.take(source)
        self._screen.say(f"{said} {way('app.undo')} undoes.")

    def _left(self) -> None:
        self._asking_path = False
        self._screen.say("Nothing was changed.")

    def _pick(
        self,
        label: str,
        columns: Sequence[Column],
        rows: Sequence[Row],
        taken: Callable[[str], None],
        *,
        empty: str = "There is nothing to choose from.",
        tell: Callable[[str], str] | None = None,
    ) -> None:
        from workbench.tui.screens.picker import Picker, Picking

        self._screen.host.push_screen(Picker(Picking(label, columns, rows, taken, empty=empty, tell=tell)))

    # --- entering, merging, deleting -----------------------------------------------------------------------------

    def _add(self) -> None:
        self._screen.ask(Question("New source, its title or address:", self._named, dropped=self._left))

    def _named(self, typed: str) -> None:
        if not typed.strip():
            self._screen.say("It needs a title or an address; nothing was entered.")
            return
        entered = sourceform.entered(typed)
        self.ask_kind({entered.name: entered.words}, "web_page" if entered.name == "url" else "other")

    def ask_kind(self, fields: Mapping[str, object], usual: str) -> None:
        """Ask for the kind of a new source with these fields, and enter it."""
        kinds = partial(sourceform.candidates, "kind", (), "")
        label = f"Its kind (enter: {usual.replace('_', ' ')}):"
        self._screen.ask(Question(label, partial(self._enter, fields, usual), dropped=self._left, choices=kinds))
        self._screen.say(f"tab completes: {', '.join(kinds(''))}")

    def _enter(self, fields: Mapping[str, object], usual: str, kind: str) -> None:
        def act() -> None:
            kept = self._screen.desk.sourcing.add({**fields, "kind": sourceform.plain("kind", kind) or usual})
            self._screen.wrote()
            self._screen.load(kept.source.id)
            said = f"Entered {self._screen.short(kept.source)}. "
            if kept.alike:
                match = kept.alike[0]
                looks = f"It looks like {self._screen.short(match.source)} ({match.reason})"
                self._screen.say(f"{said}{looks}: {way('sources.merge')} merges, {way('app.undo')} undoes.")
            else:
                self._screen.say(f"{said}{way('sources.fields')} fills in the rest, {way('app.undo')} undoes.")

        self.attempt(act, "Not entered: ")

    def _merge(self) -> None:
        row = self._screen.here()
        if row is None:
            return
        rows = sourcetold.to_merge(self._screen.rows, row.source.id, self._screen.found_now().alike)
        self._pick(
            f"{self._screen.short(row.source)} is the same as:", sourcetold.MERGING, rows, partial(self._merged, row),
            empty="There is no other source.", tell=self._told,
        )  # fmt: skip

    def _merged(self, row: SourceRow, into: str) -> None:
        def act() -> None:
            stands = self._screen.desk.sourcing.merge(row.source.id, into)
            self._screen.wrote()
            self._screen.load(stands.id)
            name = self._screen.short(stands)
            self._screen.say(f"One source now: {name}; links to either count there. {way('app.undo')} undoes.")

        self.attempt(act, "Not merged: ")

    def _told(self, ident: str) -> str:
        """A source in a line, for lists to choose from."""
        row = self._screen.known.get(ident)
        if row is None:
            return ""
        found = sourcetold.parts(row, self._screen.ledger, None, at_hand=False)
        return " \u00b7 ".join(
            f"{part.name}: {part.value}" if part.name else part.value for part in found if part.value
        )

    def _delete(self) -> None:
        row = self._screen.here()
        if row is not None:
            gone = self._screen.desk.sourcing.delete(row.source.id)
            self._wrote(f"Deleted {self._screen.short(gone)}.")

    # --- files ---------------------------------------------------------------------------------------------------

    def _attach(self) -> None:
        row = self._screen.here()
        if row is None:
            return
        if self._attaching:
            self._screen.say("A file is still being copied.", "problem")
            return
        self._asking_path = True
        self._screen.ask(Question("Attach file:", partial(self._attached_path, row.source), dropped=self._left))
        self._screen.say("tab completes the path, esc leaves it.")

    def complete(self) -> bool:
        """Complete the path that is being typed as far as it is clear; whether one is."""
        if self._asking_path and self._screen.prompt.open:
            complete_path(self._screen)
            return True
        return False

    def _attached_path(self, source: Source, path: str) -> None:
        self._asking_path = False
        if not path.strip():
            self._left()
            return
        copy = partial(self._screen.desk.sourcing.attach, source.id, path)
        if _bytes(path) < _LARGE:
            self.attempt(lambda: self._attached(copy()), "Not attached: ")
            return
        self._attaching = True
        self._screen.say(f"Copying {path} \u2026")
        apart(self._screen, copy, self._attached, self._not_attached, group="attaching")

    def _attached(self, source: Source) -> None:
        """Say that a file was copied."""
        self._attaching = False
        current = source if source.id == self._screen.table.key else None  # one may have gone on
        self._wrote(f"Attached to {self._screen.short(source)}.", current)
        self._screen.show_status()

    def _not_attached(self, error: WorkbenchError) -> None:
        self._attaching = False
        self._screen.refused(error, "Not attached: ")
        self._screen.show_status()

    def _detach(self) -> None:
        row = self._screen.here()
        if row is None:
            return
        kept = row.source.attachments
        if not kept:
            self._screen.say(f"No file is kept with this source: {way('sources.attach')} attaches one.")
        elif len(kept) == 1:
            self._detached(row.source, kept[0].sha256)
        else:
            from workbench.tui.table import Column, Row

            hidden = row.source.confidential  # their names are kept back
            rows = [Row(one.sha256, (one.sha256[:12] if hidden else one.name, f"{one.bytes:,}")) for one in kept]
            columns = (Column("File"), Column("bytes", 14, right=True))
            self._pick("Take away:", columns, rows, partial(self._detached, row.source))

    def _detached(self, source: Source, sha256: str) -> None:
        def act() -> None:
            self._wrote("The file is kept with it no longer.", self._screen.desk.sourcing.detach(source.id, sha256))

        self.attempt(act, "Not taken away: ")

    # --- asking, settling ----------------------------------------------------------------------------------------

    def _contact(self) -> None:
        row = self._screen.here()
        if row is not None:
            contacts = () if row.source.confidential else row.source.contacts
            known = dict.fromkeys(one.who for one in reversed(contacts))
            self._screen.ask(
                Question(
                    "Who was asked:", partial(self._asked, row.source), dropped=self._left,
                    choices=lambda typed: [who for who in known if who.lower().startswith(typed.strip().lower())],
                )
            )  # fmt: skip

    def _asked(self, source: Source, who: str) -> None:
        if not who.strip():
            self._screen.say("Nobody was named; nothing was noted.")
            return
        label = "What they answered (enter: nothing yet):"
        self._screen.ask(Question(label, partial(self._told_us, source, who), dropped=self._left))

    def _told_us(self, source: Source, who: str, answer: str) -> None:
        def act() -> None:
            self._wrote("Noted, with today\u2019s date.", self._screen.desk.sourcing.contact(source.id, who, answer))

        self.attempt(act, "Not noted: ")

    def _settle(self) -> None:
        row = self._screen.here()
        if row is None:
            return
        if not row.rivals:
            self._screen.say("Nobody\u2019s set says anything else of this source.")
            return
        rows = sourcetold.to_settle(row, self._screen.ledger)
        told = {one.key: f"{one.cells[0]}: {one.cells[1]}" for one in rows}
        self._pick("Let stand:", sourcetold.VERSIONS, rows, partial(self._settled, row), tell=told.__getitem__)

    def _settled(self, row: SourceRow, take: str) -> None:
        def act() -> None:
            self._screen.desk.sourcing.settle(row.source.id, take)
            self._wrote(f"{'Our version' if take == 'ours' else f'The version of {take}'} stands.")

        self.attempt(act, "Not settled: ")

    # --- at hand, and going there --------------------------------------------------------------------------------

    def _pin(self) -> None:
        from workbench.services.linking import Pin

        row = self._screen.here()
        if row is None:
            return
        let_go = self._screen.at_hand == row.source.id
        self._screen.host.pin = None if let_go else Pin(source=row.source.id)
        self._screen.relist()
        name = self._screen.short(row.source)
        again = f"{way('sources.pin')} again lets it go"
        at_hand = f"{AT_HAND} At hand: {name}. Passing a mark links to it too; {again}."
        self._screen.say(f"No source is at hand: {name} was let go." if let_go else at_hand)

    def _marks(self) -> None:
        row = self._screen.here()
        if row is None:
            return
        found = self._screen.found_now()
        if not found.links:
            self._screen.say("No mark links to this source.")
            return
        there = {mark.id: mark for mark in found.links}
        number = f"{len(there)} {plural(len(there), 'mark')}"
        self._pick(
            f"{number} to {self._screen.short(row.source)}, holding:", sourcetold.MARKS,
            sourcetold.marks(found.links, self._screen.ledger), lambda key: self._go(there[key]),
            tell=lambda key: sourcetold.mark_told(there[key], row.source.id, self._screen.ledger),
        )  # fmt: skip

    def _go(self, mark: Placed) -> None:
        """Read a mark in its article."""
        from workbench.tui.screens.reader import Reader

        screen = self._screen
        reader = Reader(mark.document, named(screen.ledger, mark.document), None).fitting(screen.app.size)
        if mark.placed:
            reader.begin_at(mark.annotation.start)
        if mark.annotator != screen.desk.annotator:
            reader.say(f"This mark is {mark.annotator}\u2019s: {way('show.whose')} shows everybody\u2019s.")
        screen.host.push_screen(reader)

    def _read(self) -> None:
        from workbench.tui.screens.reader import Reader

        row = self._screen.here()
        if row is None:
            return
        if row.document is None:
            address = f" {way('sources.copy')} copies its address." if row.source.url else ""
            self._screen.say(f"Its text is not stored here, so there is nothing to read.{address}")
        elif row.archived:
            self._screen.say("This text was archived; only what links to it is shown.")
        else:
            reader = Reader(row.document.id, row.document.title, None).fitting(self._screen.app.size)
            self._screen.host.push_screen(reader)

    def _all(self) -> None:
        """All that is known of a source, each line in full."""
        row = self._screen.here()
        if row is None:
            return
        pinned = self._screen.at_hand == row.source.id
        told = sourcetold.parts(row, self._screen.ledger, self._screen.found_now(), at_hand=pinned, whole=True)
        whole = {f"{number}": f"{part.name.strip()}: {part.value}" if part.name else part.value
                 for number, part in enumerate(told)}  # fmt: skip
        label = f"About {caption(row.source)[:30]}, holding:"
        self._pick(label, sourcetold.WHOLE, sourcetold.rows(told), lambda key: None, tell=whole.__getitem__)

    def _copy(self) -> None:
        row = self._screen.here()
        if row is None:
            return
        address = row.source.url or row.source.archived_url
        if not address:
            self._screen.say("This source has no address.")
        else:
            self._screen.say(*clipboard.hand_on(self._screen.host, self._screen.desk.clipboard, address))


def _bytes(path: str) -> int:
    """How large a file is, as far as that can be told."""
    try:
        return typed_path(path).stat().st_size
    except (OSError, UsageError):
        return 0
