"""The merge driver: three files of one annotator's set to one, as git calls it for ``merge=workbench``.

Needs neither a workspace nor its store: git merges in a work tree whose settings may be half merged themselves.
"""

from pathlib import Path

from workbench.domain.errors import DataError, WorkbenchError
from workbench.domain.text import shown_line
from workbench.domain.threeway import Clash, merge
from workbench.exchange.conflicts import write_conflicts
from workbench.exchange.events import without_collector
from workbench.exchange.files import write_atomically
from workbench.exchange.problems import DataProblems, described
from workbench.exchange.sets import check, read_set, write_set
from workbench.exchange.versions import known_rows, read_version


@without_collector()
def merge_files(base: Path, ours: Path, theirs: Path, name: str) -> list[Clash]:
    """Merge the sets of three files into ``ours``; gives what clashed, which then stands there between markers.

    ``base`` is empty where both sides began the file on their own; ``name`` is what a person calls it. Raises
    :class:`WorkbenchError` where they cannot be merged, and then nothing was written.
    """
    files = [_bytes(path) for path in (base, ours, theirs)]
    names = [f"{name} ({side})" for side in ("base", "ours", "theirs")]
    try:
        began = read_set(files[0], names[0], fields=None) if files[0] else None
        known = known_rows(files[0], began) if began is not None else {}
        mine, yours = (read_version(*version, known) for version in zip(files[1:], names[1:], strict=True))
        merged, clashes = merge(began, mine, yours)
        if not clashes:
            check(merged, f"{name} (merged)")
    except DataProblems as error:
        more = len(error.problems) - 1
        said = described(error.name, error.problems[0])
        raise DataError(said + (f" (and {more} more)" if more else "")) from None
    data = write_conflicts(merged, clashes) if clashes else write_set(merged)
    write_atomically(ours, data)
    return clashes


def told(clash: Clash) -> str:
    """A clash on one line: what it is about, and which fields both sides changed."""
    row = clash.ours or clash.theirs
    words = " ".join(str(getattr(row, "exact", "") or getattr(row, "text", "") or getattr(row, "title", "")).split())
    about = f"{clash.part.removesuffix('s')} {clash.id[-8:]}" + (f" “{words[:60]}”" if words else "")
    if clash.fields:
        return shown_line(f"{about}: both sides changed {', '.join(clash.fields)}")
    return shown_line(f"{about}: deleted by {'us' if clash.ours is None else 'them'}, changed by the other side")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WorkbenchError(f"{shown_line(str(path))} cannot be read ({error.strerror}).") from None
