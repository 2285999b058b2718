"""The review: where annotators meet, item by item beside the article, decided with one key each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from workbench.domain.errors import Stale, WorkbenchError
from workbench.domain.pairing import STATES
from workbench.domain.spans import Span
from workbench.tui import cases
from workbench.tui.article import ArticleView
from workbench.tui.deciding import Deciding
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
        self.known: dict[str, Case] = {}
        self._text = ("", "")  # of which document, and its text
        self._order = ORDERS[0]
        self._anonymous = False
        self._waiting: Counter[str] = Counter()
        self.deciding = Deciding(self)
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
        self.known = {case.item.id: case for one in self._documents.values() for case in one.cases}
        self._list(current or self._wanted or self._first())

    def narrowed(self) -> None:
        """List the items of the story at hand."""
        self.load()

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
        self.known = {ident: case for ident, case in self.known.items() if case.document != document}
        self.known |= {case.item.id: case for one in fresh.values() for case in one.cases}
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

        return sorted(self.known.values(), key=place)

    def _list(self, current: str | None) -> None:
        self.table.set_rows([self._row(case) for case in self._ordered()], current)
        self._waiting = cases.waiting(self.known.values())
        self._sum()
        self.show_case()

    def _row(self, case: Case) -> Row:
        return cases.row(case, self._documents[case.document])

    def _sum(self) -> None:
        there = dict.fromkeys(name for one in self._documents.values() for name in one.annotators)
        names = f"{len(there)} {plural(len(there), 'annotator')}" if self._anonymous else ", ".join(there)
        told = cases.summed(len(self.known), self._waiting)
        story = f": {self.desk.story}" if self.desk.story else ""
        self._header.set_line(
            0, [Word(f"Review of {names or 'nobody'}{story}  ", "header--name"), Word(told, "header--count")]
        )

    @property
    def case(self) -> Case | None:
        """The current item."""
        key = self.table.key
        return self.known.get(key) if key is not None else None

    def show_case(self) -> None:
        """Show the current item in its article, and its readings side by side."""
        self.deciding.begin()
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
            case, self._text[1], width, height, self.deciding.taken, self.names_of(case.item), self.order_of(case.item)
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
        return {
            **super().handlers(),
            **moves(table, self._go),
            "list.filter": lambda times: self._ask_filter(),
            **self.deciding.handlers(),
            "review.next": lambda times: self._turn(1),
            "review.previous": lambda times: self._turn(-1),
            "review.open": lambda times: self._open(),
            "review.agreement": lambda times: self._agreement(),
            "review.sort": lambda times: self._sort(),
            "go.library": lambda times: self.host.show_library(),
            "go.sources": lambda times: self.host.show_sources(),
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
        touched = next((case for case in self.known.values() if self._about(case, step)), None)
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

    def title_of(self, case: Case) -> str:
        """The title of a case's document."""
        return self._documents[case.document].title

    def here(self) -> Case | None:
        """The current case; without one it is said that there is none."""
        case = self.case
        if case is None:
            self.say("There is no item here.")
        return case

    def decided(self, case: Case, decision: Decision, said: str) -> None:
        """Show a decision, and go on to the next item that waits for one."""
        self.wrote()
        standing: Standing = "returned" if decision.action == "return" else "decided"
        after = case._replace(standing=standing, decision=decision)
        self.known[case.item.id] = after
        self.deciding.last = case.item.id
        self._waiting[case.item.state] -= case.open
        self.table.put(self._row(after))
        self._sum()
        moved = self.next(1)
        left = self._waiting.total()
        self.say(f"{said} {left} to decide; {way('app.undo')} undoes." if left else f"{said} Everything is decided.")
        if not moved:
            self.show_case()

    def _turn(self, direction: int) -> None:
        if not self.next(direction):
            self.say("No other item waits for a decision." if len(self.table) else "There is no item here.")

    def next(self, direction: int) -> bool:
        """Go to the next item that waits for a decision, round the end if need be; whether there is one."""
        shown, here = self.table.shown, self.table.current
        count = len(shown)
        turn = (here + direction * step for step in range(1, count))
        found = next((number % count for number in turn if self.known[shown[number % count]].open), None)
        if found is not None:
            self._go(found)
        return found is not None

    def _open(self) -> None:
        from workbench.tui.screens.reader import Reader

        case = self.here()
        if case is not None:
            reader = Reader(case.document, self._documents[case.document].title, None).fitting(self.app.size)
            reader.begin_at(case.item.span.start)
            self.host.push_screen(reader)

    def on_table_chosen(self, event: Table.Chosen) -> None:
        """Show the item that was clicked."""
        self.show_case()

    def on_screen_resume(self) -> None:
        """What was done elsewhere may have changed the items."""
        if self._ready and self.known and self.desk.changed():
            self.load(self.table.key)
