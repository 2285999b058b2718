"""``workbench memo``: the corrections and open questions, for the writer."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from workbench.cli.commands._openly import agreed, openly_options
from workbench.cli.output import narrate, write_bytes, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.exchange.memos import Format
    from workbench.services.workspace import Workspace


@click.command("memo")
@click.argument("document", metavar="[DOC]", required=False)
@click.option("--for", "whom", default="", metavar="NAME", help="Only questions to NAME.")
@click.option("-f", "--format", "form", type=click.Choice(["md", "txt", "docx"]), help="The format (md).")
@click.option("-o", "target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to FILE.")
@click.option("--all", "everyone", is_flag=True, help="By everybody's marks, not yours alone.")
@click.option("--story", metavar="NAME", help="Only documents of this story.")
@openly_options
@json_option
@with_workspace
def command(
    workspace: "Workspace",
    document: str | None,
    whom: str,
    form: "Format | None",
    target: Path | None,
    everyone: bool,
    story: str | None,
    openly: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Write what is to be corrected in DOC (or every document) and why, with what shows it, the open questions,
    and what could not be verified.

    Names for which a house form is chosen (workbench names --house) are listed where they are printed otherwise.
    """
    from workbench.domain.errors import UsageError
    from workbench.exchange.memos import render
    from workbench.services import memos

    openly = agreed(openly, yes, f"in {target or 'the memo'}")
    made = memos.memos(workspace, document, whom=whom, everyone=everyone, story=story, openly=openly)
    if as_json:
        write_json(
            [
                {"changes": [], "questions": [], "names": [], "unverified": [], **msgspec.to_builtins(one)}
                for one in made
            ]
        )
        return
    if not made:
        narrate(
            "There is nothing to correct, no open question, nothing that cannot be verified, and no name in another"
            " form than the house's."
        )
        return
    if target is not None:
        memos.write(made, target, form)
        names = sum(len(one.names) for one in made)
        left = sum(len(one.unverified) for one in made)
        told = f", {left} that could not be verified" if left else ""
        told += f", {names} names in another form than the house's" if names else ""
        narrate(f"Wrote {target}: {sum(len(one.changes) for one in made)} corrections{told}.")
    elif form == "docx":
        raise UsageError("A DOCX file is not written to the terminal.", "Give a file with -o.")
    else:
        write_bytes(render(made, form or "md"))
