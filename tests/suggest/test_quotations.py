"""Where a paragraph quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.spans import Span
from workbench.suggest.quotations import quotations


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in quotations(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nobody spoke.", []),
        ('He said, "Go home," and left.', ["Go home,"]),
        ("\u201cOne,\u201d he said. \u201cTwo.\u201d", ["One,", "Two."]),
        ("\u201cIt goes on in the next paragraph.", ["It goes on in the next paragraph."]),
        ("\u201cNever closed. \u201cOpened again.\u201d", ["Never closed.", "Opened again."]),
        ("\u201cHe told me \u2018go home\u2019 twice.\u201d", ["He told me \u2018go home\u2019 twice.", "go home"]),
        ("'That's the skippers' figure, not ours,' he said.", ["That's the skippers' figure, not ours,"]),
        ("\u2018We don\u2019t know,\u2019 she said.", ["We don\u2019t know,"]),
        ("The port\u2019s log, the crews\u2019 log and Jones' own.", []),
        ("In the '90s they said 'no'.", ["no"]),
        ("rock 'n' roll", []),
        ("a 'so-called' strike, a 'ghost fleet'", ["so-called", "ghost fleet"]),
        ("\u201eNein\u201c, sagte er.", ["Nein"]),
        ("\u00ab Non \u00bb, dit-il.", ["Non"]),
        ('""', []),
        ("\u201c \u201d", []),
        ("Glued.\u201cHere\u201dit is", ["Here"]),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_only_the_paragraph_is_looked_at() -> None:
    text = '"one"\n"two"\n"three"'
    assert [text[span.start : span.end] for span in quotations(text, Span(6, 11))] == ["two"]


@given(st.text(alphabet="ab s'\"\u201c\u201d\u2018\u2019\u00ab\u00bb.,-", max_size=60))
def test_spans_are_inside_and_trimmed(text: str) -> None:
    for span in quotations(text, Span(0, len(text))):
        inner = text[span.start : span.end]
        assert inner
        assert inner == inner.strip()
