"""What the store holds: annotations with their place and revision, set headers, conflicts."""

import msgspec

from workbench.domain.model.annotations import Annotation, Comment
from workbench.domain.model.sets import Decision
from workbench.domain.model.sources import Source
from workbench.domain.model.types import AnchorState, Digest, Key, Line, Name, Offset, SetKind, Value


class SetHeader(Value, frozen=True, kw_only=True):
    """What an annotation set holds besides its annotations, as the store keeps it."""

    document: Key
    annotator: Name
    kind: SetKind = "annotations"
    from_: tuple[Name, ...] = msgspec.field(name="from", default=())
    done: bool = False
    coverage: tuple[tuple[Offset, Offset], ...] = ()


class Decided(Value, frozen=True, kw_only=True):
    """A decision as the store holds it: in which document it was made, and in whose adjudicated set it stands."""

    document: Key
    annotator: Name
    kind: SetKind = "adjudicated"
    decision: Decision


class Remark(Value, frozen=True, kw_only=True):
    """A comment as the store holds it: in which set it travels."""

    document: Key
    annotator: Name
    kind: SetKind = "annotations"
    comment: Comment


class Unplaced(Value, frozen=True, kw_only=True):
    """Why an annotation has no place here, and the text in which its start and end are counted."""

    sha256: Digest
    reason: Line


class Placed(Value, frozen=True, kw_only=True):
    """An annotation as the store holds it: where it belongs, how it is anchored, and at which revision it stands.

    Where ``anchor_state`` is proposal or orphan, ``unplaced`` says why, the annotation's offsets are those of the
    text it came with, and ``proposal`` is a place that was found for it: start, end and a score from 0 to 1.
    """

    document: Key
    annotator: Name
    kind: SetKind = "annotations"
    annotation: Annotation
    anchor_state: AnchorState = "exact"
    unplaced: Unplaced | None = None
    proposal: tuple[int, int, float] | None = None
    revision: int = 0

    @property
    def id(self) -> str:
        """The annotation's id."""
        return self.annotation.id

    @property
    def placed(self) -> bool:
        """Whether it has a place in the text."""
        return self.unplaced is None


class Rival(Value, frozen=True, kw_only=True):
    """A source as somebody else's set has it, where that contradicts ours; ``annotator`` is whose set it is."""

    annotator: Name
    source: Source


class Entry(Value, frozen=True, kw_only=True):
    """A source as the ledger holds it: ours, and what others' sets say differently and nobody has settled.

    ``forgotten`` are the SHA-256 of the ids that a purged source had before: a set that names one means it.
    """

    source: Source
    rivals: tuple[Rival, ...] = ()
    forgotten: tuple[Digest, ...] = ()


class Conflict(Value, frozen=True, kw_only=True):
    """An incoming state of an annotation that contradicts ours; ``theirs`` is None where it was deleted there.

    ``content`` is the content digest of ``theirs``.
    """

    annotation: Key
    theirs: Placed | None = None
    content: Digest | None = None
