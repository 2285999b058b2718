"""``workbench edit``: change an annotation."""

from typing import TYPE_CHECKING, get_args

import click

from workbench.cli.commands._fields import FIELDS_HELP, SpanType, assignments, narrate_day
from workbench.cli.output import narrate, one_json, write, write_json
from workbench.cli.session import json_option, with_workspace
from workbench.domain.model import Status

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("edit", epilog=FIELDS_HELP)
@click.argument("annotation", metavar="ID")
@click.option("--tag", help="Its new tag.")
@click.option("--span", type=SpanType(), metavar="START:END", help="Its new place.")
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE", help="Set a field; an empty value clears it.")
@click.option("--note", help="Its new note.")
@click.option("--status", type=click.Choice(get_args(Status)), help="Its new status.")
@json_option
@with_workspace
def command(
    workspace: "Workspace",
    annotation: str,
    tag: str | None,
    span: tuple[int, int] | None,
    fields: tuple[str, ...],
    note: str | None,
    status: Status | None,
    as_json: bool,
) -> None:
    """Change your annotation ID (or the last four or more characters of its id)."""
    from workbench.services import annotations

    before = annotations.get(workspace, annotation).annotation
    given = assignments(fields, note)
    changed = annotations.edit(workspace, annotation, tag=tag, span=span, fields=given, status=status)
    narrate_day(given, changed.annotation)
    if before.details is not None and changed.annotation.tag != before.tag:
        narrate(f"The fields of the {before.tag} went with its tag; workbench undo brings them back.")
    if changed.annotation.status == "recheck" != before.status and status is None:
        narrate(f"It was {before.status} with other words, so it is to be checked again.")
    if as_json:
        write_json(one_json(workspace, changed))
    else:
        mark = changed.annotation
        short = annotations.short_id(workspace, mark.id)
        write(f"{short}  {mark.tag}  {mark.start}:{mark.end}  {mark.status}  {mark.exact}")
