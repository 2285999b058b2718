"""The reader's commands for what is found about a mark: correction, question, answer, verdict, status.

Like passing they take the selected words, else the mark here, else make a claim of the unmarked sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.keys import way
from workbench.tui.table import Column, Row
from workbench.tui.tagging import tidy
from workbench.tui.wording import Wording

if TYPE_CHECKING:
    from workbench.domain.model import Placed
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.reader import Reader


class Checking:
    """What the keys after ``r`` do on one reader, ticks aside."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._wording = Wording(reader, self._stored, self._left)
        self._made = ""  # the mark that was made for what is being asked

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            "check.correct": lambda times: self._correct(),
            "check.query": lambda times: self._query(),
            "check.answer": lambda times: self._answer(),
            "check.unverifiable": lambda times: self._set("cannot_verify", "Cannot be verified"),
            "check.progress": lambda times: self._set("in_progress", "In progress"),
            "mark.verdict": lambda times: self._verdict(),
        }

    # --- what it is about --------------------------------------------------------------------------------------

    def mark(self, tag: str = "") -> Placed | None:
        """The mark of the selected words or the one told about, made where there is none; or it is said why not.

        Made of a selection it gets the ``tag``, else the last one.
        """
        reader, selection = self._reader, self._reader.view.selection
        self._made = ""
        if selection is None and reader.focus_mark is not None:
            return reader.marking.mine()
        there = [one.id for one in reader.view.marks.exactly(selection)] if selection is not None else []
        found = reader.marking.chosen(tag) if selection is not None else self._claim()
        if found is not None and found.id not in there:
            self._made = found.id
        return found

    def _claim(self) -> Placed | None:
        """A claim made of the sentence at the cursor, where nothing of it is marked."""
        reader = self._reader
        sentence = reader.prose.sentence(reader.view.cursor)
        span = tidy(reader.prose.text, sentence) if sentence.start < sentence.end else sentence
        if span.start >= span.end:
            reader.say("There is no text here to check.")
            return None
        if any(one.annotator == reader.view.marks.annotator for one in reader.view.marks.touching(*span)):
            reader.say(f"The marks of this sentence stand beside the cursor: {way('mark.next')} goes to them.")
            return None
        return reader.marking.add(span, "claim")

    # --- statuses, corrections, questions ----------------------------------------------------------------------

    def _set(self, status: str, said: str) -> None:
        reader = self._reader
        mark = self.mark()
        if mark is None:
            return
        if mark.annotation.status == status:
            reader.say(f"{said}: it is so already.")
            return
        stored = reader.marking.set_field(mark, "status", status)
        if status == "in_progress":
            reader.say(f"{said}. {way('app.undo')} undoes.")
        else:
            reader.linking.go_on(stored, said)

    def _correct(self) -> None:
        mark = self.mark()
        if mark is not None:
            self._wording.correct(mark)

    def _query(self) -> None:
        mark = self.mark()
        if mark is not None:
            self._wording.query(mark)

    def _answer(self) -> None:
        """Note the answer to the mark's open question, or anew to its last one."""
        reader, selection, self._made = self._reader, self._reader.view.selection, ""
        if selection is not None and reader.marking.moving is None and not reader.view.marks.exactly(selection):
            reader.say(f"Nobody was asked about these words. {way('check.query')} asks.")
            return
        mark = reader.marking.chosen()
        if mark is None:
            return
        queries = mark.annotation.queries
        if queries:
            self._wording.answer(mark, next((query for query in queries if query.state == "open"), queries[-1]))
        else:
            reader.say(f"Nobody was asked about this {mark.annotation.tag}. {way('check.query')} asks.")

    def _stored(self, mark: Placed, said: str, found: bool) -> None:
        """Show a mark as it is stored and stay there: a correction needs what shows it next."""
        reader, self._made = self._reader, ""
        reader.marking.passed(mark)
        undo = f"{way('app.undo')} undoes."
        if found:
            corrected = mark.annotation.status == "needs_correction" and mark.annotation.correction is not None
            shown = f"{way('source.link')} links what shows it, " if corrected and not mark.annotation.links else ""
            undo = f"{shown}{way('mark.next_open')} goes on, {undo}"
        reader.say(f"{said}. {undo}")
        reader.did("")

    def _left(self, why: str) -> None:
        """Say that nothing was stored, and what was made for it."""
        made = self._reader.view.marks.get(self._made) if self._made else None
        stays = f" The {made.annotation.tag} stays: {way('app.undo')} takes it away." if made is not None else ""
        self._reader.say(f"{why}{stays}")

    # --- verdicts ----------------------------------------------------------------------------------------------

    def _verdict(self) -> None:
        from workbench.domain.verdicts import DEFAULT, field_of, rating
        from workbench.tui.screens.picker import Picker, Picking

        reader = self._reader
        mark = self.mark("claim")
        if mark is None:
            return
        if mark.annotation.tag != "claim":
            reader.say(f"A {mark.annotation.tag} has no verdict: mark the claim around it.")
            return
        rows, given = [], None
        for scale in reader.desk.scales.values():
            now = rating(mark.annotation, scale.name)
            for one in scale.values:
                key = f"{field_of(scale.name)}={one.value}"
                given = key if now is not None and now.value == one.value and given is None else given
                named = "" if scale.name == DEFAULT else (one.internal or "").replace("_", " ")
                rows.append(Row(key, (one.value.replace("_", " "), scale.name, named)))
            if now is not None:
                rows.append(Row(f"{field_of(scale.name)}=", ("no verdict", scale.name, "")))
        columns = (Column("Verdict", 28, most=48), Column("Scale", 20), Column("That is", 24, most=30))

        def left() -> None:
            self._left("No verdict was given.")

        reader.host.push_screen(
            Picker(Picking("Verdict:", columns, rows, lambda key: self._judge(mark, key), current=given, left=left))
        )

    def _judge(self, mark: Placed, key: str) -> None:
        """Store a verdict; where it refutes the claim, say what comes next."""
        from workbench.domain.verdicts import rating, scale_of

        reader = self._reader
        name, _, value = key.partition("=")
        reader.marking.set_and_say(mark, name, value)
        stored, scale = reader.view.marks.get(mark.id), scale_of(name)
        if stored is None or scale is None or reader.status.message.kind == "problem":
            return
        now = rating(stored.annotation, scale)
        if now is not None and now.internal == "refuted" and stored.annotation.correction is None:
            reader.say(f"Refuted: {way('check.correct')} says what it should read. {way('app.undo')} undoes.")
