"""Review items as the screen shows them: rows of a list, and their readings side by side. Pure.

The words may hold anything; they are made harmless where they are painted. Offsets are code points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.tui.details import LABEL, STRONG, label_of, plural, wrapped
from workbench.tui.lines import Word
from workbench.tui.table import Column, Row

if TYPE_CHECKING:
    from workbench.domain.model import Annotation
    from workbench.domain.pairing import Item
    from workbench.domain.reviewing import Case
    from workbench.tui.desk import Agreement, Reviewable

COLUMNS = (
    Column("", 1),
    Column("Differs in", 10),
    Column("Words"),
    Column("Document", 18, from_width=76),
)
SIGNS = {"undecided": "", "changed": "\u21ba", "answered": "\u21ba", "returned": "?", "decided": "\u2713"}
"""How far an item is: decided, back because something changed or was answered, out with a question."""
_NAMES = {"not_compared": "not seen", "single": "only one", "tag": "tag", "boundary": "boundary"}
_ENDS = "\u27e6", "\u27e7"  # around one's words, where others' go further
_SHOWN = 400  # code points of a reading that are shown


def row(case: Case, document: Reviewable) -> Row:
    """A case as a row; it is found by state, tags, names, words, document and stories."""
    item = case.item
    words = " ".join(item.readings[0].mark.exact[:200].split())
    tags = dict.fromkeys(one.mark.tag for one in item.readings)
    known = (
        item.state, _NAMES.get(item.state, ""), case.standing, *tags, *item.annotators, document.title,
        *document.stories,
        *(one.mark.exact for one in item.readings),
    )  # fmt: skip
    cells = (SIGNS[case.standing], _NAMES.get(item.state, item.state), words, document.title)
    return Row(item.id, cells, dim=not case.open, words=" ".join(known))


def waiting(cases: Iterable[Case]) -> Counter[str]:
    """How many cases wait for a decision, by the kind of their difference."""
    return Counter(case.item.state for case in cases if case.open)


def summed(count: int, kinds: Counter[str]) -> str:
    """All cases in a line: how many, how many are decided, and of what kinds those are that wait."""
    told = ", ".join(f"{number} {_NAMES.get(state, state)}" for state, number in kinds.most_common() if number)
    done = count - kinds.total()
    return f"{count} {plural(count, 'item')}, {done} decided" + (f"; to decide: {told}" if told else "")


def sides(
    case: Case,
    text: str,
    width: int,
    height: int,
    taken: Mapping[str, str],
    names: Mapping[str, str],
    order: Sequence[str],
) -> list[list[Word]]:
    """A case in so many cells and rows: each reading with its words, then the details in which they differ.

    ``taken`` says whose value of a detail is wanted; ``names`` what annotators are called here, ``order`` whose
    reading is the first.
    """
    item = case.item
    lines: list[list[Word]] = [_heading(case, names)]
    for number, annotator in enumerate(order, 1):
        readings = [one.mark for one in item.readings if one.annotator == annotator]
        for mark in readings:
            head = [Word(f"{number} {names.get(annotator, annotator)} ", STRONG), Word(f" {mark.tag} ", _tag(mark.tag))]
            used = sum(len(word.text) for word in head) + 1
            lines.append([*head, Word(" "), *_words(item, mark, text, max(20, width - used))])
    lines += [_detail(item, name, taken, order) for name in item.differs]
    lines += [[Word(f"{names.get(name, name)} has nothing here", LABEL)] for name in item.missing]
    for comment in case.thread:
        lines += wrapped(f"{names.get(comment.by, comment.by)}: {comment.text}", width, 3)
    return lines[:height]


def _heading(case: Case, names: Mapping[str, str]) -> list[Word]:
    item, decision = case.item, case.decision
    told = [_NAMES.get(item.state, item.state)]
    if decision is not None:
        said = f"{decision.action} by {names.get(decision.by, decision.by)}"
        told.append({"changed": f"changed since ({said})", "answered": f"answered ({said})"}.get(case.standing, said))
        if decision.reason:
            told.append(decision.reason)
    return [Word(" \u00b7 ".join(told), LABEL)]


def _tag(tag: str) -> str:
    return f"details--{tag}" if tag in ("claim", "quote", "figure") else STRONG


def _words(item: Item, mark: Annotation, text: str, room: int) -> list[Word]:
    """The words of one reading within those of all: its own strong, what only others have faint."""
    start, end = item.span
    before, after = text[start : mark.start], text[mark.end : end]
    inner = " ".join(text[mark.start : mark.end][:_SHOWN].split())
    side = max(6, (room - min(len(inner), room // 2)) // 2)
    before = ("\u2026" + before[-side:]) if len(before) > side else before
    after = (after[:side] + "\u2026") if len(after) > side else after
    left = max(8, room - len(before) - len(after) - 2)
    if len(inner) > left:
        half = (left - 3) // 2
        inner = f"{inner[:half]} \u2026 {inner[-half:]}"
    opening, closing = _ENDS if before or after else ("", "")
    return [Word(before, LABEL), Word(f"{opening}{inner}{closing}", STRONG), Word(after, LABEL)]


def _detail(item: Item, name: str, taken: Mapping[str, str], order: Sequence[str]) -> list[Word]:
    from workbench.domain.differences import details

    line = [Word(f"  {label_of(name)} ", LABEL)]
    for one in sorted(item.readings, key=lambda one: order.index(one.annotator)):
        number, value = order.index(one.annotator) + 1, details(one.mark).get(name, "") or "nothing"
        style = "details--current" if taken.get(name) == one.annotator else ""
        line += [Word(f" {number} ", LABEL), Word(value, style), Word(" ")]
    return line


def fields(item: Item, names: Mapping[str, str]) -> list[Row]:
    """The values that can be taken from one annotator or another, a row for each."""
    from workbench.domain.differences import details

    return [
        Row(f"{name}\x1f{one.annotator}", (label_of(name), names.get(one.annotator, one.annotator), value or "nothing"))
        for name in item.differs
        if name != "links"
        for one in item.readings
        for value in [details(one.mark).get(name, "")]
    ]


MEASURES = (
    Column("Agreement on"),
    Column("same words", 10, right=True),
    Column("overlapping", 11, right=True),
    Column("kappa", 6, right=True, from_width=66),
    Column("alpha", 6, right=True, from_width=74),
    Column("alpha-U", 7, right=True, from_width=82),
    Column("marks", 7, right=True, from_width=90),
)
"""Of the measures those lead that a person can check by counting."""


def measured(key: str, one: Agreement) -> Row:
    """Measures as a row; one that is not defined is a dash."""
    numbers = (value if value[-1:].isdigit() else "\u2013" for value in one.measures.values())
    return Row(key, (one.of, *numbers, str(one.marks)))


def explained(one: Agreement) -> str:
    """Measures in words, with the reason where one is not defined."""
    return ", ".join(f"{name} {value}" for name, value in one.measures.items()) + ". " + _EXPLAINED


_EXPLAINED = (
    "Same words and overlapping: F1, the share of marks with the same tag and ends, or sharing a character. Kappa and "
    "alpha: agreement on words beyond chance; alpha-U: on stretches."
)


def told(order: Sequence[str], names: Mapping[str, str]) -> Sequence[str]:
    """Whose readings there are, as keys choose them: the first one's is 1."""
    return [f"{number} {names.get(one, one)}'s" for number, one in enumerate(order, 1)]
