"""Files kept with sources: copied into the workspace by the SHA-256 of their bytes, and looked at again."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Literal

from workbench.domain.errors import UsageError
from workbench.domain.model import Attachment
from workbench.domain.text import admit_line, shown_line
from workbench.services.paths import ATTACHMENTS
from workbench.services.workspace import Workspace

State = Literal["unchanged", "changed", "missing"]
LARGEST = 2_000_000_000
"""Bytes of the largest file that is taken in: a recording of some hours."""
_CHUNK = 1 << 20


def path_of(workspace: Workspace, attachment: Attachment) -> Path:
    """Where the bytes of an attachment lie: named by nothing but their digest."""
    return workspace.root / ATTACHMENTS / attachment.sha256[:2] / attachment.sha256


def take_in(workspace: Workspace, path: Path) -> Attachment:
    """Copy a file into the workspace, if its bytes are not there yet. Raises :class:`UsageError`.

    The copy is whole or not there; the same bytes are kept once.
    """
    shown = shown_line(str(path))
    if not path.is_file():
        raise UsageError(f"There is no file {shown}.", "Check the path; a folder cannot be attached.")
    size = path.stat().st_size
    if size > LARGEST:
        raise UsageError(
            f"{shown} has {size / 1e9:.1f} GB, more than the {LARGEST // 10**9} that are taken in.", "Link to it."
        )
    folder = workspace.root / ATTACHMENTS
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".tmp-workbench-", delete=False) as copy:
            try:
                digest = _copy(path, copy.name)
                kept = Attachment(sha256=digest, name=_name(path), bytes=Path(copy.name).stat().st_size)
                target = path_of(workspace, kept)
                if digest_of(target) != digest:
                    target.parent.mkdir(mode=0o700, exist_ok=True)
                    Path(copy.name).replace(target)
            finally:
                Path(copy.name).unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{shown} cannot be copied ({error.strerror}).", "Nothing was attached.") from None
    return kept


def state_of(workspace: Workspace, attachment: Attachment) -> State:
    """Whether the kept bytes are still those that were attached."""
    digest = digest_of(path_of(workspace, attachment))
    return "missing" if digest is None else "unchanged" if digest == attachment.sha256 else "changed"


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file; None where it is not there or cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _copy(path: Path, target: str) -> str:
    """Copy a file; the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    with path.open("rb") as source, Path(target).open("wb") as copy:
        while block := source.read(_CHUNK):
            digest.update(block)
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


def _name(path: Path) -> str:
    """What a file was called, on one harmless line."""
    return admit_line(path.name).replace("/", "_").replace("\\", "_")[:255] or "file"
