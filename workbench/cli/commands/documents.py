"""``workbench documents``: list documents, change their metadata, archive them."""

from typing import TYPE_CHECKING, Any

import click

from workbench.cli.commands._metadata import given, metadata_options
from workbench.cli.output import document_json, narrate, write, write_json, write_table
from workbench.cli.session import Session, json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.documents import Row
    from workbench.services.workspace import Workspace


@click.group("documents", invoke_without_command=True)
@click.option("--story", metavar="NAME", help="Only documents of this story.")
@click.option("--role", type=click.Choice(["check", "evidence"]), help="Only documents in this role.")
@click.option("--stage", type=click.Choice(["draft", "published"]), help="Only documents at this stage.")
@json_option
@click.pass_context
def command(ctx: click.Context, story: str | None, role: str | None, stage: str | None, as_json: bool) -> None:
    """List the documents with their counts; `edit` changes metadata, `remove` archives."""
    if ctx.invoked_subcommand is not None:
        return
    from workbench.services import documents

    session: Session = ctx.obj
    workspace = session.open()
    try:
        rows = documents.listing(workspace, story=story, role=role, stage=stage)
    finally:
        workspace.close()
    if as_json:
        write_json([row_json(row) for row in rows])
    elif rows:
        write_table(
            [
                (
                    row.document.id,
                    *(row.by_tag().get(tag, 0) for tag in ("claim", "quote", "figure")),
                    row.document.title,
                )
                for row in rows
            ],
            ("document", "claims", "quotes", "figures", "title"),
        )
    elif story or role or stage:
        narrate("There are no such documents.")
    else:
        narrate("There are no documents here yet. Take some in with: workbench add FILE...")


def row_json(row: "Row") -> dict[str, Any]:
    """A document with its counts as ``--json`` gives it."""
    counts = {"counts": row.by_tag(), "statuses": row.by_status(), "done_by": sorted(row.done)}
    return document_json(row.document) | counts


@command.command("edit")
@click.argument("document", metavar="DOC")
@metadata_options
@json_option
@with_workspace
def edit(workspace: "Workspace", document: str, as_json: bool, **options: Any) -> None:
    """Change the metadata of DOC; an empty value clears a field."""
    from workbench.domain.errors import UsageError
    from workbench.services import documents

    changes = given(options)
    if not changes:
        raise UsageError("Nothing was said to change.", "Give at least one option, such as --title.")
    edited = documents.edit(workspace, document, changes)
    for warning in edited.warnings:
        narrate(warning)
    if as_json:
        write_json(document_json(edited.document))
    else:
        write(f"{edited.document.id}  {edited.document.title}")


@command.command("remove")
@click.argument("document", metavar="DOC")
@json_option
@with_workspace
def remove(workspace: "Workspace", document: str, as_json: bool) -> None:
    """Archive DOC; its annotations stay with it, and `workbench undo` brings all back."""
    from workbench.services import documents, sources

    pointing = sources.pointing(workspace, documents.get(workspace, document).id)
    removed = documents.remove(workspace, document)
    links = len(pointing.links)
    if links:
        narrate(f"It is the evidence of {links} {'annotation' if links == 1 else 'annotations'}, whose links stay.")
    for warning in removed.warnings:
        narrate(warning)
    if as_json:
        write_json(document_json(removed.document))
    narrate(f"{removed.document.id} is archived. workbench undo brings it back.")
