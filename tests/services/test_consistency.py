"""What does not fit together: each rule finds its case, and nothing where all is well."""

from collections.abc import Callable

import pytest

from workbench.cli.main import run
from workbench.services import annotations, consistency, correcting, documents, linking, sources
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


CASES: dict[str, Callable[[Workspace], object]] = {
    "verdict without evidence": verdict,
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


def test_a_day_is_told_from_the_days_of_the_text(kim: Workspace) -> None:
    documents.edit(kim, ids(kim)[0], {"published": "2025-03-06", "language": "en-GB"})
    mark(kim, TEXT[:35], "claim", when="Tuesday")
    assert found(kim) == []
    mark(kim, "lay 12 miles out", "claim", when="Tuesday, 5 March 2025")
    assert [one.what for one in consistency.findings(kim)] == ["5 March 2025 is a Wednesday, not a Tuesday"]


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
    linking.link(kim, verdict(kim), passage(kim, "Nine boats at 12 miles.", "refutes"))
    assert found(kim) == []


def test_the_command_exits_3_where_something_is_found(kim: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(kim.root), "--as", "kim", "check"]) == 0
    question(kim)
    assert run(["-C", str(kim.root), "--as", "kim", "check", "quay"]) == 3
    assert "desk has not answered: Nautical?" in capsys.readouterr().out
    assert run(["-C", str(kim.root), "--as", "lee", "check"]) == 0
    assert run(["-C", str(kim.root), "--as", "lee", "check", "--all", "--json"]) == 3
    assert '"rule": "open question"' in capsys.readouterr().out
