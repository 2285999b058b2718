"""The settings of a workspace (``workbench.yaml``) and the user's own (``config.yaml``)."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta

from workbench.domain.model import TAGS, Name, Tag, Value
from workbench.domain.namesfolded import form_of
from workbench.domain.nameshouse import HouseName
from workbench.domain.text import shown_line
from workbench.domain.verdicts import DEFAULT, Scale
from workbench.exchange import emit, events, shapes
from workbench.exchange.problems import quoted
from workbench.exchange.shapes import Reading

_HEADER = """The settings of this workspace. Under tags, the scheme can get further tags beside claim, quote and figure:
- name: casualty
  fields:
  - {name: cause, kind: text}
  - {name: place, kind: choice, choices: ["city", "coast"]}
With blind: true nobody sees the marks of others in a document before they say they are done with it; who stands
under reviewers: ["ned"] always sees all. With anonymous: true a review shows letters in place of names.
Under verdict_scales, claims can be rated on further scales:
- {name: house, values: [{value: "True", internal: supported}, {value: "Mostly false", internal: refuted}]}
With desk: factcheck the verdict on a claim is shown before its status, with desk: copy (or nothing) after it.
Under names, the form in which the house prints a name, and others in which it is met:
- {name: "Kyiv", variants: ["Kiev", "Kyjiw"]}
The manual of the workbench says more."""


Desk = Literal["copy", "factcheck"]


class FieldSetting(Value, frozen=True, kw_only=True):
    """A field of a further tag: what it is called, and what it takes."""

    name: Tag
    label: str = ""
    kind: Literal["text", "number", "date", "choice"] = "text"
    choices: tuple[Annotated[str, Meta(min_length=1, max_length=200)], ...] = ()


class TagSetting(Value, frozen=True, kw_only=True):
    """A tag beside claim, quote and figure."""

    name: Tag
    label: str = ""
    fields: tuple[FieldSetting, ...] = ()


class Settings(Value, frozen=True, kw_only=True):
    """What holds for everybody who works in a workspace; nothing here is ever executed.

    ``blind``: an annotator sees nobody else's marks of a document before being done with it; ``reviewers`` see all.
    ``anonymous``: a review shows letters in place of names. ``verdict_scales`` are scales beside AVeriTeC's four,
    ``min_origins`` is how many independent origins a verified claim shall have, ``names`` are the house forms of names.
    ``desk`` says what is shown first: at a copy desk the status (is it right as printed?), at a factcheck desk the
    verdict (is the claim true?).
    """

    format: Literal["workbench/workspace"] = "workbench/workspace"
    version: Literal[1] = 1
    name: Annotated[str, Meta(max_length=200)] = ""
    tags: tuple[TagSetting, ...] = ()
    blind: bool = False
    reviewers: tuple[Name, ...] = ()
    anonymous: bool = False
    names: tuple[HouseName, ...] = ()
    verdict_scales: tuple[Scale, ...] = ()
    min_origins: Annotated[int, Meta(ge=0, le=99)] = 0
    desk: Desk = "copy"

    @property
    def scheme(self) -> Mapping[str, frozenset[str]]:
        """The further tags with the names of their fields, as :func:`workbench.exchange.sets.read_set` takes them."""
        return {tag.name: frozenset(field.name for field in tag.fields) for tag in self.tags}


class UserConfig(Value, frozen=True, kw_only=True):
    """What holds for one person on one machine: the name to annotate by, the URL of a database, and keys of one's own.

    ``keys`` gives commands other keys, by id; the interface checks them. ``clipboard`` is a command line that takes
    words to be copied on its standard input, such as ``wl-copy``; it is run without a shell.
    """

    format: Literal["workbench/config"] = "workbench/config"
    version: Literal[1] = 1
    annotator: Annotated[str, Meta(max_length=1000)] = ""
    database: Annotated[str, Meta(max_length=4000)] = ""
    clipboard: Annotated[str, Meta(max_length=1000)] = ""
    keys: dict[str, Annotated[str, Meta(max_length=200)]] = msgspec.field(default_factory=dict)


class KeyChoice(NamedTuple):
    """The keys that a person wants for a command (by id), and where that stands: ``file:line:column``."""

    command: str
    keys: str
    place: str


def read_settings(data: bytes, name: str) -> Settings:
    """The settings in the bytes of a ``workbench.yaml``. Raises :class:`DataProblems`."""
    reading = Reading(name)
    value = shapes.convert(Settings, events.parse(data, name, blank=True), reading)
    if value is not None:
        _check(value, reading)
    reading.finish()
    assert value is not None  # where it is, a problem was found
    return value


def write_settings(value: Settings) -> bytes:
    """The bytes of a ``workbench.yaml``, with a comment on top that shows what it can hold."""
    return emit.emit(value, always=("format", "version", "name", "tags"), header=_HEADER)


def read_user_config(data: bytes, name: str) -> UserConfig:
    """The user's own configuration in the bytes of a ``config.yaml``. Raises :class:`DataProblems`."""
    reading = Reading(name)
    value = shapes.convert(UserConfig, events.parse(data, name, blank=True), reading)
    reading.finish()
    assert value is not None  # where it is, a problem was found
    return value


def read_key_choices(data: bytes, name: str) -> list[KeyChoice]:
    """The ``keys`` of a ``config.yaml`` in its order, each with its place. Raises :class:`DataProblems`."""
    reading = Reading(name)
    root = events.parse(data, name, blank=True)
    value = shapes.convert(UserConfig, root, reading)
    reading.finish()
    node = root.entries.get("keys") if isinstance(root, events.Mapping) else None
    if value is None or not isinstance(node, events.Mapping):
        return []
    places = {command: node.key_place(command) for command in node.entries}
    return [
        KeyChoice(command, keys, f"{shown_line(name)}:{places[command].line}:{places[command].column}")
        for command, keys in value.keys.items()
    ]


def _check(value: Settings, reading: Reading) -> None:
    _check_scales(value, reading)
    _check_names(value, reading)
    _unique("tag", value.tags, reading)
    for tag in value.tags:
        if tag.name in TAGS:
            reading.add(reading.place(tag, "name"), f"The tag {tag.name} is built in.", "Take another name.")
        _unique("field", tag.fields, reading)
        for field in tag.fields:
            if (field.kind == "choice") != bool(field.choices):
                reading.add(
                    reading.place(field),
                    f"The field {field.name} has {len(field.choices)} choices and is of kind {field.kind}.",
                    "A field of kind choice has choices, any other has none.",
                )


def _check_scales(value: Settings, reading: Reading) -> None:
    _unique("scale", value.verdict_scales, reading)
    for scale in value.verdict_scales:
        if scale.name == DEFAULT:
            reading.add(reading.place(scale, "name"), f"The scale {DEFAULT} is built in.", "Take another name.")
        if not scale.values:
            reading.add(reading.place(scale), f"The scale {quoted(scale.name)} has no values.", "Give it some.")
        seen: set[str] = set()
        for one in scale.values:
            if one.value.casefold() in seen:
                message = f"The scale {quoted(scale.name)} has the value {quoted(one.value)} twice."
                reading.add(reading.place(one, "value"), message, "Take one out.")
            seen.add(one.value.casefold())


def _check_names(value: Settings, reading: Reading) -> None:
    """No form may stand twice: it would be said to stand for two names."""
    seen: dict[str, HouseName] = {}
    for one in value.names:
        here: set[str] = set()
        for number, written in enumerate((one.name, *one.variants)):
            form = form_of(written)
            known = seen.setdefault(form, one)
            place = reading.place(one, "variants", number - 1) if number else reading.place(one, "name")
            if form in here:
                reading.add(place, f"{quoted(one.name)} has the form {quoted(written)} twice.", "Take one out.")
            elif known is not one:
                message = f"The form {quoted(written)} stands for {quoted(known.name)} and for {quoted(one.name)}."
                reading.add(place, message, "Leave it with one of them.")
            here.add(form)


def _unique(what: str, values: Iterable[TagSetting | FieldSetting | Scale], reading: Reading) -> None:
    seen: set[str] = set()
    for value in values:
        if value.name in seen:
            message = f"There are two {what}s called {quoted(value.name)}."
            reading.add(reading.place(value, "name"), message, "Rename one, or take it out.")
        seen.add(value.name)
