"""Collecting what ``add`` names: files, folders, standard input, and a table of metadata for many of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from workbench.domain.errors import UsageError, WorkbenchError
from workbench.domain.text import shown_line
from workbench.exchange.intake import read_document_file, read_meta_csv, sniff
from workbench.services.documents import Incoming, clean
from workbench.services.gathering import read_bytes

READABLE = frozenset([".txt", ".md", ".markdown"])
"""What a folder is searched for."""


def read(
    paths: Sequence[Path],
    metadata: Mapping[str, Any],
    *,
    meta: Path | None = None,
    encoding: str | None = None,
    stdin: BinaryIO | None = None,
) -> list[Incoming]:
    """Read every text that ``paths`` name; ``-`` is ``stdin``, a folder stands for its documents, sorted by name.

    ``metadata`` (checked values) overrules the row of ``meta`` for a file, which overrules the file's own front
    matter. Raises :class:`UsageError` where one title or ``revision_of`` is given for several texts, or a row of
    ``meta`` names no file.
    """
    found = files(paths)
    for name in ("title", "revision_of", "url"):
        if name in metadata and len(found) > 1:
            raise UsageError(
                f"One {name} cannot be that of {len(found)} documents.", "Add them one by one, or use --meta."
            )
    table = read_meta_csv(read_bytes(meta), str(meta)) if meta is not None else {}
    unused = set(table)
    incoming = []
    for path in found:
        row = next((key for key in (str(path), path.name, path.stem) if key in table), None)
        unused.discard(row or "")
        own = {name: clean(name, value) for name, value in table[row].items()} if row is not None else {}
        incoming.append(_read_one(path, {**own, **metadata}, encoding, stdin))
    if unused:
        raise UsageError(f"The table names files that were not given: {', '.join(map(shown_line, sorted(unused)))}.")
    return incoming


def typed(title: str, text: str, url: str = "") -> Incoming:
    """A text that was pasted or typed, under a title; raises :class:`WorkbenchError` where it holds nothing."""
    taken = read_document_file(text.encode("utf-8", "replace"), ".txt", "utf-8")
    metadata = {"title": clean("title", title), **({"url": clean("url", url)} if url else {})}
    return Incoming(
        name=title, text=taken.text, metadata=metadata, replaced=taken.replaced, warnings=tuple(taken.warnings)
    )


def files(paths: Sequence[Path]) -> list[Path]:
    """The files that paths stand for: a folder for its texts, sorted; raises :class:`UsageError` where it has none."""
    named: list[Path] = []
    for path in paths:
        if path.is_dir():
            found = sorted(one for one in path.rglob("*") if one.suffix.lower() in READABLE and one.is_file())
            if not found:
                raise UsageError(
                    f"{shown_line(str(path))} holds no documents.", f"Readable are {', '.join(sorted(READABLE))}."
                )
            named += found
        else:
            named.append(path)
    return list(dict.fromkeys(named))


def _read_one(path: Path, metadata: Mapping[str, Any], encoding: str | None, stdin: BinaryIO | None) -> Incoming:
    if str(path) == "-":
        data = stdin.read() if stdin is not None else b""
        name, suffix = "standard input", f".{sniff(data)}"
    else:
        data, name = read_bytes(path), path.name
        suffix = path.suffix.lower() or f".{sniff(data)}"
    try:
        taken = read_document_file(data, suffix, encoding)
    except WorkbenchError as error:
        raise type(error)(f"{shown_line(name)}: {error.message}", error.hint or "Nothing was added.") from None
    stem = path.stem if str(path) != "-" else "untitled"
    return Incoming(
        name=stem,
        text=taken.text,
        metadata={"title": taken.title or stem, **taken.metadata, **metadata},
        original_sha256=taken.original_sha256,
        replaced=taken.replaced,
        warnings=tuple(taken.warnings),
    )
