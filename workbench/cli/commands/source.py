"""``workbench source``: the ledger of what backs or refutes."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from workbench.cli.commands._links import link_told
from workbench.cli.commands._openly import agreed, openly_options
from workbench.cli.commands._sources import (
    alike_json,
    marks_told,
    named,
    pointing_json,
    row_json,
    source_json,
    write_fields,
    write_rival,
)
from workbench.cli.output import narrate, write, write_json, write_table
from workbench.cli.session import json_option, with_workspace
from workbench.domain.model import SourceKind, Terms
from workbench.domain.sources import caption, root, shielded, standing

if TYPE_CHECKING:
    from workbench.domain.model import Source
    from workbench.services.sources import Kept
    from workbench.services.workspace import Workspace

_KIND = click.Choice(get_args(SourceKind))
_FIELDS = (
    click.option("--title", help="Its title."),
    click.option("--kind", type=_KIND, metavar="KIND", help=f"One of {', '.join(get_args(SourceKind))}."),
    click.option("--publisher", help="Who published it."),
    click.option("--author", help="Who wrote or made it."),
    click.option("--url", help="Where it stands."),
    click.option("--archived-url", metavar="URL", help="Where a copy is archived."),
    click.option("--published", metavar="DATE", help="When it was published."),
    click.option("--accessed", metavar="DATE", help="When it was looked at; today, where an address is given."),
    click.option("--origin", metavar="SOURCE", help="The source that it repeats."),
    click.option("--terms", help=f"For a person: {', '.join(get_args(Terms))}."),
    click.option("--alias", metavar="NAME", help="What a confidential source is called to others."),
    click.option("--confidential/--not-confidential", default=None, help="Let no file tell more than its alias."),
    click.option("--note", help="A note."),
)


def _fields(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_FIELDS):
        command = option(command)
    return command


@click.group("source")
def command() -> None:
    """What backs or refutes: enter sources, see what repeats what, make one of two.

    SOURCE is an id or an unambiguous beginning or end of one; a stored document is a source by its own id.
    """


@command.command("add")
@_fields
@click.option(
    "--file", type=click.Path(path_type=Path), metavar="PATH", help="A file, a copy of which is kept with it."
)
@json_option
@with_workspace
def add(workspace: "Workspace", file: Path | None, as_json: bool, **options: Any) -> None:
    """Enter a source; those that may be the same are pointed out."""
    from workbench.services import sources

    given = {name: value for name, value in options.items() if value is not None}
    _told(workspace, sources.add(workspace, given, file=file), as_json)


@command.command("list")
@click.option("--story", metavar="NAME", help="Only documents of this story, and what is linked to in them.")
@click.option("--kind", type=_KIND, metavar="KIND", help="Only of this kind.")
@click.option("--entered", is_flag=True, help="Without stored documents of which nothing was entered.")
@openly_options
@json_option
@with_workspace
def list_(
    workspace: "Workspace", story: str | None, kind: str | None, entered: bool, openly: bool, yes: bool, as_json: bool
) -> None:
    """List the sources with what they repeat, and how many links lead to each."""
    from workbench.services import sources

    openly = agreed(openly, yes or (openly and sys.stdout.isatty()), "in what this writes")
    rows = [one for one in sources.listing(workspace, story=story, entered=entered) if kind in (None, one.source.kind)]
    ledger = sources.ledger(workspace)
    if as_json:
        alike = sources.all_alike(workspace) if rows else {}
        write_json([row_json(row, ledger, alike.get(row.source.id, ()), openly=openly) for row in rows])
        return
    if not rows:
        narrate("There are no such sources. Enter one with: workbench source add --title TITLE")
        return
    table = []
    for row in rows:
        marks = marks_told(row, ledger)
        origin = f"“{named(ledger, standing(ledger, row.source.origin))[:40]}”" if row.source.origin else ""
        whose = row.source.title if openly and row.source.confidential else named(ledger, row.source.id)
        title = whose[:80] + (f"  ({'; '.join(marks)})" if marks else "")
        table.append((row.source.id, row.source.kind, row.links or "", origin, title))
    write_table(table, ("source", "kind", "links", "repeats", "title"))


@command.command("show")
@click.argument("source", metavar="SOURCE")
@openly_options
@json_option
@with_workspace
def show(workspace: "Workspace", source: str, openly: bool, yes: bool, as_json: bool) -> None:
    """Show SOURCE: its fields, files and contacts, what points at it, and what may be the same.

    Of a confidential one only what others may know, unless --include-confidential asks for all.
    """
    from workbench.services import attachments, sources

    openly = agreed(openly, yes or (openly and sys.stdout.isatty()), "in what this writes")
    row, pointing, alike = (
        sources.get(workspace, source),
        sources.pointing(workspace, source),
        sources.alike(workspace, source),
    )
    ledger = sources.ledger(workspace)
    if as_json:
        told = pointing_json(workspace, row, pointing, ledger, openly=openly)
        write_json(row_json(row, ledger, alike, openly=openly) | told)
        return
    one = row.source if openly else shielded(row.source)
    write(caption(one))
    write(f"  {one.id}, {one.kind}" + (", archived" if row.archived else ""))
    write_fields(one, openly=openly)
    if one.same_as:
        write(f"  merged into: {named(ledger, one.same_as)} ({one.same_as})")
    if one.origin:
        write(f"  repeats: {named(ledger, standing(ledger, one.origin))} ({one.origin})")
    if circle := root(ledger, one.id).circle:
        write(f"  circular: {', '.join(named(ledger, ident) for ident in circle)} repeat each other")
    for file in one.attachments:
        write(f"  file: {file.name}, {file.bytes:,} bytes, {attachments.state_of(workspace, file)}, {file.sha256[:12]}")
    for contact in one.contacts:
        answer = " ".join(contact.answer.split())
        write(f"  {contact.at[:10]}: {contact.by} asked {contact.who}: {answer or 'no answer yet'}")
    for mark in pointing.links:
        words = " ".join(mark.annotation.exact.split())[:60]
        for link in mark.annotation.links:
            if one.id in (link.source, standing(ledger, link.source)):
                where = f"{mark.annotation.tag} of {mark.annotator} in {mark.document}"
                write(f"  {link_told(ledger, link).partition(':')[0]} {mark.id[-8:]} “{words}”, {where}")
    for other in pointing.sources:
        how = "merged into it" if other.same_as == one.id else "repeated by"
        write(f"  {how}: {named(ledger, other.id)} ({other.id})")
    for match in alike:
        write(f"  may be the same as: {match.source.id} ({match.reason})")
    for rival in row.rivals:
        write_rival(row.source, rival, openly=openly)
    if row.rivals:
        narrate(f"Settle it with: workbench source settle {one.id} ours|{row.rivals[0].annotator}")


@command.command("edit")
@click.argument("source", metavar="SOURCE")
@_fields
@json_option
@with_workspace
def edit(workspace: "Workspace", source: str, as_json: bool, **options: Any) -> None:
    """Change SOURCE; an empty value clears a field."""
    from workbench.domain.errors import UsageError
    from workbench.services import sources

    changes = {name: value for name, value in options.items() if value is not None}
    if not changes:
        raise UsageError("Nothing was said to change.", "Give at least one option, such as --title.")
    before = sources.get(workspace, source).source.id
    kept = sources.edit(workspace, before, changes)
    if kept.source.id != before:
        narrate(f"It is {kept.source.id} now: its old id told its title.")
    for leak in kept.leaks:
        narrate(f"{leak.file}:{leak.line}: it still gives {kept.source.alias} away; write it anew or delete it.")
    if kept.leaks:
        narrate("What was sent or committed before still tells it; git's history is not changed by the workbench.")
    _told(workspace, kept, as_json)


@command.command("merge")
@click.argument("source", metavar="SOURCE")
@click.argument("into", metavar="INTO")
@json_option
@with_workspace
def merge(workspace: "Workspace", source: str, into: str, as_json: bool) -> None:
    """Say that SOURCE is INTO: links to it count as links to that, which is filled in; undo parts them again."""
    from workbench.services import source_acts

    _done(source_acts.merge(workspace, source, into), as_json, "One now: {}. workbench undo parts them again.")


@command.command("delete")
@click.argument("source", metavar="SOURCE")
@json_option
@with_workspace
def delete(workspace: "Workspace", source: str, as_json: bool) -> None:
    """Delete SOURCE, where nothing points at it; undo brings it back."""
    from workbench.services import source_acts

    _done(source_acts.delete(workspace, source), as_json, "Deleted {}. workbench undo brings it back.")


@command.command("settle")
@click.argument("source", metavar="SOURCE")
@click.argument("take", metavar="ours|NAME")
@json_option
@with_workspace
def settle(workspace: "Workspace", source: str, take: str, as_json: bool) -> None:
    """Settle SOURCE, where sets of others have it otherwise: keep ours, or take that of annotator NAME (undoable)."""
    from workbench.services import source_acts

    settled = source_acts.settle(workspace, source, take)
    _done(settled, as_json, "Settled: {}.")


@command.command("contact")
@click.argument("source", metavar="SOURCE")
@click.argument("who", metavar="WHO")
@click.option("--answer", default="", metavar="TEXT", help="What they answered.")
@click.option("--at", default="", metavar="DATE", help="When it was; now, where it is not said.")
@json_option
@with_workspace
def contact(workspace: "Workspace", source: str, who: str, answer: str, at: str, as_json: bool) -> None:
    """Note that WHO was asked about SOURCE, and what they answered."""
    from workbench.services import source_acts

    _done(source_acts.contact(workspace, source, who, answer, at), as_json, "Noted with {}.")


@command.command("attach")
@click.argument("source", metavar="SOURCE")
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@json_option
@with_workspace
def attach(workspace: "Workspace", source: str, path: Path, as_json: bool) -> None:
    """Keep a copy of the file PATH with SOURCE; `source show` tells whether it is still as it was."""
    from workbench.services import source_acts

    _done(source_acts.attach(workspace, source, path), as_json, "Kept with {}.")


@command.command("detach")
@click.argument("source", metavar="SOURCE")
@click.argument("file", metavar="FILE")
@json_option
@with_workspace
def detach(workspace: "Workspace", source: str, file: str, as_json: bool) -> None:
    """Keep FILE (its name, or the beginning of its SHA-256) no longer with SOURCE; undo brings it back."""
    from workbench.domain.errors import UsageError
    from workbench.domain.text import shown_line
    from workbench.services import source_acts, sources

    one = sources.get(workspace, source).source
    fits = [kept for kept in one.attachments if kept.name == file] or [
        kept for kept in one.attachments if file and kept.sha256.startswith(file)
    ]
    if len(fits) != 1:
        known = ((kept.sha256[:12], "" if one.confidential else kept.name) for kept in fits or one.attachments)
        there = ", ".join(f"{name} ({digest})" if name else digest for digest, name in known)
        raise UsageError(
            f'{len(fits) or "None"} of its files {"is" if not fits else "are"} "{shown_line(file)}".',
            f"It has {there}." if there else "It has none.",
        )
    _done(
        source_acts.detach(workspace, one.id, fits[0]),
        as_json,
        "No longer kept with {}. workbench undo brings it back.",
    )


@command.command("purge")
@click.argument("source", metavar="SOURCE")
@click.option("--confirm", "typed", metavar="ALIAS", help="Its alias, where nobody can be asked for it.")
@json_option
@with_workspace
def purge(workspace: "Workspace", source: str, typed: str | None, as_json: bool) -> int:
    """Erase the confidential SOURCE for good: no undo brings it back; links to it stay, by its alias.

    Its fields, contacts and files go, also from the journal, from the words of annotations and comments, and from the
    backups beside the database. Files that were handed on, and git's history, are yours to see to. Where it still
    stands somewhere, that is said (exit code 3).
    """
    from workbench.domain.errors import UsageError
    from workbench.services import purging

    one = purging.purgeable(workspace, source)
    if typed is None:
        if not sys.stdin.isatty():
            raise UsageError("This erases it for good.", f"Confirm it with: --confirm {shlex.quote(one.alias)}")
        narrate(f"This erases {one.alias} for good: what it is, what was noted of it, its files, also in backups.")
        typed = str(click.prompt("Type its alias to erase it", default="", show_default=False, err=True))
    done = purging.purge(workspace, one.id, typed)
    if as_json:
        leaks = [{"file": str(leak.file), "line": leak.line} for leak in done.leaks]
        told = {"files": done.files, "backups": done.backups, "dropped": list(done.dropped)}
        write_json(source_json(done.source) | told | {"leaks": leaks, "warnings": list(done.warnings)})
    narrate(f"Erased {one.alias}: {done.files} of its files, and all of it in {done.backups} backups.")
    for name in done.dropped:
        narrate(f"A set that waited for its document told it and was dropped: {name}")
    for leak in done.leaks:
        narrate(f"{leak.file}:{leak.line}: it still stands here; write it anew or delete it.")
    for warning in done.warnings:
        narrate(warning)
    return 0 if done.complete else 3


def _told(workspace: "Workspace", kept: "Kept", as_json: bool) -> None:
    """A source after it was entered or changed, and on standard error what may be the same."""
    if as_json:
        write_json(source_json(kept.source) | {"alike": alike_json(kept.alike)})
    else:
        write(f"{kept.source.id}  {caption(kept.source)}")
    for match in kept.alike:
        narrate(f"It may be the same as {match.source.id} “{caption(match.source)}” ({match.reason}).")
    if kept.alike:
        narrate(f"To make one of them: workbench source merge {kept.source.id} {kept.alike[0].source.id}")


def _done(source: "Source", as_json: bool, said: str) -> None:
    """A source after an act; ``said`` has a place for what it is called."""
    if as_json:
        write_json(source_json(source))
    narrate(said.format(f"{source.id} “{caption(source)}”"))
