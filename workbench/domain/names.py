"""Names over many texts: the places in which each stands, the spellings that it has, and the house's own form of it.

A name is a set of forms. Two forms are one name where their letters are the same but for accents, apostrophes, case,
hyphens and spaces, where they are spellings of one transliterated name, where one has an article that the other leaves
out, and where one gives only the initials of forenames and just one name fits. A surname alone is no other spelling of
the whole name: it is a name of its own. Nothing depends on the order in which texts come.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from workbench.domain.namesfolded import form_of, letters, parts, typographic
from workbench.domain.namesfound import Found, Headline, form_at, scan
from workbench.domain.nameshouse import NO_HOUSE, House
from workbench.domain.namesjoined import grouped
from workbench.domain.nameswords import FUNCTION


class Place(Struct, frozen=True, order=True, gc=False):
    """Where a name is printed: ``text[start:end]`` of a document, in code points.

    ``loose``: capitals say nothing here, because a sentence begins or it is a headline.
    """

    document: str
    start: int
    end: int
    loose: bool = False


class Form(Struct, frozen=True, gc=False):
    """A spelling of a name, with all its places by document and start."""

    form: str
    places: tuple[Place, ...]

    @property
    def documents(self) -> int:
        """In how many documents it stands."""
        return len({place.document for place in self.places})


class Name(NamedTuple):
    """A name: its spellings, the one used most first; ``house`` is the form that the house has chosen, else empty.

    ``shorter`` are the forms in which its last word stands alone, where that fits no other name.
    """

    forms: tuple[Form, ...]
    house: str = ""
    shorter: tuple[Form, ...] = ()

    @property
    def title(self) -> str:
        """What it is called: the house form, else the one used most."""
        return self.house or self.forms[0].form

    @property
    def times(self) -> int:
        """How often it is printed, in whichever form."""
        return sum(len(form.places) for form in self.forms)

    @property
    def varies(self) -> bool:
        """Whether it stands in more than one form, or in another than the house form."""
        return len(self.forms) > 1 or bool(self.house and self.forms and self.forms[0].form != form_of(self.house))

    def only(self, documents: frozenset[str] | set[str]) -> "Name | None":
        """The name as it stands in these documents; None where it does not."""
        kept = [_only(form, documents) for form in self.forms]
        forms = _ordered(form for form in kept if form.places)
        if not forms:
            return None
        shorter = [_only(form, documents) for form in self.shorter]
        return Name(forms, self.house, tuple(form for form in shorter if form.places))


def _only(form: Form, documents: frozenset[str] | set[str]) -> Form:
    return Form(form.form, tuple(place for place in form.places if place.document in documents))


def _ordered(forms: Iterable[Form]) -> tuple[Form, ...]:
    return tuple(sorted(forms, key=lambda one: (-len(one.places), one.form.casefold(), one.form)))


def names(texts: Mapping[str, str], house: House = NO_HOUSE) -> list[Name]:
    """All names of the texts (by document id) in the order of the alphabet, with the forms that the ``house`` chose."""
    lines: list[tuple[str, Headline]] = []
    places = _places(texts, lines)
    _searched(texts, places, house, lines)
    return _told(places, grouped([*places, *house.forms]), house)


# --- where they stand ----------------------------------------------------------------------------------------------


def _places(texts: Mapping[str, str], lines: list[tuple[str, Headline]]) -> dict[str, list[Place]]:
    """The places of every form; what stands only where a sentence begins counts where others show it to be a name.

    ``lines`` is given the headlines.
    """
    places: dict[str, list[Place]] = {}
    opening: list[tuple[str, Found]] = []
    inside: set[str] = set()
    words: set[str] = set()
    for document, text in texts.items():
        found = scan(text)
        words.update(_WORD.findall(text))
        lines += [(document, line) for line in found.headlines]
        for one in found.names:
            if one.opening:
                opening.append((document, one))
                if one.rest:
                    inside.update(form_at(text, (one.rest, one.end)).lower().split())
            else:
                form = form_at(text, one[:2])
                places.setdefault(form, []).append(Place(document, one.start, one.end))
                inside.update(form.lower().split())
    _add_opening(texts, opening, places, inside, words)
    _fold_capitals(texts, places)
    _add_headlines(texts, lines, places)
    return places


_WORD = re.compile(r"[^\W\d_]+")


def _add_opening(
    texts: Mapping[str, str],
    opening: Sequence[tuple[str, Found]],
    places: dict[str, list[Place]],
    inside: set[str],
    words: set[str],
) -> None:
    """The names that begin sentences, as far as they are names."""
    sure = frozenset(places)
    for document, one in opening:
        text = texts[document]
        form = form_at(text, one[:2])
        first, _, more = form.partition(" ")
        low = first.lower()
        if form in sure:
            kept = one.start
        elif not more:
            if low not in inside or low in FUNCTION:
                continue
            kept = one.start
        elif low in FUNCTION or (low in words and low not in inside):
            kept = one.rest
        else:
            kept = one.start
        form = form_at(text, (kept, one.end))
        if kept == one.start and (small := form[0].lower() + form[1:]) in sure:
            form = small  # Al-Masri, where it stands as al-Masri within sentences
        places.setdefault(form, []).append(Place(document, kept, one.end, kept == one.start))


_ACRONYM = 6
"""Letters that a word in capitals has at most where it may be one that houses print so, or not (UNICEF, Unicef)."""
_DATELINE = re.compile(r"\s?[,(\u2013\u2014/-]")


def _fold_capitals(texts: Mapping[str, str], places: dict[str, list[Place]]) -> None:
    """Count a name that is printed in capitals, as credits and datelines are, to the form that it else has."""
    usual: dict[str, str] = {}
    for form in sorted(places, key=lambda one: (len(places[one]), one)):
        if not form.isupper():
            usual[form.casefold()] = form
    for form in [form for form in places if form.isupper() and form.casefold() in usual]:
        long = len(letters(form)) > _ACRONYM or len(form.split()) > 1
        there = places.pop(form)
        moved = [place for place in there if long or _dateline(texts[place.document], place)]
        places[usual[form.casefold()]] += [Place(place.document, place.start, place.end, True) for place in moved]
        if len(moved) < len(there):
            places[form] = sorted({*there}.difference(moved))


def _dateline(text: str, place: Place) -> bool:
    before = text[max(0, place.start - 1) : place.start]
    return before in ("", "\n") and _DATELINE.match(text, place.end) is not None


def _add_headlines(
    texts: Mapping[str, str], lines: Sequence[tuple[str, Headline]], places: dict[str, list[Place]]
) -> None:
    """The names in headlines: those that stand elsewhere too, the longest that there are."""
    if not lines:
        return
    known: dict[str, dict[tuple[str, ...], str]] = {}
    counted = {form: len(there) for form, there in places.items()}
    for form in sorted(counted, key=lambda one: (counted[one], one)):  # the one used most has the last word
        named = tuple(_words_of(form))
        if named:
            known.setdefault(named[0], {})[named] = form
    most = {first: max(map(len, some)) for first, some in known.items()}
    for document, line in lines:
        text = texts[document]
        spans = [match.span() for match in _PIECE.finditer(text, line.start, line.end)]
        split = [typographic(text[low:high]).lower().removesuffix("'s") for low, high in spans]
        ends = [high - 2 if typographic(text[high - 2 : high]).lower() == "'s" else high for _, high in spans]
        at = 0
        while at < len(split):
            for more in range(min(most.get(split[at], 0), len(split) - at), 0, -1):
                met = known[split[at]].get(tuple(split[at : at + more]))
                exact = text[spans[at][0] : ends[at + more - 1]]
                if met is None or not (line.shouted or _cased(exact, met)):
                    continue
                if line.shouted and _acronym(met) and met.lower() in FUNCTION:  # WHY THE WAR IS OVER
                    continue
                if _words_of(form_of(exact)) == split[at : at + more]:
                    places[met].append(Place(document, spans[at][0], ends[at + more - 1], True))
                    at += more - 1
                    break
            at += 1


_PIECE = re.compile(
    r"\w[\w\u0300-\u036f]*(?:(?:['\u2019\u2018\u02bc\-\u2010\u2011]|\.(?=\w\b))\w[\w\u0300-\u036f]*)*\.?"
)


def _words_of(form: str) -> list[str]:
    return [piece.lower() for piece in _PIECE.findall(form)]


def _cased(exact: str, form: str) -> bool:
    """Whether words have their capitals where the form has: "us" is not US."""
    return all(
        there.isupper() or not here.isupper() for here, there in zip(form_of(form), form_of(exact), strict=False)
    )


def _searched(
    texts: Mapping[str, str], places: dict[str, list[Place]], house: House, lines: Iterable[tuple[str, Headline]]
) -> None:
    """Find the forms that the house lists wherever else they are printed, unless within the longer name of another.

    Within a longer name they may be another's: the surname of somebody else. Those in capitals are nobody's surname,
    and count there too (U.S. Navy), but not where all letters are capitals: IS may be a verb, US a pronoun.
    """
    wanted = [form for form in house.forms if form]
    if not wanted:
        return
    taken: dict[str, list[tuple[int, int]]] = {}
    listed: dict[str, list[tuple[int, int]]] = {}
    for form, there in places.items():
        for place in there:
            taken.setdefault(place.document, []).append((place.start, place.end))
            if house.entry(form) is not None:
                listed.setdefault(place.document, []).append((place.start, place.end))
    shouted: dict[str, list[tuple[int, int]]] = {}
    for document, line in lines:
        if line.shouted:
            shouted.setdefault(document, []).append((line.start, line.end))
    for document, text in texts.items():
        loud = shouted.get(document, ())
        spans, own = sorted(taken.get(document, ())), sorted(listed.get(document, ()))
        folded = typographic(text)
        for form in sorted(wanted, key=lambda one: (-len(one), one)):
            short = _acronym(form)
            for start, end in _hits(folded, form):
                if short and loud and _within(loud, start, end):
                    continue
                if not _within(own if short else spans, start, end):
                    places.setdefault(form, []).append(Place(document, start, end))
                    for some in (spans, own):
                        some.insert(bisect_right(some, (start, end)), (start, end))


def _acronym(form: str) -> bool:
    return form.isupper() and 1 < len(letters(form)) <= _ACRONYM and " " not in form


def _hits(folded: str, form: str) -> Iterable[tuple[int, int]]:
    at = folded.find(form)
    while at >= 0:
        end = at + len(form)
        if not (folded[at - 1 : at].isalnum() or folded[end : end + 1].isalnum()):
            yield at, end
        at = folded.find(form, end)


def _within(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the spans (in order, hardly overlapping) holds ``[start, end)``, or is it."""
    at = bisect_right(spans, (start, 1 << 62))
    return any(low <= start and end <= high for low, high in spans[max(0, at - 4) : at])


# --- what is told --------------------------------------------------------------------------------------------------


def _told(places: Mapping[str, list[Place]], groups: Iterable[list[str]], house: House) -> list[Name]:
    chosen: dict[str, list[str]] = {}
    others: list[list[str]] = []
    for forms in groups:
        entries = {entry for form in forms if (entry := house.entry(form)) is not None}
        if len(entries) == 1:
            chosen.setdefault(entries.pop(), []).extend(forms)
            continue
        for form in forms if entries else ():
            if (entry := house.entry(form)) is not None:
                chosen.setdefault(entry, []).append(form)
        others.append([form for form in forms if house.entry(form) is None])
    made = [_name(places, forms, entry) for entry, forms in chosen.items()]
    made += [_name(places, forms) for forms in others]
    found = [name for name in made if name.forms]
    short = _shorter(found)
    told = [name._replace(shorter=short.get(number, ())) for number, name in enumerate(found)]
    return sorted(told, key=lambda name: (name.title.casefold(), name.title))


def _name(places: Mapping[str, list[Place]], forms: Iterable[str], entry: str = "") -> Name:
    return Name(_ordered(Form(form, tuple(sorted(places[form]))) for form in set(forms) if places.get(form)), entry)


def _shorter(found: Sequence[Name]) -> dict[int, tuple[Form, ...]]:
    """Of each name of several words the forms of its last word alone, where no other name ends so."""
    ending: dict[str, set[int]] = {}
    alone: dict[int, Name] = {}
    for number, name in enumerate(found):
        for form in name.forms:
            words = parts(form.form)
            if len(words) == 1:
                alone[number] = name
            elif words:
                for end in {words[-1].letters, words[-1].bare} - {""}:
                    ending.setdefault(end, set()).add(number)
    made: dict[int, list[Form]] = {}
    for name in alone.values():
        whole = {
            at for form in name.forms for at in ending.get(parts(form.form)[0].letters if parts(form.form) else "", ())
        }
        if len(whole) == 1:
            made.setdefault(whole.pop(), []).extend(name.forms)
    return {number: _ordered(forms) for number, forms in made.items()}


def told_apart(place: Place, printed: str, house: str) -> bool:
    """Whether what is printed at a place is another form than the house's: capitals that a sentence or a headline
    brings about make no other form.
    """
    form, house = form_of(printed), form_of(house)
    if form == house:
        return False
    if form.isupper() and form.casefold() == house.casefold() and (place.loose or len(letters(form)) > _ACRONYM):
        return False
    return not (place.loose and form[:1].lower() + form[1:] == house[:1].lower() + house[1:])
