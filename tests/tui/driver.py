"""An analyst at the keyboard: presses keys through the application's own door and reads what the screen says."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fake_desk import FakeDesk
from textual import events

from workbench.tui.app import Start, Workbench
from workbench.tui.keyed import Keyed
from workbench.tui.screens.reader import Reader

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot


class Analyst:
    """Drives one running application."""

    def __init__(self, app: Workbench, pilot: Pilot[None], desk: FakeDesk) -> None:
        self.app, self.pilot, self.desk = app, pilot, desk

    @property
    def screen(self) -> Keyed:
        screen = self.app.screen
        assert isinstance(screen, Keyed)
        return screen

    @property
    def reader(self) -> Reader:
        screen = self.app.screen
        assert isinstance(screen, Reader)
        return screen

    async def keys(self, *keys: str) -> None:
        """Press named keys, or type the characters of longer strings, all in one burst."""
        for key in keys:
            named = key in ("enter", "escape", "tab", "down", "up", "pagedown") or "+" in key[:-1]
            for one in [key] if named else key:
                event = events.Key(one, one if len(one) == 1 else None)
                await self.app.on_event(event)
        await self.pilot.pause()

    @property
    def says(self) -> str:
        return self.screen.status.message.text

    @property
    def selected(self) -> str | None:
        span = self.reader.view.selection
        return None if span is None else self.reader.view.text[span.start : span.end]

    @property
    def here(self) -> str:
        """The text from the cursor on."""
        return self.reader.view.text[self.reader.view.cursor :]

    @property
    def marks(self) -> list[tuple[str, str]]:
        """What is stored: tag and words, in the order of the text."""
        found = sorted(self.desk.marks.values(), key=lambda mark: (mark.annotation.start, mark.annotation.end))
        return [(mark.annotation.tag, mark.annotation.exact) for mark in found]

    def frame(self) -> str:
        """The whole screen as text."""
        update = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in update)


@asynccontextmanager
async def analyst(
    desk: FakeDesk, document: str | None = None, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Analyst]:
    """An application over a desk in memory, on a document or the library."""
    first = (document, desk.rows[document].title, desk.texts[document]) if document else None
    app = Workbench(Start(lambda: desk, first))
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        yield Analyst(app, pilot, desk)
