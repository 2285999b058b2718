"""``workbench show``: a document's text with its annotations."""

from typing import TYPE_CHECKING

import click

from workbench.cli.commands._links import ledger_for, links_told
from workbench.cli.output import annotation_json, document_json, origin_counts, told_fields, write, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.domain.model import Annotation
    from workbench.services.workspace import Workspace


@click.command("show")
@click.argument("document", metavar="DOC")
@json_option
@with_workspace
def command(workspace: "Workspace", document: str, as_json: bool) -> None:
    """Write the text of DOC, paragraph by paragraph, each with the annotations that begin in it."""
    from workbench.domain.segments import Paragraphs
    from workbench.services import annotations, documents

    found = documents.get(workspace, document)
    text, marks = documents.text_of(workspace, found.id), annotations.of_document(workspace, found.id)
    counted = origin_counts(workspace, marks)
    if as_json:
        rows = [annotation_json(one, counted.get(one.id)) for one in marks]
        write_json({**document_json(found), "text": text, "annotations": rows})
        return
    ledger = ledger_for(workspace, marks)
    short = annotations.short_ids(workspace)
    about = ", ".join(part for part in (found.publisher, found.author, found.published or "", found.url) if part)
    write(found.title)
    write("\n".join(part for part in (about, found.id) if part))
    paragraphs = Paragraphs(text)
    beginning: dict[int, list[Annotation]] = {}
    by: dict[str, str] = {mark.id: mark.annotator for mark in marks}
    for mark in marks:
        if mark.placed:
            beginning.setdefault(paragraphs.number(mark.annotation.start), []).append(mark.annotation)
    for number in range(1, len(paragraphs) + 1):
        write(f"\n{number:>3}  {text[slice(*paragraphs[number - 1])]}")
        for one in beginning.get(number, ()):
            write(f"     [{short[one.id]} {one.tag}, {by[one.id]}, {one.status}] {' '.join(one.exact.split())}")
            if told := told_fields(one):
                write(f"          {told}")
            for line in links_told(ledger, one, counted.get(one.id)):
                write(f"          {line}")
    lost = [mark for mark in marks if not mark.placed]
    if lost:
        write("\nWithout a place in this text:")
        for mark in lost:
            one, reason = mark.annotation, mark.unplaced.reason if mark.unplaced else ""
            words = " ".join(one.exact.split())
            write(f"     [{short[mark.id]} {one.tag}, {mark.annotator}, {mark.anchor_state}: {reason}] {words}")
