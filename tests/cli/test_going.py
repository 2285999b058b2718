"""Ctrl+c during long work on the command line, and how far it is on a terminal."""

import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.cli.going import going
from workbench.cli.main import run

PRESS = """
import json, signal, sys
from workbench.cli.main import run
from workbench.services import documents, exporting, importing, merging
module, name, times, args = json.loads(sys.argv[1])
module = {"importing": importing, "exporting": exporting, "documents": documents}[module]
real, calls = getattr(module, name), 0
def pressed(*given, **named):
    global calls
    calls += 1
    for _ in range(times.count(calls)):
        signal.raise_signal(signal.SIGINT)
    return real(*given, **named)
setattr(module, name, pressed)
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(run(args))
"""


def press(module: str, name: str, times: list[int], *args: object) -> tuple[int, str, str]:
    """A command in a process of its own, with ctrl+c at the given calls of a function of the services."""
    given = json.dumps([module, name, times, [*map(str, args)]])
    done = subprocess.run([sys.executable, "-c", PRESS, given], capture_output=True, text=True, timeout=60)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with three documents, each with a mark of kim's."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("WORKBENCH_ANNOTATOR", "WORKBENCH_DB"):
        monkeypatch.delenv(name, raising=False)
    texts, space = tmp_path / "texts", tmp_path / "space"
    texts.mkdir()
    for number in range(3):
        (texts / f"boats{number}.txt").write_text(f"Report {number}: nine boats lay there.\n", "utf-8")
    assert run(["init", str(space)]) == 0
    assert run(["-C", str(space), "--as", "kim", "add", str(texts)]) == 0
    for number in range(3):
        mark = ["annotate", f"report-{number}", "--tag", "figure", "--quote", "nine"]
        assert run(["-C", str(space), "--as", "kim", *mark]) == 0
    return space


def there(root: Path) -> Path:
    """An empty workspace beside the other."""
    other = root.parent / "there"
    assert run(["init", str(other)]) == 0
    return other


def test_an_import_that_is_interrupted_imports_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(root), "--as", "kim", "export"]) == 0
    other = there(root)
    code, out, err = press("importing", "merge_set", [2], "-C", other, "--as", "lee", "import", root)
    assert (code, out, err) == (130, "", "workbench: Stopped; nothing was imported.\n")
    capsys.readouterr()
    assert run(["-C", str(other), "documents", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run(["-C", str(other), "--as", "lee", "import", str(root)]) == 0
    assert capsys.readouterr().out == "3 documents, 3 sets, 3 new\n"


def test_pressed_twice_it_is_interrupted_at_once_and_imports_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(root), "--as", "kim", "export"]) == 0
    other = there(root)
    code, _, err = press("importing", "merge_set", [2, 2], "-C", other, "--as", "lee", "import", root)
    assert code == 130
    assert err.strip() == "workbench: interrupted; what was shown as saved is saved."
    capsys.readouterr()
    assert run(["-C", str(other), "annotations", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_interrupted_when_all_is_stored_it_says_what_is_missing(root: Path) -> None:
    assert run(["-C", str(root), "--as", "kim", "export"]) == 0
    other = there(root)
    code, out, err = press("documents", "follow", [1], "-C", other, "--as", "lee", "import", root)
    assert code == 130
    assert out == "3 documents, 3 sets, 3 new\n"
    assert "the files of 2 of 3 documents are not written" in err


def test_an_export_that_is_interrupted_says_how_much_was_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = press("exporting", "write_atomically", [2], "-C", root, "--as", "kim", "export")
    assert code == 130
    assert len(out.splitlines()) == 2
    assert err == "Stopped: 2 of 3 sets were written; the same export once more writes the rest.\n"
    assert len(list((root / "annotations").rglob("*.yaml"))) == 2
    capsys.readouterr()
    assert run(["-C", str(root), "--as", "kim", "export"]) == 0
    assert capsys.readouterr().err == "1 written, 2 unchanged, 0 refused.\n"


class Screen(io.StringIO):
    """A terminal to write to."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_far_it_is_and_nothing_of_it_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "30")
    with going("Importing") as go_on:
        assert go_on("reading file 1 of 6, 0 %\x1b[2J")
        assert go_on("too soon to be shown")
    assert screen.getvalue() == "\r\x1b[KImporting: reading file 1 of \r\x1b[K"


def test_where_there_is_no_terminal_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with going("Importing") as go_on:
        assert go_on("reading file 1 of 6, 0 %")
    assert capsys.readouterr() == ("", "")


def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with going("Importing") as go_on:
            signal.raise_signal(signal.SIGINT)
            assert go_on("reading")
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with going("Importing") as go_on:
            assert go_on("reading")
            signal.raise_signal(signal.SIGINT)
            assert not go_on("reading")
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
