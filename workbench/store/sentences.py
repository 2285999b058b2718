"""Where the checkable sentences of each text are: derived data, so that progress is counted without reading texts."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select

from workbench.domain.coverage import Sentences
from workbench.store.tables import document_sentences, document_text

VERSION = 1
"""Of the rules by which sentences are parted and packed; rows of another one are worked out anew when they are read."""
_CHUNK = 500


def add(connection: Connection, document_id: str, body: str) -> None:
    """Note the sentences of a text."""
    connection.execute(delete(document_sentences).where(document_sentences.c.document_id == document_id))
    values = {"document_id": document_id, "version": VERSION, "bounds": Sentences.of(body).packed()}
    connection.execute(insert(document_sentences).values(values))


def of(connection: Connection, document_ids: Collection[str] | None = None) -> dict[str, Sentences]:
    """The sentences of these documents, or of all, by document; a text is read only where they are not noted."""
    table = document_sentences.c
    query = select(table.document_id, table.bounds).where(table.version == VERSION)
    if document_ids is None:
        found = {row.document_id: Sentences.unpacked(row.bounds) for row in connection.execute(query)}
        document_ids = connection.execute(select(document_text.c.document_id)).scalars().all()
    else:
        wanted, found = list(document_ids), {}
        for start in range(0, len(wanted), _CHUNK):
            some = query.where(table.document_id.in_(wanted[start : start + _CHUNK]))
            found |= {row.document_id: Sentences.unpacked(row.bounds) for row in connection.execute(some)}
    for ident in document_ids:
        if ident not in found:
            body = connection.execute(select(document_text.c.body).where(document_text.c.document_id == ident)).scalar()
            if body is not None:
                found[ident] = Sentences.of(body)
    return found
