"""Words to be copied: bare or with where they stand, and kept in a file, for no terminal tells whether it took them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.tui import userstate

if TYPE_CHECKING:
    from textual.app import App

    from workbench.domain.segments import Paragraphs
    from workbench.domain.spans import Span
    from workbench.tui.desk import DocumentRow
    from workbench.tui.status import Kind

_PATIENCE = 1.0  # seconds that a clipboard command gets
MOST = 74_000
"""The most bytes that are sent to a terminal: as base64, a hundred thousand, beyond which many take none."""


def cited(words: str, document: DocumentRow, paragraphs: Paragraphs, span: Span) -> str:
    """Words with, in a line below, publisher (the title where there is none), date, paragraph and address."""
    first, last = paragraphs.number(span.start), paragraphs.number(max(span.start, span.end - 1))
    place = f"\u00b6 {first}" if first == last else f"\u00b6 {first}\u2013{last}"
    origin = (document.publisher or document.title, document.published[:10], place, document.url)
    return f"{words}\n({', '.join(part for part in origin if part)})\n"


def keep(words: str) -> tuple[Path, bool]:
    """Write words to the file of what was copied last; its path, and whether that went well."""
    path = userstate.folder() / "copied.txt"
    try:
        userstate.put(path, words)
    except OSError:
        return path, False
    return path, True


def through(command: str, words: str) -> str | None:
    """Hand words to a command line on its standard input, without a shell; None, or what went wrong."""
    import shlex
    import subprocess

    try:
        parts = shlex.split(command)
        done = subprocess.run(
            parts, input=words.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_PATIENCE,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"did not end within {_PATIENCE:g} seconds"
    except (OSError, ValueError, IndexError) as error:
        return f"could not be run: {getattr(error, 'strerror', None) or error}"
    return f"ended with code {done.returncode}" if done.returncode else None


def hand_on(app: App[None], command: str, words: str) -> tuple[str, Kind]:
    """Hand words to the user's command, else to the terminal, in any case to a file; what was done."""
    wrong = through(command, words) if command else None
    if command and wrong is None:
        return f"Copied by {command.split()[0]}.", "info"
    path, kept = keep(words)
    sent = len(words.encode()) <= MOST
    if sent:
        app.copy_to_clipboard(words)
    told = said(sent, userstate.spoken(path), kept)
    return (f"{command.split()[0]} {wrong}. {told}", "problem") if wrong else (told, "info")


def said(sent: bool, path: str, kept: bool) -> str:
    """What was done, without claiming what is not known."""
    if sent:
        also = f"also in {path}" if kept else f"{path} could not be written"
        return f"Sent to the terminal\u2019s clipboard; {also}."
    return (
        f"Too long for a terminal\u2019s clipboard; {f'it is in {path}' if kept else f'{path} could not be written'}."
    )
