"""The Sources screen's commands for the fields of a source: a form in the panel, each field typed in its place."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.domain.sources import standing
from workbench.tui import sourceform, sourcetold
from workbench.tui.confiding import leaking
from workbench.tui.form import Field, Form
from workbench.tui.keys import way
from workbench.tui.prompt import Question

if TYPE_CHECKING:
    from workbench.domain.model import Source
    from workbench.tui.keyed import Handler
    from workbench.tui.line import Line
    from workbench.tui.screens.sources import Sources

_FAR = 99  # more than any form has fields


class SourceFields:
    """What the keys for fields do on one list of sources."""

    def __init__(self, screen: Sources) -> None:
        self._screen = screen
        self.open = False
        self._name = ""  # of the current field, kept from source to source
        self._line: Line | None = None

    def handlers(self) -> dict[str, Handler]:
        """The commands, by id."""
        return {
            "sources.fields": lambda times: self._begin(),
            "fields.down": lambda times: self._step(times or 1),
            "fields.up": lambda times: self._step(-(times or 1)),
            "fields.top": lambda times: self._step(-_FAR),
            "fields.bottom": lambda times: self._step(_FAR),
            "fields.edit": lambda times: self._edit(),
            "fields.clear": lambda times: self._clear(),
            "fields.leave": lambda times: self._leave(),
            "source.next": lambda times: self._screen.step(times or 1),
            "source.previous": lambda times: self._screen.step(-(times or 1)),
        }

    def form(self, source: Source) -> Form:
        """The form as the panel shows it."""
        fields = sourceform.fields_of(source, self._screen.ledger)
        return Form(fields, self._number(fields), self._line)

    def leave(self) -> bool:
        """Leave the form for the list; whether it was open."""
        was, self.open, self._line = self.open, False, None
        if was:
            self._screen.make_room()
        return was

    def drop(self) -> None:
        """Leave the form, and what is being typed in it: its source is gone."""
        if self.open and self._screen.prompt.elsewhere:
            self._screen.prompt.close()
        self.leave()

    def _leave(self) -> None:
        self.leave()

    def _number(self, fields: list[Field]) -> int:
        return next((number for number, field in enumerate(fields) if field.name == self._name), 0)

    def _begin(self) -> None:
        if self._screen.here() is not None:
            self._name, self.open = "", True
            self._screen.make_room()

    def _step(self, by: int) -> None:
        row = self._screen.row
        if row is not None:
            fields = sourceform.fields_of(row.source, self._screen.ledger)
            self._name = fields[max(0, min(len(fields) - 1, self._number(fields) + by))].name
            self._screen.tell()

    def _current(self) -> tuple[Source, Field] | None:
        row = self._screen.here()
        if row is None:
            return None
        fields = sourceform.fields_of(row.source, self._screen.ledger)
        return row.source, fields[self._number(fields)]

    # --- changing one ------------------------------------------------------------------------------------------

    def _edit(self) -> None:
        found = self._current()
        if found is None:
            return
        source, field = found
        row = self._screen.row
        if row is not None and row.document is not None and field.name in _of_document():
            # The service says where that is changed, before anything is typed in vain.
            self._screen.desk.sourcing.edit(source.id, {field.name: field.value})
            return
        if field.name == "origin":
            self._choose_origin(source)
            return
        today = date.today().isoformat()
        fitting = partial(sourceform.candidates, field.name, self._screen.ledger.values(), today)
        some = fitting("")
        self._screen.ask(
            Question(
                f"{field.label}:", partial(self._answered, source, field), field.value, dropped=self._dropped,
                choices=fitting, shown=self._show,
            )
        )  # fmt: skip
        self._screen.say(f"{field.label}: {', '.join(some)}" if some else "")

    def _show(self, line: Line) -> None:
        self._line = line
        self._screen.tell()

    def _dropped(self) -> None:
        self._line = None
        self._screen.tell()
        self._screen.say("Left as it was.")

    def _answered(self, source: Source, field: Field, typed: str) -> None:
        self._line = None
        if sourceform.plain(field.name, typed) == field.value:
            self._screen.tell()
            self._screen.say(f"{field.label.capitalize()} is as it was.")
        else:
            self._write(source, field.name, typed)
        self._screen.show_status()

    def _clear(self) -> None:
        found = self._current()
        if found is not None and not found[1].value:
            self._screen.say(f"{found[1].label.capitalize()} is empty.")
        elif found is not None:
            self._write(found[0], found[1].name, "")

    def _write(self, source: Source, name: str, typed: str) -> None:
        """Store a field, unless another process has changed it since it was shown."""
        screen, sourcing = self._screen, self._screen.desk.sourcing
        label = sourcetold.label(name)
        try:
            now = sourcing.ledger().get(source.id)
            if now is not None and getattr(now, name) != getattr(source, name):
                screen.load()
                screen.say(f"Not saved: {label} was changed elsewhere meanwhile and is shown as it now is.", "problem")
                return
            kept = sourcing.edit(source.id, {name: sourceform.plain(name, typed)})
        except WorkbenchError as error:
            screen.tell()
            screen.refused(error, "Not saved: ")
            return
        done = "saved" if sourcetold.value(kept.source, name) else "taken away"
        said = f"{label.capitalize()} {done}. {way('app.undo')} undoes."
        if kept.alike:
            match = kept.alike[0]
            said = f"{said} It looks like {screen.short(match.source)} ({match.reason})."
        if kept.leaks:
            said = f"{said} {leaking(kept.leaks)}"
        screen.wrote()
        screen.take(kept.source)
        screen.say(said)

    # --- what it repeats ---------------------------------------------------------------------------------------

    def _choose_origin(self, source: Source) -> None:
        """Choose what a source repeats among all others."""
        from workbench.tui.screens.picker import Picker, Picking

        screen = self._screen
        current = standing(screen.ledger, source.origin) if source.origin else ""
        rows = sourcetold.to_repeat(screen.rows, source.id)
        screen.host.push_screen(
            Picker(Picking("It repeats:", sourcetold.ORIGINS, rows, partial(self._chosen, source, current), current))
        )

    def _chosen(self, source: Source, before: str, key: str) -> None:
        if key == before:
            self._screen.say("What it repeats is as it was.")
        else:
            self._write(source, "origin", key)
        self._screen.show_status()


def _of_document() -> tuple[str, ...]:
    from workbench.services.sources import OF_DOCUMENT

    return OF_DOCUMENT
