"""The review's commands for decisions: each with one key, on the item that is current."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.tui import cases
from workbench.tui.details import plural
from workbench.tui.keys import way
from workbench.tui.prompt import Question

if TYPE_CHECKING:
    from workbench.domain.reviewing import Case
    from workbench.domain.spans import Span
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.review import Review

_READINGS = 9
"""How many can be accepted by their digit."""


class Deciding:
    """What the keys for decisions do on one review."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self.taken: dict[str, str] = {}  # details of the current item that are wanted from whom
        self.last = ""  # the item decided last
        self._reason = ""
        self._confirmed = -1

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            **{f"review.accept_{number}": partial(self._nth, number) for number in range(1, _READINGS + 1)},
            "review.accept": lambda times: self._accept(None),
            "review.claim": lambda times: self._as("claim"),
            "review.quote": lambda times: self._as("quote"),
            "review.figure": lambda times: self._as("figure"),
            "review.take": lambda times: self._take(),
            "review.amend": lambda times: self._amend(),
            "review.reject": lambda times: self._reject(),
            "review.return": lambda times: self._return(),
            "review.why": lambda times: self._why(self._review.here()),
            "review.why_last": lambda times: self._why_last(),
            "review.comment": lambda times: self._comment(),
            "review.agreed": lambda times: self._agreed(),
        }

    def begin(self) -> None:
        """Another item is current: what was begun for the one before is forgotten."""
        self.taken, self._reason, self._confirmed = {}, "", -1

    def _nth(self, number: int, times: int | None) -> None:
        case = self._review.here()
        if case is not None and number > len(case.item.annotators):
            self._review.say(f"There is no reading {number} here: {self._whose(case)}.")
        elif case is not None:
            self._accept(self._review.order_of(case.item)[number - 1])

    def _whose(self, case: Case) -> str:
        """Whose readings there are, as digits choose them."""
        return ", ".join(cases.told(self._review.order_of(case.item), self._review.names_of(case.item)))

    def _accept(self, annotator: str | None, tag: str | None = None) -> None:
        case = self._review.here()
        if case is None:
            return
        if annotator is None and len(case.item.annotators) > 1 and case.item.state != "agreed":
            self._review.say(f"Whose? {self._whose(case)}.")
            return
        taken = {name: whose for name, whose in self.taken.items() if whose != annotator}
        decision = self._review.reviewing.accept(case, annotator, tag=tag, take=taken, reason=self._reason)
        whose = f" {self._review.names_of(case.item).get(annotator, annotator)}\u2019s" if annotator else ""
        self._review.decided(case, decision, f"Accepted{whose}{f' as {tag}' if tag else ''}.")

    def _as(self, tag: str) -> None:
        """Accept as a tag: the reading that has it, else the first one with that tag instead of its own."""
        case = self._review.here()
        if case is not None:
            has = next((one.annotator for one in case.item.readings if one.mark.tag == tag), None)
            self._accept(has or self._review.order_of(case.item)[0], None if has else tag)

    def _take(self) -> None:
        from workbench.tui.screens.picker import Picker, Picking
        from workbench.tui.table import Column

        case = self._review.here()
        if case is None:
            return
        rows = cases.fields(case.item, self._review.names_of(case.item))
        if not rows:
            self._review.say("The readings have no details that differ.")
            return
        columns = (Column("Detail", 16), Column("Whose", 16), Column("Value"))
        self._review.host.push_screen(Picker(Picking("Take:", columns, rows, self._took)))

    def _took(self, key: str) -> None:
        name, _, annotator = key.partition("\x1f")
        self.taken[name] = annotator
        case = self._review.case
        self._review.tell()
        if case is not None and case.item.state == "details" and set(case.item.differs) == set(self.taken):
            self._try(lambda: self._accept(self._review.order_of(case.item)[0]))  # nothing else differs
        elif case is not None:
            whose = self._review.names_of(case.item).get(annotator, annotator)
            self._review.say(f"{name.replace('_', ' ')} is taken from {whose}; now the rest: {self._whose(case)}.")

    def _amend(self) -> None:
        """Move the ends in the article."""
        from workbench.tui.screens.reader import Reader

        case = self._review.here()
        if case is None:
            return
        reader = Reader(case.document, self._review.title_of(case), None).fitting(self._review.app.size)
        reader.borrow(case.item.readings[0].mark.id, case.item.span, partial(self._amended, case))
        self._review.host.push_screen(reader)

    def _amended(self, case: Case, span: Span, tag: str | None) -> None:
        self._try(
            lambda: self._review.decided(
                case, self._review.reviewing.amend(case, span, tag, self._reason), self._amending(case)
            )
        )

    def _amending(self, case: Case) -> str:
        """What was done, and whose details the amended mark has."""
        first = case.item.annotators[0]
        rest = (
            f" The rest is as {self._review.names_of(case.item).get(first, first)} has it." if case.item.differs else ""
        )
        return f"Amended in the article.{rest}"

    def _try(self, act: Callable[[], None]) -> None:
        """Do what was answered in a prompt or on another screen; a refusal is shown."""
        try:
            act()
        except WorkbenchError as error:
            self._review.refused(error, "Not decided: ")
        self._review.show_status()

    def _reject(self) -> None:
        case = self._review.here()
        if case is not None:
            self._review.decided(
                case, self._review.reviewing.reject(case, self._reason), "Rejected: nothing is right here."
            )

    def _return(self) -> None:
        case = self._review.here()
        if case is not None:
            who = ", ".join(self._review.names_of(case.item).get(one, one) for one in case.item.annotators)
            self._review.ask(Question(f"Question to {who}:", partial(self._returned, case)))

    def _returned(self, case: Case, question: str) -> None:
        if question.strip():
            self._try(lambda: self._review.decided(case, self._review.reviewing.give_back(case, question), "Returned."))
        else:
            self._review.say("It is returned with a question; nothing was done.")

    def _why(self, case: Case | None) -> None:
        """Ask for the reason of a decision, naming the words that it is about."""
        if case is not None:
            known = case.decision.reason if case.decision is not None else self._reason
            words = " ".join(case.item.readings[0].mark.exact.split())[:24]
            self._review.ask(Question(f"Why, of \u201c{words}\u201d:", partial(self._explained, case), known))

    def _why_last(self) -> None:
        last = self._review.known.get(self.last)
        if last is None:
            self._review.say("Nothing was decided yet.")
        else:
            self._why(last)

    def _explained(self, case: Case, reason: str) -> None:
        """Give the reason for the decision that is to come, or for the one that stands."""
        if case.open or case.decision is None:
            self._reason = reason.strip()
            self._review.say("It goes with your decision here." if self._reason else "No reason.")
        elif reason.strip() != case.decision.reason:
            self._try(lambda: self._redecided(case, reason.strip()))

    def _redecided(self, case: Case, reason: str) -> None:
        self._review.reviewing.explain(case, reason)
        self._review.wrote()
        self._review.reload(case.document)
        self._review.say(f"The reason is saved. {way('app.undo')} undoes.")

    def _comment(self) -> None:
        case = self._review.here()
        if case is not None:
            self._review.ask(Question("Comment:", partial(self._commented, case)))

    def _commented(self, case: Case, words: str) -> None:
        if words.strip():
            self._try(lambda: self._said(case, words))

    def _said(self, case: Case, words: str) -> None:
        self._review.reviewing.comment(case.document, case.item.id, words)
        self._review.wrote()
        self._review.reload(case.document)
        self._review.say(f"Comment saved. {way('app.undo')} undoes.")

    def _agreed(self) -> None:
        """Accept all that everybody agrees on, at the second press."""
        waiting = [case for case in self._review.known.values() if case.open and case.item.state == "agreed"]
        if not waiting:
            self._review.say("Nothing that everybody agrees on waits for a decision.")
        elif self._confirmed != len(waiting):
            self._confirmed = len(waiting)
            many = f"{len(waiting)} {plural(len(waiting), 'item')}"
            self._review.say(f"{way('review.agreed')} again accepts {many} on which everybody agrees.")
        else:
            count = self._review.reviewing.accept_agreed(waiting)
            self._review.wrote()
            self._review.load(self._review.table.key)
            self._review.next(1)
            self._review.say(f"{count} accepted. {way('app.undo')} undoes.")
