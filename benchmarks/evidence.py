"""Passages proposed as evidence for a mark: how soon, and how often the right one is first.

    .venv/bin/python benchmarks/evidence.py            about a minute; --quick for 300 documents, --large for 10,000

A workspace of 1,000 made documents of about 5 KB (words by Zipf's law, boilerplate that returns, hundreds of decoys:
the planted sentences with other names and figures) and 80 planted pairs: a sentence marked in one document, and in
another the same one copied, in other quotation marks and spaces, edited, shortened, reordered, with another figure,
or said in other words; and a figure alone ("some 40" against "forty"). What must hold: at most 100 ms (p95, 1,000
documents), the right passage first for at least 9 of 10.
"""

# ruff: noqa: E501 (a story is read as a line)
from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections import Counter
from itertools import accumulate
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

from reader import ROOT

sys.path.insert(0, str(ROOT))

COMMON = (
    "the of to and a in that for is on was with as he it by at from his be has said are have an not but they who which "
    "their this were been had its will would or about one after more also new when there out up all her she than when "
    "people last year first two could into over time other government president state police city officials world week"
).split()
# {n} is a figure, {m} a second one, {w} the first in words; {a} and {b} are names, {p} a place, {d} a day.
STORIES = (
    {
        "base": "The harbour police in {p} said some {n} boats lay across the fairway on {d}, and {a} closed the port.",
        "short": "Some {n} boats lay across the fairway in {p}.",
        "turned": "{a} closed the port of {p} on {d}, as the harbour police said that {n} boats lay across the fairway.",
        "told": "Shipping at {p} came to a halt when about {w} vessels blocked the fairway, {a} told reporters.",
        "figure": "some {n}",
    },
    {
        "base": "At least {n} workers were hurt when a furnace at the {a} steel mill near {p} burst late on {d}.",
        "short": "At least {n} workers were hurt at the {a} mill.",
        "turned": "Late on {d} a furnace burst at the {a} steel mill near {p}, and at least {n} workers were hurt.",
        "told": "An explosion in the {a} works outside {p} injured {w} employees, the fire brigade reported.",
        "figure": "At least {n}",
    },
    {
        "base": "Mayor {a} told the council of {p} that the new tram line would cost {n} million crowns and open in {d}.",
        "short": "The new tram line would cost {n} million crowns, {a} said.",
        "turned": "The new tram line will open in {d} and cost {n} million crowns, Mayor {a} told the council of {p}.",
        "told": "The price of the tramway through {p} has reached {w} million crowns, according to {a}.",
        "figure": "{n} million",
    },
    {
        "base": "“We heard the bridge at {p} groan for {n} minutes before it fell,” said {a}, a ferryman who saw it on {d}.",
        "short": "“We heard the bridge groan for {n} minutes,” said {a}.",
        "turned": "{a}, a ferryman who saw the bridge at {p} fall on {d}, said: “We heard it groan for {n} minutes before.”",
        "told": "The ferryman {a} recalled {w} minutes of noise from the bridge at {p} and then its collapse.",
        "figure": "{n} minutes",
    },
    {
        "base": "The university of {p} withdrew {n} papers by the chemist {a} after a student found copied images in them.",
        "short": "The university withdrew {n} papers by {a}.",
        "turned": "After a student found copied images in them, {n} papers by the chemist {a} were withdrawn by the "
        "university of {p}.",
        "told": "{w} articles of {a} were retracted in {p} because pictures had been used twice, a student had noticed.",
        "figure": "{n} papers",
    },
    {
        "base": "{a} and {b} signed an agreement in {p} on {d} to share the water of the river for {n} years.",
        "short": "{a} and {b} signed an agreement to share the water for {n} years.",
        "turned": "In {p}, an agreement to share the river’s water for {n} years was signed by {b} and {a} on {d}.",
        "told": "The treaty that {a} and {b} concluded in {p} divides the river between them for {w} years.",
        "figure": "{n} years",
    },
    {
        "base": "The storm tore the roofs off about {n} houses in {p} and left {m} families of {a} without power on {d}.",
        "short": "The storm tore the roofs off {n} houses in {p}.",
        "turned": "On {d} {m} families of {a} were left without power, and about {n} houses in {p} lost their roofs in "
        "the storm.",
        "told": "{w} homes in {p} were unroofed and parts of {a} went dark as the gale passed over.",
        "figure": "about {n} houses",
    },
    {
        "base": "Inspectors found {n} tonnes of spoiled fish in a warehouse of {a} at {p}, the ministry said on {d}.",
        "short": "Inspectors found {n} tonnes of spoiled fish at {p}.",
        "turned": "The ministry said on {d} that {n} tonnes of spoiled fish were found by inspectors at {p} in a "
        "warehouse of {a}.",
        "told": "{w} tonnes of rotten herring had been stored by the trader {a} at {p}, an inspection showed.",
        "figure": "{n} tonnes",
    },
    {
        "base": "A court in {p} sentenced the former banker {a} to {n} months in prison for lying to {b} about a loan.",
        "short": "A court sentenced {a} to {n} months in prison.",
        "turned": "For lying to {b} about a loan the former banker {a} was sentenced by a court in {p} to {n} months in "
        "prison.",
        "told": "{a}, once a banker, must go to jail for {w} months; judges in {p} found that {b} had been deceived.",
        "figure": "{n} months",
    },
    {
        "base": "The museum of {p} bought back {n} drawings by {a} from the heirs of {b}, who had kept them in a cellar.",
        "short": "The museum bought back {n} drawings by {a}.",
        "turned": "The heirs of {b} had kept them in a cellar: {n} drawings by {a}, which the museum of {p} bought back.",
        "told": "{w} sketches of {a} return to {p}; the family of {b} sold them to the museum.",
        "figure": "{n} drawings",
    },
)  # fmt: skip
KINDS = ("copied", "marks", "edited", "short", "turned", "number", "told", "figure")
BOILERPLATE = (
    "This article was changed after publication to correct the spelling of a name.",
    "Reporting by our correspondents; editing by the night desk. All rights reserved.",
    "Sign up for our newsletter and read the most important stories of the day every morning.",
)
UNITS = "zero one two three four five six seven eight nine".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


class Pair(NamedTuple):
    """What is marked (all of ``sentence``, or ``mark`` in it), and what is to be found elsewhere."""

    kind: str
    sentence: str
    mark: str
    evidence: str


class Maker:
    """Makes words, sentences and texts, the same every time."""

    def __init__(self) -> None:
        self.rng = random.Random(7)
        rare = [self._word() for _ in range(20_000)]
        self.words = [*COMMON, *rare]
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))
        self.stock: list[str] = []

    def _word(self) -> str:
        starts, middles, ends = (
            "b br c ch d f g gr h k l m n p pr r s st t tr v w".split(),
            "aeiou",
            "n r st l m t nd ng".split(),
        )
        return "".join(
            self.rng.choice(starts) + self.rng.choice(middles) for _ in range(self.rng.choice((1, 2, 2, 3)))
        ) + self.rng.choice(ends)

    def name(self) -> str:
        """A name that is likely nowhere else."""
        return self._word().capitalize()

    def filled(self, story: dict[str, str]) -> dict[str, str]:
        """A story's values."""
        number = self.rng.randrange(21, 99)
        tens, unit = divmod(number, 10)
        spelled = TENS[tens - 2] + (f"-{UNITS[unit]}" if unit else "")
        return {
            "n": str(number), "m": str(self.rng.randrange(100, 999)), "w": spelled, "a": f"{self.name()} {self.name()}",
            "b": self.name(), "p": self.name(), "d": self.rng.choice(("Monday", "Tuesday", "Friday", "Sunday", "May")),
        }  # fmt: skip

    def sentence(self) -> str:
        """Words by Zipf's law; now and then a name, a figure, or a phrase that was used before."""
        words = self.rng.choices(self.words, cum_weights=self.weights, k=self.rng.randint(7, 26))
        if self.stock and self.rng.random() < 0.3:
            words[2:5] = self.rng.choice(self.stock).split()
        if self.rng.random() < 0.4:
            words[self.rng.randrange(len(words))] = str(self.rng.randrange(2, 120))
        if self.rng.random() < 0.3:
            words[self.rng.randrange(len(words))] = self.rng.choice(self.words[len(COMMON) : 900]).capitalize()
        if len(self.stock) < 500:
            self.stock.append(" ".join(words[3:8]))
        return " ".join(words)[:1].upper() + " ".join(words)[1:] + "."

    def text(self, size: int, planted: list[str]) -> str:
        """About ``size`` code points, with the planted sentences somewhere in it."""
        sentences, length = [self.rng.choice(BOILERPLATE)], 0
        while length < size:
            sentences.append(self.sentence())
            length += len(sentences[-1]) + 1
        for one in planted:
            sentences.insert(self.rng.randrange(1, len(sentences)), one)
        paragraphs = []
        while sentences:
            count = self.rng.randint(1, 5)
            paragraphs.append(" ".join(sentences[:count]))
            sentences = sentences[count:]
        return "\n".join(paragraphs) + "\n"

    def pair(self, story: dict[str, str], kind: str) -> Pair:
        """A sentence and what speaks of the same thing elsewhere."""
        values = self.filled(story)
        base = story["base"].format(**values)
        mark = story["figure"].format(**values) if kind == "figure" else base
        match kind:
            case "copied":
                evidence = base
            case "marks":
                plain = base.replace("“", '"').replace("”", '"').replace("’", "'") if "“" in base else f"“{base}”"
                evidence = plain.replace(f" {values['n']} ", f"\u00a0{values['n']}\u00a0")
            case "edited":
                words = base.split()
                for at in sorted(self.rng.sample(range(len(words)), 3), reverse=True):
                    words[at : at + 1] = self.rng.choice(([], [self.rng.choice(self.words)], [words[at], "then"]))
                evidence = " ".join(words)
            case "number":
                other = {**values, "n": str(int(values["n"]) + self.rng.choice((-9, 7, 30)))}
                evidence = story["base"].format(**other)
            case "figure":
                evidence = story["told"].format(**values)
            case _:
                evidence = story[kind].format(**values)
        evidence = evidence[0].upper() + evidence[1:]
        return Pair(kind, base, mark, evidence if evidence[-1] in ".”" else f"{evidence}.")


def made(count: int) -> tuple[list[str], list[tuple[Pair, int, int]]]:
    """Texts, and the pairs with the numbers of the texts that hold mark and evidence."""
    maker = Maker()
    planted: dict[int, list[str]] = {}
    pairs = []
    for story in STORIES:
        for kind in KINDS:
            pair = maker.pair(story, kind)
            here, there = maker.rng.sample(range(count), 2)
            planted.setdefault(here, []).append(pair.sentence)
            planted.setdefault(there, []).append(pair.evidence)
            pairs.append((pair, here, there))
        for _ in range(60):  # the same story about others
            decoy = story[maker.rng.choice(("base", "short", "turned", "told"))].format(**maker.filled(story))
            planted.setdefault(maker.rng.randrange(count), []).append(decoy[0].upper() + decoy[1:])
    return [maker.text(5_000, planted.get(number, [])) for number in range(count)], pairs


def main() -> None:
    """Measure, and print."""
    count = 300 if "--quick" in sys.argv else 10_000 if "--large" in sys.argv else 1_000
    from workbench.services import documents, evidence, workspace
    from workbench.services.documents import Incoming
    from workbench.store import corpus

    texts, pairs = made(count)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = folder
        space = workspace.open_workspace(workspace.create(Path(folder) / "space"), annotator="kim")
        incoming = [Incoming(name=f"d{n}", text=text, metadata={"title": f"Text {n}"}) for n, text in enumerate(texts)]
        with space.store.write() as connection:
            from workbench.services.clock import now
            from workbench.store.journal import Act

            added = documents.admit_within(connection, Act(connection, "kim", now(), "add"), incoming)
        begun = time.process_time()
        evidence.reindex(space)
        per_text = (time.process_time() - begun) / count
        last = Incoming(name="last", text=Maker().text(5_000, []))
        begun = time.perf_counter()
        documents.add(space, [last])
        single = time.perf_counter() - begun
        ids = [one.document.id for one in added]
        with space.store.read() as connection:
            sizes = [connection.exec_driver_sql(f"SELECT coalesce(sum(length({column})), 0) FROM {table}").scalar_one()
                     for column, table in (("bits", "corpus_block"), ("body", "document_text"))]  # fmt: skip
            assert not corpus.missing(connection)
        space.close()

        times, busy, first, third, seen, failed = [], [], Counter(), Counter(), Counter(), []
        for pair, here, there in pairs:
            start = texts[here].index(pair.sentence) + pair.sentence.index(pair.mark)
            begun, worked = time.perf_counter(), time.process_time()
            found = evidence.proposals(space, ids[here], (start, start + len(pair.mark)))
            times.append(1000 * (time.perf_counter() - begun))
            busy.append(1000 * (time.process_time() - worked))
            at = texts[there].index(pair.evidence)
            right = [
                one.document.id == ids[there]
                and min(one.end, at + len(pair.evidence)) - max(one.start, at) > len(pair.evidence) / 2
                for one in found
            ]
            seen[pair.kind] += 1
            first[pair.kind] += right[:1] == [True]
            third[pair.kind] += any(right[:3])
            if right[:1] != [True]:
                failed.append((pair, found[0].exact if found else None, [one.score for one in found[:3]], right))
        typed = []
        for pair, here, _ in pairs[::2]:
            start = texts[here].index(pair.sentence)
            begun = time.perf_counter()
            evidence.proposals(space, ids[here], (start, start + 30), query=pair.evidence.split()[-1][:4])
            typed.append(1000 * (time.perf_counter() - begun))
        space.close()
    cuts = quantiles(times[1:], n=20)
    print(
        f"{count:,} documents, {sizes[1] / 1e6:.1f} MB of text; index {sizes[0] / 1e6:.1f} MB ({sizes[0] / sizes[1]:.2f} x)"
    )
    print(
        f"indexing: {1000 * per_text:.1f} ms of processor a document; adding one, files and commits and all: {1000 * single:.1f} ms"
    )
    print(f"proposals: first call {times[0]:.0f} ms, then p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms (bound 100)")
    worked = quantiles(busy[1:], n=20)
    print(f"of the processor: p50 {worked[9]:.0f} ms, p95 {worked[18]:.0f} ms (what the machine does besides left out)")
    print(f"with a typed word: p50 {quantiles(typed, n=20)[9]:.0f} ms, p95 {quantiles(typed, n=20)[18]:.0f} ms")
    for kind in KINDS:
        print(f"{kind:>8}: first {first[kind]} of {seen[kind]}, in the first three {third[kind]}")
    total = sum(seen.values())
    print(f"right passage first: {sum(first.values())} of {total} ({sum(first.values()) / total:.2f}, bound 0.90)")
    if "--failed" in sys.argv:
        for pair, exact, scores, right in failed:
            print(
                f"- {pair.kind}: {pair.mark} | {pair.sentence}\n  wanted {pair.evidence}\n  got {exact} {scores} {right}"
            )


if __name__ == "__main__":
    main()
