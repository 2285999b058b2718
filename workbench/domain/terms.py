"""Terms: the words of a text in the one form in which different wordings of the same thing meet.

"Boats" and "boat", "U.S." and "US", "forty" and "40", "1.2 million" and "1,200,000" come out the same. The corpus index
and the comparing of passages both use this module, so what one finds the other can weigh. A letter of a script that is
written without spaces (Chinese, Japanese, Thai) is a term by itself: its two-word phrases are pairs of letters.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from workbench.domain.text import fold

VERSION = 1
"""Raise it when any text would give other terms than before: an index made from them is then made anew."""

PLAIN = frozenset(
    """a about after again all also am among an and another any are as at be because been before being both but by can
    could did do does doing down during each either else even ever every few for from further get got had has have
    having he her here hers him his how however i if in into is it its itself just like may me might more most much
    must my near no nor not now of off on once only onto or other our out over own per said same say says she should
    since so some such than that the their them then there these they this those through to told too under until up upon
    us very was we were what when where whether which while who whom whose why will with within would yet you your
    almost around least nearly roughly""".split()
)
"""Words that say little by themselves, as they stand in a text (before an ending is taken off)."""

_BELOW_TWENTY = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: number for number, word in enumerate(_BELOW_TWENTY)}
_SMALL |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_TIMES = {"dozen": 12, "hundred": 100}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SUFFIXES = {"k": 10**3, "mn": 10**6, "bn": 10**9}
_SOME_FIGURE = re.compile(rf"\d|{'|'.join([*_SMALL, *_TIMES, *_SCALES])}")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# Scripts that are written without spaces between words: Thai to Lao, Myanmar, Khmer, kana, Han.
_SOLID = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# What `re` knows enough of: no combining marks, invisible characters or solid scripts. Ten times as fast as `regex`.
_UNUSUAL = re.compile(
    r"[^\x00-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0588\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u214f]"
)
Match: TypeAlias = Any
"""What `re` or `regex` found."""


class Term(NamedTuple):
    """A word or figure: ``key`` is what it is compared by, ``start`` and ``end`` are code points of the text.

    ``kind`` is "figure", "name" (it has a capital, also where only a sentence begins), "plain" for a word that says
    little, else "word".
    """

    key: str
    start: int
    end: int
    kind: str


@functools.cache
def _pattern(plain: bool) -> Any:
    """What finds the pieces in *folded* text: figures, initials, runs of letters, solid letters one by one."""
    figure = r"\d++(?:[.,]\d++)*+(?:(?:bn|mn|k)(?![^\W_]))?"
    initials = r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])++(?![^\W_])"
    if plain:
        # Most are words of two letters and more: found first, they need not be tried as anything else.
        word = r"(?!per cent\b)[^\W\d_][^\W_]+(?:['&][^\W_]+)*+"
        return re.compile(rf"{word}|per cent\b|%|{figure}|{initials}|[^\W_](?:['&][^\W_]+)*")
    import regex

    run = rf"(?:(?![{_SOLID}])[\p{{L}}\p{{M}}\p{{N}}\p{{Cf}}])++"
    letters = rf"(?=[\p{{L}}\p{{N}}])(?:[{_SOLID}][\p{{M}}\p{{Cf}}]*+|{run}(?:['&](?=[\p{{L}}\p{{N}}]){run})*+)"
    return regex.compile(rf"per cent\b|%|{figure}|(?![{_SOLID}]){initials}|{letters}")


def terms(text: str, start: int = 0, end: int | None = None) -> list[Term]:
    """The terms of ``text[start:end]`` (code points), in order. A figure of several words is one term."""
    stretch = text[start:end] if start or end is not None else text
    pieces, read, last = _taken(fold(stretch))
    found: list[Term] = []
    for at, (key, kind) in enumerate(read):
        if key:
            low, high = pieces[at].span()
            if at in last:
                high = pieces[last[at]].end()
            elif kind == "word" and stretch[low].isupper():
                kind = "name"
            found.append(_term(Term, (key, start + low, start + high, "word" if kind == "digits" else kind)))
    return found


class Keys(NamedTuple):
    """The keys of a text's terms in order; and its words, folded, as they stand."""

    keys: list[str]
    words: set[str]


def keys(text: str, start: int = 0, end: int | None = None) -> Keys:
    """What :func:`terms` finds, without the places: in half the time."""
    pieces, read, _ = _taken(fold(text[start:end]))
    return Keys([key for key, _ in read if key], {piece[0] for piece in pieces})


def _taken(folded: str) -> tuple[list[Match], list[tuple[str, str]], dict[int, int]]:
    """The pieces of a text; the key and kind of each (no key where it only goes on with the figure before it); and of
    the figures of several pieces the last one.
    """
    pieces = list(_pattern(usual(folded)).finditer(folded))
    read = [_read(match[0]) for match in pieces]
    last: dict[int, int] = {}
    after = 0
    for at in [at for at, one in enumerate(read) if one[1] == "figure"]:
        if at < after:
            continue
        value, after = _figure(pieces, at, folded)
        if value is None:
            read[at] = read[at][0], "digits"
        elif after == at + 1:
            read[at] = value, "plain" if pieces[at][0] == "one" else "figure"
        else:
            read[at:after] = [(value, "figure"), *[("", "")] * (after - at - 1)]
            last[at] = after - 1
    return pieces, read, last


_term = tuple.__new__
"""Makes a :class:`Term` twice as fast as its own constructor; a text has thousands."""


def usual(folded: str) -> bool:
    """Whether a text (folded) holds only letters and marks whose words can be found by their letters alone."""
    return _UNUSUAL.search(folded) is None


def holds_figure(folded: str) -> bool:
    """Whether some figure stands in a text (folded), in digits or words; now and then one that is none."""
    return _SOME_FIGURE.search(folded) is not None


@functools.lru_cache(maxsize=65_536)
def _read(piece: str) -> tuple[str, str]:
    """The key of a piece, and its kind as far as it can be told without what stands beside it."""
    if piece[0].isdecimal() or piece in _SMALL or piece in _TIMES or piece in _SCALES:
        return word_key(piece), "figure"
    return word_key(piece), "plain" if piece in PLAIN else "word"


def _figure(pieces: Sequence[Match], at: int, folded: str) -> tuple[str | None, int]:
    """The figure that begins at a piece, in plain digits, and the piece after it: "two hundred and five" is 205."""
    total, group, scale, after = Decimal(0), None, None, at
    if pieces[at].group()[0].isdecimal():
        group = _digits(pieces[at].group())
        if group is None:
            return None, at + 1
        after = at + 1
    spelled = group is None
    while after < len(pieces):
        here = after
        if after > at:
            if folded[pieces[after - 1].end() : pieces[after].start()] not in (" ", "-"):
                break
            if pieces[after].group() == "and" and spelled and after + 1 < len(pieces) and (group or 0) % 100 == 0:
                here = after + 1
        word = pieces[here].group()
        if word in _SMALL and spelled:
            number = Decimal(_SMALL[word])
            rest = None if group is None else group % 100
            if rest is not None and not ((rest == 0 and group) or (rest >= 20 and rest % 10 == 0 and 0 < number < 10)):
                break
            group = (group or Decimal(0)) + number
        elif word in _TIMES and (group is None or group < 100) and here == after:
            group = (group if group is not None else 1) * Decimal(_TIMES[word])
        elif word in _SCALES and (scale is None or _SCALES[word] < scale) and here == after:
            scale = _SCALES[word]
            total += (group if group is not None else 1) * scale
            group, spelled = None, True
        else:
            break
        after = here + 1
    return _canonical(total + (group or 0)), after


@functools.lru_cache(maxsize=4_096)
def _digits(piece: str) -> Decimal | None:
    """The value of a figure in digits: commas before three digits part thousands, any other is a decimal comma."""
    suffix = next((end for end in _SUFFIXES if piece.endswith(end)), "")
    digits = piece.removesuffix(suffix)
    digits = digits.replace(",", "") if _THOUSANDS.fullmatch(digits) else digits.replace(",", ".")
    if digits.count(".") > 1 or len(digits) > 30 or not digits.replace(".", "").isdecimal():
        return None  # a date, a version, an account: a name in digits
    return Decimal(digits) * _SUFFIXES.get(suffix, 1)


def _canonical(value: Decimal) -> str:
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def word_key(folded: str) -> str:
    """What a word (folded) is compared by: without inner marks, possessive and the commonest English endings."""
    word = folded
    if not word.isascii():
        word = "".join(char for char in unicodedata.normalize("NFKC", word) if unicodedata.category(char) != "Cf")
        word = word.lower()
    if word in ("%", "per cent"):
        return "percent"
    word = word.removesuffix("'s").replace("'", "").replace(".", "")
    return _stem(word) if len(word) > 3 and word[-1] in "sgder" and not word[0].isdigit() else word


def _stem(word: str) -> str:
    """The word without a plural, past or -ing ending: crude, but the same for every form, which is all it is for."""
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word[-1] == "s" and word[-2] not in "sui":
        word = word[:-1]
    for ending, least in (("ing", 6), ("ed", 5)):
        if word.endswith(ending) and len(word) >= least and _VOWEL.search(word[: -len(ending)]):
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if word.endswith("our") and len(word) > 4:
        word = word[:-2] + "r"
    return word[:-1] if word[-1] == "e" and len(word) > 4 else word


_VOWEL = re.compile(r"[aeiouy]")
