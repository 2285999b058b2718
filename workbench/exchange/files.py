"""Files written whole or not at all: beside the target first, then put in its place in one step."""

import contextlib
import errno
import os
import stat
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from workbench.domain.errors import WorkbenchError
from workbench.domain.text import shown_line

_LITTER = ".tmp-workbench-"
_OLD = 3600
"""Seconds after which litter belongs to no running process."""


def write_atomically(path: Path, data: bytes, *, mode: int | None = None, root: Path | None = None) -> None:
    """Make ``data`` the content of ``path``: after a crash at any moment the file is the old one or the new one.

    A symbolic link is replaced, not written through. ``mode`` are the permissions; without it the old file's are
    kept, and a new file gets what the umask leaves of 0644. With ``root`` the folder must lie inside it, wherever
    links lead. Raises :class:`WorkbenchError`, and then nothing was changed.
    """
    folder = path.parent
    if root is not None and not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root)):
        raise WorkbenchError(
            f'The folder "{_name(folder)}" leads out of "{_name(root)}"; nothing was written.',
            "Replace the symbolic link by a folder, or choose another place.",
        )
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=_LITTER, dir=folder)
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(handle, _mode(path) if mode is None else mode)
            os.fsync(handle)
        os.replace(temporary, path)
        temporary = None
        _sync_folder(folder)
    except OSError as error:
        raise _explained(path, error) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def add_lines(path: Path, lines: Iterable[str]) -> list[str]:
    """Write the ``lines`` that a text file lacks at its end, whatever stands in it; gives those that were added."""
    there = path.read_bytes() if path.exists() else b""
    known = {line.strip() for line in there.decode("utf-8", "replace").splitlines()}
    missing = [line for line in lines if line not in known]
    if missing:
        before = there if there.endswith(b"\n") or not there else there + b"\n"
        write_atomically(path, before + "".join(f"{line}\n" for line in missing).encode())
    return missing


def sweep(folder: Path) -> int:
    """Remove what killed processes left of :func:`write_atomically` in ``folder`` an hour ago or earlier.

    Gives the number of files removed. What cannot be removed stays: it is in nobody's way.
    """
    removed = 0
    for path in sorted(folder.glob(f"{_LITTER}*")):
        with contextlib.suppress(OSError):
            found = path.lstat()
            if stat.S_ISREG(found.st_mode) and time.time() - found.st_mtime > _OLD:
                path.unlink()
                removed += 1
    return removed


def _mode(path: Path) -> int:
    """The permissions that a file at ``path`` shall have: the old file's, else what the umask leaves of 0644."""
    with contextlib.suppress(FileNotFoundError):
        found = path.lstat()
        if stat.S_ISREG(found.st_mode):
            return stat.S_IMODE(found.st_mode)
    umask = os.umask(0o077)  # it can only be read by setting it
    os.umask(umask)
    return 0o644 & ~umask


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the file system can."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


_REASONS = {
    errno.ENOSPC: ("the disk is full", "Make room and repeat it."),
    errno.EDQUOT: ("your share of the disk is full", "Make room and repeat it."),
    errno.EFBIG: ("it is larger than files may be here", "Raise the limit (ulimit -f) and repeat it."),
    errno.EROFS: ("the disk can only be read", "Choose a folder that can be written to."),
    errno.EACCES: ("the folder may not be written to", "Change its permissions, or choose another folder."),
    errno.EPERM: ("the folder may not be written to", "Change its permissions, or choose another folder."),
    errno.ENOENT: ("its folder is missing", "Make the folder and repeat it."),
    errno.ENOTDIR: ("its folder is a file", "Choose another place."),
    errno.EISDIR: ("a folder of that name is in the way", "Rename the folder, or choose another name."),
    errno.ENAMETOOLONG: ("its name is too long", "Choose a shorter name."),
}


def _explained(path: Path, error: OSError) -> WorkbenchError:
    reason, hint = _REASONS.get(error.errno or 0, (error.strerror or "the system refused", "Repeat it."))
    return WorkbenchError(f'"{_name(path)}" was not written: {reason}. What was there before is untouched.', hint)


def _name(path: Path) -> str:
    return shown_line(str(path))
