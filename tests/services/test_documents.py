"""Documents come in once, their files follow them, and nothing that is removed is lost."""

from pathlib import Path

import pytest

from workbench.domain.errors import UsageError
from workbench.domain.text import sha256
from workbench.services import documents, history
from workbench.services.documents import Incoming

from .conftest import QUAY, Opener, add_text


def files(root: Path) -> set[str]:
    return {path.name for path in (root / "documents").iterdir()}


def test_a_text_is_stored_exactly_with_its_files(opener: Opener) -> None:
    space = opener()
    document = add_text(space)
    assert document.id == f"ferry-hits-quay-{sha256(QUAY)[:8]}"
    assert documents.text_of(space, document.id) == QUAY
    assert (space.root / "documents" / f"{document.id}.txt").read_bytes() == QUAY.encode()
    assert f'title: "{document.title}"' in (space.root / "documents" / f"{document.id}.yaml").read_text()


def test_the_same_text_again_fills_what_was_empty_and_keeps_what_was_there(opener: Opener) -> None:
    space = opener()
    add_text(space)
    again = documents.add(space, [Incoming("x", QUAY, {"title": "Other", "publisher": "Quay News"})])[0]
    assert not again.created
    assert (again.document.title, again.document.publisher) == ("Ferry hits quay", "Quay News")
    assert any("title differs" in warning for warning in again.warnings)
    assert len(documents.listing(space)) == 1


def test_a_removed_document_comes_back_with_undo_and_with_its_files(opener: Opener) -> None:
    space = opener()
    document = add_text(space)
    documents.remove(space, document.id)
    assert documents.listing(space) == []
    assert files(space.root) == set()
    history.undo(space)
    assert [row.document for row in documents.listing(space)] == [document]
    assert files(space.root) == {f"{document.id}.txt", f"{document.id}.yaml"}


def test_a_removed_text_that_is_added_again_is_taken_out_of_the_archive(opener: Opener) -> None:
    space = opener()
    document = add_text(space)
    documents.remove(space, document.id)
    again = documents.add(space, [Incoming("x", QUAY, {"title": "Another"})])[0]
    assert again.document.id == document.id
    assert len(documents.listing(space)) == 1


def test_metadata_is_edited_undone_and_follows_into_the_file(opener: Opener) -> None:
    space = opener()
    document = add_text(space)
    documents.edit(space, document.id[:8], {"publisher": "Quay News", "stories": ["quay"], "published": "2020-01-02"})
    path = space.root / "documents" / f"{document.id}.yaml"
    assert 'published: "2020-01-02"' in path.read_text()
    assert documents.listing(space, story="quay")
    history.undo(space)
    assert "Quay News" not in path.read_text()
    assert not documents.listing(space, story="quay")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("published", "last week", "2020-01-31"),
        ("role", "boss", "no value for role"),
        ("revision_of", "nowhere", "no document"),
    ],
)
def test_metadata_that_does_not_fit_is_refused(opener: Opener, name: str, value: str, said: str) -> None:
    space = opener()
    document = add_text(space)
    with pytest.raises(UsageError, match=said):
        documents.edit(space, document.id, {name: value})
    assert documents.get(space, document.id) == document


def test_adding_several_is_one_act(opener: Opener) -> None:
    space = opener()
    documents.add(space, [Incoming(str(n), f"Text {n}\n", {"title": f"T{n}"}) for n in range(3)])
    history.undo(space)
    assert documents.listing(space) == []
    history.redo(space)
    assert [row.document.title for row in documents.listing(space)] == ["T0", "T1", "T2"]
