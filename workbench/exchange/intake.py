"""Files of other people to texts and metadata: plain text, Markdown with front matter, and tables of metadata.

A text comes in by the one door of :mod:`workbench.domain.text`. Front matter comes from other tools, so what it says
wrongly is a warning and left empty; a table that was made for the workbench is refused with its lines.
"""

import contextlib
import csv
import io
import re
from collections.abc import Iterator
from typing import Any, Literal

import msgspec
from msgspec import Struct

from workbench.domain.errors import UsageError
from workbench.domain.model import EDITABLE_METADATA, Document
from workbench.domain.text import admit, admit_line, decode, sha256
from workbench.exchange import events, shapes
from workbench.exchange.events import Mapping, Node, Scalar, Sequence
from workbench.exchange.problems import START, Collector, DataProblems, Place, quoted
from workbench.exchange.shapes import Reading

Metadata = dict[str, Any]
"""Editable fields of a document: strings, and for ``stories`` a tuple of strings."""

_ALIASES = {"date": "published"}
_LISTS = frozenset(field.name for field in msgspec.structs.fields(Document) if field.default == ())
_TITLE = 120
"""Code points of a title that is taken from the first line."""
_FORMATS = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".pdf": "pdf",
    ".docx": "docx",
}  # fmt: skip
SUFFIXES = tuple(_FORMATS)
"""The endings of the files that can be documents."""


class Intake(Struct, frozen=True):
    """A document as its file gives it, before it is stored.

    ``replaced`` counts the control characters that visible stand-ins took the place of; ``warnings`` are sentences.
    """

    text: str
    replaced: int
    title: str
    metadata: Metadata
    warnings: tuple[str, ...]
    original_sha256: str


def read_document_file(data: bytes, suffix: str, encoding: str | None = None) -> Intake:
    """The text and metadata in the bytes of a document file.

    ``suffix`` is its name's ending (".md") or a result of :func:`sniff`; ``encoding`` is the user's word for the bytes.
    Raises :class:`UsageError` for a format that is not read, bytes in an unknown encoding, and a file without text.
    """
    form = _FORMATS.get(f".{suffix.lower().lstrip('.')}")
    if form not in ("txt", "md"):
        what = f"{form.upper()} files are not read yet" if form else f"Files ending in {quoted(suffix)} are not read"
        raise UsageError(f"{what}.", "Save the text as .txt (or .md) and add that.")
    raw = decode(data, encoding)
    metadata: Metadata = {}
    warnings: list[str] = []
    if form == "md":
        metadata, raw = _front_matter(raw, warnings)
    text, replaced = admit(raw)
    if not text.strip():
        raise UsageError("The file holds no text.", "Nothing was added.")
    title = metadata.get("title") or _title(text, form)
    return Intake(text, replaced, title, metadata, tuple(warnings), sha256(data))


def sniff(data: bytes) -> Literal["md", "txt", "html", "pdf", "docx"]:
    """What the bytes of a file without a name are; "txt" where nothing tells."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return "docx"
    if _HTML.match(data):
        return "html"
    return "md" if _FRONT_BYTES.match(data) else "txt"


_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
# A word with a colon must follow: a plain text may begin with a line of hyphens too.
_FRONT_BYTES = re.compile(
    rb"---[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[A-Za-z_][\w-]*[ \t]*:.*?\n---[ \t\r]*(?:\n|\Z)", re.S
)
_FRONT = re.compile(r"\ufeff?(---[ \t]*\r?\n(?:.*?\n)?)---[ \t\r]*(?:\n|\Z)", re.S)


def _front_matter(raw: str, warnings: list[str]) -> tuple[Metadata, str]:
    """The metadata between the first two lines of hyphens, and the text after it; where there is none, all of it."""
    match = _FRONT.match(raw)
    if match is None:
        return {}, raw
    try:
        # The first line of hyphens goes with it: to YAML it is the beginning of a document, and the lines count right.
        tree = events.parse(match[1].encode("utf-8", "surrogatepass"), "front matter", blank=True)
    except DataProblems as error:
        first = error.problems[0]
        warnings.append(f"The front matter was left in the text: line {first.line}: {first.message} {first.hint}")
        return {}, raw
    if not isinstance(tree, Mapping):
        return {}, raw
    return _metadata(tree, warnings), _without_blank_ends(raw[match.end() :])


def _metadata(tree: Mapping, warnings: list[str]) -> Metadata:
    metadata: Metadata = {}
    for key, node in tree.entries.items():
        field = _ALIASES.get(key, key)
        if field not in EDITABLE_METADATA:
            warnings.append(f"Front matter, line {tree.key_place(key).line}: {quoted(key)} is no metadata here.")
        elif field == key or field not in tree.entries:
            reading = Reading("front matter")
            with contextlib.suppress(DataProblems):
                value = _value(field, node, reading)
                if value and not reading.problems:
                    metadata[field] = value
            warnings += (f"Front matter, line {one.line}: {key}: {one.message}" for one in reading.problems)
    return metadata


def _value(field: str, node: Node, reading: Reading) -> Any:
    """The value of an editable field from text that a person typed: one line each, several stories at semicolons."""
    if isinstance(node, Scalar):
        text = "" if node.plain and node.value in ("~", "null") else node.value
        parts = [line for part in (text.split(";") if field in _LISTS else [text]) if (line := admit_line(part))]
        if not parts:
            return None
        scalars: list[Node] = [Scalar(node.mark, part, False) for part in parts]
        node = Sequence(node.mark, scalars) if field in _LISTS else scalars[0]
    return shapes.convert_field(Document, field, node, reading)


def _title(text: str, form: str) -> str:
    """A title from the first line with words in it: a heading of Markdown, or the line itself, cut at a word."""
    line = next(line for line in text.split("\n") if line.strip())
    heading = re.match(r"#[ \t]+(.*?)[ \t]*#*[ \t]*$", line) if form == "md" else None
    if heading and heading[1]:
        return _cut(admit_line(heading[1]), 1000)
    return _cut(admit_line(line), _TITLE)


def _cut(line: str, longest: int) -> str:
    if len(line) <= longest:
        return line
    return line[: longest + 1].rsplit(" ", 1)[0][:longest]


def _without_blank_ends(text: str) -> str:
    """The text without blank lines before and after; the line break of its last line stays."""
    inner = text.strip()
    if not inner:
        return ""
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    end = text.find("\n", len(text.rstrip()))
    return text[start:] if end < 0 else text[start : end + 1]


def read_meta_csv(data: bytes, name: str) -> dict[str, Metadata]:
    """The metadata in a table with a header row: by the value of its column ``file``, the editable fields given.

    ``file`` holds a document file's name or a document's id; several stories stand between semicolons; empty cells are
    left out. Commas, semicolons and tabs are recognised. Raises :class:`DataProblems` with every problem found.
    """
    found = Reading(name)
    rows = list(_rows(data, found))
    if not rows:
        found.fail(START, "The table is empty.", "Its first row names the columns, one of them file.")
    (line, header), *body = rows
    columns = [admit_line(column).lower() for column in header]
    for number, column in enumerate(columns):
        if column not in ("file", *EDITABLE_METADATA):
            hint = f"Take it out. Known are: file, {', '.join(EDITABLE_METADATA)}."
            found.add(Place(line, 1), f"The column {quoted(column)} is not known here.", hint)
        elif column in columns[:number]:
            found.add(Place(line, 1), f"There are several columns {column}.", "Keep one.")
    if "file" not in columns:
        found.add(Place(line, 1), "The column file is missing.", "It names the document file of each row.")
    found.finish()
    table: dict[str, Metadata] = {}
    lines: dict[str, int] = {}
    for line, cells in body:
        if len(cells) > len(columns):
            found.add(Place(line, 1), f"The row has {len(cells)} cells, the header {len(columns)}.", "Quote the cells.")
            continue
        given = dict(zip(columns, cells, strict=False))
        key = admit_line(given.pop("file", ""))
        if not key:
            found.add(Place(line, 1), "The cell file is empty.", "Name the document file.")
        elif key in table:
            found.add(Place(line, 1), f"The file {quoted(key)} was named on line {lines[key]} too.", "Keep one row.")
        else:
            lines[key] = line
            table[key] = {}
            for field, cell in given.items():
                value = _value(field, events.scalar(cell, Place(line, 1)), found)
                if value is not None:
                    table[key][field] = value
    found.finish()
    return table


def _rows(data: bytes, found: Collector) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table that are not blank, each with the line on which it begins."""
    try:
        text = decode(data)
    except UsageError as error:
        found.fail(START, error.message, "Save the table as UTF-8.")
    first = text.lstrip().partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        found.fail(Place(line, 1), f"The row that begins here cannot be read ({error}).", "Close its quotes.")
