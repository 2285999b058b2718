"""A tree of nodes to a typed value: any msgspec Struct, with every problem at its line and column.

The fields, their types and their limits are read from the Struct itself, once, and become a function per type. Plain
scalars are strings unless the type says otherwise, and something in quotes is never a number. Whatever text comes in
goes through the one door (:func:`workbench.domain.text.admit`).
"""

import difflib
import functools
import math
import operator
import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeVar

import msgspec
from msgspec import NODEFAULT, Struct, inspect

from workbench.domain.model import Anchor
from workbench.domain.text import admit
from workbench.exchange.events import Mapping, Node, Scalar, Sequence
from workbench.exchange.problems import Collector, Place, quoted

T = TypeVar("T", bound=Struct)

VERBATIM = frozenset(field.name for field in msgspec.structs.fields(Anchor) if "str" in str(field.type))
"""Fields that repeat a stored text letter for letter: what could not stand there is a problem, not replaced."""

_NULL = ("", "~", "null")
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


class Reading(Collector):
    """The problems of one file, and the nodes that its values were made from."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._nodes: dict[int, Mapping] = {}

    def built(self, value: Struct, node: Mapping) -> None:
        """Remember the node of a value. Values are told apart by identity, so they must be kept while it matters."""
        self._nodes[id(value)] = node

    def node(self, value: Struct) -> Mapping:
        """The node that ``value`` was made from."""
        return self._nodes[id(value)]

    def place(self, value: Struct, *path: str | int) -> Place:
        """Where ``value`` stands, or what a path of keys and list positions leads to in it, as far as it is written."""
        node: Node = self.node(value)
        for step in path:
            if isinstance(node, Mapping) and step in node.entries:
                node = node.entries[str(step)]
            elif isinstance(node, Sequence) and isinstance(step, int):
                node = node.items[step]
        return node.place


Convert = Callable[[Node, Reading], Any]

BAD: Any = object()
"""What a conversion gives for a node that it has reported."""


def convert(cls: type[T], node: Node, reading: Reading) -> T | None:
    """The value of type ``cls`` that the tree stands for.

    What is wrong is added to ``reading``; the value then lacks it, or is None where nothing is left. A file of another
    ``format`` or a newer ``version`` is one problem and nothing more.
    """
    if isinstance(node, Mapping) and not _known(cls, node, reading):
        return None
    value = _struct(cls)(node, reading)
    return None if value is BAD else value


def convert_field(cls: type[Struct], name: str, node: Node, reading: Reading) -> Any:
    """The value of one field of ``cls`` alone; None where ``reading`` was told why not."""
    field = next(field for field in _struct_type(cls).fields if field.encode_name == name)
    value = _converter(field.type, name)(node, reading)
    return None if value is BAD else value


def _known(cls: type[Struct], node: Mapping, reading: Reading) -> bool:
    """Whether the file says that it is what is expected, in a version that is known here."""
    fields = {field.name: field.type for field in _struct_type(cls).fields}
    found, wanted = node.entries.get("format"), fields.get("format")
    if isinstance(found, Scalar) and isinstance(wanted, inspect.LiteralType) and found.value not in wanted.values:
        reading.add(
            found.place,
            f"This is another kind of file ({quoted(found.value)}).",
            f"Expected is {wanted.values[0]}.",
        )
        return False
    found, wanted = node.entries.get("version"), fields.get("version")
    if isinstance(found, Scalar) and isinstance(wanted, inspect.LiteralType):
        newest = max(value for value in wanted.values if isinstance(value, int))
        if found.plain and _INT.fullmatch(found.value) and int(found.value) > newest:
            reading.add(
                found.place,
                f"The file was written by a newer workbench: its version is {found.value}, known here is {newest}.",
                "Update the workbench to read it.",
            )
            return False
    return True


@functools.cache
def _struct_type(cls: type[Struct]) -> inspect.StructType:
    kind = inspect.type_info(cls)
    assert isinstance(kind, inspect.StructType)
    return kind


@functools.cache
def _struct(cls: type[Struct]) -> Convert:
    fields = _struct_type(cls).fields
    known = {field.encode_name: (field.name, _converter(field.type, field.name)) for field in fields}
    required = {
        field.encode_name: field.name
        for field in fields
        if field.default is NODEFAULT and field.default_factory is NODEFAULT
    }
    needed = frozenset(required.values())

    def read(node: Node, reading: Reading) -> Any:
        if not isinstance(node, Mapping):
            return _unexpected(node, reading, "keys with their values")
        values = {}
        for key, child in node.entries.items():
            entry = known.get(key)
            if entry is None:
                reading.add(node.key_place(key), f"The key {quoted(key)} is not known here.", _nearest(key, known))
                continue
            name, convert = entry
            value = convert(child, reading)
            if value is not BAD:
                values[name] = value
        if not needed <= values.keys():
            for key in required:
                if key not in node.entries:
                    reading.add(node.place, f'The key "{key}" is missing.', "Add it.")
            return BAD
        built = cls(**values)
        reading.built(built, node)
        return built

    return read


def _nearest(given: str, known: Iterable[str]) -> str:
    """A hint at the known word that was meant, else at all of them."""
    names = list(known)
    near = difflib.get_close_matches(given[:80], names, 1)
    return f'Did you mean "{near[0]}"?' if near else f"Known are: {', '.join(names)}."


def _converter(kind: inspect.Type, name: str, about: str = "") -> Convert:
    """The conversion for a type; ``name`` is its field's, ``about`` what the model says of it."""
    if isinstance(kind, inspect.Metadata):
        return _converter(kind.type, name, (kind.extra_json_schema or {}).get("description", about))
    if isinstance(kind, inspect.StructType):
        return _struct(kind.cls)
    if isinstance(kind, inspect.StrType):
        return _text(kind, name in VERBATIM, about)
    if isinstance(kind, inspect.LiteralType):
        return _literal(kind)
    if isinstance(kind, inspect.IntType):
        return _number(kind, _INT, int, "a whole number")
    if isinstance(kind, inspect.FloatType):
        return _number(kind, _FLOAT, float, "a number")
    if isinstance(kind, inspect.BoolType):
        return _bool
    if isinstance(kind, inspect.VarTupleType):
        return _list(_converter(kind.item_type, name))
    if isinstance(kind, inspect.TupleType):
        return _fixed([_converter(item, name) for item in kind.item_types])
    if isinstance(kind, inspect.DictType):
        return _dict(_converter(kind.key_type, name), _converter(kind.value_type, name))
    if isinstance(kind, inspect.UnionType) and len(kind.types) == 2 and kind.includes_none:
        return _optional(*(_converter(one, name) for one in kind.types if not isinstance(one, inspect.NoneType)))
    raise TypeError(f"field {name}: nothing here reads a {kind}")


def _text(kind: inspect.StrType, verbatim: bool, about: str) -> Convert:
    low, high = kind.min_length or 0, math.inf if kind.max_length is None else kind.max_length
    pattern = None if kind.pattern is None else re.compile(python_pattern(kind.pattern))
    form = f"Expected is {about or 'a text'}, of the form {kind.pattern}"
    limited = bool(low or pattern) or high < math.inf

    def read(node: Node, reading: Reading) -> Any:
        if not isinstance(node, Scalar):
            return _unexpected(node, reading, "a text")
        value = node.value
        if not (value.isascii() and value.isprintable()):
            text = admit(value).text
            if verbatim and text != value:
                return _wrong(node, reading, "has control characters, as no stored text has", "Copy it again.")
            value = text
        if limited:
            if len(value) < low:
                what = f"is shorter than {low} characters" if value else "is empty"
                return _wrong(node, reading, what, "Write a value.")
            if len(value) > high:
                return _wrong(node, reading, f"has {len(value)} characters, at most {high} are allowed", "Shorten it.")
            if pattern is not None and not pattern.search(value):
                return _wrong(node, reading, "has the wrong form", form)
        return value

    return read


def python_pattern(pattern: str) -> str:
    """A pattern of the model as JSON Schema means it: ``$`` is the very end, ``\\d`` an ASCII digit."""
    return re.sub(r"\$$", r"\\Z", pattern).replace(r"\d", "[0-9]")


def _literal(kind: inspect.LiteralType) -> Convert:
    values = {str(value): value for value in kind.values}
    numbers = frozenset(key for key, value in values.items() if isinstance(value, int))

    def read(node: Node, reading: Reading) -> Any:
        if not isinstance(node, Scalar):
            return _unexpected(node, reading, f"one of {', '.join(values)}")
        if node.value not in values or (node.value in numbers and not node.plain):
            return _wrong(node, reading, "is not allowed here", _nearest(node.value, values))
        return values[node.value]

    return read


def _number(
    kind: inspect.IntType | inspect.FloatType, form: re.Pattern[str], make: Callable[[str], float], what: str
) -> Convert:
    bounds: list[tuple[Callable[[float], bool], str]] = []
    if kind.ge is not None:
        bounds.append((partial(operator.le, kind.ge), f"{kind.ge} is the least"))
    if kind.gt is not None:
        bounds.append((partial(operator.lt, kind.gt), f"it must be more than {kind.gt}"))
    if kind.le is not None:
        bounds.append((partial(operator.ge, kind.le), f"{kind.le} is the most"))
    if kind.lt is not None:
        bounds.append((partial(operator.gt, kind.lt), f"it must be less than {kind.lt}"))

    def read(node: Node, reading: Reading) -> Any:
        if not isinstance(node, Scalar) or not node.plain:
            return _unexpected(node, reading, what)
        if not form.fullmatch(node.value):
            return _unexpected(node, reading, what)
        value = make(node.value)
        if not math.isfinite(value):
            return _wrong(node, reading, "is too large", "Write a smaller number.")
        for holds, words in bounds:
            if not holds(value):
                return _wrong(node, reading, f"is out of range: {words}", "Change it.")
        return value + 0  # no negative zero: it would be written as 0

    return read


def _bool(node: Node, reading: Reading) -> Any:
    if isinstance(node, Scalar) and node.plain and node.value in ("true", "false"):
        return node.value == "true"
    return _unexpected(node, reading, "true or false")


def _optional(read_value: Convert) -> Convert:
    def read(node: Node, reading: Reading) -> Any:
        if isinstance(node, Scalar) and node.plain and node.value in _NULL:
            return None
        return read_value(node, reading)

    return read


def _list(read_item: Convert) -> Convert:
    def read(node: Node, reading: Reading) -> Any:
        if not isinstance(node, Sequence):
            return _unexpected(node, reading, "a list")
        items = [read_item(item, reading) for item in node.items]
        return tuple(item for item in items if item is not BAD)

    return read


def _fixed(readers: list[Convert]) -> Convert:
    size = len(readers)

    def read(node: Node, reading: Reading) -> Any:
        if not isinstance(node, Sequence) or len(node.items) != size:
            return _unexpected(node, reading, f"a list of {size}")
        items = tuple(read_item(item, reading) for read_item, item in zip(readers, node.items, strict=True))
        return BAD if any(item is BAD for item in items) else items

    return read


def _dict(read_key: Convert, read_value: Convert) -> Convert:
    def read(node: Node, reading: Reading) -> Any:
        if not isinstance(node, Mapping):
            return _unexpected(node, reading, "keys with their values")
        values = {}
        for (name, child), mark in zip(node.entries.items(), node.marks, strict=True):
            key, value = read_key(Scalar(mark, name, True), reading), read_value(child, reading)
            if key is not BAD and value is not BAD:
                values[key] = value
        return values

    return read


def _wrong(node: Scalar, reading: Reading, what: str, hint: str) -> Any:
    reading.add(node.place, f"{quoted(node.value)} {what}.", hint)
    return BAD


def _unexpected(node: Node, reading: Reading, expected: str) -> Any:
    """Report a node of another kind than ``expected`` says."""
    hint = "Change it, or leave the key out."
    if isinstance(node, Mapping):
        found = "keys with their values"
    elif isinstance(node, Sequence):
        found = f"a list of {len(node.items)}"
    elif node.plain:
        found = quoted(node.value) if node.value else "nothing"
    else:
        found = f"{quoted(node.value)} in quotes"
        if "number" in expected or "true" in expected:
            hint = "Take the quotes off."
    reading.add(node.place, f"Expected is {expected}, found is {found}.", hint)
    return BAD
