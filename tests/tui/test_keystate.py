"""Counts and prefixes, key by key."""

import pytest

from workbench.tui.keys import table
from workbench.tui.keystate import Cancelled, KeyState, Outcome, Pass, Pending, Run, token

TABLE = {
    ("j",): "down", ("0",): "start", ("g", "g"): "top", ("g", "l"): "library", ("G",): "bottom", ("escape",): "cancel",
    ("]", "a"): "mark",
}  # fmt: skip


def typed(*keys: str) -> Outcome:
    state = KeyState(TABLE)
    outcomes = [state.feed(key) for key in keys]
    return outcomes[-1]


@pytest.mark.parametrize(
    ("keys", "outcome"),
    [
        ("j", Run("down", None)),
        ("3 j", Run("down", 3)),
        ("1 2 j", Run("down", 12)),
        ("1 0 j", Run("down", 10)),
        ("0", Run("start", None)),
        ("g g", Run("top", None)),
        ("4 g g", Run("top", 4)),
        ("2 G", Run("bottom", 2)),
        ("g x", Cancelled("g x")),
        ("g escape", Cancelled("g escape")),
        ("3 escape", Cancelled("3 escape")),
        ("3 x", Cancelled("3 x")),
        ("x", Pass("x")),
        ("escape", Run("cancel", None)),
        ("g 4", Cancelled("g 4")),
        ("9 9 9 9 9 9 9 j", Run("down", 99_999)),
    ],
)
def test_keys(keys: str, outcome: Outcome) -> None:
    assert typed(*keys.split()) == outcome


def test_a_prefix_shows_how_it_may_go_on_and_waits() -> None:
    state = KeyState(TABLE)
    assert state.feed("g") == Pending("g", (("g", "top"), ("l", "library")))
    assert state.waiting
    assert state.feed("l") == Run("library", None)
    assert not state.waiting


def test_a_wrong_next_key_only_cancels() -> None:
    state = KeyState(TABLE)
    state.feed("g")
    assert state.feed("j") == Cancelled("g j")
    assert state.feed("j") == Run("down", None)


def test_a_count_is_shown() -> None:
    assert typed("1", "2") == Pending("12", ())


def test_changing_the_table_gives_up_what_was_begun() -> None:
    state = KeyState(TABLE)
    state.feed("3")
    state.use({("j",): "other"})
    assert state.feed("j") == Run("other", None)


def test_digits_can_be_plain_keys() -> None:
    assert KeyState({("2",): "second"}, counts=False).feed("2") == Run("second", None)


@pytest.mark.parametrize(
    ("key", "character", "name"),
    [("question_mark", "?", "?"), ("space", " ", "space"), ("tab", "\t", "tab"), ("j", "j", "j"), ("up", None, "up")],
)
def test_a_character_stands_for_itself(key: str, character: str | None, name: str) -> None:
    assert token(key, character) == name


def test_every_sequence_of_every_stack_runs_its_command() -> None:
    for stack in ("reader", "visual", "library"):
        for keys, command in table(stack).items():
            state = KeyState(table(stack))
            assert [state.feed(key) for key in keys][-1] == Run(command, None)
