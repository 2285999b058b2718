"""The reader against the least that Textual can do, side by side in one run, in pseudo-terminals.

    .venv/bin/python benchmarks/reader.py            all of it, about two minutes
    .venv/bin/python benchmarks/reader.py --json     the same as one JSON object on stdout
    .venv/bin/python benchmarks/reader.py --quick    fewer rounds

Every figure is a ratio of two programs that take turns in the same run, so that a busy machine slows both. A time is
from writing the key to the last byte of the answer. What must hold: down, extend and mark at most 1.5 times the floor
(a Textual widget that repaints one line), the first frame at most 2 times that of a minimal Textual application.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from pathlib import Path

from _pty import Program, settle

ROOT = Path(__file__).resolve().parents[1]
WORDS = (
    "the harbour bridge crews said police boats minister landing strike quay number forty log port town winter fleet "
    "co-operative watched window opened carries people stood morning light across fairway stayed shut before moved"
).split()


# --- the programs that are measured (this file runs itself with their names) --------------------------------------


def made_text(size: int, seed: int = 3) -> str:
    """About ``size`` code points of paragraphs with curly marks and figures."""
    rng = random.Random(seed)
    paragraphs, length = [], 0
    while length < size:
        sentences = []
        for _ in range(rng.randint(2, 6)):
            words = [rng.choice(WORDS) for _ in range(rng.randint(6, 22))]
            if rng.random() < 0.3:
                words.insert(3, f"\u201c{rng.choice(WORDS)} {rng.randint(2, 900)} {rng.choice(WORDS)}\u201d")
            sentences.append(" ".join(words).capitalize() + ".")
        paragraphs.append(" ".join(sentences))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)[:size]


def made_spans(text: str, count: int, seed: int = 5) -> list[tuple[int, int, str]]:
    """Marks of all tags, most short, a few very long, spread over the text."""
    rng = random.Random(seed)
    spans = []
    for number in range(count):
        start = rng.randrange(len(text) - 10)
        length = min(int(rng.expovariate(1 / 60)) + 5, 600) if number % 1000 else min(len(text) // 4, 20_000)
        spans.append((start, min(len(text), start + length), ("claim", "quote", "figure")[number % 3]))
    return spans


def run_reader(size: int, count: int) -> None:
    """The reader itself, over a desk in memory."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "tui")]
    from workbench.tui.app import Start, run

    text = made_text(size)

    def desk() -> object:
        from fake_desk import FakeDesk

        made = FakeDesk({"article": text})
        for start, end, tag in made_spans(text, count):
            made.plant("article", start, end, tag)
        return made

    sys.exit(run(Start(desk, ("article", "The article", text))))  # type: ignore[arg-type]


def run_floor() -> None:
    """A widget of plain lines that repaints one of them at each key."""
    from rich.segment import Segment
    from textual.app import App, ComposeResult
    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widget import Widget

    class Floor(Widget, can_focus=True):
        row = 0

        def render_line(self, y: int) -> Strip:
            text = ("> " if y == self.row else "  ") + f"line {y} of {self.row} "
            return Strip([Segment(text.ljust(self.size.width, "."))], self.size.width)

        def on_key(self) -> None:
            self.row = (self.row + 1) % self.size.height
            self.refresh(Region(0, self.row, self.size.width, 1))

    class FloorApp(App[None]):
        def compose(self) -> ComposeResult:
            yield Floor()

        def on_mount(self) -> None:
            self.query_one(Floor).focus()

    FloorApp().run()


def run_minimal() -> None:
    """The smallest application that shows something."""
    from textual.app import App, ComposeResult
    from textual.widgets import Footer, Static

    class Minimal(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("hello " * 200)
            yield Footer()

    Minimal().run()


# --- measuring ----------------------------------------------------------------------------------------------------


def itself(*arguments: str) -> list[str]:
    """The command that runs one of the programs above."""
    return [sys.executable, str(Path(__file__)), *arguments]


def turns(programs: dict[str, Program], keys: dict[str, list[bytes]], rounds: int) -> dict[str, list[float]]:
    """The times of each program's keys, the programs taking turns."""
    times: dict[str, list[float]] = {name: [] for name in programs}
    for number in range(rounds):
        for name, program in programs.items():
            time.sleep(0.003 * (number % 5))
            times[name].append(program.key(keys[name][number % len(keys[name])]))
    return times


def main() -> None:
    """Measure, and print ratios."""
    quick = "--quick" in sys.argv
    rounds, starts = (24, 4) if quick else (60, 10)
    down, up, extend, shrink = b"\x1b[B", b"\x1b[A", b"\x1b[1;2B", b"\x1b[1;2A"
    programs = {
        "floor": Program(itself("floor")),
        "30 KB, 100": Program(itself("reader", "30000", "100")),
        "10 MB, 50,000": Program(itself("reader", "10000000", "50000")),
    }
    for program in programs.values():
        settle(program)
    readers = [name for name in programs if name != "floor"]
    result: dict[str, dict[str, dict[str, float]]] = {}

    def measure(what: str, first: bytes, keys: list[bytes]) -> None:
        for name in readers:
            programs[name].key(first, 0.3)
        times = turns(programs, {name: keys if name != "floor" else [b"j"] for name in programs}, rounds)
        floor = statistics.median(times["floor"])
        result[what] = {
            name: {
                "ratio": round(statistics.median(times[name]) / floor, 2),
                "p50 ms": round(statistics.median(times[name]), 2),
                "p95 ms": round(sorted(times[name])[int(0.95 * rounds)], 2),
            }
            for name in programs
        }

    measure("down, within the screen", b"gg", [down] * 25 + [up] * 25)
    measure("down, scrolling", b"gg50j", [down])
    measure("extend", b"gg", [extend] * 15 + [shrink] * 15)
    measure("page down", b"\x1b", [b"\x1b[6~"])
    marking = {name: [] for name in programs}  # type: dict[str, list[float]]
    for name in readers:
        programs[name].key(b"gg")
    for _ in range(rounds // 2):
        for name in readers:
            programs[name].key(b"wwviw")
            marking[name].append(programs[name].key(b"c"))
        marking["floor"].append(programs["floor"].key(b"j"))
    floor = statistics.median(marking["floor"])
    result["mark"] = {
        name: {"ratio": round(statistics.median(found) / floor, 2), "p50 ms": round(statistics.median(found), 2)}
        for name, found in marking.items()
    }
    burst = {name: program.key(down * 50) for name, program in programs.items()}
    result["50 downs at once"] = {name: {"p50 ms": round(found, 1)} for name, found in burst.items()}
    for program in programs.values():
        program.stop()

    firsts: dict[str, list[float]] = {"minimal": [], "reader, 30 KB": []}
    for _ in range(starts):
        for name, arguments, needle in (
            ("minimal", ("minimal",), b"hello"),
            ("reader, 30 KB", ("reader", "30000", "100"), made_text(200)[1:9].encode()),
        ):
            program = Program(itself(*arguments))
            firsts[name].append(program.painted(needle))
            program.stop()
    base = statistics.median(firsts["minimal"])
    result["first frame"] = {
        name: {"ratio": round(statistics.median(found) / base, 2), "p50 ms": round(statistics.median(found), 1)}
        for name, found in firsts.items()
    }
    if "--json" in sys.argv:
        print(json.dumps(result, indent=2))
        return
    for what, rows in result.items():
        print(what)
        for name, values in rows.items():
            print(f"  {name:16}" + "".join(f"  {label} {value:g}" for label, value in values.items()))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["reader", size, count]:
            run_reader(int(size), int(count))
        case ["floor"]:
            run_floor()
        case ["minimal"]:
            run_minimal()
        case _:
            main()
