"""What is told about the mark under the cursor, and about the article where there is none: as lines of words. Pure.

The words may hold anything; they are made harmless where they are painted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from workbench.domain.datespan import told
from workbench.tui.keys import way
from workbench.tui.lines import Word, clip
from workbench.tui.marks import EVERYBODY, Marks
from workbench.tui.wrap import Rows

if TYPE_CHECKING:
    from workbench.domain.model import Comment, Figure, Placed
    from workbench.tui.backed import Told
    from workbench.tui.desk import Checkup, DocumentRow

OWN_VOICE, DEFAULT_SCALE = "own_voice", "averitec"  # as in the model, which is not loaded before the first frame
LABEL, STRONG = "details--label", "details--strong"
_EXACT = 240  # code points of a mark's words that are shown
_LONG = 12  # rows of one long field
_ID = 6  # characters of a mark's id, which the shell takes
_BACKED, _FEW = 4, 4  # rows of one link or tie, and up to how many of them have as many
_OVERLAPPING = 3  # other marks on the same words that are named


def wrapped(text: str, width: int, most: int, style: str = "") -> list[list[Word]]:
    """Text as at most ``most`` lines of ``width`` cells, an ellipsis at the end where it is longer."""
    text = " ".join(text.split())
    rows = Rows(text[: width * (most + 1)], width)
    lines = [clip(rows.text[slice(*rows.span(row))].rstrip(), width) for row in range(min(most, len(rows)))]
    if len(rows) > most:
        lines[-1] = clip(lines[-1], width - 1).rstrip("\u2026 ") + "\u2026"
    return [[Word(line, style)] for line in lines if line]


def filled(mark: Placed, *, verdict_first: bool = False) -> Iterable[tuple[str, str]]:
    """The fields of a mark that are filled in, by the names that people read: status first, or the verdicts."""
    it = mark.annotation
    if verdict_first:
        yield from _verdicts(mark)
    yield "status", it.status.replace("_", " ")
    if it.checked is not None:
        yield "checked", f"{it.checked.by}, {it.checked.at[:16].replace('T', ' ')}"
    if it.priority is not None:
        yield "priority", "!" * (4 - it.priority)
    for name, value in (("said by", it.said_by), ("relayed by", it.relayed_by)):
        if value:
            yield name, "the text itself" if value == OWN_VOICE else value
    if it.figure is not None and (amount := _amount(it.figure)):
        yield "value", amount
    if it.figure is not None and it.figure.counts:
        yield "counts", it.figure.counts
    dated = it.claim or it.quote
    if dated is not None and (dated.when or dated.when_date):
        yield "when", told(dated.when, dated.when_date)
    if it.quote is not None and it.quote.fidelity:
        yield "fidelity", it.quote.fidelity.replace("_", " ")
    if not verdict_first:
        yield from _verdicts(mark)
    if it.claim is not None and it.claim.justification:
        yield "because", it.claim.justification
    if it.correction is not None:
        why = f" ({it.correction.reason})" if it.correction.reason else ""
        yield "correction", f"{it.correction.text}{why}"
    for query in it.queries:
        yield f"query to {query.to}", query.answer or query.text
    if it.links:
        yield "sources", str(len(it.links))
    if it.note:
        yield "note", it.note


def _verdicts(mark: Placed) -> Iterable[tuple[str, str]]:
    claim = mark.annotation.claim
    for rating in claim.verdicts if claim is not None else ():
        of = "" if rating.scale == DEFAULT_SCALE else f" ({rating.scale})"
        when = f", as of {claim.verdict_as_of}" if claim is not None and claim.verdict_as_of else ""
        yield f"verdict{of}", f"{rating.value.replace('_', ' ')}{when}"


def _amount(figure: Figure) -> str:
    """A figure's value or range with its unit and how exact it is; empty where it has none."""
    if figure.min is not None and figure.max is not None:
        number = f"{figure.min:,g} to {figure.max:,g}"
    elif figure.value is not None:
        number = f"{figure.value:,g}"
    else:
        return ""
    how = "" if figure.approximator in (None, "exact", "between") else figure.approximator.replace("_", " ")
    return " ".join(part for part in (how, number, figure.unit) if part)


def label_of(name: str) -> str:
    """What a field is called, by its name in the model."""
    return name.rpartition(".")[2].replace("_", " ")


def about(
    mark: Placed,
    place: str,
    marks: Marks,
    width: int,
    height: int,
    thread: Sequence[Comment] = (),
    backed: Sequence[Told] = (),
    misfits: Sequence[str] = (),
) -> list[list[Word]]:
    """A mark in the side panel, with what backs it, what was said about it and those around it.

    ``place`` is its paragraph, ``misfits`` what does not fit.
    """
    it, whose = mark.annotation, "" if mark.annotator == marks.annotator else mark.annotator
    lines: list[list[Word]] = [
        [Word(str(it.tag).upper(), f"details--{it.tag}" if it.tag in ("claim", "quote", "figure") else STRONG)],
        [Word(f"{place} \u00b7 {mark.id[-_ID:]}" + (f" \u00b7 {whose}" if whose else ""), LABEL)],
        [],
        *wrapped(it.exact[:_EXACT], width, 5, STRONG),
        [],
    ]
    for misfit in misfits:
        lines += wrapped(f"! {misfit}", width, _BACKED, STRONG)
    if mark.anchor_state != "exact":
        lines.append([Word("place ", LABEL), Word(mark.anchor_state)])
    fields = [(name, value) for name, value in filled(mark, verdict_first=marks.verdict_first)]
    fields = [one for one in fields if one[0] != "sources" or not backed]
    for name, value in fields:
        lines += _field(name, value, width)
    if backed:
        lines.append([])
    rows = _BACKED if len(backed) <= _FEW else 2
    for label, words in backed:
        lines += _field(label, words, width, rows)
    for comment in thread:
        lines += [[], *wrapped(f"{comment.by}: {comment.text}", width, _LONG)]
    around = _around(mark, marks)
    room = height - len(around)
    if len(lines) > room:
        more = f"{way('source.open')}: all links and ties" if backed else f"{way('fields.open')}: all of it"
        lines = [*lines[: room - 1], [Word(more, LABEL)]]
    return [*lines, *around][:height]


def _field(name: str, value: str, width: int, most: int = _LONG) -> list[list[Word]]:
    """A field on one line, else its value below its name; without a name the value alone."""
    if not name:
        return wrapped(value, width, most, STRONG)
    if len(name) + 1 + len(value) <= width:
        return [[Word(f"{name} ", LABEL), Word(value)]]
    return [[Word(name, LABEL)], *[[Word("  "), *line] for line in wrapped(value, width - 2, most)]]


def _around(mark: Placed, marks: Marks) -> list[list[Word]]:
    """The other marks on the same words, and the next ones before and after, each with the key that goes there."""
    it = mark.annotation
    here = [one for one in marks.touching(it.start, it.end) if one.id != mark.id]
    before, after = marks.before(it.start, mark), marks.after(it.start, mark)
    found = [(way("mark.under"), one) for one in here[:_OVERLAPPING]]
    found += [(way("mark.previous"), before)] if before is not None and before not in here else []
    found += [(way("mark.next"), after)] if after is not None and after not in here else []
    if not found:
        return []
    more = len(here) - _OVERLAPPING
    return [
        [],
        *([Word(f"{key} ", LABEL), Word(f"{one.annotation.tag} "), Word(_short(one), LABEL)] for key, one in found),
        *([[Word(f"and {more} more here", LABEL)]] if more > 0 else []),
    ]


def _short(mark: Placed) -> str:
    return " ".join(mark.annotation.exact[:60].split())


def brief(
    mark: Placed, place: str, marks: Marks, backed: Sequence[Told] = (), misfits: Sequence[str] = ()
) -> list[Word]:
    """A mark in one line, the most telling first."""
    it, whose = mark.annotation, "" if mark.annotator == marks.annotator else mark.annotator
    others_here = len(marks.touching(it.start, it.end)) - 1
    fields = list(filled(mark, verdict_first=marks.verdict_first))
    first = 0 if fields[0][0] == "status" else 1  # a verdict, where that comes first and there is one
    told = [value for _, value in fields[: first + 1]]
    told += [f"! {misfit}" for misfit in misfits]
    told += [f"{label} {words}".strip() for label, words in backed]
    told += [
        f"{name}: {value}"
        for name, value in fields[first:]
        if name not in ("status", "checked") and (name != "sources" or not backed)
    ]
    more = [f"{way('mark.under')}: {others_here} more here"] if others_here > 0 else []
    words = [Word(f" {it.tag} ", f"details--{it.tag}" if it.tag in ("claim", "quote", "figure") else STRONG)]
    return [*words, Word(" " + " \u00b7 ".join([*([whose] if whose else []), *told, *more, place]))]


def overview(
    document: DocumentRow | None, marks: Marks, width: int, height: int, checkup: Checkup | None = None
) -> list[list[Word]]:
    """The article in the side panel: where it comes from, how far the marks are, and what does not fit."""
    lines: list[list[Word]] = []
    if document is not None:
        lines += wrapped(document.title, width, 4, STRONG)
        origin = [part for part in (document.publisher, document.published) if part]
        lines += wrapped(", ".join(origin), width, 2, LABEL) if origin else []
        kind = [part for part in (document.stage, document.role) if part not in ("published", "check")]
        lines += [[Word(", ".join(kind), LABEL)]] if kind else []
        lines.append([])
    tally = marks.tally()
    lines.append([Word(showing(marks), LABEL)])
    lines += [[Word(f"{number:>5} ", STRONG), Word(plural(number, tag))] for tag, number in sorted(tally.tags.items())]
    if tally.tags:
        lines.append([Word(f"{tally.open:>5} ", STRONG), Word("to check")])
    else:
        lines += [
            [Word("none yet")],
            [],
            *wrapped(
                f"{way('tag.claim')} marks the sentence, {way('tag.quote')} a quotation, {way('tag.figure')} a figure.",
                width,
                4,
            ),
        ]
    if tally.unplaced:
        lines.append([Word(f"{tally.unplaced:>5} ", STRONG), Word("without a place")])
    return [*lines, *_standing(checkup, width)][:height] if checkup is not None else lines[:height]


def _standing(checkup: Checkup, width: int) -> list[list[Word]]:
    """How far the acting annotator is, in numbers with the key that opens what is behind them."""
    rows = [
        (checkup.linked, "with a source"),
        (checkup.corrections, f"to be corrected: {way('go.corrections')}"),
        (checkup.asked, f"unanswered: {way('go.corrections')}"),
        (sum(map(len, checkup.findings.values())), f"not fitting: {way('check.findings')}"),
    ]
    lines: list[list[Word]] = [[]]
    lines += [[Word(f"{number:>5} ", STRONG), Word(words)] for number, words in rows if number]
    if checkup.sentences:
        left = checkup.sentences - checkup.touched
        told = f"of {checkup.sentences} sentences left: {way('tick.next')}" if left else "no sentence is left"
        lines.append([Word(f"{left:>5} ", STRONG), Word(told)] if left else [Word("      "), Word(told)])
    if checkup.due:
        late = " (overdue)" if checkup.overdue else ""
        lines.append([Word("  due ", LABEL), Word(f"{checkup.due[:10]}{late}", STRONG if late else "")])
    return lines if len(lines) > 1 else []


def totals(marks: Marks) -> list[Word]:
    """The marks of the article in one line."""
    counts = sorted(marks.tally().tags.items())
    told = ", ".join(f"{number} {plural(number, tag)}" for tag, number in counts)
    return [Word(f" {showing(marks)}: {told or 'none yet'}", LABEL)]


def showing(marks: Marks) -> str:
    """Whose marks are shown, in words."""
    if marks.whose == EVERYBODY:
        return "everybody's marks"
    return "your marks" if marks.whose == marks.annotator else f"marks of {marks.whose}"


def plural(number: int, noun: str) -> str:
    """A noun as it goes with a number."""
    return noun if number == 1 else f"{noun}s"
