"""The fields of a mark, filled in beside the article without leaving it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import msgspec
import pytest
from driver import Analyst, analyst
from fake_desk import AT, FakeDesk
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from sample import ARTICLE, HOSTILE

from workbench.domain.errors import StoreBusy
from workbench.domain.model import Annotation, Claim, Placed
from workbench.domain.text import shown_line
from workbench.tui import form
from workbench.tui.form import Form
from workbench.tui.line import Line

Flow = Callable[[Analyst], Coroutine[Any, Any, None]]


def session(flow: Flow, size: tuple[int, int] = (110, 30), **fields: Any) -> None:
    async def play() -> None:
        desk = FakeDesk({"a": ARTICLE})
        start = ARTICLE.index("some forty boats")
        desk.plant("a", start, start + 16, "figure", **fields)
        quote = ARTICLE.index("We will not move")
        desk.plant("a", quote, quote + 38, "quote", said_by="Jonas Lind")
        async with analyst(desk, "a", size) as ana:
            await flow(ana)

    asyncio.run(play())


def first(ana: Analyst) -> Annotation:
    return next(mark.annotation for mark in ana.desk.marks.values() if mark.annotation.tag == "figure")


@pytest.mark.parametrize("size", [(110, 30), (80, 24), (60, 11)])
def test_fields_are_typed_in_their_place_and_stored_at_once(size: tuple[int, int]) -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("tab", "enter")
        assert ana.reader.stack == "fields"
        assert "FIELDS" in ana.frame()
        await ana.keys("jjj", "enter", "40")
        assert "40" in ana.frame()
        await ana.keys("enter", "gg", "enter", "boats", "enter")
        figure = first(ana).figure
        assert figure is not None
        assert (figure.value, figure.counts) == (40.0, "boats")
        assert ana.says == "Counts saved. u undoes."
        await ana.keys("u")
        figure = first(ana).figure
        assert figure is not None
        assert figure.counts == ""
        await ana.keys("escape", "j")
        assert ana.reader.stack == "reader"

    session(flow, size)


def test_what_a_field_may_hold_is_said_and_completed() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("tab", "enter", "jjjjj", "enter")
        assert ana.says.startswith("approximator: exact, about, at_least")
        await ana.keys("a", "tab", "enter")
        assert first(ana).figure is not None
        assert first(ana).figure.approximator == "about"  # type: ignore[union-attr]
        await ana.keys("enter", "x", "enter")
        assert ana.says.startswith('Not saved: "aboutx" is no value for')
        assert ana.reader.stack == "fields"
        await ana.keys("kkk", "enter", "jo", "tab")
        assert ana.screen.prompt.line.text == "Jonas Lind"
        await ana.keys("enter")
        assert first(ana).said_by == "Jonas Lind"
        await ana.keys("d")
        assert first(ana).said_by == ""
        await ana.keys("d")
        assert ana.says == "Said by is empty."

    session(flow)


def test_going_on_to_the_next_mark_stays_at_the_field() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("tab", "enter", "jjjjjjj", "tab", "enter", "checked twice", "enter")
        quote = next(mark.annotation for mark in ana.desk.marks.values() if mark.annotation.tag == "quote")
        assert quote.note == "checked twice"
        await ana.keys("shift+tab", "enter", "seen", "enter", "q")
        assert first(ana).note == "seen"
        assert ana.reader.stack == "reader"

    session(flow)


def test_the_note_is_typed_beside_the_article_and_one_is_back() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("tab", "m", "log says nine")
        assert "log says nine" in ana.frame()
        assert not ana.screen.prompt.display
        await ana.keys("enter")
        assert first(ana).note == "log says nine"
        assert ana.reader.stack == "reader"
        await ana.keys("m", "!", "escape")
        assert first(ana).note == "log says nine"
        assert ana.reader.stack == "reader"

    session(flow)


def test_what_cannot_be_saved_is_said_and_the_mark_is_as_it_was() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("tab", "enter")
        ana.desk.refuse = StoreBusy("Another process is writing.")
        await ana.keys("enter", "40", "enter")
        assert ana.says.startswith("Not saved: Another process")
        assert first(ana).figure is None

    session(flow)


def test_there_is_no_form_without_a_mark_and_none_to_change_of_somebody_elses() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("gg", "enter")
        assert ana.says == "There is no mark here. tab goes to the next."
        start = ARTICLE.index("Nobody")
        ana.desk.plant("a", start, start + 6, "claim", annotator="ada")
        ana.reader.reread()
        await ana.keys("ga", "G(", "enter", "enter")
        assert ana.says == "This mark is ada's; you can change only your own."
        await ana.keys("h", "d")
        assert len(ana.desk.marks) == 3

    session(flow)


def test_a_deleted_mark_takes_its_form_along() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("tab", "d", "u", "enter")
        assert ana.reader.stack == "fields"
        await ana.keys("U")
        assert ana.reader.stack == "reader"
        await ana.keys("j")

    session(flow)


TEXTS = st.text(max_size=200) | st.sampled_from(HOSTILE)


@given(TEXTS, TEXTS, st.integers(12, 60), st.integers(1, 20), st.data())
def test_the_form_fits_its_panel_and_shows_the_current_field(
    said: str, note: str, width: int, height: int, data: st.DataObject
) -> None:
    made = Annotation(
        id="i-0000", tag="quote", start=0, end=1, exact="x", prefix="", suffix="", created=AT, modified=AT,
        said_by=said, note=note,
    )  # fmt: skip
    fields = form.fields_of(made, {})
    current = data.draw(st.integers(0, len(fields) - 1))
    line = data.draw(st.none() | st.builds(lambda text: Line().typed(text), TEXTS))
    shown = form.lines(
        Placed(document="a", annotator="k", annotation=made), Form(fields, current, line), "1", width, height
    )
    assert len(shown) <= max(2, height)
    assert height < 3 or any(word.style == form.CURRENT for words in shown for word in words)
    if line is not None and height > 12:
        assert sum(word.style == form.CURSOR for words in shown for word in words) == 1
        for words in shown:
            if any(word.style == form.CURSOR for word in words):
                assert sum(cell_len(shown_line(word.text)) for word in words) <= width


@given(TEXTS, st.text(max_size=30))
def test_choices_complete_what_was_typed(used: str, typed: str) -> None:
    made = Annotation(
        id="i-0000", tag="claim", start=0, end=1, exact="x", prefix="", suffix="", created=AT, modified=AT
    )
    field = next(one for one in form.fields_of(made, {}) if one.name == "said_by")
    found = form.candidates(made, field, [used] if used else [], typed)
    assert found == ([used] if used and typed.strip().lower() in used.lower() else [])


def test_of_several_values_the_last_is_completed() -> None:
    made = Annotation(
        id="i-0000", tag="claim", start=0, end=1, exact="x", prefix="", suffix="", created=AT, modified=AT
    )
    field = next(one for one in form.fields_of(made, {}) if one.name == "claim.claim_type")
    assert form.candidates(made, field, [], "causal, num") == ["causal, numerical"]
    assert form.candidates(made, field, [], "")[:2] == ["event_property", "numerical"]


def test_a_field_is_set_again_on_other_marks_by_the_repeat_key() -> None:
    async def flow(ana: Analyst) -> None:
        await ana.keys("tab", "enter", "jj", "enter", "the police", "enter", "escape", "tab", ".")
        assert ana.says == "Said by saved. u undoes."
        assert {mark.annotation.said_by for mark in ana.desk.marks.values()} == {"the police"}
        await ana.keys("}", "vee", ".")
        made = max(ana.desk.marks.values(), key=lambda mark: mark.id).annotation
        assert (made.tag, made.said_by) == ("quote", "the police")

    session(flow)


def test_the_day_of_words_of_time_is_said_when_they_are_typed_and_chosen_where_it_is_open() -> None:
    async def flow(ana: Analyst) -> None:
        start = ARTICLE.index("some forty boats")
        ana.desk.plant("a", start, start + 4, "claim")
        ana.reader.reread()
        await ana.keys("tab", "enter")
        while ana.reader.focus_mark is None or ana.reader.focus_mark.annotation.tag != "claim":
            await ana.keys("tab")
        names = [field.label for field in form.fields_of(ana.reader.focus_mark.annotation, {})]
        assert names[names.index("when") + 1] == "when date"
        await ana.keys("gg", "j" * names.index("when"), "enter", "Tuesday", "enter")
        assert ana.says == (
            "When saved; that may be 7 January 2020 or 14 January 2020: give it in when date. u undoes."
        )
        await ana.keys("j", "enter")
        assert ana.says == "when date: 2020-01-07, 2020-01-14"
        await ana.keys("tab", "enter")
        claim = next(one.annotation.claim for one in ana.desk.marks.values() if one.annotation.tag == "claim")
        assert claim is not None
        assert claim.when_date == "2020-01-07"
        await ana.keys("escape")
        assert "Tuesday (7 January 2020)" in " ".join(ana.frame().split())

    session(flow, (120, 40))


def test_what_is_said_of_a_day() -> None:
    made = Annotation(
        id="i", tag="claim", start=0, end=1, exact="x", prefix="", suffix="", created=AT, modified=AT,
        claim=Claim(when="Tuesday", when_date="2020-01-07"),
    )  # fmt: skip
    fields = {one.name: one for one in form.fields_of(made, {})}
    when = fields["claim.when"]
    assert form.day_told(made, when, ["2020-01-07", "2020-01-14"]) == "; Tuesday is 7 January 2020"
    assert form.day_told(made, when, ["2020-01-14"]) == "; when date stays 7 January 2020, as it was given"
    assert form.day_told(made, fields["said_by"], []) == ""
    bare = msgspec.structs.replace(made, claim=Claim(when="one day"))
    assert form.day_told(bare, when, []) == "; it tells no day here: give one in when date"


def test_a_house_form_stands_in_place_of_its_variants_and_first() -> None:
    desk = FakeDesk({"a": ARTICLE})
    mark = desk.plant("a", 0, 5, "quote").annotation
    field = next(one for one in form.fields_of(mark, {}) if one.name == "said_by")
    house = {"Gaddafi": "Gaddafi", "Qaddafi": "Gaddafi", "Kiev police": "Kyiv police"}
    used = ["Anna Gade", "Qaddafi", "Kiev police", "gas works"]

    def offered(typed: str) -> list[str]:
        return form.candidates(mark, field, used, typed, house=house)

    assert offered("") == ["Gaddafi", "Kyiv police", "Anna Gade", "gas works"]
    assert offered("qad") == offered("gad")[:1] == ["Gaddafi"]
    assert offered("ga") == ["Gaddafi", "gas works", "Anna Gade"]
    assert form.candidates(mark, field, used, "") == used
