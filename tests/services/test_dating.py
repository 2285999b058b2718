"""The day of a mark follows its words in the store, is a person's own where one gave it, and travels as it is."""

from pathlib import Path

import pytest

from workbench.exchange.sets import read_set, write_set
from workbench.services import annotations, dating, documents, exporting, history, importing, review
from workbench.services.documents import Incoming
from workbench.services.workspace import Workspace

from .conftest import Opener

TEXT = (
    "The ferry struck the quay on Tuesday with forty people on board. The quay will close on Friday.\n"
    "\u201cWe saw it sink yesterday,\u201d the mayor said on Wednesday. The ferry was not insured.\n"
)
FERRY, QUAY = "The ferry struck the quay on Tuesday", "The quay will close on Friday."


def add(space: Workspace, published: str = "2020-01-09") -> str:
    metadata = {"title": "Ferry", "published": published, "language": "en-GB"}
    return documents.add(space, [Incoming("f", TEXT, metadata)])[0].document.id


def mark(space: Workspace, words: str, tag: str = "claim", **fields: str) -> str:
    start = TEXT.index(words)
    ident = documents.listing(space)[0].document.id
    return annotations.annotate(space, ident, (start, start + len(words)), tag, fields=fields).id


def told(space: Workspace, ident: str) -> tuple[str, str | None]:
    one = annotations.get(space, ident).annotation
    part = one.claim or one.quote
    return (part.when, part.when_date) if part is not None else ("", None)


@pytest.fixture
def kim(opener: Opener) -> Workspace:
    space = opener()
    add(space)
    return space


def test_the_day_is_filled_in_with_its_words_and_undone_with_them(kim: Workspace) -> None:
    one = mark(kim, FERRY, when="Tuesday")
    assert told(kim, one) == ("Tuesday", "2020-01-07")
    annotations.edit(kim, one, fields={"when": "some day"})
    assert told(kim, one) == ("some day", None)
    annotations.edit(kim, one, fields={"claim.when": "last week"})
    assert told(kim, one) == ("last week", "2019-12-30/2020-01-05")
    history.undo(kim)
    history.undo(kim)
    assert told(kim, one) == ("Tuesday", "2020-01-07")
    annotations.edit(kim, one, fields={"when": ""})
    assert annotations.get(kim, one).annotation.claim is None
    other = mark(kim, QUAY, when="Friday")
    assert told(kim, other) == ("Friday", None)
    spoken = mark(kim, "We saw it sink yesterday,", "quote", when="Wednesday")
    assert told(kim, spoken) == ("Wednesday", "2020-01-08")


def test_what_a_person_gave_stays(kim: Workspace) -> None:
    one = mark(kim, FERRY, when="Tuesday", when_date="2019-12-31")
    annotations.edit(kim, one, fields={"when": "on Tuesday"})
    annotations.edit(kim, one, span=(0, 9), fields={"note": "n"})
    assert told(kim, one) == ("on Tuesday", "2019-12-31")
    annotations.edit(kim, one, fields={"when_date": ""})
    annotations.edit(kim, one, fields={"note": "again"})
    assert told(kim, one) == ("on Tuesday", None)
    annotations.edit(kim, one, fields={"when": "Tuesday"})
    assert told(kim, one) == ("Tuesday", "2020-01-07")


def test_a_mark_that_moves_or_becomes_another_is_read_anew(kim: Workspace) -> None:
    one = mark(kim, FERRY, when="Tuesday")
    start = TEXT.index("The ferry was not insured.")
    annotations.edit(kim, one, span=(start, start + 26))
    assert told(kim, one) == ("Tuesday", None)
    annotations.edit(kim, one, span=(0, 9))
    assert told(kim, one) == ("Tuesday", "2020-01-07")
    annotations.edit(kim, one, tag="quote", fields={"when": "last week"})
    assert told(kim, one) == ("last week", "2019-12-30/2020-01-05")
    annotations.edit(kim, one, tag="figure")
    assert told(kim, one) == ("", None)


def test_days_follow_the_day_of_publication_and_are_undone_with_it(kim: Workspace) -> None:
    read, own = mark(kim, FERRY, when="Tuesday"), mark(kim, "forty people", when="Tuesday", when_date="2019-12-31")
    bare, whole = mark(kim, QUAY, when="Friday"), mark(kim, "board", when="5 March 2019")
    taken = mark(kim, "The ferry", when="Tuesday")
    annotations.edit(kim, taken, fields={"when_date": ""})
    ident = documents.listing(kim)[0].document.id
    edited = documents.edit(kim, ident, {"published": "2020-02-13"})
    assert edited.warnings == (
        "the day of 1 annotation of yours followed, as read from the new metadata; undo takes both back",
    )
    assert [told(kim, one)[1] for one in (read, own, bare, whole, taken)] == [
        "2020-02-11", "2019-12-31", None, "2019-03-05", None,
    ]  # fmt: skip
    history.undo(kim)
    assert documents.get(kim, ident).published == "2020-01-09"
    assert told(kim, read) == ("Tuesday", "2020-01-07")
    history.redo(kim)
    annotations.edit(kim, read, fields={"when": "on Tuesday"})
    assert told(kim, read) == ("on Tuesday", "2020-02-11")
    annotations.edit(kim, read, fields={"when": "last week"})
    assert told(kim, read) == ("last week", "2020-02-03/2020-02-09")


def test_days_go_with_the_day_of_publication_and_come_with_it(kim: Workspace) -> None:
    one, other = mark(kim, FERRY, when="Tuesday"), mark(kim, "forty", when="last week")
    ident = documents.listing(kim)[0].document.id
    (said,) = documents.edit(kim, ident, {"published": ""}).warnings
    assert said.startswith("the days of 2 annotations of yours followed")
    assert (told(kim, one)[1], told(kim, other)[1]) == (None, None)
    documents.edit(kim, ident, {"published": "2020-01-09"})
    assert (told(kim, one)[1], told(kim, other)[1]) == ("2020-01-07", "2019-12-30/2020-01-05")
    assert documents.edit(kim, ident, {"title": "Another"}).warnings == ()
    assert documents.edit(kim, ident, {"published": "2020-01-09"}).warnings == ()


def test_the_language_tells_a_day_too(kim: Workspace) -> None:
    one = mark(kim, "forty", when="3/4/2019")
    assert told(kim, one)[1] == "2019-04-03"
    documents.edit(kim, documents.listing(kim)[0].document.id, {"language": "en-US"})
    assert told(kim, one)[1] == "2019-03-04"


def test_days_of_others_are_theirs(kim: Workspace, opener: Opener) -> None:
    lee = opener("lee")
    theirs, ours = mark(lee, FERRY, when="Tuesday"), mark(kim, FERRY, when="Tuesday")
    documents.edit(kim, documents.listing(kim)[0].document.id, {"published": "2020-02-13"})
    assert (told(lee, theirs)[1], told(kim, ours)[1]) == ("2020-01-07", "2020-02-11")


def test_the_days_to_choose_from(kim: Workspace) -> None:
    one = mark(kim, QUAY, when="Friday")
    assert dating.days(kim, annotations.get(kim, one)) == ["2020-01-03", "2020-01-10"]
    assert dating.days(kim, annotations.get(kim, mark(kim, FERRY, when="Tuesday")))[0] == "2020-01-07"
    assert dating.days(kim, annotations.get(kim, mark(kim, "forty", "figure"))) == []


def test_a_mark_without_a_place_is_not_read_in_the_text_that_is_here(kim: Workspace, opener: Opener) -> None:
    one = mark(kim, FERRY)
    exporting.export(kim)
    (path,) = kim.root.glob("annotations/kim/*.yaml")
    other = opener("kim", "other")
    text = "A crane fell on Tuesday. A tug sank. A bus was there.\n"
    here = documents.add(other, [Incoming("f", text, {"title": "Ferry", "published": "2020-01-09"})])[0].document.id
    data = path.read_text("utf-8").replace(documents.listing(kim)[0].document.id, here)
    (other.root.parent / "set.yaml").write_text(data, "utf-8")
    importing.import_paths(other, [other.root.parent / "set.yaml"])
    assert not annotations.get(other, one).placed
    annotations.edit(other, one, fields={"when": "Tuesday"})
    assert told(other, one) == ("Tuesday", None)
    assert dating.days(other, annotations.get(other, one)) == ["2020-01-07", "2020-01-14"]
    annotations.edit(other, one, span=(0, 24))
    assert told(other, one) == ("Tuesday", "2020-01-07")


def test_days_travel_as_they_are_and_an_older_file_is_not_filled_in(kim: Workspace, opener: Opener) -> None:
    mark(kim, FERRY, when="Tuesday")
    mark(kim, QUAY, when="Friday", when_date="2020-01-06/2020-01-12")
    exporting.export(kim)
    lee = opener("lee", "b")
    importing.import_paths(lee, [kim.root])
    exporting.export(lee, everyone=True)
    (ours,), (theirs,) = (list((one.root / "annotations").glob("kim/*.yaml")) for one in (kim, lee))
    assert ours.read_bytes() == theirs.read_bytes()
    assert b'when_date: "2020-01-06/2020-01-12"' in ours.read_bytes()
    older = ours.read_bytes().replace(b'    when_date: "2020-01-07"\n', b"")
    assert older != ours.read_bytes()
    assert write_set(read_set(older, "kim.yaml")) == older
    new = opener("ned", "c")
    add(new)
    path = Path(new.root).parent / "older.yaml"
    path.write_bytes(older)
    importing.import_paths(new, [path])
    first = annotations.listing(new)[0]
    assert told(new, first.id) == ("Tuesday", None)


def test_in_a_review_a_day_goes_with_its_words(kim: Workspace, opener: Opener) -> None:
    lee, ned = opener("lee"), opener("ned")
    mark(kim, FERRY, when="Tuesday")
    mark(lee, FERRY, when="last week")
    (case,) = review.review(ned, ["kim", "lee"])[0].cases
    review.accept(ned, case, "kim", take={"when": "lee"})
    ident = documents.listing(ned)[0].document.id
    (made,) = [one for one in annotations.of_document(ned, ident) if one.kind == "adjudicated"]
    assert made.annotation.claim is not None
    assert (made.annotation.claim.when, made.annotation.claim.when_date) == ("last week", "2019-12-30/2020-01-05")
