"""``workbench export``: write annotation sets as files."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.commands._openly import agreed, openly_options
from workbench.cli.going import going
from workbench.cli.output import narrate, write, write_bytes, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("export")
@click.option(
    "-o", "target", type=click.Path(path_type=Path, allow_dash=True), metavar="PATH", help="Folder, file or -."
)
@click.option("--annotator", "annotators", multiple=True, metavar="NAME", help="This annotator's sets (repeatable).")
@click.option("--all", "everyone", is_flag=True, help="Every annotator's sets.")
@click.option("--document", metavar="DOC", help="Only of this document.")
@click.option("--story", metavar="NAME", help="Only of this story's documents.")
@click.option(
    "--bundle",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.zip",
    help="Pack sets, documents and attached files into one file.",
)
@openly_options
@json_option
@with_workspace
def command(
    workspace: "Workspace",
    target: Path | None,
    annotators: tuple[str, ...],
    everyone: bool,
    document: str | None,
    story: str | None,
    bundle: Path | None,
    openly: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Write your annotation sets to annotations/NAME/DOCUMENT.yaml; only files whose content changes.

    A file that was changed on disk since it was last exchanged is never overwritten (exit code 3).
    """
    from workbench.domain.errors import UsageError
    from workbench.services import exporting

    narrowed: dict[str, Any] = {
        "annotators": annotators or None, "everyone": everyone, "document": document, "story": story,
    }  # fmt: skip
    closed = exporting.withheld(workspace, **narrowed)
    if closed:
        narrate(
            "Work here is blind: what others marked is left out until you are done with a document "
            f"({', '.join(closed[:3])}{f' and {len(closed) - 3} more' if closed[3:] else ''})."
        )
    narrowed["openly"] = agreed(openly, yes, f"in {bundle or target or 'annotations/, which git may keep'}")
    if bundle is not None:
        return _bundle(workspace, bundle, target, as_json, **narrowed)
    if target == Path("-"):
        chosen = exporting.selected(workspace, **narrowed)
        if len(chosen) != 1:
            raise UsageError(
                f"Standard output takes one set, and this is {len(chosen)}.", "Narrow with --document and --annotator."
            )
        write_bytes(chosen[0][1])
        return 0
    with going("Exporting") as go_on:
        done = exporting.export(workspace, **narrowed, target=target, go_on=go_on)
    if as_json:
        write_json([{**vars(one), "path": str(one.path)} for one in done])
    else:
        for one in done:
            if one.outcome == "written":
                write(str(one.path))
    refused = [one for one in done if one.outcome == "refused"]
    for one in refused:
        narrate(f"{one.path}: {one.reason}")
    written = sum(one.outcome == "written" for one in done)
    unchanged = sum(one.outcome == "unchanged" for one in done)
    left = sum(one.outcome == "left" for one in done)
    if not done:
        narrate(f"{workspace.annotator} has no annotation sets here. --all or --annotator NAME chooses others.")
    elif left:
        narrate(f"Stopped: {written} of {len(done)} sets were written; the same export once more writes the rest.")
        return 130
    else:
        narrate(f"{written} written, {unchanged} unchanged, {len(refused)} refused.")
    return 3 if refused else 0


def _bundle(workspace: "Workspace", path: Path, target: Path | None, as_json: bool, **narrowed: Any) -> int:
    from workbench.domain.errors import UsageError
    from workbench.services import bundling

    if target is not None or path.suffix.lower() != bundling.SUFFIX:
        raise UsageError("A bundle is one file whose name ends in .zip.", "Write --bundle FILE.zip, without -o.")
    made = bundling.bundle(workspace, path, **narrowed)
    if as_json:
        write_json(
            {
                "path": str(path),
                "sets": len(made.sets),
                "documents": made.documents,
                "attachments": made.attachments,
                "missing": list(made.missing),
            }
        )
    else:
        write(str(path))
    for one in made.missing:
        narrate(one)
    narrate(f"Packed {len(made.sets)} sets, {made.documents} documents and {made.attachments} attached files.")
    return 3 if made.missing else 0
