"""Where annotators meet: every annotation in exactly one item, and each kind of disagreement told apart."""

from collections import Counter
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.differences import details, differing
from workbench.domain.model import Annotation, Claim, Figure, Link, Rating
from workbench.domain.pairing import Item, item_id, pair

AT = "2020-01-04T10:00:00Z"
TEXT = "The crews say nine boats lay there, and the port says forty. Nobody counted them."


def mark(ident: str, words: str | tuple[int, int], tag: str = "claim", **more: object) -> Annotation:
    start, end = (TEXT.index(words), TEXT.index(words) + len(words)) if isinstance(words, str) else words
    return Annotation(
        id=ident, tag=tag, start=start, end=end, exact=TEXT[start:end] or "x", prefix="", suffix="", created=AT,
        modified=AT, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def one(kim: Sequence[Annotation], ada: Sequence[Annotation]) -> Item:
    (item,) = pair("d", TEXT, {"kim": kim, "ada": ada})
    return item


def states(**marks: Sequence[Annotation]) -> list[str]:
    return [item.state for item in pair("d", TEXT, marks)]


def test_the_same_words_with_the_same_tag_agree_whatever_the_notes_say() -> None:
    item = one([mark("a", "nine boats", note="x", priority=1)], [mark("b", "nine boats", note="y")])
    assert (item.state, item.missing, item.differs) == ("agreed", (), ())
    assert item.annotators == ("ada", "kim")


@pytest.mark.parametrize(
    ("mine", "theirs", "differs"),
    [
        ({"said_by": "the crews"}, {"said_by": "the port"}, ("said_by",)),
        ({"said_by": "the crews"}, {"said_by": "The  Crews"}, ()),
        ({"said_by": "the crews"}, {}, ("said_by",)),
        ({"status": "verified"}, {"status": "needs_correction"}, ("status",)),
        ({"status": "verified"}, {}, ()),
        ({"claim": Claim(text="Nine lay there")}, {"claim": Claim(text="Ten lay there")}, ("text",)),
        (
            {"claim": Claim(verdicts=(Rating(scale="s", value="true", by="kim", at=AT),))},
            {"claim": Claim(verdicts=(Rating(scale="s", value="false", by="ada", at=AT),))},
            ("verdicts",),
        ),
        (
            {"links": (Link(id="1", source="log", relation="supports", note="p"),)},
            {"links": (Link(id="2", source="log", relation="supports", note="q"),)},
            (),
        ),
        ({"links": (Link(id="1", source="log", relation="supports"),)}, {}, ()),
        (
            {"links": (Link(id="1", source="log", relation="supports"),)},
            {"links": (Link(id="1", source="log", relation="refutes"),)},
            ("links",),
        ),
    ],
)
def test_what_counts_as_another_detail(mine: dict[str, object], theirs: dict[str, object], differs: tuple[str]) -> None:
    item = one([mark("a", "nine boats", **mine)], [mark("b", "nine boats", **theirs)])
    assert (item.state, item.differs) == ("details" if differs else "agreed", differs)


def test_overlapping_words_differ_in_their_boundary_and_the_best_overlap_wins() -> None:
    assert one([mark("a", "nine boats", "figure")], [mark("b", "nine", "figure")]).state == "boundary"
    items = pair(
        "d", TEXT,
        {"kim": [mark("a", "nine boats lay"), mark("b", "there, and the port")],
         "ada": [mark("c", "boats lay there, and the port"), mark("d", "nine boats")]},
    )  # fmt: skip
    assert [[r.mark.id for r in item.readings] for item in items] == [["d", "a"], ["c", "b"]]


def test_another_tag_on_the_same_words_but_for_their_punctuation() -> None:
    assert one([mark("a", "nine boats lay there")], [mark("b", "nine boats lay there,", "quote")]).state == "tag"
    assert states(kim=[mark("a", "nine boats lay there")], ada=[mark("b", "nine", "figure")]) == ["single", "single"]


def test_one_long_mark_against_several_short_ones() -> None:
    item = one(
        [mark("a", "nine boats lay there, and the port says forty")],
        [mark("b", "nine boats lay there"), mark("c", "the port says forty")],
    )
    assert item.state == "split"
    assert [r.mark.id for r in item.readings] == ["b", "c", "a"]
    item = one(
        [mark("b", "nine boats lay there"), mark("c", "the port says forty")],
        [mark("a", "nine boats lay there, and the port says forty")],
    )
    assert item.state == "split"


def test_nested_marks_find_their_own_partners() -> None:
    whole, inner = "nine boats lay there, and the port says forty", "the port says forty"
    kim = [mark("a", whole), mark("b", inner), mark("c", "forty", "figure")]
    ada = [mark("d", inner), mark("e", whole), mark("f", "forty", "figure")]
    assert states(kim=kim, ada=ada) == ["agreed", "agreed", "agreed"]


def test_three_annotators_two_of_whom_agree() -> None:
    three = {"kim": [mark("a", "nine", "figure")], "ada": [mark("b", "nine", "figure")], "lee": []}
    (item,) = pair("d", TEXT, three)
    assert (item.state, item.missing) == ("single", ("lee",))
    three["lee"] = [mark("c", "nine boats", "figure")]
    assert [item.state for item in pair("d", TEXT, three)] == ["boundary"]


def test_what_lies_beyond_an_annotators_reach_is_not_compared() -> None:
    marks = {"kim": [mark("a", "nine boats"), mark("b", "Nobody")], "ada": [mark("c", "nine boats")]}
    items = pair("d", TEXT, marks, {"ada": [(0, 60)]})
    assert [(item.state, item.missing) for item in items] == [("agreed", ()), ("not_compared", ())]
    items = pair("d", TEXT, marks, {"ada": [(0, 40), (40, len(TEXT))]})
    assert [(item.state, item.missing) for item in items] == [("agreed", ()), ("single", ("ada",))]
    assert [item.state for item in pair("d", TEXT, {**marks, "ada": []}, {"ada": []})] == ["not_compared"] * 2


def test_of_one_annotator_each_mark_is_an_item() -> None:
    assert states(kim=[mark("a", "nine"), mark("b", "nine"), mark("c", "nine boats")]) == ["single"] * 3


def test_an_items_id_is_that_of_its_annotations_and_document() -> None:
    item = one([mark("a", "nine")], [mark("b", "nine")])
    assert item.id == item_id("d", ["b", "a"]) != item_id("e", ["b", "a"])
    moved = one([mark("a", "nine boats", note="x")], [mark("b", "nine")])
    assert moved.id == item.id


# --- any sets ------------------------------------------------------------------------------------------------------

places = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(
    lambda place: (place[0], min(len(TEXT), sum(place)))
)
sets = st.lists(st.tuples(places, st.sampled_from(["claim", "quote", "figure"])), max_size=14)


def annotated(name: str, found: list[tuple[tuple[int, int], str]]) -> list[Annotation]:
    return [mark(f"{name}-{number}", place, tag) for number, (place, tag) in enumerate(found)]


@given(st.lists(sets, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_every_annotation_is_in_exactly_one_item_in_whatever_order_they_come(
    found: list[list[tuple[tuple[int, int], str]]], random: object
) -> None:
    marks = {f"n{number}": annotated(f"n{number}", one) for number, one in enumerate(found)}
    items = pair("d", TEXT, marks)
    assert Counter(r.mark.id for item in items for r in item.readings) == Counter(
        one.id for each in marks.values() for one in each
    )
    for item in items:
        if item.state != "split":
            assert len(item.annotators) == len(item.readings)
        assert not set(item.missing) & set(item.annotators)
        assert item.differs == () or item.state != "agreed"
    shuffled = {name: random.sample(marks[name], len(marks[name])) for name in reversed(marks)}  # type: ignore[attr-defined]
    assert pair("d", TEXT, shuffled) == items


@given(sets)
def test_the_same_set_twice_agrees_throughout(found: list[tuple[tuple[int, int], str]]) -> None:
    items = pair("d", TEXT, {"kim": annotated("k", found), "ada": annotated("a", found)})
    assert {item.state for item in items} <= {"agreed"}
    assert len(items) == len(found)


@given(sets, sets)
def test_it_does_not_matter_whose_set_is_whose(
    mine: list[tuple[tuple[int, int], str]], theirs: list[tuple[tuple[int, int], str]]
) -> None:
    here = pair("d", TEXT, {"kim": annotated("x", mine), "ada": annotated("y", theirs)})
    there = pair("d", TEXT, {"kim": annotated("y", theirs), "ada": annotated("x", mine)})
    assert Counter(item.state for item in here) == Counter(item.state for item in there)


def test_details_are_told_as_a_person_reads_them() -> None:
    told = details(mark("a", "nine", "figure", figure=Figure(value=9, counts="boats"), said_by="the crews", note="n"))
    assert told == {"said_by": "the crews", "value": "9", "counts": "boats"}
    other = msgspec.structs.replace(mark("b", "nine", "quote"), said_by="the crews")
    assert differing([mark("a", "nine", "figure", figure=Figure(value=9), said_by="the crews"), other]) == ()


def test_a_day_that_an_older_file_lacks_is_no_difference_where_its_words_are_the_same() -> None:
    def dated(when: str, when_date: str | None) -> Annotation:
        return mark("a", "nine", "claim", claim=Claim(when=when, when_date=when_date))

    tuesday = dated("Tuesday", "2020-01-07")
    assert differing([tuesday, dated("tuesday", None)]) == ()
    assert differing([dated("March", "2020-03"), dated("March", "2020-03-01/2020-03-31")]) == ()
    assert differing([tuesday, dated("Tuesday", "2020-01-14")]) == ("when_date",)
    assert differing([tuesday, dated("Tuesday", None), dated("Tuesday", "2020-01-14")]) == ("when_date",)
    assert differing([tuesday, dated("", None)]) == ("when", "when_date")
    assert differing([dated("", "2020-01-07"), dated("", None)]) == ("when_date",)
