"""The reader: an article with its marks, beside it perhaps another; keys move, select, mark and search."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from workbench.domain.errors import Stale, WorkbenchError
from workbench.domain.spans import Span
from workbench.tui import details
from workbench.tui.article import ArticleView
from workbench.tui.beside import Beside
from workbench.tui.checking import Checking
from workbench.tui.checkups import Checkups
from workbench.tui.desk import DocumentRow
from workbench.tui.filling import Filling
from workbench.tui.keyed import Handler, Keyed
from workbench.tui.keys import way
from workbench.tui.lines import Word
from workbench.tui.linking import Linking
from workbench.tui.marking import Marking
from workbench.tui.marks import EVERYBODY
from workbench.tui.motions import FAR, MOTIONS, Motion
from workbench.tui.page import Page
from workbench.tui.panel import Panel
from workbench.tui.pasting import Pasting
from workbench.tui.relating import Relating
from workbench.tui.searching import Searching
from workbench.tui.selecting import Selecting
from workbench.tui.visiting import Visiting
from workbench.tui.wrap import stop_at, stop_before

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.geometry import Size

    from workbench.domain.model import Placed
    from workbench.tui.desk import Step
    from workbench.tui.prose import Prose

WIDE, HIGH = 100, 12
"""From how many columns on there is a side panel, and from how many rows on a heading and the line of hints."""
_LOOK = 2.0
"""How often it is asked, in seconds, whether another process has changed something."""
_LARGE = 4_000_000  # code points from which paragraphs are counted only when they are asked for
_NAMES = {
    "visual": Word(" SELECT ", "status--select"),
    "bounds": Word(" ENDS ", "status--select"),
    "fields": Word(" FIELDS ", "status--select"),
    "pasted": Word(" PASTE ", "status--select"),
}


class Reader(Keyed):
    """One document, read and marked. ``text`` is None where the desk has to be asked for it."""

    STACKS: ClassVar[tuple[str, ...]] = ("reader", "visual", "bounds", "fields", "pasted")
    WIDE: ClassVar[int] = WIDE
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual's own declaration
    VERTICAL_BREAKPOINTS = [(0, "-low"), (HIGH, "-high")]  # noqa: RUF012
    DEFAULT_CSS = """
    Reader { layout: grid; grid-size: 1; grid-columns: 1fr; grid-rows: 1 1fr 1 1 1;
        #side { height: 100%; display: none; }
        #brief { height: 100%; }
        &.-sheet { grid-rows: 1 1fr 10 1 1; }
        &.-two { grid-rows: 1 1fr 1 1fr 1 1 1; }
        &.-two.-sheet { grid-rows: 1 1fr 1 1fr 10 1 1; }
        &.-wide { grid-size: 2; grid-columns: 1fr 32; grid-rows: 1 1fr 1 1;
            Heading { column-span: 2; }
            #side { display: block; }
            #brief { display: none; column-span: 2; }
            StatusLine { column-span: 2; }
            Hints { column-span: 2; }
            Prompt { column-span: 2; }
        }
        &.-wide.-two, &.-wide.-plain { grid-columns: 1fr 1fr; grid-rows: 1 1fr 1 1 1;
            #side { display: none; }
            #brief { display: block; }
        }
        &.-wide.-two Heading { column-span: 1; }
        &.-wide.-plain ArticleView { column-span: 2; }
        &.-wide.-two ArticleView { column-span: 1; }
        &.-wide.-two.-sheet, &.-wide.-plain.-sheet { grid-rows: 1 1fr 10 1 1; }
        &.-low { grid-size: 1; grid-columns: 1fr; grid-rows: 1fr 1 1;
            Heading { display: none; }
            #brief { display: none; }
            #side { display: none; }
            .-resting { display: none; }
        }
        &.-low.-sheet { grid-rows: 1fr 3 1 1; #brief { display: block; } }
        .-resting { opacity: 100%; }
    }
    """

    def __init__(self, ident: str, title: str, text: str | None, row: DocumentRow | None = None) -> None:
        first = Page(row or DocumentRow(ident, title), text, known=row is not None)
        self.pages = [first]
        self.page = first
        self._side, self._brief = Panel(id="side"), Panel(id="brief")
        self.marking, self.searching, self.selecting = Marking(self), Searching(self), Selecting(self)
        self.visiting, self.filling, self.pasting, self.beside = (
            Visiting(self), Filling(self), Pasting(self), Beside(self),
        )  # fmt: skip
        self.linking, self.relating, self.checking = Linking(self), Relating(self), Checking(self)
        self.checkups = Checkups(self)
        self._begin: int | None = None
        self._begin_mark = ""
        self._writes = 0  # of this session, that are shown here
        self._borrowed: tuple[str, Span, Callable[[Span, str | None], None]] | None = None
        super().__init__()

    # --- the active page ---------------------------------------------------------------------------------------

    @property
    def ident(self) -> str:
        """The id of the document that commands work on."""
        return self.page.ident

    @property
    def view(self) -> ArticleView:
        """The view of the document that commands work on."""
        return self.page.view

    @property
    def prose(self) -> Prose:
        """Its text, asked about its words and sentences."""
        return self.page.prose

    @property
    def focus_mark(self) -> Placed | None:
        """The mark that the panel tells about."""
        return self.page.focus_mark

    @focus_mark.setter
    def focus_mark(self, mark: Placed | None) -> None:
        self.page.focus_mark = mark

    # --- life --------------------------------------------------------------------------------------------------

    def fitting(self, size: Size) -> Reader:
        """This screen, not yet on, with the classes that it will have there: the first frame is laid out only once."""
        wide, high = "-wide" if size.width >= WIDE else "-narrow", "-high" if size.height >= HIGH else "-low"
        self.add_class(wide, high, update=False)
        return self

    def begin_at(self, offset: int, mark: str = "") -> None:
        """Begin at an offset instead of where the document was left; ``mark`` is the one there to tell about."""
        self._begin, self._begin_mark = offset, mark

    def borrow(self, ident: str, span: Span, keep: Callable[[Span, str | None], None]) -> None:
        """Begin with the ends of a mark to be moved for somebody who keeps them; then this screen is left."""
        self._begin, self._borrowed = span.start, (ident, span, keep)

    def compose(self) -> ComposeResult:
        """Heading, article and panel, foot; no containers, for each costs a look at all its rows at every key."""
        yield self.page.heading
        yield self.view
        yield self._side
        yield self._brief
        yield self.status
        yield self.hints
        yield self.prompt

    def on_mount(self) -> None:
        """Show what is known before the desk is opened; open at once where it is."""
        self.set_interval(_LOOK, self.look)
        self.page.heading.title(self.page.row.title, self.page.row)
        if self.host.desk is not None:
            self.opened()

    def on_screen_resume(self) -> None:
        """What was done on another screen shows at once."""
        if not self._ready:
            return
        if self.host.writes != self._writes:
            try:
                self.reread()
            except WorkbenchError as error:
                self.refused(error)
            self._writes = self.host.writes
        self.tell()
        self.show_status()

    def wrote(self) -> None:
        """Remember that something was saved just now, and that it is shown here already."""
        super().wrote()
        self._writes = self.host.writes
        self.checkups.soon()

    def opened(self) -> None:
        """Load the marks; keys typed until now are run."""
        self.set_class(not self.host.looks.panel, "-plain")
        self.open_page(self.page)
        if self._borrowed is not None:
            ident, span, keep = self._borrowed
            self.marking.borrow(self.view.marks.get(ident), span, keep)
        self._writes = self.host.writes
        self.show_status()
        self.become_ready()

    def open_page(self, page: Page) -> None:
        """Load a page's text and marks, and go to where it was left."""
        view = page.view
        try:
            page.load(self.desk)
        except WorkbenchError as error:
            self.say(str(error), "problem")
        view.repaint()
        page.entitle()
        if self.host.looks.numbers:
            view.number(page.prose.paragraphs)
        self.go(view.cursor)
        at = page.left_at(self.desk)
        if page is self.pages[0] and self._begin is not None:
            self.go(stop_at(view.text, self._begin), focus=view.marks.get(self._begin_mark))
            view.scroll_row(view.cursor_row() - view.size.height // 3)
        elif at > view.cursor and view.cursor == stop_at(view.text, 0):
            self.go(at)
            view.scroll_row(view.cursor_row() - view.size.height // 3)
            self.say(f"Back where you left it, at {page.percent(at)}%. {way('move.top')} goes to the top.")
        page.learn(self.host.lessons)
        self.checkups.soon()

    def on_unmount(self) -> None:
        """The documents are left."""
        for page in self.pages:
            page.leave()

    def handlers(self) -> dict[str, Handler]:
        """What each command of the reader does."""
        motions = {ident: partial(self._move, motion) for ident, motion in MOTIONS.items()}
        vertical = {"move.down": 1, "move.up": -1}
        extending: dict[str, Handler] = {
            "extend.left": motions["move.left"], "extend.right": motions["move.right"],
            "extend.down": partial(self._vertical, 1), "extend.up": partial(self._vertical, -1),
        }  # fmt: skip
        parts = (
            self.marking, self.searching, self.selecting, self.visiting, self.filling, self.pasting, self.beside,
            self.linking, self.relating, self.checking, self.checkups,
        )  # fmt: skip
        return {
            **super().handlers(),
            **{ident: handler for part in parts for ident, handler in part.handlers().items()},
            **motions,
            **{ident: partial(self._vertical, by) for ident, by in vertical.items()},
            **{ident: partial(self._extend, handler) for ident, handler in extending.items()},
            "move.percent": self._percent,
            "move.page_down": partial(self._screenful, 1.0),
            "move.page_up": partial(self._screenful, -1.0),
            "move.half_down": partial(self._screenful, 0.5),
            "move.half_up": partial(self._screenful, -0.5),
            "view.center": lambda times: self._scroll(self.view.cursor_row() - self.view.size.height // 2),
            "view.top": lambda times: self._scroll(self.view.cursor_row()),
            "view.bottom": lambda times: self._scroll(self.view.cursor_row() - self.view.size.height + 1),
            "view.numbers": lambda times: self._number(),
            "view.panel": lambda times: self._panel(),
            "go.library": lambda times: self._list(),
            "go.sources": lambda times: self.host.show_sources(),
            "go.review": lambda times: self.host.show_review(),
            "go.feedback": lambda times: self.host.show_feedback(self),
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
        span = Span(focus.annotation.start, focus.annotation.end) if focus is not None and focus.placed else None
        view.place(cursor, other_end, span, keep=keep)
        if other_end is not None:
            self.enter("visual" if self.marking.moving is None else "bounds")
        else:
            self.enter("fields" if self.filling.stays(focus) else "reader")
        self.tell()

    def tell(self) -> None:
        """Bring the panel, or the line that stands for it, up to date."""
        page, mark = self.page, self.focus_mark
        place = f"\u00b6 {page.prose.paragraphs.number(mark.annotation.start)}" if mark and mark.placed else ""
        told = self.linking.told(mark)
        for panel in (self._side, self._brief):
            thread = page.threads.get(mark.id, ()) if mark is not None else ()
            panel.tell(mark, place, page.view.marks, page.row, self.filling.form(mark), thread, told, page.checkup)

    def roomy(self) -> bool:
        """Whether the side panel is on screen."""
        return bool(self._side.display and self._side.size.height)

    def make_room(self, wanted: bool) -> None:
        """Give the line that stands for the panel more rows, where there is no side panel; or take them back."""
        self.set_class(wanted and not self.roomy(), "-sheet")

    def document(self) -> DocumentRow:
        """All that is known about the document; the desk is asked where it was opened by its id alone."""
        return self.page.document(self.desk)

    def on_resize(self) -> None:
        """Tell as much as there is room for."""
        super().on_resize()
        self.beside.arrange()

    def mode(self) -> Word:
        """Reading, selecting, or what else keys do now."""
        return _NAMES.get(self.stack, Word(" READ ", "status--mode"))

    def place(self) -> list[str]:
        """Whose marks and how many, the paragraph, how far down, and when last saved."""
        view = self.view
        told = []
        if self.host.desk is not None:
            marks = view.marks
            who = "everybody" if marks.whose == EVERYBODY else marks.whose
            whose = "" if who == marks.annotator else f" ({who})"
            told += [marks.annotator, f"{len(marks)} {details.plural(len(marks), 'mark')}{whose}"]
        if self.page.parsed() or len(view.text) < _LARGE:
            paragraphs = self.prose.paragraphs
            told.append(f"\u00b6 {min(len(paragraphs), paragraphs.number(view.cursor))}/{len(paragraphs)}")
        told.append(f"{self.page.percent(view.cursor)}%")
        if self.host.pin is not None:
            told.append(f"at hand: {self.linking.caption(self.host.pin.source)}")
        return [*told, f"saved {self.host.saved_at}"] if self.host.saved_at else told

    # --- moving ------------------------------------------------------------------------------------------------

    def _move(self, motion: Motion, times: int | None) -> None:
        view = self.view
        self.go(motion(self.prose, view.rows, view.cursor, times), self.kept_end(far=motion in FAR))
        if motion in FAR and view.cursor_row() > view.scroll_offset.y + view.size.height // 2:
            paragraph = self.prose.around(view.cursor)  # of one that is gone to, all is shown, not its first rows
            view.reveal_to(max(view.cursor, paragraph.end - 1))

    def kept_end(self, *, far: bool = True) -> int | None:
        """The other end of the selection, which motions extend; a proposal is declined by motions that go far."""
        return None if self.marking.declined_by(far=far) else self.view.other_end

    def _percent(self, times: int | None) -> None:
        if times is None:
            self.say(f"Type a number first: 50{way('move.percent')} goes to the middle of the text.")
        else:
            self._move(MOTIONS["move.percent"], times)

    def _vertical(self, by: int, times: int | None) -> None:
        self.go(self.view.step(by * (times or 1)), self.kept_end(), keep=True)

    def _screenful(self, part: float, times: int | None) -> None:
        view = self.view
        by = int(view.page * part * (times or 1)) or (1 if part > 0 else -1)
        cursor = view.step(by)
        view.scroll_row(view.scroll_offset.y + by)
        self.go(cursor, self.kept_end(), keep=True)

    def _list(self) -> None:
        for page in self.pages:
            page.leave()
        self.host.show_library(self.ident)

    def _number(self) -> None:
        shown = not self.host.looks.numbers
        self.host.keep_looks(numbers=shown)
        for page in self.pages:
            page.view.number(page.prose.paragraphs if shown else None)
        told = "are shown: a number and G goes to one" if shown else "are hidden"
        self.say(f"Paragraph numbers {told}.")

    def _panel(self) -> None:
        shown = not self.host.looks.panel
        self.host.keep_looks(panel=shown)
        self.set_class(not shown, "-plain")
        told = "is shown where there is room" if shown else "is hidden; a line below tells about the mark"
        self.say(f"The side panel {told}.")

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
        self.marking.adopt()
        move(times)

    def cancel(self) -> None:
        """Leave a selection or the fields, else a search."""
        if self.view.other_end is not None:
            origin = self.marking.origin()
            moving = self.marking.moving
            self.go(self.view.cursor if origin is None else origin)
            if self._borrowed is not None:
                self.host.pop_screen()
            elif moving is not None:
                self.say(f"The {moving.annotation.tag} is as it was.")
        elif not (self.filling.leave() or self.pasting.leave() or self.searching.stop()):
            super().cancel()

    def refused(self, error: WorkbenchError, doing: str = "") -> None:
        """Say why a write was refused; where the mark was changed elsewhere, show how the marks now stand."""
        if isinstance(error, Stale):
            self.reread()
            self.say(f"{doing}{error} The marks now show it.", "problem")
        else:
            super().refused(error, doing)

    def reread(self) -> bool:
        """Take the marks from the services anew, cursor and selection as they are; whether any here had changed."""
        changed = [page for page in self.pages if page.reread(self.desk)]
        self.checkups.soon()
        if self.page not in changed:
            return False
        moving = self.marking.moving
        self.marking.moving = self.view.marks.get(moving.id) if moving is not None else None
        self.go(self.view.cursor, self.view.other_end)
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
        for page in self.pages:
            page.leave()
        reader = Reader(row.id, row.title, None, row).fitting(self.app.size)
        reader.say(message)
        if len(self.host.screen_stack) > 1:
            self.host.switch_screen(reader)
        else:
            self.host.push_screen(reader)  # the first screen cannot be taken away

    def pasted(self, text: str) -> None:
        """Ask what a paste is for."""
        self.pasting.take(text)

    def did(self, command: str) -> None:
        """Say so where that was a step of a lesson."""
        self.linking.did(command)
        said = self.page.heard(command)
        if said:
            self.say(said)

    def stepped(self, step: Step) -> None:
        """Show what an undo or redo did, and go there."""
        self.marking.stepped(step)

    # --- the mouse ---------------------------------------------------------------------------------------------

    def on_article_view_pointed(self, event: ArticleView.Pointed) -> None:
        """Put the cursor, extend, or select a word, as the mouse says."""
        self.beside.turn_to_view(event.view)
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
