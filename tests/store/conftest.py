"""A store on a real file, with one document and one annotator in it."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from workbench.domain.model import Annotation, Document, Placed, SetHeader
from workbench.store import migrate, repository
from workbench.store.engine import Store
from workbench.store.journal import Act, set_id

NOON = "2020-01-01T12:00:00Z"
HEADER = SetHeader(document="quay-1", annotator="kim")


def mark(name: str, start: int = 0, note: str = "") -> Placed:
    one = Annotation(
        id=name, tag="claim", start=start, end=start + 1, exact="x", prefix="", suffix="", created=NOON, modified=NOON,
        note=note,
    )  # fmt: skip
    return Placed(document="quay-1", annotator="kim", annotation=one)


def noted(placed: Placed, note: str) -> Placed:
    return msgspec.structs.replace(placed, annotation=msgspec.structs.replace(placed.annotation, note=note))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work space ü%41.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.at(path, wait=5)
    migrate.ensure_schema(opened)
    with opened.write() as connection:
        act = Act(connection, "kim", NOON, "begin", kind="setup")
        act.put("document", "quay-1", Document(id="quay-1", title="Quay", sha256="a" * 64, characters=100))
        repository.add_text(connection, "quay-1", "x" * 100)
        repository.add_annotator(connection, "kim", "kim")
        act.put("set", set_id(HEADER), HEADER)
    yield opened
    opened.close()
