"""What was looked at: sentences neither marked nor ticked, against a slow and simple reading of the rule."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.coverage import Sentences, checkable, next_untouched, ticked, unticked, untouched
from workbench.domain.segments import Paragraphs, sentences
from workbench.domain.spans import Span, union

TEXT = (
    "Ferry hits quay\n"
    "\n"
    "* * *\n"
    "The ferry struck the quay. About 140 people were on board! … —\n"
    "12\n"
    "“We heard it,” she said. The quay stays closed.\n"
)


def words(spans: list[Span]) -> list[str]:
    return [TEXT[slice(*one)] for one in spans]


def place(part: str) -> tuple[int, int]:
    start = TEXT.index(part)
    return start, start + len(part)


def test_only_what_holds_a_letter_or_digit_is_to_be_looked_at() -> None:
    found = words(list(checkable(TEXT)))
    assert found[0] == "Ferry hits quay"
    assert "12" in found
    assert not any(one in ("* * *", "…", "—") for one in found)
    assert all(any(char.isalnum() for char in one) for one in found)
    assert list(checkable("")) == list(checkable("\n \n—\n")) == []


def test_a_part_of_the_text_is_asked_about_without_the_rest() -> None:
    assert words(list(checkable(TEXT, *place("140")))) == ["About 140 people were on board!"]
    assert words(list(checkable(TEXT, *place("quay. About")))) == [
        "The ferry struck the quay.",
        "About 140 people were on board!",
    ]
    assert list(checkable(TEXT, *place("* *"))) == []


def test_marked_or_ticked_is_touched() -> None:
    everything = words(untouched(TEXT, [], []))
    left = words(untouched(TEXT, [place("140")], [place("Ferry hits quay"), place("The ferry struck the quay.")]))
    gone = {"Ferry hits quay", "The ferry struck the quay.", "About 140 people were on board!"}
    assert left == [one for one in everything if one not in gone]
    # A tick of a part of a sentence (of another text, or by other rules) does not say that all of it was seen.
    assert "The ferry struck the quay." in words(untouched(TEXT, [], [place("ferry struck")]))


def test_only_the_assigned_part() -> None:
    within = [place("About 140 people"), place("closed")]
    assert words(untouched(TEXT, [], [], within)) == ["About 140 people were on board!", "The quay stays closed."]
    assert untouched(TEXT, [], [], []) == []


def test_the_next_one_begins_after_the_place() -> None:
    first = next_untouched(TEXT, [], [], -1)
    assert first == place("Ferry hits quay")
    second = next_untouched(TEXT, [], [], first.start if first else 0)
    assert second == place("The ferry struck the quay.")
    assert next_untouched(TEXT, [], [], place("ferry struck")[0]) == place("About 140 people were on board!")
    assert next_untouched(TEXT, [place("140")], [], place("ferry struck")[0]) == place("12")
    assert next_untouched(TEXT, [], [], place("quay stays")[0]) is None


def test_ticks_of_neighbours_become_one_piece_and_come_apart_again() -> None:
    one = ticked(TEXT, [], place("Ferry"))
    assert one == [place("Ferry hits quay")]
    both = ticked(TEXT, one, place("struck"))
    assert both == [Span(0, place("struck the quay.")[1])]  # nothing to check stands between them
    apart = ticked(TEXT, one, place("12"))
    assert apart == [place("Ferry hits quay"), place("12")]
    assert unticked(TEXT, both, place("struck")) == one
    assert unticked(TEXT, one, place("12")) == one
    assert ticked(TEXT, apart, place("* *")) == apart
    whole = [Span(0, len(TEXT))]
    assert untouched(TEXT, [], unticked(TEXT, whole, place("140"))) == [place("About 140 people were on board!")]


pieces = st.sampled_from(["The quay. ", "12 men fell! ", "Mr. Ash ", "— ", "\n", "\n\n", "é… ", "no ", "(He left.) "])
texts = st.lists(pieces, max_size=14).map("".join)
spans = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30)).map(lambda one: (one[0], sum(one))), max_size=5)


def slowly(text: str, marks: list[tuple[int, int]], coverage: list[tuple[int, int]]) -> list[Span]:
    paragraphs = Paragraphs(text)
    every = [one for number in range(len(paragraphs)) for one in sentences(text, paragraphs[number])]
    return [
        one
        for one in every
        if any(char.isalnum() for char in text[slice(*one)])
        and not any(one.overlaps(Span(*mark)) for mark in union(marks))
        and not any(all(piece.holds(at) for at in range(*one) if text[at].isalnum()) for piece in union(coverage))
    ]


@given(texts, spans, spans)
def test_it_is_what_the_rule_says(text: str, marks: list[tuple[int, int]], coverage: list[tuple[int, int]]) -> None:
    left = slowly(text, marks, coverage)
    assert untouched(text, marks, coverage) == left
    walked, at = [], -1
    while (found := next_untouched(text, marks, coverage, at)) is not None:
        walked.append(found)
        at = found.start
    assert walked == left


@given(texts, spans, st.tuples(st.integers(0, 90), st.integers(1, 40)))
def test_a_tick_touches_its_sentences_and_no_other(
    text: str, coverage: list[tuple[int, int]], cut: tuple[int, int]
) -> None:
    span = (cut[0], sum(cut))
    own = set(checkable(text, *span))
    before = set(untouched(text, [], coverage))
    been = ticked(text, coverage, span)
    assert set(untouched(text, [], been)) == before - own
    assert ticked(text, been, span) == been
    assert set(untouched(text, [], unticked(text, coverage, span))) >= before
    everything = ticked(text, [], (0, len(text) + 1))
    assert set(untouched(text, [], unticked(text, everything, span))) == own


@given(texts, spans, spans)
def test_sentences_are_counted_without_their_text(
    text: str, marks: list[tuple[int, int]], coverage: list[tuple[int, int]]
) -> None:
    whole = Sentences.of(text)
    again = Sentences.unpacked(whole.packed())
    every = [again[number] for number in range(len(again))]
    assert every == list(checkable(text))
    left = [every[number] for number in range(len(again)) if number not in again.touched(marks, coverage)]
    assert left == slowly(text, marks, coverage)
    assert [every[number] for number in sorted(again.within(marks))] == untouched(text, [], [], marks)


def test_sentences_are_packed_alike_on_every_machine() -> None:
    assert Sentences.of("One. Two\u2026 (Six!)").packed() == b"".join(
        number.to_bytes(4, "little") for number in (0, 5, 10, 4, 9, 16, 0, 5, 11, 3, 8, 14)
    )


def test_a_tick_completes_no_other_sentence() -> None:
    text = "The quay. Twelve men fell! "
    apart = [place_in(text, "Twelve men"), place_in(text, "fell!")]
    assert untouched(text, [], ticked(text, apart, (0, 1))) == [place_in(text, "Twelve men fell!")]


def place_in(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))
