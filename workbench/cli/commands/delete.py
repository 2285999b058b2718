"""``workbench delete``: delete an annotation."""

from typing import TYPE_CHECKING

import click

from workbench.cli.output import narrate, one_json, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("delete")
@click.argument("annotation", metavar="ID")
@json_option
@with_workspace
def command(workspace: "Workspace", annotation: str, as_json: bool) -> None:
    """Delete your annotation ID; `workbench undo` brings it back."""
    from workbench.services import annotations

    gone = annotations.delete(workspace, annotation)
    if as_json:
        write_json(one_json(workspace, gone))
    narrate(f"Deleted the {gone.annotation.tag} “{gone.annotation.exact[:60]}”. workbench undo brings it back.")
