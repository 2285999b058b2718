"""The review: where annotators meet, item by item beside the article, decided with one key each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from workbench.domain.errors import Stale, WorkbenchError
from workbench.domain.pairing import STATES
from workbench.domain.spans import Span
from workbench.tui import cases
from workbench.tui.article import ArticleView
from workbench.tui.details import plural
from workbench.tui.keyed import Handler, Keyed
from workbench.tui.keys import way
from workbench.tui.lines import Word
from workbench.tui.marks import EVERYBODY, Marks
from workbench.tui.panel import Header, Panel
from workbench.tui.prompt import Question
from workbench.tui.table import Row, Table, moves
from workbench.tui.wrap import stop_at

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workbench.domain.model import Decision
    from workbench.domain.pairing import Item
    from workbench.domain.reviewing import Case, Standing
    from workbench.tui.desk import Reviewable, ReviewDesk, Step

_READINGS = 9
"""How many can be accepted by their digit."""
ORDERS = ("differences first", "in the order of the texts")


class Review(Keyed):
    """The items of a review; of everyone without ``names``, of one person for a sign-off."""

    STACKS: ClassVar[tuple[str, ...]] = ("review",)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own declaration
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012
    DEFAULT_CSS = """
    Review { layout: grid; grid-size: 1; grid-columns: 1fr; grid-rows: 1 6 1fr 7 1 1 1;
        Table { height: 100%; }
        #sides { height: 100%; }
        &.-low { grid-rows: 1 1fr 5 1 1 1; Table { display: none; } }
        &.-wide { grid-size: 2; grid-columns: 2fr 3fr; grid-rows: 1 1fr 8 1 1;
            Header { column-span: 2; }
            #sides { column-span: 2; }
            StatusLine { column-span: 2; }
            Hints { column-span: 2; }
            Prompt { column-span: 2; }
        }
    }
    """

    def __init__(self, names: Sequence[str] = (), item: str | None = None, holding: str = "") -> None:
        self.names = names
        self._holding = holding
        self.table = Table(cases.COLUMNS, ["Nothing meets here: there are no marks to review."])
        self.view = ArticleView("")
        self._header, self._sides = Header(), Panel(id="sides")
        self._wanted = item
        self._documents: dict[str, Reviewable] = {}
        self._cases: dict[str, Case] = {}
        self._text = ("", "")  # of which document, and its text
        self._taken: dict[str, str] = {}  # details of the current item that are wanted from whom
        self._reason = ""
        self._order = ORDERS[0]
        self._anonymous = False
        self._last = ""  # the item decided last
        self._waiting: Counter[str] = Counter()
        self._confirmed = -1
        super().__init__()

    def compose(self) -> ComposeResult:
        """Header, items and article, readings, foot."""
        yield self._header
        yield self.table
        yield self.view
        yield self._sides
        yield self.status
        yield self.hints
        yield self.prompt

    def on_mount(self) -> None:
        """Open at once where the desk is there."""
        self._header.set_line(0, [Word("Review", "header--name")])
        if self.host.desk is not None:
            self.opened()

    def opened(self) -> None:
        """Load the items; keys typed until now are run."""
        try:
            self.load()
            if self._holding:
                self._filtered(self._holding)
        except WorkbenchError as error:
            self.say(str(error), "problem")
        self.become_ready()

    @property
    def reviewing(self) -> ReviewDesk:
        """The services."""
        return self.desk.reviewing

    # --- the items ---------------------------------------------------------------------------------------------

    def load(self, current: str | None = None) -> None:
        """Read all items anew."""
        self._anonymous = self.reviewing.anonymous
        self._documents = {one.id: one for one in self.reviewing.review(self.names)}
        self._cases = {case.item.id: case for one in self._documents.values() for case in one.cases}
        self._list(current or self._wanted or self._first())

    def reload(self, document: str | None) -> None:
        """Read the items of one document anew, after something there has changed."""
        if document is None:
            self.load(self.table.key)
            return
        key = self.table.key
        fresh = {one.id: one for one in self.reviewing.review(self.names, document)}
        self._documents = {**self._documents, **fresh}
        if document not in fresh:
            self._documents.pop(document, None)
        self._cases = {ident: case for ident, case in self._cases.items() if case.document != document}
        self._cases |= {case.item.id: case for one in fresh.values() for case in one.cases}
        self._text = ("", "")
        self._list(key)

    def _first(self) -> str | None:
        ordered = self._ordered()
        return next((case.item.id for case in ordered if case.open), next((case.item.id for case in ordered), None))

    def _ordered(self) -> list[Case]:
        """The items as they are listed."""
        titles = {ident: (one.title.lower(), ident) for ident, one in self._documents.items()}
        grave = {state: number for number, state in enumerate(STATES)}

        def place(case: Case) -> tuple[object, ...]:
            item = case.item
            by_text = (titles[case.document], item.span, item.id)
            return by_text if self._order == ORDERS[1] else (grave[item.state], *by_text)

        return sorted(self._cases.values(), key=place)

    def _list(self, current: str | None) -> None:
        self.table.set_rows([self._row(case) for case in self._ordered()], current)
        self._waiting = cases.waiting(self._cases.values())
        self._sum()
        self.show_case()

    def _row(self, case: Case) -> Row:
        return cases.row(case, self._documents[case.document])

    def _sum(self) -> None:
        there = dict.fromkeys(name for one in self._documents.values() for name in one.annotators)
        names = f"{len(there)} {plural(len(there), 'annotator')}" if self._anonymous else ", ".join(there)
        told = cases.summed(len(self._cases), self._waiting)
        self._header.set_line(
            0, [Word(f"Review of {names or 'nobody'}  ", "header--name"), Word(told, "header--count")]
        )

    @property
    def case(self) -> Case | None:
        """The current item."""
        key = self.table.key
        return self._cases.get(key) if key is not None else None

    def show_case(self) -> None:
        """Show the current item in its article, and its readings side by side."""
        self._taken, self._reason, self._confirmed = {}, "", -1
        case = self.case
        if case is not None:
            if self._text[0] != case.document:
                self._read(case.document)
            span = case.item.span
            self.view.place(stop_at(self.view.text, span.start), None, span)
            self._reveal(span)
        self.tell()

    def _reveal(self, span: Span) -> None:
        """Scroll only where the words are not in sight already."""
        view = self.view
        first, last = view.rows.row(span.start), view.rows.row(span.end - 1)
        top, height = view.scroll_offset.y, view.size.height
        if first < top or last >= top + height:
            view.scroll_row(first - height // 3)

    def _read(self, document: str) -> None:
        try:
            text = self.desk.text(document)
            found = self.desk.annotations(document)
        except WorkbenchError as error:
            self.say(str(error), "problem")
            return
        there = self._documents[document].annotators
        marks = Marks([one for one in found if one.annotator in there], there[0] if there else "")
        marks.show(EVERYBODY)
        self._text = document, text
        self.view.load(text)
        self.view.resting = True
        self.view.marks = marks
        self.view.repaint()

    def tell(self) -> None:
        """Bring the readings and the status line up to date."""
        case = self.case
        if case is None:
            self._sides.show_lines(lambda width, height: [])
        else:
            self._sides.show_lines(partial(self._told, case))
        self.show_status()

    def _told(self, case: Case, width: int, height: int) -> list[list[Word]]:
        return cases.sides(
            case, self._text[1], width, height, self._taken, self.names_of(case.item), self.order_of(case.item)
        )

    def names_of(self, item: Item) -> dict[str, str]:
        """What annotators are called on an item: by their names, or by letters that tell nothing."""
        if not self._anonymous:
            return {}
        from workbench.domain.sharing import aliases

        return dict(aliases(item.id, (*item.annotators, *item.missing)))

    def order_of(self, item: Item) -> list[str]:
        """Whose readings are the first, the second and so on: by name, or by letter."""
        names = self.names_of(item)
        return sorted(item.annotators, key=lambda one: names.get(one, one))

    def mode(self) -> Word:
        """Where one is."""
        return Word(" REVIEW ", "status--mode")

    def place(self) -> list[str]:
        """Who decides, which document, which item of how many."""
        told = [self.desk.annotator] if self.host.desk is not None else []
        case = self.case
        if case is not None:
            told.append(self._documents[case.document].title[:30])
        if self.table.filtered:
            told.append(f"holding \u201c{self.table.filtered}\u201d")
        told.append(f"{self.table.current + 1 if len(self.table) else 0}/{len(self.table)}")
        return [*told, f"saved {self.host.saved_at}"] if self.host.saved_at else told

    # --- commands ----------------------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Handler]:
        """What each command of the review does."""
        table = self.table
        by_digit: dict[str, Handler] = {
            f"review.accept_{number}": partial(self._nth, number) for number in range(1, _READINGS + 1)
        }
        return {
            **super().handlers(),
            **moves(table, self._go),
            "list.filter": lambda times: self._ask_filter(),
            **by_digit,
            "review.accept": lambda times: self._accept(None),
            "review.claim": lambda times: self._as("claim"),
            "review.quote": lambda times: self._as("quote"),
            "review.figure": lambda times: self._as("figure"),
            "review.take": lambda times: self._take(),
            "review.amend": lambda times: self._amend(),
            "review.reject": lambda times: self._reject(),
            "review.return": lambda times: self._return(),
            "review.why": lambda times: self._why(self._here()),
            "review.why_last": lambda times: self._why_last(),
            "review.comment": lambda times: self._comment(),
            "review.agreed": lambda times: self._agreed(),
            "review.next": lambda times: self._turn(1),
            "review.previous": lambda times: self._turn(-1),
            "review.open": lambda times: self._open(),
            "review.agreement": lambda times: self._agreement(),
            "review.sort": lambda times: self._sort(),
            "go.library": lambda times: self.host.show_library(),
        }

    def cancel(self) -> None:
        """Leave the filter, else the review."""
        if self.table.filtered:
            self._filtered("")
        elif len(self.host.screen_stack) > 1:
            self.host.pop_screen()
        else:
            super().cancel()

    def stepped(self, step: Step) -> None:
        """Show what an undo or redo did, and go there."""
        self.reload(step.document)
        touched = next((case for case in self._cases.values() if self._about(case, step)), None)
        if touched is not None:
            self.table.find(touched.item.id)
            self.show_case()

    @staticmethod
    def _about(case: Case, step: Step) -> bool:
        ids = {one.mark.id for one in case.item.readings}
        return case.item.id in step.items or any(ids & set(one.annotation.from_) for one in step.changed)

    def refused(self, error: WorkbenchError, doing: str = "") -> None:
        """Say why it was refused; where a reading was changed elsewhere, show the items as they now are."""
        case = self.case
        if isinstance(error, Stale) and case is not None:
            self.reload(case.document)
        super().refused(error, doing)

    def _go(self, number: int) -> None:
        self.table.go(number)
        self.show_case()

    def _ask_filter(self) -> None:
        before = self.table.filtered
        self.ask(Question("Items, holding:", self._filtered, before, self._filtered, partial(self._filtered, before)))

    def _filtered(self, words: str) -> None:
        self.table.filter(words)
        self.show_case()

    def _sort(self) -> None:
        self._order = ORDERS[1 - ORDERS.index(self._order)]
        self._list(self.table.key)
        self.say(f"Listed {self._order}.")

    def _agreement(self) -> None:
        """Show the measures; taking one lists the items behind it."""
        from workbench.tui.screens.picker import Picker, Picking

        found = {str(number): one for number, one in enumerate(self.reviewing.agreement(self.names))}
        rows = [cases.measured(key, one) for key, one in found.items()]
        self.host.push_screen(
            Picker(
                Picking(
                    "Agreement on:", cases.MEASURES, rows, lambda key: self._filtered(found[key].holding),
                    empty="There is nothing to compare.", tell=lambda key: cases.explained(found[key]),
                )
            )
        )  # fmt: skip

    # --- deciding ----------------------------------------------------------------------------------------------

    def _here(self) -> Case | None:
        case = self.case
        if case is None:
            self.say("There is no item here.")
        return case

    def _decided(self, case: Case, decision: Decision, said: str) -> None:
        """Show a decision, and go on to the next item that waits for one."""
        self.wrote()
        standing: Standing = "returned" if decision.action == "return" else "decided"
        after = case._replace(standing=standing, decision=decision)
        self._cases[case.item.id] = after
        self._last = case.item.id
        self._waiting[case.item.state] -= case.open
        self.table.put(self._row(after))
        self._sum()
        moved = self._next(1)
        left = self._waiting.total()
        self.say(f"{said} {left} to decide; {way('app.undo')} undoes." if left else f"{said} Everything is decided.")
        if not moved:
            self.show_case()

    def _turn(self, direction: int) -> None:
        if not self._next(direction):
            self.say("No other item waits for a decision." if len(self.table) else "There is no item here.")

    def _next(self, direction: int) -> bool:
        """Go to the next item that waits for a decision, round the end if need be; whether there is one."""
        shown, here = self.table.shown, self.table.current
        count = len(shown)
        turn = (here + direction * step for step in range(1, count))
        found = next((number % count for number in turn if self._cases[shown[number % count]].open), None)
        if found is not None:
            self._go(found)
        return found is not None

    def _nth(self, number: int, times: int | None) -> None:
        case = self._here()
        if case is not None and number > len(case.item.annotators):
            self.say(f"There is no reading {number} here: {self._whose(case)}.")
        elif case is not None:
            self._accept(self.order_of(case.item)[number - 1])

    def _whose(self, case: Case) -> str:
        """Whose readings there are, as digits choose them."""
        return ", ".join(cases.told(self.order_of(case.item), self.names_of(case.item)))

    def _accept(self, annotator: str | None, tag: str | None = None) -> None:
        case = self._here()
        if case is None:
            return
        if annotator is None and len(case.item.annotators) > 1 and case.item.state != "agreed":
            self.say(f"Whose? {self._whose(case)}.")
            return
        taken = {name: whose for name, whose in self._taken.items() if whose != annotator}
        decision = self.reviewing.accept(case, annotator, tag=tag, take=taken, reason=self._reason)
        whose = f" {self.names_of(case.item).get(annotator, annotator)}\u2019s" if annotator else ""
        self._decided(case, decision, f"Accepted{whose}{f' as {tag}' if tag else ''}.")

    def _as(self, tag: str) -> None:
        """Accept as a tag: the reading that has it, else the first one with that tag instead of its own."""
        case = self._here()
        if case is not None:
            has = next((one.annotator for one in case.item.readings if one.mark.tag == tag), None)
            self._accept(has or self.order_of(case.item)[0], None if has else tag)

    def _take(self) -> None:
        from workbench.tui.screens.picker import Picker, Picking
        from workbench.tui.table import Column

        case = self._here()
        if case is None:
            return
        rows = cases.fields(case.item, self.names_of(case.item))
        if not rows:
            self.say("The readings have no details that differ.")
            return
        columns = (Column("Detail", 16), Column("Whose", 16), Column("Value"))
        self.host.push_screen(Picker(Picking("Take:", columns, rows, self._took)))

    def _took(self, key: str) -> None:
        name, _, annotator = key.partition("\x1f")
        self._taken[name] = annotator
        case = self.case
        self.tell()
        if case is not None and case.item.state == "details" and set(case.item.differs) == set(self._taken):
            self._try(lambda: self._accept(self.order_of(case.item)[0]))  # nothing else differs
        elif case is not None:
            whose = self.names_of(case.item).get(annotator, annotator)
            self.say(f"{name.replace('_', ' ')} is taken from {whose}; now the rest: {self._whose(case)}.")

    def _amend(self) -> None:
        """Move the ends in the article."""
        from workbench.tui.screens.reader import Reader

        case = self._here()
        if case is None:
            return
        reader = Reader(case.document, self._documents[case.document].title, None).fitting(self.app.size)
        reader.borrow(case.item.readings[0].mark.id, case.item.span, partial(self._amended, case))
        self.host.push_screen(reader)

    def _amended(self, case: Case, span: Span, tag: str | None) -> None:
        self._try(
            lambda: self._decided(case, self.reviewing.amend(case, span, tag, self._reason), self._amending(case))
        )

    def _amending(self, case: Case) -> str:
        """What was done, and whose details the amended mark has."""
        first = case.item.annotators[0]
        rest = f" The rest is as {self.names_of(case.item).get(first, first)} has it." if case.item.differs else ""
        return f"Amended in the article.{rest}"

    def _try(self, act: Callable[[], None]) -> None:
        """Do what was answered in a prompt or on another screen; a refusal is shown."""
        try:
            act()
        except WorkbenchError as error:
            self.refused(error, "Not decided: ")
        self.show_status()

    def _reject(self) -> None:
        case = self._here()
        if case is not None:
            self._decided(case, self.reviewing.reject(case, self._reason), "Rejected: nothing is right here.")

    def _return(self) -> None:
        case = self._here()
        if case is not None:
            who = ", ".join(self.names_of(case.item).get(one, one) for one in case.item.annotators)
            self.ask(Question(f"Question to {who}:", partial(self._returned, case)))

    def _returned(self, case: Case, question: str) -> None:
        if question.strip():
            self._try(lambda: self._decided(case, self.reviewing.give_back(case, question), "Returned."))
        else:
            self.say("It is returned with a question; nothing was done.")

    def _why(self, case: Case | None) -> None:
        """Ask for the reason of a decision, naming the words that it is about."""
        if case is not None:
            known = case.decision.reason if case.decision is not None else self._reason
            words = " ".join(case.item.readings[0].mark.exact.split())[:24]
            self.ask(Question(f"Why, of \u201c{words}\u201d:", partial(self._explained, case), known))

    def _why_last(self) -> None:
        last = self._cases.get(self._last)
        if last is None:
            self.say("Nothing was decided yet.")
        else:
            self._why(last)

    def _explained(self, case: Case, reason: str) -> None:
        """Give the reason for the decision that is to come, or for the one that stands."""
        if case.open or case.decision is None:
            self._reason = reason.strip()
            self.say("It goes with your decision here." if self._reason else "No reason.")
        elif reason.strip() != case.decision.reason:
            self._try(lambda: self._redecided(case, reason.strip()))

    def _redecided(self, case: Case, reason: str) -> None:
        self.reviewing.explain(case, reason)
        self.wrote()
        self.reload(case.document)
        self.say(f"The reason is saved. {way('app.undo')} undoes.")

    def _comment(self) -> None:
        case = self._here()
        if case is not None:
            self.ask(Question("Comment:", partial(self._commented, case)))

    def _commented(self, case: Case, words: str) -> None:
        if words.strip():
            self._try(lambda: self._said(case, words))

    def _said(self, case: Case, words: str) -> None:
        self.reviewing.comment(case.document, case.item.id, words)
        self.wrote()
        self.reload(case.document)
        self.say(f"Comment saved. {way('app.undo')} undoes.")

    def _agreed(self) -> None:
        """Accept all that everybody agrees on, at the second press."""
        waiting = [case for case in self._cases.values() if case.open and case.item.state == "agreed"]
        if not waiting:
            self.say("Nothing that everybody agrees on waits for a decision.")
        elif self._confirmed != len(waiting):
            self._confirmed = len(waiting)
            many = f"{len(waiting)} {plural(len(waiting), 'item')}"
            self.say(f"{way('review.agreed')} again accepts {many} on which everybody agrees.")
        else:
            count = self.reviewing.accept_agreed(waiting)
            self.wrote()
            self.load(self.table.key)
            self._next(1)
            self.say(f"{count} accepted. {way('app.undo')} undoes.")

    def _open(self) -> None:
        from workbench.tui.screens.reader import Reader

        case = self._here()
        if case is not None:
            reader = Reader(case.document, self._documents[case.document].title, None).fitting(self.app.size)
            reader.begin_at(case.item.span.start)
            self.host.push_screen(reader)

    def on_table_chosen(self, event: Table.Chosen) -> None:
        """Show the item that was clicked."""
        self.show_case()

    def on_screen_resume(self) -> None:
        """What was done elsewhere may have changed the items."""
        if self._ready and self._cases and self.desk.changed():
            self.load(self.table.key)
