"""The options that describe a document, shared by ``add`` and ``documents edit``."""

from collections.abc import Callable
from typing import Any

import click

_OPTIONS = (
    click.option("--title", help="Its title."),
    click.option("--publisher", help="Who published it."),
    click.option("--author", help="Who wrote it."),
    click.option("--url", help="Where it stands."),
    click.option("--published", metavar="DATE", help="When it was published: a date, or a date-time with zone."),
    click.option("--updated", metavar="DATE", help="When it was last updated."),
    click.option("--language", metavar="TAG", help="Its language as a BCP 47 tag, such as en-GB."),
    click.option("--role", type=click.Choice(["check", "evidence"]), help="To be checked, or backup."),
    click.option("--stage", type=click.Choice(["draft", "published"]), help="A draft, or published."),
    click.option("--story", "stories", multiple=True, metavar="NAME", help="A story it belongs to (repeatable)."),
    click.option("--revision-of", metavar="DOC", help="The document of which it is a newer version."),
)


def metadata_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command; they arrive as keyword arguments, absent ones as None or ()."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def given(options: dict[str, Any]) -> dict[str, Any]:
    """The options that were used, checked against the model."""
    from workbench.services.documents import clean

    return {name: clean(name, value) for name, value in options.items() if value not in (None, ())}
