"""The merge driver on files: the bytes it writes, what stands between markers, what it refuses and leaves alone."""

import re
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from workbench.domain.errors import WorkbenchError
from workbench.domain.model import AnnotationSet, Decision
from workbench.domain.threeway import Clash, merge
from workbench.exchange import mangled
from workbench.exchange.problems import DataProblems
from workbench.exchange.sets import read_set, write_set
from workbench.exchange.versions import known_rows, read_version
from workbench.services import driver

from ..simulated import Worker, all_marks, settled, three

HUNK = re.compile(r"^<<<<<<< ours .*\n((?:.*\n)*?)=======\n((?:.*\n)*?)>>>>>>> theirs .*\n", re.M)
NAME = "annotations/kim/ferry-1.yaml"


def drive(folder: Path, *versions: AnnotationSet | bytes | None) -> tuple[bytes, list[Clash]]:
    """What the driver makes of base, ours and theirs, as git lays them out."""
    paths = [folder / f".merge_file_{letter}" for letter in "OAB"]
    for path, value in zip(paths, versions, strict=True):
        path.write_bytes(b"" if value is None else value if isinstance(value, bytes) else write_set(value))
    clashes = driver.merge_files(*paths, NAME)
    return paths[1].read_bytes(), clashes


def taken(data: bytes, side: int) -> AnnotationSet:
    """The set that is left when a person takes one side of every conflict."""
    return read_set(HUNK.sub(lambda hunk: hunk[side], data.decode()).encode(), "taken", fields=None)


def as_if(value: AnnotationSet, clashes: list[Clash], side: str) -> AnnotationSet:
    """The merged set with our or their version of what clashes."""
    marks = [*all_marks(value), *(row for one in clashes if one.part == "annotations" and (row := getattr(one, side)))]
    sources = [*value.sources, *(row for one in clashes if one.part == "sources" and (row := getattr(one, side)))]
    return replace(settled(value, marks), sources=tuple(sources))


def test_simulated_merges_as_files(tmp_path: Path) -> None:
    clean = 0
    for seed in range(80):
        base, ours, theirs = three(seed, steps=2 + seed % 8)
        value, clashes = merge(base, ours, theirs)
        data, told = drive(tmp_path, base, ours, theirs)
        assert {one.id for one in told} == {one.id for one in clashes}
        if not clashes:
            clean += 1
            assert data == write_set(value)
            assert write_set(read_set(data, "merged", fields=None)) == data
            continue
        with pytest.raises(DataProblems, match="markers of a conflict"):
            read_set(data, "x", fields=None)
        for number, side in ((1, "ours"), (2, "theirs")):
            assert write_set(taken(data, number)) == write_set(as_if(value, clashes, side))
        between = {row for hunk in HUNK.finditer(data.decode()) for row in re.findall(r'id: "(\S+)"', hunk[0])}
        assert not between & {one.id for one in all_marks(value)}
        other, _ = drive(tmp_path, base, theirs, ours)
        assert HUNK.sub("", other.decode()) == HUNK.sub("", data.decode())
    assert 10 < clean < 70


def test_without_a_base(tmp_path: Path) -> None:
    base, ours, theirs = three(3)
    data, clashes = drive(tmp_path, None, ours, theirs)
    assert {one.id for one in clashes} == {one.id for one in merge(None, ours, theirs).clashes}
    assert write_set(taken(data, 1)) == write_set(as_if(merge(None, ours, theirs).value, clashes, "ours"))
    assert drive(tmp_path, None, base, base) == (write_set(base), [])


def test_an_adjudicated_set(tmp_path: Path) -> None:
    base = replace(Worker(1, "z").begin(3), kind="adjudicated", from_=("kim", "lee"))
    sides = []
    for name in ("ann", "bo"):
        decision = Decision(id=f"d-{name}", item="i", action="reject", by=name, at="2020-01-01T00:00:00Z")
        sides.append(replace(base, decisions=(decision,)))
    data, clashes = drive(tmp_path, base, *sides)
    assert clashes == []
    assert [one.by for one in read_set(data, "x", fields=None).decisions] == ["ann", "bo"]
    reworded = [replace(one, decisions=(replace(sides[0].decisions[0], reason=one.decisions[0].by),)) for one in sides]
    data, (clash,) = drive(tmp_path, base, *reworded)
    assert (clash.part, clash.fields) == ("decisions", ("reason",))
    assert taken(data, 2).decisions[0].reason == "bo"


def test_the_document_and_a_list_that_may_become_empty_stand_between_markers_with_their_key(tmp_path: Path) -> None:
    base = Worker(5, "z").begin(1)
    one = all_marks(base)[0]
    ours = settled(replace(base, document=replace(base.document, url="u")), [])
    theirs = settled(replace(base, document=replace(base.document, url="v")), [replace(one, note="changed")])
    data, clashes = drive(tmp_path, base, ours, theirs)
    assert {clash.part for clash in clashes} == {"annotations", "document"}
    assert all_marks(taken(data, 1)) == []
    assert (taken(data, 1).document.url, taken(data, 2).document.url) == ("u", "v")
    assert all_marks(taken(data, 2))[0].note == "changed"
    assert driver.told(clashes[0]).endswith("deleted by us, changed by the other side")
    assert driver.told(clashes[1]) == "document ferry-1 “Ferry”: both sides changed url"


GOOD = write_set(Worker(2, "z").begin(4))


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        ((GOOD, GOOD, b"format: workbench/annotation-set\nversion: 9\n"), r"\(theirs\):2:10: .* newer workbench"),
        ((GOOD, GOOD.replace(b"kind:", b"kin:"), GOOD), r"\(ours\):1:1: .*missing"),
        ((GOOD + b"<<<<<<< x\n", GOOD, GOOD), r"\(base\):\d+:1: Git left the markers"),
        ((GOOD, b"", GOOD), r"\(ours\):1:1: The file is empty"),
        ((GOOD, GOOD, GOOD.replace(b'annotator: "kim"', b'annotator: "lee"')), "different annotators"),
    ],
)
def test_what_is_no_set_is_refused_and_ours_is_left_alone(
    tmp_path: Path, versions: tuple[bytes, bytes, bytes], said: str
) -> None:
    with pytest.raises(WorkbenchError, match=said) as refused:
        drive(tmp_path, *versions)
    assert "\n" not in str(refused.value)
    assert (tmp_path / ".merge_file_A").read_bytes() == versions[1]
    assert len(list(tmp_path.iterdir())) == 3


def test_what_cannot_be_valid_is_refused(tmp_path: Path) -> None:
    """Both sides tie a link of the same id to different annotations: each set is right, both together are not."""
    base = Worker(2, "z").begin(4)
    link = Worker(2, "x").link(base.sources[0].id)
    marks = all_marks(base)
    sides = [
        settled(base, [replace(one, links=(link,)) if number == chosen else one for number, one in enumerate(marks)])
        for chosen in (0, 1)
    ]
    with pytest.raises(WorkbenchError, match=r"\(merged\).*another link"):
        drive(tmp_path, base, *sides)


def test_a_file_edited_by_hand_is_read_in_full_and_written_in_order(tmp_path: Path) -> None:
    base, ours, theirs = next(
        versions for versions in (three(seed, steps=2) for seed in range(50)) if not merge(*versions).clashes
    )
    by_hand = write_set(theirs).replace(b"done: ", b"done:   # mine\n  ", 1).replace(b"\n", b"\r\n")
    data, clashes = drive(tmp_path, base, ours, by_hand)
    assert (data, clashes) == (write_set(merge(base, ours, theirs).value), [])


@pytest.mark.parametrize("seed", range(20))
def test_versions_are_read_as_if_each_were_read_alone(seed: int) -> None:
    base, ours, _ = three(seed)
    files = [write_set(one) for one in (base, ours)]
    known = known_rows(files[0], read_set(files[0], "base", fields=None))
    assert len(known) == len(base.annotations)
    assert read_version(files[1], "ours", known) == read_set(files[1], "ours", fields=None)
    row = next(row for row in known if row in files[1])
    with pytest.raises(DataProblems, match="is that of another annotation"):
        read_version(files[1].replace(row, row + b"\n- " + row), "twice", known)


def test_a_new_row_must_agree_with_those_that_are_known() -> None:
    base = Worker(4, "z").begin(8)
    linked, other = [one for one in base.annotations if one.links][:2]
    files = [write_set(base), write_set(settled(base, [linked, replace(other, links=linked.links)]))]
    known = known_rows(files[0], read_set(files[0], "base", fields=None))
    with pytest.raises(DataProblems, match="is that of another link"):
        read_version(files[1], "ours", known)


def test_rows_that_are_known_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    base = Worker(1, "z").begin(30)
    data = write_set(base)
    known = known_rows(data, read_set(data, "base", fields=None))
    read: list[int] = []
    monkeypatch.setattr(
        "workbench.exchange.versions.read_set",
        lambda data, name, fields: read.append(len(data)) or read_set(data, name, fields=fields),
    )
    assert read_version(data, "same", known) == read_set(data, "x", fields=None)
    assert len(read) == 1
    assert read[0] < len(data) / 3


def union(folder: Path, *versions: AnnotationSet) -> bytes:
    """What git's ``merge=union`` makes of base, ours and theirs."""
    paths = [folder / letter for letter in "OAB"]
    for path, value in zip(paths, versions, strict=True):
        path.write_bytes(write_set(value))
    base, ours, theirs = paths
    command = ["git", "merge-file", "--union", "-p", ours, base, theirs]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_every_set_that_a_textual_merge_broke_is_known_for_it(tmp_path: Path) -> None:
    broken = 0
    for seed in range(80):
        versions = three(seed, steps=5)
        data = union(tmp_path, *versions)
        try:
            read_set(data, "x", fields=None)
        except DataProblems:
            broken += 1
            assert mangled.by_lines(data), seed
        assert not any(mangled.by_lines(write_set(one)) for one in versions)
    assert broken > 30


@pytest.mark.parametrize(
    "data",
    [
        GOOD.replace(b"kind:", b"kin:"),
        GOOD.replace(b"start: ", b"start: x"),
        b"a: 1\na: 2\n",
        b"",
        GOOD + b"<<<<<<< ours\n" + GOOD + b"=======\n>>>>>>> theirs\n",
    ],
)
def test_other_faults_are_not_taken_for_it(data: bytes) -> None:
    assert not mangled.by_lines(data)
