"""What a tag key means where the cursor stands: select first, mark second. Pure.

With nothing selected a tag key selects what it would mark, here or further on; again it marks. With a selection made
by hand one press marks. Where exactly that span bears a mark of one's own, what it will do to that is said beforehand.
Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.spans import Span
from workbench.tui.keys import way
from workbench.tui.marks import Marks
from workbench.tui.prose import Prose, nearest

if TYPE_CHECKING:
    from workbench.domain.model import Placed

_WORDS = {"quote": "quotation", "figure": "figure"}
_ADJUST = "w e b adjust"
_PAIRED = (("\u201c", "\u201d"), ("\u2018", "\u2019"), ("\u00ab", "\u00bb"), ("(", ")"), ("[", "]"), ('"', '"'))
_AHEAD = 300_000  # code points that are looked through for the next figure or quotation
NOUNS = {"claim": "a claim", "quote": "a quote", "figure": "a figure"}


class Propose(NamedTuple):
    """Select this span and say this; the same key again marks it."""

    span: Span
    message: str


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
    """What a tag key selects with nothing selected; ``ahead`` says that it stands further on than the cursor."""

    span: Span
    ahead: bool = False


def target(prose: Prose, marks: Marks, offset: int, tag: str) -> Target | None:
    """What a tag key selects with nothing selected; None where nothing from here on is left to mark so.

    A quotation or figure of the paragraph, the nearest first, or the sentence; else the first one further on (within a
    stretch that takes no time to look through). What bears this tag already is passed over, so that pressing on takes
    the next, and what bears another tag too, unless the cursor stands in it.
    """

    def free(span: Span, *, here: bool) -> bool:
        there = marks.exactly(span)
        return not there or (here and span.holds(offset) and all(mark.annotation.tag != tag for mark in there))

    finders: Mapping[str, Callable[[int], list[Span]]] = {"quote": prose.quotations, "figure": prose.figures}
    if tag in finders:
        find = finders[tag]
        here = nearest([span for span in find(offset) if free(span, here=True)], offset)
    else:
        find = partial(_sentences, prose)
        standing = prose.sentence(offset)
        rest = [span for span in find(offset) if span.end > standing.start]
        here = next((span for span in rest if free(span, here=True)), None)
    if here is not None:
        return Target(
            here, ahead=tag not in finders and here.start > offset and not prose.sentence(offset).contains(here)
        )
    for at in prose.ahead(offset, _AHEAD):
        found = next((span for span in find(at) if free(span, here=False)), None)
        if found is not None:
            return Target(found, ahead=True)
    return None


def _sentences(prose: Prose, offset: int) -> list[Span]:
    """The sentences of a paragraph that say something, as they are marked."""
    return [
        tidy(prose.text, span) for span in prose.sentences(offset) if any(map(str.isalnum, prose.text[slice(*span)]))
    ]


def tidy(text: str, span: Span) -> Span:
    """A sentence without a quotation mark or bracket at its ends that is not closed, or not opened, within it."""
    start, end = span
    words = text[start:end]
    for opening, closing in _PAIRED:
        if words.startswith(opening) and closing not in words[1:]:
            start += 1
        if words.endswith(closing) and opening not in words[:-1]:
            end -= 1
    return Span(start, end) if start < end and (start, end) != span else span


def first_press(prose: Prose, marks: Marks, offset: int, tag: str, focus: Placed | None = None) -> Propose | Refuse:
    """A tag key with nothing selected; ``focus`` is the mark that is told about."""
    key = key_of(tag)
    standing = prose.sentence(offset)
    if standing.start >= standing.end:
        return Refuse("There is no text here to mark.")
    around = marks.exactly(tidy(prose.text, standing))
    taken = tag not in _WORDS and any(mark.annotation.tag == tag for mark in around)
    if taken and focus is not None and focus.annotation.tag != tag:
        retag = f"{way('mark.bounds')}, then {key} makes this {focus.annotation.tag} {noun(tag)}"
        return Refuse(f"The sentence is {noun(tag)} already. {retag}.")
    found = target(prose, marks, offset, tag)
    if found is None:
        none = f"No {_WORDS[tag]} is left from here on" if tag in _WORDS else f"From here on all is {noun(tag)} already"
        return Refuse(f"{none}: {way('select.sentences')} selects the sentence, {key} then marks it.")
    there = marks.exactly(found.span)
    if there:
        return Propose(found.span, f"{key} again makes this {there[0].annotation.tag} {noun(tag)}. esc leaves.")
    if found.ahead:
        place = f"\u00b6 {prose.paragraphs.number(found.span.start)}"
        return Propose(found.span, f"{noun(tag).capitalize()}, {place}? {key} again. esc goes back.")
    return Propose(found.span, f"{noun(tag).capitalize()}? {key} again. {_ADJUST}, esc leaves.")


def second_press(marks: Marks, span: Span, tag: str, *, proposed: bool) -> Add | Retag | Refuse:
    """A tag key with a selection, ``proposed`` by the first press or made by hand."""
    there = marks.exactly(span)
    if any(mark.annotation.tag == tag for mark in there):
        return Refuse(f"These words are already {noun(tag)} of yours.")
    if there and proposed:
        return Retag(there[0])
    return Add(span, tuple(there))
