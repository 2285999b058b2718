"""The registry of commands: whole, free of clashes, reachable, and its document fresh."""

from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.keys import _character_to_key

from workbench.tui import keydocs
from workbench.tui.app import Workbench
from workbench.tui.keycheck import SENDABLE, check
from workbench.tui.keyed import Keyed
from workbench.tui.keys import EVERYWHERE, MOVE, READ, REGISTRY, STACKS, Command, live, sequence, spoken, table
from workbench.tui.palette import score
from workbench.tui.screens.corrections import Corrections
from workbench.tui.screens.help import help_of
from workbench.tui.screens.library import Library
from workbench.tui.screens.linking import Linkable, LinkPicker
from workbench.tui.screens.reader import Reader
from workbench.tui.screens.review import Review
from workbench.tui.screens.sources import Sources


def row(ident: str = "x.y", context: str = READ, keys: tuple[str, ...] = ("x",), **more: str) -> Command:
    return Command(ident, (context,), keys, more.get("label", "Label"), more.get("help", "A sentence."), "Group")


def screens() -> list[Keyed]:
    reader = Reader("a", "A", "text")
    linkable = Linkable("a", None, lambda pin, more: None, lambda pin: None)
    return [reader, Library(), help_of(reader), Review(), LinkPicker(linkable), Sources(), Corrections()]


def test_the_registry_is_sound_and_every_command_has_a_handler() -> None:
    handled = {stack: set(screen._handlers) for screen in screens() for stack in screen.STACKS}
    assert set(handled) == set(STACKS)
    assert check(handled=handled) == []


def test_no_screen_handles_what_the_registry_does_not_know() -> None:
    for screen in screens():
        known = {one.id for stack in screen.STACKS for one in live(stack)}
        assert set(screen._handlers) <= known


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([row("a", keys=("x",)), row("b", MOVE, ("x",))], "both"),
        ([row("a", keys=("g",)), row("b", EVERYWHERE, ("g g",))], "hides"),
        ([row(keys=())], "no key"),
        ([row(keys=("ctrl+i",))], "cannot send"),
        ([row(keys=("alt+1",))], "cannot send"),
        ([row(keys=("ctrl+b",))], "tmux"),
        ([row(keys=("3",))], "counts"),
        ([row("a", "picker", ("x",))], "typing"),
        ([row(help="no sentence")], "sentence of help"),
        ([row(context="nowhere")], "never live"),
        ([row("a", keys=("x",)), row("a", keys=("y",))], "stands twice"),
    ],
)
def test_the_check_finds(rows: list[Command], problem: str) -> None:
    assert any(problem in said for said in check(rows)), check(rows)


def test_a_missing_handler_is_found() -> None:
    assert check([row("a")], {"reader": set()}) == ['In reader, "a" has no handler.']


ARROWS = {"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}
RAW = {
    "left": "\x1b[D", "right": "\x1b[C", "up": "\x1b[A", "down": "\x1b[B", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "delete": "\x1b[3~", "escape": "\x1b", "tab": "\t",
    "shift+tab": "\x1b[Z", "enter": "\r", "space": " ", "f1": "\x1bOP", "f4": "\x1bOS", "f6": "\x1b[17~",
    **{f"ctrl+{name}": f"\x1b[1;5{code}" for name, code in ARROWS.items()},
    **{f"shift+{name}": f"\x1b[1;2{code}" for name, code in ARROWS.items()},
}  # fmt: skip


@pytest.mark.parametrize("key", sorted({key for one in REGISTRY for keys in one.keys for key in sequence(keys)}))
def test_every_key_arrives_from_the_bytes_of_a_plain_terminal(key: str) -> None:
    assert key in SENDABLE
    raw = RAW.get(key) or (chr(ord(key[-1]) - 96) if key.startswith("ctrl+") else key)
    parser = XTermParser(False)
    arrived = [event.key for event in (*parser.feed(raw), *parser.feed(""))]  # type: ignore[attr-defined]
    assert arrived == [_character_to_key(key) if len(key) == 1 else key]


def test_the_document_of_keys_is_fresh() -> None:
    path = Path(__file__).parents[2] / "docs" / "keys.md"
    assert path.read_text(encoding="utf-8") == keydocs.render(), "python -m workbench.tui.keydocs > docs/keys.md"


def test_keys_are_written_as_people_say_them() -> None:
    assert [spoken(keys) for keys in ("g g", "ctrl+d", "pagedown", "z t", "+", "shift+left")] == [
        "gg", "ctrl+d", "PgDn", "zt", "+", "shift+\u2190",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "ident"),
    [
        ("delete", "mark.delete"), ("remove", "mark.delete"), ("comment", "mark.note"), ("statement", "tag.claim"),
        ("number", "tag.figure"), ("documents", "go.library"), ("find", "find.start"), ("colour", "app.theme"),
        ("exit", "app.quit"), ("mistake", "app.undo"), ("colleague", "show.whose"),
    ],
)  # fmt: skip
def test_everyday_words_find_the_command(words: str, ident: str) -> None:
    ranked = sorted(live("reader"), key=lambda one: -score(one, words))
    assert ident in [one.id for one in ranked if score(one, words) > 0][:4]


def test_what_nobody_says_finds_nothing() -> None:
    assert all(score(one, "zeppelin") == 0 for one in REGISTRY)


def test_the_table_of_a_stack_has_the_inner_contexts() -> None:
    assert table("reader")["c",] == "tag.claim"
    assert ("i", "w") not in table("reader")
    assert table("visual")["i", "w"] == "object.word"


def test_the_program_binds_no_keys_of_its_own() -> None:
    assert Workbench.BINDINGS == []
