"""Where else the words of a correction stand: as words of their own, in every paragraph, its own among them."""

import pytest

from workbench.domain.anchors import describe
from workbench.domain.memo import elsewhere
from workbench.domain.model import Annotation
from workbench.domain.segments import Paragraphs
from workbench.domain.text import fold

NOON = "2020-01-01T12:00:00Z"


@pytest.mark.parametrize(
    ("text", "words", "also"),
    [
        ("24 people.\nSome 24 boats, at 6.24 and 24.\n", "24", (2,)),
        ("24 people.\nAt 6.24 p.m., 24:10, 24,000, 1,24 and 24th.\n", "24", ()),
        ("24 people, and 24 again.\n", "24", (1,)),
        ("“The crew’s” boat.\nThe CREW'S boats.\nThe crews.\n", "crew’s", (2,)),
        ("About 40, 40.\n(40)\n40%\n", "40", (1, 2, 3)),
    ],
)
def test_the_same_words_elsewhere(text: str, words: str, also: tuple[int, ...]) -> None:
    start = text.index(words)
    place = describe(text, start, start + len(words))
    mark = Annotation(
        id="m", tag="figure", created=NOON, modified=NOON, start=place.start, end=place.end, exact=place.exact,
        prefix=place.prefix, suffix=place.suffix,
    )  # fmt: skip
    assert elsewhere(mark, fold(text), Paragraphs(text)) == also
