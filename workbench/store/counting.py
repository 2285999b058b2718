"""Annotations counted and placed, by the columns that a covering index answers from: no state is read for it."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Text, case, cast, func, select

from workbench.store.tables import annotation


class Count(NamedTuple):
    """How many annotations of one document, annotator, tag and status there are, with a place (1) or without (0).

    ``linked`` of them have a source, ``asked`` an unanswered question.
    """

    document: str
    annotator: str
    tag: str
    status: str
    placed: int
    number: int
    linked: int
    asked: int


def counts(connection: Connection, annotator_name: str | None = None, document_id: str | None = None) -> list[Count]:
    """How many annotations there are and how far they are (of one annotator, in one document)."""
    table, placed = annotation.c, case((annotation.c.start.is_not(None), 1), else_=0)
    keys = (table.document_id, table.annotator, table.tag, table.status, placed)
    sums = (func.count(), func.sum(case((table.linked > 0, 1), else_=0)), func.sum(case((table.asked > 0, 1), else_=0)))
    query = _own(select(*keys, *sums), annotator_name, document_id).group_by(*keys)
    return [Count(*row) for row in connection.execute(query).all()]


def corrections(
    connection: Connection, annotator_name: str | None = None, document_id: str | None = None
) -> list[tuple[str, str, str, int]]:
    """How many corrections of placed annotations are how far (of one annotator, in one document): document, annotator,
    state, number.
    """
    table = annotation.c
    keys = (table.document_id, table.annotator, table.correction)
    query = _own(select(*keys, func.count()), annotator_name, document_id)
    query = query.where(table.correction.is_not(None), table.start.is_not(None))
    return [(row[0], row[1], row[2] or "", row[3]) for row in connection.execute(query.group_by(*keys)).all()]


def places(
    connection: Connection, annotator_name: str | None = None, document_id: str | None = None
) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """Start and end of every placed annotation (of one annotator, in one document), by document and annotator.

    The database joins them, since a row of its own for each would take most of the time.
    """
    table = annotation.c
    ends = cast(table.start, Text) + "," + cast(table.end, Text)
    keys = (table.document_id, table.annotator)
    query = select(*keys, func.aggregate_strings(ends, ",")).where(table.start.is_not(None)).group_by(*keys)
    found = {}
    for ident, name, joined in connection.execute(_own(query, annotator_name, document_id)).all():
        offsets = list(map(int, joined.split(",")))
        found[ident, name] = list(zip(offsets[::2], offsets[1::2], strict=True))
    return found


def _own(query: Select[*tuple[Any, ...]], annotator_name: str | None, document_id: str | None) -> Select[Any]:
    """A query of annotations that are not deleted and stand in their annotator's own set, narrowed by what is given."""
    table = annotation.c
    query = query.where(table.deleted == 0, table.set_id == table.document_id + "/annotations/" + table.annotator)
    for column, value in ((table.annotator, annotator_name), (table.document_id, document_id)):
        if value is not None:
            query = query.where(column == value)
    return query
