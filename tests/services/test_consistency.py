"""What does not fit together: each rule finds its case, and nothing where all is well."""

from collections.abc import Callable

import pytest

from workbench.cli.main import run
from workbench.services import (
    annotations,
    consistency,
    correcting,
    documents,
    exporting,
    importing,
    linking,
    sources,
)
from workbench.services.consistency import RULES
from workbench.services.documents import Incoming
from workbench.services.linking import Pin
from workbench.services.workspace import Workspace

Opener = Callable[..., Workspace]
TEXT = "At least 40 boats lay 12 miles out. \u201cNobody was hurt,\u201d said the mayor.\n"
LOG = "Nine boats at 12 miles. The mayor: \u201cNobody was hurt at all.\u201d\n"


@pytest.fixture
def kim(opener: Opener) -> Workspace:
    space = opener()
    documents.add(space, [Incoming("q", TEXT, {"title": "Quay"}), Incoming("l", LOG, {"title": "Log"})])
    return space


def ids(space: Workspace) -> tuple[str, str]:
    rows = {row.document.title: row.document.id for row in documents.listing(space)}
    return rows["Quay"], rows["Log"]


def mark(space: Workspace, words: str, tag: str, **fields: str) -> str:
    start = TEXT.index(words)
    span = start, start + len(words)
    return annotations.annotate(space, ids(space)[0], span, tag, fields=fields).id


def passage(space: Workspace, words: str, relation: str = "supports") -> Pin:
    start = LOG.index(words)
    return Pin(ids(space)[1], relation, evidence=(ids(space)[1], start, start + len(words)))  # type: ignore[arg-type]


def found(space: Workspace) -> list[str]:
    return [one.rule for one in consistency.findings(space)]


def verdict(space: Workspace) -> str:
    one = mark(space, TEXT[:35], "claim")
    annotations.edit(space, one, fields={"verdict": "supported"})
    return one


def own_origin(space: Workspace) -> None:
    quay, log = ids(space)
    sources.edit(space, log, {"origin": quay})
    linking.link(space, mark(space, TEXT[:35], "claim"), passage(space, "Nine boats"))


def bare(space: Workspace) -> None:
    linking.link(space, mark(space, "12 miles", "figure"), Pin(ids(space)[1]))


def question(space: Workspace) -> None:
    correcting.query(space, mark(space, "12 miles", "figure"), "desk", "Nautical?")


def verbatim(space: Workspace) -> None:
    one = mark(space, "Nobody was hurt,", "quote", fidelity="verbatim")
    linking.link(space, one, passage(space, "Nobody was hurt at all."))


def amount(space: Workspace) -> None:
    linking.link(space, mark(space, "At least 40", "figure"), passage(space, "Nine boats at 12 miles."))


def against(space: Workspace) -> None:
    one = mark(space, TEXT[:35], "claim", verdict="refuted")
    linking.link(space, one, passage(space, "Nine boats"))


CASES: dict[str, Callable[[Workspace], object]] = {
    "verdict without evidence": verdict,
    "verdict against evidence": against,
    "verified without source": lambda space: annotations.edit(space, mark(space, "12", "figure"), status="verified"),
    "own origin": own_origin,
    "link without place": bare,
    "recheck": lambda space: annotations.edit(space, mark(space, "12", "figure"), status="recheck"),
    "correction missing": lambda space: annotations.edit(space, mark(space, "12", "figure"), status="needs_correction"),
    "open question": question,
    "not verbatim": verbatim,
    "day untold": lambda space: mark(space, TEXT[:35], "claim", when="the Tuesday"),
    "another figure": amount,
}


@pytest.mark.parametrize("rule", CASES)
def test_each_rule_finds_its_case(kim: Workspace, rule: str) -> None:
    assert rule in RULES
    CASES[rule](kim)
    assert found(kim) == [rule]


FERRY = (
    "The ferry sank on Tuesday. It will sail on Friday.\n"
    "Odile Farrant, 47, who was born in 1972, left. She led the port for 17 years, from 1998 to 2010.\n"
    "\u201cI led the port for 17 years, from 1998 to 2010,\u201d said Farrant.\n"
    "\u201cOdile Farrant, 47, who was born in 1972, told us.\u201d\n"
)


@pytest.fixture
def ferry(opener: Opener) -> Workspace:
    space = opener()
    metadata = {"title": "Ferry", "published": "2025-03-06", "language": "en-GB"}
    documents.add(space, [Incoming("f", FERRY, metadata)])
    return space


def claim(space: Workspace, words: str, tag: str = "claim", nth: int = 0, **fields: str) -> str:
    start = -1
    for _ in range(nth + 1):
        start = FERRY.index(words, start + 1)
    ident = documents.listing(space)[0].document.id
    return annotations.annotate(space, ident, (start, start + len(words)), tag, fields=fields).id


def said(space: Workspace) -> list[tuple[str, str]]:
    return [(one.rule, one.what) for one in consistency.findings(space)]


def test_a_day_is_told_from_the_days_of_the_text(ferry: Workspace) -> None:
    claim(ferry, "The ferry sank", when="Tuesday")
    assert said(ferry) == []
    open_ = claim(ferry, "It will sail", when="Friday")
    assert said(ferry) == [("day untold", "\u201cFriday\u201d tells no day here")]
    annotations.edit(ferry, open_, fields={"when_date": "2025-03-07"})
    assert said(ferry) == []
    claim(ferry, "ferry sank on", when="Tuesday, 5 March 2025")
    assert said(ferry) == [("day untold", "5 March 2025 is a Wednesday, not a Tuesday")]


def test_a_day_that_is_not_that_of_its_words_is_found(ferry: Workspace) -> None:
    one = claim(ferry, "The ferry sank", when="Tuesday", when_date="2025-02-25")
    assert said(ferry) == [
        ("day untold", "\u201cTuesday\u201d is 4 March 2025 here, and the mark has 25 February 2025")
    ]
    annotations.edit(ferry, one, fields={"when_date": "2025-03-03/2025-03-09"})
    assert said(ferry) == []
    documents.edit(ferry, documents.listing(ferry)[0].document.id, {"published": "2025-03-20"})
    assert said(ferry) == [
        ("day untold", "\u201cTuesday\u201d is 18 March 2025 here, and the mark has 3 to 9 March 2025")
    ]


def test_an_age_and_a_length_of_time_that_cannot_be_are_told_once_a_sentence(ferry: Workspace) -> None:
    wrong_age = "Born in 1972, a person is 52 or 53 on 6 March 2025, not 47"
    wrong_length = "From 1998 to 2010 is 11 to 12 years, not 17 years"
    claim(ferry, "Odile Farrant, 47", "claim")
    claim(ferry, "47", "figure")
    claim(ferry, "17 years", "figure")
    assert said(ferry) == [("age", wrong_age), ("length of time", wrong_length)]


def test_what_a_quotation_says_of_ages_and_times_is_its_speakers(ferry: Workspace) -> None:
    claim(ferry, "17 years", "figure", nth=1)
    claim(ferry, "47", "figure", nth=1)
    assert said(ferry) == []


def test_a_mark_without_a_place_is_checked_as_far_as_its_words_go(ferry: Workspace, opener: Opener) -> None:
    claim(ferry, "The ferry sank", when="Tuesday", when_date="2025-03-05")
    claim(ferry, "Odile Farrant, 47", "claim", when="yesterday", when_date="2025-03-01")
    exporting.export(ferry)
    (path,) = ferry.root.glob("annotations/kim/*.yaml")
    other = opener("kim", "other")
    text = "A crane fell on Tuesday, and nobody was hurt yesterday. Odile said so. A bus was there on Tuesday.\n"
    documents.add(other, [Incoming("f", text, {"title": "Ferry", "published": "2025-03-06"})])
    data = path.read_text("utf-8").replace(documents.listing(ferry)[0].document.id,
                                           documents.listing(other)[0].document.id)  # fmt: skip
    (other.root.parent / "set.yaml").write_text(data, "utf-8")
    importing.import_paths(other, [other.root.parent / "set.yaml"])
    assert {one.anchor_state for one in annotations.listing(other)} == {"orphan"}
    assert sorted(what for _, what in said(other)) == [
        "5 March 2025 is a Wednesday, and the words are \u201cTuesday\u201d",
        "\u201cyesterday\u201d is 5 March 2025 here, and the mark has 1 March 2025",
    ]


def test_too_few_origins_by_the_settings(kim: Workspace) -> None:
    path = kim.root / "workbench.yaml"
    path.write_text(path.read_text("utf-8") + "min_origins: 2\n", "utf-8")
    from workbench.services.workspace import open_workspace

    again = open_workspace(kim.root, annotator="kim")
    one = mark(again, TEXT[:35], "claim")
    linking.check_off(again, one, passage(again, "Nine boats at 12 miles."))
    assert found(again) == ["too few origins"]
    other = sources.add(again, {"title": "Port census"}).source
    linking.link(again, one, Pin(other.id, locator="p. 1"))
    assert found(again) == []
    again.close()


def test_where_all_is_well_nothing_is_found(kim: Workspace) -> None:
    linking.check_off(kim, mark(kim, "12 miles", "figure"), passage(kim, "Nine boats at 12 miles."))
    one = mark(kim, "At least 40", "figure")
    linking.link(kim, one, passage(kim, "Nine boats at 12 miles.", "refutes"))
    correcting.correct(kim, one, "Nine")
    linking.link(kim, verdict(kim), passage(kim, "Nine boats at 12 miles."))
    assert found(kim) == []


def test_the_command_exits_3_where_something_is_found(kim: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(kim.root), "--as", "kim", "check"]) == 0
    question(kim)
    assert run(["-C", str(kim.root), "--as", "kim", "check", "quay"]) == 3
    assert "desk has not answered: Nautical?" in capsys.readouterr().out
    assert run(["-C", str(kim.root), "--as", "lee", "check"]) == 0
    assert run(["-C", str(kim.root), "--as", "lee", "check", "--all", "--json"]) == 3
    assert '"rule": "open question"' in capsys.readouterr().out
