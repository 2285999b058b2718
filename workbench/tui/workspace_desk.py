"""The desk of a real workspace: what the screens ask for, answered by the services."""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property

from workbench.domain.model import SETTLED, Comment, Decided, Document, Placed, Remark, SetHeader
from workbench.domain.verdicts import Scale
from workbench.services import annotations as marks
from workbench.services import dating, exporting, history, importing, intake, progress, review, sharing
from workbench.services import documents as texts
from workbench.services.clock import now
from workbench.services.work import PatientStore, Stopped, share
from workbench.services.workspace import Workspace, user_config
from workbench.tui.correction_desk import CorrectionDesk, WorkspaceCorrections
from workbench.tui.desk import Checkup, Coming, DocumentRow, Filed, GoOn, NamingDesk, ReviewDesk, SourceDesk, Step
from workbench.tui.details import plural
from workbench.tui.paths import typed_path


class WorkspaceDesk:
    """Implements :class:`workbench.tui.desk.Desk` over an opened workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.story = ""
        self._files = self._state()

    @property
    def annotator(self) -> str:
        """The acting annotator."""
        return self._workspace.annotator

    @property
    def workspace(self) -> str:
        """The workspace's name."""
        return self._workspace.name

    @property
    def reviewing(self) -> ReviewDesk:
        """The services that a review works with."""
        from workbench.tui.review_desk import WorkspaceReview

        return WorkspaceReview(self._workspace, self._own, self.story)

    @cached_property
    def sourcing(self) -> SourceDesk:
        """The services that tie marks to sources and to each other."""
        from workbench.tui.source_desk import WorkspaceSources

        return WorkspaceSources(self._workspace, self._own, self._state, lambda: self.story)

    @cached_property
    def correcting(self) -> CorrectionDesk:
        """The services for corrections and questions."""
        return WorkspaceCorrections(self._workspace, self._own, self._state, lambda: self.story)

    @property
    def verdict_first(self) -> bool:
        """Whether this desk looks first at whether a claim is true, and then at whether it is right as printed."""
        return self._workspace.settings.desk == "factcheck"

    @cached_property
    def naming(self) -> NamingDesk:
        """The services that know how names are spelled."""
        from workbench.tui.naming_desk import WorkspaceNaming

        return WorkspaceNaming(self._workspace)

    @property
    def scales(self) -> Mapping[str, Scale]:
        """The scales of verdicts by name, the one that every workspace has first."""
        return self._workspace.scales

    def used(self, field: str) -> Sequence[str]:
        """The values that any mark that may be seen has in a field, the ones used most often first."""
        return marks.used(self._workspace, field)

    def days(self, mark: Placed) -> Sequence[str]:
        """The days that a mark's words of time may tell, in the form that the field takes, the likeliest first."""
        return dating.days(self._workspace, mark)

    @property
    def root(self) -> str:
        """The workspace's folder, by which the user's state knows it."""
        return str(self._workspace.root.resolve())

    @property
    def scheme(self) -> Mapping[str, Sequence[str]]:
        """The field names of the tags that the workspace adds to claim, quote and figure."""
        return self._workspace.scheme

    @property
    def clipboard(self) -> str:
        """The user's command line that takes words to be copied; empty where there is none."""
        return user_config().clipboard

    def documents(self) -> Sequence[DocumentRow]:
        """All documents with the acting annotator's counts, by title."""
        return [self._row(row) for row in texts.listing(self._workspace)]

    def listed(self) -> Sequence[DocumentRow]:
        """The documents of the story at hand, as :meth:`documents` has them."""
        return [self._row(row) for row in texts.listing(self._workspace, story=self.story or None)]

    def _row(self, row: texts.Row) -> DocumentRow:
        one, mine = row.document, self.annotator
        counts: dict[str, int] = {}
        settled: dict[str, int] = {}
        others = 0
        for (annotator, tag, status), number in row.counts.items():
            if annotator != mine:
                others += number
                continue
            counts[tag] = counts.get(tag, 0) + number
            if status in SETTLED:
                settled[tag] = settled.get(tag, 0) + number
        for (annotator, tag), number in row.asked.items():
            if annotator == mine:
                settled[tag] -= number
        return DocumentRow(
            id=one.id,
            title=one.title,
            publisher=one.publisher,
            published=one.published or "",
            role=one.role,
            stage=one.stage,
            stories=one.stories,
            characters=one.characters,
            counts=counts,
            open=sum(counts.values()) - sum(settled.values()),
            others=others,
            done=mine in row.done,
            url=one.url,
            priority=row.priority,
            due=row.due or "",
            settled=settled,
        )

    def document(self, document_id: str) -> DocumentRow | None:
        """A document that is not archived, without its counts; cheap where there are many."""
        found = texts.known(self._workspace, document_id)
        return None if found is None else self._row(texts.Row(found, {}, frozenset()))

    def text(self, document_id: str) -> str:
        """The stored text of a document."""
        return texts.text_of(self._workspace, document_id)

    def annotations(self, document_id: str) -> Sequence[Placed]:
        """The annotations of all annotators on a document, placed or not."""
        return marks.of_document(self._workspace, document_id)

    def annotate(self, document_id: str, start: int, end: int, tag: str) -> Placed:
        """Mark ``[start, end)`` (code points)."""
        with self._own():
            return marks.annotate(self._workspace, document_id, (start, end), tag)

    def edit(
        self,
        seen: Placed,
        *,
        span: tuple[int, int] | None = None,
        tag: str | None = None,
        fields: Mapping[str, str] | None = None,
    ) -> Placed:
        """Change what is given and leave the rest; refused where it has changed since it was ``seen``."""
        with self._own():
            return marks.edit(self._workspace, seen.id, seen=seen.revision, span=span, tag=tag, fields=fields)

    def delete(self, seen: Placed) -> Placed:
        """Take an annotation away; undo brings it back."""
        self.sourcing.forget()
        with self._own():
            return marks.delete(self._workspace, seen.id, seen=seen.revision)

    def next_undo(self) -> Coming | None:
        """What the next undo would take back; None where there is nothing."""
        return _coming(history.next_undo(self._workspace))

    def next_redo(self) -> Coming | None:
        """What the next redo would make again; None where there is nothing."""
        return _coming(history.next_redo(self._workspace))

    def undo(self) -> Step:
        """Take back the acting annotator's last change."""
        self.sourcing.forget()
        with self._own():
            return self._step(history.undo(self._workspace))

    def redo(self) -> Step:
        """Make again what was last taken back."""
        self.sourcing.forget()
        with self._own():
            return self._step(history.redo(self._workspace))

    def set_done(self, document_id: str, done: bool) -> bool:
        """Say that the acting annotator has finished a document, or has not; whether that changed anything."""
        with self._own():
            return progress.set_done(self._workspace, document_id, done)

    def comments(self, document_id: str) -> Sequence[Comment]:
        """What was said about the annotations of a document, by time."""
        return review.comments(self._workspace, document_id)

    def covered(self, document_id: str) -> Sequence[tuple[int, int]]:
        """What the acting annotator has ticked as looked at, in order."""
        return sharing.covered(self._workspace, document_id)

    def tick(self, document_id: str, start: int, end: int, *, add: bool = True) -> Sequence[tuple[int, int]] | None:
        """Tick the sentences of ``[start, end)`` as holding nothing to check, or take the ticks away.

        All that is ticked then; None where that changed nothing.
        """
        with self._own():
            done = (sharing.tick if add else sharing.untick)(self._workspace, document_id, (start, end))
        return done.coverage if done.changed else None

    def checkup(self, document_id: str) -> Checkup:
        """How far the acting annotator is in a document, and what does not fit there; may take a while."""
        from workbench.services import consistency

        share = progress.standing(self._workspace, document_id).rows[0].shares[0]
        findings: dict[str, list[str]] = {}
        for one in consistency.findings(self._workspace, document_id):
            if one.mark is not None:
                findings.setdefault(one.mark.id, []).append(one.what)
        tally = share.tally
        return Checkup(
            linked=tally.linked,
            corrections=tally.to_be_made,
            asked=tally.asked,
            touched=tally.touched,
            sentences=tally.sentences,
            due=share.due or "",
            overdue=share.overdue(now()),
            findings=findings,
        )

    def untouched(self, document_id: str) -> int:
        """How many sentences the acting annotator has neither marked nor ticked."""
        return len(sharing.untouched(self._workspace, document_id))

    def _step(self, step: history.Step) -> Step:
        changes = [one for one in step.changes if one.entity == "annotation"]
        places = [_document(state) for one in step.changes for state in (one.after or one.before,)]
        touched = list(dict.fromkeys(place for place in places if place is not None))
        here = {_document(one.after or one.before) for one in changes} - {None}
        current = {one.id: one for document in here if document for one in self.annotations(document)}
        return Step(
            summary=f"{'Undone' if step.kind == 'undo' else 'Done again'}: {step.summary}",
            document=touched[0] if touched else None,
            changed=[current[one.row_id] for one in changes if one.row_id in current],
            removed=[one.row_id for one in changes if one.after is None],
            items=[
                state.decision.item
                for one in step.changes
                for state in (one.before, one.after)
                if isinstance(state, Decided)
            ],
        )

    # --- what other processes write ------------------------------------------------------------------------------

    def changed(self) -> bool:
        """Whether another process has written since this was last asked; cheap.

        Told from the database's files. A write of ours at the very moment of another's hides it until the next one.
        """
        before, self._files = self._files, self._state()
        if before == self._files:
            return False
        self.sourcing.forget()
        return True

    def _state(self) -> tuple[tuple[int, int], ...]:
        """The times and sizes of the database and its log; an empty log is as good as none."""
        path = self._workspace.store.path
        if path is None:
            return ()
        found = []
        for one in (path, path.with_name(f"{path.name}-wal")):
            try:
                status = one.stat()
            except OSError:
                continue
            if status.st_size:
                found.append((status.st_mtime_ns, status.st_size))
        return tuple(found)

    @contextmanager
    def _own(self) -> Iterator[None]:
        """A write of our own, which is not to be taken for another process's."""
        known = self._state() == self._files
        yield
        if known:
            self._files = self._state()

    # --- files in and out ----------------------------------------------------------------------------------------

    def add(self, path: str, go_on: GoOn) -> Filed:
        """Take in the texts that a path names, all or none; stopped before anything is stored."""
        files = intake.files([typed_path(path)])
        incoming = []
        for number, file in enumerate(files):
            if not go_on(f"{number} of {len(files)} read, {share(number, len(files))}"):
                return Filed("Stopped; nothing was added.", stored=False)
            incoming += intake.read([file], {})
        if not go_on(f"{len(files)} read, storing"):
            return Filed("Stopped; nothing was added.", stored=False)
        notes: list[str] = []
        with self._patient(go_on) as workspace:
            try:
                added = texts.add(workspace, incoming)
            except Stopped:
                return Filed("Stopped; nothing was added.", stored=False)
            try:
                waiting = importing.import_waiting(workspace, go_on=go_on).sets
            except Stopped as stopped:
                waiting, notes = 0, [stopped.message]
        new = sum(one.created for one in added)
        told = [f"{new} {plural(new, 'document')} added"]
        told += [f"{len(added) - new} stored already"] if new < len(added) else []
        told += [f"{waiting} waiting {plural(waiting, 'set')} imported"] if waiting else []
        notes += [f"{one.document.id}: {warning}" for one in added for warning in one.warnings]
        return Filed(", ".join(told) + ".", notes, added[0].document.id if added else None)

    def add_text(self, title: str, text: str, url: str = "") -> Filed:
        """Take in a text that was pasted."""
        with self._own():
            added = texts.add(self._workspace, [intake.typed(title, text, url)])[0]
        what = "added" if added.created else "is stored already"
        return Filed(f"\u201c{added.document.title}\u201d {what}.", added.warnings, added.document.id)

    def import_(self, path: str, go_on: GoOn) -> Filed:
        """Take in sets, or a colleague's workspace, all or nothing; stopped, nothing."""
        with self._patient(go_on) as workspace:
            try:
                report = importing.import_paths(workspace, [typed_path(path)], go_on=go_on)
            except Stopped:
                return Filed("Stopped; nothing was imported.", stored=False)
        said = [f"{number} {name}" for name, number in report.counts.items() if number]
        summary = f"Imported: {', '.join(said)}." if said else "There was nothing to import."
        return Filed(summary, report.notes)

    def export(self, path: str, go_on: GoOn) -> Filed:
        """Write the acting annotator's sets below a folder, to a file, or (empty) to their place in the workspace.

        Stopped, some are written, and it says which were not.
        """
        with self._patient(go_on) as workspace:
            try:
                done = exporting.export(workspace, target=typed_path(path) if path.strip() else None, go_on=go_on)
            except Stopped:
                return Filed("Stopped; nothing was exported.", stored=False)
        if not done:
            return Filed(f"{self.annotator} has no annotation sets here.")
        return Filed(*_exported(done))

    @contextmanager
    def _patient(self, go_on: GoOn) -> Iterator[Workspace]:
        """The workspace over connections of their own that wait for another's write as long as a command does."""
        own = PatientStore(self._workspace.store, go_on)
        try:
            yield dataclasses.replace(self._workspace, store=own)
        finally:
            own.close()


def _exported(done: Sequence[exporting.Written]) -> tuple[str, list[str]]:
    """What an export did, in a sentence and its notes; stopped, it says what was written first."""
    number: Counter[str] = Counter(one.outcome for one in done)
    notes = [f"{one.path}: {one.reason}" for one in done if one.outcome == "refused"]
    if not number["left"]:
        counts = [f"{number[name]} {name}" for name in ("written", "unchanged", "refused")]
        return f"Exported: {', '.join(counts)}.", notes
    told = f"Stopped: {number['written']} of {len(done)} sets were written"
    told += f", {number['unchanged']} stood there already" if number["unchanged"] else ""
    told += f", {number['refused']} were refused" if number["refused"] else ""
    told += f"; {number['left']} were not written, the next export writes them."
    written = [f"{one.path}: written" for one in done if one.outcome == "written"]
    return told, notes + written + [f"{one.path}: {one.reason}" for one in done if one.outcome == "left"]


def _coming(pending: history.Pending | None) -> Coming | None:
    if pending is None:
        return None
    return Coming(pending.act, pending.summary, pending.rows, pending.documents)


def _document(state: object) -> str | None:
    """The document that a journalled state is about."""
    match state:
        case Document():
            return state.id
        case SetHeader() | Placed() | Decided() | Remark():
            return state.document
    return None
