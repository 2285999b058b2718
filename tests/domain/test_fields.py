"""Fields are set by name as people type them; what does not fit is explained with what does."""

import pytest

from workbench.domain.errors import UsageError
from workbench.domain.fields import assign, choices, names, read
from workbench.domain.model import Annotation, Claim, Figure, Quote

NOON = "2020-01-01T12:00:00Z"


def mark(tag: str) -> Annotation:
    return Annotation(id="i", tag=tag, start=0, end=1, exact="x", prefix="", suffix="", created=NOON, modified=NOON)


def test_values_get_the_types_of_the_model() -> None:
    done = assign(mark("figure"), {"value": "40", "approximator": "about", "counts": "boats", "said_by": "police"})
    assert done.figure == Figure(value=40.0, approximator="about", counts="boats")
    assert done.said_by == "police"
    assert assign(done, {"figure.value": ""}).figure == Figure(approximator="about", counts="boats")


def test_clearing_the_last_field_clears_the_part() -> None:
    assert assign(assign(mark("figure"), {"value": "4"}), {"value": ""}).figure is None


def test_lists_and_truth_values() -> None:
    done = assign(mark("claim"), {"claim_type": "causal, numerical", "check_worthy": "true"})
    assert done.claim == Claim(claim_type=("causal", "numerical"), check_worthy=True)


@pytest.mark.parametrize(
    ("tag", "name", "value", "said"),
    [
        ("figure", "value", "many", "a number"),
        ("figure", "approximator", "roughly", "exact, about, at_least"),
        ("figure", "valeu", "4", 'Did you mean "value"'),
        ("claim", "value", "4", "has no field"),
        ("figure", "claim.text", "x", "has no field"),
        ("quote", "as_of", "2020", "has no field"),
        ("figure", "as_of", "last week", "a date"),
        ("claim", "priority", "9", "a whole number"),
        ("claim", "verdicts", "x", "has no field"),
        ("claim", "id", "x", "has no field"),
    ],
)
def test_what_does_not_fit_is_explained(tag: str, name: str, value: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        assign(mark(tag), {name: value})


def test_a_schemes_tags_have_the_schemes_fields() -> None:
    scheme = {"promise": ["due"]}
    assert assign(mark("promise"), {"due": "May"}, scheme).fields == {"due": "May"}
    assert "due" in names("promise", scheme)
    with pytest.raises(UsageError):
        assign(mark("promise"), {"until": "May"}, scheme)


FULL = {
    "claim": {"said_by": "police", "text": "Forty, or so", "claim_type": "causal, numerical", "check_worthy": "false"},
    "quote": {"note": "two", "priority": "2", "alterations": "case, splice", "correction.text": "nine"},
    "figure": {"value": "1234567.25", "min": "-0.1", "as_of": "2020-01", "rounded": "true", "status": "verified"},
    "casualty": {"place": "harbour", "relayed_by": "own_voice"},
}


@pytest.mark.parametrize("tag", FULL)
def test_what_is_read_sets_the_same_again(tag: str) -> None:
    scheme = {"casualty": ["place"]}
    full = assign(mark(tag), FULL[tag], scheme)
    told = {name: read(full, name) for name in names(tag, scheme)}
    assert {name.removeprefix(f"{tag}."): value for name, value in told.items() if value} == {
        "status": "unchecked", **FULL[tag],
    }  # fmt: skip
    assert assign(full, told, scheme) == full
    assert assign(mark(tag), {name: value for name, value in told.items() if value}, scheme) == full


def test_what_a_field_may_hold() -> None:
    assert choices("figure", "approximator")[:3] == ["exact", "about", "at_least"]
    assert choices("claim", "check_worthy") == ["true", "false"]
    assert choices("quote", "priority") == ["1", "2", "3"]
    assert "causal" in choices("claim", "claim_type")
    assert choices("claim", "said_by") == choices("figure", "value") == choices("casualty", "place") == []


def test_a_day_or_a_span_of_days_is_taken_and_any_other_is_explained() -> None:
    done = assign(mark("quote"), {"when": "last week", "when_date": "2019-12-30/2020-01-05"})
    assert done.quote == Quote(when="last week", when_date="2019-12-30/2020-01-05")
    assert read(done, "quote.when_date") == "2019-12-30/2020-01-05"
    assert assign(done, {"when_date": ""}).quote == Quote(when="last week")
    for wrong in ("last week", "2020-02-30", "2020-13", "2020-01-05/2020-01-01", "2020-01-01T10:00:00Z", "2020/"):
        with pytest.raises(UsageError, match=r"two of them joined by /.*such as 2020-01-07"):
            assign(mark("claim"), {"when_date": wrong})
