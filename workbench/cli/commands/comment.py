"""``workbench comment``: say something about an annotation or a review item."""

from typing import TYPE_CHECKING

import click
import msgspec

from workbench.cli.output import narrate, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace

LONGEST = 1000
EXAMPLES = """\b
Examples:
  workbench comment 3f9c "The harbour log, page 4."     an annotation, by the end of its id
  workbench comment b34407 "Does the bound belong?"     a review item, by the beginning of its id
"""


@click.command("comment", epilog=EXAMPLES)
@click.argument("about", metavar="ID")
@click.argument("text", metavar="TEXT")
@json_option
@with_workspace
def command(workspace: "Workspace", about: str, text: str, as_json: bool) -> None:
    """Say TEXT about annotation or review item ID; your comments travel with your set.

    To a case that was returned to you, this is the answer. Begin with -- where TEXT begins with a hyphen.
    """
    from workbench.domain.errors import UsageError
    from workbench.services import items, review

    if len(text.strip()) > LONGEST:
        raise UsageError(
            f"A comment has at most {LONGEST} characters, and this has {len(text.strip())}.", "Nothing was saved."
        )
    document, key = items.subject(workspace, about)
    comment = review.say(workspace, document, key, text)
    if as_json:
        write_json(msgspec.to_builtins(comment) | {"document": document})
    narrate("Saved. workbench undo takes it back; workbench export hands it on.")
