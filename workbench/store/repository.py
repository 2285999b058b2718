"""All reading of the store, and the writing of what is not kept in the journal: rows in, domain values out."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import msgspec
from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    update,
)

from workbench.domain.model import Conflict, Decided, Document, Placed, Remark, SetHeader
from workbench.store import corpus, sentences
from workbench.store.journal import set_id
from workbench.store.tables import (
    CommentColumns,
    DecisionColumns,
    annotation,
    annotation_set,
    annotator,
    change,
    change_group,
    comment,
    conflict,
    decision,
    document,
    document_text,
    exchanged_set,
    pending_set,
)

_CHUNK = 500


class Exchanged(NamedTuple):
    """How an annotation of a set stands for an import: what it is, whether it is deleted, and its base digest."""

    placed: Placed
    deleted: bool
    base: str | None


class Word(NamedTuple):
    """How a decision or comment stands for an import."""

    deleted: bool
    exchanged: bool


class Pending(NamedTuple):
    """A set that waits for its document."""

    document_id: str
    annotator: str
    kind: str
    document_sha256: str
    name: str
    content: str


# Documents


def documents(connection: Connection, *, removed: bool = False) -> list[Document]:
    """All documents (or all archived ones), by id."""
    query = select(document.c.state).where(document.c.deleted == int(removed)).order_by(document.c.id)
    return [_document(row.state) for row in connection.execute(query)]


def document_ids(connection: Connection, *, archived: bool = False) -> list[str]:
    """The ids of all documents that are not archived; with ``archived`` of those too."""
    query = select(document.c.id)
    return list(connection.execute(query if archived else query.where(document.c.deleted == 0)).scalars())


def document_changes(connection: Connection, document_id: str) -> list[tuple[Document | None, Document | None]]:
    """A document's metadata before and after every edit and import of it that stands, oldest first."""
    here = (change.c.entity == "document", change.c.row_id == document_id, change.c.group_id == change_group.c.id)
    stands = (change_group.c.undone == 0, change_group.c.kind == "edit")
    query = select(change.c.before, change.c.after).where(*here, *stands).order_by(change.c.group_id, change.c.number)
    return [(_stated(row.before), _stated(row.after)) for row in connection.execute(query)]


def _stated(state: str | None) -> Document | None:
    return None if state is None else _document(state)


def document_known(connection: Connection, document_id: str) -> bool:
    """Whether a document of that id is here, also in the archive."""
    return connection.execute(select(document.c.id).where(document.c.id == document_id)).first() is not None


def find_document(connection: Connection, document_id: str) -> Document | None:
    """The document of that id, if it is here and not archived."""
    return _one_document(connection, document.c.id == document_id, document.c.deleted == 0)


def find_text(connection: Connection, sha256: str) -> tuple[Document, bool] | None:
    """The document whose text has that SHA-256, and whether it is archived."""
    row = connection.execute(
        select(document.c.state, document.c.deleted).where(document.c.sha256 == sha256)
    ).one_or_none()
    return None if row is None else (_document(row.state), bool(row.deleted))


def _one_document(connection: Connection, *where: object) -> Document | None:
    row = connection.execute(select(document.c.state).where(*where)).one_or_none()  # type: ignore[arg-type]
    return None if row is None else _document(row.state)


def _document(state: str) -> Document:
    return msgspec.json.decode(state, type=Document)


def text(connection: Connection, document_id: str) -> str:
    """The stored text of a document."""
    return str(
        connection.execute(select(document_text.c.body).where(document_text.c.document_id == document_id)).scalar_one()
    )


def stands_somewhere(connection: Connection, words: str) -> bool:
    """Whether any stored text holds these words, letter for letter (SQLite: whatever the case of A to Z)."""
    query = select(document_text.c.document_id).where(document_text.c.body.contains(words, autoescape=True)).limit(1)
    return connection.execute(query).first() is not None


def add_text(connection: Connection, document_id: str, body: str) -> None:
    """Store the text of a document that was just put, its sentences, and what the corpus index keeps of it."""
    connection.execute(insert(document_text).values(document_id=document_id, body=body))
    sentences.add(connection, document_id, body)
    corpus.add(connection, document_id, body)


# Annotators and sets


def annotators(connection: Connection) -> dict[str, str]:
    """Name to slug of everyone who has annotated."""
    return {row.name: row.slug for row in connection.execute(select(annotator).order_by(annotator.c.name))}


def add_annotator(connection: Connection, name: str, slug: str) -> None:
    """Note a new annotator."""
    connection.execute(insert(annotator).values(name=name, slug=slug))


def find_set(connection: Connection, header: SetHeader) -> SetHeader | None:
    """The stored header of the same document, kind and annotator, if there is one."""
    row = connection.execute(
        select(annotation_set.c.state).where(annotation_set.c.id == set_id(header), annotation_set.c.deleted == 0)
    ).one_or_none()
    return None if row is None else msgspec.json.decode(row.state, type=SetHeader)


def sets(connection: Connection) -> list[SetHeader]:
    """The headers of all sets, by document, kind and annotator."""
    query = select(annotation_set.c.state).where(annotation_set.c.deleted == 0).order_by(annotation_set.c.id)
    return [msgspec.json.decode(row.state, type=SetHeader) for row in connection.execute(query)]


def finished(connection: Connection, annotator_name: str) -> set[str]:
    """The ids of the documents, also archived ones, that an annotator has said to be done with."""
    table = annotation_set.c
    mine = (table.annotator == annotator_name, table.kind == "annotations", table.done == 1, table.deleted == 0)
    return set(connection.execute(select(table.document_id).where(*mine)).scalars())


# Annotations


class Owned(NamedTuple):
    """An annotation's id, and where and whose it is."""

    id: str
    document: str
    annotator: str


def owners(connection: Connection, tail: str = "") -> list[Owned]:
    """All annotations that are not deleted, without their content; with ``tail`` the one of that id, else those whose
    id ends in it.
    """
    table = annotation.c
    query = select(table.id, table.document_id, table.annotator).where(table.deleted == 0)
    if tail:
        whole = connection.execute(query.where(table.id == tail)).first()
        if whole is not None:
            return [Owned(*whole)]
        query = query.where(table.id.like(f"%{_literal(tail)}", escape="\\"))
    return [Owned(*row) for row in connection.execute(query)]


def annotations(
    connection: Connection,
    *,
    document_id: str | None = None,
    annotator_name: str | None = None,
    tag: str | None = None,
    status: str | None = None,
) -> list[Placed]:
    """Annotations that are not deleted, narrowed by what is given, in text order; unplaced ones last."""
    query = select(annotation.c.state, annotation.c.revision).where(annotation.c.deleted == 0)
    wanted = ((annotation.c.document_id, document_id), (annotation.c.annotator, annotator_name))
    for column, value in (*wanted, (annotation.c.tag, tag), (annotation.c.status, status)):
        if value is not None:
            query = query.where(column == value)
    return sorted(_placed(connection, query), key=text_order)


def used(connection: Connection, field: str, annotator_name: str | None = None) -> dict[str, int]:
    """How often each value stands in a text field of annotations (of one annotator); ``field`` as ``figure.unit``."""
    path = ("annotation", *field.split("."))
    if connection.dialect.name == "sqlite":
        value = func.json_extract(annotation.c.state, "$." + ".".join(path))
    else:
        value = func.json_extract_path_text(cast(annotation.c.state, JSON), *path)
    query = select(value, func.count()).where(annotation.c.deleted == 0, value.is_not(None))
    if annotator_name is not None:
        query = query.where(annotation.c.annotator == annotator_name)
    return {str(row[0]): int(row[1]) for row in connection.execute(query.group_by(value))}


def around(connection: Connection, placed: Placed, tag: str) -> list[Placed]:
    """The annotations of a tag, of the same set as one with a place, that hold all of its words."""
    return _in_set(connection, placed, annotation.c.start <= _start(placed), annotation.c.end >= _end(placed), tag)


def blocks(connection: Connection, document_id: str | None = None) -> list[Placed]:
    """The quotations that say who relayed them, of any annotator and kind (in one document)."""
    query = select(annotation.c.state, annotation.c.revision).where(annotation.c.deleted == 0)
    query = query.where(annotation.c.tag == "quote", annotation.c.state.like('%"relayed_by":"%'))
    return _placed(connection, query if document_id is None else query.where(annotation.c.document_id == document_id))


def within(connection: Connection, placed: Placed) -> list[Placed]:
    """The annotations, of the same set as one with a place, that lie in its words."""
    return _in_set(connection, placed, annotation.c.start >= _start(placed), annotation.c.end <= _end(placed))


def _in_set(
    connection: Connection, placed: Placed, starts: ColumnElement[bool], ends: ColumnElement[bool], tag: str = ""
) -> list[Placed]:
    query = select(annotation.c.state, annotation.c.revision).where(annotation.c.deleted == 0, starts, ends)
    query = query.where(annotation.c.document_id == placed.document, annotation.c.set_id == set_id(placed))
    return _placed(connection, query.where(annotation.c.tag == tag) if tag else query)


def _start(placed: Placed) -> int:
    return placed.annotation.start


def _end(placed: Placed) -> int:
    return placed.annotation.end


def text_order(placed: Placed) -> tuple[str, bool, int, int, str]:
    """The key of the one order in which annotations are listed and written."""
    mark = placed.annotation
    return placed.document, not placed.placed, mark.start, mark.end, mark.id


def find_annotation(connection: Connection, annotation_id: str) -> Placed | None:
    """One annotation that is not deleted."""
    query = select(annotation.c.state, annotation.c.revision)
    found = _placed(connection, query.where(annotation.c.id == annotation_id, annotation.c.deleted == 0))
    return found[0] if found else None


def annotations_of(connection: Connection, ids: Iterable[str]) -> dict[str, Placed]:
    """The annotations of these ids that are not deleted, by id."""
    wanted = list(dict.fromkeys(ids))
    query = select(annotation.c.state, annotation.c.revision).where(annotation.c.deleted == 0)
    found: dict[str, Placed] = {}
    for at in range(0, len(wanted), _CHUNK):
        some = _placed(connection, query.where(annotation.c.id.in_(wanted[at : at + _CHUNK])))
        found |= {one.id: one for one in some}
    return found


def _placed(connection: Connection, query: Select[str, int]) -> list[Placed]:
    decode = msgspec.json.Decoder(Placed).decode
    return [msgspec.structs.replace(decode(row.state), revision=row.revision) for row in connection.execute(query)]


def exchanged(connection: Connection, header: SetHeader, ids: Iterable[str]) -> dict[str, Exchanged]:
    """Every annotation of a set, and those of the given ids in any other set, deleted ones too: by id.

    One that is deleted and was never exchanged (or whose import was undone) counts as never having been here.
    """
    wanted = list(ids)
    base = select(annotation.c.state, annotation.c.revision, annotation.c.deleted, annotation.c.base)
    base = base.where((annotation.c.deleted == 0) | annotation.c.base.is_not(None))
    queries = [base.where(annotation.c.set_id == set_id(header))]
    queries += [base.where(annotation.c.id.in_(wanted[at : at + _CHUNK])) for at in range(0, len(wanted), _CHUNK)]
    decode = msgspec.json.Decoder(Placed).decode
    found: dict[str, Exchanged] = {}
    for query in queries:
        for row in connection.execute(query):
            placed = msgspec.structs.replace(decode(row.state), revision=row.revision)
            found[placed.id] = Exchanged(placed, bool(row.deleted), row.base)
    return found


def was(connection: Connection, row_id: str, content: str, entity: str = "annotation", *, kept: bool = False) -> bool:
    """Whether an annotation (or another entity) has had this content digest before.

    With ``kept`` only by what was done and not undone.
    """
    here = (change.c.entity == entity, change.c.row_id == row_id, change.c.content == content)
    query = select(change.c.number).where(*here)
    if kept:
        stands = (change.c.group_id == change_group.c.id, change_group.c.undone == 0)
        query = query.where(*stands, change_group.c.kind.in_(("edit", "setup")))
    return connection.execute(query.limit(1)).first() is not None


def set_bases(connection: Connection, bases: dict[str, str | None]) -> None:
    """Note the content digests that were exchanged last, by annotation id."""
    if bases:
        query = update(annotation).where(annotation.c.id == bindparam("_id")).values(base=bindparam("_base"))
        connection.execute(query, [{"_id": key, "_base": content} for key, content in bases.items()])


def bases(connection: Connection, header: SetHeader, *, live: bool = False) -> dict[str, str | None]:
    """The content digests last exchanged of a set's annotations, by id; with ``live`` without deleted ones."""
    query = select(annotation.c.id, annotation.c.base).where(annotation.c.set_id == set_id(header))
    if live:
        query = query.where(annotation.c.deleted == 0)
    return {row.id: row.base for row in connection.execute(query)}


def header_base(connection: Connection, header: SetHeader) -> str | None:
    """The digest of a set's header when it was last exchanged."""
    query = select(annotation_set.c.base).where(annotation_set.c.id == set_id(header))
    return connection.execute(query).scalar()


def set_header_base(connection: Connection, header: SetHeader, digest: str) -> None:
    """Note the digest of a set's header that was exchanged last."""
    if header_base(connection, header) == digest:
        return
    connection.execute(update(annotation_set).where(annotation_set.c.id == set_id(header)).values(base=digest))


# Decisions and comments


def decisions(
    connection: Connection, *, document_id: str | None = None, header: SetHeader | None = None
) -> list[Decided]:
    """Decisions that were not taken back, by time: of a document, of a set, or all."""
    decode = msgspec.json.Decoder(Decided).decode
    found = [decode(state) for state in _words(connection, decision, document_id, header)]
    return sorted(found, key=lambda one: (one.decision.at, one.decision.id))


def comments(
    connection: Connection, *, document_id: str | None = None, header: SetHeader | None = None
) -> list[Remark]:
    """Comments that were not taken back, by time: of a document, of a set, or all."""
    decode = msgspec.json.Decoder(Remark).decode
    found = [decode(state) for state in _words(connection, comment, document_id, header)]
    return sorted(found, key=lambda one: (one.comment.at, one.comment.id))


def _words(
    connection: Connection,
    table: Table[DecisionColumns] | Table[CommentColumns],
    document_id: str | None,
    header: SetHeader | None,
) -> list[str]:
    """The states of decisions or comments that were not taken back."""
    query = select(table.c.state).where(table.c.deleted == 0)
    if document_id is not None:
        query = query.where(table.c.document_id == document_id)
    if header is not None:
        query = query.where(table.c.set_id == set_id(header))
    return list(connection.execute(query).scalars())


def exchanged_words(connection: Connection, header: SetHeader) -> dict[tuple[str, str], Word]:
    """How the decisions and comments of a set stand for an import, by (entity, id); those taken back too."""
    found: dict[tuple[str, str], Word] = {}
    for entity, table in (("decision", decision), ("comment", comment)):
        query = select(table.c.id, table.c.deleted, table.c.base).where(table.c.set_id == set_id(header))
        found |= {(entity, row.id): Word(bool(row.deleted), row.base is not None) for row in connection.execute(query)}
    return found


def note_words(connection: Connection, header: SetHeader, keys: Collection[tuple[str, str]] | None = None) -> None:
    """Note that the decisions and comments of a set that stand were exchanged, or only those of some (entity, id)."""
    for entity, table in (("decision", decision), ("comment", comment)):
        mine = (table.c.set_id == set_id(header), table.c.deleted == 0, table.c.base.is_(None))
        waiting = connection.execute(select(table.c.id).where(*mine)).scalars()
        ids = [one for one in waiting if keys is None or (entity, one) in keys]
        for at in range(0, len(ids), _CHUNK):
            some = table.c.id.in_(ids[at : at + _CHUNK])
            connection.execute(update(table).where(some).values(base=table.c.digest))


# Annotations by what they are tied to


def related(connection: Connection) -> list[Placed]:
    """The annotations, of any annotator and kind, that have relations of their own."""
    query = select(annotation.c.state, annotation.c.revision).where(annotation.c.deleted == 0)
    return _placed(connection, query.where(annotation.c.state.like('%"relations":[%')))


def corrected(
    connection: Connection, *, document_id: str | None = None, annotator_name: str | None = None
) -> list[Placed]:
    """The annotations of any kind that have a correction or questions, narrowed by what is given."""
    said = annotation.c.state.like('%"correction":{%') | annotation.c.state.like('%"queries":[%')
    query = select(annotation.c.state, annotation.c.revision).where(annotation.c.deleted == 0, said)
    for column, value in ((annotation.c.document_id, document_id), (annotation.c.annotator, annotator_name)):
        if value is not None:
            query = query.where(column == value)
    return _placed(connection, query)


def linked(connection: Connection, source_ids: Collection[str] | None = None) -> list[Placed]:
    """The annotations, of any annotator and kind, that are linked to one of these sources, or to any."""
    query = select(annotation.c.state, annotation.c.revision).where(annotation.c.deleted == 0)
    query = query.where(annotation.c.state.like('%"links":[%'))
    found = _placed(connection, query)
    if source_ids is not None:
        found = [one for one in found if any(link.source in source_ids for link in one.annotation.links)]
    return sorted(found, key=text_order)


# Exchange


def conflicts(connection: Connection) -> dict[str, Conflict]:
    """The open conflicts by annotation id."""
    query = select(conflict.c.id, conflict.c.state).where(conflict.c.deleted == 0)
    decode = msgspec.json.Decoder(Conflict).decode
    return {row.id: decode(row.state) for row in connection.execute(query)}


def pending(connection: Connection) -> list[Pending]:
    """The sets that wait for their documents."""
    table = pending_set.c
    columns = (table.document_id, table.annotator, table.kind, table.document_sha256, table.name, table.content)
    return [Pending(*row) for row in connection.execute(select(*columns).order_by(*columns[:3]))]


def keep_pending(connection: Connection, waiting: Pending, at: str) -> None:
    """Keep a set until its document comes; it takes the place of an earlier one of the same annotator."""
    drop_pending(connection, waiting)
    connection.execute(insert(pending_set).values(**waiting._asdict(), at=at))


def drop_pending(connection: Connection, waiting: Pending) -> None:
    """Forget a waiting set that has been imported."""
    table = pending_set.c
    same = (table.document_id == waiting.document_id, table.annotator == waiting.annotator, table.kind == waiting.kind)
    connection.execute(delete(pending_set).where(*same))


def was_exchanged(connection: Connection, header: SetHeader, sha256: str) -> bool:
    """Whether a set has been imported from, or exported to, a file of these bytes."""
    table = exchanged_set.c
    query = select(table.sha256).where(table.set_id == set_id(header), table.sha256 == sha256)
    return connection.execute(query).first() is not None


def note_exchanged(connection: Connection, header: SetHeader, sha256: str) -> None:
    """Note the bytes of a file in which a set was exchanged."""
    if not was_exchanged(connection, header, sha256):
        connection.execute(insert(exchanged_set).values(set_id=set_id(header), sha256=sha256))


def annotated_by_others(connection: Connection, document_id: str, annotator_name: str) -> list[str]:
    """Who else has annotations on a document."""
    table = annotation.c
    query = select(table.annotator).where(
        table.document_id == document_id, table.annotator != annotator_name, table.deleted == 0
    )
    return sorted(set(connection.execute(query).scalars()))


def _literal(words: str) -> str:
    """Words as LIKE takes them to the letter, with a backslash as its escape."""
    return words.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
