"""A Struct to YAML bytes: always the same ones, and the same text in every reader.

Every string is written as JSON writes it, which is a double-quoted scalar of YAML, with what YAML forbids or changes
escaped; keys, the values of closed sets, numbers and booleans are plain. Keys come in the order of the Struct's fields,
fields at their default are left out, no line is ever folded. The layout hangs on the types alone: the outermost Struct,
the Structs in it, and those that hold lists of others take a line for each key; any other takes one line in all.
"""

import functools
import math
import re
from collections.abc import Callable, Collection
from json.encoder import encode_basestring
from typing import Any

from msgspec import NODEFAULT, Struct, inspect

from workbench.domain.errors import DataError
from workbench.domain.model import Tag
from workbench.domain.text import BIDI_CONTROLS

# What YAML forbids raw or reads as a line break (DEL, C1, LS, PS, BOM, non-characters), and what would show a reviewer
# the lines of a file in another order than they have.
_NONCHARACTERS = [*range(0xFDD0, 0xFDF0), *(plane << 16 | low for plane in range(17) for low in (0xFFFE, 0xFFFF))]
_ESCAPED = re.compile(
    "[\x7f-\x9f\u2028\u2029\ufeff" + "".join(map(chr, sorted({*BIDI_CONTROLS, *_NONCHARACTERS}))) + "]"
)
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_/-]*")
_NOT_STRINGS = frozenset("y n yes no on off true false null nan inf".split())
"""Words that some YAML reader takes for something else than a string."""

Flow = Callable[[Any], str]
Block = Callable[[Any], list[str]]


def text(value: str) -> str:
    """A string as a double-quoted scalar on one line."""
    written = encode_basestring(value)
    return written if value.isprintable() else _ESCAPED.sub(_escape, written)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def word(value: str) -> str:
    """A key, a tag or a value of a closed set: plain where every YAML reader takes it for a string."""
    plain = _WORD.fullmatch(value) and value.lower() not in _NOT_STRINGS
    return value if plain else text(value)


def number(value: float) -> str:
    """A number at its shortest, in a form that is a number to every YAML reader (an exponent needs a point and a sign).

    Raises :class:`DataError` for what is not finite.
    """
    if not math.isfinite(value):
        raise DataError(f"{value} is no number that can be written to a file.", "Correct the field.")
    if value == int(value) and abs(value) < 1e16:
        return str(int(value))
    written = repr(value)
    return re.sub(r"^(-?\d+)e", r"\1.0e", written) if "e" in written else written


def emit(value: Struct, *, always: Collection[str] = (), header: str = "") -> bytes:
    """The YAML file of a Struct: UTF-8, LF, a final line break.

    ``always`` names the outermost fields (as the file calls them) that are written at their default too; ``header`` is
    text for comment lines at the top. Raises :class:`DataError` for a string with half a surrogate pair.
    """
    lines = [f"# {line}".rstrip() for line in header.splitlines()]
    lines += _block(type(value), frozenset(always), True)(value)
    try:
        return ("\n".join(lines) + "\n").encode()
    except UnicodeEncodeError as error:
        raise DataError(
            f"The text holds half a character (U+{ord(error.object[error.start]):04X}) that no file can keep.",
            "Type it again.",
        ) from None


def item(value: Struct) -> list[str]:
    """The lines of a Struct as an item of a list of the outermost one."""
    return _item(type(value))([value])


@functools.cache
def _item(cls: type[Struct]) -> Block:
    block = _nested(inspect.VarTupleType(inspect.type_info(cls)), False)
    assert block is not None
    return block


_NEVER = object()
"""Stands for the default of a field that is always written: nothing equals it."""


@functools.cache
def _block(cls: type[Struct], always: frozenset[str], outermost: bool) -> Block:
    """Writes a Struct as lines, one or more for each key, unindented."""
    plan = []
    for field in _fields(cls):
        default = _NEVER if field.encode_name in always else _default(field)
        lead, kind = f"{word(field.encode_name)}: ", _required(field.type)
        block = _nested(kind, outermost)
        plan.append((field.name, default, lead, None if block else _flow(kind), block))

    def write(value: Any) -> list[str]:
        lines: list[str] = []
        for name, default, lead, flow, block in plan:
            item = getattr(value, name)
            if item == default:
                continue
            if flow is not None:
                lines.append(lead + flow(item))
            elif block is not None:
                below = block(item)
                if below:
                    lines.append(lead[:-1])
                    lines += below
                else:
                    lines.append(lead + ("[]" if item == () else "{}"))
        return lines

    return write


def _nested(kind: inspect.Type, outermost: bool) -> Block | None:
    """Writes what takes lines of its own below its key: lists of Structs, and the Structs that are spread."""
    if isinstance(kind, inspect.StructType) and (outermost or _holds_structs(kind)):
        lines = _block(kind.cls, frozenset(), False)
        return lambda value: ["  " + line for line in lines(value)]
    if isinstance(kind, inspect.VarTupleType) and isinstance(item := _required(kind.item_type), inspect.StructType):
        if not _holds_structs(item):
            flow = _flow(item)
            return lambda values: ["- " + flow(value) for value in values]
        lines = _block(item.cls, frozenset(), False)
        return lambda values: [
            ("  " if number else "- ") + line for value in values for number, line in enumerate(lines(value))
        ]
    return None


def _holds_structs(kind: inspect.StructType) -> bool:
    """Whether one of its fields is a list of Structs."""
    types = [_required(field.type) for field in kind.fields]
    return any(isinstance(one, inspect.VarTupleType) and _is_struct(one.item_type) for one in types)


def _is_struct(kind: inspect.Type) -> bool:
    return isinstance(_required(kind), inspect.StructType)


def _flow(kind: inspect.Type) -> Flow:
    """Writes a value of a type on one line."""
    kind = _required(kind)
    if isinstance(kind, inspect.StructType):
        return _flow_struct(kind.cls)
    if isinstance(kind, inspect.StrType):
        return word if kind.pattern == _TAG_FORM else text
    if isinstance(kind, inspect.LiteralType):
        return {value: word(value) if isinstance(value, str) else str(value) for value in kind.values}.__getitem__
    if isinstance(kind, inspect.BoolType):
        return lambda value: "true" if value else "false"
    if isinstance(kind, inspect.IntType | inspect.FloatType):
        return number
    if isinstance(kind, inspect.VarTupleType):
        item = _flow(kind.item_type)
        return lambda values: "[" + ", ".join(map(item, values)) + "]"
    if isinstance(kind, inspect.TupleType):
        items = [_flow(one) for one in kind.item_types]
        return lambda values: "[" + ", ".join(write(value) for write, value in zip(items, values, strict=True)) + "]"
    if isinstance(kind, inspect.DictType):
        value_of = _flow(kind.value_type)
        return lambda values: "{" + ", ".join(f"{word(key)}: {value_of(values[key])}" for key in sorted(values)) + "}"
    raise TypeError(f"nothing here writes a {kind}")


@functools.cache
def _flow_struct(cls: type[Struct]) -> Flow:
    plan = [(field.name, _default(field), f"{word(field.encode_name)}: ", _flow(field.type)) for field in _fields(cls)]

    def write(value: Any) -> str:
        written = [lead + flow(item) for name, default, lead, flow in plan if (item := getattr(value, name)) != default]
        return "{" + ", ".join(written) + "}"

    return write


def _fields(cls: type[Struct]) -> tuple[inspect.Field, ...]:
    kind = inspect.type_info(cls)
    assert isinstance(kind, inspect.StructType)
    return kind.fields


def _default(field: inspect.Field) -> Any:
    if field.default_factory is not NODEFAULT:
        return field.default_factory()
    return _NEVER if field.default is NODEFAULT else field.default


def _required(kind: inspect.Type) -> inspect.Type:
    """A type without its remarks and without None, which is never written: it is the default wherever it is allowed."""
    if isinstance(kind, inspect.Metadata):
        return _required(kind.type)
    if isinstance(kind, inspect.UnionType):
        (kind,) = (one for one in kind.types if not isinstance(one, inspect.NoneType))
        return _required(kind)
    return kind


_TAG_FORM = getattr(_required(inspect.type_info(Tag)), "pattern", None)
