"""The reader's commands for ties between marks: part of, contradicts, the same as, continues, derived, quoted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.tui import backed
from workbench.tui.keys import way
from workbench.tui.table import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.model import Placed, RelationType
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.reader import Reader

_KEYS: dict[str, RelationType] = {
    "part": "part_of", "contradicts": "contradicts", "same": "same_as", "continues": "continues",
    "derived": "derived_from", "quoted": "quoted_from",
}  # fmt: skip
_WANTED: dict[RelationType, str] = {"part_of": "claim", "continues": "quote"}
"""The tag of what such a tie leads to."""


class Relating:
    """What the keys for ties do on one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""

        def tie(relation: RelationType) -> Handler:
            return lambda times: self._relate(relation)

        return {
            **{f"relate.{name}": tie(relation) for name, relation in _KEYS.items()},
            "relate.untie": lambda times: self._untie(),
        }

    def _relate(self, relation: RelationType) -> None:
        """Tie the mark here to the only likely one, or to one that is chosen."""
        from workbench.domain.relations import whole_of
        from workbench.tui.screens.picker import Picker, Picking

        reader = self._reader
        mark = reader.marking.mine()
        if mark is None:
            return
        if relation == "continues" and mark.annotation.tag != "quote":
            reader.say("Only a quotation continues a quotation.")
            return
        claim = whole_of(mark, reader.view.marks.around(mark.annotation.start, mark.annotation.end))
        if relation == "part_of" and claim is not None:
            self._related(mark, relation, claim.id)
            return
        others = self._candidates(mark, relation)
        titles = {row.id: row.title for row in reader.desk.documents()} | {mark.document: "here"}
        rows = [
            Row(
                one.id,
                (titles.get(one.document, one.document), one.annotation.tag,
                 " ".join(one.annotation.exact[:400].split()), one.annotator),
            )
            for one in others
        ]  # fmt: skip
        columns = (Column("Where", 24, most=40), Column("Tag", 8), Column("Words"), Column("Whose", 12, from_width=90))
        more = " too" if any(one.type == relation for one in mark.annotation.relations) else ""
        words = f"{relation.replace('_', ' ')}{more}:"
        tell = {one.id: backed.named(one) for one in others}
        reader.host.push_screen(
            Picker(
                Picking(
                    f"This {mark.annotation.tag} \u2013 {words}", columns, rows,
                    partial(self._related, mark, relation), empty="There is no other mark that fits.",
                    tell=tell.__getitem__,
                )
            )
        )  # fmt: skip

    def _candidates(self, mark: Placed, relation: RelationType) -> Sequence[Placed]:
        """The marks that fit, the likeliest first: those before it for a continuation, else those most alike."""
        from rapidfuzz import fuzz

        here, wanted = mark.annotation, _WANTED.get(relation)
        tied = {one.target for one in here.relations if one.type == relation}
        places: dict[tuple[str, int, int, str], Placed] = {}
        for one in self._reader.view.marks.all() if wanted else self._reader.desk.sourcing.marks():
            other = one.annotation
            if not one.placed or one.id == mark.id or one.id in tied or wanted not in (None, other.tag):
                continue
            overlaps = one.document == mark.document and other.start < here.end and here.start < other.end
            if overlaps and relation != "part_of":
                continue  # somebody's mark of the same words
            place = one.document, other.start, other.end, other.tag
            if place not in places or one.annotator == mark.annotator:
                places[place] = one  # of two annotators' marks one's own
        found = list(places.values())

        def key(one: Placed) -> tuple[object, ...]:
            other = one.annotation
            same = one.document == mark.document
            if relation in ("continues", "part_of"):
                before = other.start <= here.start
                return not same, one.annotator != mark.annotator, not before, abs(here.start - other.end), one.id
            alike = fuzz.token_set_ratio(here.exact[:400], other.exact[:400])
            return other.tag != here.tag, -alike, one.document, other.start, one.id

        return sorted(found, key=key)

    def _related(self, mark: Placed, relation: RelationType, target: str) -> None:
        reader = self._reader
        try:
            stored = reader.desk.sourcing.relate(mark, relation, target)
        except WorkbenchError as error:
            reader.refused(error, "Not tied: ")
        else:
            other = reader.view.marks.get(target) or reader.desk.sourcing.mark(target)
            words = relation.replace("_", " ")
            reader.marking.changed(stored, f"Now {words} the {backed.named(other)[:60]}.", reader.view.cursor)
        reader.show_status()

    def _untie(self) -> None:
        """Take one of the mark's own ties away."""
        from workbench.tui.screens.picker import Picker, Picking

        reader = self._reader
        mark = reader.marking.mine()
        if mark is None:
            return
        own = [(tie, other) for tie, other in reader.linking.ties(mark) if tie.forward]
        if not own:
            reader.say(f"This {mark.annotation.tag} has no tie of its own. {way('source.open')} goes along others'.")
            return
        rows = [Row(f"{tie.type}:{tie.other}", (tie.words, backed.named(other))) for tie, other in own]
        if len(rows) == 1:
            self._untied(mark, rows[0].key)
        else:
            columns = (Column("", 14), Column("Tied to"))
            reader.host.push_screen(Picker(Picking("Untie:", columns, rows, partial(self._untied, mark))))

    def _untied(self, mark: Placed, key: str) -> None:
        reader = self._reader
        relation, _, target = key.partition(":")
        try:
            stored = reader.desk.sourcing.unrelate(mark, relation, target)  # type: ignore[arg-type]  # a key of ours
        except WorkbenchError as error:
            reader.refused(error, "Not untied: ")
        else:
            reader.marking.changed(stored, "The tie is taken away.", reader.view.cursor)
        reader.show_status()
