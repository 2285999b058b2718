"""What gives a confidential source away is found in words that people typed, and nowhere else."""

import pytest

from workbench.domain.model import Annotation, Attachment, Claim, Contact, Correction, Link, Query, Source
from workbench.domain.secrets import NOTHING_SECRET, Secrets, giveaways, redacted

NOON = "2020-01-01T12:00:00Z"
SOURCE = Source(
    id="source-0123456789ab", kind="interview", title="Jonas O\u2019Lind", author="J. Lind", url="https://www.lind.example/me",
    alias="a deckhand", confidential=True, note="Met him behind the net store.",
    contacts=(Contact(id="c", at="2020-01-01", by="kim", who="Lind's sister", answer="He will call back on Friday."),),
    attachments=(Attachment(sha256="a" * 64, name="lind-call.m4a", bytes=3),),
)  # fmt: skip
SECRETS = Secrets([SOURCE], {SOURCE.id: ["talk-with-lind-01234567"]})


@pytest.mark.parametrize(
    "words",
    [
        "we spoke to JONAS O'LIND today", "by J. Lind", "see https://www.lind.example/me", "lind.example/me says so",
        "Lind’s sister knows", "in lind-call.m4a", "talk-with-lind-01234567", "(met him behind the net store.)",
        "“He will call back on Friday.”",
    ],
)  # fmt: skip
def test_its_words_are_found_whatever_their_case_and_marks(words: str) -> None:
    (one,) = SECRETS.inside(words)
    assert one.alias == "a deckhand"
    assert words[one.start : one.end].casefold() in words.casefold()
    assert redacted(words, SECRETS) == words[: one.start] + "a deckhand" + words[one.end :]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Talk with Ada Quill", "Ada Quill knows"), ("Call Ada Quill", "so ADA QUILL said"),
        ("Ada Quill (phone)", "Ada Quill"),
        ("mail from ada@quill.example", "ada@quill.example"), ("+44 20 7946 0000, evenings", "ring +44 20 7946 0000"),
        ("Élodie Östlund, clerk", "Élodie Östlund"),
    ],
)  # fmt: skip
def test_the_name_in_a_longer_line_is_known_and_a_word_that_only_looks_like_it_is_not(title: str, words: str) -> None:
    secrets = Secrets([Source(id="s", kind="call", title=title, alias="a clerk", confidential=True)], {})
    assert "a clerk" in redacted(words, secrets)
    public = Secrets(
        [Source(id="s", kind="call", title="x of Ada Quill", alias="a clerk", confidential=True)],
        {},
        ["Ada Quill", "Quill"],
    )
    assert list(public.inside("Ada Quill")) == []
    assert list(secrets.inside("Ada quilled it with a quill on 7 January; call in 2020-01-07 at 12")) == []


@pytest.mark.parametrize("words", ["a deckhand said", "Jonas O’Linder", "JLind", "", "interview"])
def test_what_only_looks_like_it_is_not(words: str) -> None:
    assert list(SECRETS.inside(words)) == []


def test_an_open_source_and_a_bare_alias_give_nothing_away() -> None:
    assert not Secrets([Source(id="log", kind="other", title="Harbour log")], {})
    assert giveaways(Source(id="s", kind="call", title="a deckhand", alias="a deckhand", confidential=True)) == set()
    assert list(NOTHING_SECRET.inside("anything")) == []


def test_every_field_that_is_typed_is_looked_at_and_the_text_itself_is_not() -> None:
    name = "Jonas O'Lind"
    mark = Annotation(
        id=name, tag="claim", start=0, end=len(name), exact=name, prefix=name, suffix=name, created=NOON, modified=NOON,
        said_by=name, note=name, correction=Correction(text=name, reason=name), fields={"place": name},
        queries=(Query(id="q", to=name, text=name, by="kim", at=NOON, answer=name),),
        claim=Claim(text=name, justification=name),
        links=(Link(id="l", source="s", relation="supports", locator=name, note=name),),
    )  # fmt: skip
    assert [field for field, _ in SECRETS.told_by(mark)] == [
        "said_by", "note", "correction.text", "correction.reason", "queries.to", "queries.text", "queries.answer",
        "claim.text", "claim.justification", "fields.place", "links.locator", "links.note",
    ]  # fmt: skip


def test_what_the_notes_of_another_source_tell_is_found_and_its_own_is_not() -> None:
    contact = Contact(id="d", at="2020-01-02", by="kim", who="the harbour", answer="Jonas O'Lind was at sea.")
    other = Source(id="log", kind="other", title="Harbour log", note="from J. Lind", contacts=(contact,))
    assert [name for name, _ in SECRETS.told_by_source(other)] == ["note", "contact"]
    assert list(SECRETS.told_by_source(SOURCE)) == []
