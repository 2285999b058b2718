"""``workbench validate``: check annotation sets without importing them."""

from pathlib import Path

import click

from workbench.cli.output import narrate, write, write_json
from workbench.cli.session import Session, json_option


@click.command("validate")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def command(session: Session, paths: tuple[Path, ...], as_json: bool) -> int:
    """Check sets against their schema and, where the document is at hand, their anchors against its text.

    Without a PATH those of this workspace are checked.

    Each problem is a line: file:line:column: what is wrong, how to mend it. Exit code 3 where there is one. Sources
    that repeat each other, and links to where the text itself comes from, are noted on standard error.
    """
    from workbench.domain.errors import UsageError
    from workbench.services import validating

    try:
        _ = session.root
        inside = True
    except UsageError:
        inside = False
        narrate("Not inside a workspace: anchors are checked only against documents beside the sets.")
    if not paths:
        paths = (session.root,)
    workspace = session.open() if inside else None
    try:
        checked = validating.validate(paths, workspace)
    finally:
        if workspace is not None:
            workspace.close()
    if as_json:
        write_json([vars(problem) for problem in checked.problems])
    else:
        for problem in checked.problems:
            write(str(problem))
    for note in checked.notes:
        narrate(f"note: {note}")
    narrate(
        f"{checked.files} file{'s' * (checked.files != 1)}, {len(checked.problems)} problem"
        + "s" * (len(checked.problems) != 1)
        + (f", {checked.unanchored} not checked against a text" if checked.unanchored else "")
    )
    return 3 if checked.problems else 0
