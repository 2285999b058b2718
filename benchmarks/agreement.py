"""Agreement of two annotators on tokens, against scikit-learn (kappa) and the krippendorff package (alpha).

    .venv/bin/python benchmarks/agreement.py            all of it, some minutes and 8 GB of memory
    .venv/bin/python benchmarks/agreement.py --json     the same as one JSON object on stdout
    .venv/bin/python benchmarks/agreement.py --quick    a tenth of the documents, fewer rounds

1,000 documents with 100 marks of each annotator and 36 words a mark, as in the sample articles; once with all marks
apart, as there, and once with every third inside another, which makes labels of several tags. One process, taking
turns in an order that changes, everything imported; the fastest round of each counts, since getting the memory for the
packages' big arrays takes now more and now less.
Tokenising is outside of both sides: what is timed is

- ours: from the marks as lists of (start, end, tag) and the made ``Tokens`` to the value; nothing is kept between
  rounds, and the counting that kappa and alpha could share is timed with each;
- scikit-learn: ``cohen_kappa_score`` of two lists of label strings, a string a token; making them is not timed;
- krippendorff: ``alpha`` of the same strings coded as integers in an array with a row an annotator and a column a token
  (``reliability_data``), which is its quickest way from strings. Coding and making the array is timed.

Told too but not judged are the ratios to krippendorff with the strings as they are, and with what it needs made outside
the timing: the array, and ``value_counts``, whose making is most of the work.

The two packages are put into an environment of their own in the user's cache folder. What must hold is in ``BOUNDS``,
and that the values are the same to 1e-9.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from time import perf_counter

PACKAGES = ("scikit-learn==1.9.1", "krippendorff==0.9.0")
BOUNDS = {"kappa": 0.2, "alpha": 0.1}
"""How many times as long as the package ours may take."""
JUDGED = ("scikit-learn, strings", "krippendorff, coding timed")
DOCUMENTS, MARKS, WORDS = 1_000, 100, 36
LENGTHS = {"claim": (8, 24), "quote": (5, 20), "figure": (1, 4)}  # in words

Mark = tuple[int, int, str]


def interpreter() -> Path:
    """Python of an environment with the packages, made at the first call."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "workbench-benchmarks" / "-".join(PACKAGES)
    python, done = folder / "bin" / "python", folder / "complete"
    if not done.exists():
        print(f"Installing {' and '.join(PACKAGES)} in a folder of its own.", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        done.touch()
    return python


# --- what is compared ---------------------------------------------------------------------------------------------


def made_words(chance: random.Random) -> list[tuple[int, int]]:
    """The words of a document."""
    found, at = [], 0
    for _ in range(MARKS * WORDS):
        size = chance.randint(1, 9)
        found.append((at, at + size))
        at += size + chance.choice((1, 1, 1, 1, 2))
    return found


def made_marks(chance: random.Random, nested: bool) -> list[tuple[int, int, str]]:
    """The marks of the first annotator, in words: each in a stretch of its own, or every third inside another."""
    found = []
    for number in range(MARKS):
        begin = number * WORDS
        tag = chance.choice(list(LENGTHS))
        first = begin + chance.randint(2, 10)
        last = first + chance.randint(*LENGTHS[tag])
        if nested and number % 3 == 2:
            first, last = found[-1][0] + 1, found[-1][1]
            last = max(first + 1, min(last, first + 3))
            tag = chance.choice([one for one in LENGTHS if one != found[-1][2]])
        found.append((first, last, tag))
    return sorted(found)


def read_again(chance: random.Random, marks: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """What a second annotator has: most the same, some with other ends or another tag, some elsewhere."""
    found = []
    for first, last, tag in marks:
        fate = chance.random()
        if fate < 0.1:
            first, last = max(0, first - chance.randint(0, 1)), last + chance.randint(0, 1)
        elif fate < 0.18:
            tag = chance.choice(list(LENGTHS))
        elif fate < 0.28:
            first, last = first - first % WORDS, first - first % WORDS + 1
        found.append((first, last, tag))
    return sorted(found)


def placed(words: list[tuple[int, int]], marks: list[tuple[int, int, str]]) -> list[Mark]:
    """Marks in words as marks in code points."""
    return [(words[first][0], words[last - 1][1], tag) for first, last, tag in marks]


def labels(marks: Sequence[tuple[int, int, str]]) -> list[str]:
    """The tags of each word in one string, as a caller of the packages would make them."""
    tags: list[set[str]] = [set() for _ in range(MARKS * WORDS)]
    for first, last, tag in marks:
        for word in range(first, last):
            tags[word].add(tag)
    return [" ".join(sorted(found)) for found in tags]


# --- measuring, inside the environment ----------------------------------------------------------------------------


def taking_turns(ways: dict[str, Callable[[], float]], rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    """The milliseconds of the fastest round and the values of several computations."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    values = {}
    chance = random.Random(1)
    for _ in range(rounds):
        for name in chance.sample(list(ways), len(ways)):
            begun = perf_counter()
            values[name] = float(ways[name]())
            times[name].append(1000 * (perf_counter() - begun))
    return {name: min(found) for name, found in times.items()}, values


def measured(nested: bool, documents: int, rounds: int) -> list[dict[str, object]]:
    """The rows of one kind of marks."""
    import numpy
    from krippendorff import alpha
    from sklearn.metrics import cohen_kappa_score

    from workbench.domain.marked import Marked, Tokens
    from workbench.domain.tokenwise import cohen_kappa, krippendorff_alpha, pair_table, token_counts

    chance = random.Random(7)
    corpus, one, other = [], [], []
    for _ in range(documents):
        words = made_words(chance)
        first = made_marks(chance, nested)
        second = read_again(chance, first)
        tokens = Tokens.of(words, words[-1][1] + 1)
        corpus.append(Marked(tokens, {"a": placed(words, first), "b": placed(words, second)}))
        one.append(labels(first))
        other.append(labels(second))
    firsts, seconds = list(chain.from_iterable(one)), list(chain.from_iterable(other))
    codes = {label: code for code, label in enumerate(sorted({*firsts, *seconds}))}

    def coded() -> list[list[int]]:
        return [[codes[label] for label in firsts], [codes[label] for label in seconds]]

    array = numpy.array(coded())
    counts = (array[..., None] == numpy.arange(len(codes))).sum(0)

    def theirs(**data: object) -> float:
        return alpha(level_of_measurement="nominal", **data)

    times, values = taking_turns(
        {
            "kappa": lambda: cohen_kappa(pair_table(token_counts(corpus, "ab"), 0, 1)).value,
            "scikit-learn, strings": lambda: cohen_kappa_score(firsts, seconds),
            "alpha": lambda: krippendorff_alpha(token_counts(corpus, "ab")).value,
            "krippendorff, coding timed": lambda: theirs(reliability_data=numpy.array(coded())),
            "krippendorff, strings": lambda: theirs(reliability_data=[firsts, seconds]),
            "krippendorff, array": lambda: theirs(reliability_data=array),
            "krippendorff, value_counts": lambda: theirs(value_counts=counts),
        },
        rounds,
    )
    rows = []
    for name in list(times):
        if name in BOUNDS:
            measure = name
            continue
        ratio = times[measure] / times[name]
        judged = name in JUDGED
        rows.append(
            {
                "marks": "nested" if nested else "apart", "tokens": len(firsts), "labels": len(codes),
                "measure": measure, "to": name, "ratio": round(ratio, 3), "bound": BOUNDS[measure] if judged else None,
                "met": ratio <= BOUNDS[measure] if judged else None, "ms": round(times[measure], 1),
                "to ms": round(times[name], 1), "equal": abs(values[measure] - values[name]) <= 1e-9,
                "value": values[measure],
            }
        )  # fmt: skip
    return rows


def report(rows: list[dict[str, object]]) -> None:
    """Print ratios."""
    for row in rows:
        met = {True: "met", False: "MISSED", None: ""}[row["met"]]
        print(
            f"{row['measure']}, marks {row['marks']:6} to {row['to']:27} {row['ratio']:6.3f}  bound "
            f"{row['bound'] or '-':>4} {met:6} {row['ms']:8.1f} / {row['to ms']:8.1f} ms  "
            f"{'values equal' if row['equal'] else 'VALUES DIFFER'}  {row['tokens']:,} tokens, {row['labels']} labels"
        )


def main() -> None:
    """Measure in the environment of the packages, and print."""
    if "--inside" not in sys.argv:
        root = str(Path(__file__).resolve().parent.parent)
        command = [interpreter(), __file__, "--inside", *sys.argv[1:]]
        sys.exit(subprocess.run(command, env={**os.environ, "PYTHONPATH": root}, check=False).returncode)
    documents, rounds = (DOCUMENTS // 10, 3) if "--quick" in sys.argv else (DOCUMENTS, 5)
    rows = measured(False, documents, rounds) + measured(True, documents, rounds)
    if "--json" in sys.argv:
        print(json.dumps(rows, indent=2))
    else:
        report(rows)


if __name__ == "__main__":
    main()
