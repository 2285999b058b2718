"""What the screens ask of the services: a protocol, and the small values that go with it.

Every call is synchronous; writes are committed when it returns. ``documents``, ``checkup``, ``add``, ``import_`` and
``export``, of sources what only reads and ``attach``, may be made from a thread of their own, all others are made on
the UI's. A refusal is a :class:`workbench.domain.errors.WorkbenchError`, whose words are shown as they are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from workbench.domain.model import Comment, Decision, Evidence, Placed, RelationType, Source
    from workbench.domain.nameshouse import HouseName
    from workbench.domain.reviewing import Case
    from workbench.domain.sources import Ledger
    from workbench.domain.verdicts import Scale
    from workbench.matching.duplicates import Match
    from workbench.services.evidence import Proposal
    from workbench.services.feedback import Told
    from workbench.services.linking import Pin
    from workbench.services.naming import Naming
    from workbench.services.purging import Purged
    from workbench.services.sources import Kept, Pointing
    from workbench.services.sources import Row as SourceRow
    from workbench.tui.correction_desk import CorrectionDesk


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as the library lists it.

    ``priority`` (1 is the most urgent) and ``due`` are of the acting annotator's assignments. ``counts`` has their
    marks by tag, ``settled`` those of them that are settled, ``open`` the number that is not, ``others`` the number of
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
    url: str = ""
    priority: int | None = None
    due: str = ""
    settled: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checkup:
    """How far the acting annotator is in a document, and what does not fit there.

    ``linked`` marks have a source, ``corrections`` are still to be made, ``asked`` marks have an unanswered question;
    ``touched`` of the ``sentences`` that are theirs are marked or ticked. ``findings`` are what ``check`` says, by
    mark.
    """

    linked: int = 0
    corrections: int = 0
    asked: int = 0
    touched: int = 0
    sentences: int = 0
    due: str = ""
    overdue: bool = False
    findings: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What an undo or a redo did: in words, and in which document; the annotations that it made, brought back or
    changed, as they now stand, and the ids of those that it took away.
    """

    summary: str
    document: str | None = None
    changed: "Sequence[Placed]" = ()
    removed: Sequence[str] = ()
    items: Sequence[str] = ()
    """The review items that it was about."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What an undo or redo would do: the act by its number and in words, how many rows in how many documents."""

    act: int
    summary: str
    rows: int
    documents: int


@dataclass(frozen=True, slots=True)
class Filed:
    """What taking in or handing out did: a sentence, what a person should know besides, and a document to go to.

    ``stored`` is false where it was stopped before anything was stored.
    """

    summary: str
    notes: Sequence[str] = ()
    document: str | None = None
    stored: bool = True


@dataclass(frozen=True, slots=True)
class Reviewable:
    """A document on which annotators meet: the items there with what was decided, in the order of the text."""

    id: str
    title: str
    stories: tuple[str, ...]
    annotators: tuple[str, ...]
    cases: tuple["Case", ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far annotators agree in something: of what (all, a tag, a document, two people), in five measures.

    A measure is a number as people read it, or why there is none. ``holding`` are the words that narrow the items to
    those behind it.
    """

    of: str
    measures: Mapping[str, str]
    marks: int
    holding: str = ""


class ReviewDesk(Protocol):
    """The services that a review works with; its decisions are the acting annotator's."""

    @property
    def anonymous(self) -> bool:
        """Whether readings are shown without the names of their annotators."""

    def review(self, names: Sequence[str], document: str | None = None) -> "Sequence[Reviewable]":
        """The documents of the story at hand on which these annotators (everyone without names) meet, or one."""

    def agreement(self, names: Sequence[str]) -> "Sequence[Agreement]":
        """How far these annotators agree: over all, by tag, by pair and by document."""

    def accept(
        self, case: "Case", annotator: str | None, *, tag: str | None = None, take: Mapping[str, str] | None = None,
        reason: str = "",
    ) -> "Decision":  # fmt: skip
        """Accept an annotator's readings, with another tag, or with details of others (by name, from whom)."""

    def amend(self, case: "Case", span: tuple[int, int], tag: str | None = None, reason: str = "") -> "Decision":
        """Decide on words of one's own."""

    def reject(self, case: "Case", reason: str = "") -> "Decision":
        """Decide that nothing is right here."""

    def give_back(self, case: "Case", question: str) -> "Decision":
        """Return it to its annotators with a question."""

    def explain(self, case: "Case", reason: str) -> "Decision":
        """Give another reason for the decision that stands."""

    def accept_agreed(self, cases: "Sequence[Case]") -> int:
        """Accept all that everybody agrees on, as one act; how many."""

    def comment(self, document: str, about: str, text: str) -> None:
        """Say something about an annotation or an item."""

    def feedback(self) -> "Sequence[Told]":
        """What became of the acting annotator's marks, where that is not as they are."""


class SourceDesk(Protocol):
    """The services that tie marks to sources and to each other, as one acting annotator."""

    def ledger(self) -> "Ledger":
        """All sources by id, stored documents among them; the same object until something is written."""

    def rows(self) -> "Sequence[SourceRow]":
        """The sources that stand for themselves, by what they are called; of the story at hand."""

    def proposals(self, document_id: str, span: tuple[int, int], words: str = "") -> "Sequence[Proposal]":
        """The passages of other documents that may back or refute a span (code points), the best first.

        ``words`` that were typed narrow them.
        """

    def locate(self, evidence: "Evidence") -> tuple[str, int, int] | None:
        """Where a passage stands now: its document and span; None where its document or its words are not here."""

    def link(self, seen: "Placed", to: "Pin") -> "Placed":
        """Link a mark to a source or a passage."""

    def unlink(self, seen: "Placed", link_id: str) -> "Placed":
        """Take a link away."""

    def placed(self, mark: "Placed", to: "Pin") -> "Pin | None":
        """A source at hand with what of it backs a mark beyond doubt; None where that cannot be told."""

    def check_off(self, seen: "Placed", to: "Pin | None" = None) -> "Placed":
        """Pass a mark: verified; linked to a source at hand too, where there is one."""

    def relate(self, seen: "Placed", relation: "RelationType", target: str) -> "Placed":
        """Tie a mark to another."""

    def unrelate(self, seen: "Placed", relation: "RelationType", target: str) -> "Placed":
        """Take a tie away."""

    def marks(self) -> "Sequence[Placed]":
        """All marks of all documents that may be seen."""

    def mark(self, ident: str) -> "Placed | None":
        """A mark of any document that may be seen."""

    def tied_to(self, ident: str) -> "Sequence[Placed]":
        """The marks of any document that are tied to a mark by a relation of theirs; cheap."""

    def forget(self) -> None:
        """Look anew which marks are tied to which: something has changed."""

    def add(self, fields: Mapping[str, object], file: str = "") -> "Kept":
        """Enter a source; which others may be the same is told."""

    def edit(self, source_id: str, changes: Mapping[str, object]) -> "Kept":
        """Change a source; an empty text clears a field."""

    def merge(self, source_id: str, into: str) -> "Source":
        """Say that a source is another one."""

    def delete(self, source_id: str) -> "Source":
        """Delete a source that nothing points at."""

    def purgeable(self, source_id: str) -> "Source":
        """A source that can be erased for good."""

    def purge(self, source_id: str, typed: str) -> "Purged":
        """Erase a confidential source for good, where its alias was typed."""

    def settle(self, source_id: str, take: str) -> "Source":
        """Settle how a source differs in others' sets: ours, or an annotator's."""

    def contact(self, source_id: str, who: str, answer: str) -> "Source":
        """Note an attempt to reach a source."""

    def attach(self, source_id: str, path: str) -> "Source":
        """Keep a copy of a file with a source."""

    def detach(self, source_id: str, sha256: str) -> "Source":
        """Keep a file no longer with a source."""

    def files(self, source: "Source") -> Sequence[tuple[str, str]]:
        """The files kept with a source, each with its name and unchanged, changed or missing."""

    def alike(self, source_id: str) -> "Sequence[Match]":
        """The sources that may be the same as this one, the likeliest first."""

    def pointing(self, source_id: str) -> "Pointing":
        """What points at a source: marks by their links, sources by their origin."""


class NamingDesk(Protocol):
    """The services that know how names are spelled."""

    def names(self) -> "Naming":
        """The names of all documents; may be called in a thread of its own, and takes its time where there are many."""

    def choose(self, form: str, forms: Sequence[str]) -> "tuple[HouseName, bool]":
        """Make one of the forms of a name the house form; whether that changed anything."""

    def forget(self, form: str) -> "HouseName":
        """Take a house form back."""

    def completing(self, field: str, used: Sequence[str]) -> Mapping[str, str]:
        """For a field what to offer in place of values: the house form of each that has one, house forms first."""


GoOn: TypeAlias = Callable[[str], bool]
"""Hears how far long work has come, in words, and says whether to go on."""


class Desk(Protocol):
    """The services that the screens work with, as one acting annotator."""

    @property
    def annotator(self) -> str:
        """The acting annotator."""

    @property
    def workspace(self) -> str:
        """The workspace's name."""

    @property
    def reviewing(self) -> ReviewDesk:
        """The services that a review works with."""

    @property
    def sourcing(self) -> SourceDesk:
        """The services that tie marks to sources and to each other; the same object each time."""

    @property
    def correcting(self) -> "CorrectionDesk":
        """The services for corrections and questions; the same object each time."""

    @property
    def verdict_first(self) -> bool:
        """Whether this desk looks first at whether a claim is true, and then at whether it is right as printed."""

    @property
    def naming(self) -> NamingDesk:
        """The services that know how names are spelled; the same object each time."""

    @property
    def scales(self) -> "Mapping[str, Scale]":
        """The scales of verdicts by name, the one that every workspace has first."""

    def used(self, field: str) -> Sequence[str]:
        """The values that any mark that may be seen has in a field, the ones used most often first."""

    def days(self, mark: "Placed") -> Sequence[str]:
        """The days that a mark's words of time may tell, in the form that the field takes, the likeliest first."""

    @property
    def root(self) -> str:
        """What the user's own state knows the workspace by."""

    @property
    def scheme(self) -> Mapping[str, Sequence[str]]:
        """The field names of the tags that the workspace adds to claim, quote and figure."""

    @property
    def clipboard(self) -> str:
        """The user's command line that takes words to be copied; empty where there is none."""

    story: str
    """The story at hand, to which lists are narrowed; empty for all."""

    def documents(self) -> Sequence[DocumentRow]:
        """All documents, in the order in which they are listed."""

    def listed(self) -> Sequence[DocumentRow]:
        """The documents of the story at hand, as :meth:`documents` has them."""

    def document(self, document_id: str) -> DocumentRow | None:
        """A document that is not archived, without its counts; cheap where there are many."""

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
        fields: Mapping[str, str] | None = None,
    ) -> "Placed":
        """Change what is given and leave the rest; refused where it has changed since it was ``seen``.

        ``fields`` are set by name as :func:`workbench.domain.fields.assign` does. A ``span`` (code points) also gives
        an annotation a place that has none.
        """

    def delete(self, seen: "Placed") -> "Placed":
        """Take an annotation away; undo brings it back."""

    def next_undo(self) -> Coming | None:
        """What the next undo would take back; None where there is nothing."""

    def next_redo(self) -> Coming | None:
        """What the next redo would make again; None where there is nothing."""

    def undo(self) -> Step:
        """Take back the acting annotator's last change."""

    def redo(self) -> Step:
        """Make again what was last taken back."""

    def set_done(self, document_id: str, done: bool) -> bool:
        """Say that the acting annotator has finished a document, or has not; whether that changed anything."""

    def comments(self, document_id: str) -> "Sequence[Comment]":
        """What was said about the annotations of a document, by time."""

    def covered(self, document_id: str) -> Sequence[tuple[int, int]]:
        """What the acting annotator has ticked as looked at, in order."""

    def tick(self, document_id: str, start: int, end: int, *, add: bool = True) -> Sequence[tuple[int, int]] | None:
        """Tick the sentences of ``[start, end)`` as holding nothing to check, or take the ticks away.

        All that is ticked then; None where that changed nothing.
        """

    def checkup(self, document_id: str) -> Checkup:
        """How far the acting annotator is in a document, and what does not fit there; may take a while."""

    def untouched(self, document_id: str) -> int:
        """How many sentences the acting annotator has neither marked nor ticked."""

    def changed(self) -> bool:
        """Whether another process has written since this was last asked; cheap."""

    def add(self, path: str, go_on: GoOn) -> Filed:
        """Take in the texts that a path names, all or none; stopped before anything is stored."""

    def add_text(self, title: str, text: str, url: str = "") -> Filed:
        """Take in a text that was pasted."""

    def import_(self, path: str, go_on: GoOn) -> Filed:
        """Take in sets, or a colleague's workspace, all or nothing; stopped, nothing."""

    def export(self, path: str, go_on: GoOn) -> Filed:
        """Write the acting annotator's sets below a folder, to a file, or (empty) to their place in the workspace.

        Stopped, some are written, and it says which were not.
        """
