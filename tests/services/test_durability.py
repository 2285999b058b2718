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
        said("intend", None)
        made = annotations.annotate(space, document, (at, at + 5), rng.choice(["claim", "quote", "figure"]))
        mine[made.id] = ""
        said("state", made.id, "")
    elif choice < 0.8:
        which = rng.choice(sorted(mine)); note = str(number)
        said("intend", which, note)
        annotations.edit(space, which, fields={"note": note})
        mine[which] = note
        said("state", which, note)
    elif choice < 0.9:
        which = rng.choice(sorted(mine))
        said("intend", which, None)
        annotations.delete(space, which)
        del mine[which]
        said("state", which, None)
    else:
        which = rng.choice(sorted(mine)); before = mine[which]
        said("intend", which, "undone", before)
        annotations.edit(space, which, fields={"note": "undone"})
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
    for run in range(int(os.environ.get("WORKBENCH_KILLS", "24"))):
        worker = start(space.root, "kim", document.id, run, 10_000)
        assert worker.stdout is not None
        assert worker.stderr is not None
        said = [json.loads(worker.stdout.readline()) for _ in range(rng.randrange(2, 60))]
        worker.send_signal(signal.SIGKILL)
        said += [json.loads(line) for line in worker.stdout.read().splitlines() if line.endswith("]")]
        worker.wait()
        worker.stdout.close()
        worker.stderr.close()
        for row in said:
            _note(row, saved)
        found = {one.id: one.annotation.note for one in annotations.listing(space, annotator="kim")}
        for name, allowed in saved.items():
            assert found.get(name) in allowed, (run, name, found.get(name), allowed)
        strangers = found.keys() - saved.keys()
        assert len(strangers) <= (said[-1] == ["intend", None]), (run, strangers)
        saved = {name: {note} for name, note in found.items()}
        for one in annotations.listing(space):
            assert QUAY[one.annotation.start : one.annotation.end] == one.annotation.exact
        with space.store.read() as connection:
            assert connection.exec_driver_sql("PRAGMA quick_check").scalar_one() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
            assert journal.damaged(connection) == []
        space.close()


def _note(row: list[str | None], saved: dict[str, set[str | None]]) -> None:
    """What a mark's note may be after this was said: as reported, or before or after an act that is under way."""
    if row[0] == "state" and row[1] is not None:
        saved[row[1]] = {row[2]}
    elif row[0] == "intend" and row[1] is not None:
        saved[row[1]] = saved[row[1]] | set(row[2:])


CONTENDER = """
import pathlib, sys
from workbench.domain.errors import Stale
from workbench.services import annotations, workspace
space = workspace.open_workspace(pathlib.Path(sys.argv[1]), annotator="kim")
done = stale = 0
while done < 150:
    seen = annotations.get(space, sys.argv[2])
    try:
        annotations.edit(space, seen.id, seen=seen.revision, fields={"note": str(int(seen.annotation.note) + 1)})
        done += 1
    except Stale:
        stale += 1
print(done, stale)
"""


def test_two_processes_at_one_mark_lose_no_update(opener: Opener) -> None:
    space = opener()
    mark = annotations.annotate(space, add_text(space).id, (0, 5), "claim", fields={"note": "0"})
    space.close()
    command = [sys.executable, "-c", CONTENDER, str(space.root), mark.id]
    workers = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for worker in workers:
        output, errors = worker.communicate(timeout=120)
        assert worker.returncode == 0, errors
        assert output.split()[0] == "150"
    assert annotations.get(space, mark.id).annotation.note == "300"


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
