"""``workbench demo``: a sample workspace to try everything on."""

import sys
import tempfile
from pathlib import Path

import click

from workbench.cli.output import narrate
from workbench.cli.session import Session


@click.command("demo")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def command(session: Session, folder: Path | None) -> int:
    """Make DIR (or a new temporary folder) a sample workspace and open it.

    A lesson to begin with, then six articles and two pieces of backup about one event, marked by two annotators; you
    are mara. Without a terminal it says what it made.
    """
    from workbench.services import demo, documents

    folder = (folder or Path(tempfile.mkdtemp(prefix="workbench-demo-"))).absolute()
    made = demo.make(folder, session.annotator)
    rows = documents.listing(made)
    number = sum(sum(row.counts.values()) for row in rows)
    annotator = made.annotator
    made.close()
    narrate(f"Made {folder}: {len(rows)} documents, {number} annotations. You are {annotator}.")
    again = f"workbench -C {folder} --as {annotator}"
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        narrate(f"Open it in a terminal with: {again}")
        return 0
    from workbench.cli.commands.open import start

    code = start(Session(folder, None, annotator), None)
    narrate(f"Your sample is kept. Open it again with: {again}")
    return code
