"""What the first frame must not wait for."""

import subprocess
import sys
from pathlib import Path

CODE = """
import sys
import workbench.tui.app, workbench.tui.screens.reader, workbench.tui.screens.library
late = ("sqlalchemy", "alembic", "yaml", "msgspec", "regex", "rapidfuzz", "workbench.services", "workbench.store")
print([name for name in late if name in sys.modules])
"""


def test_the_frame_is_painted_without_the_store_and_the_model() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"
