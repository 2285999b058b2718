"""``workbench query``: ask somebody about a passage."""

from typing import TYPE_CHECKING

import click

from workbench.cli.output import narrate, one_json, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("query")
@click.argument("annotation", metavar="ANN")
@click.option("--to", "whom", required=True, metavar="NAME", help="Who is asked.")
@click.option("--text", required=True, help="The question.")
@json_option
@with_workspace
def command(workspace: "Workspace", annotation: str, whom: str, text: str, as_json: bool) -> None:
    """Ask NAME about your annotation ANN; it is open until the answer is noted."""
    from workbench.services import correcting

    done = correcting.query(workspace, annotation, whom, text)
    if as_json:
        write_json(one_json(workspace, done))
    one = done.annotation.queries[-1]
    narrate(f"Asked {one.to}. The answer: workbench answer {one.id[-8:]} --text ...; workbench corrections lists it.")
