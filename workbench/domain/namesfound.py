"""The names in a text: runs of capitalised words, with what belongs to them and without what only stands before them.

Found are spans in code points. What only looks like a name, because a sentence begins or a headline has capitals, is
given too, marked so: whether it is one is told by the other texts (:mod:`workbench.domain.names`).
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from workbench.domain.namesfolded import form_of
from workbench.domain.nameswords import (
    ABBREVIATED,
    CALENDAR,
    FUNCTION,
    HEADS,
    INNER,
    KEPT,
    LEADING,
    NAMES_TOO,
    PAIRED,
    SURNAMES,
    TAILS,
    TITLES,
)


class Found(NamedTuple):
    """A name in a text, ``[start, end)`` in code points.

    ``opening``: its first word begins a sentence, and may be no part of it; ``rest`` is then where the second word
    begins (0 where it has none).
    """

    start: int
    end: int
    opening: bool = False
    rest: int = 0


class Headline(NamedTuple):
    """A line in which capitals say nothing; ``shouted``: all letters of it are capitals."""

    start: int
    end: int
    shouted: bool


class Scan(NamedTuple):
    """What was found in one text: names in order, and the lines in which capitals tell no names."""

    names: list[Found]
    headlines: list[Headline]


_APOSTROPHES = "'\u2019\u2018\u02bc\u201b\u0060\u00b4\u02bb"
_AYNS = "\u02bf\u02be\u02bd"
_HYPHENS = "\\-\u2010\u2011"
_COMBINING = "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u20d0-\u20f0"
_BLANK = " \u00a0\u2007\u2009\u202f"
_QUOTES = "\"'\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb([*_"
_STOPS = ".!?\u2026:;\u2022|>\u3002"
_LONG = 300
"""Code points of a line that may be a headline, at most."""
_MANY = 4
"""Capitalised words from which on a line with hardly any other words is a headline."""

_WORDS, _LETTERS = 12, 60
"""Words of a name, and letters of one of them, at most."""


@functools.cache
def _capitals() -> str:
    """The capital letters as a class of characters: those of the scripts that have two cases."""
    ranges: list[list[int]] = []
    for code in (*range(0x41, 0x590), *range(0x10A0, 0x1400), *range(0x1C90, 0x2C00), *range(0x2C00, 0x2E00),
                 *range(0xA640, 0xA800), *range(0xFF21, 0xFF3B)):  # fmt: skip
        if unicodedata.category(chr(code)) in ("Lu", "Lt"):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(low)}-{chr(high)}" if high > low else chr(low) for low, high in ranges)


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A capitalised word; the particles between two such words; those before the first one."""
    letter = rf"[\w{_COMBINING}]"
    capital = f"[{_capitals()}]"
    more = rf"(?:[{_APOSTROPHES}](?=[^\W\d_])|[{_HYPHENS}](?!{capital}\.)(?=\w)){letter}+"
    word = rf"{capital}(?<![^\W{_AYNS}]{capital}){letter}*(?:{more})*"
    article = rf"(?:al|el|ul|ar|ash|as|ath|at|adh|ad|an|az)[{_HYPHENS}{_APOSTROPHES}]"
    tied = rf"(?:{article}|(?:d|l|dell|dall|nell|t)[{_APOSTROPHES}])"
    inner = "|".join(sorted(INNER, key=len, reverse=True))
    leading = "|".join(sorted(LEADING, key=len, reverse=True))
    firm = rf"[{_BLANK}]?&[{_BLANK}]?"
    between = rf"{firm}|[{_BLANK}]{{1,2}}(?:(?:{inner})[{_BLANK}]{{1,2}}){{0,3}}(?:{tied})?|[{_HYPHENS}]{tied}"
    before = rf"(?<![\w{_APOSTROPHES}{_HYPHENS}])(?:(?:{leading})[{_BLANK}]){{0,3}}(?:{tied})?$"
    return re.compile(word), re.compile(between), re.compile(before)


_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")
_CONTRACTED = re.compile(rf"(?:n[{_APOSTROPHES}]t|[{_APOSTROPHES}](?:s|ll|m|d|re|ve|t))$", re.I)
_TIED = re.compile(rf"[{_HYPHENS}]")


class _Word(NamedTuple):
    start: int
    end: int
    low: str
    owns: bool = False  # it ends in a possessive, which ends the name
    single: bool = False  # one letter, as of a forename or of U.S.
    small: bool = False  # one of the small words of sentences


def scan(text: str) -> Scan:
    """The names of a text, in time that grows with its length."""
    headlines = list(_headlines(text))
    names: list[Found] = []
    run: list[_Word] = []
    at, words = 0, _patterns()[0]
    between = _patterns()[1]
    for match in words.finditer(text):
        start = match.start()
        while at < len(headlines) and headlines[at].end <= start:
            at += 1
        if at < len(headlines) and headlines[at].start <= start:
            continue
        for word in _worded(match[0], start):
            if run and (len(run) == _WORDS or not _goes_on(text, run[-1], word, between)):
                names += _named(text, run)
                run = []
            run.append(word)
    if run:
        names += _named(text, run)
    return Scan(names, headlines)


def _worded(word: str, start: int) -> list[_Word]:
    """A capitalised word as it counts: without a possessive, and without what a hyphen ties to it."""
    end, owns = start + len(word), False
    if word[-1] in "sS" and (own := _POSSESSIVE.search(word)):
        word, owns = word[: own.start()], True
        end = start + len(word)
    if "-" in word or "\u2010" in word or "\u2011" in word:
        tied = _TIED.split(word)
        while len(tied) > 1 and tied[-1].lower() in TAILS:
            end -= len(tied.pop()) + 1
            owns = True
        while len(tied) > 1 and tied[0].lower() in HEADS and tied[1][:1].isupper():
            start += len(tied.pop(0)) + 1
        word = "-".join(tied)
    if not word or len(word) > _LETTERS:
        return []
    low = word.lower()
    return [_Word(start, end, low, owns, len(word) == 1, low in FUNCTION and not (len(word) > 1 and word.isupper()))]


def _goes_on(text: str, last: _Word, word: _Word, between: re.Pattern[str]) -> bool:
    """Whether a word belongs to the run that the last one ends."""
    if last.owns:
        return False
    gap = text[last.end : word.start]
    if gap == " ":
        return True
    if not gap or len(gap) > 24 or "\n" in gap:
        return False
    if gap[0] == "." and (last.single or last.low in ABBREVIATED):
        if gap == "." or (len(gap) == 2 and gap[1] in _BLANK + "-"):
            return last.single or len(gap) == 2
        return between.fullmatch(gap, 1) is not None
    return between.fullmatch(gap) is not None


def _opens(text: str, start: int) -> bool:
    """Whether a word at ``start`` is written with a capital because a sentence, line or quotation begins there."""
    at = start - 1
    if at >= 0 and text[at] in _QUOTES:
        return True
    while at >= 0 and text[at] in _BLANK:
        at -= 1
    if at < 0 or text[at] in "\n\t" or text[at] in _STOPS:
        return True
    if text[at] in _QUOTES or text[at] in "-\u2013\u2014)]":
        while at >= 0 and (text[at] in _QUOTES or text[at] in _BLANK or text[at] in "-\u2013\u2014)]"):
            at -= 1
        return at < 0 or text[at] == "\n" or text[at] in ".!?\u2026"
    return False


def _named(text: str, run: list[_Word]) -> Iterator[Found]:
    """The names in a run of capitalised words: parted at titles, days and the small words of sentences."""
    piece: list[_Word] = []
    opens = _opens(text, run[0].start)
    opening = opens
    for number, word in enumerate(run):
        low = word.low
        first = number == 0 and opens
        if _parts(text, run, number) or (
            not first and (_contracted(text, word) or (word.small and low in PAIRED and not piece))
        ):
            yield from _whole(text, piece, opening)
            piece, opening = [], False
        elif first and (low == "i" or word.small or _contracted(text, word)) and not _dotted(text, word):
            if low not in PAIRED and number + 1 < len(run) and not _contracted(text, word) and low != "i":
                piece.append(word)  # Will Smith, it may be: the other texts tell
            else:
                opening = False
        else:
            piece.append(word)
    yield from _whole(text, piece, opening)


def _contracted(text: str, word: _Word) -> bool:
    """Whether it is a small word with a verb: He'd, It's, Don't."""
    if word.owns:
        return word.low in FUNCTION or word.low in ("let", "that", "there", "here", "what", "who")
    found = _CONTRACTED.search(text, word.start, word.end)
    if found is None:
        return False
    base = text[word.start : found.start()].lower()
    return base in FUNCTION or base in (
        "do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "ca", "wo", "could", "would", "should",
        "must", "need", "i", "let", "there", "that",
    )  # fmt: skip


def _dotted(text: str, word: _Word) -> bool:
    return word.single and text[word.end : word.end + 1] == "."


def _parts(text: str, run: list[_Word], number: int) -> bool:
    """Whether a word of a run belongs to no name, and parts what stands around it."""
    word = run[number]
    low = word.low
    after = run[number + 1].low if number + 1 < len(run) else ""
    if low in TITLES:
        if after in KEPT.get(low, ()):
            return False
        return not (low in SURNAMES and number and not after and run[number - 1].low not in TITLES)
    if low in CALENDAR or low == "may":
        near = (
            text[word.end : word.end + 2].strip()[:1].isdigit()
            or text[max(0, word.start - 2) : word.start].strip()[-1:].isdigit()
        )
        named = low in NAMES_TOO and not near and (after or (number and low != "june"))
        return not named or _DATED.search(text, max(0, word.start - 8), word.start) is not None
    return number > 0 and word.small and low in PAIRED and not word.single


_DATED = re.compile(rf"\b(?:in|of|since|by|last|next|until|till|early|late)[{_BLANK}]$", re.I)
"""What a month stands after, even one that is a forename too: In May Theresa May resigned."""
_ROMAN = re.compile(r"[ivx]+")


def _whole(text: str, piece: list[_Word], opening: bool) -> Iterator[Found]:
    """The words of one name as what was found."""
    while piece and piece[-1].single and not _dotted(text, piece[-1]) and not (len(piece) > 1 and piece[-2].single):
        if _firm(text, piece[-1]):
            break
        piece.pop()
    if not piece or (len(piece) == 1 and (len(piece[0].low) < 2 or _ROMAN.fullmatch(piece[0].low))):
        return
    start, end = piece[0].start, piece[-1].end
    if piece[-1].single and not piece[-1].owns and _dotted(text, piece[-1]) and not _firm(text, piece[-1]):
        if all(one.single for one in piece) and len(piece) == 1:
            return
        end += 1
    if start and text[start - 1] in _AYNS:
        start -= 1
    lead = _led(text, start)
    if lead < start:
        start, opening = lead, False
    rest = piece[1].start if opening and len(piece) > 1 else 0
    if rest:
        rest = _led(text, rest)
    yield Found(start, end, opening, rest)


def _firm(text: str, word: _Word) -> bool:
    """Whether a letter belongs to what stands before it: AT&T."""
    return word.start > 0 and text[word.start - 1] == "&"


def _led(text: str, start: int) -> int:
    """Where a name begins with the particles before its first capital."""
    if start < 2 or text[start - 1] not in f" \u00a0-\u2010\u2011{_APOSTROPHES}" or not text[start - 2].islower():
        return start
    found = _patterns()[2].search(text, max(0, start - 24), start)
    return found.start() if found is not None else start


# --- headlines -----------------------------------------------------------------------------------------------------

_SOME = re.compile(r"[^\W\d_]{2,}")


def _headlines(text: str) -> Iterator[Headline]:
    """The lines in which all words, or nearly all longer ones, have capitals."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if 8 <= end - start <= _LONG and (told := _headline(text[start:end])) is not None:
            yield Headline(start, end, told)
        start = end + 1


def _headline(line: str) -> bool | None:
    """Whether all letters of a line are capitals; None where the line is no headline."""
    if line.isupper():
        return True if len(_SOME.findall(line)) > 2 else None
    ended = line.rstrip()
    if ended[-1:] in ";," or (ended[-1:] == "." and ended[-2:] != ".."):
        return None
    words = [word for word in _SOME.findall(line) if len(word) > 3 or word[0].isupper()]
    capitals = sum(word[0].isupper() for word in words)
    return False if capitals >= _MANY and capitals >= len(words) - len(words) // 8 else None


def form_at(text: str, span: tuple[int, int]) -> str:
    """The name that stands at a span, as it is compared and listed."""
    return form_of(text[span[0] : span[1]])
