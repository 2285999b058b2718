"""Every command is found by the words that people use for it: in the palette and in the list of keys."""

import asyncio
import re
from functools import cache
from types import SimpleNamespace
from typing import cast

import pytest
from driver import analyst
from fake_desk import FakeDesk
from sample import ARTICLE
from textual.command import CommandPalette
from textual.widgets import OptionList

from workbench.domain.text import fold
from workbench.tui.keyed import Keyed
from workbench.tui.keys import STACKS, Command, live
from workbench.tui.palette import _FILLING, score
from workbench.tui.screens.help import help_of
from workbench.tui.screens.picker import Picker
from workbench.tui.table import Row

FIRST = 3
"""Among how many hits a command has to be."""

READER = {
    # marking
    "claim": "tag.claim", "statement": "tag.claim", "assertion": "tag.claim", "annotate": "tag.claim",
    "highlight": "select.chars", "label": "tag.claim", "quotation": "tag.quote", "speech": "tag.quote",
    "number": "tag.figure", "percentage": "tag.figure", "statistic": "tag.figure", "custom tag": "tag.other",
    "own tag": "tag.other", "comment": "mark.note", "remark": "mark.note", "add a note": "mark.note",
    "note": "mark.note", "delete mark": "mark.delete", "remove": "mark.delete", "untag": "mark.delete",
    "unmark": "mark.delete", "erase": "mark.delete", "status": "fields.open", "verdict": "mark.verdict",
    "verified": "fields.open", "who said it": "fields.open", "speaker": "fields.open", "edit": "fields.open",
    "details": "fields.open", "value": "fields.open", "unit": "fields.open", "change the mark": "fields.open",
    "source": "fields.open", "boundaries": "mark.bounds", "resize": "mark.bounds", "extend mark": "mark.bounds",
    "longer": "mark.bounds", "do it again": "mark.repeat", "repeat": "mark.repeat", "overlap": "mark.under",
    "nested": "mark.under",
    # selecting
    "select": "select.chars", "select text": "select.chars", "select sentence": "select.sentences",
    "whole sentence": "select.sentences", "select word": "select.grow", "expand": "select.grow",
    "select all": "select.grow", "shrink": "select.shrink", "reselect": "select.again",
    # moving
    "go back": "go.library", "left": "move.left", "next word": "move.word", "next sentence": "move.sentence",
    "next paragraph": "move.paragraph", "start": "move.top", "beginning": "move.top", "top": "move.top",
    "end": "move.bottom", "bottom": "move.bottom", "jump to line": "move.bottom", "go to paragraph": "move.bottom",
    "halfway": "move.percent", "percent": "move.percent", "page down": "move.page_down", "scroll": "move.page_down",
    "next page": "move.page_down", "previous page": "move.page_up", "centre": "view.center",
    "center": "view.center", "end of line": "move.row_end", "start of line": "move.row_start",
    # copying
    "copy": "copy.words", "clipboard": "copy.words", "yank": "copy.words", "cite": "copy.cited",
    "copy with source": "copy.cited", "reference": "copy.cited",
    # finding
    "search": "find.start", "find": "find.start", "find text": "find.start", "look for": "find.start",
    "find next": "find.next", "next match": "find.next", "previous match": "find.previous",
    "same word": "find.word", "next mark": "mark.next", "next annotation": "mark.next",
    "previous mark": "mark.previous", "todo": "mark.next_open", "unchecked": "mark.next_open",
    "still to check": "mark.next_open", "unsourced": "mark.next_bare", "no source": "mark.next_bare",
    # views
    "list": "mark.list", "all marks": "mark.list", "overview": "mark.list", "list annotations": "mark.list",
    "orphans": "mark.list", "line numbers": "view.numbers", "numbers": "view.numbers", "compare": "page.second",
    "split screen": "page.second", "two documents": "page.second", "side by side": "page.second",
    "open another document": "page.second", "evidence": "source.open", "pass": "mark.pass",
    "contradicts": "relate.contradicts", "transcript": "source.pin", "bibliography": "go.sources",
    "close split": "page.single",
    "unsplit": "page.single", "other window": "page.next", "switch": "page.next", "sidebar": "view.panel",
    "hide panel": "view.panel", "info": "view.panel", "other people": "show.whose", "colleague": "show.whose",
    "my marks": "show.whose", "who marked it": "show.whose", "next article": "go.next", "next document": "go.next",
    "next file": "go.next", "previous article": "go.previous", "library": "go.library", "documents": "go.library",
    "articles": "go.library", "list of articles": "go.library", "close document": "go.library",
    "home": "go.library", "menu": "go.library", "export": "go.library", "import": "go.library", "done": "go.library",
    "add article": "go.library", "main screen": "go.library",
    # everywhere
    "undo": "app.undo", "mistake": "app.undo", "take back": "app.undo", "revert": "app.undo", "redo": "app.redo",
    "cancel": "app.cancel", "escape": "app.cancel", "stop": "app.cancel", "save": "app.saved",
    "is it saved": "app.saved", "store": "app.saved", "help": "app.help", "shortcuts": "app.help",
    "keys": "app.help", "keyboard": "app.help", "manual": "app.help", "how": "app.help",
    "messages": "app.said", "errors": "app.said", "log": "app.said", "history": "app.said",
    "dark mode": "app.theme", "light": "app.theme", "theme": "app.theme", "colors": "app.theme",
    "colours": "app.theme", "contrast": "app.theme", "appearance": "app.theme", "settings": "app.theme",
    "refresh": "app.redraw", "garbled": "app.redraw", "shell": "app.suspend", "background": "app.suspend",
    "exit": "app.quit", "quit": "app.quit", "close": "app.quit", "leave the program": "app.quit", "bye": "app.quit",
}  # fmt: skip
VISUAL = {
    "claim": "tag.claim", "mark": "tag.claim", "annotate": "tag.claim", "tag": "tag.claim", "quote": "tag.quote",
    "figure": "tag.figure", "number": "tag.figure", "another tag": "tag.other", "unselect": "select.leave",
    "deselect": "select.leave", "cancel": "app.cancel", "stop selecting": "select.leave",
    "whole sentence": "select.sentences", "other end": "select.swap", "swap ends": "select.swap",
    "word": "object.word", "sentence": "object.sentence", "paragraph": "object.paragraph",
    "quotation": "object.quotation", "with quotation marks": "object.marked_quotation",
    "grow": "select.grow", "bigger": "select.grow", "smaller": "select.shrink", "copy": "copy.words",
    "cite": "copy.cited", "find": "find.start", "undo": "app.undo", "shortcuts": "app.help", "exit": "app.quit",
}  # fmt: skip
LIBRARY = {
    "open": "library.open", "read": "library.open", "view": "library.open", "start work": "library.open",
    "next unfinished": "library.next_open", "next": "library.next_open", "todo": "library.next_open",
    "done": "library.done", "finish": "library.done", "complete": "library.done", "mark as done": "library.done",
    "not done": "library.done", "sort": "library.sort", "order by date": "library.sort", "arrange": "library.sort",
    "by title": "library.sort", "add": "library.add", "new": "library.add", "new article": "library.add",
    "add file": "library.add", "load": "library.add", "upload": "library.add", "add folder": "library.add",
    "import": "library.import", "import colleague": "library.import", "merge": "library.import",
    "receive": "library.import", "export": "library.export", "save": "app.saved", "save as": "library.export",
    "save to file": "library.export", "send": "library.export", "share": "library.export",
    "hand over": "library.export", "yaml": "library.export", "filter": "list.filter", "search": "list.filter",
    "find": "list.filter", "find article": "list.filter", "quit": "library.leave", "exit": "library.leave",
    "close": "library.leave", "top": "list.top", "first": "list.top", "last": "list.bottom", "down": "list.down",
    "undo": "app.undo", "help": "app.help", "keys": "app.help", "dark": "app.theme", "errors": "app.said",
    "scroll": "list.page_down",
}  # fmt: skip
SOURCES = {
    "edit": "sources.fields", "details": "sources.fields", "change title": "sources.fields", "origin": "sources.fields",
    "new source": "sources.add", "enter a source": "sources.add", "create": "sources.add",
    "anonymous": "sources.confide", "confidential": "sources.confide", "circular": "sources.next",
    "todo": "sources.next", "duplicate": "sources.merge",
    "merge": "sources.merge", "same": "sources.merge", "combine": "sources.merge", "pin": "sources.pin",
    "marks": "sources.marks", "links": "sources.marks", "where used": "sources.marks", "open": "sources.read",
    "read": "sources.read", "everything": "sources.all", "information": "sources.all", "reveal": "sources.all",
    "copy": "sources.copy", "url": "sources.copy", "clipboard": "sources.copy", "attachment": "sources.attach",
    "attach": "sources.attach", "pdf": "sources.attach", "screenshot": "sources.attach", "detach": "sources.detach",
    "remove attachment": "sources.detach", "phone call": "sources.contact", "who was asked": "sources.contact",
    "answer": "sources.contact", "conflict": "sources.settle", "colleague": "sources.settle",
    "resolve": "sources.settle", "delete": "sources.delete", "remove": "sources.delete", "sort": "sources.sort",
    "newest": "sources.sort", "filter": "list.filter", "search": "list.filter", "documents": "go.library",
    "back": "sources.leave", "leave": "sources.leave", "quit": "app.quit", "undo": "app.undo", "help": "app.help",
}  # fmt: skip
CORRECTIONS = {
    "sent": "corrections.sent", "handed over": "corrections.sent", "accept": "corrections.accepted",
    "made": "corrections.made", "fixed": "corrections.made", "stet": "corrections.stet", "rejected": "corrections.stet",
    "answer": "corrections.answer", "reply": "corrections.answer", "reopen": "corrections.reopen",
    "all sent": "corrections.all_sent", "edit": "corrections.edit", "reason": "corrections.edit",
    "memo": "corrections.memo", "report": "corrections.memo", "export": "corrections.memo", "next": "corrections.next",
    "delete": "corrections.drop", "withdraw": "corrections.drop", "everybody": "corrections.whose",
    "colleague": "corrections.whose", "sort": "corrections.sort", "go to the article": "corrections.open",
    "documents": "go.library", "back": "corrections.leave", "undo": "app.undo", "filter": "list.filter",
}  # fmt: skip
ASKED = [
    (stack, query, ident)
    for stack, queries in (
        ("reader", READER),
        ("visual", VISUAL),
        ("library", LIBRARY),
        ("sources", SOURCES),
        ("corrections", CORRECTIONS),
    )
    for query, ident in queries.items()
]


def commands(stack: str) -> list[Command]:
    """What can be looked for: all but the palette, in which one looks."""
    return [row for row in live(stack) if row.id != "app.palette"]


def hits(stack: str, query: str) -> list[str]:
    """The ids of the commands that the palette shows, in its order."""
    found = [(score(row, query), row.id) for row in commands(stack)]
    ranked = sorted(found, key=lambda hit: hit[0], reverse=True)
    return list(dict.fromkeys(ident for worth, ident in ranked if worth > 0))


def listed(stack: str, query: str) -> list[str]:
    """The ids of the commands that are left in the list of keys when these words are typed."""
    return [row.key for row in on(stack) if all(word in fold(row.words) for word in fold(query).split())]


@cache
def on(stack: str) -> list[Row]:
    """The list of keys of a state."""
    beneath = SimpleNamespace(stack=stack, run_command=lambda ident: None)
    return list(help_of(cast(Keyed, beneath))._picking.rows)


@pytest.mark.parametrize("stack", ["reader", "visual", "library", "sources", "corrections"])
def test_everyday_words_find_the_command_among_the_first(stack: str) -> None:
    asked = [(query, ident, hits(stack, query)[:FIRST]) for where, query, ident in ASKED if where == stack]
    assert [one for one in asked if one[1] not in one[2]] == []
    assert len(ASKED) >= 70


@pytest.mark.parametrize("stack", ["reader", "visual", "library", "sources", "corrections"])
def test_the_list_of_keys_finds_by_everyday_words_too(stack: str) -> None:
    missed = []
    for where, query, ident in ASKED:
        telling = " ".join(word for word in query.lower().split() if word not in _FILLING)
        if where == stack and ident not in listed(stack, telling or query):
            missed.append((query, ident))
    assert missed == []


@pytest.mark.parametrize("stack", STACKS)
def test_a_command_is_found_by_its_label_its_help_and_each_of_its_words(stack: str) -> None:
    missed = []
    for row in commands(stack):
        alike = sum(other.label == row.label for other in live(stack))  # a few are called alike in two contexts
        if row.id not in hits(stack, row.label)[: FIRST + alike - 1]:
            missed.append((row.id, row.label))
        asked = (row.help, *row.words.split())
        missed += [(row.id, one) for one in asked if row.id not in hits(stack, one) or row.id not in listed(stack, one)]
    assert missed == []


@pytest.mark.parametrize("stack", STACKS)
def test_a_word_that_only_its_help_has_leads_to_a_command(stack: str) -> None:
    missed = []
    for row in commands(stack):
        others = [" ".join((*other[3:6], other.words)).lower() for other in live(stack) if other.id != row.id]
        told = re.findall(r"[a-z]{4,}", row.help.lower())
        own = [word for word in told if not any(word.removesuffix("s") in one for one in others)]
        missed += [(row.id, word) for word in own if row.id not in hits(stack, word)[: 2 * FIRST]]
    assert missed == []


@pytest.mark.parametrize("query", ["", "   ", "zeppelin", "delete zeppelin", "[/]", "\x1b", "\u202e", "(", ".*"])
def test_what_nobody_says_finds_nothing_and_harms_nothing(query: str) -> None:
    for stack in STACKS:
        assert hits(stack, query) == []


def test_the_palette_shows_the_best_first_and_the_list_of_keys_keeps_its_order() -> None:
    async def flow() -> None:
        async with analyst(FakeDesk({"a": ARTICLE}), "a") as ana:
            for query in ("split screen", "comment", "mark"):
                await ana.keys(":")
                await ana.keys(query)
                palette = ana.app.screen
                assert isinstance(palette, CommandPalette)
                await ana.app.workers.wait_for_complete()
                await ana.pilot.pause()
                options = palette.query_one(OptionList)
                labels = {row.id: row.label for row in live("reader")}
                shown = [str(option.prompt).partition("  (")[0] for option in options.options]
                assert shown == [labels[ident] for ident in hits("reader", query)]
                assert options.highlighted == 0
                await ana.pilot.press("escape")
                await ana.pilot.pause()
            await ana.keys("?", "split")
            assert isinstance(ana.app.screen, Picker)
            assert ana.app.screen.table.shown == listed("reader", "split") == ["page.second", "page.single"]

    asyncio.run(flow())
