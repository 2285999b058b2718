"""Marks, search hits, what a tag key means, and the line being typed: the pure parts behind the keys."""

import itertools

import msgspec
import pytest
from fake_desk import FakeDesk
from hypothesis import given
from hypothesis import strategies as st
from sample import ARTICLE
from texts import any_texts

from workbench.domain.graphemes import is_boundary
from workbench.domain.model import Placed, Unplaced
from workbench.domain.spans import Span
from workbench.domain.text import fold
from workbench.tui.finding import Hits, Searcher
from workbench.tui.line import Line
from workbench.tui.marks import EVERYBODY, Marks
from workbench.tui.prose import Prose
from workbench.tui.tagging import Add, Propose, Refuse, Retag, first_press, second_press, tidy


def desk() -> FakeDesk:
    made = FakeDesk({"a": ARTICLE})
    claim = ARTICLE.index("At first")
    made.plant("a", claim, claim + 60, "claim")
    figure = ARTICLE.index("some forty")
    made.plant("a", figure, figure + 10, "figure", status="verified")
    made.plant("a", figure, figure + 10, "quote", annotator="ana")
    return made


def marks(**more: str) -> Marks:
    return Marks(desk().annotations("a"), "kim")


def test_only_ones_own_marks_are_shown_until_others_are_asked_for() -> None:
    mine = marks()
    assert [mine.whose, len(mine), mine.views()] == ["kim", 2, ["kim", EVERYBODY, "ana"]]
    mine.show(EVERYBODY)
    assert len(mine) == 3
    mine.show("ana")
    assert [one.annotation.tag for one in mine.at(ARTICLE.index("some forty"))] == ["quote"]
    assert mine.tally().tags == {"quote": 1}


def test_the_innermost_mark_comes_first_and_neighbours_are_found() -> None:
    mine = marks()
    figure, claim = mine.at(ARTICLE.index("some forty"))
    assert (figure.annotation.tag, claim.annotation.tag) == ("figure", "claim")
    assert mine.after(0) == claim
    assert mine.after(claim.annotation.start, claim) == figure
    assert mine.after(claim.annotation.start, claim, 9) == figure
    assert mine.after(figure.annotation.start, figure) is None
    assert mine.before(figure.annotation.start, figure) == claim
    assert mine.before(claim.annotation.start, claim) is None
    assert [mine.number(claim), mine.number(figure)] == [1, 2]


def test_what_marks_add_up_to_follows_every_change() -> None:
    mine = marks()
    figure, claim = mine.at(ARTICLE.index("some forty"))
    assert (mine.tally().open, mine.tally().unplaced) == (1, 0)
    mine.put(msgspec.structs.replace(claim, annotation=msgspec.structs.replace(claim.annotation, status="verified")))
    assert mine.tally().open == 0
    mine.drop(figure.id)
    assert mine.tally().tags == {"claim": 1}
    assert mine.painted(0, len(ARTICLE))[0].letter == "c"
    assert len(mine.painted(0, len(ARTICLE))) == 1


def test_a_mark_without_a_place_is_counted_but_not_painted() -> None:
    claim = marks().at(ARTICLE.index("some forty"))[1]
    lost = Placed(
        document="a", annotator="kim", annotation=claim.annotation, anchor_state="orphan",
        unplaced=Unplaced(sha256="0" * 64, reason="the words are gone"),
    )  # fmt: skip
    mine = Marks([lost], "kim")
    assert (len(mine), mine.tally().unplaced, mine.painted(0, 10_000)) == (0, 1, [])


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 30)), max_size=20), st.data())
def test_marks_taken_in_one_by_one_are_as_marks_loaded(spans: list[tuple[int, int]], data: st.DataObject) -> None:
    made = FakeDesk({"a": "x" * 200})
    placed = [made.plant("a", start, start + length, "claim") for start, length in spans]
    grown = Marks([], "kim")
    for mark in data.draw(st.permutations(placed)):
        grown.put(mark)
    loaded = Marks(placed, "kim")
    gone = data.draw(st.lists(st.sampled_from(placed), unique_by=lambda mark: mark.id)) if placed else []
    for mark in gone:
        grown.drop(mark.id)
        loaded.drop(mark.id)
    assert grown.tally() == loaded.tally()
    assert sorted(grown.painted(0, 200)) == sorted(loaded.painted(0, 200))
    left = [mark for mark in placed if mark not in gone]
    assert len(grown) == len(left)
    here, walked = None, []
    while (here := grown.after(-1 if here is None else here.annotation.start, here)) is not None:
        walked.append(here)
    assert sorted(mark.id for mark in walked) == sorted(mark.id for mark in left)


# --- searching ----------------------------------------------------------------------------------------------------


def test_hits_are_found_under_the_folding() -> None:
    hits = Searcher(ARTICLE).find('"he KNOWS')
    assert len(hits) == 1
    assert hits.touching(0, len(ARTICLE)) == [(ARTICLE.index("\u201cHe"), ARTICLE.index("\u201cHe") + 9)]
    assert len(Searcher(ARTICLE).find("zeppelin")) == 0
    assert len(Searcher(ARTICLE).find("")) == 0


def test_hits_are_gone_through_round_the_ends() -> None:
    hits = Searcher("ab ab ab").find("ab")
    assert hits.following(0) == (3, False)
    assert hits.following(6) == (0, True)
    assert hits.preceding(0) == (6, True)
    assert hits.following(0, 2) == (6, False)
    assert [hits.number(at) for at in (0, 3, 4, 6)] == [1, 2, 0, 3]
    assert Hits("x").following(0) is None


def test_whole_words_only() -> None:
    assert len(Searcher("port ports import port.").find("port", whole_words=True)) == 2


@given(any_texts, st.sampled_from(["a", "e\u0301", " ", "b", "\u65e5", "boats"]))
def test_hits_never_split_a_grapheme_and_never_overlap(text: str, query: str) -> None:
    found = Searcher(text).find(query).touching(0, len(text) + 1)
    assert all(is_boundary(text, start) and is_boundary(text, end) for start, end in found)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(found))
    assert len(found) <= fold(text).count(fold(query))


# --- tagging ------------------------------------------------------------------------------------------------------

PROSE = Prose(ARTICLE)


def proposed(tag: str, at: str, mine: Marks | None = None) -> tuple[str, str]:
    said = first_press(PROSE, mine or Marks([], "kim"), ARTICLE.index(at), tag)
    assert isinstance(said, Propose)
    return ARTICLE[said.span.start : said.span.end], said.message


@pytest.mark.parametrize(
    ("tag", "at", "words", "says"),
    [
        ("claim", "harbour police", "At first light", "A claim? c again"),
        ("quote", "harbour police", "We will not move before the minister comes,", "A quote? q again"),
        ("figure", "strike is", "At least 25", "A figure? f again"),
    ],
)
def test_the_first_press_selects(tag: str, at: str, words: str, says: str) -> None:
    found, message = proposed(tag, at)
    assert found.startswith(words)
    assert says in message


def test_pressing_on_takes_the_next_figure() -> None:
    made = FakeDesk({"a": ARTICLE})
    at = ARTICLE.index("At least 25")
    made.plant("a", at, at + 11, "figure")
    assert proposed("figure", "At least 25", Marks(made.annotations("a"), "kim"))[0] == "about 17 percent"


def test_it_is_said_beforehand_that_a_tag_would_change() -> None:
    words, message = proposed("claim", "Nobody", _with("Nobody answered.", "quote"))
    assert words == "Nobody answered."
    assert "c again makes this quote a claim" in message
    said = first_press(PROSE, _with("Nobody answered.", "claim"), ARTICLE.index("Nobody"), "claim")
    assert isinstance(said, Refuse)
    assert said.message.startswith("From here on all is a claim already: V selects")


@pytest.mark.parametrize(("tag", "none"), [("figure", "No figure is left"), ("quote", "No quotation is left")])
def test_where_none_is_left_nothing_is_selected_and_it_is_said_how_to_go_on(tag: str, none: str) -> None:
    said = first_press(PROSE, Marks([], "kim"), ARTICLE.index("Nobody"), tag)
    assert isinstance(said, Refuse)
    assert said.message.startswith(none)


def test_a_claim_here_lets_the_next_sentence_be_proposed() -> None:
    mine = _with("The strike is the third this winter.", "claim")
    words, message = proposed("claim", "The strike", mine)
    assert words.startswith("At least 25 crews joined it")
    assert message.startswith("A claim, \u00b6 3? c again.")
    around = mine.at(ARTICLE.index("strike is"))[0]
    inner = FakeDesk({"a": ARTICLE}).plant("a", ARTICLE.index("third"), ARTICLE.index("third") + 5, "figure")
    assert isinstance(first_press(PROSE, mine, ARTICLE.index("third"), "claim", around), Propose)
    said = first_press(PROSE, mine, ARTICLE.index("third"), "claim", inner)
    assert isinstance(said, Refuse)
    assert said.message == "The sentence is a claim already. B, then c makes this figure a claim."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\u201cWe fought many.", "We fought many."),
        ("(We fought) many.", "(We fought) many."),
        ("\u201cWe fought,\u201d he said.", "\u201cWe fought,\u201d he said."),
        ("It was \u2018so.\u2019", "It was \u2018so.\u2019"),
        ("It was so.\u201d", "It was so."),
        ("\u201c", "\u201c"),
    ],
)
def test_a_claim_goes_without_a_mark_that_is_not_closed(text: str, words: str) -> None:
    assert text[slice(*tidy(text, Span(0, len(text))))] == words


def _with(words: str, tag: str) -> Marks:
    made = FakeDesk({"a": ARTICLE})
    at = ARTICLE.index(words)
    made.plant("a", at, at + len(words), tag)
    return Marks(made.annotations("a"), "kim")


def test_the_second_press_adds_retags_or_says_why_not() -> None:
    words = "Nobody answered."
    span = Span(ARTICLE.index(words), ARTICLE.index(words) + len(words))
    assert second_press(Marks([], "kim"), span, "claim", proposed=True) == Add(span)
    there = _with(words, "quote")
    assert isinstance(second_press(there, span, "claim", proposed=True), Retag)
    by_hand = second_press(there, span, "claim", proposed=False)
    assert isinstance(by_hand, Add)
    assert len(by_hand.beside) == 1
    assert isinstance(second_press(there, span, "quote", proposed=False), Refuse)


def test_there_is_nothing_to_mark_in_an_empty_text() -> None:
    assert isinstance(first_press(Prose(""), Marks([], "kim"), 0, "claim"), Refuse)
    assert isinstance(first_press(Prose("\n\n"), Marks([], "kim"), 1, "figure"), Refuse)


# --- a line being typed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (["left", "backspace"], Line("one to", 5)),
        (["ctrl+w"], Line("one ", 4)),
        (["ctrl+left", "ctrl+left", "delete"], Line("ne two", 0)),
        (["home", "ctrl+right"], Line("one two", 3)),
        (["home", "right", "ctrl+k"], Line("o", 1)),
        (["left", "ctrl+u"], Line("o", 0)),
        (["end", "delete"], Line("one two", 7)),
    ],
)
def test_editing(keys: list[str], line: Line) -> None:
    now = Line("one two", 7)
    for key in keys:
        edited = now.edited(key)
        assert edited is not None
        now = edited
    assert now == line


def test_typing_is_let_in_by_the_one_door() -> None:
    assert Line("ab", 1).typed("\x1b[2J\n") == Line("a\u241b[2J b", 6)
    assert Line("", 0).edited("f5") is None


@given(any_texts, st.lists(st.sampled_from(["left", "right", "backspace", "delete", "ctrl+w", "home"]), max_size=10))
def test_the_cursor_of_a_line_never_splits_a_grapheme(text: str, keys: list[str]) -> None:
    now = Line().typed(text)
    for key in keys:
        edited = now.edited(key)
        assert edited is not None
        now = edited
        assert 0 <= now.cursor <= len(now.text)
        assert is_boundary(now.text, now.cursor)


def test_what_was_given_another_tag_is_only_offered_where_the_cursor_stands() -> None:
    retagged = _with("We will not move before the minister comes,", "claim")
    assert proposed("quote", "harbour police", retagged)[0] == "He knows the number."
    words, message = proposed("quote", "minister comes", retagged)
    assert words == "We will not move before the minister comes,"
    assert message.startswith("q again makes this claim a quote")
