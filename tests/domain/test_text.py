"""The doors of text and the folding: length and offsets are kept, nothing that acts gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import text as t
from workbench.domain.errors import UsageError

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=80)  # surrogates too


@given(ANYTHING)
def test_admitted_text_holds_no_control_characters_and_can_be_stored(raw: str) -> None:
    admitted = t.admit(raw).text
    assert not [c for c in admitted if (ord(c) < 32 and c not in "\t\n") or 0x7F <= ord(c) < 0xA0]
    admitted.encode("utf-8")


@given(ANYTHING)
def test_admitting_twice_is_admitting_once(raw: str) -> None:
    once = t.admit(raw)
    assert t.admit(once.text) == (once.text, 0)


def test_each_control_character_becomes_one_visible_stand_in() -> None:
    assert t.admit("a\x1b[31mb\x7f\x85\x9bc\x00") == ("a␛[31mb␡\u2424\ufffdc␀", 5)
    assert t.admit("one\r\ntwo\rthree\n\tfour") == ("one\ntwo\nthree\n\tfour", 0)


@given(ANYTHING)
def test_what_is_shown_has_the_same_length_and_cannot_act(raw: str) -> None:
    for shown in (t.shown(raw), t.shown_line(raw)):
        assert len(shown) == len(raw)
        codes = set(map(ord, shown)) - {9, 10}
        assert not codes & ({*range(0x20), *range(0x7F, 0xA0)} | t.BIDI_CONTROLS | t.INVISIBLES)


def test_a_shown_line_is_one_line() -> None:
    assert t.shown_line("a\nb\tc\u2028d") == "a\u2424b c\u2424d"


def test_what_reorders_or_hides_is_stored_but_never_shown() -> None:
    for code in (*t.BIDI_CONTROLS, *t.INVISIBLES, 0x2028, 0x2029):
        assert t.admit(chr(code)) == (chr(code), 0)
        assert t.shown(chr(code)) in "\ufffd·\u2424"


def test_joiners_stay_so_that_emoji_and_persian_are_shown_as_written() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert t.shown(family) == family
    assert t.shown("می\u200cخواهم") == "می\u200cخواهم"


@given(ANYTHING)
def test_folding_keeps_every_offset(raw: str) -> None:
    folded = t.fold(raw)
    assert len(folded) == len(raw)
    assert t.fold(folded) == folded or any(len(c.lower()) != 1 for c in raw)


def test_folding_joins_what_typography_separates() -> None:
    assert t.fold("“Don’t”\u00a0— SHE said") == '"don\'t" - she said'
    assert t.fold("İstanbul")[0] == "İ"  # its lower case is two characters long


def test_hidden_characters_are_counted() -> None:
    assert t.hidden_characters("plain") == 0
    assert t.hidden_characters("a\u202eb\u200bc\ufeff") == 3


def test_bytes_are_read_by_mark_then_utf8_then_the_users_word() -> None:
    assert t.decode("“é”".encode()) == "“é”"
    assert t.decode("\ufeffx".encode("utf-16-le")) == "x"
    assert t.decode("\ufeff“x”".encode("utf-16-be")) == "“x”"
    assert t.decode("“x”".encode("cp1252"), encoding="cp1252") == "“x”"
    assert t.decode("“x”".encode("cp1252"), declared="cp1252") == "“x”"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [("“x”".encode("cp1252"), None), ("plain".encode("utf-16-le"), None), (b"x", "no-such"), (b"\xff", "ascii")],
)
def test_bytes_are_never_guessed(data: bytes, encoding: str | None) -> None:
    with pytest.raises(UsageError, match="--encoding"):
        t.decode(data, encoding)
