"""The widgets around the article: its heading, and the panel that tells about the mark under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workbench.tui import details
from workbench.tui.lines import Lines, Word

if TYPE_CHECKING:
    from workbench.domain.model import Placed
    from workbench.tui.desk import DocumentRow
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
    }
    """
    INDENT: ClassVar[int] = 1
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "details--label", "details--strong", "details--claim", "details--quote", "details--figure",
    }  # fmt: skip

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._telling: object = None

    def tell(self, mark: Placed | None, others_here: int, place: str, marks: Marks, document: DocumentRow) -> None:
        """Tell about a mark at a place, as people say it; where there is none, about the article and its marks."""
        width, height = self.size
        telling = mark, others_here, marks.tally(), width, height
        if not height or telling == self._telling:
            return
        self._telling = telling
        width -= 2 * self.INDENT
        if height == 1:
            words = details.totals(marks) if mark is None else details.brief(mark, others_here, place, marks.annotator)
            self.set_lines([words])
        elif mark is None:
            self.set_lines(details.overview(document, marks, width, height))
        else:
            self.set_lines(details.about(mark, others_here, place, marks.annotator, width, height))


class Heading(Lines):
    """The title of the article."""

    DEFAULT_CSS = """
    Heading { height: 1; background: $panel; color: $foreground;
        & > .heading--title { text-style: bold; }
        & > .heading--origin { color: $foreground 65%; }
        & > .heading--hidden { color: $error; text-style: bold; }
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
