"""Small files in the user's state folder: what the interface remembers, never in the workspace."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple


class Looks(NamedTuple):
    """How somebody likes the interface: its colours, paragraph numbers, the side panel, the library's order."""

    theme: str = ""
    numbers: bool = False
    panel: bool = True
    order: str = ""


def looks() -> Looks:
    """How the interface was left; as it is at first where that cannot be read."""
    try:
        found = json.loads((folder() / _LOOKS).read_text("utf-8"))
        known = {
            name: found[name]
            for name, default in Looks()._asdict().items()
            if isinstance(found.get(name), type(default))
        }
    except (OSError, ValueError, AttributeError, RecursionError):
        return Looks()
    return Looks(**known)


def keep_looks(wanted: Looks) -> Looks:
    """Keep how the interface is left; where that cannot be written it holds for this session."""
    with suppress(OSError):
        put(folder() / _LOOKS, json.dumps(wanted._asdict(), indent=1) + "\n")
    return wanted


_LOOKS = "looks.json"


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
