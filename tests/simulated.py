"""Sets that random work made, and what two people then did to a set each on their own: for the tests of merging."""

import random
from collections.abc import Callable
from typing import Any

from msgspec.structs import asdict, replace

from workbench.domain.anchors import describe
from workbench.domain.model import (
    Annotation,
    AnnotationSet,
    Checked,
    Claim,
    Comment,
    Correction,
    DocumentRef,
    Evidence,
    Figure,
    Link,
    Orphan,
    Query,
    Quote,
    Relation,
    Source,
)
from workbench.domain.text import sha256

WORDS = "the ferry struck a quay on Tuesday with forty people aboard, nobody was hurt. “Late”, said one".split()
TEXT = " ".join(random.Random(0).choice(WORDS) for _ in range(700))
MADE = "2020-01-01T00:00:00Z"
DETAILS: dict[str, Any] = {"claim": Claim, "quote": Quote, "figure": Figure}


class Worker:
    """Makes sets and changes them, with its own source of chance; ``name`` keeps its new ids apart from others'."""

    def __init__(self, seed: object, name: str) -> None:
        self.chance = random.Random(f"{seed} {name}")
        self.name = name
        self.count = 0

    def fresh(self) -> str:
        """An id that sorts anywhere among the others."""
        self.count += 1
        return f"{self.chance.getrandbits(32):08x}-{self.name}{self.count}"

    def when(self) -> str:
        return f"2020-01-0{self.chance.randint(2, 9)}T{self.chance.randint(10, 23)}:00:00Z"

    def words(self) -> str:
        return f"{self.chance.choice(WORDS)} {self.chance.randint(1, 4)}"

    def some(self, most: int) -> list[int]:
        return self.chance.sample(range(most), self.chance.randint(0, 3))

    def place(self) -> dict[str, Any]:
        start = self.chance.randrange(len(TEXT) - 40)
        return asdict(describe(TEXT, start, start + self.chance.randint(3, 30)))

    def details(self, tag: str) -> dict[str, Any]:
        made = {
            "claim": lambda: Claim(text=self.words(), claim_type=("causal",)),
            "quote": lambda: Quote(fidelity="verbatim", translated_from=self.words()),
            "figure": lambda: Figure(value=self.chance.randint(1, 9), unit=self.words()),
            "opinion": lambda: {"tone": self.words(), "strength": self.words()},
        }[tag]()
        return {"claim": None, "quote": None, "figure": None, "fields": {}} | {
            "fields" if tag == "opinion" else tag: made
        }

    def mark(self, source: str) -> Annotation:
        tag = self.chance.choice(["claim", "quote", "figure", "opinion"])
        made = Annotation(
            id=self.fresh(), tag=tag, created=MADE, modified=MADE, **self.place(), **self.details(tag),
            said_by=self.words(), note=self.words() if self.chance.random() < 0.5 else "",
            links=tuple(self.link(source) for _ in range(self.chance.randint(0, 3))),
            queries=tuple(self.query() for _ in range(self.chance.randint(0, 2))),
            relations=tuple(Relation(type="same_as", target=f"other-{n}") for n in self.some(6)),
        )  # fmt: skip
        if self.chance.random() < 0.1:
            return Orphan(**asdict(made), sha256="ab" * 32, reason="The sentence is gone.")
        return made

    def link(self, source: str) -> Link:
        evidence = Evidence(document="log-1", sha256="cd" * 32, start=0, end=4, exact="nine")
        return Link(
            id=self.fresh(), source=source, relation="supports", locator=self.words(),
            evidence=evidence if self.chance.random() < 0.3 else None,
        )  # fmt: skip

    def query(self) -> Query:
        return Query(id=self.fresh(), to="desk", text=self.words(), by="kim", at=MADE)

    def begin(self, size: int) -> AnnotationSet:
        """A set of about ``size`` annotations."""
        sources = tuple(Source(id=f"source-{n}", kind="article", title=self.words()) for n in range(4))
        marks = [self.mark(self.chance.choice(sources).id) for _ in range(size)]
        return settled(
            AnnotationSet(
                format="workbench/annotation-set", version=1, kind="annotations", annotator="kim",
                document=DocumentRef(id="ferry-1", title="Ferry", sha256=sha256(TEXT), characters=len(TEXT)),
                sources=sources,
                comments=tuple(
                    Comment(id=self.fresh(), on=marks[0].id, by="lee", at=MADE, text=self.words()) for _ in range(3)
                ),
                coverage=tuple((n * 50, n * 50 + 50) for n in range(40) if self.chance.random() < 0.4),
            ),
            marks,
        )  # fmt: skip

    # What people do to a set.

    def work(self, value: AnnotationSet, steps: int) -> AnnotationSet:
        """The set after some acts, each of which is one that the interface has."""
        for _ in range(steps):
            value = self.chance.choice([self.add, self.drop, *[self.edit] * 5, self.tick, self.talk, self.cite])(value)
        return value

    def add(self, value: AnnotationSet) -> AnnotationSet:
        return settled(value, [*all_marks(value), self.mark(self.chance.choice(value.sources).id)])

    def drop(self, value: AnnotationSet) -> AnnotationSet:
        marks = all_marks(value)
        if len(marks) > 5:
            marks.pop(self.chance.randrange(len(marks)))
        return settled(value, marks)

    def tick(self, value: AnnotationSet) -> AnnotationSet:
        chosen = (start := self.chance.randrange(40) * 50, start + 50)
        ticks = set(value.coverage) ^ {chosen}
        return replace(value, coverage=tuple(sorted(ticks)), done=self.chance.random() < 0.2)

    def talk(self, value: AnnotationSet) -> AnnotationSet:
        said = list(value.comments)
        if said and self.chance.random() < 0.5:
            said.pop(self.chance.randrange(len(said)))
        else:
            said.append(Comment(id=self.fresh(), on="x", by="kim", at=self.when(), text=self.words()))
        return replace(value, comments=tuple(said))

    def cite(self, value: AnnotationSet) -> AnnotationSet:
        sources = list(value.sources)
        used = {link.source for mark in all_marks(value) for link in mark.links}
        number = self.chance.randrange(len(sources))
        one = sources[number]
        if len(sources) > 2 and one.id not in used and self.chance.random() < 0.5:
            del sources[number]
        elif self.chance.random() < 0.3:
            sources.append(Source(id=self.fresh(), kind="post", title=self.words()))
        else:
            sources[number] = replace(one, **{self.chance.choice(["title", "publisher", "url"]): self.words()})
        return replace(value, sources=tuple(sources))

    def edit(self, value: AnnotationSet) -> AnnotationSet:
        marks = all_marks(value)
        number = self.chance.randrange(len(marks))
        one = marks[number]
        acts: list[Callable[[Annotation], dict[str, Any]]] = [
            lambda _: {"note": self.words()},
            lambda _: {"said_by": self.words()},
            lambda _: {"priority": self.chance.randint(1, 3)},
            lambda _: {"correction": Correction(text=self.words(), reason=self.words())},
            self._check, self._move, self._retag, self._detail, self._links, self._queries, self._relations,
        ]  # fmt: skip
        marks[number] = replace(one, **self.chance.choice(acts)(one), modified=self.when())
        return settled(value, marks)

    def _check(self, _: Annotation) -> dict[str, Any]:
        status = self.chance.choice(["verified", "cannot_verify", "recheck"])
        return {"status": status, "checked": Checked(by=self.name, at=self.when())}

    def _move(self, _: Annotation) -> dict[str, Any]:
        return self.place()

    def _retag(self, _: Annotation) -> dict[str, Any]:
        tag = self.chance.choice(["claim", "quote", "figure", "opinion"])
        return {"tag": tag, **self.details(tag)}

    def _detail(self, mark: Annotation) -> dict[str, Any]:
        if mark.tag == "opinion":
            return {"fields": mark.fields | {self.chance.choice(["tone", "strength"]): self.words()}}
        name = {"claim": "text", "quote": "when", "figure": "counts"}[mark.tag]
        blank = getattr(mark, mark.tag) or DETAILS[mark.tag]()
        if mark.tag == "figure" and self.chance.random() < 0.5:
            return {"figure": replace(blank, value=float(self.chance.randint(1, 9)))}
        return {mark.tag: replace(blank, **{name: self.words()})}

    def _links(self, mark: Annotation) -> dict[str, Any]:
        links = list(mark.links)
        roll = self.chance.random()
        if not links or roll < 0.4:
            source = links[0].source if links else None
            return {"links": (*links, self.link(source))} if source else {"note": self.words()}
        number = self.chance.randrange(len(links))
        if roll < 0.6:
            del links[number]
        else:
            change = {"note": self.words()} if roll < 0.8 else {"locator": self.words(), "evidence": None}
            links[number] = replace(links[number], **change)
        return {"links": tuple(links)}

    def _queries(self, mark: Annotation) -> dict[str, Any]:
        queries = list(mark.queries)
        if queries and self.chance.random() < 0.5:
            queries[-1] = replace(queries[-1], state="answered", answer=self.words())
        else:
            queries.append(self.query())
        return {"queries": tuple(queries)}

    def _relations(self, mark: Annotation) -> dict[str, Any]:
        chosen = Relation(type="same_as", target=f"other-{self.chance.randrange(6)}")
        kept = tuple(one for one in mark.relations if one != chosen)
        return {"relations": kept if len(kept) < len(mark.relations) else (*kept, chosen)}


def all_marks(value: AnnotationSet) -> list[Annotation]:
    return [*value.annotations, *value.orphans]


def settled(value: AnnotationSet, marks: list[Annotation]) -> AnnotationSet:
    """The set with these annotations and orphans."""
    orphans = [one for one in marks if isinstance(one, Orphan)]
    return replace(
        value, annotations=tuple(one for one in marks if not isinstance(one, Orphan)), orphans=tuple(orphans)
    )


def three(seed: int, size: int = 12, steps: int = 9) -> tuple[AnnotationSet, AnnotationSet, AnnotationSet]:
    """A base and what two people made of it."""
    base = Worker(seed, "z").begin(size)
    return base, Worker(seed, "x").work(base, steps), Worker(seed, "y").work(base, steps)
