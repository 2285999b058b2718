"""Weeks, months, years and ranges that words name in a story of a known day; and :func:`read`, which tries all."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from workbench.domain.datedays import COUNT, TIMES, counted, one_day, placed, weekday_near
from workbench.domain.datewords import (
    MONTH,
    MONTHS,
    WEEKDAY,
    YEAR,
    Named,
    Span,
    Story,
    Tense,
    month_number,
    named,
    range_end,
    real,
    whole_month,
    whole_year,
    year_and_shift,
)

# The least that is sure of "early", "mid" and "late": days of a month, months of a year, years of a decade.
_SHARES = {"early": ((1, 15), (1, 6), (0, 5)), "mid": ((6, 25), (4, 9), (3, 7)), "late": ((16, 31), (7, 12), (4, 9))}

_SHARE = (
    "(?:(?:the )?(?P<share>early|mid|late)[ -](?:in )?|(?:at )?(?:the )?(?P<place>beginning|start|middle|end) of )"
    "(?:the (?!last|next|this))?"
)

_PLACES = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}

_JOINED = r" ?- ?|,? (?:to|until|till|through|thru|and|into) "

# Not "the last year", which ends today, nor "the Tuesday", which another sentence tells.
_OPENING = f"^(?:(?:in|on|during|dated) )?(?:the (?!(?:last|next|this|past|{WEEKDAY})\\b|{MONTH}$))?"


def read(text: str, story: Story) -> Span | None:
    """The days that tidied words name in the story, by whatever reading knows them."""
    bare = re.sub(_OPENING, "", text)
    for reading in _READINGS:
        found = reading(bare, story) or (reading(text, story) if text != bare else None)
        if found is not None:
            return found
    return None


def _ago(text: str, story: Story) -> Span | None:
    """ "a week ago", "three months ago": as far as such words may be rounded, and the calendar's unit as well.

    Not "nearly a week ago", and no round number of years: those may be rounded further.
    """
    match = re.fullmatch(f"{COUNT} (?P<unit>week|fortnight|month|year)s? ago", text)
    today = story.day
    if match is None or today is None:
        return None
    unit = match["unit"]
    count = counted(match["count"], {"week": 12, "fortnight": 6, "month": 18}.get(unit, 99))
    if not count or (unit == "year" and count >= 10 and count % 5 == 0):
        return None
    if unit in ("week", "fortnight"):
        middle = today - timedelta((7 if unit == "week" else 14) * count)
        return Span(middle - timedelta(3), middle + timedelta(3), "week")
    year, month = divmod(today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1), 12)
    middle = date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
    off = timedelta(184 if unit == "year" else 16)
    first, last = (
        (date(year, 1, 1), date(year, 12, 31)) if unit == "year" else whole_month(middle.year, middle.month)[:2]
    )
    return Span(min(first, middle - off), max(last, middle + off), "year" if unit == "year" else "month")


def _week(text: str, story: Story) -> Span | None:
    """A calendar week, Monday to Sunday. In a story of a Sunday, "last week" may be the one that ends: no reading."""
    today = story.day
    if today is None:
        return None
    monday = today - timedelta(today.weekday())
    if re.fullmatch("(?:(?:at|over|on|during) )?(?:the last|the|this|last) weekend", text):
        return _weekend(text, today, monday, story.tense)
    match = re.fullmatch("(?:(?P<part>early|late|mid|earlier|later)[ -])?(?P<which>this|last|next) week", text)
    offs = {"this": 0, "last": -1, "next": 1, "week before last": -2, "week after next": 2}
    which = match["which"] if match else text if text.startswith("week ") else ""
    if which not in offs or today.weekday() == 6:
        return None
    first = monday + timedelta(7 * offs[which])
    last = first + timedelta(6)
    part = match["part"] if match else None
    if part in ("earlier", "later"):
        if which != "this" or (part == "earlier" and today == first):
            return None
        first, last = (first, today) if part == "earlier" else (today, last)
    return Span(first, last, "week")


def _overnight(text: str, story: Story) -> Span | None:
    """The night before the day of the story, or after it; "overnight Tuesday" may be either and has no reading."""
    if text != "overnight" or story.day is None or story.tense is None:
        return None
    first = story.day - timedelta(story.tense == "past")
    return Span(first, first + timedelta(1), "range")


def _weekend(text: str, today: date, monday: date, tense: Tense | None) -> Span | None:
    """Saturday and Sunday: "last weekend" only in a story of a weekday, "this weekend" by its tense."""
    coming, gone = monday + timedelta(5), monday - timedelta(2)
    saturday: date | None = None
    if today.weekday() >= 5:
        if "this" in text or ("last" not in text and today.weekday() == 6 and tense == "past"):
            saturday = coming
    elif "last" in text or (tense == "past" and ("this" not in text or today.weekday() < 2)):
        saturday = gone
    elif tense == "future":
        saturday = coming
    return Span(saturday, saturday + timedelta(1), "range") if saturday else None


def _period(text: str, story: Story) -> Span | None:
    """A month, a year or a decade, or the early, middle or late part of one."""
    match = re.fullmatch(f"{_SHARE}(?P<rest>.+)", text)
    share = (match["share"] or _PLACES[match["place"]]) if match else ""
    rest = match["rest"] if match else text
    found = _month(rest, story) or _year(rest, story) or _decade(rest, story)
    if found is None or not share:
        return found
    days, months, years = _SHARES[share]
    first = found.start
    if found.precision == "month":
        last = min(days[1], found.end.day)
        return Span(first.replace(day=days[0]), first.replace(day=last), "month")
    if found.precision == "year":
        return Span(date(first.year, months[0], 1), whole_month(first.year, months[1]).end, "year")
    return Span(date(first.year + years[0], 1, 1), date(first.year + years[1], 12, 31), "decade")


def _month(text: str, story: Story) -> Span | None:
    today = story.day
    match = re.fullmatch(f"(?P<name>{MONTH})(?:,? (?:of |in )?(?P<year>{YEAR}|(?:last|this|next) year))?", text)
    if match is not None:
        month = month_number(match["name"])
        year, shift = year_and_shift(match["year"] or "")
        if year is None and today is not None:
            year = today.year + shift if shift is not None else _year_of_month(month, today, story.tense)
        return whole_month(year, month) if year is not None else None
    if match := re.fullmatch("(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])", text):
        # 2009-10 may be two years.
        year, month = int(match["year"]), int(match["month"])
        return whole_month(year, month) if 1000 <= year < 2100 and month <= year % 100 else None
    if today is None:
        return None
    offs = {"this month": 0, "last month": -1, "next month": 1, "month before last": -2, "month after next": 2}
    if text in offs:
        year, month = divmod(today.year * 12 + today.month - 1 + offs[text], 12)
        return whole_month(year, month + 1)
    if match := re.fullmatch(f"(?P<turn>last|this|next) (?P<name>{MONTH})", text):
        return _month_by_turn(match["turn"], month_number(match["name"]), today, story.tense)
    return None


def _year_of_month(month: int, today: date, tense: Tense | None) -> int | None:
    """ "in March": by its tense, in the year of publication or at most six months off; not the running month."""
    apart = (month - today.month) % 12 if tense == "future" else (today.month - month) % 12
    if tense is None or not apart:
        return None
    same = (month > today.month) == (tense == "future")
    return today.year if same else today.year + (1 if tense == "future" else -1) if apart <= 6 else None


def _month_by_turn(turn: str, month: int, today: date, tense: Tense | None) -> Span | None:
    """ "last March": the nearest one before and that of last year are the same, or it has no reading."""
    if turn == "last":
        return whole_month(today.year - 1, month) if month >= today.month else None
    if turn == "next":
        return whole_month(today.year + 1, month) if month <= today.month else None
    if (tense == "past" and month > today.month) or (tense == "future" and month < today.month):
        return None
    return whole_month(today.year, month) if tense or abs(month - today.month) < 6 else None


def _year(text: str, story: Story) -> Span | None:
    if re.fullmatch(f"(?:year )?{YEAR}", text):
        return whole_year(int(text[-4:]))
    offs = {"this year": 0, "last year": -1, "next year": 1, "year before last": -2, "year after next": 2}
    return whole_year(story.day.year + offs[text]) if story.day and text in offs else None


def _decade(text: str, story: Story) -> Span | None:
    """ "the 1990s"; not "the 1900s" or "the 2000s", which may be a century; "the '20s" may be two decades."""
    match = re.fullmatch("(?P<century>1[0-9]|20)(?P<ten>[1-9])0s", text)
    if match is not None:
        first = int(match["century"] + match["ten"] + "0")
    else:
        match = re.fullmatch("'(?P<ten>[1-9])0s", text)
        if match is None or story.day is None or not 2000 <= story.day.year < 2100:
            return None
        first = 1900 + 10 * int(match["ten"])
        if first + 100 <= story.day.year + 20:
            return None
    return Span(date(first, 1, 1), date(first + 9, 12, 31), "decade")


def _part_of_year(text: str, story: Story) -> Span | None:
    """A quarter or a half of a calendar year; "earlier this month", "later this year"."""
    order = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
    sep = ",? (?:of |in )?"
    match = re.fullmatch(f"(?P<unit>[qh])(?P<at>[1-4]){sep}(?P<year>{YEAR})", text) or re.fullmatch(
        f"(?:the )?(?P<at>first|second|third|fourth|final|last) (?P<unit>quarter|half){sep}(?P<year>{YEAR})", text
    )
    if match is not None:
        quarter = match["unit"][0] == "q"
        at = int(match["at"]) if match["at"].isdigit() else order[match["at"]]
        if not quarter and match["at"] in ("final", "last"):
            at = 2
        if not quarter and at > 2:
            return None
        months, year = 3 if quarter else 6, int(match["year"])
        return Span(
            date(year, months * (at - 1) + 1, 1), whole_month(year, months * at).end, "quarter" if quarter else "half"
        )
    match = re.fullmatch("(?P<way>earlier|later)(?: in)? this (?P<unit>month|year)", text)
    today = story.day
    if match is None or today is None:
        return None
    whole = whole_month(today.year, today.month) if match["unit"] == "month" else whole_year(today.year)
    first, last = (whole.start, today) if match["way"] == "earlier" else (today, whole.end)
    return Span(first, last, whole.precision)


def _range(text: str, story: Story) -> Span | None:
    """From one date, month, year or weekday to another; None where the words can be parted in two ways."""
    opening = re.match("(?:(?:the )?night of |overnight (?:on )?)?(?P<word>from |between )?", text)
    if opening is None:
        return None
    word, rest = opening["word"] or "", text[opening.end() :]
    night = rest != text and opening[0] != word
    found: set[Span] = set()
    for match in re.finditer(_JOINED, rest):
        joint = match[0].strip(" ,")
        if (word == "between ") != (joint == "and") and (word or joint != "and"):
            continue
        span = _ends(rest[: match.start()], rest[match.end() :], story)
        # Of "4 and 9 March" only the two days are said; a night has two days.
        apart = (span.end - span.start).days if span else 0
        two = night or joint == "into" or (joint == "and" and not word)
        if span and (apart == 1 or not two):
            found.add(span)
    return next(iter(found)) if len(found) == 1 else None


def _ends(first: str, last: str, story: Story) -> Span | None:
    if re.fullmatch(YEAR, first) and re.fullmatch(YEAR, last):
        # 1800 to 2000 may be hours.
        hours = first.endswith("00") and last.endswith("00")
        return None if hours else _span(date(int(first), 1, 1), date(int(last), 12, 31))
    sides = [re.sub(f"^(?:early|late) | {TIMES}$", "", side) for side in (first, last)]
    if sides == ["monday", "friday"]:
        return None  # the working week
    if all(re.fullmatch(WEEKDAY, side) for side in sides):
        ends = [weekday_near(side, story.day, story) if story.day else None for side in sides]
        return _span(ends[0], ends[1])
    low, high = (_end(side, story.language) for side in (first, last))
    if low is None or high is None or (low.day is None) != (high.day is None):
        return None
    if low.month is None and high.month is None:
        return None
    low = low._replace(month=low.month or high.month)
    high = high._replace(month=high.month or low.month)
    falls = (low.month or 0) > (high.month or 0)  # from one year into the next
    if (high.year, high.shift) == (None, None) and (low.year, low.shift) != (None, None):
        if falls:
            return None
        high = high._replace(year=low.year, shift=low.shift)
    if high.day is None:
        end = _month(_written(high), story)
    else:
        day = placed(high, story)
        end = Span(day, day, "day") if day else None
    if end is None:
        return None
    year = low.year or (story.day.year + low.shift if low.shift is not None and story.day else None)
    if low.shift is None and low.year is None:
        year = end.end.year - falls
    if year is None:
        return None
    start = real(year, low.month or 0, low.day or 1)
    if start is None or low.weekday not in (None, start.weekday()):
        return None
    return _span(start, end.end)


def _end(text: str, language: str) -> Named | None:
    """One end of a range, which must not be numeric in two ways."""
    readings = named(text, language)
    return readings[0] if len(readings) == 1 else None if readings else range_end(text)


def _written(found: Named) -> str:
    year = found.year or {None: "", -1: "last year", 0: "this year", 1: "next year"}[found.shift]
    return f"{MONTHS[(found.month or 1) - 1]} {year}".lower().strip()


def _span(start: date | None, end: date | None) -> Span | None:
    return Span(start, end, "range") if start and end and start < end else None


_READINGS: tuple[Callable[[str, Story], Span | None], ...] = (
    one_day, _overnight, _week, _ago, _period, _part_of_year, _range,
)  # fmt: skip
