"""A text with its words, sentences, paragraphs, quotations and figures, each found when first asked for.

Only the surroundings of an offset are parsed, so that a paragraph of megabytes costs no more than one of a page.
Offsets are code points.
"""

from collections.abc import Iterator
from functools import cached_property

from workbench.domain import segments
from workbench.domain.graphemes import widen
from workbench.domain.segments import Paragraphs
from workbench.domain.spans import Span
from workbench.suggest.figures import figure_expressions
from workbench.suggest.quotations import quotations

_NEAR = 16_384
"""How far to either side a paragraph is parsed."""


class Prose:
    """One text, asked about the surroundings of an offset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._parsed: tuple[Span, list[Span]] | None = None

    @cached_property
    def paragraphs(self) -> Paragraphs:
        """All paragraphs of the text."""
        return Paragraphs(self.text)

    def around(self, offset: int) -> Span:
        """The paragraph at ``offset``, of very long ones the part near it, cut at spaces."""
        paragraph = self.paragraphs.at(offset)
        if paragraph.end - paragraph.start <= 2 * _NEAR:
            return paragraph
        block = max(paragraph.start, offset - offset % _NEAR - _NEAR // 2)
        start = self.text.find(" ", block, block + 1024) + 1 if block > paragraph.start else block
        cut = min(paragraph.end, block + 2 * _NEAR)
        end = self.text.rfind(" ", cut - 1024, cut) if cut < paragraph.end else cut
        return Span(start or block, end if end > 0 else cut)

    def ahead(self, offset: int, most: int) -> Iterator[int]:
        """An offset in each stretch after the paragraph at ``offset``, until ``most`` code points are passed."""
        at = self.around(offset).end
        until = min(len(self.text), at + most)
        while at < until:
            paragraph = self.paragraphs.index(at)
            if at >= self.paragraphs.at(at).end and paragraph + 1 < len(self.paragraphs):
                at = self.paragraphs[paragraph + 1].start
            around = self.around(at)
            if around.end <= at:
                return
            yield at
            at = around.end

    def sentences(self, offset: int) -> list[Span]:
        """The sentences of the paragraph at ``offset``."""
        around = self.around(offset)
        if self._parsed is None or self._parsed[0] != around:
            self._parsed = around, segments.sentences(self.text, around)
        return self._parsed[1]

    def sentence(self, offset: int) -> Span:
        """The sentence at ``offset``; between two, the one before; empty where there is no text."""
        return segments.nearest_sentence(self.sentences(offset), offset)

    def word(self, offset: int) -> Span:
        """The word at ``offset``, else the next one of the line, else the last one before."""
        return Span(*widen(self.text, *segments.word_at(self.text, offset)))

    def paragraph(self, offset: int) -> Span:
        """The paragraph at ``offset``, without white space at its ends."""
        return Span(*widen(self.text, *segments.trim(self.text, self.paragraphs.at(offset))))

    def quotations(self, offset: int) -> list[Span]:
        """The quotations of the paragraph at ``offset``, without their marks."""
        return quotations(self.text, self.around(offset))

    def figures(self, offset: int) -> list[Span]:
        """The figure expressions of the paragraph at ``offset``."""
        return figure_expressions(self.text, self.around(offset))


def nearest(spans: list[Span], offset: int) -> Span | None:
    """The span at ``offset`` (of nested ones the shortest), else the one nearest to it, at equal distance the later."""

    def distance(span: Span) -> tuple[int, int, int]:
        if span.holds(offset):
            return 0, span.end - span.start, 0
        if span.start > offset:
            return span.start - offset, 0, 0
        return offset - span.end + 1, 0, 1

    return min(spans, key=distance, default=None)
