"""How long the program takes to start, as ratios of two things that take turns in one run.

    python benchmarks/start.py [--quick]

Must hold: ``workbench --version`` at most 2.5 times ``python -c pass``; the first frame of an article of 30 KB, opened
from a real workspace, at most 2 times that of a minimal Textual application.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from _pty import Program
from reader import itself, made_text

NEEDLE = b"Zanzibar"


def wall(command: list[str]) -> float:
    """Seconds that a command takes as a whole process."""
    begun = perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - begun


def ratio(label: str, ours: list[float], theirs: list[float], bound: float) -> None:
    """Print the median of the ratios pair by pair, and the medians themselves in milliseconds."""
    pairs = median(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"{label:44} {pairs:5.2f}  (bound {bound})   {median(ours):7.1f} / {median(theirs):.1f} ms")


def main() -> None:
    """Measure and print."""
    rounds = 6 if "--quick" in sys.argv else 20
    program = str(Path(sys.executable).with_name("workbench"))
    wall([program, "--version"])
    versions, passes = [], []
    for _ in range(2 * rounds):
        versions.append(1000 * wall([program, "--version"]))
        passes.append(1000 * wall([sys.executable, "-c", "pass"]))
    ratio("--version against python -c pass", versions, passes, 2.5)

    with tempfile.TemporaryDirectory() as folder:
        space = Path(folder) / "space"
        article = Path(folder) / "article.txt"
        article.write_text(f"{NEEDLE.decode()}\n\n{made_text(30_000)}", "utf-8")
        subprocess.run([program, "init", space], check=True, stderr=subprocess.DEVNULL)
        base = [program, "-C", str(space), "--as", "kim"]
        subprocess.run([*base, "add", article], check=True, stdout=subprocess.DEVNULL)
        frames, least = [], []
        for _ in range(rounds):
            for times, command, needle in (
                (frames, [*base, "open", "zanzibar"], NEEDLE),
                (least, itself("minimal"), b"hello"),
            ):
                opened = Program(command)
                times.append(opened.painted(needle))
                opened.stop()
        ratio("first frame of 30 KB against minimal Textual", frames, least, 2.0)


if __name__ == "__main__":
    main()
