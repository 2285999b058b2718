"""A database of an earlier schema is brought to this one, with what is derived worked out, after a backup."""

from pathlib import Path

import msgspec
from alembic import command
from alembic.config import Config
from sqlalchemy import Table, insert, select

from workbench.domain.coverage import Sentences
from workbench.domain.model import Correction, Link, Query
from workbench.store import migrate, sentences
from workbench.store.engine import Store
from workbench.store.journal import encode
from workbench.store.tables import annotation, annotation_set, annotator, document, document_text

from .conftest import NOON, mark

BODY = "The quay is closed. Nobody was hurt."


def old(path: Path, revision: str) -> Store:
    """A store at an earlier revision."""
    store = Store.at(path)
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    with store.write(rebuild=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return store


def test_the_first_schema_gets_what_progress_is_counted_by(tmp_path: Path) -> None:
    store = old(tmp_path / "first.db", "0001")
    plain = mark("one")
    full = msgspec.structs.replace(
        mark("two", 3),
        annotation=msgspec.structs.replace(
            mark("two", 3).annotation,
            links=(Link(id="l", source="log", relation="supports"),) * 2,
            queries=(
                Query(id="q", to="ned", text="Who?", by="kim", at=NOON),
                Query(id="r", to="ned", text="When?", by="kim", at=NOON, state="answered", answer="Now."),
            ),
            correction=Correction(text="y", state="sent"),
        ),
    )
    kept = {"deleted": 0, "digest": "d", "revision": 1}

    def put(table: Table, **values: object) -> None:
        rows = {name: value for name, value in values.items() if name in old_columns[table.name]}
        connection.execute(insert(table).values(rows))

    old_columns = {
        table.name: {one.name for one in table.columns} - {"linked", "asked", "correction"}
        for table in (document, document_text, annotator, annotation_set, annotation)
    }
    with store.write() as connection:
        put(document, id="quay-1", state="{}", sha256="a" * 64, role="check", stage="published", **kept)
        put(document_text, document_id="quay-1", body=BODY)
        put(annotator, name="kim", slug="kim")
        put(
            annotation_set, id="quay-1/annotations/kim", state="{}", document_id="quay-1", annotator="kim",
            kind="annotations", done=0, **kept,
        )  # fmt: skip
        for one in (plain, full):
            put(
                annotation, id=one.id, state=encode(one), set_id="quay-1/annotations/kim", document_id="quay-1",
                annotator="kim", tag="claim", start=one.annotation.start, end=one.annotation.end, status="unchecked",
                **kept,
            )  # fmt: skip
    assert migrate.ensure_schema(store)
    table = annotation.c
    with store.read() as connection:
        rows = connection.execute(select(table.id, table.linked, table.asked, table.correction).order_by(table.id))
        assert [tuple(row) for row in rows] == [("one", 0, 0, None), ("two", 2, 1, "sent")]
        assert sentences.of(connection)["quay-1"].packed() == Sentences.of(BODY).packed()
    assert [one.name.startswith("before-") for one in (tmp_path / "backups").iterdir()] == [True]
    store.close()


def test_sentences_by_other_rules_are_worked_out_anew(store: Store) -> None:
    from sqlalchemy import update

    from workbench.store.tables import document_sentences

    with store.write() as connection:
        connection.execute(update(document_sentences).values(version=0, bounds=b""))
    with store.read() as connection:
        assert len(sentences.of(connection)["quay-1"]) == len(sentences.of(connection, ["quay-1"])["quay-1"]) == 1
