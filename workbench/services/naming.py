"""Names over the documents: their spellings with all places, and the house forms, which stand in ``workbench.yaml``."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from workbench.domain.errors import DataError, Stale, UsageError
from workbench.domain.names import Form, Name, Place
from workbench.domain.names import names as names_of
from workbench.domain.namesfolded import form_of
from workbench.domain.nameshouse import House, HouseName, known_variant
from workbench.domain.segments import Paragraphs
from workbench.domain.text import admit_line, shown_line
from workbench.exchange.events import without_collector
from workbench.exchange.files import write_atomically
from workbench.exchange.housefile import with_name
from workbench.exchange.settings import read_settings
from workbench.services import confidential, documents
from workbench.services.paths import SETTINGS
from workbench.services.workspace import Workspace
from workbench.store import repository
from workbench.store.engine import Connection

_LONG = 200
"""Characters of a form at most."""
_TRIES = 3
Change: TypeAlias = Callable[[tuple[HouseName, ...]], tuple[HouseName | None, list[int]]]
"""From the house forms that stand: the entry to write, and the numbers of those that it takes the place of."""


class Naming:
    """The names of some documents, and where each of their places is."""

    def __init__(self, names: list[Name], texts: Mapping[str, str]) -> None:
        self.names = names
        self._texts = texts
        self._paragraphs: dict[str, Paragraphs] = {}

    def exact(self, place: Place) -> str:
        """What is printed at a place."""
        return self._texts[place.document][place.start : place.end]

    def paragraph(self, place: Place) -> int:
        """The number of its paragraph, from 1."""
        found = self._paragraphs.get(place.document)
        if found is None:
            found = self._paragraphs[place.document] = Paragraphs(self._texts[place.document])
        return found.number(place.start)

    def where(self, form: Form) -> dict[str, list[int]]:
        """By document the paragraphs in which a form stands."""
        told: dict[str, list[int]] = {}
        for place in form.places:
            here, number = told.setdefault(place.document, []), self.paragraph(place)
            if not here or here[-1] != number:
                here.append(number)
        return told

    @cached_property
    def varying(self) -> list[Name]:
        """Those that stand in more than one form."""
        return [name for name in self.names if name.varies]

    def called(self, given: str) -> list[Name]:
        """The names that ``given`` may mean: one of their forms, else a spelling of one, else words of one."""
        form = form_of(admit_line(given))
        exact = [name for name in self.names if form in (form_of(name.house), *(one.form for one in name.forms))]
        near = exact or [name for name in self.names if any(known_variant(form, one.form) for one in name.forms)]
        low = form.casefold()
        return near or [name for name in self.names if any(low in one.form.casefold() for one in name.forms)]


def names(
    workspace: Workspace, *, document: str | None = None, story: str | None = None, role: str | None = None
) -> Naming:
    """The names of the documents, or of some; which forms are one name is told by all documents in any case."""
    with workspace.store.read() as connection:
        only = documents.find(connection, document).id if document is not None else None
        texts = texts_of(connection)
        here = {
            one.id
            for one in repository.documents(connection)
            if (only is None or one.id == only)
            and (story is None or story in one.stories)
            and (role is None or role == one.role)
        }
    with without_collector():
        found = names_of(texts, house(workspace))
        if len(here) < len(texts):
            found = [kept for name in found if (kept := name.only(here)) is not None]
    return Naming(found, texts)


def texts_of(connection: Connection) -> dict[str, str]:
    """The texts of all documents, by id."""
    return {ident: repository.text(connection, ident) for ident in repository.document_ids(connection)}


def state(workspace: Workspace) -> object:
    """What the names depend on, to be compared: which documents there are, and the house forms."""
    with workspace.store.read() as connection:
        return repository.document_ids(connection), house(workspace).chosen


def house(workspace: Workspace) -> House:
    """The house forms as they stand now: another process may have changed them since the workspace was opened."""
    path = workspace.root / SETTINGS
    try:
        return House(read_settings(path.read_bytes(), str(path)).names)
    except (OSError, DataError):
        return House(workspace.settings.names)  # somebody is at it; opening the workspace says what is wrong


def preferred(values: Iterable[str], chosen: House, *, offered: bool) -> dict[str, str]:
    """The house form of each of the values that has one, the house forms themselves first.

    With ``offered`` also of what was never used: all house forms, and the variants that are listed with them.
    """
    if not chosen:
        return {}
    used = {value: form for value in values if (form := chosen.form(value)) is not None}
    told = {name: name for name in chosen.standing if offered or name in used.values()}
    if offered:
        for one in chosen.chosen:
            told |= dict.fromkeys(one.variants, one.name)
    return told | used


# --- the house form ------------------------------------------------------------------------------------------------


def choose(
    workspace: Workspace, form: str, variants: Iterable[str] = (), *, forms: Iterable[str] | None = None
) -> tuple[HouseName, bool]:
    """Make a form the house form of its name, and of the further ``variants``; whether that changed anything.

    All forms of the name that the documents have are listed with it; ``forms`` are those, where they are known already
    and the documents need not be looked through. Raises :class:`UsageError` where the form stands
    nowhere and no variant is named, where a variant is listed with another name, where one gives a confidential source
    away, and where the file cannot be changed.
    """
    wanted = _clean(form)
    further = [_clean(one) for one in variants]
    texts: Mapping[str, str] = {}
    with workspace.store.read() as connection:
        _keep_back(connection, [wanted, *further])
        if forms is None:
            texts = texts_of(connection)

    def change(chosen: tuple[HouseName, ...]) -> tuple[HouseName, list[int]]:
        own = [number for number, one in enumerate(chosen) if _lists(one, wanted)]
        others = [one for number, one in enumerate(chosen) if number not in own]
        for variant in further:
            for one in others:
                if _lists(one, variant):
                    raise UsageError(
                        f'"{variant}" stands for "{one.name}" already; nothing was changed.',
                        f"Take that back first: workbench names --forget '{one.name}'",
                    )
        listed = [*(form for number in own for form in (chosen[number].name, *chosen[number].variants)), *further]
        printed = list(forms) if forms is not None else _printed(texts, others, wanted, listed)
        if not printed and not listed:
            raise UsageError(
                f'"{wanted}" stands in no document; nothing was changed.',
                "Name the forms that it shall stand for: workbench names --house FORM VARIANT...",
            )
        return HouseName(name=wanted, variants=tuple(_others(wanted, [*listed, *printed]))), own

    return _write(workspace, change)


def _keep_back(connection: Connection, forms: Iterable[str]) -> None:
    """Refuse what tells who a confidential source is: the settings are handed on, and git keeps them."""
    known = confidential.secrets(connection)
    mention = next((found for form in forms for found in known.inside(form)), None)
    if mention is not None:
        raise UsageError(
            f"This may tell who the confidential source {shown_line(mention.alias)} is; nothing was changed.",
            f"Everybody who has {SETTINGS} reads it. What stands in a document may be chosen.",
        )


def _printed(texts: Mapping[str, str], others: list[HouseName], wanted: str, listed: list[str]) -> list[str]:
    """The forms of a name in the texts, were ``wanted`` its house form and ``listed`` others of it."""
    trial = HouseName(name=wanted, variants=tuple(_others(wanted, listed)))
    met = [name for name in names_of(texts, House([*others, trial])) if name.house == wanted]
    return [one.form for name in met for one in name.forms]


def forget(workspace: Workspace, form: str) -> HouseName:
    """Take a house form back, named by itself or by one of its variants. Raises :class:`UsageError` without one."""
    wanted = _clean(form)

    def change(chosen: tuple[HouseName, ...]) -> tuple[None, list[int]]:
        own = [number for number, one in enumerate(chosen) if _lists(one, wanted)]
        if not own:
            raise UsageError(f'There is no house form "{wanted}"; nothing was changed.', "workbench names lists them.")
        return None, own

    return _write(workspace, change)[0]


def _write(workspace: Workspace, change: Change) -> tuple[HouseName, bool]:
    """Change the settings as they stand on disk; the entry that was made, or the one that was taken out.

    The store's writing keeps other processes out between the last look and the write: the file has no lock of its own.
    """
    path = workspace.root / SETTINGS
    for turn in range(_TRIES):
        with ExitStack() as alone:
            if turn:  # another was quicker; at first nobody is to wait while texts are looked through
                alone.enter_context(workspace.store.write())
            data = _read(path)
            try:
                chosen = read_settings(data, str(path)).names
            except DataError as error:
                raise UsageError(str(error), "Mend the settings first; nothing was changed.") from None
            entry, gone = change(chosen)
            if entry is not None and [chosen[number] for number in gone] == [entry]:
                return entry, False
            made = with_name(data, SETTINGS, entry, gone)
            if not turn:
                alone.enter_context(workspace.store.write())
            if _read(path) == data:
                write_atomically(path, made)
                return entry if entry is not None else chosen[gone[0]], True
    raise Stale(f'"{SETTINGS}" is being changed by somebody else; nothing was changed.', "Do it again.")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{shown_line(str(path))} cannot be read ({error.strerror}); nothing was changed.") from None


def _lists(one: HouseName, form: str) -> bool:
    return form_of(form) in map(form_of, (one.name, *one.variants))


def _others(name: str, forms: Iterable[str]) -> list[str]:
    """The forms besides the house form, each once."""
    found = {form_of(form): form for form in reversed(list(forms))}
    found.pop(form_of(name), None)
    return list(reversed(found.values()))


def _clean(form: str) -> str:
    name = admit_line(form)
    if not name or len(name) > _LONG:
        raise UsageError(f"A name has 1 to {_LONG} characters; nothing was changed.")
    return name
