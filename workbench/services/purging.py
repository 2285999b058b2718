"""Erasing a confidential source for good: from the store, its journal, its copies and the files kept with it."""

from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import UsageError, WorkbenchError
from workbench.domain.model import Attachment, Source
from workbench.domain.sources import caption
from workbench.domain.text import admit_line, shown_line
from workbench.services import attachments, confidential, sources
from workbench.services.clock import now
from workbench.services.workspace import Workspace
from workbench.store import purge as stored
from workbench.store import source_rows
from workbench.store.engine import Store


@dataclass(frozen=True)
class Purged:
    """What is left of a source, how many files and backups it was erased from, and where it still stands.

    ``leaks`` are files in the workspace that give it away; ``warnings`` what could not be done, a sentence each.
    """

    source: Source
    files: int
    backups: int
    leaks: tuple[confidential.Leak, ...] = ()
    warnings: tuple[str, ...] = ()


def purgeable(workspace: Workspace, given: str) -> Source:
    """The source that would be erased. Raises :class:`UsageError` where it is none that can be."""
    with workspace.store.read() as connection:
        known = source_rows.ledger(connection)
        one = known[sources.pick(known, given)]
        if sources.is_document(connection, one.id):
            raise UsageError(f"{one.id} is a stored document.", "Only an entered source can be purged.")
    if one.purged is not None:
        raise UsageError(f"{shown_line(caption(one))} was purged on {one.purged[:10]}.", "Nothing is left to erase.")
    if not one.confidential:
        raise UsageError(
            f"{one.id} is not confidential.", "Make it so first (source edit --confidential --alias), or delete it."
        )
    return one


def purge(workspace: Workspace, given: str, typed: str) -> Purged:
    """Erase a confidential source for good; its alias stays, so that what links to it still says that there was one.

    ``typed`` must be the alias. Erased are its row, every state of it in the journal, its words in annotations,
    comments and reasons, the files that were kept with it alone, and all of that in the backups beside the database.
    Nothing of it can be undone. Raises :class:`UsageError`.
    """
    source = purgeable(workspace, given)
    if admit_line(typed) != source.alias:
        raise UsageError("That is not its alias.", f"Nothing was erased; its alias is {shown_line(source.alias)}.")
    tomb = Source(
        id=source.id, kind=source.kind, alias=source.alias, confidential=True, purged=now(), origin=source.origin,
        same_as=source.same_as,
    )  # fmt: skip
    with workspace.store.write() as connection:
        secrets = confidential.secrets_of(connection, source, everything=True)
        former = source_rows.former_ids(connection, source.id)
        gone = stored.erase(connection, tomb, former, secrets)
    warnings = []
    if not stored.compact(workspace.store):
        warnings.append(
            "The database's log could not be emptied while another process has it open: close that, and purge again."
        )
    backups = 0
    for path in _backups(workspace):
        copy = Store.at(path)
        try:
            with copy.write() as connection:
                stored.erase(connection, tomb, former, secrets)
            stored.compact(copy)
            backups += 1
        except WorkbenchError as error:
            warnings.append(f"{shown_line(str(path))} still holds it ({error.message}) Delete that file.")
        finally:
            copy.close()
    files = 0
    for digest in sorted(gone):
        path = attachments.path_of(workspace, Attachment(sha256=digest, name="file", bytes=0))
        try:
            path.unlink(missing_ok=True)
            files += 1
        except OSError as error:
            warnings.append(f"{shown_line(str(path))} could not be deleted ({error.strerror}); delete it.")
    return Purged(tomb, files, backups, tuple(confidential.written(workspace, secrets)), tuple(warnings))


def _backups(workspace: Workspace) -> list[Path]:
    path = workspace.store.path
    return [] if path is None else sorted((path.parent / "backups").glob("*.db"))
