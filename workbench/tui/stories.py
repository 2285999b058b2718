"""The story at hand: chosen from a list, it narrows the lists of every screen to its documents."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from workbench.tui.details import plural
from workbench.tui.keyed import Keyed
from workbench.tui.screens.picker import Picker, Picking
from workbench.tui.table import Column, Row

if TYPE_CHECKING:
    from workbench.tui.app import Workbench
    from workbench.tui.desk import Desk

_ALL = ""
_COLUMNS = (Column("Story"), Column("Documents", 9, right=True), Column("To check", 8, right=True, from_width=50))


def choose(app: Workbench, screen: Keyed) -> None:
    """List the stories, with how many documents each has; the one that is taken narrows every list."""
    desk = screen.desk
    documents: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    every = desk.documents()
    for row in every:
        for story in row.stories:
            documents[story] += 1
            waiting[story] += row.open if row.role == "check" else 0
    rows = [Row(_key(story), (story, str(documents[story]), str(waiting[story] or ""))) for story in sorted(documents)]
    if rows:
        rows.insert(0, Row(_key(_ALL), ("All stories, and documents without one", str(len(every)), "")))
    empty = "No document belongs to a story: workbench documents edit DOC --story NAME puts it into one."
    taken = partial(_taken, app, screen, desk)
    app.push_screen(Picker(Picking("Story:", _COLUMNS, rows, taken, current=_key(desk.story), empty=empty)))


def _key(story: str) -> str:
    return f"s:{story}"


def _taken(app: Workbench, screen: Keyed, desk: Desk, key: str) -> None:
    desk.story = key.removeprefix("s:")
    for one in app.screen_stack:
        if isinstance(one, Keyed):
            one.narrowed()
    if desk.story:
        here = sum(desk.story in row.stories for row in desk.documents())
        screen.say(f"Only \u201c{desk.story}\u201d now: {here} {plural(here, 'document')}, in every list.")
    else:
        screen.say("All documents again.")
    screen.show_status()
