"""Where a paragraph quotes: what stands between quotation marks, by the habits of English and German print.

Double marks, straight or curly, come in pairs; a curly one may open without being closed (a quotation that goes on in
the next paragraph). A single mark is an apostrophe until it is shown to be a quotation mark.
"""

from workbench.domain.graphemes import widen
from workbench.domain.spans import Span

_STRAIGHT = '"'
_CLOSERS = {"\u201c": "\u201d", "\u201e": "\u201c\u201d", "\u00ab": "\u00bb", "\u00bb": "\u00ab"}
_SINGLE_OPENERS = "'\u2018\u201a"
_SINGLE_CLOSERS = "'\u2019"
_OPENERS = _STRAIGHT + _SINGLE_OPENERS + "".join(_CLOSERS)
_ENDERS = _STRAIGHT + _SINGLE_CLOSERS + "".join(_CLOSERS.values())
_SPACES = " \u00a0\u202f"  # French print sets one of them inside the marks
_BEFORE_OPENING = '([{\u2014\u2013-"\u201c\u201e\u00ab'


def quotations(text: str, paragraph: Span) -> list[Span]:
    """The quotations of one paragraph without their marks, in order of their beginnings, nested ones too.

    One that is opened and never closed runs to the end of the paragraph (a single mark must be closed to count).
    Offsets are code points into ``text``.
    """
    found = [span for span in (*_double(text, paragraph), *_single(text, paragraph)) if span.start < span.end]
    return sorted(found, key=lambda span: (span.start, -span.end))


def with_marks(text: str, quotation: Span) -> Span:
    """A quotation as :func:`quotations` finds it, together with its marks, as far as it has them."""
    start, end = quotation
    before = text[max(0, start - 3) : start].rstrip(_SPACES)
    if before and before[-1] in _OPENERS:
        start = start - len(text[max(0, start - 3) : start]) + len(before) - 1
    tail = text[end : end + 3]
    inner = tail.lstrip(_SPACES)
    if inner and inner[0] in _ENDERS:
        end += len(tail) - len(inner) + 1
    return Span(*widen(text, start, end))


def _double(text: str, paragraph: Span) -> list[Span]:
    found: list[Span] = []
    opened, closers = -1, ""
    for at in range(paragraph.start, paragraph.end):
        char = text[at]
        if opened < 0:
            if char in _CLOSERS or char == _STRAIGHT:
                opened, closers = at + 1, _CLOSERS.get(char, _STRAIGHT)
        elif char in closers:
            found.append(_inner(text, opened, at))
            opened = -1
        elif char in _CLOSERS and closers != _STRAIGHT:
            # A second opening mark before any closing one: the first was never closed.
            found.append(_inner(text, opened, at))
            opened, closers = at + 1, _CLOSERS[char]
    if opened >= 0:
        found.append(_inner(text, opened, paragraph.end))
    return found


def _single(text: str, paragraph: Span) -> list[Span]:
    found: list[Span] = []
    opened = -1
    for at in range(paragraph.start, paragraph.end):
        char = text[at]
        if opened < 0 and char in _SINGLE_OPENERS and _opens(text, at, paragraph):
            opened = at + 1
        elif opened >= 0 and char in _SINGLE_CLOSERS and _closes(text, at, opened, paragraph):
            found.append(_inner(text, opened, at))
            opened = -1
    return found


def _opens(text: str, at: int, paragraph: Span) -> bool:
    """After a space, the start or an opening mark, and before a letter or digit; but not "'90s" or "'em"."""
    if at > paragraph.start and not (text[at - 1].isspace() or text[at - 1] in _BEFORE_OPENING):
        return False
    following = text[at + 1 : min(at + 6, paragraph.end)]
    if not following or not following[0].isalnum():
        return False
    return not (
        text[at] == "'"
        and (following[:2].isdigit() or following.startswith(("em ", "til ", "tis ", "twas", "n'", "n ")))
    )


def _closes(text: str, at: int, opened: int, paragraph: Span) -> bool:
    """Not before a letter or digit, not after a space; after "s" it may be a plural's, if a better one follows."""
    if at == opened or text[at - 1].isspace() or text[at + 1 : min(at + 2, paragraph.end)].isalnum():
        return False
    if text[at - 1] != "s":
        return True
    # "the workers' strike' ended": a later candidate wins, unless a new one opens first.
    for later in range(at + 1, paragraph.end):
        if text[later] in _SINGLE_OPENERS and _opens(text, later, paragraph):
            return True
        ends = text[later] in _SINGLE_CLOSERS and not text[later - 1].isspace()
        if ends and not text[later + 1 : min(later + 2, paragraph.end)].isalnum():
            return False
    return True


def _inner(text: str, start: int, end: int) -> Span:
    """What stands between two marks, without white space at its ends (French print sets spaces there)."""
    inner = text[start:end]
    lead = len(inner) - len(inner.lstrip())
    end = start + len(inner.rstrip())
    return Span(*widen(text, start + lead, end)) if start + lead < end else Span(start, start)
