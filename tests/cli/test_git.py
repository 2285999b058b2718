"""Work in git, with git itself: set up by ``init --git``, merged by the driver, told by ``validate``."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.cli.main import run

TEXT = (
    "Ferry hits quay\nThe ferry struck the quay with about 140 people on board. "
    "Nobody was hurt, the harbour master said. The quay stays closed until Friday.\n"
)
Git = Callable[..., str]


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No configuration of the machine's own user or system takes part, and no repository around the tests."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "WORKBENCH_"))]:
        monkeypatch.delenv(name)
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "kim")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "kim@example.com")


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Calls git in a new repository."""

    def call(*args: str, expect: int = 0, folder: Path = tmp_path / "repo") -> str:
        done = subprocess.run(["git", "-C", str(folder), *args], capture_output=True, text=True)
        assert done.returncode == expect, (args, done.stdout, done.stderr)
        return done.stdout + done.stderr

    (tmp_path / "repo").mkdir()
    call("init", "-q", "-b", "main")
    return call


def wb(root: Path, *args: object, expect: int = 0, who: str = "kim") -> None:
    assert run(["-C", str(root), "--as", who, *map(str, args)]) == expect


@pytest.fixture
def desk(git: Git, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A workspace in a subfolder of the repository, with three exported and committed marks of kim's."""
    root = tmp_path / "repo" / "desk"
    assert run(["init", str(root), "--git"]) == 0
    (tmp_path / "quay.txt").write_text(TEXT)
    wb(root, "add", tmp_path / "quay.txt")
    for words in ("about 140", "Nobody was hurt", "until Friday"):
        wb(root, "annotate", "ferry", "--tag", "claim", "--quote", words)
    commit(git, root, "base")
    capsys.readouterr()
    return root


def commit(git: Git, root: Path, message: str) -> None:
    wb(root, "export")
    git("add", "-A")
    git("commit", "-qm", message)


def edit(root: Path, words: str, *change: object, capsys: pytest.CaptureFixture[str]) -> None:
    """Change the mark on these words in this branch's file, as the workspace of that branch would."""
    capsys.readouterr()
    wb(root, "annotations", "--json")
    marks: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    wb(root, "edit", next(mark["id"] for mark in marks if mark["exact"] == words), *change)


def set_file(root: Path) -> Path:
    (path,) = (root / "annotations").rglob("*.yaml")
    return path


Change = tuple[str, str, str]


def diverge(git: Git, root: Path, ours: Change, theirs: Change, capsys: pytest.CaptureFixture[str]) -> None:
    """Two branches, each with a change to a mark; the store is one, so the first change is undone before the second."""
    git("checkout", "-qb", "theirs")
    edit(root, *theirs, capsys=capsys)
    commit(git, root, "theirs")
    git("checkout", "-q", "main")
    wb(root, "undo")
    if list((root / "annotations").rglob("*.yaml")):
        wb(root, "import", set_file(root))
    edit(root, *ours, capsys=capsys)
    commit(git, root, "ours")


def test_git_merges_edits_of_different_annotations(git: Git, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    diverge(git, desk, ("about 140", "--note", "log?"), ("until Friday", "--status", "verified"), capsys)
    git("merge", "--no-edit", "theirs")
    merged = set_file(desk).read_text()
    assert 'note: "log?"' in merged
    assert "status: verified" in merged
    wb(desk, "validate", set_file(desk))
    assert git("status", "--porcelain") == ""


def test_git_merges_edits_of_different_fields_of_one(git: Git, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    diverge(git, desk, ("about 140", "--note", "log?"), ("about 140", "--set", "said_by=police"), capsys)
    git("merge", "--no-edit", "theirs")
    assert 'said_by: "police"\n  note: "log?"' in set_file(desk).read_text()


def test_git_reports_a_conflict_in_one_field(git: Git, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    diverge(git, desk, ("Nobody was hurt", "--note", "one"), ("Nobody was hurt", "--note", "two"), capsys)
    said = git("merge", "--no-edit", "theirs", expect=1)
    assert "CONFLICT (content)" in said
    assert "“Nobody was hurt”: both sides changed note" in said
    assert "desk/annotations/kim/" in said
    text = set_file(desk).read_text()
    (hunk,) = re.findall(r"^<<<<<<< ours \(note\)\n(.*?)^=======\n(.*?)^>>>>>>> theirs \(note\)\n", text, re.M | re.S)
    assert [side.count("- id: ") for side in hunk] == [1, 1]
    assert 'note: "one"' in hunk[0]
    assert 'note: "two"' in hunk[1]
    assert text.count("- id: ") == 4
    capsys.readouterr()
    wb(desk, "validate", set_file(desk), expect=3)
    line = text[: text.index("<<<<<<<")].count("\n") + 1
    assert f"{set_file(desk)}:{line}:1: Git left the markers of a conflict" in capsys.readouterr().out
    wb(desk, "import", set_file(desk), expect=3)


def test_both_sides_began_the_file(git: Git, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = set_file(desk)
    git("rm", "-q", "--cached", str(path))
    git("commit", "-qm", "no set yet")
    diverge(git, desk, ("about 140", "--note", "log?"), ("until Friday", "--note", "why?"), capsys)
    assert "CONFLICT (add/add)" in git("merge", "--no-edit", "theirs", expect=1)
    text = path.read_text()
    assert text.count("<<<<<<< ours (note)") == 2
    assert text.count("- id: ") == 5


def test_a_version_that_is_no_set_is_left_to_a_person(git: Git, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = set_file(desk)
    git("checkout", "-qb", "theirs")
    path.write_text(path.read_text().replace("version: 1", "version: 99"))
    git("commit", "-qam", "newer")
    git("checkout", "-q", "main")
    edit(desk, "about 140", "--note", "mine", capsys=capsys)
    commit(git, desk, "ours")
    before = path.read_bytes()
    said = git("merge", "--no-edit", "theirs", expect=1)
    assert "newer workbench" in said
    assert "git show :3:desk/annotations/kim/" in said
    assert path.read_bytes() == before
    assert "version: 99" in git("show", re.search(r"git show (:3:\S+)", said)[1])  # type: ignore[index]


def test_a_folder_of_the_work_tree_is_not_taken_for_the_program(
    git: Git, desk: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    trap = tmp_path / "repo" / "workbench"
    trap.mkdir()
    (trap / "__main__.py").write_text(f"open({str(tmp_path / 'sprung')!r}, 'w')")
    (trap / "__init__.py").touch()
    diverge(git, desk, ("about 140", "--note", "log?"), ("until Friday", "--note", "why?"), capsys)
    git("merge", "--no-edit", "theirs")
    assert not (tmp_path / "sprung").exists()


def test_a_team_with_a_file_each_never_conflicts_in_plain_git(git: Git, tmp_path: Path) -> None:
    """Five annotators, four rounds: everybody marks on a branch of their own, and all are merged; no driver."""
    root = tmp_path / "repo"
    assert run(["init", str(root)]) == 0
    (tmp_path / "quay.txt").write_text(TEXT)
    wb(root, "add", tmp_path / "quay.txt")
    git("add", "-A")
    git("commit", "-qm", "base")
    team = ["ann", "bo", "kim", "lee", "mara"]
    words = ["about 140", "Nobody was hurt", "until Friday", "the harbour master"]
    for number in range(4):
        for who in team:
            git("checkout", "-q", "-b", f"{who}{number}", "main")
            wb(root, "annotate", "ferry", "--tag", "claim", "--quote", words[number], "--note", who, who=who)
            wb(root, "export", who=who)
            git("add", "-A")
            git("commit", "-qm", who)
        git("checkout", "-q", "main")
        for who in team:
            git("merge", "-q", "--no-edit", f"{who}{number}")
    assert len(list((root / "annotations").rglob("*.yaml"))) == len(team)
    wb(root, "validate", root / "annotations")
    assert all(path.read_text().count("- id: ") == 4 for path in (root / "annotations").rglob("*.yaml"))


def settings(git: Git) -> str:
    return git("config", "--get-regexp", r"^merge\.workbench\.")


def test_setting_up_git_twice_changes_nothing_and_keeps_what_is_there(
    git: Git, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "repo" / "a desk"
    assert run(["init", str(root)]) == 0
    assert not (root / ".gitattributes").exists()
    (root / ".gitattributes").write_bytes(b"*.pdf binary\r\n# h\xe4\ndocuments/*.txt -text")
    assert run(["init", str(root), "--git", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["workspace"] == str(root)
    assert said["git"]["driver"].endswith("merge-driver %O %A %B %P")
    first = (root / ".gitattributes").read_bytes(), (root / ".gitignore").read_bytes(), settings(git)
    assert first[0].startswith(b"*.pdf binary\r\n# h\xe4\ndocuments/*.txt -text\nannotations/")
    assert first[0].count(b"documents/*.txt -text") == 1
    assert b"workbench.db*\n" in first[1]
    assert run(["init", str(root), "--git"]) == 0
    assert first == ((root / ".gitattributes").read_bytes(), (root / ".gitignore").read_bytes(), settings(git))
    assert run(["init", str(root)]) == 2  # without it, as before
    told = git(
        "check-attr", "merge", "text", "eol", "--", "annotations/kim/x.adjudicated.yaml", "documents/x.txt", folder=root
    )
    assert "x.adjudicated.yaml: merge: workbench" in told
    assert "x.adjudicated.yaml: eol: lf" in told
    assert "documents/x.txt: text: unset" in told


def test_outside_of_git_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "space"
    assert run(["init", str(root), "--git"]) == 2
    assert "is in no git work tree. Make one with: git init" in capsys.readouterr().err
    assert not root.exists()


def test_without_git_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run(["init", str(tmp_path / "space"), "--git"]) == 2
    assert "git does not answer" in capsys.readouterr().err


def test_the_program_is_called_by_name_where_that_is_on_the_path_for_good(
    git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    script = bin_ / "workbench"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m workbench "$@"\n')
    script.chmod(0o755)
    root = tmp_path / "repo"
    monkeypatch.setenv("PATH", f"{bin_}{os.pathsep}{os.environ['PATH']}")
    assert run(["init", str(root), "--git"]) == 0
    assert "driver workbench merge-driver %O %A %B %P" in settings(git)
    script.write_text("#!/bin/sh\necho something else\n")
    assert run(["init", str(root), "--git"]) == 0
    assert f"driver {sys.executable} -P -m workbench merge-driver" in settings(git)


def test_a_path_with_odd_letters_is_quoted(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = tmp_path / "it's 100% $HOME"
    odd.mkdir()
    (odd / "python").symlink_to(sys.executable)
    monkeypatch.setattr(sys, "executable", str(odd / "python"))
    found = shutil.which("git")
    assert found is not None
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").symlink_to(found)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))  # no workbench there
    assert run(["init", str(tmp_path / "repo"), "--git"]) == 0
    driver = git("config", "merge.workbench.driver").strip()
    assert driver.startswith("'" + str(odd).replace("'", "'\"'\"'").replace("%", "%%") + "/python' -P -m workbench ")


def test_a_textual_union_merge_is_named_with_what_to_do(
    git: Git, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / ".gitattributes").write_text("annotations/**/*.yaml merge=union\n")
    git("commit", "-qam", "as others do it")
    diverge(git, desk, ("Nobody was hurt", "--note", "one"), ("Nobody was hurt", "--note", "two"), capsys)
    git("merge", "--no-edit", "theirs")
    capsys.readouterr()
    wb(desk, "validate", set_file(desk), expect=3)
    said = capsys.readouterr().out
    assert re.search(
        r"\.yaml:\d+:3: The key \"(modified|note)\" stands here a second time \(first on line \d+\)\. Keep", said
    )
    assert said.count("merged two versions of it line by line") == 1
    assert "workbench init DIR --git" in said


PROBE = """
import sys
from workbench.cli.main import run
code = run(["merge-driver", *sys.argv[1:]])
heavy = ("textual", "rich", "sqlalchemy", "alembic", "rapidfuzz", "loguru", "platformdirs", "subprocess")
print(code, [name for name in heavy if name in sys.modules])
"""


def test_the_driver_loads_neither_store_nor_interface(desk: Path, tmp_path: Path) -> None:
    paths = [str(tmp_path / letter) for letter in "OAB"]
    for path in paths:
        Path(path).write_bytes(set_file(desk).read_bytes())
    done = subprocess.run([sys.executable, "-c", PROBE, *paths], capture_output=True, text=True, check=True)
    assert done.stdout == "0 []\n"


def test_the_exit_code_says_whether_something_clashed(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = set_file(desk).read_bytes()
    noted = [plain.replace(b"\norphans:", b"\n  note: %s\norphans:" % note) for note in (b'"one"', b'"two"')]
    for sides, code in (((noted[0], noted[1]), 1), ((noted[0], plain), 0)):
        for letter, data in zip("OAB", (plain, *sides), strict=True):
            (tmp_path / letter).write_bytes(data)
        wb(desk, "merge-driver", *(tmp_path / letter for letter in "OAB"), expect=code)
    assert "both sides changed note" in capsys.readouterr().err
    assert (tmp_path / "A").read_bytes() == noted[0]


def test_a_file_that_is_not_there_is_said_in_a_sentence(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wb(desk, "merge-driver", "no-base", "no-ours", "no-theirs", expect=1)
    assert "no-base cannot be read (No such file or directory)." in capsys.readouterr().err
    wb(desk, "merge-driver", "no-base", expect=2)
