"""Review: where annotators' sets meet, a reviewer's decisions on it, and words to one another."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from workbench.domain import ids
from workbench.domain.anchors import describe
from workbench.domain.differences import digest
from workbench.domain.errors import Stale, UsageError
from workbench.domain.fields import assign
from workbench.domain.model import (
    Annotation,
    Comment,
    Decided,
    Decision,
    DecisionAction,
    Document,
    Placed,
    Remark,
    SetHeader,
)
from workbench.domain.pairing import Reading, pair
from workbench.domain.reviewing import Case, adjudicated, cases, contents, reach, taken
from workbench.domain.spans import Span
from workbench.domain.text import admit, shown_line
from workbench.services import documents, sight
from workbench.services.annotations import check_tag, ensure_set
from workbench.services.clock import new_id, now
from workbench.services.workspace import Workspace
from workbench.store import counting, repository
from workbench.store.engine import Connection
from workbench.store.journal import Act, Put, set_id

AGREED = "agreed"


class Reviewed(NamedTuple):
    """One document under review: its metadata, whose sets meet there, where each could have marked, and the cases."""

    document: Document
    annotators: tuple[str, ...]
    reach: Mapping[str, Sequence[Span]]
    marks: Mapping[str, Sequence[Annotation]]
    cases: tuple[Case, ...]


def annotators(workspace: Workspace) -> list[str]:
    """Everyone who has annotations, by name."""
    with workspace.store.read() as connection:
        return sorted({one.annotator for one in counting.counts(connection)})


def chosen(workspace: Workspace, names: Sequence[str]) -> list[str]:
    """The annotators under review: those named, else everyone who has annotations.

    Raises :class:`UsageError` for a name that nobody bears here.
    """
    with workspace.store.read() as connection:
        known = sorted(repository.annotators(connection))
        there = sorted({one.annotator for one in counting.counts(connection)})
    for name in names:
        if name not in known:
            raise UsageError(
                f'There is no annotator "{shown_line(name)}" here.', f"There are {', '.join(known) or 'none'}."
            )
    return sorted(set(names)) if names else there


def review(
    workspace: Workspace,
    names: Sequence[str] = (),
    *,
    document: str | None = None,
    story: str | None = None,
) -> list[Reviewed]:
    """Every document on which the annotators (everyone without names) meet, by title, with its cases in text order.

    With one annotator every mark of theirs is a case, to be signed off.
    """
    return [one for one in through(workspace, names, document=document, story=story) if one.cases]


def through(
    workspace: Workspace,
    names: Sequence[str] = (),
    *,
    document: str | None = None,
    story: str | None = None,
) -> list[Reviewed]:
    """As :func:`review`, with the documents in which nobody has marked anything: having read them says something."""
    wanted = chosen(workspace, names)
    with workspace.store.read() as connection:
        only = documents.find(connection, document).id if document is not None else None
        found = [
            one
            for one in repository.documents(connection)
            if only in (None, one.id) and (story is None or story in one.stories)
        ]
        unseen = sight.hidden(connection, workspace)  # one's own reading of these is not finished
        reviewed = [_reviewed(connection, workspace.annotator, one, wanted) for one in found if one.id not in unseen]
    return sorted(reviewed, key=lambda one: (one.document.title.lower(), one.document.id))


def _reviewed(connection: Connection, reviewer: str, document: Document, names: Sequence[str]) -> Reviewed:
    marks: dict[str, list[Annotation]] = {name: [] for name in names}
    for one in repository.annotations(connection, document_id=document.id):
        if one.annotator in marks and one.kind == "annotations" and one.placed:
            marks[one.annotator].append(one.annotation)
    within = {name: _reach(connection, document, name, bool(found)) for name, found in marks.items()}
    there = tuple(name for name in names if marks[name] or within[name])
    if not any(marks.values()):
        return Reviewed(document, there, within, marks, ())
    text = repository.text(connection, document.id)
    items = pair(document.id, text, marks, within)
    decided = [
        one.decision for one in repository.decisions(connection, document_id=document.id) if one.annotator == reviewer
    ]
    said = [one.comment for one in repository.comments(connection, document_id=document.id)]
    return Reviewed(document, there, within, marks, tuple(cases(document.id, items, decided, said)))


def _reach(connection: Connection, document: Document, annotator: str, marked: bool) -> list[Span]:
    header = repository.find_set(connection, SetHeader(document=document.id, annotator=annotator))
    assigned = [one for one in document.assignments if one.annotator == annotator]
    ticked = header.coverage if header is not None else ()
    done = header is not None and header.done
    return reach(document.characters, assigned, ticked, done=done, marked=marked)


def find(workspace: Workspace, given: str, names: Sequence[str] = ()) -> tuple[Reviewed, Case]:
    """The case whose item id is, or begins with, ``given``."""
    there = {case.item.id: (one, case) for one in review(workspace, names) for case in one.cases}
    return there[ids.pick(given, there, "review item", prefix=True)]


# --- deciding ------------------------------------------------------------------------------------------------------


def accept(
    workspace: Workspace,
    case: Case,
    annotator: str | None = None,
    *,
    tag: str | None = None,
    take: Mapping[str, str] | None = None,
    reason: str = "",
) -> Decision:
    """Accept an annotator's readings of a case (of an agreed one anybody's), the links of all readings united.

    With a ``tag`` they get that one; ``take`` names fields that are taken from other annotators.
    """
    mine = readings_of(case, annotator)
    made = [_retagged(workspace, one.mark, tag) for one in mine]
    for name, other in (take or {}).items():
        theirs = readings_of(case, other)[0].mark
        made = [taken(one, theirs, name, workspace.scheme) for one in made]
    return _decide(workspace, case, "amend" if take or tag else "accept", made, reason, said="accept")


def amend(
    workspace: Workspace,
    case: Case,
    annotator: str | None = None,
    *,
    span: tuple[int, int] | None = None,
    tag: str | None = None,
    fields: Mapping[str, str] | None = None,
    reason: str = "",
) -> Decision:
    """Decide on words, a tag or fields of one's own; what is not given is as in the annotator's reading."""
    mark = _retagged(workspace, readings_of(case, annotator)[0].mark, tag)
    if span is not None:
        with workspace.store.read() as connection:
            anchor = describe(repository.text(connection, case.document), *span)
        mark = msgspec.structs.replace(mark, **msgspec.structs.asdict(anchor))
    mark = assign(mark, fields or {}, workspace.scheme)
    return _decide(workspace, case, "amend", [mark], reason)


def reject(workspace: Workspace, case: Case, reason: str = "") -> Decision:
    """Decide that none of the readings is right: nothing is to be marked here."""
    return _decide(workspace, case, "reject", [], reason)


def give_back(workspace: Workspace, case: Case, question: str) -> Decision:
    """Return a case to its annotators with a question; it comes back when one of them answers or changes a mark."""
    if not question.strip():
        raise UsageError("A case is returned with a question.", "Say what is asked with --reason.")
    return _decide(workspace, case, "return", [], question)


def explain(workspace: Workspace, case: Case, reason: str) -> Decision:
    """Say why a decision was made: one more row that repeats it with the reason, its annotations staying."""
    before = case.decision
    if before is None or case.open:
        raise UsageError("There is no decision here to explain.", "Decide first.")
    decision = msgspec.structs.replace(before, id=new_id(), at=now(), reason=admit(reason).text.strip())
    with workspace.store.write() as connection:
        act = Act(connection, workspace.annotator, decision.at, "reason of a decision")
        _ensure(connection, act, case.document, workspace.annotator, case.item.annotators)
        state = Decided(document=case.document, annotator=workspace.annotator, decision=decision)
        act.put("decision", decision.id, state)
    return decision


def accept_agreed(workspace: Workspace, agreed: Iterable[Case]) -> int:
    """Accept all cases in which everybody agrees and that are undecided, as one act; how many."""
    waiting = [case for case in agreed if case.item.state == AGREED and case.open]
    moment = now()
    with workspace.store.write() as connection:
        act = Act(connection, workspace.annotator, moment, f"accept {len(waiting)} agreed")
        puts: list[Put] = []
        for document in dict.fromkeys(case.document for case in waiting):
            here = [case for case in waiting if case.document == document]
            _ensure(connection, act, document, workspace.annotator, (n for c in here for n in c.item.annotators))
            for case in here:
                _check(connection, case)
                puts += _puts(connection, case, "accept", [case.item.readings[0].mark], "", workspace.annotator, moment)
        act.put_all(puts)
    return len(waiting)


def readings_of(case: Case, annotator: str | None) -> list[Reading]:
    """An annotator's readings of a case; without a name, those of the only one, or of anybody where all agree.

    Raises :class:`UsageError` where it is not clear whose are meant.
    """
    item = case.item
    if annotator is None:
        if len(item.annotators) > 1 and item.state != AGREED:
            raise UsageError("Whose reading is meant?", f"Name one: {', '.join(item.annotators)}.")
        annotator = item.annotators[0]
    found = [one for one in item.readings if one.annotator == annotator]
    if not found:
        raise UsageError(f"{shown_line(annotator)} has no reading here.", f"There are {', '.join(item.annotators)}.")
    return found


def _retagged(workspace: Workspace, mark: Annotation, tag: str | None) -> Annotation:
    if tag is None or tag == mark.tag:
        return mark
    check_tag(workspace, tag)
    return msgspec.structs.replace(mark, tag=tag, claim=None, quote=None, figure=None, fields={})


def _decide(
    workspace: Workspace,
    case: Case,
    action: DecisionAction,
    marks: Sequence[Annotation],
    reason: str,
    *,
    said: str = "",
) -> Decision:
    moment, reason = now(), admit(reason).text.strip()
    with workspace.store.write() as connection:
        _check(connection, case)
        words = " ".join(case.item.readings[0].mark.exact.split())[:40]
        act = Act(connection, workspace.annotator, moment, f"{said or action} “{words}”")
        _ensure(connection, act, case.document, workspace.annotator, case.item.annotators)
        puts = _puts(connection, case, action, marks, reason, workspace.annotator, moment)
        act.put_all(puts)
    decided = next(put.state for put in puts if isinstance(put.state, Decided))
    return decided.decision


def _check(connection: Connection, case: Case) -> None:
    """Refuse to decide on readings that have changed since they were looked at."""
    for one in case.item.readings:
        stands = repository.find_annotation(connection, one.mark.id)
        if stands is None or digest(stands.annotation) != digest(one.mark):
            raise Stale(
                f"{shown_line(one.annotator)}'s annotation was changed since you looked at it.",
                "Nothing was decided; look again.",
            )


def _ensure(connection: Connection, act: Act, document: str, reviewer: str, annotators: Iterable[str]) -> None:
    """See to it that the reviewer has an adjudicated set of the document, and that it names whose sets it is from."""
    blank = SetHeader(document=document, annotator=reviewer, kind="adjudicated")
    ensure_set(connection, blank)
    header = repository.find_set(connection, blank)
    assert header is not None
    names = tuple(sorted({*header.from_, *annotators}))
    if names != header.from_:
        after = msgspec.structs.replace(header, from_=names)
        Act(connection, act.annotator, act.at, "begin a review", kind="setup").put("set", set_id(after), after)


def _puts(
    connection: Connection,
    case: Case,
    action: DecisionAction,
    marks: Sequence[Annotation],
    reason: str,
    reviewer: str,
    moment: str,
) -> list[Put]:
    """What a decision changes: annotations of the one before go, its own and itself are made."""
    made = [adjudicated(mark, case.item, new_id(), moment) for mark in marks]
    stood = contents(case.item)
    decision = Decision(
        id=new_id(),
        item=case.item.id,
        action=action,
        readings=tuple(stood),
        contents=tuple(stood.values()),
        made=tuple(one.id for one in made),
        reason=reason,
        by=reviewer,
        at=moment,
    )
    before = case.decision.made if case.decision is not None else ()
    gone = [one for one in before if repository.find_annotation(connection, one) is not None]
    return [
        *(Put("annotation", one, None) for one in gone),
        *(
            Put(
                "annotation",
                one.id,
                Placed(document=case.document, annotator=reviewer, kind="adjudicated", annotation=one),
            )
            for one in made
        ),
        Put("decision", decision.id, Decided(document=case.document, annotator=reviewer, decision=decision)),
    ]


# --- words to one another ------------------------------------------------------------------------------------------


def say(workspace: Workspace, document_id: str, about: str, text: str) -> Comment:
    """Comment on an annotation or a review item (by its id), in the acting annotator's own set of the document."""
    said = admit(text).text.strip()
    if not said:
        raise UsageError("A comment needs some words.", "Nothing was saved.")
    with workspace.store.write() as connection:
        document = documents.find(connection, document_id)
        ensure_set(connection, SetHeader(document=document.id, annotator=workspace.annotator))
        comment = Comment(id=new_id(), on=about, by=workspace.annotator, at=now(), text=said[:1000])
        act = Act(connection, workspace.annotator, comment.at, f"comment “{' '.join(said.split())[:40]}”")
        act.put("comment", comment.id, Remark(document=document.id, annotator=workspace.annotator, comment=comment))
    return comment


def comments(workspace: Workspace, document_id: str) -> list[Comment]:
    """What was said about the annotations and items of a document, by time; of a hidden one only what is one's own."""
    with workspace.store.read() as connection:
        mine = sight.sight(connection, workspace)
        return [one.comment for one in repository.comments(connection, document_id=document_id) if mine.sees(one)]
