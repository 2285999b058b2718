"""Verdicts: scales and the ratings on them. A verdict says whether a claim is true, never whether it was checked."""

from collections.abc import Iterable, Mapping

import msgspec

from workbench.domain.errors import UsageError
from workbench.domain.model import Annotation, Claim, Line, Name, Rating, Value, Verdict
from workbench.domain.text import shown_line

DEFAULT = "averitec"
"""The scale that every workspace has (AVeriTeC, Schlichtkrull et al. 2023); its values are the internal ones."""


class ScaleValue(Value, frozen=True, kw_only=True):
    """A value of a scale, with the nearest value of the default scale where there is one."""

    value: Line
    internal: Verdict | None = None


class Scale(Value, frozen=True, kw_only=True):
    """A scale of verdicts: its name and its values in order."""

    name: Name
    values: tuple[ScaleValue, ...]


AVERITEC = Scale(
    name=DEFAULT,
    values=(
        ScaleValue(value="supported", internal="supported"),
        ScaleValue(value="refuted", internal="refuted"),
        ScaleValue(value="conflicting_evidence", internal="conflicting_evidence"),
        ScaleValue(value="not_enough_evidence", internal="not_enough_evidence"),
    ),
)

FIELD = "verdict"
"""The name by which a verdict is set: ``verdict`` on the default scale, ``verdict.NAME`` on another."""


def field_of(scale: str) -> str:
    """The field name of a scale's verdict."""
    return FIELD if scale == DEFAULT else f"{FIELD}.{scale}"


def scale_of(field: str) -> str | None:
    """The scale whose verdict a field name means; None where it means no verdict."""
    name, dot, scale = field.partition(".")
    return None if name != FIELD else scale if dot else DEFAULT


def by_name(further: Iterable[Scale] = ()) -> Mapping[str, Scale]:
    """All scales of a workspace by name, the default one first."""
    return {scale.name: scale for scale in (AVERITEC, *further)}


def rating(mark: Annotation, scale: str) -> Rating | None:
    """The verdict on a scale, the last one given where there are several."""
    given = mark.claim.verdicts if mark.claim is not None else ()
    return next((one for one in reversed(given) if one.scale == scale), None)


def told(mark: Annotation) -> str:
    """The verdicts on a claim in a word each, those on further scales with their scale; empty where there are none."""
    given = mark.claim.verdicts if mark.claim is not None else ()
    return "; ".join(one.value.replace("_", " ") + ("" if one.scale == DEFAULT else f" ({one.scale})") for one in given)


def rated(mark: Annotation, scale: Scale, value: str, *, by: str, at: str) -> Annotation:
    """The claim with its verdict on a scale set, or with an empty ``value`` taken away; other scales stay.

    ``value`` is one of the scale's, whatever its case. Raises :class:`UsageError`.
    """
    if mark.tag != "claim":
        raise UsageError(f"A {mark.tag} has no verdict.", "Only a claim is true or false; mark the claim around it.")
    before = mark.claim or Claim()
    others = tuple(one for one in before.verdicts if one.scale != scale.name)
    if value.strip():
        chosen = _value(scale, value)
        same = rating(mark, scale.name)
        if same is not None and (same.value, same.internal) == (chosen.value, chosen.internal):
            return mark
        given = Rating(scale=scale.name, value=chosen.value, internal=chosen.internal, by=by, at=at)
        others = (*others, given)
    after = msgspec.structs.replace(before, verdicts=others)
    return msgspec.structs.replace(mark, claim=None if after == Claim() else after)


def _value(scale: Scale, given: str) -> ScaleValue:
    wanted = " ".join(given.replace("_", " ").split()).casefold()
    for one in scale.values:
        if one.value.replace("_", " ").casefold() == wanted:
            return one
    allowed = ", ".join(one.value for one in scale.values)
    raise UsageError(f'"{shown_line(given)}" is no verdict on the scale {shown_line(scale.name)}.', f"Use {allowed}.")
