"""``workbench undo``: take back the last act."""

from typing import TYPE_CHECKING

import click

from workbench.cli.output import write_step
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("undo")
@json_option
@with_workspace
def command(workspace: "Workspace", as_json: bool) -> None:
    """Take back the last thing you did here; also after a restart."""
    from workbench.services import history

    write_step(workspace, history.undo(workspace), as_json)
