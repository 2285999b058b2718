"""The day of a mark: its written form, how it is read from the words, and that a person's own word stays."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import dated
from workbench.domain.datespan import bounds, spoken, told, written
from workbench.domain.model import Annotation, Claim, Quote
from workbench.domain.surroundings import Surroundings
from workbench.suggest.quotations import quotations

NOON = "2020-01-01T12:00:00Z"
DAYS = st.dates(date(1000, 1, 1), date(2900, 12, 31))


def mark(tag: str, text: str, words: str, when: str, when_date: str | None = None) -> Annotation:
    start = text.index(words)
    kinds = {"claim": Claim, "quote": Quote}
    return Annotation(
        id="i", tag=tag, start=start, end=start + len(words), exact=words, prefix="", suffix="", created=NOON,
        modified=NOON, **{tag: kinds[tag](when=when, when_date=when_date)},
    )  # fmt: skip


def day(text: str, words: str, when: str, tag: str = "claim", published: str | None = "2020-01-09") -> str | None:
    """Of a mark on those words in a text that was published on Thursday, 9 January 2020."""
    return dated.day_of(mark(tag, text, words, when), Surroundings(text, quotations), published, "en-GB")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("2020-01-07", "7 January 2020"),
        ("2020-01", "January 2020"),
        ("2020", "2020"),
        ("2020-01-06/2020-01-12", "6 to 12 January 2020"),
        ("2020-01-28/2020-02-03", "28 January to 3 February 2020"),
        ("2019-12-30/2020-01-02", "30 December 2019 to 2 January 2020"),
        ("2024-07/2024-09", "July to September 2024"),
        ("1990/1999", "1990 to 1999"),
        ("2020-01/2020-02-03", "January 2020 to 3 February 2020"),
        ("2020-01-06/2020-01-06", "6 January 2020"),
        ("2020-02-30", "2020-02-30"),
        ("2020-01-12/2020-01-06", "2020-01-12/2020-01-06"),
        ("\x1b[31m", "\x1b[31m"),
    ],
)
def test_a_day_is_read_by_people(form: str, said: str) -> None:
    assert spoken(form) == said


@given(DAYS, DAYS)
def test_the_written_form_means_the_same_days(one: date, other: date) -> None:
    first, last = sorted([one, other])
    assert bounds(written(first, last)) == (first, last)


@given(st.text("0123456789-/", max_size=24))
def test_whatever_stands_there_is_shown(form: str) -> None:
    assert spoken(form)[-1:] == form[-1:] or bounds(form)
    found = bounds(form)
    assert found is None or found[0] <= found[1]


def test_words_and_day_are_shown_together() -> None:
    assert told("Tuesday", "2020-01-07") == "Tuesday (7 January 2020)"
    assert told("last week", "2019-12-30/2020-01-05") == "last week (30 December 2019 to 5 January 2020)"
    assert told("Tuesday", None) == "Tuesday: no day told"
    assert told("2020-01-07", None) == "2020-01-07"
    assert told("2020-01-07", "2020-01-07") == "7 January 2020"
    assert told("", "2020-01-07") == "7 January 2020"


BOATS = "A ferry struck the quay on Tuesday. It sank."
SAID = "\u201cThe boat sank on Monday. We saw it yesterday,\u201d the mayor said on Tuesday. \u201cNobody came.\u201d"


@pytest.mark.parametrize(
    ("text", "words", "when", "tag", "found"),
    [
        (BOATS, "A ferry struck the quay", "Tuesday", "claim", "2020-01-07"),
        (BOATS, "A ferry struck the quay", "on Tuesday", "claim", "2020-01-07"),
        (BOATS, "A ferry struck the quay", "tuesday", "claim", "2020-01-07"),
        (BOATS, "ferry", "Tuesday", "claim", "2020-01-07"),
        (BOATS, "It sank.", "Tuesday", "claim", "2020-01-07"),  # it stands in the sentence before
        (BOATS, "A ferry", "Wednesday", "claim", None),  # it stands nowhere
        (BOATS, "A ferry", "last week", "claim", "2019-12-30/2020-01-05"),  # a person's own words
        (BOATS, "A ferry", "5 March 2019", "claim", "2019-03-05"),
        (BOATS, "A ferry", "March 2019", "claim", "2019-03"),
        (BOATS, "A ferry", "the 1990s", "claim", "1990/1999"),
        (BOATS, "A ferry", "nobody knows", "claim", None),
        ("A ferry hit  the quay\u00a0on\u00a0Tuesday night.", "A ferry", "on Tuesday night", "claim", "2020-01-07"),
        ("The ferry will sail on Tuesday.", "The ferry", "Tuesday", "claim", None),
        ("The ferry sank on Tuesday and the quay will close on Friday.", "The ferry", "Friday", "claim", None),
        ("The ferry sank last week.", "The ferry", "last week", "claim", "2019-12-30/2020-01-05"),
        ("The ferry has sunk in the last week.", "The ferry", "last week", "claim", None),
        ("The ferry sank more than a year ago.", "The ferry", "a year ago", "claim", None),
        ("The ferry sank the day before yesterday.", "The ferry", "yesterday", "claim", None),
        ("The ferry sank the day before yesterday.", "The ferry", "the day before yesterday", "claim", "2020-01-07"),
        ("The ferry sank yesterday.", "The ferry", "yesterday", "claim", "2020-01-08"),
        ("The ferry sails tomorrow.", "The ferry", "tomorrow", "claim", "2020-01-10"),
        ("The ferry has been shut since yesterday.", "The ferry", "yesterday", "claim", None),
        ("The mayor said on Monday that it sank yesterday.", "it sank", "yesterday", "claim", None),
        ("In 1944 the ferry sank on Tuesday.", "the ferry", "Tuesday", "claim", None),
        ("In 2018, the ferry sank on 5 January.", "the ferry", "5 January", "claim", None),
        ("It was 1944. The ferry sank on Tuesday.", "The ferry", "Tuesday", "claim", None),
        ("In 1944, war raged. The ferry sank on Tuesday.", "The ferry", "Tuesday", "claim", None),
        ("The ferry sank on 5 January.", "The ferry", "5 January", "claim", "2020-01-05"),
        ("The ferry sank on 5 January 2019.", "The ferry", "5 January", "claim", None),
        ("The ferry sank on Tuesday the week before.", "The ferry", "Tuesday", "claim", None),
        ("The man held in May died on Tuesday.", "The man", "Tuesday", "claim", None),
        ("Two weeks after he died on Tuesday, it sank.", "it sank", "Tuesday", "claim", None),
        ("In the film a bomb exploded on Tuesday.", "a bomb", "Tuesday", "claim", None),
        ("Shops shut early on Tuesday in those days.", "Shops", "Tuesday", "claim", None),
        (SAID, "Nobody came.", "Tuesday", "quote", "2020-01-07"),
        (SAID, "The boat sank on Monday. We saw it yesterday,", "Tuesday", "quote", "2020-01-07"),
        (SAID, "The boat sank on Monday.", "Monday", "claim", None),
        (SAID, "We saw it yesterday", "yesterday", "claim", None),
        ("FARRANT: The boat sank on Tuesday.", "The boat", "Tuesday", "claim", None),
        ("> The boat sank on Tuesday.", "The boat", "Tuesday", "claim", None),
        ("\u201cThe boat sank on Tuesday.", "The boat", "Tuesday", "claim", None),
        ("We saw it.\u201d The boat sank on Tuesday.", "The boat", "Tuesday", "claim", "2020-01-07"),
        ("The boat sank on Tuesday.\u201d", "The boat", "Tuesday", "claim", None),
        ('The 6" pipe broke. "The boat sank on Tuesday. It broke," he said.', "The boat", "Tuesday", "claim", None),
        ('A 6" pipe burst. The boat sank on Tuesday.', "The boat", "Tuesday", "claim", None),
        ("It sank on Tuesday. It sails on Tuesday.", "It sank on Tuesday. It sails", "Tuesday", "claim", None),
    ],
)  # fmt: skip
def test_the_day_that_words_tell_where_they_stand(
    text: str, words: str, when: str, tag: str, found: str | None
) -> None:
    assert day(text, words, when, tag) == found


def test_without_a_day_of_publication_only_whole_dates_are_told() -> None:
    assert day(BOATS, "A ferry", "Tuesday", published=None) is None
    assert day(BOATS, "A ferry", "5 March 2019", published=None) == "2019-03-05"
    one = mark("claim", BOATS, "A ferry", "Tuesday")
    assert dated.day_of(one, None, "2020-01-09") is None  # a mark without a place
    assert dated.day_of(msgspec.structs.replace(one, claim=Claim(when="yesterday")), None, "2020-01-09") == "2020-01-08"


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=40))
def test_hostile_words_are_answered(left: str, words: str, right: str) -> None:
    text = f"{left}x{words} {right}"
    one = mark("claim", text, "x", words)
    found = dated.day_of(one, Surroundings(text, quotations), "2020-01-09")
    assert found is None or bounds(found)


def following(one: Annotation, was: Annotation | None, *named: str, **days: str | None) -> str | None:
    """The day of a mark after a change, where its words tell the given days."""
    after = dated.with_day(one, was, named, lambda it: days.get((it.claim or Claim()).when))
    return after.claim.when_date if after.claim is not None else None


def test_a_day_follows_its_words_until_a_person_gives_one() -> None:
    bare = mark("claim", BOATS, "A ferry", "")
    tuesday = mark("claim", BOATS, "A ferry", "Tuesday", "2020-01-07")
    friday = mark("claim", BOATS, "A ferry", "Friday", "2020-01-07")
    told_ = {"Tuesday": "2020-01-07", "Friday": "2020-01-03"}
    assert following(mark("claim", BOATS, "A ferry", "Tuesday"), None, "when", **told_) == "2020-01-07"
    assert following(mark("claim", BOATS, "A ferry", "Tuesday"), bare, "claim.when", **told_) == "2020-01-07"
    assert following(friday, tuesday, "when", **told_) == "2020-01-03"
    assert following(mark("claim", BOATS, "A ferry", "some day", "2020-01-07"), tuesday, "when", **told_) is None
    own = mark("claim", BOATS, "A ferry", "Tuesday", "2019-12-31")
    assert following(mark("claim", BOATS, "A ferry", "Friday", "2019-12-31"), own, "when", **told_) == "2019-12-31"
    assert following(own, tuesday, "when", "when_date", **told_) == "2019-12-31"
    assert following(own, tuesday, "note", **told_) == "2019-12-31"


def test_a_day_that_was_taken_away_stays_away_until_its_words_are_given_again() -> None:
    tuesday = mark("claim", BOATS, "A ferry", "Tuesday", "2020-01-07")
    without = mark("claim", BOATS, "A ferry", "Tuesday")
    assert following(without, tuesday, "when_date", Tuesday="2020-01-07") is None
    moved = msgspec.structs.replace(without, end=without.end + 1)
    assert following(moved, without, Tuesday="2020-01-07") is None
    assert following(without, without, "when", Tuesday="2020-01-07") == "2020-01-07"


def test_where_a_mark_moves_its_day_is_told_anew() -> None:
    was = mark("claim", BOATS, "A ferry", "Tuesday", "2020-01-07")
    moved = msgspec.structs.replace(was, start=5)
    after = dated.with_day(moved, was, (), lambda it: "2020-01-07" if it is was else None)
    assert after.claim == Claim(when="Tuesday")


def test_days_to_choose_from() -> None:
    assert dated.offers("Tuesday", "2020-01-09") == ["2020-01-07", "2020-01-14"]
    assert dated.offers("early Thursday", "2020-01-09") == ["2020-01-09", "2020-01-16"]
    assert dated.offers("yesterday", "2020-01-09") == ["2020-01-08"]
    assert dated.offers("nobody knows", "2020-01-09") == []
    assert dated.offers("Tuesday", None) == []


@pytest.mark.parametrize(
    ("words", "noted", "told_", "said"),
    [
        ("Tuesday", "2020-01-07", "2020-01-07", None),
        ("Tuesday", "2020-01-06/2020-01-12", "2020-01-07", None),
        ("Tuesday", "2020-01-14", None, None),
        ("Tuesday", "2020-01-14", "2020-01-07",
         "\u201cTuesday\u201d is 7 January 2020 here, and the mark has 14 January 2020"),
        ("last week", "2020-01-07", "2019-12-30/2020-01-05",
         "\u201clast week\u201d is 30 December 2019 to 5 January 2020 here, and the mark has 7 January 2020"),
        ("Tuesday", "2020-01-08", None, "8 January 2020 is a Wednesday, and the words are \u201cTuesday\u201d"),
        ("early on Tuesday", "2020-01-08", None, "8 January 2020 is a Wednesday, and the words are "
         "\u201cearly on Tuesday\u201d"),
        ("Tuesday night", "2020-01-08", None, None),
        ("the morning after", "2020-01-08", None, None),
        ("Tuesday", "2020-02-30", None, "there is no such day as 2020-02-30"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_that_of_its_words(words: str, noted: str, told_: str | None, said: str | None) -> None:
    assert dated.conflict(words, noted, told_) == said
