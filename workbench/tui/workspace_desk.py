"""The desk of a real workspace: what the screens ask for, answered by the services."""

from collections.abc import Sequence
from typing import cast

from workbench.domain.model import Placed, Status
from workbench.services import annotations as marks
from workbench.services import documents as texts
from workbench.services import history
from workbench.services.workspace import Workspace
from workbench.tui.desk import DocumentRow, Step


class WorkspaceDesk:
    """Implements :class:`workbench.tui.desk.Desk` over an opened workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def annotator(self) -> str:
        """The acting annotator."""
        return self._workspace.annotator

    @property
    def workspace(self) -> str:
        """The workspace's name."""
        return self._workspace.name

    def documents(self) -> Sequence[DocumentRow]:
        """All documents with the acting annotator's counts, by title."""
        return [self._row(row) for row in texts.listing(self._workspace)]

    def _row(self, row: texts.Row) -> DocumentRow:
        one, mine = row.document, self.annotator
        return DocumentRow(
            id=one.id,
            title=one.title,
            publisher=one.publisher,
            published=one.published or "",
            role=one.role,
            stage=one.stage,
            stories=one.stories,
            characters=one.characters,
            counts=row.by_tag(mine),
            open=sum(n for status, n in row.by_status(mine).items() if status not in marks.SETTLED),
            others=sum(row.by_tag().values()) - sum(row.by_tag(mine).values()),
            done=mine in row.done,
        )

    def text(self, document_id: str) -> str:
        """The stored text of a document."""
        return texts.text_of(self._workspace, document_id)

    def annotations(self, document_id: str) -> Sequence[Placed]:
        """The annotations of all annotators on a document, placed or not."""
        return marks.of_document(self._workspace, document_id)

    def annotate(self, document_id: str, start: int, end: int, tag: str) -> Placed:
        """Mark ``[start, end)`` (code points)."""
        return marks.annotate(self._workspace, document_id, (start, end), tag)

    def edit(
        self,
        seen: Placed,
        *,
        span: tuple[int, int] | None = None,
        tag: str | None = None,
        note: str | None = None,
        status: str | None = None,
    ) -> Placed:
        """Change what is given and leave the rest; refused where it has changed since it was ``seen``."""
        return marks.edit(
            self._workspace,
            seen.id,
            seen=seen.revision,
            span=span,
            tag=tag,
            fields=None if note is None else {"note": note},
            status=cast("Status | None", status),
        )

    def delete(self, seen: Placed) -> Placed:
        """Take an annotation away; undo brings it back."""
        return marks.delete(self._workspace, seen.id, seen=seen.revision)

    def undo(self) -> Step:
        """Take back the acting annotator's last change."""
        return self._step(history.undo(self._workspace))

    def redo(self) -> Step:
        """Make again what was last taken back."""
        return self._step(history.redo(self._workspace))

    def _step(self, step: history.Step) -> Step:
        changes = [one for one in step.changes if one.entity == "annotation"]
        touched = [state for one in changes for state in (one.after or one.before,) if isinstance(state, Placed)]
        here = {touched[0].document} if touched else set()
        current = {one.id: one for document in here for one in self.annotations(document)}
        return Step(
            summary=f"{'Undone' if step.kind == 'undo' else 'Done again'}: {step.summary}",
            document=next(iter(here), None),
            changed=[current[one.row_id] for one in changes if one.row_id in current],
            removed=[one.row_id for one in changes if one.after is None],
        )
