"""How a name is spelled, folded: the keys that the spellings of one name share, and those of two names do not.

Rather two spellings of one name stay apart than two persons meet: nothing here equals a different vowel at the end, a
letter more (Johnson, Johnston) or k and c. The wider rules of transliteration hold only where the spelling shows that
it is one, such as an article, a kh or a q without u.
"""

import functools
import itertools
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from workbench.domain.nameswords import ARTICLES, ASSIMILATED, FAMILIES, INNER, SERVANTS, SONS

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n"
_MARKS = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201b\u2032\u02bc\u0060\u00b4\uff07"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
}
_POSSESSIVE = re.compile(r"'[sS]?$")
_BARE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"})
_WRITTEN_OUT = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "č": "ch", "ć": "ch", "š": "sh", "ş": "sh", "ș": "sh",
    "ž": "zh",
})  # fmt: skip
_MOST = 48
"""Keys of one name at most: what more words could be combined to says nothing."""


def typographic(text: str) -> str:
    """The text with one kind of apostrophe, hyphen and space, of the same length: what houses set each in their way."""
    return text if text.isascii() and text.isprintable() else text.translate(_MARKS)


def form_of(printed: str) -> str:
    """A name as it is compared and listed: one kind of apostrophe and hyphen, single spaces, composed letters."""
    form = " ".join(typographic(printed).split())
    return form if form.isascii() else unicodedata.normalize("NFC", form)


@functools.lru_cache(maxsize=65_536)
def letters(word: str) -> str:
    """The bare letters and digits of a word: without case, accents, apostrophes, hyphens, full stops, spaces."""
    if word.isascii():
        return "".join(filter(str.isalnum, word)).lower()
    split = unicodedata.normalize("NFKD", word.casefold().translate(_BARE)).translate(_BARE)
    return "".join(char for char in split if unicodedata.category(char) in ("Ll", "Lo", "Nd", "Lu", "Lt"))


class Part(Struct, frozen=True, gc=False):
    """A word of a name: its bare letters, its spellings as keys, and whether it is only the initial of a forename."""

    letters: str
    keys: tuple[str, ...]
    initial: bool = False
    bare: str = ""
    """Its letters without the article."""


@functools.lru_cache(maxsize=65_536)
def parts(form: str) -> tuple[Part, ...]:
    """The words of a name (as :func:`form_of` gives it), an article with the word that it belongs to."""
    pieces = _pieces(_POSSESSIVE.sub("", form))
    own = [_foreign(one, at, pieces) for at, one in enumerate(pieces)]
    made: list[Part] = []
    at = 0
    while at < len(pieces):
        piece, after = pieces[at], pieces[at + 1] if at + 1 < len(pieces) else None
        low, wide = piece.word.lower(), 2 if own[at] or (at and any(own)) else int(any(own))
        article = after is not None and _article(piece, at, after)
        if after is not None and (low in SERVANTS or (low == "abd" and not article)):
            at += 1
            if _article(after, at, pieces[at + 1]) if at + 1 < len(pieces) else False:
                at += 1
            rest = letters(pieces[at].word)
            made.append(Part(f"{letters(low)}{rest}", tuple(f"abdul{key}" for key in _spelled(pieces[at].word, wide))))
        elif article and after is not None:
            at += 1
            rest, keys = letters(after.word), _spelled(after.word, wide)
            again = [f"{low}{rest}"] if low == "el" else []
            made.append(Part(f"al{rest}", (*(f"al{key}" for key in keys), *keys, *again), bare=rest))
        elif low in SONS and at:
            made.append(Part("bin", ("bin",)))
        elif low in ("st", "st.") and after is not None:
            made.append(Part("st", ("saint", "st")))
        elif piece.initials:
            made += [Part(letter.lower(), (letter.lower(),), True) for letter in piece.word if letter.isalpha()]
        else:
            made.append(_part(piece.word, wide))
        at += 1
    return tuple(one for one in made if one.letters)


class _Piece(NamedTuple):
    word: str
    tied: bool  # by a hyphen to what follows
    initials: bool


_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?|[^\W\d_]")


def _pieces(form: str) -> list[_Piece]:
    made = []
    for word in form.split():
        tied = word.split("-")
        made += [
            _Piece(one, number + 1 < len(tied), _INITIALS.fullmatch(one) is not None)
            for number, one in enumerate(tied)
            if one
        ]
    return made


def _article(piece: _Piece, at: int, after: _Piece) -> bool:
    """Whether a word is the Arabic article of the one after it; a capital Al at the beginning may be a forename."""
    low = piece.word.lower()
    if low in ARTICLES:
        return piece.tied or piece.word[0].islower() or at > 0
    return piece.tied and low in ASSIMILATED and after.word.lower().startswith(ASSIMILATED[low])


_SERVANT = re.compile(r"abd(?:[uaeo]l|ou?l|[ue]r(?=r)|es(?=s))-?(?=[a-z]{4})")


def _part(word: str, wide: int) -> Part:
    bare = letters(word)
    if bare not in _FAMILY and (found := _SERVANT.match(bare)):
        return Part(bare, (bare, *(f"abdul{key}" for key in _spelled(bare[found.end() :], wide))))
    return Part(bare, _spelled(word, wide))


@functools.lru_cache(maxsize=65_536)
def _spelled(word: str, wide: int) -> tuple[str, ...]:
    """The keys of a word; with ``wide`` by the rules for what was transliterated, 1 those alone that are safe for any
    forename.
    """
    plain = letters(word)
    low = unicodedata.normalize("NFC", word).casefold()
    out = letters(low.translate(_WRITTEN_OUT)) if not word.isascii() else plain
    found = dict.fromkeys([plain, out, letters(low.replace("đ", "dj")) if "đ" in low else plain])
    for one in tuple(found):
        found[_near(one)] = None
        if wide:
            found.update(dict.fromkeys(_wide(one, wide)))
    for one in tuple(found):
        if one in _FAMILY:
            found[_FAMILY[one]] = None
    return tuple(found)


_FAMILY = {spelling: f"{line[0]}*" for line in FAMILIES for spelling in line}
_NEAR = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        ("ph", "f"),
        ("^tch", "ch"),
        (r"(?<=.{4}i)tch$", "ch"),
        ("^dj", "j"),
        ("mann$", "man"),
        (r"sk(?:y|iy|yy|ii|ij|yi|yj|yi)$", "ski"),
    )
)
_LEAST = 5
"""Letters that a word must have left: of short ones each letter tells (Fan, Phan; Ana, Anna)."""


def _near(word: str) -> str:
    """A word's letters by the rules that are safe for every name that is not very short."""
    near = word
    for pattern, to in _NEAR:
        near = pattern.sub(to, near)
    return near if len(near) >= _LEAST else word


_FOREIGN = re.compile(
    r"q(?!u[aeio])|(?:^|[aeiouy])kh|^gh[aiou]|ghd|[ai]dh[aiu]|^dh|riyadh|zh|dj|aa|yy|iy$|tsch|uddin|eddin|[aou]llah$"
    r"|ou[dfn]$|ousse|eikh|yev|ov$|ev$|ova$|eva$|sk(?:y|i|iy|yy|ii|ij|yi|yj)$|vich$|witsch$|vitch$|enko$"
    r"|(?:dew|shew|schow|jew|jow)$|(?:n|k|man)off$|(?<=...)ee[dfmrk]$"
)
_WIDE = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        ("tsch|tch", "ch"),
        ("sch", "sh"),
        ("dzh|dj", "j"),
        ("zh", "j"),
        ("ph", "f"),
        ("w", "v"),
        (r"(?<=..)kh|^kh(?=.{4})", "h"),
        ("gh", "g"),
        ("dh", "d"),
        ("off$", "ov"),
        ("x", "ks"),
        (r"(?<=[aeiou])[iyj]e?v", "ev"),
        ("ou(?!i)|oo", "u"),
        ("ee", "i"),
        ("ai|ei|ay|ey|ae", "ai"),
        (r"(?<=.)[yj](?![aou])", "i"),
        ("(?<=...)aa", "a"),
        ("uu", "u"),
        ("ii", "i"),
        ("ah$", "a"),
        (r"([^aeiou])\1(?!e$)", r"\1"),
    )
)


def _foreign(piece: _Piece, at: int, pieces: list[_Piece]) -> bool:
    """Whether a word shows that the name was transliterated."""
    low = piece.word.lower()
    if at + 1 < len(pieces) and (_article(piece, at, pieces[at + 1]) or low in SERVANTS):
        return True
    return (low in SONS and at > 0 and piece.word.islower()) or _FOREIGN.search(letters(piece.word)) is not None


_PARTING = frozenset(["ee", r"(?<=.)[yj](?![aou])", "w", "ah$", r"([^aeiou])\1(?!e$)"])
"""What parts forenames of two people too (Colleen, Colin; Terry, Terri; Ewan, Evan; Sarah, Sara; Allan, Alan)."""


def _wide(word: str, wide: int) -> list[str]:
    """A word's letters by the rules of transliteration; with a q both as it is read in the west and in the east."""
    found = []
    for q in "kg" if "q" in word else "q":
        one = re.sub("q(?!u[aeio])", q, word)
        for pattern, to in _WIDE:
            if wide == 1 and pattern.pattern in _PARTING:
                continue
            one = pattern.sub(to, one)
        if len(one) >= 4:
            found.append(one)
    return found


_CAPITALS = 3
"""Letters of what is an acronym and no word in capitals: IRA is not Ira, but NATO may be Nato."""
_JOINED = (INNER | {"o", "mc", "mac", "fitz", "st", "saint", "san", "santa"}) - {*ARTICLES, "y", "ben"}
"""What some tie to the word after it, and some do not; Ben and Al are forenames too."""


@functools.lru_cache(maxsize=65_536)
def keys(form: str) -> tuple[str, ...]:
    """The keys of a name: two spellings that share one are one name."""
    made = parts(form)
    if not made:
        return ()
    glue = _glue(made)
    found = dict.fromkeys(plain(form))
    if not (len(found) == 1 and next(iter(found)).startswith(_ACRONYM)):
        for combined in itertools.islice(itertools.product(*(one.keys for one in made)), _MOST):
            found.update(dict.fromkeys(_told(form, made, glue.join(combined))))
    return tuple(found)


@functools.lru_cache(maxsize=65_536)
def plain(form: str) -> tuple[str, ...]:
    """The keys of a name that has the same letters: whatever its apostrophes, accents, case, hyphens and spaces are."""
    made = parts(form)
    return _told(form, made, _glue(made).join(one.letters for one in made)) if made else ()


_WORD, _ACRONYM = "=", "#"
"""Before the keys of what is written as one word, or can be; before those of acronyms."""


def _glue(made: Sequence[Part]) -> str:
    """What stands between the words of a name: nothing, but of short ones it tells where words end (Al Ain, Alain)."""
    whole = sum(len(one.letters) for one in made)
    return "" if whole >= 6 or len(made) == 1 or all(one.initial for one in made) else " "


def _told(form: str, made: Sequence[Part], key: str) -> tuple[str, ...]:
    """The key as that of a word, of words, or of what may be either: John Stone is not Johnstone."""
    bare = "".join(filter(str.isalnum, form))
    initials = all(one.initial for one in made)
    if (len(made) == 1 or initials) and 1 < len(bare) <= _CAPITALS and bare.isupper():
        return (f"{_ACRONYM}{key}",)
    if len(made) == 1:
        inside = any(one.isupper() for one in form[1:]) and not form.isupper()  # BlackRock, Black Rock
        article = bool(made[0].bare) and key.startswith("al")  # al-Qaeda, Al Qaeda
        return (f"{_WORD}{key}", key) if inside or article else (f"{_WORD}{key}",)
    tied = initials or "-" in form or any(word in _JOINED for word in form.lower().split()[:-1])
    return (f"{_WORD}{key}", key) if tied else (key,)
