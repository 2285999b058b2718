"""Paths as they are typed: quotes and a tilde are understood, and what can be no path is refused with a sentence."""

from pathlib import Path

import pytest

from workbench.domain.errors import UsageError
from workbench.tui.filing import completed
from workbench.tui.paths import typed_path


def test_quotes_spaces_and_the_tilde(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for given in ("~/a b.txt", " 'a b.txt' ", '"./a b.txt"', f"{tmp_path}/a b.txt"):
        assert typed_path(given) == tmp_path / "a b.txt", given


@pytest.mark.parametrize("given", ["", " ", "''", "~nosuchuser/x", "x" * 300])
def test_what_can_be_no_path_is_refused(given: str) -> None:
    with pytest.raises(UsageError):
        typed_path(given)


def test_nothing_is_completed_in_the_home_of_nobody() -> None:
    assert completed("~nosuchuser/x") == ("~nosuchuser/x", [])
