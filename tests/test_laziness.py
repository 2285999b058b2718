"""What a command does not load, proved in fresh processes: a deferral that breaks is a slow start for everybody."""

import json
import subprocess
import sys

import pytest

PROBE = """
import json, sys
sys.argv = ["workbench", *json.loads(sys.argv[1])]
from workbench.__main__ import main
code = main()
heavy = ("textual", "rich", "sqlalchemy", "alembic", "yaml", "click", "rapidfuzz", "loguru", "regex", "msgspec")
sys.stderr.write("LOADED " + json.dumps([code, [name for name in heavy if name in sys.modules]]))
"""


def loaded(*args: str) -> tuple[int, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(args)],
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    code, names = json.loads(done.stderr.rpartition("LOADED ")[2])
    return code, set(names)


def test_the_version_is_answered_before_anything_is_loaded() -> None:
    assert loaded("--version") == (0, set())


def test_the_domain_alone_loads_no_library_but_msgspec() -> None:
    probe = (
        "import sys, pkgutil, importlib, workbench.domain as d\n"
        "for m in pkgutil.iter_modules(d.__path__): importlib.import_module(f'workbench.domain.{m.name}')\n"
        "heavy = {'textual', 'rich', 'sqlalchemy', 'yaml', 'click', 'regex'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("command", [("export",), ("documents",), ("annotations",)])
def test_commands_on_data_load_no_interface(command: tuple[str, ...], tmp_path: object) -> None:
    code, _ = loaded("init", str(tmp_path) + "/space")
    assert code == 0
    code, names = loaded("-C", str(tmp_path) + "/space", "--as", "kim", *command)
    assert code == 0
    assert not names & {"textual", "rich", "alembic", "loguru"}


def test_the_plain_modules_of_the_interface_need_no_textual() -> None:
    probe = (
        "import sys, workbench.tui.keys, workbench.tui.keystate, workbench.tui.wrap, workbench.tui.paint\n"
        "print('textual' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
