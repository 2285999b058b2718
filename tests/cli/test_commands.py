"""The command line as its users meet it: data on stdout, words on stderr, exit codes that mean something."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.cli.main import main, run

from .conftest import Shell

QUAY = "Ferry hits quay\nThe ferry struck the quay with about 140 people on board. Nobody was hurt [sic].\n"


@pytest.fixture
def sh(bare: Shell, tmp_path: Path) -> Shell:
    (tmp_path / "quay.txt").write_text(QUAY)
    return bare


@pytest.fixture
def quay(sh: Shell) -> str:
    added = sh.json("add", sh.root.parent / "quay.txt")
    return str(added[0]["id"])


def test_a_day_from_add_to_a_colleague(sh: Shell, quay: str, tmp_path: Path) -> None:
    made = sh.json("annotate", quay, "--tag", "figure", "--quote", "about 140", "--set", "value=140")
    assert QUAY[made["start"] : made["end"]] == made["exact"] == "about 140"
    assert (made["document"], made["annotator"], made["anchor_state"]) == (quay, "kim", "exact")
    sh("annotate", quay[:5], "--tag", "claim", "--span", "16:80", "--note", "who says so?")
    assert [row["counts"] for row in sh.json("documents")] == [{"claim": 1, "figure": 1}]
    assert "note: who says so?" in sh("show", quay)
    assert "value: 140" in sh.out
    written = sh.json("export")
    assert [row["outcome"] for row in written] == ["written"]
    assert sh("validate", sh.root) == ""
    lee = tmp_path / "lee"
    run(["init", str(lee)])
    mine, sh.root = sh.root, lee
    assert sh.json("import", mine, who="lee")["new"] == 2
    assert {row["annotator"] for row in sh.json("annotations", who="lee")} == {"kim"}
    assert sh("export", "--all", "-o", "-", "--document", quay, who="lee") == Path(written[0]["path"]).read_text()


def test_edit_delete_undo_redo(sh: Shell, quay: str) -> None:
    made = sh.json("annotate", quay, "--tag", "claim", "--quote", "Nobody was hurt")
    tail = made["id"][-5:]
    assert sh.json("edit", tail, "--status", "verified", "--set", "said_by=own_voice")["checked"]["by"] == "kim"
    sh("delete", tail)
    assert sh.json("annotations") == []
    assert sh.json("undo")["kind"] == "undo"
    assert sh.json("annotations")[0]["status"] == "verified"
    sh("redo")
    sh("undo")
    sh("undo")
    assert sh.json("annotations")[0]["status"] == "unchecked"
    sh("undo")
    sh("undo")
    sh("undo", expect=2)
    assert "nothing to undo" in sh.err


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["annotate", "nowhere", "--tag", "claim", "--span", "0:3"], 2, 'no document "nowhere"'),
        (["annotate", "DOC", "--tag", "claim"], 2, "--quote TEXT or --span"),
        (["annotate", "DOC", "--tag", "claim", "--span", "x:3"], 2, "START:END"),
        (["annotate", "DOC", "--tag", "claim", "--span", "0:9999"], 2, "outside the text"),
        (["annotate", "DOC", "--tag", "opinion", "--span", "0:3"], 2, 'no tag "opinion"'),
        (["annotate", "DOC", "--tag", "claim", "--quote", "the"], 2, "stands 2 times"),
        (["annotate", "DOC", "--tag", "claim", "--span", "0:3", "--set", "note"], 2, "sets no field"),
        (["annotate", "DOC", "--tag", "figure", "--span", "0:3", "--set", "valu=3"], 2, 'Did you mean "value"'),
        (["edit", "zzzzz", "--tag", "claim"], 2, "no annotation"),
        (["documents", "edit", "DOC"], 2, "Nothing was said to change"),
        (["add", "/no/such/file.txt"], 1, "cannot be read"),
        (["import", "/no/such.yaml"], 2, "There is no file"),
        (["exprot"], 2, 'Did you mean "export"'),
        (["export", "--annotator", "nobody"], 2, 'no annotator "nobody"'),
        (["export", "-o", "-"], 2, "takes one set"),
        (["resolve", "abcdef", "ours"], 2, "no open conflict"),
        (["open"], 2, "needs a terminal"),
        ([], 2, "needs a terminal"),
    ],
)
def test_a_mistake_gets_a_sentence_and_changes_nothing(
    sh: Shell, quay: str, args: list[str], code: int, said: str
) -> None:
    before = sh.json("annotations"), sh.json("documents")
    sh(*[quay if arg == "DOC" else arg for arg in args], expect=code)
    assert said in sh.err
    assert sh.out == ""
    assert before == (sh.json("annotations"), sh.json("documents"))


def test_outside_a_workspace_it_says_what_to_do(sh: Shell, tmp_path: Path) -> None:
    sh.root = tmp_path
    sh("documents", expect=2)
    assert "workbench init" in sh.err


def test_a_bad_set_is_named_by_line_and_column(sh: Shell, quay: str) -> None:
    bad = sh.root / "annotations" / "bad.yaml"
    bad.write_text("format: workbench/annotation-set\nversion: 7\n")
    for command in ("validate", "import"):
        sh(command, bad, expect=3)
        assert "bad.yaml:2:10: " in sh.out + sh.err


def test_bytes_that_are_not_utf8_are_asked_about(sh: Shell, tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_bytes("“Nine boats”, she said.\n".encode("cp1252"))
    sh("add", old, expect=2)
    assert "--encoding" in sh.err
    sh("add", old, "--encoding", "cp1252")
    assert "“Nine boats”" in sh("show", "nine")


def test_a_table_gives_metadata_to_many(sh: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"Title {name}\nBody.\n")
    table = tmp_path / "meta.csv"
    table.write_text("file,publisher,published,stories\na.txt,Quay News,2020-01-02,quay;port\nb.txt,Pier Post,,\n")
    sh("add", folder, "--meta", table)
    rows = {row["title"]: row for row in sh.json("documents")}
    assert rows["Title a"]["publisher"] == "Quay News"
    assert rows["Title a"]["stories"] == ["quay", "port"]
    assert rows["Title b"]["publisher"] == "Pier Post"
    assert len(sh.json("documents", "--story", "port")) == 1


def test_front_matter_and_standard_input(sh: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = '---\ntitle: "From a pipe"\nstages: odd\npublished: 2020-01-02\nrole: evidence\n---\n\nBody here.\n'

    class Pipe:
        buffer = __import__("io").BytesIO(text.encode())

    monkeypatch.setattr(sys, "stdin", Pipe())
    added = sh.json("add", "-")
    assert added[0]["title"] == "From a pipe"
    assert added[0]["characters"] == len("Body here.\n")
    assert any("stages" in warning for warning in added[0]["warnings"])
    assert sh.json("documents")[0]["role"] == "evidence"


def test_data_is_on_stdout_and_words_are_on_stderr(sh: Shell, quay: str) -> None:
    assert json.loads(sh("annotations", "--json")) == []
    assert sh("annotations") == ""
    assert "no such annotations" in sh.err


def test_a_conflict_is_shown_side_by_side_and_settled(sh: Shell, quay: str, tmp_path: Path) -> None:
    made = sh.json("annotate", quay, "--tag", "claim", "--quote", "Nobody was hurt", "--note", "first")
    theirs = tmp_path / "theirs.yaml"
    theirs.write_bytes(Path(sh.json("export")[0]["path"]).read_bytes().replace(b'"first"', b'"theirs"'))
    sh("edit", made["id"], "--note", "mine")
    sh("import", theirs, expect=3)
    assert "claim of kim “Nobody was hurt”: changed here and changed there" in sh.err
    assert 'note: "mine"' in sh("annotations", "--conflicts")
    assert 'note: "theirs"' in sh.out
    sh("export", expect=3)
    sh("resolve", made["id"][-8:], "theirs")
    assert sh.json("annotations")[0]["note"] == "theirs"
    assert sh("annotations", "--conflicts") == ""


def test_what_an_edit_implies_is_said(sh: Shell, quay: str) -> None:
    made = sh.json("annotate", quay, "--tag", "figure", "--quote", "about 140", "--set", "value=140")
    sh("annotate", quay, "--tag", "figure", "--quote", "about 140")
    assert "marked as figure already" in sh.err
    sh("edit", made["id"], "--status", "verified")
    assert sh.json("edit", made["id"], "--span", f"{made['start'] + 6}:{made['end']}")["status"] == "recheck"
    assert "to be checked again" in sh.err
    sh("edit", made["id"], "--tag", "claim")
    assert "went with its tag" in sh.err


def test_every_command_says_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    listed = capsys.readouterr().out
    import click

    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert f"  {name}" in listed
        assert command.get_short_help_str(), name


HOSTILE = "a\x1b]52;c;YQ==\x07b\x1b[2Jc\x9b31md\u202ee [/] [@click=app.quit]x[/] [sic]"


def test_a_terminal_is_told_nothing_by_the_data(sh: Shell, tmp_path: Path) -> None:
    hostile = tmp_path / "h.txt"
    hostile.write_text(HOSTILE + "\nmore\n")
    sh("add", hostile, "--title", HOSTILE, "--publisher", HOSTILE)
    sh("annotate", sh.json("documents")[0]["id"], "--tag", "claim", "--span", "0:6", "--note", HOSTILE)
    document = sh.json("documents")[0]["id"]
    tries = {
        ("show", document): "[sic]",
        ("documents",): "[/]",
        ("annotations",): "a␛]52;",
        ("annotations", "--json"): "\\u241b",
        ("show", "\x1b[2Jx"): 'no document "␛[2Jx"',
    }
    for args, letters in tries.items():
        written = in_terminal([sys.executable, "-m", "workbench", "-C", str(sh.root), "--as", "kim", *args])
        # What the terminal driver itself adds is a carriage return before each newline.
        codes = {char for char in written.replace("\r\n", "\n") if char != "\n" and not char.isprintable()}
        assert codes <= {"\u00a0"}, (args, codes)
        assert "\u202e" not in written
        assert letters in written
        if args[0] == "show" and args[1] == document:
            assert "[/] [@click=app.quit]x[/] [sic]" in written


def in_terminal(command: list[str]) -> str:
    """What a command writes when its output is a terminal."""
    leader, follower = pty.openpty()
    with subprocess.Popen(command, stdout=follower, stderr=follower, stdin=subprocess.DEVNULL) as process:
        os.close(follower)
        chunks = []
        while True:
            try:
                chunk = os.read(leader, 65536)
            except OSError:
                break
            if not chunk:
                break
            chunks.append(chunk)
        process.wait()
    os.close(leader)
    return b"".join(chunks).decode("utf-8")


def test_words_of_time_are_shown_with_their_day(sh: Shell, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text("The ferry sank on Tuesday. It will sail on Friday.\n")
    sh("add", tmp_path / "ferry.txt", "--title", "Ferry", "--published", "2020-01-09", "--language", "en-GB")
    made = sh.json("annotate", "ferry", "--tag", "claim", "--quote", "The ferry sank", "--set", "when=Tuesday")
    assert made["claim"] == {"when": "Tuesday", "when_date": "2020-01-07"}
    assert "Tuesday: 7 January 2020" in sh.err
    sh("annotate", "ferry", "--tag", "claim", "--quote", "It will sail", "--set", "when=Friday")
    assert "Friday tells no day here; --set when_date= takes one" in sh.err
    shown = sh("show", "ferry")
    assert "when: Tuesday (7 January 2020)" in shown
    assert "when: Friday: no day told" in shown
    sh("edit", made["id"], "--set", "when_date=2020-01-06/2020-01-12")
    assert "when: Tuesday (6 to 12 January 2020)" in sh("show", "ferry")
    assert sh.json("annotations", "ferry")[0]["claim"]["when_date"] == "2020-01-06/2020-01-12"
    sh("edit", made["id"], "--set", "when_date=soon", expect=2)
    assert "two of them joined by /" in sh.err
