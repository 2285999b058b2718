"""The ledger of sources: doubles and origins followed to their root, independent origins counted. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from workbench.domain import urls
from workbench.domain.ids import slug
from workbench.domain.model import CheckMethod, Document, Grade, Source, SourceKind
from workbench.domain.text import sha256

Ledger = Mapping[str, Source]
"""All sources by id, stored documents among them."""

_PRIMARY: frozenset[SourceKind] = frozenset(
    ["recording", "transcript", "dataset", "official_record", "interview", "call", "image", "video"]
)
_METHODS: Mapping[SourceKind, CheckMethod] = {
    "recording": "recording", "video": "recording", "dataset": "data", "interview": "person", "call": "person",
}  # fmt: skip
_OF_DOCUMENT = ("title", "publisher", "author", "url", "published")
"""What a stored document says of itself."""
_SHOWN = ("kind", "origin", "same_as", "terms", "confidential", "purged")
"""What may be told of a confidential source."""


def grade_of(kind: SourceKind) -> Grade:
    """The grade that a link to a source of this kind has unless a person says otherwise.

    Recordings, transcripts, data and records show the thing itself, and so do people asked and pictures; articles and
    all that report it are secondary.
    """
    return "primary" if kind in _PRIMARY else "secondary"


def method_of(kind: SourceKind) -> CheckMethod:
    """How a fact is checked that is checked against a source of this kind."""
    return _METHODS.get(kind, "document")


def caption(source: Source) -> str:
    """What a source is called: its title, else address, else id; a confidential one by its alias."""
    if source.confidential:
        return source.alias or "confidential source"
    return source.title or source.url or source.alias or source.id


def called(ledger: Ledger, ident: str) -> str:
    """What the source of an id, or the one that stands for it, is called; one that the ledger lacks by its id."""
    one = ledger.get(standing(ledger, ident))
    return caption(one) if one is not None else ident


def of_document(document: Document, kept: Source | None = None) -> Source:
    """A stored document as a source, with what the ledger keeps of it besides."""
    base = kept or Source(id=document.id, kind="document")
    told = {name: getattr(document, name) for name in _OF_DOCUMENT}
    return msgspec.structs.replace(base, id=document.id, **told)


def kept_of_document(source: Source) -> Source | None:
    """What the ledger keeps of a stored document's source; None where its metadata says everything."""
    bare = Source(id=source.id, kind="document")
    kept = msgspec.structs.replace(source, **{name: getattr(bare, name) for name in _OF_DOCUMENT})
    return None if kept == bare else kept


def shielded(source: Source) -> Source:
    """A source as others may see it: of a confidential one only its kind, terms, origin and alias."""
    if not source.confidential:
        return source
    told = {name: getattr(source, name) for name in _SHOWN}
    return Source(id=source.id, title=caption(source), alias=source.alias, **told)


def opened(ledger: Ledger) -> Ledger:
    """A ledger in which nothing is confidential, for what a person wants told."""
    return {ident: msgspec.structs.replace(one, confidential=False) for ident, one in ledger.items()}


def identity(source: Source) -> str:
    """A digest of what makes a source the one it is: its address, else kind, title, publisher, author and date."""
    if source.url:
        return sha256(urls.normalised(source.url))
    words = (source.kind, source.title or source.alias, source.publisher, source.author, source.published or "")
    return sha256("\x1f".join(" ".join(word.split()).casefold() for word in words))


def source_id(source: Source) -> str:
    """The id of a new source: a slug and the beginning of its identity, so that two people give the same one."""
    host = urls.normalised(source.url).partition("/")[0]
    return f"{slug(source.title or source.alias or host, 50, fallback='source')}-{identity(source)[:8]}"


def standing(ledger: Ledger, ident: str) -> str:
    """The id of the source that stands for this one: itself, unless it was merged into another that is here.

    Of sources that were merged into each other (here this into that, there that into this) it is the first in order.
    """
    chain = {ident: None}
    while (one := ledger.get(ident)) is not None and one.same_as and one.same_as in ledger:
        ident = one.same_as
        if ident in chain:
            steps = list(chain)
            return min(steps[steps.index(ident) :])
        chain[ident] = None
    return ident


@dataclass(frozen=True)
class Root:
    """Where the chain of ``origin`` ends: in a source, or in a circle of sources that repeat each other.

    Of a circle ``id`` is the first of its ids in order.
    """

    id: str
    circle: tuple[str, ...] = ()


def root(ledger: Ledger, ident: str) -> Root:
    """Follow a source to its origin; a source or origin that the ledger lacks stands for itself."""
    here = standing(ledger, ident)
    chain = {here: None}
    while (one := ledger.get(here)) is not None and one.origin:
        here = standing(ledger, one.origin)
        if here in chain:
            steps = list(chain)
            circle = tuple(sorted(steps[steps.index(here) :]))
            return Root(circle[0], circle if len(circle) > 1 else ())
        chain[here] = None
    return Root(here)


@dataclass(frozen=True)
class OriginCount:
    """How many different sources back or refute something, and from how many independent origins they come.

    ``circular`` are the circles of sources that repeat each other, ``own`` the sources that come from where the text
    itself comes from and so say nothing new.
    """

    sources: int
    origins: int
    circular: tuple[tuple[str, ...], ...] = ()
    own: tuple[str, ...] = ()
    independent: int = 0
    """The origins without the text's own and without circles."""


def origin_count(ledger: Ledger, linked: Iterable[str], own: Iterable[str] = ()) -> OriginCount:
    """Count linked sources and their origins; ``own`` are the sources of the text that is backed."""
    sources = list(dict.fromkeys(standing(ledger, ident) for ident in linked))
    roots = {ident: root(ledger, ident) for ident in sources}
    mine = {root(ledger, ident).id for ident in own}
    circles = {one.circle for one in roots.values() if one.circle}
    open_roots = {one.id for one in roots.values() if not one.circle}
    return OriginCount(
        sources=len(sources),
        origins=len({one.id for one in roots.values()}),
        circular=tuple(sorted(circles)),
        own=tuple(ident for ident in sources if roots[ident].id in mine),
        independent=len(open_roots - mine),
    )


def circles(ledger: Ledger) -> list[tuple[str, ...]]:
    """All circles of sources that repeat each other, in order."""
    return sorted({found for ident in ledger if (found := root(ledger, ident).circle)})


def pointing_at(ledger: Ledger, ident: str) -> list[Source]:
    """The sources whose origin or double a source is, by id."""
    return [ledger[key] for key in sorted(ledger) if ident in (ledger[key].origin, ledger[key].same_as)]
