"""What a passage should read instead, and questions to people about it: made, moved on, answered, dropped, listed."""

from collections.abc import Callable, Collection, Sequence

import msgspec

from workbench.domain import corrections
from workbench.domain.corrections import Item
from workbench.domain.errors import Stale, UsageError
from workbench.domain.ids import TAIL
from workbench.domain.model import Annotation, Checked, Correction, CorrectionState, Placed, Query
from workbench.domain.text import admit, admit_line, shown_line
from workbench.services import annotations, documents, sight
from workbench.services.clock import new_id, now
from workbench.services.workspace import Workspace
from workbench.store import repository
from workbench.store.engine import Connection
from workbench.store.journal import Act, Put

LONGEST = 1000
"""Code points of a question and of an answer."""


def listing(
    workspace: Workspace,
    given: str | None = None,
    *,
    everyone: bool = False,
    story: str | None = None,
    states: Collection[str] = (),
) -> list[Item]:
    """The corrections and questions of the acting annotator, by the title of their document and by their place.

    With ``everyone`` everybody's that may be seen; narrowed to one document, a story, or some states.
    """
    with workspace.store.read() as connection:
        only = documents.find(connection, given) if given is not None else None
        found = repository.corrected(
            connection,
            document_id=only.id if only is not None else None,
            annotator_name=None if everyone else workspace.annotator,
        )
        marks: dict[str, list[Placed]] = {}
        for one in sight.sight(connection, workspace).only(found):
            if one.kind == "annotations":
                marks.setdefault(one.document, []).append(one)
        here = [only] if only is not None else repository.documents(connection)
        wanted = [one for one in here if one.id in marks and (story is None or story in one.stories)]
        listed = [
            item
            for document in sorted(wanted, key=lambda one: (one.title.casefold(), one.id))
            for item in corrections.items(document, repository.text(connection, document.id), marks[document.id])
        ]
    return [one for one in listed if not states or one.state in states]


# --- corrections -----------------------------------------------------------------------------------------------------


def correct(
    workspace: Workspace,
    annotation_id: str,
    text: str,
    reason: str | None = None,
    *,
    state: CorrectionState | None = None,
    seen: int | None = None,
) -> Placed:
    """Say what an annotation of the acting annotator should read, and why: its status is then needs_correction.

    An earlier reason stays where none is given. Without a ``state`` other words are proposed anew; the same ones are as
    far as they were. Raises :class:`UsageError` for an empty text or the very words.
    """
    wanted = admit(text).text.strip()

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        mark, old = before.annotation, before.annotation.correction
        if not wanted:
            raise UsageError("Nothing was said that it should read.", "Give the words, or query it instead.")
        if wanted == mark.exact:
            raise UsageError("It reads so already.", "Give other words, or pass it.")
        why = old.reason if reason is None and old is not None else admit(reason or "").text.strip()
        kept = old.state if old is not None and old.text == wanted else "proposed"
        correction = Correction(text=wanted, reason=why, state=state or kept)
        if mark.correction == correction and mark.status == "needs_correction":
            return mark
        checked = Checked(by=workspace.annotator, at=moment, method=mark.checked.method if mark.checked else None)
        return msgspec.structs.replace(mark, correction=correction, status="needs_correction", checked=checked)

    return annotations.revise(workspace, annotation_id, alter, "correct", seen=seen)


def move_on(workspace: Workspace, annotation_id: str, state: CorrectionState, *, seen: int | None = None) -> Placed:
    """Say how far a correction has got: sent, accepted, made, or stet (it stays as printed)."""

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        correction = _there(before)
        return msgspec.structs.replace(before.annotation, correction=msgspec.structs.replace(correction, state=state))

    return annotations.revise(workspace, annotation_id, alter, f"correction {state}", seen=seen)


def move_all(workspace: Workspace, marks: Sequence[Placed], state: CorrectionState) -> list[Placed]:
    """Say of many corrections, as they were seen, how far they have got: all or none, as one act; as they then are.

    Raises :class:`Stale` where any of them has moved on, :class:`UsageError` for somebody else's.
    """
    with workspace.store.write() as connection:
        moment = now()
        found = repository.annotations_of(connection, (one.id for one in marks))
        here = set(repository.document_ids(connection))
        after = []
        for seen in marks:
            one = found.get(seen.id)
            if one is None or one.revision != seen.revision or one.document not in here:
                raise Stale("One of these was changed by someone else.", "Nothing was saved; look again.")
            if one.annotator != workspace.annotator:
                raise UsageError(f"One of these is {shown_line(one.annotator)}'s.", "Nothing was saved.")
            mark, correction = one.annotation, msgspec.structs.replace(_there(one), state=state)
            if correction != mark.correction:
                mark = msgspec.structs.replace(mark, correction=correction, modified=moment)
                after.append(msgspec.structs.replace(one, annotation=mark))
        noun = "correction" if len(after) == 1 else "corrections"
        act = Act(connection, workspace.annotator, moment, f"{len(after)} {noun} {state}")
        revisions = act.put_all([Put("annotation", one.id, one) for one in after])
    return [msgspec.structs.replace(one, revision=number) for one, number in zip(after, revisions, strict=True)]


def drop(workspace: Workspace, annotation_id: str, *, seen: int | None = None) -> Placed:
    """Take a correction of the acting annotator away.

    What needed correction has no result any more and is then in progress: ``recheck`` would say that its words changed.
    """

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        _there(before)
        mark = msgspec.structs.replace(before.annotation, correction=None)
        if mark.status != "needs_correction":
            return mark
        return msgspec.structs.replace(mark, status="in_progress", checked=None)

    return annotations.revise(workspace, annotation_id, alter, "take away the correction of", seen=seen)


def _there(mark: Placed) -> Correction:
    """The correction of an annotation; raises :class:`UsageError` where it has none."""
    if mark.annotation.correction is None:
        raise UsageError("There is no correction here.", "Say what it should read first.")
    return mark.annotation.correction


# --- questions -------------------------------------------------------------------------------------------------------


def query(workspace: Workspace, annotation_id: str, to: str, text: str, *, seen: int | None = None) -> Placed:
    """Ask somebody about an annotation of the acting annotator; one that nobody has come to is then in progress."""

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        mark = before.annotation
        whom, asked = _question(to, text)
        one = Query(id=new_id(), to=whom, text=asked, by=workspace.annotator, at=moment)
        status = "in_progress" if mark.status in ("unchecked", "recheck") else mark.status
        return msgspec.structs.replace(mark, queries=(*mark.queries, one), status=status)

    return annotations.revise(workspace, annotation_id, alter, "query", seen=seen)


def rephrase(workspace: Workspace, query_id: str, to: str, text: str, *, seen: int | None = None) -> Placed:
    """Put a question of the acting annotator in other words, or to somebody else."""

    def alter(before: Query) -> Query:
        whom, asked = _question(to, text)
        return msgspec.structs.replace(before, to=whom, text=asked)

    return _revise(workspace, query_id, alter, "rephrase the query on", seen)


def answer(workspace: Workspace, query_id: str, text: str, *, seen: int | None = None) -> Placed:
    """Note the answer to a question of the acting annotator; a later answer takes its place.

    ``query_id`` is the id of the question, or the end of it, here and in what follows. Raises :class:`UsageError`.
    """
    words = admit(text).text.strip()
    if not words or len(words) > LONGEST:
        raise UsageError(f"An answer has 1 to {LONGEST} characters.", "Nothing was saved.")

    def alter(before: Query) -> Query:
        return msgspec.structs.replace(before, answer=words, state="answered")

    return _revise(workspace, query_id, alter, "answer to", seen)


def reopen(workspace: Workspace, query_id: str, *, seen: int | None = None) -> Placed:
    """Have a question open again: its answer goes (undo brings it back), so that none stands as if it were one."""

    def alter(before: Query) -> Query:
        if before.state == "open":
            raise UsageError("This question is open.", "Nothing was changed.")
        return msgspec.structs.replace(before, answer="", state="open")

    return _revise(workspace, query_id, alter, "open again the query on", seen)


def withdraw(workspace: Workspace, query_id: str, *, seen: int | None = None) -> Placed:
    """Take a question of the acting annotator away, with its answer."""
    return _revise(workspace, query_id, lambda before: None, "take away the query on", seen)


def _question(to: str, text: str) -> tuple[str, str]:
    """Whom to ask and what, as it is stored."""
    whom, asked = admit_line(to), " ".join(admit(text).text.split())
    if not whom or len(whom) > 100:
        raise UsageError("A question is to somebody, by a name of 1 to 100 characters.", "Nothing was saved.")
    if not asked or len(asked) > LONGEST:
        raise UsageError(f"A question has 1 to {LONGEST} characters.", "Nothing was saved.")
    return whom, asked


def _revise(
    workspace: Workspace, query_id: str, change: Callable[[Query], Query | None], verb: str, seen: int | None
) -> Placed:
    """Change one question of an annotation, or (None) take it away."""
    mark_id, whole = _asked(workspace, query_id)

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        if all(one.id != whole for one in before.annotation.queries):
            raise Stale("This question was taken away by someone else.", "Nothing was saved; look again.")
        after = [change(one) if one.id == whole else one for one in before.annotation.queries]
        return msgspec.structs.replace(before.annotation, queries=tuple(one for one in after if one is not None))

    return annotations.revise(workspace, mark_id, alter, verb, seen=seen)


def _asked(workspace: Workspace, given: str) -> tuple[str, str]:
    """The annotation and the question that an id, or the end of one, stands for, among the acting annotator's."""
    with workspace.store.read() as connection:
        mine = repository.corrected(connection, annotator_name=workspace.annotator)
    found = [
        (mark.id, one.id)
        for mark in mine
        if mark.kind == "annotations"
        for one in mark.annotation.queries
        if one.id == given or (len(given) >= TAIL and one.id.endswith(given))
    ]
    if len(found) != 1:
        what = "There is no question of yours" if not found else f"{len(found)} questions fit"
        raise UsageError(f'{what}: "{shown_line(given)}".', "Give more of its id; `corrections` lists them.")
    return found[0]
