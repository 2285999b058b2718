"""``workbench resolve``: settle an annotation that was changed here and elsewhere."""

from typing import TYPE_CHECKING

import click

from workbench.cli.output import narrate, one_json, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("resolve")
@click.argument("annotation", metavar="ID")
@click.argument("take", metavar="ours|theirs", type=click.Choice(["ours", "theirs"]))
@json_option
@with_workspace
def command(workspace: "Workspace", annotation: str, take: str, as_json: bool) -> None:
    """Settle the conflict of annotation ID: keep ours, or take theirs (undoable)."""
    from workbench.services import importing

    after = importing.resolve_conflict(workspace, annotation, take=take)
    if as_json:
        write_json(None if after is None else one_json(workspace, after))
    narrate(f"Settled: {take}." if after is not None else f"Settled: {take}; the annotation is deleted.")
