"""Annotations say the words they stand on, belong to one annotator, and are undone as they were done."""

import pytest

from workbench.domain.errors import Stale, UsageError
from workbench.domain.model import Figure
from workbench.services import annotations, documents, history

from .conftest import QUAY, Opener, add_text, place


def test_a_mark_is_stored_with_its_words_and_context(opener: Opener) -> None:
    space = opener()
    document = add_text(space)
    made = annotations.annotate(
        space, document.id, place(QUAY, "about 140"), "figure", fields={"value": "140", "approximator": "about"}
    )
    mark = made.annotation
    assert QUAY[mark.start : mark.end] == mark.exact == "about 140"
    assert QUAY[mark.start - 32 : mark.start] == mark.prefix
    assert mark.figure == Figure(value=140, approximator="about")
    assert annotations.listing(space) == [made]


@pytest.mark.parametrize(
    "words", ["“We heard a long grinding noise,”", '"we heard a long grinding noise,"', "we Heard a\u00a0long"]
)
def test_words_are_found_under_the_folding(words: str) -> None:
    span = annotations.locate(QUAY, words)
    assert QUAY[span.start : span.end].lower().startswith(("“we heard", "we heard"))


def test_words_that_stand_twice_are_listed_and_chosen() -> None:
    with pytest.raises(UsageError, match=r"stands 3 times: 1: 0:5 \(paragraph 1\), 2: \d+:\d+ \(paragraph 2\)"):
        annotations.locate(QUAY, "ferry")
    assert QUAY[slice(*annotations.locate(QUAY, "ferry", 2))] == "ferry"
    with pytest.raises(UsageError, match="--occurrence 1 to"):
        annotations.locate(QUAY, "ferry", 9)
    with pytest.raises(UsageError, match="does not stand"):
        annotations.locate(QUAY, "submarine")


def test_edit_undo_redo_and_restart(opener: Opener) -> None:
    space = opener()
    document = add_text(space)
    made = annotations.annotate(space, document.id, place(QUAY, "At least 12"), "figure")
    annotations.edit(space, made.id[-6:], tag="claim", fields={"note": "see log"}, status="verified")
    space.close()
    space = opener()
    now = annotations.get(space, made.id).annotation
    assert (now.tag, now.note, now.status) == ("claim", "see log", "verified")
    assert now.checked is not None
    assert now.checked.by == "kim"
    assert history.undo(space).summary.startswith("retag figure to claim")
    assert annotations.get(space, made.id).annotation == made.annotation
    history.undo(space)
    assert annotations.listing(space) == []
    space.close()
    space = opener()
    history.redo(space)
    history.redo(space)
    assert annotations.get(space, made.id).annotation == now


def test_an_edit_that_changes_nothing_is_no_act(opener: Opener) -> None:
    space = opener()
    document = add_text(space)
    made = annotations.annotate(space, document.id, (0, 5), "claim")
    assert annotations.edit(space, made.id, tag="claim", status="unchecked") == made
    assert history.undo(space).summary == "claim “Ferry”"


def test_two_sessions_do_not_overwrite_each_other(opener: Opener) -> None:
    here, there = opener(), opener()
    document = add_text(here)
    made = annotations.annotate(here, document.id, (0, 5), "claim")
    annotations.edit(there, made.id, fields={"note": "first"}, seen=made.revision)
    with pytest.raises(Stale):
        annotations.edit(here, made.id, fields={"note": "second"}, seen=made.revision)
    with pytest.raises(Stale):
        annotations.delete(here, made.id, seen=made.revision)
    assert annotations.get(here, made.id).annotation.note == "first"


def test_another_annotators_mark_is_not_mine_to_change(opener: Opener) -> None:
    kim, lee = opener("kim"), opener("lee")
    document = add_text(kim)
    made = annotations.annotate(kim, document.id, (0, 5), "claim")
    for attempt in (lambda: annotations.edit(lee, made.id, tag="quote"), lambda: annotations.delete(lee, made.id)):
        with pytest.raises(UsageError, match="kim's, and you are lee"):
            attempt()


@pytest.mark.parametrize(
    ("span", "tag", "fields"),
    [((0, 0), "claim", {}), ((0, 9999), "claim", {}), ((0, 5), "opinion", {}), ((0, 5), "figure", {"value": "many"})],
)
def test_what_does_not_fit_changes_nothing(
    opener: Opener, span: tuple[int, int], tag: str, fields: dict[str, str]
) -> None:
    space = opener()
    document = add_text(space)
    with pytest.raises(UsageError):
        annotations.annotate(space, document.id, span, tag, fields=fields)
    assert annotations.listing(space) == []
    assert history.undo(space).summary == "add quay"


def test_names_that_would_share_a_folder_are_kept_apart(opener: Opener) -> None:
    kim, shout = opener("kim"), opener("KIM")
    document = add_text(kim)
    annotations.annotate(kim, document.id, (0, 5), "claim")
    with pytest.raises(UsageError, match="share a folder"):
        annotations.annotate(shout, document.id, (0, 5), "claim")


def test_lists_are_narrowed(opener: Opener) -> None:
    kim, lee = opener("kim"), opener("lee")
    document = add_text(kim)
    annotations.annotate(kim, document.id, (0, 5), "claim")
    annotations.annotate(lee, document.id, (6, 10), "quote")
    assert len(annotations.listing(kim)) == 2
    assert [one.annotator for one in annotations.listing(kim, annotator="lee")] == ["lee"]
    assert [one.annotation.tag for one in annotations.listing(kim, tag="claim")] == ["claim"]
    documents.remove(kim, document.id)
    assert annotations.listing(kim) == []
