"""Documents: the metadata of immutable texts."""

from workbench.domain.model.types import Day, Digest, Key, Line, Name, Offset, Priority, Role, Stage, Timestamp, Value


class Assignment(Value, frozen=True, kw_only=True):
    """Who shall check a document, or a range of it, by when."""

    annotator: Name
    start: Offset | None = None
    end: Offset | None = None
    priority: Priority | None = None
    due: Day | None = None


class Document(Value, frozen=True, kw_only=True):
    """The metadata of one immutable text; the text itself is kept beside it."""

    id: Key
    title: Line
    publisher: str = ""
    author: str = ""
    url: str = ""
    published: Day | None = None
    updated: Day | None = None
    retrieved: Timestamp | None = None
    language: str = ""
    role: Role = "check"
    stage: Stage = "published"
    stories: tuple[Line, ...] = ()
    revision_of: Key | None = None
    sha256: Digest
    original_sha256: Digest | None = None
    characters: Offset
    replaced: Offset = 0
    assignments: tuple[Assignment, ...] = ()


EDITABLE_METADATA = (
    "title", "publisher", "author", "url", "published", "updated", "language", "role", "stage", "stories",
    "revision_of",
)  # fmt: skip
"""The fields of a document that a person may change; the rest follows from the text."""


class DocumentRef(Value, frozen=True, kw_only=True):
    """How a set names its document: enough to find it again, and to tell a person which it is."""

    id: Key
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: Day | None = None
    sha256: Digest
    characters: Offset
