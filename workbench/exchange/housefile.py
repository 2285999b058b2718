"""House forms of names, written into a ``workbench.yaml`` that people edit: only the lines of one name change.

Comments, order and whatever else stands there stay as they are. What the file holds afterwards is read again and
compared; where the change cannot be made so, it is refused, with the lines that a person can add by hand.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

import msgspec
import yaml

from workbench.domain.errors import UsageError, WorkbenchError
from workbench.domain.nameshouse import HouseName
from workbench.domain.text import shown_line
from workbench.exchange import emit
from workbench.exchange.settings import Settings, read_settings


class _Item(NamedTuple):
    start: int
    end: int  # of its last character, wherever libyaml sees the end of a block


class _Section(NamedTuple):
    """The value of ``names`` in the text: where its key ends (code points), its place, its items, all values in it."""

    key: int
    start: int
    end: int
    flow: bool
    items: list[_Item]
    values: list[tuple[int, int]]


class _Refused(Exception):  # noqa: N818 - caught here, and said to a person
    """Why the text cannot be changed safely."""


def with_name(data: bytes, name: str, entry: HouseName | None, gone: Collection[int] = ()) -> bytes:
    """The bytes of a ``workbench.yaml`` with an entry under ``names``, and those with the numbers ``gone`` left out.

    The entry takes the place of the first of them; without any it comes last. Raises :class:`DataProblems` where the
    file cannot be read, :class:`UsageError` where it cannot be changed without losing what a person wrote.
    """
    before = read_settings(data, name)
    kept = [one for number, one in enumerate(before.names) if number not in gone]
    if entry is not None:
        kept.insert(min(gone) if gone else len(kept), entry)
    wanted = msgspec.structs.replace(before, names=tuple(kept))
    try:
        made = _changed(data, entry, sorted(gone))
        if not _holds(made, name, wanted):
            raise _Refused("it is laid out in a way that cannot be added to")
    except _Refused as why:
        raise _by_hand(str(why), name, before, entry, gone) from None
    return made


def _holds(made: bytes, name: str, wanted: Settings) -> bool:
    try:
        return read_settings(made, name) == wanted
    except WorkbenchError:
        return False


def _by_hand(why: str, name: str, before: Settings, entry: HouseName | None, gone: Collection[int]) -> UsageError:
    steps = []
    if gone:
        names = ", ".join(shown_line(before.names[number].name) for number in sorted(gone))
        steps.append(f"take out what stands under names for {names}")
    if entry is not None:
        steps.append(f"write under names: {shown_line(emit.item(entry)[0])}")
    return UsageError(f'"{shown_line(name)}" was not changed: {why}.', f"By hand: {'; '.join(steps)}")


# --- the change ----------------------------------------------------------------------------------------------------


def _changed(data: bytes, entry: HouseName | None, gone: list[int]) -> bytes:
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    text = data.removeprefix(mark).decode("utf-8")
    dos = "\r\n" in text
    if "\r" in text.replace("\r\n", "") or (dos and text.count("\n") != text.count("\r\n")):
        raise _Refused("its lines end in different ways")
    text = text.replace("\r\n", "\n")
    section = _section(text)
    edits = _edits(text, section, entry, gone) if section is not None else [_appended(text, entry)]
    for start, end, new in sorted(edits, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return mark + (text.replace("\n", "\r\n") if dos else text).encode("utf-8")


def _line(entry: HouseName) -> str:
    return emit.item(entry)[0]


def _appended(text: str, entry: HouseName | None) -> tuple[int, int, str]:
    """The whole section at the end of a file that has none."""
    if entry is None:
        raise _Refused("it has no names")
    before = "" if not text or text.endswith("\n") else "\n"
    return len(text), len(text), f"{before}names:\n{_line(entry)}\n"


def _edits(text: str, section: _Section, entry: HouseName | None, gone: list[int]) -> list[tuple[int, int, str]]:
    """What is replaced in the text: start, end and the new words."""
    items = section.items
    if section.flow and items:
        return [_flowing(text, section, entry, gone)]
    if not items:
        return _first(text, section, entry)
    edits = []
    for number in gone:
        item = items[number]
        _uncommented(text, section, item.start, item.end)
        if entry is not None and number == gone[0]:
            edits.append((item.start, item.end, _line(entry).removeprefix("- ")))
        else:
            edits.append(_without(text, item))
    if entry is None and len(gone) == len(items):
        colon = text.index(":", section.key) + 1
        edits.append((colon, colon, " []"))
    if entry is not None and not gone:
        last = _line_end(text, items[-1].end)
        edits.append((last, last, f"\n{_indent(text, items[0])}{_line(entry)}"))
    return edits


def _first(text: str, section: _Section, entry: HouseName | None) -> list[tuple[int, int, str]]:
    """The first entry of a section that is there and empty; what is said behind it stays."""
    if entry is None:
        return []
    _uncommented(text, section, section.start, section.end)
    end = _line_end(text, section.end)
    bare = section.start - 1 if text[section.start - 1 : section.start] == " " else section.start
    return [(bare, section.end, ""), (end, end, f"\n{_line(entry)}")]


def _flowing(text: str, section: _Section, entry: HouseName | None, gone: list[int]) -> tuple[int, int, str]:
    """A section in brackets, written anew on one line from what it holds."""
    _uncommented(text, section, section.start, section.end)
    kept = [text[item.start : item.end] for number, item in enumerate(section.items) if number not in gone]
    if entry is not None:
        kept.insert(gone[0] if gone else len(kept), _line(entry).removeprefix("- "))
    return section.start, section.end, f"[{', '.join(kept)}]"


def _without(text: str, item: _Item) -> tuple[int, int, str]:
    """The lines of an item, taken out; a comment behind it stays."""
    indent = _indent(text, item)
    start, end = text.rfind("\n", 0, item.start) + 1, _line_end(text, item.end)
    behind = text[item.end : end].strip()
    if behind:
        return start, end, indent + behind
    return start, min(end + 1, len(text)), ""


def _indent(text: str, item: _Item) -> str:
    """What stands before the hyphen of an item, which shall be on the item's own line."""
    lead = text[text.rfind("\n", 0, item.start) + 1 : item.start]
    before, hyphen, after = lead.partition("-")
    if before.strip() or not hyphen or after.strip():
        raise _Refused("its names are not one below the other")
    return before


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    return len(text) if end < 0 else end


def _uncommented(text: str, section: _Section, start: int, end: int) -> None:
    """Refuse to write over a comment."""
    at = start
    for low, high in [*((low, high) for low, high in section.values if start <= low and high <= end), (end, end)]:
        if "#" in text[at:low]:
            raise _Refused("a comment stands inside what would be written anew")
        at = max(at, high)


# --- where it stands -----------------------------------------------------------------------------------------------


def _section(text: str) -> _Section | None:
    """Where the value of ``names`` stands; None where the file has no such key. The file was read without a problem."""
    open_: list[list[int]] = []  # of each container: where it begins, where what it holds ends, whether it has brackets
    key, key_end, waiting = "", 0, False  # of the outermost mapping; its value comes next
    items: list[_Item] = []
    values: list[tuple[int, int]] = []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        low, high = _index(event.start_mark), _index(event.end_mark)
        if isinstance(event, yaml.ScalarEvent):
            if len(open_) == 1 and not waiting:
                key, key_end, waiting = event.value, high, True
                continue
            if len(open_) == 1 and key == "names":
                return _Section(key_end, low, high, False, [], [])
            waiting = waiting and len(open_) > 1
            values.append((low, high))
            _reach(open_, high)
        elif isinstance(event, yaml.CollectionStartEvent):
            if not open_ and event.flow_style:
                raise _Refused("all of it is written in brackets")
            if len(open_) == 1:
                waiting, items, values = False, [], []
            open_.append([low, low, bool(event.flow_style)])
        elif isinstance(event, yaml.CollectionEndEvent):
            start, end, flow = open_.pop()
            end = high if flow else end  # the end of a block is nothing that stands in the text
            _reach(open_, end)
            if len(open_) == 2 and key == "names":
                items.append(_Item(start, end))
            elif len(open_) == 1 and key == "names":
                return _Section(key_end, start, end, bool(flow), items, values)
    return None


def _index(mark: Any) -> int:
    return int(mark.index)


def _reach(containers: list[list[int]], end: int) -> None:
    for one in containers:
        one[1] = max(one[1], end)
