"""Making anchors: the words of a span with what stands around them."""

from workbench.domain import graphemes
from workbench.domain.errors import UsageError
from workbench.domain.model import CONTEXT, Anchor


def describe(text: str, start: int, end: int) -> Anchor:
    """The anchor of ``text[start:end]`` (code points).

    Raises :class:`UsageError` where the span is empty, outside the text, or splits what a reader sees as one
    character.
    """
    if not 0 <= start < end <= len(text):
        raise UsageError(
            f"The span {start}:{end} is empty or outside the text of {len(text)} characters.",
            "Give START:END with START below END, counted in characters from 0.",
        )
    wide = graphemes.widen(text, start, end)
    if wide != (start, end):
        raise UsageError(
            f"The span {start}:{end} would cut a character of several code points in two.",
            f"The whole characters are {wide[0]}:{wide[1]}.",
        )
    return Anchor(
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def holds(anchor: Anchor, text: str) -> bool:
    """Whether the anchor's words stand at its place in ``text``, on whole characters."""
    start, end = anchor.start, anchor.end
    return (
        0 <= start < end <= len(text)
        and text[start:end] == anchor.exact
        and graphemes.is_boundary(text, start)
        and graphemes.is_boundary(text, end)
    )
