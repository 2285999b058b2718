"""Marks are told apart by colour also where a terminal has only 256 of them (tmux without true colour)."""

import pytest
from rich.color import Color, ColorSystem
from textual.theme import Theme

from workbench.tui.colours import DARK, LIGHT


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_marks_differ_in_256_colours(theme: Theme) -> None:
    marks = [value for name, value in theme.variables.items() if name.startswith("mark-") and "hit" not in name]
    shown = {Color.parse(value).downgrade(ColorSystem.EIGHT_BIT).number for value in marks}
    assert len(shown) == len(marks)
