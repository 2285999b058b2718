"""The metadata of documents as files: ``documents/<id>.yaml``, the fields of :class:`Document` under a file's head."""

from typing import Any, Literal

import msgspec
from msgspec import NODEFAULT, Struct

from workbench.domain import urls
from workbench.domain.model import Document, Value
from workbench.exchange import emit, events, shapes
from workbench.exchange.problems import quoted
from workbench.exchange.shapes import Reading

_FIELDS = msgspec.structs.fields(Document)


def _field(field: msgspec.structs.FieldInfo) -> Any:
    if field.required:
        return field.name, field.type
    made = field.default_factory
    default: Any = field.default if made is NODEFAULT else msgspec.field(default_factory=made)
    return field.name, field.type, default


DocumentFile: type[Struct] = msgspec.defstruct(
    "DocumentFile",
    [("format", Literal["workbench/document"]), ("version", Literal[1]), *map(_field, _FIELDS)],
    bases=(Value,),
    frozen=True,
    kw_only=True,
    namespace={"__doc__": "The metadata of one immutable text, as the file beside it carries them."},
)
"""A document's fields as the file has them, below its format and version."""


def read_document(data: bytes, name: str) -> Document:
    """The metadata in a file's bytes; ``name`` is the file's, for messages. Raises :class:`DataProblems`."""
    reading = Reading(name)
    value: Any = shapes.convert(DocumentFile, events.parse(data, name), reading)
    if value is not None:
        wrong = urls.unsafe(value.url)
        if wrong:
            message = f"The address {quoted(value.url)} cannot be taken: {wrong}."
            reading.add(reading.place(value, "url"), message, "Correct it, or take it out.")
        for number, one in enumerate(value.assignments):
            start = one.start if one.start is not None else 0
            end = one.end if one.end is not None else value.characters
            if (one.start, one.end) != (None, None) and not start < end <= value.characters:
                what = f"The range {start}:{end} of {quoted(one.annotator)} is empty or outside the document."
                reading.add(reading.place(value, "assignments", number), what, "Correct start and end.")
    reading.finish()
    return Document(**{field.name: getattr(value, field.name) for field in _FIELDS})


def write_document(value: Document) -> bytes:
    """The bytes of a document's metadata file, the same for the same metadata."""
    fields = {field.name: getattr(value, field.name) for field in _FIELDS}
    return emit.emit(DocumentFile(format="workbench/document", version=1, **fields))
