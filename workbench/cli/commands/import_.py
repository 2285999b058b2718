"""``workbench import``: take in annotation sets and workspaces."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.going import going
from workbench.cli.output import narrate, write, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("import")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@json_option
@with_workspace
def command(workspace: "Workspace", paths: tuple[Path, ...], dry_run: bool, as_json: bool) -> int:
    """Take in annotation sets, folders of them, or a colleague's workspace; all or nothing.

    Annotations are placed by their words, never by offsets alone. What was changed here and there is kept twice and
    shown (exit code 3), as is what has no place. Ctrl+c stops it, and then nothing was imported.
    """
    from workbench.services import importing

    with going("Importing") as go_on:
        report = importing.import_paths(workspace, paths, dry_run=dry_run, go_on=go_on)
    if as_json:
        write_json({**report.counts, "notes": report.notes})
    else:
        said = [f"{number} {name}" for name, number in report.counts.items() if number]
        write(("Would be: " if dry_run else "") + (", ".join(said) or "nothing to import"))
    for note in report.notes:
        narrate(note)
    if report.left:
        return 130
    return 3 if report.needs_attention else 0
