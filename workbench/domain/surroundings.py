"""What stands around a mark: its sentences, those before and after, and what of them somebody else is quoted with.

Of one text; each paragraph is taken apart once, when it is first asked for. Offsets are code points.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from workbench.domain.segments import Paragraphs, sentences
from workbench.domain.spans import Span

QUOTED = "\u00a4"
"""What stands for each character of a quotation in a sentence as :attr:`Sentence.own` gives it."""

_FEW, _MOST = 3, 12
"""Sentences on either side of a mark that are looked at, and those of one mark."""

_LONGEST = 4000
"""Code points of a sentence; what is longer is a list or a table, and is left out."""

Quotations = Callable[[str, Span], list[Span]]
"""Finds the quotations of a paragraph: :func:`workbench.suggest.quotations.quotations`."""


class Sentence(NamedTuple):
    """A sentence: where it stands, its words, and its words with every quotation blotted out (of the same length)."""

    start: int
    text: str
    own: str


class _Paragraph(NamedTuple):
    sentences: list[Span]
    own: str


class Surroundings:
    """The surroundings of the marks of one text."""

    def __init__(self, text: str, quotations: Quotations) -> None:
        self._text = text
        self._quotations = quotations
        self._paragraphs = Paragraphs(text)
        self._known: dict[int, _Paragraph] = {}
        self._held: dict[tuple[int, str], bool] = {}

    def holds(self, start: int, pattern: str) -> bool:
        """Whether a pattern is found anywhere in the paragraph at an offset; asked of each paragraph once."""
        number = self._paragraphs.index(start)
        if number < 0:
            return False
        known = self._held.get((number, pattern))
        if known is None:
            known = re.compile(pattern).search(self._text, *self._paragraphs[number]) is not None
            self._held[number, pattern] = known
        return known

    def sentences(self, start: int, end: int) -> list[Sentence]:
        """The sentences that ``[start, end)`` touches, in order: of the first paragraph that it is in."""
        return list(self._around(start, end, 0))

    def near(self, start: int, end: int) -> list[Sentence]:
        """The same, with a few before and after them in their paragraph."""
        return list(self._around(start, end, _FEW))

    def before(self, sentence: Sentence) -> list[Sentence]:
        """The few sentences before one in its paragraph."""
        return [one for one in self.near(sentence.start, sentence.start + 1) if one.start < sentence.start]

    def _around(self, start: int, end: int, more: int) -> Iterator[Sentence]:
        number = self._paragraphs.index(start)
        if number < 0:
            return
        paragraph, (found, own) = self._paragraphs[number], self._paragraph(number)
        first = max(0, bisect_right(found, start, key=lambda one: one.start) - 1)
        last = min(first + _MOST, max(first + 1, bisect_left(found, end, key=lambda one: one.start)))
        for low, high in found[max(0, first - more) : last + more]:
            if high - low > _LONGEST:
                continue
            yield Sentence(low, self._text[low:high], own[low - paragraph.start : high - paragraph.start])

    def _paragraph(self, number: int) -> _Paragraph:
        known = self._known.get(number)
        if known is None:
            span = self._paragraphs[number]
            known = _Paragraph(sentences(self._text, span), _own(self._text, span, self._quotations))
            self._known[number] = known
        return known


def _own(text: str, paragraph: Span, quotations: Quotations) -> str:
    """A paragraph with what others say in it blotted out; in doubt, more of it."""
    words = text[slice(*paragraph)]
    if words.lstrip().startswith(">") or _speaker(words):
        return QUOTED * len(words)
    found = [Span(low - paragraph.start, high - paragraph.start) for low, high in quotations(text, paragraph)]
    if words.count('"') % 2:  # one of them is no quotation mark, or lacks its other half
        found.append(Span(words.index('"'), len(words)))
    closed = words.find("\u201d")
    if closed >= 0 and "\u201c" not in words[:closed] and "\u201e" not in words[:closed]:
        found.append(Span(0, closed))
    parts, at = [], 0
    for low, high in sorted(found):
        low = max(low, at)
        if low < high:
            parts += [words[at:low], QUOTED * (high - low)]
            at = high
    return "".join([*parts, words[at:]])


def _speaker(words: str) -> bool:
    """Whether a paragraph is a line of a transcript: "FARRANT: The station has it." """
    name, colon, _ = words[:60].partition(": ")
    return bool(colon) and name.isupper() and len(name) > 2
