"""Memos as files: every correction with its place, reason and source, and nothing in a text taken for markup."""

import io

import docx
import pytest

from workbench.domain.memo import Asked, Change, Memo, Named, Unverified
from workbench.exchange.memos import Format, render

ONE = Memo(
    document="d-1", title="Boats *block* bridge", publisher="Quay News", published="2020-01-02", to="Ann",
    changes=(
        Change(
            paragraph=3, printed="some forty", wanted="nine", reason="log, p. 4", also=(5,),
            sources=("Harbour log, Port, p. 4",), state="sent", by=("kim",),
        ),
        Change(paragraph=4, printed="1. [x](javascript:y) <b>", wanted="- `z`\n\x1b[31m"),
    ),
    questions=(Asked(paragraph=6, words="last week", to="Ann", text="Which day?", by="kim"),),
)  # fmt: skip


def test_markdown_shows_every_word_to_the_letter() -> None:
    page = render([ONE], "md").decode()
    assert page.splitlines()[0] == "# Boats \\*block\\* bridge"
    assert "1. ¶ 3 (the same words also stand in ¶ 5)" in page
    assert "   - As printed: **some forty**\n   - Should read: **nine**\n   - Because: log, p. 4\n" in page
    assert "   - See: Harbour log, Port, p. 4\n   - State: sent" in page
    assert "**1\\. \\[x\\](javascript:y) \\<b\\>**" in page
    assert "**\\- \\`z\\`" in page
    assert "\x1b" not in page
    assert "1. ¶ 6, to Ann: Which day?\n   - About: last week" in page


def test_plain_text() -> None:
    page = render([ONE, Memo(document="d-2", title="Other")], "txt").decode()
    assert "1. ¶ 3 (the same words also stand in ¶ 5)\n   As printed:   some forty\n   Should read:  nine" in page
    assert "Open questions: 1" in page
    assert page.rstrip().endswith("Other\n\nNo corrections.")
    assert "\x1b" not in page


def test_docx_holds_the_same() -> None:
    file = docx.Document(io.BytesIO(render([ONE], "docx")))
    rows = [[cell.text for cell in row.cells] for row in file.tables[0].rows]
    assert rows[1] == [
        "¶ 3 (the same words also stand in ¶ 5)", "some forty", "nine",
        "Because: log, p. 4\nSee: Harbour log, Port, p. 4\nState: sent",
    ]  # fmt: skip
    assert rows[2][1] == "1. [x](javascript:y) <b>"
    assert any(one.text == "¶ 6, to Ann: Which day?" for one in file.paragraphs)


@pytest.mark.parametrize("form", ["md", "txt", "docx"])
def test_control_characters_harm_no_format(form: Format) -> None:
    odd = "".join(map(chr, [*range(32), 127, *range(128, 160), 0xFFFE, 0x202E]))
    made = Memo(document="d", title=f"t{odd}", changes=(Change(paragraph=1, printed=odd, wanted=f"x{odd}"),))
    assert render([made], form)


def test_names_in_another_form_stand_once_each_in_every_format() -> None:
    one = Named(printed="Kata`ib *Hizbullah*", wanted="Kata'ib Hezbollah", paragraphs=(2, 5), spans=((3, 9), (30, 36)))
    made = Memo(document="d", title="Bay", names=(one,))
    assert (
        "## Names in another form than the house’s: 1\n\n- ¶ 2, 5: Kata\\`ib \\*Hizbullah\\* → **Kata'ib Hezbollah**"
        in (render([made], "md").decode())
    )
    assert "¶ 2, 5: Kata`ib *Hizbullah* → Kata'ib Hezbollah" in render([made], "txt").decode()
    file = docx.Document(io.BytesIO(render([made], "docx")))
    assert any(line.text == "¶ 2, 5: Kata`ib *Hizbullah* → Kata'ib Hezbollah" for line in file.paragraphs)


PART = Memo(
    document="d-1", title="Boats",
    changes=(Change(paragraph=1, printed="*40*", wanted="nine", before="Of _all_  ", after=" boats\nleft."),),
    unverified=(Unverified(paragraph=2, words="It *sank*.", reason="no log"),),
)  # fmt: skip


def test_what_is_printed_is_told_from_its_sentence_in_every_format() -> None:
    page = render([PART], "md").decode()
    assert "   - As printed: Of \\_all\\_ **\\*40\\*** boats left.\n" in page
    assert "## Could not be verified: 1\n\n1. ¶ 2: It \\*sank\\*.\n   - Because: no log\n" in page
    page = render([PART], "txt").decode()
    assert "   As printed:   Of _all_ [*40*] boats left.\n" in page
    assert "Could not be verified: 1\n\n1. ¶ 2: It *sank*.\n   Because: no log\n" in page
    file = docx.Document(io.BytesIO(render([PART], "docx")))
    runs = file.tables[0].rows[1].cells[1].paragraphs[0].runs
    assert [(run.text, bool(run.bold)) for run in runs] == [
        ("Of _all_ ", False),
        ("*40*", True),
        (" boats left.", False),
    ]
    assert [one.text for one in file.paragraphs][-2:] == ["¶ 2: It *sank*.", "Because: no log"]
