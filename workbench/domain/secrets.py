"""What would give a confidential source away: its own words, and where a text holds one of them all the same. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from workbench.domain import urls
from workbench.domain.model import Annotation, Source
from workbench.domain.sources import caption
from workbench.domain.text import fold

_LEAST = 3
"""Code points of a name that is looked for; a shorter one stands in too many words."""
_LONG = 12
"""From how many code points on a note or an answer is looked for as it stands."""
_RUN = re.compile(r"[^\W\d_a-z][\w.'\u2019-]*(?:\s+[^\W\d_a-z][\w.'\u2019-]*)+")
_REACHED = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)\+?\d[\d\s()./-]{5,}\d(?!\w)")
"""An address of mail, or a telephone number of seven digits and more."""
_QUOTED = frozenset(["exact", "prefix", "suffix"])
"""What an annotation repeats of the text itself, which is public."""
_GIVEN = frozenset(["id", "source", "document", "sha256", "target", "created", "modified", "at", "by", "from", "tag"])
"""What nobody types into an annotation as words."""


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
        words |= {hit[0].strip(".-/ ") for hit in _REACHED.finditer(line)}
    shown = caption(source).casefold()
    return {word for word in map(str.strip, words) if len(word) >= _LEAST and word.casefold() != shown}


def names(source: Source) -> set[str]:
    """What may be a person's name in a source's lines: words with capitals that follow each other, and the last two.

    "Talk with Ada Quill" and "Call Ada Quill" hold Ada Quill, and "a clerk in New York" holds New York, which the
    caller may know to be public. One name alone is not looked for: it is many people's.
    """
    lines = (source.title, source.author, *(one.who for one in source.contacts))
    runs = [run[0] for line in lines for run in _RUN.finditer(line)]
    return {*runs, *(" ".join(run.split()[-2:]) for run in runs)}


class Secrets:
    """The words of many confidential sources, looked for at once, whatever their case and marks."""

    def __init__(
        self, sources: Iterable[Source], former: Mapping[str, Iterable[str]], public: Collection[str] = ()
    ) -> None:
        self._whose: dict[str, Source] = {}
        for source in sources:
            if source.confidential:
                for word in giveaways(source, former.get(source.id, ()), public):
                    self._whose.setdefault(fold(word), source)
        words = sorted(self._whose, key=lambda word: (-len(word), word))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)") if words else None

    def __bool__(self) -> bool:
        return self._pattern is not None

    def inside(self, text: str) -> Iterator[Mention]:
        """Where a text gives a source away, in order."""
        if self._pattern is None:
            return
        for hit in self._pattern.finditer(fold(text)):
            source = self._whose[hit[0]]
            yield Mention(hit.start(), hit.end(), source.id, caption(source))

    def without(self, value: Any) -> Any:
        """Plain data with what gives a source away replaced, in every string that a person typed."""
        if isinstance(value, str):
            return redacted(value, self)
        if isinstance(value, dict):
            kept = _QUOTED | _GIVEN
            return {key: inner if key in kept else self.without(inner) for key, inner in value.items()}
        return [self.without(inner) for inner in value] if isinstance(value, list | tuple) else value

    def told_by(self, mark: Annotation) -> Iterator[tuple[str, Mention]]:
        """What an annotation gives away in what was typed into it: the field, and where in it."""
        for name, words in typed(mark):
            yield from ((name, mention) for mention in self.inside(words))


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
    yield from _strings("", msgspec.to_builtins(mark))


def _strings(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in _QUOTED and key not in _GIVEN:
                yield from _strings(f"{name}.{key}" if name else key, inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(name, inner)
