"""The reader: an article with its marks; keys move, select, mark and search."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from workbench.domain.errors import WorkbenchError
from workbench.domain.spans import Span
from workbench.tui import details, tagging
from workbench.tui.article import ArticleView
from workbench.tui.finding import Hits, Searcher
from workbench.tui.keyed import Handler, Keyed
from workbench.tui.lines import Lines, Word
from workbench.tui.marks import EVERYBODY, Marks
from workbench.tui.motions import MOTIONS, Motion
from workbench.tui.objects import OBJECTS, sentences_around
from workbench.tui.prompt import Question
from workbench.tui.prose import Prose
from workbench.tui.wrap import stop_at, stop_before

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Size

    from workbench.domain.model import Placed
    from workbench.tui.desk import DocumentRow, Step

WIDE, HIGH = 100, 12
"""From how many columns on there is a side panel, and from how many rows on a heading and the line of hints."""
_PREVIEW = 1_000_000  # code points up to which hits are shown while one types
_LARGE = 4_000_000  # code points from which paragraphs are counted only when they are asked for


class Panel(Lines):
    """The side panel, or the one line that stands for it on a narrow screen."""

    DEFAULT_CSS = """
    Panel { background: $surface; color: $foreground; padding: 0 1;
        & > .details--label { color: $foreground 60%; }
        & > .details--strong { text-style: bold; }
        & > .details--claim { background: $mark-claim; text-style: bold; }
        & > .details--quote { background: $mark-quote; text-style: bold; }
        & > .details--figure { background: $mark-figure; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "details--label", "details--strong", "details--claim", "details--quote", "details--figure",
    }  # fmt: skip


class Heading(Lines):
    """The title of the article."""

    DEFAULT_CSS = """
    Heading { height: 1; background: $panel; color: $foreground; padding: 0 1;
        & > .heading--title { text-style: bold; }
        & > .heading--origin { color: $foreground 65%; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"heading--title", "heading--origin"}


class Reader(Keyed):
    """One document, read and marked. ``text`` is None where the desk has to be asked for it."""

    STACKS: ClassVar[tuple[str, ...]] = ("reader", "visual")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual's own declaration
    VERTICAL_BREAKPOINTS = [(0, "-low"), (HIGH, "-high")]  # noqa: RUF012
    DEFAULT_CSS = """
    Reader { layout: grid; grid-size: 1; grid-columns: 1fr; grid-rows: 1 1fr 1 1 1;
        #side { height: 100%; display: none; }
        #brief { height: 1; padding: 0; }
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
        self._focus: Placed | None = None
        self._telling: object = None
        self._proposal: tuple[str, Span, int] | None = None  # tag, span, where the cursor was
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
        origin = [part for part in (self.row.publisher, self.row.published) if part] if self.row else []
        self._heading.set_line(
            0, [Word(self.title_text, "heading--title")], [Word(" " + ", ".join(origin), "heading--origin")]
        )
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
        self._go(self.view.cursor)
        self.show_status()
        self.become_ready()

    @cached_property
    def prose(self) -> Prose:
        """The text, asked about its words and sentences."""
        return Prose(self.view.text)

    @cached_property
    def _searcher(self) -> Searcher:
        return Searcher(self.view.text)

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
            **motions,
            **{ident: partial(self._vertical, by) for ident, by in vertical.items()},
            **{ident: partial(self._extend, handler) for ident, handler in extending.items()},
            **{ident: partial(self._object, ident) for ident in OBJECTS},
            **{f"tag.{tag}": partial(self._tag, tag) for tag in ("claim", "quote", "figure")},
            "move.page_down": partial(self._page, 1.0),
            "move.page_up": partial(self._page, -1.0),
            "move.half_down": partial(self._page, 0.5),
            "move.half_up": partial(self._page, -0.5),
            "view.center": lambda times: self._scroll(view.cursor_row() - view.size.height // 2),
            "view.top": lambda times: self._scroll(view.cursor_row()),
            "view.bottom": lambda times: self._scroll(view.cursor_row() - view.size.height + 1),
            "select.chars": lambda times: self._go(view.cursor, view.cursor),
            "select.leave": lambda times: self._go(view.cursor),
            "select.swap": lambda times: self._swap(),
            "select.sentences": lambda times: self._sentences(),
            "find.start": lambda times: self._search(),
            "find.next": partial(self._hit, 1),
            "find.previous": partial(self._hit, -1),
            "find.word": lambda times: self._search_word(),
            "mark.next": partial(self._mark, 1),
            "mark.previous": partial(self._mark, -1),
            "mark.under": lambda times: self._under(),
            "mark.note": lambda times: self._note(),
            "mark.delete": lambda times: self._delete(),
            "show.whose": lambda times: self._whose(),
            "go.library": lambda times: self.host.show_library(self.ident),
        }

    # --- the cursor and what is told about its place -----------------------------------------------------------

    def _go(
        self, cursor: int, other_end: int | None = None, focus: Placed | None = None, *, keep: bool = False
    ) -> None:
        """Put the cursor somewhere; ``focus`` is the mark to tell about, otherwise the innermost one there."""
        view = self.view
        if focus is None:
            here = view.marks.at(cursor)
            still = next((mark for mark in here if self._focus is not None and mark.id == self._focus.id), None)
            focus = still if still is not None and cursor == view.cursor else next(iter(here), None)
        self._focus = view.marks.get(focus.id) if focus is not None else None
        span = Span(self._focus.annotation.start, self._focus.annotation.end) if self._focus is not None else None
        view.place(cursor, other_end, span, keep=keep)
        if self._proposal is not None and view.selection != self._proposal[1]:
            self._proposal = None
        self.enter("reader" if other_end is None else "visual")
        self._tell()

    def _tell(self) -> None:
        """Bring the panel, or the line that stands for it, up to date."""
        marks, mark = self.view.marks, self._focus
        more = max(0, len(marks.at(self.view.cursor)) - 1) if mark is not None else 0
        telling = mark, more, marks.tally(), self._side.size, self._brief.size
        if telling == self._telling:
            return
        self._telling = telling
        place = f"\u00b6 {self.prose.paragraphs.number(mark.annotation.start)}" if mark is not None else ""
        if size := self._side.content_size:
            if mark is None:
                self._side.set_lines(details.overview(self._known(), marks, size.width, size.height))
            else:
                self._side.set_lines(details.about(mark, more, place, marks.annotator, size.width, size.height))
        if self._brief.size:
            told = details.totals(marks) if mark is None else details.brief(mark, more, place, marks.annotator)
            self._brief.set_lines([told])

    def _known(self) -> DocumentRow:
        from workbench.tui.desk import DocumentRow

        return self.row or DocumentRow(self.ident, self.title_text)

    def on_resize(self) -> None:
        """Tell as much as there is room for."""
        super().on_resize()
        self.call_after_refresh(self._tell)

    def mode(self) -> Word:
        """Reading or selecting."""
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
        told.append(f"{100 * view.cursor // max(1, stop_at(view.text, len(view.text)))}%")
        return [*told, f"saved {self.host.saved_at}"] if self.host.saved_at else told

    # --- moving ------------------------------------------------------------------------------------------------

    def _move(self, motion: Motion, times: int | None) -> None:
        view = self.view
        self._go(motion(self.prose, view.rows, view.cursor, times), view.other_end)

    def _vertical(self, by: int, times: int | None) -> None:
        self._go(self.view.step(by * (times or 1)), self.view.other_end, keep=True)

    def _page(self, part: float, times: int | None) -> None:
        view = self.view
        by = int(view.page * part * (times or 1)) or (1 if part > 0 else -1)
        cursor = view.step(by)
        view.scroll_row(view.scroll_offset.y + by)
        self._go(cursor, view.other_end, keep=True)

    def _scroll(self, top: int) -> None:
        self.view.scroll_row(top)
        self.view.reveal()

    # --- selecting ---------------------------------------------------------------------------------------------

    def _select(self, span: Span) -> None:
        self._go(stop_before(self.view.text, span.end), span.start)

    def _extend(self, move: Handler, times: int | None) -> None:
        if self.view.other_end is None:
            self._go(self.view.cursor, self.view.cursor)
        move(times)

    def _swap(self) -> None:
        if self.view.other_end is not None:
            self._go(self.view.other_end, self.view.cursor)

    def _sentences(self) -> None:
        view = self.view
        self._select(sentences_around(self.prose, view.selection or Span(view.cursor, view.cursor + 1)))

    def _object(self, ident: str, times: int | None) -> None:
        found = OBJECTS[ident].find(self.prose, self.view.cursor)
        if found is None:
            self.say(f"There is no {OBJECTS[ident].noun} in this paragraph.")
        else:
            self._select(found)

    def cancel(self) -> None:
        """Leave a selection, else a search."""
        view = self.view
        if view.other_end is not None:
            self._go(self._proposal[2] if self._proposal is not None else view.cursor)
        elif len(view.hits):
            view.hits = Hits()
            view.repaint()
        else:
            super().cancel()

    # --- marks -------------------------------------------------------------------------------------------------

    def _tag(self, tag: str, times: int | None) -> None:
        """First press selects, second press marks; with a selection made by hand one press marks."""
        view, selection, proposal = self.view, self.view.selection, self._proposal
        if selection is None or (proposal is not None and proposal[0] != tag):
            origin = proposal[2] if proposal is not None and selection is not None else view.cursor
            said = tagging.first_press(self.prose, view.marks, origin, tag)
            if isinstance(said, tagging.Propose):
                self._proposal = None
                self._select(said.span)
                self._proposal = tag, said.span, origin
            self.say(said.message)
            return
        match tagging.second_press(view.marks, selection, tag, proposed=proposal is not None):
            case tagging.Refuse(message):
                self.say(message)
            case tagging.Retag(mark):
                self._changed(self.desk.edit(mark, tag=tag), f"Now {tagging.noun(tag)}.")
            case tagging.Add(span, beside):
                also = f" These words are {tagging.noun(beside[0].annotation.tag)} too." if beside else ""
                added = self.desk.annotate(self.ident, span.start, span.end, tag)
                self._changed(added, f"{tag.capitalize()} marked.{also}")

    def _changed(self, mark: Placed, message: str) -> None:
        """Show a mark as the services have stored it."""
        self.wrote()
        self._put(mark)
        self._proposal = None
        self._go(mark.annotation.start, focus=mark)
        self.say(f"{message} u undoes.")

    def _put(self, mark: Placed) -> None:
        old = self.view.marks.get(mark.id)
        self.view.marks.put(mark)
        for one in (old, mark):
            if one is not None:
                self.view.repaint((one.annotation.start, one.annotation.end))

    def _drop(self, ident: str) -> Placed | None:
        old = self.view.marks.get(ident)
        if old is not None:
            self.view.marks.drop(ident)
            self.view.repaint((old.annotation.start, old.annotation.end))
        return old

    def _mine(self) -> Placed | None:
        """The mark told about, where it may be changed; otherwise it is said why not."""
        mark = self._focus
        if mark is None:
            self.say("There is no mark here. c, q and f make one, tab goes to the next.")
        elif mark.annotator != self.view.marks.annotator:
            self.say(f"This mark is {mark.annotator}'s; you can change only your own.")
            return None
        return mark

    def _delete(self) -> None:
        mark = self._mine()
        if mark is not None:
            self.desk.delete(mark)
            self.wrote()
            self._drop(mark.id)
            self._focus = None
            self._go(self.view.cursor)
            self.say(f"{mark.annotation.tag.capitalize()} deleted. u brings it back.")

    def _note(self) -> None:
        mark = self._mine()
        if mark is not None:
            self.ask(Question("Note:", partial(self._noted, mark), mark.annotation.note))

    def _noted(self, mark: Placed, note: str) -> None:
        if note.strip() == mark.annotation.note:
            self.say("The note is as it was.")
            return
        try:
            stored = self.desk.edit(mark, note=note.strip())
        except WorkbenchError as error:
            self.say(f"Not saved: {error}", "problem")
            return
        self._changed(stored, "Note saved.")
        self.show_status()

    def _under(self) -> None:
        here = self.view.marks.at(self.view.cursor)
        if len(here) < 2:
            self.say("No marks overlap here." if here else "There is no mark here.")
            return
        number = next((n for n, mark in enumerate(here) if self._focus and mark.id == self._focus.id), -1)
        self._go(self.view.cursor, self.view.other_end, here[(number + 1) % len(here)])

    def _mark(self, direction: int, times: int | None) -> None:
        view, find = self.view, self.view.marks.after if direction > 0 else self.view.marks.before
        mark = find(view.cursor, self._focus, times or 1)
        if mark is None:
            where = "after" if direction > 0 else "before"
            self.say(f"There is no mark {where} this place." if len(view.marks) else "There are no marks yet.")
            return
        self._go(stop_at(view.text, mark.annotation.start), view.other_end, mark)
        self.say(f"Mark {view.marks.number(mark)} of {len(view.marks)}")

    def stepped(self, step: Step) -> None:
        """Show what an undo or redo did, and go there."""
        if step.document is not None and step.document != self.ident:
            self.say(f"{step.summary} (in another document)")
            return
        gone = [mark for mark in map(self._drop, step.removed) if mark is not None]
        for mark in step.changed:
            self._put(mark)
        places = [mark for mark in (*step.changed, *gone) if mark.placed]
        self._focus, self._proposal = None, None
        if places:
            there = next((mark for mark in step.changed if mark.placed), None)
            self._go(stop_at(self.view.text, places[0].annotation.start), focus=there)

    def _whose(self) -> None:
        marks = self.view.marks
        views = marks.views()
        if len(views) == 1:
            self.say("Nobody else has marked this document.")
            return
        marks.show(views[(views.index(marks.whose) + 1) % len(views)])
        self._focus = None
        self.view.repaint()
        self._go(self.view.cursor, self.view.other_end)
        self.say(f"Showing {details.showing(marks)}: {len(marks)}.")

    # --- finding -----------------------------------------------------------------------------------------------

    def _search(self) -> None:
        before = self.view.hits
        changed = self._preview if len(self.view.text) <= _PREVIEW else None
        self.ask(Question("/", self._searched, "", changed, lambda: self._light(before)))

    def _light(self, hits: Hits) -> None:
        self.view.hits = hits
        self.view.repaint()

    def _preview(self, query: str) -> None:
        self._light(self._searcher.find(query))
        count = len(self.view.hits)
        self.say(f"{count} {details.plural(count, 'hit')}" if query else "")

    def _searched(self, query: str) -> None:
        if query:
            self._light(self._searcher.find(query))
        self._hit(1, None, start=True)
        self.show_status()

    def _search_word(self) -> None:
        word = self.prose.word(self.view.cursor)
        self._light(self._searcher.find(self.view.text[word.start : word.end], whole_words=True))
        self._hit(1, None)

    def _hit(self, direction: int, times: int | None, *, start: bool = False) -> None:
        view, hits = self.view, self.view.hits
        if not hits.query:
            self.say("Nothing has been searched for yet: / searches.")
            return
        if direction > 0:
            found = hits.following(view.cursor - (1 if start else 0), times or 1)
        else:
            found = hits.preceding(view.cursor, times or 1)
        if found is None:
            self.say(f"\u201c{hits.query}\u201d is not in this text.", "problem")
            return
        at, turned = found
        self._go(stop_at(view.text, at), view.other_end)
        round_ = (", from the top" if direction > 0 else ", from the end") if turned else ""
        self.say(f"\u201c{hits.query}\u201d: {hits.number(at)} of {len(hits)}{round_}")

    # --- the mouse ---------------------------------------------------------------------------------------------

    def on_article_view_pointed(self, event: ArticleView.Pointed) -> None:
        """Put the cursor, extend, or select a word, as the mouse says."""
        view = self.view
        if event.how == "double":
            word = self.prose.word(event.offset)
            if word.start < word.end:
                self._select(word)
        elif event.how == "drag":
            if event.offset != view.cursor:
                self._go(event.offset, view.cursor if view.other_end is None else view.other_end)
        else:
            self._go(event.offset)
        self.show_status()
