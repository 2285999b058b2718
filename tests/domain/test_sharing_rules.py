"""Sharing out: lists of assignments that meet, the order in which things are due, and letters in place of names."""

import itertools
from collections import Counter

from workbench.domain.model import Assignment
from workbench.domain.sharing import LAST, aliases, due_key, in_order, meet, ranges, urgency
from workbench.domain.spans import Span


def test_lists_meet_by_annotator_and_range() -> None:
    kim, lee = Assignment(annotator="kim", priority=1), Assignment(annotator="lee", start=0, end=9)
    part = Assignment(annotator="kim", start=0, end=9, due="2026-01-02")
    met = meet([kim], [part, lee])
    assert met.assignments == in_order([kim, part, lee])
    assert not met.differing
    later = Assignment(annotator="kim", priority=2, due="2026-01-05")
    met = meet([kim], [later, lee, lee])
    kept = Assignment(annotator="kim", priority=1, due="2026-01-05")
    assert met.assignments == (kept, lee)
    assert met.differing == ((kept, later),)
    met = meet([], [kim, lee], [("lee", 0, 9)])
    assert (met.assignments, met.cleared) == ((kim,), (lee,))


def test_what_is_due_first_comes_first() -> None:
    written = [
        "2026-03-01T08:00:00+09:00",
        "2026-03-01T01:00:00Z",
        "2026-03-01",
        "2026-03-02T00:30Z",
        "2026-03",
        "2026",
        "2026-02-31",
        None,
    ]
    keys = [due_key(one) for one in written]
    assert keys == sorted(keys)
    assert keys[-2:] == [LAST, LAST]
    assert len(set(keys)) == len(keys) - 1


def test_priority_counts_before_the_date_and_none_comes_last() -> None:
    first = (Assignment(annotator="kim", priority=1), Assignment(annotator="kim", start=1, end=2, due="2026-05-01"))
    order = [
        first,
        (Assignment(annotator="kim", priority=1),),
        (Assignment(annotator="kim", priority=3, due="2026-01-01"),),
        (Assignment(annotator="kim", due="2026-01-01"),),
        (Assignment(annotator="kim"),),
    ]
    mixed = order[2:] + order[:2]
    assert sorted(mixed, key=urgency) == order


def test_ranges_are_those_of_the_text() -> None:
    parts = [Assignment(annotator="kim", start=3, end=5), Assignment(annotator="kim", start=4, end=99)]
    assert ranges(parts, 10) == (Span(3, 10),)
    assert ranges([Assignment(annotator="kim")], 10) == (Span(0, 10),)
    assert ranges([], 10) == ()


def test_letters_are_the_same_everywhere_and_tell_nobody() -> None:
    names = ["ada", "kim", "lee"]
    for order in itertools.permutations(names):
        assert aliases("item-1", order) == aliases("item-1", names)
    assert sorted(aliases("item-1", names).values()) == ["A", "B", "C"]
    # Over many items everybody is every letter about as often: a letter does not name anybody.
    seen = Counter((name, letter) for item in range(600) for name, letter in aliases(f"i{item}", names).items())
    assert all(150 < seen[name, letter] < 250 for name in names for letter in "ABC")
    many = aliases("x", [f"n{number}" for number in range(30)])
    assert {"Z", "AA", "AD"} <= set(many.values())
    assert len(set(many.values())) == 30
