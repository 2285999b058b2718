"""Links, ties and passing: what they are to, what they add up to, and that every one can be undone."""

import msgspec
import pytest

from workbench.domain.errors import Stale, UsageError
from workbench.domain.model import Placed, Source
from workbench.services import annotations, documents, exporting, history, linking, source_acts, sources, validating
from workbench.services.linking import Pin
from workbench.services.workspace import Workspace

from .conftest import QUAY, Opener, add_text, place

LOG = "Log\nAt nine the ferry struck the quay with 138 people.\nIt was towed. It was towed.\n"


@pytest.fixture
def kim(opener: Opener) -> Workspace:
    space = opener()
    add_text(space)
    add_text(space, LOG, "Log")
    return space


def quay_of(space: Workspace) -> str:
    return next(row.document.id for row in documents.listing(space) if row.document.title == "Ferry hits quay")


def log_of(space: Workspace) -> str:
    return next(row.document.id for row in documents.listing(space) if row.document.title == "Log")


def mark(space: Workspace, words: str = "about 140", tag: str = "figure", **fields: str) -> Placed:
    return annotations.annotate(space, quay_of(space), place(QUAY, words), tag, fields=fields)


def enter(space: Workspace, title: str, **fields: object) -> Source:
    return sources.add(space, {"title": title, **fields}).source


# --- links ---------------------------------------------------------------------------------------------------------


def test_a_link_to_a_passage_holds_its_anchor(kim: Workspace) -> None:
    log, one = log_of(kim), mark(kim)
    start, end = place(LOG, "138 people")
    done = linking.link(kim, one.id[-6:], Pin(log[:3], "refutes", evidence=(log, start, end)), note=" n ")
    (made,) = done.annotation.links
    assert (made.source, made.relation, made.grade, made.locator, made.note) == (
        log,
        "refutes",
        "secondary",
        "¶ 2",
        "n",
    )
    assert made.evidence is not None
    assert LOG[made.evidence.start : made.evidence.end] == made.evidence.exact == "138 people"
    history.undo(kim)
    assert annotations.get(kim, one.id).annotation.links == ()
    history.redo(kim)
    assert annotations.get(kim, one.id).annotation.links == (made,)
    after = linking.unlink(kim, one.id, made.id[-6:])
    assert after.annotation.links == ()
    history.undo(kim)
    assert annotations.get(kim, one.id).annotation.links == (made,)


def test_the_grade_follows_the_kind(kim: Workspace) -> None:
    one = mark(kim)
    for kind, grade in (("recording", "primary"), ("article", "secondary")):
        source = enter(kim, kind, kind=kind)
        assert linking.link(kim, one.id, Pin(source.id)).annotation.links[-1].grade == grade


def test_what_does_not_fit_is_refused_and_changes_nothing(kim: Workspace, opener: Opener) -> None:
    log, quay, one = log_of(kim), quay_of(kim), mark(kim)
    linking.link(kim, one.id, Pin(log))
    before = annotations.get(kim, one.id)
    for pin, said in (
        (Pin("nowhere"), "no source"),
        (Pin(log), "linked to that already"),
        (Pin(log, evidence=(log, 5, 9999)), "outside the text"),
        (Pin(log, evidence=(quay, 0, 3)), "not one of"),
        (Pin(log, locator="x" * 1001), "1,000 characters"),
    ):
        with pytest.raises(UsageError, match=said):
            linking.link(kim, one.id, pin)
    with pytest.raises(UsageError, match="is kim's"):
        linking.link(opener("ada"), one.id, Pin(log, "refutes"))
    with pytest.raises(Stale):
        linking.link(kim, one.id, Pin(log, "refutes"), seen=before.revision - 1)
    assert annotations.get(kim, one.id) == before


def test_a_link_to_a_double_is_one_to_the_source(kim: Workspace) -> None:
    one, log, copy = mark(kim), enter(kim, "Harbour log"), enter(kim, "The log")
    linking.link(kim, one.id, Pin(copy.id))
    source_acts.merge(kim, copy.id, log.id)
    for source in (log.id, copy.id):
        with pytest.raises(UsageError, match="already"):
            linking.link(kim, one.id, Pin(source))
    assert linking.link(kim, one.id, Pin(copy.id, "refutes")).annotation.links[-1].source == log.id
    with pytest.raises(UsageError, match="no such link"):
        linking.unlink(kim, one.id, log_of(kim))
    linking.unlink(kim, one.id, log.id)
    assert linking.unlink(kim, one.id, "the-log").annotation.links == ()


def test_which_link_is_meant_must_be_clear(kim: Workspace) -> None:
    one, log = mark(kim), enter(kim, "Harbour log")
    for relation in ("supports", "refutes"):
        done = linking.link(kim, one.id, Pin(log.id, relation))  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="2 links fit") as caught:
        linking.unlink(kim, one.id, log.id)
    assert all(link.id[-8:] in str(caught.value) for link in done.annotation.links)
    for wrong in ("", "zzzzzz", log.id[-3:]):
        with pytest.raises(UsageError):
            linking.unlink(kim, one.id, wrong)


def test_a_changed_passage_changes_its_place(kim: Workspace) -> None:
    log, one = log_of(kim), mark(kim)
    link = linking.link(kim, one.id, Pin(log, evidence=(log, *place(LOG, "138")))).annotation.links[0]
    moved = linking.relink(kim, one.id, link.id, evidence=(log, *place(LOG, "towed"))).annotation.links[0]
    assert (moved.id, moved.locator) == (link.id, "¶ 3")
    named = linking.relink(kim, one.id, link.id, locator="line 2", relation="refutes").annotation.links[0]
    assert (named.locator, named.relation, named.evidence) == ("line 2", "refutes", moved.evidence)
    kept = linking.relink(kim, one.id, link.id, evidence=(log, 0, 3)).annotation.links[0]
    assert kept.locator == "line 2"


# --- passing -------------------------------------------------------------------------------------------------------


def test_passing_says_by_what(kim: Workspace) -> None:
    one, call = mark(kim), enter(kim, "Harbour master", kind="call")
    done = linking.check_off(kim, one.id, Pin(call.id)).annotation
    assert done.checked is not None
    assert (done.status, done.checked.by, done.checked.method) == ("verified", "kim", "person")
    assert [link.source for link in done.links] == [call.id]
    again = linking.check_off(kim, one.id, Pin(call.id)).annotation
    assert again == done
    history.undo(kim)
    assert annotations.get(kim, one.id).annotation.status == "unchecked"


def test_the_very_words_are_the_passage_where_they_stand_once(kim: Workspace, opener: Opener) -> None:
    log = log_of(kim)
    whole = mark(kim, "The ferry struck the quay", "claim")
    (link,) = linking.check_off(kim, whole.id, Pin(log)).annotation.links
    assert link.evidence is not None
    assert link.evidence.exact == "the ferry struck the quay"
    short = mark(kim, "about 140")
    assert linking.check_off(kim, short.id, Pin(log)).annotation.links[0].evidence is None
    # The words would end within a character there, and that is another word.
    cut = add_text(kim, "Log\nThey said the ferry struck the quay\u0301 there.\n", "Cut")
    other = annotations.annotate(kim, quay_of(kim), place(QUAY, "ferry struck the quay"), "claim")
    (link,) = linking.check_off(kim, other.id, Pin(cut.id)).annotation.links
    assert link.evidence is None


# --- ties ----------------------------------------------------------------------------------------------------------


def test_ties_are_made_and_taken_away(kim: Workspace) -> None:
    one, two = mark(kim, "We heard", "quote"), mark(kim, "grinding noise", "quote")
    claim = mark(kim, "The quay stays closed.", "claim")
    done = linking.relate(kim, two.id, "continues", one.id[-6:])
    assert [(tie.type, tie.target) for tie in done.annotation.relations] == [("continues", one.id)]
    assert linking.relate(kim, two.id, "continues", one.id).revision == done.revision
    for target, relation, said in (
        (two.id, "same_as", "to itself"),
        (claim.id, "continues", "Only a quotation"),
        ("zzzzzz", "same_as", "no annotation"),
    ):
        with pytest.raises(UsageError, match=said):
            linking.relate(kim, two.id, relation, target)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="says continues of this one already"):
        linking.relate(kim, one.id, "continues", two.id)
    linking.relate(kim, two.id, "contradicts", claim.id)
    for target, kind in (("", None), ("zzzzzz", None), (claim.id, "same_as")):
        with pytest.raises(UsageError):
            linking.unrelate(kim, two.id, target, kind)  # type: ignore[arg-type]
    assert len(linking.unrelate(kim, two.id, claim.id[-6:]).annotation.relations) == 1
    annotations.delete(kim, one.id)
    assert linking.unrelate(kim, two.id, one.id, "continues").annotation.relations == ()
    history.undo(kim)
    assert len(annotations.get(kim, two.id).annotation.relations) == 1


# --- what they add up to -------------------------------------------------------------------------------------------


def test_origins_are_counted_for_many_as_for_one(kim: Workspace, opener: Opener) -> None:
    agency = enter(kim, "Agency")
    report, other = enter(kim, "Report", origin=agency.id), enter(kim, "Other", origin=agency.id)
    round_ = enter(kim, "Round")
    sources.edit(kim, round_.id, {"origin": enter(kim, "Back", origin=round_.id).id})
    outside = mark(kim, "about 140")
    block = mark(kim, "We heard a long grinding noise,", "quote", relayed_by="the agency")
    inside = mark(kim, "a long grinding", "claim")
    theirs = annotations.annotate(opener("ada"), quay_of(kim), place(QUAY, "We heard a long"), "claim")
    for one, space in ((outside, kim), (inside, kim), (theirs, opener("ada"))):
        for source in (report, other, round_):
            linking.link(space, one.id, Pin(source.id))
    linking.link(kim, outside.id, Pin(quay_of(kim), "mentions"))
    linking.link(kim, block.id, Pin(agency.id))
    found = linking.origin_counts(kim, annotations.listing(kim))
    assert set(found) == {outside.id, block.id, inside.id, theirs.id}
    count = found[outside.id]
    assert (count.sources, count.origins, count.independent, count.own) == (3, 2, 1, ())
    assert len(count.circular) == 1
    assert found[inside.id].own == (report.id, other.id)
    assert found[inside.id].independent == 0
    assert found[theirs.id].own == ()  # the block is kim's reading, not ada's
    for one in annotations.listing(kim):
        assert linking.origin_counts(kim, [one]).get(one.id) == found.get(one.id)
    linking.link(kim, outside.id, Pin(quay_of(kim)))
    assert linking.origin_counts(kim, [annotations.get(kim, outside.id)])[outside.id].own == (quay_of(kim),)


# --- validation ----------------------------------------------------------------------------------------------------


def test_validate_looks_at_evidence_and_notes_circles(kim: Workspace, tmp_path_factory: pytest.TempPathFactory) -> None:
    log, one = log_of(kim), mark(kim)
    linking.link(kim, one.id, Pin(log, evidence=(log, *place(LOG, "138 people"))))
    round_ = enter(kim, "Round")
    sources.edit(kim, round_.id, {"origin": enter(kim, "Back", origin=round_.id).id})
    linking.link(kim, one.id, Pin(round_.id))
    linking.link(kim, one.id, Pin(quay_of(kim)))
    exporting.export(kim)
    (path,) = (kim.root / "annotations" / "kim").glob("*.yaml")
    checked = validating.validate([path], kim)
    assert checked.problems == []
    told = [note.message for note in checked.notes]
    assert len(told) == 2
    assert any("repeat each other" in note for note in told)
    assert any("no evidence for it" in note for note in told)
    lines = path.read_text().splitlines()
    assert all("source:" in lines[note.line - 1] or "id:" in lines[note.line - 1] for note in checked.notes)
    good = path.read_text()
    start, end = place(LOG, "138 people")
    for old, new, said in (
        ('exact: "138 people"', 'exact: "139 people"', '"138 people", not "139 people"'),
        ('struck the quay with "', 'struck the quay wish "', "is not the prefix"),
        (f"start: {start}, end: {end}", f"start: {start - 1}, end: {end - 1}", f"The text at {start - 1}:{end - 1}"),
    ):
        assert good.count(old) == 1, old
        path.write_text(good.replace(old, new))
        (problem,) = validating.validate([path], kim).problems
        assert "In the evidence" in problem.message
        assert said in problem.message
        assert "evidence:" in lines[problem.line - 1]
    # Without a workspace the texts beside the sets are what is looked at; without those nothing is said.
    assert len(validating.validate([path], None).problems) == 1
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "kim.yaml"
    elsewhere.write_bytes(path.read_bytes())
    assert validating.validate([elsewhere], None).problems == []


def test_a_context_that_was_left_out_is_fine(kim: Workspace) -> None:
    log, one = log_of(kim), mark(kim)
    done = linking.link(kim, one.id, Pin(log, evidence=(log, *place(LOG, "138 people"))))
    exporting.export(kim)
    (path,) = (kim.root / "annotations" / "kim").glob("*.yaml")
    evidence = done.annotation.links[0].evidence
    assert evidence is not None
    bare = msgspec.structs.replace(evidence, prefix="", suffix="")
    assert bare.prefix == ""
    text = path.read_text()
    at = text.index("evidence: {")
    start, end = text.index(', prefix: "', at), text.index("}", at)
    path.write_text(text[:start] + text[end:])
    assert validating.validate([path], kim).problems == []
