"""``--include-confidential``: a person wants confidential sources told, and says so once more when asked."""

import sys
from collections.abc import Callable
from typing import Any

import click

from workbench.cli.output import narrate
from workbench.domain.errors import UsageError


def openly_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that can write confidential sources as they are."""
    command = click.option("--yes", is_flag=True, help="With --include-confidential: do not ask.")(command)
    told = "Tell who confidential sources are; asks first."
    return click.option("--include-confidential", "openly", is_flag=True, help=told)(command)


def agreed(openly: bool, yes: bool, where: str) -> bool:
    """Whether confidential sources are to be told: they were asked for, and a person has said yes to it.

    ``where`` says where their names would go. Raises :class:`UsageError` where nobody can be asked,
    :class:`click.Abort` where the answer is no.
    """
    if yes and not openly:
        raise UsageError("--yes goes with --include-confidential.", "Leave it out.")
    if not openly or yes:
        return openly
    if not sys.stdin.isatty():
        raise UsageError(
            f"This would tell who confidential sources are, {where}.", "Say --yes too, where nobody can be asked."
        )
    narrate(f"This tells who confidential sources are, {where}: names, contacts, addresses, notes and files.")
    click.confirm("Write it all the same?", abort=True, err=True)
    return True
