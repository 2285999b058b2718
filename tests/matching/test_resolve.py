"""Anchors are found again where they belong, proposed where they may belong, and never put elsewhere by themselves."""

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.anchors import describe
from workbench.matching.resolve import resolve

COPY = (
    "The ferry left Port Averil at noon on Tuesday with 140 people on board. It struck the quay at about eight knots, "
    "the harbour master said. “We heard a long grinding noise and then nothing,” said a deckhand. At least 12 people "
    "were treated for cuts. None of the crew was hurt, and the ferry was towed to the inner basin before dusk."
)
NOISE = ["early", "grey", "signal", "northern", "crane", "witness", "report", "lantern"]


def test_the_same_text_is_taken_at_its_word_only_where_the_words_stand() -> None:
    anchor = describe(COPY, 51, 61)
    assert resolve(anchor, COPY, same_text=True)[:3] == ("exact", 51, 61)
    lying = describe("x" + COPY, 52, 62)
    assert resolve(lying, COPY, same_text=True)[:3] == ("moved", 51, 61)


def test_edits_elsewhere_move_a_mark_and_deletion_never_places_it() -> None:
    at = COPY.index("At least 12")
    anchor = describe(COPY, at, at + len("At least 12"))
    moved = resolve(anchor, "A new first line.\n" + COPY, same_text=False)
    assert moved.state == "moved"
    assert moved.start == at + 18
    gone = COPY.replace(" At least 12 people were treated for cuts.", "")
    assert resolve(anchor, gone, same_text=False).state in ("orphan", "proposal")


def test_a_changed_figure_is_never_taken_for_the_same() -> None:
    at = COPY.index("140 people")
    anchor = describe(COPY, at, at + len("140 people on board"))
    found = resolve(anchor, COPY.replace("140", "150"), same_text=False)
    assert found.state == "proposal"
    assert found.start is not None


def test_words_that_stand_twice_alike_are_left_to_a_person() -> None:
    text = "The quay is closed today. " * 4
    anchor = describe(text, 56, 60)
    assert resolve(anchor, "\n" + text * 2, same_text=False).state == "proposal"


def test_the_surroundings_decide_between_two_places() -> None:
    text = "One crew said the pump failed at noon. Another crew heard that the pump failed after dusk in heavy rain."
    at = text.rindex("the pump failed")
    found = resolve(describe(text, at, at + 15), "Update. " + text, same_text=False)
    assert (found.state, found.start) == ("moved", at + 8)


def test_a_proposal_begins_and_ends_with_words() -> None:
    at = COPY.index("We heard")
    anchor = describe(COPY, at, at + len("We heard a long grinding noise and then nothing"))
    text = COPY.replace("a long grinding noise", "a loud grinding sound")
    found = resolve(anchor, text, same_text=False)
    assert found.state == "proposal"
    assert text[found.start : found.end] == "We heard a loud grinding sound and then nothing"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000))
def test_what_is_placed_by_itself_is_right(seed: int) -> None:
    """Random edits around or through a mark: an automatic place is always the marked passage, at its new offset."""
    rng = random.Random(seed)
    words = COPY.split(" ")
    first = rng.randrange(len(words) - 6)
    count = rng.randint(2, 6)
    start = len(" ".join(words[:first])) + (first > 0)
    exact = " ".join(words[first : first + count])
    anchor = describe(COPY, start, start + len(exact))
    tagged = [(word, first <= n < first + count) for n, word in enumerate(words)]
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(tagged))
        if rng.random() < 0.5:
            tagged.insert(at, (rng.choice(NOISE), False))
        else:
            del tagged[at]
    text = " ".join(word for word, _ in tagged)
    found = resolve(anchor, text, same_text=False)
    if found.state == "moved":
        assert found.start is not None
        assert text[found.start : found.end] == exact
        offset, marked = 0, []
        for word, mine in tagged:
            if mine:
                marked.append(offset)
            offset += len(word) + 1
        assert marked
        assert found.start == marked[0]


@given(st.text(max_size=40), st.text(min_size=1, max_size=20))
def test_any_text_gets_a_verdict_inside_its_bounds(text: str, other: str) -> None:
    found = resolve(describe(other, 0, len(other)), text, same_text=False)
    if found.start is None or found.end is None:
        assert found.state == "orphan"
    else:
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("has resigned over the affair", "has not resigned over the affair"),
        ("that 12 people have resigned over", "that 21 people have resigned over"),
        ("while Mr Keller said nobody resigned over", "while Mr Heller said nobody resigned over"),
        ("two ministers resigned over it", "ten ministers resigned over it"),
        ("they didn’t think he resigned over it", "they did think he resigned over it"),
    ],
)
def test_a_figure_name_or_negation_that_changed_beside_the_words_is_a_persons_to_judge(then: str, now: str) -> None:
    head, tail = "On Tuesday evening it was said that ", " in the harbour town, which nobody had foreseen."
    at = len(head) + then.index("resigned")
    found = resolve(describe(head + then + tail, at, at + 8), head + now + tail, same_text=False)
    assert found.state == "proposal"


def test_on_the_same_text_a_wrong_offset_is_not_taken_for_the_place() -> None:
    text = "One crew said the pump failed at noon. Another crew heard that the pump failed after dusk in heavy rain."
    first, second = text.index("the pump failed"), text.rindex("the pump failed")
    right = describe(text, second, second + 15)
    lying = msgspec.structs.replace(right, start=first, end=first + 15)
    assert resolve(lying, text, same_text=True)[:2] == ("moved", second)


def test_the_same_words_in_other_surroundings_are_only_proposed() -> None:
    then, now = "the cargo was brought ashore slowly that same evening", "she spoke slowly because her mouth hurt"
    at = then.index("slowly")
    assert resolve(describe(then, at, at + 6), now, same_text=False).state == "proposal"
