"""``workbench merge-driver``: what git calls to merge two versions of an annotation set."""

from pathlib import Path

import click

from workbench.cli.output import narrate


@click.command("merge-driver")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.argument("name", metavar="[PATH]", required=False)
def command(base: Path, ours: Path, theirs: Path, name: str | None) -> int:
    """Merge one annotator's set three ways into OURS; git calls it, once `init --git` has told it how.

    Annotations are merged by id and field by field. Where both sides changed the same field (or one deleted what the
    other changed), both versions of that annotation stand between conflict markers and the exit code is 1. Versions
    that are no sets, or not of one set, leave OURS as it is, with exit code 1. PATH is the file's name, for messages.
    """
    from workbench.domain.errors import WorkbenchError
    from workbench.services import driver

    called = name or str(ours)
    try:
        clashes = driver.merge_files(base, ours, theirs, called)
    except WorkbenchError as error:
        narrate(f"workbench: {error}")
        narrate(f"Nothing was merged: {called} is our side as it was. See theirs with: git show :3:{called}")
        return 1
    for clash in clashes:
        narrate(f"{called}: {driver.told(clash)}")
    return 1 if clashes else 0
