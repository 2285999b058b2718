"""Trees to typed values: what each type takes, and every problem at its place."""

from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta, Struct

from workbench.exchange import shapes
from workbench.exchange.events import parse
from workbench.exchange.problems import DataProblems
from workbench.exchange.shapes import Reading, convert


class Inner(Struct, frozen=True, kw_only=True):
    name: str
    size: int = 0


class Outer(Struct, frozen=True, kw_only=True):
    whole: int = 0
    near: Annotated[int, Meta(ge=1, le=3)] = 1
    open: Annotated[float, Meta(gt=0, lt=1)] = 0.5
    number: float | None = None
    flag: bool | None = None
    text: str = ""
    some: str | None = "x"
    short: Annotated[str, Meta(min_length=2, max_length=4)] = "ab"
    day: Annotated[str, Meta(pattern=r"^\d\d-\d\d$", description="a day")] = "01-01"
    choice: Literal["red", "green"] = "red"
    count: Literal[1, 2] = 1
    words: tuple[str, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    fields: dict[str, str] = {}
    inner: Inner | None = None
    inners: tuple[Inner, ...] = ()
    from_: str = msgspec.field(name="from", default="")
    exact: str = ""
    prefix: str = ""


class Versioned(Struct, frozen=True, kw_only=True):
    format: Literal["test/file"]
    version: Literal[1, 2]
    text: str = ""


def read(data: str, cls: type[Struct] = Outer) -> Any:
    reading = Reading("x.yaml")
    value = convert(cls, parse(data.encode(), "x.yaml"), reading)
    reading.finish()
    return value


def problems(data: str, cls: type[Struct] = Outer) -> list[tuple[int, int, str]]:
    with pytest.raises(DataProblems) as caught:
        read(data, cls)
    return [(one.line, one.column, f"{one.message} {one.hint}") for one in caught.value.problems]


@pytest.mark.parametrize(
    ("data", "field", "value"),
    [
        ("whole: 12", "whole", 12),
        ("whole: -5", "whole", -5),
        ("whole: +5", "whole", 5),
        ("whole: 999999999999999999", "whole", 999_999_999_999_999_999),
        ("near: 3", "near", 3),
        ("open: 0.25", "open", 0.25),
        ("number: 40", "number", 40.0),
        ("number: .5", "number", 0.5),
        ("number: 1.", "number", 1.0),
        ("number: -1.5e+3", "number", -1500.0),
        ("number: 1E3", "number", 1000.0),
        ("number: null", "number", None),
        ("number: ~", "number", None),
        ("number:", "number", None),
        ("flag: true", "flag", True),
        ("flag: false", "flag", False),
        ("text: no", "text", "no"),
        ("text: 12:30", "text", "12:30"),
        ("text: 2020-01-02", "text", "2020-01-02"),
        ("text: 1_000", "text", "1_000"),
        ("text: null", "text", "null"),
        ("text:", "text", ""),
        ("text: |\n  a\n  b\n", "text", "a\nb\n"),
        ('text: "a\\tb"', "text", "a\tb"),
        ('text: "a\\r\\nb\\rc"', "text", "a\nb\nc"),
        ('text: "\\e[2J\\x85\\0"', "text", "␛[2J␤␀"),
        ("some: null", "some", None),
        ('some: "null"', "some", "null"),
        ("some: ''", "some", ""),
        ("short: abcd", "short", "abcd"),
        ("day: 12-31", "day", "12-31"),
        ("choice: green", "choice", "green"),
        ('choice: "green"', "choice", "green"),
        ("count: 2", "count", 2),
        ("words: [a, no, 3]", "words", ("a", "no", "3")),
        ("words: []", "words", ()),
        ("pairs: [[0, 1], [2, 3]]", "pairs", ((0, 1), (2, 3))),
        ("fields: {a: 1, 2: no}", "fields", {"a": "1", "2": "no"}),
        ("inner: {name: x, size: 3}", "inner", Inner(name="x", size=3)),
        ("inner: ~", "inner", None),
        ("inners:\n- name: x\n- {name: y}", "inners", (Inner(name="x"), Inner(name="y"))),
        ("from: x", "from_", "x"),
        ('exact: "a\\tb\\nc\\u2028"', "exact", "a\tb\nc\u2028"),
    ],
)
def test_takes(data: str, field: str, value: object) -> None:
    found = getattr(read(data), field)
    assert found == value
    assert type(found) is type(value)


def test_a_negative_zero_is_zero() -> None:
    assert str(read("number: -0.0").number) == "0.0"


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        ("whole: x", (1, 8), "Expected is a whole number"),
        ('whole: "1"', (1, 8), "Take the quotes off"),
        ("whole: 1.0", (1, 8), "a whole number"),
        ("whole: 1_000", (1, 8), "a whole number"),
        ("whole: 017", (1, 8), "a whole number"),
        ("whole: 0o17", (1, 8), "a whole number"),
        ("whole: 0x1F", (1, 8), "a whole number"),
        ("whole: 1:30", (1, 8), "a whole number"),
        ("whole: ٣", (1, 8), "a whole number"),
        ("whole: 1000000000000000000", (1, 8), "a whole number"),
        ("whole:", (1, 7), "found is nothing"),
        ("whole: null", (1, 8), "a whole number"),
        ("whole: true", (1, 8), "a whole number"),
        ("whole: [1]", (1, 8), "found is a list"),
        ("whole: {a: 1}", (1, 8), "found is keys with their values"),
        ("near: 4", (1, 7), "3 is the most"),
        ("near: 0", (1, 7), "1 is the least"),
        ("open: 0", (1, 7), "more than 0"),
        ("open: 1", (1, 7), "less than 1"),
        ("number: .nan", (1, 9), "a number"),
        ("number: -.inf", (1, 9), "a number"),
        ("number: 1e999", (1, 9), "too large"),
        ("number: 1_0.5", (1, 9), "a number"),
        ('number: "1.5"', (1, 9), "Take the quotes off"),
        ("number: " + "9" * 200_000, (1, 9), "too large"),
        ("flag: yes", (1, 7), "true or false"),
        ("flag: True", (1, 7), "true or false"),
        ('flag: "true"', (1, 7), "Take the quotes off"),
        ("flag: 1", (1, 7), "true or false"),
        ("text: [a]", (1, 7), "Expected is a text"),
        ("text: {a: b}", (1, 7), "Expected is a text"),
        ("short: a", (1, 8), "shorter than 2"),
        ("short:", (1, 7), "is empty"),
        ("short: abcde", (1, 8), "has 5 characters, at most 4"),
        ("day: 1-1", (1, 6), "a day, of the form"),
        ('day: "12-31\\n"', (1, 6), "a day, of the form"),
        ("day: ١٢-٣١", (1, 6), "a day, of the form"),
        ("choice: gren", (1, 9), 'Did you mean "green"?'),
        ("choice: blue?", (1, 9), "Known are: green, red."),
        ("choice: [red]", (1, 9), "one of green, red"),
        ("count: 3", (1, 8), "Known are: 1, 2."),
        ('count: "1"', (1, 8), "not allowed"),
        ("words: a", (1, 8), "Expected is a list"),
        ("words:", (1, 7), "found is nothing"),
        ("words: [a, [b]]", (1, 12), "Expected is a text"),
        ("pairs: [[0, 1], [2]]", (1, 17), "Expected is a list of 2, found is a list of 1"),
        ("pairs: [[0, 1], [2, 3, 4]]", (1, 17), "Expected is a list of 2"),
        ("pairs: [[0, x]]", (1, 13), "a whole number"),
        ("fields: {a: [1]}", (1, 13), "Expected is a text"),
        ("fields: [a]", (1, 9), "Expected is keys with their values"),
        ("inner: {size: 1}", (1, 8), 'The key "name" is missing'),
        ("inner: {name: x, sise: 1}", (1, 18), 'Did you mean "size"?'),
        ("inner: x", (1, 8), "Expected is keys with their values"),
        ("inners:\n- name: x\n- nme: y", (3, 3), 'key "nme" is not known here. Did you mean "name"?'),
        ("from_: x", (1, 1), 'Did you mean "from"?'),
        ("<<: {text: x}", (1, 1), 'key "<<" is not known'),
        ('exact: "a\\eb"', (1, 8), "control characters"),
        ('exact: "a\\rb"', (1, 8), "control characters"),
        ('prefix: "\\x7f"', (1, 9), "control characters"),
        ('prefix: "\\x85"', (1, 9), "control characters"),
    ],
)
def test_refuses(data: str, place: tuple[int, int], words: str) -> None:
    line, column, message = problems(data)[0]
    assert (line, column) == place
    assert words in message
    assert len(message) < 400


def test_finds_all_at_once_in_the_order_of_the_file() -> None:
    data = "whole: x\nunknown: 1\ninners:\n- size: y\n- {name: z, size: 1}\n- 3\nchoice: blue\nflag: maybe\n"
    assert [one[:2] for one in problems(data)] == [(1, 8), (2, 1), (4, 3), (4, 9), (6, 3), (7, 9), (8, 7)]


@pytest.mark.parametrize("data", ["[a]", "a", "1"])
def test_the_outermost_must_be_a_mapping(data: str) -> None:
    ((line, column, message),) = problems(data)
    assert (line, column) == (1, 1)
    assert "keys with their values" in message


def test_a_newer_version_is_one_problem() -> None:
    ((line, column, message),) = problems("format: test/file\nversion: 3\nnew: 1\nmore: 2\n", Versioned)
    assert (line, column) == (2, 10)
    assert "written by a newer workbench" in message
    assert "Update" in message
    assert len(problems("version: 3\nnew: 1\n", Versioned)) == 1


def test_another_format_is_one_problem() -> None:
    ((line, column, message),) = problems("format: test/other\nversion: 9\nnew: 1\n", Versioned)
    assert (line, column) == (1, 9)
    assert "another kind of file" in message
    assert "test/file" in message


def test_a_version_that_is_none() -> None:
    assert "not allowed" in problems("format: test/file\nversion: x\n", Versioned)[0][2]
    assert "not allowed" in problems("format: test/file\nversion: 0\n", Versioned)[0][2]
    assert [one[2] for one in problems("text: x\n", Versioned)] == [
        'The key "format" is missing. Add it.',
        'The key "version" is missing. Add it.',
    ]


def test_thousands_of_problems_are_cut_at_a_hundred() -> None:
    assert len(problems("".join(f"key{number}: 1\n" for number in range(5000)))) == 100


def test_one_field_alone() -> None:
    reading = Reading("x")
    assert shapes.convert_field(Outer, "from", parse(b"x", "x"), reading) == "x"
    assert shapes.convert_field(Outer, "near", parse(b"9", "x"), reading) is None
    assert [one.message for one in reading.problems] == ['"9" is out of range: 3 is the most.']


def test_places_of_what_was_built() -> None:
    reading = Reading("x")
    value = convert(Outer, parse(b"text: a\ninners:\n- name: x\n- name: y\n  size: 2\n", "x"), reading)
    assert value is not None
    second = value.inners[1]
    assert (reading.place(second).line, reading.place(second).column) == (4, 3)
    assert (reading.place(second, "size").line, reading.place(second, "size").column) == (5, 9)
    assert reading.place(value, "inners", 1, "name").line == 4
    assert reading.place(second, "none") == reading.place(second)


def test_a_type_that_no_file_has_is_a_mistake_of_ours() -> None:
    class Odd(Struct):
        when: set[int] = set()

    with pytest.raises(TypeError, match="when"):
        read("when: []", Odd)
