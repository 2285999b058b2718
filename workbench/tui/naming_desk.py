"""The names of a real workspace, for the screens: read when they are asked for, and again when something changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.services import naming

if TYPE_CHECKING:
    from workbench.domain.nameshouse import HouseName
    from workbench.services.naming import Naming
    from workbench.services.workspace import Workspace

_OFFERED: Mapping[str, bool] = {"said_by": True, "relayed_by": True, "figure.counts": False, "figure.population": False}
"""The fields that hold names, and whether house forms are offered there that no mark has yet."""


class WorkspaceNaming:
    """Implements :class:`workbench.tui.desk.NamingDesk` over an opened workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._kept: tuple[object, Naming] | None = None

    def names(self) -> Naming:
        """The names of all documents, those that were found last where neither texts nor house forms have changed."""
        state = naming.state(self._workspace)
        kept = self._kept
        if kept is None or kept[0] != state:
            self._kept = kept = (state, naming.names(self._workspace))
        return kept[1]

    def choose(self, form: str, forms: Sequence[str]) -> tuple[HouseName, bool]:
        """Make one of the forms of a name the house form; whether that changed anything."""
        return naming.choose(self._workspace, form, forms=forms)

    def forget(self, form: str) -> HouseName:
        """Take a house form back."""
        return naming.forget(self._workspace, form)

    def completing(self, field: str, used: Sequence[str]) -> Mapping[str, str]:
        """For a field what to offer in place of values: the house form of each that has one, house forms first."""
        if field not in _OFFERED:
            return {}
        return naming.preferred(used, naming.house(self._workspace), offered=_OFFERED[field])
