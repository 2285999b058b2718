"""The day of a claim or quotation, read from its words where nobody has said otherwise; and what it may be."""

from collections.abc import Collection
from functools import cached_property

import msgspec

from workbench.domain import dated
from workbench.domain.model import Annotation, Document, Placed
from workbench.domain.surroundings import Surroundings
from workbench.services import sight
from workbench.services.workspace import Workspace
from workbench.store import repository
from workbench.store.engine import Connection
from workbench.store.journal import Act, Put
from workbench.suggest.quotations import quotations


class _Text:
    """A document and its text, each looked up when it is first asked for."""

    def __init__(self, connection: Connection, document_id: str) -> None:
        self._connection = connection
        self._id = document_id

    @cached_property
    def document(self) -> Document:
        found = repository.find_document(self._connection, self._id)
        assert found is not None
        return found

    @cached_property
    def around(self) -> Surroundings:
        return Surroundings(repository.text(self._connection, self._id), quotations)

    def day_of(self, mark: Annotation, *, placed: bool = True, as_of: Document | None = None) -> str | None:
        """The day that the words of a mark tell; ``as_of`` other metadata than those of the document."""
        around, document = self.around if placed else None, as_of or self.document
        return dated.day_of(mark, around, document.published, document.language)


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


def follow(workspace: Workspace, act: Act, before: Document, after: Document) -> list[str]:
    """Read anew, as part of an act, the days of its annotator that were read from what the metadata said before.

    What is to be said of it: how many followed. Those that a person gave stay, and so do those of other annotators,
    whose own they are.
    """
    if (before.published, before.language) == (after.published, after.language):
        return []
    text, puts = _Text(act.connection, before.id), []
    own = repository.annotations(act.connection, document_id=before.id, annotator_name=workspace.annotator)
    for one in sight.sight(act.connection, workspace).only(own):
        mark = one.annotation
        old, new = (text.day_of(mark, placed=one.placed, as_of=known) for known in (before, after))
        moved = dated.with_another_day(mark, old, new)
        if moved != mark:
            moved = msgspec.structs.replace(moved, modified=act.at)
            puts.append(Put("annotation", one.id, msgspec.structs.replace(one, annotation=moved)))
    act.put_all(puts)
    many = "the day of 1 annotation of yours" if len(puts) == 1 else f"the days of {len(puts)} annotations of yours"
    return [f"{many} followed, as read from the new metadata; undo takes both back"] if puts else []


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
