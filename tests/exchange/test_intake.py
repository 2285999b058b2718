"""Document files to texts and metadata, and tables of metadata."""

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import UsageError
from workbench.domain.text import sha256
from workbench.exchange.intake import Intake, read_document_file, read_meta_csv, sniff
from workbench.exchange.problems import DataProblems

FRONT = b"""---
title: "Ferry  stuck:
  no danger"
date: 2020-01-04
publisher: Quay News   # the paper
stories: [ferry, "on the water"]
role: evidence
---


# Not this title

First words.
  indented

"""


def test_plain_text() -> None:
    data = "\ufeffFerry stuck\r\n\r\nSixty\x07 people\x85 waited.\r\n".encode()
    assert read_document_file(data, ".txt") == Intake(
        text="Ferry stuck\n\nSixty␇ people␤ waited.\n",
        replaced=2,
        title="Ferry stuck",
        metadata={},
        warnings=(),
        original_sha256=sha256(data),
    )


def test_front_matter() -> None:
    found = read_document_file(FRONT, ".md")
    assert found.text == "# Not this title\n\nFirst words.\n  indented\n"
    assert found.title == "Ferry stuck: no danger"
    assert found.metadata == {
        "title": "Ferry stuck: no danger",
        "published": "2020-01-04",
        "publisher": "Quay News",
        "stories": ("ferry", "on the water"),
        "role": "evidence",
    }
    assert found.warnings == ()


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_front_matter_with_any_line_ends(end: bytes) -> None:
    found = read_document_file(b"\xef\xbb\xbf" + FRONT.replace(b"\n", end), "markdown")
    assert found.text == "# Not this title\n\nFirst words.\n  indented\n"
    assert found.metadata["published"] == "2020-01-04"


@pytest.mark.parametrize(
    ("front", "metadata", "warning"),
    [
        ("layout: post", {}, 'line 2: "layout" is no metadata here'),
        ("a: 1\npublished: 4 January", {}, "line 3: published"),
        ("date: 2020", {"published": "2020"}, None),
        ("date: 2020\npublished: 2021", {"published": "2021"}, None),
        ("date: soon", {}, "line 2: date: "),
        ("role: witness", {}, "line 2: role: "),
        ("author: {name: Kim}", {}, "line 2: author: "),
        ("author: [Kim, Lee]", {}, "line 2: author: "),
        ("stories: ferry; on the  water;", {"stories": ("ferry", "on the water")}, None),
        ("stories: [a, [b]]", {}, "line 2: stories: "),
        ("url:", {}, None),
        ("author: ~", {}, None),
        ('author: ""', {}, None),
        ("author: no", {"author": "no"}, None),
        ("sha256: x", {}, "no metadata here"),
        ('publisher: "a\\e]8;;x"', {"publisher": "a␛]8;;x"}, None),
        ("", {}, None),
        ("# nothing yet", {}, None),
    ],
)
def test_what_front_matter_may_say(front: str, metadata: dict[str, Any], warning: str | None) -> None:
    found = read_document_file(f"---\n{front}\n---\nText.\n".encode(), ".md")
    assert found.text == "Text.\n"
    assert found.metadata == metadata
    said = [one for one in found.warnings if warning is not None and warning in one]
    assert bool(said) == (warning is not None)
    if warning is None:
        assert found.warnings == ()


@pytest.mark.parametrize("front", ["a: [1", "a: &x 1", "a: 1\na: 2", "\tx: 1", "%TAG ! x"])
def test_front_matter_that_cannot_be_read_stays_in_the_text(front: str) -> None:
    data = f"---\n{front}\n---\nText.\n"
    found = read_document_file(data.encode(), ".md")
    assert found.text == data
    assert found.metadata == {}
    (warning,) = found.warnings
    assert "left in the text: line " in warning


@pytest.mark.parametrize(
    "text", ["---\nnot a mapping\n---\nx\n", "--- \nopen: 1\n", "\n---\na: 1\n---\n", "----\na: 1\n----\n"]
)
def test_what_is_no_front_matter(text: str) -> None:
    found = read_document_file(text.encode(), ".md")
    assert found.text == text
    assert found.metadata == {}
    assert found.warnings == ()


def test_front_matter_is_none_in_plain_text() -> None:
    assert read_document_file(FRONT, ".txt").metadata == {}


def test_only_what_stays_is_counted_as_replaced() -> None:
    assert read_document_file(b"---\nauthor: x\n---\na\x07b\n", ".md").replaced == 1


@pytest.mark.parametrize(
    ("text", "suffix", "title"),
    [
        ("\n \n  Ferry\t stuck \nx", ".txt", "Ferry stuck"),
        ("# Ferry", ".txt", "# Ferry"),
        ("# Ferry stuck ##\nx", ".md", "Ferry stuck"),
        ("#Ferry", ".md", "#Ferry"),
        ("#\nx", ".md", "#"),
        ("Ferry\n# Later", ".md", "Ferry"),
        ("word " * 40, ".txt", ("word " * 24).strip()),
        ("x" * 200, ".txt", "x" * 120),
        ("x" * 120 + " y", ".txt", "x" * 120),
        ("a " + "x" * 119 + " y", ".txt", "a"),
        ("# " + "long " * 400, ".md", ("long " * 200).strip()),
    ],
)
def test_titles(text: str, suffix: str, title: str) -> None:
    assert read_document_file(text.encode(), suffix).title == title


def test_encodings() -> None:
    data = "“Ferry” stuck".encode("cp1252")
    with pytest.raises(UsageError, match="not UTF-8"):
        read_document_file(data, ".txt")
    assert read_document_file(data, ".txt", "cp1252").text == "“Ferry” stuck"
    assert read_document_file("Fähre".encode("utf-16"), ".txt").text == "Fähre"


@pytest.mark.parametrize(
    ("data", "suffix", "words"),
    [
        (b"<html>", ".html", "HTML files are not read yet. Save the text as .txt"),
        (b"<html>", "HTM", "HTML files"),
        (b"%PDF-", ".pdf", "PDF files"),
        (b"PK", "docx", "DOCX files"),
        (b"x", ".exe\x1b", '".exe␛" are not read'),
        (b"x", "", "are not read"),
        (b"", ".txt", "holds no text"),
        (b" \n", ".txt", "holds no text"),
        (b"---\na: 1\n---\n \n", ".md", "holds no text"),
    ],
)
def test_refuses(data: bytes, suffix: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_document_file(data, suffix)
    assert words in str(caught.value)


def docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"Words.", "txt"),
        (b"", "txt"),
        (b"# Words", "txt"),
        (b"<p>", "txt"),
        (b"---\nnot a key\n---\n", "txt"),
        (b"---\nopen: 1\n", "txt"),
        (FRONT, "md"),
        (b"---\r\n# x\r\n\r\ntitle: 1\r\n---\r\nx", "md"),
        (b"\xef\xbb\xbf---\ntitle: 1\n---", "md"),
        (b"<!DOCTYPE html><p>", "html"),
        (b"\n <HTML lang=en>", "html"),
        (b'<?xml version="1.0"?>\n<!-- > -->\n<!doctype  html>', "html"),
        (b"\xef\xbb\xbf<html>", "html"),
        (b"%PDF-1.7", "pdf"),
        (docx(), "docx"),
        (b"PK\x03\x04 else", "txt"),
    ],
)
def test_sniffing(data: bytes, form: str) -> None:
    assert sniff(data) == form


@given(st.binary(max_size=80) | st.text("-\n: ax<#'", max_size=40).map(str.encode))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    for suffix in (sniff(data), "md"):
        try:
            found = read_document_file(data, suffix)
        except UsageError:
            continue
        assert found.text.strip()
        assert 0 < len(found.title) <= 1000
        assert not {"\n", "\r", "\x1b", "\0"} & set(found.title)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table(delimiter: str, encoding: str) -> None:
    rows = [
        ["File", " title ", "published", "stories"],
        ["a.txt", "“Ferry”\nstuck", "2020-01-04", '"ferry; water ;"'],
        ["", "", "", ""],
        ["b-0a1b2c3d", "", "", ""],
        ["c.txt", "x"],
    ]
    quoted = [[f'"{cell}"' if "\n" in cell else cell for cell in row] for row in rows]
    data = "\r\n".join(delimiter.join(row) for row in quoted).encode(encoding)
    assert read_meta_csv(data, "meta.csv") == {
        "a.txt": {"title": "“Ferry” stuck", "published": "2020-01-04", "stories": ("ferry", "water")},
        "b-0a1b2c3d": {},
        "c.txt": {"title": "x"},
    }


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("", {"1": "table is empty"}),
        ("\n \n", {"1": "table is empty"}),
        ("title\nx\n", {"1": "column file is missing"}),
        ("file,titel\nx,y\n", {"1": 'column "titel" is not known'}),
        ("\nfile,title,Title\nx,y,z\n", {"2": "several columns title"}),
        ("file,sha256\nx,y\n", {"1": "not known"}),
        ("file,title\na,x\n\na,y\n", {"4": 'file "a" was named on line 2'}),
        ("file,title\n,y\nb,x,z\n", {"2": "cell file is empty", "3": "has 3 cells, the header 2"}),
        ('file,role,published\na,"x\ny",soon\nb,check,x\n', {"2": "wrong form", "4": "wrong form"}),
        ('file,title\na,"x\n', {"2": "cannot be read"}),
        ('file,title\na,"x"y\n', {"2": "cannot be read"}),
        ("file,title\na,caf\udce9\n", {"1": "not UTF-8"}),
        ("file,title\na,\0\n", {"1": "NULs"}),
        ("file,title\na," + "x" * 1001 + "\n", {"2": "has 1001 characters"}),
        ("file,title\na," + "x" * 200_000 + "\n", {"2": "cannot be read"}),
    ],
)
def test_a_table_is_refused_with_its_lines(table: str, found: dict[str, str]) -> None:
    with pytest.raises(DataProblems) as caught:
        read_meta_csv(table.encode("utf-8", "surrogateescape"), "meta.csv")
    lines = str(caught.value).splitlines()
    for number, words in found.items():
        assert any(line.startswith(f"meta.csv:{number}:1: ") and words in line for line in lines), lines
    assert {line.split(":")[1] for line in lines} == set(found)
