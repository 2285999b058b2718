"""Sharing out: who checks what by when, what comes next for whom, and which sentences an annotator has been through.

Assignments stand in the document's metadata and its file; ticks in the header of the annotator's own set, and only an
act writes them. All ranges are code points.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from workbench.domain import coverage, ids
from workbench.domain import sharing as rules
from workbench.domain.errors import UsageError
from workbench.domain.model import Assignment, Day, Document, SetHeader
from workbench.domain.segments import Paragraphs
from workbench.domain.spans import Span
from workbench.domain.text import admit_line, shown_line
from workbench.services import documents
from workbench.services.annotations import ensure_set
from workbench.services.clock import now
from workbench.services.workspace import Workspace
from workbench.store import repository
from workbench.store.engine import Connection
from workbench.store.journal import Act, set_id


@dataclass(frozen=True)
class Shared:
    """A document's assignments after an act: the document as it stands, what was set or taken away, and warnings."""

    document: Document
    concerned: tuple[Assignment, ...]
    warnings: tuple[str, ...] = ()
    """Files that could not follow."""


@dataclass(frozen=True)
class Part:
    """An assignment as lists show it: with its range in code points and its first and last paragraph, from 1."""

    assignment: Assignment
    span: Span
    paragraphs: tuple[int, int]
    done: bool
    """Whether its annotator has said to be done with the document."""


@dataclass(frozen=True)
class Next:
    """The document to go on with: what of it is the acting annotator's, by when, and how far it is.

    ``assigned`` is empty where nobody has it; ``spans`` and ``paragraphs`` (first and last, from 1) are then the whole
    text. ``marks`` counts the annotator's own with a place, ``untouched`` the sentences of the spans that are neither
    marked nor ticked by them.
    """

    document: Document
    assigned: tuple[Assignment, ...]
    spans: tuple[Span, ...]
    paragraphs: tuple[tuple[int, int], ...]
    priority: int | None
    due: str | None
    marks: int
    untouched: int


@dataclass(frozen=True)
class Ticked:
    """The coverage after a tick or an untick, and whether that changed it."""

    coverage: tuple[Span, ...]
    changed: bool


# --- who checks what -----------------------------------------------------------------------------------------------


def assign(
    workspace: Workspace,
    document: str,
    annotator: str,
    *,
    span: tuple[int, int] | None = None,
    paragraphs: str | None = None,
    priority: int | None = None,
    due: str | None = None,
) -> Shared:
    """Assign a document, or a range of it, to an annotator, who need not be known yet; one act, undone as such.

    ``paragraphs`` are numbers from 1: "3" or "1-70". The same annotator and range again replaces priority and date.
    Raises :class:`UsageError` for a range, date, priority or name that does not fit.
    """
    if span is not None and paragraphs is not None:
        raise UsageError("The range is given twice.", "Give either a span or paragraphs.")
    if priority is not None and not 1 <= priority <= 3:
        raise UsageError(f"{priority} is no priority.", "Give 1 (most urgent), 2 or 3.")
    with workspace.store.write() as connection:
        found = documents.find(connection, document)
        text = repository.text(connection, found.id)
        if paragraphs is not None:
            span = paragraph_range(text, paragraphs)
        start, end = _checked(text, span) if span is not None else (None, None)
        one = Assignment(
            annotator=_name(connection, annotator),
            start=start,
            end=end,
            priority=priority,
            due=_day(due) if due is not None else None,
        )
        others = [other for other in found.assignments if rules.key(other) != rules.key(one)]
        after = _put(workspace, connection, found, [*others, one], f"assign {one.annotator}: {found.title}")
    return Shared(after, (one,), tuple(documents.write_files(workspace, after, before=found)))


def clear(
    workspace: Workspace,
    document: str,
    annotator: str,
    *,
    span: tuple[int, int] | None = None,
    paragraphs: str | None = None,
) -> Shared:
    """Take an annotator's assignments of a document away, with a range only that one; one act, undone as such.

    Raises :class:`UsageError` where there is none.
    """
    if span is not None and paragraphs is not None:
        raise UsageError("The range is given twice.", "Give either a span or paragraphs.")
    name = admit_line(annotator)
    with workspace.store.write() as connection:
        found = documents.find(connection, document)
        text = repository.text(connection, found.id)
        if paragraphs is not None:
            span = paragraph_range(text, paragraphs)
        only = _checked(text, span) if span is not None else None
        gone = tuple(one for one in found.assignments if one.annotator == name and only in (None, (one.start, one.end)))
        if not gone:
            there = sorted({one.annotator for one in found.assignments})
            what = "no assignment" if only is None else "no assignment of that range"
            raise UsageError(
                f"{shown_line(name)} has {what} in {found.id}.",
                f"Assigned are {', '.join(map(shown_line, there))}." if there else "Nobody has one.",
            )
        left = [one for one in found.assignments if one not in gone]
        after = _put(workspace, connection, found, left, f"clear the assignment of {name}: {found.title}")
    return Shared(after, gone, tuple(documents.write_files(workspace, after, before=found)))


def listing(workspace: Workspace, document: str) -> list[Part]:
    """The assignments of a document, by annotator and place."""
    found = documents.get(workspace, document)
    return parts(workspace, found, rules.in_order(found.assignments))


def parts(workspace: Workspace, document: Document, assignments: Sequence[Assignment]) -> list[Part]:
    """Assignments of a document with their ranges and paragraphs."""
    with workspace.store.read() as connection:
        paragraphs = Paragraphs(repository.text(connection, document.id))
        names = {one.annotator for one in assignments}
        done = {name for name in names if document.id in repository.finished(connection, name)}
    found = []
    for one in assignments:
        span = next(iter(rules.ranges([one], document.characters)), Span(0, document.characters))
        found.append(Part(one, span, _paragraphs(paragraphs, span), one.annotator in done))
    return found


def paragraph_range(text: str, given: str) -> Span:
    """The range of paragraphs by their numbers, "3" or "1-70": from the first one's start to the last one's end.

    Raises :class:`UsageError` where there are no such paragraphs.
    """
    paragraphs = Paragraphs(text)
    numbers = re.fullmatch(r"\s*([0-9]{1,9})\s*(?:[-\u2013]\s*([0-9]{1,9})\s*)?", given, re.ASCII)
    hint = f"Give numbers from 1 to {len(paragraphs)}, such as 3 or 1-{max(1, len(paragraphs))}."
    if numbers is None:
        raise UsageError(f'"{shown_line(given)}" names no paragraphs.', hint)
    first, last = int(numbers[1]), int(numbers[2] or numbers[1])
    if first > last:
        raise UsageError(f"Paragraph {first} does not stand before {last}.", hint)
    if first < 1 or last > len(paragraphs):
        raise UsageError(f"The document has {len(paragraphs)} paragraphs, not {first} to {last}.", hint)
    return Span(paragraphs[first - 1].start, paragraphs[last - 1].end)


def _put(
    workspace: Workspace, connection: Connection, before: Document, wanted: Iterable[Assignment], summary: str
) -> Document:
    after = msgspec.structs.replace(before, assignments=rules.in_order(wanted))
    if after != before:
        Act(connection, workspace.annotator, now(), summary).put("document", after.id, after)
    return after


def _checked(text: str, span: tuple[int, int]) -> tuple[int, int] | tuple[None, None]:
    """A range within the text; all of it is the same as none. Raises :class:`UsageError`."""
    start, end = span
    if not 0 <= start < end <= len(text):
        raise UsageError(
            f"The range {start}:{end} is empty or outside the text of {len(text)} characters.",
            "Give START:END with START below END, counted in characters from 0, or --paragraphs.",
        )
    return (None, None) if (start, end) == (0, len(text)) else (start, end)


def _name(connection: Connection, given: str) -> str:
    """An annotator's name; refused where it differs from one in use here in case or punctuation alone."""
    name = admit_line(given)
    if not name or len(name) > 100:
        raise UsageError("An annotator's name has 1 to 100 characters.", "Give the name of who shall check it.")
    assigned = {part.annotator for one in repository.documents(connection) for part in one.assignments}
    known = sorted({*repository.annotators(connection), *assigned})
    other = next((one for one in known if ids.annotator_slug(one) == ids.annotator_slug(name)), name)
    if name not in known and other != name:
        raise UsageError(
            f'"{shown_line(name)}" would not be told apart from "{shown_line(other)}".', "Use the same spelling."
        )
    return name


def _day(given: str) -> str:
    """A date or date-time as the model has it, and one that the calendar has. Raises :class:`UsageError`."""
    written = admit_line(given)
    try:
        day = msgspec.convert(written, Day)
        moment = datetime.fromisoformat(day) if "T" in day else date.fromisoformat(day)
    except (msgspec.ValidationError, ValueError):
        moment = None
    if moment is None:
        raise UsageError(
            f'"{shown_line(given)}" is no date.',
            "Write a date (2020-01-31) or a date-time with its zone (2020-01-31T09:30:00Z).",
        )
    return written


def _paragraphs(paragraphs: Paragraphs, span: Span) -> tuple[int, int]:
    return paragraphs.number(span.start), paragraphs.number(max(span.start, span.end - 1))


# --- what comes next -----------------------------------------------------------------------------------------------


def next_document(workspace: Workspace, *, story: str | None = None) -> Next | None:
    """The document with which the acting annotator goes on; None where nothing is left.

    Of those they are not done with, first the ones assigned to them, by priority and date (without one last), then
    the ones to be checked that nobody has, by title; with ``story`` only its documents.
    """
    rows = [one for one in documents.listing(workspace, story=story) if workspace.annotator not in one.done]
    mine = sorted((one for one in rows if one.mine), key=lambda one: one.urgency)
    free = [one for one in rows if not one.document.assignments and one.document.role == "check"]
    first = next(iter([*mine, *free]), None)
    if first is None:
        return None
    with workspace.store.read() as connection:
        text = repository.text(connection, first.document.id)
        marks = _own_marks(connection, workspace, first.document.id)
        header = _header(connection, workspace, first.document.id)
    spans = first.ranges or (Span(0, len(text)),)
    paragraphs = Paragraphs(text)
    return Next(
        document=first.document,
        assigned=first.mine,
        spans=spans,
        paragraphs=tuple(_paragraphs(paragraphs, one) for one in spans),
        priority=first.priority,
        due=first.due,
        marks=len(marks),
        untouched=len(coverage.untouched(text, marks, header.coverage, first.ranges or None)),
    )


# --- what was looked at --------------------------------------------------------------------------------------------


def tick(workspace: Workspace, document: str, span: tuple[int, int]) -> Ticked:
    """Tick the sentences that a span overlaps as holding nothing (more) to check; one act, undone as such.

    An empty span stands for the character at its place. Nothing is journalled where all of them are ticked already, or
    where there is no sentence. Raises :class:`UsageError` for a span outside the text.
    """
    return _set(workspace, document, span, add=True)


def untick(workspace: Workspace, document: str, span: tuple[int, int]) -> Ticked:
    """Take the ticks of the sentences that a span overlaps away, as :func:`tick` sets them."""
    return _set(workspace, document, span, add=False)


def _set(workspace: Workspace, document: str, span: tuple[int, int], *, add: bool) -> Ticked:
    with workspace.store.write() as connection:
        found = documents.find(connection, document)
        text = repository.text(connection, found.id)
        start, end = span
        if not 0 <= start <= end <= len(text):
            raise UsageError(
                f"The span {start}:{end} is outside the text of {len(text)} characters.", "Nothing was ticked."
            )
        place = Span(start, max(end, start + 1))
        before = _header(connection, workspace, found.id)
        spans = (coverage.ticked if add else coverage.unticked)(text, before.coverage, place)
        after = msgspec.structs.replace(before, coverage=tuple((one.start, one.end) for one in spans))
        changed = after != before
        if changed:
            ensure_set(connection, before)
            sentence = next(coverage.checkable(text, *place), place)
            summary = f"{'tick' if add else 'untick'} “{_short(text[slice(*sentence)])}”"
            Act(connection, workspace.annotator, now(), summary).put("set", set_id(after), after)
    return Ticked(tuple(spans), changed)


def covered(workspace: Workspace, document_id: str) -> tuple[Span, ...]:
    """What the acting annotator has ticked in a document, in order."""
    with workspace.store.read() as connection:
        return tuple(Span(*one) for one in _header(connection, workspace, document_id).coverage)


def untouched(workspace: Workspace, document_id: str) -> list[Span]:
    """The sentences that the acting annotator has neither marked nor ticked, in order: what ``done`` leaves unsaid.

    Where parts of the document are assigned to them, only the sentences of these.
    """
    with workspace.store.read() as connection:
        found = documents.find(connection, document_id)
        text = repository.text(connection, found.id)
        marks = _own_marks(connection, workspace, found.id)
        header = _header(connection, workspace, found.id)
    mine = rules.ranges(rules.of(found.assignments, workspace.annotator), len(text))
    return coverage.untouched(text, marks, header.coverage, mine or None)


def _header(connection: Connection, workspace: Workspace, document_id: str) -> SetHeader:
    blank = SetHeader(document=document_id, annotator=workspace.annotator)
    return repository.find_set(connection, blank) or blank


def _own_marks(connection: Connection, workspace: Workspace, document_id: str) -> Sequence[Span]:
    found = repository.annotations(connection, document_id=document_id, annotator_name=workspace.annotator)
    here = [one.annotation for one in found if one.placed and one.kind == "annotations"]
    return [Span(one.start, one.end) for one in here]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 40 else f"{line[:39].rstrip()}…"
