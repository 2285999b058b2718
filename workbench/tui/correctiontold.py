"""All that is told about one correction or question, as names and values for a panel or a list. Pure.

The words may hold anything; they are made harmless where they are painted. Offsets are code points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.memo import around, elsewhere
from workbench.domain.segments import Paragraphs
from workbench.domain.text import fold
from workbench.tui import backed
from workbench.tui.details import label_of
from workbench.tui.keys import way
from workbench.tui.sourcetold import BREAK, Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.domain.corrections import Item
    from workbench.domain.model import Annotation, Query
    from workbench.domain.sources import Ledger

_ENDS = "\u27e6", "\u27e7"  # around the passage in its sentence
_SIDE = 120  # code points of a sentence on either side of the passage
_WORDS = 300  # code points of a passage
_ID = 6  # characters of an id, which the shell takes; of a question's more
_QUERY_ID = 8


class Ground(NamedTuple):
    """A text as it is asked about its passages: its words, folded too, and its paragraphs."""

    text: str
    folded: str
    paragraphs: Paragraphs


def ground(text: str) -> Ground:
    """A text made ready; a second's work for ten million code points."""
    return Ground(text, fold(text), Paragraphs(text))


def in_sentence(mark: Annotation, text: str, paragraphs: Paragraphs) -> str:
    """The words of a mark with a place, between brackets, in the sentence or sentences around them."""
    start, end = around(mark, text, paragraphs)
    before, after = text[start : mark.start], text[mark.end : end]
    before = f"\u2026{before[-_SIDE:]}" if len(before) > _SIDE else before
    after = f"{after[:_SIDE]}\u2026" if len(after) > _SIDE else after
    return f"{before}{_ENDS[0]}{_cut(text[mark.start : mark.end])}{_ENDS[1]}{after}"


def _cut(words: str) -> str:
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 100]} \u2026 {words[-90:]}"


def parts(item: Item, here: Ground | None, ledger: Ledger) -> list[Part]:
    """All about a correction or question, the most telling first; of its text only where that is given."""
    mark, document = item.mark.annotation, item.document
    told = [Part("", _head(item), strong=True)]
    place = f"\u00b6 {item.paragraph}" if item.paragraph is not None else f"no place ({item.mark.anchor_state})"
    states = (item.state, mark.tag, place, document.title, *document.stories)
    told += [Part("", " \u00b7 ".join(states)), BREAK]
    if item.query is None and mark.correction is not None:
        reason = mark.correction.reason
        told.append(Part("because", reason or f"no reason is given; {way('corrections.edit')} gives one"))
    if item.query is not None:
        told += _answered(item.query)
    if here is not None and item.mark.placed:
        told.append(Part("printed", in_sentence(mark, here.text, here.paragraphs)))
        also = elsewhere(mark, here.folded, here.paragraphs)
        if also:
            told.append(Part("the same words also in", ", ".join(f"\u00b6 {number}" for number in also), strong=True))
    told += [BREAK, *_shown_by(mark, ledger), BREAK]
    if item.query is not None and mark.correction is not None:
        told.append(Part(f"should read ({mark.correction.state})", mark.correction.text))
    others = [one for one in mark.queries if item.query is None or one.id != item.query.id]
    told += [Part(f"asked {one.to}", f"{one.text} \u2014 {one.answer or 'no answer yet'}") for one in others]
    told += [BREAK, *_who(item)]
    return told


def _head(item: Item) -> str:
    mark = item.mark.annotation
    if item.query is not None:
        return f"{item.query.to}: {item.query.text}"
    wanted = mark.correction.text if mark.correction is not None else ""
    printed, wanted = (" ".join(words.split()) for words in (_cut(mark.exact), wanted))
    return f"\u201c{printed}\u201d \u2192 \u201c{wanted}\u201d"


def _answered(query: Query) -> Iterable[Part]:
    noted = query.answer or f"none yet; {way('corrections.answer')} notes it"
    return [Part("answer", noted), Part("asked", f"{query.by}, {_time(query.at)}")]


def _shown_by(mark: Annotation, ledger: Ledger) -> Iterable[Part]:
    """The sources with their places and passages."""
    if not mark.links:
        return [Part("sources", f"none; {way('source.link')} links one in the article")]
    return [Part(link.relation, backed.linked(link, ledger)) for link in mark.links]


def _who(item: Item) -> Iterable[Part]:
    mark = item.mark.annotation
    by = f"{item.mark.annotator}, {_time(item.at if item.query is None else mark.modified)}"
    yield Part("correction by" if item.query is None else "mark of", by)
    yield Part("status", label_of(mark.status))
    if mark.note:
        yield Part("note", mark.note)
    if item.query is not None:
        yield Part("question", item.query.id[-_QUERY_ID:])
    yield Part("id", item.mark.id[-_ID:])


def _time(at: str) -> str:
    return at[:16].replace("T", " ")
