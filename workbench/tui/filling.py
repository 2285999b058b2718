"""The reader's commands for the fields of a mark: a form in the panel, each field typed in its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.tui import form
from workbench.tui.form import Field, Form
from workbench.tui.keys import way
from workbench.tui.prompt import Question

if TYPE_CHECKING:
    from workbench.domain.model import Placed
    from workbench.tui.keyed import Handler
    from workbench.tui.line import Line
    from workbench.tui.screens.reader import Reader


class Filling:
    """What the keys for fields do on one reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._open = False
        self._name = ""  # of the current field, kept from mark to mark
        self._line: Line | None = None
        self._passing = False  # the form is open for one field only

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            "fields.open": lambda times: self._begin(),
            "fields.down": lambda times: self._step(times or 1),
            "fields.up": lambda times: self._step(-(times or 1)),
            "fields.top": lambda times: self._step(-99),
            "fields.bottom": lambda times: self._step(99),
            "fields.edit": lambda times: self._edit(),
            "fields.clear": lambda times: self._clear(),
            "fields.leave": lambda times: self._leave(),
        }

    # --- for the reader ----------------------------------------------------------------------------------------

    def stays(self, focus: Placed | None) -> bool:
        """Whether the form is open and has a mark to tell about; without one it is left."""
        if focus is None:
            self._open, self._line = False, None
            self._reader.make_room(False)
        return self._open

    def form(self, mark: Placed | None) -> Form | None:
        """The form as the panel shows it, None where it is not open."""
        if not self._open or mark is None:
            return None
        fields = self._fields(mark)
        return Form(fields, self._number(fields), self._line)

    def leave(self) -> bool:
        """Leave the form for the article; whether it was open."""
        was, self._open, self._passing, self._line = self._open, False, False, None
        if was:
            self._reader.make_room(False)
            view = self._reader.view
            self._reader.go(view.cursor, view.other_end, self._reader.focus_mark)
        return was

    def write_note(self, mark: Placed) -> bool:
        """Have the note of a mark typed in the side panel and come back; False where there is no room for it."""
        if not self._reader.roomy():
            return False
        self._open, self._name = True, "note"
        self._reader.go(self._reader.view.cursor, focus=mark)
        self._passing = True
        self._edit()
        return True

    # --- going through the fields ------------------------------------------------------------------------------

    def _fields(self, mark: Placed) -> list[Field]:
        desk = self._reader.desk
        return form.fields_of(mark.annotation, desk.scheme, desk.scales, verdict_first=desk.verdict_first)

    def _number(self, fields: list[Field]) -> int:
        """The number of the current field; the first where the mark has none of that name."""
        return next((number for number, field in enumerate(fields) if field.name == self._name), 0)

    def _begin(self) -> None:
        self._name = ""  # the first one, whichever was typed last
        self._enter()

    def _enter(self) -> None:
        mark = self._reader.focus_mark
        if mark is None:
            self._reader.say(f"There is no mark here. {way('mark.next')} goes to the next.")
            return
        self._open = True
        self._reader.make_room(True)
        self._reader.go(self._reader.view.cursor, focus=mark)

    def _leave(self) -> None:
        self.leave()

    def _step(self, by: int) -> None:
        mark = self._reader.focus_mark
        if mark is not None:
            fields = self._fields(mark)
            self._name = fields[max(0, min(len(fields) - 1, self._number(fields) + by))].name
            self._reader.tell()

    def _current(self) -> tuple[Placed, Field] | None:
        """The mark and its current field, where it may be changed; otherwise it is said why not."""
        mark = self._reader.marking.mine()
        if mark is None:
            return None
        fields = self._fields(mark)
        return mark, fields[self._number(fields)]

    # --- changing one ------------------------------------------------------------------------------------------

    def _edit(self) -> None:
        found = self._current()
        if found is None:
            self._passing = False
            return
        mark, field = found
        desk = self._reader.desk
        name = form.stored(mark.annotation, field)
        if form.is_day(field):
            used = desk.days(mark)
        else:
            used = desk.used(name) if form.completed(mark.annotation, field) else []
        house = desk.naming.completing(name, used)
        fitting = partial(form.candidates, mark.annotation, field, used, scales=desk.scales, house=house)
        self._reader.ask(
            Question(
                f"{field.label}:", partial(self._answered, mark, field), field.value, dropped=self._dropped,
                choices=fitting, shown=self._show,
            )
        )  # fmt: skip
        some = fitting("")
        self._reader.say(f"{field.label}: {', '.join(some[:12])}" if some else "")

    def _show(self, line: Line) -> None:
        self._line = line
        self._reader.tell()

    def _dropped(self) -> None:
        self._line = None
        self._back()
        self._reader.say("Left as it was.")

    def _answered(self, mark: Placed, field: Field, value: str) -> None:
        self._line = None
        if value.strip() == field.value:
            self._back()
            self._reader.say(f"{field.label.capitalize()} is as it was.")
        else:
            self._write(mark, field, value.strip())
        self._reader.show_status()

    def _clear(self) -> None:
        found = self._current()
        if found is not None and not found[1].value:
            self._reader.say(f"{found[1].label.capitalize()} is empty.")
        elif found is not None:
            self._write(*found, "")

    def _write(self, mark: Placed, field: Field, value: str) -> None:
        marking = self._reader.marking
        try:
            stored = marking.set_field(mark, field.name, value)
        except WorkbenchError as error:
            self._reader.tell()
            self._reader.refused(error, "Not saved: ")
            return
        self._back()
        now = next(one.value for one in self._fields(stored) if one.name == field.name)
        said = f"{field.label.capitalize()} saved" if now else f"{field.label.capitalize()} taken away"
        day = form.day_told(stored.annotation, field, self._reader.desk.days(stored)) if now else ""
        self._reader.say(f"{said}{day}. {way('app.undo')} undoes.")

    def _back(self) -> None:
        """To the form, or, where it was opened for one field, to the article."""
        if self._passing:
            self.leave()
        else:
            self._reader.tell()
