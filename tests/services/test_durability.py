"""What was said to be saved is there after a kill, and two processes lose nothing to each other."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.services import annotations
from workbench.store import journal

from .conftest import QUAY, Opener, add_text

pytestmark = pytest.mark.slow

# Marks, edits, deletes and undoes at random through the services; each act is reported when it is done.
WORKER = """
import json, pathlib, random, sys
from workbench.services import annotations, history, workspace
root, name, document, seed, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
space = workspace.open_workspace(pathlib.Path(root), annotator=name)
rng, mine = random.Random(seed), {}
def said(*row):
    sys.stdout.write(json.dumps(row) + chr(10)); sys.stdout.flush()
said("ready")
for number in range(count):
    choice = rng.random()
    if choice < 0.5 or not mine:
        at = rng.randrange(200)
        made = annotations.annotate(space, document, (at, at + 5), rng.choice(["claim", "quote", "figure"]))
        mine[made.id] = ""
        said("state", made.id, "")
    elif choice < 0.8:
        which = rng.choice(sorted(mine)); note = str(number)
        annotations.edit(space, which, fields={"note": note})
        mine[which] = note
        said("state", which, note)
    elif choice < 0.9:
        which = rng.choice(sorted(mine))
        annotations.delete(space, which)
        del mine[which]
        said("state", which, None)
    else:
        which = rng.choice(sorted(mine)); before = mine[which]
        annotations.edit(space, which, fields={"note": "undone"})
        said("either", which, before, "undone")
        history.undo(space)
        said("state", which, before)
said("end")
"""


def start(root: Path, name: str, document: str, seed: int, count: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(root), name, document, str(seed), str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )


def test_a_kill_at_any_moment_loses_nothing_that_was_said(opener: Opener) -> None:
    space = opener()
    document = add_text(space)
    space.close()
    rng = random.Random(7)
    saved: dict[str, set[str | None]] = {}
    for run in range(24):
        worker = start(space.root, "kim", document.id, run, 10_000)
        assert worker.stdout is not None
        assert worker.stderr is not None
        for _ in range(rng.randrange(2, 40)):
            row = json.loads(worker.stdout.readline())
            _note(row, saved)
        worker.send_signal(signal.SIGKILL)
        for line in worker.stdout.read().splitlines():
            if line.endswith("]"):
                _note(json.loads(line), saved)
        worker.wait()
        worker.stdout.close()
        worker.stderr.close()
        found = {one.id: one for one in annotations.listing(space, annotator="kim")}
        notes = {name: found[name].annotation.note if name in found else None for name in saved}
        differing = [name for name, allowed in saved.items() if notes[name] not in allowed]
        # One act may have been committed in the moment of the kill, before it could be reported.
        assert len(differing) <= 1, (run, differing)
        assert all(_newer(notes[name], saved[name]) for name in differing), (run, differing)
        # What was in flight when the kill came is settled now, one way or the other.
        saved = {name: {one.annotation.note} for name, one in found.items()}
        for one in found.values():
            mark = one.annotation
            assert QUAY[mark.start : mark.end] == mark.exact
        with space.store.read() as connection:
            assert connection.exec_driver_sql("PRAGMA quick_check").scalar_one() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
            assert journal.damaged(connection) == []
        space.close()


def _note(row: list[str | None], saved: dict[str, set[str | None]]) -> None:
    if row[0] in ("state", "either"):
        assert row[1] is not None
        saved[row[1]] = set(row[2:])


def _newer(note: str | None, allowed: set[str | None]) -> bool:
    """Whether this is a later state than those reported: deleted, about to be undone, or a higher number."""
    numbers = [int(old) for old in allowed if old and old.isdigit()]
    return note in (None, "undone") or (note.isdigit() and int(note) > max(numbers, default=-1))


def test_two_processes_at_one_workspace_lose_nothing(opener: Opener) -> None:
    space = opener()
    document = add_text(space)
    space.close()
    workers = {name: start(space.root, name, document.id, seed, 150) for seed, name in enumerate(("kim", "lee"))}
    for name, worker in workers.items():
        output, errors = worker.communicate(timeout=120)
        assert worker.returncode == 0, errors
        assert "locked" not in errors
        rows = [json.loads(line) for line in output.splitlines()]
        assert rows[-1] == ["end"]
        wanted: dict[str, set[str | None]] = {}
        for row in rows:
            _note(row, wanted)
        found = {one.id: one.annotation.note for one in annotations.listing(space, annotator=name)}
        assert found == {key: next(iter(notes)) for key, notes in wanted.items() if notes != {None}}
    with space.store.read() as connection:
        assert journal.damaged(connection) == []
