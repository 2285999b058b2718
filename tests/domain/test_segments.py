"""Paragraphs, sentences and words of news copy, with the traps that real copy has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.graphemes import is_boundary
from workbench.domain.segments import Paragraphs, nearest_sentence, sentences, word_at, words
from workbench.domain.spans import Span

TEXTS = st.text(st.sampled_from(list("aB. \n!?”“’'\"1,\u00a0é\u0301…)")), max_size=60)


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "expected",
    [
        ["The ferry struck the quay.", "Nobody was hurt."],
        ["Dr. Lind met Capt. Oster at 5 p.m. on Tuesday.", "They left."],
        ["“It held,” she said.", "“It will hold again.”", "Then she left."],
        ["“Did it hold?” he asked.", "Yes!"],
        ["The U.S. fleet was away.", "It came back."],
        ["He lives in the U.S.", "The fleet was away."],
        ["J. K. Moor agreed.", "So did A. Lind."],
        ["It cost €3.5 million.", "The No. 2 crane fell."],
        ["Visit quay.example.com today.", "Or tomorrow."],
        ["She waited … and then left.", "It rained."],
        ["(The pilot declined to speak.)", "The owner did too."],
        ["‘It’s the crew’s ferry,’ he said.", "‘Ours.’"],
        ["水が来た。", "船は出た。"],
        ["I told you so, said I.", "Then I left."],
    ],
)
def test_sentences_of_news_copy(expected: list[str]) -> None:
    separator = "" if expected[0].endswith("。") else " "
    assert split(separator.join(expected)) == expected


def test_glued_sentences_are_parted_and_names_with_dots_are_not() -> None:
    assert split("It sank on Tuesday.The harbour closed.") == ["It sank on Tuesday.", "The harbour closed."]
    assert split("He said “no.”The crowd left.") == ["He said “no.”", "The crowd left."]
    assert split("The U.S.S. Moor stayed.") == ["The U.S.S. Moor stayed."]
    assert split("Costs rose 3.5 per cent to £1.2m.") == ["Costs rose 3.5 per cent to £1.2m."]


@given(TEXTS)
def test_sentences_are_in_order_trimmed_and_miss_no_word(text: str) -> None:
    paragraphs = Paragraphs(text)
    covered: set[int] = set()
    for number in range(len(paragraphs)):
        last = paragraphs[number].start
        for span in sentences(text, paragraphs[number]):
            assert last <= span.start < span.end <= paragraphs[number].end
            assert text[span.start : span.end].strip()
            covered |= set(range(*span))
            last = span.end
    assert covered >= {at for at, char in enumerate(text) if not char.isspace()}


@given(TEXTS, st.integers(0, 60))
def test_paragraphs_hold_their_offsets(text: str, offset: int) -> None:
    paragraphs = Paragraphs(text)
    lines = [line for line in text.split("\n") if line.strip()]
    assert [text[slice(*paragraphs[n])] for n in range(len(paragraphs))] == lines
    if offset < len(text) and not text[offset].isspace():
        assert paragraphs.at(offset).holds(offset)
        assert nearest_sentence(sentences(text, paragraphs.at(offset)), offset).holds(offset)


def test_paragraph_numbers_are_those_that_people_say() -> None:
    paragraphs = Paragraphs("\n\nfirst\n\nsecond\n")
    assert [paragraphs.number(at) for at in (0, 2, 6, 7, 9, 15)] == [1, 1, 1, 1, 2, 2]


def test_words_keep_what_joins_them_inside() -> None:
    text = "The al-Masri’s U.S. ferry paid 1,200 at 3.5 knots, e\u0301tude.The end"
    found = [text[a:b] for a, b in words(text, 0, len(text))]
    assert found == [
        "The",
        "al-Masri’s",
        "U.S",
        "ferry",
        "paid",
        "1,200",
        "at",
        "3.5",
        "knots",
        "e\u0301tude",
        "The",
        "end",
    ]


def test_the_word_at_a_place_is_this_or_the_next_of_the_line() -> None:
    text = "one, two\n\nthree"
    assert [text[slice(*word_at(text, at))] for at in (0, 3, 4, 8)] == ["one", "two", "two", "two"]
    assert word_at(text, 9) == (9, 9)


@given(st.text(max_size=40))
def test_words_are_made_of_whole_characters(text: str) -> None:
    for word in words(text, 0, len(text)):
        assert is_boundary(text, word.start)
        assert is_boundary(text, word.end)
