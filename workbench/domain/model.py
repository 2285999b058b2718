"""The model: documents, annotations and what belongs to them, as frozen values.

The JSON Schema of annotation sets, the checks of the set reader and the ``--set field=value`` of the command line are
all derived from these classes, so a field is described here and nowhere else. Offsets are code points, times are UTC
as ``YYYY-MM-DDTHH:MM:SSZ``. Field names and values follow the standards of the trade: W3C Web Annotation (anchors),
schema.org (figures, quotations), MeasEval (approximators), AVeriTeC (verdicts), PARC (quote types).
"""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

CONTEXT = 32
"""Code points of context kept on either side of a span (as the Hypothesis client keeps)."""

Offset: TypeAlias = Annotated[int, Meta(ge=0, description="code points from the start of the stored text")]
_MONTH, _DAY, _CLOCK = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])", "([01][0-9]|2[0-3]):[0-5][0-9]"
Timestamp: TypeAlias = Annotated[
    str,
    Meta(
        pattern=rf"^[0-9]{{4}}-{_MONTH}-{_DAY}T{_CLOCK}:[0-5][0-9]Z$", description="UTC, such as 2020-01-02T03:04:05Z"
    ),
]
Day: TypeAlias = Annotated[
    str,
    Meta(
        pattern=rf"^[0-9]{{4}}(-{_MONTH}(-{_DAY}(T{_CLOCK}(:[0-5][0-9])?(Z|[+-]{_CLOCK}))?)?)?$",
        description="a date, or a date-time with its zone",
    ),
]
Digest: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="SHA-256, hexadecimal")]
Key: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\s/\\]+$", description="an id")]
Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^\S(.*\S)?$", description="one line")]
Line: TypeAlias = Annotated[str, Meta(min_length=1, max_length=1000)]
Tag: TypeAlias = Annotated[
    str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="claim, quote, figure or a scheme's")
]
Priority: TypeAlias = Annotated[int, Meta(ge=1, le=3, description="1 is the most urgent")]

Role = Literal["check", "evidence"]
Stage = Literal["draft", "published"]
Status = Literal[
    "unchecked", "in_progress", "verified", "needs_correction", "cannot_verify", "not_checkable", "recheck"
]
SourceKind = Literal[
    "document", "article", "web_page", "recording", "transcript", "post", "dataset", "interview", "call",
    "press_release", "official_record", "image", "video", "other",
]  # fmt: skip
Stance = Literal["supports", "refutes", "mentions"]
Grade = Literal["primary", "secondary", "tertiary"]
RelationType = Literal["same_as", "contradicts", "part_of", "continues", "derived_from", "quoted_from"]
CorrectionState = Literal["proposed", "sent", "accepted", "stet", "made"]
DecisionAction = Literal["accept", "amend", "reject", "return"]
SetKind = Literal["annotations", "adjudicated"]
QueryState = Literal["open", "answered"]
CheckMethod = Literal["document", "recording", "data", "person", "calculation", "other"]
Approximator = Literal["exact", "about", "at_least", "at_most", "almost", "between", "vague"]
ClaimType = Literal["event_property", "numerical", "causal", "quote_verification", "position_statement"]
QuoteType = Literal["direct", "mixed", "indirect", "scare"]
Fidelity = Literal[
    "verbatim", "typographic", "spelling", "marked_edit", "altered", "translation", "paraphrase", "not_found"
]
Context = Literal["in_context", "out_of_context", "unknown"]
Attribution = Literal["correct", "misattributed", "unknown"]
Alteration = Literal[
    "case", "punctuation", "spelling", "ellipsis", "bracket", "cut_unmarked", "insertion", "substitution", "splice",
    "truncation",
]  # fmt: skip
Verdict = Literal["supported", "refuted", "conflicting_evidence", "not_enough_evidence"]
AnchorState = Literal["exact", "moved", "proposal", "orphan"]

TAGS = ("claim", "quote", "figure")
SETTLED: frozenset[str] = frozenset(["verified", "needs_correction", "cannot_verify", "not_checkable"])
"""The statuses that say someone has come to a result; the others are open."""
OWN_VOICE = "own_voice"
"""The value of ``said_by`` and ``relayed_by`` for what the text itself asserts."""


class Value(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of the model's values: keyword-only, immutable, equal by content, default fields left out when written."""


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
    fields: dict[str, str] = {}
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


class Source(Value, frozen=True, kw_only=True):
    """What backs or refutes; ``origin`` is the source that it repeats."""

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
    note: str = ""


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


class DocumentRef(Value, frozen=True, kw_only=True):
    """How a set names its document: enough to find it again, and to tell a person which it is."""

    id: Key
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: Day | None = None
    sha256: Digest
    characters: Offset


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


class Conflict(Value, frozen=True, kw_only=True):
    """An incoming state of an annotation that contradicts ours; ``theirs`` is None where it was deleted there.

    ``content`` is the content digest of ``theirs``.
    """

    annotation: Key
    theirs: Placed | None = None
    content: Digest | None = None
