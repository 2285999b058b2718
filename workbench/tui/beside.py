"""The reader's commands for a second document beside the first, and for going from one to the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.spans import Span
from workbench.tui.finding import Hits
from workbench.tui.keys import way
from workbench.tui.listing import arranged
from workbench.tui.page import Page
from workbench.tui.table import Column, Row
from workbench.tui.wrap import stop_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.tui.article import ArticleView
    from workbench.tui.desk import DocumentRow
    from workbench.tui.keyed import Handler
    from workbench.tui.screens.reader import Reader

_COLUMNS = (Column("Title"), Column("Publisher", 20, from_width=70), Column("Published", 10, from_width=90))


class Beside:
    """What the keys for two documents do on one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            "page.second": lambda times: self._choose(),
            "page.single": lambda times: self._close(),
            "page.next": lambda times: self._turn(),
        }

    def _choose(self) -> None:
        """Ask which document is to stand beside this one."""
        from workbench.tui.screens.picker import Picker, Picking

        reader = self._reader
        rows = {row.id: row for row in reader.desk.documents() if row.id != reader.pages[0].ident}
        if not rows:
            reader.say("There is no other document in the library.")
            return
        listed = [
            Row(row.id, (row.title, row.publisher, row.published), words=_words(row))
            for row in arranged(rows.values(), reader.host.sorted_by)
        ]
        open_ = reader.pages[1].ident if len(reader.pages) > 1 else None
        reader.host.push_screen(
            Picker(
                Picking(
                    "Beside this one:", _COLUMNS, listed, lambda key: self._open(rows[key]), current=open_,
                    empty="There is no other document.", tell=lambda key: _words(rows[key]),
                )
            )
        )  # fmt: skip

    def show(self, row: DocumentRow, span: Span | None, mark_id: str = "", message: str = "") -> None:
        """Show a document in the second pane, with a passage lit up, or the cursor on a mark."""
        reader = self._reader
        if len(reader.pages) > 1 and reader.pages[1].ident == row.id:
            self._activate(reader.pages[1])
            self._point(reader.pages[1], span, mark_id, message)
        else:
            self._open(row, partial(self._point, span=span, mark_id=mark_id, message=message))

    def show_first(self, span: Span | None) -> None:
        """Go back to the first pane, there to a passage."""
        self._activate(self._reader.pages[0])
        if span is not None:
            self._point(self._reader.page, span, "", "")

    def _point(self, page: Page, span: Span | None, mark_id: str, message: str) -> None:
        reader, view = self._reader, page.view
        if span is not None and span.end <= len(view.text):
            mark = view.marks.get(mark_id)
            if mark is None:
                view.hits = Hits.of(" ".join(view.text[span.start : span.end].split()), span)
                view.repaint()
            reader.go(stop_at(view.text, span.start), focus=mark)
            view.scroll_row(view.cursor_row() - view.size.height // 3)
        elif span is not None:
            reader.say("The passage lies beyond this text.")
            return
        where = f"\u00b6 {page.prose.paragraphs.number(view.cursor)} of {page.row.title}. " if span is not None else ""
        reader.say(f"{where}{message}")
        reader.show_status()

    def _open(self, row: DocumentRow, then: Callable[[Page], None] | None = None) -> None:
        reader = self._reader
        self._leave_second()
        page = Page(row)
        reader.pages.append(page)
        reader.add_class("-two")
        reader.mount(page.heading, page.view, after=reader.pages[0].view)
        self._activate(page)
        self.arrange()
        reader.call_after_refresh(self._opened, page, then)

    def _opened(self, page: Page, then: Callable[[Page], None] | None = None) -> None:
        """Load what stands beside, when there is a place for it."""
        if page in self._reader.pages:
            self._activate(page)
            self._reader.open_page(page)
            if then is not None:
                then(page)
                return
            back, one = way("page.next"), way("page.single")
            self._reader.say(f"{back} goes from one document to the other, {one} leaves only one.")
            self._reader.show_status()

    def _leave_second(self) -> None:
        """Take the second document away; the first is active then."""
        reader = self._reader
        if len(reader.pages) < 2:
            return
        second = reader.pages.pop(1)
        if second is reader.page:
            self._activate(reader.pages[0])
        second.leave()
        second.heading.remove()
        second.view.remove()
        reader.remove_class("-two")

    def _close(self) -> None:
        reader = self._reader
        if len(reader.pages) < 2:
            reader.say(f"Only one document is open. {way('page.second')} puts another beside it.")
            return
        self._leave_second()
        reader.say("One document.")

    def _turn(self) -> None:
        """Go on to the other document, or to the fields of the mark and back."""
        reader = self._reader
        if len(reader.pages) > 1 and reader.stack != "fields":
            self._activate(next(page for page in reader.pages if page is not reader.page))
        elif reader.stack == "fields":
            reader.filling.leave()
        else:
            reader.run_command("fields.open")

    def turn_to_view(self, view: ArticleView) -> None:
        """Make the page active that has this view."""
        page = next((page for page in self._reader.pages if page.view is view), None)
        if page is not None and page is not self._reader.page:
            self._activate(page)

    def _activate(self, page: Page) -> None:
        reader = self._reader
        reader.filling.leave()
        reader.marking.moving = None
        reader.selecting.forget()
        reader.page = page
        for one in reader.pages:
            resting = one is not page
            one.view.resting = resting
            one.heading.set_class(resting, "-resting")
            one.view.set_class(resting, "-resting")
            one.view.repaint()
        reader.go(page.view.cursor, page.view.other_end, page.focus_mark, keep=True)

    def arrange(self) -> None:
        """Two documents stand beside each other, on a narrow screen one above the other."""
        reader = self._reader
        if len(reader.pages) == 2 and all(page.view.is_attached for page in reader.pages):
            first, second = reader.pages
            wide = reader.size.width >= reader.WIDE
            reader.move_child(second.heading, after=first.heading if wide else first.view)
            reader.move_child(second.view, after=first.view if wide else second.heading)


def _words(row: DocumentRow) -> str:
    return ", ".join(part for part in (row.title, row.publisher, row.published, *row.stories) if part)
