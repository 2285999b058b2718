"""Twenty confidential sources with a name in every field; no byte that any command or screen writes tells one.

The database and the attached files themselves are where they are kept; everything else is looked through: what commands
print, every file in and beside the workspace, the frames of the screens, the log.
"""

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from workbench.cli.main import main, run
from workbench.services import (
    annotations,
    correcting,
    demo,
    documents,
    logs,
    purging,
    review,
    source_acts,
    sources,
    workspace,
)
from workbench.services.linking import Pin, link
from workbench.services.workspace import Workspace

sys.path.insert(0, str(Path(__file__).parent / "tui"))
from terminal import Terminal

COUNT = 20
FIELDS = ("title", "author", "publisher", "url", "archived_url", "note", "who", "answer", "file")
HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
NAME = re.compile(r"zq[a-z]{8}qz", re.IGNORECASE)
"""What every planted name looks like, and nothing else does."""

TOLD: dict[str, list[list[str]]] = {
    "annotations": [[], ["--json"], ["--unlinked"], ["--conflicts"]],
    "assign": [["DOC"], ["DOC", "ann"], ["DOC", "--json"]],
    "check": [[], ["--all"], ["--json"]],
    "comment": [["ID", "what?", "--json"]],
    "compare": [["mara", "ilya"], ["mara", "ilya", "--json"]],
    "correct": [["ID", "--text", "x", "--json"]],
    "corrections": [[], ["--all"], ["--json"]],
    "decide": [["--agreed", "--yes"]],
    "delete": [["OTHER", "--json"]],
    "documents": [[], ["--json"]],
    "edit": [["ID", "--note", "x", "--json"]],
    "export": [[], ["--all", "--json"], ["--all", "-o", "OUT/sets"], ["--bundle", "OUT/b.zip", "--all", "--json"]],
    "feedback": [[], ["--json"]],
    "import": [["OUT/sets", "--dry-run", "--json"], ["OUT/sets"], ["OUT/b.zip"]],
    "keys": [[]],
    "link": [["ID", "SRC", "--relation", "mentions", "--json"]],
    "memo": [[], ["--all"], ["--json"], ["-f", "txt"], ["-o", "OUT/m.docx"], ["-o", "OUT/m.md"]],
    "names": [[], ["--all"], ["--json"]],
    "next": [[], ["--json"]],
    "query": [["ID", "--to", "ann", "--text", "who?", "--json"]],
    "answer": [["nothing", "--text", "x"]],
    "relate": [["ID", "same_as", "MORE", "--json"]],
    "resolve": [["ID", "ours"]],
    "review": [[], ["--json"]],
    "show": [["DOC"], ["DOC", "--json"]],
    "source": [
        ["list"], ["list", "--json"], ["list", "--entered"], ["show", "SRC"], ["show", "SRC", "--json"],
        ["edit", "SRC", "--terms", "on_background", "--json"], ["contact", "SRC", "somebody"], ["delete", "SRC"],
        ["merge", "SRC", "SRC2", "--json"], ["settle", "SRC", "ours"], ["detach", "SRC2", "x"],
        ["list", "--include-confidential"], ["show", "SRC", "--include-confidential", "--json"],
        ["purge", "SRC3"], ["purge", "SRC3", "--confirm", "wrong"],
    ],
    "status": [[], ["--all"], ["--json"]],
    "undo": [["--json"], [], ["--json"], ["--json"]],
    "redo": [["--json"], []],
    "unlink": [["ID", "SRC", "--json"]],
    "validate": [["annotations"], ["annotations", "--json"]],
    "annotate": [["DOC", "--tag", "claim", "--span", "0:9", "--json"]],
}  # fmt: skip
"""How every command is asked; what asks for names says so and is refused where nobody can be asked."""
SILENT = frozenset(["add", "demo", "init", "open", "merge-driver"])
"""Read no sources; ``open`` is the screens below."""


def test_every_command_is_asked_here() -> None:
    assert set(main.list_commands(click.Context(main))) <= {*TOLD, *SILENT}, "say here how a new command is asked"


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    for name in HOMES:
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "OUT").mkdir()
    demo.make(tmp_path / "space", "").close()
    opened = workspace.open_workspace(tmp_path / "space", annotator="mara")
    yield opened
    opened.close()


def name_of(number: int, field: str) -> str:
    drawn = random.Random(f"{number} {field}")
    return "Zq" + "".join(drawn.choice("abcdefghijklmnop") for _ in range(8)) + "qz"


def plant(space: Workspace, folder: Path) -> list[str]:
    """The sources, every second one confidential from the start; all of them backing marks, corrections, questions."""
    mine = [one for one in annotations.listing(space, annotator="mara") if one.placed]
    made = []
    for number in range(COUNT):
        told = {field: name_of(number, field) for field in FIELDS}
        file = folder / f"{told['file']}.pdf"
        file.write_text(told["file"])
        given: dict[str, Any] = {name: told[name] for name in ("title", "author", "publisher", "note")}
        given |= {name: f"https://{told[name].lower()}.example/x" for name in ("url", "archived_url")}
        hidden = {"confidential": True, "alias": f"person {number}"}
        one = sources.add(space, given | {"kind": "interview"} | (hidden if number % 2 else {}), file=file).source
        source_acts.contact(space, one.id, told["who"], told["answer"])
        mark = mine[number]
        link(space, mark.id, Pin(one.id, "refutes" if number % 3 else "supports", locator="p. 4"))
        if number % 4 == 0:
            correcting.correct(space, mark.id, f"other words {number}", "as somebody said")
            correcting.query(space, mark.id, "ann", "who said so?")
        if not number % 2:
            one = sources.edit(space, one.id, hidden).source
        made.append(one.id)
        file.unlink()
    return made


def names_in(root: Path) -> list[str]:
    """The files that hold a planted name, by their bytes or in their path; packed ones unpacked."""
    import zipfile

    found = []
    for path in sorted(root.rglob("*")):
        place = path.relative_to(root)
        if not path.is_file() or path.name.startswith("workbench.db") or "backups" in place.parts:
            continue
        data = [str(place).encode()]
        if "attachments" not in place.parts:
            data.append(path.read_bytes())
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    data += [archive.read(one) + one.encode() for one in archive.namelist()]
        found += [str(place)] if any(NAME.search(one.decode("utf-8", "replace")) for one in data) else []
    return found


def test_no_command_tells_a_name(space: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = plant(space, tmp_path)
    marks = [one.id for one in annotations.listing(space, annotator="mara") if one.annotation.links]
    document = documents.listing(space)[1].document.id
    planted = {"DOC": document, "ID": marks[0], "MORE": marks[1], "OTHER": marks[2]}
    planted |= {"SRC": made[0], "SRC2": made[1], "SRC3": made[3]}
    capsys.readouterr()
    for command, tries in TOLD.items():
        for args in tries:
            words = [planted.get(arg, arg).replace("OUT/", f"{tmp_path}/OUT/") for arg in args]
            words = [str(space.root / word) if word == "annotations" else word for word in words]
            code = run(["-C", str(space.root), "--as", "mara", command, *words])
            out, err = capsys.readouterr()
            assert code in (0, 1, 2, 3), (command, args, err)
            assert not NAME.search(out + err), (command, args, NAME.findall(out + err))
    assert names_in(tmp_path) == []


def test_what_a_person_typed_elsewhere_is_found_and_not_repeated(
    space: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(space, tmp_path)
    mark = next(one for one in annotations.listing(space, annotator="mara") if one.annotation.links)
    for number, field in enumerate(("note", "said_by", "correction.text")):
        annotations.edit(space, mark.id, fields={field: f"ask {name_of(number, 'title').upper()} again"})
    review.say(space, mark.document, mark.id, f"{name_of(7, 'who')} would know")
    capsys.readouterr()
    assert run(["-C", str(space.root), "--as", "mara", "export"]) == 3
    out, err = capsys.readouterr()
    assert "gives person" in err
    assert not NAME.search(out + err)
    assert names_in(tmp_path) == []
    assert run(["-C", str(space.root), "--as", "mara", "export", "--include-confidential", "--yes"]) == 0
    capsys.readouterr()
    for command in ("check", "validate"):
        code = run(
            ["-C", str(space.root), "--as", "mara", command, *([str(space.root)] if command == "validate" else [])]
        )
        out, err = capsys.readouterr()
        assert code == 3
        assert not NAME.search(out + err)
        assert {alias for alias in ("person 0", "person 1", "person 2", "person 7") if alias in out} == {
            "person 0", "person 1", "person 2", "person 7",
        }  # fmt: skip


def test_what_is_asked_for_is_told_and_only_then(
    space: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(space, tmp_path)
    for args in (
        ["export", "--include-confidential"],
        ["export", "--include-confidential", "--bundle", str(tmp_path / "OUT" / "b.zip")],
        ["memo", "--include-confidential", "-o", str(tmp_path / "OUT" / "memo.md")],
    ):
        assert run(["-C", str(space.root), "--as", "mara", *args]) == 2
        assert names_in(tmp_path) == []
        assert run(["-C", str(space.root), "--as", "mara", *args, "--yes"]) == 0
        assert names_in(tmp_path)
        assert run(["-C", str(space.root), "--as", "mara", "export"]) == 0
        for path in (tmp_path / "OUT").glob("*"):
            path.unlink()
        assert names_in(tmp_path) == []


def test_the_log_of_a_crash_tells_no_name(space: Workspace, tmp_path: Path) -> None:
    from sqlalchemy import insert

    from workbench.store.tables import source

    made = plant(space, tmp_path)
    with space.store.read() as connection:
        row = connection.execute(source.select().where(source.c.id == made[1])).mappings().one()
    with pytest.raises(Exception, match="UNIQUE") as failed, space.store.write() as connection:
        connection.execute(insert(source).values(dict(row)))
    path = logs.log_failure(failed.value)
    assert path is not None
    assert "UNIQUE" in path.read_text()
    assert names_in(tmp_path) == []


SCREENS = (
    ("gs", "SOURCES"), ("\x1b[B\x1b[B", "SOURCES"), ("/person 3\r", "holding"), ("l", "links"), ("\x1bOP", "SOURCES"),
    ("M", "same as"), ("\x1bOP", "SOURCES"), ("P", "hand"), ("\x1b", "SOURCES"), ("gl", "LIBRARY"),
    ("\x1b[B\r", "READ"), ("\t\t", "READ"), ("s", "LINK"), ("\x1bOP", "READ"), ("gm", "Marks, holding"),
    ("\x1bOP", "READ"), ("\r", "FIELDS"), ("q", "READ"), ("gr", "REVIEW"), ("gl", "LIBRARY"),
    ("gc", "CORRECTIONS"), ("jjj", "CORRECTIONS"), ("gl", "LIBRARY"), ("gh", "Messages"),
    ("\x1bOP", "LIBRARY"), ("E", "Export"), ("\r", "LIBRARY"),
)  # fmt: skip


@pytest.mark.slow
def test_no_screen_tells_a_name_unasked(space: Workspace, tmp_path: Path) -> None:
    plant(space, tmp_path)
    terminal = Terminal("-m", "workbench", "-C", str(space.root), "--as", "mara")
    try:
        terminal.until(lambda: terminal.shows("LIBRARY"))
        for keys, shown in SCREENS:
            terminal.type(keys)
            wanted = re.compile(shown)
            terminal.until(lambda wanted=wanted: wanted.search("\n".join(terminal.screen.display)) is not None)
        terminal.type("Q")
        assert terminal.end() == 0
    finally:
        terminal.kill()
    assert NAME.findall(terminal.raw.decode("utf-8", "replace")) == []
    assert names_in(tmp_path) == []


def test_a_purged_name_is_in_no_byte_at_all(space: Workspace, tmp_path: Path) -> None:
    made = plant(space, tmp_path)
    for number, ident in enumerate(made):
        purging.purge(space, ident, f"person {number}")
    left = [path for path in tmp_path.rglob("*") if path.is_file() and NAME.search(path.read_bytes().decode("latin-1"))]
    assert left == []
