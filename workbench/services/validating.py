"""Validation: sets against their schema and, where the document is at hand, their anchors against its text."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.domain.model import AnnotationSet
from workbench.domain.text import sha256
from workbench.exchange import mangled
from workbench.exchange.metadata import read_document
from workbench.exchange.problems import DataProblems, Problem, described
from workbench.exchange.sets import anchor_problems, read_set_with_places
from workbench.services.gathering import files_of, read_bytes
from workbench.services.paths import DOCUMENTS
from workbench.services.workspace import Workspace
from workbench.store import repository


@dataclass(frozen=True)
class Finding:
    """A problem with its file, ready to be said."""

    file: str
    line: int
    column: int
    message: str
    hint: str

    def __str__(self) -> str:
        return described(self.file, Problem(self.line, self.column, self.message, self.hint))


@dataclass
class Checked:
    """What a validation found; ``unanchored`` counts the sets whose text was not at hand."""

    files: int = 0
    unanchored: int = 0
    problems: list[Finding] = field(default_factory=list)


def validate(paths: Sequence[Path], workspace: Workspace | None) -> Checked:
    """Check every set (and document file) that ``paths`` name; nothing is changed."""
    checked = Checked()
    metadata, sets = files_of(paths)
    for path in metadata:
        checked.files += 1
        try:
            read_document(read_bytes(path), str(path))
        except DataProblems as error:
            checked.problems += _findings(str(path), error.problems)
    for path in sets:
        checked.files += 1
        data = read_bytes(path)
        try:
            value, places = read_set_with_places(
                data, str(path), fields=workspace.scheme if workspace is not None else {}
            )
        except DataProblems as error:
            found = _findings(str(path), error.problems)
            if mangled.by_lines(data):
                found[0] = replace(found[0], hint=f"{found[0].hint} {_BY_LINES}".strip())
            checked.problems += found
            continue
        text = _text(value, path, workspace)
        if text is None:
            checked.unanchored += 1
        else:
            checked.problems += _findings(str(path), anchor_problems(value, text, places))
    return checked


_BY_LINES = (
    "The file looks as if git had merged two versions of it line by line (merge=union does): take it back from "
    "git's history, make git merge sets by annotation with: workbench init DIR --git, and merge again."
)


def _findings(file: str, problems: Sequence[Problem]) -> list[Finding]:
    return [Finding(file, one.line, one.column, one.message, one.hint) for one in problems]


def _text(value: AnnotationSet, path: Path, workspace: Workspace | None) -> str | None:
    """The set's text, from the workspace or from a ``documents`` folder beside the set's; None where not at hand."""
    if workspace is not None:
        with workspace.store.read() as connection:
            found = repository.find_text(connection, value.document.sha256)
            if found is not None:
                return repository.text(connection, found[0].id)
    for folder in list(path.absolute().parents)[:3]:
        beside = folder / DOCUMENTS / f"{value.document.id}.txt"
        if beside.is_file():
            text = beside.read_bytes().decode("utf-8", "replace")
            if sha256(text) == value.document.sha256:
                return text
    return None
