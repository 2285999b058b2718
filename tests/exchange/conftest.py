"""A hand-made set that uses every kind of part once, for the tests of this folder."""

import pytest

from workbench.domain.model import (
    Annotation,
    AnnotationSet,
    Checked,
    Claim,
    Comment,
    Correction,
    DocumentRef,
    Evidence,
    Figure,
    Link,
    Orphan,
    Query,
    Quote,
    Rating,
    Relation,
    Source,
)
from workbench.domain.text import sha256

TEXT = (
    "Ferry stuck on the sandbank off Halden\n\n"
    "About sixty passengers spent the night on board, the coast guard said.\n"
    "“We had tea and songs,” said Ida Moen, 71. 👩‍👩‍👧 The ferry “Lark” sails daily.\n"
)
NOON = "2020-01-04T12:00:00Z"
LATER = "2020-01-04T12:30:00Z"


def span(words: str) -> dict[str, object]:
    """The anchor fields of the first place where ``words`` stand in the text."""
    start = TEXT.index(words)
    end = start + len(words)
    return {
        "start": start,
        "end": end,
        "exact": words,
        "prefix": TEXT[max(0, start - 32) : start],
        "suffix": TEXT[end : end + 32],
    }


def sample_set() -> AnnotationSet:
    figure = Annotation(
        id="a-figure",
        tag="figure",
        **span("About sixty"),
        created=NOON,
        modified=LATER,
        status="needs_correction",
        checked=Checked(by="kim", at=LATER, method="document"),
        priority=1,
        said_by="coast guard",
        note='She wrote "60"; no: 58',
        correction=Correction(text="58", reason="passenger list", state="sent"),
        queries=(Query(id="q-1", to="desk", text="List?", by="kim", at=NOON),),
        figure=Figure(value=60, min=55.5, approximator="about", counts="passengers", rounded=True),
        links=(
            Link(id="l-1", source="list", relation="refutes", grade="primary", locator="p. 2"),
            Link(
                id="l-2",
                source="wire",
                relation="mentions",
                evidence=Evidence(
                    document="wire-0a1b2c3d", sha256="ab" * 32, start=3, end=8, exact="sixty", prefix="on ", suffix=""
                ),
            ),
        ),
        relations=(Relation(type="same_as", target="a-other"),),
    )
    claim = Annotation(
        id="a-claim",
        tag="claim",
        **span("Ferry stuck on the sandbank"),
        created=NOON,
        modified=NOON,
        claim=Claim(
            text="The ferry Lark ran aground.",
            claim_type=("event_property",),
            verdicts=(Rating(scale="house", value="true", internal="supported", by="kim", at=NOON),),
        ),
    )
    quote = Annotation(
        id="a-quote",
        tag="quote",
        **span("We had tea and songs"),
        created=NOON,
        modified=NOON,
        said_by="Ida Moen",
        quote=Quote(quote_type="direct"),
    )
    orphan = Orphan(
        id="a-lost",
        tag="quote",
        start=0,
        end=4,
        exact="gone",
        prefix="",
        suffix=".",
        created=NOON,
        modified=NOON,
        sha256="cd" * 32,
        reason="The sentence was taken out.",
    )
    return AnnotationSet(
        format="workbench/annotation-set",
        version=1,
        kind="annotations",
        document=DocumentRef(
            id="ferry-stuck", title="Ferry stuck", published="2020-01-04", sha256=sha256(TEXT), characters=len(TEXT)
        ),
        annotator="kim",
        annotations=(figure, claim, quote),
        orphans=(orphan,),
        coverage=((40, 60), (0, 38), (60, 70)),
        comments=(Comment(id="c-1", on="a-figure", by="lee", at=NOON, text="Sure?"),),
        sources=(
            Source(id="wire", kind="article", title="Wire copy", origin="list"),
            Source(id="list", kind="document", title="Passenger list", accessed="2020-01-04"),
        ),
    )


@pytest.fixture(name="sample", scope="session")
def _sample() -> AnnotationSet:
    return sample_set()


@pytest.fixture(name="text", scope="session")
def _text() -> str:
    return TEXT
