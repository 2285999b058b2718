"""One document on a reader's screen: its text and marks on a view, its heading, and where it was left.

A reader has one page, or two beside each other; commands work on the active one. Offsets are code points.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from workbench.domain.spans import Span
from workbench.domain.text import hidden_characters
from workbench.tui.article import ArticleView
from workbench.tui.desk import DocumentRow
from workbench.tui.finding import Searcher
from workbench.tui.marks import Marks
from workbench.tui.panel import Heading
from workbench.tui.prose import Prose
from workbench.tui.remembered import recall, remember
from workbench.tui.tutorial import Lesson, lesson_of, own
from workbench.tui.wrap import stop_at

if TYPE_CHECKING:
    from workbench.domain.model import Comment, Placed
    from workbench.tui.desk import Checkup, Desk


class Page:
    """A document, its view and what is known about it. ``text`` is None where the desk has to be asked for it."""

    def __init__(self, row: DocumentRow, text: str | None = None, *, known: bool = True) -> None:
        self.row = row
        self.view = ArticleView(text or "")
        self.heading = Heading()
        self.focus_mark: Placed | None = None
        self.lesson: Lesson | None = None
        self.checkup: Checkup | None = None  # how far it is and what does not fit, once that was worked out
        self.threads: dict[str, list[Comment]] = {}  # what was said, by what it is about
        self._known = known  # whether the row is all that the desk could tell
        self._place: tuple[str, str] | None = None  # workspace and annotator, by which the cursor's place is remembered
        self._left_at = 0

    @property
    def ident(self) -> str:
        """The document's id."""
        return self.row.id

    @cached_property
    def prose(self) -> Prose:
        """The text, asked about its words and sentences."""
        return Prose(self.view.text)

    @cached_property
    def searcher(self) -> Searcher:
        """The text, asked where words stand in it."""
        return Searcher(self.view.text)

    def parsed(self) -> bool:
        """Whether the paragraphs have been counted."""
        return "prose" in self.__dict__

    def load(self, desk: Desk) -> None:
        """Take text and marks from the desk; without marks where it refuses them."""
        if not self._known or not self.view.text:
            self.view.load(desk.text(self.ident), self.view.cursor)
            for made in ("prose", "searcher"):  # of the text that stood there before
                self.__dict__.pop(made, None)
        self.view.marks = Marks((), desk.annotator)
        self.view.marks = Marks(desk.annotations(self.ident), desk.annotator, verdict_first=desk.verdict_first)
        self.view.covered = [Span(*span) for span in desk.covered(self.ident)]
        self.hear(desk)

    def hear(self, desk: Desk) -> None:
        """Take what was said about the marks from the desk."""
        self.threads = {}
        for comment in desk.comments(self.ident):
            self.threads.setdefault(comment.on, []).append(comment)

    def learn(self, lessons: dict[str, Lesson]) -> None:
        """Begin the lesson that the text may be, or go on with the one of this session."""
        lesson = lessons.get(self.ident) or lesson_of(self.view.text)
        if lesson is not None:
            self.lesson = lessons[self.ident] = lesson
            if self._place is not None:
                lesson.resume(recall(*self._place, f"{self.ident} steps"))
            lesson.begin(own(self.view.marks), self.view.cursor)
            self.view.ticked = lesson.ticked()

    def heard(self, command: str) -> str:
        """Tell a lesson that a command has run; what it says to that, mostly nothing."""
        if self.lesson is None:
            return ""
        done = self.lesson.heard(command, own(self.view.marks), self.view.cursor)
        if not done:
            return ""
        self.view.ticked = self.lesson.ticked()
        self.view.repaint()
        if self._place is not None:
            remember(*self._place, f"{self.ident} steps", self.lesson.steps_done)
        return self.lesson.said(done[-1])

    def entitle(self) -> None:
        """Show the title, and how many characters of the text cannot be seen."""
        self.heading.title(self.row.title, self.row, hidden_characters(self.view.text))

    def reread(self, desk: Desk) -> bool:
        """Take the marks from the desk anew, shown as they were; whether any had changed."""
        known = self.view.marks
        self.view.cover(desk.covered(self.ident))
        self.hear(desk)
        found = Marks(desk.annotations(self.ident), known.annotator, verdict_first=known.verdict_first)
        if found.same(known):
            return False
        if known.whose in found.views():
            found.show(known.whose)
        self.view.marks = found
        self.view.repaint()
        return True

    def document(self, desk: Desk) -> DocumentRow:
        """All that is known about the document; the desk is asked where it was opened by its id alone."""
        if not self._known:
            self.row = next((row for row in desk.documents() if row.id == self.ident), self.row)
            self._known = True
        return self.row

    def percent(self, offset: int) -> int:
        """How far down an offset is."""
        return 100 * offset // max(1, stop_at(self.view.text, len(self.view.text)))

    # --- where it was left -------------------------------------------------------------------------------------

    def left_at(self, desk: Desk) -> int:
        """Where the document was left, 0 where that is not known; from now on the place is kept."""
        self._place = desk.root, desk.annotator
        self._left_at = recall(*self._place, self.ident)
        return stop_at(self.view.text, self._left_at)

    def leave(self) -> None:
        """Remember the place for the next time."""
        if self._place is not None and self._left_at != self.view.cursor:
            self._left_at = self.view.cursor
            remember(*self._place, self.ident, self._left_at)
