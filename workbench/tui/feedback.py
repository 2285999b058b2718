"""What became of one's marks under review: a list of them, from which one goes to a mark, or answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.differences import details
from workbench.tui.details import label_of
from workbench.tui.keys import way
from workbench.tui.screens.picker import Picker, Picking
from workbench.tui.screens.reader import Reader
from workbench.tui.table import Column, Row

if TYPE_CHECKING:
    from workbench.services.feedback import Told
    from workbench.tui.app import Workbench
    from workbench.tui.keyed import Keyed

_COLUMNS = (Column("Became", 9), Column("Tag", 7, from_width=60), Column("Words"), Column("By", 12, from_width=50),
            Column("Why", 30, from_width=110))  # fmt: skip
_NOTHING = "No reviewer has changed, rejected or returned a mark of yours."


def show(app: Workbench, beneath: Keyed) -> None:
    """List the acting annotator's marks that reviewers changed, rejected or returned."""
    told = {f"{number}": one for number, one in enumerate(beneath.desk.reviewing.feedback())}
    rows = [
        Row(key, (one.outcome, one.mark.annotation.tag, " ".join(one.mark.annotation.exact[:300].split()),
                  one.decision.by, one.decision.reason), words=f"{one.mark.annotation.exact} {said(one)}")
        for key, one in told.items()
    ]  # fmt: skip
    app.push_screen(
        Picker(
            Picking(
                "What became of your marks, holding:", _COLUMNS, rows, lambda key: _go(app, told[key]), empty=_NOTHING,
                tell=lambda key: said(told[key]),
            )
        )
    )  # fmt: skip


def said(one: Told) -> str:
    """All that there is to hear of a mark, in a line."""
    mark, reason = one.mark.annotation, f": {one.decision.reason}" if one.decision.reason else ""
    parts = [f"{one.outcome} by {one.decision.by}{reason}"]
    for now in one.now:
        if (now.start, now.end) != (mark.start, mark.end):
            parts.append(f"now \u201c{' '.join(now.exact.split())}\u201d")
        if now.tag != mark.tag:
            parts.append(f"now a {now.tag}")
        mine, theirs = details(mark), details(now)
        parts += [
            f"{label_of(name)} now {theirs.get(name) or 'nothing'}"
            for name in dict.fromkeys((*mine, *theirs))
            if mine.get(name) != theirs.get(name)
        ]
    parts += [f"{comment.by}: {comment.text}" for comment in one.thread]
    return " \u00b7 ".join(parts)


def _go(app: Workbench, one: Told) -> None:
    """Read the mark in its article."""
    row = next((row for row in app.desk.documents() if row.id == one.mark.document), None) if app.desk else None
    if row is not None:
        reader = Reader(row.id, row.title, None, row).fitting(app.size)
        reader.begin_at(one.mark.annotation.start)
        answer = f"{way('mark.comment')} answers. " if one.outcome == "returned" else ""
        reader.say(f"{answer}{said(one)}")
        app.push_screen(reader)
