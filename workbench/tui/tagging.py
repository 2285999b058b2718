"""What a tag key means where the cursor stands: select first, mark second. Pure.

With nothing selected a tag key selects what it would mark, here or further on; again it marks. With a selection made
by hand one press marks. Where exactly that span bears a mark of one's own, what it will do to that is said beforehand.
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

_WORDS = {"quote": "quotation", "figure": "figure"}
_ADJUST = "w e b adjust"
_AHEAD = 300_000  # code points that are looked through for the next figure or quotation
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


class Target(NamedTuple):
    """What a tag key selects with nothing selected.

    ``ahead`` says that it stands in a later paragraph, ``offer`` that it is a sentence in place of what is not there.
    """

    span: Span
    ahead: bool = False
    offer: bool = False


def target(prose: Prose, marks: Marks, offset: int, tag: str) -> Target:
    """What a tag key selects with nothing selected; an empty span where there is no text.

    Of quotations and figures those count that are not marked so already, so that pressing on takes the next: the
    nearest of the paragraph, else the first one further on (within a stretch that takes no time to look through),
    else the sentence is offered.
    """
    finders: Mapping[str, Callable[[int], list[Span]]] = {"quote": prose.quotations, "figure": prose.figures}
    if tag not in finders:
        return Target(prose.sentence(offset))

    def fresh(at: int) -> list[Span]:
        return [span for span in finders[tag](at) if all(mark.annotation.tag != tag for mark in marks.exactly(span))]

    here = nearest(fresh(offset), offset)
    if here is not None:
        return Target(here)
    for at in prose.ahead(offset, _AHEAD):
        found = fresh(at)
        if found:
            return Target(found[0], ahead=True)
    return Target(prose.sentence(offset), offer=True)


def first_press(prose: Prose, marks: Marks, offset: int, tag: str) -> Propose | Refuse:
    """A tag key with nothing selected."""
    span, ahead, offer = target(prose, marks, offset, tag)
    if span.start >= span.end:
        return Refuse("There is no text here to mark.")
    key = key_of(tag)
    there = marks.exactly(span)
    if any(mark.annotation.tag == tag for mark in there):
        done = f"No further {_WORDS[tag]}; this is {noun(tag)}" if offer else f"Already {noun(tag)}"
        return Propose(span, f"{done}. Move to select other words, esc leaves.", offer=offer)
    if there:
        return Propose(span, f"{key} again makes this {there[0].annotation.tag} {noun(tag)}. esc leaves.", offer=offer)
    if offer:
        return Propose(
            span, f"No further {_WORDS[tag]}. {key} again marks this sentence, any motion leaves.", offer=True
        )
    if ahead:
        place = f"\u00b6 {prose.paragraphs.number(span.start)}"
        return Propose(span, f"{noun(tag).capitalize()}, {place}? {key} again. esc goes back.")
    return Propose(span, f"{noun(tag).capitalize()}? {key} again. {_ADJUST}, esc leaves.")


def second_press(marks: Marks, span: Span, tag: str, *, proposed: bool) -> Add | Retag | Refuse:
    """A tag key with a selection, ``proposed`` by the first press or made by hand."""
    there = marks.exactly(span)
    if any(mark.annotation.tag == tag for mark in there):
        return Refuse(f"These words are already {noun(tag)} of yours.")
    if there and proposed:
        return Retag(there[0])
    return Add(span, tuple(there))
