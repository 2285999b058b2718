"""``workbench names``: the names in the documents, in how many forms each is printed, and the house form of it."""

from typing import TYPE_CHECKING, Any

import click

from workbench.cli.output import narrate, write, write_json, write_table
from workbench.cli.session import json_option, with_workspace

if TYPE_CHECKING:
    from workbench.domain.names import Form, Name
    from workbench.domain.nameshouse import HouseName
    from workbench.services.naming import Naming
    from workbench.services.workspace import Workspace

_FEW = 3
"""Documents that are named behind a form; of more it is said how many."""


@click.command("names")
@click.argument("words", metavar="[NAME]", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Names in one form too.")
@click.option("--document", metavar="DOC", help="Only names in this document.")
@click.option("--story", metavar="NAME", help="Only names in documents of this story.")
@click.option("--role", type=click.Choice(["check", "evidence"]), help="Only names in documents in this role.")
@click.option("--house", "chosen", metavar="FORM", help="Make FORM the house form; more VARIANTs of it may follow.")
@click.option("--forget", metavar="FORM", help="Take the house form FORM back.")
@json_option
@with_workspace
def command(
    workspace: "Workspace",
    words: tuple[str, ...],
    everything: bool,
    document: str | None,
    story: str | None,
    role: str | None,
    chosen: str | None,
    forget: str | None,
    as_json: bool,
) -> None:
    """List the names that are printed in more than one form, or the places of NAME.

    With --house FORM [VARIANT]... that form is chosen for the name, and for the variants: it is written to
    workbench.yaml, memos list where another one is printed, and completion offers it.
    """
    from workbench.domain.errors import UsageError
    from workbench.services import naming

    narrowed = everything or document or story or role
    if (chosen is not None or forget is not None) and (narrowed or (chosen is not None and forget is not None)):
        raise UsageError("--house and --forget go alone: they hold for all documents.", "Leave the other options out.")
    if chosen is not None:
        entry, changed = naming.choose(workspace, chosen, words)
        others = f" of {len(entry.variants)} other{'' if len(entry.variants) == 1 else 's'}" if entry.variants else ""
        _tell(entry, as_json, f"is the house form{others}{'' if changed else ' already'}")
        return
    if forget is not None:
        if words:
            raise UsageError("--forget takes one form.", "Leave the other words out.")
        _tell(naming.forget(workspace, forget), as_json, "is no house form any more")
        return
    if len(words) > 1:
        raise UsageError(
            f"{len(words)} names were given, and one is looked up at a time.", 'Put it in quotes: "Anna Lind"'
        )
    found = naming.names(workspace, document=document, story=story, role=role)
    names = found.called(words[0]) if words else found.names if everything else found.varying
    if as_json:
        write_json([_json(found, name) for name in names])
    elif words:
        _places(found, names, words[0])
    elif names:
        write_table(
            [(name.title, "chosen" if name.house else "", name.times, len(name.forms)) for name in names],
            ("name", "house form", "times", "forms"),
            [[_told(found, form) for form in name.forms] for name in names],
        )
    _narrate(found, names, words)


def _tell(entry: "HouseName", as_json: bool, what: str) -> None:
    if as_json:
        write_json({"name": entry.name, "variants": list(entry.variants)})
        return
    write("\n".join([entry.name, *(f"    {form}" for form in entry.variants)]))
    narrate(f'"{entry.name}" {what}.')


def _told(found: "Naming", form: "Form") -> str:
    """A form with how often and where it stands, on one line."""
    where = found.where(form)
    told = [f"{document} ¶ {', '.join(map(str, numbers))}" for document, numbers in list(where.items())[:_FEW]]
    left = len(where) - _FEW
    more = f"; and {left} more document{'' if left == 1 else 's'}" if left > 0 else ""
    return f"{form.form}  {len(form.places)}×  {'; '.join(told)}{more}"


def _places(found: "Naming", names: "list[Name]", given: str) -> None:
    """Every place of the names, with what is printed there."""
    places = sorted((place, form.form) for name in names for form in name.forms for place in form.places)
    if places:
        write_table(
            [(f"{place.document} ¶ {found.paragraph(place)}", found.exact(place)) for place, _ in places],
            ("place", "as printed"),
        )
    for name in names:
        if name.house:
            narrate(f'The house form of "{name.title}" is chosen.')
        if name.shorter:
            times = sum(len(form.places) for form in name.shorter)
            narrate(f'"{", ".join(form.form for form in name.shorter)}" alone stands {times}× and fits no other name.')


def _narrate(found: "Naming", names: "list[Name]", words: tuple[str, ...]) -> None:
    """Say what there is, or why there is nothing."""
    if words and not names:
        narrate(f'"{words[0]}" is no name in these documents. workbench names --all lists all that are.')
    elif not found.names:
        narrate("No names were found here. Texts are taken in with: workbench add FILE...")
    elif not names:
        count = len(found.names)
        narrate(f"Each of the {count} names stands in one form. workbench names --all lists them.")
    elif not words:
        hint = (
            " Choose one: workbench names --house FORM" if any(name.varies and not name.house for name in names) else ""
        )
        narrate(f"{len(names)} of {len(found.names)} names.{hint}")


def _json(found: "Naming", name: "Name") -> dict[str, Any]:
    """A name as ``--json`` gives it."""

    def told(form: "Form") -> dict[str, Any]:
        places = [
            {
                "document": place.document,
                "start": place.start,
                "end": place.end,
                "exact": found.exact(place),
                "paragraph": found.paragraph(place),
            }
            for place in form.places
        ]
        return {"form": form.form, "count": len(form.places), "documents": form.documents, "places": places}

    return {
        "name": name.title,
        "house": name.house or None,
        "count": name.times,
        "forms": [told(form) for form in name.forms],
        "shorter": [told(form) for form in name.shorter],
    }
