"""Validation: sets against their schema and, where the documents are at hand, their anchors against the texts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.domain.backing import bearing, origins_of_text, within_blocks
from workbench.domain.model import AnnotationSet, Evidence, Placed, Source
from workbench.domain.secrets import NOTHING_SECRET, Secrets
from workbench.domain.sources import caption, circles, origin_count
from workbench.domain.text import sha256, shown_line
from workbench.exchange import mangled
from workbench.exchange.metadata import read_document
from workbench.exchange.problems import START, DataProblems, Problem, described, quoted
from workbench.exchange.sets import Places, anchor_problems, evidence_problems, read_set_with_places
from workbench.services import confidential
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
    """What a validation found; ``unanchored`` counts the sets whose text was not at hand.

    ``notes`` are right as files go, and worth knowing: sources that repeat each other, links that are no evidence.
    """

    files: int = 0
    unanchored: int = 0
    problems: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)


def validate(paths: Sequence[Path], workspace: Workspace | None) -> Checked:
    """Check every set (and document file) that ``paths`` name; nothing is changed."""
    checked = Checked()
    metadata, sets = files_of(paths)
    known = _secrets(workspace)
    for path in metadata:
        checked.files += 1
        checked.problems += _leaks(path, read_bytes(path), known)
        try:
            read_document(read_bytes(path), str(path))
        except DataProblems as error:
            checked.problems += _findings(str(path), error.problems)
    for path in sets:
        checked.files += 1
        data = read_bytes(path)
        checked.problems += _leaks(path, data, known)
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
        text = _text(value.document.id, value.document.sha256, path, workspace)
        if text is None:
            checked.unanchored += 1
        else:
            checked.problems += _findings(str(path), anchor_problems(value, text, places))
        checked.problems += _findings(str(path), evidence_problems(value, _texts(path, workspace), places))
        checked.notes += _findings(str(path), _notes(value, places))
    return checked


def _secrets(workspace: Workspace | None) -> Secrets:
    if workspace is None:
        return NOTHING_SECRET
    with workspace.store.read() as connection:
        return confidential.secrets(connection)


def _leaks(path: Path, data: bytes, known: Secrets) -> list[Finding]:
    """Where a file gives a confidential source of this workspace away."""
    return [
        Finding(
            str(path),
            line,
            column,
            f"Here a confidential source is given away ({shown_line(mention.alias)}).",
            "Take the words out where they were typed and export again; what was handed on before still has them.",
        )
        for line, column, mention in confidential.in_lines(known, data.decode("utf-8", "replace"))
    ]


def _texts(path: Path, workspace: Workspace | None) -> Callable[[Evidence], str | None]:
    """The texts that evidence of one file points into, each read once."""
    known: dict[str, str | None] = {}

    def text_of(evidence: Evidence) -> str | None:
        if evidence.sha256 not in known:
            known[evidence.sha256] = _text(evidence.document, evidence.sha256, path, workspace)
        return known[evidence.sha256]

    return text_of


def _notes(value: AnnotationSet, places: Places) -> list[Problem]:
    """What should be known of a set's sources; as the file has them, whatever the ledger here says."""
    ledger = {one.id: one for one in value.sources}
    placed = [
        Placed(document=value.document.id, annotator=value.annotator, annotation=one) for one in value.annotations
    ]
    linked = [one for one in placed if one.annotation.links]
    found: list[Problem] = []
    circular: dict[tuple[str, ...], str] = {}
    for one, blocks in within_blocks(linked, [one for one in placed if one.annotation.tag == "quote"]):
        links = one.annotation.links
        count = origin_count(ledger, bearing(links), origins_of_text(one, blocks))
        for circle in count.circular:
            circular.setdefault(circle, one.id)
        for own in count.own:
            place = next((places[link.id] for link in links if link.source == own and link.id in places), START)
            what = f"{_named(ledger, own)} comes from where this text itself comes from, so it is no evidence for it."
            found.append(
                Problem(place.line, place.column, what, "Link to a source of its own, or let it only mention.")
            )
    for circle in circles(ledger):
        place = places.get(circular.get(circle, ""), START)
        what = f"The sources {', '.join(_named(ledger, one) for one in circle)} repeat each other."
        found.append(Problem(place.line, place.column, what, "Find out which was first, and clear its origin."))
    return sorted(found, key=lambda one: (one.line, one.column))


def _named(ledger: Mapping[str, Source], ident: str) -> str:
    return quoted(caption(ledger[ident]) if ident in ledger else ident)


_BY_LINES = (
    "The file looks as if git had merged two versions of it line by line (merge=union does): take it back from "
    "git's history, make git merge sets by annotation with: workbench init DIR --git, and merge again."
)


def _findings(file: str, problems: Sequence[Problem]) -> list[Finding]:
    return [Finding(file, one.line, one.column, one.message, one.hint) for one in problems]


def _text(document_id: str, digest: str, path: Path, workspace: Workspace | None) -> str | None:
    """A text of that SHA-256, from the workspace or a ``documents`` folder beside the set's; None where not at hand."""
    if workspace is not None:
        with workspace.store.read() as connection:
            found = repository.find_text(connection, digest)
            if found is not None:
                return repository.text(connection, found[0].id)
    for folder in list(path.absolute().parents)[:3]:
        beside = folder / DOCUMENTS / f"{document_id}.txt"
        if beside.is_file():
            text = beside.read_bytes().decode("utf-8", "replace")
            if sha256(text) == digest:
                return text
    return None
