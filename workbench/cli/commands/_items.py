"""Review items as the command line gives them: as JSON, and as lines for a person; shared by the review commands."""

import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from workbench.cli.output import narrate, write
from workbench.domain.differences import details
from workbench.domain.model import Annotation, Comment, Decision
from workbench.domain.reviewing import Case
from workbench.domain.segments import Paragraphs

if TYPE_CHECKING:
    from workbench.services.review import Reviewed
    from workbench.services.workspace import Workspace

INDENT = "      "


# --- as JSON -------------------------------------------------------------------------------------------------------


def item_json(case: Case) -> dict[str, Any]:
    """A review item as ``--json`` gives it: every key always there, its decision null where it has none."""
    item = case.item
    return {
        "id": item.id,
        "document": case.document,
        "state": item.state,
        "standing": case.standing,
        "span": list(item.span),
        "readings": [{"annotator": one.annotator} | mark_json(one.mark) for one in item.readings],
        "missing": list(item.missing),
        "differs": list(item.differs),
        "decision": decision_json(case.decision, case.document) if case.decision is not None else None,
        "thread": [msgspec.to_builtins(one) for one in case.thread],
    }


def mark_json(mark: Annotation) -> dict[str, Any]:
    """An annotation's own fields; the status is always there."""
    data: dict[str, Any] = msgspec.to_builtins(mark)
    data.setdefault("status", mark.status)
    return data


def decision_json(decision: Decision, document: str) -> dict[str, Any]:
    """A decision with its document; what is empty is there too."""
    data: dict[str, Any] = {"readings": [], "contents": [], "made": [], "reason": ""}
    data |= msgspec.to_builtins(decision)
    return data | {"document": document}


# --- as lines ------------------------------------------------------------------------------------------------------


def width() -> int:
    """How wide lines may be: the terminal, within reason; 80 where there is none."""
    return max(40, min(120, shutil.get_terminal_size((80, 24)).columns))


def one_line(text: str) -> str:
    """Text with every run of white space one space."""
    return " ".join(text.split())


def shortened(text: str, room: int) -> str:
    """Text on one line, its middle left out where it is longer than ``room``: both ends are what readings differ in."""
    line, room = one_line(text), max(room, 12)
    if len(line) <= room:
        return line
    half = (room - 3) // 2
    head, tail = line[:half], line[len(line) - (room - 3 - half) :]
    if " " in head and line[half] != " ":
        head = head.rpartition(" ")[0]
    if " " in tail and line[len(line) - len(tail) - 1] != " ":
        tail = tail.partition(" ")[2]
    return f"{head.rstrip()} … {tail.lstrip()}"


def write_wrapped(text: str, indent: str = INDENT) -> None:
    """A line of data, broken between words where it is too long; what follows stands further in."""
    import textwrap

    hanging = indent + "  "
    broken = textwrap.wrap(
        one_line(text), width(), initial_indent=indent, subsequent_indent=hanging, break_on_hyphens=False
    )
    for line in broken or [indent.rstrip()]:
        write(line)


def words_of(mark: Annotation, room: int) -> str:
    """An annotation's tag and words, in so many characters."""
    return f"{mark.tag} “{shortened(mark.exact, room - len(mark.tag) - 3)}”"


def day(timestamp: str) -> str:
    """The day of a timestamp."""
    return timestamp[:10]


def decided_line(decision: Decision) -> str:
    """A decision in a line: what, by whom, when, why."""
    why = f": {one_line(decision.reason)}" if decision.reason else ""
    return f"{decision.action} by {one_line(decision.by)}, {day(decision.at)}{why}"


def write_thread(thread: Iterable[Comment]) -> None:
    """What was said to one another, a comment a line."""
    for one in thread:
        write_wrapped(f"{one_line(one.by)}, {day(one.at)}: {one.text}")


def heading(short: str, state: str, place: str, title: str) -> str:
    """The first line of an item: id, state, place, title; short enough for one line."""
    start = f"{short}  {state}  {place}  "
    return start + shortened(title, width() - len(start))


def write_items(workspace: "Workspace", found: Sequence[tuple["Reviewed", Case]], short: Mapping[str, str]) -> None:
    """Review items for a person: each with its readings side by side, what differs, and what was said."""
    number = paragraph_numbers(workspace)
    for reviewed, case in found:
        item = case.item
        place = f"¶ {number(case.document, item.span.start)}"
        write(heading(short.get(item.id, item.id), item.state, place, reviewed.document.title))
        names = [one_line(name) for name in (*item.annotators, *item.missing)]
        column = min(20, max(map(len, names)))
        for one in item.readings:
            start = f"{INDENT}{one_line(one.annotator):<{column}}  "
            write(start + words_of(one.mark, width() - len(start)))
        for name in item.missing:
            write(f"{INDENT}{one_line(name):<{column}}  nothing here")
        for name in item.differs:
            told = (f"{_value(one.mark, name)} ({one_line(one.annotator)})" for one in item.readings)
            write_wrapped(f"{name}: {', '.join(told)}")
        if case.decision is not None:
            before = {"changed": "changed since: ", "answered": "answered: "}.get(case.standing, "")
            write_wrapped(before + decided_line(case.decision))
        write_thread(case.thread)


def _value(mark: Annotation, name: str) -> str:
    return one_line(details(mark).get(name, "")) or "nothing"


def paragraph_numbers(workspace: "Workspace") -> Callable[[str, int], int]:
    """A function that says in which paragraph of a document an offset is; each text is read once."""
    from workbench.services import documents

    known: dict[str, Paragraphs] = {}

    def number(document: str, offset: int) -> int:
        if document not in known:
            known[document] = Paragraphs(documents.text_of(workspace, document))
        return known[document].number(offset)

    return number


def in_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def tell_how() -> None:
    """Say what to do with items that are listed."""
    narrate("Decide with: workbench decide ID accept NAME | amend | reject | return  (see: workbench decide --help)")


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 item``, ``2 items``."""
    return f"{number} {one if number == 1 else many or one + 's'}"
