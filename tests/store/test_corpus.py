"""The corpus index finds what stands somewhere, proposes nothing archived, and is mended where it is not whole."""

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, text, update

from workbench.domain.errors import UsageError
from workbench.domain.model import Document
from workbench.domain.text import sha256
from workbench.store import corpus, migrate, repository
from workbench.store.corpus import Index, Place
from workbench.store.engine import Store
from workbench.store.journal import Act
from workbench.store.tables import corpus_block, corpus_slot, metadata

NOON = "2020-01-01T12:00:00Z"
SERVER = os.environ.get("WORKBENCH_TEST_POSTGRES", "")
"""An empty database of a server, such as postgresql+psycopg:///scratch; its tables are dropped."""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "postgresql" and not SERVER:
        pytest.skip("WORKBENCH_TEST_POSTGRES names no database")
    opened = Store(SERVER) if request.param == "postgresql" else Store.at(tmp_path / "workbench.db")
    if request.param == "postgresql":
        with opened.write() as connection:
            metadata.drop_all(connection)
            connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    migrate.ensure_schema(opened)
    yield opened
    opened.close()


def put(connection: Connection, name: str, body: str) -> None:
    act = Act(connection, "kim", NOON, "add")
    act.put("document", name, Document(id=name, title=name, sha256=sha256(name), characters=len(body)))
    repository.add_text(connection, name, body)


def fail(connection: Connection) -> None:
    put(connection, "b", "green boat")
    raise UsageError("no")


def filled(store: Store, **texts: str) -> None:
    with store.write() as connection:
        for name, body in texts.items():
            put(connection, name, body)


def test_a_phrase_is_found_where_it_stands_and_archived_texts_are_not(empty: Store) -> None:
    filled(empty, a="Forty boats lay at the quay.", b="Some 40\u00a0boats lay there.", c="Boats: forty.", d="40 boats")
    with empty.write() as connection:
        Act(connection, "kim", NOON, "remove").put("document", "d", None)
    with empty.read() as connection:
        index = Index(connection)
        assert index.size == 3
        assert index.holding([("40", "boat")]) == [Place("a", 0, 28), Place("b", 0, 24)]
        assert index.frequency(("boat",)) == 3
        assert Index(connection, ["a"]).holding([("40", "boat")]) == [Place("b", 0, 24)]
        begins = corpus.beginning("qua")
        assert begins is not None
        assert [one.document for one in index.holding([begins])] == ["a"]
        assert corpus.beginning("qu") is None


def test_the_best_come_first_and_ties_by_document_whatever_the_order_of_adding(empty: Store) -> None:
    filled(empty, c="red boat", b="red boat", a="red", d="green", e="red boat")
    with empty.read() as connection:
        found = Index(connection).ranked({("red",): 1.0, ("boat",): 1.0}, 3)
        assert [one.document for one in found] == ["b", "c", "e"]
        assert Index(connection).ranked({("red",): 1.0}, 5, holding=[("green",)])[0].document == "d"
        assert Index(connection).ranked({("blue",): 1.0}, 5) == []


def test_many_texts_fill_several_blocks(empty: Store) -> None:
    filled(empty, **{f"d{n:03}": f"the ship number {n} was named vessel{n}" for n in range(150)})
    with empty.read() as connection:
        index = Index(connection)
        for n in (0, 63, 64, 149):
            assert f"d{n:03}" in [one.document for one in index.holding([(f"vessel{n}",), ("ship", "number")])]
        assert index.frequency((f"vessel{7}",)) <= 3
    filled(empty, late="the last ship")
    with empty.read() as connection:  # blocks that were read before are read anew where they changed
        assert Index(connection).frequency(("last", "ship")) == 1


def test_a_long_text_is_many_stretches_and_only_they_are_read(empty: Store) -> None:
    body = "".join(f"Line {n} tells of item{n} and nothing else.\n" for n in range(4_000))
    filled(empty, long=body, short="item3000")
    with empty.read() as connection:
        index = Index(connection, ["short"])
        assert index.size > 20
        (place,) = [
            one for one in index.holding([("tell",), ("item3000",)]) if "item3000 " in body[one.start : one.end]
        ]
        stretch = corpus.stretch(corpus.texts(connection, ["long"])["long"], place)
        assert "item3000 and" in stretch.text
        assert len(stretch.text) < 10_000
        assert body[stretch.offset : stretch.offset + len(stretch.text)] == stretch.text
        assert stretch.text.startswith("Line ")


def test_chinese_is_found_by_pairs_of_letters(empty: Store) -> None:
    solid = "".join(chr(0x4E00 + n * 7 % 9_000) for n in range(5_000))
    filled(empty, zh=f"{solid}港口警察说四十条船{solid}", ja="船は港にいる。")
    with empty.read() as connection:
        index = Index(connection)
        for pair in pairwise("港口警察说四十条船"):
            assert "zh" in [one.document for one in index.holding([pair])]
        assert index.holding([("条", "船"), ("船", "は")]) == []


def test_what_is_missing_is_seen_and_mended(empty: Store) -> None:
    filled(empty, a="red boat", b="green boat")
    with empty.write() as connection:
        assert corpus.missing(connection) == []
        connection.execute(delete(corpus_slot).where(corpus_slot.c.document_id == "b"))
    with empty.read() as connection:
        assert corpus.missing(connection) == ["b"]
        assert corpus.unindexed(connection) == [Place("b", 0, 10)]
    with empty.write() as connection:
        assert corpus.mend(connection) == 1
        assert corpus.missing(connection) == []
        assert [one.document for one in Index(connection).holding([("green", "boat")])] == ["b"]


@pytest.mark.parametrize("damage", ["version", "block"])
def test_an_index_of_another_version_or_with_a_block_lost_is_made_anew(empty: Store, damage: str) -> None:
    filled(empty, a="red boat", b="green boat")
    with empty.write() as connection:
        stale = update(corpus_block).values(version=corpus.VERSION + 1)
        connection.execute(stale if damage == "version" else delete(corpus_block))
        assert corpus.missing(connection) == ["a", "b"]
        assert Index(connection).holding([("boat",)]) == []
    filled(empty, c="blue boat")  # adding mends
    with empty.read() as connection:
        assert corpus.missing(connection) == []
        assert [one.document for one in Index(connection).holding([("boat",)])] == ["a", "b", "c"]


def test_an_empty_text_has_its_place(empty: Store) -> None:
    filled(empty, a="", b=" \n ")
    with empty.write() as connection:
        assert corpus.missing(connection) == []
        assert corpus.rebuild(connection) == 2
        assert corpus.missing(connection) == []


def test_an_act_that_fails_leaves_no_trace_in_the_index(empty: Store) -> None:
    filled(empty, a="red boat")
    with pytest.raises(UsageError), empty.write() as connection:
        fail(connection)
    filled(empty, c="blue boat")
    with empty.read() as connection:
        assert [one.document for one in Index(connection).holding([("boat",)])] == ["a", "c"]
        assert Index(connection).frequency(("green",)) == 0


@settings(max_examples=50)
@given(st.text(st.sampled_from("ab \n東."), max_size=300), st.integers(5, 60))
def test_stretches_cover_a_text_once(body: str, size: int) -> None:
    before = corpus._STRETCH
    corpus._STRETCH = size
    try:
        found = list(corpus._stretches(body))
    finally:
        corpus._STRETCH = before
    assert "".join(body[start:end] for start, end in found) == body
    assert len(found) == 1 or all(start < end for start, end in found)
