"""Sources as rows, in their orders, and in words: pure, whatever their fields hold."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from sample import HOSTILE

from workbench.domain.model import Attachment, Contact, Document, Rival, Source
from workbench.domain.sources import Ledger
from workbench.domain.text import shown_line
from workbench.matching.duplicates import Match
from workbench.services.sources import EDITABLE, Row
from workbench.tui import sourceform, sourcelist, sourcetold
from workbench.tui.form import Form
from workbench.tui.sourcelist import SORTS, arranged, circle, kind_of, listed, needs_look, origins, summed
from workbench.tui.sourcetold import Found, Part, lines, parts

LOG = Source(
    id="log", kind="official_record", title="Harbour log", publisher="Port", published="2020-01-04", note="p. 4 [red]",
    url="https://port.example/log", terms="on_record",
)  # fmt: skip
WIRE = Source(id="wire", kind="article", title="Wire copy", published="2020-01-05")
POST = Source(id="post", kind="post", title="A post", origin="wire")
NEWS = Source(id="news", kind="article", title="News", origin="post")
ROUND = Source(id="round", kind="article", title="Round", origin="about")
ABOUT = Source(id="about", kind="article", title="About", origin="round")
FROM = Source(id="from", kind="article", title="From a circle", origin="about")
OLD = Source(id="old", kind="other", title="Old log", same_as="log")
QUIET = Source(
    id="source-1", kind="interview", title="Jonas Lind", author="Lind", publisher="Quay News", confidential=True,
    alias="a deckhand", note="met at home", url="https://lind.example", terms="on_background",
    contacts=(Contact(id="c", at="2020-01-06", by="kim", who="Mrs Lind", answer="later"),),
    attachments=(Attachment(sha256="0" * 64, name="lind.mp3", bytes=9),),
)  # fmt: skip
ALL = (LOG, WIRE, POST, NEWS, ROUND, ABOUT, FROM, OLD, QUIET)
LEDGER: Ledger = {one.id: one for one in ALL}
STORED = Document(id="doc", title="Stored", sha256="0" * 64, characters=3)
SECRETS = ("Jonas", "Lind", "Quay News", "met at home", "later", "lind.mp3", "lind.example")


def row(source: Source, links: int = 1, **more: object) -> Row:
    return Row(source, links=links, **more)  # type: ignore[arg-type]


def text(told: list[Part]) -> str:
    return "\n".join(f"{part.name} {part.value}" for part in told)


def test_a_row_says_kind_origin_links_and_what_needs_a_look() -> None:
    cells = dict(zip([column.title for column in sourcelist.COLUMNS], listed(row(NEWS, 3), LEDGER).cells, strict=True))
    assert cells == {
        "": "", "Source": "News", "Kind": "article", "Publisher": "", "Date": "", "Repeats": "A post", "links": "3",
    }  # fmt: skip
    assert listed(row(ROUND), LEDGER).cells[0] == "!"
    assert listed(row(QUIET), LEDGER, "source-1").cells[0] == "\u25cf\u25c6"
    assert not listed(row(NEWS), LEDGER).dim
    assert listed(row(NEWS, 0), LEDGER).dim


def test_stored_texts_are_marked() -> None:
    document = Source(id="doc", kind="document", title="Stored")
    assert kind_of(row(document, document=STORED)) == "stored text"
    assert kind_of(row(document, document=STORED, archived=True)) == "archived text"
    assert kind_of(row(Source(id="doc", kind="transcript"), document=STORED)) == "transcript, stored"
    assert kind_of(row(document)) == "document"


def test_origins_are_followed_and_circles_found() -> None:
    assert origins(LEDGER, NEWS) == ["post", "wire"]
    assert origins(LEDGER, ROUND) == ["about"]
    assert origins(LEDGER, FROM) == ["about", "round"]
    assert circle(LEDGER, ROUND) == circle(LEDGER, FROM) == ("about", "round")
    assert circle(LEDGER, NEWS) == ()
    lost = Source(id="x", kind="other", origin="gone")
    assert origins({"x": lost}, lost) == ["gone"]
    assert sourcelist.doubles(LEDGER, "log") == ["old"]
    assert [needs_look(row(one), LEDGER) for one in (NEWS, ROUND, FROM)] == [False, True, True]
    assert needs_look(row(LOG, rivals=(Rival(annotator="ada", source=LOG),)), LEDGER)


@pytest.mark.parametrize(
    ("by", "order"),
    [("title", "from log news quiet wire"), ("most links", "log wire from news quiet"),
     ("kind", "from news wire quiet log"), ("newest first", "wire log from news quiet"),
     ("publisher", "log from news quiet wire"), ("what it repeats", "news from log quiet wire"),
     ("to look at first", "from log news quiet wire")],
)  # fmt: skip
def test_the_orders(by: str, order: str) -> None:
    quiet = Source(id="quiet", kind="interview", title="zz", publisher="AAA", confidential=True, alias="No name")
    rows = [row(WIRE, 5), row(quiet, 0), row(LOG, 9), row(NEWS, 0), row(FROM, 0)]
    assert " ".join(one.source.id for one in arranged(rows, by, LEDGER)) == order
    assert by in SORTS


def test_all_in_a_line() -> None:
    document = row(Source(id="doc", kind="document"), 0, document=STORED)
    assert summed([document, row(ROUND)], LEDGER) == "2 sources, 1 of them stored text, 1 without links, 1 to look at"
    assert summed([], {}) == "0 sources"
    assert sourcelist.listing([row(NEWS)], LEDGER).told == "1 source"


@pytest.mark.parametrize(
    "words", ["harbour", "PORT", "port.example", "official record", "on record", "p. 4 [red]", "2020-01-04", "log"]
)
def test_a_source_is_found_by_all_that_it_holds(words: str) -> None:
    assert words.lower() in listed(row(LOG), LEDGER).words.lower()


def test_what_a_source_is_can_be_looked_for() -> None:
    words = listed(row(ROUND, 0, rivals=(Rival(annotator="ada", source=ROUND),)), LEDGER, "round").words
    assert all(one in words for one in ("circular", "unlinked", "at hand", "another version", "ada", "About"))


def test_a_confidential_source_gives_nothing_away_until_it_is_asked_for() -> None:
    rival = Rival(annotator="ada", source=Source(id="source-1", kind="interview", title="J. Lind", confidential=True))
    one = row(QUIET, rivals=(rival,))
    found = Found([("lind.mp3", "unchanged")], [], [], [])
    told = parts(one, LEDGER, found, at_hand=True)
    others = sourcetold.to_settle(one, LEDGER), sourcetold.to_merge([one], "", ()), sourcetold.to_repeat([one], "")
    shown = text(told) + repr(listed(one, LEDGER)) + repr(others)
    assert [secret for secret in SECRETS if secret in shown] == []
    assert "kept back title, publisher, author, address, note, 1 file and 1 contact; i shows them" in text(told)
    assert "other title" in text(told)
    whole = text(parts(one, LEDGER, found, at_hand=True, whole=True))
    assert [secret for secret in SECRETS if secret not in whole] == []


def test_all_is_told_the_most_telling_first() -> None:
    contact = Contact(id="c", at="2020-01-06", by="kim", who="the port")
    full = Source(**{**{n: getattr(LOG, n) for n in LOG.__struct_fields__}, "contacts": (contact,), "origin": "news"})
    rival = Rival(annotator="ada", source=LOG)
    alike = [Match(OLD, 1.0, "the same address")]
    found = Found([("log.pdf", "changed")], alike, [], [NEWS])
    told = parts(row(full, 2, rivals=(rival,)), LEDGER | {"log": full}, found, at_hand=True)
    assert text(told).splitlines() == [
        " Harbour log",
        " official record \u00b7 at hand",
        " ",
        "ada has it otherwise repeats empty; v settles it",
        "perhaps the same Old log (the same address); M merges",
        "repeats News, which repeats A post, which repeats Wire copy",
        "publisher Port",
        "address https://port.example/log",
        "published 2020-01-04",
        "terms on record",
        "note p. 4 [red]",
        "file log.pdf: changed",
        "asked 2020-01-06 the port (by kim): no answer yet",
        " ",
        "links 2",
        "repeated by News",
        "merged into it Old log",
        " ",
        "id log",
    ]
    circular = parts(row(FROM), LEDGER, None, at_hand=False)
    assert Part("circular", "About and Round repeat each other", strong=True) in circular
    assert Part("repeats", "About, which repeats Round") in circular


def test_where_there_is_no_room_for_all_it_says_how_it_is_seen() -> None:
    told = parts(row(LOG), LEDGER, Found(), at_hand=False)
    assert "".join(word.text for word in lines(told, 40, 10)[-1]) != "i: all of it"
    assert "".join(word.text for word in lines([*told, *told], 40, 11)[-1]) == "i: all of it"


def test_an_address_is_told_from_a_title() -> None:
    urls = ("https://a.example/x?y=1", "www.quay.example", "quay.example/log", "ftp://h/x", "HTTP://A.example")
    assert {sourceform.entered(f" {one} ").name for one in urls} == {"url"}
    titles = ("Harbour log", "log.pdf", "a: b", "see https://a.example", "javascript:alert(1)", "[/]", "und/oder")
    assert {sourceform.entered(one).name for one in titles} == {"title"}


def test_every_field_that_can_be_set_is_in_the_form_and_what_it_may_be_is_offered() -> None:
    assert sorted(sourceform.FIELDS) == sorted(EDITABLE)
    fields = {field.name: field.value for field in sourceform.fields_of(NEWS, LEDGER)}
    assert (fields["origin"], fields["confidential"], fields["kind"]) == ("A post", "", "article")
    assert "web_page" in sourceform.candidates("kind", ALL, "", "web")
    assert sourceform.candidates("terms", ALL, "", "off") == ["off_record"]
    assert sourceform.candidates("confidential", ALL, "", "t") == ["true"]
    assert sourceform.candidates("publisher", ALL, "", "") == ["Port"]  # not that of a confidential one
    assert sourceform.candidates("accessed", ALL, "2020-01-07", "2") == ["2020-01-07"]
    assert sourceform.candidates("title", ALL, "", "") == []
    assert sourceform.plain("kind", " web page ") == "web_page"
    assert sourceform.plain("title", " a b ") == "a b"


ODD = st.text(max_size=80) | st.sampled_from(
    [*HOSTILE, "\u6e2f\u6e7e" * 40, "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 9]
)


@given(ODD, ODD, ODD, st.integers(12, 90), st.integers(1, 40), st.booleans(), st.data())
def test_whatever_the_fields_hold_it_fits_its_panel(
    title: str, note: str, who: str, width: int, height: int, confidential: bool, data: st.DataObject
) -> None:
    contact = Contact(id="c", at="2020-01-06", by=who or "x", who=who or "x", answer=note)
    source = Source(
        id="a", kind="other", title=title, note=note, publisher=who, alias=note, confidential=confidential,
        contacts=(contact,), origin="b",
    )  # fmt: skip
    other = Source(id="b", kind="other", title=note, origin="a")
    ledger = {"a": source, "b": other}
    one = row(source, rivals=(Rival(annotator=who or "x", source=other),))
    found = Found([(title or "f", "missing")], [Match(other, 1.0, "the same file")], [], [other])
    for whole in (False, True):
        shown = lines(parts(one, ledger, found, at_hand=True, whole=whole), width, height)
        assert len(shown) <= height
    fields = sourceform.fields_of(source, ledger)
    current = data.draw(st.integers(0, len(fields) - 1))
    assert len(sourceform.lines(source, Form(fields, current), width, height)) <= max(2, height)
    long = [part for part in itertools.chain(*shown) if cell_len(shown_line(part.text)) > width]
    assert all(part.style == "details--label" for part in long)  # a name is cut where it is painted
    listed(one, ledger)
    for by in SORTS:
        arranged([one, row(other)], by, ledger)
