"""``docs/keys.md`` from the registry: ``python -m workbench.tui.keydocs > docs/keys.md``."""

import sys
from collections.abc import Iterable

from workbench.tui.keys import REGISTRY, STACKS, Command, live, spoken

_HEADINGS = {
    "reader": "Reading",
    "visual": "With a selection",
    "bounds": "Moving the ends of a mark",
    "library": "The library",
    "fields": "The fields of a mark",
    "pasted": "After a paste",
    "review": "The review",
    "picker": "A list to choose from",
    "linking": "Linking a mark",
    "sources": "The sources",
    "source": "The fields of a source",
    "corrections": "The corrections",
}


def render(registry: Iterable[Command] = REGISTRY) -> str:
    """The keys of every state of the program, as Markdown."""
    rows = list(registry)
    lines = [
        "# Keys",
        "",
        "Made from `workbench/tui/keys.py` by `python -m workbench.tui.keydocs`; do not edit.",
        "",
        "A number before a motion repeats it (`3w`). Nothing waits for time: after the first key of two, the next one",
        "completes the command or cancels it. `?` in the program lists what works where you are.",
    ]
    told: set[tuple[str, str]] = set()
    for stack in STACKS:
        lines += ["", f"## {_HEADINGS[stack]}", "", "| keys | does |", "|---|---|"]
        for row in live(stack, rows):
            if (row.id, row.help) not in told:
                told.add((row.id, row.help))
                keys = " ".join(f"`{_cell(spoken(keys))}`" for keys in row.keys)
                lines.append(f"| {keys} | **{row.label}.** {row.help} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(render())
