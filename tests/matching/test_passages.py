"""The passage that speaks of the same thing is found, whatever was done to its words, and stands on whole words."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.graphemes import is_boundary
from workbench.matching.passages import Sought, passages, seek, typed, words_of

CLAIM = (
    "The harbour police in Averil said some forty boats lay across the fairway on Tuesday, and Kit Moran closed the "
    "port."
)
OTHERS = (
    "The weather stayed calm all week, and fishermen mended their nets. A new crane was delivered to the quay. "
    "The police in another town said that nine cars were stolen on Tuesday.\n"
    "The council will meet in March. The port of Lisk was not closed.\n"
)


def sought(text: str, mark: str) -> Sought:
    start = text.index(mark)
    end = start + len(mark)
    return seek(text, start, end, words_of(text, start, end), lambda key: 1.0 + (len(key) > 4))


@pytest.mark.parametrize(
    "evidence",
    [
        CLAIM,
        CLAIM.replace("forty", "40").replace(" ", "\u00a0"),
        f"“{CLAIM}”",
        CLAIM.replace("forty", "nine"),
        "Forty boats lay across the fairway in Averil.",
        "Kit Moran closed the port of Averil on Tuesday, as the harbour police said 40 boats lay across the fairway.",
        "Shipping at Averil stopped when about 40 vessels blocked the fairway, Moran told reporters.",
    ],
)
def test_edited_evidence_is_found(evidence: str) -> None:
    lines = OTHERS.split("\n")
    text = "\n".join([lines[0], f"Nobody slept. {evidence} It rained.", *lines[1:]])
    best = passages(sought(CLAIM, CLAIM), text)[0]
    assert text[best.start : best.end] == evidence
    assert best.score > 0.2


def test_the_same_words_score_one_and_others_nothing() -> None:
    assert passages(sought(CLAIM, CLAIM), CLAIM)[0].score == pytest.approx(1.0)
    assert passages(sought(CLAIM, CLAIM), "Nobody slept. It rained all night long.") == []
    assert passages(sought("…", "…"), CLAIM) == []


def test_a_figure_alone_is_sought_with_its_sentence() -> None:
    text = "Some 40 people came. Forty boats blocked the fairway at Averil. About 40 cars were counted in Lisk."
    best = passages(sought(CLAIM, "some forty"), text)[0]
    assert text[best.start : best.end] == "Forty boats blocked the fairway at Averil."


def test_two_sentences_are_found_as_two() -> None:
    claim = "The ferry struck the quay at dusk. Twelve passengers were treated for cuts."
    text = f"It was cold. At dusk the ferry struck the quay.\nTwelve passengers were treated for deep cuts.\n{OTHERS}"
    best = passages(sought(claim, claim), text)[0]
    assert text[best.start : best.end].startswith("At dusk")
    assert text[best.start : best.end].endswith("deep cuts.")


def test_of_a_sentence_without_end_a_run_of_words_is_taken() -> None:
    text = f"{'and then nothing happened here at all ' * 60}forty boats lay across the fairway {'or so it went ' * 60}"
    best = passages(sought(CLAIM, CLAIM), text)[0]
    assert "forty boats lay across the fairway" in text[best.start : best.end]
    assert best.end - best.start < 700


def test_typed_words_come_first_and_the_last_may_be_unfinished() -> None:
    text = f"{CLAIM} A crane was delivered."
    query = typed("cra")
    best = passages(sought(CLAIM, CLAIM), text, query)[0]
    assert (text[best.start : best.end], best.held) == ("A crane was delivered.", 1)
    assert typed("Forty cra") == (("40",), "cra")
    assert typed("cranes ") == (("cran",), "")
    assert typed(" ").empty


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*CLAIM.split(), "東京", "e\u0301té", "👩\u200d🚀", "40", ".", "\n", "…”"]), max_size=120),
    st.sampled_from(["", "fai", "40 ", "closed por"]),
)
def test_passages_are_apart_and_split_no_character(words: list[str], query: str) -> None:
    text = " ".join(words)
    found = passages(sought(CLAIM, CLAIM), text, typed(query), limit=3)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.score <= 1
        assert is_boundary(text, one.start)
        assert is_boundary(text, one.end)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
    spans = sorted((one.start, one.end) for one in found)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
