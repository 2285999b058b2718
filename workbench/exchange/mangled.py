"""Whether a broken set looks as a line-by-line merge of two versions leaves it.

Such a merge (git's ``merge=union``, or a conflict whose markers alone were taken out) keeps the lines of both sides:
keys stand twice, ids stand twice, and an annotation that was parted from its lines lacks them.
"""

import re
from collections.abc import Iterator

from workbench.exchange.events import conflict_lines

_SET = re.compile(rb"^format: *\"?workbench/annotation-set", re.M)
_KEY = re.compile(rb"([A-Za-z_]\w*):(?: |$)")
_ID = re.compile(rb"- (?:\{)?id: *(\"[^\"]*\"|[^\s,}]+)")
_NEEDED = {b"id", b"tag", b"start", b"end", b"exact", b"prefix", b"suffix", b"created", b"modified"}
"""What an annotation that the workbench wrote always has."""


def by_lines(data: bytes) -> bool:
    """Whether the file, which could not be read as a set, looks as if two versions were merged line by line."""
    data = data.replace(b"\r\n", b"\n")
    if not _SET.search(data) or conflict_lines(data):
        return False
    outer: set[bytes] = set()
    for key, rows in _sections(data.split(b"\n")):
        if key in outer or _parted(key, rows):
            return True
        outer.add(key)
    return False


def _sections(lines: list[bytes]) -> Iterator[tuple[bytes, list[list[bytes]]]]:
    """Each outermost key with the rows below it; a row is its lines, two columns to the right."""
    key, rows = b"", [[b""]]
    for line in lines:
        found = _KEY.match(line)
        if found:
            yield key, rows
            key, rows = found[1], [[]]
        elif line.startswith(b"- "):
            rows.append([line])
        else:
            rows[-1].append(line)
    yield key, rows


def _parted(part: bytes, rows: list[list[bytes]]) -> bool:
    """Whether a row has a key twice or, in a list of annotations, lacks one, or two rows have one id."""
    ids: set[bytes] = set()
    for row in rows:
        keys = [found[1] for line in row if (found := _KEY.match(line[2:]))]
        if len(set(keys)) < len(keys):
            return True
        named = _ID.match(row[0]) if row else None
        if named is None:
            continue
        if named[1] in ids or (part in (b"annotations", b"orphans") and not set(keys) >= _NEEDED):
            return True
        ids.add(named[1])
    return False
