"""The day of a claim or quotation, read from its words where nobody has said otherwise; and what it may be."""

from collections.abc import Collection
from functools import cached_property

from workbench.domain import dated
from workbench.domain.model import Annotation, Document, Placed
from workbench.domain.surroundings import Surroundings
from workbench.services import documents
from workbench.services.workspace import Workspace
from workbench.store import repository
from workbench.store.engine import Connection
from workbench.suggest.quotations import quotations


class _Text:
    """A document and its text, each looked up when it is first asked for."""

    def __init__(self, connection: Connection, document_id: str) -> None:
        self._connection = connection
        self._id = document_id

    @cached_property
    def document(self) -> Document:
        return documents.find(self._connection, self._id)

    @cached_property
    def around(self) -> Surroundings:
        return Surroundings(repository.text(self._connection, self._id), quotations)

    def day_of(self, mark: Annotation, *, placed: bool = True) -> str | None:
        """The day that the words of a mark tell."""
        around = self.around if placed else None
        return dated.day_of(mark, around, self.document.published, self.document.language)


def with_day(
    connection: Connection, document_id: str, mark: Annotation, named: Collection[str], before: Placed | None = None
) -> Annotation:
    """A mark as it is about to be stored, with its day; ``named`` are the fields that a person sets with it.

    ``before`` is what it was; None for a new one.
    """
    text = _Text(connection, document_id)
    was = before.annotation if before is not None else None
    lost = before is not None and not before.placed

    def told(one: Annotation) -> str | None:
        return text.day_of(one, placed=not lost or (was is not None and one.anchor != was.anchor))

    return dated.with_day(mark, was, named, told)


def days(workspace: Workspace, mark: Placed) -> list[str]:
    """The days that the words of a mark may tell, for a person to choose from: in either tense, the likeliest first."""
    part = mark.annotation.claim or mark.annotation.quote
    if part is None or not part.when:
        return []
    with workspace.store.read() as connection:
        text = _Text(connection, mark.document)
        told = text.day_of(mark.annotation, placed=mark.placed)
        found = dated.offers(part.when, text.document.published, text.document.language)
    return list(dict.fromkeys([*([told] if told is not None else []), *found]))
