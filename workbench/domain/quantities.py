"""The amount that the words of a figure state: value or range, approximator and unit; and the interval it allows.

Right or nothing: where the words can be read two ways, or hold more than approximator, number and unit, there is no
reading, and the figure's fields are left to a person.
"""

import math
import re
from fractions import Fraction
from typing import NamedTuple

import msgspec

from workbench.domain.model import Approximator, Figure
from workbench.domain.numerals import DIGITS, GLYPHS, SCALES, Number, number
from workbench.domain.units import MONEY, unit_named

VAGUE: dict[str, tuple[float, float]] = {
    "several": (2, 10),
    "a few": (2, 10),
    "a couple": (2, 10),
    "a handful": (2, 10),
    "tens": (20, 100),
    "dozens": (24, 100),
    "scores": (40, 100),
    "hundreds": (200, 1e3),
    "thousands": (2e3, 1e4),
    "tens of thousands": (2e4, 1e5),
    "hundreds of thousands": (2e5, 1e6),
    "millions": (2e6, 1e7),
    "tens of millions": (2e7, 1e8),
    "hundreds of millions": (2e8, 1e9),
    "billions": (2e9, 1e10),
    "tens of billions": (2e10, 1e11),
    "hundreds of billions": (2e11, 1e12),
    "trillions": (2e12, 1e13),
}
"""Vague words with the least and the most that they say (numbers of whatever is counted); the place to change them.

There is no standard. The rule here: a plural is at least two, and at most the next magnitude that has a word of its
own. NewsQuant has 100 to 1,000 for hundreds and 1,000 to 10,000 for thousands, which lets "hundreds" be a hundred.
"several hundred" and "a few dozen" are read as "hundreds" and "dozens".
"""

NEAR = 0.1
"""How far a number may lie off what is said of it with "about" (to both sides) or "almost" (below): a tenth of it."""

_PLAIN: Approximator = "exact"
_PREFIXES: dict[Approximator, str] = {
    "exact": "a total of|only|just|exactly|precisely|a mere|merely",
    "about": "about|around|some|roughly|approximately|approx.|approx|circa|c.|ca.|an estimated|estimated|close to|"
    "in the region of|in the neighborhood of|in the neighbourhood of|somewhere around|just about|~|≈",
    "at_least": "at least|no fewer than|no less than|not less than|not fewer than|more than|greater than|higher than|"
    "over|just over|well over|slightly over|a little over|above|just above|well above|slightly more than|"
    "just more than|a little more than|well more than|in excess of|upwards of|upward of|north of|as few as|"
    "as little as|a minimum of|>|≥",
    "at_most": "at most|no more than|no greater than|no higher than|not more than|up to|fewer than|less than|"
    "lower than|under|well under|below|well below|within|as many as|as much as|a maximum of|well short of|<|≤",
    "almost": "nearly|almost|virtually|just under|just below|just short of|not quite|slightly less than|"
    "a little less than|slightly under|approaching",
}
_SUFFIXES: dict[str, Approximator] = {
    "or so": "about",
    "or thereabouts": "about",
    "odd": "about",
    "or more": "at_least",
    "and more": "at_least",
    "and up": "at_least",
    "at least": "at_least",
    "plus": "at_least",
    "+": "at_least",
    "or fewer": "at_most",
    "or less": "at_most",
    "at most": "at_most",
}
_KIND: dict[str, Approximator] = {word: kind for kind, words in _PREFIXES.items() for word in words.split("|")}


def _any_of(words: list[str]) -> str:
    """A pattern of these words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


# Patterns are text: :mod:`re` compiles each once, when it is first needed, so that no command pays for it at its start.
# What a table is then asked for is matched in ASCII: else a long s is an "s" to the pattern and none to the table.
_PREFIX = rf"(?ia)(?P<word>{_any_of(list(_KIND))})(?:(?<=[~≈<>≥≤])\s?|\s)(?=\S)"
_SUFFIX = rf"(?ia)(?:(?<=\S)(?=\+)|[\s-])(?P<word>{_any_of(list(_SUFFIXES))})(?=\s|$|-[a-z])"
_OPENING = r"(?ia)(?:(?:anywhere|somewhere)\s)?(?P<word>between|from)\s(?=\S)"
_JOINED = r"(?i)\s(?P<word>and|to|or)\s|\s?[–—]\s?|(?<=[^\W_])-(?=[0-9.$€£¥])|(?<=[0-9%])\s?-\s?(?=[\w$€£¥])|\s-\s"
_SIGNED = r"(?i)-(?=\S)|minus\s|negative\s"
_MONEY = rf"(?P<sign>{_any_of(list(MONEY))})\s?(?=[0-9.-])"
_CHUNK = rf"(?s)(?P<digits>[0-9]/[0-9]|{DIGITS})?(?P<glyph>[{''.join(GLYPHS)}])?(?P<rest>.*)"
# The Unicode spaces that print sets between thousands; a plain space there may part two numbers.
_GROUPED = r"(?a)(?<![\d,.])[1-9]\d{0,2}([\u00a0\u2009\u202f])\d{3}(?:\1\d{3})*(?![\d,])"
# A telephone number; and what is about a year, not about as many ("around 1979", but "some 1500").
_NO_AMOUNT = r"(?ia)\d{3}-\d{4}|(?:around|about|circa|c\.|ca\.|approximately|approx\.|roughly)\s(?:1[5-9]|20)\d\d"
_YEAR = r"(?a)(?:1[5-9]|20)\d\d"
_PLURALS = [name for name in VAGUE if name.endswith("s")]
# What follows "several", for the plural that it stands for: "hundred thousand", "dozen".
_SINGULAR = {name.replace("s of ", " ").removesuffix("s"): name for name in _PLURALS if not name.startswith("tens")}
_VAGUE = (
    rf"(?ia)(?:(?:many |several |a few |a couple of )?(?P<plural>{_any_of(_PLURALS)})|"
    rf"(?:several|a few|a couple(?: of)?) (?P<single>{_any_of(list(_SINGULAR))})|"
    rf"(?P<few>{_any_of([name for name in VAGUE if name not in _PLURALS])}))\b"
)
_ATTACHED = {"k": "thousand", "K": "thousand", "bn": "billion", "tn": "trillion", "trn": "trillion", "mn": "million"}
_ATTACHED |= {"mln": "million", "M": "million", "B": "billion"}
_WITH_MONEY = {**_ATTACHED, "m": "million", "b": "billion", "T": "trillion"}
_APART = {word: _ATTACHED[word] for word in ("bn", "tn", "trn", "mn", "mln")}
_LONGEST = 120
"""Code points: no figure's span is longer, and no number of this length is too great for a float."""


class _Amount(NamedTuple):
    """One number with its unit, or a vague one (``low`` and ``high``)."""

    words: str
    number: Number | None
    unit: str
    low: float = 0
    high: float = 0


def quantity(words: str) -> Figure | None:
    """The amount that the words of a figure's span state; None where they state none, or none that is certain.

    Only ``value``, ``min``, ``max``, ``approximator`` and ``unit`` are set. A plain number is ``exact``; a bound
    ("more than 40", "up to 40") and "about", "almost" keep the number as ``value``, without ``min`` and ``max``;
    ``between`` and ``vague`` have ``min`` and ``max`` and no ``value`` (so has "about 10 to 20", as ``about``).
    A part is a number ("half" is 0.5), 5 percent is 5 of the unit "percent". ``unit`` is the name of a unit as
    :mod:`workbench.domain.units` gives it, empty where the words name none.
    """
    if len(words) > _LONGEST:
        return None
    text = _tidy(words)
    if text.lower() in ("no", "none"):
        return Figure(value=0.0, approximator=_PLAIN)
    if re.fullmatch(_NO_AMOUNT, text):
        return None
    share, text = text.endswith(" of"), text.removesuffix(" of")
    kinds, text = _without_approximators(text)
    if len(kinds - {_PLAIN}) > 1 or not text:
        return None
    kind = next(iter(kinds - {_PLAIN}), None)
    opening = re.match(_OPENING, text)
    amount = None if opening else _amount(text, loose=share or kind is not None)
    if amount is not None and amount.number and not amount.number.sure and kind is None and not amount.number.part:
        return None  # "million of"
    if amount is not None:
        return _single(amount, kind)
    return _between(text[opening.end() :] if opening else text, opening["word"].lower() if opening else "", kind)


def interval(figure: Figure) -> tuple[float, float] | None:
    """The least and the most that a figure allows, both ends included; None where it says neither.

    A number that is ``about`` may be off by a tenth to both sides, ``almost`` by a tenth below (:data:`NEAR`; NewsQuant
    marks ``~``, MeasEval IsApproximate, both without saying how far). ``at_least`` has no upper end; ``at_most`` begins
    at 0, as counts and sizes do, and has no lower end for a temperature or a bound of 0 or less. ``vague`` and
    ``between`` are what ``min`` and ``max`` say, and these go before what follows from ``value`` where a person has
    given both.
    Two figures of the same thing conflict when their intervals do not meet. The ends have the figure's own unit.
    """
    value, kind = figure.value, figure.approximator
    if value is not None and kind not in ("vague", "between"):
        off, spread = abs(value) * NEAR, 0.0
        low = _floor(figure, value) if kind == "at_most" else value - off if kind in ("about", "almost") else value
        high = math.inf if kind == "at_least" else value + off if kind == "about" else value
    elif figure.min is not None or figure.max is not None:
        spread = NEAR if kind == "about" else 0.0
        low = -math.inf if figure.max is None else _floor(figure, figure.max)
        high = math.inf
    else:
        return None
    if figure.min is not None:
        low = figure.min - abs(figure.min) * spread
    if figure.max is not None:
        high = figure.max + abs(figure.max) * spread
    return (low, high) if low <= high else None


def _floor(figure: Figure, most: float) -> float:
    """The least that something can be of which only the most is told."""
    return -math.inf if most <= 0 or figure.unit.startswith("degree") else 0.0


def _tidy(words: str) -> str:
    """The words with single spaces, plain hyphens, a real minus, and thousands grouped by commas."""
    text = re.sub(_GROUPED, lambda match: match[0].replace(match[1], ","), words)
    return " ".join(text.translate({0x2010: "-", 0x2011: "-", 0x2212: "-", 0x2019: "'"}).split())


def _without_approximators(text: str) -> tuple[set[Approximator], str]:
    """The approximators before the number and one after it ("or so", "-odd", "+"), and what is left."""
    kinds: set[Approximator] = set()
    while match := re.match(_PREFIX, text):
        kinds.add(_KIND[match["word"].lower()])
        text = text[match.end() :]
    match = re.search(_SUFFIX, text)
    if match is not None:
        # After it, only a unit may stand: "two or more miles", not "five plus six".
        unit = text[match.end() :].lstrip(" -")
        if not unit or unit_named(_spaced(unit)):
            kinds.add(_SUFFIXES[match["word"].lower()])
            text = f"{text[: match.start()]} {unit}".rstrip()
    return kinds, text


def _single(amount: _Amount, kind: Approximator | None) -> Figure | None:
    if amount.number is None:
        # "at least several" says neither a number nor a range.
        return _range(amount.low, amount.high, "vague", amount.unit) if kind in (None, "about") else None
    if not amount.number.value and kind in ("about", "almost"):
        return None  # "nearly zero": a tenth of nothing says nothing
    return Figure(value=float(amount.number.value), approximator=kind or _PLAIN, unit=amount.unit)


def _between(text: str, opening: str, kind: Approximator | None) -> Figure | None:
    """Two amounts with a dash, "to", "or", or "between … and"; None where the words can be parted in two ways."""
    if kind not in (None, "about"):
        return None
    found: list[Figure] = []
    for match in re.finditer(_JOINED, text):
        word = (match["word"] or "").lower()
        if (opening and word == "or") or (opening != "between" and word == "and"):
            continue
        first, last = text[: match.start()], text[match.end() :]
        low, sign = _amount(first, loose=opening != ""), re.match(_MONEY, first)
        # "$10-20m": the sign is said once, and "20m" alone might be metres.
        high = (_amount(sign["sign"] + last) if sign else None) or _amount(last, loose=opening != "")
        figure = None
        if low is not None and high is not None:
            figure = _ends(low, high, alone=not opening, either=word == "or", money=sign is not None)
        if figure is not None:
            found.append(figure)
    if len(found) != 1:
        return None
    about = kind == "about" and found[0].approximator == "between"
    return msgspec.structs.replace(found[0], approximator="about") if about else found[0]


def _ends(low: _Amount, high: _Amount, *, alone: bool, either: bool, money: bool) -> Figure | None:
    """The range from one amount to another.

    ``alone`` says that neither "between" nor "from" opens it, ``either`` that it is "one or two", ``money`` that the
    first has a sign of money, which counts for both.
    """
    if low.unit not in ("", high.unit, high.unit.partition(" per ")[0] if money else ""):
        return None
    if low.number is None or high.number is None:
        vague = low.number is None and high.number is None and low.low <= high.low and low.high <= high.high
        return _range(low.low, high.high, "vague", high.unit) if vague else None
    if not high.unit and re.fullmatch(_YEAR, low.words) and re.fullmatch(_YEAR, high.words):
        return None  # from year to year is a time
    if alone and low.number.part and not high.number.part:
        return None  # so is "a quarter to two"
    ends = _shared(low.number, high.number, apart=low.unit != "" and not money)
    if ends is None or not ends[0] < ends[1] or (either and ends[1] > 2 * ends[0]):
        return None
    return _range(float(ends[0]), float(ends[1]), "between", high.unit)


def _shared(low: Number, high: Number, *, apart: bool) -> tuple[Fraction, Fraction] | None:
    """Both ends, the first with the scale of the second where it goes for both: "10 to 20 million".

    ``apart`` says that a unit stands between the first number and the scale ("5 miles to 2 million miles").
    """
    shared = low.value * high.scale
    if apart or high.scale <= low.scale or shared >= high.value:
        return low.value, high.value
    return (shared, high.value) if low.scale == 1 and low.figure and high.figure else None


def _range(low: float, high: float, kind: Approximator, unit: str) -> Figure:
    return Figure(min=float(low), max=float(high), approximator=kind, unit=unit)


def _amount(text: str, *, loose: bool = False) -> _Amount | None:
    """One amount, all of the text; ``loose`` where words before it make a number of it ("some hundred")."""
    return _vague(text) or _number_and_unit(text, loose=loose)


def _vague(text: str) -> _Amount | None:
    """ "dozens", "several hundred thousand", "a few", "hundreds of miles"."""
    match = re.match(_VAGUE, text)
    if match is None:
        return None
    name = (match["plural"] or match["single"] or match["few"]).lower()
    rest = text[match.end() :].removeprefix(" of").lstrip(" -")
    unit = unit_named(_spaced(rest)) if rest else ""
    return None if unit is None else _Amount(text, None, unit, *VAGUE[_SINGULAR.get(name, name)])


def _number_and_unit(text: str, *, loose: bool) -> _Amount | None:
    rest, minus = _unsigned(text)
    sign = re.match(_MONEY, rest)
    money = ""
    if sign is not None:
        money = MONEY[sign["sign"]]
        rest, second = _unsigned(rest[sign.end() :])
        if minus and second:
            return None
        minus |= second
    if re.search(r"(?<!-)\bquarters\b(?! of)", rest, re.IGNORECASE):
        return None  # "three quarters" may be nine months
    chunks = _chunks(rest, money=bool(money))
    for at in range(len(chunks), 0, -1):
        found = number([chunk.lower() for chunk in chunks[:at]])
        if found is None or not (found.sure or loose):
            continue
        unit = _per(chunks[at:]) if money else _unit(chunks[at:], part=found.part)
        if unit is None:
            continue
        if minus:
            found = found._replace(value=-found.value)
        return _Amount(text, found, f"{money} {unit}".strip())
    if loose and not money and not minus and chunks and chunks[0].lower() in ("a", "an"):
        unit = unit_named(" ".join(chunks[1:]))  # "nearly a year"
        return _Amount(text, Number(Fraction(1)), unit) if unit else None
    return None


def _unsigned(text: str) -> tuple[str, bool]:
    sign = re.match(_SIGNED, text)
    return (text[sign.end() :], True) if sign else (text.removeprefix("+"), False)


def _chunks(text: str, *, money: bool) -> list[str]:
    """The words of a number and its unit: digits, words and symbols apart, "40k" and "3bn" written out."""
    chunks: list[str] = []
    parts = _spaced(text).split(" ")
    for at, part in enumerate(parts):
        match = re.fullmatch(_CHUNK, part)
        written, rest = (match["digits"], match["rest"]) if match else (None, part)
        chunks += [piece for piece in (written, match["glyph"] if match else None) if piece]
        scales = (_WITH_MONEY if money else _ATTACHED) if written or (money and at) else _APART if at else {}
        if rest == "m" and written and not money:
            if at + 1 == len(parts):
                return []  # 40 metres or 40 million; "40m tonnes" can only be millions
            rest = "million"
        if rest.removesuffix(",").lower() in SCALES and at + 1 < len(parts):
            rest = rest.removesuffix(",")  # "two million, three hundred"
        if rest:
            chunks.append(scales.get(rest, rest))
    return chunks


def _unit(chunks: list[str], *, part: bool) -> str | None:
    """The name of the unit after a number, empty without one, None where it is no unit.

    ``part`` says that the number is a fraction: "half an hour", "two-thirds of a mile".
    """
    words = " ".join(chunks)
    if part:
        words = re.sub("^(?:of )?(?:an? |one )?", "", words)
    return unit_named(words) if words else ""


def _per(chunks: list[str]) -> str | None:
    """What a sum of money is for: "per gallon" of "$3 a gallon"; empty where nothing follows the number."""
    match = re.fullmatch(r"(?:/\s?|(?:per|an?) )(.+)", " ".join(chunks))
    unit = unit_named(match[1]) if match else None
    return f"per {unit}" if unit else None if chunks else ""


def _spaced(text: str) -> str:
    """With spaces for the hyphens before letters: "twenty-one", "40-metre"."""
    return re.sub(r"(?<=[^\W_])-(?=[^\W\d_])", " ", text)
