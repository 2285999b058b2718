"""What two annotators' readings of the same words say differently. Notes, times and priority are no differences."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from workbench.domain.datespan import bounds, written
from workbench.domain.fields import names, read
from workbench.domain.model import SETTLED, Annotation
from workbench.domain.text import sha256

_EVERY = frozenset(["said_by", "relayed_by", "status", "correction.text", "links"])
"""What annotations of every tag can say."""
_BESIDE = frozenset(["note", "priority", "status", "correction.reason"])
"""Fields that are each annotator's own affair, or looked at more closely below."""


def details(mark: Annotation) -> dict[str, str]:
    """What an annotation says about its words, by field and as a person reads it; only what is filled in.

    A status counts where it is a result; verdicts and links are summed up in a line each.
    """
    told = {name: read(mark, name) for name in names(mark.tag, {mark.tag: sorted(mark.fields)}) if name not in _BESIDE}
    if mark.status in SETTLED:
        told["status"] = mark.status
    if mark.claim is not None:
        told["verdicts"] = "; ".join(sorted(f"{one.scale}: {one.value}" for one in mark.claim.verdicts))
    told["links"] = "; ".join(sorted(_link(mark, number) for number in range(len(mark.links))))
    return {name: value for name, value in told.items() if value}


def _link(mark: Annotation, number: int) -> str:
    link = mark.links[number]
    words = f"\u201c{' '.join(link.evidence.exact.split())}\u201d" if link.evidence is not None else ""
    return " ".join(part for part in (link.relation, link.source, link.locator, words) if part)


def digest(mark: Annotation) -> str:
    """SHA-256 of what a review compares of an annotation: its place, tag and details."""
    told = {name: _folded(value) for name, value in details(mark).items()}
    return sha256(json.dumps([mark.start, mark.end, mark.tag, told], sort_keys=True, ensure_ascii=True))


def differing(marks: Sequence[Annotation]) -> tuple[str, ...]:
    """The details in which annotations are not alike, white space and case aside.

    A status or links that only some have are no difference: they are still to come, and links are united. Nor is the
    day of the same words of time that only some have: an older file lacks it. Of annotations with several tags only
    what all of them have is compared.
    """
    told = [details(mark) for mark in marks]
    known = dict.fromkeys(name for one in told for name in one)
    if len({mark.tag for mark in marks}) > 1:
        known = {name: None for name in known if name in _EVERY}
    differs = []
    for name in known:
        values = [_folded(one.get(name, "")) for one in told]
        if name in ("status", "links") or (name == "when_date" and _alike(told, "when")):
            values = [value for value in values if value]
        if name == "when_date":
            values = [_days(value) for value in values]
        if len(set(values)) > 1:
            differs.append(name)
    return tuple(differs)


def _alike(told: Sequence[Mapping[str, str]], name: str) -> bool:
    """Whether all say something in a field, and the same."""
    values = {_folded(one.get(name, "")) for one in told}
    return len(values) == 1 and values != {""}


def _days(form: str) -> str:
    """A day or span of days, however it is written: 2020-03 is 2020-03-01/2020-03-31."""
    span = bounds(form)
    return written(*span) if span is not None else form


def _folded(value: str) -> str:
    return " ".join(value.split()).casefold()
