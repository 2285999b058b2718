"""Bundles: what a piece of work needs in one file, the same bytes for the same work, nothing strange taken out."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.domain.errors import DataError, UsageError
from workbench.services import annotations, attachments, bundling, documents, exporting, importing, linking, sources
from workbench.services.documents import Incoming
from workbench.services.linking import Pin
from workbench.services.workspace import Workspace

Opener = Callable[..., Workspace]
STORY = "The kiln burned on Monday. Nobody was hurt.\n"
LOG = "06:10 Alarm: the kiln burns.\n"


@pytest.fixture
def kim(opener: Opener, tmp_path: Path) -> Workspace:
    space = opener()
    story, log = documents.add(space, [Incoming("s", STORY, {"title": "Story"}), Incoming("l", LOG, {"title": "Log"})])
    mark = annotations.annotate(space, story.document.id, (0, 26), "claim")
    linking.link(space, mark.id, Pin(log.document.id, evidence=(log.document.id, 6, 28)))
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF the permit")
    permit = sources.add(space, {"title": "Permit", "kind": "official_record"}, file=scan).source
    linking.link(space, mark.id, Pin(permit.id))
    secret = tmp_path / "letter.txt"
    secret.write_bytes(b"the letter of Alma Reuter")
    hidden = {"title": "Alma Reuter", "kind": "interview", "confidential": True, "alias": "a worker"}
    linking.link(space, mark.id, Pin(sources.add(space, hidden, file=secret).source.id))
    return space


def test_a_bundle_carries_all_that_a_colleague_needs(kim: Workspace, opener: Opener, tmp_path: Path) -> None:
    made = bundling.bundle(kim, tmp_path / "work.zip")
    assert (len(made.sets), made.documents, made.attachments, made.missing) == (1, 2, 1, ())
    again = bundling.bundle(kim, tmp_path / "again.zip")
    assert made.path.read_bytes() == again.path.read_bytes()
    lee = opener("lee", "theirs")
    report = importing.import_paths(lee, [made.path])
    assert (report.documents, report.new, report.needs_attention) == (2, 1, False)
    (mark,) = annotations.listing(lee)
    assert [link.evidence is not None for link in mark.annotation.links] == [True, False, False]
    permit = sources.get(lee, "permit").source
    assert [attachments.state_of(lee, one) for one in permit.attachments] == ["unchanged"]
    exporting.export(lee, everyone=True)
    assert (lee.root / "annotations/kim").is_dir()


def test_a_confidential_source_is_in_no_bundle(kim: Workspace, tmp_path: Path) -> None:
    with zipfile.ZipFile(bundling.bundle(kim, tmp_path / "work.zip").path) as archive:
        everything = b"".join(name.encode() + archive.read(name) for name in archive.namelist())
    assert b"Alma" not in everything
    assert b"Reuter" not in everything
    assert b"a worker" in everything


def test_a_changed_copy_is_said_and_left_out(kim: Workspace, tmp_path: Path) -> None:
    (permit,) = sources.get(kim, "permit").source.attachments
    attachments.path_of(kim, permit).write_bytes(b"another")
    assert attachments.state_of(kim, permit) == "changed"
    made = bundling.bundle(kim, tmp_path / "work.zip")
    assert made.attachments == 0
    assert made.missing == ("scan.pdf: its copy is missing or was changed",)


@pytest.mark.parametrize(
    "name", ["../escape.txt", "/etc/passwd", "documents/../../x.yaml", "workbench.yaml", "documents/A b.txt", "x"]
)
def test_nothing_strange_is_taken_out(kim: Workspace, tmp_path: Path, name: str) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x")
    with pytest.raises(DataError, match="does not belong into a bundle"):
        importing.import_paths(kim, [path])


def test_what_is_no_bundle_is_said(kim: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "no.zip"
    path.write_bytes(b"PK no")
    with pytest.raises(DataError, match=r"no\.zip: it is no bundle"):
        importing.import_paths(kim, [path])


def test_problems_inside_are_named_by_the_bundle(kim: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("annotations/kim/x.yaml", "format: nonsense\n")
    with pytest.raises(DataError, match=r"bad\.zip/annotations/kim/x\.yaml"):
        importing.import_paths(kim, [path])


def test_nothing_to_pack(opener: Opener, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no annotation sets"):
        bundling.bundle(opener(), tmp_path / "none.zip")
