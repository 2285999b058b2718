"""The themes: dark, light, one for terminals of sixteen colours; and the colours of marks in any other theme."""

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
        "mark-their-claim": "#27487c 45%",
        "mark-their-quote": "#2c5424 45%",
        "mark-their-figure": "#66491f 45%",
        "mark-hit": "#d8c657",
        "mark-hit-text": "#16181d",
        "mark-selection": "#5b6274",
        "mark-selection-text": "#d4d6dc",
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
        "mark-their-claim": "#bfd9ff 45%",
        "mark-their-quote": "#c9efcb 45%",
        "mark-their-figure": "#f6e0b5 45%",
        "mark-hit": "#ffe14d",
        "mark-hit-text": "#24272e",
        "mark-selection": "#bcc3d0",
        "mark-selection-text": "#24272e",
        "mark-cursor": "#7a4a00",
    },
)
SIXTEEN = Theme(
    name="workbench-sixteen",
    primary="#55ffff",
    secondary="#ff55ff",
    accent="#ffff55",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#555555",
    success="#55ff55",
    warning="#ffff55",
    error="#ff5555",
    dark=True,
    variables={
        "mark-claim": "#0000aa",
        "mark-quote": "#00aa00",
        "mark-figure": "#aa0000",
        "mark-other": "#aa00aa",
        "mark-their-claim": "#5555ff",
        "mark-their-quote": "#00aaaa",
        "mark-their-figure": "#aa5500",
        "mark-hit": "#ffff55",
        "mark-hit-text": "#000000",
        "mark-selection": "#aaaaaa",
        "mark-selection-text": "#000000",
        "mark-cursor": "#55ffff",
    },
)
"""Every colour is one of the sixteen as Rich reckons them, so that none is taken for another."""
OURS = (DARK, LIGHT, SIXTEEN)


def marks_of(theme: Theme) -> dict[str, str]:
    """The colours of marks in a theme that says nothing about them, mixed from its own."""
    known = theme.to_color_system().generate()
    mixed = {"claim": "primary", "quote": "success", "figure": "warning", "other": "secondary"}
    return {
        **{f"mark-{tag}": f"{known[name]} 40%" for tag, name in mixed.items()},
        **{f"mark-their-{tag}": f"{known[name]} 18%" for tag, name in mixed.items() if tag != "other"},
        "mark-hit": known["accent"],
        "mark-hit-text": known["background"],
        "mark-selection": f"{known['foreground']} 30%",
        "mark-selection-text": known["foreground"],
        "mark-cursor": known["foreground"],
    }
