"""How far the work is: counts of one annotator in one document, and what many of them add up to. Pure."""

from collections import Counter
from dataclasses import dataclass, field

from workbench.domain.model import SETTLED


@dataclass
class Tally:
    """Marks counted, and sentences.

    ``marks`` is how many placed ones there are by tag and status, ``open`` those of them that are still to be checked
    (unchecked, in progress, to be checked again, or with an unanswered question), ``linked`` those with a source,
    ``unplaced`` how many more have no place in the text. ``corrections`` counts by state, ``asked`` those
    with an unanswered question. Of ``sentences`` there are ``touched`` ones, marked or ticked.
    """

    marks: Counter[tuple[str, str]] = field(default_factory=Counter)
    open: int = 0
    linked: int = 0
    unplaced: int = 0
    asked: int = 0
    corrections: Counter[str] = field(default_factory=Counter)
    sentences: int = 0
    touched: int = 0

    def count(self, tag: str, status: str, number: int, *, linked: int = 0, asked: int = 0) -> None:
        """Count placed marks that are alike: ``linked`` of them have a source, ``asked`` an unanswered question."""
        self.marks[tag, status] += number
        self.open += number if status not in SETTLED else asked
        self.linked += linked
        self.asked += asked

    def add(self, other: "Tally") -> None:
        """Count what another has counted too."""
        for key, number in other.marks.items():
            self.marks[key] += number
        for state, number in other.corrections.items():
            self.corrections[state] += number
        self.open += other.open
        self.linked += other.linked
        self.unplaced += other.unplaced
        self.asked += other.asked
        self.sentences += other.sentences
        self.touched += other.touched

    @property
    def untouched(self) -> int:
        """Sentences that are neither marked nor ticked."""
        return self.sentences - self.touched

    @property
    def to_be_made(self) -> int:
        """Corrections that are still to be made."""
        return sum(number for state, number in self.corrections.items() if state not in ("made", "stet"))

    @property
    def number(self) -> int:
        """Placed marks."""
        return self.marks.total()

    def by_tag(self) -> dict[str, int]:
        """Placed marks by tag."""
        return self._by(0)

    def by_status(self) -> dict[str, int]:
        """Placed marks by status."""
        return self._by(1)

    def _by(self, part: int) -> dict[str, int]:
        sums: Counter[str] = Counter()
        for key, number in self.marks.items():
            sums[key[part]] += number
        return dict(sorted(sums.items()))
