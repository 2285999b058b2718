"""Words out of the reader, and pasted words into its search."""

import asyncio
import base64
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from driver import Analyst, analyst
from fake_desk import FakeDesk
from sample import ARTICLE
from textual import events

from workbench.domain.segments import Paragraphs
from workbench.domain.spans import Span
from workbench.tui import clipboard, userstate
from workbench.tui.desk import DocumentRow

ROW = DocumentRow("a", "Boats", "Quay News", "2020-01-02T08:00:00Z", url="https://quay.example/boats")


def session(flow: Callable[[Analyst], Coroutine[Any, Any, None]], text: str = ARTICLE) -> None:
    async def run() -> None:
        async with analyst(FakeDesk({"a": text}, rows=[ROW]), "a") as ana:
            await flow(ana)

    asyncio.run(run())


def test_words_with_their_origin() -> None:
    text = "One.\n\nTwo.\n\nThree."
    paragraphs = Paragraphs(text)
    assert clipboard.cited("Two.", ROW, paragraphs, Span(6, 10)) == (
        "Two.\n(Quay News, 2020-01-02, \u00b6 2, https://quay.example/boats)\n"
    )
    assert clipboard.cited("x", DocumentRow("b", "A title"), paragraphs, Span(0, 10)) == (
        "x\n(A title, \u00b6 1\u20132)\n"
    )


def test_bare_words_go_to_the_clipboard_and_a_file_that_is_named(state: Path) -> None:
    async def flow(ana: Analyst) -> None:
        sent: list[str] = []
        assert ana.app._driver is not None
        ana.app._driver.write = sent.append  # type: ignore[method-assign]
        await ana.keys("wviw", "y")
        assert (state / "copied.txt").read_text("utf-8") == "block"
        assert f"\x1b]52;c;{base64.b64encode(b'block').decode()}\a" in sent
        assert ana.says == f"Sent to the terminal\u2019s clipboard; also in {state / 'copied.txt'}."
        assert ana.selected is None
        assert (state / "copied.txt").stat().st_mode & 0o077 == 0

    session(flow)


def test_without_a_selection_the_mark_else_the_sentence_is_copied(state: Path) -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("G", "y")
        assert ana.app.clipboard == "Nobody answered."
        await ana.keys("gg", "wviwc", "Y")
        assert ana.app.clipboard == "block\n(Quay News, 2020-01-02, \u00b6 1, https://quay.example/boats)\n"
        assert (state / "copied.txt").read_text("utf-8") == ana.app.clipboard

    session(flow)


def test_what_is_too_long_or_cannot_be_written_is_said(state: Path) -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("vG", "y")
        assert ana.app.clipboard == ""
        assert ana.says.startswith("Too long for a terminal\u2019s clipboard; it is in ")
        (state / "copied.txt").unlink()
        state.rmdir()
        state.write_text("in the way")
        await ana.keys("gg", "viwy")
        assert ana.app.clipboard == "word"
        assert ana.says.endswith("copied.txt could not be written.")

    session(flow, "word " * 20_000)


def test_an_empty_text_has_nothing_to_copy() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("y")
        assert ana.says == "There are no words here to copy."

    session(flow, "")


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "x.txt"
    userstate.put(path, "one")
    userstate.put(path, "\r\n\u201c")
    assert path.read_bytes() == "\r\n\u201c".encode()
    assert [one.name for one in path.parent.iterdir()] == ["x.txt"]
    with pytest.raises(UnicodeEncodeError):
        userstate.put(path, "\ud800")
    assert [one.name for one in path.parent.iterdir()] == ["x.txt"]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("{python} -c 'import sys; open(sys.argv[1], \"w\").write(sys.stdin.read())' {file}", "Copied by {python}."),
        ("{python} -c 'raise SystemExit(3)'", "{python} ended with code 3. Sent to the terminal"),
        ("no-such-command-here --now", "no-such-command-here could not be run: No such file or directory. Sent to"),
        ("'", "' could not be run: No closing quotation. Sent to"),
    ],
)
def test_a_command_of_ones_own_takes_the_words(tmp_path: Path, command: str, said: str) -> None:
    file = tmp_path / "words"

    async def flow(ana: Analyst) -> None:
        ana.desk.clipboard = command.format(python=sys.executable, file=file)
        await ana.keys("yy")
        assert ana.says.startswith(said.format(python=sys.executable))
        copied = file.read_text("utf-8") if file.exists() else ana.app.clipboard
        assert copied == "Boats block the harbour bridge"

    session(flow)


def test_a_paste_is_offered_to_the_search_and_runs_no_key() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("cc", "g")
        ana.screen.on_paste(events.Paste("  dd\r\nd"))
        assert ana.reader.stack == "pasted"
        await ana.keys("d")
        assert "does nothing" in ana.says
        await ana.keys("f")
        assert ana.screen.prompt.open
        assert ana.says == "0 hits"
        await ana.keys("escape", "l")
        assert len(ana.marks) == 1
        ana.screen.on_paste(events.Paste("\u201cHe knows the\nnumber.\u201d The port's own\n"))
        await ana.keys("enter")
        assert ana.screen.prompt.line.text == "\u201cHe knows the number.\u201d The port's own"
        assert ana.says == "1 hit"
        await ana.keys("enter")
        assert ana.here.startswith("\u201cHe knows")
        ana.screen.on_paste(events.Paste("Nobody answered.\n\nNot in the text."))
        await ana.keys("f")
        assert ana.screen.prompt.line.text == "Nobody answered."
        await ana.keys("escape")
        assert ana.here.startswith("\u201cHe knows")
        assert ana.reader.view.hits.query.startswith("\u201cHe")
        ana.screen.on_paste(events.Paste(" \n"))
        assert ana.says == "The paste holds no words."

    session(flow)


def test_a_paste_can_become_a_document_of_its_own() -> None:
    async def flow(ana: Analyst) -> None:
        ana.screen.on_paste(events.Paste("The log\n\nNine boats lay there."))
        await ana.keys("a")
        assert ana.screen.prompt.line.text == "The log"
        await ana.keys(" of Friday", "enter")
        assert "The log of Friday" in ana.says
        assert list(ana.desk.texts.values())[-1] == "The log\n\nNine boats lay there."
        ana.screen.on_paste(events.Paste("Something else"))
        await ana.keys("escape", "j")
        assert ana.reader.stack == "reader"
        assert len(ana.desk.texts) == 2

    session(flow)


def test_words_are_found_over_the_break_of_a_line() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("/", "boats lay", "enter")
        assert ana.says == "\u201cboats lay\u201d: 1 of 1"

    session(flow, "Nine boats\nlay there.")
