"""Undo and redo: which act is next, and taking it back or doing it again as a whole.

Each row's ``head`` names the journal entry whose outcome it shows; undoing sets the head back. So "does the row still
stand as this act left it" is one comparison, also after other acts were undone and redone.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec
from msgspec import UNSET
from sqlalchemy import Connection, func, select, union, update

from workbench.domain.errors import Stale
from workbench.domain.merge import content_digest
from workbench.domain.model import Placed
from workbench.store.journal import Act, Changed, Group, KeptRow, Put, State, changes, decode, rows_of
from workbench.store.tables import annotation, annotation_set, change, change_group, comment, decision

_GROUP = change_group.c


class Reach(NamedTuple):
    """How much an act touches: rows, those of them that are annotations, and the documents they are about.

    A row that it changed twice counts twice.
    """

    rows: int
    annotations: int
    documents: int


def undoable(connection: Connection, annotator: str) -> Group | None:
    """The act that undo would take back: the annotator's last one that still stands."""
    mine = (_GROUP.annotator == annotator, _GROUP.kind == "edit", _GROUP.undone == 0)
    last: int | None = connection.execute(select(func.max(_GROUP.id)).where(*mine)).scalar()
    return None if last is None else _group(connection, last)


def redoable(connection: Connection, annotator: str) -> Group | None:
    """The act that redo would do again: the one undone last, unless the annotator has done something new since."""
    mine = _GROUP.annotator == annotator
    edited: int | None = connection.execute(select(func.max(_GROUP.id)).where(mine, _GROUP.kind == "edit")).scalar()
    undos = select(_GROUP.target).where(mine, _GROUP.kind == "undo", _GROUP.id > (edited or 0))
    for target in connection.execute(undos.order_by(_GROUP.id.desc())).scalars():
        if target is not None and connection.execute(select(_GROUP.undone).where(_GROUP.id == target)).scalar_one():
            return _group(connection, target)
    return None


def _group(connection: Connection, group_id: int) -> Group:
    row = connection.execute(select(change_group).where(_GROUP.id == group_id)).one()
    return Group(row.id, row.annotator, row.at, row.kind, row.summary)


def reach(connection: Connection, group: Group) -> Reach:
    """How much an act touches, counted by the database: 0.3 s for 200,000 rows, nothing to be felt for a few."""
    own = change.c.group_id == group.id
    counted = select(change.c.entity, func.count()).where(own).group_by(change.c.entity)
    rows: dict[str, int] = {row[0]: row[1] for row in connection.execute(counted)}
    marked = annotation.c.id == change.c.row_id
    about = union(
        select(change.c.row_id).where(own, change.c.entity == "document"),
        select(annotation_set.c.document_id).where(
            own, change.c.entity == "set", annotation_set.c.id == change.c.row_id
        ),
        select(annotation.c.document_id).where(own, change.c.entity.in_(("annotation", "conflict")), marked),
        select(decision.c.document_id).where(own, change.c.entity == "decision", decision.c.id == change.c.row_id),
        select(comment.c.document_id).where(own, change.c.entity == "comment", comment.c.id == change.c.row_id),
    ).subquery()
    documents: int = connection.execute(select(func.count()).select_from(about)).scalar_one()
    return Reach(sum(rows.values()), rows.get("annotation", 0), documents)


def take_back(connection: Connection, group: Group, at: str, *, discreet: bool = False) -> list[Changed]:
    """Undo an act: every row goes back to what it was before, newest change first.

    Raises :class:`Stale`, naming the later act, where a row no longer stands as this act left it; ``discreet`` does not
    say what somebody else's act was.
    """
    return _replay(connection, group, at, undo=True, discreet=discreet)


def do_again(connection: Connection, group: Group, at: str, *, discreet: bool = False) -> list[Changed]:
    """Redo an act that was taken back; raises :class:`Stale` as :func:`take_back` does."""
    return _replay(connection, group, at, undo=False, discreet=discreet)


def _replay(connection: Connection, group: Group, at: str, *, undo: bool, discreet: bool) -> list[Changed]:
    entries = connection.execute(select(change).where(change.c.group_id == group.id).order_by(change.c.number)).all()
    rows = rows_of(connection, dict.fromkeys((entry.entity, entry.row_id) for entry in entries))
    heads = {key: row.head for key, row in rows.items()}
    wanted: dict[tuple[str, str], Put] = {}
    for entry in reversed(entries) if undo else entries:
        key = (entry.entity, entry.row_id)
        own = f"{entry.group_id}:{entry.number}"
        if heads[key] != (own if undo else entry.before_head):
            raise _stale(connection, entry.entity, heads[key], group, undo, discreet)
        heads[key] = entry.before_head if undo else own
        state = decode(entry.entity, entry.before if undo else entry.after)
        base = entry.before_base if undo else entry.after_base
        exchanged = entry.before_base != entry.after_base
        wanted[key] = Put(
            entry.entity,
            entry.row_id,
            _restamped(state, rows[key], at),
            base=base if exchanged else wanted[key].base if key in wanted else UNSET,
            head=heads[key],
        )
    act = Act(connection, group.annotator, at, group.summary, kind="undo" if undo else "redo", target=group.id)
    act.put_all(wanted.values())
    connection.execute(update(change_group).where(_GROUP.id == group.id).values(undone=int(undo)))
    return changes(connection, act.group) if act.group is not None else []


def _restamped(state: State | None, row: KeptRow, at: str) -> State | None:
    """A state that replaces one which others have seen gets a new time, or they could not tell it from an old copy."""
    if not isinstance(state, Placed) or row.deleted or row.base is None:
        return state
    shown = decode("annotation", row.state)
    if not isinstance(shown, Placed) or content_digest(shown.annotation) != row.base:
        return state
    moment = max(at, _second_after(shown.annotation.modified))
    return msgspec.structs.replace(state, annotation=msgspec.structs.replace(state.annotation, modified=moment))


def _second_after(moment: str) -> str:
    return (datetime.fromisoformat(moment) + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _stale(connection: Connection, entity: str, head: str | None, group: Group, undo: bool, discreet: bool) -> Stale:
    later = connection.execute(
        select(_GROUP.annotator, _GROUP.at, _GROUP.summary).where(_GROUP.id == int((head or "0").split(":")[0]))
    ).one_or_none()
    what = "" if later is None or (discreet and later.annotator != group.annotator) else f" ({later.summary})"
    who = f" by {later.annotator} at {later.at}{what}" if later else ""
    return Stale(
        f'"{group.summary}" cannot be {"undone" if undo else "redone"}: the {entity} was changed later{who}.',
        "Nothing was changed; the later change has to be taken back first.",
    )
