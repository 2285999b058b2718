"""Corrections and questions as a list: each once, in the order of the text, with its paragraph and state."""

from collections.abc import Sequence

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.anchors import describe
from workbench.domain.corrections import STATES, WAITING, Item, items
from workbench.domain.model import Annotation, Checked, Correction, Document, Placed, Query, Unplaced

TEXT = "Forty boats lay there.\n\nThe police counted forty boats.\nNobody was hurt.\n"
QUAY = Document(id="quay", title="Quay", sha256="0" * 64, original_sha256="0" * 64, characters=len(TEXT))
AT = "2020-01-04T10:00:00Z"
DIGEST = "1" * 64


def mark(number: int, words: str, *, correction: str = "", asked: Sequence[str] = (), placed: bool = True) -> Placed:
    start = TEXT.index(words)
    anchor = describe(TEXT, start, start + len(words))
    made = Annotation(
        id=f"m{number}", tag="figure", created=AT, modified="2020-01-05T10:00:00Z",
        start=anchor.start, end=anchor.end, exact=anchor.exact, prefix=anchor.prefix, suffix=anchor.suffix,
        correction=Correction(text=correction) if correction else None,
        queries=tuple(Query(id=f"q{number}{one}", to=one, text="?", by="kim", at=AT) for one in asked),
    )  # fmt: skip
    lost = None if placed else Unplaced(sha256=DIGEST, reason="gone")
    return Placed(document="quay", annotator="kim", annotation=made, unplaced=lost)


def test_each_correction_and_question_is_listed_once_in_the_order_of_the_text() -> None:
    found = items(
        QUAY,
        TEXT,
        [
            mark(4, "Forty", correction="Nine", placed=False),
            mark(3, "Nobody", asked=["lee"]),
            mark(2, "forty", correction="nine", asked=["ned", "ada"]),
            mark(1, "boats"),
        ],
    )
    assert [(one.key, one.paragraph, one.state) for one in found] == [
        ("m2/", 2, "proposed"), ("m2/q2ned", 2, "open"), ("m2/q2ada", 2, "open"), ("m3/q3lee", 3, "open"),
        ("m4/", None, "proposed"),
    ]  # fmt: skip
    assert all(one.waits for one in found)


@given(st.lists(st.sampled_from(["Forty", "boats", "police", "hurt"]), max_size=6), st.data())
def test_nothing_is_lost_and_every_key_is_its_own(words: list[str], data: st.DataObject) -> None:
    marks = [
        mark(
            number, one, correction=data.draw(st.sampled_from(["", "x"])), asked=data.draw(st.sampled_from(["", "ab"]))
        )
        for number, one in enumerate(words)
    ]
    found = items(QUAY, TEXT, data.draw(st.permutations(marks)))
    wanted = sum((one.annotation.correction is not None) + len(one.annotation.queries) for one in marks)
    assert len({one.key for one in found}) == len(found) == wanted
    assert found == items(QUAY, TEXT, marks)


def test_when_it_was_said_is_known_as_long_as_the_status_says_so() -> None:
    one = mark(1, "Forty", correction="Nine", asked=["lee"])
    checked = Checked(by="kim", at=AT)
    settled = msgspec.structs.replace(one.annotation, status="needs_correction", checked=checked)
    assert Item(QUAY, msgspec.structs.replace(one, annotation=settled), 1).at == AT
    assert Item(QUAY, one, 1).at == one.annotation.modified
    assert Item(QUAY, one, 1, one.annotation.queries[0]).at == AT
    assert set(STATES) > WAITING
