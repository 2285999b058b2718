"""The writer: the exact bytes, and that other YAML readers read the same back."""

import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import pytest
import ruamel.yaml
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import Meta, Struct

from workbench.domain.errors import DataError
from workbench.domain.model import Anchor, AnnotationSet, Comment, Figure, Tag
from workbench.exchange import emit, shapes
from workbench.exchange.events import parse
from workbench.exchange.sets import write_set

GOLDEN = """\
format: workbench/annotation-set
version: 1
kind: annotations
document:
  id: "ferry-stuck"
  title: "Ferry stuck"
  published: "2020-01-04"
  sha256: "59eae64ad0934880c75853f5cd056a10d93e284e5a3fe778efe8b0c30a6060da"
  characters: 190
annotator: "kim"
done: false
annotations:
- id: "a-claim"
  tag: claim
  start: 0
  end: 27
  exact: "Ferry stuck on the sandbank"
  prefix: ""
  suffix: " off Halden\\n\\nAbout sixty passeng"
  created: "2020-01-04T12:00:00Z"
  modified: "2020-01-04T12:00:00Z"
  claim:
    text: "The ferry Lark ran aground."
    claim_type: [event_property]
    verdicts:
    - {scale: "house", value: "true", internal: supported, by: "kim", at: "2020-01-04T12:00:00Z"}
- id: "a-figure"
  tag: figure
  start: 40
  end: 51
  exact: "About sixty"
  prefix: "uck on the sandbank off Halden\\n\\n"
  suffix: " passengers spent the night on b"
  created: "2020-01-04T12:00:00Z"
  modified: "2020-01-04T12:30:00Z"
  status: needs_correction
  checked: {by: "kim", at: "2020-01-04T12:30:00Z", method: document}
  priority: 1
  said_by: "coast guard"
  note: "She wrote \\"60\\"; no: 58"
  correction: {text: "58", reason: "passenger list", state: sent}
  queries:
  - {id: "q-1", to: "desk", text: "List?", by: "kim", at: "2020-01-04T12:00:00Z"}
  figure: {value: 60, min: 55.5, approximator: about, counts: "passengers", rounded: true}
  links:
  - {id: "l-1", source: "list", relation: refutes, grade: primary, locator: "p. 2"}
  - {id: "l-2", source: "wire", relation: mentions, evidence: {document: "wire-0a1b2c3d", \
sha256: "abababababababababababababababababababababababababababababababab", start: 3, end: 8, exact: "sixty", \
prefix: "on "}}
  relations:
  - {type: same_as, target: "a-other"}
- id: "a-quote"
  tag: quote
  start: 112
  end: 132
  exact: "We had tea and songs"
  prefix: "n board, the coast guard said.\\n“"
  suffix: ",” said Ida Moen, 71. 👩‍👩‍👧 The "
  created: "2020-01-04T12:00:00Z"
  modified: "2020-01-04T12:00:00Z"
  said_by: "Ida Moen"
  quote: {quote_type: direct}
orphans:
- id: "a-lost"
  tag: quote
  start: 0
  end: 4
  exact: "gone"
  prefix: ""
  suffix: "."
  created: "2020-01-04T12:00:00Z"
  modified: "2020-01-04T12:00:00Z"
  sha256: "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"
  reason: "The sentence was taken out."
coverage: [[0, 38], [40, 70]]
comments:
- {id: "c-1", "on": "a-figure", by: "lee", at: "2020-01-04T12:00:00Z", text: "Sure?"}
sources:
- id: "list"
  kind: document
  title: "Passenger list"
  accessed: "2020-01-04"
- id: "wire"
  kind: article
  title: "Wire copy"
  origin: "list"
"""


class Part(Struct, frozen=True, kw_only=True):
    text: str = ""
    number: float | None = None
    tag: Tag = "claim"


class Whole(Struct, frozen=True, kw_only=True):
    """Every type that a file's Struct may have."""

    choice: Literal["yes", "one", 2] = "one"
    text: str = "-"
    count: int = 0
    flag: bool | None = None
    number: Annotated[float, Meta(ge=0)] | None = None
    fields: dict[str, str] = {}
    words: tuple[str, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    part: Part = Part()
    parts: tuple[Part, ...] = ()
    tree: "Tree | None" = None
    trees: tuple["Tree", ...] = ()


class Tree(Struct, frozen=True, kw_only=True):
    parts: tuple[Part, ...] = ()
    part: Part | None = None


def others(data: bytes) -> list[Any]:
    """What two readers of other people make of the bytes."""
    return [yaml.load(data, yaml.CSafeLoader), ruamel.yaml.YAML(typ="safe", pure=True).load(data)]


def same(data: bytes, value: object) -> None:
    builtins = msgspec.to_builtins(value)
    for read in others(data):
        assert read == builtins


def test_the_bytes_of_a_set(sample: AnnotationSet) -> None:
    assert write_set(sample).decode() == GOLDEN


def test_two_other_readers_read_the_set_back(sample: AnnotationSet) -> None:
    for read in others(write_set(sample)):
        assert msgspec.convert(read, AnnotationSet) == msgspec.convert(
            msgspec.yaml.decode(GOLDEN.encode()), AnnotationSet
        )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("", '""'),
        ("no", '"no"'),
        ("1_000", '"1_000"'),
        ('a "b" \\ c', r'"a \"b\" \\ c"'),
        ("a\tb\nc\r", r'"a\tb\nc\r"'),
        ("\0\x1b", r'"\u0000\u001b"'),
        ("\x7f\x80\x85\x9f", r'"\x7f\x80\x85\x9f"'),
        ("\u2028\u2029\ufeff", r'"\u2028\u2029\ufeff"'),
        ("\ufdd0\ufffe\uffff\U0001fffe\U0010ffff", r'"\ufdd0\ufffe\uffff\U0001fffe\U0010ffff"'),
        ("\u202e\u2066\u200f", r'"\u202e\u2066\u200f"'),
        ("é “x” \u00a0\u00ad 👩‍👩‍👧 \U000e0020", '"é “x” \u00a0\u00ad 👩‍👩‍👧 \U000e0020"'),
        ("# - ? : { [ & * ! | > ' % @ `", '"# - ? : { [ & * ! | > \' % @ `"'),
    ],
)
def test_a_text(value: str, written: str) -> None:
    assert emit.text(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (40, "40"),
        (40.0, "40"),
        (-3.0, "-3"),
        (0.1, "0.1"),
        (1e15, "1000000000000000"),
        (1e16, "1.0e+16"),
        (1.5e300, "1.5e+300"),
        (1e-07, "1.0e-07"),
        (-2.5e-10, "-2.5e-10"),
        (-0.0, "0"),
        (True, "1"),
    ],
)
def test_a_number(value: float, written: str) -> None:
    assert emit.number(value) == written
    for read in others(written.encode()):
        assert read == value


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_a_number_that_is_none(value: float) -> None:
    with pytest.raises(DataError):
        emit.number(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("claim", "claim"),
        ("workbench/document", "workbench/document"),
        *((word, f'"{word}"') for word in ("no", "y", "NULL", "1", "a b", "", "a: b", "é", "nan")),
    ],
)
def test_a_word_is_plain_where_every_reader_takes_it_for_one(value: str, written: str) -> None:
    assert emit.word(value) == written
    assert others(written.encode()) == [value, value]


def test_half_a_character_is_refused() -> None:
    with pytest.raises(DataError, match=r"U\+D83D"):
        emit.emit(Whole(text="x\ud83d"))


def test_the_layout_of_every_type() -> None:
    value = Whole(
        choice="yes",
        text="a",
        count=3,
        flag=False,
        number=1.5,
        fields={"b": "2", "on": "1", "a b": ""},
        words=("x", "y"),
        pairs=((0, 1), (2, 3)),
        part=Part(text="p", tag="quote"),
        parts=(Part(text="q", number=2), Part()),
        tree=Tree(part=Part(text="s"), parts=(Part(),)),
        trees=(Tree(parts=(Part(tag="no"),)), Tree(part=Part(text="r"))),
    )
    data = emit.emit(value, header="About this\n\nfile")
    assert data.decode() == (
        "# About this\n#\n# file\n"
        'choice: "yes"\ntext: "a"\ncount: 3\nflag: false\nnumber: 1.5\n'
        'fields: {"a b": "", b: "2", "on": "1"}\n'
        'words: ["x", "y"]\npairs: [[0, 1], [2, 3]]\n'
        'part:\n  text: "p"\n  tag: quote\n'
        'parts:\n- {text: "q", number: 2}\n- {}\n'
        'tree:\n  parts:\n  - {}\n  part: {text: "s"}\n'
        'trees:\n- parts:\n  - {tag: "no"}\n- part: {text: "r"}\n'
    )
    assert [msgspec.convert(read, Whole) for read in others(data)] == [value, value]


def test_defaults_are_left_out_unless_asked_for() -> None:
    assert emit.emit(Whole(), always=("text", "parts", "part", "fields", "count")).decode() == (
        'text: "-"\ncount: 0\nfields: {}\npart: {}\nparts: []\n'
    )


_texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(_texts)
@example("\x85 \u2028\n \u2029 \ufeff\ufffe")
@example("\\x85 \\u2028 \\")
@example("a" * 3000 + " b" * 3000)
@settings(max_examples=400)
def test_any_text_comes_back_from_every_reader(value: str) -> None:
    data = emit.emit(Whole(text=value, words=(value, value), fields={"k": value}, parts=(Part(text=value),)))
    same_text = [value] * 2
    for read in others(data):
        assert [read.get("text", "-"), *read["words"]] == [value, *same_text]
        assert read["parts"][0].get("text", "") == read["fields"]["k"] == value
    # In no editor does a line end where the file's line does not.
    assert data.count(b"\n") == len(data.decode().splitlines())


@given(_texts.filter(bool), _texts, _texts)
@example("\ufeff", "\ufeff\ufeff", "\n\ufeff")
@settings(max_examples=300)
def test_what_a_stored_text_can_hold_comes_back_from_our_reader(exact: str, prefix: str, suffix: str) -> None:
    controls = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)}
    exact, prefix, suffix = (one.translate(controls) for one in (exact + "x", prefix, suffix))
    value = Anchor(start=0, end=1, exact=exact, prefix=prefix, suffix=suffix)
    reading = shapes.Reading("x")
    assert shapes.convert(Anchor, parse(emit.emit(value), "x"), reading) == value
    assert not reading.problems


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**17), 10**17))
@settings(max_examples=300)
def test_any_number_comes_back_from_every_reader(value: float) -> None:
    data = emit.emit(Figure(value=value))
    reading = shapes.Reading("x")
    assert shapes.convert(Figure, parse(data, "x"), reading) == Figure(value=float(value))
    for read in others(data):
        assert float(read["value"]) == float(value)
        assert not isinstance(read["value"], str)


@given(st.dictionaries(_texts.filter(lambda key: len(key) < 100), _texts, max_size=4))
def test_any_fields_come_back_from_every_reader(fields: dict[str, str]) -> None:
    for read in others(emit.emit(Whole(fields=fields), always=("fields",))):
        assert read == {"fields": fields}


def test_a_comment_is_on_something_in_every_reader() -> None:
    value = Comment(id="c", on="a", by="kim", at="2020-01-04T12:00:00Z", text="?")
    same(emit.emit(value), value)


def test_the_bytes_do_not_depend_on_the_seed_of_hashes() -> None:
    program = (
        "from workbench.exchange.emit import emit\n"
        ""
        "import sys, msgspec, typing\n"
        "S = msgspec.defstruct('S', [('fields', dict[str, str]), ('kind', typing.Literal['a', 'b', 'c'])])\n"
        "sys.stdout.buffer.write(emit(S(dict.fromkeys(set('qwertzuiop'), 'x'), 'b')))\n"
    )
    written = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(written) == 1
    assert written.pop().startswith(b'fields: {e: "x", i: "x",')
