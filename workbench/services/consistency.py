"""What does not fit together in an annotator's work: verdicts without evidence, open questions, figures that differ."""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from workbench.domain import dated
from workbench.domain.backing import backing, bearing
from workbench.domain.dateclaims import PROMISING, ages, lengths
from workbench.domain.dates import weekday_conflict
from workbench.domain.model import Annotation, Document, Figure, Placed
from workbench.domain.quantities import interval, quantity
from workbench.domain.secrets import NOTHING_SECRET, Secrets, redacted
from workbench.domain.sources import Ledger, OriginCount
from workbench.domain.spans import Span
from workbench.domain.surroundings import Sentence, Surroundings
from workbench.domain.text import shown_line
from workbench.services import confidential, documents, sight
from workbench.services.workspace import Workspace
from workbench.store import repository, source_rows
from workbench.store.engine import Connection
from workbench.suggest.figures import figure_expressions
from workbench.suggest.quotations import quotations


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit: which rule found it, in which annotation, and what is to be said about it.

    What was found in a file has its ``place`` (path, line and column) in place of an annotation.
    """

    rule: str
    mark: Placed | None
    what: str
    place: str = ""


class Look(NamedTuple):
    """What the rules look at: an annotation and its document, how many origins its sources have and should have.

    ``around`` is what the text is taken apart into; None where the annotation has no place in it. ``said`` is what was
    said about it, ``secrets`` what may not be told.
    """

    mark: Annotation
    document: Document
    origins: OriginCount | None
    wanted: int
    around: Surroundings | None = None
    said: tuple[str, ...] = ()
    secrets: Secrets = NOTHING_SECRET

    @property
    def when(self) -> tuple[str, str | None]:
        """The words of time of a claim or quotation, and their day."""
        part = self.mark.claim or self.mark.quote
        return (part.when, part.when_date) if part is not None else ("", None)


SECRET = "confidential source"
"""The rule that looks for what gives a confidential source away, in annotations and in files."""
Rule = Callable[[Look], Iterator[str]]


def findings(
    workspace: Workspace, given: str | None = None, *, everyone: bool = False, story: str | None = None
) -> list[Finding]:
    """What does not fit in the acting annotator's annotations (or everybody's that may be seen), in text order."""
    with workspace.store.read() as connection:
        only = documents.find(connection, given).id if given is not None else None
        marks = repository.annotations(
            connection, document_id=only, annotator_name=None if everyone else workspace.annotator
        )
        marks = [one for one in sight.sight(connection, workspace).only(marks) if one.kind == "annotations"]
        here = {one.id: one for one in repository.documents(connection) if story is None or story in one.stories}
        known = source_rows.ledger(connection)
        marks = [one for one in marks if one.document in here]
        secrets = confidential.secrets(connection)
        said = _said(connection, workspace, everyone) if secrets else {}

        @functools.lru_cache(maxsize=1)  # in text order, each text is read once
        def around(document: str) -> Surroundings:
            return Surroundings(repository.text(connection, document), quotations)

        found = list(_found(marks, here, known, workspace.settings.min_origins, around, secrets, said))
    if secrets and given is None and story is None:
        found += [Finding(SECRET, None, what, place) for place, what in _told_elsewhere(workspace, known, secrets)]
    return found


def _told_elsewhere(workspace: Workspace, known: Ledger, secrets: Secrets) -> Iterator[tuple[str, str]]:
    """Where other sources and files give a confidential source away: the place, and what is to be said."""
    for one in known.values():
        for name, mention in secrets.told_by_source(one):
            yield f"source {one.id}", f"its {name} gives {shown_line(mention.alias)} away"
    for leak in confidential.written(workspace, secrets):
        where = f":{leak.line}:{leak.column}" if leak.line else ""
        what = "it gives" if leak.line else "its name gives"
        yield f"{leak.file}{where}", f"{what} {shown_line(leak.alias)} away"


def _said(connection: Connection, workspace: Workspace, everyone: bool) -> dict[str, tuple[str, ...]]:
    """What the acting annotator (or everybody) has said about annotations, by annotation."""
    found: dict[str, tuple[str, ...]] = {}
    for one in sight.sight(connection, workspace).only(repository.comments(connection)):
        if everyone or one.comment.by == workspace.annotator:
            found[one.comment.on] = (*found.get(one.comment.on, ()), one.comment.text)
    return found


def _found(
    marks: list[Placed],
    here: Mapping[str, Document],
    known: Ledger,
    wanted: int,
    around_of: Callable[[str], Surroundings],
    secrets: Secrets,
    said: Mapping[str, tuple[str, ...]],
) -> Iterator[Finding]:
    told: set[tuple[str, str, str]] = set()
    blocks: dict[tuple[str, str], list[Placed]] = {}
    for one in marks:
        if one.annotation.tag == "quote" and one.annotation.relayed_by:
            blocks.setdefault((one.document, one.annotator), []).append(one)
    for one in marks:
        around = blocks.get((one.document, one.annotator), ())
        count = backing(known, one, around) if one.annotation.links else None
        text = around_of(one.document) if one.placed else None
        look = Look(one.annotation, here[one.document], count, wanted, text, said.get(one.id, ()), secrets)
        for name, rule in RULES.items():
            for what in rule(look):
                # What a sentence says wrongly is told at the first of the annotations in it.
                key = (one.document, one.annotator, what)
                if name not in OF_THE_TEXT or key not in told:
                    told.add(key)
                    yield Finding(name, one, redacted(what, secrets))


# --- the rules -----------------------------------------------------------------------------------------------------


def _verdict(look: Look) -> Iterator[str]:
    claim = look.mark.claim
    if claim is not None and claim.verdicts and not bearing(look.mark.links):
        yield "there is a verdict, and nothing that backs or refutes it"


def _against(look: Look) -> Iterator[str]:
    """A verdict that nothing which is linked goes with."""
    claim, relations = look.mark.claim, {link.relation for link in look.mark.links if link.relation != "mentions"}
    for one in claim.verdicts if claim is not None else ():
        if one.internal == "refuted" and relations == {"supports"}:
            yield f"the verdict is {one.value.replace('_', ' ')}, and all that is linked supports it"
        elif one.internal == "supported" and relations == {"refutes"}:
            yield f"the verdict is {one.value.replace('_', ' ')}, and all that is linked refutes it"


def _bare(look: Look) -> Iterator[str]:
    if look.mark.status == "verified" and not look.mark.links:
        yield "it is verified, and linked to nothing that shows it"


def _origins(look: Look) -> Iterator[str]:
    settled = look.mark.status == "verified" and look.mark.tag == "claim"
    if settled and look.wanted and (look.origins is None or look.origins.independent < look.wanted):
        has = look.origins.independent if look.origins is not None else 0
        yield f"it has {has} independent origins, and {look.wanted} are wanted"


def _own_origin(look: Look) -> Iterator[str]:
    if look.origins is not None and look.origins.own and not look.origins.independent:
        yield "all that backs it is of this text's own origin"


def _place(look: Look) -> Iterator[str]:
    bare = [link.source for link in look.mark.links if not link.locator and link.evidence is None]
    yield from (f"the link to {one} says nowhere in it" for one in bare)


def _checker(look: Look) -> Iterator[str]:
    if look.mark.status == "verified" and look.mark.checked is None:
        yield "it is verified, and nobody is said to have checked it"


def _recheck(look: Look) -> Iterator[str]:
    if look.mark.status == "recheck":
        yield "it is to be checked again: its words have changed"


def _correction(look: Look) -> Iterator[str]:
    if look.mark.status == "needs_correction" and look.mark.correction is None:
        yield "it needs correction, and nothing says what it should read"


def _query(look: Look) -> Iterator[str]:
    yield from (f"{one.to} has not answered: {one.text}" for one in look.mark.queries if one.state == "open")


def _verbatim(look: Look) -> Iterator[str]:
    quote = look.mark.quote
    if quote is None or quote.fidelity != "verbatim":
        return
    passages = [link.evidence.exact for link in look.mark.links if link.evidence is not None]
    if passages and not any(look.mark.exact in one for one in passages):
        yield "it is called verbatim, and differs from the passage that it is linked to"


def _amount(look: Look) -> Iterator[str]:
    """A figure that none of the figures in a backing passage can be: of those with the same unit."""
    mine = look.mark.figure
    allowed = interval(mine) if mine is not None else None
    if mine is None or allowed is None:
        return
    for link in look.mark.links:
        if link.relation != "supports" or link.evidence is None:
            continue
        others = list(_amounts(link.evidence.exact, mine.unit))
        if others and not any(low <= allowed[1] and allowed[0] <= high for low, high in others):
            yield f"no figure in the passage of {link.source} fits it"


def _when(look: Look) -> Iterator[str]:
    """Words for a day that contradict themselves or the day that was noted, or from which no day can be told."""
    (words, noted), of = look.when, look.document
    wrong = weekday_conflict(words, of.published) if words else None
    if wrong is not None:
        yield wrong.rstrip(".")
    elif noted is not None or words:
        told = dated.day_of(look.mark, look.around, of.published, of.language)
        if noted is not None:
            what = dated.conflict(words, noted, told)
            if what is not None:
                yield what
        elif told is None:
            yield f"\u201c{words}\u201d tells no day here"


def _age(look: Look) -> Iterator[str]:
    """An age in the annotation's sentence that the date of birth beside it does not allow."""
    yield from (one.what.rstrip(".") for said in _promising(look) for one in ages(said.own, *_days(look)))


def _length(look: Look) -> Iterator[str]:
    """A length of time in the annotation's sentence that does not lie between the two dates beside it."""
    yield from (one.what.rstrip(".") for said in _promising(look) for one in lengths(said.own, *_days(look)))


def _promising(look: Look) -> list[Sentence]:
    """The sentences of an annotation in a paragraph that may have a claim about dates."""
    start, end = look.mark.start, look.mark.end
    if look.around is None or not look.around.holds(start, PROMISING):
        return []
    return look.around.sentences(start, end)


def _days(look: Look) -> tuple[str | None, str | None]:
    return look.document.published, look.when[1]


def _secret(look: Look) -> Iterator[str]:
    """Words that give a confidential source away; they are not repeated."""
    if look.secrets:
        for name, mention in look.secrets.told_by(look.mark):
            yield f"its {name.replace('_', ' ')} gives {mention.alias} away, who is confidential"
        for words in look.said:
            yield from (
                f"a comment on it gives {one.alias} away, who is confidential" for one in look.secrets.inside(words)
            )


def _amounts(words: str, unit: str) -> Iterable[tuple[float, float]]:
    for span in figure_expressions(words, Span(0, len(words))):
        read: Figure | None = quantity(words[span.start : span.end])
        allowed = interval(read) if read is not None and read.unit == unit else None
        if allowed is not None:
            yield allowed


RULES: dict[str, Rule] = {
    "verdict without evidence": _verdict,
    "verdict against evidence": _against,
    "verified without source": _bare,
    "too few origins": _origins,
    "own origin": _own_origin,
    "link without place": _place,
    "nobody checked": _checker,
    "recheck": _recheck,
    "correction missing": _correction,
    "open question": _query,
    "not verbatim": _verbatim,
    "another figure": _amount,
    "day untold": _when,
    "age": _age,
    "length of time": _length,
    SECRET: _secret,
}
"""Every rule by the name that is shown; a new one is a function and a row here."""

OF_THE_TEXT = frozenset(["age", "length of time"])
"""The rules about what a text says, whoever has marked it there, and how often."""
