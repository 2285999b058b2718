"""The marks of one open document: which are shown, in which order, and what covers a place. Pure.

Marks come and go one at a time as the services answer; a look-up costs the same in a text with fifty thousand.
Offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.spans import Span, SpanIndex
from workbench.tui.paint import Painted, look_of

if TYPE_CHECKING:
    from workbench.domain.model import Annotation, Placed

OPEN = frozenset(["unchecked", "in_progress", "recheck"])
"""The statuses of a mark that is still to be checked."""
EVERYBODY = "*"


def settled(mark: Annotation) -> bool:
    """Whether nothing is left to check about a mark: its status says so and no query waits for an answer."""
    return mark.status not in OPEN and all(query.state != "open" for query in mark.queries)


class Tally(NamedTuple):
    """What some marks add up to: how many bear each tag, how many are to be checked, how many have no place here."""

    tags: Counter[str]
    open: int
    unplaced: int


class Marks:
    """The annotations of a document as the acting annotator looks at them; ``whose`` is a name or EVERYBODY.

    ``verdict_first``: what is told of a claim begins with its verdict, not with its status.
    """

    def __init__(self, marks: Iterable[Placed] = (), annotator: str = "", *, verdict_first: bool = False) -> None:
        self.annotator = annotator
        self.verdict_first = verdict_first
        self.whose = annotator
        self._all: dict[str, Placed] = {}
        self._index = SpanIndex()
        self._painted: dict[str, Painted] = {}
        self._order: list[tuple[int, int, str]] = []
        self._tags: Counter[str] = Counter()
        self._open = self._unplaced = 0
        self._tally: Tally | None = None
        self._all.update((mark.id, mark) for mark in marks if mark.kind == "annotations")
        self._fill()

    def _fill(self) -> None:
        self._index, self._painted, self._order = SpanIndex(), {}, []
        self._tags, self._open, self._unplaced, self._tally = Counter(), 0, 0, None
        for mark in self._all.values():
            self._count(mark, 1)
            if self._shown(mark):
                self._enter(mark)
                self._order.append(self._place(mark))
        self._order.sort()

    def _shown(self, mark: Placed) -> bool:
        return mark.placed and self.whose in (EVERYBODY, mark.annotator)

    @staticmethod
    def _place(mark: Placed) -> tuple[int, int, str]:
        return mark.annotation.start, mark.annotation.end, mark.id

    def _enter(self, mark: Placed) -> None:
        start, end, ident = self._place(mark)
        tag = str(mark.annotation.tag)
        self._index.add(ident, Span(start, end))
        self._painted[ident] = Painted(start, end, look_of(tag, own=mark.annotator == self.annotator), tag[:1])

    def _count(self, mark: Placed, by: int) -> None:
        if self.whose in (EVERYBODY, mark.annotator):
            self._tally = None
            if mark.placed:
                self._tags[str(mark.annotation.tag)] += by
                self._open += by * (not settled(mark.annotation))
            else:
                self._unplaced += by

    def put(self, mark: Placed) -> None:
        """Take a mark in as the services returned it, new or changed."""
        self.drop(mark.id)
        self._all[mark.id] = mark
        self._count(mark, 1)
        if self._shown(mark):
            self._enter(mark)
            insort(self._order, self._place(mark))

    def drop(self, ident: str) -> None:
        """Forget a mark."""
        old = self._all.pop(ident, None)
        if old is not None:
            self._count(old, -1)
        if old is not None and ident in self._painted:
            self._index.discard(ident)
            del self._painted[ident]
            del self._order[bisect_left(self._order, self._place(old))]

    def show(self, whose: str) -> None:
        """Show the marks of one annotator, or everybody's."""
        self.whose = whose
        self._fill()

    def views(self) -> list[str]:
        """What :meth:`show` can be given, in the order in which it is gone through: mine, everybody's, each other's."""
        others = sorted({mark.annotator for mark in self._all.values()} - {self.annotator})
        return [self.annotator, *([EVERYBODY] if others else []), *others]

    def __len__(self) -> int:
        """How many are shown."""
        return len(self._order)

    def get(self, ident: str) -> Placed | None:
        """A mark by its id."""
        return self._all.get(ident)

    def all(self) -> Iterable[Placed]:
        """Everybody's, shown or not, placed or not."""
        return self._all.values()

    def painted(self, start: int, end: int) -> list[Painted]:
        """The shown marks that touch ``[start, end)``."""
        return [self._painted[ident] for ident, _ in self._index.touching(start, end)]

    def at(self, offset: int) -> list[Placed]:
        """The shown marks that cover an offset, the innermost first."""
        found = [self._all[ident] for ident, _ in self._index.touching(offset, offset + 1)]
        return sorted(found, key=lambda mark: (mark.annotation.end - mark.annotation.start, self._place(mark)))

    def around(self, start: int, end: int) -> list[Placed]:
        """The shown marks that hold all of ``[start, end)``, the innermost first."""
        return [one for one in self.at(start) if one.annotation.end >= end]

    def touching(self, start: int, end: int) -> list[Placed]:
        """The shown marks that share a code point with ``[start, end)``, in the order of the text."""
        found = [self._all[ident] for ident, _ in self._index.touching(start, end)]
        return sorted(found, key=self._place)

    def exactly(self, span: tuple[int, int]) -> list[Placed]:
        """The acting annotator's marks of exactly this span, in the order of their ids."""
        found = [self._all[ident] for ident, other in self._index.touching(*span) if other == span]
        return sorted((mark for mark in found if mark.annotator == self.annotator), key=lambda mark: mark.id)

    def after(self, offset: int, here: Placed | None = None, count: int = 1) -> Placed | None:
        """The ``count``-th shown mark after ``here``, or after an offset; the last one where there are fewer."""
        if here is not None and here.annotation.start == offset:
            at = bisect_right(self._order, self._place(here))
        else:
            at = bisect_right(self._order, offset, key=lambda place: place[0])
        return self._all[self._order[min(at + count, len(self._order)) - 1][2]] if at < len(self._order) else None

    def before(self, offset: int, here: Placed | None = None, count: int = 1) -> Placed | None:
        """The ``count``-th shown mark before ``here``, or before an offset, counted backwards."""
        if here is not None and here.annotation.start == offset:
            at = bisect_left(self._order, self._place(here))
        else:
            at = bisect_left(self._order, offset, key=lambda place: place[0])
        return self._all[self._order[max(at - count, 0)][2]] if at else None

    def seek(
        self, offset: int, here: Placed | None, direction: int, wanted: Callable[[Annotation], bool], count: int = 1
    ) -> Placed | None:
        """The ``count``-th shown mark from a place on, or back, that is wanted; the last such where there are fewer."""
        if here is not None and here.annotation.start == offset:
            low, high = bisect_left(self._order, self._place(here)), bisect_right(self._order, self._place(here))
        else:
            low = bisect_left(self._order, offset, key=lambda place: place[0])
            high = bisect_right(self._order, offset, key=lambda place: place[0])
        numbers = range(high, len(self._order)) if direction > 0 else range(low - 1, -1, -1)
        found = None
        for number in numbers:
            mark = self._all[self._order[number][2]]
            if wanted(mark.annotation):
                found, count = mark, count - 1
                if not count:
                    break
        return found

    def number(self, mark: Placed) -> int:
        """Which one a shown mark is, counted from 1 in the order of the text."""
        return bisect_left(self._order, self._place(mark)) + 1

    def same(self, other: Marks) -> bool:
        """Whether these are the same annotations as those, however they are looked at."""
        return self._all == other._all

    def tally(self) -> Tally:
        """What the shown marks add up to; the same object until something changes."""
        if self._tally is None:
            self._tally = Tally(+self._tags, self._open, self._unplaced)
        return self._tally
