"""Undo and redo: the acting annotator's last act, taken back or done again as a whole, across restarts."""

from dataclasses import dataclass
from typing import Literal

from workbench.domain.errors import Stale, UsageError
from workbench.domain.model import Document
from workbench.services import documents, sight
from workbench.services.clock import now
from workbench.services.workspace import Workspace
from workbench.store import repository, source_rows
from workbench.store import undo as store_undo
from workbench.store.engine import Connection
from workbench.store.journal import Changed, Group


@dataclass(frozen=True)
class Step:
    """What an undo or redo did: the act's summary and the rows it changed, as far as they may be seen."""

    kind: Literal["undo", "redo"]
    summary: str
    changes: tuple[Changed, ...]
    warnings: tuple[str, ...] = ()
    """Files that could not follow their documents."""


@dataclass(frozen=True)
class Pending:
    """What the next undo or redo would do: the act's summary, when it was made, and how much it touches.

    ``rows`` counts everything that is kept (annotations, documents, sets, sources, conflicts), ``annotations`` those
    of them that are annotations, ``documents`` the documents that they are or belong to. ``act`` is its id.
    """

    kind: Literal["undo", "redo"]
    summary: str
    at: str
    rows: int
    annotations: int
    documents: int
    act: int


def next_undo(workspace: Workspace) -> Pending | None:
    """What :func:`undo` would take back, without doing it; None where there is nothing.

    It does not say whether the rows still stand as the act left them: that undo finds out. Cheap for an act of a few
    rows, 0.3 s for one of 200,000.
    """
    with workspace.store.read() as connection:
        return _pending(connection, "undo", store_undo.undoable(connection, workspace.annotator))


def next_redo(workspace: Workspace) -> Pending | None:
    """What :func:`redo` would do again, as :func:`next_undo`."""
    with workspace.store.read() as connection:
        return _pending(connection, "redo", store_undo.redoable(connection, workspace.annotator))


def _pending(connection: Connection, kind: Literal["undo", "redo"], group: Group | None) -> Pending | None:
    if group is None:
        return None
    touched = store_undo.reach(connection, group)
    return Pending(kind, group.summary, group.at, touched.rows, touched.annotations, touched.documents, group.id)


def _only(group: Group, seen: Pending | None) -> None:
    """Refuse where another act is next by now than the one that a person was shown."""
    if seen is not None and seen.act != group.id:
        raise Stale(
            f'Not "{seen.summary}" but "{group.summary}" would be {"undone" if seen.kind == "undo" else "redone"} now.',
            "Nothing was changed; look again.",
        )


def undo(workspace: Workspace, *, seen: Pending | None = None) -> Step:
    """Take back the acting annotator's last act.

    Raises :class:`UsageError` where there is none, :class:`workbench.domain.errors.Stale` (naming the later change)
    where something else has changed the same rows since, or where the act is not the one that was ``seen``.
    """
    with workspace.store.write() as connection:
        group = store_undo.undoable(connection, workspace.annotator)
        if group is None:
            raise UsageError("There is nothing to undo.", f"Undo takes back what {workspace.annotator} did here.")
        _only(group, seen)
        discreet = bool(sight.hidden(connection, workspace))
        changes = store_undo.take_back(connection, group, now(), discreet=discreet)
        step = Step("undo", group.summary, tuple(sight.changes(connection, workspace, changes)))
        _spare_others(connection, workspace, step)
        _spare_sources(connection, step)
    return _followed(workspace, step)


def redo(workspace: Workspace, *, seen: Pending | None = None) -> Step:
    """Do again what was undone last; a new edit since then ends that. ``seen`` as in :func:`undo`."""
    with workspace.store.write() as connection:
        group = store_undo.redoable(connection, workspace.annotator)
        if group is None:
            raise UsageError("There is nothing to redo.", "Redo brings back what was undone, until the next edit.")
        _only(group, seen)
        discreet = bool(sight.hidden(connection, workspace))
        changes = store_undo.do_again(connection, group, now(), discreet=discreet)
        step = Step("redo", group.summary, tuple(sight.changes(connection, workspace, changes)))
        _spare_sources(connection, step)
    return _followed(workspace, step)


def _spare_others(connection: Connection, workspace: Workspace, step: Step) -> None:
    """Refuse to take a document away that others have marked meanwhile: their marks would go from every list."""
    for changed in step.changes:
        if changed.entity == "document" and changed.after is None:
            others = repository.annotated_by_others(connection, changed.row_id, workspace.annotator)
            if others:
                who = ", ".join(others) if sight.may_see(workspace, connection, changed.row_id) else "somebody else"
                raise Stale(
                    f'"{step.summary}" cannot be undone: {who} has marked {changed.row_id}.',
                    "Nothing was changed; archive the document with: workbench documents remove",
                )


def _spare_sources(connection: Connection, step: Step) -> None:
    """Refuse to take a source away that something has come to point at."""
    gone = {one.row_id for one in step.changes if one.entity == "source" and one.after is None}
    gone = {ident for ident in gone if not repository.document_known(connection, ident)}
    if gone:
        named: set[str | None] = {
            link.source for one in repository.linked(connection, gone) for link in one.annotation.links
        }
        for entry in source_rows.entries(connection).values():
            named |= {entry.source.origin, entry.source.same_as}
        if still := sorted(gone & named):
            raise Stale(
                f'"{step.summary}" cannot be {"undone" if step.kind == "undo" else "redone"}: '
                f"something points at {still[0]} by now.",
                "Nothing was changed; see what with: workbench source show",
            )


def _followed(workspace: Workspace, step: Step) -> Step:
    """Let the files of documents follow their rows; an undo leaves files that would have to go, they harm nobody."""
    warnings: list[str] = []
    for changed in step.changes:
        if isinstance(changed.before, Document) and changed.after is None and step.kind == "redo":
            warnings += documents.drop_files(workspace, changed.before)
        elif isinstance(changed.after, Document):
            before = changed.before if isinstance(changed.before, Document) else None
            warnings += documents.write_files(workspace, changed.after, before=before)
    return Step(step.kind, step.summary, step.changes, tuple(warnings))
