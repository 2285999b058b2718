"""What must hold for the registry of commands: run at start-up and as a test.

The problems come back as sentences, so that a user's own key map can be checked and refused by the same words.
"""

from collections.abc import Collection, Iterable, Mapping
from string import ascii_lowercase

from workbench.tui.keys import CHOOSING, REGISTRY, STACKS, TYPING, Command, live, sequence

_ARROWS = ("left", "right", "up", "down", "home", "end")
_NAMED = {
    "enter", "escape", "tab", "shift+tab", "space", "backspace", "delete", "pageup", "pagedown",
    *_ARROWS, *(f"{modifier}+{arrow}" for modifier in ("ctrl", "shift") for arrow in _ARROWS),
    *(f"f{number}" for number in range(1, 13)),
}  # fmt: skip
# ctrl+i, ctrl+m, ctrl+h and ctrl+j are other keys by their bytes; ctrl+c, ctrl+q and ctrl+z do arrive.
_CONTROL = {f"ctrl+{letter}" for letter in ascii_lowercase} - {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j"}
SENDABLE = frozenset(_NAMED | _CONTROL | {chr(code) for code in range(0x21, 0x7F)})
"""Every key that an 80 by 24 terminal sends as itself."""
_TAKEN = frozenset(["ctrl+b", "ctrl+p", "ctrl+w", "ctrl+f", "f1", "f6"])
"""Keys that tmux, an editor's terminal or a browser keep to themselves: never the only way to a command."""


def check(registry: Iterable[Command] = REGISTRY, handled: Mapping[str, Collection[str]] | None = None) -> list[str]:
    """What is wrong with a registry, in sentences; empty where all is well.

    ``handled`` says for each stack which command ids have a handler; stacks that it leaves out are not asked about.
    """
    rows = list(registry)
    problems = [problem for row in rows for problem in _row(row)]
    for stack in STACKS:
        commands = live(stack, rows)
        problems += _clashes(stack, commands)
        if handled is not None and stack in handled:
            problems += [f'In {stack}, "{row.id}" has no handler.' for row in commands if row.id not in handled[stack]]
    return problems


def _row(row: Command) -> list[str]:
    problems = []
    if not row.keys or not all(row.keys):
        problems.append(f'"{row.id}" has no key.')
    unknown = {key for keys in row.keys for key in sequence(keys)} - SENDABLE
    problems += [f'"{row.id}": a plain terminal cannot send "{key}".' for key in sorted(unknown)]
    if row.keys and all(_TAKEN & set(sequence(keys)) for keys in row.keys):
        problems.append(f'"{row.id}" has only keys that tmux or a terminal may keep: {", ".join(row.keys)}.')
    if not row.label or row.label.endswith(".") or not row.help.endswith("."):
        problems.append(f'"{row.id}" needs a label, and a sentence of help.')
    if not set(row.contexts) <= {context for stack in STACKS.values() for context in stack}:
        problems.append(f'"{row.id}" belongs to a context that is never live.')
    return problems


def _clashes(stack: str, commands: list[Command]) -> list[str]:
    problems, seen = [], dict[tuple[str, ...], str]()
    for row in commands:
        for keys in map(sequence, row.keys):
            if keys in seen:
                problems.append(f'In {stack}, "{" ".join(keys)}" is both "{seen[keys]}" and "{row.id}".')
            seen[keys] = row.id
            if keys[0].isdigit() and keys != ("0",) and stack not in CHOOSING:
                problems.append(f'In {stack}, "{keys[0]}" of "{row.id}" is a digit, and digits are counts.')
            if stack in TYPING and len(keys[0]) == 1:
                problems.append(f'In {stack}, "{keys[0]}" of "{row.id}" cannot be told from typing.')
    for keys, ident in seen.items():
        hiding = [keys[:length] for length in range(1, len(keys)) if keys[:length] in seen]
        problems += [
            f'In {stack}, "{" ".join(other)}" ({seen[other]}) hides "{" ".join(keys)}" ({ident}).' for other in hiding
        ]
    if len({row.id for row in commands}) < len(commands):
        problems.append(f"In {stack}, a command stands twice.")
    return problems
