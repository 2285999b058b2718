"""``workbench corrections``: list corrections and questions."""

from typing import TYPE_CHECKING, Any, get_args

import click
import msgspec

from workbench.cli.output import narrate, write_json, write_table
from workbench.cli.session import json_option, with_workspace
from workbench.domain.model import CorrectionState, QueryState

if TYPE_CHECKING:
    from workbench.domain.corrections import Item
    from workbench.services.workspace import Workspace

_WORDS = 60  # code points of one's words in a row


@click.command("corrections")
@click.argument("document", metavar="[DOC]", required=False)
@click.option("--story", metavar="NAME", help="Only in documents of this story.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([*get_args(CorrectionState), *get_args(QueryState)]),
    help="Only those in this state (may be repeated).",
)
@click.option("--all", "everyone", is_flag=True, help="Everybody's, not yours alone.")
@json_option
@with_workspace
def command(
    workspace: "Workspace",
    document: str | None,
    story: str | None,
    states: tuple[str, ...],
    everyone: bool,
    as_json: bool,
) -> None:
    """List corrections and questions, how far each is, and where else the same words stand."""
    from workbench.domain.corrections import said
    from workbench.domain.ids import shortened
    from workbench.services import annotations, correcting

    found = correcting.listing(workspace, document, everyone=everyone, story=story, states=states)
    also = _elsewhere(workspace, found)
    if as_json:
        write_json([_json(item, also[item.mark.id]) for item in found])
        return
    if not found:
        narrate("There are no such corrections or questions.")
        return
    short = annotations.short_ids(workspace)
    asked = shortened(item.query.id for item in found if item.query is not None)
    rows = [
        (
            asked[item.query.id] if item.query is not None else short.get(item.mark.id, item.mark.id[-8:]),
            item.state,
            _place(item, also[item.mark.id]),
            item.document.id,
            item.mark.annotator,
            said(item, _WORDS, "->"),
        )
        for item in found
    ]
    why = [_why(item) for item in found]
    head = ("id", "state", "place", "document", "annotator", "as printed -> should read, or the question")
    write_table(rows, head, [[words] if words else [] for words in why])


def _elsewhere(workspace: "Workspace", found: "list[Item]") -> dict[str, tuple[int, ...]]:
    """The other paragraphs in which the words of each annotation stand, by its id."""
    from workbench.domain.memo import elsewhere
    from workbench.domain.segments import Paragraphs
    from workbench.domain.text import fold
    from workbench.services import documents

    also: dict[str, tuple[int, ...]] = {}
    grounds: dict[str, tuple[str, Paragraphs]] = {}
    for item in found:
        mark = item.mark
        if mark.id in also or not mark.placed or item.query is not None:
            also.setdefault(mark.id, ())
            continue
        if mark.document not in grounds:
            text = documents.text_of(workspace, mark.document)
            grounds = {mark.document: (fold(text), Paragraphs(text))}  # they come by document: one at a time is enough
        also[mark.id] = elsewhere(mark.annotation, *grounds[mark.document])
    return also


def _place(item: "Item", also: tuple[int, ...]) -> str:
    if item.paragraph is None:
        return item.mark.anchor_state
    return f"¶ {item.paragraph}" + (f" (also {', '.join(map(str, also))})" if also and item.query is None else "")


def _why(item: "Item") -> str:
    from workbench.domain.corrections import why

    told = why(item)
    return f"{'because' if item.query is None else 'answer'}: {told}" if told else ""


def _json(item: "Item", also: tuple[int, ...]) -> dict[str, Any]:
    """One as ``--json`` gives it: where it stands, then the correction or the query as in a set."""
    mark = item.mark.annotation
    data: dict[str, Any] = {
        "annotation": mark.id,
        "document": item.document.id,
        "annotator": item.mark.annotator,
        "paragraph": item.paragraph,
        "exact": mark.exact,
        "state": item.state,
    }
    if item.query is not None:
        return data | {"query": {**msgspec.to_builtins(item.query), "state": item.state}}
    correction = {**msgspec.to_builtins(mark.correction), "state": item.state}
    return data | {"correction": correction, "also": list(also)}
