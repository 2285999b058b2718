"""Three-way merging of sets: a thousand simulated ones against an oracle of its own, and the rules one by one."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from workbench.domain.errors import DataError
from workbench.domain.model import (
    TAGS,
    Annotation,
    AnnotationSet,
    Checked,
    Claim,
    Decision,
    Evidence,
    Figure,
    Link,
    Orphan,
    Relation,
    Source,
)
from workbench.domain.threeway import Clash, merge

from ..simulated import TEXT, Worker, all_marks, settled, three

NONE = "(none)"
CLASH = "(clash)"
Atoms = dict[str, Any]


# The oracle: every set as a flat table of what may be changed alone, compared name by name. Lists inside an
# annotation are compared in :func:`listed`.


def atoms(mark: Annotation) -> Atoms:
    data = msgspec.to_builtins(mark)
    flat: Atoms = {"anchor": tuple(data.pop(name, None) for name in ("start", "end", "exact", "prefix", "suffix"))}
    flat["anchor"] += (data.pop("sha256", None), data.pop("reason", None))
    flat["status"] = (data.pop("status", "unchecked"), repr(data.pop("checked", None)))
    for name in ("id", "modified", "links", "queries", "relations"):
        data.pop(name, None)
    for part in (*TAGS, "fields"):
        flat |= {f"{part}.{name}": value for name, value in data.pop(part, {}).items()}
    return flat | data


def listed(mark: Annotation | None, name: str) -> Atoms:
    if mark is None:
        return {}
    return {getattr(one, "id", None) or f"{one.type} {one.target}": one for one in getattr(mark, name)}


def pick(base: Any, ours: Any, theirs: Any) -> Any:
    if ours == theirs:
        return ours
    return theirs if ours == base else ours if theirs == base else CLASH


def flat_merge(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Atoms:
    names = {*base, *ours, *theirs}
    found = {name: pick(*(side.get(name, NONE) for side in (base, ours, theirs))) for name in names}
    return {name: value for name, value in found.items() if value != NONE}


def expected(base: Annotation, ours: Annotation, theirs: Annotation) -> tuple[Atoms, dict[str, Any]]:
    """The flat fields and the lists of an annotation that both sides still have."""
    sides = [atoms(one) for one in (base, ours, theirs)]
    own = ("claim.", "quote.", "figure.", "fields.")
    if ours.tag != theirs.tag:  # the tag and its fields are one
        for side in sides:
            kind = {name: side.pop(name) for name in list(side) if name == "tag" or name.startswith(own)}
            side["tag"] = sorted(kind.items(), key=repr)
    fields = flat_merge(*sides)
    lists: dict[str, Any] = {}
    for name in ("links", "queries", "relations"):
        lists[name] = flat_merge(*(listed(one, name) for one in (base, ours, theirs)))
        for key, value in lists[name].items():
            link = [listed(one, name).get(key) for one in (base, ours, theirs)]
            if value == CLASH and name == "links" and None not in link:
                parts = [msgspec.to_builtins(one) for one in link]
                for part in parts:
                    part["where"] = [part.pop("locator", ""), part.pop("evidence", None)]
                lists[name][key] = flat_merge(*parts)
    return fields, lists


def clashing(fields: Atoms, lists: dict[str, Any]) -> set[str]:
    names = {name for name, value in fields.items() if value == CLASH}
    for name, items in lists.items():
        for key, value in items.items():
            inside = value.values() if isinstance(value, dict) else [value]
            if CLASH in inside:
                names.add(f"{name}.{key}")
    return names


def assert_merged(mark: Annotation, fields: Atoms, lists: dict[str, Any], side: Annotation | None = None) -> None:
    """``mark`` is what the oracle says; where it says that the sides clash, as ``side`` has it."""
    found = atoms(mark)
    if isinstance(fields.get("tag"), list) or (side is not None and fields.get("tag") == CLASH):
        own = ("claim.", "quote.", "figure.", "fields.")
        kind = {name: found.pop(name) for name in list(found) if name == "tag" or name.startswith(own)}
        found["tag"] = sorted(kind.items(), key=repr)
    for name in {*found, *fields}:
        if fields.get(name, NONE) == CLASH:
            assert side is not None
            if name != "tag":
                assert found.get(name, NONE) == atoms(side).get(name, NONE), name
        else:
            assert found.get(name, NONE) == fields.get(name, NONE), name
    for name, items in lists.items():
        written = listed(mark, name)
        assert len(written) == len(getattr(mark, name))
        for key in {*written, *items}:
            value = items.get(key)
            if isinstance(value, dict):
                part = msgspec.to_builtins(written[key])
                part["where"] = [part.pop("locator", ""), part.pop("evidence", None)]
                for field, content in value.items():
                    assert content == CLASH or part.get(field) == content, (name, key, field)
            elif value == CLASH:
                assert written.get(key) == listed(side, name).get(key)
            else:
                assert written.get(key) == value, (name, key)


def check_against_oracle(base: AnnotationSet, ours: AnnotationSet, theirs: AnnotationSet) -> int:
    """Compare a merge with the oracle, name by name; gives how many annotations clash."""
    merged, clashes = merge(base, ours, theirs)
    sides = [{one.id: one for one in all_marks(value)} for value in (base, ours, theirs)]
    result = {one.id: one for one in all_marks(merged)}
    assert len(result) == len(all_marks(merged))
    disputed = {clash.id: clash for clash in clashes if clash.part == "annotations"}
    assert not result.keys() & disputed.keys()
    for key in set().union(*sides):
        first, mine, yours = (side.get(key) for side in sides)
        if mine is None or yours is None:
            picked = pick(first, mine, yours)
            if picked == CLASH:
                assert (disputed[key].fields, disputed[key].ours, disputed[key].theirs) == ((), mine, yours)
            else:
                assert result.get(key) == picked
                assert key not in disputed
        elif mine == yours or first is None or first in (mine, yours):
            assert result[key] == pick(first, mine, yours)
        else:
            fields, lists = expected(first, mine, yours)
            names = clashing(fields, lists)
            later = max(mine.modified, yours.modified)
            if not names:
                assert result[key].modified == later
                assert_merged(result[key], fields, lists)
                continue
            clash = disputed[key]
            assert {name if name in names else name.rsplit(".", 1)[0] for name in clash.fields} == names
            for side, version in ((mine, clash.ours), (yours, clash.theirs)):
                assert isinstance(version, Annotation)
                assert version.modified == later
                assert_merged(version, fields, lists, side)
    check_the_rest(base, ours, theirs, merged, clashes)
    return len(disputed)


def check_the_rest(
    base: AnnotationSet, ours: AnnotationSet, theirs: AnnotationSet, merged: AnnotationSet, clashes: list[Clash]
) -> None:
    first, mine, yours = (points(value) for value in (base, ours, theirs))
    assert points(merged) == (first & mine & yours) | (mine - first) | (yours - first)
    assert merged.done == pick(base.done, ours.done, theirs.done)
    parts = [{one.id: one for one in value.comments} for value in (base, ours, theirs)]
    assert {one.id: one for one in merged.comments} == flat_merge(*parts)
    disputed = {clash.id: clash for clash in clashes if clash.part == "sources"}
    versions = [side for clash in clashes for side in (clash.ours, clash.theirs) if isinstance(side, Annotation)]
    linked = {link.source for mark in (*all_marks(merged), *versions) for link in mark.links}
    sides = [{one.id: one for one in value.sources} for value in (base, ours, theirs)]
    result = {one.id: one for one in merged.sources}
    assert linked <= result.keys() | disputed.keys()
    for key in set().union(*sides):
        at, left, right = (side.get(key) for side in sides)
        if left is None or right is None:
            picked = pick(at, left, right)
            if key in linked:
                assert result[key] == (left or right)
            elif picked == CLASH:
                assert (disputed[key].ours, disputed[key].theirs) == (left, right)
            else:
                assert result.get(key) == picked
        else:
            fields = flat_merge(*({} if one is None else msgspec.to_builtins(one) for one in (at, left, right)))
            names = {name for name, value in fields.items() if value == CLASH}
            assert names == set(disputed[key].fields if key in disputed else ())
            if not names:
                assert msgspec.to_builtins(result[key]) == fields


def points(value: AnnotationSet) -> set[int]:
    return {point for start, end in value.coverage for point in range(start, end)}


def swapped(clash: Clash) -> Clash:
    return Clash(clash.part, clash.id, clash.fields, clash.theirs, clash.ours)


@pytest.mark.parametrize("block", range(10))
def test_a_thousand_simulated_merges(block: int) -> None:
    clashes = clean = 0
    for seed in range(block * 100, block * 100 + 100):
        base, ours, theirs = three(seed, size=3 + seed % 10, steps=4 + seed % 9)
        number = check_against_oracle(base, ours, theirs)
        clashes += number
        clean += not number
        merged = merge(base, ours, theirs)
        other = merge(base, theirs, ours)
        assert other.value == merged.value
        assert [swapped(clash) for clash in other.clashes] == merged.clashes
        assert merge(base, ours, base) == merge(base, base, ours) == merge(ours, ours, ours) == (ours, [])
    assert clashes  # the simulation does what it is for
    assert clean


def test_without_a_base_both_sides_stay_and_what_differs_clashes() -> None:
    for seed in range(100):
        base, ours, theirs = three(seed)
        merged, clashes = merge(None, ours, theirs)
        sides = [{one.id: one for one in all_marks(value)} for value in (ours, theirs)]
        for one in all_marks(merged):
            assert one in (sides[0].get(one.id), sides[1].get(one.id)) or one.id in sides[0].keys() & sides[1].keys()
        disputed = {clash.id for clash in clashes if clash.part == "annotations"}
        assert {one.id for one in all_marks(merged)} | disputed == sides[0].keys() | sides[1].keys()
        for key in sides[0].keys() & sides[1].keys() - disputed:
            assert atoms(sides[0][key]) == atoms(sides[1][key])
        assert points(merged) == points(ours) | points(theirs)
        assert merge(None, ours, ours) == (ours, [])
        assert base


BASE = Worker(7, "z").begin(6)
ONE = next(mark for mark in BASE.annotations if mark.tag == "figure")
LATE = "2021-01-01T00:00:00Z"


def with_mark(mark: Annotation | None) -> AnnotationSet:
    others = [one for one in all_marks(BASE) if one.id != ONE.id]
    return settled(BASE, others if mark is None else [*others, mark])


def changed(**fields: Any) -> AnnotationSet:
    return with_mark(replace(ONE, **fields))


def merged_mark(ours: AnnotationSet, theirs: AnnotationSet) -> Annotation:
    value, clashes = merge(with_mark(ONE), ours, theirs)
    assert clashes == []
    return next(one for one in all_marks(value) if one.id == ONE.id)


def fields_of(ours: AnnotationSet, theirs: AnnotationSet) -> tuple[str, ...]:
    (clash,) = merge(with_mark(ONE), ours, theirs).clashes
    assert clash.id == ONE.id
    return clash.fields


def test_different_fields_of_one_annotation_merge_and_the_later_time_stays() -> None:
    one = merged_mark(
        changed(note="a", modified=LATE), changed(said_by="b", priority=1, modified="2020-06-01T00:00:00Z")
    )
    assert (one.note, one.said_by, one.priority, one.modified) == ("a", "b", 1, LATE)


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    one = merged_mark(changed(note="a", modified=LATE), changed(note="a", modified=MIDDAY))
    assert (one.note, one.modified) == ("a", LATE)


MIDDAY = "2020-06-01T12:00:00Z"


def test_an_anchor_is_never_mixed() -> None:
    start, end = ONE.start, ONE.end
    longer = {"end": end + 1, "exact": TEXT[start : end + 1], "suffix": TEXT[end + 1 : end + 33]}
    earlier = {"start": start - 1, "exact": TEXT[start - 1 : end], "prefix": TEXT[start - 33 : start - 1]}
    assert fields_of(changed(**longer), changed(**earlier)) == ("anchor",)
    assert merged_mark(changed(**longer), changed(note="n")).anchor == replace(ONE, **longer).anchor


def test_who_checked_goes_with_the_status() -> None:
    by_kim, by_lee = (Checked(by=name, at=MIDDAY) for name in ("kim", "lee"))
    assert fields_of(changed(status="verified", checked=by_kim), changed(status="recheck")) == ("status",)
    assert fields_of(changed(status="verified", checked=by_kim), changed(status="verified", checked=by_lee)) == (
        "status",
    )


def test_the_fields_of_a_tag_merge_one_by_one_but_not_with_those_of_another_tag() -> None:
    figure = ONE.figure
    assert figure is not None
    one = merged_mark(changed(figure=replace(figure, counts="boats")), changed(figure=replace(figure, method="hand")))
    assert one.figure == replace(figure, counts="boats", method="hand")
    assert fields_of(
        changed(figure=replace(figure, counts="boats")), changed(figure=replace(figure, counts="ships"))
    ) == ("figure.counts",)
    retagged = changed(tag="claim", figure=None, claim=Claim(text="c"))
    assert fields_of(retagged, changed(figure=replace(figure, counts="boats"))) == ("tag",)
    assert merged_mark(retagged, changed(note="n")).claim == Claim(text="c")


def test_filling_the_first_field_of_a_tag_on_both_sides() -> None:
    bare = settled(BASE, [replace(ONE, figure=None)])
    ours, theirs = (settled(BASE, [replace(ONE, figure=one)]) for one in (Figure(value=3), Figure(unit="boat")))
    value, clashes = merge(bare, ours, theirs)
    assert clashes == []
    assert value.annotations[0].figure == Figure(value=3, unit="boat")


def test_deleting_what_the_other_changed_is_a_conflict_and_what_it_left_alone_is_not() -> None:
    (clash,) = merge(with_mark(ONE), with_mark(None), changed(note="a")).clashes
    assert (clash.ours, clash.fields) == (None, ())
    assert clash.theirs == replace(ONE, note="a")
    value, clashes = merge(with_mark(ONE), with_mark(None), with_mark(ONE))
    assert clashes == []
    assert ONE.id not in {one.id for one in all_marks(value)}


def test_one_side_loses_the_place_and_the_other_moves_it() -> None:
    lost = Orphan(**msgspec.structs.asdict(ONE), sha256="ab" * 32, reason="gone")
    one = merged_mark(with_mark(lost), changed(note="n"))
    assert isinstance(one, Orphan)
    assert one.note == "n"
    assert fields_of(with_mark(lost), changed(start=ONE.start + 1)) == ("anchor",)


LINK = replace(Worker(1, "x").link("source-0"), evidence=None)


def with_links(*links: Link) -> AnnotationSet:
    return changed(links=links)


def link_fields(ours: AnnotationSet, theirs: AnnotationSet) -> tuple[str, ...]:
    (clash,) = merge(with_links(LINK), ours, theirs).clashes
    return clash.fields


def test_a_link_merges_by_field_while_it_leads_to_the_same_source() -> None:
    graded, noted = replace(LINK, grade="primary"), replace(LINK, note="n")
    value, clashes = merge(with_links(LINK), with_links(graded), with_links(noted))
    assert clashes == []
    assert next(one for one in all_marks(value) if one.id == ONE.id).links == (
        replace(LINK, grade="primary", note="n"),
    )
    elsewhere = replace(LINK, source="source-1")
    assert link_fields(with_links(elsewhere), with_links(graded)) == (
        f"links.{LINK.id}.source",
        f"links.{LINK.id}.grade",
    )
    assert link_fields(with_links(), with_links(graded)) == (f"links.{LINK.id}",)
    located = replace(LINK, locator="p. 2")
    shown = replace(LINK, evidence=Evidence(document="log-1", sha256="cd" * 32, start=0, end=4, exact="nine"))
    assert link_fields(with_links(located), with_links(shown)) == (f"links.{LINK.id}.locator",)


def test_lists_keep_the_order_that_a_side_gave_them() -> None:
    a, b, c, d, e = (Relation(type="same_as", target=letter) for letter in "abcde")
    base = changed(relations=(a, b, c))

    def order(ours: tuple[Relation, ...], theirs: tuple[Relation, ...]) -> str:
        both = [
            merge(base, changed(relations=one), changed(relations=other))
            for one, other in ((ours, theirs), (theirs, ours))
        ]
        assert both[0] == both[1]
        mark = next(one for one in all_marks(both[0].value) if one.id == ONE.id)
        return "".join(relation.target for relation in mark.relations)

    assert order((a, b, c, d), (a, b, e, c)) == "abecd"
    assert order((a, b, c, e), (a, b, c, d)) == "abcde"
    assert order((c, b, a), (a, b, d, c)) == "cbda"
    assert order((c, b, a), (b, a, c)) == "bac"
    assert order((b, c), (a, b, c, d)) == "bcd"


def test_a_source_that_the_other_side_begins_to_use_stays() -> None:
    used = Source(id="log", kind="dataset", origin="root")
    base = replace(with_mark(ONE), sources=(*BASE.sources, used, Source(id="root", kind="dataset")))
    link = Worker(1, "x").link("log")
    ours = replace(base, sources=BASE.sources)
    theirs = settled(base, [*all_marks(base)[:-1], replace(ONE, links=(link,))])
    value, clashes = merge(base, ours, theirs)
    assert clashes == []
    assert {"log", "root"} <= {source.id for source in value.sources}


def test_decisions_of_both_sides_stay() -> None:
    def decided(name: str) -> Decision:
        return Decision(id=f"d-{name}", item="item", action="accept", by=name, at=MIDDAY)

    base = replace(BASE, kind="adjudicated", from_=("kim", "lee"), decisions=(decided("kim"),))
    ours = replace(base, decisions=(*base.decisions, decided("ann")), from_=("kim", "lee", "ann"))
    theirs = replace(base, decisions=(*base.decisions, decided("bo")), from_=("lee",))
    value, clashes = merge(base, ours, theirs)
    assert clashes == []
    assert [one.by for one in value.decisions] == ["kim", "ann", "bo"]
    assert value.from_ == ("lee", "ann")


def test_what_is_said_of_the_document_merges_by_field() -> None:
    about = BASE.document
    ours, theirs = replace(BASE, document=replace(about, url="u")), replace(BASE, document=replace(about, title="t"))
    assert merge(BASE, ours, theirs).value.document == replace(about, url="u", title="t")
    theirs = replace(BASE, document=replace(about, url="v"))
    value, (clash,) = merge(BASE, ours, theirs)
    assert (clash.part, clash.fields) == ("document", ("url",))
    assert value.document == about


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"annotator": "lee"}, "annotators"),
        ({"kind": "adjudicated"}, "kinds"),
        ({"document": replace(BASE.document, sha256="0" * 64)}, "texts"),
    ],
)
def test_other_sets_are_refused(other: dict[str, Any], said: str) -> None:
    for versions in ((BASE, BASE, replace(BASE, **other)), (replace(BASE, **other), BASE, BASE)):
        with pytest.raises(DataError, match=f"different {said}"):
            merge(*versions)


def test_every_field_of_the_set_is_merged() -> None:
    """A field that the model gains must be thought of here: ours alone would be last-wins."""
    handled = {"document", "from_", "done", "annotations", "orphans", "coverage", "comments", "decisions", "sources"}
    assert {*AnnotationSet.__struct_fields__} == handled | {"format", "version", "kind", "annotator"}
