"""Documents: taking texts in, listing them, changing their metadata, archiving them; their files follow."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from workbench.domain import ids, sharing, urls
from workbench.domain.errors import UsageError, WorkbenchError
from workbench.domain.model import EDITABLE_METADATA, SETTLED, Assignment, Document
from workbench.domain.spans import Span
from workbench.domain.text import admit_line, sha256, shown_line
from workbench.exchange.files import write_atomically
from workbench.exchange.metadata import write_document
from workbench.services import dating, sight
from workbench.services.clock import now
from workbench.services.paths import DOCUMENTS
from workbench.services.workspace import Workspace
from workbench.store import counting, repository
from workbench.store.engine import Connection
from workbench.store.journal import Act


@dataclass(frozen=True)
class Incoming:
    """A text that wants in: admitted, with what is known about it (keys of ``EDITABLE_METADATA``).

    ``name`` is what to call it in messages; ``sha256`` of the bytes it came as, ``replaced`` how many characters the
    door replaced.
    """

    name: str
    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    original_sha256: str | None = None
    replaced: int = 0
    warnings: tuple[str, ...] = ()
    given: Document | None = None
    """The whole metadata, where it comes from a colleague's workspace."""


@dataclass(frozen=True)
class Added:
    """What became of one incoming text; ``before`` is the metadata that was there, if any."""

    document: Document
    created: bool
    warnings: tuple[str, ...] = ()
    before: Document | None = None
    taken: Document | None = None
    """The metadata that came, where all of it is in ``document``: a file that holds it may be written anew."""


@dataclass(frozen=True)
class Row:
    """A document as lists show it: annotations by (annotator, tag, status), of everybody unless ``closed``.

    ``closed``: work is blind and the acting annotator is not done, so that others' annotations are not counted.
    ``mine`` are the acting annotator's assignments.
    """

    document: Document
    counts: Mapping[tuple[str, str, str], int]
    done: frozenset[str]
    closed: bool = False
    mine: tuple[Assignment, ...] = ()
    asked: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many settled annotations still have an unanswered question, by annotator and tag."""

    @property
    def priority(self) -> int | None:
        """The most urgent priority (1 to 3) of the acting annotator's assignments."""
        return sharing.priority(self.mine)

    @property
    def due(self) -> str | None:
        """The earliest date by which one of them is due, as it was written."""
        return sharing.due(self.mine)

    @property
    def ranges(self) -> tuple[Span, ...]:
        """The parts of the text that are assigned to the acting annotator; none where nothing is."""
        return sharing.ranges(self.mine, self.document.characters)

    @property
    def urgency(self) -> tuple[int, str]:
        """A key to sort by: priority, then date; what has none comes last."""
        return sharing.urgency(self.mine)

    @property
    def due_key(self) -> str:
        """A key to sort by the date alone; what has none comes last."""
        return sharing.due_key(self.due)

    def by_tag(self, annotator: str | None = None) -> dict[str, int]:
        """How many annotations of each tag there are, of one annotator or of all."""
        return self._sum(1, annotator)

    def by_status(self, annotator: str | None = None) -> dict[str, int]:
        """How many annotations of each status there are, of one annotator or of all."""
        return self._sum(2, annotator)

    def _sum(self, key: int, annotator: str | None) -> dict[str, int]:
        sums: dict[str, int] = {}
        for place, number in sorted(self.counts.items()):
            if annotator is None or place[0] == annotator:
                sums[place[key]] = sums.get(place[key], 0) + number
        return sums


def add(workspace: Workspace, incoming: Iterable[Incoming]) -> list[Added]:
    """Store texts, all or none, as one act; a text that is here already only fills empty metadata.

    Writes ``documents/<id>.txt`` and ``.yaml`` for each. Raises :class:`UsageError` for metadata that names no
    existing document.
    """
    texts = list(incoming)
    with workspace.store.write() as connection:
        summary = f"add {texts[0].name}" if len(texts) == 1 else f"add {len(texts)} documents"
        added = admit_within(connection, Act(connection, workspace.annotator, now(), summary), texts)
    return [follow(workspace, one) for one in added]


def admit_within(connection: Connection, act: Act, incoming: Iterable[Incoming]) -> list[Added]:
    """As :func:`add`, as part of a larger act and without writing files."""
    return [_take_in(connection, act, text) for text in incoming]


def _take_in(connection: Connection, act: Act, incoming: Incoming) -> Added:
    digest = sha256(incoming.text)
    known = repository.find_text(connection, digest)
    metadata = dict(incoming.metadata)
    if metadata.get("revision_of"):
        metadata["revision_of"] = _pick(connection, str(metadata["revision_of"]))
        if known is not None and known[0].id == metadata["revision_of"]:
            raise UsageError("A document cannot be a revision of itself.", "Its text is stored already.")
    if known is not None:
        ours, archived = known
        merged, differing = _fill(ours, metadata if incoming.given is None else msgspec.structs.asdict(incoming.given))
        if incoming.given is not None:
            merged, apart = _share(connection, merged, incoming.given)
            differing += apart
        if archived or merged != ours:
            act.put("document", ours.id, merged)
        warnings = [*incoming.warnings, *differing, *(["taken back out of the archive"] if archived else [])]
        return Added(merged, False, tuple(warnings), ours, None if differing else incoming.given)
    if incoming.given is not None:
        document = incoming.given
        if document.revision_of and repository.find_document(connection, document.revision_of) is None:
            document = msgspec.structs.replace(document, revision_of=None)
    else:
        title = admit_line(str(metadata.pop("title", "") or "")) or incoming.name
        document = Document(
            id=_free_id(connection, title, digest),
            title=title,
            sha256=digest,
            characters=len(incoming.text),
            original_sha256=incoming.original_sha256,
            replaced=incoming.replaced,
            retrieved=now(),
            **metadata,
        )
    act.put("document", document.id, document)
    repository.add_text(connection, document.id, incoming.text)
    warnings = list(incoming.warnings)
    if incoming.replaced:
        warnings.append(f"{incoming.replaced} control characters were replaced by visible stand-ins")
    if not incoming.text.strip():
        warnings.append("the text is empty")
    return Added(document, True, tuple(warnings))


def _free_id(connection: Connection, title: str, digest: str) -> str:
    """The document's id; with more of the digest where another text already bears it."""
    plain = ids.document_id(title, digest)
    return plain if not repository.document_known(connection, plain) else f"{plain}{digest[8:16]}"


def _fill(ours: Document, theirs: Mapping[str, Any]) -> tuple[Document, list[str]]:
    """Our metadata with its empty fields filled from ``theirs``; and in which fields both have differing values."""
    defaults = {field.name: field.default for field in msgspec.structs.fields(Document)}
    filled: dict[str, Any] = {}
    differing = []
    for name in EDITABLE_METADATA:
        value, mine = theirs.get(name), getattr(ours, name)
        if value in (None, "", (), defaults[name]) or value == mine:
            continue
        if mine in (None, "", ()):
            filled[name] = value
        else:
            differing.append(f"{name} differs and stays {shown_line(str(mine))!r} (there: {shown_line(str(value))!r})")
    return msgspec.structs.replace(ours, **filled), differing


def _share(connection: Connection, ours: Document, theirs: Document) -> tuple[Document, list[str]]:
    """Our metadata with their assignments beside ours; and in which both differ, or which were cleared here."""
    if ours.assignments == theirs.assignments:
        return ours, []
    cleared = {
        key
        for before, after in repository.document_changes(connection, ours.id)
        if before is not None and after is not None
        for key in {*map(sharing.key, before.assignments)} - {*map(sharing.key, after.assignments)}
    }
    met = sharing.meet(ours.assignments, theirs.assignments, cleared)
    said = [
        f"the assignment of {shown_line(one.annotator)} differs and stays {_terms(one)} (there: {_terms(other)})"
        for one, other in met.differing
    ]
    said += [f"the assignment of {shown_line(one.annotator)} was cleared here and stays so" for one in met.cleared]
    return msgspec.structs.replace(ours, assignments=met.assignments), said


def _terms(one: Assignment) -> str:
    return f"priority {one.priority or 'none'}, due {one.due or 'never'}"


def get(workspace: Workspace, given: str) -> Document:
    """The document that an id or the unique beginning of one stands for."""
    with workspace.store.read() as connection:
        return find(connection, given)


def known(workspace: Workspace, document_id: str) -> Document | None:
    """The document of that whole id, if it is here and not archived."""
    with workspace.store.read() as connection:
        return repository.find_document(connection, document_id)


def find(connection: Connection, given: str) -> Document:
    """As :func:`get`, within a transaction."""
    found = repository.find_document(connection, _pick(connection, given))
    assert found is not None
    return found


def _pick(connection: Connection, given: str) -> str:
    return ids.pick(given, repository.document_ids(connection), "document", prefix=True)


def text_of(workspace: Workspace, document_id: str) -> str:
    """The stored text."""
    with workspace.store.read() as connection:
        return repository.text(connection, document_id)


def listing(
    workspace: Workspace, *, story: str | None = None, role: str | None = None, stage: str | None = None
) -> list[Row]:
    """The documents with their counts, by title and id, narrowed by what is given."""
    with workspace.store.read() as connection:
        documents = repository.documents(connection)
        seen = sight.sight(connection, workspace)
        counts = [one for one in seen.only(counting.counts(connection)) if one.placed]
        done = [(header.document, header.annotator) for header in repository.sets(connection) if header.done]
    by_document: dict[str, dict[tuple[str, str, str], int]] = {}
    asked: dict[str, dict[tuple[str, str], int]] = {}
    for count in counts:
        by_document.setdefault(count.document, {})[count.annotator, count.tag, count.status] = count.number
        if count.asked and count.status in SETTLED:
            by_tag = asked.setdefault(count.document, {})
            by_tag[count.annotator, count.tag] = by_tag.get((count.annotator, count.tag), 0) + count.asked
    finished: dict[str, set[str]] = {}
    for document_id, annotator in done:
        finished.setdefault(document_id, set()).add(annotator)
    chosen = [
        document
        for document in documents
        if (story is None or story in document.stories)
        and (role is None or role == document.role)
        and (stage is None or stage == document.stage)
    ]
    chosen.sort(key=lambda document: (document.title.lower(), document.id))
    return [
        Row(
            document=one,
            counts=by_document.get(one.id, {}),
            done=frozenset(finished.get(one.id, ())),
            closed=not seen.opens(one.id),
            mine=sharing.of(one.assignments, workspace.annotator),
            asked=asked.get(one.id, {}),
        )
        for one in chosen
    ]


@dataclass(frozen=True)
class Edited:
    """A document as it now stands, and which of its files could not follow."""

    document: Document
    warnings: tuple[str, ...] = ()


def edit(workspace: Workspace, given: str, changes: Mapping[str, Any]) -> Edited:
    """Change metadata (keys of ``EDITABLE_METADATA``; an empty text clears a field) and rewrite the document's file.

    The days that were read from the day of publication follow it; the warnings say how many. Raises
    :class:`UsageError` for a value that does not fit.
    """
    with workspace.store.write() as connection:
        document = find(connection, given)
        values = {name: clean(name, value) for name, value in changes.items()}
        if values.get("revision_of"):
            values["revision_of"] = _pick(connection, values["revision_of"])
            if values["revision_of"] == document.id:
                raise UsageError("A document cannot be a revision of itself.", "Name an earlier one.")
        edited = msgspec.structs.replace(document, **values)
        act = Act(connection, workspace.annotator, now(), f"edit {document.title}")
        if edited != document:
            act.put("document", document.id, edited)
        warnings = dating.follow(workspace, act, document, edited)
    return Edited(edited, (*warnings, *write_files(workspace, edited, before=document)))


def clean(name: str, value: Any) -> Any:
    """One metadata value as the model has it; raises :class:`UsageError` where it does not fit."""
    known = {field.name: field for field in msgspec.structs.fields(Document)}
    if isinstance(value, str):
        value = admit_line(value)
    elif isinstance(value, tuple | list):
        value = tuple(line for line in map(admit_line, value) if line)
    if name == "url" and (wrong := urls.problem(value or "")):
        raise UsageError(f'"{shown_line(value)}" cannot be taken: {wrong}.', "Give an http or https address.")
    if value in ("", (), []) and not known[name].required:
        return known[name].default if known[name].default_factory is msgspec.NODEFAULT else ()
    try:
        return msgspec.convert(value, known[name].type, strict=False)
    except msgspec.ValidationError:
        dated = name in ("published", "updated")
        hint = "Write a date (2020-01-31) or a date-time with its zone (2020-01-31T09:30:00Z)." if dated else ""
        raise UsageError(f'"{shown_line(str(value))}" is no value for {name}.', hint) from None


def remove(workspace: Workspace, given: str) -> Edited:
    """Archive a document: it leaves every list and its files go; text and annotations stay, and undo brings it back."""
    with workspace.store.write() as connection:
        document = find(connection, given)
        act = Act(connection, workspace.annotator, now(), f"remove {document.title}")
        act.put("document", document.id, None)
    return Edited(document, tuple(drop_files(workspace, document)))


def follow(workspace: Workspace, added: Added) -> Added:
    """Write the files of a text that was taken in; what could not be written joins its warnings."""
    warnings = write_files(workspace, added.document, before=added.before, taken=added.taken)
    return replace(added, warnings=(*added.warnings, *warnings))


def write_files(
    workspace: Workspace, document: Document, *, before: Document | None = None, taken: Document | None = None
) -> list[str]:
    """Write ``documents/<id>.yaml`` and ``.txt`` where they are missing or out of date; warnings, never an error.

    The store is committed by now. A file that holds neither what ``before`` says nor what ``document`` says, nor what
    was ``taken`` from it, was changed on disk and is left alone.
    """
    folder = workspace.root / DOCUMENTS
    known = [write_document(one) for one in (before, taken) if one is not None]
    warnings = _write(workspace, folder / f"{document.id}.yaml", write_document(document), known)
    text = folder / f"{document.id}.txt"
    if not text.is_file():
        warnings += _write(workspace, text, text_of(workspace, document.id).encode("utf-8"))
    return warnings


def _write(workspace: Workspace, path: Path, data: bytes, known: Collection[bytes] = ()) -> list[str]:
    try:
        there = path.read_bytes() if path.is_file() else None
        if there == data:
            return []
        if there is not None and there not in known:
            return [f"{_name(path)} was changed on disk and is left alone; import takes it in"]
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, data, root=workspace.root)
    except (OSError, WorkbenchError) as error:
        return [f"saved in the store, but {_name(path)} could not be written: {error}"]
    return []


def drop_files(workspace: Workspace, document: Document) -> list[str]:
    """Take the files of an archived document away, unless they were changed on disk; warnings, never an error."""
    warnings = []
    with workspace.store.read() as connection:
        text = repository.text(connection, document.id).encode("utf-8")
    for suffix, data in ((".yaml", write_document(document)), (".txt", text)):
        path = workspace.root / DOCUMENTS / f"{document.id}{suffix}"
        try:
            if path.is_file() and path.read_bytes() == data:
                path.unlink()
            elif path.is_file():
                warnings.append(f"{_name(path)} was changed on disk and is left alone")
        except OSError as error:
            warnings.append(f"archived in the store, but {_name(path)} could not be removed ({error.strerror})")
    return warnings


def _name(path: Path) -> str:
    return shown_line(f"{path.parent.name}/{path.name}")
