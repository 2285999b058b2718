"""Paths as people type them or drop them into a terminal."""

import contextlib
from pathlib import Path

from workbench.domain.errors import UsageError
from workbench.domain.text import admit


def typed_path(given: str, *, named: str = "No path was given.", hint: str = "Name a file or a folder.") -> Path:
    """The whole path that was typed, which may be in quotes and begin with a tilde; never standard input.

    Raises :class:`UsageError` where nothing is named (``named``, ``hint``), and where it cannot be looked at.
    """
    name = admit(given).text.strip()
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1]
    if not name:
        raise UsageError(named, hint)
    try:
        path = Path(name).expanduser().absolute()
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.lstat()
    except (OSError, RuntimeError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or f"{error}"
        raise UsageError(f"This path cannot be used: {why.rstrip('.')}.", hint) from None
    return path
