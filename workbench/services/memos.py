"""Memos: what the acting annotator, or everybody, has to say to the writers of documents."""

from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec

from workbench.domain.memo import Memo, memo
from workbench.domain.model import Placed
from workbench.domain.names import names
from workbench.domain.secrets import Secrets
from workbench.domain.sources import opened
from workbench.exchange.files import write_atomically
from workbench.exchange.memos import Format, render
from workbench.services import confidential, documents, naming, sight
from workbench.services.workspace import Workspace
from workbench.store import repository, source_rows


def memos(
    workspace: Workspace,
    given: str | None = None,
    *,
    whom: str = "",
    everyone: bool = False,
    story: str | None = None,
    among: Collection[str] | None = None,
    openly: bool = False,
) -> list[Memo]:
    """The memos on one document, or on all (of a story, or ``among`` these ids) that have corrections, open questions,
    or what cannot be verified, by title.

    By the acting annotator's marks, or by everybody's that may be seen; ``openly`` cites confidential sources by what
    they are. Names that are printed in another form than the house's make a memo by themselves only on a document that
    is there to be checked.
    """
    chosen_forms = naming.house(workspace)
    with workspace.store.read() as connection:
        only = documents.find(connection, given) if given is not None else None
        marks = repository.annotations(
            connection,
            document_id=only.id if only is not None else None,
            annotator_name=None if everyone else workspace.annotator,
        )
        marks = [one for one in sight.sight(connection, workspace).only(marks) if one.kind == "annotations"]
        concerned = [one for one in marks if _concerned(one)]
        if not openly:
            concerned = _kept_back(concerned, confidential.secrets(connection))
        here = [one for one in repository.documents(connection) if story is None or story in one.stories]
        wanted = {one.document for one in concerned}
        spelled = [one for one in names(naming.texts_of(connection), chosen_forms) if one.house] if chosen_forms else []
        wanted |= {one.id for one in here if spelled and one.role == "check"}
        wanted = {ident for ident in wanted if among is None or ident in among}
        chosen = [only] if only is not None else [one for one in here if one.id in wanted]
        ledger = source_rows.ledger(connection)
        known = opened(ledger) if openly else ledger
        made = [
            memo(
                document,
                repository.text(connection, document.id),
                [one for one in concerned if one.document == document.id],
                known,
                whom,
                spelled,
            )
            for document in sorted(chosen, key=lambda one: (one.title.casefold(), one.id))
        ]
    checked = {one.id for one in chosen if one.role == "check"}
    return [
        one
        for one in made
        if only is not None or one.changes or one.questions or one.unverified or (one.names and one.document in checked)
    ]


def _concerned(one: Placed) -> bool:
    mark = one.annotation
    return mark.correction is not None or bool(mark.queries) or mark.status == "cannot_verify"


def _kept_back(marks: list[Placed], known: Secrets) -> list[Placed]:
    """The marks without what gives confidential sources away in the words that were typed into them."""
    if not known:
        return marks
    return [msgspec.convert(known.without(msgspec.to_builtins(one)), Placed) for one in marks]


def format_of(target: Path | None) -> Format:
    """The format that a file's ending asks for: Markdown unless it is another one's."""
    ending = target.suffix.lower() if target is not None else ""
    return "docx" if ending == ".docx" else "txt" if ending == ".txt" else "md"


def write(made: Sequence[Memo], target: Path, form: Format | None = None) -> None:
    """Write memos to a file, whole or not at all, in a format or in the one that its ending asks for."""
    write_atomically(target, render(made, form or format_of(target)))
