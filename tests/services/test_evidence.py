"""Passages of other documents are proposed for a mark, kept as evidence, and found again."""

import msgspec
import pytest
from sqlalchemy import delete

from workbench.domain.errors import StoreBusy, UsageError
from workbench.services import annotations, documents, evidence, linking
from workbench.services.documents import Incoming
from workbench.services.workspace import Workspace
from workbench.store import corpus, repository
from workbench.store.tables import corpus_slot

from .conftest import QUAY, Opener, add_text, place

LOG = (
    "Harbour log, Tuesday\n\n"
    "The crane was greased. A ferry struck the quay with 139 people on board. Nine people were treated for bruises.\n"
    "The inner basin was dredged.\n"
)
OTHER = "Market report\nHerring was dear. The ferry to Lisk was late on Tuesday, and twelve baskets were spoiled.\n"


def space_with(opener: Opener) -> tuple[Workspace, str]:
    space = opener()
    document = add_text(space)
    add_text(space, OTHER, "Market")
    documents.add(space, [Incoming("log", LOG, {"title": "Log", "role": "evidence"})])
    return space, document.id


def test_the_passage_with_another_figure_is_first(opener: Opener) -> None:
    space, document = space_with(opener)
    found = evidence.proposals(
        space, document, place(QUAY, "The ferry struck the quay on Tuesday with about 140 people")
    )
    assert found[0].exact == "A ferry struck the quay with 139 people on board."
    assert (found[0].document.title, found[0].paragraph) == ("Log", 2)
    for one in found:
        assert documents.text_of(space, one.document.id)[one.start : one.end] == one.exact
        assert 0 < one.score <= 1
        assert one.document.id != document
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_a_figure_alone_finds_what_the_other_counts(opener: Opener) -> None:
    space, document = space_with(opener)
    found = evidence.proposals(space, document, place(QUAY, "At least 12"))
    assert found[0].exact == "Nine people were treated for bruises."


def test_typed_words_narrow(opener: Opener) -> None:
    space, document = space_with(opener)
    span = place(QUAY, "The ferry struck the quay")
    assert evidence.proposals(space, document, span, query="herr")[0].exact == "Herring was dear."
    assert evidence.proposals(space, document, span, query="inner dredg")[0].exact == "The inner basin was dredged."
    assert evidence.proposals(space, document, span, query="zz") == []


def test_a_seeker_that_is_asked_at_each_key_answers_as_one_that_is_new(opener: Opener) -> None:
    space, document = space_with(opener)
    span = place(QUAY, "The ferry struck the quay")
    seeker = evidence.Seeker(space, document, span)
    for query in (
        "",
        "i",
        "in",
        "inn",
        "inner",
        "inner ",
        "inner d",
        "inner dredg",
        "zz",
        "",
        "3 million",
        "nine peop",
    ):
        assert seeker.proposals(query) == evidence.proposals(space, document, span, query=query)
    assert seeker.proposals("inner dredg")[0].exact == "The inner basin was dredged."
    assert all("in" in one.exact.lower() for one in seeker.proposals("in"))


def test_a_seeker_sees_what_comes_and_goes(opener: Opener) -> None:
    space, document = space_with(opener)
    span = place(QUAY, "The ferry struck the quay")
    seeker = evidence.Seeker(space, document, span)
    log = seeker.proposals()[0].document.id
    documents.remove(space, log)
    assert log not in {one.document.id for one in seeker.proposals()}
    late = add_text(space, "Late news\n\nThe ferry struck the quay again.\n", "Late")
    assert seeker.proposals()[0].document.id == late.id
    assert seeker.proposals("agai")[0].document.id == late.id


def test_a_passage_beyond_doubt_holds_every_figure_and_name(opener: Opener) -> None:
    space, document = space_with(opener)
    log = add_text(
        space,
        "Log\n\nThe ferry with about 140 people on board struck the quay on Tuesday.\n\nAbout 150 people on board the "
        "barge struck work on Tuesday.\n",
        "Second log",
    )
    with space.store.read() as connection:
        text = repository.text(connection, log.id)

        def certain(words: str) -> str | None:
            found = evidence.certain(connection, document, place(QUAY, words), log.id)
            return None if found is None else text[slice(*found)]

        told = "The ferry with about 140 people on board struck the quay on Tuesday."
        assert certain("The ferry struck the quay on Tuesday with about 140 people on board") == told
        assert certain("about 140") == told
        assert certain("At least 12 people were treated.") is None  # another figure
        assert certain("We heard a long grinding noise,") is None  # nothing of it is there


def test_a_question_and_a_time_of_day_are_no_evidence(opener: Opener) -> None:
    space, document = space_with(opener)
    log = add_text(space, "Log\n\nWas none of the crew hurt?\n\n06:12 People were treated.\n", "Asked")
    with space.store.read() as connection:
        for words in ("None of the crew was hurt.", "At least 12 people were treated."):
            assert evidence.certain(connection, document, place(QUAY, words), log.id) is None
    said = add_text(space, "Log\n\nNone of the crew was hurt.\n", "Said")
    with space.store.read() as connection:
        assert evidence.certain(connection, document, place(QUAY, "None of the crew was hurt."), said.id)


def test_backup_goes_before_an_article_that_says_the_same(opener: Opener) -> None:
    space = opener()
    quay = add_text(space)
    texts = [add_text(space, f"{name}\n\nThe quay stays closed.\n", name) for name in ("Alpha", "Beta")]
    for backup in reversed(texts):
        documents.edit(space, backup.id, {"role": "evidence"})
        found = evidence.proposals(space, quay.id, place(QUAY, "The quay stays closed."))
        assert found[0].document.id == backup.id
        documents.edit(space, backup.id, {"role": "check"})


def test_archived_and_excluded_documents_are_not_proposed(opener: Opener) -> None:
    space, document = space_with(opener)
    span = place(QUAY, "The ferry struck the quay")
    log = evidence.proposals(space, document, span)[0].document.id
    assert log not in {one.document.id for one in evidence.proposals(space, document, span, exclude=[log])}
    documents.remove(space, log)
    assert log not in {one.document.id for one in evidence.proposals(space, document, span)}


def test_a_workspace_with_nothing_else_proposes_nothing(opener: Opener) -> None:
    space = opener()
    document = add_text(space)
    assert evidence.proposals(space, document.id, place(QUAY, "The ferry")) == []


def test_a_stale_index_is_mended_and_else_done_without(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    space, document = space_with(opener)
    span = place(QUAY, "The ferry struck the quay")
    before = evidence.proposals(space, document, span)
    with space.store.write() as connection:
        connection.execute(delete(corpus_slot))

    def busy(_: object) -> int:
        raise StoreBusy("held", "wait")

    with monkeypatch.context() as patched:
        patched.setattr(corpus, "mend", busy)
        assert evidence.proposals(space, document, span)[0].exact == before[0].exact
    assert evidence.proposals(space, document, span) == before
    with space.store.read() as connection:
        assert corpus.missing(connection) == []
    assert evidence.reindex(space) == 3


def test_evidence_is_kept_and_found_again(opener: Opener) -> None:
    space, document = space_with(opener)
    best = evidence.proposals(space, document, place(QUAY, "The ferry struck the quay"))[0]
    kept = evidence.passage(space, best.document.id, (best.start, best.end))
    assert (kept.document, kept.sha256, kept.exact) == (best.document.id, best.document.sha256, best.exact)
    assert LOG[: best.start].endswith(kept.prefix)
    assert LOG[best.end :].startswith(kept.suffix)
    with pytest.raises(UsageError):
        evidence.passage(space, best.document.id, (5, 5))
    with space.store.read() as connection:
        there = evidence.locate(connection, kept)
        assert (there.state, there.start, there.end) == ("exact", best.start, best.end)
        assert there.document == best.document
        gone = msgspec.structs.replace(kept, document="nowhere-00000000", sha256="0" * 64)
        assert evidence.locate(connection, gone).state == "missing"
        other = msgspec.structs.replace(kept, sha256="0" * 64, start=0, end=len(kept.exact))
        assert evidence.locate(connection, other)[:1] + evidence.locate(connection, other)[2:4] == (
            "moved", best.start, best.end,
        )  # fmt: skip
        lost = msgspec.structs.replace(other, exact="quite other words, which never stood here")
        assert evidence.locate(connection, lost).state == "orphan"
    documents.remove(space, best.document.id)
    with space.store.read() as connection:
        assert evidence.locate(connection, kept)[2:4] == (best.start, best.end)
        assert evidence.locate(connection, kept).state == "archived"


@pytest.mark.parametrize(
    ("said", "log"),
    [
        (
            "The mayor visited the harbour before the strike began.",
            "The mayor visited the harbour after the strike began.",
        ),
        ("Fuel prices rose sharply at the harbour.", "Fuel prices fell sharply at the harbour."),
        ("Two dockers were wounded when the crane fell.", "Two dockers were killed when the crane fell."),
        ("The ministry confirmed the closure of the port.", "The ministry denied the closure of the port."),
        ("Halden is the largest port of the coast.", "Halden is not the largest port of the coast."),
        ("The minister never met the crews at Halden.", "The minister met the crews at Halden."),
        ("At least three boats sank in the storm.", "At most three boats sank in the storm."),
        ("The minister did not visit the crews.", "The minister did visit the crews."),
        ("The crane fell on the quay at dusk.", "Police deny that the crane fell on the quay at dusk."),
        ("The crane fell on the quay at dusk.", "The crane may have fallen; it fell on the quay at dusk, if at all."),
    ],
)
def test_the_opposite_is_never_beyond_doubt(opener: Opener, said: str, log: str) -> None:
    space = opener()
    draft = add_text(space, f"Draft\n\nIt was a long day. {said} Nobody slept.\n", "Draft")
    other = add_text(space, f"Log\n\nThe night was cold. {log} It rained.\n", "Log")
    start = documents.text_of(space, draft.id).index(said)
    mark = annotations.annotate(space, draft.id, (start, start + len(said)), "claim")
    assert linking.placed(space, mark.id, linking.Pin(other.id)) is None
    same = add_text(space, f"Again\n\nThe night was cold. {said} It rained.\n", "Again")
    found = linking.placed(space, mark.id, linking.Pin(same.id))
    assert found is not None
    assert found.evidence is not None


def test_a_figure_that_is_typed_is_found(opener: Opener) -> None:
    space, document = space_with(opener)
    add_text(space, "Count\n\nAn estimated 25 crews stayed away. At least 62 came.\n", "Count")
    for typed, words in (("25", "An estimated 25 crews stayed away."), ("62", "At least 62 came.")):
        assert evidence.proposals(space, document, place(QUAY, "The ferry struck"), query=typed)[0].exact == words
