"""status and check on many marks: as whole commands, against the same database merely counted, and against a fourth.

    .venv/bin/python benchmarks/progress.py            about two minutes; --quick for fewer rounds

2,000 documents with 200,000 marks of two annotators, and a workspace with a fourth of both. What must hold: ``status``
takes at most 6 times as long as the interpreter takes to read the rows that are counted (a bare SELECT of the same
columns), and ``check`` of the large workspace at most 5 times as long as of the small one, start-up left out.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import get_args

from reader import ROOT

DOCUMENTS, MARKS = 2_000, 100
WORDS = "harbour ferry crane police said nine boats were lying across the fairway on Tuesday while two tugs".split()
COUNTED = 'SELECT document_id, annotator, tag, status, linked, asked, start, "end" FROM annotation WHERE deleted = 0'


def made_text(rng: random.Random, number: int) -> str:
    """An article of some fifty sentences."""
    lines = [f"Text number {number}."]
    for _ in range(12):
        lengths = [rng.randint(8, 18) for _ in range(4)]
        lines.append(" ".join(" ".join(rng.choices(WORDS, k=length)).capitalize() + "." for length in lengths))
    return "\n".join(lines) + "\n"


def make(root: Path, documents: int) -> None:
    """A workspace with so many documents, each marked by two annotators."""
    import msgspec

    from workbench.domain.anchors import describe
    from workbench.domain.model import TAGS, Annotation, Link, Placed, SetHeader, Status
    from workbench.services import documents as texts
    from workbench.services import workspace
    from workbench.services.annotations import ensure_set
    from workbench.services.clock import new_id, now
    from workbench.store.journal import Act, Put

    space = workspace.open_workspace(workspace.create(root), annotator="kim")
    rng, moment = random.Random(1), now()
    bodies = [made_text(rng, number) for number in range(documents)]
    added = texts.add(
        space,
        [texts.Incoming(f"d{n}", body, {"title": f"Text {n}", "stories": [f"story {n % 20}"]}) for n, body in
         enumerate(bodies)],
    )  # fmt: skip
    with space.store.write() as connection:
        act = Act(connection, "kim", moment, "marks")
        for one, body in zip(added, bodies, strict=True):
            puts = []
            for name in ("kim", "ned"):
                ensure_set(connection, SetHeader(document=one.document.id, annotator=name))
                for _ in range(MARKS // 2):
                    start = rng.randrange(len(body) - 60)
                    link = Link(id=new_id(), source=added[0].document.id, relation="supports", locator="p. 3")
                    mark = Annotation(
                        id=new_id(), tag=rng.choice(TAGS), created=moment, modified=moment,
                        status=rng.choice(get_args(Status)), links=(link,) if rng.random() < 0.5 else (),
                        **msgspec.structs.asdict(describe(body, start, start + rng.randint(3, 50))),
                    )  # fmt: skip
                    placed = Placed(document=one.document.id, annotator=name, annotation=mark)
                    puts.append(Put("annotation", mark.id, placed))
            act.put_all(puts)
    space.close()


def timed(act: Callable[[], object], rounds: int) -> float:
    """The median seconds of an act."""
    times = []
    for _ in range(rounds + 1):
        begun = perf_counter()
        act()
        times.append(perf_counter() - begun)
    return median(times[1:])


def command(root: Path, *words: str) -> Callable[[], object]:
    """A whole command of the program."""
    line = [sys.executable, "-m", "workbench", "-C", str(root), "--as", "kim", *words]
    return lambda: subprocess.run(line, cwd=ROOT, capture_output=True, check=False)


def counted(root: Path) -> Callable[[], object]:
    """The interpreter, and the rows that a status counts."""
    code = f"import sqlite3; len(sqlite3.connect({str(root / 'workbench.db')!r}).execute({COUNTED!r}).fetchall())"
    return lambda: subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)


def main() -> None:
    """Measure, and print ratios."""
    sys.path.insert(0, str(ROOT))
    rounds = 3 if "--quick" in sys.argv else 9
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        large, small = Path(folder) / "large", Path(folder) / "small"
        make(large, DOCUMENTS)
        make(small, DOCUMENTS // 4)
        start = timed(command(large, "--version"), rounds)
        bare = timed(counted(large), rounds)
        for words in (("status",), ("status", "--all")):
            took = timed(command(large, *words), rounds)
            print(f"{' '.join(words)}: {took:.2f} s, {took / bare:.1f} x the rows merely read (bound 6)")
        checks = [timed(command(root, "check", "--all"), max(1, rounds // 3)) - start for root in (small, large)]
        print(f"check --all: {checks[1]:.2f} s, {checks[1] / checks[0]:.1f} x a fourth of it (bound 5)")


if __name__ == "__main__":
    main()
