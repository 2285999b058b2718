"""The days that words of time allow in a story of a known day ("early Wednesday", "last week"); and what cannot be.

Right or nothing: where careful readers differ about the day, there is none. The conventions, each at its place:
the day of publication is the publisher's own; a weekday alone needs the tense of what it dates; "last" and "next" hold
where the nearest such day and that of the calendar week before or after are the same; a date without a year is near.
"""

import calendar
import re
from datetime import date, datetime, timedelta

from workbench.domain.datedays import candidates
from workbench.domain.dateperiods import read
from workbench.domain.datewords import (
    GREGORIAN,
    MONTHS,
    WEEKDAYS,
    Named,
    Precision,
    Story,
    Tense,
    days_of,
    named,
    real,
    tidy,
    whole_year,
    with_weekdays,
)
from workbench.domain.model.types import Value
from workbench.domain.quantities import interval, quantity

_LONGEST = 120

# Days, a month and a year those of the mean.
_LENGTHS = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.436875, "year": 365.2425}
_LENGTHS |= {"decade": 3652.425, "century": 36524.25}

# Where a time is in UTC, the publisher's own day is not told: the zones that it may be in, hours from UTC.
_ZONES = {"en-gb": (0, 1), "en-ie": (0, 1), "en-us": (-10, -4)}

_ANYWHERE = (-12, 14)


class When(Value, frozen=True, kw_only=True):
    """The days within which lies what the words date, first and last included; both the same for one day."""

    start: str
    end: str
    precision: Precision
    words: str


def resolve(words: str, published: str | None, *, language: str = "", tense: Tense | None = None) -> When | None:
    """The days that the words allow in a document of this day of publication; None where that is not certain.

    ``published`` is a date or a date-time with its zone, or a year or month: then only what is the same for each of its
    days is resolved. A time that is given in UTC stands for each day that it may be where the publisher is, by the
    language. ``tense`` is that of what the words date: without it no weekday alone has a day.
    """
    if not words.strip() or len(words) > _LONGEST or _is_a_verb(words):
        return None
    text = tidy(words)
    found = read(text, Story(None, language=language, tense=tense))
    if found is None:
        for at, (day, night) in enumerate(_stories(published or "", language)):
            span = read(text, Story(day, night, language, tense))
            if span is None or (at and span != found):
                return None
            found = span
    if found is None:
        return None
    return When(start=found.start.isoformat(), end=found.end.isoformat(), precision=found.precision, words=words)


def weekday_conflict(words: str, published: str | None) -> str | None:
    """What is wrong where a weekday stands beside a date that falls on another, or beside one that there is not.

    A date without a year is wrong only if it is so in each year that may be meant, 5/3/2025 if it is so both ways.
    """
    stories = [day for day, _ in _stories(published or "", "")]
    for place in with_weekdays(tidy(words)):
        readings = [reading for reading in named(place, "") if reading.day]
        if not readings or (readings[0].year or GREGORIAN) < GREGORIAN:
            continue
        days = {day for reading in readings for day in _meant(reading, stories)}
        first = readings[0]
        if not days and first.year:
            return f"There is no {first.day} {MONTHS[(first.month or 1) - 1]} {first.year}."
        if days and first.weekday is not None and all(day.weekday() != first.weekday for day in days):
            fits = " and ".join(f"{_spoken(day)} is a {WEEKDAYS[day.weekday()]}" for day in sorted(days)[:2])
            return f"{fits}, not a {WEEKDAYS[first.weekday]}."
    return None


def age_conflict(born: str, age: int, on: When) -> str | None:
    """What is wrong where a person born then (a year, month or day, or words for it) cannot be this old on that day."""
    birth = _birth(born)
    if birth is None:
        return None
    first, last = date.fromisoformat(on.start), date.fromisoformat(on.end)
    if last < birth[0]:
        return f"Born {_of_days(*birth)}, nobody has an age {_of_days(first, last)}."
    # Who was born on 29 February has a birthday on the 28th or on 1 March.
    least = max(0, first.year - birth[1].year - ((first.month, first.day) < (birth[1].month, birth[1].day)))
    leap = (birth[0].month, birth[0].day) == (2, 29) and not calendar.isleap(last.year)
    most = last.year - birth[0].year - ((last.month, last.day) < ((2, 28) if leap else (birth[0].month, birth[0].day)))
    if least <= age <= most:
        return None
    fits = str(least) if least == most else f"{least} or {most}" if most == least + 1 else f"{least} to {most}"
    return f"Born {_of_days(*birth)}, a person is {fits} {_of_days(first, last)}, not {age}."


def span_conflict(words: str, start: When, end: When) -> str | None:
    """What is wrong where this long ("17 years", "nearly three weeks") cannot lie between the two.

    A plain number may be rounded, cut or counted with both ends: 17 years are 16½ up to 18, and a day more or less.
    """
    if end.end < start.start:
        return f"{_of_when(end)} is before {_of_when(start)}."
    figure = quantity(re.sub("^the ", "", tidy(words)))
    bounds = interval(figure) if figure is not None else None
    if figure is None or bounds is None or figure.unit not in _LENGTHS:
        return None
    low, high = bounds
    value, kind, length = figure.value or 0.0, figure.approximator, _LENGTHS[figure.unit]
    if kind in ("exact", "about", "almost"):
        low = min(low, value - 0.5)
    if kind in ("exact", "about"):
        high = max(high, value + (1 if kind == "exact" else 0.5))
    off = 1 if length < 28 else 3  # days; months and leap years differ
    least = max(0, (date.fromisoformat(end.start) - date.fromisoformat(start.end)).days)
    most = (date.fromisoformat(end.end) - date.fromisoformat(start.start)).days
    if most + off >= low * length and least - off <= high * length:
        return None
    return f"From {_of_when(start)} to {_of_when(end)} is {_long(least, most)}, not {words.strip()}."


def _meant(reading: Named, stories: list[date]) -> set[date]:
    """The dates that may be meant by a day and a month, and a year where they have one."""
    if reading.year is None and reading.shift is None:
        return {day for story in stories for day in candidates(reading, story)}
    years = {reading.year} if reading.year else {story.year + (reading.shift or 0) for story in stories}
    return {day for year in years if (day := real(year, reading.month or 0, reading.day or 0))}


def _stories(published: str, language: str) -> list[tuple[date, bool]]:
    """The days on which the story may have come out, and whether in the small hours.

    A time with an offset is the publisher's own. One in UTC (or with none) is often what a system made of it: the story
    of Tuesday evening in New York is stamped Wednesday.
    """
    bounds = days_of(published[:10])
    if bounds is None or not 200 <= bounds[0].year <= 9900:
        return []
    match = re.fullmatch(
        r"(?a)T(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?", published[10:].replace(" ", "T", 1)
    )
    if match is None:
        days = (bounds[1] - bounds[0]).days + 1
        return [] if len(published) > 10 else [(bounds[0] + timedelta(at), False) for at in range(days)]
    if int(match[1]) > 23 or int(match[2]) > 59:
        return []
    moment = datetime(bounds[0].year, bounds[0].month, bounds[0].day, int(match[1]), int(match[2]))
    low, high = (0, 0)
    if match[3] in (None, "Z", "+00:00", "-00:00"):
        low, high = _ZONES.get(language.lower(), _ANYWHERE)
    local = [moment + timedelta(hours=off) for off in range(low, high + 1)]
    return list(dict.fromkeys((there.date(), there.hour < 5) for there in local))


def _is_a_verb(words: str) -> bool:
    """ "may" and "march" in small letters are months beside a number alone."""
    return re.search(r"\b(?:may|march)\b", words) is not None and re.search("[0-9]", words) is None


def _birth(born: str) -> tuple[date, date] | None:
    bounds = days_of(born.strip())
    if bounds is not None:
        return bounds
    found = resolve(born, None)
    return (date.fromisoformat(found.start), date.fromisoformat(found.end)) if found else None


def _spoken(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _of_days(first: date, last: date) -> str:
    """With its preposition: "on 4 March 2025", "in 1979", "between … and …"."""
    if first == last:
        return f"on {_spoken(first)}"
    if (first, last) == whole_year(first.year)[:2]:
        return f"in {first.year}"
    return f"between {_spoken(first)} and {_spoken(last)}"


def _of_when(when: When) -> str:
    if when.start == when.end:
        return _spoken(date.fromisoformat(when.start))
    return when.words.strip()


def _long(least: int, most: int) -> str:
    """How long that is, in the unit in which it is told apart."""
    unit = next((unit for unit in ("year", "month") if least >= 2 * _LENGTHS[unit] - 1), "day")
    low, high = (int((days + (unit != "day")) / _LENGTHS[unit]) for days in (least, most))
    span = str(low) if low == high else f"{low} to {high}"
    return f"{span} {unit}{'' if span == '1' else 's'}"
