"""Feedback: what an annotator hears of a review, by reviewers' last decisions on their annotations."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.differences import differing
from workbench.domain.model import Annotation, Comment, Decision, Placed
from workbench.services import sight
from workbench.services.workspace import Workspace
from workbench.store import repository


@dataclass(frozen=True)
class Told:
    """What an annotator hears of one of their annotations: what became of it, by whom, why, and what stands now.

    ``outcome`` is accepted, changed, rejected or returned; ``now`` are the adjudicated annotations.
    """

    mark: Placed
    outcome: str
    decision: Decision
    now: tuple[Annotation, ...]
    thread: tuple[Comment, ...] = ()


def feedback(
    workspace: Workspace, annotator: str | None = None, *, everything: bool = False, story: str | None = None
) -> list[Told]:
    """What became of an annotator's annotations (the acting one's without a name): by reviewers' last decisions.

    Without ``everything`` those that were accepted as they are stay out; with ``story`` those in other documents. By
    document and place.
    """
    name = annotator if annotator is not None else workspace.annotator
    told: list[Told] = []
    with workspace.store.read() as connection:
        last = {(one.annotator, one.decision.item): one for one in repository.decisions(connection)}
        if not last:
            return []
        here = {one.id for one in repository.documents(connection) if story is None or story in one.stories}
        here -= sight.hidden(connection, workspace)
        words = [one.decision for one in last.values()]
        known = repository.annotations_of(connection, (one for each in words for one in (*each.readings, *each.made)))
        mine = {one.id: one for one in known.values() if one.annotator == name and one.document in here}
        threads: dict[str, list[Comment]] = {}
        for remark in repository.comments(connection):
            threads.setdefault(remark.comment.on, []).append(remark.comment)
        for one in last.values():
            stands = tuple(known[made].annotation for made in one.decision.made if made in known)
            for reading in one.decision.readings:
                if reading in mine:
                    mark = mine[reading]
                    outcome = _outcome(mark.annotation, one.decision, stands)
                    thread = tuple(threads.get(reading, ())) + tuple(threads.get(one.decision.item, ()))
                    told.append(Told(mark, outcome, one.decision, stands, thread))
    kept = [one for one in told if everything or one.outcome != "accepted"]
    return sorted(kept, key=lambda one: (repository.text_order(one.mark), one.decision.at))


def _outcome(mark: Annotation, decision: Decision, stands: Sequence[Annotation]) -> str:
    if decision.action == "return":
        return "returned"
    if not stands:
        return "rejected"
    return "accepted" if any(_alike(one, mark) for one in stands) else "changed"


def _alike(one: Annotation, mark: Annotation) -> bool:
    """Whether an adjudicated annotation says what an annotator's does; what was united into it is no change."""
    return (one.start, one.end, one.tag) == (mark.start, mark.end, mark.tag) and not differing([one, mark])
