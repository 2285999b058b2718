"""Calendar dates as English copy names them, British and American: what the words name, before any is placed in time.

A reading here is a :class:`Named`: the parts that stand in the words and no others. Numeric dates that can be read two
ways come back as two readings. What the parts mean in a story of a certain day is :mod:`workbench.domain.dates`'.
"""

import calendar
import re
from datetime import date
from typing import Literal, NamedTuple

Tense = Literal["past", "future"]

Precision = Literal["part", "day", "range", "week", "month", "quarter", "half", "year", "decade"]
"""What the words name: a part of a day (which, the words say), a day, a range of them, or a larger unit."""

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

GREGORIAN = 1753
"""The first year that had the calendar of today in Britain and America: older weekdays are not compared."""

_HOLIDAYS = {
    "new year'?s day": "january 1",
    "burns night": "january 25",
    "australia day": "january 26",
    "(?:(?:st|saint) )?valentine'?s day": "february 14",
    "(?:st|saint) patrick'?s day": "march 17",
    "anzac day": "april 25",
    "juneteenth": "june 19",
    "canada day": "july 1",
    "bastille day": "july 14",
    "hallowe'?en": "october 31",
    "(?:guy fawkes|bonfire) night": "november 5",
    "armistice day|veterans'? day": "november 11",
    "christmas eve": "december 24",
    "christmas day": "december 25",
    "boxing day": "december 26",
    "new year'?s eve": "december 31",
}
"""Days that fall on the same date every year wherever they are kept; movable ones (Easter, Thanksgiving, bank holidays)
and those that differ by country (Independence Day, Mother's Day) are left to a person."""

ALLUDED = {(1, 6), (7, 7), (9, 11), (10, 7), (11, 22), (8, 31), (12, 21), (11, 11), (11, 5), (7, 14), (12, 7), (6, 6)}
"""Dates that copy uses without a year for an event of long ago (the Capitol, London, New York, southern Israel, Dallas,
Paris, Lockerbie, the Armistice, the Gunpowder Plot, the Bastille, Pearl Harbor, Normandy)."""

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_SPELLED = {word: at for at, word in enumerate(_ORDINALS, 1)}
_SPELLED |= {f"twenty-{word}": 20 + at for at, word in enumerate(_ORDINALS[:9], 1)}
_SPELLED |= {"thirtieth": 30, "thirty-first": 31}

# Patterns are text, as in :mod:`workbench.domain.quantities`; they meet lower-case words that :func:`tidy` made.
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = f"(?:{'|'.join(WEEKDAYS).lower()})"
# A short weekday counts beside a date alone: "Sun" and "Sat" are words.
_ANY_WEEKDAY = f"(?:{WEEKDAY}|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)"
YEAR = "(?:(?:1[0-9]|20)[0-9]{2})"
_YEARS = f"(?:{YEAR}|(?:last|this|next) year)"
_WORD = f"(?:{'|'.join(sorted(_SPELLED, key=len, reverse=True))})"
_DIGITS = "(?:(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?)"
_LEAD = f"(?:(?:(?P<turn>last|this|next) )?(?P<weekday>{_ANY_WEEKDAY}),? (?:the |on )?)?"
_TRAIL = f"(?:,? (?:a |on )?(?P<after>{_ANY_WEEKDAY}))?"
_IN_YEAR = f"(?:,? (?:of |in )?(?P<year>{_YEARS}))?"
_FORMS = (
    f"{_LEAD}(?:the )?(?:(?P<day>{_DIGITS})(?: of)?|(?P<spelled>{_WORD}) of) (?P<month>{MONTH}){_IN_YEAR}{_TRAIL}",
    f"{_LEAD}(?P<month>{MONTH}) (?:the )?(?:(?P<day>{_DIGITS})|(?P<spelled>{_WORD})){_IN_YEAR}{_TRAIL}",
    f"{_LEAD}(?P<day>{_DIGITS})-(?P<month>{MONTH})-(?P<year>{YEAR})",
    f"{_LEAD}(?P<year>{YEAR})(?P<mark>[-/])(?P<number>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12][0-9]|3[01])"
    f"(?:t[0-9:.]+(?:z|[+-][0-9:]+)?)?{_TRAIL}",
    f"(?P<month>{MONTH}){_IN_YEAR}",
)
_END = f"{_LEAD}(?:the )?(?P<day>{_DIGITS})(?:,? (?P<year>{_YEARS}))?"
_NUMERIC = f"{_LEAD}(?P<a>[0-9]{{1,2}})(?P<mark>[/.-])(?P<b>[0-9]{{1,2}})(?P=mark)(?P<y>{YEAR}|[0-9]{{2}}){_TRAIL}"
_DAY_FIRST = ("en-gb", "en-ie", "en-au", "en-nz", "en-in")


class Named(NamedTuple):
    """The parts of a date that words name; ``shift`` is -1, 0 or 1 for "last", "this" and "next year"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: int | None = None
    turn: str = ""


class Story(NamedTuple):
    """What a reading starts from; ``day`` None says that nothing is known of the publication."""

    day: date | None
    night: bool = False
    language: str = ""
    tense: Tense | None = None


class Span(NamedTuple):
    start: date
    end: date
    precision: Precision


def tidy(words: str) -> str:
    """The words in lower case with plain spaces, apostrophes and hyphens, fixed holidays as their dates."""
    text = words.translate({0x2018: "'", 0x2019: "'", 0x02BC: "'"} | dict.fromkeys(range(0x2010, 0x2016), "-"))
    text = " ".join(text.replace("\u2212", "-").lower().split())
    text = re.sub(r"\b([ap])\.? ?m\b\.?", r"\1m", text)
    text = re.sub(r"\b(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|st)\.", r"\1", text)
    text = re.sub(r"\b(mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\.", r"\1", text)
    text = re.sub(r",? \(([^()]*)\)$", r", \1", text.strip(' .,;:!?"“”'))
    text = re.sub(r"'s?$", "", re.sub(r"^(?:'(?![0-9]0s)|\()|\)$", "", text))
    for name, day in _HOLIDAYS.items():
        text = re.sub(rf"\b(?:{name})(?!\w|[- ]eve\b)", day, text)
    return text


def without_year(text: str) -> bool:
    """Whether tidied words name a day of a month, and neither its year nor its weekday."""
    day = re.search(rf"\b{MONTH}\b", text) and re.search(rf"[0-9]|\b{_WORD}\b", text)
    return bool(day) and re.search(rf"\b(?:{_YEARS}|{_ANY_WEEKDAY})\b", text) is None


def month_number(name: str) -> int:
    return [month[:3].lower() for month in MONTHS].index(name[:3]) + 1


def weekday_number(name: str) -> int:
    return [weekday[:3].lower() for weekday in WEEKDAYS].index(name[:3])


def named(text: str, language: str, near: int | None = None) -> list[Named]:
    """The readings of tidied words that are one date, or one month; none where they are neither.

    More than one only for a numeric date whose day may be its month. A year of two digits is read beside the year that
    is ``near`` (that of publication): up to 30 years before it and two after, else not at all.
    """
    for form in _FORMS:
        if match := re.fullmatch(form, text):
            return [_parts(match)]
    match = re.fullmatch(_NUMERIC, text)
    return _numeric(match, language, near) if match else []


def range_end(text: str) -> Named | None:
    """A day of a month that another part of the words names: "3" of "3 to 7 May", "5, 2025" of "March 4–5, 2025"."""
    match = re.fullmatch(_END, text)
    return _parts(match) if match else None


def with_weekdays(text: str) -> list[str]:
    """The places in tidied words where a weekday stands beside a date."""
    forms = [re.sub(r"\(\?P<\w+>", "(?:", form) for form in _FORMS[:3]]
    forms += [f"{YEAR}-[0-9]{{2}}-[0-9]{{2}}", f"[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.]{YEAR}"]
    date_ = "|".join(form.replace(_nameless(_LEAD), "").replace(_nameless(_TRAIL), "") for form in forms)
    # After a date, the weekday of another may begin: "on March 4, Saturday March 8 and ...".
    after = f",? a {WEEKDAY}\\b|,? {WEEKDAY}$"
    pattern = rf"\b{_ANY_WEEKDAY},? (?:the |on )?(?:{date_})(?![\w/-])|(?<![\w/-])(?:{date_})(?:{after})"
    return [match[0] for match in re.finditer(pattern, text)]


def _nameless(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def real(year: int, month: int, day: int) -> date | None:
    """The date, None where there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_and_shift(words: str) -> tuple[int | None, int | None]:
    """The year that is written, or how far from the story's: "2025", "last year"."""
    if not words:
        return None, None
    return (int(words), None) if words[0].isdigit() else (None, {"l": -1, "t": 0, "n": 1}[words[0]])


def _parts(match: re.Match[str]) -> Named:
    found = match.groupdict()
    year, shift = year_and_shift(found.get("year") or "")
    month = found.get("number") or ""
    name, spelled = found.get("month") or "", found.get("spelled") or ""
    day = re.sub("[a-z]+", "", found.get("day") or "")
    return Named(
        year=year,
        month=int(month) if month else month_number(name) if name else None,
        day=_SPELLED[spelled] if spelled else int(day) if day else None,
        weekday=_weekday(found),
        shift=shift,
        turn=found.get("turn") or "",
    )


def _weekday(found: dict[str, str | None]) -> int | None:
    name = found.get("weekday") or found.get("after")
    return weekday_number(name) if name else None


def _numeric(match: re.Match[str], language: str, near: int | None) -> list[Named]:
    """5/3/2025: by the language, else by what is possible; the weekday beside it may still decide."""
    a, b, written = int(match["a"]), int(match["b"]), match["y"]
    found = Named(weekday=_weekday(match.groupdict()), turn=match["turn"] or "")
    if len(written) == 2 and match["mark"] != "/":
        return []
    year = int(written) if len(written) == 4 else _full_year(int(written), near)
    orders = [(a, b, year), (b, a, year)]  # day, month
    language = language.lower()
    if language == "en-us":
        orders.reverse()
    known = language == "en-us" or language in _DAY_FIRST
    if len(written) == 2 and not known:
        orders.append((int(written), b, _full_year(a, near)))
    readings = [
        found._replace(year=year, month=month, day=day)
        for day, month, year in dict.fromkeys(orders)
        if year is not None and real(year, month, day)
    ]
    return readings[:1] if known else readings


def _full_year(two: int, near: int | None) -> int | None:
    return 2000 + two if near is not None and near - 30 <= 2000 + two <= near + 2 else None


def whole_month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def whole_year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31), "year")


def days_of(written: str) -> tuple[date, date] | None:
    """The first and last day of an ISO year, month or day."""
    match = re.fullmatch(r"(?a)(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", written)
    if match is None:
        return None
    first = real(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    if first is None:
        return None
    if match[3]:
        return first, first
    return whole_month(first.year, first.month)[:2] if match[2] else (first, date(first.year, 12, 31))
