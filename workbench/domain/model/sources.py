"""Sources: what backs or refutes, and what was done to reach it."""

from typing import Annotated

from msgspec import Meta

from workbench.domain.model.types import Day, Digest, Key, Line, Name, SourceKind, Terms, Timestamp, Value

FileName = Annotated[str, Meta(min_length=1, max_length=255, pattern=r"^[^/\\\x00-\x1f]+$")]


class Contact(Value, frozen=True, kw_only=True):
    """An attempt to reach a source: when, by whom of us, who was asked, and what they answered."""

    id: Key
    at: Day
    by: Name
    who: Line
    answer: Annotated[str, Meta(max_length=4000)] = ""


class Attachment(Value, frozen=True, kw_only=True):
    """A file kept with a source, known by the SHA-256 of its bytes; ``name`` is what it was called."""

    sha256: Digest
    name: FileName
    bytes: Annotated[int, Meta(ge=0)]


class Source(Value, frozen=True, kw_only=True):
    """What backs or refutes. ``origin`` is the source that it repeats; ``same_as`` the one whose double it is.

    A stored document is a source too, by its own id: what the ledger keeps of it is only what a document's metadata
    does not say. ``alias`` is what a confidential source is called wherever it is shown to others. ``purged`` says
    when all else about it was erased for good.
    """

    id: Key
    kind: SourceKind
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    archived_url: str = ""
    published: Day | None = None
    accessed: Day | None = None
    origin: Key | None = None
    same_as: Key | None = None
    terms: Terms | None = None
    alias: str = ""
    confidential: bool = False
    purged: Timestamp | None = None
    note: str = ""
    contacts: tuple[Contact, ...] = ()
    attachments: tuple[Attachment, ...] = ()
