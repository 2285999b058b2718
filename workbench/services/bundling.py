"""Bundles: the documents, sets and attached files of a piece of work in one ZIP file, to be handed on and imported.

A bundle is laid out as a workspace folder is. The same content gives the same bytes.
"""

import contextlib
import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import DataError, UsageError
from workbench.domain.model import Attachment, Document, Source
from workbench.domain.text import shown_line
from workbench.exchange.files import write_atomically
from workbench.exchange.metadata import write_document
from workbench.exchange.sets import read_set
from workbench.services import attachments, exporting
from workbench.services.exporting import Written
from workbench.services.paths import ANNOTATIONS, ATTACHMENTS, DOCUMENTS
from workbench.services.workspace import Workspace
from workbench.store import repository, source_rows

SUFFIX = ".zip"
_MEMBER = re.compile(
    rf"{DOCUMENTS}/[a-z0-9-]+\.(?:txt|yaml)|{ANNOTATIONS}/[^/\\]+/[^/\\]+\.yaml|{ATTACHMENTS}/[0-9a-f]{{2}}/[0-9a-f]{{64}}"
)
"""The only names that are taken out of a bundle."""
_LARGEST = 4_000_000_000
"""Bytes that a bundle may unpack to."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Bundled:
    """What a bundle holds: its file, sets, documents and attached files; files that could not be packed, and why."""

    path: Path
    sets: tuple[Written, ...]
    documents: int
    attachments: int
    missing: tuple[str, ...] = ()


def bundle(
    workspace: Workspace,
    path: Path,
    *,
    annotators: Iterable[str] | None = None,
    everyone: bool = False,
    document: str | None = None,
    story: str | None = None,
    openly: bool = False,
) -> Bundled:
    """Pack sets (narrowed as :func:`workbench.services.exporting.export` does) with all that they speak of.

    That is their documents, the documents that hold their evidence, and the files attached to their sources, those of
    confidential sources left out unless it is done ``openly``. Raises :class:`UsageError` where there is nothing to
    pack.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-") as scratch:
        folder = Path(scratch) / ANNOTATIONS
        folder.mkdir()
        done = exporting.export(
            workspace,
            annotators=annotators,
            everyone=everyone,
            document=document,
            story=story,
            target=folder,
            openly=openly,
        )
        if not done:
            raise UsageError("There are no annotation sets to pack.", "--all or --annotator NAME chooses others.")
        refused = [one for one in done if one.outcome == "refused"]
        done = [one for one in done if one.outcome != "refused"]
        sets = {one.path.relative_to(scratch).as_posix(): one.path.read_bytes() for one in done if one.path is not None}
    wanted = {one.document for one in done}
    named: set[str] = set()
    for data in sets.values():
        value = read_set(data, "bundle", fields=None)
        links = [link for mark in (*value.annotations, *value.orphans) for link in mark.links]
        wanted |= {link.evidence.document for link in links if link.evidence is not None}
        named |= {source.id for source in value.sources}
    with workspace.store.read() as connection:
        here = {one.id: one for gone in (False, True) for one in repository.documents(connection, removed=gone)}
        packed = [here[ident] for ident in sorted((wanted | named) & here.keys())]
        texts = {one.id: repository.text(connection, one.id) for one in packed}
        known = source_rows.ledger(connection)
    files = [one for ident in sorted(named) if ident in known for one in _files(known[ident], openly)]
    whole = [one for one in files if attachments.state_of(workspace, one) == "unchanged"]
    missing = [f"{one.name}: its copy is missing or was changed" for one in files if one not in whole]
    missing += [f"the set of {one.annotator} of {one.document}: {one.reason}" for one in refused]
    members = [*_documents(packed, texts), *sorted(sets.items())]
    write_atomically(path, _packed(workspace, members, whole))
    return Bundled(path, tuple(done), len(packed), len(whole), tuple(missing))


def _files(source: Source, openly: bool) -> tuple[Attachment, ...]:
    return () if source.confidential and not openly else source.attachments


def _documents(packed: Iterable[Document], texts: dict[str, str]) -> list[tuple[str, bytes]]:
    found = []
    for one in packed:
        found.append((f"{DOCUMENTS}/{one.id}.txt", texts[one.id].encode("utf-8")))
        found.append((f"{DOCUMENTS}/{one.id}.yaml", write_document(one)))
    return found


def _packed(workspace: Workspace, members: Iterable[tuple[str, bytes]], files: Iterable[Attachment]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(_info(name), data)
        for one in {file.sha256: file for file in files}.values():
            name = f"{ATTACHMENTS}/{one.sha256[:2]}/{one.sha256}"
            archive.writestr(_info(name), attachments.path_of(workspace, one).read_bytes())
    return whole.getvalue()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


@contextlib.contextmanager
def unpacked(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The same paths, bundles replaced by folders with what they hold; the folders go afterwards.

    Only what a bundle of ours can hold is taken out, by names of ours. Raises :class:`DataError`; problems found in a
    bundle's files name them by the bundle.
    """
    with contextlib.ExitStack() as stack:
        found, renamed = [], {}
        for path in paths:
            if path.suffix.lower() != SUFFIX or not path.is_file():
                found.append(path)
                continue
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="workbench-")))
            _unpack(path, scratch)
            found.append(scratch)
            renamed[str(scratch)] = shown_line(str(path))
        try:
            yield found
        except DataError as error:
            if not renamed:
                raise
            message = error.message
            for scratch_name, name in renamed.items():
                message = message.replace(scratch_name, name)
            raise DataError(message, error.hint) from None


def _unpack(path: Path, folder: Path) -> None:
    name = shown_line(str(path))
    for part in (DOCUMENTS, ANNOTATIONS):
        (folder / part).mkdir()
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            strange = next((one.filename for one in members if not _MEMBER.fullmatch(one.filename)), None)
            if strange is not None:
                raise DataError(
                    f"{name}: {shown_line(strange)} does not belong into a bundle.", "Nothing was imported."
                )
            if sum(one.file_size for one in members) > _LARGEST:
                raise DataError(f"{name}: it unpacks to more than 4 GB.", "Nothing was imported.")
            for one in members:
                target = folder / one.filename
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(one) as source, target.open("wb") as copy:
                    left = one.file_size
                    while left > 0 and (block := source.read(min(1 << 20, left))):
                        copy.write(block)
                        left -= len(block)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise DataError(f"{name}: it is no bundle, or it is damaged ({error}).", "Nothing was imported.") from None


def take_attachments(workspace: Workspace, folders: Iterable[Path]) -> int:
    """Copy the files of sources whose bytes are not here from folders that hold them; how many."""
    with workspace.store.read() as connection:
        wanted = [one for source in source_rows.ledger(connection).values() for one in source.attachments]
    taken = 0
    for one in wanted:
        target = attachments.path_of(workspace, one)
        if target.exists():
            continue
        for folder in folders:
            there = folder / ATTACHMENTS / one.sha256[:2] / one.sha256
            if folder.is_dir() and there.is_file() and attachments.digest_of(there) == one.sha256:
                attachments.take_in(workspace, there)
                taken += 1
                break
    return taken
