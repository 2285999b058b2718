"""One day, or a part of one, that words name in a story of a known day: "early Wednesday", "March 5", "last night"."""

import re
from datetime import date, timedelta

from workbench.domain.datewords import (
    ALLUDED,
    GREGORIAN,
    WEEKDAY,
    Named,
    Span,
    Story,
    Tense,
    named,
    real,
    weekday_number,
)
from workbench.domain.numerals import number

NEAR = 183
"""Days: a date without a year is within the year of publication or at most this far from it, in its tense."""

CLOSE = 92
"""Days: without a tense, it is the nearest one, in the year of publication and at most this far from it."""

_NEXT_TO_TODAY = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "day before yesterday": -2,
    "day after tomorrow": 2,
    "last night": -1,
    "last evening": -1,
    "night before last": -2,
}

TIMES = "(?:morning|afternoon|evening|night|lunchtime|dawn|daybreak|sunrise|dusk|sunset|nightfall|noon|midday)"

# Midnight itself lies between two days.
_CLOCK = (
    r"(?!12(?:[:.]00)? ?am|0?0[:.]00)(?:(?:0?[1-9]|1[0-2])(?:[:.][0-5][0-9])? ?[ap]m|"
    r"(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9]|(?:[1-9]|1[0-2]) o'clock)(?: (?:gmt|utc|bst|[ecmp][sd]?t|local time))?"
)

_BESIDE = f"(?:shortly|just|soon|minutes|moments) (?:after|before) (?:midnight|{TIMES})"

_HOURS = "(?:in )?the (?:early|small) hours(?: of the morning)?"

_BEFORE = (
    f"(?:(?:early|late|earlier|later)(?: on)? |"
    f"(?:(?:early|late) )?(?:on |in )?(?:the )?(?:(?:early|late) )?{TIMES} (?:of|on) |"
    f"{_HOURS} (?:of|on) |(?:{_BESIDE}|before dawn|(?:at |around |about )?{_CLOCK}|at {TIMES}),? (?:on )?)"
)

_AFTER = (
    f",? (?:(?:early |late |mid-?(?!night))?{TIMES}|(?:at )?{_CLOCK}|at {TIMES}|{_BESIDE}|before dawn|{_HOURS}|"
    "early|late)"
)

_TURNS: dict[str, Tense] = {"last": "past", "next": "future", "coming": "future"}

COUNT = r"(?P<count>an?|[a-z]+(?:-[a-z]+)?|[0-9]{1,2})"


def one_day(text: str, story: Story) -> Span | None:
    """A day, or a part of it: "Tuesday", "early Wednesday", "March 5", "yesterday evening", "last night"."""
    day = _day(text, story)
    if day is not None:
        part = re.fullmatch(f"tonight|(?:this|last) {TIMES}|night before last", text) is not None
        return Span(day, day, "part" if part else "day")
    for before in (f"(?:{_BEFORE})(?P<rest>.+)", "(?P<rest>.+)"):
        for after in (_AFTER, ""):
            match = re.fullmatch(before.replace(".+", ".+?") + after, text)
            if match is not None and match["rest"] != text:
                day = _day(re.sub("^(?:on |the )", "", match["rest"]), story)
                if day is not None:
                    return Span(day, day, "part")
    return None


def _day(text: str, story: Story) -> date | None:
    readings = named(text, story.language, story.day.year if story.day else None)
    days = {day for found in readings if found.day and (day := placed(found, story))}
    if readings:
        return next(iter(days)) if len(days) == 1 else None
    return _relative_day(text, story.day, story) if story.day else None


def placed(found: Named, story: Story) -> date | None:
    """The date of these parts; without a year, the near one of the story's tense that its weekday allows."""
    tense = _TURNS.get(found.turn, story.tense)
    month, today = found.month or 0, story.day
    year = found.year
    if year is None and found.shift is not None and today is not None:
        year = today.year + found.shift
    if year is not None:
        day = real(year, month, found.day or 0)
        if found.weekday is not None and year < GREGORIAN:
            return None
        return day if day and found.weekday in (None, day.weekday()) else None
    if today is None or (found.weekday is None and (month, found.day) in ALLUDED and tense != "future"):
        return None
    days = candidates(found, today)
    if tense is not None:
        days = [day for day in days if (day <= today if tense == "past" else day >= today)]
        days = [max(days) if tense == "past" else min(days)] if days else []
    elif found.weekday is None:
        days = [day for day in days if day.year == today.year and abs((day - today).days) <= CLOSE]
    days = [day for day in days if found.weekday in (None, day.weekday())]
    return days[0] if len(days) == 1 else None


def candidates(found: Named, today: date) -> list[date]:
    """The dates of that day and month which need no year in a story of today."""
    days = [real(today.year + off, found.month or 0, found.day or 0) for off in (-1, 0, 1)]
    return [day for day in days if day and (day.year == today.year or abs((day - today).days) <= NEAR)]


def _relative_day(text: str, today: date, story: Story) -> date | None:
    if text in _NEXT_TO_TODAY:
        return today + timedelta(_NEXT_TO_TODAY[text])
    if re.fullmatch(f"tonight|this (?:{TIMES})", text):
        # In a story of half past midnight, tonight is the evening that has gone or the one that comes.
        return None if story.night and text in ("tonight", "this evening", "this night") else today
    if match := re.fullmatch(f"{COUNT} days? (?P<way>ago|from (?:now|today))", text):
        count = counted(match["count"], 13)
        return today + timedelta(-count if match["way"] == "ago" else count) if count else None
    if match := re.fullmatch(f"(?:in )?{COUNT} day'?s?(?P<sure>'? time)?", text):
        # "in three days" may be how long it took.
        count = counted(match["count"], 13) if match["sure"] or (story.tense == "future" and text[:3] == "in ") else 0
        return today + timedelta(count) if count else None
    if match := re.fullmatch(f"{COUNT} (?P<unit>week|year)s? ago (?P<from>today|yesterday)", text):
        count = counted(match["count"], 99)
        base = today - timedelta(match["from"] == "yesterday")
        if match["unit"] == "week":
            return base - timedelta(7 * count) if count else None
        return real(base.year - count, base.month, base.day) if count else None
    return weekday_near(text, today, story)


def weekday_near(text: str, today: date, story: Story) -> date | None:
    """The day that a weekday names, with or without "last", "this" and "next"."""
    match = re.fullmatch(
        f"(?:(?P<turn>last|this|next|(?:this |the )?past|(?:this |the )?coming) )?(?P<day>{WEEKDAY})"
        "(?P<then> last| next| week|,? (?:of )?(?:last|this|next) week)?",
        text,
    ) or re.fullmatch(f"(?P<then>(?:last|this|next) week),? (?:on )?(?P<day>{WEEKDAY})(?P<turn>)", text)
    if match is None or (match["turn"] and match["then"]):
        return None
    day, then = weekday_number(match["day"]), (match["then"] or "").replace(",", "").replace(" of", "").strip()
    turn = (match["turn"] or (then if then in ("last", "next") else "")).split(" ")[-1]
    before = today - timedelta((today.weekday() - day - 1) % 7 + 1)
    after = today + timedelta((day - today.weekday() - 1) % 7 + 1)
    same = today.weekday() == day

    def of_week(off: int) -> set[date]:
        """That day of this week or another, for a week that begins on Monday and one that begins on Sunday."""
        monday, sunday = today - timedelta(today.weekday()), today - timedelta((today.weekday() + 1) % 7)
        return {monday + timedelta(7 * off + day), sunday + timedelta(7 * off + (day + 1) % 7)}

    if then.endswith(" week"):
        days = of_week({"last": -1, "this": 0, "next": 1}[then.split(" ")[0]])
    elif then == "week":  # British: "Tuesday week" is the Tuesday after the coming one
        days = set() if same else {after + timedelta(7)}
    elif turn == "last":
        days = {before} | of_week(-1)
    elif turn == "next":
        days = {after} | of_week(1)
    elif turn in ("past", "coming"):
        days = set() if same else {before if turn == "past" else after}
    elif turn == "this":
        # In the past it is of this week; to come it is the nearest.
        days = {before} | of_week(0) if story.tense == "past" else {after} if story.tense == "future" else set()
        days = set() if same else days
    elif story.tense == "past":
        # On the day itself, agencies write the weekday for "today"; a week ago would be "last Tuesday", or a date.
        days = {today if same else before}
    else:
        # What will be "on Tuesday" in a story of Tuesday may be a week off.
        days = {after} if story.tense == "future" and not same else set()
    return next(iter(days)) if len(days) == 1 else None


def counted(words: str, most: int) -> int:
    """A whole number up to the most, else 0."""
    if words in ("a", "an"):
        return 1
    found = number(words.split("-"))
    value = found.value if found is not None and found.sure else 0
    return int(value) if value and value.denominator == 1 and value <= most else 0
