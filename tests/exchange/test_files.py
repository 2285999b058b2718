"""Files written whole or not at all."""

import errno
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.domain.errors import WorkbenchError
from workbench.exchange import files
from workbench.exchange.files import sweep, write_atomically


@pytest.fixture(name="umask")
def _umask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_a_new_file_and_one_in_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    write_atomically(path, b"one")
    assert path.read_bytes() == b"one"
    write_atomically(path, b"")
    assert path.read_bytes() == b""
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]


@pytest.mark.usefixtures("umask")
def test_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_atomically(path, b"x")
    assert mode(path) == 0o640
    path.chmod(0o604)
    write_atomically(path, b"y")
    assert mode(path) == 0o604
    write_atomically(path, b"z", mode=0o600)
    assert mode(path) == 0o600
    assert os.umask(0o027) == 0o027


def test_a_link_is_replaced_and_what_it_leads_to_left_alone(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    victim.chmod(0o777)
    path = tmp_path / "a"
    path.symlink_to(victim)
    write_atomically(path, b"x")
    assert victim.read_bytes() == b"precious"
    assert not path.is_symlink()
    assert path.read_bytes() == b"x"
    assert mode(path) & 0o111 == 0


def test_a_folder_that_leads_out_of_the_root(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "link").symlink_to(outside)
    for path in (root / "link" / "a", root / ".." / "outside" / "a", outside / "a"):
        with pytest.raises(WorkbenchError, match="leads out of"):
            write_atomically(path, b"x", root=root)
    assert not list(outside.iterdir())
    (root / "in").mkdir()
    (root / "round").symlink_to(root / "in")
    write_atomically(root / "round" / "a", b"x", root=root)
    assert (root / "in" / "a").read_bytes() == b"x"


@pytest.mark.parametrize("step", ["mkstemp", "open", "fchmod", "fsync", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_failure_at_any_step_leaves_the_old_file_and_no_litter(
    step: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a\x1b"
    path.write_bytes(b"old")

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(code, os.strerror(code))

    if step == "open":
        real_open = open

        class Full:
            def __init__(self, handle: int, _: str) -> None:
                self.file = real_open(handle, "wb")

            def __enter__(self) -> Any:
                return self

            def __exit__(self, *_: object) -> None:
                self.file.close()

            def write(self, _: bytes) -> None:
                fail()

        monkeypatch.setattr(files, "open", Full, raising=False)
    else:
        monkeypatch.setattr(files.tempfile if step == "mkstemp" else os, step, fail)
    with pytest.raises(WorkbenchError) as caught:
        write_atomically(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a\x1b"]
    message = str(caught.value)
    assert message.isprintable()
    assert "untouched" in message
    assert "a␛" in message
    assert caught.value.hint
    if code == errno.ENOSPC:
        assert "disk is full" in message


def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "no")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_atomically(tmp_path / "a", b"x")
    assert (tmp_path / "a").read_bytes() == b"x"


def test_everything_is_on_the_disk_before_the_name_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def fsync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else f"file {os.fstat(handle).st_size}")
        real_sync(handle)

    def replace(old: str, new: Path) -> None:
        steps.append("replace")
        real_replace(old, new)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    write_atomically(tmp_path / "a", b"four")
    assert steps == ["file 4", "replace", "folder"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("none/a", "folder is missing"),
        ("file/a", "folder is a file"),
        ("folder", "in the way"),
        ("x" * 300, "too long"),
    ],
)
def test_places_where_no_file_can_be(path: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(WorkbenchError, match=words):
        write_atomically(tmp_path / path, b"x")
    assert {one.name for one in tmp_path.iterdir()} == {"file", "folder"}


def test_sweeping_takes_old_litter_of_ours_and_nothing_else(tmp_path: Path) -> None:
    old = time.time() - 7200
    for name in (".tmp-workbench-old", ".tmp-other-old", "a.yaml", ".tmp-workbench-new"):
        (tmp_path / name).write_bytes(b"x")
        if not name.endswith("new"):
            os.utime(tmp_path / name, (old, old))
    (tmp_path / ".tmp-workbench-folder").mkdir()
    os.utime(tmp_path / ".tmp-workbench-folder", (old, old))
    assert sweep(tmp_path) == 1
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        ".tmp-other-old",
        ".tmp-workbench-folder",
        ".tmp-workbench-new",
        "a.yaml",
    ]
    assert sweep(tmp_path / "none") == 0
