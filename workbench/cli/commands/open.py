"""``workbench open``, and bare ``workbench``: the terminal interface."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from workbench.cli.session import Session
from workbench.domain.errors import UsageError

if TYPE_CHECKING:
    from workbench.tui.desk import Desk


@click.command("open")
@click.argument("document", metavar="[DOC]", required=False)
@click.pass_obj
def command(session: Session, document: str | None) -> int:
    """Open the terminal interface on the library, or on DOC."""
    return start(session, document)


def start(session: Session, document: str | None, review: Sequence[str] | None = None, holding: str = "") -> int:
    """Run the interface. The text is read from its file, so that it is painted before the store is loaded.

    With ``review`` it begins with the review of these annotators' marks (everybody's where it is empty), of the items
    ``holding`` some words.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "The terminal interface needs a terminal.", "From scripts use the commands; see: workbench --help"
        )
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        raise UsageError("This terminal cannot place text on the screen.", "Set TERM, for example: TERM=xterm-256color")
    from workbench.services.paths import user_config_file
    from workbench.tui.app import Start, run

    _ = session.root  # outside a workspace it says so before the screen is taken

    def open_desk() -> "Desk":
        from workbench.store.engine import PROMPT
        from workbench.tui.workspace_desk import WorkspaceDesk

        return WorkspaceDesk(session.open(wait=PROMPT))

    first = _first(session, document) if document else None
    return run(Start(open_desk=open_desk, document=first, config=user_config_file(), review=review, holding=holding))


def _first(session: Session, document: str) -> tuple[str, str, str]:
    """The document to begin with: from its files, else (they may be gone, or the id wrong) from the store."""
    from workbench.services.paths import peek

    seen = peek(session.root, document)
    if seen is not None:
        return seen
    from workbench.services import documents

    workspace = session.open()
    try:
        found = documents.get(workspace, document)
        return found.id, found.title, documents.text_of(workspace, found.id)
    finally:
        workspace.close()
