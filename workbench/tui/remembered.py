"""Where somebody left each document: kept in the user's state folder, by workspace, annotator and document.

The steps done of a lesson are kept like a place. A file for each workspace and annotator; one that cannot be read is as
good as none, one that cannot be written is not missed. Offsets are code points of the stored text, which never changes.
"""

import hashlib
import json
from pathlib import Path

from workbench.tui import userstate

_MOST = 2000  # documents of a workspace whose places are kept


def path_of(workspace: str, annotator: str) -> Path:
    """The file of a workspace, named by its path, and an annotator."""
    key = json.dumps([workspace, annotator]).encode()
    return userstate.folder() / "places" / f"{hashlib.sha256(key).hexdigest()[:24]}.json"


def _read(path: Path) -> dict[str, int]:
    try:
        found = json.loads(path.read_text("utf-8"))["places"]
        return {str(document): int(offset) for document, offset in found.items() if int(offset) > 0}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def recall(workspace: str, annotator: str, document: str) -> int:
    """The offset at which a document was left; 0 where that is not known."""
    return _read(path_of(workspace, annotator)).get(document, 0)


def remember(workspace: str, annotator: str, document: str, offset: int) -> None:
    """Keep the offset at which a document is left; the beginning needs no keeping."""
    path = path_of(workspace, annotator)
    places = _read(path)
    if places.get(document, 0) == offset:
        return
    places.pop(document, None)
    if offset > 0:
        places[document] = offset
    kept = dict(list(places.items())[-_MOST:])
    content = {"workspace": workspace, "annotator": annotator, "places": kept}
    try:
        userstate.put(path, json.dumps(content, indent=1) + "\n")
    except OSError:
        return
