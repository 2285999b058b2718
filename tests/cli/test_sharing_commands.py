"""``assign`` and ``next``, and blind work as the command line keeps it."""

from pathlib import Path

import click
import pytest

from workbench.cli.main import main, run

from .conftest import Shell

QUAY = "Ferry hits quay\nThe ferry struck the quay with about 140 people on board. Nobody was hurt.\nIt was towed.\n"
WORD = "zanzibar"


@pytest.fixture
def sh(bare: Shell, tmp_path: Path) -> Shell:
    (tmp_path / "quay.txt").write_text(QUAY)
    return bare


@pytest.fixture
def quay(sh: Shell) -> str:
    return str(sh.json("add", sh.root.parent / "quay.txt")[0]["id"])


def test_assign_list_next_and_clear(sh: Shell, quay: str) -> None:
    assert sh("assign", quay) == ""
    assert "Nobody is assigned" in sh.err
    made = sh.json("assign", quay, "ada", "--paragraphs", "2-3", "--priority", 2, "--due", "2026-12-01")
    start, end = made["start"], made["end"]
    assert QUAY[start:end].startswith("The ferry struck")
    assert made == {
        "document": quay, "annotator": "ada", "start": start, "end": end, "paragraphs": [2, 3],
        "priority": 2, "due": "2026-12-01", "done": False,
    }  # fmt: skip
    assert "Assigned to ada: ¶ 2-3" in sh.err
    sh("assign", quay[:6], "lee")
    rows = sh.json("assign", quay)
    assert [(row["annotator"], row["start"], row["paragraphs"]) for row in rows] == [
        ("ada", start, [2, 3]),
        ("lee", None, [1, 3]),
    ]
    assert "¶ 2-3" in sh("assign", quay)
    told = sh.json("next", who="ada")
    assert told == {
        "document": quay, "title": "Ferry hits quay", "assigned": True, "priority": 2, "due": "2026-12-01",
        "ranges": [[start, end]], "paragraphs": [[2, 3]], "marks": 0, "untouched": 3,
    }  # fmt: skip
    assert sh("next", who="ada").splitlines()[0].startswith(quay)
    assert "¶ 2-3; priority 2; due 2026-12-01; 0 marks of yours; 3 sentences" in sh.out
    assert sh.json("next") is None
    assert sh("next") == ""
    assert "Nothing is left for kim" in sh.err
    assert [row["annotator"] for row in sh.json("assign", quay, "--clear", "ada")["cleared"]] == ["ada"]
    sh("undo")
    assert len(sh.json("assign", quay)) == 2
    sh("assign", quay, "lee", "--clear")
    sh("assign", quay, "ada", "--clear")
    assert "assigned to nobody" in sh("next")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nowhere", "ada"], 'no document "nowhere"'),
        (["DOC", "ada", "--span", "9:3"], "empty or outside"),
        (["DOC", "ada", "--span", "0:9999"], "empty or outside"),
        (["DOC", "ada", "--span", "x"], "START:END"),
        (["DOC", "ada", "--paragraphs", "4"], "has 3 paragraphs"),
        (["DOC", "ada", "--paragraphs", "1-2", "--span", "0:3"], "given twice"),
        (["DOC", "ada", "--due", "soon"], "no date"),
        (["DOC", "ada", "--priority", "4"], "4"),
        (["DOC", "--priority", "1"], "Who is meant?"),
        (["DOC", "--clear"], "Who is meant?"),
        (["DOC", "ada", "--clear"], "no assignment"),
        (["DOC", "ada", "--clear", "--due", "2026-12-01"], "sets no priority"),
    ],
)
def test_a_mistake_gets_a_sentence_and_changes_nothing(sh: Shell, quay: str, args: list[str], said: str) -> None:
    sh("assign", *[quay if arg == "DOC" else arg for arg in args], expect=2)
    assert said in sh.err
    assert sh.out == ""
    assert sh.json("assign", quay) == []


# --- blind work ----------------------------------------------------------------------------------------------------

READING: dict[str, list[list[str]]] = {
    "annotations": [[], ["DOC"], ["--annotator", "ada"], ["--conflicts"], ["--json"], ["--conflicts", "--json"]],
    "assign": [["DOC"], ["DOC", "--json"]],
    "documents": [[], ["--json"]],
    "export": [["--all", "-o", "-"], ["--annotator", "ada", "-o", "-", "--document", "DOC"], ["--all", "-o", "OUT"]],
    "import": [["THERE", "--dry-run"], ["THERE", "--dry-run", "--json"]],
    "next": [[], ["--json"]],
    "compare": [["kim", "ada"], ["kim", "ada", "--json"]],
    "feedback": [[], ["--json"]],
    "review": [[], ["--json"], ["ada"], ["kim", "ada", "--json"]],
    "show": [["DOC"], ["DOC", "--json"]],
    "check": [["--all"], ["--all", "--json"], ["DOC", "--all"]],
    "memo": [["--all"], ["DOC", "--all", "--json"]],
    "status": [["--all"], ["--all", "--json"], ["--annotator", "ada", "--json"], ["DOC", "--all"]],
    "corrections": [["--all"], ["DOC", "--all", "--json"]],
    "source": [["list"], ["list", "--json"], ["show", "SRC"], ["show", "SRC", "--json"], ["delete", "SRC"]],
}
"""How every command that tells of marks is asked; WRITING act on one's own, and are asked with another's id."""
WRITING: dict[str, list[list[str]]] = {
    "delete": [["ID"], ["ID", "--json"]],
    "edit": [["ID", "--status", "verified", "--json"]],
    "comment": [["ID", "what?", "--json"]],
    "decide": [["ID", "accept", "--json"]],
    "resolve": [["ID", "ours", "--json"], ["ID", "theirs", "--json"]],
    "annotate": [["DOC", "--tag", "figure", "--quote", "about 140", "--json"]],
    "link": [["ID", "SRC", "--json"]],
    "unlink": [["ID", "SRC", "--json"]],
    "relate": [["ID", "same_as", "ID", "--json"], ["MINE", "same_as", "ID"], ["MINE", "same_as", "ID", "--remove"]],
    "correct": [["ID", "--text", "x", "--json"], ["ID", "--state", "sent", "--json"], ["ID", "--drop"]],
    "query": [["ID", "--to", "x", "--text", "x", "--json"]],
    "answer": [["ID", "--text", "x", "--json"], ["ID", "--reopen"], ["ID", "--drop"]],
    "undo": [["--json"]],
    "redo": [["--json"]],
}
SILENT = frozenset(["add", "demo", "init", "keys", "names", "open", "validate", "merge-driver"])
"""Tell of no marks in the store."""


def test_every_command_is_asked_here() -> None:
    known = set(main.list_commands(click.Context(main)))
    assert known <= {*READING, *WRITING, *SILENT}, "say here what a new command tells of others' marks"


@pytest.fixture
def planted(sh: Shell, quay: str, tmp_path: Path) -> dict[str, str]:
    """Ada's mark with a word of its own, in conflict with a file of hers; kim works blind, ned reviews."""
    made = sh.json("annotate", quay, "--tag", "figure", "--quote", "about 140", "--note", WORD, who="ada")
    there = tmp_path / "there"
    run(["init", str(there)])
    here = sh.root
    sh("export", who="ada")
    sh.root = there
    sh("import", here, who="ada")
    sh("edit", made["id"], "--note", f"{WORD} there", who="ada")
    sh("annotate", quay, "--tag", "claim", "--quote", "Nobody was hurt", "--note", WORD, who="ada")
    sh("export", who="ada")
    sh.root = here
    sh("edit", made["id"], "--note", f"{WORD} here", who="ada")
    mine = sh.json("annotate", quay, "--tag", "claim", "--quote", "It was towed", who="kim")
    source = sh.json("source", "add", "--title", "Harbour log", who="kim")
    sh("link", made["id"], source["id"], "--note", WORD, "--locator", WORD, who="ada")
    sh("import", there, who="ada", expect=3)
    other = sh.json("annotate", quay, "--tag", "quote", "--quote", "It was towed", who="ada")
    sh("correct", other["id"], "--text", WORD, "--reason", WORD, who="ada")
    sh("query", other["id"], "--to", "ned", "--text", WORD, who="ada")
    settings = here / "workbench.yaml"
    settings.write_text(settings.read_text() + 'blind: true\nreviewers: ["ned"]\n')
    names = {"DOC": quay, "ID": made["id"], "MINE": mine["id"], "SRC": source["id"]}
    return names | {"THERE": str(there), "OUT": str(tmp_path / "out")}


def said(sh: Shell, planted: dict[str, str], asked: dict[str, list[list[str]]], who: str) -> dict[str, str]:
    """What every command wrote, and the files that it made."""
    told = {}
    for name, tries in asked.items():
        for args in tries:
            words = [planted.get(arg, arg) for arg in args]
            sh(name, *words, expect=None, who=who)
            made = [path.read_text() for path in Path(planted["OUT"]).rglob("*.yaml")]
            told[" ".join([name, *args])] = "\n".join([sh.out, sh.err, *made])
    return told


def leaks(told: dict[str, str], planted: dict[str, str]) -> list[str]:
    tail = planted["ID"][-8:]
    return [name for name, words in told.items() if WORD in words or (tail in words and "ID" not in name)]


def test_nothing_of_others_is_told_to_who_works_blind(sh: Shell, planted: dict[str, str]) -> None:
    told = said(sh, planted, READING | WRITING, "kim")
    assert leaks(told, planted) == []
    assert "left out until you are done" in told["export --all -o -"]
    assert "no annotation" in told["delete ID"]
    assert "no open conflict" in told["resolve ID theirs --json"]
    assert '"figure"' not in told["documents --json"]
    assert '"figure"' not in told["status --all --json"] + told["status --annotator ada --json"]
    assert '"links": 0' in told["source show SRC --json"]
    assert '"linked_by": []' in told["source show SRC --json"]
    assert "cannot be deleted: something points at it" in told["source delete SRC"]


def test_who_is_done_and_who_reviews_see_all(sh: Shell, planted: dict[str, str]) -> None:
    from workbench.services import progress, workspace

    told = leaks(said(sh, planted, READING, "ned"), planted)
    assert {name.split()[0] for name in told} == {
        "annotations",
        "check",
        "compare",
        "corrections",
        "export",
        "import",
        "memo",
        "review",
        "show",
        "source",
    }
    opened = workspace.open_workspace(sh.root, annotator="kim")
    progress.set_done(opened, planted["DOC"], True)
    opened.close()
    assert leaks(said(sh, planted, READING, "kim"), planted) == told
    assert "ada" in sh("show", planted["DOC"])


def test_an_import_and_its_undo_tell_nothing(sh: Shell, planted: dict[str, str]) -> None:
    here, sh.root = sh.root, Path(planted["THERE"])
    made = sh.json("annotate", planted["DOC"], "--tag", "claim", "--quote", "It was towed", "--note", WORD, who="eve")
    sh("export", who="eve")
    sh.root = here
    path = Path(planted["THERE"]) / "annotations" / "eve"
    assert sh.json("import", path)["new"] == 1
    for command in ("undo", "redo"):
        sh(command, "--json")
        assert WORD not in sh.out + sh.err
        assert made["id"] not in sh.out + sh.err
    sh("import", path, who="ned")
    assert WORD in sh("show", planted["DOC"], who="ned")


def test_status_tells_the_same_in_words_and_as_json(sh: Shell, quay: str) -> None:
    sh("documents", "edit", quay, "--story", "ferry")
    sh("annotate", quay, "--tag", "figure", "--quote", "about 140", "--set", "status=verified")
    sh("annotate", quay, "--tag", "claim", "--quote", "Nobody was hurt", who="ada")
    sh("assign", quay, "kim", "--due", "2020-01-31")
    told = sh.json("status")
    (document,) = told["documents"]
    (mine,) = document["annotators"]
    assert (mine["annotator"], mine["marks"], mine["tags"], mine["open"]) == ("kim", 1, {"figure": 1}, 0)
    assert (mine["due"], mine["overdue"], mine["sentences"]) == ("2020-01-31", True, {"touched": 1, "untouched": 3})
    assert [(one["story"], one["marks"], one["overdue"]) for one in told["stories"]] == [("ferry", 1, 1)]
    out = sh("status", "--all")
    assert "kim: 1 document to check, 0 done; 1 overdue; 1 mark, 0 open" in out
    assert "ada: 1 document to check, 0 done; 1 mark, 1 open" in out
    assert "due 2020-01-31 (overdue)" in out
    assert "verified: 1" in sh("status", quay)
    assert sh.json("status", "--annotator", "ada")["annotators"][0]["annotator"] == "ada"
    assert sh.json("status", "--story", "other")["documents"] == []
    sh("status", "--all", "--annotator", "ada", expect=2)
    sh("status", "--annotator", "nobody", expect=2)


def test_status_of_nothing_says_what_to_do(sh: Shell) -> None:
    sh("status")
    assert "Take texts in with" in sh.err
