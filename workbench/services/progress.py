"""Progress: how far annotators are in documents, counted; and which documents they say they have finished."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from workbench.domain import sharing
from workbench.domain.coverage import Sentences
from workbench.domain.errors import UsageError
from workbench.domain.model import Assignment, Document, SetHeader
from workbench.domain.progress import Tally
from workbench.domain.text import shown_line
from workbench.services import documents, sight
from workbench.services.annotations import ensure_set
from workbench.services.clock import now
from workbench.services.workspace import Workspace
from workbench.store import counting, repository, sentences
from workbench.store.engine import Connection
from workbench.store.journal import Act, set_id

K = TypeVar("K", str, tuple[str, str])

NO_STORY = ""
"""Under which documents that belong to no story are summed up."""


@dataclass(frozen=True)
class Share:
    """What one annotator has of a document: how far it is, what is assigned, and whether they say it is done."""

    annotator: str
    tally: Tally
    done: bool = False
    assigned: tuple[Assignment, ...] = ()
    closed: bool = False
    """Whether work is blind and it may not be seen by who asks: nothing is known then."""

    @property
    def due(self) -> str | None:
        """The earliest date by which a part of it is due, as it was written."""
        return sharing.due(self.assigned)

    def overdue(self, moment: str) -> bool:
        """Whether that is over at a moment (as :func:`workbench.services.clock.now` has it) and it is not done."""
        return (
            not (self.done or self.closed)
            and self.due is not None
            and sharing.due_key(self.due) < moment.removesuffix("Z")
        )


@dataclass(frozen=True)
class Row:
    """How far a document is, by annotator."""

    document: Document
    shares: tuple[Share, ...]


@dataclass
class Sum:
    """What one annotator's shares add up to: of how many documents, how many of them done, and their counts."""

    documents: int = 0
    done: int = 0
    overdue: int = 0
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True)
class Standing:
    """How far the work is, document by document, by title.

    ``withheld``: others' work in some of the documents may not be seen by who asks.
    """

    rows: tuple[Row, ...]
    withheld: bool = False

    def by_annotator(self, moment: str) -> dict[str, Sum]:
        """What the shares add up to, by annotator; what is overdue is so at this moment."""
        return _summed(((share.annotator, share) for row in self.rows for share in row.shares), moment)

    def by_story(self, moment: str) -> dict[tuple[str, str], Sum]:
        """As :meth:`by_annotator`, by story and annotator: a document counts in each of its stories."""
        pairs = (
            ((story, share.annotator), share)
            for row in self.rows
            for story in row.document.stories or (NO_STORY,)
            for share in row.shares
        )
        return _summed(pairs, moment)


def _summed(shares: Iterable[tuple[K, Share]], moment: str) -> dict[K, Sum]:
    sums: dict[K, Sum] = {}
    for key, share in shares:
        one = sums.setdefault(key, Sum())
        one.documents += 1
        one.done += share.done
        one.overdue += share.overdue(moment)
        one.tally.add(share.tally)
    return dict(sorted(sums.items()))


def standing(
    workspace: Workspace,
    given: str | None = None,
    *,
    story: str | None = None,
    annotator: str | None = None,
    everyone: bool = False,
    evidence: bool = False,
) -> Standing:
    """How far the acting annotator is (or another, or everybody), in the documents that are to be checked.

    Narrowed to one document or story; with ``evidence`` also in what is only looked up. Raises :class:`UsageError` for
    a name that nobody has here.
    """
    name = None if everyone else annotator or workspace.annotator
    with workspace.store.read() as connection:
        only = documents.find(connection, given).id if given is not None else None
        here = [
            document
            for document in repository.documents(connection)
            if only in (None, document.id)
            and (story is None or story in document.stories)
            and (evidence or only is not None or document.role == "check")
        ]
        if annotator is not None:
            _known(connection, annotator, here)
        seen = sight.sight(connection, workspace)
        headers: dict[str, dict[str, SetHeader]] = {}
        for header in repository.sets(connection):
            if header.kind == "annotations" and name in (None, header.annotator) and seen.sees(header):
                headers.setdefault(header.document, {})[header.annotator] = header
        tallies: defaultdict[str, defaultdict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
        for one in seen.only(counting.counts(connection, name, only)):
            _count(tallies[one.document][one.annotator], one)
        for ident, who, state, number in counting.corrections(connection, name, only):
            if who in tallies[ident]:
                tallies[ident][who].corrections[state] += number
        places = counting.places(connection, name, only)
        noted = sentences.of(connection, [only] if only is not None else None)
    rows = []
    for document in sorted(here, key=lambda one: (one.title.casefold(), one.id)):
        own, sets = tallies[document.id], headers.get(document.id, {})
        names = {*own, *sets, *(part.annotator for part in document.assignments), workspace.annotator}
        shares = []
        for who in sorted(names if name is None else {name}):
            there = sets.get(who)
            assigned = sharing.of(document.assignments, who)
            closed = who != workspace.annotator and not seen.opens(document.id)
            share = Share(who, own[who], there is not None and there.done, assigned, closed)
            if not closed:
                _cover(share, document, noted[document.id], places.get((document.id, who), ()), there)
            shares.append(share)
        rows.append(Row(document, tuple(shares)))
    held = name != workspace.annotator and any(not seen.opens(document.id) for document in here)
    return Standing(tuple(rows), held)


def _known(connection: Connection, name: str, here: Iterable[Document]) -> None:
    known = {*repository.annotators(connection), *(part.annotator for one in here for part in one.assignments)}
    if name not in known:
        raise UsageError(
            f'There is no annotator "{shown_line(name)}" here.', f"There are {', '.join(sorted(known)) or 'none'}."
        )


def _count(tally: Tally, count: counting.Count) -> None:
    if count.placed:
        tally.count(count.tag, count.status, count.number, linked=count.linked, asked=count.asked)
    else:
        tally.unplaced += count.number


def _cover(
    share: Share,
    document: Document,
    there: Sentences,
    marks: Iterable[tuple[int, int]],
    header: SetHeader | None,
) -> None:
    """Count the sentences, where parts of the document are assigned only those of these, and which were touched."""
    touched = there.touched(marks, header.coverage if header is not None else ())
    part = sharing.ranges(share.assigned, document.characters)
    if part:
        inside = there.within(part)
        share.tally.sentences, share.tally.touched = len(inside), len(touched & inside)
    else:
        share.tally.sentences, share.tally.touched = len(there), len(touched)


def set_done(workspace: Workspace, document_id: str, done: bool) -> bool:
    """Say that the acting annotator has finished a document, or has not; whether that changed anything.

    One act, which undo takes back. Raises :class:`workbench.domain.errors.UsageError` for a document that is not
    here.
    """
    with workspace.store.write() as connection:
        document = documents.find(connection, document_id)
        blank = SetHeader(document=document.id, annotator=workspace.annotator)
        before = repository.find_set(connection, blank)
        if (before is not None and before.done) == done:
            return False
        if before is None:
            ensure_set(connection, blank)
        after = msgspec.structs.replace(before or blank, done=done)
        word = "done" if done else "not done"
        Act(connection, workspace.annotator, now(), f"{word}: {document.title}").put("set", set_id(after), after)
    return True
