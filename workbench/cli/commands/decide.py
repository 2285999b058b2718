"""``workbench decide``: a reviewer's word on a review item."""

from typing import TYPE_CHECKING

import click

from workbench.cli.commands._fields import FIELDS_HELP, SpanType, assignments
from workbench.cli.commands._items import counted, day, decision_json, in_terminal, one_line, width, words_of
from workbench.cli.output import narrate, write, write_json
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.domain.model import Decision
    from workbench.domain.reviewing import Case
    from workbench.services.workspace import Workspace

ACTIONS = ("accept", "amend", "reject", "return")
EXAMPLES = f"""\b
Examples:
  workbench decide b34407 accept mara --reason "the bound belongs to it"
  workbench decide b2b8d6 accept mara --take value=ilya
  workbench decide 21ca4e accept ilya --tag quote
  workbench decide 058ea0 amend --span 1204:1215 --set said_by=own_voice
  workbench decide d68760 reject --reason "nothing to check"
  workbench decide ed7f23 return --reason "Which recording?"
  workbench decide --agreed --yes

{FIELDS_HELP}
"""
_OPTIONS = {  # which actions take an option
    "--span": {"amend"},
    "--set": {"amend"},
    "--tag": {"accept", "amend"},
    "--take": {"accept"},
    "ANNOTATOR": {"accept", "amend"},
    "--of": {"accept", "amend"},
}


@click.command("decide", epilog=EXAMPLES)
@click.argument("item", metavar="[ITEM]", required=False)
@click.argument("action", metavar="accept|amend|reject|return", type=click.Choice(ACTIONS), required=False)
@click.argument("annotator", metavar="[ANNOTATOR]", required=False)
@click.option("--of", "of", metavar="ANNOTATOR", help="Whose reading to accept or amend.")
@click.option("--reason", default="", help="Why; for return the question.")
@click.option("--tag", help="Accept as, or amend to, this tag.")
@click.option("--take", multiple=True, metavar="FIELD=ANNOTATOR", help="Accept, with this field as another has it.")
@click.option("--span", type=SpanType(), metavar="START:END", help="Amend to this place.")
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE", help="Amend a field (repeatable).")
@click.option("--among", multiple=True, metavar="NAME", help="Among the marks of these annotators only (repeatable).")
@click.option("--agreed", is_flag=True, help="Accept all undecided items on which everybody agrees.")
@click.option("--document", metavar="DOC", help="With --agreed: only of this document.")
@click.option("--story", metavar="NAME", help="With --agreed: only of this story's documents.")
@click.option("--yes", is_flag=True, help="With --agreed: do not ask.")
@json_option
@with_workspace
def command(
    workspace: "Workspace",
    item: str | None,
    action: str | None,
    annotator: str | None,
    of: str | None,
    reason: str,
    tag: str | None,
    take: tuple[str, ...],
    span: tuple[int, int] | None,
    fields: tuple[str, ...],
    among: tuple[str, ...],
    agreed: bool,
    document: str | None,
    story: str | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Decide on review item ITEM (or the first four or more characters of its id, as review lists it).

    accept takes an annotator's reading, amend one with your own words, tag or fields, reject none, return asks the
    annotators a question. A later decision takes the place of an earlier one; each is undone with workbench undo.
    """
    from workbench.domain.errors import UsageError
    from workbench.services import items, review

    given = {
        "--span": span, "--set": fields, "--tag": tag, "--take": take, "ANNOTATOR": annotator, "--of": of,
    }  # fmt: skip
    if agreed:
        extra = [name for name, value in given.items() if value not in (None, ())]
        if item is not None or extra or reason:
            raise UsageError("--agreed accepts all agreed items as they are.", "Leave item, action and reason out.")
        _accept_agreed(workspace, among, document, story, yes, as_json)
        return
    if item is None or action is None:
        raise UsageError(
            "Say which item and what of it.", "Such as: workbench decide ITEM accept NAME; or --agreed for all agreed."
        )
    if document is not None or story is not None or yes:
        raise UsageError("--document, --story and --yes go with --agreed.", "An item is in one place.")
    for name, value in given.items():
        if value not in (None, ()) and action not in _OPTIONS[name]:
            raise UsageError(
                f"{'An annotator' if name == 'ANNOTATOR' else name} does not go with {action}.",
                f"It goes with {' and '.join(sorted(_OPTIONS[name]))}.",
            )
    if annotator is not None and of is not None and annotator != of:
        raise UsageError("Two annotators are named.", "Name one, whose reading is meant.")
    whose = annotator if annotator is not None else of
    case = items.find(workspace, item, among)
    if action == "accept":
        decision = review.accept(
            workspace, case, whose, tag=tag, take=_takes(workspace, case, whose, tag, take), reason=reason
        )
    elif action == "amend":
        if span is None and tag is None and not fields:
            raise UsageError("Nothing was said to amend.", "Give --span, --tag or --set; or accept a reading as it is.")
        decision = review.amend(
            workspace, case, whose, span=span, tag=tag, fields=assignments(fields, None), reason=reason
        )
    elif action == "reject":
        decision = review.reject(workspace, case, reason)
    else:
        decision = review.give_back(workspace, case, reason)
    _tell(workspace, case, decision, as_json)


def _tell(workspace: "Workspace", case: "Case", decision: "Decision", as_json: bool) -> None:
    from workbench.services import annotations

    if as_json:
        write_json(decision_json(decision, case.document))
    else:
        start = f"{decision.item[:8]}  {decision.action}  "
        stands = [annotations.get(workspace, one).annotation for one in decision.made]
        for mark in stands or [case.item.readings[0].mark]:
            write(start + words_of(mark, width() - len(start)))
    before = case.decision
    if before is not None and before.item == decision.item:
        narrate(f"It takes the place of your {before.action} of {day(before.at)}.")
    narrate("Saved. workbench undo takes it back; workbench export hands it on.")


def _takes(
    workspace: "Workspace", case: "Case", whose: str | None, tag: str | None, given: tuple[str, ...]
) -> "Mapping[str, str]":
    """``FIELD=ANNOTATOR`` words as a mapping; each field must be one that both readings have."""
    from workbench.domain.errors import UsageError
    from workbench.services.review import readings_of

    taken: dict[str, str] = {}
    for word in given:
        name, equals, other = (part.strip() for part in word.partition("="))
        if not (name and equals and other):
            raise UsageError(
                f'"{one_line(word)}" takes no field.', "Write --take field=annotator, such as --take value=ilya."
            )
        theirs, mine = readings_of(case, other)[0].mark, readings_of(case, whose)[0].mark
        for kind in (theirs.tag, tag or mine.tag):
            if name not in _takable(workspace, kind):
                differ = ", ".join(case.item.differs)
                raise UsageError(
                    f'A {kind} has no field "{one_line(name)}" to take.',
                    f"The readings differ in {differ}." if differ else "The readings differ in no field.",
                )
        taken[name] = other
    return taken


def _takable(workspace: "Workspace", tag: str) -> list[str]:
    from workbench.domain.fields import names

    return [*names(tag, workspace.scheme), "links", *(["verdicts"] if tag == "claim" else [])]


def _accept_agreed(
    workspace: "Workspace", among: tuple[str, ...], document: str | None, story: str | None, yes: bool, as_json: bool
) -> None:
    from workbench.services import review

    reviewed = review.review(workspace, among, document=document, story=story)
    waiting = [case for one in reviewed for case in one.cases if case.item.state == review.AGREED and case.open]
    places = counted(len({case.document for case in waiting}), "document")
    if waiting:
        narrate(f"{counted(len(waiting), 'agreed item')} to accept in {places}.")
    else:
        narrate("There are no undecided items on which everybody agrees.")
    if waiting and not yes and in_terminal() and not click.confirm("Accept them?", err=True):
        narrate("Nothing was decided.")
        waiting = []
    done = review.accept_agreed(workspace, waiting) if waiting else 0
    if as_json:
        write_json({"accepted": done, "items": [case.item.id for case in waiting]})
    if done:
        narrate(f"Accepted {done}. workbench undo takes all of them back.")
