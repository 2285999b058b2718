"""Properties over texts of any script: what is selected is whole graphemes, and exactly those are lit up.

``WORKBENCH_EXAMPLES`` says how many texts are tried; the whole application gets a tenth of them.
"""

import asyncio
import os
from collections.abc import Iterator, Mapping
from itertools import pairwise

import regex
from driver import Analyst, analyst
from fake_desk import FakeDesk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from texts import ODD, any_texts

from workbench.domain.graphemes import following
from workbench.domain.spans import Span
from workbench.domain.text import admit
from workbench.tui.motions import MOTIONS, vertical
from workbench.tui.objects import OBJECTS, grown, sentences_around, shrunk
from workbench.tui.paint import CURSOR, SELECT, Layers, paint
from workbench.tui.prose import Prose
from workbench.tui.screens.reader import Reader
from workbench.tui.wrap import Rows, stop_at, stop_before

EXAMPLES = int(os.environ.get("WORKBENCH_EXAMPLES", "150"))
CLUSTER = regex.compile(r"\X")

SCRIPTS = [
    "\u0915\u094d\u0937\u093f", "\u0ba8\u0bbf", "\u0e01\u0e33", "\u1100\u1161\u11a8", "\uac00\u11a8", "\u0600\u0661",
    "\u05e9\u05c1\u05b8", "\u0627\u064b", "\U0001f3f3\ufe0f\u200d\U0001f308", "\U0001f9d1\U0001f3fe\u200d\U0001f680",
    "\U0001f1e9\U0001f1ea\U0001f1eb", "\U0001f3f4\U000e0067\U000e0062\U000e007f", "*\ufe0f\u20e3", "\u00ad", "\u034f",
    "Z\u0351\u036b\u0343\u036a", "\u200d", "\u200c", "\ufe0f", "\u2067", "\u2069", "\u0e33", "\u0903", "\u0d4e\u0d15",
    "\U00011f02", "\u1a5a", "\u2064", "\u3099", "\uff9e", "\u1160", "\u1cf2", "\ufb1d", "\U0001d165", "\u2044",
]  # fmt: skip
"""Graphemes of several code points, halves of them, and what joins, hides or turns round."""
NEWS = ["\u201cNo,\u201d", "\u2018no\u2019", "said", "Lind.", "25", "17 percent", "1.5 million", " ", " ", "\n", "\n\n"]
texts = st.one_of(
    any_texts,
    st.lists(st.sampled_from([*SCRIPTS, *NEWS]), min_size=6, max_size=40).map("".join),
    st.lists(st.sampled_from([*SCRIPTS, *NEWS, *ODD, *"ab1"]), min_size=12, max_size=50).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.text(st.characters(categories=["Mn", "Mc", "Me", "Cf", "Lo", "So", "Sk", "Zs"]), min_size=4, max_size=40),
).map(lambda text: admit(text).text)
counts = st.one_of(st.none(), st.integers(1, 9))

SIDEWAYS, CHOOSING = tuple(sorted(MOTIONS)), (*sorted(OBJECTS), "sentences", "grow", "shrink", "begin", "swap", "leave")


def borders(text: str) -> set[int]:
    """Where a grapheme begins or ends, found over the text as a whole."""
    return {0, *(match.end() for match in CLUSTER.finditer(text))}


class Walk:
    """A cursor and the other end of a selection, moved by the pure layers as the reader moves them."""

    def __init__(self, text: str, width: int, start: int) -> None:
        self.prose, self.rows = Prose(text), Rows(text, width)
        self.cursor, self.other_end = stop_at(text, start), None
        self.column: int | None = None
        self.other_end: int | None

    @property
    def selection(self) -> Span | None:
        if self.other_end is None:
            return None
        low, high = sorted((self.other_end, self.cursor))
        return Span(low, following(self.prose.text, high))

    def take(self, span: Span | None) -> None:
        if span is not None:
            self.cursor, self.other_end = stop_before(self.prose.text, span.end), span.start

    def do(self, command: str, count: int | None) -> None:
        keep, at = None, Span(self.cursor, self.cursor + 1)
        if command in MOTIONS:
            self.cursor = MOTIONS[command](self.prose, self.rows, self.cursor, count)
        elif command in ("down", "up"):
            keep = self.rows.column(self.cursor)[1] if self.column is None else self.column
            self.cursor = vertical(self.rows, self.cursor, (count or 1) * (1 if command == "down" else -1), keep)
        elif command == "begin":
            self.other_end = self.cursor
        elif command == "leave":
            self.other_end = None
        elif command == "swap" and self.other_end is not None:
            self.cursor, self.other_end = self.other_end, self.cursor
        elif command in OBJECTS:
            self.take(OBJECTS[command].find(self.prose, self.cursor))
        elif command == "sentences" and self.prose.text:
            self.take(sentences_around(self.prose, self.selection or at))
        elif command == "grow":
            self.take(grown(self.prose, self.selection, self.cursor))
        elif command == "shrink" and self.selection is not None:
            self.take(shrunk(self.prose, self.selection, self.cursor))
        self.column = keep


def lit(rows: Rows, row: int, layers: Layers) -> list[tuple[int, int]]:
    """What is painted in a row, one (offset, look) for each grapheme, each in one look and as wide as its cells."""
    runs = [(letter, run.look) for run in paint(rows, row, layers) for letter in run.text]
    found = []
    for cell in rows.cells(row):
        taken, runs = runs[: len(cell.shown)], runs[len(cell.shown) :]
        assert "".join(letter for letter, _ in taken) == cell.shown
        assert len({look for _, look in taken}) == 1
        assert cell_len(cell.shown) == cell.width > 0
        found.append((cell.start, taken[0][1]))
    assert runs == []
    return found


@settings(max_examples=EXAMPLES)
@given(texts, st.integers(1, 30), st.data())
def test_what_is_selected_is_whole_graphemes_and_exactly_these_cells_are_lit(
    text: str, width: int, data: st.DataObject
) -> None:
    walk, whole = Walk(text, width, data.draw(st.integers(0, len(text)))), borders(text)
    clusters = [match.span() for match in CLUSTER.finditer(text)]
    commands = st.sampled_from([*SIDEWAYS, *CHOOSING, "down", "up", "begin", "swap", *["move.right", "move.left"] * 3])
    for command, count in data.draw(st.lists(st.tuples(commands, counts), min_size=3, max_size=15)):
        walk.do(command, count)
        assert walk.cursor in whole
        assert walk.cursor == stop_at(text, walk.cursor)
        assert walk.cursor < len(text) or not text
        selection = walk.selection
        if selection is not None and text:
            assert {selection.start, selection.end} <= whole
            assert selection.start <= walk.cursor < selection.end
            within = [text[a:b] for a, b in clusters if selection.start <= a < selection.end]
            assert "".join(within) == text[selection.start : selection.end]
    cursor = (walk.cursor, following(text, walk.cursor))
    layers = Layers(selection=selection, cursor=cursor if text else None)
    painted = [one for row in range(len(walk.rows)) for one in lit(walk.rows, row, layers)]
    assert [offset for offset, _ in painted] == [a for a, _ in clusters]  # every grapheme is painted, once
    chosen = {a for a, _ in clusters if selection is not None and selection.start <= a < selection.end}
    assert {offset for offset, look in painted if look & SELECT} == chosen
    assert {offset for offset, look in painted if look & CURSOR} == ({walk.cursor} if text else set())


@settings(max_examples=EXAMPLES)
@given(texts, st.integers(1, 30), st.integers(1, 40), st.data())
def test_right_and_as_often_left_leads_back_where_no_end_was_met(
    text: str, width: int, times: int, data: st.DataObject
) -> None:
    walk = Walk(text, width, data.draw(st.integers(0, len(text))))
    begun = walk.cursor
    if data.draw(st.booleans()):
        walk.do("begin", None)
    passed = [begun]
    for _ in range(times):
        walk.do("move.right", None)
        passed.append(walk.cursor)
    if len(set(passed)) < len(passed):  # the end was met
        return
    assert all(one < other for one, other in pairwise(passed))
    walk.do("move.left", times)
    assert walk.cursor == begun
    walk.do("move.right", times)
    assert walk.cursor == passed[-1]


# --- through the whole application ---------------------------------------------------------------------------------

KEYS = [
    "v", "V", "+", "-", "o", "h", "l", "3l", "2h", "j", "k", "4j", "w", "b", "e", "2w", ")", "(", "}", "{", "0", "$",
    "2$", "gg", "G", "2G", "50%", "iw", "is", "ip", "iq", "aq", "if", "gv", "c", "q", "f", "zz", "zt", "zb", "escape",
    "shift+left", "shift+right", "shift+up", "shift+down", "ctrl+d", "pagedown", "zn", "u",
]  # fmt: skip


def backgrounds(ana: Analyst, y: int) -> Iterator[object]:
    """The colour behind each cell of a row of the view."""
    for segment in ana.reader.view.render_line(y):
        assert segment.style is not None
        yield from [segment.style.bgcolor] * cell_len(segment.text)


def wanted(ana: Analyst, row: int, colours: Mapping[str, object]) -> list[object]:
    """The colours that the cells of a row of text have to have behind them; None where selecting has no say."""
    view = ana.reader.view
    selection = view.selection or Span(0, 0)
    found: list[object] = []
    for cell in view.rows.cells(row):
        here = colours["selected"] if selection.start <= cell.start < selection.end else None
        found += [colours["cursor"] if cell.start == view.cursor else here] * cell.width
    return found


def checked(ana: Analyst, text: str, whole: set[int]) -> None:
    """Hold what the reader says is selected, and every cell that it paints, against the text."""
    view = ana.reader.view
    assert view.cursor in whole
    assert view.cursor == stop_at(text, view.cursor)
    selection = view.selection
    if selection is not None and text:
        assert {selection.start, selection.end} <= whole
        assert ana.selected == text[selection.start : selection.end] != ""
    for mark in ana.desk.marks.values():
        one = mark.annotation
        assert {one.start, one.end} <= whole
        assert one.exact == text[one.start : one.end]
    colours = {name: view.get_component_rich_style(f"article--{name}").bgcolor for name in ("selected", "cursor")}
    if not text:
        return
    for y in range(view.size.height):
        row, cells = view.scroll_offset.y + y, list(backgrounds(ana, y))
        assert len(cells) == view.size.width
        begin = view._left + view._gutter
        expected = wanted(ana, row, colours) if row < len(view.rows) else []
        expected = [None] * begin + expected[: view.size.width - begin]
        expected += [None] * (view.size.width - len(expected))
        marked = [colour if colour in colours.values() else None for colour in cells]
        assert marked == expected, (y, row)


@settings(max_examples=max(5, EXAMPLES // 10), suppress_health_check=[HealthCheck.too_slow])
@given(
    texts,
    st.sampled_from([(120, 24), (80, 12), (40, 10), (23, 8)]),
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=15),
)
def test_keys_select_and_light_up_whole_graphemes_in_the_application(
    text: str, size: tuple[int, int], keys: list[str]
) -> None:
    async def run() -> None:
        async with analyst(FakeDesk({"a": text}), "a", size) as ana:
            whole = borders(text)
            for key in keys:
                await ana.keys(key)
                if not isinstance(ana.app.screen, Reader):
                    await ana.keys("escape")  # where nothing is selected, i does nothing and s asks for a source
                checked(ana, text, whole)

    asyncio.run(run())
