"""Confidential sources: where something gives one away all the same, in annotations, comments and files."""

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from workbench.domain.model import Source
from workbench.domain.secrets import Mention, Secrets, names
from workbench.services.paths import ATTACHMENTS, DATABASE
from workbench.services.workspace import Workspace
from workbench.store import repository, source_rows
from workbench.store.engine import Connection

_LARGEST = 32_000_000
"""Bytes of a file that is looked through."""
_OWN = (ATTACHMENTS, "backups", ".git")
"""Folders that are not handed on as they are, and that git keeps."""
_PACKED = (".zip", ".docx")
_REPEATED = ("exact:", "prefix:", "suffix:", "- exact:")
"""Lines of a set that repeat the text, which is public."""


@dataclass(frozen=True)
class Leak:
    """A place in a file that gives a source away: the line from 1, the column from 1, what the source may be called."""

    file: Path
    line: int
    column: int
    alias: str


def secrets(connection: Connection) -> Secrets:
    """What may not be told, as this transaction finds it."""
    hidden = [one.source for one in source_rows.entries(connection).values() if one.source.confidential]
    former = {one.id: source_rows.former_ids(connection, one.id) for one in hidden}
    return Secrets(hidden, former, _public(connection, hidden))


def secrets_of(connection: Connection, source: Source, *, everything: bool = False) -> Secrets:
    """As :func:`secrets`, of one source; with ``everything`` also by what it was in earlier states and other sets."""
    former = source_rows.former_ids(connection, source.id)
    states = source_rows.all_states(connection, [source.id, *former]) if everything else []
    hidden = [msgspec.structs.replace(one, id=source.id, confidential=True, alias=source.alias) for one in states]
    return Secrets([source, *hidden], {source.id: former}, _public(connection, [source, *hidden]))


def _public(connection: Connection, hidden: Iterable[Source]) -> list[str]:
    """The names in the lines of confidential sources that stored texts hold too: places, offices, known people."""
    wanted = {name for one in hidden for name in names(one)}
    return [name for name in sorted(wanted) if repository.stands_somewhere(connection, name)]


def in_lines(known: Secrets, text: str) -> Iterator[tuple[int, int, Mention]]:
    """Where the lines of a file tell too much: line and column from 1; lines that repeat a document are left out."""
    if not known:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.lstrip().startswith(_REPEATED):
            yield from ((number, mention.start + 1, mention) for mention in known.inside(line))


def written(workspace: Workspace, known: Secrets) -> list[Leak]:
    """The files of the workspace's folder that tell too much, a place of each: sets, memos, bundles, whatever is there.

    The database, its backups, attached files and git's own are not looked at; documents are public.
    """
    found = []
    for path in _files(workspace.root):
        for text in _texts(path):
            place = next(in_lines(known, text), None)
            if place is not None:
                line, column, mention = place
                found.append(Leak(path, line, column, mention.alias))
                break
    return found


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if parts[0] in _OWN or parts[-1].startswith(DATABASE) or (parts[0] == "documents" and path.suffix == ".txt"):
            continue
        with suppress(OSError):  # what went away meanwhile tells nothing
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= _LARGEST:
                yield path


def _texts(path: Path) -> Iterator[str]:
    """What a file holds as text; of a packed one what each of its members holds."""
    try:
        if path.suffix.lower() in _PACKED:
            with zipfile.ZipFile(path) as archive:
                for one in archive.infolist():
                    if one.file_size <= _LARGEST and not one.filename.endswith(".txt"):
                        yield archive.read(one).decode("utf-8", "replace")
        else:
            yield path.read_bytes().decode("utf-8", "replace")
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        return  # what cannot be read here is nobody's to mend here
