"""A shell at a workspace of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.cli.main import run


class Shell:
    """Runs commands in this process and keeps what they wrote; ``expect`` is the exit code, None for any."""

    def __init__(self, capsys: pytest.CaptureFixture[str], root: Path) -> None:
        self.capsys, self.root = capsys, root
        self.out = self.err = ""

    def __call__(self, *args: object, expect: int | None = 0, who: str = "kim") -> str:
        self.capsys.readouterr()
        code = run(["-C", str(self.root), "--as", who, *map(str, args)])
        self.out, self.err = self.capsys.readouterr()
        assert expect is None or code == expect, (args, code, self.out, self.err)
        assert "Traceback" not in self.err
        return self.out

    def json(self, *args: object, **kwargs: Any) -> Any:
        return json.loads(self(*args, "--json", **kwargs))


@pytest.fixture
def bare(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A workspace without documents, out of reach of the machine's own settings."""
    for name in ("WORKBENCH_ANNOTATOR", "WORKBENCH_DB", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    shell = Shell(capsys, tmp_path / "space")
    assert run(["init", str(shell.root)]) == 0
    return shell
