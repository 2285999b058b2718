"""The ledger of sources as the store holds it: entries, stored documents among them, what sets have said of them."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, insert, select

from workbench.domain.model import Entry, SetHeader, Source
from workbench.domain.sources import of_document
from workbench.domain.text import sha256
from workbench.store import repository
from workbench.store.journal import set_id
from workbench.store.tables import exchanged_set, source

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
