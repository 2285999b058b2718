"""Grapheme clusters: what a reader calls one character, as boundaries in code points (UAX #29, by ``regex``).

A span begins and ends on these boundaries. ``regex`` is loaded only for text that can hold a cluster of several
code points, and asked only about the few around the place in question.
"""

import functools
import unicodedata
from collections.abc import Iterator
from typing import Any

# Categories whose characters never join a neighbour of these same categories. Letters outside cased scripts (Lo) may
# (Indic conjuncts, Hangul, prepended marks), symbols may (emoji), marks and format characters do.
_ALONE = frozenset(
    ["Lu", "Ll", "Lt", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Zs", "Zl", "Zp", "Sc", "Sm"]
)
_CJK = ((0x3041, 0x3096), (0x309B, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


@functools.lru_cache(maxsize=4096)
def _alone(char: str) -> bool:
    """Whether there is always a boundary between this character and another such one."""
    code = ord(char)
    if code < 0x80:
        return char != "\r" and char != "\n"
    return unicodedata.category(char) in _ALONE or any(low <= code <= high for low, high in _CJK)


@functools.cache
def _cluster() -> Any:
    import regex

    return regex.compile(r"\X")


def _certain_before(text: str, offset: int) -> int:
    """The nearest place at or before ``offset`` that is a boundary beyond doubt."""
    while offset > 0:
        left, right = text[offset - 1], text[offset : offset + 1]
        if left == "\n" or (right and _alone(left) and _alone(right)):
            return offset
        offset -= 1
    return 0


def is_boundary(text: str, offset: int) -> bool:
    """Whether ``offset`` (code points) does not split a grapheme cluster of ``text``."""
    if offset <= 0 or offset >= len(text):
        return 0 <= offset <= len(text)
    if text.isascii():
        return text[offset - 1 : offset + 1] != "\r\n"
    if _alone(text[offset - 1]) and _alone(text[offset]):
        return True
    return cluster_at(text, offset)[0] == offset


def cluster_at(text: str, offset: int) -> tuple[int, int]:
    """The ``[start, end)`` of the cluster that holds the character at ``offset``; empty at the end of the text."""
    size = len(text)
    if offset >= size:
        return size, size
    char, after = text[offset], text[offset + 1 : offset + 2]
    if _alone(char) and (not after or _alone(after) or after == "\n") and (offset == 0 or _before(text, offset)):
        return offset, offset + 1
    for match in _cluster().finditer(text, _certain_before(text, offset)):
        if match.end() > offset:
            return match.start(), match.end()
    return offset, size


def _before(text: str, offset: int) -> bool:
    left = text[offset - 1]
    return left == "\n" or _alone(left)


def following(text: str, offset: int) -> int:
    """The next boundary after ``offset``; the length of the text at its end."""
    return cluster_at(text, offset)[1] if offset < len(text) else len(text)


def preceding(text: str, offset: int) -> int:
    """The last boundary before ``offset``; 0 at the start."""
    return cluster_at(text, offset - 1)[0] if offset > 0 else 0


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The smallest span around ``[start, end)`` that splits no cluster."""
    if not is_boundary(text, start):
        start = cluster_at(text, start)[0]
    if not is_boundary(text, end):
        end = cluster_at(text, end)[1]
    return start, end


def clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clusters of ``text[start:end]`` in order; both ends must be boundaries."""
    if text.isascii() and "\r" not in text:
        yield from ((offset, offset + 1) for offset in range(start, end))
        return
    yield from (match.span() for match in _cluster().finditer(text, start, end))
