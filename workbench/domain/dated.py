"""The day of a claim or quotation, ``when_date``, read from its words ``when``: beyond doubt, or left to a person.

What a person has said stays: only a day that was read from the words follows them when they change.
"""

import functools
import re
from collections.abc import Callable, Collection
from datetime import date, timedelta

import msgspec

from workbench.domain.dateframes import ANCHORED, about_elsewhen, counted_elsewhen, framed, of_old
from workbench.domain.dates import resolve
from workbench.domain.datespan import bounds, overlap, spoken, written
from workbench.domain.datetense import past
from workbench.domain.datetensewords import TIMES
from workbench.domain.datewords import MONTH, MONTHS, WEEKDAYS, Tense, tidy, without_year
from workbench.domain.model import Annotation, Claim, Quote
from workbench.domain.spans import Span
from workbench.domain.surroundings import QUOTED, Sentence, Surroundings
from workbench.domain.text import fold

_LONGEST = 120  # code points of words of time, as :func:`resolve` has it

_LATELY = timedelta(35)
"""How far back the day of what has happened may be, where it has no year."""

_LONE = rf"(?i)(?:on |early |late )*(?P<day>{'|'.join(WEEKDAYS)})(?: (?:early |late )?{TIMES})?"
"""A weekday alone, also with its time of day."""

_BEFORE_ANCHORED = (
    r"\b(?:before|after|until|till|since|by|than|from|nearly|almost|about|around|over|under|half|to|every|each|the|"
    r"least|most|some|approximately|roughly|barely|hardly|within|that)\s+$"
)


def day_of(mark: Annotation, around: Surroundings | None, published: str | None, language: str = "") -> str | None:
    """The day that the words ``when`` of a mark tell, in its written form; None where that is not certain.

    ``around`` is what its text is taken apart into; None for a mark without a place.
    """
    part = mark.claim or mark.quote
    words = part.when if part is not None else ""
    if not words or len(words) > _LONGEST:
        return None
    found = _resolved(words, None, language)
    if found is None and published:
        told = [] if around is None else [_told(*one) for one in _places(mark, words, around)]
        if "elsewhen" in told:
            return None
        tense: Tense | None = "past" if told and set(told) == {"past"} else None
        found = _resolved(words, published, language, tense)
        if found is not None and without_year(tidy(words)) and not (tense and _lately(found, published)):
            return None
    return found


def _lately(day: str, published: str) -> bool:
    """Whether a day was not long before the publication: of one further off, copy may mean another year's."""
    found, printed = bounds(day), bounds(published[:10])
    return found is not None and printed is not None and printed[0] - found[0] <= _LATELY


@functools.lru_cache(maxsize=4096)  # a weekday comes again and again in the texts of a day
def _resolved(words: str, published: str | None, language: str, tense: Tense | None = None) -> str | None:
    found = resolve(words, published, language=language, tense=tense)
    return written(date.fromisoformat(found.start), date.fromisoformat(found.end)) if found is not None else None


def with_day(
    mark: Annotation, was: Annotation | None, named: Collection[str], told: Callable[[Annotation], str | None]
) -> Annotation:
    """A mark with its day filled in from its words, where no person has said otherwise.

    ``was`` is the mark before (None: there was none), ``named`` are the fields that have just been set, by the names
    that :func:`workbench.domain.fields.assign` takes, and ``told`` gives the day that the words of a mark tell.
    """
    part = mark.claim or mark.quote
    own = {name.rpartition(".")[2] for name in named}
    if part is None or "when_date" in own:
        return mark
    moved = was is None or (was.start, was.end, was.exact) != (mark.start, mark.end, mark.exact)
    if not moved and "when" not in own:
        return mark
    before = told(was) if was is not None else None
    if part.when_date not in (None, before) or (part.when_date != before and "when" not in own):
        return mark
    after = msgspec.structs.replace(part, when_date=told(mark))
    return msgspec.structs.replace(mark, **{mark.tag: None if after in (Claim(), Quote()) else after})


def with_another_day(mark: Annotation, old: str | None, new: str | None) -> Annotation:
    """A mark whose words told the ``old`` day and tell the ``new`` one; as it is where a person has said otherwise.

    A mark that has no day has one now only where its words told none: else a person took it away.
    """
    part = mark.claim or mark.quote
    if part is None or not part.when or part.when_date != old:
        return mark
    return msgspec.structs.replace(mark, **{mark.tag: msgspec.structs.replace(part, when_date=new)})


def offers(words: str, published: str | None, language: str = "") -> list[str]:
    """The days that words may tell, in either tense: what a person may choose from, the likeliest first."""
    tenses: tuple[Tense | None, ...] = (None, "past", "future")
    found = [_resolved(words, published, language, tense) for tense in tenses]
    days = list(dict.fromkeys(day for day in found if day is not None))
    only = bounds(days[0]) if len(days) == 1 else None
    if only is not None and re.fullmatch(_LONE, words.strip()):
        days.append((only[1] + timedelta(7)).isoformat())  # in a story of that weekday: a week off
    return days


def conflict(words: str, when_date: str, told: str | None) -> str | None:
    """What is wrong where the day that was noted cannot be that of the words; without a full stop.

    ``told`` is the day that they tell beyond doubt; without one a weekday can still be another.
    """
    noted, meant = bounds(when_date), bounds(told or "")
    if noted is None:
        return f"there is no such day as {when_date}"
    if meant is not None and told is not None and not overlap(noted, meant):
        return f"\u201c{words}\u201d is {spoken(told)} here, and the mark has {spoken(when_date)}"
    named = re.fullmatch(_LONE, words.strip())
    if named is not None and noted[0] == noted[1] and "night" not in words:
        weekday = WEEKDAYS[noted[0].weekday()]
        if weekday.lower() != named["day"].lower():
            return f"{spoken(when_date)} is a {weekday}, and the words are \u201c{words}\u201d"
    return None


def _places(mark: Annotation, words: str, around: Surroundings) -> list[tuple[Sentence, list[Sentence], Span]]:
    """Where the words stand: in the sentences of the mark, else near it; with the sentences before.

    Those of a quotation are told around it; a quoted word of time is then somebody else's.
    """
    for found in (around.sentences(mark.start, mark.end), around.near(mark.start, mark.end)):
        here = [(one, at) for one in found for at in _all(one.text, words)]
        if mark.tag == "quote":
            here = [(one, at) for one, at in here if QUOTED not in one.own[at.start : at.end]] or here
        if here:
            return [(one, around.before(one), at) for one, at in here]
    return []


def _all(text: str, words: str) -> list[Span]:
    pattern = r"\s+".join(map(re.escape, fold(words).split()))
    return [Span(*match.span()) for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", fold(text))]


def _told(sentence: Sentence, before: list[Sentence], at: Span) -> str:
    """What a sentence says of its words at a place: "past", "open", or "elsewhen" where publication tells nothing."""
    left, words, right = sentence.own[: at.start], sentence.own[slice(*at)], sentence.own[at.end :]
    if QUOTED in words:
        return "elsewhen"
    if re.search(ANCHORED, words, re.IGNORECASE):
        # In "said on Monday that it closed yesterday" it may be counted from either day.
        if counted_elsewhen(sentence.own, *at):
            return "elsewhen"
        said = re.search(rf"(?i)\b(?:{'|'.join(WEEKDAYS)})\b", left) and re.search("(?i)day|night|morning", words)
        return "elsewhen" if said or re.search(_BEFORE_ANCHORED, left, re.IGNORECASE) else "open"
    if about_elsewhen(left) or about_elsewhen(right) or _another_month(words, left + right):
        return "elsewhen"
    if framed(sentence.own, *at) or of_old(sentence.own, *at):
        return "elsewhen"
    if re.search(r"(?i)\bborn\b[^,;]{0,40}$", left) and re.search(MONTH, words, re.IGNORECASE):
        return "elsewhen"  # a birthday
    opening = r"^\W*(?:in|on|during|by|throughout|early in|late in|it was) [^.]{0,40}\b(?:1[0-9]{3}|20[0-9]{2})\b"
    if any(re.search(opening, one.own, re.IGNORECASE) for one in before):
        return "elsewhen"
    return "past" if past(sentence.own, *at) else "open"


def _another_month(words: str, rest: str) -> bool:
    """Whether a weekday stands beside a month, or a month beside another."""
    weekday = re.search("|".join(WEEKDAYS), words, re.IGNORECASE)
    month = re.search(rf"\b(?:{'|'.join(MONTHS)})\b", rest)
    return month is not None and (weekday is not None or re.search(MONTH, words, re.IGNORECASE) is not None)
