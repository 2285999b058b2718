"""``workbench feedback``: what became of your marks under review."""

from typing import TYPE_CHECKING, Any

import click
import msgspec

from workbench.cli.commands._items import (
    INDENT,
    day,
    decision_json,
    heading,
    mark_json,
    one_line,
    paragraph_numbers,
    width,
    words_of,
    write_thread,
    write_wrapped,
)
from workbench.cli.output import annotation_json, narrate, origin_counts, write, write_json
from workbench.cli.session import json_option, with_workspace
from workbench.domain.differences import details

if TYPE_CHECKING:
    from workbench.domain.model import Annotation
    from workbench.domain.sources import OriginCount
    from workbench.services.feedback import Told
    from workbench.services.workspace import Workspace

EXAMPLES = """\b
Examples:
  workbench feedback
  workbench --as ilya feedback --everything --json
"""


@click.command("feedback", epilog=EXAMPLES)
@click.option("--everything", is_flag=True, help="Also the marks that were accepted as they are.")
@click.option("--story", metavar="NAME", help="Only in documents of this story.")
@json_option
@with_workspace
def command(workspace: "Workspace", everything: bool, story: str | None, as_json: bool) -> None:
    """Say what became of your marks: accepted, changed, rejected or returned, by whom, why, and what stands now."""
    from workbench.services import annotations, documents, feedback

    told = feedback.feedback(workspace, everything=everything, story=story)
    if as_json:
        backed = origin_counts(workspace, [one.mark for one in told])
        write_json({"annotator": workspace.annotator, "items": [_json(one, backed.get(one.mark.id)) for one in told]})
        return
    who = one_line(workspace.annotator)
    if not told:
        what = "decided on" if everything else "changed, rejected or returned"
        more = "" if everything else " Those accepted as they are: --everything"
        narrate(f"No reviewer has {what} a mark of {who}'s.{more}")
        return
    short, number = annotations.short_ids(workspace), paragraph_numbers(workspace)
    titles = {one: documents.get(workspace, one).title for one in {told_.mark.document for told_ in told}}
    for one in told:
        mark = one.mark.annotation
        place = f"¶ {number(one.mark.document, mark.start)}" if one.mark.placed else one.mark.anchor_state
        write(heading(short[mark.id], one.outcome, place, titles[one.mark.document]))
        write(INDENT + words_of(mark, width() - len(INDENT)))
        why = f": {one.decision.reason}" if one.decision.reason else ""
        write_wrapped(f"by {one.decision.by}, {day(one.decision.at)}{why}")
        for now in one.now:
            _write_now(mark, now)
        write_thread(one.thread)
    counts = {
        outcome: sum(one.outcome == outcome for one in told) for outcome in dict.fromkeys(t.outcome for t in told)
    }
    narrate(f"Of {who}'s marks: " + ", ".join(f"{number} {outcome}" for outcome, number in counts.items()) + ".")
    if counts.get("returned"):
        narrate("Answer what was returned by changing the mark, or with: workbench comment ID TEXT")


def _write_now(mark: "Annotation", now: "Annotation") -> None:
    """What stands now, as far as it is not as the mark has it."""
    apart = _apart(mark, now)
    if "tag" in apart or "words" in apart:
        start = f"{INDENT}now "
        write(start + words_of(now, width() - len(start)))
    before, after = details(mark), details(now)
    for name in apart:
        if name not in ("tag", "words"):
            write_wrapped(f"{name}: {before.get(name) or 'nothing'} → {after.get(name) or 'nothing'}")


def _apart(mark: "Annotation", now: "Annotation") -> list[str]:
    """In what two annotations differ: tag, words (their place), and details by name."""
    before, after = details(mark), details(now)
    names = [name for name in dict.fromkeys((*before, *after)) if before.get(name, "") != after.get(name, "")]
    places = (mark.start, mark.end) != (now.start, now.end)
    return [*(["tag"] if mark.tag != now.tag else []), *(["words"] if places else []), *names]


def _json(one: "Told", count: "OriginCount | None") -> dict[str, Any]:
    mark = one.mark.annotation
    return {
        "id": mark.id,
        "document": one.mark.document,
        "outcome": one.outcome,
        "annotation": annotation_json(one.mark, count),
        "decision": decision_json(one.decision, one.mark.document),
        "now": [mark_json(now) | {"differs": _apart(mark, now)} for now in one.now],
        "thread": [msgspec.to_builtins(comment) for comment in one.thread],
    }
