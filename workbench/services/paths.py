"""Where things are in a workspace folder; needs neither the store nor YAML, so that a screen can be painted first."""

import json
from pathlib import Path

from workbench.domain import ids
from workbench.domain.errors import UsageError
from workbench.domain.text import shown_line

SETTINGS = "workbench.yaml"
DATABASE = "workbench.db"
DOCUMENTS = "documents"
ANNOTATIONS = "annotations"
ATTACHMENTS = "attachments"


def user_config_file() -> Path:
    """The user's own configuration, outside of every workspace."""
    import platformdirs

    return Path(platformdirs.user_config_dir("workbench")) / "config.yaml"


def find_root(start: Path) -> Path:
    """The workspace that ``start`` lies in, found by walking up as git does.

    Raises :class:`UsageError` where there is none.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise UsageError(
        f"{shown_line(str(start))} is not inside a workspace.",
        "Make one with: workbench init DIR, or try the sample with: workbench demo",
    )


def peek(root: Path, given: str) -> tuple[str, str, str] | None:
    """Id, title and text of a document from its files alone; None where they do not tell.

    ``given`` is an id or its unique beginning. The store has the last word once it is open.
    """
    names = [path.stem for path in (root / DOCUMENTS).glob("*.txt")]
    try:
        document_id = ids.pick(given, names, "document", prefix=True)
        text = (root / DOCUMENTS / f"{document_id}.txt").read_bytes().decode("utf-8")
    except (UsageError, OSError, UnicodeDecodeError):
        return None
    return document_id, _title(root / DOCUMENTS / f"{document_id}.yaml") or document_id, text


def _title(path: Path) -> str:
    """The title from a metadata file as we write it: a JSON string on a line of its own."""
    try:
        lines = path.read_text("utf-8").split("\n")
        return next((str(json.loads(line[7:])) for line in lines if line.startswith("title: ")), "")
    except (OSError, ValueError):
        return ""
