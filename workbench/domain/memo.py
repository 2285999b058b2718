"""The memo to the writer: what is to be corrected in a text and why, and what is still asked. Pure."""

import re
from collections.abc import Iterable

from workbench.domain.model import Annotation, CorrectionState, Document, Link, Placed, Value
from workbench.domain.names import Name, told_apart
from workbench.domain.segments import Paragraphs
from workbench.domain.sources import Ledger, caption, standing
from workbench.domain.text import fold

OPEN: frozenset[CorrectionState] = frozenset(["proposed", "sent", "accepted"])
"""The corrections that are still to be made."""


class Change(Value, frozen=True, kw_only=True):
    """A correction: where, what is printed, what it should read, why, what shows it, how far it has got.

    ``paragraph`` counts from 1; ``also`` are further paragraphs in which the same words stand.
    """

    paragraph: int
    printed: str
    wanted: str
    reason: str = ""
    sources: tuple[str, ...] = ()
    also: tuple[int, ...] = ()
    state: CorrectionState = "proposed"
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
    questions = []
    for placed in sorted(marks, key=lambda one: (one.annotation.start, one.annotation.end, one.id)):
        mark = placed.annotation
        if not placed.placed:
            continue
        here = paragraphs.number(mark.start)
        if mark.correction is not None and mark.correction.state in OPEN:
            key = mark.start, mark.end, mark.correction.text
            before = changes.get(key)
            changes[key] = Change(
                paragraph=here,
                printed=mark.exact,
                wanted=mark.correction.text,
                reason=mark.correction.reason or (before.reason if before is not None else ""),
                sources=tuple(dict.fromkeys([*(before.sources if before else ()), *_shown_by(mark, ledger)])),
                also=elsewhere(mark, folded, paragraphs),
                state=mark.correction.state,
                by=tuple(dict.fromkeys([*(before.by if before else ()), placed.annotator])),
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
                found.append(Named(printed=printed, wanted=name.house, paragraphs=tuple(numbers), spans=tuple(spans)))
    return sorted(found, key=lambda one: one.spans)


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
