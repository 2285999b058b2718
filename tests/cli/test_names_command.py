"""``workbench names`` from the shell: lists, places, house forms, and what is said where there is nothing."""

from pathlib import Path

import pytest

from workbench.cli.main import run

from .conftest import Shell

ONE = "Bay\n\nThe group is Kata’ib Hezbollah.\n\nHe fears Kataib Hizbullah in Halden.\n"
TWO = "Bay\n\nHe met Omar Haddad in Halden. So said Haddad.\n"


@pytest.fixture
def sh(bare: Shell, tmp_path: Path) -> Shell:
    for name, text in (("one", ONE), ("two", TWO)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        bare("add", tmp_path / f"{name}.txt", "--title", name, "--story", name)
    return bare


def test_names_in_more_than_one_form_are_listed(sh: Shell) -> None:
    one = ident(sh, "one")
    lines = sh("names").splitlines()
    assert [line.split() for line in lines[:1]] == [["name", "house", "form", "times", "forms"]]
    assert lines[1].split() == ["Kata'ib", "Hezbollah", "2", "2"]
    assert [line.strip() for line in lines[2:]] == [
        f"Kata'ib Hezbollah  1×  {one} ¶ 2",
        f"Kataib Hizbullah  1×  {one} ¶ 3",
    ]
    assert "1 of 4 names." in sh.err
    assert "--house FORM" in sh.err
    assert sh("names", "--all").count("×") == 5
    assert sh("names", "--story", "two") == ""
    assert "Each of the 3 names stands in one form." in sh.err
    assert "Haddad" in sh("names", "--all", "--document", "two")
    assert "Kata" not in sh.out


def ident(sh: Shell, title: str) -> str:
    return str(next(row["id"] for row in sh.json("documents") if row["title"] == title))


def test_the_places_of_one_name(sh: Shell) -> None:
    one = ident(sh, "one")
    sh("names", "hezbollah")
    assert [line.split("  ")[0] for line in sh.out.splitlines()[1:]] == [f"{one} ¶ 2", f"{one} ¶ 3"]
    assert "Kata’ib Hezbollah" in sh.out  # as printed
    sh("names", "Omar Haddad")
    assert '"Haddad" alone stands 1×' in sh.err
    sh("names", "Nobody")
    assert (sh.out, "is no name in these documents" in sh.err) == ("", True)


def test_json_has_all_places_with_their_spans(sh: Shell) -> None:
    texts = {ident(sh, "one"): ONE, ident(sh, "two"): TWO}
    told = sh.json("names")
    assert [(name["name"], name["house"], name["count"]) for name in told] == [("Kata'ib Hezbollah", None, 2)]
    every = sh.json("names", "--all")
    assert len(every) == 4
    for name in every:
        assert set(name) == {"name", "house", "count", "forms", "shorter"}
        for form in name["forms"]:
            assert form["count"] == len(form["places"])
            for place in form["places"]:
                assert texts[place["document"]][place["start"] : place["end"]] == place["exact"]
    assert sh.json("names", "Nobody") == []


def test_a_house_form_is_chosen_listed_in_memos_and_taken_back(sh: Shell) -> None:
    assert sh("names", "--house", "Kataib Hizbullah") == "Kataib Hizbullah\n    Kata'ib Hezbollah\n"
    assert '"Kataib Hizbullah" is the house form of 1 other.' in sh.err
    sh("names", "--house", "Kataib Hizbullah")
    assert "already" in sh.err
    assert "chosen" in sh("names")
    assert "- ¶ 2: Kata’ib Hezbollah → **Kataib Hizbullah**" in sh("memo")
    assert "¶ 2: Kata’ib Hezbollah → Kataib Hizbullah" in sh("memo", "-f", "txt")
    (memo,) = sh.json("memo")
    assert (memo["names"][0]["paragraphs"], memo["changes"]) == ([2], [])
    sh("memo", "-o", sh.root / "memo.docx")
    assert "0 corrections, 1 names" in sh.err
    assert sh.json("names", "--forget", "Kataib Hizbullah")["name"] == "Kataib Hizbullah"
    assert sh("memo") == ""
    assert "no name in another form" in sh.err
    sh("names", "--house", "Port Halden", "Halden")
    assert sh.json("names", "Halden")[0]["house"] == "Port Halden"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--house", "Nobody"], "stands in no document"),
        (["--house", ""], "1 to 200 characters"),
        (["--forget", "Nobody"], "no house form"),
        (["--forget", "Halden", "Omar"], "one form"),
        (["--house", "Halden", "--forget", "Halden"], "go alone"),
        (["--house", "Halden", "--story", "one"], "go alone"),
        (["Omar", "Haddad"], "in quotes"),
        (["--document", "none"], "none"),
    ],
)
def test_a_mistake_gets_a_sentence_and_changes_nothing(sh: Shell, args: list[str], said: str) -> None:
    before = (sh.root / "workbench.yaml").read_bytes()
    sh("names", *args, expect=2)
    assert said in sh.err
    assert sh.out == ""
    assert (sh.root / "workbench.yaml").read_bytes() == before


def test_an_empty_workspace_says_what_to_do(sh: Shell, tmp_path: Path) -> None:
    run(["init", str(tmp_path / "empty")])
    sh.root = tmp_path / "empty"
    assert sh("names") == ""
    assert "workbench add FILE" in sh.err
    assert sh.json("names") == []


def test_hostile_names_reach_no_terminal_raw(sh: Shell, tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_text("Bay\n\nHe met Ev\u202eil-Hale and Evil-Hale [red]x[/].\n", "utf-8")
    sh("add", tmp_path / "odd.txt", "--title", "\u202eodd")
    assert "\u202e" not in sh("names", "--all")
