"""Erasing confidential sources for good: from the store, its journal, its copies and the files kept with them."""

from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import StoreBusy, UsageError, WorkbenchError
from workbench.domain.model import Attachment, Source
from workbench.domain.sources import Ledger, standing
from workbench.domain.text import admit_line, shown_line
from workbench.services import attachments, confidential, sources
from workbench.services.clock import now
from workbench.services.workspace import Workspace
from workbench.store import purge as stored
from workbench.store import source_rows
from workbench.store.engine import Connection
from workbench.store.purge import Erasure


@dataclass(frozen=True)
class Purged:
    """What is left of a source, how many files and backups it was erased from, and where it still stands.

    ``dropped`` are the sets that waited for their document and told it, as their files were named; ``leaks`` files in
    the workspace that give it away; ``warnings`` what could not be done, a sentence each.
    """

    source: Source
    files: int
    backups: int
    dropped: tuple[str, ...] = ()
    leaks: tuple[confidential.Leak, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing of it is left that the program knows of."""
        return not (self.leaks or self.warnings)


def purgeable(workspace: Workspace, given: str) -> Source:
    """The source that would be erased, also one that was deleted. Raises :class:`UsageError` where it is none."""
    with workspace.store.read() as connection:
        return _purgeable(connection, given)


def _purgeable(connection: Connection, given: str) -> Source:
    known = _known(connection)
    one = known[sources.pick(known, given)]
    if sources.is_document(connection, one.id):
        raise UsageError(f"{one.id} is a stored document.", "Only an entered source can be purged.")
    if not one.confidential:
        raise UsageError(
            f"{one.id} is not confidential.", "Make it so first (source edit --confidential --alias), or delete it."
        )
    return one


def _known(connection: Connection) -> Ledger:
    """The ledger, with the confidential sources that were deleted."""
    gone = {one.id: one for one in source_rows.confidential(connection)}
    return gone | source_rows.ledger(connection)


def purge(workspace: Workspace, given: str, typed: str) -> Purged:
    """Erase a confidential source for good; its alias stays, so that what links to it still says that there was one.

    ``typed`` must be the alias. Erased are the source and those merged with it, every state of them in the journal,
    their words in what people typed (annotations, comments, reasons, other sources), the files that were kept with them
    alone, and all of that in the backups beside the database; the backups first, so that after a failure it can be done
    again. What cannot be erased is named. Nothing of it can be undone. Raises :class:`UsageError`, and
    :class:`StoreBusy` where another program keeps the database.
    """
    with workspace.store.read() as connection:
        source = _purgeable(connection, given)
        if admit_line(typed) != source.alias:
            raise UsageError("That is not its alias.", f"Nothing was erased; its alias is {shown_line(source.alias)}.")
        wanted = _erasure(connection, source)
        digests = stored.own_files(connection, wanted.ids)
    warnings: list[str] = []
    files = _drop_files(workspace, digests, warnings)
    backups = 0
    for path in _backups(workspace):
        failed = stored.erase_copy(path, wanted)
        backups += not failed
        if failed:
            warnings.append(f"{shown_line(str(path))} may still hold it ({failed}). Delete that file, or purge again.")
    try:
        with workspace.store.write() as connection:
            dropped = stored.erase(connection, wanted)
    except StoreBusy as error:
        raise StoreBusy(
            f"Another program is writing to the database: {source.alias} is erased from {backups} backups and "
            f"{files} of its files, but not yet from the database itself.",
            "Purge it again.",
        ) from error
    try:
        emptied = stored.compact(workspace.store)
    except WorkbenchError:
        emptied = False
    if not emptied:
        warnings.append(
            "It is erased, but the database file could not be written anew while another program has it open: close "
            "that, and purge again."
        )
    leaks = confidential.written(workspace, wanted.secrets)
    tomb = next(one for one in wanted.tombs if one.id == source.id)
    return Purged(tomb, files, backups, tuple(dropped), tuple(leaks), tuple(warnings))


def _erasure(connection: Connection, source: Source) -> Erasure:
    """The source and all that were merged with it, each with what is left of it."""
    known = _known(connection)
    stands = standing(known, source.id)
    same = [one for ident, one in known.items() if one.confidential and standing(known, ident) == stands]
    moment = now()
    tombs = tuple(
        Source(
            id=one.id, kind=one.kind, alias=one.alias or source.alias, confidential=True, purged=one.purged or moment,
            origin=one.origin, same_as=one.same_as,
        )
        for one in same
    )  # fmt: skip
    former = {one.id: source_rows.former_ids(connection, one.id) for one in same}
    return Erasure(tombs, former, confidential.secrets_of(connection, same))


def _drop_files(workspace: Workspace, digests: set[str], warnings: list[str]) -> int:
    dropped = 0
    for digest in sorted(digests):
        path = attachments.path_of(workspace, Attachment(sha256=digest, name="file", bytes=0))
        try:
            path.unlink(missing_ok=True)
            dropped += 1
        except OSError as error:
            warnings.append(f"{shown_line(str(path))} could not be deleted ({error.strerror}); delete it.")
    return dropped


def _backups(workspace: Workspace) -> list[Path]:
    path = workspace.store.path
    return [] if path is None else sorted((path.parent / "backups").glob("*.db"))
