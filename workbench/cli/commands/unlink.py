"""``workbench unlink``: take a link to a source away."""

from typing import TYPE_CHECKING

import click

from workbench.cli.commands._links import link_told
from workbench.cli.output import narrate, one_json, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("unlink")
@click.argument("annotation", metavar="ANN")
@click.argument("link", metavar="LINK|SOURCE")
@json_option
@with_workspace
def command(workspace: "Workspace", annotation: str, link: str, as_json: bool) -> None:
    """Take a link of your annotation ANN away, named by its id or by its source; `workbench undo` brings it back."""
    from workbench.services import annotations, linking, sources

    before = annotations.get(workspace, annotation)
    after = linking.unlink(workspace, annotation, link)
    if as_json:
        write_json(one_json(workspace, after))
    ledger = sources.ledger(workspace)
    kept = {one.id for one in after.annotation.links}
    for one in before.annotation.links:
        if one.id not in kept:
            narrate(f"No longer linked: {link_told(ledger, one)}. workbench undo brings it back.")
