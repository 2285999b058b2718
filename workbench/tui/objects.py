"""What can be selected as a whole around the cursor: word, sentence, paragraph, quotation, figure. Pure."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from workbench.domain.graphemes import widen
from workbench.domain.segments import trim
from workbench.domain.spans import Span
from workbench.suggest.quotations import with_marks
from workbench.tui.prose import Prose, nearest


class TextObject(NamedTuple):
    """A kind of thing: what to call it, and how to find the one at an offset (code points), None without one."""

    noun: str
    find: Callable[[Prose, int], Span | None]


def _some(span: Span) -> Span | None:
    return span if span.start < span.end else None


def _outer(prose: Prose, inner: list[Span], at: int) -> Span | None:
    found = nearest(inner, at)
    return with_marks(prose.text, found) if found is not None else None


OBJECTS: Mapping[str, TextObject] = {
    "object.word": TextObject("word", lambda prose, at: _some(prose.word(at))),
    "object.sentence": TextObject("sentence", lambda prose, at: _some(prose.sentence(at))),
    "object.paragraph": TextObject("text", lambda prose, at: _some(prose.paragraph(at))),
    "object.quotation": TextObject("quotation", lambda prose, at: nearest(prose.quotations(at), at)),
    "object.marked_quotation": TextObject("quotation", lambda prose, at: _outer(prose, prose.quotations(at), at)),
    "object.figure": TextObject("figure", lambda prose, at: nearest(prose.figures(at), at)),
}
"""The text objects by the id of the command that selects them."""


def sentences_around(prose: Prose, span: Span) -> Span:
    """The whole sentences from the one where ``span`` begins to the one where it ends."""
    first, last = prose.sentence(span.start), prose.sentence(max(span.start, span.end - 1))
    return Span(min(first.start, last.start), max(first.end, last.end))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and outer != inner


def ladder(prose: Prose, at: int) -> list[Span]:
    """What holds an offset, from the smallest to the largest, each within the next.

    Word, figure, quotation without and with its marks, sentence, paragraph, text; what reaches over the edge of
    something smaller that is there already is left out. A space stands for the word after it.
    """
    word = prose.word(at)
    if prose.text[at : at + 1].isspace() and word.start < word.end:
        at = word.start
    quotations = sorted(prose.quotations(at), key=lambda span: span.end - span.start)
    inner = [*prose.figures(at), *(each for span in quotations for each in (span, with_marks(prose.text, span)))]
    whole = Span(*widen(prose.text, *trim(prose.text, Span(0, len(prose.text)))))
    steps: list[Span] = []
    for span in (word, *inner, prose.sentence(at), prose.paragraph(at), whole):
        if span.holds(at) and (not steps or _holds(span, steps[-1])):
            steps.append(span)
    return steps


def grown(prose: Prose, selection: Span | None, at: int) -> Span | None:
    """The next larger thing around the selection, of those at an offset; None where there is none."""
    steps = ladder(prose, at)
    if selection is None:
        return steps[0] if steps else None
    if steps and _holds(steps[-1], selection):
        steps.append(sentences_around(prose, selection))
        steps.sort(key=lambda span: span.end - span.start)
    return next((span for span in steps if _holds(span, selection)), None)


def shrunk(prose: Prose, selection: Span, at: int) -> Span | None:
    """The next smaller thing within the selection, of those at an offset; None where there is none."""
    return next((span for span in reversed(ladder(prose, at)) if _holds(selection, span)), None)
