"""The fields of a source as a form: which there are, what they hold, and what they may become. Pure."""

from __future__ import annotations

import re
import typing
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.model import Source, SourceKind, Terms
from workbench.domain.sources import caption
from workbench.tui.details import LABEL, STRONG, wrapped
from workbench.tui.form import Field, body
from workbench.tui.lines import Word
from workbench.tui.sourcetold import label, spoken, value

if TYPE_CHECKING:
    from workbench.domain.sources import Ledger
    from workbench.tui.form import Form

FIELDS = (
    "title", "kind", "publisher", "author", "url", "published", "origin", "note", "terms", "confidential", "alias",
    "accessed", "archived_url",
)  # fmt: skip
"""The fields that are typed, the usual ones first."""
_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": typing.get_args(SourceKind),
    "terms": typing.get_args(Terms),
    "confidential": ("true", "false"),
}
_ADDRESS = re.compile(r"\w[\w+.-]*://\S+|www\.\S+|[\w-]+(\.[\w-]+)+/\S*", re.IGNORECASE)


class Entered(NamedTuple):
    """What was typed for a new source, by the name of its field."""

    name: str
    words: str


def entered(typed: str) -> Entered:
    """Whether what was typed is an address or a title."""
    words = typed.strip()
    return Entered("url" if _ADDRESS.fullmatch(words) else "title", words)


def fields_of(source: Source, ledger: Ledger) -> list[Field]:
    """The fields of a source with what they hold; a chosen value as people read it."""
    return [
        Field(name, label(name), spoken(source, name, ledger) if name == "origin" else value(source, name))
        for name in FIELDS
    ]


def plain(name: str, typed: str) -> str:
    """What was typed for a field as the services take it: a chosen value may be written with spaces."""
    return typed.strip().replace(" ", "_") if name in ("kind", "terms") else typed.strip()


def candidates(name: str, sources: Iterable[Source], today: str, typed: str) -> list[str]:
    """What ``typed`` may become: the values that a field may have, else those that other sources have in it."""
    if name in _CHOICES:
        allowed = list(_CHOICES[name])
    elif name == "accessed":
        allowed = [today]
    elif name in ("publisher", "author"):
        used = Counter(held for one in sources if not one.confidential and (held := value(one, name)))
        allowed = [held for held, _ in used.most_common()]
    else:
        return []
    begun = typed.strip().lower()
    fits = [one for one in allowed if one.lower().startswith(begun)]
    return fits + [one for one in allowed if begun and begun in one.lower() and one not in fits]


def lines(source: Source, form: Form, width: int, height: int) -> list[list[Word]]:
    """The form in a panel of so many cells and rows, scrolled so that the current field is in sight."""
    head = wrapped(caption(source), width, 2 if height > 12 else 1, STRONG) if height > 3 else []
    head += [[Word(source.kind.replace("_", " "), LABEL)]] if height > 14 else []
    return [*head, *body(form, width, max(1, height - len(head)))]
