"""Blind work: whose marks the acting annotator may see. Every service that tells of others' marks asks here.

With ``blind`` in the settings an annotator sees nobody else's marks of a document before being done with it: no
content, count or id of them; who is among the ``reviewers`` sees all. Files are stored as ever: they lie open, and
blind work is an agreement among colleagues, not a lock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from workbench.domain.model import Conflict, Decided, Placed, Remark, SetHeader
from workbench.services.workspace import Workspace
from workbench.store import repository
from workbench.store.engine import Connection
from workbench.store.journal import Changed


class Owned(Protocol):
    """What belongs to one annotator in one document: a mark, a set, a decision, a comment, a count."""

    @property
    def document(self) -> str:
        """The document's id."""

    @property
    def annotator(self) -> str:
        """Whose it is."""


T = TypeVar("T", bound=Owned)


@dataclass(frozen=True)
class Sight:
    """What one annotator may see: everything, or (``blind``) their own and all of the documents they are done with."""

    annotator: str
    blind: bool = False
    finished: frozenset[str] = frozenset()

    def opens(self, document_id: str) -> bool:
        """Whether others' marks of a document may be seen."""
        return not self.blind or document_id in self.finished

    def sees(self, one: Owned) -> bool:
        """Whether a mark, or what else belongs to an annotator in a document, may be seen."""
        return not self.blind or one.annotator == self.annotator or one.document in self.finished

    def only(self, things: Iterable[T]) -> list[T]:
        """Those of many that may be seen."""
        return [one for one in things if self.sees(one)] if self.blind else list(things)


def sight(connection: Connection, workspace: Workspace) -> Sight:
    """What the acting annotator may see now, as this transaction finds it; no query where work is not blind."""
    name = workspace.annotator
    if not workspace.settings.blind or name in workspace.settings.reviewers:
        return Sight(name)
    return Sight(name, True, frozenset(repository.finished(connection, name)))


def may_see(workspace: Workspace, connection: Connection, document_id: str) -> bool:
    """Whether the acting annotator may see others' marks of a document."""
    return sight(connection, workspace).opens(document_id)


def hidden(connection: Connection, workspace: Workspace) -> frozenset[str]:
    """The ids of the documents, archived ones too, of which the acting annotator may not see others' marks."""
    mine = sight(connection, workspace)
    if not mine.blind:
        return frozenset()
    return frozenset(repository.document_ids(connection, archived=True)) - mine.finished


def conflicts(connection: Connection, workspace: Workspace) -> dict[str, Conflict]:
    """The open conflicts that the acting annotator may see, by annotation id."""
    mine = sight(connection, workspace)
    found = repository.conflicts(connection)
    return {key: one for key, one in found.items() if not mine.blind or _concerns(connection, mine, one)}


def changes(connection: Connection, workspace: Workspace, made: Iterable[Changed]) -> list[Changed]:
    """Of changed rows those that the acting annotator may see, as an undo tells them."""
    mine = sight(connection, workspace)
    return [one for one in made if not mine.blind or _shows(connection, mine, one)]


def _shows(connection: Connection, mine: Sight, changed: Changed) -> bool:
    for state in (changed.before, changed.after):
        match state:
            case Placed() | SetHeader() | Decided() | Remark() if not mine.sees(state):
                return False
            case Conflict() if not _concerns(connection, mine, state):
                return False
    return True


def _concerns(connection: Connection, mine: Sight, conflict: Conflict) -> bool:
    """Whether both sides of a conflict may be seen; one that is deleted on both sides is nobody's."""
    sides = (repository.find_annotation(connection, conflict.annotation), conflict.theirs)
    there = [one for one in sides if one is not None]
    return bool(there) and all(map(mine.sees, there))
