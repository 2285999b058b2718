"""``workbench init``: make a folder a workspace."""

from pathlib import Path

import click

from workbench.cli.output import narrate, write_json
from workbench.cli.session import json_option


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@json_option
def command(folder: Path, as_json: bool) -> None:
    """Make DIR a workspace: settings, folders for documents and annotations, and an empty store."""
    from workbench.services import workspace

    root = workspace.create(folder)
    if as_json:
        write_json({"workspace": str(root)})
    narrate(f"{root} is a workspace now. Next: workbench -C {folder} add FILE...")
