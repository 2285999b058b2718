"""``workbench annotate``: mark a passage."""

from typing import TYPE_CHECKING

import click

from workbench.cli.commands._fields import FIELDS_HELP, SpanType, assignments, narrate_day
from workbench.cli.output import narrate, one_json, write, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("annotate", epilog=FIELDS_HELP)
@click.argument("document", metavar="DOC")
@click.option("--tag", required=True, help="claim, quote, figure, or a tag of the workspace's scheme.")
@click.option("--quote", metavar="TEXT", help="The words to mark; they must stand once.")
@click.option("--occurrence", type=int, metavar="N", help="Which of several places, counted from 1.")
@click.option("--span", type=SpanType(), metavar="START:END", help="The place to mark, taken as given.")
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE", help="Set a field (repeatable).")
@click.option("--note", help="A note.")
@json_option
@with_workspace
def command(
    workspace: "Workspace",
    document: str,
    tag: str,
    quote: str | None,
    occurrence: int | None,
    span: tuple[int, int] | None,
    fields: tuple[str, ...],
    note: str | None,
    as_json: bool,
) -> None:
    """Mark a passage of DOC as claim, quote or figure."""
    from workbench.domain.errors import UsageError
    from workbench.services import annotations, documents

    if (quote is None) == (span is None):
        raise UsageError("Say what to mark, in one way.", "Give either --quote TEXT or --span START:END.")
    if occurrence is not None and quote is None:
        raise UsageError("--occurrence goes with --quote.", "With --span the place is given already.")
    annotations.check_tag(workspace, tag)
    found = documents.get(workspace, document)
    if quote is not None:
        span = annotations.locate(documents.text_of(workspace, found.id), quote, occurrence)
    assert span is not None
    given = assignments(fields, note)
    made = annotations.annotate(workspace, found.id, span, tag, fields=given)
    narrate_day(given, made.annotation)
    for same in annotations.same_marks(workspace, made):
        narrate(f"These words were marked as {tag} already ({same.id[-8:]}); workbench undo takes this one back.")
    if as_json:
        write_json(one_json(workspace, made))
    else:
        short = annotations.short_id(workspace, made.id)
        write(f"{short}  {made.annotation.tag}  {made.annotation.start}:{made.annotation.end}  {made.annotation.exact}")
