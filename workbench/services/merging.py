"""Merging one set into the store: every annotation placed by its anchor, then settled by the three-way table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from workbench.domain.anchors import describe
from workbench.domain.errors import DataError
from workbench.domain.merge import Ours, Outcome, content_digest, outcome
from workbench.domain.model import (
    Annotation,
    AnnotationSet,
    Conflict,
    Decided,
    Document,
    Orphan,
    Placed,
    Remark,
    SetHeader,
    Unplaced,
)
from workbench.domain.secrets import without_former
from workbench.domain.spans import union
from workbench.domain.text import fold, shown_line
from workbench.matching.resolve import resolve
from workbench.services.annotations import ensure_set
from workbench.services.documents import Added
from workbench.services.exporting import header_digest
from workbench.services.sight import Sight
from workbench.services.source_merging import merge_sources
from workbench.services.work import UNWATCHED, Watch
from workbench.store import repository, source_rows
from workbench.store.engine import Connection
from workbench.store.journal import Act, Put, set_id
from workbench.store.repository import Exchanged


@dataclass
class Report:
    """What an import did, or would do: counts of annotations, of documents, and what a person should know."""

    documents: int = 0
    sets: int = 0
    new: int = 0
    same: int = 0
    updated: int = 0
    deleted: int = 0
    conflicts: int = 0
    moved: int = 0
    proposals: int = 0
    orphans: int = 0
    pending: int = 0
    notes: list[str] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """The documents that are stored and whose files were not written, because it was stopped then."""
    sight: Sight = field(default_factory=lambda: Sight("", blind=True))
    """What the notes may tell: everything is stored, but who works blind is not told others' words."""

    renamed: Mapping[str, str] | None = None
    """What confidential sources were called before, as :func:`source_rows.renamed` has it; read for the first set."""

    @property
    def counts(self) -> dict[str, int]:
        """The counts by name."""
        return {name: value for name, value in vars(self).items() if isinstance(value, int)}

    @property
    def needs_attention(self) -> bool:
        """Whether something could not simply be taken in."""
        return bool(self.conflicts or self.proposals or self.orphans or self.pending)


def find_document(connection: Connection, sha256: str, document_id: str) -> Document | None:
    """The document that a set belongs to: by its text, else by its id; None where it is not here or archived."""
    found = repository.find_text(connection, sha256)
    if found is not None and not found[1]:
        return found[0]
    return repository.find_document(connection, document_id)


def merge_set(
    connection: Connection, act: Act, value: AnnotationSet, digest: str, report: Report, watch: Watch = UNWATCHED
) -> bool:
    """Merge one set, read from bytes of that SHA-256; whether its document is here. It can be stopped within."""
    document = find_document(connection, value.document.sha256, value.document.id)
    if document is None:
        return False
    report.sets += 1
    if report.renamed is None:
        report.renamed = source_rows.renamed(connection)
    value = without_former(value, report.renamed)
    header = SetHeader(
        document=document.id,
        annotator=value.annotator,
        kind=value.kind,
        from_=value.from_,
        done=value.done,
        coverage=tuple((span.start, span.end) for span in union(value.coverage)),
    )
    same_text = value.document.sha256 == document.sha256
    if not same_text:
        header = msgspec.structs.replace(header, coverage=())  # ticks of another text say nothing about this one
    _merge_header(connection, act, header, report)
    report.notes += merge_sources(connection, act, value.sources, header)
    text = repository.text(connection, document.id)
    incoming = _place_all(value, document, header, text, same_text, watch)
    # A copy of what was exchanged before is older than what we have: what it lacks was made since, not deleted.
    old_copy = repository.was_exchanged(connection, header, digest)
    _merge_annotations(connection, act, header, incoming, report, watch, complete=not old_copy)
    _merge_words(connection, act, header, value, report, complete=not old_copy)
    repository.note_exchanged(connection, header, digest)
    return True


def _place_all(
    value: AnnotationSet, document: Document, header: SetHeader, text: str, same_text: bool, watch: Watch
) -> dict[str, Placed]:
    """Every annotation of the set as it stands in our text, by id."""
    folded = None if same_text else fold(text)
    placed: dict[str, Placed] = {}
    for mark in watch.parts(value.annotations, len(value.annotations), "placing marks,"):
        found = resolve(mark.anchor, text, same_text=same_text, folded=folded)
        if found.state in ("exact", "moved"):
            assert found.start is not None
            assert found.end is not None
            anchor = describe(text, found.start, found.end)
            here = msgspec.structs.replace(mark, **msgspec.structs.asdict(anchor))
            placed[mark.id] = Placed(
                document=document.id,
                annotator=header.annotator,
                kind=header.kind,
                annotation=here,
                anchor_state=found.state,
            )
        else:
            why = Unplaced(sha256=value.document.sha256, reason=found.reason)
            proposal = None
            if found.state == "proposal" and found.start is not None and found.end is not None:
                proposal = (found.start, found.end, round(found.score, 4))
            placed[mark.id] = Placed(
                document=document.id,
                annotator=header.annotator,
                kind=header.kind,
                annotation=mark,
                anchor_state=found.state,
                unplaced=why,
                proposal=proposal,
            )
    for orphan in value.orphans:
        placed[orphan.id] = _orphan(orphan, document, header)
    return placed


def _orphan(orphan: Orphan, document: Document, header: SetHeader) -> Placed:
    mark = Annotation(**{name: getattr(orphan, name) for name in Annotation.__struct_fields__})
    return Placed(
        document=document.id,
        annotator=header.annotator,
        kind=header.kind,
        annotation=mark,
        anchor_state="orphan",
        unplaced=Unplaced(sha256=orphan.sha256, reason=orphan.reason),
    )


def _merge_annotations(
    connection: Connection,
    act: Act,
    header: SetHeader,
    incoming: dict[str, Placed],
    report: Report,
    watch: Watch,
    *,
    complete: bool,
) -> None:
    """Merge by the table of :mod:`workbench.domain.merge`; only a ``complete`` set says by absence what is deleted."""
    ours = repository.exchanged(connection, header, incoming)
    for mark_id in incoming:
        known = ours.get(mark_id)
        if known is not None and set_id(known.placed) != set_id(header):
            raise DataError(
                f"The annotation id {shown_line(mark_id)} of {shown_line(header.annotator)} is already "
                f"{shown_line(known.placed.annotator)}'s in {known.placed.document}.",
                "Nothing was imported; ids must not be used twice.",
            )
    open_conflicts = repository.conflicts(connection)
    puts: list[Put] = []
    bases: dict[str, str | None] = {}
    concerned = dict.fromkeys([*incoming, *(ours if complete else ())])
    for mark_id in watch.parts(concerned, len(concerned), "comparing marks,"):
        theirs, known = incoming.get(mark_id), ours.get(mark_id)
        digest = content_digest(theirs.annotation) if theirs is not None else None
        verdict = outcome(_ours(connection, mark_id, known), digest)
        if verdict is Outcome.UPDATED and _older(theirs, known):
            verdict = Outcome.CONFLICT  # it does not follow from what we exchanged, it was made beside it
        waiting = open_conflicts.get(mark_id)
        match verdict:
            case Outcome.NEW | Outcome.UPDATED:
                puts.append(Put("annotation", mark_id, theirs, base=digest))
            case Outcome.DELETED:
                puts.append(Put("annotation", mark_id, None, base=None))
                report.notes.append(f"{_said(report, known, theirs)}: the set has it no more, so it is deleted here")
            case Outcome.CONFLICT:
                if waiting is None or waiting.content != digest:
                    puts.append(Put("conflict", mark_id, Conflict(annotation=mark_id, theirs=theirs, content=digest)))
                how = "deleted" if theirs is None else "changed"
                said = f"{_said(report, known, theirs)}: changed here and {how} there; both are kept"
                report.notes.append(said + (_SETTLE if _told(report, known, theirs) else ""))
            case Outcome.SAME if known is not None and digest == _digest(known) and known.base != digest:
                bases[mark_id] = digest
        if waiting is not None and verdict is not Outcome.CONFLICT and theirs is not None:
            puts.append(Put("conflict", mark_id, None))
        _count(report, verdict, known, theirs)
        if verdict in (Outcome.NEW, Outcome.UPDATED) and theirs is not None and theirs.unplaced is not None:
            why = f" ({theirs.unplaced.reason}){_PLACE}" if _told(report, known, theirs) else "; it is kept"
            report.notes.append(f"{_said(report, known, theirs)}: it has no place here{why}")
    for some in watch.batches(puts, "storing marks,"):
        act.put_all(some)
    repository.set_bases(connection, bases)


_SEEN = "exchanged"
_SETTLE = "; compare them with `annotations --conflicts`, settle it with `resolve`"
_PLACE = "; it is kept, its annotator gives it a place with `edit --span`"


def _older(theirs: Placed | None, known: Exchanged | None) -> bool:
    return theirs is not None and known is not None and (theirs.annotation.modified < known.placed.annotation.modified)


def _told(report: Report, known: Exchanged | None, theirs: Placed | None) -> bool:
    """Whether the report may say what an annotation is, here and there."""
    sides = (known.placed if known is not None else None, theirs)
    return all(report.sight.sees(one) for one in sides if one is not None)


def _said(report: Report, known: Exchanged | None, theirs: Placed | None) -> str:
    """An annotation as a person can recognise it: the end of its id, annotator, tag and words; or, where they may not
    see it, only whose it is and where.
    """
    one = known.placed if known is not None else theirs
    assert one is not None
    if not _told(report, known, theirs):
        return f"an annotation of {one.annotator} in {one.document}"
    words = " ".join(one.annotation.exact.split())
    return f"{one.id[-8:]} {one.annotation.tag} of {one.annotator} “{words[:60]}”"


def _digest(known: Exchanged) -> str | None:
    return None if known.deleted else content_digest(known.placed.annotation)


def _ours(connection: Connection, mark_id: str, known: Exchanged | None) -> Ours | None:
    if known is None:
        return None
    return Ours(_digest(known), known.base, lambda content: repository.was(connection, mark_id, content))


def _count(report: Report, verdict: Outcome, known: Exchanged | None, theirs: Placed | None) -> None:
    if theirs is not None and verdict in (Outcome.NEW, Outcome.UPDATED):
        report.moved += theirs.anchor_state == "moved"
        report.proposals += theirs.anchor_state == "proposal"
        report.orphans += theirs.anchor_state == "orphan"
    match verdict:
        case Outcome.NEW:
            report.new += 1
        case Outcome.UPDATED:
            report.updated += 1
        case Outcome.DELETED:
            report.deleted += 1
        case Outcome.CONFLICT:
            report.conflicts += 1
        case Outcome.SAME:
            report.same += theirs is not None or (known is not None and not known.deleted)


def _merge_header(connection: Connection, act: Act, theirs: SetHeader, report: Report) -> None:
    """The set's own fields: theirs where ours stand as last exchanged; else both together, ours where they differ."""
    known = repository.find_set(connection, theirs) is not None
    ensure_set(connection, theirs)
    ours = repository.find_set(connection, theirs)
    assert ours is not None
    base, digest = repository.header_base(connection, theirs), header_digest(theirs)
    fresh = not known or ours == SetHeader(document=ours.document, annotator=ours.annotator, kind=ours.kind)
    if digest in (base, header_digest(ours)):
        merged = ours
    elif fresh or header_digest(ours) == base:
        merged = theirs
    else:
        merged = msgspec.structs.replace(
            ours,
            coverage=tuple((span.start, span.end) for span in union([*ours.coverage, *theirs.coverage])),
        )
        if ours.done != theirs.done:
            report.notes.append(f"{theirs.document}: done here and there differ; ours stays")
    if merged != ours:
        act.put("set", set_id(merged), merged)
    repository.set_header_base(connection, theirs, digest)


def _merge_words(
    connection: Connection, act: Act, header: SetHeader, value: AnnotationSet, report: Report, *, complete: bool
) -> None:
    """Decisions and comments, which never change: new ones come in, those taken back there after an exchange go."""
    theirs: dict[tuple[str, str], Decided | Remark] = {}
    for decision in value.decisions:
        theirs["decision", decision.id] = Decided(
            document=header.document, annotator=header.annotator, kind=header.kind, decision=decision
        )
    for comment in value.comments:
        theirs["comment", comment.id] = Remark(
            document=header.document, annotator=header.annotator, kind=header.kind, comment=comment
        )
    ours = repository.exchanged_words(connection, header)
    puts = [
        Put(*key, state, base=_SEEN)
        for key, state in theirs.items()
        if key not in ours or (ours[key].deleted and not ours[key].exchanged)
    ]
    if complete:
        gone = [key for key, one in ours.items() if key not in theirs and one.exchanged and not one.deleted]
        puts += [Put(*key, None, base=None) for key in gone]
        if gone:
            report.notes.append(f"{header.document}: {len(gone)} decisions or comments were taken back there")
    act.put_all(puts)
    repository.note_words(connection, header, [key for key in theirs if key in ours])
