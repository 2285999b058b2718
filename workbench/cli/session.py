"""What every command shares: the global options, and the workspace they lead to."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.output import narrate
from workbench.domain.errors import UsageError

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


@dataclass
class Session:
    """The global options of one invocation."""

    folder: Path
    database: str | None = None
    annotator: str | None = None

    @property
    def root(self) -> Path:
        """The workspace's folder; raises :class:`workbench.domain.errors.UsageError` outside of one."""
        from workbench.services.paths import find_root

        return find_root(self.folder)

    def open(self, wait: float | None = None) -> "Workspace":
        """The workspace, opened as the acting annotator."""
        from workbench.services import workspace

        for name, value in (("--as", self.annotator), ("--db", self.database)):
            if value is not None and not value.strip():
                raise UsageError(f"{name} was given nothing.", "Give a value, or leave the option out.")
        patience = {} if wait is None else {"wait": wait}
        opened = workspace.open_workspace(self.root, database=self.database, annotator=self.annotator, **patience)
        if opened.fresh and any((opened.root / "documents").glob("*.yaml")):
            narrate("This workspace had no store here yet; its files are taken in with: workbench import .")
        return opened


def with_workspace(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the opened workspace as its first argument, and close it afterwards."""

    @click.pass_obj
    @functools.wraps(command)
    def run(session: Session, *args: Any, **kwargs: Any) -> Any:
        workspace = session.open()
        try:
            return command(workspace, *args, **kwargs)
        finally:
            workspace.close()

    return run


json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON to standard output.")
