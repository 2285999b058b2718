"""A workspace in git: what git ignores, how it treats line ends, and that it merges sets by annotation."""

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from workbench import __version__
from workbench.domain.errors import UsageError, WorkbenchError
from workbench.domain.text import shown_line
from workbench.exchange.files import add_lines
from workbench.services.workspace import IGNORE, IGNORED

ATTRIBUTES = ".gitattributes"
_ATTRIBUTES = (
    "annotations/**/*.yaml merge=workbench",
    "annotations/**/*.yaml text eol=lf",
    "documents/*.yaml text eol=lf",
    "documents/*.txt -text",
)
"""Sets are merged by the driver. No line end is converted: a stored text is known by its bytes, a set by its digest."""
_NAME = "annotation sets by annotation and field"
_PATIENCE = 20
"""Seconds that git may take for an answer."""


@dataclass(frozen=True)
class Prepared:
    """What was done: the command that git will call, and the files that got lines."""

    driver: str
    files: list[str]


def check_work_tree(folder: Path) -> None:
    """Raise :class:`UsageError` where ``folder``, which need not exist yet, is in no git work tree."""
    folder = folder.absolute()
    there = next(one for one in (folder, *folder.parents) if one.is_dir())
    asked = _git(there, "rev-parse", "--is-inside-work-tree")
    if asked.returncode or asked.stdout.strip() != "true":
        said = "" if "not a git repository" in asked.stderr else shown_line(asked.stderr.strip()[:200])
        raise UsageError(
            f"{shown_line(str(folder))} is in no git work tree{f' ({said})' if said else ''}.",
            "Make one with: git init",
        )


def prepare(root: Path) -> Prepared:
    """Tell git how to treat the workspace at ``root``: ``.gitattributes``, ``.gitignore``, the driver of this clone.

    Lines that are there stay, and doing it again changes nothing. Raises :class:`UsageError` outside of git.
    """
    check_work_tree(root)
    driver = _driver()
    files = [name for name, lines in ((ATTRIBUTES, _ATTRIBUTES), (IGNORE, IGNORED)) if add_lines(root / name, lines)]
    for key, value in (("name", _NAME), ("driver", driver)):
        done = _git(root, "config", "--local", f"merge.workbench.{key}", value)
        if done.returncode:
            raise WorkbenchError(f"git did not take its setting ({shown_line(done.stderr.strip()[:200])}).")
    return Prepared(driver, files)


def _driver() -> str:
    """The command for git's shell: with base, ours, theirs, and the file's name for messages."""
    program = " ".join(shlex.quote(word) for word in _program()).replace("%", "%%")
    return f"{program} merge-driver %O %A %B %P"


def _program() -> list[str]:
    """How to call this program from anywhere, later.

    By its name where that is on the PATH for good; a virtual environment's is so only while it is active. With ``-P``
    a folder of the work tree cannot pass itself off as the program.
    """
    found = shutil.which("workbench")
    if found is not None and os.path.isabs(found) and Path(found).parent != Path(sys.executable).parent:
        asked = subprocess.run(
            [found, "--version"], capture_output=True, text=True, timeout=_PATIENCE, errors="replace"
        )
        if asked.stdout.strip() == f"workbench {__version__}":
            return ["workbench"]
    return [sys.executable, "-P", "-m", "workbench"]


def _git(folder: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *args],
            capture_output=True, text=True, timeout=_PATIENCE, errors="replace", env=os.environ | {"LC_ALL": "C"},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        raise UsageError("git does not answer here.", "Install git, or leave --git out.") from None
