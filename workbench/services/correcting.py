"""What a passage should read instead, and questions to people about it: made, moved on, answered."""

import msgspec

from workbench.domain.errors import UsageError
from workbench.domain.ids import TAIL
from workbench.domain.model import Annotation, Checked, Correction, CorrectionState, Placed, Query
from workbench.domain.text import admit, admit_line, shown_line
from workbench.services import annotations
from workbench.services.clock import new_id
from workbench.services.workspace import Workspace
from workbench.store import repository
from workbench.store.engine import Connection

LONGEST = 1000
"""Code points of a question and of an answer."""


def correct(
    workspace: Workspace,
    annotation_id: str,
    text: str,
    reason: str = "",
    *,
    state: CorrectionState = "proposed",
    seen: int | None = None,
) -> Placed:
    """Say what an annotation of the acting annotator should read, and why: its status is then needs_correction.

    An earlier reason stays where none is given. Raises :class:`UsageError` for an empty text or the very words.
    """
    wanted = admit(text).text.strip()

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        mark = before.annotation
        if not wanted:
            raise UsageError("Nothing was said that it should read.", "Give the words, or query it instead.")
        if wanted == mark.exact:
            raise UsageError("It reads so already.", "Give other words, or pass it.")
        why = admit(reason).text.strip() or (mark.correction.reason if mark.correction is not None else "")
        correction = Correction(text=wanted, reason=why, state=state)
        if mark.correction == correction and mark.status == "needs_correction":
            return mark
        checked = Checked(by=workspace.annotator, at=moment, method=mark.checked.method if mark.checked else None)
        return msgspec.structs.replace(mark, correction=correction, status="needs_correction", checked=checked)

    return annotations.revise(workspace, annotation_id, alter, "correct", seen=seen)


def move_on(workspace: Workspace, annotation_id: str, state: CorrectionState, *, seen: int | None = None) -> Placed:
    """Say how far a correction has got: sent, accepted, made, or stet (it stays as printed)."""

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        correction = before.annotation.correction
        if correction is None:
            raise UsageError("There is no correction here.", "Say what it should read first.")
        return msgspec.structs.replace(before.annotation, correction=msgspec.structs.replace(correction, state=state))

    return annotations.revise(workspace, annotation_id, alter, f"correction {state}", seen=seen)


def query(workspace: Workspace, annotation_id: str, to: str, text: str, *, seen: int | None = None) -> Placed:
    """Ask somebody about an annotation of the acting annotator; one that nobody has come to is then in progress."""
    whom, asked = admit_line(to), " ".join(admit(text).text.split())

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        mark = before.annotation
        if not whom or len(whom) > 100:
            raise UsageError("A question is to somebody, by a name of 1 to 100 characters.", "Nothing was saved.")
        if not asked or len(asked) > LONGEST:
            raise UsageError(f"A question has 1 to {LONGEST} characters.", "Nothing was saved.")
        one = Query(id=new_id(), to=whom, text=asked, by=workspace.annotator, at=moment)
        status = "in_progress" if mark.status in ("unchecked", "recheck") else mark.status
        return msgspec.structs.replace(mark, queries=(*mark.queries, one), status=status)

    return annotations.revise(workspace, annotation_id, alter, "query", seen=seen)


def answer(workspace: Workspace, query_id: str, text: str, *, seen: int | None = None) -> Placed:
    """Note the answer to a question of the acting annotator; a later answer takes its place.

    ``query_id`` is the id of the question, or the end of it. Raises :class:`UsageError`.
    """
    words = admit(text).text.strip()
    if not words or len(words) > LONGEST:
        raise UsageError(f"An answer has 1 to {LONGEST} characters.", "Nothing was saved.")
    mark_id, whole = _asked(workspace, query_id)

    def alter(connection: Connection, before: Placed, moment: str) -> Annotation:
        queries = [
            msgspec.structs.replace(one, answer=words, state="answered") if one.id == whole else one
            for one in before.annotation.queries
        ]
        return msgspec.structs.replace(before.annotation, queries=tuple(queries))

    return annotations.revise(workspace, mark_id, alter, "answer to", seen=seen)


def _asked(workspace: Workspace, given: str) -> tuple[str, str]:
    """The annotation and the question that an id, or the end of one, stands for, among the acting annotator's."""
    with workspace.store.read() as connection:
        mine = repository.annotations(connection, annotator_name=workspace.annotator)
    found = [
        (mark.id, one.id)
        for mark in mine
        for one in mark.annotation.queries
        if one.id == given or (len(given) >= TAIL and one.id.endswith(given))
    ]
    if len(found) != 1:
        what = "There is no question of yours" if not found else f"{len(found)} questions fit"
        raise UsageError(f'{what}: "{shown_line(given)}".', "Give more of its id; `annotations --json` shows it.")
    return found[0]
