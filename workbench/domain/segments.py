"""Words, sentences and paragraphs of a text, as spans.

A paragraph is a line that holds something besides white space: news copy has one a line. Sentences never cross
paragraphs, words never cross sentences. The rules are for news English and know its traps: abbreviations, initials,
closing marks after the full stop, and the space that is missing between two glued sentences.
"""

import functools
import re
from array import array
from bisect import bisect_right
from typing import Any

from workbench.domain.graphemes import is_boundary, widen
from workbench.domain.spans import Span

_ABBREVIATIONS = frozenset(
    """adm ald approx apr assn asst aug ave bldg blvd brig bros capt cf cmdr co col corp cpl ct dec dept det dist dr ed
    eds est etc ex feb fig fr ft gen gov govt hon hr hrs hwy inc insp jan jr lt ltd maj mar messrs mfg min mr mrs ms mt
    mts mx no nos nov oct op pfc ph pl pp pres prof pt pvt rd rep reps ret rev rt sec sen sens sept sep sgt spc sq sr
    st ste supt tel tr univ v viz vol vs""".split()
)
# A place where a sentence may end: final marks, then marks that close around it.
_STOP = re.compile(r"(?P<marks>[.!?\u2026\u3002\uff01\uff1f]+)(?P<close>[\"'\u201d\u2019\u00bb)\]]*)")
_OPENERS = "\"'\u201c\u2018\u00ab(["
_LEAD = re.compile(rf"\s*[{re.escape(_OPENERS)}]*")
_NEAR = 64
"""Code points that are looked at beside a final mark: more than any abbreviation has, so that a long text without
line breaks costs no more than one with them."""
_LAST_WORD = re.compile(r"[^\W\d_](?:[.'\u2019]?[^\W\d_])*$")
_BLANK = re.compile(r"\S")


class Paragraphs:
    """The paragraphs of one text, found once: their spans, and which one an offset belongs to."""

    def __init__(self, text: str) -> None:
        self._starts = array("q")
        self._ends = array("q")
        start = 0
        while start <= len(text):
            end = text.find("\n", start)
            if end < 0:
                end = len(text)
            if end > start and _BLANK.search(text, start, end):
                self._starts.append(start)
                self._ends.append(end)
            start = end + 1

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> Span:
        return Span(self._starts[number], self._ends[number])

    def index(self, offset: int) -> int:
        """The 0-based number of the paragraph at ``offset``, or of the last one before it; -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def number(self, offset: int) -> int:
        """The number a person says: 1 for the first paragraph (also for blank lines before it)."""
        return max(1, self.index(offset) + 1)

    def at(self, offset: int) -> Span:
        """The paragraph at ``offset``; between two, the one before; an empty span where the text has none."""
        number = max(0, self.index(offset))
        return self[number] if number < len(self) else Span(offset, offset)


def trim(text: str, span: Span) -> Span:
    """The span without the white space at its ends (an all-blank one becomes empty at its start)."""
    inner = text[span.start : span.end]
    lead = len(inner) - len(inner.lstrip())
    if lead == len(inner):
        return Span(span.start, span.start)
    return Span(span.start + lead, span.start + len(inner.rstrip()))


def sentences(text: str, paragraph: Span) -> list[Span]:
    """The sentences of one paragraph, trimmed, in order."""
    found: list[Span] = []
    start = paragraph.start
    for match in _STOP.finditer(text, paragraph.start, paragraph.end):
        end = match.end()
        if end < paragraph.end and _ends_sentence(text, match, start, paragraph.end):
            sentence = trim(text, Span(start, end))
            if sentence.start < sentence.end:
                found.append(Span(*widen(text, *sentence)))
            start = end
    last = trim(text, Span(start, paragraph.end))
    if last.start < last.end:
        found.append(Span(*widen(text, *last)))
    return found


def _ends_sentence(text: str, match: re.Match[str], start: int, limit: int) -> bool:
    end = match.end()
    marks, close = match["marks"], match["close"]
    if marks[0] in "\u3002\uff01\uff1f":
        return True
    lead = _LEAD.match(text, end, limit)
    begins = lead.end() if lead else end
    rest = text[begins : min(limit, begins + _NEAR)]
    if not rest:
        return False
    first = rest[0]
    if text[end].isspace():
        if not (first.isupper() or first.isdigit() or not (first.isalpha() or first in ",;:-\u2013\u2014)")):
            return False  # "..., he said" goes on after a closing mark or an ellipsis
        if marks == "." and not close:
            word = _LAST_WORD.search(text, max(start, match.start() - _NEAR), match.start())
            if word and _abbreviates(word.group(), rest):
                return False
        return True
    # No space: two sentences glued together, but not "U.S.", "3.5", "example.com" or "He said.)".
    before = text[match.start() - 1 : match.start()]
    glued = first.isupper() and (rest[1:2].islower() or rest[1:2] in ("", " ", "'", "\u2019"))
    return glued and (bool(close) or before.islower() or before.isdigit()) and "\u2026" not in marks


def _abbreviates(word: str, rest: str) -> bool:
    """Whether the full stop after ``word`` belongs to it, given what follows."""
    if "." in word:  # U.S., a.m., e.g.: an end only before a word that starts sentences
        return not re.match(r"(?:The|A|An|He|She|It|They|We|In|On|At|But|And|His|Her|Their|This|That|There)\b", rest)
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    return word.lower() in _ABBREVIATIONS and not (word.lower() in ("no", "co", "ed", "min", "sec") and word.islower())


def nearest_sentence(found: list[Span], offset: int) -> Span:
    """Of a paragraph's sentences the one at ``offset``; between two, the one before; empty where there are none."""
    before = bisect_right(found, offset, key=lambda sentence: sentence.start)
    return found[max(0, before - 1)] if found else Span(offset, offset)


@functools.cache
def _words() -> Any:
    import regex

    inner = r"[\p{L}\p{M}\p{N}_]"
    initials = r"(?<!\p{L})\p{L}(?:\.\p{L})+(?!\p{L})"  # U.S, p.m
    number = r"(?<!\p{L})\p{N}+(?:[.,:/]\p{N}+)+"  # 1,200 and 3.5
    return regex.compile(rf"{initials}|{number}|{inner}+(?:['\u2019&\-\u2010\u2011]{inner}+)*")


def words(text: str, start: int, end: int) -> list[Span]:
    """The words of ``text[start:end]``: runs of letters, marks and digits with what joins them inside ("U.S", "1,200",
    "al-Masri", "don't"), on whole characters; a mark that belongs to an emoji or a space is no word.
    """
    found = [Span(*match.span()) for match in _words().finditer(text, start, end)]
    if text.isascii():
        return found
    return [Span(word.start, widen(text, *word)[1]) for word in found if is_boundary(text, word.start)]


def word_at(text: str, offset: int) -> Span:
    """The word at ``offset``, else the next one of the line, else the last one before; empty where there is none."""
    line_start = text.rfind("\n", 0, offset) + 1
    line_end = text.find("\n", offset)
    line_end = len(text) if line_end < 0 else line_end
    low, high = max(line_start, offset - 400), min(line_end, offset + 400)
    found = words(text, low, high)
    number = bisect_right([word.start for word in found], offset) - 1
    if number >= 0 and offset < found[number].end:
        return found[number]
    if number + 1 < len(found):
        return found[number + 1]
    return found[-1] if found else Span(offset, offset)
