"""Blind work: what others marked is seen by nobody who is not done, through no service; stored it is all the same."""

import ast
import dataclasses
from pathlib import Path

import pytest

import workbench.services
from workbench.domain.errors import Stale, UsageError
from workbench.exchange.settings import Settings
from workbench.services import annotations, documents, exporting, history, importing, progress, sharing, sight
from workbench.services.workspace import Workspace
from workbench.store import repository

from .conftest import QUAY, Opener, add_text, place

WORD = "zanzibar"
"""What nobody may read who works blind; no text or name here holds it."""


def blind(space: Workspace, *reviewers: str) -> Workspace:
    return dataclasses.replace(space, settings=Settings(blind=True, reviewers=reviewers))


@pytest.fixture
def team(opener: Opener) -> tuple[Workspace, Workspace, Workspace, str]:
    """Kim works blind and is not done, Ada has marked, Ned reviews; all in one store."""
    kim, ada, ned = (blind(opener(name), "ned") for name in ("kim", "ada", "ned"))
    quay = add_text(kim)
    annotations.annotate(ada, quay.id, place(QUAY, "about 140"), "figure", fields={"note": WORD})
    annotations.annotate(kim, quay.id, place(QUAY, "At least 12"), "figure")
    return kim, ada, ned, quay.id


def whose(space: Workspace, document: str) -> list[list[str]]:
    """Whose marks each service tells of."""
    row = documents.listing(space)[0]
    names = {owned.id: owned.annotator for owned in _owners(space)}
    return [
        [one.annotator for one in annotations.listing(space)],
        [one.annotator for one in annotations.of_document(space, document)],
        sorted({annotator for annotator, _, _ in row.counts}, reverse=True),
        sorted((names[one] for one in annotations.short_ids(space)), reverse=True),
    ]


def _owners(space: Workspace) -> list[repository.Owned]:
    with space.store.read() as connection:
        return repository.owners(connection)


def test_others_are_seen_when_done_and_by_reviewers_always(team: tuple[Workspace, Workspace, Workspace, str]) -> None:
    kim, ada, ned, quay = team
    for space in (kim, ada):
        assert {name for names in whose(space, quay) for name in names} == {space.annotator}
        assert documents.listing(space)[0].closed
        with space.store.read() as connection:
            assert sight.hidden(connection, space) == {quay}
            assert not sight.may_see(space, connection, quay)
    assert {name for names in whose(ned, quay) for name in names} == {"kim", "ada"}
    progress.set_done(kim, quay, True)
    both = {name for names in whose(kim, quay) for name in names}
    assert both == {"kim", "ada"}
    assert not documents.listing(kim)[0].closed
    with kim.store.read() as connection:
        assert sight.hidden(connection, kim) == frozenset()
    progress.set_done(kim, quay, False)
    assert {name for names in whose(kim, quay) for name in names} == {"kim"}
    assert {name for names in whose(ada, quay) for name in names} == {"ada"}


def test_where_work_is_not_blind_everybody_sees_all(opener: Opener) -> None:
    kim, ada = opener("kim"), opener("ada")
    quay = add_text(kim)
    annotations.annotate(ada, quay.id, place(QUAY, "about 140"), "figure")
    assert len(annotations.listing(kim)) == 1
    assert not documents.listing(kim)[0].closed


def test_an_id_of_a_hidden_mark_is_no_id(team: tuple[Workspace, Workspace, Workspace, str]) -> None:
    kim, ada, ned, _ = team
    (theirs,) = annotations.listing(ada)
    for given in (theirs.id, theirs.id[-6:]):
        with pytest.raises(UsageError, match="There is no annotation") as caught:
            annotations.get(kim, given)
        assert "ada" not in str(caught.value).replace(given, "")
        with pytest.raises(UsageError, match="There is no annotation"):
            annotations.edit(kim, given, fields={"note": "x"})
    assert annotations.get(ned, theirs.id[-6:]).id == theirs.id
    (mine,) = annotations.listing(kim)
    assert annotations.short_id(kim, mine.id) == annotations.short_ids(kim)[mine.id]


def test_sets_of_others_are_left_out_of_an_export(team: tuple[Workspace, Workspace, Workspace, str]) -> None:
    kim, _, ned, quay = team
    assert [value.annotator for value, _ in exporting.selected(kim, everyone=True)] == ["kim"]
    assert exporting.selected(kim, annotators=["ada"]) == []
    assert exporting.withheld(kim, everyone=True) == exporting.withheld(kim, annotators=["ada"]) == [quay]
    assert exporting.withheld(kim) == exporting.withheld(ned, everyone=True) == []
    assert {one.annotator for one in exporting.export(kim, everyone=True)} == {"kim"}
    assert len(exporting.selected(ned, everyone=True)) == 2
    progress.set_done(kim, quay, True)
    assert len(exporting.selected(kim, everyone=True)) == 2


def test_an_import_stores_all_and_tells_nothing(opener: Opener) -> None:
    ada, kim, ned = opener("ada", "there"), blind(opener("kim"), "ned"), blind(opener("ned"), "ned")
    quay = add_text(ada)
    made = annotations.annotate(ada, quay.id, place(QUAY, "about 140"), "figure", fields={"note": WORD})
    gone = annotations.annotate(ada, quay.id, place(QUAY, "At least 12"), "figure")
    exporting.export(ada)
    assert importing.import_paths(kim, [ada.root]).new == 2
    assert annotations.listing(kim) == []
    assert {one.annotator for one in annotations.listing(ned)} == {"ada"}
    # Both sides change it: a conflict that is Ada's affair, and the reviewers'.
    annotations.edit(opener("ada"), made.id, fields={"note": f"{WORD} here"})
    annotations.edit(ada, made.id, fields={"note": f"{WORD} there"})
    annotations.delete(ada, gone.id)
    exporting.export(ada)
    report = importing.import_paths(kim, [ada.root])
    assert (report.conflicts, report.deleted) == (1, 1)
    told = "\n".join(report.notes)
    assert "an annotation of ada" in told
    assert WORD not in told
    assert "140" not in told
    assert made.id[-8:] not in told
    assert annotations.conflicts(kim) == {}
    assert annotations.disputed(kim) == []
    with pytest.raises(UsageError, match="no open conflict"):
        importing.resolve_conflict(kim, made.id, take="theirs")
    assert list(annotations.conflicts(ned)) == [made.id]
    step = history.undo(kim)
    assert step.changes == ()
    assert history.redo(kim).changes == ()
    progress.set_done(kim, quay.id, True)
    assert list(annotations.conflicts(kim)) == [made.id]


def test_an_undo_that_cannot_be_tells_no_words_of_others(opener: Opener) -> None:
    there, kim, ada = opener("ada", "there"), blind(opener("kim")), opener("ada")
    quay = add_text(there)
    made = annotations.annotate(there, quay.id, place(QUAY, "about 140"), "figure")
    exporting.export(there)
    importing.import_paths(kim, [there.root])
    annotations.edit(ada, made.id, fields={"note": WORD})
    with pytest.raises(Stale) as caught:
        history.undo(kim)
    assert "by ada" in str(caught.value)
    assert "140" not in str(caught.value)
    with pytest.raises(Stale, match="140"):
        history.undo(opener("kim"))  # where work is not blind it says what it was


def test_ones_own_conflicts_are_ones_own(opener: Opener) -> None:
    """The same annotator at two machines."""
    kim, there = blind(opener("kim")), opener("kim", "there")
    quay = add_text(kim)
    made = annotations.annotate(kim, quay.id, place(QUAY, "about 140"), "figure")
    exporting.export(kim)
    importing.import_paths(there, [kim.root])
    annotations.edit(kim, made.id, fields={"note": "here"})
    annotations.edit(there, made.id, fields={"note": "there"})
    exporting.export(there)
    report = importing.import_paths(kim, [there.root])
    assert report.conflicts == 1
    assert made.id[-8:] in "\n".join(report.notes)
    after = importing.resolve_conflict(kim, made.id, take="theirs")
    assert after is not None
    assert after.annotation.note == "there"


def test_ticks_and_the_next_document_are_ones_own(team: tuple[Workspace, Workspace, Workspace, str]) -> None:
    kim, ada, _, quay = team
    sharing.tick(ada, quay, (0, 3))
    assert sharing.covered(kim, quay) == ()
    found = sharing.next_document(kim)
    assert found is not None
    assert found.marks == 1


# --- nobody forgets to ask -----------------------------------------------------------------------------------------

READERS = frozenset(
    [
        "annotations",
        "find_annotation",
        "owners",
        "annotations_of",
        "conflicts",
        "counts",
        "exchanged",
        "decisions",
        "comments",
        "linked",
        "corrected",
        "related",
        "around",
        "blocks",
        "within",
    ]
)
"""What of the repository tells of others' marks and words."""
ASKED_ELSEWHERE = {
    ("annotations", "get"): "its id was picked among those that may be seen",
    ("annotations", "own"): "its id was picked among those that may be seen",
    ("annotations", "same_marks"): "of the acting annotator alone",
    ("sharing", "_own_marks"): "of the acting annotator alone",
    ("exporting", "_plan"): "of sets that may be seen",
    ("exporting", "export"): "which of the planned sets hold conflicts",
    ("merging", "_merge_annotations"): "what is told of it goes through the report's sight",
    ("importing", "resolve_conflict"): "of conflicts that may be seen",
    ("review", "annotators"): "names alone",
    ("review", "chosen"): "names alone",
    ("review", "_reviewed"): "of documents that are not hidden",
    ("review", "_check"): "of a case that was shown",
    ("review", "_puts"): "of a case that was shown",
    ("annotations", "_relayed"): "of the acting annotator alone",
    ("annotations", "_pass_on"): "of the acting annotator alone",
    ("correcting", "_asked"): "of the acting annotator alone",
    ("correcting", "move_all"): "of marks that were shown, and ids alone decide",
    ("linking", "placed"): "its id was picked among those that may be seen",
    ("linking", "relate"): "its id was picked among those that may be seen",
    ("linking", "alter"): "its id was picked among those that may be seen",
    ("sources", "is_pointed_at"): "whether there is any, no more",
    ("sources", "_silence"): "changes the acting annotator's own, tells nothing",
    ("history", "_spare_sources"): "ids of sources alone",
}


def test_every_service_that_reads_marks_asks_what_may_be_seen() -> None:
    (folder,) = workbench.services.__path__
    forgotten = []
    for path in sorted(Path(folder).glob("*.py")):
        if path.stem == "sight":
            continue
        for one in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(one, ast.FunctionDef) and (path.stem, one.name) not in ASKED_ELSEWHERE:
                named = {
                    (node.value.id, node.attr)
                    for node in ast.walk(one)
                    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
                }
                reads = any(("repository", reader) in named for reader in READERS)
                if reads and not any(module == "sight" for module, _ in named):
                    forgotten.append(f"{path.stem}.{one.name}")
    assert forgotten == []
