"""The one door through which kept rows change: every change is journalled, and can be taken back.

An act is what one annotator did at once: its changes are undone together. Each row shows the outcome of one journal
entry, its ``head``. Revisions only ever grow: a stale editor is recognised even when an undo brought the old content
back.
"""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from msgspec import UNSET, UnsetType
from sqlalchemy import Connection, Row, bindparam, insert, select, update

from workbench.domain.errors import Stale
from workbench.domain.merge import content_digest
from workbench.domain.model import Annotation, Conflict, Decided, Document, Entry, Placed, Remark, SetHeader
from workbench.domain.text import sha256
from workbench.store.tables import KEPT, change, change_group

State = Document | SetHeader | Placed | Entry | Conflict | Decided | Remark

TYPES: dict[str, type[State]] = {
    "document": Document, "set": SetHeader, "annotation": Placed, "source": Entry, "conflict": Conflict,
    "decision": Decided, "comment": Remark,
}  # fmt: skip
KeptRow = Row[str, str, int, int, str | None, str | None]
_CHUNK = 500


class Group(NamedTuple):
    """A finished act."""

    id: int
    annotator: str
    at: str
    kind: str
    summary: str


class Changed(NamedTuple):
    """One row as an act found and left it; None where it was not there, or was deleted."""

    entity: str
    row_id: str
    before: State | None
    after: State | None


class Put(NamedTuple):
    """What a row shall show: a state, or None to delete it.

    ``seen`` is the revision the caller acted on, if any; ``base`` the content digest now exchanged (UNSET: as it was);
    ``head`` is for undo and redo alone.
    """

    entity: str
    row_id: str
    state: State | None
    seen: int | None = None
    base: str | UnsetType | None = UNSET
    head: str | None = None


def encode(state: State) -> str:
    """A state as canonical JSON: what is stored, journalled and digested."""
    if isinstance(state, Placed) and state.revision:
        state = msgspec.structs.replace(state, revision=0)
    return msgspec.json.encode(state, order="deterministic").decode()


def decode(entity: str, text: str | None) -> State | None:
    """The state of an entity from its JSON."""
    return None if text is None else msgspec.json.decode(text, type=TYPES[entity])


def row_digest(entity: str, row_id: str, state: str, deleted: int) -> str:
    """What ``digest`` must say for a row to be intact."""
    return sha256("\x1f".join((entity, row_id, str(deleted), state)))


def set_id(value: SetHeader | Placed | Decided | Remark) -> str:
    """The id of a set's row: document, kind and annotator."""
    return f"{value.document}/{value.kind}/{value.annotator}"


def rows_of(connection: Connection, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], KeptRow]:
    """The rows of the given (entity, id) as they stand, locked where the database locks rows."""
    wanted: dict[str, list[str]] = {}
    for entity, row_id in keys:
        wanted.setdefault(entity, []).append(row_id)
    found: dict[tuple[str, str], KeptRow] = {}
    for entity, ids in wanted.items():
        table = KEPT[entity].c
        query = select(table.id, table.state, table.deleted, table.revision, table.head, table.base)
        for start in range(0, len(ids), _CHUNK):
            rows = connection.execute(query.where(table.id.in_(ids[start : start + _CHUNK])).with_for_update())
            found.update({(entity, row.id): row for row in rows})
    return found


class Act:
    """One act of one annotator within a write transaction; nothing is journalled until something changes."""

    def __init__(
        self,
        connection: Connection,
        annotator: str,
        at: str,
        summary: str,
        *,
        kind: str = "edit",
        target: int | None = None,
    ) -> None:
        self.connection = connection
        self.annotator = annotator
        self.at = at
        self._values = {
            "annotator": annotator, "at": at, "summary": summary, "kind": kind, "target": target, "undone": 0,
        }  # fmt: skip
        self.group: int | None = None
        """The act's id in the journal, once something has changed."""
        self._number = 0

    def put(self, entity: str, row_id: str, state: State | None, *, seen: int | None = None) -> int:
        """Make one row show ``state`` (None: deleted); its new revision.

        Raises :class:`Stale` where ``seen`` is given and the row has moved on from it.
        """
        return self.put_all([Put(entity, row_id, state, seen)])[0]

    def put_all(self, wanted: Iterable[Put]) -> list[int]:
        """Make many rows show their states in one go; their new revisions, in order.

        No row may be named twice in one call. Raises :class:`Stale`; the transaction is then to be given up.
        """
        puts = list(wanted)
        if not puts:
            return []
        found = rows_of(self.connection, [(wish.entity, wish.row_id) for wish in puts])
        if self.group is None:
            key = self.connection.execute(insert(change_group).values(self._values)).inserted_primary_key
            assert key is not None
            self.group = int(key[0])
        entries: list[dict[str, object]] = []
        new: dict[str, list[dict[str, object]]] = {}
        old: dict[str, list[dict[str, object]]] = {}
        revisions: list[int] = []
        for wish in puts:
            row = found.get((wish.entity, wish.row_id))
            if wish.seen is not None and (row is None or row.revision != wish.seen):
                raise Stale(
                    "This was changed by someone else since you looked at it.", "Nothing was saved; look again."
                )
            self._number += 1
            revision = (row.revision if row is not None else 0) + 1
            text = encode(wish.state) if wish.state is not None else None
            old_base = row.base if row is not None else None
            base = old_base if isinstance(wish.base, UnsetType) else wish.base
            entries.append(
                {
                    "group_id": self.group,
                    "number": self._number,
                    "entity": wish.entity,
                    "row_id": wish.row_id,
                    "revision": revision,
                    "before": None if row is None or row.deleted else row.state,
                    "before_head": row.head if row is not None else None,
                    "after": text,
                    "before_base": old_base,
                    "after_base": base,
                    "content": _content(wish.state),
                }
            )
            values = _columns(wish, text if text is not None else row.state if row is not None else "{}")
            values |= {"revision": revision, "deleted": int(text is None), "base": base}
            replayed = self._values["kind"] in ("undo", "redo")
            values["head"] = wish.head if replayed else f"{self.group}:{self._number}"
            if row is None:
                new.setdefault(wish.entity, []).append({"id": wish.row_id, **values})
            else:
                old.setdefault(wish.entity, []).append({"_id": wish.row_id, "_seen": row.revision, **values})
            revisions.append(revision)
        self.connection.execute(insert(change), entries)
        for entity, rows in new.items():
            self.connection.execute(insert(KEPT[entity]), rows)
        for entity, rows in old.items():
            self._update(entity, rows)
        return revisions

    def _update(self, entity: str, rows: list[dict[str, object]]) -> None:
        table = KEPT[entity]
        # A delete keeps the searched columns as they were, so rows differ in which columns they set.
        for keys in dict.fromkeys(tuple(row) for row in rows):
            alike = [row for row in rows if tuple(row) == keys]
            query = update(table).where(table.c.id == bindparam("_id"), table.c.revision == bindparam("_seen"))
            query = query.values({name: bindparam(name) for name in keys if not name.startswith("_")})
            done = self.connection.execute(query, alike)
            if len(alike) == 1 and done.rowcount != 1:
                raise Stale("This was changed by someone else in this very moment.", "Nothing was saved; do it again.")


def _content(state: State | None) -> str | None:
    """What an import compares with, of what can be changed on both sides."""
    match state:
        case Placed():
            return content_digest(state.annotation)
        case Entry():
            return content_digest(state.source)
    return None


def _columns(wish: Put, text: str) -> dict[str, object]:
    """The state with its digest, and the columns beside it: what is searched, joined and counted."""
    state = wish.state
    values: dict[str, object] = {
        "state": text,
        "digest": row_digest(wish.entity, wish.row_id, text, int(state is None)),
    }
    match state:
        case Document():
            values |= {"sha256": state.sha256, "role": state.role, "stage": state.stage}
        case SetHeader():
            values |= {"document_id": state.document, "annotator": state.annotator}
            values |= {"kind": state.kind, "done": int(state.done)}
        case Decided():
            values |= {"set_id": set_id(state), "document_id": state.document, "item": state.decision.item}
        case Remark():
            values |= {"set_id": set_id(state), "document_id": state.document, "about": state.comment.on}
        case Placed():
            mark, placed = state.annotation, state.placed
            values |= {"set_id": set_id(state), "document_id": state.document, "annotator": state.annotator}
            values |= {"tag": mark.tag, "status": mark.status}
            values |= {"start": mark.start if placed else None, "end": mark.end if placed else None, **counted(mark)}
    return values


def counted(mark: Annotation) -> dict[str, object]:
    """The columns by which progress is counted: links, open questions, how far a correction is."""
    asked = sum(query.state == "open" for query in mark.queries)
    correction = mark.correction.state if mark.correction is not None else None
    return {"linked": len(mark.links), "asked": asked, "correction": correction}


def changes(connection: Connection, group: int) -> list[Changed]:
    """What an act changed, in order."""
    rows = connection.execute(select(change).where(change.c.group_id == group).order_by(change.c.number))
    return [Changed(r.entity, r.row_id, decode(r.entity, r.before), decode(r.entity, r.after)) for r in rows]


def damaged(connection: Connection) -> list[tuple[str, str]]:
    """The (entity, id) of every row whose digest does not vouch for it."""
    bad: list[tuple[str, str]] = []
    for entity, table in KEPT.items():
        rows = connection.execute(select(table.c.id, table.c.state, table.c.deleted, table.c.digest))
        bad += [(entity, row.id) for row in rows if row_digest(entity, row.id, row.state, row.deleted) != row.digest]
    return bad
