"""Corrections as rows, orders and sums, what a memo is on, and all that is told about one: pure."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.anchors import describe
from workbench.domain.corrections import Item, items
from workbench.domain.graphemes import widen
from workbench.domain.model import Annotation, Correction, Document, Link, Placed, Query, Source, Unplaced
from workbench.domain.segments import Paragraphs
from workbench.tui import correctiontold
from workbench.tui.correctionlist import SORTS, arranged, listed, scope, summed
from workbench.tui.correctiontold import ground, in_sentence, parts
from workbench.tui.sourcetold import lines
from workbench.tui.table import Table

TEXT = "Some forty boats lay there, the police said. The bridge was shut.\n\nA pilot saw nine. Some forty, said Lind.\n"
AT = "2020-01-04T10:00:00Z"


def document(ident: str = "quay", *stories: str) -> Document:
    return Document(
        id=ident, title=ident.title(), publisher="Quay News", sha256="0" * 64, original_sha256="0" * 64,
        characters=len(TEXT), stories=stories,
    )  # fmt: skip


def mark(ident: str = "m-3f9c2a", words: str = "Some forty", text: str = TEXT, **more: object) -> Placed:
    start = text.index(words)
    anchor = msgspec.structs.asdict(describe(text, start, start + len(words)))
    made = Annotation(id=ident, tag="figure", created=AT, modified=AT, **anchor, **more)  # type: ignore[arg-type]
    return Placed(document="quay", annotator="kim", annotation=made)


NINE = Correction(text="Nine", reason="harbour log")
ASKED = Query(id="q-77aa77aa", to="the writer", text="Whose count?", by="kim", at="2020-01-05T10:00:00Z")


def one(state: str = "proposed", **more: object) -> Item:
    correction = msgspec.structs.replace(NINE, state=state)
    return items(document("quay", "harbour"), TEXT, [mark(correction=correction, **more)])[0]


# --- rows ------------------------------------------------------------------------------------------------------------


def test_a_row_says_how_far_where_what_and_why() -> None:
    row = listed(one(), "kim")
    assert row.cells == ("proposed", "1", "Quay", "", "Some forty \u2192 Nine", "harbour log")
    assert listed(one(), "lee").cells[3] == "kim"
    asked = Item(document(), mark(queries=(ASKED,)), 1, ASKED)
    assert listed(asked, "kim").cells == ("open", "1", "Quay", "", "the writer: Whose count?", "")
    assert [listed(one(state), "kim").dim for state in ("proposed", "sent", "accepted", "made", "stet")] == [
        False, False, False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["=proposed", "HARBOUR", "kim", "nine", "log", "quay news", "figure", "correction"])
def test_a_correction_is_found_by_state_story_person_and_words(words: str) -> None:
    found = Table(())
    other = listed(Item(document("pier"), _other(), 1), "kim")
    found.set_rows([listed(one(), "kim"), other])
    found.filter(words)
    assert one().key in found.shown
    found.filter(f"{words} =sent")
    assert one().key not in found.shown


def _other() -> Placed:
    return mark("other", "A pilot", correction=Correction(text="Two pilots", state="sent"))


def test_the_state_alone_is_found_by_an_equals_sign() -> None:
    found = Table(())
    made = one("made")
    worded = items(document(), TEXT, [mark("w", correction=Correction(text="made of oak"))])[0]
    found.set_rows([listed(made, "kim"), listed(worded, "kim")])
    found.filter("made")
    assert len(found) == 2
    found.filter("=made")
    assert found.shown == [made.key]


@given(st.lists(st.sampled_from(["proposed", "sent", "accepted", "made", "stet"]), max_size=12))
def test_orders_lose_nothing_and_sums_count_all(states: list[str]) -> None:
    found = [
        Item(document(), mark(f"m{number}", correction=msgspec.structs.replace(NINE, state=state)), 1)
        for number, state in enumerate(states)
    ]
    for order in SORTS:
        assert sorted(item.key for item in arranged(found, order)) == sorted(item.key for item in found)
    by_state = [item.state for item in arranged(found, "state")]
    assert by_state == sorted(by_state, key=["proposed", "sent", "accepted", "made", "stet"].index)
    numbers = [int(word) for word in summed(found).replace("(", " ").split() if word.isdigit()]
    assert not states or numbers[0] == len(states)
    assert len(numbers) == 1 or sum(numbers[1:]) == len(states)


def test_the_newest_come_first_in_that_order() -> None:
    asked = Item(document(), mark("b", queries=(ASKED,)), 1, ASKED)
    assert arranged([one(), asked], "newest first") == [asked, one()]
    assert summed([one(), asked, one("sent")]) == "2 corrections (1 proposed, 1 sent), 1 question (open)"
    assert summed([]) == "none"


# --- what a memo is on -----------------------------------------------------------------------------------------------


def test_a_memo_is_on_the_story_at_hand_or_on_what_a_filter_shows() -> None:
    quay, pier, mole = document("quay", "harbour"), document("pier", "harbour", "storm"), document("mole")
    shown = [Item(where, mark(), 1) for where in (quay, pier, mole)]
    at_hand = scope(shown, shown[0], narrowed=False)
    assert at_hand == ({"quay", "pier"}, "harbour, 2 documents", "memo-harbour.md")
    assert scope(shown, shown[2], narrowed=False) == ({"mole"}, "\u201cMole\u201d", "memo-mole.md")
    assert scope(shown, shown[0], narrowed=True) == ({"quay", "pier", "mole"}, "3 documents", "memo.md")
    assert scope(shown[:1], shown[0], narrowed=True).file == "memo-quay.md"
    nasty = [Item(document(name, "../../etc/\x1b[2J"), mark(), 1) for name in ("a", "b")]
    assert scope(nasty, nasty[0], narrowed=False).file == "memo-etc-2j.md"


# --- all about one ---------------------------------------------------------------------------------------------------


def told(item: Item, **ledger: Source) -> str:
    return "\n".join(f"{part.name} {part.value}".strip() for part in parts(item, ground(TEXT), ledger))


def test_the_panel_tells_the_sentence_the_reason_the_sources_and_all_places() -> None:
    log = Source(id="log", kind="official_record", title="Harbour log", publisher="Port")
    link = Link(id="l1", source="log", relation="refutes", grade="primary", locator="p. 4")
    words = told(one(links=(link,), note="see log", queries=(ASKED,)), log=log)
    for wanted in (
        "\u201cSome forty\u201d \u2192 \u201cNine\u201d", "because harbour log",
        "\u27e6Some forty\u27e7 boats lay there", "the same words also in \u00b6 2", "refutes Port, p. 4, primary",
        "asked the writer Whose count? \u2014 no answer",
        "correction by kim, 2020-01-04 10:00", "status unchecked", "note see log", "id 3f9c2a", "harbour",
    ):  # fmt: skip
        assert wanted in words, wanted
    bare = told(items(document(), TEXT, [mark(correction=Correction(text="x"))])[0])
    assert "no reason is given; e gives one" in bare
    assert "sources none; s links one" in bare


def test_of_a_question_the_answer_and_the_correction_are_told() -> None:
    answered = msgspec.structs.replace(ASKED, state="answered", answer="The police's.")
    item = Item(document(), mark(queries=(answered,), correction=NINE), 1, answered)
    words = told(item)
    for wanted in (
        "the writer: Whose count?",
        "answer The police's.",
        "should read (proposed) Nine",
        "question 77aa77aa",
    ):
        assert wanted in words, wanted
    assert "none yet; r notes it" in told(Item(document(), mark(queries=(ASKED,)), 1, ASKED))


def test_a_mark_without_a_place_is_told_without_its_sentence() -> None:
    lost = msgspec.structs.replace(
        mark(correction=NINE), unplaced=Unplaced(sha256="1" * 64, reason="gone"), anchor_state="orphan"
    )
    (item,) = items(document(), TEXT, [lost])
    assert listed(item, "kim").cells[1] == "?"
    assert "no place (orphan)" in told(item)
    assert "printed" not in told(item)
    assert correctiontold.parts(item, None, {})


@given(st.text("ab .!?\u201c\u201d\n\u0301", min_size=1, max_size=60), st.data())
def test_the_words_stand_between_the_brackets_in_their_own_surroundings(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    start, end = widen(text, start, data.draw(st.integers(start + 1, len(text))))
    anchor = msgspec.structs.asdict(describe(text, start, end))
    made = Annotation(id="m", tag="claim", created=AT, modified=AT, **anchor)
    shown = in_sentence(made, text, Paragraphs(text))
    before, _, rest = shown.partition("\u27e6")
    inner, _, after = rest.partition("\u27e7")
    assert inner == text[start:end]
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)


@given(st.integers(16, 60), st.integers(1, 24))
def test_lines_fit_and_name_the_key_where_there_is_more(width: int, height: int) -> None:
    made = lines(parts(one(note="x " * 200), ground(TEXT), {}), width, height, "corrections.all")
    assert len(made) <= height
    assert all("sources.all" not in word.text for row in made for word in row)
