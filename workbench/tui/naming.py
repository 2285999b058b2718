"""How names are spelled in the documents: a list of names, and of each the forms to choose the house form from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.errors import WorkbenchError
from workbench.tui.apart import apart
from workbench.tui.details import plural
from workbench.tui.keys import way
from workbench.tui.lines import clip
from workbench.tui.screens.picker import Picker, Picking
from workbench.tui.table import Column, Row

if TYPE_CHECKING:
    from workbench.domain.names import Name
    from workbench.services.naming import Naming

_COLUMNS = (
    Column("Name"),
    Column("House form", 10, from_width=50),
    Column("Times", 6, right=True, from_width=40),
    Column("Forms", 20, from_width=80, most=60),
)
_FORMS = (
    Column("Printed as"),
    Column("Times", 6, right=True),
    Column("Documents", 9, right=True, from_width=50),
    Column("", 14),
)
_LOOKING = "Looking for names \u2026"
_NOTHING = "No names were found. They come with the texts that are added in the library."
_ELSE = "No form here is spelled so. From the shell any can be chosen: workbench names --house FORM VARIANT..."
_BACK = tuple(f"{way('go.names')} {does} back, {way('app.undo')} does not." for does in ("brings it", "takes it"))
"""How what was taken back, or chosen, is changed again: the settings are in no journal."""
_TOLD, _NAME = 12, 40  # forms that are told of one name, cells of a name in a message
_NONE = "none"
"""The key of the row that takes the house form back; those of forms are numbers."""


class Listed(NamedTuple):
    """The names as they are listed, made where it holds nobody up."""

    names: list[Name]
    rows: list[Row]


class Names(Picker):
    """The list of names: those in more than one form first, then those in one."""

    def __init__(self) -> None:
        self._names: list[Name] = []
        self._turn = 0
        self._looking = self._read = False
        self._current = ""  # the name to stay at, by what it is called
        super().__init__(Picking("Names, holding:", _COLUMNS, [], self._taken, empty=_LOOKING, tell=self._all))

    def on_mount(self) -> None:
        """Begin to look."""
        self._look()

    def _look(self) -> None:
        """Look, or, where that is being done, once more after it."""
        self._turn += 1
        if self._looking:
            return
        self._looking = True
        apart(self, self._find, partial(self._found, self._turn), self._not_found, group="names")

    def _find(self) -> Listed:
        """In the thread."""
        return listed(self.desk.naming.names())

    def _found(self, turn: int, found: Listed) -> None:
        """Show what was found, unless it is out of date."""
        self._looking = False
        if turn != self._turn:
            self._look()
        else:
            self._show(found)
        self.table.refresh()

    def _not_found(self, error: WorkbenchError) -> None:
        self._looking = False
        self.table.empty = ("The names cannot be shown.",)
        self.say(str(error), "problem")
        self.table.refresh()

    def _show(self, found: Listed) -> None:
        first, key = not self._read, self.table.key
        self._read = True
        stay = self._current or (self._names[int(key)].title if key is not None else "")
        current = next((f"{number}" for number, name in enumerate(found.names) if name.title == stay), None)
        self._current = ""
        self.table.empty = (_NOTHING if not found.names else "No name holds these words.",)
        self._names = found.names
        self.table.set_rows(found.rows, current)
        varying = sum(name.varies for name in found.names)
        if first and found.names:
            self.say(
                f"{varying} of {len(found.names)} names {'stands' if varying == 1 else 'stand'} in more than one form."
                if varying
                else f"Each of the {len(found.names)} names stands in one form."
            )
        self.tell()

    def _all(self, key: str) -> str:
        """All forms of a name with how often they stand."""
        return told(self._names[int(key)])

    # --- one of them -------------------------------------------------------------------------------------------

    def _close(self, key: str | None = None) -> None:
        if key is None:
            super()._close()
        else:
            self._taken(key)

    def handlers(self) -> dict[str, Callable[[int | None], None]]:
        """As of every list; where there is nothing to take, it stays."""
        return {**super().handlers(), "picker.take": lambda times: self._take()}

    def _take(self) -> None:
        key = self.table.key
        if key is not None:
            self._taken(key)
        else:
            self.say("Names are still being looked for." if not self._read else "There is no name to take here.")

    def _taken(self, key: str) -> None:
        """List the forms of a name, to choose the house form."""
        name = self._names[int(key)]
        rows = [
            Row(f"{number}", (one.form, f"{len(one.places)}", f"{one.documents}", _mark(name, one.form)))
            for number, one in enumerate(name.forms)
        ]
        if name.house:
            if all(not row.cells[3] for row in rows):
                rows.insert(0, Row("house", (name.house, "0", "0", "house form")))
            rows.append(Row(_NONE, ("Choose none", "", "", ""), True))
        current = next((row.key for row in rows if row.cells[3]), "0")
        self.host.push_screen(
            Picker(
                Picking(
                    f"House form of {clip(name.title, _NAME)}:", _FORMS, rows, partial(self._choose, name),
                    current=current, empty=_ELSE,
                )
            )
        )  # fmt: skip

    def _choose(self, name: Name, key: str) -> None:
        """Make a form the house form, or take it back, and say so."""
        naming, chosen = self.desk.naming, ""
        forms = [one.form for one in name.forms]
        try:
            if key == _NONE:
                gone = naming.forget(name.house)
                self._current = name.forms[0].form
                self.say(f"\u201c{clip(gone.name, _NAME)}\u201d is no house form any more. {_BACK[0]}")
            else:
                entry, changed = naming.choose(name.house if key == "house" else forms[int(key)], forms)
                self._current = chosen = entry.name
                others = len(entry.variants)
                of = f" of {others} {plural(others, 'other')}" if others else ""
                words = f"\u201c{clip(entry.name, _NAME)}\u201d is the house form{of}"
                self.say(f"{words}: written to workbench.yaml. {_BACK[1]}" if changed else f"{words} already.")
                if changed:
                    self.wrote()
        except WorkbenchError as error:
            self.refused(error)
            return
        self._put(name._replace(house=chosen), name.title)
        self._look()

    def _put(self, name: Name, called: str) -> None:
        """Show a name at once as it is now: where there are many texts, looking again takes a while."""
        number = next((number for number, one in enumerate(self._names) if one.title == called), None)
        if number is not None:  # another look may have ended meanwhile, and not found it any more
            self._names[number] = name
            self.table.put(_row(number, name))
            self.tell()


def _mark(name: Name, form: str) -> str:
    from workbench.domain.namesfolded import form_of

    return "house form" if name.house and form == form_of(name.house) else ""


def listed(found: Naming) -> Listed:
    """The names with their rows, those in more than one form first."""
    names = sorted(found.names, key=lambda name: not name.varies)  # the order of the alphabet stays
    rows = [_row(number, name) for number, name in enumerate(names)]
    return Listed(names, rows)


def _row(number: int, name: Name) -> Row:
    cells = (name.title, "chosen" if name.house else "", f"{name.times}", _counted(name))
    return Row(f"{number}", cells, not name.varies, " ".join((name.title, *(form.form for form in name.forms))))


def _counted(name: Name) -> str:
    return " \u00b7 ".join(f"{form.form} {len(form.places)}" for form in name.forms[:_TOLD]) if name.varies else ""


def told(name: Name) -> str:
    """All that is known of a name, on one line."""
    parts = [
        f"{form.form} {len(form.places)}\u00d7 in {form.documents} {plural(form.documents, 'document')}"
        for form in name.forms[:_TOLD]
    ]
    if len(name.forms) > _TOLD:
        parts.append(f"{len(name.forms) - _TOLD} more forms")
    if name.house:
        parts.insert(0, f"house form: {name.house}")
    parts += [f"alone: {form.form} {len(form.places)}\u00d7" for form in name.shorter]
    return " \u00b7 ".join(parts)
