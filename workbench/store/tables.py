"""The tables, typed.

Documents, sets, annotations, sources, conflicts, decisions and comments are *kept* tables: ``state`` is the domain
value as canonical JSON and the truth; the columns beside it repeat what is searched, joined and counted. ``revision``
grows with every change, ``head`` is the journal entry whose outcome the row shows, ``digest`` vouches for state and
deletion, ``base`` is the content digest that was last exchanged with others. Rows of kept tables are never deleted and
only written by :mod:`workbench.store.journal`.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    Table,
    Text,
    TypedColumns,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Kept(TypedColumns):
    """What every kept table has."""

    id = Column(Text, primary_key=True)
    state: Named[str] = Column(Text, nullable=False)
    deleted: Named[int] = Column(Integer, nullable=False)
    digest: Named[str] = Column(Text, nullable=False)
    revision: Named[int] = Column(Integer, nullable=False)
    head: Named[str | None] = Column(Text)
    base: Named[str | None] = Column(Text)


class DocumentColumns(Kept):
    """A document's metadata; ``sha256`` finds a text that is stored already."""

    sha256: Named[str] = Column(Text, nullable=False, unique=True)
    role: Named[str] = Column(Text, nullable=False)
    stage: Named[str] = Column(Text, nullable=False)


class DocumentTextColumns(TypedColumns):
    """The immutable text of a document, apart from its metadata so that lists stay light."""

    document_id = Column(Text, ForeignKey("document.id"), primary_key=True)
    body: Named[str] = Column(Text, nullable=False)


class AnnotatorColumns(TypedColumns):
    """Everyone who has annotated; ``slug`` names their folder and is unique without case."""

    name = Column(Text, primary_key=True)
    slug: Named[str] = Column(Text, nullable=False, unique=True)


class SetColumns(Kept):
    """The header of one annotator's set of one document; ``id`` is document/kind/annotator."""

    document_id: Named[str] = Column(Text, ForeignKey("document.id"), nullable=False, index=True)
    annotator: Named[str] = Column(Text, ForeignKey("annotator.name"), nullable=False)
    kind: Named[str] = Column(Text, nullable=False)
    done: Named[int] = Column(Integer, nullable=False)


class AnnotationColumns(Kept):
    """One annotation; unplaced ones have no start and end.

    ``linked`` is how many links it has, ``asked`` how many questions about it are open, ``correction`` how far its
    correction has got, where it has one.
    """

    set_id: Named[str] = Column(Text, ForeignKey("annotation_set.id"), nullable=False, index=True)
    document_id: Named[str] = Column(Text, ForeignKey("document.id"), nullable=False)
    annotator: Named[str] = Column(Text, ForeignKey("annotator.name"), nullable=False)
    tag: Named[str] = Column(Text, nullable=False)
    start: Named[int | None] = Column(Integer)
    end: Named[int | None] = Column(Integer)
    status: Named[str] = Column(Text, nullable=False)
    linked: Named[int] = Column(Integer, nullable=False, server_default="0")
    asked: Named[int] = Column(Integer, nullable=False, server_default="0")
    correction: Named[str | None] = Column(Text)


class DecisionColumns(Kept):
    """One decision of a reviewer."""

    set_id: Named[str] = Column(Text, ForeignKey("annotation_set.id"), nullable=False, index=True)
    document_id: Named[str] = Column(Text, ForeignKey("document.id"), nullable=False, index=True)
    item: Named[str] = Column(Text, nullable=False, index=True)


class CommentColumns(Kept):
    """One comment; ``about`` is the annotation or review item that it is on."""

    set_id: Named[str] = Column(Text, ForeignKey("annotation_set.id"), nullable=False, index=True)
    document_id: Named[str] = Column(Text, ForeignKey("document.id"), nullable=False, index=True)
    about: Named[str] = Column(Text, nullable=False, index=True)


class GroupColumns(TypedColumns):
    """One act of one annotator: what undo takes back as a whole. ``target`` is what an undo or redo acted on."""

    id = Column(Integer, primary_key=True)
    annotator: Named[str] = Column(Text, nullable=False, index=True)
    at: Named[str] = Column(Text, nullable=False)
    kind: Named[str] = Column(Text, nullable=False)
    summary: Named[str] = Column(Text, nullable=False)
    target: Named[int | None] = Column(Integer, ForeignKey("change_group.id"))
    undone: Named[int] = Column(Integer, nullable=False)


class ChangeColumns(TypedColumns):
    """One row's change within a group: its state before and after (null: not there, or deleted).

    A row's ``head`` names a change as "group:number". ``content`` is the content digest of an annotation after the
    change: what an import compares with.
    """

    group_id = Column(Integer, ForeignKey("change_group.id"), primary_key=True)
    number = Column(Integer, primary_key=True)
    entity: Named[str] = Column(Text, nullable=False)
    row_id: Named[str] = Column(Text, nullable=False)
    revision: Named[int] = Column(Integer, nullable=False)
    before: Named[str | None] = Column(Text)
    before_head: Named[str | None] = Column(Text)
    after: Named[str | None] = Column(Text)
    before_base: Named[str | None] = Column(Text)
    after_base: Named[str | None] = Column(Text)
    content: Named[str | None] = Column(Text)


class PendingColumns(TypedColumns):
    """A set whose document is not here yet, as it came; of one annotator and document only the latest."""

    document_id = Column(Text, primary_key=True)
    annotator = Column(Text, primary_key=True)
    kind = Column(Text, primary_key=True)
    document_sha256: Named[str] = Column(Text, nullable=False)
    name: Named[str] = Column(Text, nullable=False)
    content: Named[str] = Column(Text, nullable=False)
    at: Named[str] = Column(Text, nullable=False)


class ExchangedColumns(TypedColumns):
    """The SHA-256 of every file in which a set was ever imported or exported here: what may be overwritten, and what
    brings nothing new.
    """

    set_id = Column(Text, primary_key=True)
    sha256 = Column(Text, primary_key=True)


class SentencesColumns(TypedColumns):
    """Where the checkable sentences of a document are, as :mod:`workbench.domain.coverage` packs them; derived data."""

    document_id = Column(Text, ForeignKey("document.id"), primary_key=True)
    version: Named[int] = Column(Integer, nullable=False)
    bounds: Named[bytes] = Column(LargeBinary, nullable=False)


class CorpusSlotColumns(TypedColumns):
    """A stretch of a document's text in the corpus index, ``[start, end)`` in code points; derived data."""

    id = Column(Integer, primary_key=True, autoincrement=False)
    document_id: Named[str] = Column(Text, ForeignKey("document.id"), nullable=False, index=True)
    start: Named[int] = Column(Integer, nullable=False)
    end: Named[int] = Column(Integer, nullable=False)


class CorpusBlockColumns(TypedColumns):
    """Which terms the stretches of 64 consecutive slots hold, as :mod:`workbench.store.corpus` packs it; derived data.

    ``version`` is that of the packing; ``stamp`` a checksum of ``bits``, by which a reader knows what it has read.
    """

    id = Column(Integer, primary_key=True, autoincrement=False)
    version: Named[int] = Column(Integer, nullable=False)
    stamp: Named[int] = Column(Integer, nullable=False)
    bits: Named[bytes] = Column(LargeBinary, nullable=False)


document = Table("document", metadata, DocumentColumns)
document_text = Table("document_text", metadata, DocumentTextColumns)
annotator = Table("annotator", metadata, AnnotatorColumns)
annotation_set = Table("annotation_set", metadata, SetColumns)
annotation = Table(
    "annotation",
    metadata,
    AnnotationColumns,
    CheckConstraint('("start" IS NULL) = ("end" IS NULL)', name="both_ends"),
    CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),
)
Index("ix_annotation_document_id_start", annotation.c.document_id, annotation.c.start)
# All that progress is counted by, so that counting reads no rows.
Index(
    "ix_annotation_progress",
    *(annotation.c.annotator, annotation.c.document_id, annotation.c.tag, annotation.c.status, annotation.c.start),
    *(annotation.c.end, annotation.c.linked, annotation.c.asked, annotation.c.correction, annotation.c.deleted),
    annotation.c.set_id,
)
source = Table("source", metadata, Kept)
conflict = Table("conflict", metadata, Kept)
decision = Table("decision", metadata, DecisionColumns)
comment = Table("comment", metadata, CommentColumns)
change_group = Table("change_group", metadata, GroupColumns, sqlite_autoincrement=True)
change = Table("change", metadata, ChangeColumns)
Index("ix_change_entity_row_id", change.c.entity, change.c.row_id)
pending_set = Table("pending_set", metadata, PendingColumns)
exchanged_set = Table("exchanged_set", metadata, ExchangedColumns)
document_sentences = Table("document_sentences", metadata, SentencesColumns)
corpus_slot = Table("corpus_slot", metadata, CorpusSlotColumns)
corpus_block = Table("corpus_block", metadata, CorpusBlockColumns)

KEPT = {
    "document": document, "set": annotation_set, "annotation": annotation, "source": source, "conflict": conflict,
    "decision": decision, "comment": comment,
}  # fmt: skip
"""The kept tables by the name that the journal uses."""
