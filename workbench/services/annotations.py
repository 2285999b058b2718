"""Annotations: making, changing, deleting and listing them. Every edit is one transaction, committed when made."""

from collections.abc import Callable, Mapping

import msgspec

from workbench.domain import anchors, coverage, ids
from workbench.domain.errors import Stale, UsageError
from workbench.domain.fields import assign
from workbench.domain.graphemes import is_boundary
from workbench.domain.model import SETTLED, TAGS, Annotation, Checked, Figure, Placed, SetHeader, Status
from workbench.domain.quantities import quantity
from workbench.domain.relations import block_of, enclosing
from workbench.domain.segments import Paragraphs
from workbench.domain.spans import Span
from workbench.domain.text import admit, fold, shown_line
from workbench.domain.verdicts import rated, scale_of
from workbench.services import dating, documents, sight
from workbench.services.clock import new_id, now
from workbench.services.workspace import Workspace
from workbench.store import counting, repository
from workbench.store.engine import Connection
from workbench.store.journal import Act, set_id


def locate(text: str, quote: str, occurrence: int | None = None) -> Span:
    """The span of ``quote`` in ``text`` under the folding (spaces, marks, dashes, case), on whole characters.

    ``occurrence`` counts from 1 where the words stand several times. Raises :class:`UsageError` listing the places.
    """
    needle, folded = fold(admit(quote).text), fold(text)
    if not needle.strip():
        raise UsageError("The words to mark are empty.", "Give some with --quote, or a place with --span START:END.")
    places: list[int] = []
    at = folded.find(needle)
    while at >= 0:
        if is_boundary(text, at) and is_boundary(text, at + len(needle)):
            places.append(at)
        at = folded.find(needle, at + 1)
    asked = shown_line(quote[:60])
    if not places:
        raise UsageError(f'"{asked}" does not stand in this document.', "Copy the words from `workbench show`.")
    if occurrence is not None:
        if not 1 <= occurrence <= len(places):
            raise UsageError(f'"{asked}" stands {len(places)} times.', f"Choose --occurrence 1 to {len(places)}.")
        return Span(places[occurrence - 1], places[occurrence - 1] + len(needle))
    if len(places) > 1:
        paragraphs = Paragraphs(text)
        listed = [
            f"{number}: {place}:{place + len(needle)} (paragraph {paragraphs.number(place)})"
            for number, place in enumerate(places[:9], 1)
        ]
        more = f" and {len(places) - 9} more" if len(places) > 9 else ""
        raise UsageError(
            f'"{asked}" stands {len(places)} times: {", ".join(listed)}{more}.', "Choose one with --occurrence N."
        )
    return Span(places[0], places[0] + len(needle))


def annotate(
    workspace: Workspace,
    document_id: str,
    span: tuple[int, int],
    tag: str,
    *,
    fields: Mapping[str, str] | None = None,
    status: Status | None = None,
) -> Placed:
    """Make an annotation of ``span`` (code points, taken as given) by the acting annotator.

    ``fields`` are set as :func:`workbench.domain.fields.assign` does. Who keeps coverage of the document also ticks the
    sentences of the span by it. Raises :class:`UsageError` for a span outside the text or through a character, a tag
    that the scheme lacks, or a field that does not fit.
    """
    check_tag(workspace, tag)
    with workspace.store.write() as connection:
        documents.find(connection, document_id)  # it may have been archived meanwhile
        text = repository.text(connection, document_id)
        anchor, moment = anchors.describe(text, *span), now()
        mark = Annotation(id=new_id(), tag=tag, created=moment, modified=moment, **msgspec.structs.asdict(anchor))
        mark = filled(workspace, mark, fields or {}, moment)
        mark = dating.with_day(connection, document_id, mark, fields or {})
        if mark.tag == "figure":
            mark = read_amount(mark, was="")
        if status is not None:
            mark = _with_status(mark, status, workspace.annotator, moment)
        elif mark.status != "unchecked":
            mark = _with_status(mark, mark.status, workspace.annotator, moment)
        placed = Placed(document=document_id, annotator=workspace.annotator, annotation=mark)
        if not mark.relayed_by:
            placed = _relayed(connection, placed)
        act = Act(connection, workspace.annotator, moment, f"{tag} “{_short(mark.exact)}”")
        header = ensure_set(connection, SetHeader(document=document_id, annotator=workspace.annotator))
        revision = act.put("annotation", placed.id, placed)
        if header.coverage:
            been = tuple((one.start, one.end) for one in coverage.ticked(text, header.coverage, span))
            if been != header.coverage:
                act.put("set", set_id(header), msgspec.structs.replace(header, coverage=been))
    return msgspec.structs.replace(placed, revision=revision)


def edit(
    workspace: Workspace,
    annotation_id: str,
    *,
    seen: int | None = None,
    span: tuple[int, int] | None = None,
    tag: str | None = None,
    fields: Mapping[str, str] | None = None,
    status: Status | None = None,
) -> Placed:
    """Change an annotation of the acting annotator; what is not given stays. Nothing is journalled if nothing differs.

    ``seen`` is the revision that was looked at (:class:`workbench.domain.errors.Stale` where it has moved on). A
    ``span`` also gives an unplaced annotation its place; a settled annotation that gets other words is to be checked
    again. Retagging drops the old tag's own fields.
    """
    with workspace.store.write() as connection:
        before = own(connection, workspace, annotation_id, seen)
        mark, moment = before.annotation, now()
        placed = before
        if span is not None:
            anchor = anchors.describe(repository.text(connection, before.document), *span)
            mark = msgspec.structs.replace(mark, **msgspec.structs.asdict(anchor))
            placed = msgspec.structs.replace(placed, anchor_state="exact", unplaced=None, proposal=None)
        if tag is not None and tag != mark.tag:
            check_tag(workspace, tag)
            mark = msgspec.structs.replace(mark, tag=tag, claim=None, quote=None, figure=None, fields={})
        mark = filled(workspace, mark, fields or {}, moment)
        mark = dating.with_day(connection, before.document, mark, fields or {}, before)
        if mark.tag == "figure" and (mark.exact, mark.tag) != (before.annotation.exact, before.annotation.tag):
            mark = read_amount(mark, was=before.annotation.exact if before.annotation.tag == "figure" else "")
        wanted = status if status is not None else mark.status
        if wanted == before.annotation.status in SETTLED and mark.exact != before.annotation.exact:
            wanted = "recheck"  # what was settled was about other words
        if wanted != before.annotation.status:
            mark = _with_status(mark, wanted, workspace.annotator, moment)
        else:
            mark = msgspec.structs.replace(mark, status=wanted)
        if mark == before.annotation and placed == before:
            return before
        mark = msgspec.structs.replace(mark, modified=moment)
        after = msgspec.structs.replace(placed, annotation=mark)
        act = Act(connection, workspace.annotator, moment, f"{_verb(before, after)} “{_short(mark.exact)}”")
        revision = act.put("annotation", before.id, after, seen=seen)
        if mark.tag == "quote" and mark.relayed_by != before.annotation.relayed_by:
            _pass_on(connection, act, before, after)
    return msgspec.structs.replace(after, revision=revision)


def revise(
    workspace: Workspace,
    annotation_id: str,
    alter: Callable[[Connection, Placed, str], Annotation],
    verb: str,
    *,
    seen: int | None = None,
) -> Placed:
    """Change an annotation of the acting annotator by ``alter``, which is given it as it stands and the time.

    ``verb`` says in the journal what was done. Nothing is journalled if nothing differs; ``seen`` as in :func:`edit`.
    """
    with workspace.store.write() as connection:
        before, moment = own(connection, workspace, annotation_id, seen), now()
        mark = alter(connection, before, moment)
        if mark == before.annotation:
            return before
        after = msgspec.structs.replace(before, annotation=msgspec.structs.replace(mark, modified=moment))
        act = Act(connection, workspace.annotator, moment, f"{verb} “{_short(mark.exact)}”")
        revision = act.put("annotation", before.id, after, seen=seen)
    return msgspec.structs.replace(after, revision=revision)


def filled(workspace: Workspace, mark: Annotation, given: Mapping[str, str], moment: str) -> Annotation:
    """The annotation with fields set as :func:`workbench.domain.fields.assign` does, and verdicts by their scale."""
    rest = {}
    verdicts = {}
    for name, value in given.items():
        scale = scale_of(name)
        if scale is None:
            rest[name] = value
        else:
            verdicts[scale] = value
    mark = assign(mark, rest, workspace.scheme)
    for name, value in verdicts.items():
        if name not in workspace.scales:
            raise UsageError(
                f'There is no scale of verdicts "{shown_line(name)}" here.',
                f"There is {', '.join(workspace.scales)}; others are set up in workbench.yaml.",
            )
        mark = rated(mark, workspace.scales[name], value, by=workspace.annotator, at=moment)
    return mark


_AMOUNT = ("value", "min", "max", "approximator", "unit")


def read_amount(mark: Annotation, *, was: str) -> Annotation:
    """A figure with its amount filled in from its words, where nobody has said otherwise.

    ``was`` are the words that it bore before: what had been read from them is no word of a person's.
    """
    read = quantity(mark.exact)
    before = mark.figure or Figure()
    old = quantity(was) if was else None
    given = {name: getattr(before, name) for name in _AMOUNT}
    if given != {name: getattr(old or Figure(), name) for name in _AMOUNT}:
        return mark
    after = msgspec.structs.replace(before, **{name: getattr(read or Figure(), name) for name in _AMOUNT})
    return msgspec.structs.replace(mark, figure=None if after == Figure() else after)


def _relayed(connection: Connection, placed: Placed) -> Placed:
    """An annotation with who relayed it, where it lies in a quotation that says so."""
    block = block_of(placed, repository.around(connection, placed, "quote"))
    if block is None:
        return placed
    mark = msgspec.structs.replace(placed.annotation, relayed_by=block.annotation.relayed_by)
    return msgspec.structs.replace(placed, annotation=mark)


def _pass_on(connection: Connection, act: Act, before: Placed, after: Placed) -> None:
    """Let the annotations inside a quotation follow who relayed it, where they said the same or nothing."""
    if not after.placed:
        return
    old, new = before.annotation.relayed_by, after.annotation.relayed_by
    for one in repository.within(connection, after):
        if one.annotation.relayed_by in ("", old) and enclosing(one, [after], "quote"):
            mark = msgspec.structs.replace(one.annotation, relayed_by=new, modified=act.at)
            act.put("annotation", one.id, msgspec.structs.replace(one, annotation=mark))


def delete(workspace: Workspace, annotation_id: str, *, seen: int | None = None) -> Placed:
    """Delete an annotation of the acting annotator (undo brings it back); what it was.

    Its sentences are no longer ticked by it where no other annotation of theirs is on them: they are to be read again.
    """
    with workspace.store.write() as connection:
        before = own(connection, workspace, annotation_id, seen)
        summary = f"delete {before.annotation.tag} “{_short(before.annotation.exact)}”"
        act = Act(connection, workspace.annotator, now(), summary)
        act.put("annotation", before.id, None, seen=seen)
        _untick(connection, act, before)
    return before


def _untick(connection: Connection, act: Act, gone: Placed) -> None:
    header = repository.find_set(connection, SetHeader(document=gone.document, annotator=gone.annotator))
    if header is None or not header.coverage or not gone.placed or gone.kind != "annotations":
        return
    text = repository.text(connection, gone.document)
    marks = counting.places(connection, gone.annotator, gone.document).get((gone.document, gone.annotator), [])
    left = [Span(*one) for one in header.coverage]
    for sentence in coverage.checkable(text, gone.annotation.start, gone.annotation.end):
        if not any(sentence.overlaps(Span(*mark)) for mark in marks):
            left = coverage.unticked(text, left, sentence)
    after = msgspec.structs.replace(header, coverage=tuple((one.start, one.end) for one in left))
    if after != header:
        act.put("set", set_id(after), after)


def listing(
    workspace: Workspace,
    *,
    document: str | None = None,
    annotator: str | None = None,
    tag: str | None = None,
    status: str | None = None,
    story: str | None = None,
    unlinked: bool = False,
) -> list[Placed]:
    """Annotations of all annotators unless narrowed, in text order, unplaced ones of a document last.

    Here and below those of others only where the acting annotator may see them (:mod:`workbench.services.sight`).
    """
    with workspace.store.read() as connection:
        document_id = documents.find(connection, document).id if document is not None else None
        found = repository.annotations(
            connection, document_id=document_id, annotator_name=annotator, tag=tag, status=status
        )
        found = sight.sight(connection, workspace).only(found)
        here = {one.id for one in repository.documents(connection) if story is None or story in one.stories}
    found = [one for one in found if one.document in here and one.kind == "annotations"]
    return [one for one in found if not (unlinked and one.annotation.links)]


def of_document(workspace: Workspace, document_id: str) -> list[Placed]:
    """All annotations of one document, by anybody, in text order, unplaced ones last."""
    with workspace.store.read() as connection:
        return sight.sight(connection, workspace).only(repository.annotations(connection, document_id=document_id))


def conflicts(workspace: Workspace) -> dict[str, Annotation | None]:
    """Colleagues' states that contradict ours and wait for a word, by annotation id; None: deleted there."""
    with workspace.store.read() as connection:
        open_ones = sight.conflicts(connection, workspace)
    return {key: one.theirs.annotation if one.theirs else None for key, one in open_ones.items()}


def disputed(workspace: Workspace) -> list[Placed]:
    """The annotations with an open conflict: ours where it stands, else (deleted here) theirs."""
    with workspace.store.read() as connection:
        found = []
        for conflict in sight.conflicts(connection, workspace).values():
            ours = repository.find_annotation(connection, conflict.annotation)
            found += [one for one in (ours or conflict.theirs,) if one is not None]
    return sorted(found, key=repository.text_order)


def get(workspace: Workspace, given: str) -> Placed:
    """The annotation that an id or its unique tail stands for."""
    with workspace.store.read() as connection:
        found = repository.find_annotation(connection, pick(connection, workspace, given))
        assert found is not None
        return found


def seen(workspace: Workspace, annotation_id: str) -> Placed | None:
    """The annotation of that whole id, if it is here and may be seen."""
    with workspace.store.read() as connection:
        found = repository.find_annotation(connection, annotation_id)
        return found if found is not None and sight.sight(connection, workspace).sees(found) else None


def related(workspace: Workspace) -> list[Placed]:
    """The annotations that may be seen and have relations of their own."""
    with workspace.store.read() as connection:
        return sight.sight(connection, workspace).only(repository.related(connection))


def used(workspace: Workspace, field: str) -> list[str]:
    """The values that annotations which may be seen have in a text field, the ones used most often first.

    ``field`` is named as :func:`workbench.domain.fields.assign` takes it, a tag's own with its tag.
    """
    with workspace.store.read() as connection:
        blind = bool(sight.hidden(connection, workspace))
        found = repository.used(connection, field, workspace.annotator if blind else None)
    return [value for value, _ in sorted(found.items(), key=lambda one: (-one[1], one[0].casefold(), one[0]))]


def same_marks(workspace: Workspace, made: Placed) -> list[Placed]:
    """The acting annotator's other annotations with the same tag and span."""
    with workspace.store.read() as connection:
        found = repository.annotations(
            connection, document_id=made.document, annotator_name=made.annotator, tag=made.annotation.tag
        )
    place = (made.annotation.start, made.annotation.end)
    return [
        one
        for one in found
        if one.placed
        and one.kind == made.kind
        and one.id != made.id
        and (one.annotation.start, one.annotation.end) == place
    ]


def short_ids(workspace: Workspace) -> dict[str, str]:
    """The id of every annotation that may be seen, in its shortest unambiguous form among them."""
    with workspace.store.read() as connection:
        return ids.shortened(_seen_ids(connection, workspace))


def short_id(workspace: Workspace, annotation_id: str) -> str:
    """One annotation's id in its shortest unambiguous form."""
    with workspace.store.read() as connection:
        return ids.shortened(_seen_ids(connection, workspace, annotation_id[-ids.TAIL :]))[annotation_id]


def pick(connection: Connection, workspace: Workspace, given: str) -> str:
    """The whole id that ``given`` stands for, among those that the acting annotator may see."""
    found = _seen_ids(connection, workspace, given) if len(given) >= ids.TAIL else []
    return ids.pick(given, found, "annotation")


def _seen_ids(connection: Connection, workspace: Workspace, tail: str = "") -> list[str]:
    seen = sight.sight(connection, workspace).only(repository.owners(connection, tail))
    return [one.id for one in seen]


def own(connection: Connection, workspace: Workspace, given: str, seen: int | None = None) -> Placed:
    """The acting annotator's annotation of that id, as it was ``seen``.

    Raises :class:`UsageError` where it is someone else's or its document is archived, :class:`Stale` where it has
    moved on from that revision.
    """
    found = repository.find_annotation(connection, pick(connection, workspace, given))
    assert found is not None
    documents.find(connection, found.document)
    if found.annotator != workspace.annotator:
        raise UsageError(
            f"This annotation is {shown_line(found.annotator)}'s, and you are {shown_line(workspace.annotator)}.",
            "Make one of your own, or be its annotator with: --as",
        )
    if seen is not None and found.revision != seen:
        raise Stale("This was changed by someone else since you looked at it.", "Nothing was saved; look again.")
    return found


def ensure_set(connection: Connection, header: SetHeader) -> SetHeader:
    """See to it that the annotator is known and the set exists; its header as it stands.

    Not an act that undo would take back.
    """
    register(connection, header.annotator)
    there = repository.find_set(connection, header)
    if there is None:
        act = Act(connection, header.annotator, now(), "begin a set", kind="setup")
        act.put("set", set_id(header), header)
    return there or header


def register(connection: Connection, name: str) -> str:
    """Note an annotator; their folder name. Raises :class:`UsageError` for a name too close to another's."""
    known = repository.annotators(connection)
    if name in known:
        return known[name]
    slug = ids.annotator_slug(name)
    for other, theirs in known.items():
        if theirs == slug:
            raise UsageError(
                f'The annotator "{shown_line(name)}" would share a folder with "{shown_line(other)}".',
                "Use the same spelling, or a name that differs in more than case and punctuation.",
            )
    repository.add_annotator(connection, name, slug)
    return slug


def check_tag(workspace: Workspace, tag: str) -> None:
    """Raises :class:`UsageError` for a tag that is neither built in nor in the workspace's scheme."""
    tags = (*TAGS, *workspace.scheme)
    if tag not in tags:
        raise UsageError(
            f'There is no tag "{shown_line(tag)}".', f"Use {', '.join(tags)}, or add it to workbench.yaml."
        )


def _with_status(mark: Annotation, status: Status, annotator: str, moment: str) -> Annotation:
    checked = Checked(by=annotator, at=moment) if status in SETTLED else None
    return msgspec.structs.replace(mark, status=status, checked=checked)


def _verb(before: Placed, after: Placed) -> str:
    old, new = before.annotation, after.annotation
    said: list[str] = []
    if old.tag != new.tag:
        said.append(f"retag {old.tag} to {new.tag}")
    if (old.start, old.end) != (new.start, new.end) or before.anchor_state != after.anchor_state:
        said.append("move")
    if old.status != new.status:
        said.append(f"status {new.status}")
    if old.note != new.note:
        said.append("note")
    verdicts = [set(one.claim.verdicts if one.claim is not None else ()) for one in (old, new)]
    if verdicts[0] != verdicts[1]:
        given = ", ".join(sorted(one.value for one in verdicts[1] - verdicts[0]))
        said.append(f"verdict {given}" if given else "verdict taken away")
    return ", ".join(said) or "edit"


def _short(exact: str) -> str:
    words = " ".join(exact.split())
    return words if len(words) <= 40 else f"{words[:39].rstrip()}…"
