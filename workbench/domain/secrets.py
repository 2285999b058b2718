"""What would give a confidential source away: its own words, and where a text holds one of them all the same. Pure."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

import msgspec

from workbench.domain import urls
from workbench.domain.model import Annotation, AnnotationSet, Source
from workbench.domain.sources import caption
from workbench.domain.text import fold, sha256

M = TypeVar("M", bound=Annotation)
_LEAST = 3
"""Letters of a word that is looked for; a shorter one stands in too many others. Of an ideographic name two do."""
_ALONE = 4
"""Code points of a surname that is looked for by itself."""
_LONG = 12
"""From how many code points on a note or an answer is looked for as it stands."""
_SOLID = 0x2E80
"""From this code point on scripts mostly write without spaces, so that a word has no bounds there."""
_RUN = re.compile(r"[^\W\d_a-z][\w.'\u2019-]*(?:\s+[^\W\d_a-z][\w.'\u2019-]*)+")
_REACHED = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)\+?\d[\d\s()./-]{5,}\d(?!\w)")
"""An address of mail, or a telephone number of seven digits and more."""
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}\s*[-/]\s*\d{4}")
_TYPED = frozenset(
    """note said_by relayed_by text reason to answer when first_appearance justification unit counts property population
    locator who""".split()
)
"""The fields of annotations, comments, decisions and sources that hold a person's own words, by their last name."""


class Mention(NamedTuple):
    """Where a text gives a source away: ``[start, end)`` in code points, and what the source may be called."""

    start: int
    end: int
    source: str
    alias: str


def giveaways(source: Source, former: Iterable[str] = (), public: Collection[str] = ()) -> set[str]:
    """The words of a confidential source that no file may hold; ``former`` are ids that it had while it was open.

    Of the :func:`names` in its lines those are left out that are ``public``.
    """
    words = {source.title, source.author, source.url, urls.normalised(source.url), source.archived_url, *former}
    words |= {one.who for one in source.contacts} | {one.name for one in source.attachments}
    told = (source.note, *(one.answer for one in source.contacts))
    words |= {long for long in told if len(long) >= _LONG}
    words |= names(source) - set(public)
    for line in (source.title, *told, *(one.who for one in source.contacts)):
        words |= {hit[0].strip(".-/ ") for hit in _REACHED.finditer(line) if not _DATE.search(hit[0])}
    shown = caption(source).casefold()
    return {word for word in map(str.strip, words) if _telling(word) and word.casefold() != shown}


def _telling(word: str) -> bool:
    """Whether a word is long enough to be looked for."""
    letters = sum(char.isalnum() for char in word)
    return letters >= (2 if any(ord(char) >= _SOLID for char in word) else _LEAST)


def names(source: Source) -> set[str]:
    """What may be a person's name in a source's lines: words with capitals that follow each other, and the last two.

    "Talk with Ada Quill" and "Call Ada Quill" hold Ada Quill and Quill, and "a clerk in New York" holds New York, which
    the caller may know to be public. A name alone is looked for only with its capital.
    """
    lines = (source.title, source.author, *(one.who for one in source.contacts))
    runs = [run[0] for line in lines for run in _RUN.finditer(line)]
    alone = {run.split()[-1].strip(".,") for run in runs}
    return {*runs, *(" ".join(run.split()[-2:]) for run in runs), *(name for name in alone if len(name) >= _ALONE)}


class Secrets:
    """The words of many confidential sources, looked for at once, whatever their case and marks."""

    def __init__(
        self, sources: Iterable[Source], former: Mapping[str, Iterable[str]], public: Collection[str] = ()
    ) -> None:
        self._whose: dict[str, Source] = {}
        self._proper: set[str] = set()  # that count only with a capital
        for source in sources:
            if source.confidential:
                whole = {
                    word.casefold() for word in (source.title, source.author, *(one.who for one in source.contacts))
                }
                self._proper |= {fold(one) for one in names(source) if " " not in one and one.casefold() not in whole}
                for word in giveaways(source, former.get(source.id, ()), public):
                    for form in ("NFC", "NFD"):
                        formed = unicodedata.normalize(form, word)
                        self._whose.setdefault(" ".join(fold(formed).split()), source)
        words = sorted(self._whose, key=lambda word: (-len(word), word))
        self._pattern = re.compile("|".join(map(_bounded, words))) if words else None

    def __bool__(self) -> bool:
        return self._pattern is not None

    def inside(self, text: str) -> Iterator[Mention]:
        """Where a text gives a source away, in order."""
        if self._pattern is None:
            return
        for hit in self._pattern.finditer(fold(text)):
            if hit[0] in self._proper and not text[hit.start()].isupper():
                continue
            source = self._whose[" ".join(hit[0].split())]
            yield Mention(hit.start(), hit.end(), source.id, caption(source))

    def without(self, value: Any) -> Any:
        """Plain data with what gives a source away replaced, in every field that holds a person's own words."""
        return _mapped(value, "", lambda name, words: redacted(words, self))

    def told_by(self, mark: Annotation) -> Iterator[tuple[str, Mention]]:
        """What an annotation gives away in what was typed into it: the field, and where in it."""
        for name, words in typed(mark):
            yield from ((name, mention) for mention in self.inside(words))

    def told_by_source(self, source: Source) -> Iterator[tuple[str, Mention]]:
        """As :meth:`told_by`, what the notes of another source give away."""
        yield from (("note", mention) for mention in self.inside(source.note) if mention.source != source.id)
        for part in source.contacts:
            for mention in self.inside(f"{part.who}\n{part.answer}"):
                if mention.source != source.id:
                    yield "contact", mention


def redacted(text: str, secrets: Secrets) -> str:
    """A text with what gives sources away replaced by what they may be called."""
    parts, at = [], 0
    for one in secrets.inside(text):
        parts += [text[at : one.start], one.alias]
        at = one.end
    return "".join([*parts, text[at:]])


NOTHING_SECRET = Secrets((), {})


def typed(mark: Annotation) -> Iterator[tuple[str, str]]:
    """Every field of an annotation that holds words of a person's, by its name; not what it repeats of the text."""
    found: list[tuple[str, str]] = []

    def keep(name: str, words: str) -> str:
        found.append((name, words))
        return words

    _mapped(msgspec.to_builtins(mark), "", keep)
    return iter(found)


def relinked(mark: M, names: Mapping[str, str]) -> M:
    """An annotation whose links name sources by the ids they have now; ``names`` has those by the SHA-256 of others."""
    if not names or all(sha256(link.source) not in names for link in mark.links):
        return mark
    links = [msgspec.structs.replace(link, source=names.get(sha256(link.source), link.source)) for link in mark.links]
    return msgspec.structs.replace(mark, links=tuple(links))


def without_former(value: AnnotationSet, names: Mapping[str, str]) -> AnnotationSet:
    """A set in which confidential sources stand by the ids they have now, as :func:`relinked` has them.

    What it says of them by another id is left out.
    """
    if not names:
        return value
    return msgspec.structs.replace(
        value,
        annotations=tuple(relinked(one, names) for one in value.annotations),
        orphans=tuple(relinked(one, names) for one in value.orphans),
        sources=tuple(one for one in value.sources if sha256(one.id) not in names),
    )


def _mapped(value: Any, name: str, change: Callable[[str, str], str]) -> Any:
    """Plain data with every string in a field of a person's own words changed; ``name`` is where it stands."""
    if isinstance(value, str):
        last = name.rpartition(".")[2]
        own = last in _TYPED or ".fields." in f".{name}" or name.endswith("figure.method")
        return change(name, value) if own else value
    if isinstance(value, dict):
        return {key: _mapped(inner, f"{name}.{key}" if name else key, change) for key, inner in value.items()}
    return [_mapped(inner, name, change) for inner in value] if isinstance(value, list | tuple) else value


def _bounded(word: str) -> str:
    """A pattern for a word, whatever white space parts its parts; in a script without spaces it has no bounds."""
    body = r"\s+".join(map(re.escape, word.split()))
    before = r"(?<!\w)" if ord(word[0]) < _SOLID else ""
    after = r"(?!\w)" if ord(word[-1]) < _SOLID else ""
    return f"{before}{body}{after}"
