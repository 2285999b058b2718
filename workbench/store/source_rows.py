"""The ledger of sources as the store holds it: entries, stored documents among them, what sets have said of them."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, insert, select, update

from workbench.domain.model import Entry, SetHeader, Source
from workbench.domain.sources import of_document
from workbench.domain.text import sha256
from workbench.store import repository
from workbench.store.journal import set_id
from workbench.store.tables import change, change_group, exchanged_set, source

CHUNK = 500


def entries(connection: Connection, ids: Collection[str] | None = None) -> dict[str, Entry]:
    """The ledger's entries of the given ids, or all, by id."""
    query = select(source.c.id, source.c.state).where(source.c.deleted == 0).order_by(source.c.id)
    decode = msgspec.json.Decoder(Entry).decode
    if ids is None:
        return {row.id: decode(row.state) for row in connection.execute(query)}
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Entry] = {}
    for at in range(0, len(wanted), CHUNK):
        some = query.where(source.c.id.in_(wanted[at : at + CHUNK]))
        found |= {row.id: decode(row.state) for row in connection.execute(some)}
    return found


def ledger(connection: Connection) -> dict[str, Source]:
    """All sources by id: those that were entered, and every document, archived ones too."""
    found = {key: entry.source for key, entry in entries(connection).items()}
    for one in (*repository.documents(connection), *repository.documents(connection, removed=True)):
        found[one.id] = of_document(one, found.get(one.id))
    return found


class KnownSource(NamedTuple):
    """How a source stands for an import: its entry as it is, or as it was when it was deleted."""

    entry: Entry
    deleted: bool


def exchanged_sources(connection: Connection, ids: Iterable[str]) -> dict[str, KnownSource]:
    """How the sources of these ids stand for an import, deleted ones too."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, KnownSource] = {}
    query = select(source.c.id, source.c.state, source.c.deleted)
    for at in range(0, len(wanted), CHUNK):
        for row in connection.execute(query.where(source.c.id.in_(wanted[at : at + CHUNK]))):
            entry = msgspec.json.decode(row.state, type=Entry)
            found[row.id] = KnownSource(entry, bool(row.deleted))
    return found


def versions_said(
    connection: Connection, header: SetHeader, versions: Collection[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Which versions of sources, as (id, content digest), the files of a set have held."""
    keys = {_version(*one): one for one in versions}
    found: set[tuple[str, str]] = set()
    wanted = list(keys)
    table = exchanged_set.c
    for at in range(0, len(wanted), CHUNK):
        query = select(table.sha256).where(table.set_id == set_id(header), table.sha256.in_(wanted[at : at + CHUNK]))
        found |= {keys[one] for one in connection.execute(query).scalars()}
    return found


def note_versions(connection: Connection, header: SetHeader, versions: Collection[tuple[str, str]]) -> None:
    """Note which versions of sources a file of a set holds; they stand beside the digests of its files."""
    fresh = sorted(set(versions) - versions_said(connection, header, versions))
    if fresh:
        rows = [{"set_id": set_id(header), "sha256": _version(*one)} for one in fresh]
        connection.execute(insert(exchanged_set), rows)


def _version(ident: str, content: str) -> str:
    return sha256("\x1f".join(("source", ident, content)))


def former_ids(connection: Connection, ident: str) -> list[str]:
    """The other ids that a source had or has had: it is given another one when it becomes confidential.

    Such an act takes one row away and makes one; also what was undone counts, for the journal holds it.
    """
    table, found, wanted = change.c, [ident], [ident]
    while wanted:
        here = wanted.pop()
        acts = select(table.group_id).where(
            table.entity == "source", table.row_id == here, table.before.is_(None) | table.after.is_(None)
        )
        swapped = (table.entity == "source", table.group_id.in_(acts), table.row_id != here)
        query = select(table.group_id, table.row_id, table.before, table.after).where(*swapped)
        by_act: dict[int, list[str]] = {}
        for row in connection.execute(query).all():
            if (row.before is None) != (row.after is None):
                by_act.setdefault(row.group_id, []).append(row.row_id)
        fresh = [others[0] for others in by_act.values() if len(others) == 1 and others[0] not in found]
        found += dict.fromkeys(fresh)
        wanted += dict.fromkeys(fresh)
    return found[1:]


def confidential(connection: Connection) -> list[Source]:
    """The confidential sources, deleted ones too, by id."""
    query = select(source.c.state).where(source.c.state.contains('"confidential":true', autoescape=True))
    read = msgspec.json.Decoder(Entry).decode
    found = [read(state).source for state in connection.execute(query.order_by(source.c.id)).scalars().all()]
    return [one for one in found if one.confidential]


def renamed(connection: Connection) -> dict[str, str]:
    """The SHA-256 of the ids that confidential sources had while they were open, each with the one they have now."""
    found: dict[str, str] = {}
    hidden = [one.id for one in confidential(connection)]
    for ident, entry in entries(connection, hidden).items():
        found |= dict.fromkeys((sha256(former) for former in former_ids(connection, ident)), ident)
        found |= dict.fromkeys(entry.forgotten, ident)
    return found


def all_states(connection: Connection, ids: Collection[str]) -> list[Source]:
    """What these sources ever were here, and what others' sets say of them."""
    read = msgspec.json.Decoder(Entry).decode
    rows = connection.execute(select(source.c.state).where(source.c.id.in_(ids))).scalars().all()
    about = (change.c.entity == "source", change.c.row_id.in_(ids))
    past = connection.execute(select(change.c.before, change.c.after).where(*about)).all()
    entries = [read(state) for state in (*rows, *(side for row in past for side in row)) if state is not None]
    return [one for entry in entries for one in (entry.source, *(rival.source for rival in entry.rivals))]


def hush(connection: Connection, ids: Collection[str], summary: str) -> None:
    """Let the journal call every act on these sources alone by ``summary``: what it said before told what they are."""
    about = select(change.c.group_id).where(change.c.entity == "source", change.c.row_id.in_(ids))
    others = select(change.c.group_id).where(change.c.entity != "source")
    group = change_group.c
    alone = (group.id.in_(about), group.id.not_in(others), group.summary.not_like("import %"), group.kind != "setup")
    connection.execute(update(change_group).where(*alone).values(summary=summary))
