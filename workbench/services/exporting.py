"""Export: annotation sets as files, written only where they change and never over what came from elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec

from workbench.domain.errors import DataError, UsageError
from workbench.domain.merge import content_digest
from workbench.domain.model import (
    Annotation,
    AnnotationSet,
    Comment,
    Decision,
    Document,
    DocumentRef,
    Entry,
    Orphan,
    Placed,
    SetHeader,
    Source,
)
from workbench.domain.secrets import Secrets, relinked
from workbench.domain.sources import shielded
from workbench.domain.text import sha256, shown_line
from workbench.exchange.files import sweep, write_atomically
from workbench.exchange.sets import write_set
from workbench.services import confidential, documents, sight
from workbench.services.paths import ANNOTATIONS, DOCUMENTS
from workbench.services.work import UNWATCHED, GoOn, Stopped, Watch, always
from workbench.services.workspace import Workspace
from workbench.store import repository, source_rows
from workbench.store.engine import Connection
from workbench.store.journal import encode

Outcome = Literal["written", "unchanged", "refused", "left"]
"""``left``: it was stopped before this one."""
_TOGETHER = 50
"""Sets whose exchange is noted in one transaction after their files were written."""


@dataclass(frozen=True)
class Written:
    """What became of one set: its file (None for standard output), and why it was not written, where it was not."""

    document: str
    annotator: str
    kind: str
    path: Path | None
    annotations: int
    outcome: Outcome
    reason: str = ""


@dataclass
class _Planned:
    """One set on its way out."""

    value: AnnotationSet
    header: SetHeader
    data: bytes
    bases: dict[str, str | None] = field(default_factory=dict)
    sources: list[tuple[str, str]] = field(default_factory=list)
    told: str = ""
    """What in it gives a confidential source away, in words; it is not written then."""


def withheld(
    workspace: Workspace,
    *,
    annotators: Iterable[str] | None = None,
    everyone: bool = False,
    document: str | None = None,
    story: str | None = None,
) -> list[str]:
    """The documents of which an export so narrowed leaves others' sets out, because work here is blind; by id.

    It does not tell whether there are such sets.
    """
    if not everyone and all(name == workspace.annotator for name in annotators or ()):
        return []
    with workspace.store.read() as connection:
        closed = sight.hidden(connection, workspace)
        only = documents.find(connection, document).id if document is not None else None
        here = [one for one in repository.documents(connection) if story is None or story in one.stories]
    return [one.id for one in here if one.id in closed and only in (None, one.id)]


def selected(
    workspace: Workspace,
    *,
    annotators: Iterable[str] | None = None,
    everyone: bool = False,
    document: str | None = None,
    story: str | None = None,
    openly: bool = False,
) -> list[tuple[AnnotationSet, bytes]]:
    """The sets that an export would write, with their bytes; narrowed as :func:`export` does."""
    with workspace.store.read() as connection:
        chosen = _plan(workspace, connection, annotators, everyone, document, story, openly)
    told = next((one.told for one in chosen if one.told), "")
    if told:
        raise DataError(f"Nothing was written: {told}")
    return [(planned.value, planned.data) for planned in chosen]


def export(
    workspace: Workspace,
    *,
    annotators: Iterable[str] | None = None,
    everyone: bool = False,
    document: str | None = None,
    story: str | None = None,
    target: Path | None = None,
    openly: bool = False,
    go_on: GoOn = always,
) -> list[Written]:
    """Write sets to ``annotations/<annotator>/<document>.yaml``, or below the folder ``target``, or to that file.

    Only the acting annotator's unless ``annotators`` or ``everyone`` says otherwise, and others' only where they may be
    seen (:func:`withheld` says where not). A file that holds something else than what was last imported or exported is
    left alone and its set refused. Document files that are missing are written too. ``openly`` writes confidential
    sources as they are. Raises :class:`UsageError` where several sets shall go into one file, or a name is unknown.

    ``go_on`` hears how far it is; its False stops the work between two files: each is whole, what was not reached is
    "left", and the next export writes it. Raises :class:`Stopped` where it is stopped before anything was written.
    """
    watch = Watch(go_on, "Stopped; nothing was exported.")
    with workspace.store.read() as connection:
        chosen = _plan(workspace, connection, annotators, everyone, document, story, openly, watch)
        slugs = repository.annotators(connection)
        one_file = target is not None and not target.is_dir() and target.suffix in (".yaml", ".yml")
        if one_file and len(chosen) != 1:
            raise UsageError(
                f"{len(chosen)} sets cannot go into one file.", "Narrow with --document, or give a folder with -o."
            )
        root = workspace.root / ANNOTATIONS if target is None else target
        paths = [target if one_file and target is not None else root / _place(one.header, slugs) for one in chosen]
        disputed = {one.annotation for one in repository.conflicts(connection).values()}
        missing = [
            here
            for name in dict.fromkeys(one.header.document for one in chosen)
            if not (workspace.root / DOCUMENTS / f"{name}.txt").is_file()
            and (here := repository.find_document(connection, name)) is not None
        ]
    for folder in dict.fromkeys([workspace.root / DOCUMENTS, *(path.parent for path in paths)]):
        sweep(folder)
    done: list[Written] = []
    try:
        for document_here in watch.each(missing, "document"):
            documents.write_files(workspace, document_here)
        for some in _together(list(zip(chosen, paths, strict=True))):
            _write_some(workspace, some, disputed, watch, done, len(chosen))
    except Stopped:
        left = zip(chosen[len(done) :], paths[len(done) :], strict=True)
        done += [_said(one, path, "left", "stopped before it was written") for one, path in left]
    return done


def _together(planned: list[tuple[_Planned, Path]]) -> Iterable[Sequence[tuple[_Planned, Path]]]:
    return (planned[start : start + _TOGETHER] for start in range(0, len(planned), _TOGETHER))


def _write_some(
    workspace: Workspace,
    planned: Sequence[tuple[_Planned, Path]],
    disputed: set[str],
    watch: Watch,
    done: list[Written],
    total: int,
) -> None:
    """Write sets one after the other, and note what was exchanged, also where it is stopped or fails between two."""
    first = len(done)
    try:
        for one, path in planned:
            watch.step("set", len(done), total)
            done.append(_write_one(workspace, one, path, disputed))
    finally:
        here = zip(planned, done[first:], strict=False)
        _note(workspace, [one for (one, _), said in here if said.outcome != "refused"])


def _said(planned: _Planned, path: Path, outcome: Outcome, reason: str = "") -> Written:
    header, number = planned.header, len(planned.value.annotations)
    return Written(header.document, header.annotator, header.kind, path, number, outcome, reason)


def _write_one(workspace: Workspace, planned: _Planned, path: Path, disputed: set[str]) -> Written:
    there = path.read_bytes() if path.is_file() else None
    if there == planned.data:
        return _said(planned, path, "unchanged")
    if planned.told:
        return _said(planned, path, "refused", planned.told)
    if disputed & planned.bases.keys():
        return _said(planned, path, "refused", "it holds conflicts; settle them first with: workbench resolve")
    if there is not None:
        with workspace.store.read() as connection:
            if not repository.was_exchanged(connection, planned.header, sha256(there)):
                return _said(planned, path, "refused", "changed on disk since it was last exchanged; import it first")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{shown_line(str(path.parent))} cannot be made ({error.strerror}).", "Choose another -o."
        ) from None
    inside = path.absolute().is_relative_to(workspace.root)
    with workspace.store.write() as connection:  # before the file, so that a kill in between leaves nothing unknown
        repository.note_exchanged(connection, planned.header, sha256(planned.data))
    write_atomically(path, planned.data, root=workspace.root if inside else None)
    return _said(planned, path, "written")


def _note(workspace: Workspace, exchanged: list[_Planned]) -> None:
    """Remember what was exchanged; no transaction where all of it is known already."""
    with workspace.store.read() as connection:
        fresh = [
            planned
            for planned in exchanged
            if planned.bases != repository.bases(connection, planned.header, live=True)
            or repository.header_base(connection, planned.header) != header_digest(planned.header)
            or not repository.was_exchanged(connection, planned.header, sha256(planned.data))
        ]
    if fresh:
        with workspace.store.write() as connection:
            for planned in fresh:
                repository.note_exchanged(connection, planned.header, sha256(planned.data))
                repository.set_bases(connection, planned.bases)
                source_rows.note_versions(connection, planned.header, planned.sources)
                repository.note_words(connection, planned.header)
                repository.set_header_base(connection, planned.header, header_digest(planned.header))


def header_digest(header: SetHeader) -> str:
    """The digest of what a set holds besides its annotations."""
    return sha256(encode(header))


def _place(header: SetHeader, slugs: dict[str, str]) -> Path:
    name = f"{header.document}.yaml" if header.kind == "annotations" else f"{header.document}.adjudicated.yaml"
    return Path(slugs[header.annotator]) / name


def _plan(
    workspace: Workspace,
    connection: Connection,
    annotators: Iterable[str] | None,
    everyone: bool,
    document: str | None,
    story: str | None,
    openly: bool,
    watch: Watch = UNWATCHED,
) -> list[_Planned]:
    known = repository.annotators(connection)
    names = list(known) if everyone else list(annotators) if annotators is not None else [workspace.annotator]
    for name in names:
        if name not in known and annotators is not None:
            raise UsageError(
                f'There is no annotator "{shown_line(name)}" here.', f"There are {', '.join(known) or 'none'}."
            )
    only = documents.find(connection, document).id if document is not None else None
    here = {one.id: one for one in repository.documents(connection) if story is None or story in one.stories}
    sources, entries = source_rows.ledger(connection), source_rows.entries(connection)
    renamed = source_rows.renamed(connection)
    secrets = confidential.secrets(connection)
    planned = []
    seen = sight.sight(connection, workspace).only(repository.sets(connection))
    for header in watch.each(seen, "reading set"):
        if header.annotator in names and header.document in here and only in (None, header.document):
            marks = repository.annotations(connection, document_id=header.document, annotator_name=header.annotator)
            marks = [
                msgspec.structs.replace(mark, annotation=relinked(mark.annotation, renamed))
                for mark in marks
                if mark.kind == header.kind
            ]
            decided = [one.decision for one in repository.decisions(connection, header=header)]
            said = [one.comment for one in repository.comments(connection, header=header)]
            bare = not (marks or decided or said) and _empty(header)
            if bare and not _was_seen(connection, header):
                continue  # begun and taken back before anybody saw it: an empty file would say "all deleted"
            # What was deleted while the mark that links to it was not there, as before an undo, travels with it.
            lost = {link.source for mark in marks for link in mark.annotation.links} - sources.keys()
            gone = {key: one.entry.source for key, one in source_rows.exchanged_sources(connection, lost).items()}
            value = compose(header, here[header.document], marks, sources | gone, decided, said, openly=openly)
            bases: dict[str, str | None] = {mark.id: content_digest(mark.annotation) for mark in marks}
            told = "" if openly else _told(value, secrets)
            planned.append(_Planned(value, header, write_set(value), bases, _entered(entries, value), told))
    return planned


def _told(value: AnnotationSet, secrets: Secrets) -> str:
    """What in a set gives a confidential source away: the first such place, in words that do not repeat it."""
    if not secrets:
        return ""
    words = [
        (f"the {name.replace('_', ' ').replace('.', ' ')} of {one.id[-8:]}", mention)
        for one in (*value.annotations, *value.orphans)
        for name, mention in secrets.told_by(one)
    ]
    others = [("a comment", one.text) for one in value.comments]
    others += [("a reason", one.reason) for one in value.decisions]
    words += [(name, mention) for name, told in others for mention in secrets.inside(told)]
    words += [
        (f"the {name} of {one.id}", mention) for one in value.sources for name, mention in secrets.told_by_source(one)
    ]
    if not words:
        return ""
    name, mention = words[0]
    return f"{name} gives {shown_line(mention.alias)} away; mend it, or ask for it with: --include-confidential"


def _entered(entries: dict[str, Entry], value: AnnotationSet) -> list[tuple[str, str]]:
    """Those sources of a set that were entered in the ledger, each by its id and digest."""
    here = [entries[one.id].source for one in value.sources if one.id in entries]
    return [(one.id, content_digest(one)) for one in here]


def _was_seen(connection: Connection, header: SetHeader) -> bool:
    """Whether anything of a set was ever exchanged."""
    words = repository.exchanged_words(connection, header).values()
    return any(repository.bases(connection, header).values()) or any(one.exchanged for one in words)


def _empty(header: SetHeader) -> bool:
    """Whether a set's own fields say nothing; whose sets a review is of is no word yet."""
    return not (header.done or header.coverage)


def compose(
    header: SetHeader,
    document: Document,
    marks: Iterable[Placed],
    sources: dict[str, Source],
    decisions: Iterable[Decision] = (),
    comments: Iterable[Comment] = (),
    *,
    openly: bool = False,
) -> AnnotationSet:
    """The set as a file carries it: with the sources that its links name, and those that these repeat or double.

    Of confidential sources it says what others may know; ``openly`` everything.
    """
    placed: list[Annotation] = []
    orphans: list[Orphan] = []
    for mark in marks:
        if mark.unplaced is None:
            placed.append(mark.annotation)
        else:
            whole = {name: getattr(mark.annotation, name) for name in Annotation.__struct_fields__}
            orphans.append(Orphan(**whole, sha256=mark.unplaced.sha256, reason=mark.unplaced.reason))
    wanted = {link.source for one in (*placed, *orphans) for link in one.links}
    while more := {one for name in wanted if name in sources for one in _named(sources[name])} - wanted:
        wanted |= more
    return AnnotationSet(
        format="workbench/annotation-set",
        version=1,
        kind=header.kind,
        document=DocumentRef(
            id=document.id,
            title=document.title,
            publisher=document.publisher,
            url=document.url,
            published=document.published,
            sha256=document.sha256,
            characters=document.characters,
        ),
        annotator=header.annotator,
        from_=header.from_,
        done=header.done,
        annotations=tuple(placed),
        orphans=tuple(orphans),
        coverage=header.coverage,
        comments=tuple(comments),
        decisions=tuple(decisions),
        sources=tuple(
            sources[name] if openly else shielded(sources[name]) for name in sorted(wanted) if name in sources
        ),
    )


def _named(source: Source) -> list[str]:
    """The sources that a source names."""
    return [one for one in (source.origin, source.same_as) if one]


__all__ = ["Written", "compose", "export", "header_digest", "selected", "withheld"]
