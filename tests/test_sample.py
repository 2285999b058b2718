"""The sample is what it says: anchored to the letter, trapped as planned, and the same after a round trip."""

import json
from collections import Counter
from pathlib import Path

import pytest

from workbench.domain.backing import told
from workbench.domain.model import AnnotationSet, Placed
from workbench.domain.relations import block_of, ties
from workbench.domain.sources import OriginCount, caption, circles
from workbench.domain.spans import Span
from workbench.domain.verdicts import rating
from workbench.exchange.sets import anchor_problems, read_set
from workbench.services import (
    annotations,
    demo,
    documents,
    exporting,
    importing,
    linking,
    review,
    sources,
    validating,
    workspace,
)
from workbench.services.workspace import Workspace
from workbench.tui.tutorial import lesson_of

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "annotations"
TRAPS = json.loads((HERE / "traps.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = demo.make(tmp_path_factory.mktemp("demo") / "space")
    yield made
    made.close()


@pytest.fixture(scope="module")
def sets() -> list[AnnotationSet]:
    return [read_set(path.read_bytes(), path.name) for path in sorted(SAMPLE.glob("*/*.yaml"))]


def text_of(space: Workspace, file: str) -> str:
    body = (SAMPLE / "documents" / file).read_text("utf-8").split("---\n", 2)[2].strip()
    return next(
        t for row in documents.listing(space) if (t := documents.text_of(space, row.document.id)).strip() == body
    )


def test_every_mark_stands_on_its_words(space: Workspace, sets: list[AnnotationSet]) -> None:
    for one in sets:
        assert anchor_problems(one, documents.text_of(space, one.document.id)) == []
    assert sum(len(one.annotations) for one in sets) >= 30


def test_the_sample_comes_back_byte_for_byte(space: Workspace, tmp_path: Path) -> None:
    exporting.export(space, everyone=True, target=tmp_path)
    mine = {path.relative_to(SAMPLE): path.read_bytes() for path in SAMPLE.glob("*/*.yaml")}
    assert {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.glob("*/*.yaml")} == mine
    other = workspace.open_workspace(workspace.create(tmp_path / "other"), annotator="lee")
    importing.import_paths(other, [space.root, *sorted(SAMPLE.glob("*/*.yaml"))])
    exporting.export(other, everyone=True)
    other.close()
    again = {
        path.relative_to(other.root / "annotations"): path.read_bytes()
        for path in other.root.glob("annotations/*/*.yaml")
    }
    assert again == mine


def test_the_annotators_agree_and_disagree_as_planned(sets: list[AnnotationSet]) -> None:
    kinds: Counter[str] = Counter()
    by_document: dict[str, dict[str, AnnotationSet]] = {}
    for one in sets:
        by_document.setdefault(one.document.id, {})[one.annotator] = one
    for pair in by_document.values():
        theirs = {Span(mark.start, mark.end): mark for mark in pair["ilya"].annotations}
        for mark in pair["mara"].annotations:
            span = Span(mark.start, mark.end)
            same = theirs.get(span)
            if same is None:
                near = [one for other, one in theirs.items() if other.overlaps(span)]
                kinds["boundary" if len(near) == 1 else "split" if near else "single"] += 1
            elif same.tag != mark.tag:
                kinds["tag"] += 1
            else:
                compared = ("status", "said_by", "quote", "figure")
                alike = all(getattr(same, name) == getattr(mark, name) for name in compared)
                kinds["agreed" if alike else "details"] += 1
    assert set(kinds) == {"agreed", "details", "tag", "boundary", "split", "single"}
    assert kinds["agreed"] + kinds["details"] > sum(kinds.values()) / 2


def test_a_review_of_the_sample_finds_what_was_planned_and_no_more(space: Workspace) -> None:
    found = Counter(case.item.state for one in review.review(space, ["mara", "ilya"]) for case in one.cases)
    assert found == {"agreed": 33, "details": 14, "single": 10, "tag": 6, "boundary": 5, "split": 5}


COURIER, LEDGER, MORROW, RADIO, DRAFT = "ferry-hits-", "crane-", "ferry-slams-", "ferry-accident-", "the-four-"
LOG, TRANSCRIPT, TRIBUNE = "signal-station-", "transcript-", "one-tug-two-"


def mark(space: Workspace, document: str, words: str, annotator: str = "mara") -> Placed:
    """The one mark of an annotator whose words begin so, in the document whose id begins so."""
    (found,) = [
        one
        for one in annotations.listing(space, annotator=annotator)
        if one.document.startswith(document) and one.annotation.exact.startswith(words)
    ]
    return found


def count(space: Workspace, one: Placed) -> OriginCount:
    return linking.origin_counts(space, [one])[one.id]


def of_tie(space: Workspace, one: Placed, kind: str) -> list[Placed]:
    """The marks that a mark says it is tied to so."""
    return [annotations.get(space, tie.target) for tie in one.annotation.relations if tie.type == kind]


def test_the_sets_and_their_evidence_validate_and_say_what_is_to_be_known(space: Workspace) -> None:
    checked = validating.validate(sorted(SAMPLE.glob("*/*.yaml")), space)
    assert (checked.files, checked.problems, checked.unanchored) == (12, [], 0)
    assert [note.message for note in checked.notes] == [
        'The sources "One tug for the whole basin", "Port Averil in numbers" repeat each other.',
        '"Crane collapses after ferry runs into quay at Port Averil" comes from where this text itself comes from, '
        "so it is no evidence for it.",
    ]
    for one in annotations.listing(space):
        for link in one.annotation.links:
            if link.evidence is not None:
                assert link.evidence.document == link.source != one.document
                assert link.evidence.prefix
                assert link.evidence.suffix


def test_a_claim_has_four_sources_of_two_origins_and_a_verdict(space: Workspace) -> None:
    claim = mark(space, DRAFT, "No deaths were reported.")
    counted = count(space, claim)
    assert (counted.sources, counted.origins, counted.independent, counted.own) == (4, 2, 2, ())
    ledger = sources.ledger(space)
    assert told(ledger, counted) == ["4 sources, 2 origins"]
    wire = next(one for one in ledger.values() if one.publisher == "Corvane Wire")
    outlets, (register,) = claim.annotation.links[:3], claim.annotation.links[3:]
    assert {ledger[link.source].origin for link in outlets} == {wire.id}
    assert [link.evidence.exact for link in outlets if link.evidence is not None] == ["No deaths were reported"] * 2
    assert register.source.startswith(LOG)
    assert register.grade == "primary"
    assert register.evidence is not None
    assert {link.relation for link in claim.annotation.links} == {"supports"}
    given = rating(claim.annotation, "averitec")
    assert given is not None
    assert (given.value, given.by) == ("supported", "mara")
    fields = claim.annotation.claim
    assert fields is not None
    assert fields.verdict_as_of == "2025-03-06"
    assert fields.justification


def test_two_sources_that_repeat_each_other_are_named(space: Workspace) -> None:
    claim = mark(space, RADIO, "thousands of people")
    counted, ledger = count(space, claim), sources.ledger(space)
    assert circles(ledger) == list(counted.circular)
    (circle,) = counted.circular
    assert [ledger[one].origin for one in circle] == list(reversed(circle))
    assert (counted.sources, counted.origins, counted.independent) == (2, 1, 0)
    assert told(ledger, counted)[1:] == [
        "circular: One tug for the whole basin and Port Averil in numbers repeat each other"
    ]
    assert getattr(rating(claim.annotation, "averitec"), "value", "") == "not_enough_evidence"


def test_a_figure_is_refuted_by_the_log_and_so_is_the_claim_that_it_is_part_of(space: Workspace) -> None:
    figure = mark(space, DRAFT, "24").annotation
    refuting = next(link for link in figure.links if link.relation == "refutes")
    assert refuting.source.startswith(LOG)
    assert refuting.grade == "primary"
    assert refuting.evidence is not None
    assert "31; register closed" in refuting.evidence.exact
    assert figure.status == "needs_correction"
    assert figure.correction is not None
    assert figure.correction.text == "31"
    assert "21:30" in figure.correction.reason
    (claim,) = of_tie(space, mark(space, DRAFT, "24"), "part_of")
    assert claim.id == mark(space, DRAFT, "By midnight 24 people").id
    assert Span(claim.annotation.start, claim.annotation.end).contains(Span(figure.start, figure.end))
    assert getattr(rating(claim.annotation, "averitec"), "value", "") == "refuted"
    assert ("has as part", figure.id) in [(tie.words, tie.other) for tie in ties(claim.annotation, [figure])]


def test_a_verdict_on_a_scale_that_the_workspace_lacks_is_kept(space: Workspace) -> None:
    assert list(space.scales) == ["averitec"]
    given = rating(mark(space, DRAFT, "By midnight 24 people").annotation, "house")
    assert given is not None
    assert (given.value, given.internal) == ("Mostly false", "refuted")


@pytest.mark.parametrize("annotator", ["mara", "ilya"])
def test_a_quotation_goes_on_after_its_attribution(space: Workspace, annotator: str) -> None:
    second = mark(space, RADIO, "and nobody on the bridge", annotator)
    (first,) = of_tie(space, second, "continues")
    assert first.id == mark(space, RADIO, "The ferry lost power", annotator).id
    assert first.annotation.end < second.annotation.start
    between = documents.text_of(space, first.document)[first.annotation.end : second.annotation.start]
    assert between == '" she said, "'


def test_marks_of_different_documents_are_tied(space: Workspace) -> None:
    assert [one.id for one in of_tie(space, mark(space, DRAFT, "20"), "contradicts")] == [mark(space, TRIBUNE, "22").id]
    assert [one.id for one in of_tie(space, mark(space, LEDGER, "24"), "contradicts")] == [
        mark(space, COURIER, "exactly 31").id
    ]
    assert [one.id for one in of_tie(space, mark(space, DRAFT, "We asked"), "quoted_from")] == [
        mark(space, TRIBUNE, "We asked").id
    ]
    kinds = {tie.type for one in annotations.listing(space) for tie in one.annotation.relations}
    assert kinds == {"same_as", "contradicts", "part_of", "continues", "derived_from", "quoted_from"}


def test_the_ledger_holds_an_archived_page_a_confidential_source_and_a_call(space: Workspace) -> None:
    ledger = sources.ledger(space)
    (wire,) = [one for one in ledger.values() if one.archived_url]
    assert wire.url
    assert wire.archived_url.endswith(wire.url)
    (worker,) = [one for one in ledger.values() if one.confidential]
    assert caption(worker) == worker.title == worker.alias == "a dock worker at the stack"
    assert (worker.publisher, worker.author, worker.url, worker.note) == ("", "", "", "")
    linked = mark(space, MORROW, "close to 20").annotation
    assert worker.id in [link.source for link in linked.links]
    (call,) = [one for one in ledger.values() if one.contacts]
    assert call.kind == "call"
    assert [(one.by, one.who, one.at[:10]) for one in call.contacts] == [
        ("mara", "Press office", "2025-03-06"),
        ("mara", "Zoé Brandel", "2025-03-06"),
    ]
    assert all(one.answer for one in call.contacts)


def test_wire_copy_is_a_block_whose_own_origin_is_no_evidence_for_the_words_in_it(space: Workspace) -> None:
    block = mark(space, COURIER, "A passenger ferry that had lost")
    assert (block.annotation.tag, block.annotation.relayed_by) == ("quote", "Corvane Wire")
    inner = mark(space, COURIER, "power was cut")
    found = block_of(inner, annotations.of_document(space, inner.document))
    assert found is not None
    assert found.id == block.id
    assert inner.annotation.relayed_by == block.annotation.relayed_by
    counted = count(space, inner)
    assert [one[: len(LEDGER)] for one in counted.own] == [LEDGER]
    assert (counted.sources, counted.origins, counted.independent) == (2, 2, 1)
    assert count(space, block).own == ()


def test_other_evidence_and_other_verdicts_meet_as_details(space: Workspace) -> None:
    cases = {
        case.item.readings[0].mark.id: case.item
        for one in review.review(space, ["mara", "ilya"])
        for case in one.cases
        if case.item.state == "details"
    }
    evidence = cases[mark(space, DRAFT, "No deaths", "ilya").id]
    assert "links" in evidence.differs
    assert "verdicts" not in evidence.differs
    verdicts = cases[mark(space, DRAFT, "By midnight 24 people", "ilya").id]
    assert "verdicts" in verdicts.differs
    given = [getattr(rating(one.mark, "averitec"), "value", "") for one in verdicts.readings]
    assert given == ["conflicting_evidence", "refuted"]


@pytest.mark.parametrize("trap", [key for key in TRAPS if key.isdigit()])
def test_a_trap_is_still_in_the_texts(space: Workspace, trap: str) -> None:
    for place in TRAPS[trap]:
        assert place["exact"] in text_of(space, place["document"]), place["what"]


def test_roles_and_stages_are_told_apart(space: Workspace) -> None:
    rows = documents.listing(space)
    assert Counter(row.document.role for row in rows) == {"check": 7, "evidence": 2}
    assert len(documents.listing(space, stage="draft")) == 1
    assert len({story for row in rows for story in row.document.stories}) == 1


def test_the_lesson_is_first_in_the_list_unmarked_and_apart_from_the_story(space: Workspace) -> None:
    rows = sorted(documents.listing(space), key=lambda row: row.document.title.lower())
    first = rows[0].document
    assert lesson_of(documents.text_of(space, first.id)) is not None
    assert [(first.role, first.stories), rows[0].counts] == [("check", ()), {}]
    assert not any(lesson_of(documents.text_of(space, row.document.id)) for row in rows[1:])
