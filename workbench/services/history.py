"""Undo and redo: the acting annotator's last act, taken back or done again as a whole, across restarts."""

from dataclasses import dataclass
from typing import Literal

from workbench.domain.errors import UsageError
from workbench.domain.model import Document
from workbench.services import documents
from workbench.services.clock import now
from workbench.services.workspace import Workspace
from workbench.store import journal, repository
from workbench.store.journal import Changed


@dataclass(frozen=True)
class Step:
    """What an undo or redo did: the act's summary and the rows it changed."""

    kind: Literal["undo", "redo"]
    summary: str
    changes: tuple[Changed, ...]


def undo(workspace: Workspace) -> Step:
    """Take back the acting annotator's last act.

    Raises :class:`UsageError` where there is none, :class:`workbench.domain.errors.Stale` (naming the later change)
    where something else has changed the same rows since.
    """
    with workspace.store.write() as connection:
        group = journal.undoable(connection, workspace.annotator)
        if group is None:
            raise UsageError("There is nothing to undo.", f"Undo takes back what {workspace.annotator} did here.")
        step = Step("undo", group.summary, tuple(journal.take_back(connection, group, now())))
    _follow(workspace, step)
    return step


def redo(workspace: Workspace) -> Step:
    """Do again what was undone last; a new edit since then ends that."""
    with workspace.store.write() as connection:
        group = journal.redoable(connection, workspace.annotator)
        if group is None:
            raise UsageError("There is nothing to redo.", "Redo brings back what was undone, until the next edit.")
        step = Step("redo", group.summary, tuple(journal.do_again(connection, group, now())))
    _follow(workspace, step)
    return step


def _follow(workspace: Workspace, step: Step) -> None:
    """Let the files of documents follow their rows."""
    for changed in step.changes:
        if changed.entity == "document":
            if changed.after is None:
                documents.drop_files(workspace, changed.row_id)
            elif isinstance(changed.after, Document):
                with workspace.store.read() as connection:
                    text = repository.text(connection, changed.row_id)
                documents.write_files(workspace, changed.after, text)
