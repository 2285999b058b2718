"""The list of keys that work where one was: typing narrows it, enter does what the chosen row says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.keys import live, spoken
from workbench.tui.screens.picker import Picker, Picking
from workbench.tui.table import Column, Row

if TYPE_CHECKING:
    from workbench.tui.keyed import Keyed

_COLUMNS = (
    Column("Keys", 19),
    Column("Does", 24),
    Column("", from_width=72),
)


def help_of(beneath: Keyed) -> Picker:
    """What works on another screen."""
    rows = {row.id: row for row in live(beneath.stack)}
    listed = [
        Row(
            row.id,
            (" ".join(map(spoken, row.keys)), row.label, row.help),
            words=" ".join((*map(spoken, row.keys), row.label, row.help, row.group, row.words)),
        )
        for row in rows.values()
    ]
    return Picker(
        Picking(
            "Type to narrow the keys:", _COLUMNS, listed, beneath.run_command,
            empty="Nothing works here.", tell=lambda key: f"{rows[key].help} ({rows[key].group})",
        )
    )  # fmt: skip
