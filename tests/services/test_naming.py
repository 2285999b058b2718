"""Names in a workspace: narrowed to documents, the house form in workbench.yaml, in memos and in completion."""

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from workbench.domain.errors import Stale, UsageError, WorkbenchError
from workbench.domain.nameshouse import House, HouseName
from workbench.services import annotations, correcting, documents, memos, naming, sources, workspace
from workbench.services.documents import Incoming
from workbench.services.workspace import Workspace

_TURNS = 12
Opener = Callable[..., Workspace]
ONE = "Halden\n\nThe group is Kata’ib Hezbollah.\n\nHe fears Kata’ib Hezbollah, and “Kataib Hizbullah came,” he said.\n"
TWO = "Halden\n\nIt was Kataib Hizbullah again, said Omar Haddad.\n"
LOG = "Log\n\nIt was Kata'ib Hizbullah.\n"


@pytest.fixture
def kim(opener: Opener) -> Workspace:
    space = opener()
    documents.add(space, [Incoming("one", ONE, {"title": "One", "stories": ["bay"]})])
    documents.add(space, [Incoming("two", TWO, {"title": "Two"})])
    documents.add(space, [Incoming("log", LOG, {"title": "Log", "role": "evidence"})])
    return space


def settings(space: Workspace) -> str:
    return (space.root / "workbench.yaml").read_text("utf-8")


def counts(found: naming.Naming) -> dict[str, dict[str, int]]:
    return {name.title: {form.form: len(form.places) for form in name.forms} for name in found.names}


def test_names_with_their_forms_and_paragraphs(kim: Workspace) -> None:
    found = naming.names(kim)
    (name,) = found.varying
    assert {form.form: list(found.where(form).values()) for form in name.forms} == {
        "Kata'ib Hezbollah": [[2, 3]], "Kataib Hizbullah": [[3], [2]], "Kata'ib Hizbullah": [[2]],
    }  # fmt: skip
    assert {found.exact(place) for place in name.forms[0].places} == {"Kata’ib Hezbollah"}


def test_they_are_narrowed_to_a_document_a_story_or_a_role(kim: Workspace) -> None:
    two = next(row.document.id for row in documents.listing(kim) if row.document.title == "Two")
    assert counts(naming.names(kim, document=two)) == {
        "Kataib Hizbullah": {"Kataib Hizbullah": 1},
        "Omar Haddad": {"Omar Haddad": 1},
    }
    assert counts(naming.names(kim, story="bay")) == {
        "Kata'ib Hezbollah": {"Kata'ib Hezbollah": 2, "Kataib Hizbullah": 1}
    }
    assert counts(naming.names(kim, role="evidence")) == {"Kata'ib Hizbullah": {"Kata'ib Hizbullah": 1}}
    assert counts(naming.names(kim, story="none")) == {}
    documents.remove(kim, two)
    assert "Omar Haddad" not in counts(naming.names(kim))


def test_a_name_is_found_by_a_form_a_spelling_or_a_word(kim: Workspace) -> None:
    found = naming.names(kim)
    for given in ("Kata’ib Hezbollah", "Kataeb Hizballah", "hizbullah"):
        assert [name.title for name in found.called(given)] == ["Kata'ib Hezbollah"], given
    assert found.called("Nobody") == []


def test_the_house_form_is_written_with_all_forms_and_nothing_else_changes(kim: Workspace, opener: Opener) -> None:
    path = kim.root / "workbench.yaml"
    path.write_text("# ours\nblind: false  # for now\nname: Bay\n", "utf-8")
    entry, changed = naming.choose(kim, "Kataib Hizbullah")
    assert changed
    assert entry == HouseName(name="Kataib Hizbullah", variants=("Kata'ib Hezbollah", "Kata'ib Hizbullah"))
    line = """- {name: "Kataib Hizbullah", variants: ["Kata'ib Hezbollah", "Kata'ib Hizbullah"]}"""
    assert settings(kim) == f"# ours\nblind: false  # for now\nname: Bay\nnames:\n{line}\n"
    assert opener().settings.names == (entry,)
    assert naming.choose(kim, "Kataib Hizbullah") == (entry, False)
    assert naming.names(kim).called("Kata'ib Hezbollah")[0].house == "Kataib Hizbullah"


def test_choosing_another_form_takes_the_place_of_the_first(kim: Workspace) -> None:
    naming.choose(kim, "Kataib Hizbullah")
    entry, _ = naming.choose(kim, "Kata’ib Hezbollah")
    assert naming.house(kim).chosen == (entry,)
    assert entry.name == "Kata’ib Hezbollah"  # with the apostrophe as it was typed
    assert set(entry.variants) == {"Kataib Hizbullah", "Kata'ib Hizbullah"}
    assert naming.forget(kim, "Kata'ib Hizbullah") == entry
    assert naming.house(kim).chosen == ()
    with pytest.raises(UsageError, match="no house form"):
        naming.forget(kim, "Kataib Hizbullah")


def test_variants_are_named_where_no_rule_knows_them(kim: Workspace) -> None:
    with pytest.raises(UsageError, match="stands in no document"):
        naming.choose(kim, "Halden Brigades")
    entry, _ = naming.choose(kim, "Halden Brigades", ["Kataib Hizbullah"])
    assert set(entry.variants) == {"Kataib Hizbullah", "Kata'ib Hezbollah", "Kata'ib Hizbullah"}
    with pytest.raises(UsageError, match="stands for"):
        naming.choose(kim, "Omar Haddad", ["Kataib Hizbullah"])
    assert naming.house(kim).chosen == (entry,)


def test_what_another_process_wrote_meanwhile_stays(kim: Workspace, opener: Opener) -> None:
    naming.choose(opener("lee"), "Omar Haddad")
    naming.choose(kim, "Kataib Hizbullah")
    assert [one.name for one in naming.house(kim).chosen] == ["Omar Haddad", "Kataib Hizbullah"]


def _choose(root: str, number: int, begin: Barrier) -> None:
    space = workspace.open_workspace(Path(root), annotator=f"kim{number}")
    begin.wait(30)
    for turn in range(_TURNS):
        naming.choose(space, f"Halden Port {number} {turn}", [f"Port {number} {turn}"])
    space.close()


def test_what_processes_choose_at_the_same_time_all_stays(kim: Workspace) -> None:
    context = get_context("spawn")
    begin = context.Barrier(2)
    both = [context.Process(target=_choose, args=(str(kim.root), number, begin)) for number in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [one.exitcode for one in both] == [0, 0]
    assert len(naming.house(kim).chosen) == 2 * _TURNS


def test_a_confidential_sources_name_is_not_written_into_the_settings(kim: Workspace) -> None:
    sources.add(kim, {"title": "Alma Reuter", "kind": "interview", "confidential": True, "alias": "a docker"})
    before = settings(kim)
    for form, variants in (("Alma Reuter", ["A. Reuter"]), ("Omar Haddad", ["Alma  Reuter"])):
        with pytest.raises(UsageError, match="a docker"):
            naming.choose(kim, form, variants)
    assert settings(kim) == before


def test_a_file_that_never_stands_still_is_left_alone(kim: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real, seen = kim.root / "workbench.yaml", naming.with_name, []

    def changed(*args: object) -> bytes:
        path.write_text(f"# {len(seen)}\n", "utf-8")
        seen.append(1)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(naming, "with_name", changed)
    with pytest.raises(Stale):
        naming.choose(kim, "Kataib Hizbullah")
    assert settings(kim) == f"# {len(seen) - 1}\n"


@pytest.mark.parametrize("broken", ["name: [", "names: 3\n"])
def test_a_broken_file_is_not_written_over(kim: Workspace, broken: str) -> None:
    (kim.root / "workbench.yaml").write_text(broken, "utf-8")
    with pytest.raises(WorkbenchError):
        naming.choose(kim, "Kataib Hizbullah")
    assert settings(kim) == broken
    assert naming.names(kim).names  # by what was read when the workspace was opened


@pytest.mark.parametrize("form", ["", " ", "x" * 201])
def test_a_form_is_a_short_line(kim: Workspace, form: str) -> None:
    with pytest.raises(UsageError):
        naming.choose(kim, form)
    with pytest.raises(UsageError):
        naming.choose(kim, "Omar Haddad", [form])


def test_looking_changes_no_byte(kim: Workspace) -> None:
    before = settings(kim)
    naming.names(kim)
    memos.memos(kim)
    assert settings(kim) == before


# --- memos ---------------------------------------------------------------------------------------------------------


def test_a_memo_names_every_place_of_another_form_once_a_form(kim: Workspace) -> None:
    assert memos.memos(kim) == []
    naming.choose(kim, "Kata'ib Hezbollah")
    made = {
        one.title: [(named.printed, named.wanted, named.paragraphs) for named in one.names] for one in memos.memos(kim)
    }
    assert made == {
        "One": [("Kataib Hizbullah", "Kata’ib Hezbollah", (3,))],  # with the apostrophe of that draft
        "Two": [("Kataib Hizbullah", "Kata'ib Hezbollah", (2,))],
    }  # within quotations too; a document that is only backup has no memo for its spelling
    one = memos.memos(kim)[0]
    start, end = one.names[0].spans[0]
    assert ONE[start:end] == "Kataib Hizbullah"
    assert [one.title for one in memos.memos(kim, story="bay")] == ["One"]


def test_backup_that_is_corrected_has_its_names_in_the_memo_too(kim: Workspace) -> None:
    log = next(row.document.id for row in documents.listing(kim) if row.document.title == "Log")
    naming.choose(kim, "Kata'ib Hezbollah")
    assert [named.printed for named in memos.memos(kim, log)[0].names] == ["Kata'ib Hizbullah"]
    start = LOG.index("It was")
    made = annotations.annotate(kim, log, (start, start + 6), "claim")
    correcting.correct(kim, made.id, "They were")
    assert [one.title for one in memos.memos(kim)] == ["Log", "One", "Two"]
    correcting.move_on(kim, made.id, "made")
    assert [one.title for one in memos.memos(kim)] == ["One", "Two"]


# --- completion ----------------------------------------------------------------------------------------------------


def test_the_house_form_is_offered_in_place_of_its_variants() -> None:
    house = House([HouseName(name="Gaddafi", variants=("Qaddafi",)), HouseName(name="Kyiv", variants=("Kiev",))])
    used = ["harbour police", "Qaddafi", "Kadhafi", "Lind"]
    told = naming.preferred(used, house, offered=True)
    assert list(told.items())[:2] == [("Gaddafi", "Gaddafi"), ("Kyiv", "Kyiv")]
    assert told["Qaddafi"] == told["Kadhafi"] == "Gaddafi"
    assert told["Kiev"] == "Kyiv"
    assert "Lind" not in told
    assert naming.preferred(used, house, offered=False) == {
        "Gaddafi": "Gaddafi",
        "Qaddafi": "Gaddafi",
        "Kadhafi": "Gaddafi",
    }
    assert naming.preferred(used, House(), offered=True) == {}
