"""Review items by the short ids that people say, whoever's sets they are of, and what a comment can be about."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from workbench.domain import ids
from workbench.domain.errors import UsageError
from workbench.domain.reviewing import Case
from workbench.domain.text import shown_line
from workbench.services import review, sight
from workbench.services.workspace import Workspace
from workbench.store import repository


def short_ids(workspace: Workspace, names: Sequence[str] = ()) -> dict[str, str]:
    """The ids of the items of some annotators (everyone without names) as beginnings that nothing else here has.

    They are apart from those of everyone's items too, which an id is looked for among first.
    """
    found = _cases(workspace, ()) | (_cases(workspace, names) if names else {})
    tails = ids.shortened(one[::-1] for one in found)
    return {one[::-1]: tail[::-1] for one, tail in tails.items()}


def find(workspace: Workspace, given: str, names: Sequence[str] = ()) -> Case:
    """The case whose item id is, or begins with, ``given`` (at least four characters): among ``names`` alone.

    Without names it is looked for among everyone's items, then among those of every two annotators and of each alone,
    which have other ids where others marked the same words. Raises :class:`UsageError` where none or several fit.
    """
    if len(given) < ids.TAIL:
        raise UsageError(
            f'"{shown_line(given)}" is too short for a review item.',
            f"Give the first {ids.TAIL} or more characters of its id, as `workbench review` lists it.",
        )
    there = _beginning(workspace, given, names)
    return there[ids.pick(given, there, "review item", prefix=True)]


def subject(workspace: Workspace, given: str) -> tuple[str, str]:
    """What a comment is about: the document and the whole id of an annotation (by its tail) or a review item.

    Raises :class:`UsageError` where none or several fit.
    """
    about: dict[str, str] = {}
    if len(given) >= ids.TAIL:
        with workspace.store.read() as connection:
            seen = sight.sight(connection, workspace).only(repository.owners(connection, given))
            about = {one.id: one.document for one in seen}
        if given not in about:
            about |= {key: case.document for key, case in _beginning(workspace, given).items()}
    asked = shown_line(given)
    if not about:
        raise UsageError(
            f'There is no annotation or review item "{asked}".',
            f"Give the last {ids.TAIL} or more characters of an annotation's id, or the first of a review item's.",
        )
    if len(about) > 1 and given not in about:
        raise UsageError(
            f'"{asked}" could be {len(about)} annotations or review items.',
            "Give more of it: " + ", ".join(sorted(about)[:5]) + (", ..." if len(about) > 5 else ""),
        )
    found = given if given in about else next(iter(about))
    return about[found], found


def _beginning(workspace: Workspace, given: str, names: Sequence[str] = ()) -> dict[str, Case]:
    """The cases whose item ids begin with ``given``, as :func:`find` looks for them."""

    def among(names: Sequence[str]) -> dict[str, Case]:
        return {key: case for key, case in _cases(workspace, names).items() if key.startswith(given)}

    there = among(names)
    if not names and not there:
        everyone = review.chosen(workspace, ())
        companies = [*combinations(everyone, 2), *((name,) for name in everyone)] if len(everyone) > 1 else []
        for company in companies:
            there = among(company) | there
    return there


def _cases(workspace: Workspace, names: Iterable[str]) -> dict[str, Case]:
    return {case.item.id: case for one in review.review(workspace, tuple(names)) for case in one.cases}
