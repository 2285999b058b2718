"""Tying annotations to sources and to each other, passing them, and counting the origins of what backs them."""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from workbench.domain import anchors, ids
from workbench.domain.backing import bearing, origins_of_text, within_blocks
from workbench.domain.errors import UsageError
from workbench.domain.graphemes import widen
from workbench.domain.model import (
    Annotation,
    Checked,
    Evidence,
    Grade,
    Link,
    Placed,
    RelationType,
    Stance,
)
from workbench.domain.relations import related, unrelated
from workbench.domain.segments import Paragraphs
from workbench.domain.sources import Ledger, OriginCount, grade_of, method_of, origin_count, standing
from workbench.domain.text import admit, admit_line, fold, shown_line
from workbench.matching.passages import context
from workbench.matching.polarity import turns
from workbench.services import annotations, documents, sight, sources
from workbench.services import evidence as evidence_of
from workbench.services.clock import new_id
from workbench.services.workspace import Workspace
from workbench.store import repository, source_rows
from workbench.store.engine import Connection


@dataclass(frozen=True)
class Pin:
    """A source at hand: what the next facts are checked against, with how it stands to them.

    ``evidence`` is a passage of a stored document, by its id and span in code points.
    """

    source: str
    relation: Stance = "supports"
    grade: Grade | None = None
    locator: str = ""
    evidence: tuple[str, int, int] | None = None


def link(workspace: Workspace, annotation_id: str, to: Pin, *, note: str = "", seen: int | None = None) -> Placed:
    """Link an annotation of the acting annotator to a source, or to a passage of a stored document.

    The grade follows from the kind of source where none is given. Raises :class:`UsageError` where the source is not
    known, the passage is not in its text, or the same link is there already.
    """

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        made = _link(connection, to, note, before.annotation.links)
        return _with_links(before.annotation, (*before.annotation.links, made))

    return annotations.revise(workspace, annotation_id, alter, "link", seen=seen)


def relink(
    workspace: Workspace,
    annotation_id: str,
    link_id: str,
    *,
    relation: Stance | None = None,
    grade: Grade | None = None,
    locator: str | None = None,
    note: str | None = None,
    evidence: tuple[str, int, int] | None = None,
    seen: int | None = None,
) -> Placed:
    """Change a link: what is not given stays. Raises :class:`UsageError`."""

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        links = list(before.annotation.links)
        at = _number(links, link_id, source_rows.ledger(connection))
        old = links[at]
        whole = Pin(old.source, relation or old.relation, grade or old.grade, old.locator, evidence)
        made = _link(connection, whole, old.note, [*links[:at], *links[at + 1 :]])
        links[at] = msgspec.structs.replace(
            made,
            id=old.id,
            locator=_relocated(connection, old, made) if locator is None else _locator(locator),
            note=old.note if note is None else admit(note).text.strip(),
            evidence=made.evidence or old.evidence,
        )
        return _with_links(before.annotation, links)

    return annotations.revise(workspace, annotation_id, alter, "change a link of", seen=seen)


def unlink(workspace: Workspace, annotation_id: str, link_id: str, *, seen: int | None = None) -> Placed:
    """Take a link away (by its id, its end, or the id of its source); undo brings it back."""

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        links = list(before.annotation.links)
        del links[_number(links, link_id, source_rows.ledger(connection))]
        return _with_links(before.annotation, links)

    return annotations.revise(workspace, annotation_id, alter, "unlink", seen=seen)


def check_off(workspace: Workspace, annotation_id: str, to: Pin | None = None, *, seen: int | None = None) -> Placed:
    """Pass an annotation: verified, checked by the acting annotator now; linked to a source at hand, if there is one.

    The method follows from the source that it is checked against. Where a stored document is at hand without a
    passage and one of its passages says the same beyond doubt, that is linked. Passing it again changes nothing but
    the links.
    """

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        mark = before.annotation
        known = source_rows.ledger(connection)
        if to is not None:
            here = _placed(connection, known, to, before)
            if not _linked(known, mark, here):
                mark = _with_links(mark, (*mark.links, _link(connection, here, "", mark.links)))
        if mark.status == "verified" and mark.checked is not None and mark.links == before.annotation.links:
            return before.annotation
        against = known.get(mark.links[-1].source) if mark.links else None
        method = method_of(against.kind) if against is not None else None
        checked = Checked(by=workspace.annotator, at=moment, method=method)
        return msgspec.structs.replace(mark, status="verified", checked=checked)

    return annotations.revise(workspace, annotation_id, alter, "pass", seen=seen)


def placed(workspace: Workspace, annotation_id: str, to: Pin) -> Pin | None:
    """A source at hand with the passage that backs an annotation; None where a stored document has none for certain.

    Of any other source, and of one with a place, a person has to know: it is given back as it is.
    """
    with workspace.store.read() as connection:
        mark = repository.find_annotation(connection, annotations.pick(connection, workspace, annotation_id))
        assert mark is not None
        known = source_rows.ledger(connection)
        found = _placed(connection, known, to, mark)
        stored = repository.find_document(connection, standing(known, sources.pick(known, to.source))) is not None
        return None if stored and found.evidence is None and not found.locator else found


def relate(
    workspace: Workspace, annotation_id: str, relation: RelationType, target: str, *, seen: int | None = None
) -> Placed:
    """Tie an annotation of the acting annotator to another one that may be seen. Raises :class:`UsageError`."""

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        other = annotations.pick(connection, workspace, target)
        if other == before.id:
            raise UsageError("An annotation cannot be tied to itself.", "Name another one.")
        there = repository.find_annotation(connection, other)
        assert there is not None
        if any((one.type, one.target) == (relation, before.id) for one in there.annotation.relations):
            raise UsageError(f"The other one says {relation} of this one already.", "Nothing was changed.")
        if relation == "continues" and (before.annotation.tag, there.annotation.tag) != ("quote", "quote"):
            raise UsageError("Only a quotation continues a quotation.", "Nothing was changed.")
        return related(before.annotation, relation, other)

    return annotations.revise(workspace, annotation_id, alter, f"relate ({relation})", seen=seen)


def unrelate(
    workspace: Workspace,
    annotation_id: str,
    target: str,
    relation: RelationType | None = None,
    *,
    seen: int | None = None,
) -> Placed:
    """Take the ties of an annotation to another away, of one type or all. Raises :class:`UsageError` without any."""

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        ties = [one for one in before.annotation.relations if relation in (None, one.type)]
        if not any(one.target == target or _tail(one.target, target) for one in ties):
            raise UsageError(
                "There is no such tie.", "It stands with the annotation that says it: workbench annotations --json"
            )
        return unrelated(before.annotation, relation, ids.pick(target, (one.target for one in ties), "tie"))

    return annotations.revise(workspace, annotation_id, alter, "unrelate", seen=seen)


def origin_counts(workspace: Workspace, marks: Iterable[Placed]) -> dict[str, OriginCount]:
    """For each annotation with links how many sources and origins it has, by id."""
    linked = [one for one in marks if one.annotation.links]
    if not linked:
        return {}
    documents_here = {one.document for one in linked}
    only = documents_here.pop() if len(documents_here) == 1 else None
    with workspace.store.read() as connection:
        known = source_rows.ledger(connection)
        quotes = sight.sight(connection, workspace).only(repository.blocks(connection, only))
    counts: dict[tuple[tuple[str, ...], tuple[str, ...]], OriginCount] = {}
    found = {}
    for one, blocks in within_blocks(linked, quotes):
        key = tuple(bearing(one.annotation.links)), tuple(origins_of_text(one, blocks))
        if key not in counts:
            counts[key] = origin_count(known, *key)
        found[one.id] = counts[key]
    return found


# --- making a link -------------------------------------------------------------------------------------------------


def _link(connection: Connection, to: Pin, note: str, others: Iterable[Link]) -> Link:
    known = source_rows.ledger(connection)
    source = known[standing(known, sources.pick(known, to.source))]
    evidence = _evidence(connection, to.evidence) if to.evidence is not None else None
    if evidence is not None and standing(known, evidence.document) != source.id:
        raise UsageError(f"The passage is not one of {source.id}.", f"Link to its document {evidence.document}.")
    made = Link(
        id=new_id(),
        source=source.id,
        relation=to.relation,
        grade=to.grade or grade_of(source.kind),
        locator=_locator(to.locator) or (_place(connection, evidence) if evidence is not None else ""),
        evidence=evidence,
        note=admit(note).text.strip(),
    )
    if any(_same(known, one, made) for one in others):
        raise UsageError("It is linked to that already.", "Nothing was changed.")
    return made


def _same(known: Ledger, one: Link, other: Link) -> bool:
    if standing(known, one.source) != standing(known, other.source):
        return False
    at, there = one.evidence, other.evidence
    if at is not None and there is not None:  # the same passage, whatever is said of its place
        return one.relation == other.relation and (at.sha256, at.start, at.end) == (
            there.sha256,
            there.start,
            there.end,
        )
    return (one.relation, at, one.locator) == (other.relation, there, other.locator)


def _relocated(connection: Connection, old: Link, made: Link) -> str:
    """The locator of a link that has got another passage: one that only told the old passage's place goes with it."""
    if made.evidence is None or old.evidence is None or made.evidence == old.evidence:
        return old.locator or made.locator
    if repository.find_document(connection, old.evidence.document) is None:
        return old.locator
    return _place(connection, made.evidence) if old.locator == _place(connection, old.evidence) else old.locator


def _evidence(connection: Connection, passage: tuple[str, int, int]) -> Evidence:
    """The passage of a stored document as an anchor. Raises :class:`UsageError` for a span outside its text."""
    document = documents.find(connection, passage[0])
    anchor = anchors.describe(repository.text(connection, document.id), *passage[1:])
    return Evidence(document=document.id, sha256=document.sha256, **msgspec.structs.asdict(anchor))


def _place(connection: Connection, evidence: Evidence) -> str:
    """Where a passage stands, as people say it."""
    return f"\u00b6 {Paragraphs(repository.text(connection, evidence.document)).number(evidence.start)}"


def _placed(connection: Connection, known: Ledger, to: Pin, mark: Placed) -> Pin:
    """The source at hand with the passage of its text that says the same, where there is one beyond doubt."""
    ident = standing(known, sources.pick(known, to.source))
    if to.evidence is not None or to.locator or repository.find_document(connection, ident) is None:
        return to
    if not mark.placed or ident == mark.document:
        return to
    span = mark.annotation.start, mark.annotation.end
    text, other = repository.text(connection, mark.document), repository.text(connection, ident)
    found = _verbatim(other, mark.annotation.exact)
    if found is not None and not turns(other[slice(*context(other, *found))]) <= turns(
        text[slice(*context(text, *span))]
    ):
        found = None  # "it is not true that" may stand before the very words
    found = found or evidence_of.certain(connection, mark.document, span, ident)
    return to if found is None else Pin(ident, to.relation, to.grade, evidence=(ident, *found))


_TELLING = 12
"""Code points from which on the very words are a passage: a bare number stands anywhere."""


def _verbatim(text: str, exact: str) -> tuple[int, int] | None:
    """Where the very words stand in a text, if they do once and on whole characters."""
    folded, needle = fold(text), fold(exact)
    at = folded.find(needle)
    if at < 0 or folded.find(needle, at + 1) >= 0 or len(needle) < _TELLING:
        return None
    end = at + len(needle)
    return (at, end) if widen(text, at, end) == (at, end) else None


def _linked(known: Ledger, mark: Annotation, to: Pin) -> bool:
    """Whether an annotation has a link to that source and, where one is named, to that passage."""
    ident = standing(known, sources.pick(known, to.source))
    return any(
        standing(known, one.source) == ident
        and one.relation == to.relation
        and (
            to.evidence is None
            or (one.evidence is not None and (one.evidence.start, one.evidence.end) == to.evidence[1:])
        )
        for one in mark.links
    )


def _locator(given: str) -> str:
    locator = admit_line(given)
    if len(locator) > 1000:
        raise UsageError("A locator has at most 1,000 characters.", "Nothing was saved.")
    return locator


def _number(links: list[Link], given: str, known: Ledger) -> int:
    """Which link an id, its end, or its source (as :func:`workbench.services.sources.pick` takes it) stands for."""
    fits = [number for number, one in enumerate(links) if given in (one.id, one.source)] or [
        number for number, one in enumerate(links) if _tail(one.id, given)
    ]
    if not fits:
        named = {one.source for one in links}
        meant = {standing(known, one) for one in named if given and (one.startswith(given) or _tail(one, given))}
        if given in known:
            meant = {standing(known, given)}
        fits = [number for number, one in enumerate(links) if meant == {standing(known, one.source)}]
    if len(fits) != 1:
        what = "There is no such link" if not fits else f"{len(fits)} links fit"
        there = ", ".join(
            f"{links[number].id[-8:]} ({links[number].relation} {links[number].source})" for number in fits
        )
        raise UsageError(
            f'{what}: "{shown_line(given)}".',
            f"Give one of {there}."
            if fits
            else "Give the id of the link or its source; `annotations --json` shows them.",
        )
    return fits[0]


def _tail(ident: str, given: str) -> bool:
    return len(given) >= ids.TAIL and ident.endswith(given)


def _with_links(mark: Annotation, links: Iterable[Link]) -> Annotation:
    return msgspec.structs.replace(mark, links=tuple(links))
