"""The sense of an annotation set whose form is right: what its parts say of one another, each problem at its place."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from workbench.domain import urls
from workbench.domain.model import CONTEXT, TAGS, Annotation, AnnotationSet, Evidence, Orphan
from workbench.exchange.events import Mapping as MappingNode
from workbench.exchange.events import Scalar, Sequence
from workbench.exchange.problems import quoted
from workbench.exchange.shapes import Reading


def check_set(value: AnnotationSet, fields: Mapping[str, Collection[str]] | None, reading: Reading) -> None:
    """Add to ``reading`` what is wrong with ``value``, which it was built by.

    ``fields`` are the tags of the workspace's scheme with the names of their fields; None: any.
    """
    sources = _declared(value, reading)
    for one in (*value.annotations, *value.orphans):
        _check_span(one, _characters(one, value), reading)
        _check_tag(one, fields, reading)
        for link in one.links:
            if link.source not in sources:
                _missing_source(link, "source", link.source, reading)
            if link.evidence is not None:
                _check_span(link.evidence, None, reading)
    for source in value.sources:
        for key in ("origin", "same_as"):
            named = getattr(source, key)
            if named is not None and named not in sources:
                _missing_source(source, key, named, reading)
        _check_urls(source, ("url", "archived_url"), reading)
    _check_coverage(value, reading)
    _check_kind(value, reading)
    _check_ids(value, reading)


def _check_urls(value: Any, keys: Iterable[str], reading: Reading) -> None:
    for key in keys:
        wrong = urls.unsafe(getattr(value, key))
        if wrong:
            message = f"The address {quoted(getattr(value, key))} cannot be taken: {wrong}."
            reading.add(reading.place(value, key), message, "Correct it, or take it out.")


def _declared(value: AnnotationSet, reading: Reading) -> set[str]:
    """The ids of all sources that the file has, also of those with a problem: one problem, not one for each link."""
    written = reading.node(value).entries.get("sources")
    rows = written.items if isinstance(written, Sequence) else []
    ids = (row.entries.get("id") for row in rows if isinstance(row, MappingNode))
    return {source.id for source in value.sources} | {found.value for found in ids if isinstance(found, Scalar)}


def _missing_source(value: Any, key: str, name: str, reading: Reading) -> None:
    reading.add(reading.place(value, key), f"There is no source {quoted(name)} in this file.", "Add it to sources.")


def _characters(one: Annotation, value: AnnotationSet) -> int | None:
    """The length of the text in which the annotation's offsets count, where the file tells it."""
    if isinstance(one, Orphan) and one.sha256 != value.document.sha256:
        return None
    return value.document.characters


def _check_span(one: Annotation | Evidence, characters: int | None, reading: Reading) -> None:
    start, end = one.start, one.end
    if start >= end:
        reading.add(reading.place(one, "end"), f"The span {start}:{end} is empty.", "The end must be after the start.")
        return
    if characters is not None and end > characters:
        message = f"The span {start}:{end} goes beyond the document's {characters} characters."
        reading.add(reading.place(one, "end"), message, "Correct it, or make it an orphan.")
        return
    if len(one.exact) != end - start:
        reading.add(
            reading.place(one, "exact"),
            f"The text has {len(one.exact)} characters, the span {start}:{end} has {end - start}.",
            "Copy the text from the document again, or correct start and end.",
        )
    optional = isinstance(one, Evidence)  # there a context may be left out
    after = None if characters is None else min(CONTEXT, characters - end)
    for key, context, size in (("prefix", one.prefix, min(CONTEXT, start)), ("suffix", one.suffix, after)):
        if len(context) > CONTEXT or (size is not None and len(context) != size and (context or not optional)):
            wanted = f"at most {CONTEXT}" if size is None else str(size)
            message = f"The {key} has {len(context)} characters instead of {wanted}."
            reading.add(reading.place(one, key), message, f"Copy the {CONTEXT} next to the span, or as many as exist.")


def _check_tag(one: Annotation, fields: Mapping[str, Collection[str]] | None, reading: Reading) -> None:
    for tag in TAGS:
        if tag != one.tag and getattr(one, tag) is not None:
            message = f"The fields of a {tag} stand in an annotation with the tag {one.tag}."
            reading.add(reading.place(one, tag), message, "Correct the tag, or take them out.")
    if one.tag in TAGS:
        if one.fields:
            message = f"A {one.tag} has its own fields and no others."
            reading.add(reading.place(one, "fields"), message, f"Move them to {one.tag}, or take them out.")
    elif fields is None:
        return
    elif one.tag not in fields:
        message = f"The tag {quoted(one.tag)} is not known here."
        reading.add(reading.place(one, "tag"), message, "Add it to the tags of workbench.yaml.")
    else:
        known = fields[one.tag]
        for name in one.fields:
            if name not in known:
                message = f"The tag {one.tag} has no field {quoted(name)}."
                hint = f"Add it in workbench.yaml; there are: {', '.join(sorted(known)) or 'none'}."
                reading.add(reading.place(one, "fields", name), message, hint)


def _check_coverage(value: AnnotationSet, reading: Reading) -> None:
    characters = value.document.characters
    written = reading.node(value).entries.get("coverage")
    if isinstance(written, Sequence) and len(written.items) != len(value.coverage):
        return  # some of them had no right form: their places are not known from here
    for number, (start, end) in enumerate(value.coverage):
        if not start < end <= characters:
            message = f"The stretch {start}:{end} is empty, or goes beyond the document's {characters} characters."
            reading.add(reading.place(value, "coverage", number), message, "Correct it, or take it out.")


def _check_kind(value: AnnotationSet, reading: Reading) -> None:
    if value.kind == "adjudicated":
        return
    hint = "Only a set of kind adjudicated has it: correct the kind, or take it out."
    for key, given in (("from", value.from_), ("decisions", value.decisions)):
        if given:
            reading.add(reading.node(value).key_place(key), f"The key {key} does not belong here.", hint)
    for one in (*value.annotations, *value.orphans):
        if one.from_:
            reading.add(reading.node(one).key_place("from"), "The key from does not belong here.", hint)


def _check_ids(value: AnnotationSet, reading: Reading) -> None:
    """No two annotations, links, queries, comments or sources may have the same id."""
    annotations = (*value.annotations, *value.orphans)
    _unique("annotation", annotations, reading)
    _unique("link", (link for one in annotations for link in one.links), reading)
    _unique("query", (query for one in annotations for query in one.queries), reading)
    _unique("comment", value.comments, reading)
    _unique("decision", value.decisions, reading)
    _unique("source", value.sources, reading)


def _unique(what: str, values: Iterable[Any], reading: Reading) -> None:
    first: dict[str, Any] = {}
    for value in values:
        if first.setdefault(value.id, value) is not value:
            line = reading.place(first[value.id], "id").line
            message = f"The id {quoted(value.id)} is that of another {what} (line {line})."
            reading.add(reading.place(value, "id"), message, "Keep one of the two, or give this one an id of its own.")
