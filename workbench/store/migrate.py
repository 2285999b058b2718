"""Bringing a database to the schema this program knows: backup first, counted and checked, or not at all."""

import contextlib
import errno
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy import func as sql

from workbench.domain.errors import DataError, UsageError, WorkbenchError
from workbench.store.engine import Store
from workbench.store.tables import metadata

HEAD = "0002"
"""The newest schema revision; the last module in ``migrations/versions``."""


def ensure_schema(store: Store) -> bool:
    """Make the database fit this program; whether it had to be made or upgraded.

    Raises :class:`DataError` where a newer workbench wrote it, or where the upgrade would lose rows (nothing is
    changed then).
    """
    revision = _revision(store) if store.exists else None
    if revision == HEAD:
        return False
    if revision is not None and not _known(revision):
        raise DataError(
            f"The database was written by a newer workbench (schema {revision}, this one knows {HEAD}).",
            "Nothing was changed; install the newer workbench.",
        )
    if revision is None and store.exists and _foreign(store):
        raise UsageError("This is another program's database.", "Nothing was changed; name one of the workbench's own.")
    if revision is not None:
        backup(store, f"before-{HEAD}")
    _upgrade(store)
    return True


def _revision(store: Store) -> str | None:
    """The schema revision of the database, by one plain SELECT; None where it holds no tables yet."""
    with store.read() as connection:
        if store.dialect == "sqlite":
            named = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
            known = connection.exec_driver_sql(named).first() is not None
        else:
            known = inspect(connection).has_table("alembic_version")
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()) if known else None


def _foreign(store: Store) -> bool:
    """Whether a database without our schema holds tables all the same."""
    with store.read() as connection:
        return bool(inspect(connection).get_table_names())


def _known(revision: str) -> bool:
    versions = Path(__file__).parent / "migrations" / "versions"
    return any(path.name.startswith(f"{revision}_") for path in versions.glob("*.py"))


def _upgrade(store: Store) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    # Rebuilding a parent table with foreign keys enforced would delete its children.
    with store.write(rebuild=True) as connection:
        before = _row_counts(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _verify(connection, before)


def _row_counts(connection: Connection) -> dict[str, int]:
    there = set(inspect(connection).get_table_names())
    return {
        table.name: connection.execute(select(sql.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
        if table.name in there
    }


def _verify(connection: Connection, before: dict[str, int]) -> None:
    after = _row_counts(connection)
    lost = {name: number for name, number in before.items() if after.get(name, 0) < number}
    broken = connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if lost or broken:
        raise DataError(
            "The database could not be upgraded without losing rows.", "Nothing was changed; a backup lies beside it."
        )


def backup(store: Store, name: str) -> Path | None:
    """Copy an SQLite database, consistent and compact, to ``backups/`` beside it; None for a server's database.

    The copy is written under another name, flushed, opened and checked before it gets its own.
    """
    if store.path is None or store.dialect != "sqlite":
        return None
    folder = store.path.parent / "backups"
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target, unfinished = folder / f"{name}-{stamp}.db", folder / f".tmp-workbench-{os.getpid()}.db"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        with store.raw() as driver:
            driver.execute("VACUUM INTO ?", (str(unfinished),))
        os.chmod(unfinished, 0o600)
        with contextlib.closing(sqlite3.connect(unfinished)) as copy:
            if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise WorkbenchError("The backup did not come out whole.", "Nothing was changed; check the disk.")
        with open(unfinished, "rb") as handle:
            os.fsync(handle.fileno())
        os.replace(unfinished, target)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        hint = "free some space and try again." if full else "open it once where its folder may be written to."
        raise WorkbenchError(
            f"The backup that comes before a change of the database could not be written ({error.strerror}).",
            f"Nothing was changed; {hint}",
        ) from error
    return target
