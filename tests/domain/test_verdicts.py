"""Verdicts: one on each scale, apart from one another, never of anything but a claim."""

import pytest

from workbench.domain.errors import UsageError
from workbench.domain.model import Annotation, Claim, Rating
from workbench.domain.verdicts import AVERITEC, Scale, ScaleValue, by_name, field_of, rated, rating, scale_of

NOON, LATER = "2020-01-01T12:00:00Z", "2020-01-02T12:00:00Z"
HOUSE = Scale(name="house", values=(ScaleValue(value="True"), ScaleValue(value="Mostly false", internal="refuted")))


def mark(tag: str = "claim", **fields: object) -> Annotation:
    return Annotation(
        id="i", tag=tag, start=0, end=1, exact="x", prefix="", suffix="", created=NOON, modified=NOON, **fields
    )  # type: ignore[arg-type]


def test_scales_stand_beside_one_another() -> None:
    one = rated(mark(), AVERITEC, "refuted", by="kim", at=NOON)
    both = rated(one, HOUSE, "mostly FALSE", by="kim", at=NOON)
    assert [(given.scale, given.value, given.internal) for given in both.claim.verdicts] == [  # type: ignore[union-attr]
        ("averitec", "refuted", "refuted"),
        ("house", "Mostly false", "refuted"),
    ]
    assert rating(both, "house") == Rating(scale="house", value="Mostly false", internal="refuted", by="kim", at=NOON)
    assert rating(rated(both, HOUSE, "true", by="ada", at=LATER), "averitec") == rating(one, "averitec")
    assert rated(both, HOUSE, "", by="kim", at=NOON) == one
    assert rated(one, AVERITEC, " ", by="kim", at=NOON) == mark()


def test_the_same_verdict_again_changes_nothing() -> None:
    one = rated(mark(claim=Claim(text="x")), AVERITEC, "not enough evidence", by="kim", at=NOON)
    assert rated(one, AVERITEC, "not_enough_evidence", by="ada", at=LATER) is one
    assert rated(one, AVERITEC, "", by="ada", at=LATER).claim == Claim(text="x")


def test_what_does_not_fit_is_said() -> None:
    with pytest.raises(UsageError, match="no verdict on the scale house"):
        rated(mark(), HOUSE, "refuted", by="kim", at=NOON)
    with pytest.raises(UsageError, match="A quote has no verdict"):
        rated(mark("quote"), AVERITEC, "refuted", by="kim", at=NOON)


def test_names_of_fields() -> None:
    assert [scale_of(name) for name in ("verdict", "verdict.house", "verdicts", "claim.verdict")] == [
        "averitec", "house", None, None,
    ]  # fmt: skip
    assert [field_of(name) for name in ("averitec", "house")] == ["verdict", "verdict.house"]
    assert list(by_name([HOUSE])) == ["averitec", "house"]
