"""Setting fields by name and text, as a person types them: ``said_by=the mayor``, ``value=40``, ``figure.unit=km/h``.

Names, types and allowed values come from the model; nothing is listed here a second time.
"""

import difflib
import functools
import math
import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from workbench.domain.datespan import bounds
from workbench.domain.errors import UsageError
from workbench.domain.model import TAGS, Annotation, Claim, Correction, Figure, Quote
from workbench.domain.text import admit, shown_line

_OWN: dict[str, type[msgspec.Struct]] = {"claim": Claim, "quote": Quote, "figure": Figure}
COMMON = ("said_by", "relayed_by", "priority", "note", "status")
_PARTS: dict[str, type[msgspec.Struct]] = {**_OWN, "correction": Correction}


def names(tag: str, scheme: Mapping[str, Iterable[str]] | None = None) -> list[str]:
    """The fields that an annotation of this tag has, as ``assign`` takes them."""
    own = [f"{tag}.{name}" for name in _settable(_OWN[tag])] if tag in _OWN else list((scheme or {}).get(tag, ()))
    return [*COMMON, *(name.removeprefix(f"{tag}.") for name in own), "correction.text", "correction.reason"]


def read(annotation: Annotation, name: str) -> str:
    """A field as :func:`assign` takes it, empty where it is not set; ``name`` is one that ``names`` lists."""
    holder, _, rest = name.rpartition(".")
    if not holder and annotation.tag not in TAGS and name not in COMMON:
        return annotation.fields.get(name, "")
    part = annotation if not holder and name in COMMON else getattr(annotation, holder or annotation.tag)
    value = getattr(part, rest or name, None)
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.15g}" if isinstance(value, float) and float(f"{value:.15g}") == value else str(value)


def choices(tag: str, name: str) -> list[str]:
    """The values that a field of the model may have, empty where it is free."""
    holder, _, rest = name.rpartition(".")
    if not holder and tag not in TAGS and name not in COMMON:
        return []
    kind = Annotation if not holder and name in COMMON else _PARTS[holder or tag]
    whole = next(field for field in msgspec.structs.fields(kind) if field.name == rest).type
    if bool in typing.get_args(_bare(whole)):
        return ["true", "false"]
    return _few(whole) or _choices(whole)


def _few(kind: Any) -> list[str]:
    """The whole numbers of a range that has both ends."""
    for part in (kind, *typing.get_args(kind)):
        for meta in getattr(part, "__metadata__", ()):
            if meta.ge is not None and meta.le is not None:
                return [str(number) for number in range(int(meta.ge), int(meta.le) + 1)]
    return []


def assign(
    annotation: Annotation, given: Mapping[str, str], scheme: Mapping[str, Iterable[str]] | None = None
) -> Annotation:
    """The annotation with fields set from text; an empty text clears a field.

    ``scheme`` gives the field names of tags that a workspace adds. Raises :class:`UsageError` naming the nearest
    field, or the values that are allowed.
    """
    changed: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {}
    extra = dict(annotation.fields)
    for name, raw in given.items():
        value = admit(raw).text.strip()
        holder, _, rest = name.rpartition(".")
        if not holder and name in COMMON:
            changed[name] = _convert(Annotation, name, value)
        elif annotation.tag not in TAGS and not holder and name in set((scheme or {}).get(annotation.tag, ())):
            extra.pop(name, None)
            if value:
                extra[name] = value
        else:
            part = holder or annotation.tag
            kind = _PARTS.get(part)
            if kind is None or rest not in _settable(kind) or (part in _OWN and part != annotation.tag):
                raise _unknown(name, annotation.tag, scheme)
            parts.setdefault(part, {})[rest] = _convert(kind, rest, value)
    for part, values in parts.items():
        before = getattr(annotation, part)
        if before is None and part == "correction" and "text" not in values:
            raise UsageError("A correction needs its text.", "Set correction.text too.")
        after = _PARTS[part](**values) if before is None else msgspec.structs.replace(before, **values)
        empty = isinstance(after, Correction) and not after.text
        changed[part] = None if empty or after == _blank(_PARTS[part]) else after
    return msgspec.structs.replace(annotation, **changed, fields=extra)


@functools.cache
def _settable(kind: type[msgspec.Struct]) -> list[str]:
    """The fields of a part that one line of text can set."""
    return [field.name for field in msgspec.structs.fields(kind) if _plain(field.type)]


def _plain(kind: Any) -> bool:
    inner = [_bare(argument) for argument in typing.get_args(_bare(kind))] or [_bare(kind)]
    return not any(isinstance(one, type) and issubclass(one, msgspec.Struct) for one in inner)


def _bare(kind: Any) -> Any:
    while typing.get_origin(kind) is typing.Annotated:
        kind = typing.get_args(kind)[0]
    return kind


def _blank(kind: type[msgspec.Struct]) -> msgspec.Struct | None:
    try:
        return kind()
    except TypeError:
        return None


def _convert(kind: type[msgspec.Struct], name: str, value: str) -> Any:
    field = next(field for field in msgspec.structs.fields(kind) if field.encode_name == name or field.name == name)
    if not value and not field.required:
        return field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
    bare = _bare(field.type)
    parsed: Any = value
    if typing.get_origin(bare) is tuple:
        parsed = [part.strip() for part in value.split(",") if part.strip()]
    try:
        converted = msgspec.convert(parsed, field.type, strict=False)
        if isinstance(converted, float) and not math.isfinite(converted):
            raise msgspec.ValidationError
        if name == "when_date" and bounds(converted) is None:
            raise msgspec.ValidationError  # the 30th of February, or the last day first
        return converted
    except msgspec.ValidationError:
        choices = _choices(bare)
        hint = f"It may be {', '.join(choices)}." if choices else f"It must be {_described(field.type)}."
        raise UsageError(f'"{shown_line(value)}" is no value for {name}.', hint) from None


def _choices(kind: Any) -> list[str]:
    kind = _bare(kind)
    if typing.get_origin(kind) is typing.Literal:
        return [str(value) for value in typing.get_args(kind)]
    return [choice for part in typing.get_args(kind) for choice in _choices(part)]


def _described(kind: Any) -> str:
    """What a value must be, for people: from the model where that gives examples, else by its type."""
    parts = typing.get_args(kind) if typing.get_origin(kind) in (typing.Union, types.UnionType) else (kind,)
    for meta in (meta for part in parts for meta in getattr(part, "__metadata__", ()) if meta.examples):
        return f"{meta.description}, such as {', '.join(meta.examples)}"
    words = {float: "a number", int: "a whole number", bool: "true or false", str: "a date such as 2020-01-31"}
    return next((words[_bare(part)] for part in parts if _bare(part) in words), "a valid value")


def _unknown(name: str, tag: str, scheme: Mapping[str, Iterable[str]] | None) -> UsageError:
    known = names(tag, scheme)
    near = difflib.get_close_matches(name, known, 1)
    hint = f'Did you mean "{near[0]}"?' if near else f"It has {', '.join(known)}."
    return UsageError(f'A {tag} has no field "{shown_line(name)}".', hint)
