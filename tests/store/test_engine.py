"""The store keeps its promises under two writers, kills, faults and mere looking."""

import hashlib
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from workbench.domain.errors import DataError, StoreBusy, UsageError, WorkbenchError
from workbench.store import migrate
from workbench.store.engine import Store
from workbench.store.tables import metadata


def test_the_database_is_its_owners_alone(store: Store, path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE document SET role = role")
    assert {stat.S_IMODE(one.stat().st_mode) for one in path.parent.glob(f"{path.name}*")} == {0o600}


def test_looking_changes_no_byte_and_leaves_no_file(store: Store, path: Path) -> None:
    store.close()
    before = {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in path.parent.iterdir()}
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM document").scalar_one() == 1
        with pytest.raises(WorkbenchError, match="only be read"), store.read() as other:
            other.exec_driver_sql("DELETE FROM document_text")
    store.close()
    assert {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in path.parent.iterdir()} == before


def test_looking_beside_a_crashed_writer_does_not_fold_its_log(store: Store, path: Path) -> None:
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE document SET role = 'evidence'")
    store.close()
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('UPDATE document SET role = ?', ('check',))\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    log = path.with_name(path.name + "-wal")
    before = (path.read_bytes(), log.read_bytes())
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT role FROM document").scalar_one() == "check"
    store.close()
    assert (path.read_bytes(), log.read_bytes()) == before


def test_the_recipe_is_in_force(store: Store) -> None:
    with store.write() as connection:
        asked = ("foreign_keys", "journal_mode", "synchronous", "trusted_schema", "cell_size_check")
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked]
    assert values == [1, "wal", 2, 0, 1]


def test_a_writer_that_holds_the_store_is_named_and_readers_do_not_wait(store: Store, path: Path) -> None:
    impatient = Store.at(path, wait=0.05)
    with store.write():
        with impatient.read() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM document").scalar_one() == 1
        with pytest.raises(StoreBusy, match="Nothing was saved"), impatient.write():
            pass
    with impatient.write():
        pass
    impatient.close()


def test_two_threads_adding_up_lose_nothing(store: Store, path: Path) -> None:
    def add(own: Store) -> None:
        for _ in range(100):
            with own.write() as connection:
                value = connection.exec_driver_sql("SELECT revision FROM document").scalar_one()
                connection.exec_driver_sql("UPDATE document SET revision = ?", (value + 1,))
        own.close()

    with store.read() as connection:
        first = connection.exec_driver_sql("SELECT revision FROM document").scalar_one()
    workers = [threading.Thread(target=add, args=(Store.at(path),)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT revision FROM document").scalar_one() == first + 200


def test_a_file_that_was_moved_away_is_not_written_into(store: Store, path: Path) -> None:
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE document SET role = role")
    path.rename(path.with_name("elsewhere.db"))
    with pytest.raises(DataError, match="moved or replaced"), store.write():
        pass


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"no database at all, but long enough to look like one" * 100, "not a database"), (b"", None)],
)
def test_a_file_that_is_no_database_is_refused_unchanged(tmp_path: Path, content: bytes, said: str | None) -> None:
    path = tmp_path / "odd.db"
    path.write_bytes(content)
    store = Store.at(path)
    if said is None:  # an empty file is an empty database
        assert migrate.ensure_schema(store)
    else:
        with pytest.raises(WorkbenchError, match=said):
            migrate.ensure_schema(store)
        assert path.read_bytes() == content
    store.close()


def test_a_newer_schema_is_refused(store: Store) -> None:
    with store.raw() as driver:
        driver.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DataError, match="newer workbench"):
        migrate.ensure_schema(store)


def test_the_migrated_schema_is_the_declared_one(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_head_is_the_newest_migration() -> None:
    versions = Path(migrate.__file__).parent / "migrations" / "versions"
    assert max(one.name[:4] for one in versions.glob("[0-9]*.py")) == migrate.HEAD


def test_a_backup_is_a_whole_database(store: Store, path: Path) -> None:
    copy = migrate.backup(store, "by-hand")
    assert copy is not None
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT id FROM document").fetchall() == [("quay-1",)]
    connection.close()
    assert not list(copy.parent.glob(".tmp*"))


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "nonsense", "nosuch://x/y"])
def test_an_address_that_cannot_be_used_is_explained(url: str) -> None:
    with pytest.raises(UsageError, match="sqlite:///PATH"):
        Store(url)


def test_a_full_disk_is_said_and_what_was_saved_stays(store: Store, path: Path) -> None:
    with store.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite answers with the pages there are
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) "
    with pytest.raises(WorkbenchError, match="disk is full"), store.write() as connection:
        connection.exec_driver_sql(many + "INSERT INTO annotator SELECT i || hex(zeroblob(500)), i FROM n")
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM annotator").scalar_one() == 1


def test_a_folder_that_may_not_be_written_can_be_read(store: Store, path: Path) -> None:
    """As an unprivileged user, since root may write anywhere; what it needs is imported before it gives that up."""
    store.close()
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from workbench.store.engine import Store\n"
        "from workbench.domain.errors import WorkbenchError\n"
        "import sqlalchemy.dialects.sqlite\n"
        "Store.at(Path(sys.argv[1])).read().__enter__()\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "s = Store.at(Path(sys.argv[1]))\n"
        "with s.read() as c: print(c.exec_driver_sql('SELECT id FROM document').scalar_one())\n"
        "s.close()\n"
        "try:\n"
        "    with s.write() as c: c.exec_driver_sql('UPDATE document SET role = role')\n"
        "except WorkbenchError as error: print(error)\n"
    )
    for folder in path.parents:
        if os.getuid() == 0 and folder != Path("/") and folder.stat().st_mode & 0o055 != 0o055:
            folder.chmod(folder.stat().st_mode | 0o055)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    before = path.read_bytes()
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False)
    path.parent.chmod(0o700)
    first, _, second = done.stdout.partition("\n")
    assert first == "quay-1", done.stderr
    assert "permissions" in second or "cannot be opened" in second
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE document (x)")
    connection.close()
    before = path.read_bytes()
    store = Store.at(path)
    with pytest.raises(UsageError, match="another program's"):
        migrate.ensure_schema(store)
    store.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize("place", ["", "missing/x.db"])
def test_a_place_that_can_hold_no_database_is_explained(tmp_path: Path, place: str) -> None:
    with pytest.raises(UsageError, match="cannot be a database file"):
        Store.at(tmp_path / place)
