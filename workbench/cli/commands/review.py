"""``workbench review``: where annotators' marks meet, to be decided on."""

from typing import TYPE_CHECKING

import click

from workbench.cli.commands._items import counted, in_terminal, item_json, tell_how, write_items
from workbench.cli.output import narrate, write_json
from workbench.cli.session import Session, json_option
from workbench.domain.pairing import STATES

if TYPE_CHECKING:
    from workbench.domain.reviewing import Case
    from workbench.services.review import Reviewed
    from workbench.services.workspace import Workspace

EXAMPLES = """\b
Examples:
  workbench review                        what everybody marked
  workbench review mara ilya --state tag --state boundary
  workbench review ilya                   sign off one colleague's marks
"""


@click.command("review", epilog=EXAMPLES)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--document", metavar="DOC", help="Only this document.")
@click.option("--story", metavar="NAME", help="Only documents of this story.")
@click.option("--state", "states", multiple=True, type=click.Choice(STATES), help="Only such items (repeatable).")
@json_option
@click.pass_obj
def command(
    session: Session,
    names: tuple[str, ...],
    document: str | None,
    story: str | None,
    states: tuple[str, ...],
    as_json: bool,
) -> int:
    """Review the marks of annotators (everyone without names): where they agree, and where not.

    Each item is one place. Its state says what it is: agreed; tag, split, boundary or details for what differs; single
    where one has nothing; not_compared where nobody else was to look. Agreed ones are listed with --state agreed, and
    with --json.
    """
    if in_terminal() and not as_json:
        return _interface(session, names, document, story, states)
    _listed(session, names, document, story, states, as_json)
    return 0


def _interface(
    session: Session, names: tuple[str, ...], document: str | None, story: str | None, states: tuple[str, ...]
) -> int:
    """The review screen, its list narrowed to what was asked for."""
    from workbench.cli.commands.open import start

    words = " ".join([*(_title(session, document) if document else []), *([story] if story else []), *states[:1]])
    return start(session, None, review=names, holding=words)


def _title(session: Session, document: str) -> list[str]:
    """The title of a document, by which the list is narrowed."""
    from workbench.services import documents

    workspace = session.open()
    try:
        return [documents.get(workspace, document).title]
    finally:
        workspace.close()


def _listed(
    session: Session,
    names: tuple[str, ...],
    document: str | None,
    story: str | None,
    states: tuple[str, ...],
    as_json: bool,
) -> None:
    from workbench.services import items, review

    workspace = session.open()
    try:
        reviewed = review.review(workspace, names, document=document, story=story)
        found = [(one, case) for one in reviewed for case in one.cases if not states or case.item.state in states]
        if as_json:
            write_json({"items": [item_json(case) for _, case in found]})
            return
        _write(workspace, found, items.short_ids(workspace, names) if found else {}, bool(states))
    finally:
        workspace.close()


def _write(workspace: "Workspace", found: list[tuple["Reviewed", "Case"]], short: dict[str, str], chosen: bool) -> None:
    listed = found if chosen else [one for one in found if one[1].item.state != "agreed"]
    write_items(workspace, listed, short)
    waiting = sum(case.open for _, case in found)
    if not found:
        narrate("There are no such review items." if chosen else "Nobody has marked anything here.")
        return
    narrate(f"{counted(len(found), 'item')}, {waiting} to decide.")
    hidden = [case for _, case in found if case.item.state == "agreed"]
    if hidden and not chosen:
        undecided = sum(case.open for case in hidden)
        narrate(f"{len(hidden)} agreed (list them with --state agreed), {undecided} to decide.")
        if undecided:
            narrate("Accept these at once with: workbench decide --agreed")
    if waiting:
        tell_how()
