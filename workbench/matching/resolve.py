"""Finding an anchor's place in a text: the three-way verdict of exact, moved, proposal or orphan.

Only two ways are automatic: the recorded place of the same text, where the words must stand; and one exact occurrence
of the words whose context on both sides is at least 70 % alike and clearly better than any other. Everything else is
a proposal for a person, or an orphan: a matcher that always answers puts confident anchors on passages that are gone
(19 of 60 deletions with the Hypothesis client's, measured).
"""

import re
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from workbench.domain.anchors import holds
from workbench.domain.graphemes import is_boundary, widen
from workbench.domain.model import CONTEXT, Anchor, AnchorState
from workbench.domain.segments import words
from workbench.domain.text import fold

ALIKE = 0.70
"""Least Indel similarity of the context on either side for an automatic place."""
CLEAR = 0.10
"""How far the mean context similarity of the best place must lie above that of the second best."""
PROPOSE = 0.60
"""Least Indel similarity of a passage that is proposed to a person; below it nothing found was ever right."""
_MANY = 20_000
_SENTENCE = re.compile(r"[.!?\u2026][\"'\u201d\u2019)]*\s|\n")
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds? thousands? millions? billions? "
    "dozens? half first second third"
)
_NEGATIONS = "no not none nobody nothing never neither nor without cannot hardly"
_WEIGHTY = re.compile(
    rf"\b(?:{'|'.join((_NUMBERS + ' ' + _NEGATIONS).split())})\b|\w+n['\u2019]t\b|\b[A-Z]\w*|\w*\d[\w.,]*"
)


class Resolution(NamedTuple):
    """Where an anchor belongs in a text; ``start`` and ``end`` are None for an orphan, ``score`` runs from 0 to 1."""

    state: AnchorState
    start: int | None
    end: int | None
    score: float
    reason: str = ""


def resolve(anchor: Anchor, text: str, *, same_text: bool, folded: str | None = None) -> Resolution:
    """Find ``anchor`` in ``text``; ``same_text`` says that the SHA-256 of both texts agree.

    ``folded`` is ``fold(text)`` where the caller has it at hand.
    """
    if same_text and holds(anchor, text) and _context(anchor, text, anchor.start) == (1.0, 1.0):
        return Resolution("exact", anchor.start, anchor.end, 1.0)
    places = _occurrences(anchor.exact, text)
    if places:
        scored = sorted(((*_context(anchor, text, start), start) for start in places), reverse=True)
        mean, weaker, start = scored[0]
        second = scored[1][0] if len(scored) > 1 else 0.0
        end = start + len(anchor.exact)
        if weaker >= ALIKE and mean - second >= CLEAR:
            if _weighty(anchor.prefix, anchor.suffix) == _weighty(
                text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
            ):
                return Resolution("moved", start, end, mean)
            return Resolution("proposal", start, end, mean, "a figure, a name or a negation beside the words differs")
        why = f"the words stand {len(places)} times" if len(places) > 1 else "the words stand in other surroundings"
        return Resolution("proposal", start, end, mean, why)
    near = _nearest(anchor.exact, folded if folded is not None else fold(text), text)
    if near is None or near[2] < PROPOSE:
        return Resolution("orphan", None, None, near[2] if near else 0.0, "the words are not in this text")
    return Resolution("proposal", *near, "the words stand there altered")


def _occurrences(exact: str, text: str) -> list[int]:
    """Every place of the words on whole characters, overlapping ones too; at most 20,000."""
    found: list[int] = []
    start = text.find(exact)
    while start >= 0 and len(found) < _MANY:
        if is_boundary(text, start) and is_boundary(text, start + len(exact)):
            found.append(start)
        start = text.find(exact, start + 1)
    return found


def _context(anchor: Anchor, text: str, start: int) -> tuple[float, float]:
    """How alike the surroundings are: the mean of both sides, and the weaker side."""
    end = start + len(anchor.exact)
    before = Indel.normalized_similarity(anchor.prefix[-CONTEXT:], text[max(0, start - CONTEXT) : start])
    after = Indel.normalized_similarity(anchor.suffix[:CONTEXT], text[end : end + CONTEXT])
    return (before + after) / 2, min(before, after)


def _weighty(prefix: str, suffix: str) -> tuple[list[str], list[str]]:
    """The words of a context that change what is said: figures, number words, negations and names.

    Words that the context may have cut (the first of the prefix, the last of the suffix) are left out, and so is what
    lies beyond a sentence's end: another sentence may change without changing this one.
    """
    before = _SENTENCE.split(prefix)[-1] if _SENTENCE.search(prefix) else prefix.partition(" ")[2]
    after = _SENTENCE.split(suffix)[0] if _SENTENCE.search(suffix) else suffix.rpartition(" ")[0]
    return _WEIGHTY.findall(before), _WEIGHTY.findall(after)


def _nearest(exact: str, folded: str, text: str) -> tuple[int, int, float] | None:
    """The passage most like ``exact``: located by a sliding window, its ends then moved to whole words."""
    needle = fold(exact)
    if not needle.strip() or len(folded) < 2:
        return None
    window = fuzz.partial_ratio_alignment(needle, folded, score_cutoff=100 * PROPOSE * 0.8)
    if window is None or len(needle) > 2 * len(folded):
        return None
    slack = max(20, len(needle) // 3)
    low, high = max(0, window.dest_start - slack), min(len(text), window.dest_end + slack)
    near = words(text, low, high)
    starts = sorted({w.start for w in near}, key=lambda place: abs(place - window.dest_start))[:12]
    ends = sorted({w.end for w in near}, key=lambda place: abs(place - window.dest_end))[:12]
    best = max(
        ((Indel.normalized_similarity(needle, folded[a:b]), a, b) for a in starts for b in ends if a < b),
        key=lambda found: (found[0], -found[1], -found[2]),
        default=None,
    )
    if best is None:
        return None
    return (*widen(text, best[1], best[2]), best[0])
