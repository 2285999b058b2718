"""Progress: which documents an annotator has finished. A word of the annotator's own, kept in the set's header."""

import msgspec

from workbench.domain.model import SetHeader
from workbench.services import documents
from workbench.services.annotations import ensure_set
from workbench.services.clock import now
from workbench.services.workspace import Workspace
from workbench.store import repository
from workbench.store.journal import Act, set_id


def set_done(workspace: Workspace, document_id: str, done: bool) -> bool:
    """Say that the acting annotator has finished a document, or has not; whether that changed anything.

    One act, which undo takes back. Raises :class:`workbench.domain.errors.UsageError` for a document that is not
    here.
    """
    with workspace.store.write() as connection:
        document = documents.find(connection, document_id)
        blank = SetHeader(document=document.id, annotator=workspace.annotator)
        before = repository.find_set(connection, blank)
        if (before is not None and before.done) == done:
            return False
        if before is None:
            ensure_set(connection, blank)
        after = msgspec.structs.replace(before or blank, done=done)
        word = "done" if done else "not done"
        Act(connection, workspace.annotator, now(), f"{word}: {document.title}").put("set", set_id(after), after)
    return True
