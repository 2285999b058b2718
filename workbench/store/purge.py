"""Erasing a source for good: its rows, what the journal keeps of it, and the words that give it away wherever typed.

The one place besides :mod:`workbench.store.journal` that writes kept rows and journal entries: it takes out what
that keeps, and nothing of it can be taken back.
"""

from collections.abc import Callable, Collection, Iterator

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from workbench.domain.model import Entry, Source
from workbench.domain.secrets import Secrets, redacted
from workbench.store.engine import Store
from workbench.store.journal import TYPES, State, decode, encode, row_digest
from workbench.store.tables import KEPT, change, change_group, source

PURGED = "a source that was purged"
"""What the journal calls every act on it."""
_TYPED = ("annotation", "comment", "decision", "conflict")
"""What people type words into, besides sources."""
_TOGETHER = 1_000


def erase(connection: Connection, tomb: Source, former: Collection[str], secrets: Secrets) -> set[str]:
    """Let ``tomb`` take the place of a source and of all that the journal keeps of it; ``former`` ids are forgotten.

    Its words (``secrets``) are taken out of annotations, comments and reasons too, now and in the journal, each
    replaced by what the source may be called. Acts on it alone can no longer be undone, others without it. Gives the
    SHA-256 of the files that no other source has or had.
    """
    own = {tomb.id, *former}
    gone, kept = set[str](), set[str]()
    for ident, entry in _entries(connection):
        whole = (entry.source, *(one.source for one in entry.rivals))
        (gone if ident in own else kept).update(file.sha256 for one in whole for file in one.attachments)
    there = connection.execute(select(source.c.id).where(source.c.id.in_(own)).limit(1)).first() is not None
    acts = _forget(connection, own)
    if there:
        state = encode(Entry(source=tomb))
        values = {"id": tomb.id, "state": state, "digest": row_digest("source", tomb.id, state, 0)}
        connection.execute(insert(source).values({**values, "deleted": 0, "revision": 1}))
    names = [(_quoted(ident), _quoted(tomb.id)) for ident in sorted(former)]

    def cleared(entity: str, state: str) -> str:
        for before, after in names:
            state = state.replace(before, after)
        return _without(entity, state, secrets) if entity in _TYPED else state

    _rewrite_rows(connection, cleared)
    _rewrite_journal(connection, cleared)
    _rename_acts(connection, acts, secrets)
    return gone - kept


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
    for entity in ("source", *_TYPED):
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


def _rewrite_journal(connection: Connection, cleared: Callable[[str, str], str]) -> None:
    last = -1
    newest = connection.execute(select(func.max(change_group.c.id))).scalar() or 0
    while last < newest:
        query = select(change).where(change.c.group_id > last, change.c.group_id <= last + _TOGETHER)
        changed = []
        for row in connection.execute(query).all():
            sides = [None if one is None else cleared(row.entity, one) for one in (row.before, row.after)]
            if sides != [row.before, row.after]:
                changed.append({"_g": row.group_id, "_n": row.number, "before": sides[0], "after": sides[1]})
        if changed:
            wanted = update(change).where(change.c.group_id == bindparam("_g"), change.c.number == bindparam("_n"))
            connection.execute(wanted.values({name: bindparam(name) for name in ("before", "after")}), changed)
        last += _TOGETHER


def _rename_acts(connection: Connection, acts: set[int], secrets: Secrets) -> None:
    """What acts were called: those on the source by one word, of others what gives it away is taken out.

    Imports keep their names; of an act on the source alone nothing is left to be undone.
    """
    group = change_group.c
    bare = acts - set(connection.execute(select(change.c.group_id).where(change.c.group_id.in_(acts))).scalars())
    for row in connection.execute(select(group.id, group.summary, group.kind)).all():
        named = row.id in acts and not row.summary.startswith("import ")
        summary = PURGED if named else redacted(row.summary, secrets)
        kind = "setup" if row.id in bare else row.kind
        if (summary, kind) != (row.summary, row.kind):
            connection.execute(update(change_group).where(group.id == row.id).values(summary=summary, kind=kind))


def _without(entity: str, state: str, secrets: Secrets) -> str:
    """A state with what gives a source away taken out of the words that were typed into it."""
    if not secrets or next(secrets.inside(state), None) is None:
        return state  # JSON escapes no letter, so what is not in the whole is in no part of it
    value: State | None = decode(entity, state)
    told = msgspec.to_builtins(value)
    return encode(msgspec.convert(secrets.without(told), TYPES[entity]))


def _quoted(ident: str) -> str:
    return msgspec.json.encode(ident).decode()


def compact(store: Store) -> bool:
    """Write the database anew, so that its file holds nothing of what was erased; whether its log could be emptied."""
    with store.raw() as driver:
        if store.dialect != "sqlite":
            driver.rollback()
            driver.autocommit = True
            for table in ("source", "change", "change_group", "annotation", "comment", "decision", "conflict"):
                driver.execute(f'VACUUM FULL "{table}"')
            return True
        driver.execute("VACUUM")
        busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
