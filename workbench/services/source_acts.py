"""Acts on entered sources: merging, deleting and settling them, attempts to reach them, files kept with them."""

from pathlib import Path

import msgspec

from workbench.domain.errors import UsageError
from workbench.domain.model import Attachment, Contact, Entry, Source
from workbench.domain.sources import kept_of_document, standing
from workbench.domain.text import admit, admit_line, shown_line
from workbench.services import attachments, sources
from workbench.services.clock import new_id, now
from workbench.services.workspace import Workspace
from workbench.store import source_rows
from workbench.store.journal import Act, Put

# --- one source of two, or none ------------------------------------------------------------------------------------


def merge(workspace: Workspace, given: str, into: str) -> Source:
    """Say that a source is another one: links to it count as links to that; what that lacks is filled in.

    Nothing that links to it is changed, so undo takes it back whole. Raises :class:`UsageError`.
    """
    with workspace.store.write() as connection:
        known = source_rows.ledger(connection)
        double, target = known[sources.pick(known, given)], known[standing(known, sources.pick(known, into))]
        for one in (double, target):
            sources.refuse_purged(one)
        if standing(known, double.id) == target.id:
            raise UsageError(f"{double.id} and {target.id} are one already.", "Nothing was changed.")
        documents = [sources.is_document(connection, one.id) for one in (double, target)]
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
            for name in (*sources.EDITABLE, "contacts", "attachments")
            if getattr(target, name) == getattr(blank, name) and name not in ("kind", "origin")
        }
        if any(documents):
            fills = {name: value for name, value in fills.items() if name not in sources.OF_DOCUMENT}
        origins = [one for one in (target.origin, double.origin) if one]
        origins = [one for one in origins if standing(known, one) not in (target.id, double.id)]
        fills["origin"] = origins[0] if origins else None
        whole = msgspec.structs.replace(target, **fills)
        if any(documents):
            whole = kept_of_document(whole) or Source(id=target.id, kind="document")
        rivals = {key: one.rivals for key, one in source_rows.entries(connection, [double.id, target.id]).items()}
        gone = msgspec.structs.replace(double, same_as=target.id, origin=None)
        act = Act(
            connection, workspace.annotator, now(), f"merge source {sources.said(double)} into {sources.said(target)}"
        )
        puts = [
            Put("source", double.id, Entry(source=gone, rivals=rivals.get(double.id, ()))),
            Put("source", target.id, Entry(source=whole, rivals=rivals.get(target.id, ()))),
        ]
        here = source_rows.entries(connection, [target.id]).get(target.id)
        if whole == (here.source if here is not None else Source(id=target.id, kind="document")):
            puts.pop()
        act.put_all(puts)
        return source_rows.ledger(connection)[target.id]


def delete(workspace: Workspace, given: str) -> Source:
    """Delete a source that nothing points at; undo brings it back.

    Raises :class:`UsageError` naming what points there, or where it is a stored document.
    """
    with workspace.store.write() as connection:
        known = source_rows.ledger(connection)
        source = known[sources.pick(known, given)]
        if sources.is_document(connection, source.id):
            raise UsageError(
                f"{source.id} is a stored document.", f"Archive it with: workbench documents remove {source.id}"
            )
        pointed = sources.pointing_within(connection, workspace, known, source.id)
        if pointed.links or sources.is_pointed_at(connection, known, source.id):
            raise UsageError(
                f"{source.id} cannot be deleted: {'; '.join(_told(pointed)) or 'something points at it'}.",
                "Nothing was changed. Take the links away first, or merge it into another source.",
            )
        summary = f"delete source {sources.said(source)}"
        Act(connection, workspace.annotator, now(), summary).put("source", source.id, None)
    return source


def _told(pointed: sources.Pointing) -> list[str]:
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
        known = source_rows.ledger(connection)
        ident = sources.pick(known, given)
        entry = source_rows.entries(connection, [ident]).get(ident)
        if entry is None or not entry.rivals:
            raise UsageError(f"Nobody's set says anything else of {ident}.", "Nothing was changed.")
        chosen = next((one.source for one in entry.rivals if one.annotator == take), None)
        if chosen is None and take != "ours":
            names = ", ".join(shown_line(one.annotator) for one in entry.rivals)
            raise UsageError(f"{shown_line(take)} has no other version of {ident}.", f"Take ours, or that of {names}.")
        if chosen is not None and entry.source.confidential and not chosen.confidential:
            raise UsageError(
                f"{ident} is confidential here, and in the set of {shown_line(take)} it is not.",
                "Keep ours; or say that it is confidential no more with: source edit --not-confidential",
            )
        state = Entry(source=chosen or entry.source)
        act = Act(connection, workspace.annotator, now(), f"settle source {sources.said(state.source)}")
        # Each that was passed over has stood here for a moment: an import knows it from the journal.
        passed = [one.source for one in entry.rivals if one.source != state.source]
        for one in (*passed, state.source):
            act.put("source", ident, Entry(source=one))
        return source_rows.ledger(connection)[ident]


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
    return _extend(workspace, given, f"contact {sources.short(one.who)}", contact=one)


def attach(workspace: Workspace, given: str, path: Path) -> Source:
    """Copy a file into the workspace and keep it with a source. Raises :class:`UsageError`."""
    with workspace.store.read() as connection:
        known = source_rows.ledger(connection)
        sources.refuse_purged(known[sources.pick(known, given)])  # before anything is copied
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
        known = source_rows.ledger(connection)
        before = known[sources.pick(known, given)]
        sources.refuse_purged(before)
        files = tuple(one for one in before.attachments if one != without)
        if attachment is not None and all(one.sha256 != attachment.sha256 for one in files):
            files = (*files, attachment)
        contacts = (*before.contacts, contact) if contact is not None else before.contacts
        after = msgspec.structs.replace(before, contacts=contacts, attachments=files)
        sources.put_entry(connection, workspace, after, "change a source" if before.confidential else summary)
    return after
