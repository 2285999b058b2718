"""``workbench answer``: note the answer to a question, open it again, or take it away."""

from typing import TYPE_CHECKING

import click

from workbench.cli.output import narrate, one_json, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("answer")
@click.argument("question", metavar="QUERY")
@click.option("--text", help="The answer.")
@click.option("--reopen", is_flag=True, help="Have an answered question open again, without its answer.")
@click.option("--drop", is_flag=True, help="Take the question away, with its answer.")
@json_option
@with_workspace
def command(workspace: "Workspace", question: str, text: str | None, reopen: bool, drop: bool, as_json: bool) -> None:
    """Note the answer to your question QUERY (its id, or four or more characters of its end)."""
    from workbench.domain.errors import UsageError
    from workbench.services import correcting

    if (text is not None) + reopen + drop != 1:
        raise UsageError("What is to become of the question?", "Give one of --text, --reopen and --drop.")
    if text is not None:
        done, said = correcting.answer(workspace, question, text), "The answer is noted"
    elif reopen:
        done, said = correcting.reopen(workspace, question), "The question is open again"
    else:
        done, said = correcting.withdraw(workspace, question), "The question is taken away"
    if as_json:
        write_json(one_json(workspace, done))
    narrate(f"{said}. workbench undo takes it back.")
