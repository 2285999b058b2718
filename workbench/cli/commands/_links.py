"""Links as the command line tells them: a line each, and what they add up to."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbench.domain.backing import told
from workbench.domain.model import Annotation, Link, Placed
from workbench.domain.relations import Tie
from workbench.domain.sources import Ledger, OriginCount, caption, standing

if TYPE_CHECKING:
    from workbench.services.workspace import Workspace


def ledger_for(workspace: "Workspace", marks: Iterable[Placed]) -> Ledger:
    """All sources by id, where any of these annotations has a link; else nothing is read."""
    if not any(one.annotation.links for one in marks):
        return {}
    from workbench.services import sources

    return sources.ledger(workspace)


def links_told(ledger: Ledger, mark: Annotation, count: OriginCount | None) -> list[str]:
    """An annotation's links and ties, a line each, and how many sources of how many origins they are."""
    ties = [f"{Tie(one.type, one.target, forward=True).words}: {one.target[-8:]}" for one in mark.relations]
    counted = told(ledger, count) if count is not None else []
    return [link_told(ledger, one) for one in mark.links] + counted + ties


def link_told(ledger: Ledger, link: Link) -> str:
    """A link in a line: how it stands to the annotation, what its source is called, and where to look."""
    source = ledger.get(standing(ledger, link.source))
    name = " ".join((caption(source) if source is not None else link.source).split())
    return f"{link.relation}: {name}" + (f", {link.locator}" if link.locator else "")
