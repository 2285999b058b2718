"""The sample is what it says: anchored to the letter, trapped as planned, and the same after a round trip."""

import json
from collections import Counter
from pathlib import Path

import pytest

from workbench.domain.model import AnnotationSet
from workbench.domain.spans import Span
from workbench.exchange.sets import anchor_problems, read_set
from workbench.services import demo, documents, exporting, importing, review, workspace
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
    assert found == {"agreed": 35, "details": 12, "single": 10, "tag": 6, "boundary": 5, "split": 5}


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
