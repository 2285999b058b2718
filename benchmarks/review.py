"""The review of ten thousand items against the reader, taking turns in pseudo-terminals.

    .venv/bin/python benchmarks/review.py            about a minute; --quick for fewer rounds

Two annotators have 10,000 marks each on 100 documents, some alike and some not. What must hold: moving from item to
item takes at most 2 times as long as moving the reader's cursor (down, within the screen). A decision is told as well.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from _pty import Program, settle
from reader import ROOT, itself, made_text, turns

ITEMS, DOCUMENTS = 10_000, 100


def make(root: Path) -> None:
    """A workspace in which two annotators meet in so many items."""
    sys.path.insert(0, str(ROOT))
    from workbench.domain.anchors import describe
    from workbench.domain.model import Annotation, Placed, SetHeader
    from workbench.services import documents, workspace
    from workbench.services.annotations import ensure_set
    from workbench.services.clock import new_id, now
    from workbench.services.documents import Incoming
    from workbench.store.journal import Act, Put

    space = workspace.open_workspace(workspace.create(root), annotator="kim")
    texts = [made_text(20_000, seed) for seed in range(DOCUMENTS)]
    added = documents.add(
        space, [Incoming(name=f"d{n}", text=text, metadata={"title": f"Text {n}"}) for n, text in enumerate(texts)]
    )
    rng, moment = random.Random(1), now()
    with space.store.write() as connection:
        act, puts = Act(connection, "kim", moment, "marks"), []
        for one, text in zip(added, texts, strict=True):
            for name in ("kim", "ada"):
                ensure_set(connection, SetHeader(document=one.document.id, annotator=name))
            starts = [at + 1 for at, char in enumerate(text) if char == " "]
            for place in rng.sample(starts[:-20], ITEMS // DOCUMENTS):
                for name in ("kim", "ada"):
                    end = text.find(" ", place + rng.choice((4, 4, 9)))
                    made = Annotation(
                        id=new_id(), tag=rng.choice(("claim", "claim", "figure")), created=moment, modified=moment,
                        **{n: getattr(describe(text, place, end), n) for n in _ANCHOR},
                    )  # fmt: skip
                    placed = Placed(document=one.document.id, annotator=name, annotation=made)
                    puts.append(Put("annotation", made.id, placed))
        act.put_all(puts)
    space.close()


_ANCHOR = ("start", "end", "exact", "prefix", "suffix")


def main() -> None:
    """Measure, and print ratios."""
    rounds = 40 if "--quick" in sys.argv else 200
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder) / "space")
        os.environ["XDG_STATE_HOME"] = folder
        begun = time.perf_counter()
        command = [sys.executable, "-m", "workbench", "-C", f"{folder}/space", "--as", "ned", "review"]
        reviewing = Program(command)
        reviewing.painted(b"items,")
        opened = time.perf_counter() - begun
        programs = {"review": reviewing, "reader": Program(itself("reader", "30000", "100"))}
        settle(programs["reader"])
        settle(reviewing)
        moved = turns(programs, {"review": [b"j"] * 15 + [b"k"] * 15, "reader": [b"j"] * 15 + [b"k"] * 15}, rounds)
        decided = turns(programs, {"review": [b"1"], "reader": [b"j", b"k"]}, rounds // 2)
        for program in programs.values():
            program.stop()
    print(f"{ITEMS:,} items listed after {opened:.2f} s")
    for name, times in (("moving to an item", moved), ("deciding, and on", decided)):
        ours, theirs = median(times["review"]), median(times["reader"])
        bound = "bound 2" if times is moved else "no bound"
        print(f"{name}: {ours:.2f} ms, {ours / theirs:.2f} x the reader's cursor ({bound})")


if __name__ == "__main__":
    main()
