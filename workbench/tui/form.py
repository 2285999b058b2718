"""The fields of a mark as a form in the panel: which there are, what they hold, and as lines of words. Pure.

The words may hold anything; they are made harmless where they are painted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from workbench.domain.text import shown_line
from workbench.tui.details import LABEL, STRONG, label_of, wrapped
from workbench.tui.lines import Word
from workbench.tui.wrap import Rows

if TYPE_CHECKING:
    from workbench.domain.model import Annotation, Placed
    from workbench.domain.verdicts import Scale
    from workbench.tui.line import Line

CURRENT, CURSOR = "details--current", "details--cursor"
_FRONT: Mapping[str, tuple[str, ...]] = {
    "claim": ("said_by", "claim.when", "claim.when_date", "status", "correction.text", "verdict", "note", "claim.text"),
    "quote": ("said_by", "relayed_by", "quote.fidelity", "status", "note", "quote.quote_type"),
    "figure": (
        "figure.counts",
        "figure.as_of",
        "said_by",
        "figure.value",
        "figure.unit",
        "figure.approximator",
        "status",
        "note",
    ),
}
"""What is filled in most often, first."""
_LABELS = {
    "claim.text": "wording", "claim.claim_type": "kind", "quote.quote_type": "kind",
    "correction.text": "should read", "correction.reason": "because",
}  # fmt: skip
NO_SCALES: Mapping[str, Scale] = MappingProxyType({})
NO_HOUSE: Mapping[str, str] = MappingProxyType({})
_MOST = 6  # rows that one long value takes


class Field(NamedTuple):
    """A field of a mark: its name as the services take it, what it is called, and what it holds."""

    name: str
    label: str
    value: str


class Form(NamedTuple):
    """The fields of a mark, the number of the current one, and the line being typed for it, if any."""

    fields: Sequence[Field]
    current: int
    line: Line | None = None


def fields_of(
    mark: Annotation,
    scheme: Mapping[str, Iterable[str]],
    scales: Mapping[str, Scale] = NO_SCALES,
    *,
    verdict_first: bool = False,
) -> list[Field]:
    """The fields that a mark can have, the usual ones first; a claim has a verdict on each of the scales."""
    from workbench.domain.fields import names, read
    from workbench.domain.verdicts import field_of, rating

    known = [_whole(mark.tag, name) for name in names(mark.tag, scheme)]
    verdicts = {field_of(name): rating(mark, name) for name in scales} if mark.tag == "claim" else {}
    known += verdicts
    front = [name for name in _FRONT.get(mark.tag, ("said_by", "status", "note")) if name in known]
    if verdict_first:
        front.sort(key=lambda name: name not in verdicts)
    ordered = [*front, *(name for name in known if name not in front)]

    def value(name: str) -> str:
        if name not in verdicts:
            return read(mark, name)
        given = verdicts[name]
        return given.value if given is not None else ""

    return [Field(name, _LABELS.get(name) or _label(name), value(name)) for name in ordered]


def _label(name: str) -> str:
    """What a field is called; a verdict on a further scale with that."""
    from workbench.domain.verdicts import DEFAULT, scale_of

    scale = scale_of(name)
    return label_of(name) if scale is None else "verdict" if scale == DEFAULT else f"verdict ({scale})"


def _whole(tag: str, name: str) -> str:
    """A field's name with the tag that it belongs to, where it is a tag's own."""
    from workbench.domain.fields import COMMON
    from workbench.domain.model import TAGS

    return f"{tag}.{name}" if tag in TAGS and name not in COMMON and "." not in name else name


def candidates(
    mark: Annotation,
    field: Field,
    used: Iterable[str],
    typed: str,
    scales: Mapping[str, Scale] = NO_SCALES,
    house: Mapping[str, str] = NO_HOUSE,
) -> list[str]:
    """What ``typed`` may become: the values that a field is allowed, else those ``used`` in it before.

    Where a field takes several values, the last of them is completed. The forms that the ``house`` has chosen come
    first, and in place of others of the same name.
    """
    from workbench.domain.fields import choices
    from workbench.domain.verdicts import scale_of

    scale = scale_of(field.name)
    values = scales[scale].values if scale is not None and scale in scales else ()
    allowed = [one.value for one in values] if scale is not None else choices(mark.tag, field.name)
    head, comma, begun = typed.rpartition(",")
    if not allowed:
        head, comma, begun = "", "", typed
        allowed = list(dict.fromkeys([*house, *used]))
    begun = begun.strip().lower()
    fits = [value for value in allowed if value.lower().startswith(begun)]
    fits += [value for value in allowed if begun and begun in value.lower() and value not in fits]
    if house:
        first = set(house.values())
        fits = sorted(dict.fromkeys(house.get(value, value) for value in fits), key=lambda value: value not in first)
    return [f"{head}{comma} {value}" if comma else value for value in fits]


_OWN_WORDS = frozenset(["note", "claim.text", "claim.justification", "correction.text", "correction.reason"])
"""Fields that are written anew each time."""


def completed(mark: Annotation, field: Field) -> bool:
    """Whether a field takes words of one's own that are likely to come again."""
    from workbench.domain.fields import choices
    from workbench.domain.verdicts import scale_of

    return field.name not in _OWN_WORDS and scale_of(field.name) is None and not choices(mark.tag, field.name)


def is_day(field: Field) -> bool:
    """Whether a field holds the day that words of time tell."""
    return field.name.endswith(".when_date")


def day_told(mark: Annotation, field: Field, days: Sequence[str]) -> str:
    """What is to be said of words of time that have just been set, and may be ``days``; empty for any other field."""
    from workbench.domain.datespan import spoken

    part = mark.claim or mark.quote
    if part is None or field.name != f"{mark.tag}.when" or not part.when:
        return ""
    named = label_of("when_date")
    if part.when_date is not None and (part.when_date in days or not days):
        return f"; {part.when} is {spoken(part.when_date)}"
    if part.when_date is not None:
        return f"; {named} stays {spoken(part.when_date)}, as it was given"
    if days:
        return f"; that may be {' or '.join(map(spoken, days))}: give it in {named}"
    return f"; it tells no day here: give one in {named}"


def stored(mark: Annotation, field: Field) -> str:
    """A field's name as the store has it: those of a workspace's own tags below ``fields``."""
    from workbench.domain.fields import COMMON
    from workbench.domain.model import TAGS

    own = mark.tag not in TAGS and field.name not in COMMON and "." not in field.name
    return f"fields.{field.name}" if own else field.name


def lines(mark: Placed, form: Form, place: str, width: int, height: int) -> list[list[Word]]:
    """The form in a panel of so many cells and rows, scrolled so that the current field is in sight."""
    it = mark.annotation
    tagged = f"details--{it.tag}" if it.tag in ("claim", "quote", "figure") else STRONG
    head = [[Word(f" {str(it.tag).upper()} ", tagged), Word(f" {place}", LABEL)]]
    head += wrapped(it.exact[:240], width, 2 if height > 12 else 1, STRONG) if height > 4 else []
    return [*head, *body(form, width, max(1, height - len(head)))]


def body(form: Form, width: int, room: int) -> list[list[Word]]:
    """The fields in so many cells and rows, scrolled so that the current one is in sight."""
    blocks = [
        _block(field, number == form.current, form.line, width) if number == form.current else [_short(field, width)]
        for number, field in enumerate(form.fields)
    ]
    first = sum(len(block) for block in blocks[: form.current])
    last = first + len(blocks[form.current])
    made = [line for block in blocks for line in block]
    top = max(0, min(max(0, last - room + (last < len(made))), first))
    return made[top : top + room]


def _short(field: Field, width: int) -> list[Word]:
    value = " ".join(field.value.split())
    return [Word(f"  {field.label} ", LABEL), Word(value)] if value else [Word(f"  {field.label}", LABEL)]


def _block(field: Field, current: bool, line: Line | None, width: int) -> list[list[Word]]:
    """The current field: its name, and below it the whole value, or the line that is being typed."""
    name = Word(f"\u25b8 {field.label} ", CURRENT)
    if line is None:
        if cell_len(shown_line(f"{field.label}{field.value}")) + 4 <= width:
            return [[name, Word(f" {field.value}" if field.value else "")]]
        return [[name], *([Word("  "), *row] for row in wrapped(field.value, width - 2, _MOST))]
    return [[name], *_typed(line, width - 2)]


def _typed(line: Line, width: int) -> list[list[Word]]:
    """A line being typed, wrapped, with its cursor; of a long one the rows around that."""
    text = line.text.replace("\n", " ") + " "
    rows = Rows(text, max(8, width - 1))  # the space at which a row was broken hangs over its end
    at = rows.row(line.cursor)
    top = max(0, min(at - _MOST // 2, len(rows) - _MOST))
    painted = []
    for row in range(top, min(len(rows), top + _MOST)):
        start, end = rows.span(row)
        if row != at:
            painted.append([Word("  "), Word(text[start:end])])
            continue
        cell = next(cell for cell in rows.cells(row) if cell.start <= line.cursor < cell.end)
        painted.append(
            [Word("  "), Word(text[start : cell.start]), Word(cell.shown, CURSOR), Word(text[cell.end : end])]
        )
    return painted
