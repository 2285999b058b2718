"""The desk of corrections and questions: what the screens ask for, and how a real workspace answers it."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Protocol

from workbench.domain.corrections import Item
from workbench.domain.model import CorrectionState, Placed
from workbench.services import correcting, memos
from workbench.services.workspace import Workspace
from workbench.tui.paths import typed_path

_UNNAMED = {"named": "No file was named.", "hint": "Nothing was written."}


class Wrote(NamedTuple):
    """A memo that was written: where, on how many documents, with how many of what it may hold.

    ``names`` are those in another form than the house's.
    """

    path: Path
    documents: int
    corrections: int
    questions: int
    unverified: int
    names: int


class CorrectionDesk(Protocol):
    """The services for corrections and questions, as one acting annotator; writes are refused where a mark that was
    ``seen`` has changed since. ``items`` and ``memo`` may be called from a thread of their own.
    """

    def items(self, *, everyone: bool = False) -> Sequence[Item]:
        """All corrections and questions of the acting annotator, or of everybody that may be seen, by document and
        place; the same object until something is written.
        """

    def correct(self, seen: Placed, text: str, reason: str) -> Placed:
        """Say what a mark should read, and why."""

    def move_on(self, seen: Placed, state: CorrectionState) -> Placed:
        """Say how far a correction has got."""

    def move_all(self, seen: Sequence[Placed], state: CorrectionState) -> Sequence[Placed]:
        """Say of many corrections how far they have got, as one act."""

    def drop(self, seen: Placed) -> Placed:
        """Take a correction away."""

    def query(self, seen: Placed, whom: str, text: str) -> Placed:
        """Ask somebody about a mark."""

    def rephrase(self, seen: Placed, query_id: str, whom: str, text: str) -> Placed:
        """Put a question in other words, or to somebody else."""

    def answer(self, seen: Placed, query_id: str, text: str) -> Placed:
        """Note the answer to a question about a mark."""

    def reopen(self, seen: Placed, query_id: str) -> Placed:
        """Have a question open again, without its answer."""

    def withdraw(self, seen: Placed, query_id: str) -> Placed:
        """Take a question away."""

    def there(self, path: str) -> Path | None:
        """The file that a path names as people type it, where there is one already."""

    def memo(self, path: str, documents: Collection[str], *, everyone: bool = False) -> Wrote | None:
        """Write the memo on these documents to a file; None, and no file, where nothing is to be said."""


class WorkspaceCorrections:
    """Implements :class:`CorrectionDesk` in a real workspace; ``own`` goes around every write, ``state`` tells what
    changes with each, ours and others'.
    """

    def __init__(
        self,
        workspace: Workspace,
        own: Callable[[], AbstractContextManager[None]],
        state: Callable[[], object],
        story: Callable[[], str] = str,
    ) -> None:
        self._workspace, self._own, self._state, self._story = workspace, own, state, story
        self._known: dict[tuple[bool, str], tuple[object, Sequence[Item]]] = {}

    def items(self, *, everyone: bool = False) -> Sequence[Item]:
        """Those of the story at hand, by document and place; the same object until something is written."""
        state, story = self._state(), self._story()
        known = self._known.get((everyone, story))
        if known is None or known[0] != state or not state:
            found = correcting.listing(self._workspace, everyone=everyone, story=story or None)
            known = self._known[everyone, story] = state, found
        return known[1]

    def correct(self, seen: Placed, text: str, reason: str) -> Placed:
        """Say what a mark should read, and why."""
        with self._own():
            return correcting.correct(self._workspace, seen.id, text, reason, seen=seen.revision)

    def move_on(self, seen: Placed, state: CorrectionState) -> Placed:
        """Say how far a correction has got."""
        with self._own():
            return correcting.move_on(self._workspace, seen.id, state, seen=seen.revision)

    def move_all(self, seen: Sequence[Placed], state: CorrectionState) -> Sequence[Placed]:
        """Say of many corrections how far they have got, as one act."""
        with self._own():
            return correcting.move_all(self._workspace, seen, state)

    def drop(self, seen: Placed) -> Placed:
        """Take a correction away."""
        with self._own():
            return correcting.drop(self._workspace, seen.id, seen=seen.revision)

    def query(self, seen: Placed, whom: str, text: str) -> Placed:
        """Ask somebody about a mark."""
        with self._own():
            return correcting.query(self._workspace, seen.id, whom, text, seen=seen.revision)

    def rephrase(self, seen: Placed, query_id: str, whom: str, text: str) -> Placed:
        """Put a question in other words, or to somebody else."""
        with self._own():
            return correcting.rephrase(self._workspace, query_id, whom, text, seen=seen.revision)

    def answer(self, seen: Placed, query_id: str, text: str) -> Placed:
        """Note the answer to a question about a mark."""
        with self._own():
            return correcting.answer(self._workspace, query_id, text, seen=seen.revision)

    def reopen(self, seen: Placed, query_id: str) -> Placed:
        """Have a question open again, without its answer."""
        with self._own():
            return correcting.reopen(self._workspace, query_id, seen=seen.revision)

    def withdraw(self, seen: Placed, query_id: str) -> Placed:
        """Take a question away."""
        with self._own():
            return correcting.withdraw(self._workspace, query_id, seen=seen.revision)

    def there(self, path: str) -> Path | None:
        """The file that a path names as people type it, where there is one already."""
        found = typed_path(path, **_UNNAMED)
        return found if found.exists() else None

    def memo(self, path: str, documents: Collection[str], *, everyone: bool = False) -> Wrote | None:
        """Write the memo on these documents to a file; None, and no file, where nothing is to be said."""
        target = typed_path(path, **_UNNAMED)
        made = memos.memos(self._workspace, among=documents, everyone=everyone)
        if not made:
            return None
        memos.write(made, target)
        counts = [
            sum(map(len, parts))
            for parts in (
                [one.changes for one in made],
                [one.questions for one in made],
                [one.unverified for one in made],
                [one.names for one in made],
            )
        ]
        return Wrote(target, len(made), *counts)
