"""The types of the model: constrained text and numbers, the values of fields, and the base of all values."""

from typing import Annotated, Literal, TypeAlias

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
_DATE = f"[0-9]{{4}}(-{_MONTH}(-{_DAY})?)?"
Days: TypeAlias = Annotated[
    str,
    Meta(
        pattern=rf"^{_DATE}(/{_DATE})?$",
        description="a date, month or year, or two of them joined by / (the first and last day included)",
        examples=["2020-01-07", "2020-01", "2020-01-06/2020-01-12"],
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
Terms = Literal["on_record", "on_background", "not_for_attribution", "off_record"]
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
