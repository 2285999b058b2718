"""What the screens ask of the services: a protocol, and the small values that go with it.

Every call is synchronous and made on the UI's own thread; writes are committed when it returns. A refusal is a
:class:`workbench.domain.errors.WorkbenchError`, whose words are shown as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from workbench.domain.model import Placed


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as the library lists it.

    ``counts`` has the acting annotator's marks by tag, ``open`` those of them not settled, ``others`` the number of
    marks by other annotators; ``characters`` is the length in code points.
    """

    id: str
    title: str
    publisher: str = ""
    published: str = ""
    role: str = "check"
    stage: str = "published"
    stories: tuple[str, ...] = ()
    characters: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    open: int = 0
    others: int = 0
    done: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What an undo or a redo did: in words, and in which document; the annotations that it made, brought back or
    changed, as they now stand, and the ids of those that it took away.
    """

    summary: str
    document: str | None = None
    changed: "Sequence[Placed]" = ()
    removed: Sequence[str] = ()


class Desk(Protocol):
    """The services that the screens work with, as one acting annotator."""

    @property
    def annotator(self) -> str:
        """The acting annotator."""

    @property
    def workspace(self) -> str:
        """The workspace's name."""

    def documents(self) -> Sequence[DocumentRow]:
        """All documents, in the order in which they are listed."""

    def text(self, document_id: str) -> str:
        """The stored text of a document."""

    def annotations(self, document_id: str) -> "Sequence[Placed]":
        """The annotations of all annotators on a document, placed or not."""

    def annotate(self, document_id: str, start: int, end: int, tag: str) -> "Placed":
        """Mark ``[start, end)`` (code points)."""

    def edit(
        self,
        seen: "Placed",
        *,
        span: tuple[int, int] | None = None,
        tag: str | None = None,
        note: str | None = None,
        status: str | None = None,
    ) -> "Placed":
        """Change what is given and leave the rest; refused where it has changed since it was ``seen``."""

    def delete(self, seen: "Placed") -> "Placed":
        """Take an annotation away; undo brings it back."""

    def undo(self) -> Step:
        """Take back the acting annotator's last change."""

    def redo(self) -> Step:
        """Make again what was last taken back."""
