"""``source``, ``link``, ``unlink``, ``relate``, and verdicts from the shell."""

from pathlib import Path

import pytest

from workbench.cli.main import run

from .conftest import Shell

QUAY = "Ferry hits quay\nThe ferry struck the quay with about 140 people on board. Nobody was hurt.\nIt was towed.\n"
LOG = "Log\nAt nine the ferry struck the quay with 138 people. It was towed. It was towed.\n"
NAME = "Zanzibar"


@pytest.fixture
def sh(bare: Shell, tmp_path: Path) -> Shell:
    for name, text in (("quay", QUAY), ("log", LOG)):
        (tmp_path / f"{name}.txt").write_text(text)
        bare("add", tmp_path / f"{name}.txt")
    return bare


@pytest.fixture
def mark(sh: Shell) -> str:
    return str(sh.json("annotate", "ferry", "--tag", "figure", "--quote", "about 140")["id"])


@pytest.fixture
def log(sh: Shell) -> str:
    given = ["--publisher", "Port", "--url", "https://port.example/log", "--kind", "official_record"]
    return str(sh.json("source", "add", "--title", "Harbour log", *given, "--accessed", "2020-01-02")["id"])


def test_a_source_as_json_is_one_of_a_set(sh: Shell, log: str) -> None:
    wire = sh.json("source", "add", "--title", "Wire copy", "--origin", log[:7], "--note", "n")
    assert wire == {
        "id": wire["id"], "kind": "other", "title": "Wire copy", "origin": log, "note": "n", "alike": [],
    }  # fmt: skip
    rows = {row["id"]: row for row in sh.json("source", "list")}
    assert len(rows) == 4  # with the two documents
    assert rows[log] == {
        "id": log, "kind": "official_record", "title": "Harbour log", "publisher": "Port",
        "url": "https://port.example/log", "accessed": "2020-01-02", "links": 0, "document": False, "circular": [],
        "rivals": [], "alike": [],
    }  # fmt: skip
    assert len(sh.json("source", "list", "--entered")) == 2
    assert [row["id"] for row in sh.json("source", "list", "--kind", "official_record")] == [log]
    assert "“Harbour log”" in sh("source", "list")


def test_likely_doubles_are_pointed_out_and_nothing_is_asked(sh: Shell, log: str) -> None:
    two = sh.json("source", "add", "--url", "http://www.port.example/log/")
    assert two["alike"] == [{"id": log, "score": 1.0, "reason": "the same address"}]
    assert f"may be the same as {log}" in sh.err
    assert f"source merge {two['id']} {log}" in sh.err
    assert sh.json("source", "show", log)["alike"][0]["id"] == two["id"]
    sh("source", "merge", two["id"], log)
    assert [row["id"] for row in sh.json("source", "list", "--entered")] == [log]
    assert sh.json("source", "show", two["id"])["same_as"] == log
    assert sh.json("source", "show", log)["doubles"] == [two["id"]]
    sh("undo")
    assert len(sh.json("source", "list", "--entered")) == 2


def test_show_tells_files_contacts_and_what_points_there(sh: Shell, log: str, mark: str, tmp_path: Path) -> None:
    file = tmp_path / "log.pdf"
    file.write_bytes(b"nine boats")
    wire = sh.json("source", "add", "--title", "Wire", "--origin", log)["id"]
    sh("source", "attach", log, file)
    sh("source", "contact", log, "the harbour master", "--answer", "nine", "--at", "2020-01-03")
    sh("link", mark, log, "--locator", "p. 4", "--relation", "refutes")
    told = sh.json("source", "show", log)
    assert [(one["name"], one["bytes"], one["state"]) for one in told["attachments"]] == [("log.pdf", 10, "unchanged")]
    assert [(one["who"], one["answer"], one["at"]) for one in told["contacts"]] == [
        ("the harbour master", "nine", "2020-01-03")
    ]
    assert (told["links"], told["repeated_by"]) == (1, [wire])
    (link,) = told["linked_by"]
    assert (link["annotation"], link["annotator"], link["relation"], link["locator"]) == (
        mark,
        "kim",
        "refutes",
        "p. 4",
    )
    kept = next(path for path in (sh.root / "attachments").rglob("*") if path.is_file())
    kept.chmod(0o600)
    kept.write_bytes(b"ten boats")
    words = sh("source", "show", log[-6:])
    for part in ("log.pdf, 10 bytes, changed", "the harbour master: nine", "repeated by: Wire", f"refutes {mark[-8:]}"):
        assert part in words
    kept.unlink()
    assert "missing" in sh("source", "show", log)
    sh("source", "detach", log, "nothing.pdf", expect=2)
    assert "log.pdf" in sh.err
    sh("source", "detach", log, "log.pdf")
    assert "attachments" not in sh.json("source", "edit", log, "--note", "x")
    sh("source", "delete", log, expect=2)
    assert mark[-8:] in sh.err
    assert wire in sh.err
    sh("source", "delete", wire)
    assert wire not in sh("source", "list")
    sh("undo")
    assert wire in sh("source", "list")


def test_links_are_told_and_counted_everywhere(sh: Shell, log: str, mark: str) -> None:
    wire = sh.json("source", "add", "--title", "Wire", "--origin", log)["id"]
    sh("link", mark[-6:], log, "--note", "n")
    assert "supports: Harbour log  (primary)" in sh.out
    assert "1 source, 1 origin" in sh.err
    made = sh.json("link", mark, wire, "--relation", "mentions")
    assert made["origin_count"]["sources"] == 1
    made = sh.json("link", mark, wire, "--relation", "refutes", "--grade", "tertiary", "--locator", "p. 4")
    count = {"sources": 2, "origins": 1, "circular": [], "own": [], "independent": 1}
    assert made["origin_count"] == count
    assert [link["relation"] for link in made["links"]] == ["supports", "mentions", "refutes"]
    other = sh.json("annotate", "ferry", "--tag", "claim", "--quote", "Nobody was hurt.")
    assert "origin_count" not in other
    counted = [
        sh.json("annotations")[0],
        sh.json("show", "ferry")["annotations"][0],
        sh.json("edit", mark, "--note", "x"),
        sh.json("relate", mark, "part_of", other["id"]),
        sh.json("undo")["changed"][0]["after"],
        sh.json("delete", mark),
        sh.json("undo")["changed"][0]["after"],
    ]
    assert [one["origin_count"] for one in counted] == [count] * len(counted)
    assert [row["id"] for row in sh.json("annotations", "--unlinked")] == [other["id"]]
    for words in (sh("annotations"), sh("show", "ferry")):
        assert "refutes: Wire, p. 4" in words
        assert "2 sources, 1 origin" in words
    sh("source", "edit", log, "--origin", wire)
    assert sh.json("annotations")[0]["origin_count"]["circular"] == [sorted([log, wire])]
    assert "circular: " in sh("show", "ferry")
    assert {row["id"]: row["circular"] for row in sh.json("source", "list", "--entered")} == {
        one: sorted([log, wire]) for one in (log, wire)
    }
    assert sh("source", "list").count("(circular)") == 2
    sh("link", mark, sh.json("annotations")[0]["document"])
    assert "no evidence: Ferry hits quay" in sh.err
    sh("unlink", mark, wire, expect=2)
    assert "2 links fit" in sh.err
    gone = sh.json("unlink", mark, made["links"][1]["id"][-6:])
    assert [link["relation"] for link in gone["links"]] == ["supports", "refutes", "supports"]
    assert "No longer linked: mentions: Wire" in sh.err


def test_a_passage_is_given_by_span_or_words(sh: Shell, mark: str) -> None:
    doc = sh.json("annotations")[0]["document"]
    made = sh.json("link", mark, "log-", "--evidence-quote", "138 PEOPLE")
    evidence = made["links"][0]["evidence"]
    assert LOG[evidence["start"] : evidence["end"]] == evidence["exact"] == "138 people"
    assert made["links"][0]["locator"] == "¶ 2"
    second = sh.json(
        "link", mark, "log-", "--evidence-quote", "It was towed", "--occurrence", 2, "--relation", "mentions"
    )
    assert second["links"][1]["evidence"]["start"] == LOG.rindex("It was towed")
    assert sh.json("link", mark, "log-", "--evidence", "0:3", "--locator", "title")["links"][2]["locator"] == "title"
    assert doc


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["link", "MARK", "log-", "--evidence-quote", "It was towed"], "stands 2 times"),
        (["link", "MARK", "log-", "--evidence-quote", "nowhere"], "does not stand"),
        (["link", "MARK", "log-", "--evidence", "0:3", "--evidence-quote", "Log"], "given twice"),
        (["link", "MARK", "log-", "--evidence", "0:9999"], "outside the text"),
        (["link", "MARK", "log-", "--evidence", "x"], "START:END"),
        (["link", "MARK", "log-", "--occurrence", "1"], "goes with --evidence-quote"),
        (["link", "MARK", "harbour", "--evidence-quote", "x"], "no stored document"),
        (["link", "MARK", "nowhere"], 'no source "nowhere"'),
        (["link", "zzzzzz", "log-"], "no annotation"),
        (["link", "MARK", "log-", "--relation", "proves"], "proves"),
        (["unlink", "MARK", "log-"], "no such link"),
        (["relate", "MARK", "same_as", "MARK"], "to itself"),
        (["relate", "MARK", "rhymes", "MARK"], "rhymes"),
        (["relate", "MARK", "same_as", "MARK", "--remove"], "no such tie"),
        (["source", "add"], "which source"),
        (["source", "add", "--title", "x", "--url", "javascript:alert(1)"], "begins with javascript"),
        (["source", "add", "--title", "x", "--terms", "secret"], "on_record"),
        (["source", "add", "--title", "x", "--confidential"], "--alias"),
        (["source", "add", "--title", "x", "--file", "/no/such"], "no file"),
        (["source", "edit", "harbour"], "Nothing was said"),
        (["source", "edit", "log-", "--title", "x"], "documents edit"),
        (["source", "edit", "harbour", "--kind", "rumour"], "rumour"),
        (["source", "edit", "harbour", "--origin", "harbour"], "its own origin"),
        (["source", "merge", "harbour", "harbour"], "one already"),
        (["source", "settle", "harbour", "{x}"], "Nobody's set"),
        (["source", "contact", "harbour", " "], "Nobody was named"),
        (["source", "contact", "harbour", "x", "--at", "soon"], "2020-01-31"),
        (["source", "show", "nowhere"], "no source"),
        (["source", "delete", "log-"], "stored document"),
        (["edit", "MARK", "--set", "verdict=refuted"], "A figure has no verdict"),
        (["annotate", "ferry", "--tag", "claim", "--span", "0:5", "--set", "verdict=maybe"], "supported, refuted"),
        (["annotate", "ferry", "--tag", "claim", "--span", "0:5", "--set", "verdict.x=y"], "no scale"),
    ],
)
def test_a_mistake_gets_a_sentence_and_changes_nothing(
    sh: Shell, log: str, mark: str, args: list[str], said: str
) -> None:
    before = sh.json("annotations"), sh.json("source", "list")
    sh(*[mark if arg == "MARK" else arg for arg in args], expect=2)
    assert said in sh.err
    assert sh.out == ""
    assert before == (sh.json("annotations"), sh.json("source", "list"))


def test_relations_from_the_shell(sh: Shell) -> None:
    one, two = (
        sh.json("annotate", "ferry", "--tag", "quote", "--quote", words)["id"] for words in ("Nobody", "was hurt")
    )
    assert sh.json("relate", two[-6:], "continues", one[-6:])["relations"] == [{"type": "continues", "target": one}]
    assert "“was hurt”: continues “Nobody”" in sh.err
    assert "relations" not in sh.json("relate", two, "continues", one[-6:], "--remove")
    sh("undo")
    assert sh.json("annotations", "ferry")[1]["relations"]


def test_verdicts_on_several_scales(sh: Shell) -> None:
    settings = sh.root / "workbench.yaml"
    scale = 'verdict_scales:\n- {name: house, values: [{value: "Mostly false", internal: refuted}]}\n'
    settings.write_text(settings.read_text() + scale)
    place = ["ferry", "--tag", "claim", "--quote", "Nobody was hurt."]
    made = sh.json("annotate", *place, "--set", "verdict=refuted", "--set", "verdict.house=mostly false")
    assert [(one["scale"], one["value"], one["internal"], one["by"]) for one in made["claim"]["verdicts"]] == [
        ("averitec", "refuted", "refuted", "kim"),
        ("house", "Mostly false", "refuted", "kim"),
    ]
    assert made["status"] == "unchecked"
    assert "verdict: refuted; verdict.house: Mostly false" in sh("show", "ferry")
    edited = sh.json("edit", made["id"], "--set", "verdict=", "--status", "verified")
    assert [one["scale"] for one in edited["claim"]["verdicts"]] == ["house"]
    sh("annotate", "--help")
    assert "verdict of a claim (supported, refuted" in " ".join(sh.out.split())
    assert "verdict.SCALE" in sh.out


def test_what_a_colleagues_set_says_otherwise_is_shown_and_settled(
    sh: Shell, mark: str, log: str, tmp_path: Path
) -> None:
    sh("link", mark, log)
    sh("export")
    here, sh.root = sh.root, tmp_path / "there"
    run(["init", str(sh.root)])
    sh("import", here, who="ada")
    other = sh.json("annotate", "ferry", "--tag", "claim", "--quote", "Nobody was hurt.", who="ada")["id"]
    sh("link", other, log, who="ada")
    sh("source", "edit", log, "--title", "Ada's log", who="ada")
    sh("export", who="ada")
    there, sh.root = sh.root, here
    sh("source", "edit", log, "--title", "Kim's log")
    sh("import", there)
    assert f"source settle {log}" in sh.err
    (row,) = [row for row in sh.json("source", "list") if row["rivals"]]
    assert [(one["annotator"], one["source"]["title"]) for one in row["rivals"]] == [("ada", "Ada's log")]
    assert "differs in the set of ada" in sh("source", "list")
    assert "title: “Kim's log” here, “Ada's log” there" in sh("source", "show", log)
    assert "source settle" in sh.err
    assert sh.json("source", "settle", log, "ada")["title"] == "Ada's log"
    assert sh.json("source", "show", log)["rivals"] == []
    sh("undo")
    assert sh.json("source", "show", log)["title"] == "Kim's log"


def test_of_a_confidential_source_only_the_ledger_tells_the_name(sh: Shell, mark: str) -> None:
    given = ["--title", NAME, "--note", NAME, "--confidential", "--alias", "a deckhand", "--terms", "on_background"]
    one = sh.json("source", "add", *given)["id"]
    sh("source", "contact", one, NAME)
    sh("link", mark, one)
    told = [
        *(sh.json(*args) for args in (["annotations"], ["show", "ferry"], ["edit", mark, "--note", "x"])),
        *(sh.json(command) for command in ("undo", "redo", "undo", "undo", "undo", "undo", "redo")),
        sh("annotations"), sh("show", "ferry"),
    ]  # fmt: skip
    assert NAME not in str(told)
    sh("redo")
    sh("redo")
    sh("export")
    assert NAME not in "".join(path.read_text() for path in (sh.root / "annotations").rglob("*.yaml"))
    assert "a deckhand" in sh("show", "ferry")
    assert sh.json("source", "show", one)["title"] == "a deckhand"
    assert sh.json("source", "show", one, "--include-confidential", "--yes")["title"] == NAME
    sh("source", "show", one, "--include-confidential", expect=2)
    assert "--yes" in sh.err
    open_one = sh.json("source", "add", "--title", f"Talk with {NAME}")["id"]
    hidden = sh.json("source", "edit", open_one, "--confidential", "--alias", "a sailor")
    assert NAME.lower() not in hidden["id"]
    assert "its old id told its title" in sh.err


def test_text_from_sources_does_nothing_to_a_table(sh: Shell, mark: str) -> None:
    one = sh.json("source", "add", "--title", "\x1b[31mred\nline [/] [@click=x]")["id"]
    sh("link", mark, one, "--locator", "p.\u202e 4")
    for args in (["source", "list"], ["source", "show", one], ["annotations"], ["show", "ferry"]):
        assert "\x1b" not in sh(*args)
    assert len(sh("source", "list", "--entered").splitlines()) == 2


def test_validate_notes_what_is_no_problem(sh: Shell, mark: str, log: str) -> None:
    wire = sh.json("source", "add", "--title", "Wire", "--origin", log)["id"]
    sh("source", "edit", log, "--origin", wire)
    sh("link", mark, wire)
    sh("export")
    assert sh.json("validate", sh.root) == []
    assert "note: " in sh.err
    assert "repeat each other" in sh.err


def test_a_document_that_is_evidence_is_archived_and_its_links_stay(sh: Shell, mark: str) -> None:
    sh("link", mark, "log", "--evidence-quote", "138 people")
    sh("documents", "remove", "log")
    assert "It is the evidence of 1 annotation, whose links stay." in sh.err
    assert sh.json("annotations")[0]["links"][0]["evidence"]["exact"] == "138 people"
    assert sh.json("annotations")[0]["origin_count"]["sources"] == 1
    sh("undo")
    assert len(sh.json("documents")) == 2


def test_a_correction_a_question_and_its_answer_in_the_memo(sh: Shell, mark: str, tmp_path: Path) -> None:
    assert sh("memo") == ""
    assert "nothing to correct" in sh.err
    assert sh.json("correct", mark, "--text", "138", "--reason", "the log")["correction"]["text"] == "138"
    asked = sh.json("query", mark, "--to", "Ann", "--text", "Who counted?")["queries"][0]["id"]
    assert "Should read: **138**" in sh("memo")
    assert "Who counted?" in sh("memo", "ferry", "-f", "txt", "--for", "ann")
    assert [len(one["questions"]) for one in sh.json("memo", "ferry", "--for", "bob")] == [0]
    assert sh.json("answer", asked[-6:], "--text", "The port.")["queries"][0]["state"] == "answered"
    assert sh.json("correct", mark, "--state", "made")["correction"]["state"] == "made"
    sh("memo")
    assert "nothing to correct" in sh.err
    sh("correct", mark, expect=2)
    sh("undo")
    sh("memo", "-f", "docx", expect=2)
    sh("memo", "-o", tmp_path / "m.docx")
    assert (tmp_path / "m.docx").read_bytes().startswith(b"PK")


def test_corrections_and_questions_are_listed_with_what_takes_them(sh: Shell, mark: str) -> None:
    assert sh("corrections") == ""
    assert "no such corrections" in sh.err
    towed = sh.json("annotate", "log", "--tag", "claim", "--quote", "It was towed", "--occurrence", 1)["id"]
    sh("correct", towed, "--text", "It drifted", "--reason", "seen")
    sh("query", mark, "--to", "Ann", "--text", "Who counted?")
    sh("documents", "edit", "log", "--story", "harbour")
    question, correction = sh.json("corrections")
    assert (question["state"], question["paragraph"], question["query"]["to"]) == ("open", 2, "Ann")
    assert correction == {
        "annotation": towed, "document": correction["document"], "annotator": "kim", "paragraph": 2,
        "exact": "It was towed", "state": "proposed", "also": [2],
        "correction": {"text": "It drifted", "reason": "seen", "state": "proposed"},
    }  # fmt: skip
    assert [one["state"] for one in sh.json("corrections", "--story", "harbour")] == ["proposed"]
    assert [one["state"] for one in sh.json("corrections", "ferry")] == ["open"]
    assert [one["state"] for one in sh.json("corrections", "--state", "proposed", "--state", "sent")] == ["proposed"]
    assert sh.json("corrections", who="lee") == []
    assert len(sh.json("corrections", "--all", who="lee")) == 2
    rows = sh("corrections").splitlines()
    assert "It was towed -> It drifted" in rows[2]
    assert "because: seen" in rows[3]
    ident = rows[1].split()[0]  # as it is listed, so it is taken
    assert sh.json("answer", ident, "--text", "The port.")["queries"][0]["answer"] == "The port."
    assert "answer: The port." in sh("corrections", "--state", "answered")
    assert "answer" not in sh.json("answer", ident, "--reopen")["queries"][0]
    assert [one["state"] for one in sh.json("corrections")] == ["open", "proposed"]
    assert "queries" not in sh.json("answer", ident, "--drop")
    sh("correct", rows[2].split()[0], "--drop")
    assert "taken away: in_progress" in sh.err
    assert sh.json("corrections") == []
    sh("undo")
    sh("undo")
    assert len(sh.json("corrections")) == 2


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["correct", "MARK", "--drop"], "no correction here"),
        (["correct", "MARK", "--drop", "--text", "x"], "--drop takes"),
        (["answer", "abcd", "--reopen"], "no question of yours"),
        (["answer", "abcd"], "Give one of"),
        (["answer", "abcd", "--text", "x", "--drop"], "Give one of"),
        (["corrections", "nowhere"], "no document"),
        (["corrections", "--state", "lost"], "lost"),
    ],
)
def test_what_cannot_be_done_with_a_correction_is_said(sh: Shell, mark: str, args: list[str], said: str) -> None:
    sh(*[mark if arg == "MARK" else arg for arg in args], expect=2)
    assert said in sh.err


def test_purging_says_where_it_still_stands(sh: Shell) -> None:
    hidden = ["--confidential", "--alias", "a deckhand", "--author", "Zebulon Quillfeather"]
    one = sh.json("source", "add", "--title", "Talk", "--kind", "interview", *hidden)["id"]
    told = sh.root / "annotations" / "old.yaml"
    told.parent.mkdir(exist_ok=True)
    told.write_text("title: what Zebulon Quillfeather said\n")
    sh("source", "purge", one, expect=2)
    done = sh.json("source", "purge", one, "--confirm", "a deckhand", expect=3)
    assert [(Path(leak["file"]).name, leak["line"]) for leak in done["leaks"]] == [("old.yaml", 1)]
    assert (done["warnings"], done["dropped"]) == ([], [])
    assert "old.yaml:1: it still stands here" in sh.err
    told.unlink()
    assert sh.json("source", "purge", one, "--confirm", "a deckhand")["leaks"] == []
