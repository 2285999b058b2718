"""Undo and redo: the acting annotator's last act, taken back or done again as a whole, across restarts."""

from dataclasses import dataclass
from typing import Literal

from workbench.domain.errors import Stale, UsageError
from workbench.domain.model import Document
from workbench.services import documents
from workbench.services.clock import now
from workbench.services.workspace import Workspace
from workbench.store import repository
from workbench.store import undo as store_undo
from workbench.store.engine import Connection
from workbench.store.journal import Changed


@dataclass(frozen=True)
class Step:
    """What an undo or redo did: the act's summary and the rows it changed."""

    kind: Literal["undo", "redo"]
    summary: str
    changes: tuple[Changed, ...]
    warnings: tuple[str, ...] = ()
    """Files that could not follow their documents."""


def undo(workspace: Workspace) -> Step:
    """Take back the acting annotator's last act.

    Raises :class:`UsageError` where there is none, :class:`workbench.domain.errors.Stale` (naming the later change)
    where something else has changed the same rows since.
    """
    with workspace.store.write() as connection:
        group = store_undo.undoable(connection, workspace.annotator)
        if group is None:
            raise UsageError("There is nothing to undo.", f"Undo takes back what {workspace.annotator} did here.")
        step = Step("undo", group.summary, tuple(store_undo.take_back(connection, group, now())))
        _spare_others(connection, workspace, step)
    return _followed(workspace, step)


def redo(workspace: Workspace) -> Step:
    """Do again what was undone last; a new edit since then ends that."""
    with workspace.store.write() as connection:
        group = store_undo.redoable(connection, workspace.annotator)
        if group is None:
            raise UsageError("There is nothing to redo.", "Redo brings back what was undone, until the next edit.")
        step = Step("redo", group.summary, tuple(store_undo.do_again(connection, group, now())))
    return _followed(workspace, step)


def _spare_others(connection: Connection, workspace: Workspace, step: Step) -> None:
    """Refuse to take a document away that others have marked meanwhile: their marks would go from every list."""
    for changed in step.changes:
        if changed.entity == "document" and changed.after is None:
            others = repository.annotated_by_others(connection, changed.row_id, workspace.annotator)
            if others:
                raise Stale(
                    f'"{step.summary}" cannot be undone: {", ".join(others)} has marked {changed.row_id}.',
                    "Nothing was changed; archive the document with: workbench documents remove",
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
