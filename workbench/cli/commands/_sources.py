"""Sources as the command line gives them: as JSON, and in lines for a person."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from workbench.cli.output import write
from workbench.domain.model import Rival, Source
from workbench.domain.sources import Ledger, caption, root, shielded, standing

if TYPE_CHECKING:
    from workbench.matching.duplicates import Match
    from workbench.services.sources import Pointing, Row
    from workbench.services.workspace import Workspace

_TOLD_ELSEWHERE = ("id", "kind", "origin", "same_as", "contacts", "attachments")


def source_json(source: Source, *, openly: bool = False) -> dict[str, Any]:
    """A source's own fields, as a set has them: of a confidential one what others may know, unless ``openly``."""
    data: dict[str, Any] = msgspec.to_builtins(source if openly else shielded(source))
    return data


def row_json(row: "Row", ledger: Ledger, alike: "Iterable[Match]", *, openly: bool = False) -> dict[str, Any]:
    """A source as ``source list`` and ``source show`` give it: its fields, and what is known of it here."""
    return source_json(row.source, openly=openly) | {
        "links": row.links,
        "document": row.document is not None,
        "circular": list(root(ledger, row.source.id).circle),
        "rivals": [{"annotator": one.annotator, "source": rival_json(row.source, one, openly)} for one in row.rivals],
        "alike": alike_json(alike),
    }


def rival_json(mine: Source, rival: Rival, openly: bool) -> dict[str, Any]:
    """Somebody else's version of a source: of one that is confidential here what others may know, unless ``openly``."""
    if openly or not mine.confidential:
        return source_json(rival.source, openly=openly)
    hidden = msgspec.structs.replace(rival.source, confidential=True, alias=rival.source.alias or mine.alias)
    return source_json(hidden)


def alike_json(alike: "Iterable[Match]") -> list[dict[str, Any]]:
    """The sources that may be the same, the likeliest first."""
    return [{"id": one.source.id, "score": one.score, "reason": one.reason} for one in alike]


def pointing_json(
    workspace: "Workspace", row: "Row", pointing: "Pointing", ledger: Ledger, *, openly: bool = False
) -> dict[str, Any]:
    """What points at a source, and how its files are, as ``source show`` gives it beside the source itself."""
    from workbench.services import attachments

    here = row.source.id
    linked = [
        {"annotation": one.id, "annotator": one.annotator, "document": one.document} | msgspec.to_builtins(link)
        for one in pointing.links
        for link in one.annotation.links
        if link.source == here or standing(ledger, link.source) == here
    ]
    shown = row.source if openly else shielded(row.source)
    files = [msgspec.to_builtins(one) | {"state": attachments.state_of(workspace, one)} for one in shown.attachments]
    return {
        "linked_by": linked,
        "repeated_by": [one.id for one in pointing.sources if one.origin == here],
        "doubles": [one.id for one in pointing.sources if one.same_as == here],
        "attachments": files,
    }


def marks_told(row: "Row", ledger: Ledger) -> list[str]:
    """What a list must say of a source besides its title."""
    marks = ["circular"] if root(ledger, row.source.id).circle else []
    if row.rivals:
        marks.append(f"differs in the set of {', '.join(one.annotator for one in row.rivals)}")
    if row.source.confidential:
        marks.append("confidential")
    if row.source.purged:
        marks.append(f"purged on {row.source.purged[:10]}")
    if row.archived:
        marks.append("archived")
    return marks


def named(ledger: Ledger, ident: str) -> str:
    """A source by what it is called."""
    return " ".join((caption(ledger[ident]) if ident in ledger else ident).split())


def write_fields(source: Source, *, openly: bool = False) -> None:
    """A source's own fields, a line each; of a confidential one what others may know, unless ``openly``."""
    data = source_json(source, openly=openly)
    for name, value in data.items():
        if name not in _TOLD_ELSEWHERE and not (name == "title" and value == caption(source)):
            write(f"  {name.replace('_', ' ')}: {'yes' if value is True else ' '.join(str(value).split())}")


def write_rival(mine: Source, rival: Rival, *, openly: bool = False) -> None:
    """In what somebody else's version of a source differs."""
    write(f"  differs in the set of {rival.annotator}:")
    sides = source_json(mine, openly=openly), rival_json(mine, rival, openly)
    for name in dict.fromkeys((*sides[1], *sides[0])):
        if sides[0].get(name) != sides[1].get(name):
            ours, theirs = (_value(side.get(name)) for side in sides)
            write(f"    {name.replace('_', ' ')}: {ours} here, {theirs} there")


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return f"{len(value)} of them"
    return f"“{' '.join(str(value).split())}”"
