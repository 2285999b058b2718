"""The desk of a review in a real workspace."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager

from workbench.domain.agreement import Figures, by_tag, figures
from workbench.domain.model import Decision
from workbench.domain.reviewing import Case
from workbench.services import comparing, feedback, review
from workbench.services.feedback import Told
from workbench.services.workspace import Workspace
from workbench.tui.desk import Agreement, Reviewable


class WorkspaceReview:
    """Implements :class:`workbench.tui.desk.ReviewDesk`; ``own`` wraps writes of our own."""

    def __init__(self, workspace: Workspace, own: Callable[[], AbstractContextManager[None]], story: str = "") -> None:
        self._workspace, self._own, self._story = workspace, own, story or None

    @property
    def anonymous(self) -> bool:
        """Whether readings are shown without the names of their annotators."""
        return self._workspace.settings.anonymous

    def review(self, names: Sequence[str], document: str | None = None) -> Sequence[Reviewable]:
        """The documents of the story at hand on which these annotators (everyone without names) meet, or one."""
        return [
            Reviewable(one.document.id, one.document.title, one.document.stories, one.annotators, one.cases)
            for one in review.review(self._workspace, names, document=document, story=self._story)
        ]

    def agreement(self, names: Sequence[str]) -> Sequence[Agreement]:
        """How far these annotators agree: over all, by tag, by pair and by document."""
        found = comparing.compare(self._workspace, names, story=self._story)
        told = [Agreement("all", _measures(figures(found.counts)), figures(found.counts).f1_strict.n)]
        told += [Agreement(tag, _measures(one), one.f1_strict.n, tag) for tag, one in by_tag(found.counts).items()]
        if len(found.by_pair) > 1 and not self.anonymous:
            for (one, other), counts in found.by_pair.items():
                pair = figures(counts)
                told.append(Agreement(f"{one} and {other}", _measures(pair), pair.f1_strict.n, f"{one} {other}"))
        for document, counts in found.by_document.items():
            there = figures(counts)
            title = found.titles[document]
            told.append(Agreement(title, _measures(there), there.f1_strict.n, title))
        return told

    def accept(
        self,
        case: Case,
        annotator: str | None,
        *,
        tag: str | None = None,
        take: Mapping[str, str] | None = None,
        reason: str = "",
    ) -> Decision:
        """Accept an annotator's readings, with another tag, or with details of others (by name, from whom)."""
        with self._own():
            return review.accept(self._workspace, case, annotator, tag=tag, take=take, reason=reason)

    def amend(self, case: Case, span: tuple[int, int], tag: str | None = None, reason: str = "") -> Decision:
        """Decide on words of one's own."""
        with self._own():
            first = case.item.annotators[0]
            return review.amend(self._workspace, case, first, span=span, tag=tag, reason=reason)

    def reject(self, case: Case, reason: str = "") -> Decision:
        """Decide that nothing is right here."""
        with self._own():
            return review.reject(self._workspace, case, reason)

    def give_back(self, case: Case, question: str) -> Decision:
        """Return it to its annotators with a question."""
        with self._own():
            return review.give_back(self._workspace, case, question)

    def explain(self, case: Case, reason: str) -> Decision:
        """Give another reason for the decision that stands."""
        with self._own():
            return review.explain(self._workspace, case, reason)

    def accept_agreed(self, cases: Sequence[Case]) -> int:
        """Accept all that everybody agrees on, as one act; how many."""
        with self._own():
            return review.accept_agreed(self._workspace, cases)

    def comment(self, document: str, about: str, text: str) -> None:
        """Say something about an annotation or an item."""
        with self._own():
            review.say(self._workspace, document, about, text)

    def feedback(self) -> Sequence[Told]:
        """What became of the acting annotator's marks, where that is not as they are."""
        return feedback.feedback(self._workspace, story=self._story)


def _measures(found: Figures) -> dict[str, str]:
    """The measures as people read them, those that lead first."""
    names = {
        "same words": found.f1_strict,
        "overlapping": found.f1_overlap,
        "kappa": found.kappa,
        "alpha": found.alpha,
        "alpha-U": found.alpha_u,
    }
    return {name: f"{one.value:.2f}" if one.value is not None else one.reason for name, one in names.items()}
