"""``workbench link``: tie an annotation to a source."""

from typing import TYPE_CHECKING, get_args

import click

from workbench.cli.commands._fields import SpanType
from workbench.cli.commands._links import link_told
from workbench.cli.output import narrate, one_json, origin_counts, write, write_json
from workbench.cli.session import json_option, with_workspace
from workbench.domain.model import Grade, Stance

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace

EXAMPLES = """\b
Examples:
  workbench link 3f9c harbour-log --relation refutes --locator "p. 4"
  workbench link 3f9c boats-block --evidence-quote "nine boats"     a passage of a stored document
"""


@click.command("link", epilog=EXAMPLES)
@click.argument("annotation", metavar="ANN")
@click.argument("source", metavar="SOURCE|DOC")
@click.option(
    "--relation", type=click.Choice(get_args(Stance)), default="supports", help="How the source stands to it."
)
@click.option("--grade", type=click.Choice(get_args(Grade)), help="Without it the kind of source says it.")
@click.option("--locator", default="", metavar="TEXT", help="Where in the source to look, such as p. 4 or 12:30.")
@click.option("--note", default="", help="A note on this link.")
@click.option("--evidence", type=SpanType(), metavar="START:END", help="The passage in the stored document.")
@click.option("--evidence-quote", "quote", metavar="TEXT", help="The words of the passage; they must stand once.")
@click.option("--occurrence", type=int, metavar="N", help="Which of several places, counted from 1.")
@json_option
@with_workspace
def command(
    workspace: "Workspace",
    annotation: str,
    source: str,
    relation: Stance,
    grade: Grade | None,
    locator: str,
    note: str,
    evidence: tuple[int, int] | None,
    quote: str | None,
    occurrence: int | None,
    as_json: bool,
) -> None:
    """Link your annotation ANN to a source, or to a stored document or a passage of it.

    Both are named by their ids or an unambiguous part: ANN by the end of it, SOURCE by its beginning or end.
    """
    from workbench.domain.backing import told
    from workbench.domain.errors import UsageError
    from workbench.services import annotations, documents, linking, sources

    if evidence is not None and quote is not None:
        raise UsageError("The passage is given twice.", "Give either --evidence START:END or --evidence-quote TEXT.")
    if occurrence is not None and quote is None:
        raise UsageError("--occurrence goes with --evidence-quote.", "With --evidence the place is given already.")
    passage = None
    if evidence is not None or quote is not None:
        row = sources.stands(workspace, source)
        if row.document is None or row.archived:
            raise UsageError(
                f"{row.source.id} is no stored document, so it has no passages here.",
                "Say where to look with --locator, or take its text in with: workbench add",
            )
        if quote is not None:
            evidence = annotations.locate(documents.text_of(workspace, row.source.id), quote, occurrence)
        assert evidence is not None
        passage = (row.source.id, *evidence)
    to = linking.Pin(source, relation, grade, locator, passage)
    done = linking.link(workspace, annotation, to, note=note)
    if as_json:
        write_json(one_json(workspace, done))
        return
    ledger, count = sources.ledger(workspace), origin_counts(workspace, [done]).get(done.id)
    made = done.annotation.links[-1]
    write(f"{annotations.short_id(workspace, done.id)}  {link_told(ledger, made)}  ({made.grade})")
    for line in told(ledger, count) if count is not None else ():
        narrate(line)
