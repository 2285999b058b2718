"""``workbench assign``: say who checks a document, or a part of it, by when."""

from typing import TYPE_CHECKING, Any

import click

from workbench.cli.commands._fields import SpanType
from workbench.cli.output import narrate, write_json, write_table
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.services.sharing import Part
    from workbench.services.workspace import Workspace


@click.command("assign")
@click.argument("document", metavar="DOC")
@click.argument("annotator", metavar="[NAME]", required=False)
@click.option("--span", type=SpanType(), metavar="START:END", help="Only this range, in characters from 0.")
@click.option("--paragraphs", metavar="A-B", help="Only these paragraphs, such as 1-70.")
@click.option("--priority", type=click.IntRange(1, 3), help="1 is the most urgent.")
@click.option("--due", metavar="DATE", help="By when: a date, or a date-time with its zone.")
@click.option("--clear", is_flag=True, help="Take what is assigned to NAME away (with a range, only that).")
@json_option
@with_workspace
def command(
    workspace: "Workspace",
    document: str,
    annotator: str | None,
    span: tuple[int, int] | None,
    paragraphs: str | None,
    priority: int | None,
    due: str | None,
    clear: bool,
    as_json: bool,
) -> None:
    """Assign DOC, or a range of it, to NAME; with DOC alone list who has what of it.

    It stands in the document's file and travels with it. The same range again replaces priority and date.
    """
    from workbench.domain.errors import UsageError
    from workbench.services import sharing

    if annotator is None:
        if clear or any(option is not None for option in (span, paragraphs, priority, due)):
            raise UsageError("Who is meant?", "Give a NAME after the document.")
        _list(sharing.listing(workspace, document), as_json)
        return
    if clear and (priority is not None or due is not None):
        raise UsageError("--clear takes away; it sets no priority or date.", "Leave --priority and --due out.")
    if clear:
        done = sharing.clear(workspace, document, annotator, span=span, paragraphs=paragraphs)
    else:
        done = sharing.assign(
            workspace, document, annotator, span=span, paragraphs=paragraphs, priority=priority, due=due
        )
    for warning in done.warnings:
        narrate(warning)
    parts = sharing.parts(workspace, done.document, done.concerned)
    if as_json:
        rows = [part_json(part) for part in parts]
        write_json(
            {"document": done.document.id, "cleared": rows} if clear else {"document": done.document.id} | rows[0]
        )
    for part in parts:
        told = f"{part.assignment.annotator}: {_place(part)} of {done.document.title}"
        narrate(f"No longer assigned to {told}." if clear else f"Assigned to {told}.")


def part_json(part: "Part") -> dict[str, Any]:
    """An assignment as ``--json`` gives it; of the whole text, start and end are null."""
    one = part.assignment
    return {
        "annotator": one.annotator,
        "start": one.start,
        "end": one.end,
        "paragraphs": list(part.paragraphs),
        "priority": one.priority,
        "due": one.due,
        "done": part.done,
    }


def _list(parts: "list[Part]", as_json: bool) -> None:
    if as_json:
        write_json([part_json(part) for part in parts])
    elif parts:
        write_table(
            [
                (
                    part.assignment.annotator,
                    _place(part),
                    part.assignment.priority or "",
                    part.assignment.due or "",
                    "done" if part.done else "",
                )
                for part in parts
            ],
            ("annotator", "part", "priority", "due", ""),
        )
    else:
        narrate("Nobody is assigned to it. Assign it with: workbench assign DOC NAME")


def _place(part: "Part") -> str:
    one = part.assignment
    if one.start is None and one.end is None:
        return "all"
    return f"¶ {said(part.paragraphs)} ({part.span.start}:{part.span.end})"


def said(paragraphs: tuple[int, int]) -> str:
    """The first and last paragraph of a range as people say them: 3, or 1-70."""
    first, last = paragraphs
    return str(first) if first == last else f"{first}-{last}"
