"""The ledger: what is entered, changed, merged and deleted, what others' sets say of it, and what nobody may learn."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from workbench.domain.errors import Stale, UsageError
from workbench.domain.model import Source
from workbench.exchange.settings import Settings
from workbench.services import (
    annotations,
    attachments,
    documents,
    exporting,
    history,
    importing,
    linking,
    progress,
    source_acts,
    sources,
)  # fmt: skip
from workbench.services.linking import Pin
from workbench.services.workspace import Workspace
from workbench.store import source_rows

from .conftest import QUAY, Opener, add_text, place

NAME = "Zanzibar"
"""A name that may be nowhere but in the store."""


def marked(space: Workspace, words: str = "about 140", tag: str = "figure") -> str:
    rows = documents.listing(space)
    document = rows[0].document if rows else add_text(space)
    return annotations.annotate(space, document.id, place(QUAY, words), tag).id


def linked(space: Workspace, source: str, words: str = "about 140") -> str:
    mark = marked(space, words)
    linking.link(space, mark, Pin(source))
    return mark


def enter(space: Workspace, title: str = "Harbour log", **fields: Any) -> Source:
    return sources.add(space, {"title": title, **fields}).source


def files_of(space: Workspace) -> str:
    paths = [*(space.root / "annotations").rglob("*.yaml"), *(space.root / "documents").glob("*")]
    return "\n".join(path.read_text() for path in paths)


def travel(giver: Workspace, taker: Workspace) -> importing.Report:
    exporting.export(giver)
    return importing.import_paths(taker, [giver.root])


# --- entering ------------------------------------------------------------------------------------------------------


def test_a_source_is_entered_and_doubles_are_told(opener: Opener) -> None:
    kim = opener()
    one = sources.add(kim, {"title": "Harbour log", "url": "https://port.example/log"})
    assert (one.source.kind, one.alike) == ("web_page", ())
    two = sources.add(kim, {"url": "http://www.port.example/log/"})
    assert [(match.source.id, match.reason) for match in two.alike] == [(one.source.id, "the same address")]
    assert two.source.id != one.source.id
    assert [match.source.id for match in sources.alike(kim, one.source.id)] == [two.source.id]
    assert {key: [one.source.id for one in found] for key, found in sources.all_alike(kim).items()} == {
        one.source.id: [two.source.id],
        two.source.id: [one.source.id],
    }
    assert len(sources.listing(kim)) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "which source"),
        ({"title": "x", "url": "javascript:alert(1)"}, "begins with javascript"),
        ({"title": "x", "archived_url": "file:///x"}, "begins with file"),
        ({"title": "x", "kind": "rumour"}, "no value for kind"),
        ({"title": "x", "published": "soon"}, "no value for published"),
        ({"title": "x", "origin": "nowhere"}, "no source"),
        ({"title": "x", "confidential": True}, "needs an alias"),
        ({"title": "x", "same_as": "y"}, "no field"),
    ],
)
def test_what_does_not_fit_is_refused(opener: Opener, given: dict[str, Any], said: str, tmp_path: Path) -> None:
    kim = opener()
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(UsageError, match=said):
        sources.add(kim, given, file=file)
    assert sources.listing(kim) == []
    assert not (kim.root / "attachments").exists()


def test_documents_are_sources_by_themselves(opener: Opener) -> None:
    kim = opener()
    quay = add_text(kim)
    wire = enter(kim, "Wire copy")
    (row,) = [one for one in sources.listing(kim) if one.document]
    assert (row.source.id, row.source.title, row.source.kind) == (quay.id, quay.title, "document")
    assert [one.source.id for one in sources.listing(kim, entered=True)] == [wire.id]
    sources.edit(kim, quay.id, {"origin": wire.id})
    assert sources.get(kim, quay.id[:6]).source.origin == wire.id
    with pytest.raises(UsageError, match="its own metadata"):
        sources.edit(kim, quay.id, {"title": "x"})
    with pytest.raises(UsageError, match="its own origin"):
        sources.edit(kim, quay.id, {"origin": quay.id})
    sources.edit(kim, quay.id, {"origin": ""})
    assert quay.id not in {one.source.id for one in sources.listing(kim, entered=True)}
    documents.remove(kim, quay.id)
    assert [one.source.id for one in sources.listing(kim)] == [wire.id]


def test_two_versions_of_an_article_are_no_doubles(opener: Opener) -> None:
    kim = opener()
    one, two = add_text(kim), add_text(kim, QUAY + "More.\n")
    assert sources.alike(kim, one.id) == []
    assert sources.all_alike(kim) == {}
    copy = enter(kim, one.title)
    assert {match.source.id for match in sources.alike(kim, copy.id)} == {one.id, two.id}


def test_every_act_can_be_undone_and_done_again(opener: Opener, tmp_path: Path) -> None:
    kim = opener()
    file = tmp_path / "log.pdf"
    file.write_bytes(b"nine boats")
    one, two, third = enter(kim), enter(kim, "Log of the harbour", note="x"), enter(kim, "A third log")
    acts = [
        lambda: sources.edit(kim, one.id, {"publisher": "Port"}),
        lambda: source_acts.contact(kim, one.id, "the harbour master", "no answer"),
        lambda: source_acts.attach(kim, one.id, file),
        lambda: source_acts.detach(kim, one.id, sources.get(kim, one.id).source.attachments[0]),
        lambda: source_acts.merge(kim, one.id, two.id),
        lambda: sources.edit(kim, third.id, {"confidential": True, "alias": "a log"}),
    ]
    for act in acts:
        before = sources.ledger(kim)
        act()
        after = sources.ledger(kim)
        assert before != after
        history.undo(kim)
        assert sources.ledger(kim) == before
        history.redo(kim)
        assert sources.ledger(kim) == after
    spare = enter(kim, "Nobody's")
    source_acts.delete(kim, spare.id)
    assert spare.id not in sources.ledger(kim)
    history.undo(kim)
    assert sources.ledger(kim)[spare.id] == spare


# --- files ---------------------------------------------------------------------------------------------------------


def test_a_kept_file_is_looked_at_again(opener: Opener, tmp_path: Path) -> None:
    kim = opener()
    file = tmp_path / "in" / "log\u202e\n.pdf"
    file.parent.mkdir()
    file.write_bytes(b"nine boats")
    one = sources.add(kim, {"title": "Log"}, file=file).source
    (kept,) = one.attachments
    assert (kept.bytes, "\n" in kept.name) == (10, False)
    path = attachments.path_of(kim, kept)
    assert path.read_bytes() == b"nine boats"
    assert path.stat().st_mode & 0o077 == 0
    assert attachments.state_of(kim, kept) == "unchanged"
    assert source_acts.attach(kim, one.id, file).attachments == (kept,)  # the same bytes once
    path.chmod(0o600)
    path.write_bytes(b"ten boats")
    assert attachments.state_of(kim, kept) == "changed"
    source_acts.attach(kim, one.id, file)
    assert attachments.state_of(kim, kept) == "unchanged"
    path.unlink()
    assert attachments.state_of(kim, kept) == "missing"
    with pytest.raises(UsageError, match="no file"):
        source_acts.attach(kim, one.id, tmp_path)
    assert not list((kim.root / "attachments").glob(".tmp*"))


@pytest.mark.parametrize(("who", "at"), [(" ", ""), ("x" * 1001, ""), ("x", "yesterday")])
def test_a_contact_that_could_not_be_written_is_refused(opener: Opener, who: str, at: str) -> None:
    kim = opener()
    one = enter(kim)
    with pytest.raises(UsageError):
        source_acts.contact(kim, one.id, who, "", at)
    assert sources.get(kim, one.id).source == one


# --- merging and deleting ------------------------------------------------------------------------------------------


def test_links_to_a_double_count_for_what_it_is(opener: Opener) -> None:
    kim = opener()
    one, two, wire = enter(kim, url="https://a.example"), enter(kim, "Log", note="n"), enter(kim, "Wire")
    mark = linked(kim, one.id)
    sources.edit(kim, one.id, {"origin": wire.id})
    whole = source_acts.merge(kim, one.id, two.id)
    assert (whole.title, whole.url, whole.note, whole.origin) == ("Log", "https://a.example", "n", wire.id)
    rows = {row.source.id: row.links for row in sources.listing(kim)}
    assert (rows[two.id], one.id in rows) == (1, False)
    assert sources.get(kim, two.id).links == 1
    assert [mark.id for mark in sources.pointing(kim, two.id).links] == [mark]
    assert annotations.get(kim, mark).annotation.links[0].source == one.id
    for given, into in ((one.id, two.id), (two.id, one.id)):
        with pytest.raises(UsageError, match="one already"):
            source_acts.merge(kim, given, into)


def test_what_repeats_its_own_double_repeats_nothing(opener: Opener) -> None:
    kim = opener()
    one = enter(kim, "Log")
    two = enter(kim, "Copy", origin=one.id)
    assert source_acts.merge(kim, one.id, two.id).origin is None


def test_a_text_stays_when_its_entry_is_merged(opener: Opener) -> None:
    kim = opener()
    quay, other = add_text(kim), add_text(kim, "Another text.\n", "Another")
    one = enter(kim, "Ferry hits quay", note="seen")
    assert source_acts.merge(kim, quay.id, one.id).id == quay.id
    assert sources.get(kim, quay.id).source.note == "seen"
    assert sources.get(kim, quay.id).source.title == quay.title
    with pytest.raises(UsageError, match="Both are stored documents"):
        source_acts.merge(kim, quay.id, other.id)


def test_what_is_pointed_at_is_not_deleted(opener: Opener) -> None:
    kim, ada = opener(), opener("ada")
    log = enter(kim)
    wire = enter(kim, "Wire copy", origin=log.id)
    mark = linked(ada, log.id)
    with pytest.raises(UsageError) as caught:
        source_acts.delete(kim, log.id)
    for told in (mark[-8:], "of ada", f"repeated by: {wire.id}"):
        assert told in str(caught.value)
    with pytest.raises(UsageError, match="stored document"):
        source_acts.delete(kim, documents.listing(kim)[0].document.id)
    sources.edit(kim, wire.id, {"origin": ""})
    linking.unlink(ada, mark, log.id)
    source_acts.delete(kim, log.id)
    assert log.id not in sources.ledger(kim)


def test_undo_takes_no_source_from_under_a_link(opener: Opener) -> None:
    kim, ada = opener(), opener("ada")
    add_text(ada)
    log = enter(kim)
    mark = linked(ada, log.id)
    with pytest.raises(Stale, match="points at"):
        history.undo(kim)
    assert log.id in sources.ledger(kim)
    # The link is gone, the source is deleted, the link comes back: the file still holds both.
    linking.unlink(ada, mark, log.id)
    source_acts.delete(kim, log.id)
    history.undo(ada)
    assert travel(ada, opener("lee", "there")).new == 1
    assert sources.ledger(opener("lee", "there"))[log.id].title == log.title


# --- what others' sets say -----------------------------------------------------------------------------------------


@pytest.fixture
def shared(opener: Opener) -> tuple[Workspace, Workspace, str]:
    """Kim has linked to a source; ada has kim's set, has linked to it too, and kim has hers."""
    kim, ada = opener("kim", "a"), opener("ada", "b")
    log = enter(kim, note="mine").id
    linked(kim, log)
    travel(kim, ada)
    linked(ada, log, "At least 12")
    travel(ada, kim)
    return kim, ada, log


def test_a_later_version_is_taken_and_an_earlier_one_is_nothing(shared: tuple[Workspace, Workspace, str]) -> None:
    kim, ada, log = shared
    sources.edit(ada, log, {"title": "Port log"})
    assert travel(ada, kim).notes == []
    assert sources.get(kim, log).source.title == "Port log"
    history.undo(kim)
    assert sources.get(kim, log).source.title == "Harbour log"
    assert importing.import_paths(kim, [ada.root]).notes == []  # an import that was undone can be made again
    assert sources.get(kim, log).source.title == "Port log"
    sources.edit(kim, log, {"title": "Port log, p. 4"})
    assert importing.import_paths(kim, [ada.root]).notes == []
    row = sources.get(kim, log)
    assert (row.source.title, row.rivals) == ("Port log, p. 4", ())


def test_what_our_own_set_said_is_followed_by_what_it_says_now(opener: Opener) -> None:
    """The same annotator at two machines: an export tells this one what its set has said."""
    here, there = opener("kim", "a"), opener("kim", "b")
    log = enter(here).id
    linked(here, log)
    travel(here, there)
    sources.edit(there, log, {"title": "Port log"})
    assert travel(there, here).notes == []
    assert (sources.get(here, log).source.title, sources.get(here, log).rivals) == ("Port log", ())


@pytest.mark.parametrize("take", ["ours", "ada"])
def test_what_was_changed_here_and_there_is_both_until_settled(
    shared: tuple[Workspace, Workspace, str], take: str
) -> None:
    kim, ada, log = shared
    sources.edit(kim, log, {"title": "Kim's", "publisher": "Port"})
    sources.edit(ada, log, {"title": "Ada's"})
    notes = travel(ada, kim).notes
    assert len(notes) == 1
    assert "title differ in the set of ada" in notes[0]
    row = sources.get(kim, log)
    assert (row.source.title, [one.source.title for one in row.rivals]) == ("Kim's", ["Ada's"])
    assert travel(ada, kim).notes == []  # told once
    assert len(sources.get(kim, log).rivals) == 1
    with pytest.raises(UsageError, match="lee has no other version"):
        source_acts.settle(kim, log, "lee")
    settled = source_acts.settle(kim, log, take)
    assert settled.title == {"ours": "Kim's", "ada": "Ada's"}[take]
    assert sources.get(kim, log).rivals == ()
    with pytest.raises(UsageError, match="Nobody's set"):
        source_acts.settle(kim, log, "ours")
    marked(ada, "12 people")  # her set comes again, with the version that was settled
    assert travel(ada, kim).notes == []
    assert (sources.get(kim, log).source, sources.get(kim, log).rivals) == (settled, ())
    history.undo(kim)  # the import that brought her new mark
    history.undo(kim)  # the word that settled it
    assert len(sources.get(kim, log).rivals) == 1
    history.undo(kim)  # the import that brought her version
    assert sources.get(kim, log).rivals == ()
    history.undo(kim)
    assert sources.get(kim, log).source.title == "Harbour log"


def test_a_settled_version_goes_out_and_is_taken(shared: tuple[Workspace, Workspace, str]) -> None:
    kim, ada, log = shared
    sources.edit(kim, log, {"title": "Kim's"})
    sources.edit(ada, log, {"title": "Ada's"})
    travel(ada, kim)
    source_acts.settle(kim, log, "ada")
    assert travel(kim, ada).notes == []
    assert sources.get(ada, log).source.title == "Ada's"
    exporting.export(ada)
    exporting.export(kim)
    assert sources.ledger(ada)[log] == sources.ledger(kim)[log]


def test_nobody_overwrites_by_being_read_last(shared: tuple[Workspace, Workspace, str], opener: Opener) -> None:
    """A clone takes in everybody's sets at once: a set that lags behind does not bring the old version back."""
    kim, ada, log = shared
    sources.edit(kim, log, {"title": "Newer"})
    exporting.export(kim)  # ada's file still says what it said
    for first, second, name in ((kim, ada, "c"), (ada, kim, "d")):
        lee = opener("lee", name)
        importing.import_paths(lee, [first.root])
        notes = importing.import_paths(lee, [second.root]).notes
        assert any(f"source settle {log}" in note for note in notes)
        row = sources.get(lee, log)
        assert {row.source.title, *(one.source.title for one in row.rivals)} == {"Newer", "Harbour log"}


def test_what_only_we_know_stays_and_what_only_they_know_comes(shared: tuple[Workspace, Workspace, str]) -> None:
    kim, ada, log = shared
    sources.edit(kim, log, {"publisher": "Port"})
    source_acts.contact(ada, log, "the harbour master", "nine")
    sources.edit(ada, log, {"author": "Pilot"})
    exporting.export(kim)
    assert travel(ada, kim).notes == []
    one = sources.get(kim, log).source
    assert (one.publisher, one.author, len(one.contacts)) == ("Port", "Pilot", 1)


def test_the_day_of_a_look_is_no_difference(opener: Opener) -> None:
    kim, ada = opener("kim", "a"), opener("ada", "b")
    for space, day in ((kim, "2020-01-02"), (ada, "2020-01-03")):
        one = enter(space, url="https://port.example", accessed=day)
        linked(space, one.id)
    assert travel(ada, kim).notes == []
    assert sources.get(kim, one.id).source.accessed == "2020-01-03"


def test_under_another_id_a_match_is_proposed_and_both_stay(opener: Opener) -> None:
    kim, ada = opener("kim", "a"), opener("ada", "b")
    mine = enter(kim, publisher="Port").id
    theirs = enter(ada, "The harbour log", publisher="Port").id
    linked(ada, theirs)
    notes = travel(ada, kim).notes
    assert notes == [
        f"source {theirs}: it looks like {mine} (nearly the same title); both are kept, "
        f"`source merge {theirs} {mine}` makes them one"
    ]
    assert {mine, theirs} <= set(sources.ledger(kim))
    assert travel(ada, kim).notes == []


def test_a_deleted_source_comes_back_with_its_links(shared: tuple[Workspace, Workspace, str]) -> None:
    kim, ada, log = shared
    for space in (kim, ada):
        for mark in annotations.listing(space, annotator=space.annotator):
            linking.unlink(space, mark.id, log)
    travel(ada, kim)
    sources.edit(kim, log, {"title": "As it was last"})
    source_acts.delete(kim, log)
    linked(ada, log, "The quay stays closed.")
    travel(ada, kim)
    assert sources.get(kim, log).source.title == "As it was last"


def test_everything_survives_the_way_there_and_back(opener: Opener, tmp_path: Path) -> None:
    kim, ada = opener("kim", "a"), opener("ada", "b")
    scales = '\nverdict_scales:\n- {name: house, values: [{value: "Mostly false", internal: refuted}]}\n'
    settings = kim.root / "workbench.yaml"
    settings.write_text(settings.read_text() + scales)
    kim = opener("kim", "a")
    quay, log = add_text(kim), add_text(kim, "Log\nNine boats lay there.\n", "Log")
    file = tmp_path / "log.pdf"
    file.write_bytes(b"nine")
    wire = enter(kim, "Wire", kind="article", url="https://wire.example", published="2020-01-02", terms="on_record")
    double = enter(kim, "Wire again")
    source_acts.merge(kim, double.id, wire.id)
    one = sources.add(kim, {"title": NAME, "confidential": True, "alias": "a deckhand"}, file=file).source
    two = enter(kim, "Report", origin=double.id)
    for ident in (one.id, two.id):
        source_acts.contact(kim, ident, NAME if ident == one.id else "an editor", "no")
        source_acts.attach(kim, ident, file)
    claim = annotations.annotate(
        kim, quay.id, place(QUAY, "The quay stays closed."), "claim",
        fields={"verdict": "refuted", "verdict.house": "mostly false"},
    )  # fmt: skip
    quotes = [
        annotations.annotate(kim, quay.id, place(QUAY, words), "quote").id for words in ("We heard", "grinding noise")
    ]
    for pin in (
        Pin(log.id, "refutes", evidence=(log.id, 4, 8)),
        Pin(two.id, "supports", "tertiary", "p. 4"),
        Pin(one.id, "mentions"),
    ):
        linking.link(kim, claim.id, pin, note="n")
    linking.relate(kim, quotes[1], "continues", quotes[0])
    linking.relate(kim, quotes[0], "contradicts", claim.id)
    exporting.export(kim)
    (written,) = (kim.root / "annotations" / "kim").glob("*.yaml")
    assert importing.import_paths(ada, [kim.root]).notes == []
    assert annotations.get(ada, claim.id).annotation == annotations.get(kim, claim.id).annotation
    exporting.export(ada, everyone=True)
    assert (ada.root / "annotations" / "kim" / written.name).read_bytes() == written.read_bytes()
    report = importing.import_paths(kim, [ada.root])
    assert (report.notes, report.updated, report.conflicts) == ([], 0, 0)
    assert sources.get(kim, one.id).source.title == NAME
    exporting.export(kim)
    assert (ada.root / "annotations" / "kim" / written.name).read_bytes() == written.read_bytes()


# --- confidential sources ------------------------------------------------------------------------------------------


def confidential(space: Workspace, **fields: Any) -> Source:
    told = {"title": NAME, "author": NAME, "note": NAME, "publisher": NAME, "url": f"https://{NAME.lower()}.example"}
    return sources.add(space, {**told, "confidential": True, "alias": "a deckhand", **fields}).source


def test_no_file_holds_a_confidential_name(opener: Opener) -> None:
    kim, ada = opener("kim", "a"), opener("ada", "b")
    one = confidential(kim, kind="interview", terms="on_background")
    source_acts.contact(kim, one.id, NAME, NAME)
    linked(kim, one.id)
    travel(kim, ada)
    assert NAME.lower() not in files_of(kim).lower()
    assert "a deckhand" in files_of(kim)
    with kim.store.read() as connection:
        summaries = [one.summary for one in _acts(connection)]
    assert NAME.lower() not in " ".join(summaries).lower()
    theirs = sources.get(ada, one.id).source
    assert (theirs.title, theirs.terms, theirs.confidential) == ("a deckhand", "on_background", True)
    # What comes back from others takes nothing away, and a new alias reaches them.
    linked(ada, one.id, "At least 12")
    assert travel(ada, kim).notes == []
    assert sources.get(kim, one.id).source.title == NAME
    sources.edit(kim, one.id, {"alias": "a sailor"})
    assert travel(kim, ada).notes == []
    assert sources.get(ada, one.id).source.alias == "a sailor"


def _acts(connection: Any) -> list[Any]:
    from sqlalchemy import select

    from workbench.store.tables import change_group

    return list(connection.execute(select(change_group)))


def test_what_becomes_confidential_gets_an_id_that_says_nothing(opener: Opener) -> None:
    kim, ada = opener(), opener("ada")
    one = enter(kim, NAME, kind="interview")
    other = enter(kim, "Report", origin=one.id)
    mark = linked(kim, one.id)
    before = sources.ledger(kim)
    kept = sources.edit(kim, one.id, {"confidential": True, "alias": "a deckhand"}).source
    assert NAME.lower() not in kept.id
    assert one.id not in sources.ledger(kim)
    assert annotations.get(kim, mark).annotation.links[0].source == kept.id
    assert sources.get(kim, other.id).source.origin == kept.id
    exporting.export(kim)
    assert NAME.lower() not in files_of(kim).lower()
    history.undo(kim)
    assert sources.ledger(kim) == before
    linked(ada, one.id, "At least 12")
    with pytest.raises(UsageError, match="sets of others name it"):
        sources.edit(kim, one.id, {"confidential": True, "alias": "a deckhand"})
    with pytest.raises(UsageError, match="stored document"):
        sources.edit(kim, documents.listing(kim)[0].document.id, {"confidential": True, "alias": "x"})


def test_a_confidential_source_is_not_merged_with_an_open_one(opener: Opener) -> None:
    kim = opener()
    one, two = confidential(kim), enter(kim, NAME)
    for given, into in ((one.id, two.id), (two.id, one.id)):
        with pytest.raises(UsageError, match="give it away"):
            source_acts.merge(kim, given, into)
    other = confidential(kim)
    linked(kim, one.id)
    source_acts.merge(kim, one.id, other.id)
    exporting.export(kim)
    assert NAME.lower() not in files_of(kim).lower()


# --- blind work ----------------------------------------------------------------------------------------------------


def test_who_works_blind_learns_nothing_of_links(opener: Opener) -> None:
    kim, ada = (dataclasses.replace(opener(name), settings=Settings(blind=True)) for name in ("kim", "ada"))
    log = enter(kim)
    mark = linked(ada, log.id)
    double = enter(kim, "Log again")
    linked(ada, double.id, "At least 12")
    source_acts.merge(kim, double.id, log.id)
    quay = documents.listing(kim)[0].document.id
    assert [row.links for row in sources.listing(kim) if row.source.id == log.id] == [0]
    assert sources.get(kim, log.id).links == 0
    assert sources.pointing(kim, log.id).links == ()
    assert sources.get(ada, log.id).links == 2
    with pytest.raises(UsageError) as caught:
        source_acts.delete(kim, double.id)
    assert "ada" not in str(caught.value)
    assert mark[-8:] not in str(caught.value)
    progress.set_done(kim, quay, True)
    assert sources.get(kim, log.id).links == 2


def test_the_store_keeps_what_it_is_told(opener: Opener) -> None:
    """A document's entry holds what its metadata does not say, and goes when nothing is left of it."""
    kim = opener()
    quay, wire = add_text(kim), enter(kim, "Wire")
    for changes in ({"origin": wire.id}, {"origin": ""}):
        sources.edit(kim, quay.id, changes)
    with kim.store.read() as connection:
        assert list(source_rows.entries(connection)) == [wire.id]
