"""``workbench status``: how far the work is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.output import narrate, write, write_json, write_table
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.domain.progress import Tally
    from workbench.services.progress import Row, Share, Standing, Sum
    from workbench.services.workspace import Workspace

_HEAD = ("marks", "claims", "quotes", "figures", "linked", "open", "sentences")


@click.command("status")
@click.argument("document", metavar="[DOC]", required=False)
@click.option("--annotator", metavar="NAME", help="How far NAME is, instead of you.")
@click.option("--all", "everyone", is_flag=True, help="How far everybody is.")
@click.option("--story", metavar="NAME", help="Only documents of this story.")
@click.option("--evidence", is_flag=True, help="Also documents that are only there to be looked up.")
@json_option
@with_workspace
def command(
    workspace: "Workspace",
    document: str | None,
    annotator: str | None,
    everyone: bool,
    story: str | None,
    evidence: bool,
    as_json: bool,
) -> None:
    """Say how far you are in DOC, or in all documents that are to be checked, by story and by document.

    Marks by tag, how many of them have a source and how many are open (not checked, or with an unanswered question),
    the sentences that are marked or ticked, of how many, what is done, and what is due.
    """
    from workbench.domain.errors import UsageError
    from workbench.services import progress
    from workbench.services.clock import now

    if everyone and annotator is not None:
        raise UsageError("--all and --annotator exclude each other.", "Give one of them.")
    found = progress.standing(
        workspace, document, story=story, annotator=annotator, everyone=everyone, evidence=evidence
    )
    if as_json:
        write_json(_json(found, now()))
    else:
        _write(found, now(), named=everyone, one=document is not None)
    if found.withheld:
        narrate("Work here is blind: of documents that you are not done with, others' work is left out.")


def _write(found: "Standing", moment: str, *, named: bool, one: bool) -> None:
    if not found.rows:
        narrate("There is nothing to check here. Take texts in with: workbench add FILE...")
        return
    if not one:
        for name, whole in found.by_annotator(moment).items():
            write(f"{name}: {_told(whole)}")
        stories = found.by_story(moment)
        if any(story for story, _ in stories):
            write("")
            _write_sums(stories, named)
        write("")
    rows = [(row, share) for row in found.rows for share in row.shares]
    write_table(
        [(*_cells(share.tally), _state(share, moment), *([share.annotator] if named else []), row.document.id)
         for row, share in rows],
        (*_HEAD, "", *(["annotator"] if named else []), "document"),
        [_statuses(share.tally) for _, share in rows] if one else None,
    )  # fmt: skip


def _write_sums(stories: "Mapping[tuple[str, str], Sum]", named: bool) -> None:
    write_table(
        [(*_cells(one.tally), f"{one.done}/{one.documents}", *([who] if named else []), story or "(none)")
         for (story, who), one in stories.items()],
        (*_HEAD, "done", *(["annotator"] if named else []), "story"),
    )  # fmt: skip


def _cells(tally: "Tally") -> tuple[object, ...]:
    tags = tally.by_tag()
    named = (tags.get(tag, 0) for tag in ("claim", "quote", "figure"))
    return (tally.number, *named, tally.linked, tally.open, f"{tally.touched}/{tally.sentences}")


def _state(share: "Share", moment: str) -> str:
    """Done, or by when it is due."""
    if share.done:
        return "done"
    late = " (overdue)" if share.overdue(moment) else ""
    return f"due {share.due}{late}" if share.due else ""


def _statuses(tally: "Tally") -> list[str]:
    """What a document's marks are and what waits, a line each."""
    lines = [f"{name.replace('_', ' ')}: {number}" for name, number in tally.by_status().items()]
    lines += [f"correction {name}: {number}" for name, number in sorted(tally.corrections.items())]
    lines += [f"with an unanswered question: {tally.asked}"] if tally.asked else []
    return lines + ([f"without a place: {tally.unplaced}"] if tally.unplaced else [])


def _told(whole: "Sum") -> str:
    """What somebody's documents add up to, in a sentence."""
    tally = whole.tally
    told = [f"{whole.documents} document{'s' * (whole.documents != 1)} to check, {whole.done} done"]
    told += [f"{whole.overdue} overdue"] if whole.overdue else []
    told.append(f"{tally.number} mark{'s' * (tally.number != 1)}, {tally.open} open, {tally.linked} linked")
    waiting = tally.to_be_made
    told += [f"{waiting} correction{'s' * (waiting != 1)} to be made"] if waiting else []
    told += [f"{tally.asked} unanswered"] if tally.asked else []
    told += [f"{tally.unplaced} without a place"] if tally.unplaced else []
    told.append(f"{tally.touched} of {tally.sentences} sentences touched")
    return "; ".join(told)


# --- JSON ----------------------------------------------------------------------------------------------------------


def _json(found: "Standing", moment: str) -> dict[str, Any]:
    return {
        "documents": [_document(row, moment) for row in found.rows],
        "stories": [
            {"story": story or None, "annotator": who, **_sum(one)}
            for (story, who), one in found.by_story(moment).items()
        ],
        "annotators": [{"annotator": who, **_sum(one)} for who, one in found.by_annotator(moment).items()],
    }


def _document(row: "Row", moment: str) -> dict[str, Any]:
    document = row.document
    return {
        "id": document.id,
        "title": document.title,
        "role": document.role,
        "stage": document.stage,
        "stories": list(document.stories),
        "annotators": [
            {
                "annotator": share.annotator,
                **_counts(share.tally),
                "done": None if share.closed else share.done,
                "assigned": bool(share.assigned),
                "due": share.due,
                "overdue": share.overdue(moment),
            }
            for share in row.shares
        ],
    }


def _sum(one: "Sum") -> dict[str, Any]:
    return {"documents": one.documents, "done": one.done, "overdue": one.overdue, **_counts(one.tally)}


def _counts(tally: "Tally") -> dict[str, Any]:
    by_both: dict[str, dict[str, int]] = {}
    for (tag, status), number in sorted(tally.marks.items()):
        by_both.setdefault(tag, {})[status] = number
    return {
        "marks": tally.number,
        "tags": tally.by_tag(),
        "statuses": tally.by_status(),
        "by_tag_and_status": by_both,
        "linked": tally.linked,
        "open": tally.open,
        "unanswered": tally.asked,
        "corrections": dict(sorted(tally.corrections.items())),
        "unplaced": tally.unplaced,
        "sentences": {"touched": tally.touched, "untouched": tally.untouched},
    }
