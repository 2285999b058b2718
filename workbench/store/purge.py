"""Erasing sources for good: their rows, what the journal keeps of them, and the words that give them away.

The one place besides :mod:`workbench.store.journal` that writes kept rows and journal entries: it takes out what
that keeps, and nothing of it can be taken back.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from workbench.domain.errors import WorkbenchError
from workbench.domain.model import Entry, Source
from workbench.domain.secrets import Secrets, redacted
from workbench.domain.text import sha256
from workbench.store import repository, source_rows
from workbench.store.engine import Store, explained
from workbench.store.journal import TYPES, encode, row_digest
from workbench.store.tables import KEPT, change, change_group, source

PURGED = "a source that was purged"
"""What the journal calls every act on one."""
_WORDED = ("annotation", "comment", "decision", "conflict", "source")
"""What people type words into."""
_TOGETHER = 1_000


class Erasure(NamedTuple):
    """What is to be erased: what is left of each source, the ids that it had before, and the words of all of them."""

    tombs: tuple[Source, ...]
    former: Mapping[str, Collection[str]]
    secrets: Secrets

    @property
    def ids(self) -> set[str]:
        """All ids that the sources have or had."""
        return {ident for tomb in self.tombs for ident in (tomb.id, *self.former.get(tomb.id, ()))}


def own_files(connection: Connection, ids: Collection[str]) -> set[str]:
    """The SHA-256 of the files that only these sources have or had."""
    gone, kept = set[str](), set[str]()
    for ident, entry in _entries(connection):
        whole = (entry.source, *(one.source for one in entry.rivals))
        (gone if ident in ids else kept).update(file.sha256 for one in whole for file in one.attachments)
    return gone - kept


def erase(connection: Connection, wanted: Erasure) -> list[str]:
    """Let what is left of sources take their place, and take their words out of everything, also in the journal.

    Acts on them alone can no longer be undone, others without them. Sets that wait for their document and tell one are
    dropped; the files that they came from, as they were named, are given.
    """
    own = wanted.ids
    live = set(connection.execute(select(source.c.id).where(source.c.id.in_(own), source.c.deleted == 0)).scalars())
    known = {ident: entry.forgotten for ident, entry in source_rows.entries(connection, own).items()}
    acts = _forget(connection, own)
    names: list[tuple[str, str]] = []
    for tomb in wanted.tombs:
        former = sorted(wanted.former.get(tomb.id, ()))
        names += [(_quoted(ident), _quoted(tomb.id)) for ident in former]
        if live & {tomb.id, *former}:
            forgotten = dict.fromkeys((*known.get(tomb.id, ()), *map(sha256, former)))
            state = encode(Entry(source=tomb, forgotten=tuple(forgotten)))
            values = {"id": tomb.id, "state": state, "digest": row_digest("source", tomb.id, state, 0)}
            connection.execute(insert(source).values({**values, "deleted": 0, "revision": 1}))

    def cleared(entity: str, state: str) -> str:
        for before, after in names:
            state = state.replace(before, after)
        if entity not in _WORDED:
            return state
        whole = msgspec.json.decode(state)
        told = wanted.secrets.without(whole)
        return state if told == whole else encode(msgspec.convert(told, TYPES[entity]))

    _rewrite_rows(connection, cleared)
    acts |= _rewrite_journal(connection, cleared)
    _rename_acts(connection, acts, wanted.secrets)
    return _drop_waiting(connection, wanted.secrets, names)


def erase_copy(path: Path, wanted: Erasure) -> str:
    """Erase in a copy of the database; why that did not go through, or nothing."""
    copy = Store.at(path)
    try:
        with copy.write() as connection:
            erase(connection, wanted)
        return "" if compact(copy) else "another program has it open"
    except WorkbenchError as error:
        return error.message
    except (SQLAlchemyError, sqlite3.Error, msgspec.MsgspecError) as error:
        return f"it is no database of this program, or damaged: {type(error).__name__}"
    finally:
        copy.close()


def _entries(connection: Connection) -> Iterator[tuple[str, Entry]]:
    """Every state of every source, as it is and as the journal has it, with the id of its row."""
    read = msgspec.json.Decoder(Entry).decode
    for row in connection.execute(select(source.c.id, source.c.state)):
        yield row.id, read(row.state)
    wanted = select(change.c.row_id, change.c.before, change.c.after).where(change.c.entity == "source")
    for entry in connection.execute(wanted):
        yield from ((entry.row_id, read(state)) for state in (entry.before, entry.after) if state is not None)


def _forget(connection: Connection, own: Collection[str]) -> set[int]:
    """Take these sources' rows and journal entries away; the acts that these belonged to."""
    about = (change.c.entity == "source", change.c.row_id.in_(own))
    acts = set(connection.execute(select(change.c.group_id).where(*about)).scalars())
    connection.execute(delete(change).where(*about))
    connection.execute(delete(source).where(source.c.id.in_(own)))
    return acts


def _rewrite_rows(connection: Connection, cleared: Callable[[str, str], str]) -> None:
    for entity in _WORDED:
        table = KEPT[entity]
        query = select(table.c.id, table.c.state, table.c.deleted, table.c.revision)
        changed = []
        for row in connection.execute(query).all():
            state = cleared(entity, row.state)
            if state != row.state:
                digest = row_digest(entity, row.id, state, row.deleted)
                changed.append({"_id": row.id, "state": state, "digest": digest, "revision": row.revision + 1})
        if changed:
            wanted = update(table).where(table.c.id == bindparam("_id"))
            names = ("state", "digest", "revision")
            connection.execute(wanted.values({name: bindparam(name) for name in names}), changed)


def _rewrite_journal(connection: Connection, cleared: Callable[[str, str], str]) -> set[int]:
    """Clear the journal's states; the acts in which words were taken out."""
    last, touched = -1, set[int]()
    newest = connection.execute(select(func.max(change_group.c.id))).scalar() or 0
    while last < newest:
        query = select(change).where(change.c.group_id > last, change.c.group_id <= last + _TOGETHER)
        changed = []
        for row in connection.execute(query).all():
            sides = [None if one is None else cleared(row.entity, one) for one in (row.before, row.after)]
            if sides != [row.before, row.after]:
                changed.append({"_g": row.group_id, "_n": row.number, "before": sides[0], "after": sides[1]})
                touched.add(row.group_id)
        if changed:
            wanted = update(change).where(change.c.group_id == bindparam("_g"), change.c.number == bindparam("_n"))
            connection.execute(wanted.values({name: bindparam(name) for name in ("before", "after")}), changed)
        last += _TOGETHER
    return touched


def _rename_acts(connection: Connection, acts: set[int], secrets: Secrets) -> None:
    """What acts were called: of those that were touched the first word, since what follows may be cut in a name.

    Imports keep their names; of an act of which no entry is left nothing is to be undone.
    """
    group = change_group.c
    left = set(connection.execute(select(change.c.group_id).where(change.c.group_id.in_(acts))).scalars())
    for row in connection.execute(select(group.id, group.summary, group.kind)).all():
        summary, kind = redacted(row.summary, secrets), row.kind
        if row.id in acts and row.id not in left:
            summary, kind = PURGED, "setup"
        elif row.id in acts and not row.summary.startswith("import "):
            summary = row.summary.partition(" ")[0]
        if (summary, kind) != (row.summary, row.kind):
            connection.execute(update(change_group).where(group.id == row.id).values(summary=summary, kind=kind))


def _drop_waiting(connection: Connection, secrets: Secrets, names: list[tuple[str, str]]) -> list[str]:
    """Drop the sets that wait for their document and tell a source by its words or by an id of it."""
    dropped = []
    for waiting in repository.pending(connection):
        told = next(secrets.inside(waiting.content.replace("\\n", "  ")), None) is not None
        if told or any(before in waiting.content for before, _ in names):
            repository.drop_pending(connection, waiting)
            dropped.append(waiting.name)
    return dropped


def _quoted(ident: str) -> str:
    return msgspec.json.encode(ident).decode()


def compact(store: Store) -> bool:
    """Write the database anew, so that its file holds nothing of what was erased; whether its log could be emptied.

    Raises :class:`WorkbenchError` where another process is writing, or (on a server) reads for too long.
    """
    if store.dialect != "sqlite":
        with store.apart() as connection:
            connection.execute(text("SET lock_timeout = '5s'"))
            for table in ("source", "change", "change_group", "annotation", "comment", "decision", "conflict"):
                connection.execute(text(f'VACUUM FULL "{table}"'))
        return True
    with explained(), store.raw() as driver:
        driver.execute("VACUUM")
        busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
