"""Metadata files of documents: the round, the head, and what is refused."""

import msgspec
import pytest

from workbench.domain.model import Assignment, Document
from workbench.exchange.metadata import DocumentFile, read_document, write_document
from workbench.exchange.problems import DataProblems

FULL = Document(
    id="ferry-stuck-0a1b2c3d",
    title="Ferry stuck: “no danger”",
    publisher="Quay News",
    published="2020-01-04T10:00+01:00",
    language="en",
    role="evidence",
    stories=("ferry", "on the water"),
    sha256="ab" * 32,
    characters=190,
    assignments=(Assignment(annotator="kim", start=0, end=190, due="2020-01-05"), Assignment(annotator="lee")),
)

FULL_FILE = f"""\
format: workbench/document
version: 1
id: "ferry-stuck-0a1b2c3d"
title: "Ferry stuck: “no danger”"
publisher: "Quay News"
published: "2020-01-04T10:00+01:00"
language: "en"
role: evidence
stories: ["ferry", "on the water"]
sha256: "{"ab" * 32}"
characters: 190
assignments:
- {{annotator: "kim", start: 0, end: 190, due: "2020-01-05"}}
- {{annotator: "lee"}}
"""


def test_the_bytes_and_the_round() -> None:
    assert write_document(FULL).decode() == FULL_FILE
    assert read_document(FULL_FILE.encode(), "x") == FULL


def test_the_least_that_a_document_has() -> None:
    value = Document(id="x", title="X", sha256="0" * 64, characters=0)
    data = write_document(value)
    assert data.decode().splitlines()[:4] == ["format: workbench/document", "version: 1", 'id: "x"', 'title: "X"']
    assert len(data.splitlines()) == 6
    assert read_document(data, "x") == value


def test_the_file_has_the_fields_of_the_model_and_no_others() -> None:
    model = {field.name: (field.type, field.default) for field in msgspec.structs.fields(Document)}
    file = {field.name: (field.type, field.default) for field in msgspec.structs.fields(DocumentFile)}
    assert list(file)[:2] == ["format", "version"]
    assert {name: file[name] for name in list(file)[2:]} == model
    assert list(file)[2:] == list(model)


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("role: evidence", "role: proof", "8:7", "Known are: check, evidence."),
        ("published: ", "publishd: ", "6:1", 'Did you mean "published"?'),
        ('"2020-01-04T10:00+01:00"', "4 January 2020", "6:12", "a date, or a date-time"),
        ("version: 1", "version: 2", "2:10", "newer workbench"),
        ("workbench/document", "workbench/annotation-set", "1:9", "another kind of file"),
        ("characters: 190", "characters: -1", "11:13", "0 is the least"),
        ("end: 190", "end: 191", "13:3", "outside the document"),
        ("start: 0", "start: 190", "13:3", "empty"),
        ('title: "', 'title: ""  # "', "4:8", "is empty"),
        ("format: workbench/document\n", "", "1:1", 'key "format" is missing'),
    ],
)
def test_refuses(old: str, new: str, place: str, words: str) -> None:
    assert old in FULL_FILE
    with pytest.raises(DataProblems) as caught:
        read_document(FULL_FILE.replace(old, new, 1).encode(), "x.yaml")
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"x.yaml:{place}: ")
    assert words in line


@pytest.mark.parametrize(("kept", "read"), [("start: 189", True), ("start: 190", False), ("end: 191", False)])
def test_a_range_with_one_end_ends_with_the_text(kept: str, read: bool) -> None:
    data = FULL_FILE.replace("start: 0, end: 190", kept).encode()
    if read:
        assert read_document(data, "x.yaml").assignments[0].end is None
    else:
        with pytest.raises(DataProblems, match="outside the document"):
            read_document(data, "x.yaml")
