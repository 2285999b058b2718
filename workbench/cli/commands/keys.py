"""``workbench keys``: the key map."""

import click

from workbench.cli.output import write


@click.command("keys")
def command() -> None:
    """Write the key map, as it stands in docs/keys.md."""
    from workbench.tui.keydocs import render

    write(render().rstrip())
