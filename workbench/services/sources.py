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
from workbench.domain.model import Attachment, Contact, Document, Entry, Placed, Rival, Source
from workbench.domain.sources import Ledger, caption, kept_of_document, pointing_at, source_id, standing
from workbench.domain.text import admit, admit_line, shown_line
from workbench.matching.duplicates import Match, all_likely, likely
from workbench.services import attachments, sight
from workbench.services.clock import new_id, now
from workbench.services.workspace import Workspace
from workbench.store import repository
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
    """A source after an act, and which others may be the same."""

    source: Source
    alike: tuple[Match, ...] = ()


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
        return repository.ledger(connection)


def listing(workspace: Workspace, *, story: str | None = None, entered: bool = False) -> list[Row]:
    """The sources that stand for themselves, by what they are called; merged ones and unused archive are left out.

    With ``story`` those that its documents' annotations link to, and its documents; with ``entered`` without stored
    documents of which the ledger keeps nothing.
    """
    with workspace.store.read() as connection:
        entries = repository.entries(connection)
        here = {one.id: one for one in repository.documents(connection)}
        gone = {one.id: one for one in repository.documents(connection, removed=True)}
        known = repository.ledger(connection)
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
        known = repository.ledger(connection)
        ident = pick(known, given)
        entry = repository.entries(connection, [ident]).get(ident)
        document = repository.find_document(connection, ident)
        gone = next((one for one in repository.documents(connection, removed=True) if one.id == ident), None)
        ours = _doubles(known, ident)
        linked = _pointing(connection, workspace, known, ident).links
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
        known = repository.ledger(connection)
        documents = set(repository.document_ids(connection, archived=True))
    source = known[pick(known, given)]
    # Two stored documents are two texts, however alike.
    others = [one for one in known.values() if not (source.id in documents and one.id in documents)]
    return likely(source, others)


def all_alike(workspace: Workspace) -> dict[str, list[Match]]:
    """Of every source those that may be the same, as :func:`alike` tells them."""
    with workspace.store.read() as connection:
        known = repository.ledger(connection)
        documents = set(repository.document_ids(connection, archived=True))
    return all_likely(known.values(), lambda one, other: not (one.id in documents and other.id in documents))


def pointing(workspace: Workspace, given: str) -> Pointing:
    """What points at a source."""
    with workspace.store.read() as connection:
        known = repository.ledger(connection)
        return _pointing(connection, workspace, known, pick(known, given))


def _pointing(connection: Connection, workspace: Workspace, known: Ledger, ident: str) -> Pointing:
    seen = sight.sight(connection, workspace).only(repository.linked(connection, _doubles(known, ident)))
    return Pointing(tuple(seen), tuple(pointing_at(known, ident)))


def _doubles(known: Ledger, ident: str) -> set[str]:
    """A source with those that were merged into it."""
    return {ident, *(other for other, one in known.items() if one.same_as and standing(known, other) == ident)}


# --- entering and changing -----------------------------------------------------------------------------------------


def add(workspace: Workspace, given: Mapping[str, Any], *, file: Path | None = None) -> Kept:
    """Enter a source (keys of ``EDITABLE``), with a file if there is one; sources that may be the same are told.

    Raises :class:`UsageError` for a value that does not fit, or where nothing says what it is. Where an address is
    given and no day, it was looked at today.
    """
    moment = now()
    values = {name: clean(name, value) for name, value in given.items()}
    if values.get("url") and not values.get("accessed"):
        values["accessed"] = moment[:10]
    values.setdefault("kind", "web_page" if values.get("url") else "other")
    _name_origin(ledger(workspace), values, None)
    source = Source(id="new", **values)
    _check_named(source)
    if file is not None:  # a long copy, which no other writer waits for
        source = msgspec.structs.replace(source, attachments=(attachments.take_in(workspace, file),))
    with workspace.store.write() as connection:
        known = repository.ledger(connection)
        _name_origin(known, values, None)
        found = tuple(likely(source, known.values()))
        ident = _silent_id() if source.confidential else source_id(source)
        if ident in known or repository.exchanged_sources(connection, [ident]):
            ident = f"{ident}-{new_id()[-4:]}"
        source = msgspec.structs.replace(source, id=ident)
        act = Act(connection, workspace.annotator, moment, f"add source {_said(source)}")
        act.put("source", ident, Entry(source=source))
    return Kept(source, found)


def edit(workspace: Workspace, given: str, changes: Mapping[str, Any]) -> Kept:
    """Change a source (keys of ``EDITABLE``; an empty text clears a field).

    What a stored document says of itself is changed there. One that becomes confidential gets another id, since the old
    one tells its title. Raises :class:`UsageError`.
    """
    values = {name: clean(name, value) for name, value in changes.items()}
    with workspace.store.write() as connection:
        known = repository.ledger(connection)
        before = known[pick(known, given)]
        documented = sorted(set(values) & set(OF_DOCUMENT))
        if documented and _is_document(connection, before.id):
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
            _put(connection, workspace, after, f"edit source {_said(after)}")
        found = tuple(likely(after, known.values())) if {"title", "url"} & set(values) else ()
    return Kept(after, found)


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
    if _is_document(connection, after.id):
        raise UsageError(
            f"{after.id} is a stored document, which lies in files with its title.",
            "Enter a confidential source beside it, and link to that.",
        )
    summary = f"edit source {_said(after)}"
    if _SILENT.fullmatch(after.id):
        _put(connection, workspace, after, summary)
        return after
    entries = repository.entries(connection)
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
    return silent


_SILENT = re.compile(r"source-[0-9a-f]{12}(-[0-9a-f]{4})?")


def _silent_id() -> str:
    return f"source-{new_id()[-12:]}"


def _put(connection: Connection, workspace: Workspace, after: Source, summary: str) -> None:
    """Make the ledger's entry show a source; of a document only what its metadata does not say."""
    entry = repository.entries(connection, [after.id]).get(after.id)
    kept: Source | None = after
    if _is_document(connection, after.id):
        kept = kept_of_document(after)
    if kept == (entry.source if entry is not None else None):
        return
    rivals = entry.rivals if entry is not None else ()
    if kept is None and rivals:
        kept = Source(id=after.id, kind="document")  # what others say of it is still to be settled
    state = None if kept is None else Entry(source=kept, rivals=rivals)
    Act(connection, workspace.annotator, now(), summary).put("source", after.id, state)


def _is_document(connection: Connection, ident: str) -> bool:
    return repository.document_known(connection, ident)


def _said(source: Source) -> str:
    """A source as the journal calls it: never a confidential one's name."""
    return _short(" ".join(caption(source).split()))


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"


# --- one source of two, or none ------------------------------------------------------------------------------------


def merge(workspace: Workspace, given: str, into: str) -> Source:
    """Say that a source is another one: links to it count as links to that; what that lacks is filled in.

    Nothing that links to it is changed, so undo takes it back whole. Raises :class:`UsageError`.
    """
    with workspace.store.write() as connection:
        known = repository.ledger(connection)
        double, target = known[pick(known, given)], known[standing(known, pick(known, into))]
        if standing(known, double.id) == target.id:
            raise UsageError(f"{double.id} and {target.id} are one already.", "Nothing was changed.")
        documents = [_is_document(connection, one.id) for one in (double, target)]
        if all(documents):
            raise UsageError("Both are stored documents.", "Say which repeats which with: source edit DOC --origin")
        if double.confidential != target.confidential:
            raise UsageError(
                "One of them is confidential and the other is not: as one source they would give it away.",
                "Nothing was changed. Make both confidential first, or neither.",
            )
        if documents[0]:
            double, target = target, double  # the text stays
        blank = Source(id=target.id, kind=target.kind)
        fills = {
            name: getattr(double, name)
            for name in (*EDITABLE, "contacts", "attachments")
            if getattr(target, name) == getattr(blank, name) and name not in ("kind", "origin")
        }
        if any(documents):
            fills = {name: value for name, value in fills.items() if name not in OF_DOCUMENT}
        origins = [one for one in (target.origin, double.origin) if one]
        origins = [one for one in origins if standing(known, one) not in (target.id, double.id)]
        fills["origin"] = origins[0] if origins else None
        whole = msgspec.structs.replace(target, **fills)
        if any(documents):
            whole = kept_of_document(whole) or Source(id=target.id, kind="document")
        rivals = {key: one.rivals for key, one in repository.entries(connection, [double.id, target.id]).items()}
        gone = msgspec.structs.replace(double, same_as=target.id, origin=None)
        act = Act(connection, workspace.annotator, now(), f"merge source {_said(double)} into {_said(target)}")
        puts = [
            Put("source", double.id, Entry(source=gone, rivals=rivals.get(double.id, ()))),
            Put("source", target.id, Entry(source=whole, rivals=rivals.get(target.id, ()))),
        ]
        here = repository.entries(connection, [target.id]).get(target.id)
        if whole == (here.source if here is not None else Source(id=target.id, kind="document")):
            puts.pop()
        act.put_all(puts)
        return repository.ledger(connection)[target.id]


def delete(workspace: Workspace, given: str) -> Source:
    """Delete a source that nothing points at; undo brings it back.

    Raises :class:`UsageError` naming what points there, or where it is a stored document.
    """
    with workspace.store.write() as connection:
        known = repository.ledger(connection)
        source = known[pick(known, given)]
        if _is_document(connection, source.id):
            raise UsageError(
                f"{source.id} is a stored document.", f"Archive it with: workbench documents remove {source.id}"
            )
        pointed = _pointing(connection, workspace, known, source.id)
        if pointed.links or pointed.sources or repository.linked(connection, {source.id}):
            raise UsageError(
                f"{source.id} cannot be deleted: {'; '.join(_told(pointed)) or 'something points at it'}.",
                "Nothing was changed. Take the links away first, or merge it into another source.",
            )
        summary = f"delete source {_said(source)}"
        Act(connection, workspace.annotator, now(), summary).put("source", source.id, None)
    return source


def _told(pointed: Pointing) -> list[str]:
    told = []
    if pointed.links:
        marks = [f"{one.id[-8:]} of {shown_line(one.annotator)} in {one.document}" for one in pointed.links[:8]]
        more = f" and {len(pointed.links) - 8} more" if len(pointed.links) > 8 else ""
        told.append(f"linked by {', '.join(marks)}{more}")
    return told + [f"{'merged into it' if one.same_as else 'repeated by'}: {one.id}" for one in pointed.sources]


def settle(workspace: Workspace, given: str, take: str) -> Source:
    """Settle how a source differs in others' sets: ``take`` is "ours", or the annotator whose version shall stand.

    Raises :class:`UsageError` where nothing is to be settled.
    """
    with workspace.store.write() as connection:
        known = repository.ledger(connection)
        ident = pick(known, given)
        entry = repository.entries(connection, [ident]).get(ident)
        if entry is None or not entry.rivals:
            raise UsageError(f"Nobody's set says anything else of {ident}.", "Nothing was changed.")
        chosen = next((one.source for one in entry.rivals if one.annotator == take), None)
        if chosen is None and take != "ours":
            names = ", ".join(shown_line(one.annotator) for one in entry.rivals)
            raise UsageError(f"{shown_line(take)} has no other version of {ident}.", f"Take ours, or that of {names}.")
        state = Entry(source=chosen or entry.source)
        act = Act(connection, workspace.annotator, now(), f"settle source {_said(state.source)}")
        # Each that was passed over has stood here for a moment: an import knows it from the journal.
        passed = [one.source for one in entry.rivals if one.source != state.source]
        for one in (*passed, state.source):
            act.put("source", ident, Entry(source=one))
        return repository.ledger(connection)[ident]


# --- reaching it ---------------------------------------------------------------------------------------------------


def contact(workspace: Workspace, given: str, who: str, answer: str = "", at: str = "") -> Source:
    """Note an attempt to reach a source: who was asked, what they answered, and on which day (today)."""
    moment = now()
    if not admit_line(who):
        raise UsageError("Nobody was named.", "Say who was asked.")
    told = {"who": admit_line(who), "answer": admit(answer).text.strip(), "at": admit_line(at) or moment}
    try:
        one = msgspec.convert({"id": new_id(), "by": workspace.annotator, **told}, Contact)
    except msgspec.ValidationError as error:
        name = next((name for name in told if f"$.{name}" in str(error)), "by")
        hint = "Write a date such as 2020-01-31." if name == "at" else "It is too long."
        raise UsageError(f'"{shown_line(told.get(name, "")[:60])}" cannot be noted as {name}.', hint) from None
    return _extend(workspace, given, f"contact {_short(one.who)}", contact=one)


def attach(workspace: Workspace, given: str, path: Path) -> Source:
    """Copy a file into the workspace and keep it with a source. Raises :class:`UsageError`."""
    with workspace.store.read() as connection:
        pick(repository.ledger(connection), given)  # before anything is copied
    kept = attachments.take_in(workspace, path)
    return _extend(workspace, given, f"attach {kept.name}", attachment=kept)


def detach(workspace: Workspace, given: str, attachment: Attachment) -> Source:
    """Keep a file no longer with a source; its bytes stay in the workspace, so that undo finds them."""
    return _extend(workspace, given, f"detach {attachment.name}", without=attachment)


def _extend(
    workspace: Workspace,
    given: str,
    summary: str,
    *,
    contact: Contact | None = None,
    attachment: Attachment | None = None,
    without: Attachment | None = None,
) -> Source:
    with workspace.store.write() as connection:
        known = repository.ledger(connection)
        before = known[pick(known, given)]
        files = tuple(one for one in before.attachments if one != without)
        if attachment is not None and all(one.sha256 != attachment.sha256 for one in files):
            files = (*files, attachment)
        contacts = (*before.contacts, contact) if contact is not None else before.contacts
        after = msgspec.structs.replace(before, contacts=contacts, attachments=files)
        _put(connection, workspace, after, "change a source" if before.confidential else summary)
    return after
