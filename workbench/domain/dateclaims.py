"""Ages beside dates of birth, and lengths of time beside their two dates, where a sentence ties them beyond doubt.

Only forms in which both are said of one person or one stretch of time: "Ann Lee, 47, who was born in 1979", "for 17
years, from 1998 to 2015"; not "Ann Lee, 47, whose son was born in 2001", nor "two years between 2010 and 2020".
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from workbench.domain.dates import When, age_conflict, resolve, span_conflict
from workbench.domain.datespan import bounds, spoken, written
from workbench.domain.datewords import MONTH

_AGES = r"\b[Bb]orn\b|\(b\. ?|\([0-9]{4} ?[-\u2013]"
_LENGTHS = r"\b(?:[Ff]rom|[Bb]etween|[Ss]ince)\b[^.]{1,60}(?:1[5-9]|20)[0-9]{2}"
PROMISING = f"{_AGES}|{_LENGTHS}"
"""What stands wherever one of the forms does: a quick look at a paragraph, or a sentence."""

_WRITTEN_BEFORE = timedelta(31)
"""An age is that of the day of publication, or of a day not long before, when it was written down."""

_MONTH = f"(?i:{MONTH})\\b\\.?"
_NUMBER = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_BARE = r"(?:1[5-9]|20)[0-9]{2}"
_YEAR = rf"{_BARE}(?![0-9]|[-\u2013/][0-9]|s\b|'s)"
_DATE = rf"(?:{_NUMBER} (?:of )?{_MONTH},? {_YEAR}|{_MONTH} {_NUMBER},? {_YEAR}|{_MONTH},? {_YEAR}|{_YEAR})"
_END = rf"(?:{_DATE}|{_NUMBER} (?:of )?{_MONTH}|{_MONTH} {_NUMBER}\b|{_MONTH})"

# --- ages: A is the age, B the date of birth, D that of death --------------------------------------------------------

_AGE = r"(?P<age>[1-9][0-9]?|1[01][0-9])(?![0-9.,:%]*[0-9%])"
_NAME = r"[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,4}"
_AT = rf"(?: (?:in|at|near) {_NAME}(?:, {_NAME})?,?)?"
_BORN = rf"born{_AT}(?: on| in)? (?P<born>{_DATE}){_AT}"
_PAREN = rf"\((?:born|b\.)(?: on| in)? ?(?P<born>{_DATE})\)"
_WORD = r"(?!(?:of|with|and|or|whose|his|her|has|had|have|gave|by|to|from)\b)[a-z-]+"
_ENDS = r"(?=[,.;:)\u2014\u2013]| (?:and|has|is|was|who|years old|will|said|says)\b|$)"
_LIFE = rf"{_NAME}, (?:aged |age )?{_AGE}, was {_BORN}"
_NOW = (
    _LIFE,
    rf"{_NAME}, (?:aged |now |age )?{_AGE}, (?:who )?was {_BORN}",
    rf"{_NAME}, (?:aged |age )?{_AGE},? {_PAREN}",
    rf"{_NAME} {_PAREN},? (?:who )?(?:is )?(?:now )?(?:aged )?{_AGE}{_ENDS}",
    rf"^Born{_BORN[4:]}, (?:the )?{_AGE}-year-old\b(?!')",
    rf"^Born{_BORN[4:]}, {_NAME},? (?:is |is now |now |aged |age )?{_AGE}{_ENDS}",
    rf"\b(?i:the|an?) {_AGE}-year-old(?: {_WORD}){{0,2}} (?:who )?was {_BORN}",
    rf"\b(?i:the|an?) {_AGE}-year-old(?: {_WORD}){{0,2}}, {_BORN},",
    rf"\bwas {_BORN},? and is (?:now )?(?:aged )?{_AGE}(?: years old)?{_ENDS}",
)
_DEAD = r"\b(?:died|dies|dead|death|deaths|killed|murder\w*|executed|drowned|the late|buried|funeral|obituary)\b"
_LONG_AGO = 5
"""Years: an age that is further out of date is that of a time of which a life is told: "Lee, 26, was born in 1986"."""

_AT_DEATH = rf"(?:aged|at the age of|at age) {_AGE}"
_DIED = rf"(?:had |has )?died(?: (?:in|at|near) {_NAME}| at home| in hospital)?"
_THEN = (
    rf"\((?P<born>{_BARE}) ?[-\u2013] ?(?P<died>{_YEAR})\),? (?:who )?{_DIED},? {_AT_DEATH}",
    rf"\bdied,? {_AT_DEATH} \((?P<born>{_BARE}) ?[-\u2013] ?(?P<died>{_YEAR})\)",
    rf"\bwas {_BORN},? and {_DIED}(?: on| in)? (?P<died>{_DATE}),? {_AT_DEATH}",
    rf"{_PAREN},? (?:who )?{_DIED}(?: on| in)? (?P<died>{_DATE}),? {_AT_DEATH}",
    rf"^Born{_BORN[4:]}, {_NAME} {_DIED}(?: on| in)? (?P<died>{_DATE}),? {_AT_DEATH}",
)

# --- lengths of time -------------------------------------------------------------------------------------------------

_LIKE = (
    r"(?:(?i:nearly|almost|about|around|some|more than|over|just over|just under|less than|at least|only|exactly) )?"
)
_UNIT = r"(?:day|week|fortnight|month|year|decade|century)(?:s)?|centuries"
_COUNT = r"(?:[0-9]{1,4}|(?!the|of|last|past|next|few|several|many|some|two of)[a-z]+(?:-[a-z]+)?)"
_LENGTH = rf"(?P<length>{_LIKE}{_COUNT} (?:{_UNIT}))\b(?!-|')"
_TO = r"(?:to|until|till|through|up to)"
_FROM = rf"(?i:from) (?P<first>{_END}) ?(?:{_TO}|[-\u2013]) (?P<last>{_DATE})"
_BETWEEN = rf"(?i:between) (?P<first>{_END}) and (?P<last>{_DATE})"
_CLAUSE_ENDS = r"(?=[.,;:)\u2014\u2013!?]|$)"  # "for two years he lived in Rome", "for five years as editor": of a part
_OFFERED = (
    r"(?:courses?|classes|class|workshops?|tours?|trips?|cruises?|visas?|passes|pass|tickets?|holidays?|placements?)"
)
"""What is as long as it is on any of the days between: "the two-week course from 1 March to 30 April"."""

_SPANS = (
    rf"\b(?i:for) {_LENGTH},? \(?{_FROM}",
    rf"\b(?i:the) {_LENGTH},? {_FROM}",
    rf"\b(?i:the) {_LENGTH} {_BETWEEN}",
    rf"\b{_FROM},? for {_LENGTH}{_CLAUSE_ENDS}",
    rf"\b(?:{_FROM}|{_BETWEEN.replace('<first>', '<start>').replace('<last>', '<end>')})"
    rf",? (?:\u2013 |\u2014 |\()?a (?:period|span|total|stretch) of {_LENGTH}",
    rf"\b(?i:the|this|that|his|her|its|their) (?P<length>[0-9]{{1,3}}-(?:{_UNIT})|[a-z]+-(?:{_UNIT}))(?:-long)? "
    rf"(?!old\b|{_OFFERED}\b)[a-z]+,? {_FROM}",
)
_AGAIN = (
    r"(?i)\b(?:each|every|annual\w*|yearly|an? (?:day|week|month|year)|per|combined|altogether|in total|\w+ times|"
    r"twice|spells?|stints?|on and off|off and on)\b"
)
"""Signs that a length is of one of several stretches, or of all of them together."""

_SINCE = (
    rf"\b(?i:for) {_LENGTH},? (?:ever )?since (?P<first>{_DATE})",
    rf"\b(?i:in|over|during) the {_LENGTH} since (?P<first>{_DATE})",
    rf"\b(?i:since) (?P<first>{_DATE}),? for {_LENGTH}{_CLAUSE_ENDS}",
)


class _Found(NamedTuple):
    """What a form of words holds, and where it stands in its sentence."""

    parts: dict[str, str]
    start: int
    end: int


class Wrong(NamedTuple):
    """What does not fit, as a sentence, and the code points of the sentence in which it stands."""

    what: str
    start: int
    end: int


def ages(sentence: str, published: str | None, when_date: str | None = None) -> list[Wrong]:
    """Ages that the date of birth beside them does not allow, on the day of publication nor on that of the mark.

    An age at death counts beside its own date alone. What others are quoted with is blotted out in ``sentence``: they
    may have said it at any time.
    """
    if re.search(_AGES, sentence) is None:
        return []
    wrong, text = [], _plain(sentence)
    for found in _all(_THEN, text):
        died = resolve(found.parts["died"], None)
        what = age_conflict(found.parts["born"], int(found.parts["age"]), died) if died is not None else None
        wrong += [Wrong(what, found.start, found.end)] if what is not None else []
    printed, noted = _when(bounds((published or "")[:10])), _when(bounds(when_date or ""))
    days = [day for day in (noted, _earlier(printed)) if day is not None]
    for found in _all(_NOW, text) if days and not re.search(_DEAD, text, re.IGNORECASE) else []:
        born, age = found.parts["born"], int(found.parts["age"])
        if re.match(_LIFE, text[found.start :]) and all(_long_ago(born, age, day) for day in days):
            continue
        if all(age_conflict(born, age, day) for day in days):
            what = age_conflict(born, age, noted or printed or days[0])
            wrong += [Wrong(what, found.start, found.end)] if what is not None else []
    return wrong


def lengths(sentence: str, published: str | None, when_date: str | None = None) -> list[Wrong]:
    """Lengths of time that the two dates beside them do not allow; "since" one ends with the publication."""
    text = _plain(sentence)
    if re.search(_LENGTHS, text) is None or re.search(_UNIT, text) is None:
        return []
    wrong, spans, since_then = [], _all(_SPANS, text), _all(_SINCE, text)
    if any(re.search(_AGAIN, text[: one.start] + text[one.end :]) for one in (*spans, *since_then)):
        return []
    dates = len(re.findall(_DATE, text)) if spans or since_then else 0
    for found in spans:
        ends = _two(found.parts["first"], found.parts["last"])
        if ends is not None and dates <= 2:
            what = span_conflict(_counted(found.parts["length"]), *ends)
            wrong += [Wrong(what, found.start, found.end)] if what is not None else []
    if not since_then:
        return wrong
    printed, noted = _when(bounds((published or "")[:10])), bounds(when_date or "")
    since = _earlier(printed)
    if printed is None or since is None or dates != 1 or re.search(r"\bhad\b|\b(?:was|were) to\b", text):
        return wrong
    if noted is not None and noted[1] < date.fromisoformat(since.start):
        return wrong  # the mark is about another time
    for found in since_then:
        first, length = resolve(found.parts["first"], None), found.parts["length"]
        if first is not None and span_conflict(length, first, since):
            what = span_conflict(length, first, printed)
            wrong += [Wrong(what, found.start, found.end)] if what is not None else []
    return wrong


def _all(forms: tuple[str, ...], text: str) -> list[_Found]:
    """What the forms hold; of two that overlap the first."""
    found: list[_Found] = []
    for form in forms:
        for match in re.finditer(form, text):
            parts = {name.replace("start", "first").replace("end", "last"): value
                     for name, value in match.groupdict().items() if value is not None}  # fmt: skip
            if all(match.end() <= one.start or one.end <= match.start() for one in found):
                found.append(_Found(parts, *match.span()))
    return found


def _plain(sentence: str) -> str:
    return sentence.translate({0x2019: "'", 0xA0: " ", 0x202F: " ", 0x2011: "-"})


def _long_ago(born: str, age: int, day: When) -> bool:
    """Whether a person born then was this old years before that day."""
    found = resolve(born, None)
    return found is not None and age + _LONG_AGO < int(day.start[:4]) - int(found.end[:4]) - 1


def _counted(length: str) -> str:
    """A length as it is said by itself: "three-year" as "three years"."""
    words = length.replace("-", " ")
    one = words.endswith("s") or re.match(r"(?:1|one|a) ", words) is not None or "-" not in length
    return words if one else f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"


def _two(first: str, last: str) -> tuple[When, When] | None:
    """The two ends; a day or month without a year is of that of the other."""
    end = resolve(last, None)
    if re.search("[0-9]{4}", first) is None:
        first = f"{first} {last[-4:]}"
    start = resolve(first, None)
    return (start, end) if start is not None and end is not None and start.start <= end.start else None


def _when(days: tuple[date, date] | None) -> When | None:
    if days is None or not 1000 < days[0].year < 9000:
        return None
    first, last = (day.isoformat() for day in days)
    return When(start=first, end=last, precision="range", words=spoken(written(*days)))


def _earlier(printed: When | None) -> When | None:
    """The days on which what was published then may have been written."""
    if printed is None:
        return None
    first, last = date.fromisoformat(printed.start), date.fromisoformat(printed.end)
    return _when((first - _WRITTEN_BEFORE, last + timedelta(1)))
