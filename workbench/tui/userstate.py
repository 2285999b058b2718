"""Small files in the user's state folder: what the interface remembers, never in the workspace."""

import os
from pathlib import Path


def folder() -> Path:
    """The state folder, which may not be there yet."""
    import platformdirs

    return Path(platformdirs.user_state_dir("workbench"))


def put(path: Path, text: str) -> None:
    """Write a file that only the user can read, whole or not at all; raises OSError."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def spoken(path: Path) -> str:
    """A path as people write it, the home folder as ``~``."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
