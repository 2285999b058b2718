"""The sample workspace: made from what is packaged with the program."""

import importlib.resources
from pathlib import Path

from workbench.domain.errors import UsageError
from workbench.services import documents, importing, intake, workspace
from workbench.store.engine import PATIENT

ANNOTATOR = "mara"
"""Whose marks a newcomer sees as their own: one of the sample's two annotators."""


def sample() -> Path:
    """Where the sample's files are: beside the package in a checkout, inside it when installed."""
    inside = importlib.resources.files("workbench") / "_sample"
    path = Path(str(inside))
    return path if path.is_dir() else Path(__file__).parents[2] / "annotations"


def make(folder: Path, annotator: str | None = None) -> workspace.Workspace:
    """Make ``folder`` a workspace with the sample's documents and both annotators' sets; opened.

    Raises :class:`UsageError` where the folder holds something already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty.", "Give a new folder: workbench demo DIR")
    root = workspace.create(folder)
    opened = workspace.open_workspace(root, annotator=annotator or ANNOTATOR, wait=PATIENT)
    articles = sorted((sample() / "documents").glob("*.md"))
    documents.add(opened, intake.read(articles, {}))
    importing.import_paths(opened, sorted(sample().glob("*/*.yaml")))
    return opened
