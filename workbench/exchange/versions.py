"""Several versions of one set, read for little more than the price of one: what they share is read once.

Reading a set costs six times what writing it does. So a row that stands to the letter in another version is not read
again, and that nothing was misread is proved by writing what was understood: the bytes must be the file's. Where they
are not, as in a file edited by hand, it is read as any other.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from workbench.domain.model import Annotation, AnnotationSet
from workbench.exchange.problems import DataProblems
from workbench.exchange.sets import check, read_set, write_set

_KEY, _NEXT, _ROW = b"\nannotations:\n- ", b"\norphans:", b"\n- "

Known = Mapping[bytes, Annotation]
"""Annotations by the lines that they are written as."""


def known_rows(data: bytes, value: AnnotationSet) -> Known:
    """The annotations of ``value`` by their lines in ``data``, the file that it was read from."""
    parts = _parts(data)
    if parts is None or len(parts[1]) != len(value.annotations):
        return {}
    return dict(zip(parts[1], value.annotations, strict=True))


def read_version(data: bytes, name: str, known: Known) -> AnnotationSet:
    """As :func:`workbench.exchange.sets.read_set` with any scheme; rows that are ``known`` are not read again."""
    value = _patched(data, name, known) if known else None
    return read_set(data, name, fields=None) if value is None else value


def _patched(data: bytes, name: str, known: Known) -> AnnotationSet | None:
    """The set, or None where that cannot be told for certain in this way."""
    parts = _parts(data)
    if parts is None or len(set(parts[1])) < len(parts[1]):
        return None
    head, rows, tail = parts
    fresh = [row for row in rows if row not in known]
    section = _KEY + _ROW.join(fresh) if fresh else b"\nannotations: []"
    try:
        rest = read_set(head + section + tail, name, fields=None)
        if len(rest.annotations) != len(fresh):
            return None
        read = {**known, **dict(zip(fresh, rest.annotations, strict=True))}
        value = replace(rest, annotations=tuple(read[row] for row in rows))
        check(value, name)
    except DataProblems:
        return None  # said again, with its place in the file, by reading all of it
    return value if write_set(value) == data else None


def _parts(data: bytes) -> tuple[bytes, list[bytes], bytes] | None:
    """What stands before the annotations, their rows, and what stands after them."""
    head, key, rest = data.partition(_KEY)
    rows, following, tail = rest.partition(_NEXT)
    return (head, rows.split(_ROW), following + tail) if key and following else None
