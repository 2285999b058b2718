"""The written form of a day, month, year or a span of them: "2020-01-07", "2020-01", "2020-01-06/2020-01-12".

The two ends of a span (an interval of ISO 8601) are as precise as they are written, its first and last day included.
Loaded by the interface before its first frame: standard library only.
"""

from datetime import date, timedelta

from workbench.domain.datewords import MONTHS, days_of


def bounds(written: str) -> tuple[date, date] | None:
    """The first and the last day; None where there is no such day, or the last comes before the first."""
    first, slash, last = written.partition("/")
    start = days_of(first)
    end = days_of(last) if slash else start
    if start is None or end is None or end[1] < start[0] or (slash and end[0] < start[0]):
        return None
    return start[0], end[1]


def written(first: date, last: date) -> str:
    """The shortest form of the days from first to last: a year or month where they are all of it."""
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        ends = f"{first.year:04}", f"{last.year:04}"
    elif first.day == 1 and (last + timedelta(1)).day == 1:
        ends = first.isoformat()[:7], last.isoformat()[:7]
    else:
        ends = first.isoformat(), last.isoformat()
    return ends[0] if ends[0] == ends[1] else "/".join(ends)


def spoken(form: str) -> str:
    """As people read it: "7 January 2020", "6 to 12 January 2020", "July to September 2024"; else as it is."""
    if bounds(form) is None:
        return form
    first, slash, last = form.partition("/")
    if not slash or first == last:
        return _said(first)
    low, high = first.split("-"), last.split("-")
    alike = 0  # parts that the ends share, and that are said once
    if len(low) == len(high):
        while low[alike] == high[alike]:
            alike += 1
    return f"{_said(first, alike)} to {_said(last)}"


def _said(form: str, without: int = 0) -> str:
    """A year, month or day; without its year, or its year and month."""
    year, month, day = (*form.split("-"), "", "")[:3]
    parts = [year, MONTHS[int(month) - 1] if month else "", str(int(day)) if day else ""]
    return " ".join(part for part in reversed(parts[without:]) if part)


def overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether two spans of days have one in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def told(words: str, form: str | None) -> str:
    """Words of time with their day as people read them: "Tuesday (7 January 2020)"; that there is none is said."""
    if form:
        return f"{words} ({spoken(form)})" if words and words != form else spoken(form)
    return words if not words or bounds(words) else f"{words}: no day told"
