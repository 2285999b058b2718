"""What leaves the command line: data on standard output, narration on standard error, nothing that a terminal obeys."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from workbench.domain.datespan import told
from workbench.domain.model import Annotation, Document, Entry, Placed
from workbench.domain.sources import shielded
from workbench.domain.text import shown, shown_line
from workbench.domain.verdicts import field_of

if TYPE_CHECKING:
    from workbench.domain.sources import OriginCount
    from workbench.services.history import Step
    from workbench.services.workspace import Workspace
    from workbench.store.journal import Changed


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


def write_table(
    rows: Iterable[Sequence[object]], head: Sequence[str], below: Sequence[Sequence[str]] | None = None
) -> None:
    """Rows in aligned columns under a head; each cell one line, the last one unpadded.

    ``below`` are further lines that stand under each row, set in.
    """
    cells = [[shown_line(str(cell)) for cell in row] for row in rows]
    lines = [list(head), *cells]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for number, line in enumerate(lines):
        padded = [cell.ljust(width) for cell, width in zip(line[:-1], widths, strict=False)]
        sys.stdout.write("  ".join([*padded, line[-1]]).rstrip() + "\n")
        for further in below[number - 1] if below is not None and number else ():
            sys.stdout.write(f"      {shown_line(further)}\n")


def document_json(document: Document) -> dict[str, Any]:
    """A document as ``--json`` gives it: role, stage and stories are always there."""
    data: dict[str, Any] = msgspec.to_builtins(document)
    return data | {"role": document.role, "stage": document.stage, "stories": list(document.stories)}


def annotation_json(placed: Placed, count: "OriginCount | None" = None) -> dict[str, Any]:
    """An annotation as ``--json`` gives it: its fields and where it belongs; an unplaced one has no offsets.

    ``count`` is that of its links (:func:`origin_counts`), where it has some.
    """
    data: dict[str, Any] = msgspec.to_builtins(placed.annotation)
    data.setdefault("status", placed.annotation.status)
    data |= {"document": placed.document, "annotator": placed.annotator, "anchor_state": placed.anchor_state}
    if placed.kind != "annotations":
        data["kind"] = placed.kind
    if count is not None:
        data["origin_count"] = msgspec.to_builtins(count)
    if placed.unplaced is not None:
        data |= {"start": None, "end": None, "reason": placed.unplaced.reason}
        if placed.proposal is not None:
            data["proposal"] = dict(zip(("start", "end", "score"), placed.proposal, strict=True))
    return data


def origin_counts(workspace: "Workspace", marks: Iterable[Placed]) -> "dict[str, OriginCount]":
    """How many sources and origins each annotation with links has, by id; nothing is loaded where none has any."""
    linked = [one for one in marks if one.annotation.links]
    if not linked:
        return {}
    from workbench.services import linking

    return linking.origin_counts(workspace, linked)


def one_json(workspace: "Workspace", placed: Placed) -> dict[str, Any]:
    """One annotation as ``--json`` gives it, with the count of its links."""
    return annotation_json(placed, origin_counts(workspace, [placed]).get(placed.id))


def told_fields(mark: Annotation) -> str:
    """What is known of an annotation besides its words, on one line: ``said_by: police; value: 40; note: see log``."""
    data: dict[str, Any] = msgspec.to_builtins(mark)
    own = dict(data.get(mark.tag) or data.get("fields") or {})
    if mark.claim is not None and own.pop("verdicts", None):
        own |= {field_of(one.scale): one.value for one in mark.claim.verdicts}
    if "when" in own or "when_date" in own:
        when = told(own.get("when", ""), own.get("when_date"))
        own = {name: value for name, value in own.items() if name != "when_date"} | {"when": when}
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


def _state_json(state: Any, counted: "dict[str, OriginCount]", hidden: bool) -> Any:
    """A journalled state as ``--json`` gives it; of a source to be ``hidden`` what others may know."""
    match state:
        case Placed():
            return annotation_json(state, counted.get(state.id))
        case Document():
            return document_json(state)
        case Entry() if hidden:
            source = msgspec.structs.replace(state.source, confidential=True)
            return msgspec.to_builtins(Entry(source=shielded(source)))
    return msgspec.to_builtins(state)


def _hidden(changes: "Sequence[Changed]") -> set[str]:
    """The sources of an act of which nothing may be told: confidential ones, and what they were while they were open.

    One that is made confidential gets another id: a row goes, and one comes.
    """
    entries = [one for one in changes if one.entity == "source"]
    secret = [
        one
        for one in entries
        for side in (one.before, one.after)
        if isinstance(side, Entry) and side.source.confidential
    ]
    swapped = any(one.before is None or one.after is None for one in secret)
    return {one.row_id for one in (entries if swapped else secret)}


def write_step(workspace: "Workspace", step: "Step", as_json: bool) -> None:
    """What an undo or redo did."""
    for warning in step.warnings:
        narrate(warning)
    if as_json:
        from workbench.services import sources

        hidden = _hidden(step.changes)
        sides = [[one.before for one in step.changes], [one.after for one in step.changes]]
        told = []
        for side in sides:
            counted = origin_counts(workspace, [state for state in side if isinstance(state, Placed)])
            told.append(
                [
                    _state_json(state, counted, one.row_id in hidden)
                    for one, state in zip(step.changes, side, strict=True)
                ]
            )
        changed = [
            {"entity": one.entity, "id": one.row_id, "before": before, "after": after}
            for one, before, after in zip(step.changes, *told, strict=True)
        ]
        told_now = sources.named_now(workspace, msgspec.to_builtins(changed))
        write_json({"kind": step.kind, "summary": step.summary, "changed": told_now})
    narrate(f"{'Undone' if step.kind == 'undo' else 'Done again'}: {step.summary}")
