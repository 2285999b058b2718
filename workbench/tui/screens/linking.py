"""Choosing what backs a mark: its links, what is at hand, the best passages, all sources; typing narrows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, NamedTuple, get_args

from workbench.domain.errors import WorkbenchError
from workbench.domain.model import Grade, SourceKind, Stance
from workbench.domain.sources import grade_of
from workbench.domain.text import fold
from workbench.tui import linkrows
from workbench.tui.keyed import Handler, Keyed
from workbench.tui.keys import spoken, table, way
from workbench.tui.lines import Word
from workbench.tui.linkrows import Choice
from workbench.tui.panel import Header, Panel
from workbench.tui.prompt import Question
from workbench.tui.table import Table

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workbench.domain.model import Link, Placed
    from workbench.services.linking import Pin

WIDE = 100
_LETTERS = 3
"""Typed letters from which on passages are narrowed."""
_RELATIONS: tuple[Stance, ...] = get_args(Stance)
_GRADES: tuple[Grade | None, ...] = (None, *get_args(Grade))
_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)


class Linkable(NamedTuple):
    """What is to be linked, and who hears what was chosen.

    ``mark`` is the mark; None where a source at hand is to be chosen and nothing is linked. ``offered`` are choices
    that come before all others, such as what is at hand or selected in the other pane.
    """

    document: str
    mark: Placed | None
    chosen: Callable[[Pin, str], None]
    """Hears what to link to, and what else there is to say."""
    pinned: Callable[[Pin], None]
    offered: tuple[Choice, ...] = ()
    unlinked: Callable[[Link], None] = lambda link: None
    followed: Callable[[Link], None] = lambda link: None


class LinkPicker(Keyed):
    """A list of what a mark can be linked to, over the reader."""

    STACKS: ClassVar[tuple[str, ...]] = ("linking",)
    ABOVE_PROMPT: ClassVar[frozenset[str]] = frozenset(keys[0] for keys in table("linking"))
    ALWAYS_HINTS: ClassVar[bool] = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual's own declaration
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012
    DEFAULT_CSS = """
    LinkPicker { layout: grid; grid-size: 1; grid-rows: 1 1fr 8 1 1 1;
        #passage { height: 100%; }
        &.-low { grid-rows: 1 1fr 3 1 1 1; }
        &.-wide { grid-size: 2; grid-columns: 3fr 2fr; grid-rows: 1 1fr 1 1 1;
            Header { column-span: 2; }
            Prompt { column-span: 2; }
            StatusLine { column-span: 2; }
            Hints { column-span: 2; }
        }
    }
    """

    def __init__(self, linkable: Linkable) -> None:
        self._linkable = linkable
        self.table = Table(linkrows.COLUMNS, ["Nothing holds these words.", f"{spoken('ctrl+n')} enters a new source."])
        self._header = Header()
        self._passage = Panel(id="passage")
        self._choices: dict[str, Choice] = {}
        self._relation: Stance = "supports"
        self._grade: Grade | None = None
        self._locator = ""
        self._asking = False  # something else than the words that narrow the list
        super().__init__()

    def compose(self) -> ComposeResult:
        """What is linked and how, the list, the passage in its text, the line to narrow by."""
        yield self._header
        yield self.table
        yield self._passage
        yield self.prompt
        yield self.status
        yield self.hints

    def on_mount(self) -> None:
        """Show what fits best."""
        self._list("")
        self._ask_words("")
        self.become_ready()

    def handlers(self) -> dict[str, Handler]:
        """What each command of the list does."""
        rows = self.table
        return {
            "linking.relation": lambda times: self._turn_relation(),
            "linking.grade": lambda times: self._turn_grade(),
            "linking.locator": lambda times: self._ask_locator(),
            "linking.new": lambda times: self._ask_new(),
            "linking.pin": lambda times: self._pin(),
            "linking.unlink": lambda times: self._unlink(),
            "picker.close": lambda times: self._leave(),
            "picker.take": lambda times: self._take(),
            "picker.down": lambda times: self._go(rows.current + 1),
            "picker.up": lambda times: self._go(rows.current - 1),
            "picker.page_down": lambda times: self._go(rows.current + rows.page),
            "picker.page_up": lambda times: self._go(rows.current - rows.page),
            "picker.quit": lambda times: self.host.exit(return_code=0),
        }

    def feed(self, key: str, character: str | None) -> None:
        """Take a key; while something else is asked for, all of them are its answer."""
        if self._asking and self._ready:
            self.prompt.feed(key, character)
            self._fed()
        else:
            super().feed(key, character)

    def _foot(self) -> None:
        """The keys of the list say nothing about what else is asked for."""
        super()._foot()
        self.hints.display = not self._asking

    def mode(self) -> Word:
        """Linking, or choosing what is at hand."""
        return Word(" LINK " if self._linkable.mark is not None else " AT HAND ", "status--mode")

    def place(self) -> list[str]:
        """How it would be linked, and which row of how many."""
        rows = f"{self.table.current + 1 if len(self.table) else 0}/{len(self.table)}"
        return [*([self._locator] if self._locator else []), rows]

    # --- the list ----------------------------------------------------------------------------------------------

    def _list(self, words: str) -> None:
        sourcing, mark = self.desk.sourcing, self._linkable.mark
        ledger = sourcing.ledger()
        choices: list[Choice] = []
        wanted = fold(words).split()
        offered = [one for one in self._linkable.offered if one.holds(wanted)]
        choices += [one for one in offered if one.passage is not None or mark is None]
        if not words:
            choices += linkrows.links(mark.annotation.links, ledger) if mark is not None else []
        if mark is not None:
            span = mark.annotation.start, mark.annotation.end
            few = len(words.strip()) < _LETTERS  # that many stand nearly everywhere
            found = sourcing.proposals(self._linkable.document, span, "" if few else words)
            choices += linkrows.passages(found, mark.annotation.links, ledger)
        choices += [one for one in offered if one not in choices]
        choices += linkrows.sources(ledger, words, self._linkable.document if mark is not None else "")
        self._choices = {one.key: one for one in choices}
        first = next((one.key for one in choices if one.link is None), None)
        self.table.set_rows([one.row() for one in self._choices.values()], first)
        self._tell()

    def _ask_words(self, words: str) -> None:
        self._asking = False
        label = "Link to, holding:" if self._linkable.mark is not None else "At hand, holding:"
        self.ask(Question(label, lambda text: None, words, changed=self._narrow))

    def _narrow(self, words: str) -> None:
        try:
            self._list(words)
        except WorkbenchError as error:
            self.refused(error)

    def _go(self, number: int) -> None:
        self.table.go(number)
        self._tell()

    def _current(self) -> Choice | None:
        return self._choices.get(self.table.key or "")

    def _tell(self) -> None:
        """What would be linked and how, and the current row at length."""
        mark, choice = self._linkable.mark, self._current()
        how = [Word(f" {self._relation} ", "header--name"), Word(self._said_grade(choice), "header--count")]
        words = " ".join(mark.annotation.exact[:300].split()) if mark is not None else "the source at hand"
        self._header.set_line(0, [*(how if mark is not None else []), Word(f" {words}", "header--count")])
        self._passage.show_lines(lambda width, height: self._lines(choice, width, height))
        self.show_status()

    def _said_grade(self, choice: Choice | None) -> str:
        source = self.desk.sourcing.ledger().get(choice.source) if choice is not None else None
        return self._grade or (grade_of(source.kind) if source is not None else "")

    def _lines(self, choice: Choice | None, width: int, height: int) -> list[list[Word]]:
        if choice is None:
            return []
        ledger = self.desk.sourcing.ledger()
        source = ledger.get(choice.source)
        if choice.passage is not None:
            ident, start, end = choice.passage
            document = ledger.get(ident)
            if document is not None and self.desk.document(ident) is not None:
                told = ", ".join(part for part in (document.publisher, document.published or "") if part)
                text = self.desk.text(ident)
                return linkrows.in_its_text(text, start, end, document.title, told, width, height)
        return linkrows.about(source, ledger, width, height) if source is not None else []

    # --- how ---------------------------------------------------------------------------------------------------

    def _turn_relation(self) -> None:
        self._relation = _RELATIONS[(_RELATIONS.index(self._relation) + 1) % len(_RELATIONS)]
        self._tell()

    def _turn_grade(self) -> None:
        self._grade = _GRADES[(_GRADES.index(self._grade) + 1) % len(_GRADES)]
        self._tell()

    def _ask_locator(self) -> None:
        words = self.prompt.line.text

        def answered(where: str) -> None:
            self._locator = where.strip()
            self._ask_words(words)
            self._tell()

        self._inner(Question("Where in it (page, time, line):", answered, self._locator, dropped=self._back(words)))

    def _inner(self, question: Question) -> None:
        self._asking = True
        self.ask(question)

    def _back(self, words: str) -> Callable[[], None]:
        return lambda: self._ask_words(words)

    def _ask_new(self) -> None:
        words = self.prompt.line.text

        def titled(title: str) -> None:
            if not title.strip():
                self.say("A source needs a title or an address; nothing was entered.")
                self._ask_words(words)
                return
            guess = "web_page" if "://" in title else "other"
            kinds = [guess, *(kind for kind in _KINDS if kind not in (guess, "document"))]
            self._inner(
                Question(
                    "Kind (tab goes through them):", lambda kind: self._enter(title.strip(), kind, words), guess,
                    dropped=self._back(words), choices=lambda typed: _fitting(kinds, typed),
                )
            )  # fmt: skip

        self._inner(Question("Title or address of the new source:", titled, words, dropped=self._back(words)))

    def _enter(self, title: str, kind: str, words: str) -> None:
        """Enter a new source and take it."""
        named = {"url": title} if "://" in title and " " not in title else {"title": title}
        try:
            kept = self.desk.sourcing.add({**named, "kind": kind.strip().replace(" ", "_")})
        except WorkbenchError as error:
            self.refused(error, "Not entered: ")
            self._ask_words(words)
            return
        self.host.note_saved()
        like = f" It looks like {kept.alike[0].source.id} ({kept.alike[0].reason})." if kept.alike else ""
        self._chosen(Choice("n", "source", kept.source.id, "", title), f" Entered as a source.{like}")

    # --- taking ------------------------------------------------------------------------------------------------

    def _take(self) -> None:
        choice = self._current()
        if choice is None:
            self.say(f"Nothing holds these words. {way('linking.new')} enters them as a new source.")
        elif choice.link is not None:
            self.host.pop_screen()
            self._linkable.followed(choice.link)
        else:
            self._chosen(choice)

    def _chosen(self, choice: Choice, more: str = "") -> None:
        pin = self._as_pin(choice)
        self.host.pop_screen()
        self._linkable.chosen(pin, more)

    def _as_pin(self, choice: Choice) -> Pin:
        from workbench.services.linking import Pin

        return Pin(choice.source, self._relation, self._grade, self._locator, choice.passage)

    def _pin(self) -> None:
        choice = self._current()
        if choice is None:
            self.say("No row is current.")
            return
        self.host.pop_screen()
        self._linkable.pinned(self._as_pin(choice))

    def _unlink(self) -> None:
        choice = self._current()
        if choice is None or choice.link is None:
            self.say("This row is no link of the mark: nothing to take away.")
            return
        self.host.pop_screen()
        self._linkable.unlinked(choice.link)

    def _leave(self) -> None:
        self.host.pop_screen()


def _fitting(kinds: list[str], typed: str) -> list[str]:
    """The kinds that begin as typed, or all where what stands there is one of them already."""
    begun = typed.strip().lower().replace(" ", "_")
    return [kind for kind in kinds if kind.startswith(begun)] if begun not in kinds else kinds
