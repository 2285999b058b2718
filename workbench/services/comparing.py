"""Comparing annotators: how far they agree, by document, by pair and over all, and the review items behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from workbench.domain.agreement import Counts, count
from workbench.domain.marked import Marked, Tokens
from workbench.domain.segments import words
from workbench.services import review
from workbench.services.review import Reviewed
from workbench.services.workspace import Workspace
from workbench.store import repository


@dataclass(frozen=True)
class Comparison:
    """What some annotators have in common.

    ``reviewed`` are the documents with review items; ``counts`` gives the agreement over all documents that at least
    two went through, ``by_document`` that of each, by its id, and ``by_pair`` that of every two annotators.
    """

    annotators: tuple[str, ...]
    reviewed: tuple[Reviewed, ...]
    counts: Counts
    by_document: Mapping[str, Counts]
    by_pair: Mapping[tuple[str, str], Counts]
    titles: Mapping[str, str]

    @property
    def alone(self) -> int:
        """How many documents with marks only one of them went through."""
        return sum(one.document.id not in self.by_document for one in self.reviewed)


def compare(
    workspace: Workspace, names: Sequence[str] = (), *, document: str | None = None, story: str | None = None
) -> Comparison:
    """Compare annotators: those named, else everyone who has annotations.

    Agreement is of the documents that at least two of them went through, marks or none; with fewer than two
    annotators there is nothing to compare, and no figure is defined.
    """
    annotators = tuple(review.chosen(workspace, names))
    read = review.through(workspace, annotators, document=document, story=story) if annotators else []
    both = [one for one in read if len(one.annotators) > 1]
    counts = Counts(annotators)
    by_document: dict[str, Counts] = {}
    by_pair = {pair: Counts(pair) for pair in combinations(annotators, 2)} if len(annotators) > 2 else {}
    for one in both:
        with workspace.store.read() as connection:
            document_marks = marked(one, repository.text(connection, one.document.id))
        by_document[one.document.id] = count([document_marks], annotators)
        counts.add(by_document[one.document.id])
        for pair, sum_ in by_pair.items():
            sum_.add(count([document_marks], pair))
    if len(annotators) == 2:
        by_pair = {(annotators[0], annotators[1]): counts}
    titles = {one.document.id: one.document.title for one in both}
    return Comparison(annotators, tuple(one for one in read if one.cases), counts, by_document, by_pair, titles)


def marked(one: Reviewed, text: str) -> Marked:
    """A document under review as agreement is counted on it: its words, and the marks of those who went through it."""
    return Marked(
        Tokens.of(words(text, 0, len(text)), len(text)),
        {name: [(mark.start, mark.end, mark.tag) for mark in one.marks[name]] for name in one.annotators},
        {name: one.reach[name] for name in one.annotators},
    )
