"""What an incoming annotation means for ours: the three-way table of imports, as a pure function of digests."""

import enum
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from workbench.domain.model import Annotation, Source


class Outcome(enum.Enum):
    """What an import does with one annotation."""

    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    DELETED = "deleted"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Ours:
    """Our state of an annotation: its digest, the digest last exchanged, and a look into the journal.

    ``digest`` is None where it is deleted here, ``base`` None where it was never exchanged. ``was`` says whether a
    digest is one of its earlier states here.
    """

    digest: str | None
    base: str | None
    was: Callable[[str], bool] = lambda digest: False


def content_digest(content: Annotation | Source) -> str:
    """SHA-256 of an annotation's or source's content in canonical form, the same on every machine and database."""
    return hashlib.sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()


def outcome(ours: Ours | None, theirs: str | None) -> Outcome:
    """What becomes of one annotation of an incoming set; ``theirs`` is None where the set lacks it.

    ========================  ====================================  =======================
    ours                      theirs                                outcome
    ========================  ====================================  =======================
    not known                 there                                 new
    any                       equals base, or an earlier state      same (nothing to do)
    equals base               changed                               updated
    changed                   changed otherwise                     conflict
    equals base               missing                               deleted
    changed                   missing                               conflict
    deleted                   equals base                           same (stays deleted)
    deleted                   changed                               conflict
    never exchanged           missing                               same (ours alone)
    ========================  ====================================  =======================
    """
    if ours is None:
        return Outcome.SAME if theirs is None else Outcome.NEW
    if theirs is None:
        if ours.digest is None or ours.base is None:
            return Outcome.SAME
        return Outcome.DELETED if ours.digest == ours.base else Outcome.CONFLICT
    if theirs in (ours.digest, ours.base) or ours.was(theirs):
        return Outcome.SAME
    if ours.digest is not None and ours.digest == ours.base:
        return Outcome.UPDATED
    return Outcome.CONFLICT
