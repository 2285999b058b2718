"""``workbench relate``: tie an annotation to another one."""

from typing import TYPE_CHECKING, get_args

import click

from workbench.cli.output import narrate, one_json, write_json
from workbench.cli.session import json_option, with_workspace
from workbench.domain.model import RelationType

if TYPE_CHECKING:
    from workbench.domain.model import Placed
    from workbench.services.workspace import Workspace


@click.command("relate")
@click.argument("annotation", metavar="ANN")
@click.argument("relation", metavar="TYPE", type=click.Choice(get_args(RelationType)))
@click.argument("target", metavar="ANN")
@click.option("--remove", is_flag=True, help="Take this tie away.")
@json_option
@with_workspace
def command(
    workspace: "Workspace", annotation: str, relation: RelationType, target: str, remove: bool, as_json: bool
) -> None:
    """Say how your annotation stands to another: same_as, contradicts, part_of, continues, derived_from, quoted_from.

    `continues` ties the parts of an interrupted quotation.
    """
    from workbench.domain.relations import Tie
    from workbench.services import annotations, linking

    if remove:
        after = linking.unrelate(workspace, annotation, target, relation)
    else:
        after = linking.relate(workspace, annotation, relation, target)
    if as_json:
        write_json(one_json(workspace, after))
    how = Tie(relation, target, forward=True).words
    if remove:
        narrate(f"{_words(after)}: no longer {how} {target}. workbench undo brings it back.")
    else:
        narrate(f"{_words(after)}: {how} {_words(annotations.get(workspace, target))}.")


def _words(one: "Placed") -> str:
    return f"“{' '.join(one.annotation.exact.split())[:60]}”"
