"""The memo to the writer: what is to be corrected and why, what is still asked, what cannot be verified. Pure."""

import re
from collections.abc import Iterable

from workbench.domain.model import Annotation, CorrectionState, Document, Link, Placed, Value
from workbench.domain.names import Name, told_apart
from workbench.domain.segments import Paragraphs, sentences
from workbench.domain.sources import Ledger, caption, standing
from workbench.domain.text import fold

OPEN: frozenset[CorrectionState] = frozenset(["proposed", "sent", "accepted"])
"""The corrections that are still to be made."""
_SIDE = 400
"""Code points of a sentence on either side of what is printed, at most."""


class Change(Value, frozen=True, kw_only=True):
    """A correction: where, what is printed, what it should read, why, what shows it, how far it has got.

    ``paragraph`` counts from 1; ``also`` are further paragraphs in which the same words stand; ``before`` and ``after``
    are the rest of the sentence.
    """

    paragraph: int
    printed: str
    wanted: str
    reason: str = ""
    sources: tuple[str, ...] = ()
    also: tuple[int, ...] = ()
    state: CorrectionState = "proposed"
    by: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


class Unverified(Value, frozen=True, kw_only=True):
    """What could not be verified: where, which words, and why as far as it was noted."""

    paragraph: int
    words: str
    reason: str = ""
    by: tuple[str, ...] = ()


class Asked(Value, frozen=True, kw_only=True):
    """An open question: where, about which words, to whom, and what."""

    paragraph: int
    words: str
    to: str
    text: str
    by: str


class Named(Value, frozen=True, kw_only=True):
    """A name that is printed in another form than the house's: as printed, as the house has it, in which paragraphs.

    ``spans`` are all its places, in code points.
    """

    printed: str
    wanted: str
    paragraphs: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


class Memo(Value, frozen=True, kw_only=True):
    """The memo on one document."""

    document: str
    title: str
    publisher: str = ""
    published: str = ""
    to: str = ""
    changes: tuple[Change, ...] = ()
    questions: tuple[Asked, ...] = ()
    names: tuple[Named, ...] = ()
    unverified: tuple[Unverified, ...] = ()


def memo(
    document: Document,
    text: str,
    marks: Iterable[Placed],
    ledger: Ledger,
    whom: str = "",
    names: Iterable[Name] = (),
) -> Memo:
    """The memo on a document by the given annotations of it, in the order of the text.

    The same correction of several annotators stands once. With ``whom`` only questions to that person are in it. Of the
    ``names`` it tells where the document prints another form than the house's.
    """
    paragraphs = Paragraphs(text)
    folded = fold(text)
    changes: dict[tuple[int, int, str], Change] = {}
    unverified: dict[tuple[int, int], Unverified] = {}
    questions = []
    for placed in sorted(marks, key=lambda one: (one.annotation.start, one.annotation.end, one.id)):
        mark = placed.annotation
        if not placed.placed:
            continue
        here = paragraphs.number(mark.start)
        if mark.correction is not None and mark.correction.state in OPEN:
            key = mark.start, mark.end, mark.correction.text
            before = changes.get(key)
            start, end = around(mark, text, paragraphs)
            changes[key] = Change(
                paragraph=here,
                printed=mark.exact,
                wanted=mark.correction.text,
                reason=mark.correction.reason or (before.reason if before is not None else ""),
                sources=tuple(dict.fromkeys([*(before.sources if before else ()), *_shown_by(mark, ledger)])),
                also=elsewhere(mark, folded, paragraphs),
                state=mark.correction.state,
                by=tuple(dict.fromkeys([*(before.by if before else ()), placed.annotator])),
                before=_cut(text[start : mark.start], before=True),
                after=_cut(text[mark.end : end]),
            )
        if mark.status == "cannot_verify":
            known = unverified.get((mark.start, mark.end))
            unverified[mark.start, mark.end] = Unverified(
                paragraph=here,
                words=mark.exact,
                reason="; ".join(dict.fromkeys(filter(None, [known.reason if known else "", mark.note]))),
                by=(*(known.by if known else ()), placed.annotator),
            )
        questions += [
            Asked(paragraph=here, words=mark.exact, to=one.to, text=one.text, by=one.by)
            for one in mark.queries
            if one.state == "open" and (not whom or one.to.casefold() == whom.casefold())
        ]
    return Memo(
        document=document.id,
        title=document.title,
        publisher=document.publisher,
        published=document.published or "",
        to=whom,
        changes=tuple(changes.values()),
        questions=tuple(questions),
        names=tuple(_spelled(document.id, text, names, paragraphs)),
        unverified=tuple(unverified.values()),
    )


def _spelled(document: str, text: str, names: Iterable[Name], paragraphs: Paragraphs) -> list[Named]:
    """The forms that are not the house's, each once, by where they stand first."""
    found = []
    for name in names:
        for form in name.forms if name.house else ():
            spans = [
                (place.start, place.end)
                for place in form.places
                if place.document == document and told_apart(place, text[place.start : place.end], name.house)
            ]
            if spans:
                numbers = dict.fromkeys(paragraphs.number(start) for start, _ in spans)
                printed = text[slice(*spans[0])]
                wanted = _set_as_there(name.house, printed, text)
                found.append(Named(printed=printed, wanted=wanted, paragraphs=tuple(numbers), spans=tuple(spans)))
    return sorted(found, key=lambda one: one.spans)


_APOSTROPHE = re.compile("(?<=\\w)['\u2019](?=\\w)")


def _set_as_there(house: str, printed: str, text: str) -> str:
    """The house form with the apostrophe of what is printed, else with the one that the text has most within words."""
    if _APOSTROPHE.search(house) is None:
        return house
    used = _APOSTROPHE.findall(printed) or _APOSTROPHE.findall(text)
    return _APOSTROPHE.sub(max(used, key=used.count), house) if used else house


def _shown_by(mark: Annotation, ledger: Ledger) -> list[str]:
    """What shows that it is wrong: its sources with their locators, those that only mention it left out."""
    return [_cited(link, ledger) for link in mark.links if link.relation != "mentions"]


def _cited(link: Link, ledger: Ledger) -> str:
    source = ledger.get(standing(ledger, link.source))
    if source is None:
        return ", ".join(part for part in (link.source, link.locator) if part)
    publisher = "" if source.confidential else source.publisher
    return ", ".join(part for part in (caption(source), publisher, link.locator) if part)


def elsewhere(mark: Annotation, folded: str, paragraphs: Paragraphs) -> tuple[int, ...]:
    """The other paragraphs in which the same words stand as words of their own: 24 is not in 6.24 or 24,000."""
    needle = re.compile(rf"(?<!\w)(?<!\d[.,:]){re.escape(fold(mark.exact))}(?!\w)(?![.,:]\d)")
    found = {paragraphs.number(hit.start()) for hit in needle.finditer(folded) if hit.start() != mark.start}
    return tuple(sorted(found))


def around(mark: Annotation, text: str, paragraphs: Paragraphs) -> tuple[int, int]:
    """Where the sentence begins, or the sentences, that a mark with a place stands in, and where it ends."""
    first, last = paragraphs.at(mark.start), paragraphs.at(max(mark.start, mark.end - 1))
    spans = [*sentences(text, first), *(sentences(text, last) if last != first else ())]
    spans = [span for span in spans if span.start < mark.end and span.end > mark.start]
    return min([mark.start, *(span.start for span in spans)]), max([mark.end, *(span.end for span in spans)])


def _cut(words: str, *, before: bool = False) -> str:
    """What stands beside the printed words, as long as it may be; nothing where it is only space."""
    if not words.strip():
        return ""
    if len(words) <= _SIDE:
        return words
    return f"\u2026{words[-_SIDE:]}" if before else f"{words[:_SIDE]}\u2026"
