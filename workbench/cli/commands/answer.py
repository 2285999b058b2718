"""``workbench answer``: note the answer to a question."""

from typing import TYPE_CHECKING

import click

from workbench.cli.output import narrate, one_json, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("answer")
@click.argument("question", metavar="QUERY")
@click.option("--text", required=True, help="The answer.")
@json_option
@with_workspace
def command(workspace: "Workspace", question: str, text: str, as_json: bool) -> None:
    """Note the answer to your question QUERY (its id, or four or more characters of its end)."""
    from workbench.services import correcting

    done = correcting.answer(workspace, question, text)
    if as_json:
        write_json(one_json(workspace, done))
    narrate("The answer is noted. workbench undo takes it back.")
