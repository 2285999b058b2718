"""Import: colleagues' documents and sets into the store, all or nothing; sets that wait; conflicts settled."""

from collections.abc import Sequence
from pathlib import Path

from workbench.domain.errors import DataError, UsageError
from workbench.domain.ids import TAIL
from workbench.domain.model import Placed
from workbench.domain.text import admit_line, sha256, shown_line
from workbench.exchange.sets import read_set
from workbench.services import bundling, documents, sight
from workbench.services.clock import now
from workbench.services.gathering import Gathered, SetFile, gather
from workbench.services.merging import Report, find_document, merge_set
from workbench.services.work import GoOn, Stopped, Watch, always
from workbench.services.workspace import Workspace
from workbench.store import repository
from workbench.store.engine import Connection
from workbench.store.journal import Act, Put
from workbench.store.repository import Pending


class _RolledBack(Exception):  # noqa: N818 - carries a result out of a transaction that must not be kept
    pass


def import_paths(workspace: Workspace, paths: Sequence[Path], *, dry_run: bool = False, go_on: GoOn = always) -> Report:
    """Import files, folders of sets, workspace folders and bundles: everything or, at the first problem, nothing.

    All files are read and checked before anything is written. With ``dry_run`` the report is the same and nothing
    changes. ``go_on`` hears how far it is; its False stops the work. Raises :class:`DataError` with every problem
    found, as ``file:line:column: what, how to mend it``, and :class:`Stopped`, where nothing was imported. Stopped
    after everything was stored, what is ``left`` in the report says so.
    """
    with bundling.unpacked(paths) as found:
        report = _import(workspace, found, _named(paths), dry_run, go_on)
        if not dry_run:
            bundling.take_attachments(workspace, found)
    return report


def _import(workspace: Workspace, paths: Sequence[Path], named: str, dry_run: bool, go_on: GoOn) -> Report:
    watch = Watch(go_on, "Stopped; nothing was imported.")
    gathered = gather(workspace, paths, watch)
    report = Report()
    try:
        with workspace.store.write() as connection:
            report.sight = sight.sight(connection, workspace)
            act = Act(connection, workspace.annotator, now(), f"import {named}")
            _take_in(workspace, connection, act, gathered, report, watch)
            if dry_run:
                raise _RolledBack
            watch("storing")  # from here on it is too late
    except _RolledBack:
        return report
    _write_files(workspace, report, Watch(go_on, ""))
    return report


def _write_files(workspace: Workspace, report: Report, watch: Watch) -> None:
    """Write the files of the documents that came; where that is stopped, say whose are missing."""
    written = 0
    try:
        for added in watch.each(report.added, "stored; writing document"):
            report.notes += documents.follow(workspace, added).warnings[len(added.warnings) :]
            written += 1
    except Stopped:
        report.left = [added.document.id for added in report.added[written:]]
        report.notes.insert(
            0,
            f"Stopped when everything was stored: the files of {len(report.left)} of {len(report.added)} documents "
            "are not written; the same import once more writes them.",
        )


def import_waiting(workspace: Workspace, *, go_on: GoOn = always) -> Report:
    """Import the sets that waited for a document and can be placed now; stopped, they go on waiting."""
    watch = Watch(go_on, "Stopped; the sets that waited for these documents go on waiting.")
    report = Report()
    with workspace.store.read() as connection:
        fits = any(
            find_document(connection, one.document_sha256, one.document_id) is not None
            for one in repository.pending(connection)
        )
    if fits:
        with workspace.store.write() as connection:
            report.sight = sight.sight(connection, workspace)
            act = Act(connection, workspace.annotator, now(), "import waiting sets")
            _take_waiting(workspace, connection, act, report, watch)
    return report


def _named(paths: Sequence[Path]) -> str:
    return admit_line(paths[0].name) if len(paths) == 1 else f"{len(paths)} files"


def _take_in(
    workspace: Workspace, connection: Connection, act: Act, gathered: Gathered, report: Report, watch: Watch
) -> None:
    report.added = documents.admit_within(connection, act, watch.each(gathered.documents, "document"))
    for added in report.added:
        report.documents += added.created
        report.notes += [f"{added.document.id}: {warning}" for warning in added.warnings]
    for file in watch.each(gathered.sets, "set"):
        _take_file(connection, act, file, report, watch)
    _take_waiting(workspace, connection, act, report, watch)


def _take_file(connection: Connection, act: Act, file: SetFile, report: Report, watch: Watch) -> None:
    """Merge a set, or keep it until its document comes."""
    if merge_set(connection, act, file.value, sha256(file.data), report, watch):
        return
    value, name = file.value, shown_line(str(file.path))
    report.pending += 1
    archived = repository.find_text(connection, value.document.sha256) is not None
    if archived or repository.document_known(connection, value.document.id):
        report.notes.append(f"{name}: its document is archived here; take it back with undo, then import again")
        return
    waiting = Pending(
        value.document.id, value.annotator, value.kind, value.document.sha256, admit_line(name), file.data.decode()
    )
    repository.keep_pending(connection, waiting, act.at)
    report.notes.append(f"{name}: its document {value.document.id} is not here; the set is kept until it is added")


def _take_waiting(workspace: Workspace, connection: Connection, act: Act, report: Report, watch: Watch) -> None:
    """Merge the sets that wait for a document which is here now."""
    for one in watch.each(repository.pending(connection), "waiting set"):
        if find_document(connection, one.document_sha256, one.document_id) is None:
            continue
        try:
            value = read_set(one.content.encode(), one.name, fields=workspace.scheme)
        except DataError as error:
            report.notes.append(f"a waiting set cannot be read any more and goes on waiting: {error}")
            continue
        repository.drop_pending(connection, one)
        merge_set(connection, act, value, sha256(one.content), report, watch)


def resolve_conflict(workspace: Workspace, given: str, *, take: str) -> Placed | None:
    """Settle a conflict: ``take`` is "ours" or "theirs"; the annotation as it then stands (None: deleted).

    Undo opens it again. Raises :class:`UsageError` where there is no conflict of that id.
    """
    with workspace.store.write() as connection:
        open_conflicts = sight.conflicts(connection, workspace)
        fits = [one for one in open_conflicts if one == given or (len(given) >= TAIL and one.endswith(given))]
        if len(fits) != 1:
            raise UsageError(
                f'There is no open conflict "{shown_line(given)}".', "See them with: workbench annotations --conflicts"
            )
        settled = open_conflicts[fits[0]]
        ours = repository.find_annotation(connection, settled.annotation)
        after = ours if take == "ours" else settled.theirs
        act = Act(connection, workspace.annotator, now(), f"settle a conflict: {take}")
        # Either way theirs has been seen: it is the base from which a later change of theirs is told.
        if after is not None or ours is not None:
            act.put_all(
                [
                    Put("annotation", settled.annotation, after, base=settled.content),
                    Put("conflict", settled.annotation, None),
                ]
            )
        else:
            act.put("conflict", settled.annotation, None)
    return after
