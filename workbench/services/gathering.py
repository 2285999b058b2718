"""Finding and reading what an import names: sets, documents with their metadata, folders and whole workspaces."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.domain.errors import DataError, UsageError, WorkbenchError
from workbench.domain.model import AnnotationSet
from workbench.domain.text import sha256, shown_line
from workbench.exchange.metadata import read_document
from workbench.exchange.sets import read_set
from workbench.services.documents import Incoming
from workbench.services.paths import ANNOTATIONS, DOCUMENTS, SETTINGS
from workbench.services.work import UNWATCHED, Watch
from workbench.services.workspace import Workspace

STDIN = Path("-")
_LARGE = 5_000_000
"""Bytes from which on reading a file takes so long that it is said: half a second."""


@dataclass(frozen=True)
class SetFile:
    """A set as it lies on disk."""

    path: Path
    data: bytes
    value: AnnotationSet


@dataclass
class Gathered:
    """Everything that an import found, read and checked."""

    documents: list[Incoming] = field(default_factory=list)
    sets: list[SetFile] = field(default_factory=list)


def gather(workspace: Workspace, paths: Sequence[Path], watch: Watch = UNWATCHED) -> Gathered:
    """Read everything that ``paths`` name; raises one :class:`DataError` with all problems of all files.

    It can be stopped between two files; one file is read to its end: 4 seconds for the 32 MB that one may have.
    """
    gathered, problems = Gathered(), []
    watch("looking for files")
    metadata, sets = files_of(paths)
    for number, path in enumerate(watch.each([*metadata, *sets], "reading file")):
        if number < len(metadata):
            try:
                gathered.documents.append(_document(path))
            except WorkbenchError as error:
                problems.append(_about(path, error))
            continue
        data = read_bytes(path)
        if len(data) > _LARGE:
            watch(f"reading {len(data) / 1_000_000:.0f} MB to the end, {shown_line(path.name)}")
        try:
            gathered.sets.append(SetFile(path, data, read_set(data, str(path), fields=workspace.scheme)))
        except WorkbenchError as error:
            problems.append(_about(path, error))
    problems += _twice(gathered.sets)
    if problems:
        raise DataError("\n".join(problems), "Nothing was imported.")
    return gathered


def _about(path: Path, error: WorkbenchError) -> str:
    """A problem with its file in front, once."""
    name = shown_line(str(path))
    return str(error) if str(error).startswith(name) else f"{name}: {error}"


def _twice(sets: Sequence[SetFile]) -> list[str]:
    """Which files are two versions of one set: one import cannot know which of them is the newer."""
    first: dict[tuple[str, str, str], SetFile] = {}
    problems = []
    for one in sets:
        other = first.setdefault((one.value.document.id, one.value.annotator, one.value.kind), one)
        if other is not one and other.data != one.data:
            problems.append(
                f"{shown_line(str(one.path))}: it is another version of the set in {shown_line(str(other.path))}; "
                "import them one after the other, the older first"
            )
    return problems


def files_of(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The metadata files and the set files that files and folders stand for, in order."""
    metadata: list[Path] = []
    sets: list[Path] = []
    for path in paths:
        if path.is_dir():
            whole = (path / SETTINGS).is_file() or (path / DOCUMENTS).is_dir() or (path / ANNOTATIONS).is_dir()
            metadata += sorted((path / DOCUMENTS).glob("*.yaml")) if whole else []
            found = sorted((path / ANNOTATIONS if whole else path).rglob("*.yaml"))
            if not whole and not found:
                raise UsageError(
                    f"{shown_line(str(path))} holds no annotation sets.", "Name a folder with .yaml files."
                )
            sets += found
        elif path == STDIN:
            sets.append(path)
        elif path.is_file():
            (metadata if path.parent.name == DOCUMENTS else sets).append(path)
        else:
            raise UsageError(f"There is no file {shown_line(str(path))}.", "Check the path.")
    return list(dict.fromkeys(metadata)), list(dict.fromkeys(sets))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, or of standard input for ``-``; raises :class:`WorkbenchError` where it cannot be read."""
    try:
        return sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
    except OSError as error:
        raise WorkbenchError(
            f"{shown_line(str(path))} cannot be read ({error.strerror}).", "Nothing was changed."
        ) from None


def _document(path: Path) -> Incoming:
    """A document from its two files; the text must be the one that the metadata speaks of."""
    document = read_document(read_bytes(path), str(path))
    if not re.fullmatch(rf"[a-z0-9-]{{1,90}}-{document.sha256[:8]}[0-9a-f]*", document.id):
        raise DataError(
            f"{shown_line(str(path))}: the id {shown_line(document.id)} is not one of this text.",
            "An id is made of the title and the first digits of the text's SHA-256; add the text instead.",
        )
    beside = path.with_suffix(".txt")
    if not beside.is_file():
        raise DataError(f"{shown_line(str(path))}: its text {shown_line(beside.name)} is missing.", "Get both files.")
    try:
        text = read_bytes(beside).decode("utf-8")
    except UnicodeDecodeError:
        text = ""  # a stored text is UTF-8 to the letter
    if sha256(text) != document.sha256 or len(text) != document.characters:
        raise DataError(
            f"{shown_line(str(beside))}: the text is not the one that its metadata speaks of.",
            "A stored text never changes; get both files from the same place, or add the text as a new document.",
        )
    return Incoming(document.id, text, given=document)
