"""What can be selected as a whole around the cursor: word, sentence, paragraph, quotation, figure. Pure."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from workbench.domain.spans import Span
from workbench.tui.prose import Prose, nearest


class TextObject(NamedTuple):
    """A kind of thing: what to call it, and how to find the one at an offset (code points), None without one."""

    noun: str
    find: Callable[[Prose, int], Span | None]


def _some(span: Span) -> Span | None:
    return span if span.start < span.end else None


OBJECTS: Mapping[str, TextObject] = {
    "object.word": TextObject("word", lambda prose, at: _some(prose.word(at))),
    "object.sentence": TextObject("sentence", lambda prose, at: _some(prose.sentence(at))),
    "object.paragraph": TextObject("text", lambda prose, at: _some(prose.paragraph(at))),
    "object.quotation": TextObject("quotation", lambda prose, at: nearest(prose.quotations(at), at)),
    "object.figure": TextObject("figure", lambda prose, at: nearest(prose.figures(at), at)),
}
"""The text objects by the id of the command that selects them."""


def sentences_around(prose: Prose, span: Span) -> Span:
    """The whole sentences from the one where ``span`` begins to the one where it ends."""
    first, last = prose.sentence(span.start), prose.sentence(max(span.start, span.end - 1))
    return Span(min(first.start, last.start), max(first.end, last.end))
