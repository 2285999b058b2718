"""The settings of a workspace and of a person."""

import pytest

from workbench.domain.nameshouse import HouseName
from workbench.exchange.problems import DataProblems
from workbench.exchange.settings import (
    FieldSetting,
    KeyChoice,
    Settings,
    TagSetting,
    UserConfig,
    read_key_choices,
    read_settings,
    read_user_config,
    write_settings,
)

SETTINGS = Settings(
    name="Ferry desk",
    tags=(
        TagSetting(
            name="rumour",
            label="Rumour",
            fields=(
                FieldSetting(name="heard_from"),
                FieldSetting(name="place", label="Where", kind="choice", choices=("quay", "no")),
            ),
        ),
        TagSetting(name="no"),
    ),
)


def test_the_bytes_and_the_round() -> None:
    data = write_settings(SETTINGS)
    head, _, body = data.decode().partition("format: ")
    assert all(line.startswith("#") for line in head.splitlines())
    assert body == (
        "workbench/workspace\nversion: 1\n"
        'name: "Ferry desk"\n'
        "tags:\n"
        '- name: rumour\n  label: "Rumour"\n  fields:\n'
        '  - {name: heard_from}\n  - {name: place, label: "Where", kind: choice, choices: ["quay", "no"]}\n'
        '- name: "no"\n'
    )
    assert read_settings(data, "workbench.yaml") == SETTINGS


KEYS = ("tags", "verdict_scales", "names")


def test_the_example_in_the_comment_is_right() -> None:
    head = write_settings(Settings()).decode().splitlines()
    begin = [next(at for at, line in enumerate(head) if f"Under {key}" in line) for key in KEYS]
    parts = zip(KEYS, begin, [*begin[1:], len(head)], strict=True)
    told = {key: [line[2:] for line in head[low:high] if line.startswith(("# - ", "#   "))] for key, low, high in parts}
    lines = [one for key in KEYS for one in (f"{key}:", *told[key])]
    value = read_settings("\n".join(lines).encode(), "workbench.yaml")
    assert value.names == (HouseName(name="Kyiv", variants=("Kiev", "Kyjiw")),)
    assert [one.internal for one in value.verdict_scales[0].values] == ["supported", "refuted"]
    assert [tag.name for tag in value.tags] == ["casualty"]
    assert value.tags[0].fields[1].choices == ("city", "coast")


def test_blind_work_is_asked_for_in_words() -> None:
    value = Settings(blind=True, reviewers=("ned", "no"), anonymous=True)
    data = write_settings(value)
    assert data.decode().endswith('tags: []\nblind: true\nreviewers: ["ned", "no"]\nanonymous: true\n')
    assert read_settings(data, "workbench.yaml") == value
    head = write_settings(Settings()).decode()
    assert (Settings().blind, Settings().anonymous, Settings().reviewers) == (False, False, ())
    assert all(word in head for word in ("blind: true", 'reviewers: ["ned"]', "anonymous: true"))


def test_what_a_set_reader_needs_of_them() -> None:
    assert SETTINGS.scheme == {"rumour": {"heard_from", "place"}, "no": set()}


@pytest.mark.parametrize("data", [b"", b"# nothing\n", b"version: 1\n"])
def test_without_a_word_all_is_as_ever(data: bytes) -> None:
    assert read_settings(data, "workbench.yaml") == Settings()
    assert read_user_config(data, "config.yaml") == UserConfig()


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        ("tags:\n- name: claim\n", "2:9", "built in"),
        ("tags:\n- name: a\n- name: a\n", "3:9", 'two tags called "a"'),
        ("tags:\n- name: a\n  fields: [{name: b}, {name: b}]\n", "3:30", 'two fields called "b"'),
        ("tags:\n- name: A b\n", "2:9", "wrong form"),
        ("tags:\n- {name: a, fields: [{name: b, kind: choice}]}\n", "2:22", "0 choices and is of kind choice"),
        ("tags:\n- {name: a, fields: [{name: b, choices: [x]}]}\n", "2:22", "1 choices and is of kind text"),
        ("tags:\n- {name: a, fields: [{name: b, kind: colour}]}\n", "2:38", "Known are: choice, date"),
        ("database: sqlite:///x\n", "1:1", 'key "database" is not known'),
        ("version: 7\n", "1:10", "newer workbench"),
        ("blind: maybe\n", "1:8", "true or false"),
        ('reviewers: [""]\n', "1:13", ""),
        ("names: [{name: Kyiv, variants: [Kiev, Kiev]}]\n", "1:39", 'has the form "Kiev" twice'),
        ("names: [{name: Kyiv, variants: [Kyiv]}]\n", "1:33", 'has the form "Kyiv" twice'),
        ("names: [{name: O’Hale, variants: [O'Hale]}]\n", "1:35", "twice"),
        ("names:\n- {name: Kyiv, variants: [Kiev]}\n- {name: Kiev}\n", "3:10", 'stands for "Kyiv" and for "Kiev"'),
        ('names: [{name: ""}]\n', "1:16", ""),
        ('names: [{name: " "}]\n', "1:16", "wrong form"),
        ("names: [{name: a, variants: ['']}]\n", "1:30", ""),
        ("names: [{variants: [a]}]\n", "1:9", "is missing"),
        ("format: workbench/config\n", "1:9", "another kind of file"),
        ("- a\n", "1:1", "keys with their values"),
    ],
)
def test_refuses(data: str, place: str, words: str) -> None:
    with pytest.raises(DataProblems) as caught:
        read_settings(data.encode(), "workbench.yaml")
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"workbench.yaml:{place}: ")
    assert words in line


def test_the_configuration_of_a_person() -> None:
    value = UserConfig(annotator="kim", database="postgresql+psycopg:///desk", clipboard="wl-copy")
    data = b'annotator: "kim"\ndatabase: "postgresql+psycopg:///desk"\nclipboard: wl-copy\n'
    assert read_user_config(data, "config.yaml") == value
    assert read_user_config(b"annotator: no\n", "config.yaml").annotator == "no"
    with pytest.raises(DataProblems, match="Did you mean"):
        read_user_config(b"anotator: kim\n", "config.yaml")


def test_keys_of_ones_own_and_their_places() -> None:
    data = b'annotator: kim\nkeys:\n  mark.note: "x, g x"\n  app.undo: no\n'
    assert read_user_config(data, "config.yaml").keys == {"mark.note": "x, g x", "app.undo": "no"}
    assert read_key_choices(data, "a\x1b.yaml") == [
        KeyChoice("mark.note", "x, g x", "a\u241b.yaml:3:3"),
        KeyChoice("app.undo", "no", "a\u241b.yaml:4:3"),
    ]


@pytest.mark.parametrize("data", [b"", b"annotator: kim\n", b"keys: {}\n"])
def test_no_keys_of_ones_own(data: bytes) -> None:
    assert read_key_choices(data, "config.yaml") == []


@pytest.mark.parametrize(
    ("data", "place"),
    [(b"keys: x\n", "1:7"), (b"keys: {a: [b]}\n", "1:11"), (b"keys: {a: b, a: c}\n", "1:14"), (b"keyz: {}\n", "1:1")],
)
def test_keys_that_cannot_be_read(data: bytes, place: str) -> None:
    with pytest.raises(DataProblems, match=f"^config.yaml:{place}: "):
        read_key_choices(data, "config.yaml")
