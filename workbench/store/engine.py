"""The engine: how a connection is opened and a transaction begun, so that no update is lost and viewing writes nothing.

The recipe and its reasons were measured: with the driver's default transactions two processes lose a third of their
contended updates without an error; ``BEGIN IMMEDIATE`` loses none. Pragmas run on the driver's connection, transactions
are begun here and by nobody else.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from workbench.domain.errors import DataError, StoreBusy, UsageError, WorkbenchError

PATIENT = 10.0
"""Seconds a command waits for another process's write."""
PROMPT = 0.25
"""Seconds the user interface waits: longer would freeze it."""

_WRITES = "workbench_writes"


class Store:
    """One database. ``read`` and ``write`` are the two kinds of transaction; nothing else touches a connection.

    Until the first write an SQLite file is opened so that no byte of it changes.
    """

    def __init__(self, url: str | URL, *, wait: float = PATIENT) -> None:
        try:
            self.url = make_url(url)
            self.dialect = self.url.get_backend_name()
            if self.dialect not in ("sqlite", "postgresql"):
                raise ArgumentError(self.dialect)
        except (ArgumentError, ValueError):
            raise UsageError(
                "The database address is not understood.", "Write sqlite:///PATH or postgresql+psycopg://HOST/NAME."
            ) from None
        self.wait = wait
        self.path: Path | None = None
        if self.dialect == "sqlite":
            if self.url.database in (None, "", ":memory:"):
                raise UsageError("A workspace needs a database that lasts.", "Write sqlite:///PATH.")
            self.path = Path(str(self.url.database))
            if self.path.is_dir() or not self.path.absolute().parent.is_dir():
                raise UsageError(f"{self.path} cannot be a database file.", "Write sqlite:///PATH with a file's path.")
        self._reader: Engine | None = None
        self._writer: Engine | None = None
        self._identity: tuple[int, int] | None = None

    @classmethod
    def at(cls, path: Path, *, wait: float = PATIENT) -> "Store":
        """The SQLite database in a file, whatever characters its path holds."""
        return cls(URL.create("sqlite", database=str(path)), wait=wait)

    @property
    def exists(self) -> bool:
        """Whether the database file is there (a server's database is taken to be)."""
        return self.path is None or self.path.exists()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A read transaction: a consistent view that waits for nobody and changes nothing."""
        if self._writer is None and self._reader is None:
            self._reader = self._engine(writes=False)
        engine = self._writer or self._reader
        assert engine is not None
        with explained(), engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, rebuild: bool = False) -> Iterator[Connection]:
        """A write transaction, committed when the block ends without an error.

        ``rebuild`` suspends foreign keys for a migration (SQLite; to be set before the transaction begins, inside it
        the pragma is ignored). Raises :class:`StoreBusy` where another process holds the store for longer than
        ``wait`` seconds.
        """
        if self._writer is None:
            self._writer = self._engine(writes=True)
        self._check_identity()
        options = {_WRITES: True}
        with explained(), self._writer.connect().execution_options(**options) as connection:
            if rebuild and self.dialect == "sqlite":
                _pragma(connection, "foreign_keys=OFF")
            try:
                with connection.begin():
                    yield connection
            finally:
                if rebuild and self.dialect == "sqlite":
                    _pragma(connection, "foreign_keys=ON")

    @contextmanager
    def raw(self) -> Iterator[Any]:
        """The driver's own connection outside any transaction, for VACUUM and the pragmas of migrations."""
        if self._writer is None:
            self._writer = self._engine(writes=True)
        with explained():
            pooled = self._writer.raw_connection()
            try:
                yield pooled.driver_connection
            finally:
                pooled.close()

    @contextmanager
    def apart(self) -> Iterator[Connection]:
        """A server's connection outside any transaction, closed afterwards: for VACUUM, and what settings it needs."""
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT", poolclass=NullPool, hide_parameters=True)
        with explained(), engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection; the store may be used again afterwards."""
        for engine in (self._reader, self._writer):
            if engine is not None:
                engine.dispose()
        self._reader = self._writer = None

    def _engine(self, *, writes: bool) -> Engine:
        if self.dialect != "sqlite":
            try:
                return create_engine(
                    self.url, isolation_level="READ COMMITTED", pool_pre_ping=True, hide_parameters=True
                )
            except (ModuleNotFoundError, NoSuchModuleError) as error:
                raise UsageError(
                    f"The driver for this database is not installed ({getattr(error, 'name', None) or error}).",
                    "Install it with: pip install 'factcheck-workbench[postgres]'",
                ) from None
        # An error's words may reach the log, which tells nothing of what is stored: names, addresses, notes.
        engine = create_engine(
            "sqlite://", creator=lambda: self._connect(writes), poolclass=QueuePool, hide_parameters=True
        )
        event.listen(engine, "begin", _begin)
        if not writes:
            event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only=ON"))
        return engine

    def _connect(self, writes: bool) -> sqlite3.Connection:
        """Open the file. A reader that finds no write-ahead log opens it for writing with ``query_only``, since
        SQLite then removes the log it makes; where there is one, its owner is alive or crashed: then ``mode=ro``.
        """
        assert self.path is not None
        path = self.path.resolve()
        if writes and not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        log = path.with_name(path.name + "-wal").exists()
        mode = "mode=rw"
        if not writes and log:
            mode = "mode=ro"
        elif not writes and not os.access(path.parent, os.W_OK):
            mode = "mode=ro&immutable=1"  # without a log nobody is writing, and none can be made in this folder
        connection = sqlite3.connect(
            f"{path.as_uri()}?{mode}", uri=True, isolation_level=None, timeout=self.wait, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("PRAGMA cell_size_check=ON")
            if writes:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA synchronous=FULL")
        except BaseException:
            connection.close()
            raise
        if self._identity is None:
            self._identity = _identity(path)
        return connection

    def _check_identity(self) -> None:
        """Refuse to write into a file that was moved away or replaced while it was open."""
        if self.path is not None and self._identity is not None and _identity(self.path) != self._identity:
            raise DataError(
                "The database file was moved or replaced while it was open.",
                "Nothing was written; close the workbench and open it again.",
            )


def _pragma(connection: Connection, setting: str) -> None:
    """Set a pragma on the driver's connection, where no transaction is begun for it."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA {setting}")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_SQLITE_TROUBLE: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: ("The disk is full.", "Nothing of this edit was saved; free some space and repeat it."),
    sqlite3.SQLITE_IOERR: ("The disk failed.", "Nothing of this edit was saved; see to the disk and repeat it."),
    sqlite3.SQLITE_READONLY: (
        "The database may only be read.",
        "Nothing was changed; check the permissions of the workspace folder.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The database cannot be opened.",
        "Check that the workspace folder exists and may be read.",
    ),
    sqlite3.SQLITE_CORRUPT: ("The database file is damaged.", "Nothing was changed; restore a backup of it."),
    sqlite3.SQLITE_NOTADB: ("The file is not a database.", "Nothing was changed; restore a backup of it."),
}


@contextmanager
def explained() -> Iterator[None]:
    """Turn the driver's errors into sentences."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        told = _explanation(error.orig if isinstance(error, DBAPIError) else error)
        if told is None:
            raise
        raise told from error


def _explanation(cause: BaseException | None) -> WorkbenchError | None:
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return StoreBusy("Another process is writing to this workspace.", "Nothing was saved; do it again.")
        if code & 0xFF in _SQLITE_TROUBLE:
            return WorkbenchError(*_SQLITE_TROUBLE[code & 0xFF])
        return None
    state = getattr(cause, "sqlstate", None)
    if state in ("55P03", "40001", "40P01"):
        return StoreBusy("Another session is writing to this workspace.", "Nothing was saved; do it again.")
    if cause is not None and state is None and type(cause).__name__ == "OperationalError":
        return WorkbenchError("The database server cannot be reached.", "Check its address and that it runs.")
    return None


__all__ = ["PATIENT", "PROMPT", "Connection", "Store", "explained"]
