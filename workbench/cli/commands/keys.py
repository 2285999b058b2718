"""``workbench keys``: the key map."""

import click

from workbench.cli.output import write


@click.command("keys")
@click.option("--ids", is_flag=True, help="Write the commands' ids with their keys, for a key map of your own.")
def command(ids: bool) -> None:
    """Write the key map, as it stands in docs/keys.md.

    Your own keys stand in config.yaml in your configuration folder: `keys: {mark.note: "M"}`.
    """
    from workbench.tui.keydocs import render
    from workbench.tui.keys import REGISTRY, spoken

    if ids:
        for row in REGISTRY:
            write(f"{row.id:24} {'  '.join(map(spoken, row.keys)):20} {row.label}")
    else:
        write(render().rstrip())
