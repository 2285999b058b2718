"""Annotation sets as YAML files: read with every problem at its place, written the same for the same content."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from workbench.domain import graphemes, spans
from workbench.domain.model import CONTEXT, Annotation, AnnotationSet, Evidence
from workbench.domain.text import sha256
from workbench.exchange import checks, emit, events, shapes
from workbench.exchange.problems import START, Place, Problem, quoted
from workbench.exchange.shapes import Reading

A = TypeVar("A", bound=Annotation)
Scheme = Mapping[str, Collection[str]]
"""The tags that a workspace adds to the built-in ones, each with the names of its fields."""
Places = Mapping[str, Place]
"""Where the annotations, orphans and links of a file stand, by id."""

NO_SCHEME: Scheme = MappingProxyType({})
NO_PLACES: Places = MappingProxyType({})
ALWAYS = ("done", "annotations", "orphans", "coverage", "comments", "sources")
"""Written also where they are empty, so that a reader sees what a set can hold."""


def read_set(data: bytes, name: str, *, fields: Scheme | None = NO_SCHEME) -> AnnotationSet:
    """The annotation set in a file's bytes; ``name`` is the file's, for messages.

    ``fields`` are the tags of the workspace's scheme with their field names; with None any tag will do. Raises
    :class:`DataProblems` with every problem of form and sense found, each with its line and column.
    """
    return read_set_with_places(data, name, fields=fields)[0]


@events.without_collector()
def read_set_with_places(data: bytes, name: str, *, fields: Scheme | None = NO_SCHEME) -> tuple[AnnotationSet, Places]:
    """As :func:`read_set`, with the place of every annotation, orphan and link."""
    reading = Reading(name)
    value = shapes.convert(AnnotationSet, events.parse(data, name), reading)
    if value is not None:
        checks.check_set(value, fields, reading)
    reading.finish()
    assert value is not None  # where it is, a problem was found
    marks = (*value.annotations, *value.orphans)
    links = {link.id: reading.place(link) for one in marks for link in one.links}
    return value, links | {one.id: reading.place(one) for one in marks}


class _Unwritten(Reading):
    """The problems of a set that stands in no file yet, each at its beginning."""

    def node(self, value: Struct) -> events.Mapping:
        return events.Mapping(None, {}, [])


def check(value: AnnotationSet, name: str) -> None:
    """Raise :class:`DataProblems` where the sense of a set is wrong that was not read from one file, but put together.

    ``name`` is what messages call it. Whether the workspace's scheme has its tags is not asked.
    """
    reading = _Unwritten(name)
    checks.check_set(value, None, reading)
    reading.finish()


def write_set(value: AnnotationSet) -> bytes:
    """The bytes of a set's file: everything in a defined order, so that the same content gives the same bytes."""
    return emit.emit(in_order(value), always=ALWAYS)


def in_order(value: AnnotationSet) -> AnnotationSet:
    """The set with its lists in the order of files: annotations by place, the rest by id or time.

    What stands inside an annotation keeps its order, which is part of its content.
    """

    def by_place(items: Iterable[A]) -> tuple[A, ...]:
        return tuple(sorted(items, key=lambda item: (item.start, item.end, item.id)))

    return replace(
        value,
        annotations=by_place(value.annotations),
        orphans=by_place(value.orphans),
        coverage=tuple(spans.union(value.coverage)),
        comments=tuple(sorted(value.comments, key=lambda item: item.id)),
        decisions=tuple(sorted(value.decisions, key=lambda item: (item.at, item.item, item.by))),
        sources=tuple(sorted(value.sources, key=lambda item: item.id)),
    )


def anchor_problems(value: AnnotationSet, text: str, places: Places = NO_PLACES) -> list[Problem]:
    """Where the annotations of a set disagree with ``text``, the stored text of its document.

    ``places`` is what :func:`read_set_with_places` gave; without it every problem stands at the file's beginning.
    Nothing can be said, and nothing is, about a set that was made on another text (another ``sha256``).
    """
    found: list[Problem] = []
    if sha256(text) != value.document.sha256:
        return found
    if len(text) != value.document.characters:
        message = f"The document has {len(text)} characters, not {value.document.characters}."
        found.append(Problem(1, 1, message, "Correct document: characters."))
    for one in value.annotations:
        place = places.get(one.id, START)
        found += (Problem(place.line, place.column, what, _COPY) for what in _disagreements(one, text))
    return found


_COPY = "Take exact, prefix, suffix, start and end from the stored text, or set the mark again."


def evidence_problems(
    value: AnnotationSet, text_of: Callable[[Evidence], str | None], places: Places = NO_PLACES
) -> list[Problem]:
    """Where the evidence passages of a set disagree with the stored texts of their documents, given by ``text_of``.

    Nothing is said of one whose text is not at hand (None). A prefix or suffix that was left out is fine.
    """
    found: list[Problem] = []
    for one in (*value.annotations, *value.orphans):
        for link in one.links:
            text = text_of(link.evidence) if link.evidence is not None else None
            if link.evidence is not None and text is not None:
                place = places.get(link.id, places.get(one.id, START))
                what = _disagreements(link.evidence, text)
                found += (Problem(place.line, place.column, f"In the evidence: {told}", _COPY) for told in what)
    return found


def _disagreements(one: Annotation | Evidence, text: str) -> Iterator[str]:
    optional = isinstance(one, Evidence)
    start, end = one.start, one.end
    at = f"at {start}:{end}"
    if text[start:end] != one.exact:
        yield f"The text {at} is {quoted(text[start:end])}, not {quoted(one.exact)}."
        return
    if text[max(0, start - CONTEXT) : start] != one.prefix and not (optional and not one.prefix):
        yield f"The text before {quoted(one.exact)} {at} is not the prefix."
    if text[end : end + CONTEXT] != one.suffix and not (optional and not one.suffix):
        yield f"The text after {quoted(one.exact)} {at} is not the suffix."
    if not (graphemes.is_boundary(text, start) and graphemes.is_boundary(text, end)):
        yield f"The span {start}:{end} cuts a character of several code points in two."
