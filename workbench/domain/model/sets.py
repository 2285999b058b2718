"""Annotation sets: one annotator's annotations of one document, as a file carries them."""

from typing import Literal

import msgspec

from workbench.domain.model.annotations import Annotation, Comment, Orphan
from workbench.domain.model.documents import DocumentRef
from workbench.domain.model.sources import Source
from workbench.domain.model.types import DecisionAction, Digest, Key, Name, Offset, SetKind, Timestamp, Value


class Decision(Value, frozen=True, kw_only=True):
    """A reviewer's word on a review item: never changed, only followed by another.

    ``readings`` are the annotations that stood there and ``contents`` the digests of their places, tags and
    details, in the same order; ``made`` the adjudicated annotations that came of it.
    """

    id: Key
    item: Key
    action: DecisionAction
    readings: tuple[Key, ...] = ()
    contents: tuple[Digest, ...] = ()
    made: tuple[Key, ...] = ()
    reason: str = ""
    by: Name
    at: Timestamp


class AnnotationSet(Value, frozen=True, kw_only=True):
    """One annotator's annotations of one document, as a file carries them."""

    format: Literal["workbench/annotation-set"]
    version: Literal[1]
    kind: SetKind
    document: DocumentRef
    annotator: Name
    from_: tuple[Name, ...] = msgspec.field(name="from", default=())
    done: bool = False
    annotations: tuple[Annotation, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    coverage: tuple[tuple[Offset, Offset], ...] = ()
    comments: tuple[Comment, ...] = ()
    decisions: tuple[Decision, ...] = ()
    sources: tuple[Source, ...] = ()
