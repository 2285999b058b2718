"""All that is told about one source, as names and values, and as lines of a panel. Pure.

The words may hold anything; they are made harmless where they are painted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from workbench.domain.sources import caption, shielded
from workbench.domain.text import shown_line
from workbench.tui.details import LABEL, STRONG, label_of, plural, wrapped
from workbench.tui.keys import way
from workbench.tui.lines import Word
from workbench.tui.sourcelist import circle, doubles, joined, kind_of, named, origins
from workbench.tui.table import Column, Row

if TYPE_CHECKING:
    from workbench.domain.model import Contact, Placed, Rival, Source
    from workbench.domain.sources import Ledger
    from workbench.matching.duplicates import Match
    from workbench.services.sources import Row as SourceRow

LABELS = {
    "url": "address", "archived_url": "archived at", "accessed": "looked at", "origin": "repeats",
}  # fmt: skip
"""What fields are called where their own name does not say it."""
_PLAIN = ("publisher", "author", "url", "archived_url", "published", "accessed", "terms", "alias", "note")
_APART = ("id", "contacts", "attachments", "same_as")  # in no version that is compared
_MARKS = 4  # marks that are told in the panel
_MOST = 6  # rows of one long value
_LOW = 10  # rows below which all is told in one run


class Found(NamedTuple):
    """What had to be looked for: files with their state, likely doubles, the marks and sources that point here."""

    files: Sequence[tuple[str, str]] = ()
    alike: Sequence[Match] = ()
    links: Sequence[Placed] = ()
    sources: Sequence[Source] = ()


class Part(NamedTuple):
    """Something told: a name, its value, and whether it wants attention."""

    name: str
    value: str
    strong: bool = False


BREAK = Part("", "")
"""An empty row, where there is room for it."""


def label(name: str) -> str:
    """What a field of a source is called."""
    return LABELS.get(name, label_of(name))


def value(source: Source, name: str) -> str:
    """A field as a person types it; empty where it is not set."""
    held = getattr(source, name)
    if isinstance(held, bool):
        return "true" if held else ""
    return str(held or "")


def spoken(source: Source, name: str, ledger: Ledger) -> str:
    """A field as a person reads it."""
    held = value(source, name)
    if name == "origin" and held:
        return named(ledger, held)
    return held.replace("_", " ") if name in ("kind", "terms") else held


def differences(ours: Source, theirs: Source, ledger: Ledger) -> list[tuple[str, str, str]]:
    """The fields in which two versions of a source differ: what each is called, ours and theirs."""
    return [
        (label(name), spoken(ours, name, ledger), spoken(theirs, name, ledger))
        for name in ours.__struct_fields__
        if name not in _APART and getattr(ours, name) != getattr(theirs, name)
    ]


def versions(row: SourceRow, rival: Rival, ledger: Ledger) -> str:
    """How somebody's version of a source differs from ours, in words; of a confidential one only in which fields."""
    found = differences(row.source, rival.source, ledger)
    if row.source.confidential or rival.source.confidential:
        return f"other {joined([name for name, *_ in found]) or 'contacts or files'}"
    return ", ".join(_has(name, theirs) for name, _, theirs in found) or "the same by now"


def _has(name: str, held: str) -> str:
    return f"{name} \u201c{held}\u201d" if held else f"{name} empty"


def parts(row: SourceRow, ledger: Ledger, found: Found | None, *, at_hand: bool, whole: bool = False) -> list[Part]:
    """All about a source, the most telling first; names of a confidential one only with ``whole``.

    Without ``found`` what had to be looked for is left out.
    """
    source = row.source
    it = source if whole else shielded(source)
    told = [Part("", caption(source) if not whole else source.title or caption(source), strong=True)]
    purged = f"erased on {source.purged[:10]}" if source.purged else ""
    states = [kind_of(row), "confidential" if source.confidential else "", purged, "at hand" if at_hand else ""]
    told.append(Part("", " \u00b7 ".join(filter(None, states))))
    told.append(BREAK)
    around = circle(ledger, source)
    if around:
        names = joined([named(ledger, one) for one in around])
        told.append(Part("circular", f"{names} repeat each other", strong=True))
    settle = f"; {way('sources.settle')} settles it"
    told += [
        Part(f"{one.annotator} has it otherwise", versions(row, one, ledger) + settle, strong=True)
        for one in row.rivals
    ]
    for match in found.alike if found is not None else ():
        how = f"{caption(match.source)} ({match.reason}); {way('sources.merge')} merges"
        told.append(Part("perhaps the same", how, strong=True))
    chain = origins(ledger, source)
    if chain:
        told.append(Part("repeats", ", which repeats ".join(named(ledger, one) for one in chain)))
    hidden = () if whole or not source.confidential else ("alias",)  # it is called so above
    told += [Part(label(name), spoken(it, name, ledger)) for name in _PLAIN if value(it, name) and name not in hidden]
    files = found.files if found is not None else [(one.name, "") for one in source.attachments]
    told += [Part("file", f"{name}: {state}" if state else name, state in ("changed", "missing")) for name, state in
             (files if whole or not source.confidential else [])]  # fmt: skip
    told += [Part(f"asked {one.at[:10]}", _contact(one)) for one in it.contacts]
    if source.confidential and not whole:
        told += _kept_back(source)
    return [*told, BREAK, *_pointing(row, ledger, found), BREAK, Part("id", source.id)]


def _contact(one: Contact) -> str:
    return f"{one.who} (by {one.by}): {one.answer or 'no answer yet'}"


def _kept_back(source: Source) -> list[Part]:
    """Which fields of a confidential source are filled, and how they are seen."""
    names = [label(name) for name in ("title", *_PLAIN) if name not in ("alias", "terms") and value(source, name)]
    for number, noun in ((len(source.attachments), "file"), (len(source.contacts), "contact")):
        names += [f"{number} {plural(number, noun)}"] if number else []
    return [Part("kept back", f"{joined(names)}; {way('sources.all')} shows them")] if names else []


def _pointing(row: SourceRow, ledger: Ledger, found: Found | None) -> Iterable[Part]:
    """How many links lead here, the first few marks, and what else points here."""
    yield Part("links", str(row.links) if row.links else "none")
    if found is None:
        return
    yield from (
        Part(f"  {mark.annotation.tag} in {named(ledger, mark.document)}", " ".join(mark.annotation.exact.split()))
        for mark in found.links[:_MARKS]
    )
    more = len(found.links) - _MARKS
    if more > 0:
        yield Part("", f"and {more} more; {way('sources.marks')} lists them")
    for one in found.sources:
        if not one.same_as:
            yield Part("repeated by", caption(one))
    for ident in doubles(ledger, row.source.id):
        yield Part("merged into it", caption(ledger[ident]))


def lines(told: Sequence[Part], width: int, height: int, more: str = "sources.all") -> list[list[Word]]:
    """What is told, in so many cells and rows; where it is ``more``, the last row names the command that shows all."""
    made = _run(told, width, height) if height < _LOW else _stack(told, width)
    if len(made) > height:
        made = [row for row in made if row]
    if len(made) > height:
        made = [*made[: height - 1], [Word(f"{way(more)}: all of it", LABEL)]]
    return made


def _stack(told: Sequence[Part], width: int) -> list[list[Word]]:
    """A row or more for each part."""
    made: list[list[Word]] = []
    for number, part in enumerate(told):
        style = STRONG if part.strong else ""
        if part is BREAK:
            made += [[]] if made and made[-1] else []
        elif not part.name:
            made += wrapped(part.value, width, 3 if not number else 2, style or LABEL)
        elif cell_len(shown_line(f"{part.name} {part.value}")) <= width:
            made.append([Word(f"{part.name} ", LABEL), Word(part.value, style)])
        else:
            made.append([Word(part.name, LABEL)])
            made += [[Word("  "), *row] for row in wrapped(part.value, width - 2, _MOST, style)]
    return made


def _run(told: Sequence[Part], width: int, height: int) -> list[list[Word]]:
    """What it is called and what wants attention in rows of their own, the rest in one run."""
    made = wrapped(told[0].value, width, 1, STRONG) if told else []
    made += [row for part in told[1:] if part.strong for row in wrapped(_said(part), width, 2, STRONG)]
    rest = " \u00b7 ".join(_said(part) for part in told[1:] if part.value and not part.strong)
    return made + wrapped(rest, width, max(1, height - len(made)))


def _said(part: Part) -> str:
    return f"{part.name.strip()}: {part.value}" if part.name else part.value


WHOLE = (Column("What", 24), Column("All about it"))


def rows(told: Iterable[Part]) -> list[Row]:
    """What is told as rows of a list."""
    return [
        Row(str(number), (part.name.strip(), " ".join(part.value.split())))
        for number, part in enumerate(told)
        if part is not BREAK
    ]


VERSIONS = (Column("Version of", 16), Column("What it says"))


def to_settle(row: SourceRow, ledger: Ledger) -> list[Row]:
    """The versions of a source to choose from: ours, and those of colleagues' sets."""
    fields = {name for one in row.rivals for name, *_ in differences(row.source, one.source, ledger)}
    mine = {
        label(name): spoken(row.source, name, ledger) for name in row.source.__struct_fields__ if name not in _APART
    }
    told = [_has(name, held) for name, held in mine.items() if name in fields and not row.source.confidential]
    ours = Row("ours", ("ours", ", ".join(told) or "as it stands here"))
    return [ours, *(Row(one.annotator, (one.annotator, versions(row, one, ledger))) for one in row.rivals)]


MERGING = (
    Column("Why", 14, most=22), Column("Source"), Column("Kind", 18, from_width=60, most=24),
    Column("Publisher", 14, from_width=80, most=30), Column("links", 5, right=True),
)  # fmt: skip


def to_merge(rows_: Iterable[SourceRow], own: str, alike: Sequence[Match]) -> list[Row]:
    """The sources that one may be merged into, likely doubles first."""
    why = {match.source.id: match.reason for match in alike}
    others = {row.source.id: row for row in rows_ if row.source.id != own}
    ordered = [*(ident for ident in why if ident in others), *(ident for ident in others if ident not in why)]
    return [_other(others[ident], why.get(ident, "")) for ident in ordered]


def _other(row: SourceRow, why: str = "") -> Row:
    it = shielded(row.source)
    name = caption(row.source)
    words = " ".join((why, name, kind_of(row), it.publisher, it.author, it.url, it.alias, it.id))
    return Row(it.id, (why, name, kind_of(row), it.publisher, str(row.links or "")), words=words)


ORIGINS = (
    Column("Source"),
    Column("Kind", 18, from_width=60, most=24),
    Column("Publisher", 14, from_width=80, most=30),
)


def to_repeat(rows_: Iterable[SourceRow], own: str) -> list[Row]:
    """What a source may repeat: nothing, or another one."""
    others = [_other(row) for row in rows_ if row.source.id != own]
    return [Row("", ("nothing: it is an origin itself", "", "")),
            *(one._replace(cells=one.cells[1:4]) for one in others)]  # fmt: skip


MARKS = (Column("Tag", 8), Column("Words"), Column("Document", 20, from_width=70, most=40),
         Column("By", 12, from_width=60, most=20))  # fmt: skip


def marks(links: Iterable[Placed], ledger: Ledger) -> list[Row]:
    """The marks that link to a source, as rows."""
    made = []
    for mark in links:
        it = mark.annotation
        cells = (it.tag, " ".join(it.exact[:400].split()), named(ledger, mark.document), mark.annotator)
        made.append(Row(mark.id, cells, dim=not mark.placed, words=f"{' '.join(cells)} {it.note}"))
    return made


def mark_told(mark: Placed, ident: str, ledger: Ledger) -> str:
    """A mark in a line, with how it is linked to a source."""
    from workbench.domain.sources import standing

    it = mark.annotation
    how = [
        " ".join(filter(None, (link.relation, f"({link.grade})", link.locator)))
        for link in it.links
        if standing(ledger, link.source) == ident
    ]
    lost = [f"no place there ({mark.unplaced.reason})"] if mark.unplaced is not None else []
    words = " ".join(it.exact.split())
    return " \u00b7 ".join([named(ledger, mark.document), *dict.fromkeys(how), *lost, words])
