"""The desk of sources in a real workspace: what the screens ask for, answered by the services."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager

from workbench.domain.model import Evidence, Placed, RelationType, Source
from workbench.domain.sources import Ledger
from workbench.matching.duplicates import Match
from workbench.services import annotations, attachments, evidence, linking, purging, source_acts, sources
from workbench.services.evidence import Proposal
from workbench.services.linking import Pin
from workbench.services.purging import Purged
from workbench.services.sources import Kept, Pointing, Row
from workbench.services.workspace import Workspace
from workbench.tui.paths import typed_path

_STANDS = ("exact", "moved")
"""How a passage stands that is shown as the one that was linked."""
Own = Callable[[], AbstractContextManager[None]]


class WorkspaceSources:
    """Implements :class:`workbench.tui.desk.SourceDesk`; ``own`` goes around every write."""

    def __init__(
        self, workspace: Workspace, own: Own, state: Callable[[], object], story: Callable[[], str] = str
    ) -> None:
        self._workspace = workspace
        self._own = own
        self._story = story
        self._state = state  # what changes with every write, ours and others'
        self._known: tuple[object, Ledger] | None = None
        self._seeking: tuple[tuple[str, tuple[int, int]], evidence.Seeker] | None = None  # what is looked for now
        self._tied: dict[str, list[Placed]] | None = None  # the marks that point at a mark, by that one's id

    def ledger(self) -> Ledger:
        """All sources by id, stored documents among them; the same object until something is written."""
        state = self._state()
        if self._known is None or self._known[0] != state or not state:
            self._known = state, sources.ledger(self._workspace)
        return self._known[1]

    def rows(self) -> Sequence[Row]:
        """The sources that stand for themselves, by what they are called; of the story at hand."""
        return sources.listing(self._workspace, story=self._story() or None)

    def proposals(self, document_id: str, span: tuple[int, int], words: str = "") -> Sequence[Proposal]:
        """The passages of other documents that may back or refute a span, the best first."""
        if self._seeking is None or self._seeking[0] != (document_id, span):
            self._seeking = (document_id, span), evidence.Seeker(self._workspace, document_id, span)
        return self._seeking[1].proposals(words)

    def locate(self, evidence_of: Evidence) -> tuple[str, int, int] | None:
        """Where a passage stands now: its document and span; None where its document or its words are not here."""
        found = evidence.find(self._workspace, evidence_of)
        if found.document is None or found.start is None or found.end is None or found.state not in _STANDS:
            return None
        return found.document.id, found.start, found.end

    def link(self, seen: Placed, to: Pin) -> Placed:
        """Link a mark to a source or a passage."""
        with self._own():
            return linking.link(self._workspace, seen.id, to, seen=seen.revision)

    def unlink(self, seen: Placed, link_id: str) -> Placed:
        """Take a link away."""
        with self._own():
            return linking.unlink(self._workspace, seen.id, link_id, seen=seen.revision)

    def placed(self, mark: Placed, to: Pin) -> Pin | None:
        """A source at hand with what of it backs a mark beyond doubt; None where that cannot be told."""
        return linking.placed(self._workspace, mark.id, to)

    def check_off(self, seen: Placed, to: Pin | None = None) -> Placed:
        """Pass a mark: verified; linked to a source at hand too, where there is one."""
        with self._own():
            return linking.check_off(self._workspace, seen.id, to, seen=seen.revision)

    def relate(self, seen: Placed, relation: RelationType, target: str) -> Placed:
        """Tie a mark to another."""
        self.forget()
        with self._own():
            return linking.relate(self._workspace, seen.id, relation, target, seen=seen.revision)

    def unrelate(self, seen: Placed, relation: RelationType, target: str) -> Placed:
        """Take a tie away."""
        self.forget()
        with self._own():
            return linking.unrelate(self._workspace, seen.id, target, relation, seen=seen.revision)

    def marks(self) -> Sequence[Placed]:
        """All marks of all documents that may be seen."""
        return annotations.listing(self._workspace)

    def mark(self, ident: str) -> Placed | None:
        """A mark of any document that may be seen."""
        return annotations.seen(self._workspace, ident)

    def tied_to(self, ident: str) -> Sequence[Placed]:
        """The marks of any document that are tied to a mark by a relation of theirs; cheap."""
        if self._tied is None:
            self._tied = {}
            for one in annotations.related(self._workspace):
                for relation in one.annotation.relations:
                    self._tied.setdefault(relation.target, []).append(one)
        return self._tied.get(ident, [])

    def forget(self) -> None:
        """Look anew which marks are tied to which: something has changed."""
        self._tied = None

    def add(self, fields: Mapping[str, object], file: str = "") -> Kept:
        """Enter a source; which others may be the same is told."""
        with self._own():
            return sources.add(self._workspace, fields, file=typed_path(file) if file.strip() else None)

    def edit(self, source_id: str, changes: Mapping[str, object]) -> Kept:
        """Change a source; an empty text clears a field."""
        with self._own():
            return sources.edit(self._workspace, source_id, changes)

    def merge(self, source_id: str, into: str) -> Source:
        """Say that a source is another one."""
        with self._own():
            return source_acts.merge(self._workspace, source_id, into)

    def delete(self, source_id: str) -> Source:
        """Delete a source that nothing points at."""
        with self._own():
            return source_acts.delete(self._workspace, source_id)

    def purgeable(self, source_id: str) -> Source:
        """A source that can be erased for good."""
        return purging.purgeable(self._workspace, source_id)

    def purge(self, source_id: str, typed: str) -> Purged:
        """Erase a confidential source for good, where its alias was typed."""
        with self._own():
            return purging.purge(self._workspace, source_id, typed)

    def settle(self, source_id: str, take: str) -> Source:
        """Settle how a source differs in others' sets: ours, or an annotator's."""
        with self._own():
            return source_acts.settle(self._workspace, source_id, take)

    def contact(self, source_id: str, who: str, answer: str) -> Source:
        """Note an attempt to reach a source."""
        with self._own():
            return source_acts.contact(self._workspace, source_id, who, answer)

    def attach(self, source_id: str, path: str) -> Source:
        """Keep a copy of a file with a source."""
        with self._own():
            return source_acts.attach(self._workspace, source_id, typed_path(path))

    def detach(self, source_id: str, sha256: str) -> Source:
        """Keep a file no longer with a source."""
        with self._own():
            kept = next(one for one in self.ledger()[source_id].attachments if one.sha256 == sha256)
            return source_acts.detach(self._workspace, source_id, kept)

    def files(self, source: Source) -> Sequence[tuple[str, str]]:
        """The files kept with a source, each with its name and unchanged, changed or missing."""
        return [(one.name, attachments.state_of(self._workspace, one)) for one in source.attachments]

    def alike(self, source_id: str) -> Sequence[Match]:
        """The sources that may be the same as this one, the likeliest first."""
        return sources.alike(self._workspace, source_id)

    def pointing(self, source_id: str) -> Pointing:
        """What points at a source: marks by their links, sources by their origin."""
        return sources.pointing(self._workspace, source_id)
