"""A person's own keys: taken where they can be, refused with line and reason where they cannot."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import analyst
from fake_desk import FakeDesk

from workbench.domain.errors import UsageError
from workbench.exchange.settings import KeyChoice
from workbench.tui import keymap, keys
from workbench.tui.app import Start, run
from workbench.tui.keycheck import check
from workbench.tui.keys import REGISTRY, table

_KEYS = {
    "tag.claim": "c", "tag.figure": "f", "mark.note": "m", "mark.delete": "d", "mark.under": "t", "find.next": "n",
    "move.top": "g g", "app.undo": "u", "app.redo": "U", "app.redraw": "ctrl+l", "library.sort": "S",
    "picker.down": "down",
}  # fmt: skip
SOME = tuple(row._replace(keys=(_KEYS[row.id],)) for row in REGISTRY if row.id in _KEYS)
"""Some commands with keys that no later change of the whole map touches."""


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    keys.put_in_force(REGISTRY)


def choices(**given: str) -> list[KeyChoice]:
    return [
        KeyChoice(name.replace("__", "."), one, f"c.yaml:{line}:3") for line, (name, one) in enumerate(given.items(), 2)
    ]


def refused(**given: str) -> list[str]:
    with pytest.raises(UsageError) as caught:
        keymap.applied(SOME, choices(**given))
    assert caught.value.exit_code == 2
    return str(caught.value).splitlines()


def test_nothing_chosen_changes_nothing() -> None:
    assert keymap.applied(REGISTRY, []) == REGISTRY
    assert keymap.applied(SOME, []) == SOME


def test_a_command_gets_its_keys_everywhere_and_loses_its_own() -> None:
    rows = keymap.applied(SOME, choices(tag__claim="x", library__sort="z  s, ctrl+t"))
    assert table("reader", rows)["x",] == table("visual", rows)["x",] == "tag.claim"
    assert ("c",) not in table("reader", rows)
    assert table("library", rows)["z", "s"] == table("library", rows)["ctrl+t",] == "library.sort"
    assert check(rows) == []


def test_two_commands_change_places() -> None:
    rows = keymap.applied(SOME, choices(tag__claim="f", tag__figure="c"))
    assert table("reader", rows)["f",] == "tag.claim"
    assert table("reader", rows)["c",] == "tag.figure"


def test_a_way_written_twice_is_one() -> None:
    assert keymap.ways("x, x,  g  x") == ("x", "g x")
    assert keymap.ways(",") == (",",)


@pytest.mark.parametrize(
    ("ident", "said"),
    [
        ("tag.clam", 'There is no command "tag.clam"; did you mean "tag.claim"?'),
        ("undo", 'There is no command "undo"; did you mean "app.undo"?'),
        ("next hit", 'There is no command "next hit"; did you mean "find.next"?'),
        ("zzzzzz", 'There is no command "zzzzzz".'),
        ("\x1b[2J", 'There is no command "␛[2J".'),
    ],
)
def test_an_unknown_command_is_named_with_the_nearest(ident: str, said: str) -> None:
    assert refused(**{ident: "x"}) == [f"c.yaml:2:3: {said}"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", '"mark.note" needs a key.'),
        (" , ", '"mark.note" needs a key.'),
        ("gg", 'A terminal cannot send "gg"; did you mean "g g"?'),
        ("Esc", 'A terminal cannot send "Esc"; did you mean "escape"?'),
        ("ctrl+X", 'A terminal cannot send "ctrl+X"; did you mean "ctrl+x"?'),
        ("ctrl+i", 'A terminal cannot send "ctrl+i"'),
        ("alt+1", 'A terminal cannot send "alt+1"'),
        ("ä", 'A terminal cannot send "ä".'),
        ("x \x1b", 'A terminal cannot send "␛".'),
        ("3", '"3" cannot begin a command, since digits are counts.'),
        ("5 x", '"5" cannot begin a command, since digits are counts.'),
    ],
)
def test_keys_that_cannot_be(given: str, said: str) -> None:
    (line,) = refused(mark__note=given)
    assert line.startswith(f"c.yaml:2:3: {said}")


def test_a_clash_names_the_command_that_has_the_key() -> None:
    assert refused(mark__note="n") == ['c.yaml:2:3: "n" also runs "find.next".']
    assert refused(app__redo="ctrl+l") == ['c.yaml:2:3: "ctrl+l" also runs "app.redraw".']


def test_of_two_choices_the_later_is_at_fault() -> None:
    assert refused(mark__note="x", mark__delete="x") == ['c.yaml:3:3: "x" also runs "mark.note".']
    assert refused(mark__delete="x", mark__note="x") == ['c.yaml:3:3: "x" also runs "mark.delete".']


def test_a_key_that_hides_others_or_is_hidden() -> None:
    assert 'c.yaml:2:3: "g" hides "g g" of "move.top".' in refused(mark__note="g")
    assert refused(mark__note="m", mark__under="m x") == ['c.yaml:3:3: "m x" is hidden by "m" of "mark.note".']


def test_typing_is_not_a_command() -> None:
    lines = refused(picker__down="j")
    assert lines[0] == 'c.yaml:2:3: "j" cannot be told from typing in the picker.'


def test_everything_wrong_is_said_at_once() -> None:
    assert len(refused(mark__not="x", mark__note="alt+1", mark__delete="")) == 3


# --- from the file -------------------------------------------------------------------------------------------------


def test_the_file_is_read_and_its_lines_are_told(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    assert keymap.own(path) is REGISTRY
    path.write_text("annotator: kim\n", "utf-8")
    assert keymap.own(path) is REGISTRY
    path.write_text('annotator: kim\nkeys:\n  mark.note: "f7"\n  library.sort: "f8, f9"\n', "utf-8")
    assert table("reader", keymap.own(path))["f7",] == "mark.note"
    path.write_text("keys:\n  mark.note: f7\n  mark.noet: f8\n", "utf-8")
    with pytest.raises(UsageError, match=r'config\.yaml:3:3: There is no command "mark\.noet"; did you mean'):
        keymap.own(path)
    path.write_text("keys: [x]\n", "utf-8")
    with pytest.raises(UsageError, match=r"config\.yaml:1:7: .*Mend the file"):
        keymap.own(path)


def test_the_program_refuses_before_it_takes_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("keys: {mark.note: n}\n", "utf-8")
    with pytest.raises(UsageError, match="also runs"):
        run(Start(lambda: pytest.fail("opened"), config=path))


def test_the_keys_in_force_work_and_are_shown() -> None:
    keys.put_in_force(keymap.applied(REGISTRY, choices(tag__claim="f", tag__figure="c", app__help="f2")))

    async def flow() -> None:
        async with analyst(FakeDesk({"a": "Nine boats came."}), "a") as ana:
            await ana.keys("Vf", "Vc")
            assert [tag for tag, _ in ana.marks] == ["claim", "figure"]
            assert "f claim" in ana.screen.hints.text
            assert "c figure" in ana.screen.hints.text
            await ana.keys("?")
            assert ana.says.startswith("? does nothing here.")

    asyncio.run(flow())
