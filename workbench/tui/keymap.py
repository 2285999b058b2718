"""A person's own keys: the registry with other keys for some commands, checked before any screen is made.

Textual itself drops clashes and unknown names without a word; here each is refused in a sentence, with its place.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.errors import DataError, UsageError
from workbench.domain.text import shown_line
from workbench.tui.keycheck import SENDABLE
from workbench.tui.keys import REGISTRY, STACKS, TYPING, Command, live, sequence

if TYPE_CHECKING:
    from workbench.exchange.settings import KeyChoice

_ALSO = {
    "esc": "escape",
    "return": "enter",
    "pgdn": "pagedown",
    "pgup": "pageup",
    "del": "delete",
    "backtab": "shift+tab",
}


def own(path: Path) -> tuple[Command, ...]:
    """The registry with the keys that a person's configuration file gives; as it is where there is none.

    Raises :class:`UsageError` with a line for everything that is wrong with them.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return REGISTRY
    if b"keys" not in data:
        return REGISTRY  # most people's, and then YAML need not be loaded before the first frame
    from workbench.exchange.settings import read_key_choices

    try:
        choices = read_key_choices(data, str(path))
    except DataError as error:
        raise UsageError(str(error), "Mend the file or remove it.") from None
    return applied(REGISTRY, choices)


def applied(registry: Iterable[Command], choices: Sequence[KeyChoice]) -> tuple[Command, ...]:
    """A registry with the chosen keys in place of the commands' own.

    A choice stands for every row of its command. Raises :class:`UsageError` with a line for everything that is wrong:
    unknown commands with the nearest name, keys that a terminal cannot send, clashes.
    """
    rows = tuple(registry)
    known = {row.id: row for row in rows}
    wanted = {choice.command: ways(choice.keys) for choice in choices}
    problems = []
    for choice in choices:
        said = _unknown(choice.command, rows) if choice.command not in known else _unfit(choice, wanted[choice.command])
        problems += [f"{choice.place}: {one}" for one in said]
    if not problems:
        rows = tuple(row._replace(keys=wanted.get(row.id, row.keys)) for row in rows)
        places = {choice.command: choice.place for choice in choices}
        problems = list(dict.fromkeys(said for stack in STACKS for said in _clashes(stack, rows, places)))
    if problems:
        raise UsageError("\n".join(problems))
    return rows


def ways(keys: str) -> tuple[str, ...]:
    """The ways to a command as a person writes them: keys parted by spaces, ways parted by a comma and a space."""
    parts = (" ".join(way.split()) for way in keys.split(", "))
    return tuple(dict.fromkeys(part for part in parts if part))


def _unknown(ident: str, rows: Sequence[Command]) -> list[str]:
    names = {row.id: row.id for row in rows}
    names |= {row.label.lower(): row.id for row in reversed(rows)}
    names |= {row.id.partition(".")[2]: row.id for row in reversed(rows)}
    near = difflib.get_close_matches(ident[:80].lower(), names, 1)
    hint = f'; did you mean "{names[near[0]]}"?' if near else "."
    return [f'There is no command "{shown_line(ident[:80])}"{hint}']


def _unfit(choice: KeyChoice, wanted: Sequence[str]) -> list[str]:
    if not wanted:
        return [f'"{choice.command}" needs a key.']
    problems = []
    for way in wanted:
        keys = sequence(way)
        problems += [_unsendable(key) for key in keys if key not in SENDABLE]
        if keys[0].isdigit() and keys != ("0",):
            problems.append(f'"{keys[0]}" cannot begin a command, since digits are counts.')
    return problems


def _unsendable(key: str) -> str:
    lower = key.lower()
    if lower in _ALSO:
        near = [_ALSO[lower]]
    elif len(key) < 4 and all(one in SENDABLE for one in key):
        near = [" ".join(key)]  # gg
    else:
        near = difflib.get_close_matches(lower[:40], SENDABLE, 1)
    return f'A terminal cannot send "{shown_line(key[:40])}"' + (f'; did you mean "{near[0]}"?' if near else ".")


def _clashes(stack: str, rows: Sequence[Command], places: dict[str, str]) -> list[str]:
    """Every pair of ways in a stack that cannot both be told, at the later choice of the two."""
    problems: list[str] = []
    order = {ident: number for number, ident in enumerate(places)}
    taken: dict[tuple[str, ...], str] = {}
    for row in live(stack, rows):
        for way in map(sequence, row.keys):
            if stack in TYPING and len(way[0]) == 1 and row.id in places:
                problems.append(f'{places[row.id]}: "{way[0]}" cannot be told from typing in the {stack}.')
            for other, ident in taken.items():
                length = min(len(way), len(other))
                if way[:length] != other[:length] or ident == row.id or not {ident, row.id} & places.keys():
                    continue
                guilty, keys = max((row.id, way), (ident, other), key=lambda one: order.get(one[0], -1))
                spared, theirs = (ident, other) if guilty == row.id else (row.id, way)
                how = "also runs" if way == other else "hides" if len(keys) < len(theirs) else "is hidden by"
                with_keys = "" if way == other else f' "{" ".join(theirs)}" of'
                problems.append(f'{places[guilty]}: "{" ".join(keys)}" {how}{with_keys} "{spared}".')
            taken.setdefault(way, row.id)
    return problems
