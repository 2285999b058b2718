"""The reader against SLATE, the terminal annotator that comes nearest to it, taking turns in pseudo-terminals.

    .venv/bin/python benchmarks/rivals.py            all of it, some minutes: SLATE takes long over 50,000 marks
    .venv/bin/python benchmarks/rivals.py --json     the same as one JSON object on stdout
    .venv/bin/python benchmarks/rivals.py --quick    fewer rounds

SLATE (the package slate-nlp, ISC licence) is put into an environment of its own in the user's cache folder. Both show
the same text in rows of 84 cells with the same marks. A time is from writing the key to the last byte of the answer.
SLATE is measured at its best: keys of one byte, one line of the file per row, a token instead of a row at each
extension, ten lines instead of a screenful at each page, and of the two keys that make a mark only the second.
What must hold is in ``BOUNDS``. SLATE evaluates the marks it loads as Python: give it no file but the ones made here.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from bisect import bisect_left, bisect_right
from pathlib import Path
from statistics import median
from typing import NamedTuple

from _pty import Program, settle
from reader import itself, made_spans, made_text

PACKAGE = "slate-nlp==1.1.3"
COLUMN = 84  # the width of the reader's rows
LABELS = {"claim": "label:a", "quote": "label:s", "figure": "label:d"}  # those that SLATE has keys for
SIZES = {"30 KB, 100": (30_000, 100), "10 MB, 50,000": (10_000_000, 50_000)}
SMALL, BIG = SIZES
WITHIN, SCROLLING, BURST = "down, within the screen", "down, scrolling", "50 downs at once"
BOUNDS = {WITHIN: 0.6, SCROLLING: 0.6, "extend": 0.6, "mark": 0.6, "page down": 1.3, BURST: 0.1}
"""How many times as long as SLATE the reader may take."""
BETWEEN = 1.5
"""How many times as long as in the small text the reader may take in the big one."""
SELDOM = 15
"""SLATE takes part in one round out of so many in the big text, where each of its answers takes seconds."""
ENOUGH = 20.0
"""After so many seconds the 50 keys of SLATE in the big text are waited for no longer; its figure is then a least."""


# --- SLATE and what it is given -----------------------------------------------------------------------------------


def slate() -> str:
    """The command of SLATE, installed at the first call."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "workbench-benchmarks" / PACKAGE
    command = folder / "bin" / "slate"
    if not command.exists():
        print(f"Installing {PACKAGE} in a folder of its own.", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", PACKAGE], check=True)
    return str(command)


def tokens(text: str) -> tuple[list[int], list[tuple[int, int]], list[list[str]]]:
    """The tokens of a text: where they begin, their line and number in it, and the lines, wrapped at ``COLUMN``."""
    begins, places, lines = [], [], [[]]  # type: list[int], list[tuple[int, int]], list[list[str]]
    used = before = 0
    for found in re.finditer(r"\S+", text):
        word, begin = found.group(), found.start()
        breaks = text.count("\n", before, begin)
        if not breaks and lines[-1] and used + 1 + len(word) > COLUMN:
            breaks = 1
        lines.extend([] for _ in range(breaks))
        used = used + 1 + len(word) if lines[-1] else len(word)
        begins.append(begin)
        places.append((len(lines) - 1, len(lines[-1])))
        lines[-1].append(word)
        before = found.end()
    return begins, places, lines


def written(folder: Path, size: int, count: int) -> Path:
    """A text and its marks as files for SLATE."""
    text = made_text(size)
    begins, places, lines = tokens(text)
    marks = []
    for start, end, tag in made_spans(text, count):
        first = max(0, bisect_right(begins, start) - 1)
        last = max(first, bisect_left(begins, end) - 1)
        span = f"({places[first]}, {places[last]})" if last > first else f"{places[first]}"
        marks.append(f"{span} - {LABELS[tag]}\n")
    path = folder / f"{size}.txt"
    path.write_text("\n".join(map(" ".join, lines)), "utf-8")
    path.with_name(f"{path.name}.annotations").write_text("".join(marks), "utf-8")
    return path


# --- measuring ----------------------------------------------------------------------------------------------------


class Keys(NamedTuple):
    """The keys of one program for one act; those that are not timed are answered one by one."""

    first: list[bytes]  # before all
    timed: list[bytes]  # in turn
    each: tuple[bytes, ...] = ()  # before each that is timed
    again: int = 1_000_000  # after so many rounds, ``first`` once more


def single(keys: bytes) -> list[bytes]:
    """Each of some keys of one byte by itself."""
    return [bytes([key]) for key in keys]


DOWN, UP, EXTEND, SHRINK, PAGE = b"\x1b[B", b"\x1b[A", b"\x1b[1;2B", b"\x1b[1;2A", b"\x1b[6~"
OURS = {
    WITHIN: Keys([b"gg"], [DOWN] * 20 + [UP] * 20),
    SCROLLING: Keys([b"gg", b"50j"], [DOWN]),
    "extend": Keys([b"gg"], [EXTEND] * 15 + [SHRINK] * 15),
    "mark": Keys([b"\x1b", b"gg"], [b"c"], (b"wwviw",)),
    # numbers on and off: no row that was painted before is to be kept
    "page down": Keys([b"\x1b", b"zn", b"zn", b"gg"], [PAGE], again=9),
    BURST: Keys([b"\x1b", b"gg"], [DOWN * 50]),
}
THEIRS = {
    WITHIN: Keys([b"I"], single(b"o" * 20 + b"i" * 20)),
    SCROLLING: Keys(single(b"I50o"), [b"o"]),
    # in pairs, and an even number of rounds: SLATE can hang when a selection of several tokens is moved
    "extend": Keys(single(b"IJ"), single(b"/l")),
    "mark": Keys(single(b"IJ"), [b"a"], (b";", b";", b" ")),
    "page down": Keys([b"I"], [b"}"], again=30),
    BURST: Keys([b"I"], [b"o" * 50]),
}


class Side(NamedTuple):
    """A running program and its keys."""

    name: str
    program: Program
    keys: dict[str, Keys]
    every: int = 1  # it takes part in one round out of so many
    wait: float = 1.0  # for an answer; the reader gives none where nothing changes
    pause: float = 0.2  # a longer silence than between the answers to keys written at once


def pressed(side: Side, act: str, turn: int, silence: float = 0.05) -> float:
    """The time of the key whose turn it is, after the keys that go before."""
    keys = side.keys[act]
    for key in (keys.first if turn % keys.again == 0 else []) + [*keys.each]:
        side.program.key(key, wait=side.wait)
    found = side.program.key(keys.timed[turn % len(keys.timed)], silence, side.wait)
    if not found:
        raise TimeoutError(f"{side.name}: no answer within {side.wait:.0f} s, at turn {turn} of: {act}")
    return found


def medians(sides: dict[str, Side], act: str, rounds: int) -> dict[str, float]:
    """The median times of one act, the programs taking turns."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds):
        for name, side in sides.items():
            turn, left = divmod(number, side.every)
            if not left:
                time.sleep(0.003 * (number % 5))
                times[name].append(pressed(side, act, turn))
    return {name: median(found) for name, found in times.items()}


def bursts(sides: dict[str, Side], rounds: int) -> dict[str, float]:
    """The median times of many keys written at once; of a slow program one, at the end, for it is busy ever after."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    turns = [name for name, side in sides.items() if side.every == 1] * rounds
    for name in turns + [name for name, side in sides.items() if side.every > 1]:
        times[name].append(pressed(sides[name], BURST, 0, sides[name].pause))
    return {name: median(found) for name, found in times.items()}


def measured(folder: Path, rounds: int) -> dict[str, dict[str, float]]:
    """The median times of all acts, of the reader and of SLATE in both sizes."""
    command = slate()
    sides = {}
    for name, (size, count) in SIZES.items():
        program = Program(itself("reader", str(size), str(count)))
        settle(program)
        sides[f"reader, {name}"] = Side(f"reader, {name}", program, OURS)
        path = written(folder, size, count)
        program = Program([command, "-o", "-l", str(folder / f"{size}"), str(path)])
        program.painted(made_text(100).split()[0].encode())
        slow = {"every": SELDOM, "wait": ENOUGH, "pause": ENOUGH} if name == BIG else {}
        sides[f"SLATE, {name}"] = Side(f"SLATE, {name}", program, THEIRS, **slow)
    times = {act: medians(sides, act, rounds) for act in BOUNDS if act != BURST}
    times[BURST] = bursts(sides, 5)
    for side in sides.values():
        side.program.stop()
    return times


def judged(times: dict[str, dict[str, float]]) -> list[dict[str, object]]:
    """What must hold, with the ratios and whether they hold."""
    rows = []
    for act in times:
        rows += [(act, f"reader, {size}", f"SLATE, {size}", BOUNDS[act]) for size in SIZES]
        rows.append((act, f"reader, {BIG}", f"reader, {SMALL}", BETWEEN))
    return [
        {
            "act": act, "one": one, "other": other, "ratio": round(times[act][one] / times[act][other], 3),
            "bound": bound, "met": times[act][one] <= bound * times[act][other],
            "one ms": round(times[act][one], 2), "other ms": round(times[act][other], 2),
        }
        for act, one, other, bound in rows
    ]  # fmt: skip


def main() -> None:
    """Measure, and print ratios."""
    with tempfile.TemporaryDirectory() as folder:
        rows = judged(measured(Path(folder), 30 if "--quick" in sys.argv else 60))
    if "--json" in sys.argv:
        print(json.dumps(rows, indent=2))
        return
    print(f"{'p50 of':24} {'ratio of':22} {'to':22} {'ratio':>6} {'bound':>6} {'':6} {'ms':>8} {'to ms':>9}")
    for row in rows:
        print(
            f"{row['act']:24} {row['one']:22} {row['other']:22} {row['ratio']:6.3f} {row['bound']:6.1f} "
            f"{'met' if row['met'] else 'MISSED':6} {row['one ms']:8.2f} {row['other ms']:9.2f}"
        )
    print(f"SLATE in {BIG}: one round out of {SELDOM}, and 50 keys waited for {ENOUGH:.0f} s, not to the end.")


if __name__ == "__main__":
    main()
