"""Texts for the tests: news English with its traps, and strings that try to do something to a terminal."""

ARTICLE = """Boats block the harbour bridge

At first light, the harbour police said, some forty boats lay across the fairway, and the bridge stayed shut. \
\u201cWe will not move before the minister comes,\u201d said Jonas Lind, who speaks for the crews. \u201cHe knows the \
number.\u201d The port\u2019s own log gives nine.

The strike is the third this winter. At least 25 crews joined it, about 17 percent of the fleet. 'That's the skippers' \
figure, not ours,' a ministry official said.

Nobody answered.
"""

HOSTILE = (
    "[sic]",
    "[/]",
    "[@click=app.quit]x[/]",
    "\x1b]52;c;aGFjaw==\x07",
    "\x1b[31;5mred\x1b[2J",
    "\x9b31m\x9d0;t\x9c",
    "\u202etxt.exe\u202c",
    "\x00\x07\x7f",
)
"""Markup, OSC 52, CSI, C1, bidi controls and plain control characters."""
