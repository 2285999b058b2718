"""``workbench add``: take documents in."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.commands._metadata import given, metadata_options
from workbench.cli.output import narrate, write, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("add")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@metadata_options
@click.option(
    "--meta", metavar="FILE.csv", type=click.Path(path_type=Path), help="Metadata of many files; column `file`."
)
@click.option("--encoding", metavar="NAME", help="How the bytes are to be read, where they are not UTF-8.")
@json_option
@with_workspace
def command(
    workspace: "Workspace",
    paths: tuple[Path, ...],
    meta: Path | None,
    encoding: str | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Take texts in: .txt, .md with front matter, folders of these, or - for standard input.

    All or none: a file that cannot be read stops the whole. A text that is stored already only fills metadata that
    was empty.
    """
    from workbench.services import documents, importing, intake

    metadata = given(options)
    incoming = intake.read(paths, metadata, meta=meta, encoding=encoding, stdin=sys.stdin.buffer)
    added = documents.add(workspace, incoming)
    for one in added:
        for warning in one.warnings:
            narrate(f"{one.document.id}: {warning}")
    if as_json:
        write_json(
            [
                {
                    "id": one.document.id,
                    "title": one.document.title,
                    "sha256": one.document.sha256,
                    "characters": one.document.characters,
                    "created": one.created,
                    "warnings": list(one.warnings),
                }
                for one in added
            ]
        )
    else:
        for one in added:
            write(f"{one.document.id}  {one.document.title}" + ("" if one.created else "  (stored already)"))
    waiting = importing.import_waiting(workspace)
    if waiting.sets:
        narrate(f"{waiting.sets} sets that waited for these documents were imported ({waiting.new} annotations).")
