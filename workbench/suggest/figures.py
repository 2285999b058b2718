"""Where a paragraph gives a figure: approximator, number and unit of measure, without the noun that is counted.

"around 62", "at least 25", "200 meters", "Hundreds", "$3.5 million", "17 percent". Dates, times of day, years, and
numbers that name something ("Flight 93", "No. 10") are left out, and so is "no".
"""

import functools
import re

from workbench.domain.graphemes import widen
from workbench.domain.spans import Span

_APPROXIMATOR = r"""
    at\ least|at\ most|no\ (?:more|fewer|less)\ than|not\ more\ than|(?:more|fewer|less|greater|higher|lower)\ than|
    up\ to|as\ (?:many|much|few|little)\ as|some|about|around|roughly|approximately|approx\.|nearly|almost|over|under|
    above|below|close\ to|just\ (?:over|under)|well\ over|an\ estimated|estimated|a\ total\ of|only|
    exactly|virtually|circa|c\.
"""
_UNITS = r"one|two|three|four|five|six|seven|eight|nine"
_TEENS = r"ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SCALE = r"hundred|thousand|million|billion|trillion|dozen"
_WORD = rf"(?:(?:{_TENS})(?:[-\u2010\u2011\x20](?:{_UNITS}))?|{_TEENS}|{_UNITS}|{_SCALE})"
_PART = r"(?:a|one)[\x20-]?half|half|(?:a|one)\ third|two[\x20-]thirds|a\ quarter|three[\x20-]quarters"
_SPELLED = rf"(?:(?:a\ )?{_WORD}(?:(?:\ and)?[\x20-]{_WORD})*|{_PART}|zero|twice|double|triple)"
_VAGUE = (
    r"(?:(?:tens|hundreds|thousands)\ of\ (?:thousands|millions|billions)|dozens|scores|hundreds|thousands|"
    r"tens\ of\ thousands|millions|billions|trillions|several\ (?:hundred|thousand|million|dozen)|"
    r"a\ few\ (?:hundred|thousand|million|dozen)|a\ handful|several)"
)
_DIGITS = r"\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?:[-\u2212+]?(?:{_DIGITS})(?:\s?(?:[kKmMbB]n?\b|{_SCALE}|hundred\ thousand))*)"
_MONEY = r"(?:US|A|C)?[$\u20ac\u00a3\u00a5]\s?"
_MEASURE = r"""
    %|percent|per\ cent|percentage\ points?|(?:kilo|centi|milli)?met(?:er|re)s?|
    (?:square|cubic)\ (?:mile|kilomet(?:er|re)|met(?:er|re)|foot|feet|yard)s?|
    km/h|mph|km\u00b2?|cm|mm|m|miles?|yards?|feet|foot|ft|inch(?:es)?|acres?|hectares?|
    (?:kilo)?grams?|kg|lbs?|pounds?|ounces?|tons?|tonnes?|lit(?:er|re)s?|gallons?|barrels?|degrees?(?:\ (?:celsius|
    fahrenheit))?|\u00b0[CF]?|(?:mega|giga|kilo)?watts?|[MGk]W|(?:US\ )?dollars?|cents?|euros?|pounds?\ sterling|yen|
    rupees?|dinars?|rials?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|knots?|
    nautical\ miles?|caliber|calibre|mm\ rounds
"""
_RANGE = r"(?:\s?[\u2013\u2014]\s?|-|\ to\ |\ or\ )"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"

_AMOUNT = rf"(?:{_MONEY})?(?:{_NUMBER}|\b(?:{_SPELLED}|{_VAGUE})\b)"
_EXPRESSION = rf"""(?<![\w.,:$\u20ac\u00a3'\u2019])(?<![^\W\d_]-)
    (?P<approx>(?:(?:{_APPROXIMATOR})[\s\u00a0]+){{0,2}}(?:between[\s\u00a0]+)?)
    (?P<amount>{_AMOUNT}(?:(?:{_RANGE}|(?<=\d)\ and\ (?=\d)){_AMOUNT})?)
    (?P<unit>[\s\u00a0-]?(?:{_MEASURE})(?![\w]))?
    (?![\w])"""
_TIME_AFTER = re.compile(r"\s?(?:[ap]\.?m\b|o.clock|GMT|UTC|EST|EDT|BST)|:\d\d", re.IGNORECASE)
_ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th)\b")
_NAME_BEFORE = re.compile(
    r"(?:\b(?:No|Nos|Number|Flight|Route|Highway|Interstate|Section|Article|Chapter|Room|Page|pp?|Unit|Type|Boeing|"
    r"Airbus|Covid|COVID|G|Title|Figure|Table|Apollo|Psalm)\.?[\s\u00a0-]|[#\u00a7])$"
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?[\s\u00a0]$")
_MONTH_AFTER = re.compile(rf"[\s\u00a0](?:of[\s\u00a0])?{_MONTH}\b(?!\s+(?:be|have|not)\b)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_ONE_BEFORE = re.compile(r"\b(?:no|any|every|some|each|the|this|that|another|only)[\s\u00a0]$", re.IGNORECASE)
_ONE_OF = re.compile(
    r"[\s\u00a0](?:of|another|day|by|such|who|that|could|can|must|should|might|has)\b|[.,;:!?\u201d\"']|$"
)


@functools.cache
def _expression() -> re.Pattern[str]:
    """The pattern, compiled when it is first needed: that takes some milliseconds."""
    return re.compile(_EXPRESSION.replace("\\ ", r"[ \u00a0]"), re.VERBOSE | re.IGNORECASE)


def figure_expressions(text: str, paragraph: Span) -> list[Span]:
    """The figure expressions of one paragraph, in order and apart; offsets are code points into ``text``."""
    found = []
    for match in _expression().finditer(text, paragraph.start, paragraph.end):
        span = Span(*widen(text, *match.span()))
        if not _names_something(text, match, paragraph):
            found.append(span)
    return found


def _names_something(text: str, match: re.Match[str], paragraph: Span) -> bool:
    """Whether the number is part of a date, a time of day or a name, or is the pronoun "one"."""
    start, end = match.span("amount")
    amount, before, after = match["amount"], text[max(paragraph.start, start - 14) : start], text[end : paragraph.end]
    if _NAME_BEFORE.search(before):
        return True
    if amount.isdigit() and (_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after)) and int(amount) <= 31:
        return True
    if not match["approx"] and not match["unit"] and _YEAR.fullmatch(amount):
        return True
    if amount[0].isdigit() and (_TIME_AFTER.match(after) or _ORDINAL_AFTER.match(after)):
        return True
    if amount.lower() != "one" or match["unit"]:
        return False
    return bool(_ONE_OF.match(after) or _ONE_BEFORE.search(before) or "only" in match["approx"].lower())
