"""What leaves the command line: data on standard output, narration on standard error, nothing that a terminal obeys."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

import msgspec

from workbench.domain.model import Annotation, Document, Placed
from workbench.domain.text import shown, shown_line


def write(text: str, stream: TextIO | None = None) -> None:
    """A line of data (or several); to a terminal only through the table that disarms it."""
    stream = stream or sys.stdout
    stream.write((shown(text) if stream.isatty() else text) + "\n")


def narrate(text: str) -> None:
    """A line for the person at the keyboard, on standard error."""
    sys.stderr.write(shown(text) + "\n")


def write_bytes(data: bytes) -> None:
    """A file's bytes as they are; to a terminal as :func:`write` does."""
    if sys.stdout.isatty():
        write(data.decode("utf-8").removesuffix("\n"))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)


def write_json(value: Any) -> None:
    """Data as JSON, one document, UTF-8; escaped to ASCII where a terminal would see it."""
    data = msgspec.to_builtins(value)
    sys.stdout.write(json.dumps(data, ensure_ascii=sys.stdout.isatty(), indent=2) + "\n")


def write_table(rows: Iterable[Sequence[object]], head: Sequence[str]) -> None:
    """Rows in aligned columns under a head; each cell one line, the last one unpadded."""
    cells = [[shown_line(str(cell)) for cell in row] for row in rows]
    lines = [list(head), *cells]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        padded = [cell.ljust(width) for cell, width in zip(line[:-1], widths, strict=False)]
        sys.stdout.write("  ".join([*padded, line[-1]]).rstrip() + "\n")


def document_json(document: Document) -> dict[str, Any]:
    """A document as ``--json`` gives it: role, stage and stories are always there."""
    data: dict[str, Any] = msgspec.to_builtins(document)
    return data | {"role": document.role, "stage": document.stage, "stories": list(document.stories)}


def annotation_json(placed: Placed) -> dict[str, Any]:
    """An annotation as ``--json`` gives it: its fields and where it belongs; an unplaced one has no offsets."""
    data: dict[str, Any] = msgspec.to_builtins(placed.annotation)
    data.setdefault("status", placed.annotation.status)
    data |= {"document": placed.document, "annotator": placed.annotator, "anchor_state": placed.anchor_state}
    if placed.kind != "annotations":
        data["kind"] = placed.kind
    if placed.unplaced is not None:
        data |= {"start": None, "end": None, "reason": placed.unplaced.reason}
        if placed.proposal is not None:
            data["proposal"] = dict(zip(("start", "end", "score"), placed.proposal, strict=True))
    return data


def told_fields(mark: Annotation) -> str:
    """What is known of an annotation besides its words, on one line: ``said_by: police; value: 40; note: see log``."""
    data: dict[str, Any] = msgspec.to_builtins(mark)
    own = data.get(mark.tag) or data.get("fields") or {}
    named = {**{name: data[name] for name in ("said_by", "relayed_by") if name in data}, **own}
    if mark.correction is not None:
        named["should read"] = mark.correction.text
    if mark.note:
        named["note"] = mark.note
    return "; ".join(f"{name}: {' '.join(str(_plain(value)).split())}" for name, value in named.items())


def _plain(value: Any) -> Any:
    """A value without what only JSON needs: 40 rather than 40.0, a list as its members."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


def differences(ours: Placed, theirs: Annotation | None) -> list[tuple[str, str]]:
    """How two states of an annotation differ, side by side: the fields in which they do."""
    if theirs is None:
        return [("ours", "kept, changed since"), ("theirs", "deleted")]
    sides = [msgspec.to_builtins(ours.annotation), msgspec.to_builtins(theirs)]
    names = [name for name in {**sides[0], **sides[1]} if sides[0].get(name) != sides[1].get(name)]
    said = [", ".join(f"{name}: {json.dumps(one.get(name), ensure_ascii=False)}" for name in names) for one in sides]
    return [("ours", said[0] or "the same"), ("theirs", said[1] or "the same, where ours was deleted")]


def state_json(state: Any) -> Any:
    """A journalled state as ``--json`` gives it."""
    if isinstance(state, Placed):
        return annotation_json(state)
    return document_json(state) if isinstance(state, Document) else msgspec.to_builtins(state)


def write_step(step: Any, as_json: bool) -> None:
    """What an undo or redo did."""
    for warning in step.warnings:
        narrate(warning)
    if as_json:
        changed = [
            {"entity": one.entity, "id": one.row_id, "before": state_json(one.before), "after": state_json(one.after)}
            for one in step.changes
        ]
        write_json({"kind": step.kind, "summary": step.summary, "changed": changed})
    narrate(f"{'Undone' if step.kind == 'undo' else 'Done again'}: {step.summary}")
