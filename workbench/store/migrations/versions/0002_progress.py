"""What progress is counted by: links, open questions and corrections of annotations; the sentences of documents."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from workbench.store import sentences

revision = "0002"
down_revision = "0001"

_COUNTED = [
    "annotator", "document_id", "tag", "status", "start", "end", "linked", "asked", "correction", "deleted", "set_id",
]  # fmt: skip
_TOGETHER = 1_000


def upgrade() -> None:
    """Add the columns and the table, and fill them from what is stored."""
    op.add_column("annotation", sa.Column("linked", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("annotation", sa.Column("asked", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("annotation", sa.Column("correction", sa.Text(), nullable=True))
    op.drop_index(op.f("ix_annotation_annotator"), table_name="annotation")
    op.create_index("ix_annotation_progress", "annotation", _COUNTED, unique=False)
    op.create_table(
        "document_sentences",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("bounds", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_sentences_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_sentences")),
    )
    connection = op.get_bind()
    _count(connection)
    texts = sa.table("document_text", sa.column("document_id"), sa.column("body"))
    for ident in connection.execute(sa.select(texts.c.document_id)).scalars().all():
        body = connection.execute(sa.select(texts.c.body).where(texts.c.document_id == ident)).scalar_one()
        sentences.add(connection, ident, body)


def _count(connection: sa.Connection) -> None:
    table = sa.table(
        "annotation",
        *(sa.column(name) for name in ("id", "state", "linked", "asked", "correction")),
    )
    ids = connection.execute(sa.select(table.c.id)).scalars().all()
    for start in range(0, len(ids), _TOGETHER):
        some = table.c.id.in_(ids[start : start + _TOGETHER])
        rows = connection.execute(sa.select(table.c.id, table.c.state).where(some)).all()
        values = [{"_id": row.id, **_counted(json.loads(row.state)["annotation"])} for row in rows]
        wanted = table.update().where(table.c.id == sa.bindparam("_id"))
        connection.execute(
            wanted.values({name: sa.bindparam(name) for name in ("linked", "asked", "correction")}), values
        )


def _counted(mark: dict[str, Any]) -> dict[str, object]:
    """As rows were written at this revision, whatever the model says by now."""
    asked = sum(query.get("state", "open") == "open" for query in mark.get("queries", ()))
    correction = mark["correction"].get("state", "proposed") if mark.get("correction") else None
    return {"linked": len(mark.get("links", ())), "asked": asked, "correction": correction}
