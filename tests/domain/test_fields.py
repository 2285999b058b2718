"""Fields are set by name as people type them; what does not fit is explained with what does."""

import pytest

from workbench.domain.errors import UsageError
from workbench.domain.fields import assign, names
from workbench.domain.model import Annotation, Claim, Figure

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
