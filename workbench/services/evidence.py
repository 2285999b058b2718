"""Evidence: which passages of other documents speak of what a mark says, and where a recorded one stands now."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from workbench.domain.anchors import describe
from workbench.domain.errors import WorkbenchError
from workbench.domain.model import Anchor, Document, Evidence, Role
from workbench.domain.segments import Paragraphs
from workbench.domain.terms import terms
from workbench.matching import passages
from workbench.matching.passages import Passage, Searched, Sought, Typed, Words
from workbench.matching.polarity import turns
from workbench.matching.resolve import resolve
from workbench.services import documents
from workbench.services.workspace import Workspace
from workbench.store import corpus, repository
from workbench.store.corpus import Gram, Index, Place
from workbench.store.engine import Connection

_BY_WORDS, _BY_PAIRS, _BY_QUERY = 16, 8, 16
"""Stretches of text whose words are weighed one by one: those with most of the mark's words, with most of its two-word
phrases, and with all that was typed."""
_GRAM = {"figure": 1.3, "name": 1.2, "word": 1.0, "plain": 0.0}
_AROUND = 0.5


@dataclass(frozen=True)
class Proposal:
    """A passage of a document in code points, how well it fits (0 to 1), and its paragraph, the first one 1."""

    document: Document
    start: int
    end: int
    exact: str
    score: float
    paragraph: int


def proposals(
    workspace: Workspace,
    document_id: str,
    span: tuple[int, int],
    *,
    limit: int = 8,
    exclude: Collection[str] = (),
    query: str = "",
) -> list[Proposal]:
    """The best passages of all other documents for what ``span`` says, best first, at most two of a document.

    Documents of both roles; archived ones and those of ``exclude`` are left out. With ``query`` the passages that hold
    most of the typed words come first (the last word may be unfinished). Equal ones stand by document id and place.
    """
    return Seeker(workspace, document_id, span, exclude=exclude).proposals(query, limit=limit)


class Seeker:
    """Looks for passages for one mark, again and again while a person types: what was read and taken apart is kept.

    Each question sees the documents that are there then.
    """

    def __init__(
        self, workspace: Workspace, document_id: str, span: tuple[int, int], *, exclude: Collection[str] = ()
    ) -> None:
        self._workspace = workspace
        self._document = document_id
        self._span = span
        self._excluded = {document_id, *exclude}
        self._left = _unindexed(workspace, self._excluded)
        self._seen: object = None
        self._wanted = _Wanted({}, {})
        self._likely: list[Place] = []
        self._sought: Sought | None = None
        self._texts: dict[str, str] = {}
        self._paragraphs: dict[str, Paragraphs] = {}
        self._searched: dict[Place, tuple[int, Searched]] = {}

    def proposals(self, query: str = "", *, limit: int = 8) -> list[Proposal]:
        """As the function :func:`proposals`."""
        typed = passages.typed(query)
        with self._workspace.store.read() as connection:
            index = Index(connection, self._excluded)
            sought = self._prepared(connection, index)
            asked = _asked(typed)
            first = index.ranked(self._wanted.grams, _BY_QUERY, asked) if asked else []
            places = list(dict.fromkeys([*first, *self._likely, *self._left]))
            self._texts |= corpus.texts(connection, {place.document for place in places} - self._texts.keys())
            found = [one for one in self._found(places, sought, typed) if typed.empty or one[1].held][: 3 * limit]
            known = (repository.find_document(connection, one) for one in {one for one, _ in found})
            here = {one.id: one for one in known if one is not None}
        found = [one for one in found if one[0] in here]
        found.sort(key=lambda one: (-one[1].held, -one[1].score * _ROLES[here[one[0]].role]))
        return [self._proposal(here[one], at) for one, at in found[:limit]]

    def _prepared(self, connection: Connection, index: Index) -> Sought:
        """What is looked for and where it likely stands, anew where the index holds other texts than last time."""
        if self._sought is None or index.state != self._seen:
            text = repository.text(connection, self._document)
            words = passages.words_of(text, *self._span)
            self._seen, self._wanted = index.state, _wanted(words)
            self._sought = passages.seek(text, *self._span, words, lambda key: index.rarity((key,)))
            self._likely = self._wanted.places(index)
            self._searched.clear()
        return self._sought

    def _found(self, places: Iterable[Place], sought: Sought, typed: Typed) -> list[tuple[str, Passage]]:
        """The passages of all places, at most two of a document, best first."""
        best: dict[str, list[Passage]] = {}
        for place in places:
            if place not in self._searched:
                offset, text = corpus.stretch(self._texts[place.document], place)
                self._searched[place] = offset, Searched(sought, text)
            offset, searched = self._searched[place]
            for one in searched.passages(typed):
                moved = one._replace(start=one.start + offset, end=one.end + offset)
                best.setdefault(place.document, []).append(moved)
        found = [(document, one) for document, some in best.items() for one in _apart(some)[:2]]
        return sorted(found, key=lambda one: (-one[1].held, -one[1].score, one[0], one[1].start))

    def _proposal(self, document: Document, at: Passage) -> Proposal:
        text = self._texts[document.id]
        if document.id not in self._paragraphs:
            self._paragraphs[document.id] = Paragraphs(text)
        number = self._paragraphs[document.id].number(at.start)
        return Proposal(document, at.start, at.end, text[at.start : at.end], at.score, number)


_ROLES: Mapping[Role, float] = {"check": 1.0, "evidence": 1.15}
"""What is there as backup goes before what is to be checked itself, where both fit about as well."""
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_ENOUGH = 0.5
"""Least share of the words of a mark's sentence that a passage holds which is taken without asking."""


def certain(connection: Connection, document_id: str, span: tuple[int, int], within: str) -> tuple[int, int] | None:
    """The passage of one document that says what ``span`` says, where that can be told without a person; its span.

    It holds every figure, name and other word of the mark; where that has few words, those next to it too, and most of
    its sentence. No word turns there what is said (not, after, at most) that does not do so here, and no other passage
    of the document fits as well.
    """
    text, other = repository.text(connection, document_id), repository.text(connection, within)
    words = passages.words_of(text, *span)
    sought = passages.seek(text, *span, words, lambda key: 1.0)
    found = passages.passages(sought, other)
    if not found or (len(found) > 1 and found[1].score > 0.9 * found[0].score):
        return None
    best = found[0]
    # The forty of 06:40 is no forty of anything.
    timeless = _CLOCK.sub(lambda found: " " * len(found[0]), other[best.start : best.end])
    there = {term.key for term in terms(timeless, 0, len(timeless))}
    own = {term.key for term in words.mark if term.kind != "plain"}
    plain = {term.key for term in words.mark if term.kind == "word"}
    if len(plain) < _FEW:
        around = sorted(words.around, key=lambda term: max(span[0] - term.end, term.start - span[1]))
        beside = [term.key for term in around if term.kind == "word"]
        own |= set(beside[:_FEW])
        plain |= set(beside)
    if "?" in other[best.start : best.end] and "?" not in text[slice(*span)]:
        return None  # a question says nothing
    if not own <= there or not plain or len(plain & there) < _ENOUGH * len(plain):
        return None
    if turns(text[slice(*passages.context(text, *span))]) != turns(other[best.start : best.end]):
        return None
    return best.start, best.end


_FEW = 3
"""Words of a mark below which as many beside it count as its own, and all around it too."""


def _unindexed(workspace: Workspace, excluded: Collection[str]) -> list[Place]:
    """The texts to be looked through whole: none, since the index is mended first, unless that cannot be done now."""
    with workspace.store.read() as connection:
        if not corpus.missing(connection):
            return []
    try:
        with workspace.store.write() as connection:
            corpus.mend(connection)
            return []
    except WorkbenchError:  # a store that is only for reading, or held by someone else
        with workspace.store.read() as connection:
            return [one for one in corpus.unindexed(connection) if one.document not in excluded]


def reindex(workspace: Workspace) -> int:
    """Make the corpus index anew; how many texts it holds."""
    with workspace.store.write() as connection:
        return corpus.rebuild(connection)


class _Wanted(NamedTuple):
    """What the index is asked for a mark, each with its weight: words, and two words that stand side by side."""

    grams: dict[Gram, float]
    pairs: dict[Gram, float]

    def places(self, index: Index) -> list[Place]:
        """The stretches with most of the words, and those with most of the pairs.

        Words and pairs by themselves: a sentence that is half a formula has so many pairs in common with every other of
        its kind that a rare name would not be noticed beside them.
        """
        return [*index.ranked(self.grams, _BY_WORDS), *index.ranked(self.pairs, _BY_PAIRS)]


def _wanted(words: Words) -> _Wanted:
    grams: dict[Gram, float] = {}
    pairs: dict[Gram, float] = {}
    for run, share in ((words.mark, 1.0), (words.around, _AROUND)):
        for term in run:
            if term.kind != "plain":
                grams[term.key,] = max(_GRAM[term.kind] * share, grams.get((term.key,), 0.0))
        pairs |= {(one.key, two.key): share for one, two in pairwise(run) if (one.key, two.key) not in pairs}
    return _Wanted(grams, pairs)


def _asked(typed: Typed) -> list[Gram]:
    """What a stretch must hold for what was typed."""
    begins = (typed.last,) if typed.last.isdigit() else corpus.beginning(typed.last)  # a figure is typed whole
    return [*((word,) for word in typed.words), *([] if begins is None else [begins])]


def _apart(found: list[Passage]) -> list[Passage]:
    """The best of passages that share words: stretches of one document overlap."""
    chosen: list[Passage] = []
    for one in sorted(found, key=passages.order):
        if not any(one.start < other.end and other.start < one.end for other in chosen):
            chosen.append(one)
    return chosen


def passage(workspace: Workspace, document_id: str, span: tuple[int, int]) -> Evidence:
    """What a link keeps of a passage: its words, what stands around them, and which text that was.

    ``document_id`` may be the unique beginning of one. Raises :class:`UsageError` for a span that is empty, outside the
    text or splits a character.
    """
    with workspace.store.read() as connection:
        document = documents.find(connection, document_id)
        anchor = describe(repository.text(connection, document.id), *span)
    return Evidence(
        document=document.id,
        sha256=document.sha256,
        start=anchor.start,
        end=anchor.end,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
    )


class Located(NamedTuple):
    """Where a recorded passage stands now: ``start`` and ``end`` are None where it stands nowhere.

    ``state`` is an anchor's state, or "missing" (its document is not here), or "archived" (it is, but put away: the
    place is where it stands there). ``document`` is the one that holds it.
    """

    state: Literal["exact", "moved", "proposal", "orphan", "missing", "archived"]
    document: Document | None
    start: int | None
    end: int | None
    score: float
    reason: str = ""


def locate(connection: Connection, evidence: Evidence) -> Located:
    """Where recorded evidence stands in the stored documents now: in the text of its SHA-256, else of its document."""
    same = repository.find_text(connection, evidence.sha256)
    document = same[0] if same else repository.find_document(connection, evidence.document)
    if document is None:
        archived = repository.document_known(connection, evidence.document)
        reason = "its document is archived" if archived else "its document is not here"
        return Located("archived" if archived else "missing", None, None, None, 0.0, reason)
    anchor = Anchor(
        start=evidence.start,
        end=evidence.end,
        exact=evidence.exact,
        prefix=evidence.prefix,
        suffix=evidence.suffix,
    )
    text = repository.text(connection, document.id)
    there = resolve(anchor, text, same_text=same is not None)
    if same is not None and same[1]:
        return Located("archived", document, there.start, there.end, there.score, "its document is archived")
    return Located(there.state, document, there.start, there.end, there.score, there.reason)


def find(workspace: Workspace, evidence: Evidence) -> Located:
    """As :func:`locate`, in a transaction of its own."""
    with workspace.store.read() as connection:
        return locate(connection, evidence)
