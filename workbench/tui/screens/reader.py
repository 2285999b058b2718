"""The reader: an article with its marks; keys move, select, mark and search."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from workbench.domain.errors import Stale, WorkbenchError
from workbench.domain.spans import Span
from workbench.domain.text import hidden_characters
from workbench.tui import details
from workbench.tui.article import ArticleView
from workbench.tui.keyed import Handler, Keyed
from workbench.tui.keys import way
from workbench.tui.lines import Word
from workbench.tui.marking import Marking
from workbench.tui.marks import EVERYBODY, Marks
from workbench.tui.motions import MOTIONS, Motion
from workbench.tui.panel import Heading, Panel
from workbench.tui.prose import Prose
from workbench.tui.remembered import recall, remember
from workbench.tui.searching import Searching
from workbench.tui.selecting import Selecting
from workbench.tui.visiting import Visiting
from workbench.tui.wrap import stop_at, stop_before

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Size

    from workbench.domain.model import Placed
    from workbench.tui.desk import DocumentRow, Step

WIDE, HIGH = 100, 12
"""From how many columns on there is a side panel, and from how many rows on a heading and the line of hints."""
_LOOK = 2.0
"""How often it is asked, in seconds, whether another process has changed something."""
_LARGE = 4_000_000  # code points from which paragraphs are counted only when they are asked for


class Reader(Keyed):
    """One document, read and marked. ``text`` is None where the desk has to be asked for it."""

    STACKS: ClassVar[tuple[str, ...]] = ("reader", "visual", "bounds")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual's own declaration
    VERTICAL_BREAKPOINTS = [(0, "-low"), (HIGH, "-high")]  # noqa: RUF012
    DEFAULT_CSS = """
    Reader { layout: grid; grid-size: 1; grid-columns: 1fr; grid-rows: 1 1fr 1 1 1;
        #side { height: 100%; display: none; }
        #brief { height: 1; }
        &.-wide { grid-size: 2; grid-columns: 1fr 32; grid-rows: 1 1fr 1 1;
            Heading { column-span: 2; }
            #side { display: block; }
            #brief { display: none; }
            StatusLine { column-span: 2; }
            Hints { column-span: 2; }
            Prompt { column-span: 2; }
        }
        &.-low { grid-size: 1; grid-columns: 1fr; grid-rows: 1fr 1 1;
            Heading { display: none; }
            #brief { display: none; }
            #side { display: none; }
        }
    }
    """

    def __init__(self, ident: str, title: str, text: str | None, row: DocumentRow | None = None) -> None:
        self.ident, self.title_text, self.row = ident, title, row
        self.view = ArticleView(text or "")
        self._side, self._brief, self._heading = Panel(id="side"), Panel(id="brief"), Heading(id="heading")
        self.focus_mark: Placed | None = None
        self._place: tuple[str, str] | None = None  # workspace and annotator, by which the cursor's place is remembered
        self._left_at = 0
        self.marking, self.searching, self.selecting = Marking(self), Searching(self), Selecting(self)
        self.visiting = Visiting(self)
        self.numbered = False
        super().__init__()

    def fitting(self, size: Size) -> Reader:
        """This screen, not yet on, with the classes that it will have there: the first frame is laid out only once."""
        wide, high = "-wide" if size.width >= WIDE else "-narrow", "-high" if size.height >= HIGH else "-low"
        self.add_class(wide, high, update=False)
        return self

    def compose(self) -> ComposeResult:
        """Heading, article and panel, foot; no containers, for each costs a look at all its rows at every key."""
        yield self._heading
        yield self.view
        yield self._side
        yield self._brief
        yield self.status
        yield self.hints
        yield self.prompt

    # --- life --------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show what is known before the desk is opened; open at once where it is."""
        self.set_interval(_LOOK, self.look)
        self._heading.title(self.title_text, self.row)
        if self.host.desk is not None:
            self.opened()

    def opened(self) -> None:
        """Load the marks; keys typed until now are run."""
        desk = self.desk
        try:
            if self.row is None or not self.view.text:
                self.view.load(desk.text(self.ident), self.view.cursor)
            marks = Marks(desk.annotations(self.ident), desk.annotator)
        except WorkbenchError as error:
            self.say(str(error), "problem")
            marks = Marks((), desk.annotator)
        self.view.marks = marks
        self.view.repaint()
        if self.numbered:
            self.view.number(self.prose.paragraphs)
        self.go(self.view.cursor)
        self._return()
        self.show_status()
        hidden = hidden_characters(self.view.text)
        if hidden:
            self._heading.title(self.title_text, self.row, hidden)
        self.become_ready()

    def _return(self) -> None:
        """Go to where the document was left, if this is its first sight."""
        root, view = getattr(self.desk, "root", None), self.view
        if root is None:
            return
        self._place = str(root), self.desk.annotator
        self._left_at = recall(*self._place, self.ident)
        at = stop_at(view.text, self._left_at)
        if at > view.cursor and view.cursor == stop_at(view.text, 0):
            self.go(at)
            view.scroll_row(view.cursor_row() - view.size.height // 3)
            self.say(f"Back where you left it, at {self._percent_at(at)}%. {way('move.top')} goes to the top.")

    def _leave(self) -> None:
        """Remember the place for the next time."""
        if self._place is not None and self._left_at != self.view.cursor:
            self._left_at = self.view.cursor
            remember(*self._place, self.ident, self._left_at)

    def on_unmount(self) -> None:
        """The document is left."""
        self._leave()

    @cached_property
    def prose(self) -> Prose:
        """The text, asked about its words and sentences."""
        return Prose(self.view.text)

    def handlers(self) -> dict[str, Handler]:
        """What each command of the reader does."""
        view = self.view
        motions = {ident: partial(self._move, motion) for ident, motion in MOTIONS.items()}
        vertical = {"move.down": 1, "move.up": -1}
        extending: dict[str, Handler] = {
            "extend.left": motions["move.left"], "extend.right": motions["move.right"],
            "extend.down": partial(self._vertical, 1), "extend.up": partial(self._vertical, -1),
        }  # fmt: skip
        return {
            **super().handlers(),
            **self.marking.handlers(),
            **self.searching.handlers(),
            **self.selecting.handlers(),
            **self.visiting.handlers(),
            **motions,
            **{ident: partial(self._vertical, by) for ident, by in vertical.items()},
            **{ident: partial(self._extend, handler) for ident, handler in extending.items()},
            "move.percent": self._percent,
            "move.page_down": partial(self._page, 1.0),
            "move.page_up": partial(self._page, -1.0),
            "move.half_down": partial(self._page, 0.5),
            "move.half_up": partial(self._page, -0.5),
            "view.center": lambda times: self._scroll(view.cursor_row() - view.size.height // 2),
            "view.top": lambda times: self._scroll(view.cursor_row()),
            "view.bottom": lambda times: self._scroll(view.cursor_row() - view.size.height + 1),
            "view.numbers": lambda times: self._number(),
            "go.library": lambda times: self._list(),
        }

    # --- the cursor and what is told about its place -----------------------------------------------------------

    def go(self, cursor: int, other_end: int | None = None, focus: Placed | None = None, *, keep: bool = False) -> None:
        """Put the cursor somewhere; ``focus`` is the mark to tell about, otherwise the innermost one there."""
        view = self.view
        if view.other_end is not None and other_end is None:
            self.selecting.left(view.cursor, view.other_end)
        if other_end is None:
            self.marking.moving = None
        focus = self.marking.moving or focus
        if focus is None:
            here = view.marks.at(cursor)
            told = self.focus_mark.id if self.focus_mark is not None and cursor == view.cursor else ""
            focus = next((mark for mark in here if mark.id == told), next(iter(here), None))
        self.focus_mark = focus = view.marks.get(focus.id) if focus is not None else None
        span = Span(focus.annotation.start, focus.annotation.end) if focus is not None else None
        view.place(cursor, other_end, span, keep=keep)
        self.enter("reader" if other_end is None else "visual" if self.marking.moving is None else "bounds")
        self._tell()

    def _tell(self) -> None:
        """Bring the panel, or the line that stands for it, up to date."""
        marks, mark = self.view.marks, self.focus_mark
        more = max(0, len(marks.at(self.view.cursor)) - 1) if mark is not None else 0
        place = f"\u00b6 {self.prose.paragraphs.number(mark.annotation.start)}" if mark is not None else ""
        for panel in (self._side, self._brief):
            panel.tell(mark, more, place, marks, self._known())

    def _known(self) -> DocumentRow:
        from workbench.tui.desk import DocumentRow

        return self.row or DocumentRow(self.ident, self.title_text)

    def document(self) -> DocumentRow:
        """All that is known about the document; the desk is asked where it was opened by its id alone."""
        if self.row is None:
            self.row = next((row for row in self.desk.documents() if row.id == self.ident), None)
        return self._known()

    def on_resize(self) -> None:
        """Tell as much as there is room for."""
        super().on_resize()
        self.call_after_refresh(self._tell)

    def mode(self) -> Word:
        """Reading or selecting."""
        if self.stack == "bounds":
            return Word(" ENDS ", "status--select")
        if self.stack == "visual":
            return Word(" SELECT ", "status--select")
        return Word(" READ ", "status--mode")

    def place(self) -> list[str]:
        """Whose marks and how many, the paragraph, how far down, and when last saved."""
        view = self.view
        told = []
        if self.host.desk is not None:
            marks = view.marks
            who = "everybody" if marks.whose == EVERYBODY else marks.whose
            whose = "" if who == marks.annotator else f" ({who})"
            told += [marks.annotator, f"{len(marks)} {details.plural(len(marks), 'mark')}{whose}"]
        if "prose" in self.__dict__ or len(view.text) < _LARGE:
            paragraphs = self.prose.paragraphs
            told.append(f"\u00b6 {min(len(paragraphs), paragraphs.number(view.cursor))}/{len(paragraphs)}")
        told.append(f"{self._percent_at(view.cursor)}%")
        return [*told, f"saved {self.host.saved_at}"] if self.host.saved_at else told

    def _percent_at(self, offset: int) -> int:
        return 100 * offset // max(1, stop_at(self.view.text, len(self.view.text)))

    # --- moving ------------------------------------------------------------------------------------------------

    def _move(self, motion: Motion, times: int | None) -> None:
        view = self.view
        self.go(motion(self.prose, view.rows, view.cursor, times), view.other_end)

    def _percent(self, times: int | None) -> None:
        if times is None:
            self.say(f"Type a number first: 50{way('move.percent')} goes to the middle of the text.")
        else:
            self._move(MOTIONS["move.percent"], times)

    def _vertical(self, by: int, times: int | None) -> None:
        self.go(self.view.step(by * (times or 1)), self.view.other_end, keep=True)

    def _page(self, part: float, times: int | None) -> None:
        view = self.view
        by = int(view.page * part * (times or 1)) or (1 if part > 0 else -1)
        cursor = view.step(by)
        view.scroll_row(view.scroll_offset.y + by)
        self.go(cursor, view.other_end, keep=True)

    def _list(self) -> None:
        self._leave()
        self.host.show_library(self.ident)

    def _number(self) -> None:
        self.numbered = not self.numbered
        self.view.number(self.prose.paragraphs if self.numbered else None)
        told = "are shown: a number and G goes to one" if self.numbered else "are hidden"
        self.say(f"Paragraph numbers {told}.")

    def _scroll(self, top: int) -> None:
        self.view.scroll_row(top)
        self.view.reveal()

    # --- selecting ---------------------------------------------------------------------------------------------

    def select(self, span: Span) -> None:
        """Select a span, the cursor on its last grapheme."""
        self.go(stop_before(self.view.text, span.end), span.start)

    def _extend(self, move: Handler, times: int | None) -> None:
        if self.view.other_end is None:
            self.go(self.view.cursor, self.view.cursor)
        move(times)

    def cancel(self) -> None:
        """Leave a selection, else a search."""
        if self.view.other_end is not None:
            origin = self.marking.origin()
            moving = self.marking.moving
            self.go(self.view.cursor if origin is None else origin)
            if moving is not None:
                self.say(f"The {moving.annotation.tag} is as it was.")
        elif not self.searching.stop():
            super().cancel()

    def refused(self, error: WorkbenchError, doing: str = "") -> None:
        """Say why a write was refused; where the mark was changed elsewhere, show how the marks now stand."""
        if isinstance(error, Stale):
            self.reread()
            self.say(f"{doing}{error} The marks now show it.", "problem")
        else:
            super().refused(error, doing)

    def reread(self) -> bool:
        """Take the marks from the services anew, the cursor and a selection as they are; whether any had changed."""
        view, known = self.view, self.view.marks
        found = Marks(self.desk.annotations(self.ident), known.annotator)
        if found.same(known):
            return False
        if known.whose in found.views():
            found.show(known.whose)
        view.marks = found
        moving = self.marking.moving
        self.marking.moving = found.get(moving.id) if moving is not None else None
        view.repaint()
        self.go(view.cursor, view.other_end)
        return True

    def look(self) -> None:
        """Show what another process has changed."""
        if not self._ready or self.host.desk is None or self.host.screen is not self or not self.desk.changed():
            return
        try:
            if self.reread():
                self.say("Marks were changed elsewhere; they are shown as they now are.")
        except WorkbenchError as error:
            self.refused(error)
        self.show_status()

    def turn_to(self, row: DocumentRow, message: str) -> None:
        """Read another article in place of this one."""
        self._leave()
        reader = Reader(row.id, row.title, None, row).fitting(self.app.size)
        reader.numbered = self.numbered
        reader.say(message)
        if len(self.host.screen_stack) > 1:
            self.host.switch_screen(reader)
        else:
            self.host.push_screen(reader)  # the first screen cannot be taken away

    def pasted(self, text: str) -> None:
        """Offer to find pasted words."""
        self.searching.offer(text)

    def stepped(self, step: Step) -> None:
        """Show what an undo or redo did, and go there."""
        self.marking.stepped(step)

    # --- the mouse ---------------------------------------------------------------------------------------------

    def on_article_view_pointed(self, event: ArticleView.Pointed) -> None:
        """Put the cursor, extend, or select a word, as the mouse says."""
        view = self.view
        if event.how == "double":
            word = self.prose.word(event.offset)
            if word.start < word.end:
                self.select(word)
        elif event.how == "drag":
            if event.offset != view.cursor:
                self.go(event.offset, view.cursor if view.other_end is None else view.other_end)
        else:
            self.go(event.offset)
        self.show_status()
