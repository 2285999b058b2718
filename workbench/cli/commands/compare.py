"""``workbench compare``: how far annotators agree, and where they do not."""

import shlex
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.commands._items import counted, item_json, one_line, shortened, width, write_items
from workbench.cli.output import narrate, write, write_json, write_table
from workbench.cli.session import json_option, with_workspace
from workbench.domain.pairing import STATES

if TYPE_CHECKING:
    from workbench.domain.agreement import Figures
    from workbench.domain.marked import Measure
    from workbench.services.comparing import Comparison
    from workbench.services.workspace import Workspace

EXAMPLES = """\b
Examples:
  workbench compare mara ilya
  workbench compare --all-measures --story ferry     everyone, with kappa and alpha
  workbench compare mara ilya --json
"""
_LEADING = {"f1_strict": "F1 strict", "f1_overlap": "F1 overlap"}
_FURTHER = {"kappa": "kappa", "alpha": "alpha", "alpha_u": "alpha-U"}


@click.command("compare", epilog=EXAMPLES)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--document", metavar="DOC", help="Only this document.")
@click.option("--story", metavar="NAME", help="Only documents of this story.")
@click.option("--all-measures", is_flag=True, help="Also Cohen's kappa and Krippendorff's alpha and alpha-U.")
@json_option
@with_workspace
def command(
    workspace: "Workspace",
    names: tuple[str, ...],
    document: str | None,
    story: str | None,
    all_measures: bool,
    as_json: bool,
) -> None:
    """Compare annotators (everyone without names): how far they agree, and every place where they do not.

    F1 strict counts marks with the same tag, start and end; F1 overlap those that share a character with one of the
    same tag. Kappa and alpha are of words, alpha-U is of how the text was cut. Of more than two annotators F1 and kappa
    are the mean over pairs. Documents that fewer than two went through do not count.
    """
    from workbench.domain.errors import UsageError
    from workbench.services import comparing, items

    if len(set(names)) == 1:
        raise UsageError(
            f"{one_line(names[0])} alone is compared with nobody.", "Name two annotators or more, or none for everyone."
        )
    found = comparing.compare(workspace, names, document=document, story=story)
    reviewed = [(one, case) for one in found.reviewed for case in one.cases] if len(found.annotators) > 1 else []
    if as_json:
        write_json(
            {
                "annotators": list(found.annotators),
                "documents": list(found.by_document),
                "agreement": _agreement(found),
                "items": [item_json(case) for _, case in reviewed],
            }
        )
        return
    if len(found.annotators) < 2:
        who = f"Only {one_line(found.annotators[0])} has" if found.annotators else "Nobody has"
        narrate(f"{who} marked anything here; it takes two annotators to compare.")
        return
    _write_agreement(found, all_measures)
    states = [case.item.state for _, case in reviewed]
    told = ", ".join(f"{states.count(state)} {state}" for state in STATES if state in states)
    write(f"\n{counted(len(states), 'review item')}{': ' if told else ''}{told}")
    apart = [one for one in reviewed if one[1].item.state != "agreed"]
    if apart:
        write("")
        write_items(workspace, apart, items.short_ids(workspace, names))
        narrate("Go through them with: workbench review " + shlex.join(map(one_line, names)))


# --- as JSON -------------------------------------------------------------------------------------------------------


def _agreement(found: "Comparison") -> dict[str, Any]:
    from workbench.domain.agreement import by_tag, figures

    return {
        **_figures(figures(found.counts)),
        "by_tag": {tag: _figures(one) for tag, one in by_tag(found.counts).items()},
        "by_document": {key: _figures(figures(counts)) for key, counts in found.by_document.items()},
        "by_pair": [{"annotators": list(pair)} | _figures(figures(one)) for pair, one in found.by_pair.items()],
    }


def _figures(figures: "Figures") -> dict[str, Any]:
    """The figures, null where they are not defined; beside them what each counted, and why it is what it is."""
    measures: dict[str, Measure] = figures._asdict()
    return {
        **{name: one.value for name, one in measures.items()},
        "n": {name: one.n for name, one in measures.items()},
        "reasons": {name: one.reason for name, one in measures.items() if one.reason},
    }


# --- as lines ------------------------------------------------------------------------------------------------------


def _write_agreement(found: "Comparison", all_measures: bool) -> None:
    from workbench.domain.agreement import by_tag, figures

    measures = _LEADING | (_FURTHER if all_measures else {})
    head = [*measures.values(), "marks"]
    told = [one_line(name) for name in found.annotators]
    write(f"{', '.join(told[:-1])} and {told[-1]}: {counted(len(found.by_document), 'document')}")
    if found.alone:
        narrate(f"{counted(found.alone, 'document')} that only one of them went through: not in the figures.")
    why: dict[str, None] = {}

    def row(one: "Figures") -> list[object]:
        cells = [getattr(one, name) for name in measures]
        why.update(dict.fromkeys(cell.reason for cell in cells if cell.value is None and cell.reason))
        return [*map(_shown, cells), one.f1_strict.n]

    write("")
    pooled = [("all tags", figures(found.counts)), *by_tag(found.counts).items()]
    write_table([[*row(one), name] for name, one in pooled], [*head, "tag"])
    if len(found.by_pair) > 1:
        write("")
        rows = [[*row(figures(one)), ", ".join(pair)] for pair, one in found.by_pair.items()]
        write_table(rows, [*head, "annotators"])
    if found.by_document:
        write("")
        room = width() - sum(len(name) + 2 for name in head)
        write_table(
            [[*row(figures(one)), shortened(found.titles[key], room)] for key, one in found.by_document.items()],
            [*head, "document"],
        )
    for reason in why:
        write(f"–: {reason}")


def _shown(measure: "Measure") -> str:
    """A figure with two decimals; 1.00 only where it is 1."""
    value = measure.value
    if value is None:
        return "–"
    return f"{0.99 if 0.99 < value < 1 else value:.2f}"
