"""``workbench check``: what does not fit together."""

from typing import TYPE_CHECKING

import click

from workbench.cli.output import narrate, write, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("check")
@click.argument("document", metavar="[DOC]", required=False)
@click.option("--all", "everyone", is_flag=True, help="Everybody's annotations, not yours alone.")
@click.option("--story", metavar="NAME", help="Only documents of this story.")
@json_option
@with_workspace
def command(workspace: "Workspace", document: str | None, everyone: bool, story: str | None, as_json: bool) -> int:
    """Say what does not fit in your annotations of DOC, or of all documents; exit code 3 where anything is found.

    Verdicts without evidence, links that say nowhere, open questions, what is verified by nobody or to be checked
    again, quotations called verbatim that differ, figures that the linked passage does not give, days that cannot be
    told or are not those of their words, ages and lengths of time that the dates beside them do not allow; and what
    gives a confidential source away, also in the files of the workspace.
    """
    from workbench.services import annotations, consistency

    found = consistency.findings(workspace, document, everyone=everyone, story=story)
    if as_json:
        write_json(
            [{"rule": one.rule, "annotation": one.mark.id if one.mark is not None else None,
              "document": one.mark.document if one.mark is not None else None, "what": one.what,
              "file": one.place or None}
             for one in found]
        )  # fmt: skip
    else:
        short = annotations.short_ids(workspace) if found else {}
        for one in found:
            if one.mark is None:
                write(f"{one.place}: {one.what}")
                continue
            words = " ".join(one.mark.annotation.exact.split())[:50]
            write(f"{short[one.mark.id]}  {one.mark.document}  “{words}”: {one.what}")
    narrate(f"{len(found)} found." if found else "Everything fits.")
    return 3 if found else 0
