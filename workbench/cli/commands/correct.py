"""``workbench correct``: what a passage should read instead."""

from typing import TYPE_CHECKING, get_args

import click

from workbench.cli.output import narrate, one_json, write_json
from workbench.cli.session import json_option, with_workspace
from workbench.domain.model import CorrectionState

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("correct")
@click.argument("annotation", metavar="ANN")
@click.option("--text", help="What it should read.")
@click.option("--reason", help="Why: what shows it.")
@click.option("--state", type=click.Choice(get_args(CorrectionState)), help="How far the correction has got.")
@click.option("--drop", is_flag=True, help="Take the correction away; the annotation is then in progress.")
@json_option
@with_workspace
def command(
    workspace: "Workspace",
    annotation: str,
    text: str | None,
    reason: str | None,
    state: CorrectionState | None,
    drop: bool,
    as_json: bool,
) -> None:
    """Say what your annotation ANN should read; with --state alone, how far its correction has got."""
    from workbench.domain.errors import UsageError
    from workbench.services import correcting

    if drop and (text, reason, state) != (None, None, None):
        raise UsageError("--drop takes the correction away.", "Leave the other options out.")
    if drop:
        done = correcting.drop(workspace, annotation)
    elif text is not None:
        done = correcting.correct(workspace, annotation, text, reason, state=state)
    elif state is not None and reason is None:
        done = correcting.move_on(workspace, annotation, state)
    else:
        raise UsageError("Nothing was said that it should read.", "Give --text, or --state for one that is there.")
    if as_json:
        write_json(one_json(workspace, done))
    correction = done.annotation.correction
    if correction is None:
        narrate(f"The correction is taken away: {done.annotation.status}. workbench undo brings it back.")
        return
    printed, wanted = (" ".join(words.split())[:60] for words in (done.annotation.exact, correction.text))
    narrate(f"“{printed}” → “{wanted}”: {correction.state}. workbench undo takes it back.")
