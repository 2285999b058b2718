"""The two themes, dark and light, and the colours of marks in any theme."""

from textual.theme import Theme

DARK = Theme(
    name="workbench-dark",
    primary="#7aa2d8",
    secondary="#9d8cc9",
    accent="#d8a657",
    foreground="#d4d6dc",
    background="#16181d",
    surface="#1f2229",
    panel="#2a2e37",
    success="#7fb58a",
    warning="#d8a657",
    error="#e0787a",
    dark=True,
    variables={
        "mark-claim": "#27487c",
        "mark-quote": "#2c5424",
        "mark-figure": "#66491f",
        "mark-other": "#54406e",
        "mark-hit": "#d8c657",
        "mark-hit-text": "#16181d",
        "mark-selection": "#5b6274",
        "mark-cursor": "#f0c674",
    },
)
LIGHT = Theme(
    name="workbench-light",
    primary="#2f5f9e",
    secondary="#6a559c",
    accent="#9a6a12",
    foreground="#24272e",
    background="#faf9f6",
    surface="#efede7",
    panel="#e2dfd6",
    success="#2f7a48",
    warning="#96650f",
    error="#b3373a",
    dark=False,
    variables={
        "mark-claim": "#bfd9ff",
        "mark-quote": "#c9efcb",
        "mark-figure": "#f6e0b5",
        "mark-other": "#ecd0f5",
        "mark-hit": "#ffe14d",
        "mark-hit-text": "#24272e",
        "mark-selection": "#bcc3d0",
        "mark-cursor": "#7a4a00",
    },
)
MARKS = {
    "mark-claim": "$primary 35%",
    "mark-quote": "$success 35%",
    "mark-figure": "$warning 35%",
    "mark-other": "$secondary 35%",
    "mark-hit": "$accent",
    "mark-hit-text": "$background",
    "mark-selection": "$foreground 30%",
    "mark-cursor": "$foreground",
}
"""Marks in a theme that says nothing about them."""
