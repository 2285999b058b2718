"""Every row of the import table of the design."""

import pytest

from workbench.domain.merge import Ours, Outcome, outcome

BASE, MINE, THEIRS, OLD = "base", "mine", "theirs", "old"


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (None, THEIRS, Outcome.NEW),
        (None, None, Outcome.SAME),
        (Ours(MINE, BASE), BASE, Outcome.SAME),
        (Ours(MINE, BASE, lambda digest: digest == OLD), OLD, Outcome.SAME),
        (Ours(MINE, BASE), MINE, Outcome.SAME),
        (Ours(BASE, BASE), THEIRS, Outcome.UPDATED),
        (Ours(MINE, BASE), THEIRS, Outcome.CONFLICT),
        (Ours(MINE, None), THEIRS, Outcome.CONFLICT),
        (Ours(BASE, BASE), None, Outcome.DELETED),
        (Ours(MINE, BASE), None, Outcome.CONFLICT),
        (Ours(MINE, None), None, Outcome.SAME),
        (Ours(None, BASE), BASE, Outcome.SAME),
        (Ours(None, BASE), THEIRS, Outcome.CONFLICT),
        (Ours(None, BASE), None, Outcome.SAME),
    ],
)
def test_row_of_the_table(ours: Ours | None, theirs: str | None, expected: Outcome) -> None:
    assert outcome(ours, theirs) is expected
