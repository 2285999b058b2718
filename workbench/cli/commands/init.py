"""``workbench init``: make a folder a workspace."""

from pathlib import Path

import click

from workbench.cli.output import narrate, write_json
from workbench.cli.session import json_option


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--git", "in_git", is_flag=True, help="Tell git how to merge sets; DIR may be a workspace already.")
@json_option
def command(folder: Path, in_git: bool, as_json: bool) -> None:
    """Make DIR a workspace: settings, folders for documents and annotations, and an empty store.

    With --git, in a git work tree, also `.gitattributes` and `.gitignore`, and the setting of this clone by which git
    merges annotation sets by annotation and field. Settings do not travel: every clone needs it once.
    """
    from workbench.services import git, workspace
    from workbench.services.paths import SETTINGS

    if in_git:
        git.check_work_tree(folder)
    if in_git and (folder / SETTINGS).exists():
        root = folder.absolute()
    else:
        root = workspace.create(folder)
        narrate(f"{root} is a workspace now. Next: workbench -C {folder} add FILE...")
    prepared = git.prepare(root) if in_git else None
    if as_json:
        write_json({"workspace": str(root)} | ({"git": vars(prepared)} if prepared is not None else {}))
    if prepared is not None:
        narrate(f"git merges annotation sets here with: {prepared.driver}")
        narrate("Commit .gitattributes and .gitignore; every other clone needs the same command once.")
