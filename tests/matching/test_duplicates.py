"""Sources that may be one are pointed out; what is plainly two is not."""

from typing import Any

import pytest

from workbench.domain.model import Attachment, Source
from workbench.matching.duplicates import all_likely, likely


def source(ident: str, title: str = "", **fields: Any) -> Source:
    return Source(id=ident, kind="article", title=title, **fields)


LOG = source("log", "Harbour log of January", publisher="Port of Halden", url="https://www.port.example/log/")
FILE = Attachment(sha256="a" * 64, name="log.pdf", bytes=3)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (source("x", "Something else", url="http://port.example/log?utm_source=mail"), "the same address"),
        (source("x", archived_url="https://port.example/log"), "the same address"),
        (source("x", "Harbour log of January"), "the same title"),
        (source("x", "January: Log of Harbour"), "the same title"),
        (source("x", "Harbor log of January", publisher="Port of Halden"), "nearly the same title"),
    ],
)
def test_what_may_be_the_same_is_pointed_out(other: Source, reason: str) -> None:
    for one, two in ((LOG, other), (other, LOG)):
        (found,) = likely(one, [one, two])
        assert (found.source, found.reason) == (two, reason)
        assert 0.8 < found.score <= 1


@pytest.mark.parametrize(
    "other",
    [
        source("x", "Ferry timetable"),
        source("x", "Harbour log of January", publisher="Quay News"),
        source("x", "Harbour log of January 2"),
        source("x"),
        source("x", "???"),
        source("x", "Harbour log of January", same_as="y"),
        source("x", "Harbour log of January", confidential=True, alias="z"),
    ],
)
def test_what_is_plainly_another_is_not(other: Source) -> None:
    assert likely(LOG, [LOG, other]) == []


def test_another_day_is_another_source() -> None:
    days = [source(day, "Harbour log", published=f"2020-01-0{day}") for day in "12"]
    assert likely(days[0], days) == []


def test_the_same_file_is_the_same_source() -> None:
    one, two = (source(name, attachments=(FILE,)) for name in "ab")
    assert [(match.source.id, match.reason) for match in likely(one, [one, two])] == [("b", "the same file")]


def test_of_confidential_ones_nothing_is_told() -> None:
    assert likely(source("x", "Harbour log of January", confidential=True, alias="z"), [LOG]) == []


def test_all_at_once_is_each_alone() -> None:
    many = [
        LOG, source("a", "January: Log of Harbour"), source("b", "Ferry timetable"), source("c", "ferry time table"),
        source("d", attachments=(FILE,)), source("e", "Timetable", attachments=(FILE,)), source("f", "???"),
        source("g", "Harbor log of January", publisher="Port of Halden"), source("h", url="port.example/log"),
        source("i", "Ferry timetable", same_as="b"), source("j", "Ferry timetable", confidential=True, alias="q"),
    ]  # fmt: skip
    alone = {one.id: likely(one, many) for one in many if not one.same_as}
    assert all_likely(many, lambda one, other: True) == {ident: found for ident, found in alone.items() if found}
    assert all_likely(many, lambda one, other: False) == {}
