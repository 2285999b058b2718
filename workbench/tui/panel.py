"""The widgets around the article: its heading, and the panel that tells about the mark under the cursor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from workbench.tui import details
from workbench.tui.form import lines
from workbench.tui.lines import Lines, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.domain.model import Comment, Placed
    from workbench.tui.backed import Told
    from workbench.tui.desk import Checkup, DocumentRow
    from workbench.tui.form import Form
    from workbench.tui.marks import Marks


class Panel(Lines):
    """The side panel; of one row's height, the line that stands for it on a narrow screen."""

    DEFAULT_CSS = """
    Panel { background: $surface; color: $foreground;
        & > .details--label { color: $foreground 60%; }
        & > .details--strong { text-style: bold; }
        & > .details--claim { background: $mark-claim; text-style: bold; }
        & > .details--quote { background: $mark-quote; text-style: bold; }
        & > .details--figure { background: $mark-figure; text-style: bold; }
        & > .details--current { background: $primary 30%; text-style: bold; }
        & > .details--cursor { background: $foreground; color: $background; }
        &:nocolor > .details--current { text-style: reverse; }
        &:nocolor > .details--cursor { text-style: reverse; }
    }
    """
    INDENT: ClassVar[int] = 1
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "details--label", "details--strong", "details--claim", "details--quote", "details--figure",
        "details--current", "details--cursor",
    }  # fmt: skip

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._telling: object = None
        self._again: Callable[[], None] | None = None

    def show_lines(self, made: Callable[[int, int], list[list[Word]]]) -> None:
        """Show what is made for the width and height there are, now and after a change of size."""
        self._again = partial(self.show_lines, made)
        width, height = self.size
        if height:
            self.set_lines(made(width - 2 * self.INDENT, height))

    def on_resize(self) -> None:
        """Tell as much as there is room for now."""
        if self._again is not None:
            self._again()

    def tell(
        self,
        mark: Placed | None,
        place: str,
        marks: Marks,
        document: DocumentRow,
        form: Form | None = None,
        thread: Sequence[Comment] = (),
        backed: Sequence[Told] = (),
        checkup: Checkup | None = None,
    ) -> None:
        """Tell about a mark at a place, as people say it; where there is none, about the article and its marks.

        ``thread`` is what was said about it, ``backed`` its links and ties, ``checkup`` how far all is and what does
        not fit. A ``form`` of its fields takes the place of what else is told.
        """
        self._again = partial(self.tell, mark, place, marks, document, form, thread, backed, checkup)
        width, height = self.size
        telling = mark, marks.tally(), width, height, form, tuple(thread), tuple(backed), checkup
        if not height or telling == self._telling:
            return
        self._telling = telling
        width -= 2 * self.INDENT
        misfits = checkup.findings.get(mark.id, ()) if checkup is not None and mark is not None else ()
        if form is not None and mark is not None:
            self.set_lines(lines(mark, form, place, width, height))
        elif height == 1:
            self.set_lines(
                [details.totals(marks) if mark is None else details.brief(mark, place, marks, backed, misfits)]
            )
        elif mark is None:
            self.set_lines(details.overview(document, marks, width, height, checkup))
        else:
            self.set_lines(details.about(mark, place, marks, width, height, thread, backed, misfits))


class Heading(Lines):
    """The title of the article."""

    DEFAULT_CSS = """
    Heading { height: 1; background: $panel; color: $foreground;
        & > .heading--title { text-style: bold; }
        & > .heading--origin { color: $foreground 65%; }
        & > .heading--hidden { color: $error; text-style: bold; }
        &.-resting { background: $surface; }
        &.-resting > .heading--title { color: $foreground 65%; text-style: none; }
    }
    """
    INDENT: ClassVar[int] = 1
    COMPONENT_CLASSES: ClassVar[set[str]] = {"heading--title", "heading--origin", "heading--hidden"}

    def title(self, title: str, document: DocumentRow | None, hidden: int = 0) -> None:
        """Show a title, how many characters of the text cannot be seen, and, as far as known, where it comes from."""
        origin = [part for part in (document.publisher, document.published) if part] if document else []
        sign = [Word(f"{hidden} hidden {details.plural(hidden, 'character')}", "heading--hidden"), Word(" ")]
        self.set_line(
            0,
            [*(sign if hidden else []), Word(title, "heading--title")],
            [Word(" " + ", ".join(origin), "heading--origin")],
        )


class Header(Lines):
    """What a list is of, and how much is in it."""

    DEFAULT_CSS = """
    Header { height: 1; background: $panel; color: $foreground;
        & > .header--name { text-style: bold; }
        & > .header--count { color: $foreground 65%; }
    }
    """
    INDENT: ClassVar[int] = 1
    COMPONENT_CLASSES: ClassVar[set[str]] = {"header--name", "header--count"}
