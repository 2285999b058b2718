"""A desk in memory, for tests and benchmarks: the services' promises without a store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import msgspec

from workbench.domain import coverage
from workbench.domain.corrections import Item, items
from workbench.domain.errors import Stale, UsageError
from workbench.domain.fields import assign, read
from workbench.domain.model import (
    CONTEXT,
    Annotation,
    Comment,
    Correction,
    CorrectionState,
    Document,
    Link,
    Placed,
    RelationType,
    Source,
)
from workbench.domain.relations import related
from workbench.domain.spans import Span
from workbench.domain.verdicts import Scale, by_name
from workbench.services.linking import Pin
from workbench.tui.desk import Checkup, Coming, DocumentRow, Filed, ReviewDesk, Step

AT = "2020-01-04T10:00:00Z"


class FakeSources:
    """One source; marks can be linked to it, passed and tied."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self._tied: list[Placed] = []

    def ledger(self) -> Mapping[str, Source]:
        return {"log": Source(id="log", kind="official_record", title="The log")}

    def proposals(self, document_id: str, span: tuple[int, int], words: str = "") -> Sequence[Any]:
        return []

    def link(self, seen: Placed, to: Pin) -> Placed:
        made = Link(id=f"l-{len(self._desk.log)}", source=to.source, relation=to.relation)
        links = (*seen.annotation.links, made)
        return self._desk.alter(seen, msgspec.structs.replace(seen.annotation, links=links))

    def tied_to(self, ident: str) -> Sequence[Placed]:
        return [one for one in self._tied if any(tie.target == ident for tie in one.annotation.relations)]

    def mark(self, ident: str) -> Placed | None:
        return self._desk.marks.get(ident)

    def marks(self) -> Sequence[Placed]:
        return list(self._desk.marks.values())

    def forget(self) -> None:
        pass

    def check_off(self, seen: Placed, to: object = None) -> Placed:
        return self._desk.edit(seen, fields={"status": "verified"})

    def relate(self, seen: Placed, relation: RelationType, target: str) -> Placed:
        self._tied.append(self._desk.alter(seen, related(seen.annotation, relation, target)))
        return self._tied[-1]


class FakeCorrections:
    """Corrections and questions of the marks that have them; corrections can be made and moved on."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk

    def items(self, *, everyone: bool = False) -> Sequence[Item]:
        desk = self._desk
        found: list[Item] = []
        for row in desk.rows.values():
            about = Document(
                id=row.id, title=row.title, publisher=row.publisher, sha256="0" * 64, original_sha256="0" * 64,
                characters=len(desk.texts[row.id]), stories=row.stories,
            )  # fmt: skip
            here = [one for one in desk.annotations(row.id) if everyone or one.annotator == desk.annotator]
            found += items(about, desk.texts[row.id], here)
        return found

    def correct(self, seen: Placed, text: str, reason: str) -> Placed:
        correction = Correction(text=text, reason=reason)
        changed = msgspec.structs.replace(seen.annotation, correction=correction, status="needs_correction")
        return self._desk.alter(seen, changed)

    def move_on(self, seen: Placed, state: CorrectionState) -> Placed:
        assert seen.annotation.correction is not None
        correction = msgspec.structs.replace(seen.annotation.correction, state=state)
        return self._desk.alter(seen, msgspec.structs.replace(seen.annotation, correction=correction))


class FakeNaming:
    """No names, and no house forms but those that a test gives."""

    def __init__(self) -> None:
        self.house: dict[str, str] = {}

    def completing(self, field: str, used: Sequence[str]) -> Mapping[str, str]:
        return self.house if field in ("said_by", "relayed_by") else {}


class FakeDesk:
    """Documents by id; ``refuse`` is raised by the next write, to play a busy store."""

    def __init__(
        self, texts: dict[str, str], annotator: str = "kim", rows: Sequence[DocumentRow] = (), workspace: str = "quay"
    ) -> None:
        self.annotator = annotator
        self.story = ""
        self.verdict_first = False
        self.workspace = workspace
        self.texts = texts
        self.rows = {row.id: row for row in rows} or {name: DocumentRow(name, name) for name in texts}
        self.marks: dict[str, Placed] = {}
        self.log: list[tuple[str, Placed | None, Placed | None]] = []
        self.undone: list[tuple[str, Placed | None, Placed | None]] = []
        self.refuse: Exception | None = None
        self.others_wrote = False
        self.work: Callable[[str, Callable[[str], bool]], Filed] = lambda path, go_on: Filed(f"Worked on {path}.")
        self.root = f"/{workspace}"  # the workspace's folder
        self.much = 1  # what an undo is said to touch
        self.clipboard = ""
        self.said: list[Comment] = []
        self.ticks: dict[str, list[Span]] = {}
        self.scheme: dict[str, list[str]] = {}
        self._made = 0

    @property
    def reviewing(self) -> ReviewDesk:
        raise UsageError("There is no review here.")

    @cached_property
    def sourcing(self) -> Any:
        return FakeSources(self)

    @cached_property
    def correcting(self) -> Any:
        return FakeCorrections(self)

    @cached_property
    def naming(self) -> Any:
        return FakeNaming()

    @property
    def scales(self) -> Mapping[str, Scale]:
        return by_name()

    def used(self, field: str) -> Sequence[str]:
        found = (read(mark.annotation, field) for mark in self.marks.values() if field in ("said_by", "relayed_by"))
        return sorted({value for value in found if value})

    def listed(self) -> Sequence[DocumentRow]:
        return [row for row in self.documents() if self.story in ("", *row.stories)]

    def days(self, mark: Placed) -> Sequence[str]:
        return ["2020-01-07", "2020-01-14"]

    def checkup(self, document: str) -> Checkup:
        return Checkup()

    def documents(self) -> Sequence[DocumentRow]:
        listed = []
        for row in self.rows.values():
            here = [mark for mark in self.marks.values() if mark.document == row.id]
            mine = [mark for mark in here if mark.annotator == self.annotator]
            counts: dict[str, int] = {}
            for mark in mine:
                counts[mark.annotation.tag] = counts.get(mark.annotation.tag, 0) + 1
            settled: dict[str, int] = {}
            for mark in mine:
                if mark.annotation.status != "unchecked":
                    settled[mark.annotation.tag] = settled.get(mark.annotation.tag, 0) + 1
            listed.append(
                replace(
                    row, characters=len(self.texts[row.id]), counts=counts, settled=settled,
                    open=len(mine) - sum(settled.values()), others=len(here) - len(mine),
                )
            )  # fmt: skip
        return listed

    def set_done(self, document_id: str, done: bool) -> bool:
        if self.rows[document_id].done == done:
            return False
        self.rows[document_id] = replace(self.rows[document_id], done=done)
        return True

    def comments(self, document_id: str) -> Sequence[Comment]:
        return self.said

    def covered(self, document_id: str) -> Sequence[tuple[int, int]]:
        return self.ticks.get(document_id, [])

    def tick(self, document_id: str, start: int, end: int, *, add: bool = True) -> Sequence[tuple[int, int]] | None:
        before = [Span(*one) for one in self.ticks.get(document_id, [])]
        after = (coverage.ticked if add else coverage.unticked)(self.texts[document_id], before, (start, end))
        self.ticks[document_id] = after
        return after if after != before else None

    def untouched(self, document_id: str) -> int:
        marks = [
            Span(mark.annotation.start, mark.annotation.end)
            for mark in self.marks.values()
            if mark.document == document_id and mark.annotator == self.annotator
        ]
        return len(coverage.untouched(self.texts[document_id], marks, self.ticks.get(document_id, [])))

    def changed(self) -> bool:
        told, self.others_wrote = self.others_wrote, False
        return told

    def add(self, path: str, go_on: Callable[[str], bool]) -> Filed:
        return self.work(path, go_on)

    def add_text(self, title: str, text: str, url: str = "") -> Filed:
        ident = f"doc-{len(self.texts)}"
        self.texts[ident], self.rows[ident] = text, DocumentRow(ident, title, url=url)
        return Filed(f"\u201c{title}\u201d added.", (), ident)

    def import_(self, path: str, go_on: Callable[[str], bool]) -> Filed:
        return self.work(path, go_on)

    def export(self, path: str, go_on: Callable[[str], bool]) -> Filed:
        return self.work(path, go_on)

    def document(self, document_id: str) -> DocumentRow | None:
        return self.rows.get(document_id)

    def text(self, document_id: str) -> str:
        return self.texts[document_id]

    def annotations(self, document_id: str) -> Sequence[Placed]:
        return [mark for mark in self.marks.values() if mark.document == document_id]

    def plant(
        self, document: str, start: int, end: int, tag: str, annotator: str | None = None, **more: object
    ) -> Placed:
        """A mark that was there before, not to be undone."""
        text = self.texts[document]
        self._made += 1
        made = Annotation(
            id=f"0197a3c2-{self._made:06d}", tag=tag, start=start, end=end, exact=text[start:end],
            prefix=text[max(0, start - CONTEXT) : start], suffix=text[end : end + CONTEXT], created=AT, modified=AT,
            **more,  # type: ignore[arg-type]
        )  # fmt: skip
        mark = Placed(document=document, annotator=annotator or self.annotator, annotation=made)
        self.marks[mark.id] = mark
        return mark

    def _write(self, what: str, before: Placed | None, after: Placed | None) -> None:
        if self.refuse is not None:
            error, self.refuse = self.refuse, None
            raise error
        if before is not None and self.marks.get(before.id) != before:
            raise Stale("The mark was changed by someone else.")
        if before is not None:
            if before.annotator != self.annotator:
                raise UsageError("That is not yours.")
            del self.marks[before.id]
        if after is not None:
            self.marks[after.id] = after
        self.log.append((what, before, after))
        self.undone.clear()

    def annotate(self, document_id: str, start: int, end: int, tag: str) -> Placed:
        mark = self.plant(document_id, start, end, tag)
        del self.marks[mark.id]
        self._write(f"{tag} added", None, mark)
        return mark

    def edit(
        self, seen: Placed, *, span: tuple[int, int] | None = None, tag: str | None = None,
        fields: Mapping[str, str] | None = None,
    ) -> Placed:  # fmt: skip
        changes: dict[str, object] = {"tag": tag}
        if span is not None:
            changes |= {"start": span[0], "end": span[1], "exact": self.texts[seen.document][slice(*span)]}
        kept = {name: value for name, value in changes.items() if value is not None}
        changed = assign(msgspec.structs.replace(seen.annotation, **kept), fields or {}, self.scheme)
        after = msgspec.structs.replace(seen, annotation=changed, revision=seen.revision + 1)
        if span is not None:
            after = msgspec.structs.replace(after, unplaced=None, proposal=None, anchor_state="exact")
        self._write(f"{seen.annotation.tag} changed", seen, after)
        return after

    def alter(self, seen: Placed, changed: Annotation) -> Placed:
        after = msgspec.structs.replace(seen, annotation=changed, revision=seen.revision + 1)
        self._write(f"{seen.annotation.tag} changed", seen, after)
        return after

    def delete(self, seen: Placed) -> Placed:
        self._write(f"{seen.annotation.tag} deleted", seen, None)
        return seen

    def next_undo(self) -> Coming | None:
        return Coming(len(self.log), self.log[-1][0], self.much, 1) if self.log else None

    def next_redo(self) -> Coming | None:
        return Coming(-len(self.undone), self.undone[-1][0], self.much, 1) if self.undone else None

    def undo(self) -> Step:
        if not self.log:
            raise UsageError("There is nothing to undo.")
        what, before, after = entry = self.log.pop()
        self.undone.append(entry)
        return self._step(f"Undone: {what}.", after, before)

    def redo(self) -> Step:
        if not self.undone:
            raise UsageError("There is nothing to redo.")
        what, before, after = entry = self.undone.pop()
        self.log.append(entry)
        return self._step(f"Done again: {what}.", before, after)

    def _step(self, summary: str, gone: Placed | None, back: Placed | None) -> Step:
        if gone is not None:
            self.marks.pop(gone.id, None)
        if back is not None:
            self.marks[back.id] = back
        some = back or gone
        assert some is not None
        removed = [gone.id] if gone is not None and back is None else []
        return Step(summary, some.document, [back] if back is not None else [], removed)
