"""YAML bytes to a tree of nodes that know their places, built from libyaml's events without recursion.

Stock loaders crash on deep files, expand aliases, guess types and let the last of two equal keys win. This reader
refuses what our files have no use for, says where it stands, and leaves every scalar a string:
:mod:`workbench.exchange.shapes` decides what it means. Problems beside one another are all collected; what makes the
rest of the file unreadable ends it.
"""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeAlias

from msgspec import Struct

from workbench.domain.errors import WorkbenchError
from workbench.exchange.problems import START, Collector, DataProblems, Place, quoted

try:
    import yaml
    from yaml._yaml import CParser
    from yaml.events import (
        AliasEvent,
        DocumentStartEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
    )
    from yaml.reader import ReaderError
except ImportError:
    raise WorkbenchError(
        "PyYAML is missing here, or has come without libyaml; without it no file can be read safely.",
        "Install its wheel: python -m pip install --force-reinstall --only-binary pyyaml pyyaml",
    ) from None

MAX_BYTES = 32_000_000
MAX_DEPTH = 32
MAX_SCALAR = 1_000_000
"""Code points of one value."""
MAX_EVENTS = 2_000_000
"""Keys, values and brackets of one file: more than the largest honest file has, and as many as memory bears."""


class _Node(Struct, frozen=True):
    mark: Any  # libyaml's own: making two integers of every one would cost more than all the checks here

    @property
    def place(self) -> Place:
        """Where it begins."""
        return _place(self.mark)

    @property
    def line(self) -> int:
        """The line on which it begins, from 1."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column (code points) at which it begins, from 1."""
        return self.place.column


class Scalar(_Node, frozen=True, gc=False):
    """A single value, always a string here; ``plain`` where it stood without quotes, and so may be a number."""

    value: str
    plain: bool


class Sequence(_Node, frozen=True):
    """A list of nodes."""

    items: list["Node"]


class Mapping(_Node, frozen=True):
    """Keys and their nodes in the file's order; ``marks`` are libyaml's for the keys, in the same order."""

    entries: dict[str, "Node"]
    marks: list[Any]

    def key_place(self, name: str) -> Place:
        """Where the key ``name`` stands; the mapping's own place if it has no such key."""
        found = (mark for key, mark in zip(self.entries, self.marks, strict=False) if key == name)
        return _place(next(found, self.mark))


Node: TypeAlias = Scalar | Sequence | Mapping


def scalar(value: str, place: Place) -> Scalar:
    """A scalar from somewhere else than a YAML file, as if it stood there in quotes."""
    return Scalar(Place(place.line - 1, place.column - 1), value, False)


def _place(mark: Any) -> Place:
    return START if mark is None else Place(mark.line + 1, mark.column + 1)


@contextmanager
def without_collector() -> Iterator[None]:
    """For work that makes very many objects and no cycles: the collector would walk them all again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def parse(data: bytes, name: str, *, blank: bool = False) -> Node:
    """The tree of a YAML file; ``name`` is the file's, for messages.

    With ``blank`` a file without any value is an empty mapping. Raises :class:`DataProblems` with all that was found.
    """
    found = Collector(name)
    breaks = _HiddenBreaks(_checked(data, found))
    parser = CParser(breaks.data)
    try:
        root = _build(parser, found, breaks)
    except ReaderError as error:
        found.fail(*_unreadable(error, breaks.data))
    except yaml.MarkedYAMLError as error:
        breaks.report(found, error)  # first, for it may be what broke the rest
        if breaks.outside:
            raise DataProblems(name, found.problems) from None
        found.fail(*_broken(error))
    except ValueError as error:  # what PyYAML lets through from decoding the escapes of a tag
        found.fail(START, f"The file is no YAML ({quoted(str(error))}).", "Export it again.")
    breaks.report(found)
    if blank and isinstance(root, Scalar) and root.plain and not root.value:
        root = None  # a line of hyphens and nothing after it
    if root is None and not blank:
        found.add(START, "The file is empty.", "Export it again, or take it from git's history.")
    found.finish()
    return root if root is not None else Mapping(None, {}, [])


def _checked(data: bytes, found: Collector) -> bytes:
    """The bytes with LF alone, after what must be known before libyaml sees them: size, conflicts, directives."""
    if len(data) > MAX_BYTES:
        found.fail(START, f"The file has {len(data):,} bytes, more than {MAX_BYTES:,}.", "Split it into several files.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        found.fail(START, "The file is UTF-16 or UTF-32.", "Save it as UTF-8.")
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = conflict_lines(data)
    if lines:
        found.fail(
            Place(lines[0], 1),
            f"Git left the markers of a conflict in the file (lines {', '.join(map(str, lines))}).",
            "Take one side's lines and no markers, or import the two versions one after the other.",
        )
    if b"%YAML" in data or b"%TAG" in data:
        # Not left to the parser: libyaml compares every %TAG with all before it, for hours if there are enough.
        directive = _DIRECTIVE.search(data)
        if directive:
            place = Place(data.count(b"\n", 0, directive.start()) + 1, 1)
            found.fail(place, f"A {directive.group().decode()} directive is not allowed.", "Take the line out.")
    return data


def conflict_lines(data: bytes) -> list[int]:
    """The lines (from 1, at most a dozen) on which git's conflict markers stand; ``data`` has LF alone."""
    if not any(sign in data for sign in (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")):
        return []
    return [data.count(b"\n", 0, match.end()) + 1 for match in islice(_CONFLICT.finditer(data), 12)]


_CONFLICT = re.compile(rb"^(?:<{7}|\|{7}|={7}|>{7})(?= |$)", re.M)
_DIRECTIVE = re.compile(rb"^%(?:YAML|TAG)\b", re.M)


class _HiddenBreaks:
    """NEL, LS and PS as they stand in the bytes: libyaml ends a line there, a reviewer's editor does not.

    Keys could be smuggled past a review so. They are allowed inside quotes only, where YAML 1.2 has them as they are
    and libyaml folds them: in the rare file that holds one, ``data`` has a private stand-in for each, which the quoted
    values are rid of again.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.outside = False
        self._text = ""
        self._back: dict[int, int] = {}
        self._inside: list[tuple[int, int]] = []
        raw = [ord(char) for char in _BREAKS if char.encode() in data]
        if raw:
            try:
                self._text = data.decode()
            except UnicodeDecodeError:
                return  # libyaml says where
            lower = self._text.lower()  # an escape of a stand-in must not become a break either
            free = (code for code in range(0xE000, 0xF900) if chr(code) not in lower and f"{code:04x}" not in lower)
            stand_ins = dict(zip(raw, free, strict=False))
            self._back = {code: char for char, code in stand_ins.items()}
            self.data = self._text.translate(stand_ins).encode()

    def __bool__(self) -> bool:
        return bool(self._back)

    def restored(self, event: Any) -> str:
        """The value of a scalar event with its own characters; where it is quoted, its breaks are allowed."""
        if event.style in ("'", '"'):
            self._inside.append((event.start_mark.index, event.end_mark.index))
        value: str = event.value
        return value.translate(self._back)

    def report(self, found: Collector, error: yaml.MarkedYAMLError | None = None) -> None:
        """Add a problem for each that stands outside quotes, as far as the parser came before the ``error``."""
        if not self._back:
            return
        spans = iter([*self._inside, (_reached(error, len(self._text)), len(self._text) + 1)])
        start, end = next(spans)
        for match in re.finditer(f"[{_BREAKS}]", self._text):
            at = match.start()
            while end <= at:
                start, end = next(spans)
            if at < start:
                self.outside = True
                found.add(
                    Place(self._text.count("\n", 0, at) + 1, at - self._text.rfind("\n", 0, at)),
                    f"A hidden line break (U+{ord(match.group()):04X}) stands outside quotes.",
                    "Take it out, or write the value in double quotes.",
                )


_BREAKS = "\x85\u2028\u2029"


def _reached(error: yaml.MarkedYAMLError | None, size: int) -> int:
    """The index up to which the parser knew what is in quotes: an open quotation ends its knowledge."""
    if error is None:
        return size
    mark = error.context_mark if "quoted" in (error.context or "") else error.problem_mark
    return size if mark is None else int(mark.index) + 1


def _build(parser: Any, found: Collector, breaks: _HiddenBreaks) -> Node | None:
    """The events as a tree; None for a file that holds no value."""
    restored = breaks.restored if breaks else None
    root: Node | None = None
    stack: list[Sequence | Mapping] = []
    # The innermost open container: a list's items, or a mapping's entries and the key that waits for its value.
    items: list[Node] | None = None
    entries: dict[str, Node] | None = None
    marks: list[Any] = []
    key: str | None = None
    anchors: set[str] = set()
    node: Node
    for number, event in enumerate(iter(parser.get_event, None)):
        if number == MAX_EVENTS:
            found.fail(_place(event.start_mark), f"The file has more than {MAX_EVENTS:,} keys and values.", "Split it.")
        kind = event.__class__
        if kind is ScalarEvent:
            value = event.value if restored is None else restored(event)
            if event.tag is not None or event.anchor is not None or len(value) > MAX_SCALAR:
                _check(event, anchors, found)
            if entries is not None and key is None:
                key = value
                if key in entries:
                    _repeated(key, event.start_mark, Mapping(None, entries, marks), found)
                else:
                    if not key and not event.style:
                        found.add(_place(event.start_mark), "A key is missing before the colon.", "Write one.")
                    marks.append(event.start_mark)
                    entries[key] = _NOTHING  # until its value comes; a second one for the same key finds it taken
                continue
            node = Scalar(event.start_mark, value, not event.style and event.tag is None)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            stack.pop()
            top = stack[-1] if stack else None
            items = top.items if isinstance(top, Sequence) else None
            entries, marks = (top.entries, top.marks) if isinstance(top, Mapping) else (None, [])
            continue
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            _check(event, anchors, found)
            if len(stack) == MAX_DEPTH:
                found.fail(_place(event.start_mark), f"The nesting is deeper than {MAX_DEPTH}.", "No field needs that.")
            node = Mapping(event.start_mark, {}, []) if kind is MappingStartEvent else Sequence(event.start_mark, [])
        elif kind is AliasEvent:
            if event.anchor not in anchors:
                found.add(_place(event.start_mark), f"An alias ({quoted('*' + event.anchor)}) is not allowed.", _SPELL)
            node = Scalar(event.start_mark, "", True)
        else:
            if kind is DocumentStartEvent and root is not None:
                found.fail(_place(event.start_mark), "A second YAML document begins here.", "Make a file of each.")
            continue
        if items is not None:
            items.append(node)
        elif entries is None:
            root = node
        elif key is None:
            if kind is AliasEvent:
                found.finish()
            found.fail(_place(event.start_mark), "A key must be a word, not a list, mapping or alias.", "Write a word.")
        else:
            if entries[key] is _NOTHING:
                entries[key] = node
            key = None
        if node.__class__ is Scalar:
            continue
        if isinstance(node, Mapping):
            stack.append(node)
            items, entries, marks = None, node.entries, node.marks
        elif isinstance(node, Sequence):
            stack.append(node)
            items, entries = node.items, None
    return root


_NOTHING = Scalar(None, "", True)
_SPELL = "Write the value itself in every place where it belongs."


def _repeated(key: str, mark: Any, mapping: Mapping, found: Collector) -> None:
    first = mapping.key_place(key).line
    message = f"The key {quoted(key)} stands here a second time (first on line {first})."
    found.add(_place(mark), message, "Keep one of the two.")


def _check(event: Any, anchors: set[str], found: Collector) -> None:
    """The anchor, the tag and the length of a scalar, list or mapping."""
    if event.anchor is not None:
        anchors.add(event.anchor)
        found.add(_place(event.start_mark), f"An anchor ({quoted('&' + event.anchor)}) is not allowed.", _SPELL)
    if event.tag is not None and not (event.tag == _STRING and event.__class__ is ScalarEvent):
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        found.add(_place(event.start_mark), f"A tag ({quoted(tag)}) is not allowed.", "Take it out.")
    if event.__class__ is ScalarEvent and len(event.value) > MAX_SCALAR:
        found.add(_place(event.start_mark), f"The value has more than {MAX_SCALAR:,} characters.", "Shorten it.")


_STRING = "tag:yaml.org,2002:str"


def _unreadable(error: ReaderError, data: bytes) -> tuple[Place, str, str]:
    """Bytes that are not UTF-8, or a character that YAML forbids."""
    before = data[: error.position]
    line = before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")
    place = Place(before.count(b"\n") + 1, len(line) + 1)
    if error.reason.startswith("control"):
        code = error.character if isinstance(error.character, int) else 0
        return (
            place,
            f"The character U+{code:04X} is not allowed.",
            "Take it out, or write it as an escape in double quotes.",
        )
    return place, "The bytes are not UTF-8 here.", "Save the file as UTF-8."


def _broken(error: yaml.MarkedYAMLError) -> tuple[Place, str, str]:
    """What libyaml says of a file whose form is broken."""
    mark = error.problem_mark or error.context_mark
    begun = f", {error.context} that begins on line {error.context_mark.line + 1}" if error.context_mark else ""
    problem = str(error.problem)
    hints = [hint for words, hint in _MENDING.items() if words in problem]
    return _place(mark), f"The YAML is broken: {problem}{begun}.", hints[0]


_MENDING = {
    "cannot start any token": "Indent with spaces instead of tabs, and put values that begin with @, ` or % in quotes.",
    "escape": "Inside double quotes write a backslash as two, and a character as itself.",
    "end of stream": "Close the quotes or brackets that are open.",
    "unexpected end": "Close the quotes or brackets that are open.",
    "mapping values are not allowed": "Put a value that holds a colon in double quotes.",
    "": "Compare it with the lines around: indentation, quotes, brackets, colons.",
}
