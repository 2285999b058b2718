"""The events reader: what it takes, what it refuses and where, and that nothing hostile keeps it busy."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange import events
from workbench.exchange.events import Mapping, Node, Scalar, Sequence, parse
from workbench.exchange.problems import DataProblems


def plain(node: Node) -> object:
    """The tree as builtins."""
    if isinstance(node, Mapping):
        return {key: plain(child) for key, child in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(child) for child in node.items]
    return node.value


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


LS, PS, NEL = "\u2028", "\u2029", "\x85"

# What is read: bytes, and what they mean when every scalar is a string.
READ: dict[str, tuple[bytes, object]] = {
    "block": (b"a: 1\nb:\n- x\n- y: z\n", {"a": "1", "b": ["x", {"y": "z"}]}),
    "flow": (b'{a: [1, "2"], b: {}}', {"a": ["1", "2"], "b": {}}),
    "json": (b'{"a": [true, null], "b": "\\u00e9"}', {"a": ["true", "null"], "b": "é"}),
    "no types are guessed": (
        b"[no, 12:30, 1_000, 017, 2020-01-02, 1.10, ~, =, <<]",
        ["no", "12:30", "1_000", "017", "2020-01-02", "1.10", "~", "=", "<<"],
    ),
    "comments and start marker": (b"# about\n---\na: b # c\n", {"a": "b"}),
    "end marker": (b"a: b\n...\n", {"a": "b"}),
    "literal block": (b"a: |\n  x\n  y\n", {"a": "x\ny\n"}),
    "folded block": (b"a: >-\n  x\n  y\n", {"a": "x y"}),
    "CRLF": (b"a: 1\r\nb: |\r\n  x\r\n", {"a": "1", "b": "x\n"}),
    "CR": (b"a: 1\rb: 2\r", {"a": "1", "b": "2"}),
    "BOM": (b"\xef\xbb\xbfa: 1\n", {"a": "1"}),
    "string tag": (b"a: !!str 12\n", {"a": "12"}),
    "depth 32": (nested(32), plain(parse(nested(32), "x"))),
    "a million characters": (b'"' + b"x" * 1_000_000 + b'"', "x" * 1_000_000),
    "hidden breaks in double quotes": (f'a: " {LS} x {NEL}\\u2028{PS}"\n'.encode(), {"a": f" {LS} x {NEL}{LS}{PS}"}),
    "hidden breaks in single quotes": (f"a: 'x{NEL}: y'\nb: z\n".encode(), {"a": f"x{NEL}: y", "b": "z"}),
    "a stand-in that is in use": (f'["\ue000", "\\ue001", "{LS}"]'.encode(), ["\ue000", "\ue001", LS]),
    "signs of conflicts inside lines": (b'a: "<<<<<<< x"\nb: x =======\n', {"a": "<<<<<<< x", "b": "x ======="}),
    "a percent sign inside lines": (b"a: x %YAML 1.2\n", {"a": "x %YAML 1.2"}),
    "quoted key": (b'"a b": c\n', {"a b": "c"}),
    "an empty value": (b"a:\n", {"a": ""}),
}

# What is refused: bytes, where, and words of the message.
REFUSED: dict[str, tuple[bytes, str, str]] = {
    "anchor on a scalar": (b"a: &x 1\n", "1:4", "anchor"),
    "anchor on a list": (b"a: &x [1]\n", "1:4", "anchor"),
    "anchor on a mapping": (b"a:\n- &x {b: 1}\n", "2:3", "anchor"),
    "anchor on a key": (b"a: 1\n&x b: 1\n", "2:1", "anchor"),
    "alias": (b"a: *x\n", "1:4", "alias"),
    "alias as key": (b"*x : 1\n", "1:1", "alias"),
    "recursive alias": (b"&a [*a]\n", "1:1", "anchor"),
    "laughs": (b"a: &a [x, x]\n", "1:4", "anchor"),
    "python tag": (b"a: !!python/object/apply:os.system [ls]\n", "1:4", "!!python/object/apply:os.system"),
    "tag on a scalar": (b"a: !!int 1\n", "1:4", "!!int"),
    "tag on a list": (b"a: !!set [1]\n", "1:4", "!!set"),
    "tag on a mapping": (b"a: !!omap {b: 1}\n", "1:4", "!!omap"),
    "string tag on a list": (b"a: !!str [1]\n", "1:4", "!!str"),
    "local tag": (b"a: !mine 1\n", "1:4", '"!mine"'),
    "bare tag": (b"a: ! 1\n", "1:4", '"!"'),
    "tag that is no UTF-8": (b"a: !<%ff> 1\n", "1:6", "broken"),
    "duplicate key": (b"a: 1\nb: 2\na: 3\n", "3:1", 'key "a" stands here a second time (first on line 1)'),
    "duplicate key in a flow": (b"{a: 1, a: 2}", "1:8", "second time"),
    "duplicate quoted key": (b"a: 1\n'a': 2\n", "2:1", "second time"),
    "duplicate key below": (b"a:\n  b: 1\n  c: 2\n  b: 3\n", "4:3", "first on line 2"),
    "depth 33": (nested(33), "1:33", "deeper than 32"),
    "depth in blocks": (b"- " * 33, "1:65", "deeper than 32"),
    "depth in mappings": (b"{a: " * 33, "1:129", "deeper than 32"),
    "too many bytes": (b"#" * 32_000_001, "1:1", "32,000,001 bytes"),
    "long value": (b'a: "' + b"x" * 1_000_001 + b'"', "1:4", "more than 1,000,000 characters"),
    "long key": (b"? " + b"x" * 1_000_001 + b"\n: 1\n", "1:3", "more than 1,000,000 characters"),
    "second document": (b"a: 1\n---\nb: 2\n", "2:1", "second YAML document"),
    "second document after an end": (b"a: 1\n...\n---\nb: 2\n", "3:1", "second YAML document"),
    "nothing before a colon": (b"a: 1\n: 2\n", "2:1", "broken"),
    "list as key": (b"? [a]\n: 1\n", "1:3", "key must be a word"),
    "mapping as key": (b"{a: 1}: 2\n", "1:1", "key must be a word"),
    "no key": (b"a: 1\n?\n: 2\n", "2:2", "key is missing"),
    "no key in a flow": (b"{? : 1}", "1:4", "key is missing"),
    "nothing": (b"", "1:1", "empty"),
    "white space": (b" \n\n", "1:1", "empty"),
    "comments alone": (b"# x\n", "1:1", "empty"),
    "Latin-1": (b"a: caf\xe9\n", "1:7", "not UTF-8"),
    "cut UTF-8": (b"a: 1\nb: \xf0\x9f", "2:4", "not UTF-8"),
    "overlong UTF-8": (b"a: \xc0\xaf", "1:4", "not UTF-8"),
    "surrogate in UTF-8": (b"a: \xed\xa0\x80", "1:4", "not UTF-8"),
    "UTF-16": ("a: 1".encode("utf-16"), "1:1", "UTF-16"),
    "UTF-16 big": (b"\xfe\xff\x00a", "1:1", "UTF-16"),
    "NUL": (b"a: x\x00\n", "1:5", "U+0000"),
    "escape character": ("é: x\x1b[2J\n".encode(), "1:5", "U+001B"),
    "DEL": (b"a: 1\nb: \x7f\n", "2:4", "U+007F"),
    "C1": ("a: \x9b\n".encode(), "1:4", "U+009B"),
    "non-character": ("a: \uffff\n".encode(), "1:4", "U+FFFF"),
    "NEL outside quotes": (f"a: 1{NEL}b: 2\n".encode(), "1:5", "U+0085"),
    "LS in a plain value": (f"é: x{LS}b: 2\n".encode(), "1:5", "U+2028"),
    "PS in a comment": (f"a: 1\n# x{PS}b: 2\n".encode(), "2:4", "U+2029"),
    "LS in a literal block": (f"a: |\n  x{LS}y\n".encode(), "2:4", "U+2028"),
    "LS behind quotes": (f'a: "x"{LS}\n'.encode(), "1:7", "U+2028"),
    "LS behind a quoted key": (f'"a"{LS}: x\n'.encode(), "1:4", "U+2028"),
    "LS in quotes that stay open": (f'a: "{LS}\n'.encode(), "2:1", "begins on line 1"),
    "LS before quotes that stay open": (f'a:{LS} b: "{LS}\n'.encode(), "1:3", "U+2028"),
    "LS as indentation": (f"a:{LS}  b: 1\n".encode(), "1:3", "U+2028"),
    "LS after quotes": (f'a: "{LS}"\nb: 1{LS}\n'.encode(), "2:5", "U+2028"),
    "%YAML": (b"%YAML 1.1\n---\na: 1\n", "1:1", "%YAML"),
    "%TAG": (b"# x\n%TAG ! tag:x,2000:\n---\na: 1\n", "2:1", "%TAG"),
    "%TAG of a second document": (b"a: 1\n...\n%TAG ! x\n---\n", "3:1", "%TAG"),
    "conflict": (
        b"a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n",
        "2:1",
        "conflict in the file (lines 2, 4, 6)",
    ),
    "conflict with its base": (b"<<<<<<<\n||||||| x\n=======\n>>>>>>>\n", "1:1", "(lines 1, 2, 3, 4)"),
    "what is left of a conflict": (b"a: 1\r\nb: 2\r\n=======\r\n", "3:1", "(lines 3)"),
    "open list": (b"a: [1, 2\nb: c\n", "2:2", "broken"),
    "open quotes": (b'a: "x\nb: 1\n', "3:1", "begins on line 1"),
    "open brace": (b"{a: 1", "2:1", "begins on line 1"),
    "tab": (b"a:\n\tb: 1\n", "2:1", "broken"),
    "escape pair": (b'a: "\\ud83d\\ude00"\n', "1:7", "broken"),
    "unknown escape": (b'a: "\\q"\n', "1:5", "backslash as two"),
    "two values": (b"a: b: c\n", "1:5", "broken"),
    "bad indentation": (b"a: 1\n  b: 2\n", "2:4", "broken"),
    "reserved sign": (b"a: @x\n", "1:4", "broken"),
    "text after a value": (b'a: "x" y\n', "1:8", "broken"),
    "markup": (b"<html>: [\n", "2:1", "broken"),
}

N = 200_000
# What would take a stock loader down, or very long; the message only has to be there.
HEAVY: dict[str, bytes] = {
    "flow lists": b"[" * 5 * N,
    "block lists": b"- " * 5 * N,
    "flow mappings": b"{a: " * N,
    "question marks": b"? " * N,
    "indented mappings": b"".join(b" " * depth + b"a:\n" for depth in range(800)),
    "repeated keys": b"a: 1\n" * N,
    "tag directives": b"".join(b"%%TAG !a%d! x\n" % number for number in range(N)),
    "markers": b"<<<<<<< a\n" * N,
    "equals signs": b"=======\n" * N,
    "documents": b"---\n" * N,
    "anchors": b"".join(b"- &a%d x\n" % number for number in range(N)),
    "aliases": b"[" + b"*a, " * N + b"]",
    "hidden breaks": b"a: x" + NEL.encode() * N + b"\n",
    "digits": b"- - - &a " + b"9" * 5 * N,
    "quotes": b"a: '" + b"''" * 5 * N,
    "spaces": b" " * 5 * N,
    "percent signs": b"%" * 5 * N,
    "pairs": b"{? : " * N,
    "unfinished keys": b'"x" ' * N,
    "binary": bytes(range(256)) * 4000,
}


@pytest.mark.parametrize("name", READ)
def test_reads(name: str) -> None:
    data, meaning = READ[name]
    assert plain(parse(data, "x.yaml")) == meaning


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_with_its_place_and_one_reason(name: str) -> None:
    data, place, words = REFUSED[name]
    with pytest.raises(DataProblems) as caught:
        parse(data, "x.yaml")
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"x.yaml:{place}: ")
    assert words in line
    (problem,) = caught.value.problems
    assert problem.hint
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("name", HEAVY)
def test_is_done_soon_with_what_is_made_to_be_slow(name: str) -> None:
    begun = time.process_time()
    with pytest.raises(DataProblems) as caught:
        parse(HEAVY[name], "x.yaml")
    assert time.process_time() - begun < 1.0  # about 0.1 s at most where this was written
    assert len(caught.value.problems) <= 100


def test_refuses_more_values_than_memory_bears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "MAX_EVENTS", 1000)
    parse(b"[" + b"1," * 900 + b"]", "x")
    with pytest.raises(DataProblems, match="more than 1,000 keys and values"):
        parse(b"[" + b"1," * 1100 + b"]", "x")


def test_collects_what_stands_beside_one_another() -> None:
    data = b"a: &x 1\nb: *x\nc: !t 2\na: 3\nd: *y\n"
    with pytest.raises(DataProblems) as caught:
        parse(data, "x.yaml")
    # *x is part of the problem of &x; *y has none of its own to point at.
    assert [(one.line, one.column) for one in caught.value.problems] == [(1, 4), (3, 4), (4, 1), (5, 4)]


def test_a_broken_end_does_not_hide_the_problems_before_it() -> None:
    with pytest.raises(DataProblems) as caught:
        parse(b"a: &x 1\nb: [\n", "x.yaml")
    assert [one.line for one in caught.value.problems] == [1, 3]


def test_a_file_name_and_a_value_cannot_act_on_a_terminal() -> None:
    with pytest.raises(DataProblems) as caught:
        parse(b'"\\e[2J' + b"k" * 200 + b'": 1\n"\\e[2J' + b"k" * 200 + b'": 1\n', "x\x1b[2J\n.yaml")
    message = str(caught.value)
    assert message.isprintable()
    assert message.startswith("x␛[2J␤.yaml:2:1: ")
    assert "␛[2Jkkk" in message
    assert len(message) < 200


def test_nodes_know_their_places_and_whether_they_were_plain() -> None:
    tree = parse('é: x\nlist:\n- "1"\n- |\n  2\n- 3\n- !!str 4\n'.encode(), "x")
    assert isinstance(tree, Mapping)
    assert (tree.line, tree.column) == (1, 1)
    items = tree.entries["list"]
    assert isinstance(items, Sequence)
    scalars = [one for one in items.items if isinstance(one, Scalar)]
    assert [(one.value, one.plain, one.line, one.column) for one in scalars] == [
        ("1", False, 3, 3),
        ("2\n", False, 4, 3),
        ("3", True, 6, 3),
        ("4", False, 7, 3),
    ]
    place = tree.key_place("list")
    assert (place.line, place.column) == (2, 1)
    assert tree.key_place("none") == tree.place


@pytest.mark.parametrize("data", [b"", b"# nothing yet\n", b"---\n"])
def test_a_blank_file_may_be_asked_for(data: bytes) -> None:
    tree = parse(data, "x", blank=True)
    assert isinstance(tree, Mapping)
    assert tree.entries == {}


@given(st.binary(max_size=60) | st.text("-[]{}:,&*!|>'\"%?#\n ab\x85\u2028<=", max_size=40).map(str.encode))
def test_any_bytes_give_a_tree_or_problems(data: bytes) -> None:
    problems = []
    try:
        plain(parse(data, "x"))
    except DataProblems as error:
        problems = error.problems or [None]
    assert all(one and one.line >= 1 and one.column >= 1 and one.message for one in problems)


def test_without_libyaml_nothing_is_read() -> None:
    program = (
        "import sys; sys.modules['yaml._yaml'] = None\n"
        "from workbench.domain.errors import WorkbenchError\n"
        "try:\n    import workbench.exchange.sets\n"
        "except WorkbenchError as error:\n    print(error)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert "without libyaml" in done.stdout
    assert "pip install" in done.stdout
