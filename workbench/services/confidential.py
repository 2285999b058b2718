"""Confidential sources: where something gives one away all the same, in annotations, comments and files."""

import html
import os
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from workbench.domain.model import Source
from workbench.domain.secrets import Mention, Secrets, names
from workbench.services.paths import ATTACHMENTS, DATABASE, DOCUMENTS
from workbench.services.workspace import Workspace
from workbench.store import repository, source_rows
from workbench.store.engine import Connection

_LARGEST = 16_000_000
"""Bytes of a file that is looked through."""
_PASSED = frozenset([ATTACHMENTS, "backups", ".git", ".venv", "node_modules", "__pycache__"])
"""Folders that are not handed on as they are, or are another program's."""
_PACKED = frozenset([".zip", ".docx"])
_READ = _PACKED | frozenset(
    ".yaml .yml .md .txt .html .htm .xml .csv .tsv .json .jsonl .conll .ann .rst .log .bib .ris".split()
)
"""The endings of files that hold text, and so may tell a name."""
_REPEATED = re.compile(r"\s*(?:- )?(?:exact|prefix|suffix):")
"""Lines of a set that repeat the text, which is public."""


@dataclass(frozen=True)
class Leak:
    """A place in a file that gives a source away: the line from 1, the column from 1, what the source may be called.

    Line 0 stands for the file's own name.
    """

    file: Path
    line: int
    column: int
    alias: str


def secrets(connection: Connection) -> Secrets:
    """What may not be told, as this transaction finds it: of deleted ones too, for undo brings them back.

    Of one that is open again, since making it confidential was undone, everything may.
    """
    hidden = [one for one in source_rows.confidential(connection) if one.purged is None]
    live = source_rows.entries(connection) if hidden else {}
    opened = {ident for ident, entry in live.items() if not entry.source.confidential}
    kept = [one for one in hidden if one.id in live or not opened & {*source_rows.former_ids(connection, one.id)}]
    return _of(connection, kept)


def secrets_of(connection: Connection, sources: Iterable[Source]) -> Secrets:
    """As :func:`secrets`, of some sources."""
    return _of(connection, list(sources))


def _of(connection: Connection, sources: list[Source]) -> Secrets:
    """By all that the sources ever were here and in others' sets."""
    hidden, former = [], {}
    for one in sources:
        former[one.id] = source_rows.former_ids(connection, one.id)
        states = source_rows.all_states(connection, [one.id, *former[one.id]])
        hidden += [msgspec.structs.replace(state, id=one.id, confidential=True, alias=one.alias) for state in states]
    wanted = {name for one in hidden for name in names(one)}
    public = [name for name in sorted(wanted) if repository.stands_somewhere(connection, name)]
    return Secrets([*sources, *hidden], former, public)


def in_lines(known: Secrets, text: str, ending: str = ".yaml") -> Iterator[tuple[int, int, Mention]]:
    """Where the lines of a file tell too much: line and column from 1.

    In sets (``ending`` .yaml) the lines that repeat a document are left out.
    """
    if not known:
        return
    sets = ending in (".yaml", ".yml")
    for number, line in enumerate(_plain(text, ending).split("\n"), 1):
        if not (sets and _REPEATED.match(line)):
            yield from ((number, mention.start + 1, mention) for mention in known.inside(line))


def _plain(text: str, ending: str) -> str:
    """A file's text without its format's escapes; in sets nothing moves."""
    text = unicodedata.normalize("NFC", text)
    if ending in (".yaml", ".yml", ".json", ".jsonl"):
        return text.replace("\\n", "  ").replace("\\t", "  ").replace('\\"', ' "')
    if ending == ".md":
        return re.sub(r"\\([^\w\s])", r"\1", text)
    return html.unescape(text) if ending in (".xml", ".html", ".htm") else text


def written(workspace: Workspace, known: Secrets) -> list[Leak]:
    """The files of the workspace's folder that tell too much, a place of each: sets, memos, bundles, other texts.

    The database, its backups, attached files and git's own are not looked at; documents are public.
    """
    found = []
    for path in _files(workspace.root) if known else ():
        leak = _leak(path, known)
        found += [leak] if leak is not None else []
    return sorted(found, key=lambda one: one.file)


def _leak(path: Path, known: Secrets) -> Leak | None:
    mention = next(known.inside(path.name.replace("_", " ").replace("-", " ")), None)
    if mention is not None:
        return Leak(path, 0, 0, mention.alias)
    for text, ending in _texts(path):
        place = next(in_lines(known, text, ending), None)
        if place is not None:
            return Leak(path, place[0], place[1], place[2].alias)
    return None


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _PASSED)
        here = Path(folder)
        for name in sorted(files):
            path = here / name
            texts = here == root / DOCUMENTS and path.suffix == ".txt"
            if path.suffix.lower() in _READ and not texts and not name.startswith(DATABASE) and not path.is_symlink():
                yield path


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """What a file holds as text, with its ending; of a packed one what each of its members holds."""
    try:
        if path.stat().st_size > _LARGEST:
            return
        if path.suffix.lower() in _PACKED:
            with zipfile.ZipFile(path) as archive:
                for one in archive.infolist():
                    ending = Path(one.filename).suffix.lower()
                    if one.file_size <= _LARGEST and ending in _READ and ending != ".txt":
                        yield archive.read(one).decode("utf-8", "replace"), ending
        else:
            yield path.read_bytes().decode("utf-8", "replace"), path.suffix.lower()
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        return  # what cannot be read here is nobody's to mend here
