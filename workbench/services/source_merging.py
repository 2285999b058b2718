"""Taking in the sources of a set: new ones come in, later states follow, what contradicts ours is kept beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from workbench.domain.merge import content_digest
from workbench.domain.model import Entry, Rival, SetHeader, Source
from workbench.domain.sources import caption, kept_of_document, shielded
from workbench.domain.text import shown_line
from workbench.matching.duplicates import likely
from workbench.store import repository, source_rows
from workbench.store.engine import Connection
from workbench.store.journal import Act, Put
from workbench.store.source_rows import KnownSource


@dataclass
class _Merging:
    """One set's sources on their way in; ``said`` are the versions that its files have held before, as (id, digest)."""

    connection: Connection
    annotator: str
    said: set[tuple[str, str]] = field(default_factory=set)
    new: list[Put] = field(default_factory=list)
    changed: list[Put] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def merge_sources(connection: Connection, act: Act, theirs: Iterable[Source], header: SetHeader) -> list[str]:
    """Merge the sources of one set; what a person should know.

    A version that differs from ours takes its place only where it follows from it: where this very set has held our
    version before. One that stood here before is old. Every other one was made beside ours: what ours lacks is filled
    in, and where both have something the other version is kept as a rival.

    What changes is part of ``act``; what is new is no part of what undo takes back: other sets may link to it by then,
    and an unused source harms nobody.
    """
    incoming = {one.id: one for one in theirs}
    if not incoming:
        return []
    known = source_rows.exchanged_sources(connection, incoming)
    fresh: list[Source] = []
    wanted: dict[str, Source] = {}
    for ident, source in incoming.items():
        if repository.document_known(connection, ident):
            kept = kept_of_document(source)
            if kept is None and ident not in known:
                continue  # the document says it all
            source = kept or Source(id=ident, kind="document")
        elif ident not in known:
            fresh.append(source)
        wanted[ident] = source
    standing = {(ident, content_digest(one.entry.source)) for ident, one in known.items()}
    merging = _Merging(connection, header.annotator, source_rows.versions_said(connection, header, standing))
    for ident, source in wanted.items():
        _merge_one(merging, source, known.get(ident))
    Act(connection, act.annotator, act.at, "take in sources", kind="setup").put_all(merging.new)
    act.put_all(merging.changed)
    source_rows.note_versions(connection, header, {(key, content_digest(source)) for key, source in wanted.items()})
    return merging.notes + _alike(connection, fresh, incoming.keys())


def _alike(connection: Connection, fresh: list[Source], incoming: Iterable[str]) -> list[str]:
    """Which of the new sources look like one that was here before."""
    if not fresh:
        return []
    came = set(incoming)
    before = [one for ident, one in source_rows.ledger(connection).items() if ident not in came]
    return [
        f"source {source.id}: it looks like {match.source.id} ({match.reason}); both are kept, "
        f"`source merge {source.id} {match.source.id}` makes them one"
        for source in fresh
        for match in likely(source, before)[:1]
    ]


def _merge_one(merging: _Merging, theirs: Source, ours: KnownSource | None) -> None:
    ident, digest, puts = theirs.id, content_digest(theirs), merging.changed
    if ours is None:
        merging.new.append(Put("source", ident, Entry(source=theirs)))
        return
    mine, rivals = ours.entry.source, ours.entry.rivals
    if mine.purged is not None:
        return  # what was erased here does not come back
    if theirs.purged is not None:
        merging.notes.append(
            f"source {ident} ({shown_line(caption(mine))}): it was purged in the set of "
            f"{shown_line(merging.annotator)}; here it stays until `source purge {ident}` erases it"
        )
        return
    others = tuple(one for one in rivals if one.annotator != merging.annotator)
    old = repository.was(merging.connection, ident, digest, "source", kept=True)
    if ours.deleted:
        if not (old and repository.document_known(merging.connection, ident)):
            # Links come with it, so it is wanted again.
            puts.append(Put("source", ident, Entry(source=mine if old else theirs)))
    elif digest == content_digest(mine) or _hides(mine, theirs):
        if others != rivals:
            puts.append(Put("source", ident, Entry(source=mine, rivals=others)))
    elif old:
        return
    elif (ident, content_digest(mine)) in merging.said and theirs.confidential >= mine.confidential:
        puts.append(Put("source", ident, Entry(source=theirs, rivals=others)))
    else:
        filled, differing = _fill(mine, theirs)
        if mine.confidential and not theirs.confidential:
            differing.append("confidential")  # what is kept back here is opened by nobody else
        if differing:
            rival = Rival(annotator=merging.annotator, source=theirs)
            others = (*others, rival)
            if rival not in rivals:
                merging.notes.append(
                    f"source {ident} ({shown_line(caption(mine))}): {', '.join(differing)} differ in the set of "
                    f"{shown_line(merging.annotator)}; both are kept, `source settle {ident} ours|NAME` takes one"
                )
        entry = Entry(source=filled, rivals=others)
        if entry != ours.entry:
            puts.append(Put("source", ident, entry))


def _hides(mine: Source, theirs: Source) -> bool:
    """Whether theirs is what others may see of a confidential source, of which ours knows more."""
    return mine.confidential and theirs.confidential and theirs == shielded(theirs) and mine != shielded(mine)


def _fill(mine: Source, theirs: Source) -> tuple[Source, list[str]]:
    """Ours with its empty fields filled from theirs; and the fields in which both have differing values.

    On which day somebody looked is no difference: the later one stays.
    """
    blank = Source(id=mine.id, kind=mine.kind)
    changed: dict[str, Any] = {}
    differing = []
    for name in Source.__struct_fields__:
        one, other = getattr(mine, name), getattr(theirs, name)
        if name in ("contacts", "attachments"):
            more = tuple(item for item in other if item not in one)
            changed[name] = (*one, *more)
        elif other == one or other == getattr(blank, name):
            continue
        elif one == getattr(blank, name) and name != "kind":
            changed[name] = other
        elif name == "accessed":
            changed[name] = max(one, other)
        else:
            differing.append(name)
    return msgspec.structs.replace(mine, **changed), differing
