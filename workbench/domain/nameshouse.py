"""The house forms of names: what the house has chosen, which spelling stands for which, and what is a known variant."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta

from workbench.domain.model import Value
from workbench.domain.namesfolded import form_of, keys
from workbench.domain.nameswords import FUNCTION

Spelling = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^\S(.*\S)?$", description="one line")]


class HouseName(Value, frozen=True, kw_only=True):
    """The form in which the house prints a name, and others in which it is met."""

    name: Spelling
    variants: tuple[Spelling, ...] = ()


class House:
    """The house forms, prepared to be asked."""

    def __init__(self, chosen: Iterable[HouseName] = ()) -> None:
        self.chosen = tuple(chosen)
        self._entries: dict[str, str] = {}
        for one in self.chosen:
            for form in (one.name, *one.variants):
                self._entries.setdefault(form_of(form), one.name)
        near: dict[str, set[str]] = {}
        for form, entry in self._entries.items():
            for key in keys(form):
                near.setdefault(key, set()).add(entry)
        self._near = near

    def __bool__(self) -> bool:
        return bool(self.chosen)

    @property
    def forms(self) -> Iterable[str]:
        """All forms that are listed, house forms and variants."""
        return self._entries.keys()

    @property
    def standing(self) -> list[str]:
        """The house forms as they were chosen, in that order."""
        return [one.name for one in self.chosen]

    def entry(self, form: str) -> str | None:
        """The house form, as it was chosen, of a form that is listed, itself or as a variant; None where it is not."""
        return self._entries.get(form)

    def form(self, name: str) -> str | None:
        """The house form of a name, listed or a spelling of just one that is; None where the house has none."""
        form = form_of(name)
        listed = self._entries.get(form)
        if listed is not None:
            return listed
        fitting = Counter(entry for key in keys(form) for entry in self._near.get(key, ()))
        return next(iter(fitting)) if len(fitting) == 1 else None


NO_HOUSE = House()


def known_variant(one: str, other: str, house: House = NO_HOUSE) -> bool:
    """Whether two names, or words of names, are known spellings of one: by the house forms, else by their folding.

    Names that the house keeps apart are none, and a name that is spelled alike is its own variant. Give it what stands
    as a name in a text: of ordinary words it knows only that those in small letters are no names, and the commonest.
    """
    first, second = form_of(one), form_of(other)
    if first == second:
        return bool(first)
    entries = house.form(first), house.form(second)
    if None not in entries:
        return entries[0] == entries[1]
    if any(_ordinary(form) for form in (first, second)):
        return False
    return not set(keys(first)).isdisjoint(keys(second))


def _ordinary(form: str) -> bool:
    """Whether a word is none of a name: in small letters, or a small word with or without a verb (We're)."""
    low = form.lower()
    if form == low:
        return True
    return (len(form) == 1 or not form.isupper()) and low.partition("'")[0] in FUNCTION | _VERBS


_VERBS = frozenset("don doesn didn isn aren wasn weren hasn haven hadn won wouldn couldn shouldn let".split())
