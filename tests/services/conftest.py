"""Real workspaces on disk, and the few steps that most tests begin with."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.domain.model import Document
from workbench.services import documents, workspace
from workbench.services.documents import Incoming
from workbench.services.workspace import Workspace

QUAY = (
    "Ferry hits quay\n"
    "The ferry struck the quay on Tuesday with about 140 people on board, the harbour master said.\n"
    "“We heard a long grinding noise,” said a deckhand. At least 12 people were treated. None of the crew was hurt.\n"
    "The quay stays closed. The ferry was towed to the inner basin before dusk.\n"
)

Opener = Callable[..., Workspace]


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No configuration of the machine's own user takes part."""
    for name in ("WORKBENCH_ANNOTATOR", "WORKBENCH_DB"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def opener(tmp_path: Path) -> Iterator[Opener]:
    """Opens (and makes, where it is not there) a workspace by name, as an annotator."""
    opened: list[Workspace] = []

    def open_as(annotator: str = "kim", name: str = "space") -> Workspace:
        root = tmp_path / name
        if not root.exists():
            workspace.create(root)
        opened.append(workspace.open_workspace(root, annotator=annotator))
        return opened[-1]

    yield open_as
    for one in opened:
        one.close()


def add_text(space: Workspace, text: str = QUAY, title: str = "Ferry hits quay") -> Document:
    return documents.add(space, [Incoming("quay", text, {"title": title})])[0].document


def place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)
