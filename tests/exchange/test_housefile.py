"""A house form is written into a workbench.yaml without losing what people wrote there, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import UsageError
from workbench.domain.nameshouse import HouseName
from workbench.exchange.housefile import with_name
from workbench.exchange.problems import DataProblems
from workbench.exchange.settings import Settings, read_settings, write_settings

ONE = HouseName(name="Kyiv", variants=("Kiev",))
NAME = "workbench.yaml"

LIST = """\
# what we agreed on
name: "Quay desk"   # ours
names:   # Ann keeps these
# the capital
- {name: "Halden", variants: ["Haldén"]}  # as on the map
- name: 'O''Hale'
  variants:
  - OHale
  - "O’ Hale"

# whatever comes
blind: false # for now
"""


def changed(text: str, entry: HouseName | None, *gone: int) -> str:
    return with_name(text.encode(), NAME, entry, gone).decode()


def test_the_first_one_comes_at_the_end_of_a_file_that_has_none() -> None:
    text = write_settings(Settings(name="Quay")).decode()
    assert changed(text, ONE) == text + 'names:\n- {name: "Kyiv", variants: ["Kiev"]}\n'
    assert changed("# mine", ONE) == '# mine\nnames:\n- {name: "Kyiv", variants: ["Kiev"]}\n'
    assert changed("", HouseName(name="A")) == 'names:\n- {name: "A"}\n'


def test_only_the_lines_of_the_name_change() -> None:
    added = changed(LIST, ONE)
    new = [line for line in added.splitlines() if line not in LIST.splitlines()]
    assert new == ['- {name: "Kyiv", variants: ["Kiev"]}']
    assert added.replace(new[0] + "\n", "") == LIST
    assert changed(LIST, HouseName(name="Haldén", variants=("Halden",)), 0) == LIST.replace(
        '{name: "Halden", variants: ["Haldén"]}', '{name: "Haldén", variants: ["Halden"]}'
    )
    assert changed(LIST, HouseName(name="OHale"), 1) == LIST.replace(
        "name: 'O''Hale'\n  variants:\n  - OHale\n  - \"O’ Hale\"", '{name: "OHale"}'
    )


def test_one_is_taken_out_and_what_was_said_of_it_stays() -> None:
    assert changed(LIST, None, 1) == LIST.replace("- name: 'O''Hale'\n  variants:\n  - OHale\n  - \"O’ Hale\"\n", "")
    assert changed(LIST, None, 0) == LIST.replace(
        '- {name: "Halden", variants: ["Haldén"]}  # as on the map', "# as on the map"
    )
    assert read_settings(changed(LIST, None, 0, 1).encode(), NAME).names == ()
    assert "names: []   # Ann keeps these\n# the capital\n# as on the map\n\n" in changed(LIST, None, 0, 1)
    both = changed(LIST, HouseName(name="Halden", variants=("O'Hale",)), 0, 1)
    assert both.count("- {") == 1
    assert "# as on the map" in both


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("names: []  # none\nblind: true\n", 'names:  # none\n- {name: "Kyiv", variants: ["Kiev"]}\nblind: true\n'),
        ("names: [{name: A}]\nblind: true\n", 'names: [{name: A}, {name: "Kyiv", variants: ["Kiev"]}]\nblind: true\n'),
        ("names:\n  - {name: A}\n", 'names:\n  - {name: A}\n  - {name: "Kyiv", variants: ["Kiev"]}\n'),
        ("names:\n- {name: A}", 'names:\n- {name: A}\n- {name: "Kyiv", variants: ["Kiev"]}'),
        ('"names":\n- name: "😀 é"\n', '"names":\n- name: "😀 é"\n- {name: "Kyiv", variants: ["Kiev"]}\n'),
        ("\ufeffname: A\r\n", '\ufeffname: A\r\nnames:\r\n- {name: "Kyiv", variants: ["Kiev"]}\r\n'),
        ("---\nname: |-\n  A\n", '---\nname: |-\n  A\nnames:\n- {name: "Kyiv", variants: ["Kiev"]}\n'),
    ],
)  # fmt: skip
def test_however_it_is_laid_out(before: str, after: str) -> None:
    assert changed(before, ONE) == after


@pytest.mark.parametrize(
    ("before", "gone"),
    [
        ("{name: A}\n", ()),
        ("name: A\n...\n", ()),
        ("names:\n- name: A # why\n  variants: [B]\n", (0,)),
        ("names: [{name: A}, # why\n  {name: B}]\n", ()),
        ("name: A\r\nblind: true\n", ()),
    ],
)
def test_what_cannot_be_changed_safely_is_refused_with_what_to_write(before: str, gone: tuple[int, ...]) -> None:
    with pytest.raises(UsageError) as refused:
        changed(before, ONE, *gone)
    assert '"workbench.yaml" was not changed' in refused.value.message
    assert '- {name: "Kyiv", variants: ["Kiev"]}' in refused.value.hint


def test_what_may_not_be_is_refused_by_the_rules_of_the_file() -> None:
    with pytest.raises(DataProblems):
        changed("names: [{name: A}, {name: A}]\n", ONE)
    with pytest.raises(UsageError):
        changed("names: [{name: Kiev}]\n", ONE)  # a form would stand under two names


forms = (
    st.text(st.sampled_from("aé'’\"#:-{}[]&*!|>%@` ,?\\😀\u202e\u2028"), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
entries = st.lists(forms, min_size=1, max_size=3, unique=True)


@given(st.lists(entries, max_size=3), entries, st.sampled_from(["plain", "flow", "block"]), st.data())
def test_whatever_the_forms_are_all_else_is_the_same(
    there: list[list[str]], wanted: list[str], layout: str, data: st.DataObject
) -> None:
    from workbench.exchange.emit import text

    old = [
        HouseName(name=f"{number}{one[0]}", variants=tuple(f"{number}v{form}" for form in one[1:]))
        for number, one in enumerate(there)
    ]
    new = HouseName(name=f"n{wanted[0]}", variants=tuple(f"nv{form}" for form in wanted[1:]))
    lines = ["# head: 'x", "blind: true"]
    if layout == "plain":
        before = write_settings(Settings(blind=True, names=tuple(old))).decode()
    else:
        flow = [f"{{name: {text(one.name)}, variants: [{', '.join(map(text, one.variants))}]}}" for one in old]
        block = [f"- name: {text(one.name)}\n  variants: [{', '.join(map(text, one.variants))}]" for one in old]
        lines += [f"names: [{', '.join(flow)}]"] if layout == "flow" or not old else ["names:", *block]
        before = "\n".join([*lines, "# tail", "name: A", ""])
    gone = data.draw(st.sets(st.integers(0, len(old) - 1))) if old else set()
    entry = data.draw(st.sampled_from([new, None])) if gone else new
    made = with_name(before.encode(), NAME, entry, gone)
    kept = [one for number, one in enumerate(old) if number not in gone]
    if entry is not None:
        kept.insert(min(gone) if gone else len(kept), entry)
    assert read_settings(made, NAME).names == tuple(kept)
    assert [line for line in before.splitlines() if line.startswith("#")] == [
        line for line in made.decode().splitlines() if line.startswith("#")
    ]
