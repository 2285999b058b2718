"""Comparing, reviewing, deciding, hearing of it and answering, from the command line."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from workbench.cli.main import run

from .conftest import Shell
from .test_commands import HOSTILE, in_terminal

QUAY = (
    "Ferry hits quay\n"
    "The ferry struck the quay with about 140 people on board. Nobody was hurt [sic].\n"
    "At least 12 cars fell into the basin, the harbour master said. The crane held.\n"
)


@pytest.fixture
def sh(bare: Shell, tmp_path: Path) -> Shell:
    """Kim and Ada have marked one text: agreed, boundary, details, tag, single."""
    (tmp_path / "quay.txt").write_text(QUAY)
    bare("add", tmp_path / "quay.txt", "--story", "port")

    def mark(who: str, words: str, tag: str, *sets: str) -> None:
        given = [part for one in sets for part in ("--set", one)]
        bare("annotate", "ferry", "--tag", tag, "--quote", words, *given, who=who)

    mark("kim", "about 140", "figure", "value=140")
    mark("ada", "about 140", "figure", "value=140")
    mark("kim", "At least 12", "figure", "value=12")
    mark("ada", "12", "figure", "value=12")
    mark("kim", "Nobody was hurt [sic].", "claim", "said_by=the port")
    mark("ada", "Nobody was hurt [sic].", "claim", "said_by=a deckhand")
    mark("kim", "The crane held.", "claim")
    mark("ada", "The crane held.", "quote")
    mark("kim", "the harbour master said", "quote")
    return bare


def items(sh: Shell, *args: str, who: str = "ned") -> dict[str, Any]:
    return {one["state"]: one for one in sh.json("review", *args, who=who)["items"]}


def made(sh: Shell) -> list[tuple[str, str]]:
    shown = sh.json("show", "ferry", who="ned")["annotations"]
    return [(one["tag"], one["exact"]) for one in shown if one.get("kind") == "adjudicated"]


def test_compare_gives_figures_and_all_items(sh: Shell) -> None:
    found = sh.json("compare", "kim", "ada", who="ned")
    assert set(found) == {"annotators", "documents", "agreement", "items"}
    assert found["annotators"] == ["ada", "kim"]
    (document,) = found["documents"]
    measures = {"f1_strict", "f1_overlap", "kappa", "alpha", "alpha_u"}
    agreement = found["agreement"]
    assert measures < set(agreement)
    assert agreement["f1_strict"] == pytest.approx(4 / 9)
    assert agreement["by_tag"]["figure"]["f1_overlap"] == 1.0
    assert agreement["by_tag"]["claim"]["n"]["f1_strict"] == 3
    assert measures < set(agreement["by_document"][document])
    assert agreement["by_pair"][0]["annotators"] == ["ada", "kim"]
    assert found["items"] == sh.json("review", "kim", "ada", who="ned")["items"]
    assert {one["state"] for one in found["items"]} == {"agreed", "boundary", "details", "tag", "single"}


def test_compare_reads_well(sh: Shell) -> None:
    told = sh("compare", who="ned")
    assert told.startswith("ada and kim: 1 document\n")
    assert "F1 strict  F1 overlap  marks  tag\n0.44 " in told
    assert "kappa" not in told
    assert "5 review items: 1 tag, 1 boundary, 1 details, 1 single, 1 agreed" in told
    assert "ada  figure “12”\n      kim  figure “At least 12”" in told
    assert "said_by: a deckhand (ada), the port (kim)" in told
    assert "“about 140”" not in told
    assert max(map(len, told.splitlines())) <= 80
    assert "alpha-U" in sh("compare", "--all-measures", who="ned")
    assert sh.json("compare", "--story", "other", who="ned")["documents"] == []


def test_what_is_not_defined_is_null_and_says_why(sh: Shell) -> None:
    found = sh.json("compare", "--story", "nowhere")
    assert found["agreement"]["f1_strict"] is None
    assert "read by two" in found["agreement"]["reasons"]["f1_strict"]
    assert found["items"] == []
    assert "–" in sh("compare", "--story", "nowhere")
    sh("compare", "kim", expect=2)
    assert "compared with nobody" in sh.err
    sh("compare", "kim", "leo", expect=2)
    assert 'no annotator "leo"' in sh.err


def test_one_annotator_in_a_workspace_is_no_mistake(sh: Shell, tmp_path: Path) -> None:
    sh.root = tmp_path / "other"
    run(["init", str(sh.root)])
    assert sh("compare") == ""
    assert "Nobody has" in sh.err
    assert sh.json("compare")["agreement"]["kappa"] is None
    assert sh.json("review") == {"items": []}
    sh("add", tmp_path / "quay.txt")
    sh("annotate", "ferry", "--tag", "claim", "--quote", "The crane held.")
    sh("compare")
    assert "Only kim has" in sh.err
    assert sh.json("compare")["items"] == []


def test_review_lists_items_in_one_shape(sh: Shell) -> None:
    listed = items(sh)
    keys = {
        "id", "document", "state", "standing", "span", "readings", "missing", "differs", "decision", "thread",
    }  # fmt: skip
    assert all(set(one) == keys for one in listed.values())
    details = listed["details"]
    assert (details["differs"], details["standing"], details["decision"]) == (["said_by"], "undecided", None)
    reading = details["readings"][0]
    assert (reading["annotator"], reading["tag"], reading["said_by"]) == ("ada", "claim", "a deckhand")
    assert QUAY[reading["start"] : reading["end"]] == reading["exact"]
    assert listed["single"]["missing"] == ["ada"]
    assert set(items(sh, "--state", "tag", "--state", "single")) == {"tag", "single"}
    assert items(sh, "--story", "other") == {}
    assert set(items(sh, "--document", "ferry")) == set(listed)
    told = sh("review", who="ned")
    assert "nothing here" in told
    assert "“about 140”" not in told
    assert "“about 140”" in sh("review", "--state", "agreed", who="ned")
    sh("review", "--state", "odd", expect=2)


def test_every_kind_of_decision_and_undo(sh: Shell) -> None:
    listed = items(sh)

    def decide(state: str, *args: str) -> Any:
        return sh.json("decide", listed[state]["id"][:6], *args, who="ned")

    decided = decide("boundary", "accept", "kim", "--reason", "the bound belongs")
    assert (decided["action"], decided["by"], decided["reason"]) == ("accept", "ned", "the bound belongs")
    assert decided["item"] == listed["boundary"]["id"]
    assert decided["document"] == listed["boundary"]["document"]
    assert made(sh) == [("figure", "At least 12")]
    assert items(sh)["boundary"]["decision"] == decided
    assert decide("details", "accept", "kim", "--take", "said_by=ada")["action"] == "amend"
    assert decide("tag", "accept", "kim", "--tag", "quote")["action"] == "amend"
    place = QUAY.index("harbour master")
    assert decide("single", "amend", "--span", f"{place}:{place + 14}", "--set", "said_by=own_voice")["made"]
    assert ("quote", "harbour master") in made(sh)
    assert decide("single", "reject", "--reason", "no quote")["made"] == []
    assert "takes the place of your amend" in sh.err
    assert decide("details", "return", "--reason", "Who?")["action"] == "return"
    assert {one["standing"] for one in items(sh).values()} == {"decided", "returned", "undecided"}
    assert sh.json("decide", "--agreed", who="ned") == {"accepted": 1, "items": [listed["agreed"]["id"]]}
    assert sh.json("decide", "--agreed", "--yes", who="ned") == {"accepted": 0, "items": []}
    for _ in range(7):
        sh("undo", who="ned")
    assert made(sh) == []
    assert {one["standing"] for one in items(sh).values()} == {"undecided"}


def test_an_item_of_two_in_a_team_of_three(sh: Shell) -> None:
    sh("annotate", "ferry", "--tag", "figure", "--quote", "about 140", "--set", "value=140", who="lee")
    pair = items(sh, "kim", "ada")["agreed"]["id"]
    assert pair not in {one["id"] for one in items(sh).values()}
    assert sh.json("decide", pair, "accept", who="ned")["item"] == pair
    sh("undo", who="ned")
    assert sh.json("decide", "--agreed", "--among", "kim", "--among", "ada", who="ned")["items"] == [pair]
    sh("decide", pair, "accept", "--among", "lee", expect=2, who="ned")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["decide"], "which item"),
        (["decide", "BOUNDARY"], "which item"),
        (["decide", "BOUNDARY", "frob"], "not one of"),
        (["decide", "abc", "accept"], "too short"),
        (["decide", "zzzzzz", "accept"], 'no review item "zzzzzz"'),
        (["decide", "BOUNDARY", "accept"], "Whose reading"),
        (["decide", "BOUNDARY", "accept", "leo"], "leo has no reading"),
        (["decide", "BOUNDARY", "accept", "kim", "--of", "ada"], "Two annotators"),
        (["decide", "BOUNDARY", "accept", "kim", "--span", "0:3"], "--span does not go with accept"),
        (["decide", "BOUNDARY", "accept", "kim", "--take", "value"], "takes no field"),
        (["decide", "BOUNDARY", "accept", "kim", "--take", "foo.bar=ada"], 'no field "foo.bar"'),
        (["decide", "TAG", "accept", "kim", "--take", "fidelity=ada"], 'no field "fidelity"'),
        (["decide", "BOUNDARY", "accept", "kim", "--take", "verdicts=ada"], 'no field "verdicts"'),
        (["decide", "BOUNDARY", "accept", "kim", "--tag", "opinion"], 'no tag "opinion"'),
        (["decide", "BOUNDARY", "reject", "kim"], "An annotator does not go with reject"),
        (["decide", "BOUNDARY", "amend", "kim"], "Nothing was said to amend"),
        (["decide", "BOUNDARY", "amend", "--set", "value=3"], "Whose reading"),
        (["decide", "BOUNDARY", "amend", "--of", "kim", "--span", "0:9999"], "outside the text"),
        (["decide", "BOUNDARY", "amend", "kim", "--set", "valu=3"], 'Did you mean "value"'),
        (["decide", "BOUNDARY", "return"], "with a question"),
        (["decide", "BOUNDARY", "reject", "--yes"], "go with --agreed"),
        (["decide", "BOUNDARY", "--agreed"], "Leave item"),
        (["decide", "--agreed", "--document", "nowhere"], 'no document "nowhere"'),
        (["review", "leo"], 'no annotator "leo"'),
        (["comment", "zzzz", "hello"], "no annotation or review item"),
        (["comment", "BOUNDARY", "  "], "needs some words"),
        (["comment", "BOUNDARY", "x" * 1001], "at most 1000"),
    ],
)
def test_a_mistake_gets_a_sentence_and_decides_nothing(sh: Shell, args: list[str], said: str) -> None:
    before = items(sh)
    ids = {state.upper(): one["id"] for state, one in before.items()}
    sh(*[ids.get(arg, arg) for arg in args], expect=2, who="ned")
    assert said in sh.err
    assert sh.out == ""
    assert items(sh) == before


def test_annotators_hear_of_it_and_answer(sh: Shell) -> None:
    listed = items(sh)
    assert sh("feedback", who="ada") == ""
    assert "No reviewer has changed, rejected or returned a mark of ada's." in sh.err
    sh("decide", listed["boundary"]["id"], "accept", "kim", "--reason", "the bound belongs", who="ned")
    sh("decide", listed["details"]["id"], "return", "--reason", "Who says so?", who="ned")
    told = sh.json("feedback", who="ada")
    assert told["annotator"] == "ada"
    by = {one["outcome"]: one for one in told["items"]}
    assert set(by) == {"changed", "returned"}
    (now,) = by["changed"]["now"]
    assert (now["exact"], now["differs"]) == ("At least 12", ["words"])
    assert by["changed"]["decision"]["reason"] == "the bound belongs"
    assert by["changed"]["annotation"]["annotator"] == "ada"
    human = sh("feedback", who="ada")
    assert "now figure “At least 12”" in human
    assert "the bound belongs" in human
    assert "Of ada's marks: 1 returned, 1 changed." in sh.err
    assert [one["outcome"] for one in sh.json("feedback", "--everything", who="kim")["items"]] == [
        "returned",
        "accepted",
    ]
    mine = by["returned"]["id"]
    said = sh.json("comment", mine[-6:], "The deckhand.", who="ada")
    assert (said["on"], said["by"], said["text"]) == (mine, "ada", "The deckhand.")
    assert items(sh)["details"]["standing"] == "answered"
    about = sh.json("comment", listed["tag"]["id"][:5], "A quote, surely.", who="kim")
    assert (about["on"], about["document"]) == (listed["tag"]["id"], listed["tag"]["document"])
    assert [one["text"] for one in items(sh)["tag"]["thread"]] == ["A quote, surely."]
    assert "ada, 20" in sh("review", who="ned")
    assert "The deckhand." in sh("feedback", who="ada")


def test_decisions_leave_as_files_and_come_in_elsewhere(sh: Shell, tmp_path: Path) -> None:
    sh("decide", items(sh)["single"]["id"], "reject", "--reason", "no quote", who="ned")
    sh("export", "--all", who="ned")
    mine, sh.root = sh.root, tmp_path / "theirs"
    run(["init", str(sh.root)])
    sh("import", mine, who="kim")
    (told,) = sh.json("feedback", who="kim")["items"]
    assert (told["outcome"], told["decision"]["reason"], told["now"]) == ("rejected", "no quote", [])


def test_a_terminal_is_told_nothing_by_names_reasons_and_comments(sh: Shell) -> None:
    who = "k\u202eim [/]"
    sh("annotate", "ferry", "--tag", "claim", "--quote", "The ferry struck", "--set", f"said_by={HOSTILE}", who=who)
    item = next(one for one in sh.json("review", who="ned")["items"] if one["readings"][0]["annotator"] == who)
    sh("decide", item["id"], "return", "--reason", HOSTILE + "\nmore", who="ned")
    sh("comment", item["id"], HOSTILE, who=who)
    commands = [
        ("compare",), ("compare", "--all-measures"), ("review",), ("review", "--json"), ("feedback",),
        ("feedback", "--json"), ("decide", item["id"], "accept", HOSTILE[1:]), ("comment", "\x1b[2Jxxxx", "hi"),
        ("decide", item["id"], "reject", "--reason", HOSTILE), ("compare", "\x1b[2J"),
    ]  # fmt: skip
    for args in commands:
        written = in_terminal([sys.executable, "-m", "workbench", "-C", str(sh.root), "--as", who, *args])
        codes = {char for char in written.replace("\r\n", "\n") if char != "\n" and not char.isprintable()}
        assert codes <= {"\u00a0"}, (args, codes)
        assert written.strip()
        if args[-1] == "--json":
            json.loads(written)


@pytest.mark.parametrize("command", ["compare", "review", "decide", "feedback", "comment"])
def test_help_has_examples(sh: Shell, command: str) -> None:
    told = sh(command, "-h")
    assert "Examples:" in told
    assert f"workbench {command} " in told or f"{command} --everything" in told
