"""``workbench next``: the document to go on with."""

from typing import TYPE_CHECKING

import click

from workbench.cli.output import narrate, write, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("next")
@click.option("--story", metavar="NAME", help="Only documents of this story.")
@json_option
@with_workspace
def command(workspace: "Workspace", story: str | None, as_json: bool) -> None:
    """Say which document you go on with: what is assigned to you by priority and date, then what nobody has."""
    from workbench.cli.commands.assign import said
    from workbench.services import sharing

    found = sharing.next_document(workspace, story=story)
    if as_json:
        write_json(
            found
            and {
                "document": found.document.id,
                "title": found.document.title,
                "assigned": bool(found.assigned),
                "priority": found.priority,
                "due": found.due,
                "ranges": [list(one) for one in found.spans],
                "paragraphs": [list(one) for one in found.paragraphs],
                "marks": found.marks,
                "untouched": found.untouched,
            }
        )
        return
    if found is None:
        narrate(f"Nothing is left for {workspace.annotator}. What others have is told by: workbench assign DOC")
        return
    write(f"{found.document.id}  {found.document.title}")
    terms = [f"¶ {', '.join(map(said, found.paragraphs))}"]
    terms += [f"priority {found.priority}"] if found.priority is not None else []
    terms += [f"due {found.due}"] if found.due else []
    terms += [] if found.assigned else ["assigned to nobody"]
    terms += [f"{found.marks} mark{'s' * (found.marks != 1)} of yours"]
    terms += [f"{found.untouched} sentence{'s' * (found.untouched != 1)} neither marked nor ticked"]
    write("; ".join(terms))
