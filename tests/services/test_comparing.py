"""Comparing annotators on real workspaces, and review items by the ids that people say."""

from collections.abc import Callable

import pytest

from workbench.domain.agreement import figures
from workbench.domain.errors import UsageError
from workbench.services import annotations, comparing, documents, items, progress, review
from workbench.services.workspace import Workspace
from workbench.store import repository

from .conftest import QUAY, add_text, place

Opener = Callable[..., Workspace]


def mark(space: Workspace, words: str, tag: str = "figure", title: str = "Ferry hits quay") -> str:
    document = next(row.document.id for row in documents.listing(space) if row.document.title == title)
    return annotations.annotate(space, document, place(QUAY, words), tag).id


@pytest.fixture
def team(opener: Opener) -> list[Workspace]:
    """Kim, Ada and Lee on one text; a second one that only Kim has marked, a third that nobody has."""
    kim = opener("kim")
    add_text(kim)
    add_text(kim, QUAY + "Later on.\n", "Second")
    add_text(kim, QUAY + "Nothing here.\n", "Third")
    team = [kim, opener("ada"), opener("lee")]
    for space in team:
        mark(space, "about 140")
    mark(kim, "At least 12")
    mark(team[1], "12 people")
    mark(team[2], "The quay stays closed.", "claim")
    mark(kim, "about 140", title="Second")
    return team


def test_counts_of_documents_and_pairs_add_up(team: list[Workspace]) -> None:
    found = comparing.compare(team[0], ["kim", "ada"])
    (one,) = found.by_document.values()
    assert found.annotators == ("ada", "kim")
    both = figures(found.counts)
    assert (both.f1_strict.value, both.f1_overlap.value) == (0.5, 1.0)
    assert both == figures(one) == figures(found.by_pair["ada", "kim"])
    assert found.alone == 1
    everyone = comparing.compare(team[0])
    assert len(everyone.by_pair) == 3
    pairs = [figures(counts).f1_strict.value for counts in everyone.by_pair.values()]
    assert figures(everyone.counts).f1_strict.value == pytest.approx(sum(map(float, map(str, pairs))) / 3)
    assert everyone.reviewed == tuple(review.review(team[0]))


def test_a_document_that_both_read_and_found_nothing_in_counts(team: list[Workspace]) -> None:
    before = figures(comparing.compare(team[0], ["kim", "ada"]).counts)
    third = next(row.document.id for row in documents.listing(team[0]) if row.document.title == "Third")
    progress.set_done(team[0], third, True)
    assert figures(comparing.compare(team[0], ["kim", "ada"]).counts) == before
    progress.set_done(team[1], third, True)
    found = comparing.compare(team[0], ["kim", "ada"])
    assert third in found.by_document
    after = figures(found.counts)
    assert after.f1_strict == before.f1_strict
    assert after.kappa.n > before.kappa.n


def test_nobody_and_one_are_not_compared(opener: Opener) -> None:
    kim = opener("kim")
    assert comparing.compare(kim).annotators == ()
    assert figures(comparing.compare(kim).counts).f1_strict.value is None
    add_text(kim)
    mark(kim, "about 140")
    assert all(one.value is None and one.reason for one in figures(comparing.compare(kim).counts))
    assert comparing.compare(kim).by_pair == {}


def test_items_are_found_whoever_they_are_among(team: list[Workspace]) -> None:
    kim = team[0]
    everyone = {case.item.id for one in review.review(kim) for case in one.cases}
    for names in ((), ("kim", "ada"), ("lee",)):
        short = items.short_ids(kim, names)
        for one in review.review(kim, names):
            for case in one.cases:
                found = items.find(kim, short[case.item.id])
                assert found.item.id == case.item.id
                assert found.item.annotators == case.item.annotators
    pair = next(case.item.id for one in review.review(kim, ["ada", "kim"]) for case in one.cases)
    assert items.find(kim, pair[:8], ["ada", "kim"]).item.id == pair
    assert pair not in everyone
    with pytest.raises(UsageError, match="no review item"):
        items.find(kim, pair, ["lee", "kim"])
    with pytest.raises(UsageError, match="too short"):
        items.find(kim, pair[:3])


def test_a_comment_is_about_an_annotation_or_an_item(team: list[Workspace], monkeypatch: pytest.MonkeyPatch) -> None:
    kim = team[0]
    (one, *_) = review.review(kim)
    case, own = one.cases[0], one.cases[0].item.readings[0].mark.id
    assert items.subject(kim, own) == (case.document, own)
    assert items.subject(kim, annotations.short_id(kim, own)) == (case.document, own)
    assert items.subject(kim, items.short_ids(kim)[case.item.id]) == (case.document, case.item.id)
    for wrong in ("", "zz", "zzzzz"):
        with pytest.raises(UsageError, match="no annotation or review item"):
            items.subject(kim, wrong)
    beginning = case.item.id[:4]
    ending = [repository.Owned(f"0-{beginning}", case.document, "kim")]
    monkeypatch.setattr(repository, "owners", lambda *_: ending)  # an annotation whose id ends as the item's begins
    with pytest.raises(UsageError, match="could be 2 annotations or review items"):
        items.subject(kim, beginning)
