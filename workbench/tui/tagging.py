"""What a tag key means where the cursor stands: select first, mark second. Pure.

With nothing selected a tag key selects what it would mark; pressed again it marks. With a selection made by hand one
press marks. Where exactly that span bears a mark of one's own, what it will do to that is said beforehand.
Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.spans import Span
from workbench.tui.keys import way
from workbench.tui.marks import Marks
from workbench.tui.prose import Prose, nearest

if TYPE_CHECKING:
    from workbench.domain.model import Placed

NOUNS = {"claim": "a claim", "quote": "a quote", "figure": "a figure"}


class Propose(NamedTuple):
    """Select this span and say this; the same key again marks it."""

    span: Span
    message: str
    offer: bool = False
    """Whether it stands in for what is not there: then a motion declines it instead of changing it."""


class Add(NamedTuple):
    """Make a new mark of this span; ``beside`` are marks that it has."""

    span: Span
    beside: tuple[Placed, ...] = ()


class Retag(NamedTuple):
    """Give this mark the tag."""

    mark: Placed


class Refuse(NamedTuple):
    """Do nothing but say why."""

    message: str


def key_of(tag: str) -> str:
    """The key that marks with a tag."""
    return way(f"tag.{tag}" if tag in NOUNS else "tag.other")


def noun(tag: str) -> str:
    """A tag with its article: "a claim"."""
    return NOUNS.get(tag, f"{'an' if tag[:1] in 'aeiou' else 'a'} {tag}")


def target(prose: Prose, marks: Marks, offset: int, tag: str) -> Span:
    """What a tag key selects with nothing selected; empty where there is no text.

    Of quotations and figures that are not marked so already the nearest is taken, so that pressing on takes the next.
    """
    finders: Mapping[str, Callable[[int], list[Span]]] = {"quote": prose.quotations, "figure": prose.figures}
    found = finders[tag](offset) if tag in finders else []
    fresh = [span for span in found if all(mark.annotation.tag != tag for mark in marks.exactly(span))]
    return nearest(fresh or found, offset) or prose.sentence(offset)


def _missing(prose: Prose, offset: int, tag: str) -> str:
    """What to say where the thing itself is not in the paragraph and the sentence is offered instead."""
    if tag == "quote" and not prose.quotations(offset):
        return "No quotation in this paragraph; the sentence is "
    if tag == "figure" and not prose.figures(offset):
        return "No figure in this paragraph; the sentence is "
    return ""


def first_press(prose: Prose, marks: Marks, offset: int, tag: str) -> Propose | Refuse:
    """A tag key with nothing selected."""
    span = target(prose, marks, offset, tag)
    if span.start >= span.end:
        return Refuse("There is no text here to mark.")
    key = key_of(tag)
    same = [mark for mark in marks.exactly(span) if mark.annotation.tag == tag]
    if same:
        return Propose(span, f"Already {noun(tag)}. Move to select other words, esc leaves.")
    other = marks.exactly(span)
    if other:
        return Propose(span, f"{key} again makes this {other[0].annotation.tag} {noun(tag)}. esc leaves.")
    missing = _missing(prose, offset, tag)
    if missing:
        return Propose(span, f"{missing}{noun(tag)}? {key} again. Any motion leaves.", offer=True)
    return Propose(span, f"{noun(tag).capitalize()}? {key} again. Motions adjust, esc leaves.")


def second_press(marks: Marks, span: Span, tag: str, *, proposed: bool) -> Add | Retag | Refuse:
    """A tag key with a selection, ``proposed`` by the first press or made by hand."""
    there = marks.exactly(span)
    if any(mark.annotation.tag == tag for mark in there):
        return Refuse(f"These words are already {noun(tag)} of yours.")
    if there and proposed:
        return Retag(there[0])
    return Add(span, tuple(there))
