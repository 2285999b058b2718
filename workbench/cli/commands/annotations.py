"""``workbench annotations``: list annotations."""

from typing import TYPE_CHECKING, get_args

import click

from workbench.cli.commands._links import ledger_for, links_told
from workbench.cli.output import annotation_json, differences, narrate, origin_counts, write, write_json, write_table
from workbench.cli.session import json_option, with_workspace
from workbench.domain.model import Status

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@click.command("annotations")
@click.argument("document", metavar="[DOC]", required=False)
@click.option("--tag", help="Only this tag.")
@click.option("--annotator", metavar="NAME", help="Only this annotator's.")
@click.option("--status", type=click.Choice(get_args(Status)), help="Only with this status.")
@click.option("--story", metavar="NAME", help="Only in documents of this story.")
@click.option("--unlinked", is_flag=True, help="Only without a source.")
@click.option("--conflicts", is_flag=True, help="Only those that were changed here and elsewhere.")
@json_option
@with_workspace
def command(
    workspace: "Workspace",
    document: str | None,
    tag: str | None,
    annotator: str | None,
    status: str | None,
    story: str | None,
    unlinked: bool,
    conflicts: bool,
    as_json: bool,
) -> None:
    """List annotations, of all documents and annotators unless narrowed."""
    from workbench.services import annotations, documents

    if conflicts:
        found = annotations.disputed(workspace)
    else:
        found = annotations.listing(
            workspace, document=document, annotator=annotator, tag=tag, status=status, story=story, unlinked=unlinked
        )
    open_conflicts = annotations.conflicts(workspace)
    if as_json:
        rows = []
        counted = origin_counts(workspace, found)
        for one in found:
            row = annotation_json(one, counted.get(one.id))
            if one.id in open_conflicts:
                row["conflict"] = {"theirs": open_conflicts[one.id]}
            rows.append(row)
        write_json(rows)
        return
    if not found:
        narrate("There are no such annotations.")
        return
    if conflicts:
        for one in found:
            write(f"{one.id[-8:]}  {one.annotation.tag} of {one.annotator}  {' '.join(one.annotation.exact.split())}")
            for side, text in differences(one, open_conflicts[one.id]):
                write(f"    {side:7} {text}")
        narrate("Settle each with: workbench resolve ID ours|theirs")
        return
    from workbench.domain import verdicts
    from workbench.domain.segments import Paragraphs

    short, counted, ledger = (
        annotations.short_ids(workspace),
        origin_counts(workspace, found),
        ledger_for(workspace, found),
    )
    paragraphs = {name: Paragraphs(documents.text_of(workspace, name)) for name in {one.document for one in found}}
    first = workspace.settings.desk == "factcheck"  # the verdict, then the status
    write_table(
        [
            (
                short.get(one.id, one.id[-8:]) + ("!" if one.id in open_conflicts else ""),
                one.annotation.tag,
                *([verdicts.told(one.annotation)] if first else []),
                one.annotation.status,
                one.annotator,
                f"¶ {paragraphs[one.document].number(one.annotation.start)}" if one.placed else one.anchor_state,
                one.document,
                " ".join(one.annotation.exact.split())[:80],
            )
            for one in found
        ],
        ("id", "tag", *(["verdict"] if first else []), "status", "annotator", "place", "document", "words"),
        [links_told(ledger, one.annotation, counted.get(one.id)) for one in found],
    )
