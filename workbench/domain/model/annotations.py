"""Annotations: one labelled span of one document by one annotator, and everything that is said about it."""

from typing import Annotated

import msgspec
from msgspec import Meta

from workbench.domain.model.types import (
    Alteration,
    Approximator,
    Attribution,
    CheckMethod,
    ClaimType,
    Context,
    CorrectionState,
    Day,
    Days,
    Digest,
    Fidelity,
    Grade,
    Key,
    Line,
    Name,
    Offset,
    Priority,
    QueryState,
    QuoteType,
    RelationType,
    Stance,
    Status,
    Tag,
    Timestamp,
    Value,
    Verdict,
)


class Anchor(Value, frozen=True, kw_only=True):
    """What finds a span again: its place, its words, and up to 32 code points of context on either side."""

    start: Offset
    end: Offset
    exact: Annotated[str, Meta(min_length=1)]
    prefix: str
    suffix: str


class Checked(Value, frozen=True, kw_only=True):
    """Who settled an annotation's status, when, and how."""

    by: Name
    at: Timestamp
    method: CheckMethod | None = None


class Rating(Value, frozen=True, kw_only=True):
    """A verdict on the claim itself, on a named scale; ``internal`` is its nearest AVeriTeC value."""

    scale: Line
    value: Line
    internal: Verdict | None = None
    by: Name
    at: Timestamp


class Correction(Value, frozen=True, kw_only=True):
    """What the passage should read, why, and how far that has got."""

    text: str
    reason: str = ""
    state: CorrectionState = "proposed"


class Query(Value, frozen=True, kw_only=True):
    """A question to someone about an annotation, with its answer."""

    id: Key
    to: Name
    text: Line
    by: Name
    at: Timestamp
    state: QueryState = "open"
    answer: str = ""


class Evidence(Value, frozen=True, kw_only=True):
    """The passage of a stored document that a link points at: an anchor with the document's identity."""

    document: Key
    sha256: Digest
    start: Offset
    end: Offset
    exact: Annotated[str, Meta(min_length=1)]
    prefix: str = ""
    suffix: str = ""


class Link(Value, frozen=True, kw_only=True):
    """An annotation tied to a source: how they stand to each other and where in the source to look."""

    id: Key
    source: Key
    relation: Stance
    grade: Grade | None = None
    locator: str = ""
    evidence: Evidence | None = None
    note: str = ""


class Relation(Value, frozen=True, kw_only=True):
    """An annotation tied to another annotation."""

    type: RelationType
    target: Key


class Claim(Value, frozen=True, kw_only=True):
    """The fields of a claim: its self-contained wording, kind, and the verdicts on it."""

    text: str = ""
    claim_type: tuple[ClaimType, ...] = ()
    when: str = ""
    when_date: Days | None = None
    first_appearance: str = ""
    check_worthy: bool | None = None
    verdicts: tuple[Rating, ...] = ()
    verdict_as_of: Day | None = None
    justification: str = ""


class Quote(Value, frozen=True, kw_only=True):
    """The fields of a quotation: its kind, and how it compares with its source."""

    quote_type: QuoteType | None = None
    fidelity: Fidelity | None = None
    context: Context | None = None
    attribution: Attribution | None = None
    alterations: tuple[Alteration, ...] = ()
    translated_from: str = ""
    when: str = ""
    when_date: Days | None = None


class Figure(Value, frozen=True, kw_only=True):
    """The fields of a figure: its value or range, and what it counts."""

    value: float | None = None
    min: float | None = None
    max: float | None = None
    approximator: Approximator | None = None
    unit: str = ""
    unit_code: str = ""
    counts: str = ""
    property: str = ""
    population: str = ""
    as_of: Day | None = None
    rounded: bool | None = None
    method: str = ""


class Annotation(Value, frozen=True, kw_only=True):
    """One labelled span of one document by one annotator."""

    id: Key
    tag: Tag
    start: Offset
    end: Offset
    exact: Annotated[str, Meta(min_length=1)]
    prefix: str
    suffix: str
    created: Timestamp
    modified: Timestamp
    status: Status = "unchecked"
    checked: Checked | None = None
    priority: Priority | None = None
    said_by: str = ""
    relayed_by: str = ""
    note: str = ""
    correction: Correction | None = None
    queries: tuple[Query, ...] = ()
    claim: Claim | None = None
    quote: Quote | None = None
    figure: Figure | None = None
    fields: dict[str, str] = msgspec.field(default_factory=dict)
    links: tuple[Link, ...] = ()
    relations: tuple[Relation, ...] = ()
    from_: tuple[Key, ...] = msgspec.field(name="from", default=())

    @property
    def anchor(self) -> Anchor:
        """Its place, words and context."""
        return Anchor(start=self.start, end=self.end, exact=self.exact, prefix=self.prefix, suffix=self.suffix)

    @property
    def details(self) -> "Claim | Quote | Figure | None":
        """The fields of its own tag, where there are any."""
        return self.claim or self.quote or self.figure


class Orphan(Annotation, frozen=True, kw_only=True):
    """An annotation that could not be placed: its original fields, the text they belong to, and the reason."""

    sha256: Digest
    reason: Line


class Comment(Value, frozen=True, kw_only=True):
    """A remark in the thread of an annotation or a review item."""

    id: Key
    on: Key
    by: Name
    at: Timestamp
    text: Line
