"""A workspace: the folder, its settings, its store, and who is at work in it."""

import contextlib
import getpass
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import DataError, UsageError, WorkbenchError
from workbench.domain.text import admit_line, shown_line
from workbench.domain.verdicts import Scale, by_name
from workbench.exchange.files import add_lines, write_atomically
from workbench.exchange.settings import Settings, UserConfig, read_settings, read_user_config, write_settings
from workbench.services.paths import ANNOTATIONS, DATABASE, DOCUMENTS, SETTINGS, user_config_file
from workbench.store import migrate
from workbench.store.engine import PATIENT, Store

IGNORE = ".gitignore"
IGNORED = ("workbench.db*", "backups/", "attachments/", ".tmp-workbench-*")
"""What git shall not keep: the store with its logs and backups, attached files, what a killed process left behind."""


@dataclass(frozen=True)
class Workspace:
    """An opened workspace; services take it as their first argument."""

    root: Path
    settings: Settings
    store: Store
    annotator: str
    fresh: bool = False
    """Whether its store had to be made, as after a clone."""

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.settings.name or self.root.name

    @property
    def scheme(self) -> dict[str, list[str]]:
        """The field names of the tags that its settings add."""
        return {tag.name: [field.name for field in tag.fields] for tag in self.settings.tags}

    @property
    def scales(self) -> Mapping[str, Scale]:
        """The scales of verdicts by name, the one that every workspace has first."""
        return by_name(self.settings.verdict_scales)

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def create(root: Path) -> Path:
    """Make ``root`` a workspace: settings, folders, an empty store, and what git shall ignore.

    Raises :class:`UsageError` where it is one already or cannot be written. Files that are there stay untouched.
    """
    root = root.absolute()
    if (root / SETTINGS).exists():
        raise UsageError(f"{shown_line(str(root))} is a workspace already.", "Open it with: workbench -C DIR")
    try:
        root.mkdir(parents=True, exist_ok=True)
        for folder in (DOCUMENTS, ANNOTATIONS):
            (root / folder).mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{shown_line(str(root))} cannot be made a workspace ({error.strerror}).", "Choose a folder you may write."
        ) from None
    add_lines(root / IGNORE, IGNORED)
    store = Store.at(root / DATABASE)
    migrate.ensure_schema(store)
    store.close()
    write_atomically(root / SETTINGS, write_settings(Settings()))  # last: its presence makes the workspace
    return root


def user_config() -> UserConfig:
    """The user's own configuration; the only place that may name a database besides the command line."""
    path = user_config_file()
    try:
        data = path.read_bytes()
    except OSError:
        return UserConfig()
    try:
        return read_user_config(data, str(path))
    except DataError as error:
        raise UsageError(str(error), "Mend the file or remove it.") from None


def acting_annotator(given: str | None = None) -> str:
    """Who is at work: what is given, ``WORKBENCH_ANNOTATOR``, the own configuration, git's user.name, the login."""
    for candidate in (given, os.environ.get("WORKBENCH_ANNOTATOR")):
        if candidate is not None and candidate.strip():
            return _name(candidate)
    return _name(user_config().annotator or _git_name() or _login() or "annotator")


def _name(raw: str) -> str:
    name = admit_line(raw)
    if not name or len(name) > 100:
        raise UsageError("An annotator's name has 1 to 100 characters.", "Give one with: --as NAME")
    return name


def _git_name() -> str:
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        asked = subprocess.run(
            ["git", "config", "user.name"], capture_output=True, text=True, timeout=5, errors="replace"
        )
        return asked.stdout.strip() if asked.returncode == 0 else ""
    return ""


def _login() -> str:
    with contextlib.suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""


def open_workspace(
    root: Path, *, database: str | None = None, annotator: str | None = None, wait: float = PATIENT
) -> Workspace:
    """Open the workspace at ``root``; its store is made or upgraded where needed.

    ``database`` overrules ``WORKBENCH_DB`` and the user's configuration; the workspace's own settings cannot name one,
    since they may come from a clone. ``wait`` is how long a write waits for another process, in seconds.
    """
    path = root / SETTINGS
    try:
        settings = read_settings(path.read_bytes(), str(path))
    except OSError as error:
        raise UsageError(f"{shown_line(str(path))} cannot be read ({error.strerror}).") from None
    except DataError as error:
        raise UsageError(str(error), "The settings have to be mended first.") from None
    url = database or os.environ.get("WORKBENCH_DB") or user_config().database
    store = Store(url, wait=wait) if url else Store.at(root / DATABASE, wait=wait)
    fresh = not store.exists
    try:
        migrate.ensure_schema(store)
    except WorkbenchError:
        store.close()
        raise
    return Workspace(root, settings, store, acting_annotator(annotator), fresh)
