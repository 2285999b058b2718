"""Ids are safe as file names, short ids are unique, and what is asked for is found or explained."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import ids
from workbench.domain.errors import UsageError

HOSTILE = [
    "../../etc/passwd",
    "CON",
    "nul",
    "a/b\\c",
    "\x1b[31m",
    ".",
    "",
    " ",
    "-rf",
    "日本",
    "x" * 400,
    "a\nb",
    "Ærø’s “Quay”",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_slug_is_a_harmless_file_name(title: str) -> None:
    name = ids.slug(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= 75
    assert name not in ("con", "nul")


def test_slugs_are_readable() -> None:
    assert ids.slug("Ærø’s “Quay” reopened") == "aeros-quay-reopened"
    assert ids.document_id("Boats block bridge", "9c1d44e0" + "0" * 56) == "boats-block-bridge-9c1d44e0"


def test_annotators_of_other_scripts_get_folders_of_their_own() -> None:
    names = ["Мара", "Илья", "mara", "Mara L.", "Mara-L"]
    slugs = [ids.annotator_slug(name) for name in names]
    assert slugs[2] == "mara"
    assert len(set(slugs[:3])) == 3


@given(st.sets(st.text("0123456789abcdef", min_size=6, max_size=12), max_size=30))
def test_short_forms_are_unique_tails_that_are_found_again(identifiers: set[str]) -> None:
    short = ids.shortened(identifiers)
    for identifier, tail in short.items():
        assert identifier.endswith(tail)
        if tail not in identifiers:
            assert ids.pick(tail, identifiers, "annotation") == identifier


def test_what_is_not_found_or_ambiguous_is_explained() -> None:
    known = ["0197-aaaa1111", "0198-bbbb1111"]
    with pytest.raises(UsageError, match="could be 2 annotations"):
        ids.pick("1111", known, "annotation")
    with pytest.raises(UsageError, match='no annotation "zzzz"'):
        ids.pick("zzzz", known, "annotation")
    with pytest.raises(UsageError, match="no annotation"):
        ids.pick("111", known, "annotation")
    assert ids.pick("quay", ["quay-nine", "pier"], "document", prefix=True) == "quay-nine"
