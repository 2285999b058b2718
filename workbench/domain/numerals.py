"""Numbers as English copy writes them, in digits and in words, read as exact fractions.

What is not certainly one number ("nineteen seventy-nine", "1,00", "two three", "007") is none. Billion and trillion
have their short-scale values, which British copy has used as well since the 1970s; lakh and crore are Indian English.
"""

import re
from fractions import Fraction
from typing import NamedTuple

SCALES = {
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
}
MULTIPLES = {"dozen": 12, "hundred": 100, **SCALES}
"""The words that multiply what stands before them."""

_ONES = dict(zip("one two three four five six seven eight nine".split(), range(1, 10), strict=True))
_TEENS = dict(
    zip(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        range(10, 20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_ZEROS = {"zero", "nil", "nought", "naught"}
_PARTS = {
    name: size
    for size, names in enumerate(
        "half,halves third,thirds quarter,quarters,fourth,fourths fifth,fifths sixth,sixths seventh,sevenths "
        "eighth,eighths ninth,ninths tenth,tenths".split(),
        2,
    )
    for name in names.split(",")
}
GLYPHS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}
SLASHED = {f"{a}/{b}": (a, b) for a, b in [(1, 2), (1, 3), (2, 3), (1, 4), (3, 4)]}  # 9/11 and 24/7 are no fractions

DIGITS = r"(?:[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)"
# Grouped in threes, or as in India (1,00,000); a leading zero is an identifier's ("007").
_DIGITS = r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})?(?:\.[0-9]+)?"


class Number(NamedTuple):
    """A number that was read.

    ``scale`` is the word that multiplies the whole of it ("million" in "3.5 million", a factor), 1 without one.
    ``figure`` says whether what the scale multiplies is plain ("20", "twenty"), so that in "10 to 20 million" both
    ends can share it. ``sure`` is false for what is a number in its place only: "million" in "some million", "a third".
    ``part`` says that it is a fraction, after which "of a" may stand.
    """

    value: Fraction
    scale: int = 1
    figure: bool = False
    sure: bool = True
    part: bool = False


def digits(text: str) -> Fraction | None:
    """The number that western digits write, in English: "1,200", "1.5", ".5", "1,00,000"; "1.000" is 1."""
    return Fraction(text.replace(",", "")) if text and re.fullmatch(_DIGITS, text) else None


def number(words: list[str]) -> Number | None:
    """The one number that all these words make up, without a sign; None where they do not, or not surely.

    ``words`` are lower case, split at spaces and at hyphens between letters; digits are a word.
    """
    if not words:
        return None
    for reading in (_plain, _point, _part, _mixed, _and_a_half):
        found = reading(words)
        if found is not None:
            return found
    return None


def _plain(words: list[str]) -> Number | None:
    """ "twenty-five", "a hundred and five", "3.5 million", "two dozen", "zero"."""
    if len(words) == 1 and words[0] in _ZEROS:
        return Number(Fraction(0), figure=True)
    value = digits(words[0])
    if value is not None:
        return _scaled(value, words[1:], figure=True)
    if words == ["a", "pair"]:
        return Number(Fraction(2))
    if all(word in MULTIPLES for word in words):
        found = _scaled(Fraction(1), words, figure=False)
        return found and found._replace(sure=False)
    if words[-1] == "dozen":
        if words == ["a", "dozen"]:
            return Number(Fraction(12), 12)
        count = _spelled(words[:-1])
        return Number(Fraction(count * 12), 12, figure=True) if count and count < 100 else None
    whole = _spelled(words)
    if whole is None:
        return None
    # Only one multiplying word, at the end, and a small number before it: "twenty million", not "two hundred million".
    lead = words[:-1] if words[-1] in MULTIPLES else words
    alone = not any(word in MULTIPLES or word == "a" for word in lead)
    return Number(Fraction(whole), MULTIPLES.get(words[-1], 1), figure=alone)


def _scaled(value: Fraction, words: list[str], *, figure: bool) -> Number | None:
    """A number times the scale words after it: none, one, or "hundred thousand", "thousand million"."""
    if any(word not in MULTIPLES for word in words) or len(words) > 2:
        return None
    factors = [MULTIPLES[word] for word in words]
    if len(factors) == 2 and not (factors[0] in (100, 1000) and factors[0] < factors[1]):
        return None
    scale = factors[0] * factors[1] if len(factors) == 2 else factors[0] if factors else 1
    return Number(value * scale, scale, figure=figure and len(factors) < 2)


def _spelled(words: list[str]) -> int | None:
    """A whole number in words; its groups must come in falling order, as they are spoken."""
    total, ceiling, at = 0, 0, 0
    while at < len(words):
        joined = at > 0 and words[at] == "and"
        group, at = _below_thousand(words, at + joined, first=at == 0)
        if group is None:
            return None
        scale, count = 1, at
        while at < len(words) and words[at] in SCALES:
            scale *= SCALES[words[at]]
            at += 1
        # "twelve hundred thousand" and "thousand thousand" are nobody's number; "thousand million" was Britain's.
        if at - count > 2 or (at - count == 2 and words[count:at] not in (["thousand", "million"], ["lakh", "crore"])):
            return None
        if (group >= 1000 and scale > 1) or (ceiling and group * scale >= ceiling):
            return None
        if joined and (scale > 1 or group >= 100):
            return None
        total += group * scale
        if scale == 1:
            return total if at == len(words) else None
        ceiling = scale
    return total or None


def _below_thousand(words: list[str], at: int, *, first: bool) -> tuple[int | None, int]:
    """One group: "five", "ninety-nine", "two hundred (and) ten", also "twelve hundred"; and where it ends."""
    small, after = _below_hundred(words, at)
    if small is None and first and words[at] == "a" and at + 1 < len(words) and words[at + 1] in MULTIPLES:
        small, after = 1, at + 1
    if small is None:
        return None, at
    if after >= len(words) or words[after] != "hundred":
        return small, after
    if small % 10 == 0:
        return None, at
    value, at = small * 100, after + 1
    joined = at < len(words) and words[at] == "and"
    rest, after = _below_hundred(words, at + joined)
    return (value, at) if rest is None else (value + rest, after)


def _below_hundred(words: list[str], at: int) -> tuple[int | None, int]:
    word = words[at] if at < len(words) else ""
    if word not in _TENS:
        return _ONES.get(word) or _TEENS.get(word), at + 1
    one = _ONES.get(words[at + 1]) if at + 1 < len(words) else None
    return _TENS[word] + (one or 0), at + (1 if one is None else 2)


def _point(words: list[str]) -> Number | None:
    """ "three point five million": after the point, digit by digit."""
    if "point" not in words:
        return None
    at = words.index("point")
    end = at + 1
    while end < len(words) and words[end] in {*_ONES, "zero", "oh"}:
        end += 1
    whole = number(words[:at])
    if whole is None or whole.scale > 1 or not whole.sure or whole.value.denominator > 1 or end == at + 1:
        return None
    behind = "".join(str(_ONES.get(word, 0)) for word in words[at + 1 : end])
    return _scaled(whole.value + Fraction(int(behind), 10 ** len(behind)), words[end:], figure=True)


def _part(words: list[str]) -> Number | None:
    """ "half", "two-thirds", "¾", "1/2", "a quarter (of a) million", "half a dozen"."""
    share, rest, sure = _fraction(words)
    if share is None:
        return None
    if rest[:1] == ["of"] and len(rest) > 1 and rest[1] in ("a", "one"):
        times, of = rest[2:], True
    else:
        times, of = (rest[1:] if rest[:1] == ["a"] and words[0] == "half" else rest), False
    if not times and not rest:
        return Number(share, sure=sure, part=True)
    if len(times) == 1 and times[0] in MULTIPLES and (of or share in (Fraction(1, 2), Fraction(1, 4))):
        return Number(share * MULTIPLES[times[0]], MULTIPLES[times[0]])
    return None


def _fraction(words: list[str]) -> tuple[Fraction | None, list[str], bool]:
    """The fraction that these words begin with, what follows it, and whether it can be nothing else."""
    for marks in (GLYPHS, SLASHED):
        if words and words[0] in marks:
            return Fraction(*marks[words[0]]), words[1:], True
    if words and words[0] in ("half", "quarter"):
        # "quarter" alone is three months or a coin as well.
        return Fraction(1, _PARTS[words[0]]), words[1:], words[0] == "half"
    if len(words) < 2 or words[1] not in _PARTS:
        return None, [], False
    times = 1 if words[0] == "a" else _ONES.get(words[0])
    size = _PARTS[words[1]]
    if times is None or times >= size or (times > 1) != words[1].endswith("s"):
        return None, [], False
    # "a third" of the voters, or a third man: only its place tells.
    sure = words[0] != "a" or words[1] in ("half", "quarter")
    return Fraction(times, size), words[2:], sure


def _mixed(words: list[str]) -> Number | None:
    """ "two and a half million", "3½", "3 1/2 dozen"."""
    at = 1
    while at < len(words) and words[at] not in (*GLYPHS, *SLASHED, "and"):
        at += 1
    joined = at < len(words) and words[at] == "and"
    share, rest, _ = _fraction(words[at + joined :])
    whole = _plain(words[:at]) if share is not None else None
    if share is None or whole is None or whole.scale > 1 or whole.value.denominator > 1:
        return None
    return _scaled(whole.value + share, rest, figure=True)


def _and_a_half(words: list[str]) -> Number | None:
    """ "a million and a half": one and a half million."""
    if len(words) != 5 or words[0] not in ("a", "one") or words[1] not in SCALES or words[2:] != ["and", "a", "half"]:
        return None
    return Number(Fraction(3, 2) * SCALES[words[1]], SCALES[words[1]])
