"""``workbench redo``: do again what was undone."""

from typing import TYPE_CHECKING

import click

from workbench.cli.output import write_step
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("redo")
@json_option
@with_workspace
def command(workspace: "Workspace", as_json: bool) -> None:
    """Do again what you undid last, until your next edit."""
    from workbench.services import history

    write_step(workspace, history.redo(workspace), as_json)
