"""The ledger of sources: entering, listing, changing, merging and deleting them, and the attempts to reach them.

A stored document is a source by its own id, without being entered; what the ledger keeps of it is what the document's
metadata does not say.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from workbench.domain import ids, urls
from workbench.domain.errors import UsageError
from workbench.domain.model import Document, Entry, Placed, Rival, Source
from workbench.domain.sources import Ledger, caption, kept_of_document, pointing_at, source_id, standing
from workbench.domain.text import admit, admit_line, sha256, shown_line
from workbench.matching.duplicates import Match, all_likely, likely
from workbench.services import attachments, confidential, sight
from workbench.services.clock import new_id, now
from workbench.services.workspace import Workspace
from workbench.store import repository, source_rows
from workbench.store.engine import Connection
from workbench.store.journal import Act, Put

EDITABLE = (
    "kind", "title", "publisher", "author", "url", "archived_url", "published", "accessed", "origin", "terms", "alias",
    "confidential", "note",
)  # fmt: skip
"""The fields that a person sets; the rest has commands of its own."""
OF_DOCUMENT = ("title", "publisher", "author", "url", "published")
"""The fields that a stored document's own metadata holds."""
_FIELDS = {field.name: field for field in msgspec.structs.fields(Source)}


@dataclass(frozen=True)
class Row:
    """A source as lists show it: which document it is, if any, and how many links lead to it.

    ``links`` counts those that the acting annotator may see.
    """

    source: Source
    document: Document | None = None
    links: int = 0
    rivals: tuple[Rival, ...] = ()
    archived: bool = False
    """Whether it is a document that was archived."""


@dataclass(frozen=True)
class Kept:
    """A source after an act, and which others may be the same.

    ``leaks`` are files that were written before it was confidential, and give it away.
    """

    source: Source
    alike: tuple[Match, ...] = ()
    leaks: tuple[confidential.Leak, ...] = ()


@dataclass(frozen=True)
class Pointing:
    """What points at a source or a double of it: annotations by their links, sources by their origin.

    Annotations that may not be seen are not among them, nor counted.
    """

    links: tuple[Placed, ...] = ()
    sources: tuple[Source, ...] = ()


# --- looking -------------------------------------------------------------------------------------------------------


def ledger(workspace: Workspace) -> Ledger:
    """All sources by id, stored documents among them, archived ones too."""
    with workspace.store.read() as connection:
        return source_rows.ledger(connection)


def named_now(workspace: Workspace, told: Any) -> Any:
    """Plain data in which confidential sources stand by the ids they have now, wherever it names them by another."""
    with workspace.store.read() as connection:
        names = source_rows.renamed(connection)

    def mapped(value: Any) -> Any:
        if isinstance(value, str):
            return names.get(sha256(value), value)
        if isinstance(value, dict):
            return {key: mapped(inner) for key, inner in value.items()}
        return [mapped(inner) for inner in value] if isinstance(value, list | tuple) else value

    return mapped(told) if names else told


def listing(workspace: Workspace, *, story: str | None = None, entered: bool = False) -> list[Row]:
    """The sources that stand for themselves, by what they are called; merged ones and unused archive are left out.

    With ``story`` those that its documents' annotations link to, and its documents; with ``entered`` without stored
    documents of which the ledger keeps nothing.
    """
    with workspace.store.read() as connection:
        entries = source_rows.entries(connection)
        here = {one.id: one for one in repository.documents(connection)}
        gone = {one.id: one for one in repository.documents(connection, removed=True)}
        known = source_rows.ledger(connection)
        marks = sight.sight(connection, workspace).only(repository.linked(connection))
    told = {ident for ident, one in here.items() if story is None or story in one.stories}
    counts: dict[str, int] = {}
    for mark in marks:
        if story is None or mark.document in told:
            for link in mark.annotation.links:
                stands = standing(known, link.source)
                counts[stands] = counts.get(stands, 0) + 1
    rows = []
    for ident, source in known.items():
        if (
            standing(known, ident) != ident
            or (ident in gone and ident not in counts)
            or (entered and ident not in entries)
        ):
            continue
        if story is not None and ident not in counts and ident not in told:
            continue
        rivals = entries[ident].rivals if ident in entries else ()
        document = here.get(ident) or gone.get(ident)
        rows.append(Row(source, document, counts.get(ident, 0), rivals, ident in gone))
    return sorted(rows, key=lambda row: (caption(row.source).casefold(), row.source.id))


def get(workspace: Workspace, given: str) -> Row:
    """The source that an id or the unique beginning or end of one stands for."""
    with workspace.store.read() as connection:
        known = source_rows.ledger(connection)
        ident = pick(known, given)
        entry = source_rows.entries(connection, [ident]).get(ident)
        document = repository.find_document(connection, ident)
        gone = next((one for one in repository.documents(connection, removed=True) if one.id == ident), None)
        ours = _doubles(known, ident)
        linked = pointing_within(connection, workspace, known, ident).links
    rivals = entry.rivals if entry is not None else ()
    number = sum(link.source in ours for one in linked for link in one.annotation.links)
    return Row(known[ident], document or gone, number, rivals, gone is not None)


def stands(workspace: Workspace, given: str) -> Row:
    """As :func:`get`, of a source that was merged into another that other one."""
    known = ledger(workspace)
    return get(workspace, standing(known, pick(known, given)))


def pick(known: Ledger, given: str) -> str:
    """The id that ``given`` means: itself, its beginning, or four or more characters of its end."""
    if given in known:
        return given
    ends = [ident for ident in known if len(given) >= ids.TAIL and ident.endswith(given)]
    if not ends or any(given and ident.startswith(given) for ident in known):
        return ids.pick(given, known, "source", prefix=True)
    return ids.pick(given, ends, "source")


def alike(workspace: Workspace, given: str) -> list[Match]:
    """The sources that may be the same as this one, the likeliest first."""
    with workspace.store.read() as connection:
        known = source_rows.ledger(connection)
        documents = set(repository.document_ids(connection, archived=True))
    source = known[pick(known, given)]
    # Two stored documents are two texts, however alike.
    others = [one for one in known.values() if not (source.id in documents and one.id in documents)]
    return likely(source, others)


def all_alike(workspace: Workspace) -> dict[str, list[Match]]:
    """Of every source those that may be the same, as :func:`alike` tells them."""
    with workspace.store.read() as connection:
        known = source_rows.ledger(connection)
        documents = set(repository.document_ids(connection, archived=True))
    return all_likely(known.values(), lambda one, other: not (one.id in documents and other.id in documents))


def pointing(workspace: Workspace, given: str) -> Pointing:
    """What points at a source."""
    with workspace.store.read() as connection:
        known = source_rows.ledger(connection)
        return pointing_within(connection, workspace, known, pick(known, given))


def pointing_within(connection: Connection, workspace: Workspace, known: Ledger, ident: str) -> Pointing:
    """As :func:`pointing`, within a transaction."""
    seen = sight.sight(connection, workspace).only(repository.linked(connection, _doubles(known, ident)))
    return Pointing(tuple(seen), tuple(pointing_at(known, ident)))


def is_pointed_at(connection: Connection, known: Ledger, ident: str) -> bool:
    """Whether anything points at a source, also what may not be seen."""
    return bool(pointing_at(known, ident) or repository.linked(connection, {ident}))


def _doubles(known: Ledger, ident: str) -> set[str]:
    """A source with those that were merged into it."""
    return {ident, *(other for other, one in known.items() if one.same_as and standing(known, other) == ident)}


# --- entering and changing -----------------------------------------------------------------------------------------


def add(workspace: Workspace, given: Mapping[str, Any], *, file: Path | None = None) -> Kept:
    """Enter a source (keys of ``EDITABLE``), with a file if there is one; sources that may be the same are told.

    Raises :class:`UsageError` for a value that does not fit, or where nothing says what it is.
    """
    moment = now()
    values = {name: clean(name, value) for name, value in given.items()}
    values.setdefault("kind", "web_page" if values.get("url") else "other")
    _name_origin(ledger(workspace), values, None)
    source = Source(id="new", **values)
    _check_named(source)
    if file is not None:  # a long copy, which no other writer waits for
        source = msgspec.structs.replace(source, attachments=(attachments.take_in(workspace, file),))
    with workspace.store.write() as connection:
        known = source_rows.ledger(connection)
        _name_origin(known, values, None)
        found = tuple(likely(source, known.values()))
        ident = _silent_id() if source.confidential else source_id(source)
        if ident in known or source_rows.exchanged_sources(connection, [ident]):
            ident = f"{ident}-{new_id()[-4:]}"
        source = msgspec.structs.replace(source, id=ident)
        act = Act(connection, workspace.annotator, moment, f"add source {said(source)}")
        act.put("source", ident, Entry(source=source))
    return Kept(source, found)


def edit(workspace: Workspace, given: str, changes: Mapping[str, Any]) -> Kept:
    """Change a source (keys of ``EDITABLE``; an empty text clears a field).

    What a stored document says of itself is changed there. One that becomes confidential gets another id, since the old
    one tells its title. Raises :class:`UsageError`.
    """
    values = {name: clean(name, value) for name, value in changes.items()}
    with workspace.store.write() as connection:
        known = source_rows.ledger(connection)
        before = known[pick(known, given)]
        refuse_purged(before)
        documented = sorted(set(values) & set(OF_DOCUMENT))
        if documented and is_document(connection, before.id):
            raise UsageError(
                f"{before.id} is a document, whose {documented[0]} stands in its own metadata.",
                f"Change it with: workbench documents edit {before.id}",
            )
        _name_origin(known, values, before.id)
        after = msgspec.structs.replace(before, **values)
        _check_named(after)
        if after.confidential and not before.confidential:
            after = _silence(connection, workspace, known, after)
        else:
            put_entry(connection, workspace, after, f"edit source {said(after)}")
        found = tuple(likely(after, known.values())) if {"title", "url"} & set(values) else ()
        told = confidential.secrets_of(connection, [after]) if after.confidential else None
    leaks = confidential.written(workspace, told) if told is not None and not before.confidential else ()
    return Kept(after, found, tuple(leaks))


def clean(name: str, value: Any) -> Any:
    """One field of a source as the model has it; raises :class:`UsageError` where it does not fit."""
    if name not in EDITABLE:
        raise UsageError(f'A source has no field "{shown_line(name)}".', f"It has {', '.join(EDITABLE)}.")
    if isinstance(value, str):
        value = admit(value).text.strip() if name == "note" else admit_line(value)
    if name in ("url", "archived_url") and (wrong := urls.problem(value or "")):
        raise UsageError(f'"{shown_line(value)}" cannot be taken: {wrong}.', "Give an http or https address.")
    if value in ("", None) and not _FIELDS[name].required:
        return _FIELDS[name].default
    try:
        return msgspec.convert(value, _FIELDS[name].type, strict=False)
    except msgspec.ValidationError:
        raise UsageError(f'"{shown_line(str(value))}" is no value for {name}.', _hint(name)) from None


def _hint(name: str) -> str:
    import typing

    kind = _FIELDS[name].type
    values = [part for part in (kind, *typing.get_args(kind)) if typing.get_origin(part) is typing.Literal]
    if values:
        return f"It may be {', '.join(typing.get_args(values[0]))}."
    return "Write a date such as 2020-01-31." if name in ("published", "accessed") else ""


def _name_origin(known: Ledger, values: dict[str, Any], own: str | None) -> None:
    if values.get("origin"):
        values["origin"] = pick(known, values["origin"])
        if own is not None and standing(known, values["origin"]) == standing(known, own):
            raise UsageError("A source cannot be its own origin.", "Name the source that it repeats.")


def _check_named(source: Source) -> None:
    if not (source.title or source.url or source.alias):
        raise UsageError("Nothing says which source this is.", "Give a title, an address or an alias.")
    if source.confidential and not source.alias:
        raise UsageError("A confidential source needs an alias.", "Give what it is to be called, such as --alias.")


def _silence(connection: Connection, workspace: Workspace, known: Ledger, after: Source) -> Source:
    """Make a source confidential, under an id that says nothing; what points at it follows. As it then stands.

    Raises :class:`UsageError` for a stored document, and where others' links name it.
    """
    if is_document(connection, after.id):
        raise UsageError(
            f"{after.id} is a stored document, which lies in files with its title.",
            "Enter a confidential source beside it, and link to that.",
        )
    doubles = [ident for ident in known if ident != after.id and standing(known, ident) == standing(known, after.id)]
    if doubles:
        raise UsageError(
            f"{after.id} was merged with {', '.join(doubles)}, which would still tell what it is.",
            "Nothing was changed. Part them with undo, make each confidential, and merge them again.",
        )
    summary = f"edit source {said(after)}"
    if _SILENT.fullmatch(after.id):
        put_entry(connection, workspace, after, summary)
        source_rows.hush(connection, [after.id], f"change source {said(after)}")
        return after
    entries = source_rows.entries(connection)
    linked = repository.linked(connection, {after.id})
    if any(one.annotator != workspace.annotator for one in linked) or entries[after.id].rivals:
        raise UsageError(
            f"The id {after.id} tells what it is, and sets of others name it.",
            "Nothing was changed. Enter it anew with --confidential and --alias, and link to that.",
        )
    silent = msgspec.structs.replace(after, id=_silent_id())
    moment = now()
    puts = [Put("source", after.id, None), Put("source", silent.id, Entry(source=silent))]
    for one in linked:
        links = [
            msgspec.structs.replace(link, source=silent.id) if link.source == after.id else link
            for link in one.annotation.links
        ]
        mark = msgspec.structs.replace(one.annotation, links=tuple(links), modified=moment)
        puts.append(Put("annotation", one.id, msgspec.structs.replace(one, annotation=mark)))
    for other in pointing_at(known, after.id):
        named = {name: silent.id for name in ("origin", "same_as") if getattr(other, name) == after.id}
        entry = entries[other.id]  # what points somewhere was entered, documents too
        moved = msgspec.structs.replace(entry.source, **named)
        puts.append(Put("source", other.id, msgspec.structs.replace(entry, source=moved)))
    Act(connection, workspace.annotator, moment, summary).put_all(puts)
    source_rows.hush(connection, [after.id, silent.id], f"change source {said(silent)}")
    return silent


_SILENT = re.compile(r"source-[0-9a-f]{12}(-[0-9a-f]{4})?")


def _silent_id() -> str:
    return f"source-{new_id()[-12:]}"


def put_entry(connection: Connection, workspace: Workspace, after: Source, summary: str) -> None:
    """Make the ledger's entry show a source; of a document only what its metadata does not say."""
    entry = source_rows.entries(connection, [after.id]).get(after.id)
    kept: Source | None = after
    if is_document(connection, after.id):
        kept = kept_of_document(after)
    if kept == (entry.source if entry is not None else None):
        return
    rivals = entry.rivals if entry is not None else ()
    if kept is None and rivals:
        kept = Source(id=after.id, kind="document")  # what others say of it is still to be settled
    state = None if kept is None else Entry(source=kept, rivals=rivals)
    Act(connection, workspace.annotator, now(), summary).put("source", after.id, state)


def refuse_purged(source: Source) -> None:
    """Raises :class:`UsageError` for a source of which only the alias is left."""
    if source.purged is not None:
        raise UsageError(
            f"{shown_line(caption(source))} was purged on {source.purged[:10]}: nothing can be added to it.",
            "Enter a new source, and link to that.",
        )


def is_document(connection: Connection, ident: str) -> bool:
    """Whether a source is a stored document, also an archived one."""
    return repository.document_known(connection, ident)


def said(source: Source) -> str:
    """A source as the journal calls it: never a confidential one's name."""
    return short(" ".join(caption(source).split()))


def short(words: str) -> str:
    """Words cut for the journal."""
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"
