"""A person at the keyboard of one running application over a real workspace; tests add what they look at."""

from __future__ import annotations

from typing import Any

from textual import events

from workbench.services.workspace import Workspace
from workbench.tui.app import Workbench
from workbench.tui.keyed import Keyed

NAMED = frozenset(["enter", "escape", "tab", "shift+tab", "down", "up", "delete", "ctrl+u"])
"""Keys that are given by name; other strings are typed letter by letter."""


class Person:
    """Presses keys through the application's own door, one after the other, and reads the screen."""

    def __init__(self, app: Workbench, pilot: Any, space: Workspace) -> None:
        self.app, self.pilot, self.space = app, pilot, space

    async def keys(self, *keys: str) -> None:
        for key in keys:
            for one in [key] if key in NAMED or "+" in key[:-1] else key:
                await self.app.on_event(events.Key(one, one if len(one) == 1 else None))
            await self.pilot.pause()

    @property
    def screen(self) -> Keyed:
        screen = self.app.screen
        assert isinstance(screen, Keyed)
        return screen

    @property
    def says(self) -> str:
        return self.screen.status.message.text

    def frame(self) -> str:
        """The whole screen as text."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    async def to(self, words: str) -> None:
        """Make the first row of a list current that holds these words."""
        await self.keys("/", words, "enter")
        await self.keys("escape")

    async def settled(self) -> None:
        """Wait for the threads, and for what they have posted."""
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
