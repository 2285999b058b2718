"""The options that set fields of an annotation, shared by ``annotate`` and ``edit``."""

from collections.abc import Iterable, Mapping

import click

from workbench.cli.output import narrate
from workbench.domain.datespan import spoken
from workbench.domain.errors import UsageError
from workbench.domain.fields import COMMON, names
from workbench.domain.model import TAGS, Annotation
from workbench.domain.verdicts import AVERITEC

FIELDS_HELP = (
    "Fields for --set, of all tags: "
    + ", ".join(COMMON)
    + "; "
    + "; ".join(
        f"of a {tag}: " + ", ".join(name for name in names(tag) if name not in COMMON and "." not in name)
        for tag in TAGS
    )
    + f"; verdict of a claim ({', '.join(one.value for one in AVERITEC.values)}), "
    "verdict.SCALE on another scale of workbench.yaml"
)
"""What ``--help`` says about fields, from the model."""


class SpanType(click.ParamType[tuple[int, int]]):
    """``START:END`` in characters from 0."""

    name = "span"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """The two offsets; fails with a sentence."""
        if isinstance(value, tuple):
            return value
        start, colon, end = str(value).partition(":")
        if (
            not (colon and start.isascii() and end.isascii() and start.isdigit() and end.isdigit())
            or len(str(value)) > 40
        ):
            self.fail(f'"{value}" is no span; write START:END, counted in characters from 0, such as 120:134')
        return int(start), int(end)


def narrate_day(fields: Mapping[str, str], mark: Annotation) -> None:
    """Say which day words of time tell that were just set, or that they tell none."""
    part = mark.claim or mark.quote
    if part is None or not part.when or not any(name.rpartition(".")[2] == "when" for name in fields):
        return
    if part.when_date:
        narrate(f"{part.when}: {spoken(part.when_date)}")
    else:
        narrate(f"{part.when} tells no day here; --set when_date= takes one, such as 2020-01-31.")


def assignments(given: Iterable[str], note: str | None) -> dict[str, str]:
    """``field=value`` words as a mapping, and the note with them."""
    fields: dict[str, str] = {}
    for word in given:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise UsageError(f'"{word}" sets no field.', "Write --set field=value, such as --set said_by=mayor.")
        fields[name.strip()] = value
    if note is not None:
        fields["note"] = note
    return fields
