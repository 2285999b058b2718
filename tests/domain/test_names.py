"""Names in texts: exact spans, what is no name is none, and which forms are one name over many texts."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.names import Name, names, told_apart
from workbench.domain.namesfolded import form_of
from workbench.domain.namesfound import form_at, scan
from workbench.domain.nameshouse import NO_HOUSE, House, HouseName


def standing(*texts: str, house: House = NO_HOUSE) -> dict[str, list[str]]:
    """Of every name the forms, the one used most first, by what it is called."""
    told = names({f"d{number}": text for number, text in enumerate(texts)}, house)
    return {name.title: [form.form for form in name.forms] for name in told}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("She met Anna Hartmann there.", "Anna Hartmann"),
        ("She met Mr. Hartmann and Mrs Lind.", "Hartmann, Lind"),
        ("He wrote to President Ana Ruiz.", "Ana Ruiz"),
        ("He saw French President Ana Ruiz.", "French, Ana Ruiz"),
        ("He saw Justice Minister Ana Ruiz.", "Ana Ruiz"),
        ("There Gen. Omar Haddad spoke to Lt. Col. Peter Lind.", "Omar Haddad, Peter Lind"),
        ("It was Ahmed al-Masri, and el-Sayed, and al Masri.", "Ahmed al-Masri, el-Sayed, al Masri"),
        ("It was Abd al-Rahman al-Khatib.", "Abd al-Rahman al-Khatib"),
        ("It was Omar bin Khalid, not Layla bint Omar.", "Omar bin Khalid, Layla bint Omar"),
        ("So said Ursula van der Berg and von Tal.", "Ursula van der Berg, von Tal"),
        ("In Rio de Prata he met de Vries.", "Rio de Prata, de Vries"),
        ("He saw d’Arcy and l'Oie with O’Brien, Ó Briain and McKay.", "d'Arcy, l'Oie, O'Brien, Ó Briain, McKay"),
        ("It was J. R. Hale, J.R. Hale, and Peter W. Lind.", "J. R. Hale, J.R. Hale, Peter W. Lind"),
        ("He was in the U.S. Navy and the U.N. when it began.", "U.S. Navy, U.N."),
        ("He blamed Ana’s brother and Omar's aunt.", "Ana, Omar"),
        ("He went to St. Alban and Mt. Hale.", "St. Alban, Mt. Hale"),
        ("There came Jean-Luc Moreau and Kim Ki-moon.", "Jean-Luc Moreau, Kim Ki-moon"),
        ("In a Halden-based, anti-Lind and Ruiz-led party.", "Halden, Lind, Ruiz"),
        ("He left on Monday, in May 2020, on 3 June with April Hale.", "April Hale"),
        ("It is Teresa May who spoke, as Steven King wrote.", "Teresa May, Steven King"),
        ("There he sold General Motors to the Bank.", "General Motors, Bank"),
        ("We know that I and he and It’s and He’ll are none.", ""),
        ("He saw vitamin C and plan B.", ""),
        ("It hit a Boeing 737, an F-15E and Covid-19.", "Boeing, F-15E, Covid-19"),
        ("He met Kata’ib Hizbullah and ʿAbbas and Şahin Çelik.", "Kata'ib Hizbullah, ʿAbbas, Şahin Çelik"),
        ("She saw José Nun\u0303ez and Мария Петрова.", "José Nuñez, Мария Петрова"),
        ("He met Anna\nHartmann.", "Anna"),
        ("He met Anna\u00a0Hartmann.", "Anna Hartmann"),
        ("He met Anna, Hartmann.", "Anna, Hartmann"),
        ("It was in the US when WHO doctors came.", "US, WHO"),
        ("the Hague and The Hague", "Hague, Hague"),
        ("", ""),
        ("no name here, 12 of them\n\n", ""),
    ],
)
def test_what_stands_within_a_sentence(text: str, wanted: str) -> None:
    assert ", ".join(form_at(text, one[:2]) for one in scan(text).names if not one.opening) == wanted


def test_a_word_that_only_begins_sentences_is_no_name() -> None:
    assert standing("Boats lay there. Harbours were closed. “Nobody came,” he said.") == {}
    assert standing("Lind spoke.", "He met Lind.") == {"Lind": ["Lind"]}
    assert standing("Boats lay there.", "He sold boats.") == {}


def test_a_first_word_is_parted_from_the_name_after_it() -> None:
    told = standing("Yesterday Anna Lind came. But Peter Hale left. Halden Bay was calm.", "They came yesterday.")
    assert list(told) == ["Anna Lind", "Halden Bay", "Peter Hale"]
    assert list(standing("Will Hale came.", "He met Will Hale.")) == ["Will Hale"]
    assert list(standing("Will Hale come?", "He met Hale.")) == ["Hale"]


def test_an_article_at_the_beginning_of_a_sentence_makes_no_other_form() -> None:
    assert standing("Al-Masri came. They met al-Masri.") == {"al-Masri": ["al-Masri"]}


def test_headlines_tell_no_names_but_hold_those_that_are_known() -> None:
    shouted = "BOATS BLOCK HALDEN BRIDGE AS LIND LEAVES"
    cased = "Boats Block Halden Bridge As Lind Leaves"
    assert standing(shouted, cased) == {}
    told = names({"a": f"{shouted}\n\nThe mayor of Halden met Lind.", "b": f"{cased}\n\nNobody came.\n"})
    assert [(name.title, [place.document for place in name.forms[0].places]) for name in told] == [
        ("Halden", ["a", "a", "b"]), ("Lind", ["a", "a", "b"]),
    ]  # fmt: skip


def test_credits_and_datelines_in_capitals_are_no_other_form() -> None:
    told = standing("HALDEN (Quay) - It was calm, said ANNA LIND of Quay.", "In Halden, Anna Lind said so.")
    assert told["Halden"] == ["Halden"]
    assert told["Anna Lind"] == ["Anna Lind"]
    assert standing("He joined NATO.", "He joined Nato.") == {"NATO": ["NATO", "Nato"]}


def test_forms_of_one_name_meet_over_texts_the_one_used_most_first() -> None:
    told = standing(
        "They met Kata’ib Hezbollah. They fear Kata’ib Hezbollah.", "They met Kataib Hizbullah in the US.",
        "They met Kata'ib Hizbollah in the U.S. before.",
    )  # fmt: skip
    assert told["Kata'ib Hezbollah"] == ["Kata'ib Hezbollah", "Kata'ib Hizbollah", "Kataib Hizbullah"]
    assert told["U.S."] == ["U.S.", "US"]


def test_initials_meet_the_one_name_that_they_fit() -> None:
    assert standing("It was J. Hale.", "It was John Hale.") == {"J. Hale": ["J. Hale", "John Hale"]}
    assert "John Robert Hale" in standing("It was J. R. Hale.", "So John Robert Hale says.")["J. R. Hale"]
    for others in (["John Hale", "Jane Hale"], ["John Hall"], ["Peter Hale"], ["Hale"]):
        told = standing("It was J. Hale.", *(f"It was {one} again." for one in others))
        assert told["J. Hale"] == ["J. Hale"], others
    assert standing("It was J. Q. Hale.", "It was John Hale.")["J. Q. Hale"] == ["J. Q. Hale"]
    assert standing("It was George W. Hale.", "It was George Hale.")["George Hale"] == ["George Hale"]


def test_a_surname_alone_is_no_other_form_but_counted_where_it_fits_one() -> None:
    told = {
        name.title: name
        for name in names({"a": "It was Anna Lind. So said Lind.", "b": "It was Omar al-Hadi. He saw Hadi."})
    }
    assert [form.form for form in told["Anna Lind"].forms] == ["Anna Lind"]
    assert [form.form for form in told["Anna Lind"].shorter] == ["Lind"]
    assert [form.form for form in told["Omar al-Hadi"].shorter] == ["Hadi"]
    both = {name.title: name for name in names({"a": "It was Anna Lind. So said Lind.", "b": "It was Peter Lind."})}
    assert both["Anna Lind"].shorter == both["Peter Lind"].shorter == ()


def test_spellings_of_a_surname_are_kept_apart_where_whole_names_show_two_people() -> None:
    assert standing("It was Hoffman. He saw Hoffmann.") == {"Hoffman": ["Hoffman", "Hoffmann"]}
    one = standing("It was Anna Hoffman, so Hoffman said.", "It was Anna Hoffmann, so Hoffmann said.")
    assert one == {"Anna Hoffman": ["Anna Hoffman", "Anna Hoffmann"], "Hoffman": ["Hoffman", "Hoffmann"]}
    two = standing("It was Anna Hoffman, so Hoffman said.", "It was Peter Hoffmann, so Hoffmann said.")
    assert two["Hoffman"] == ["Hoffman"]
    assert two["Hoffmann"] == ["Hoffmann"]


def test_of_some_documents_only_their_places_are_told() -> None:
    (name,) = names({"a": "It was al-Masri.", "b": "It was el-Masri."})
    assert name.varies
    only = name.only({"b"})
    assert only is not None
    assert [form.form for form in only.forms] == ["el-Masri"]
    assert not only.varies
    assert name.only({"c"}) is None


# --- the house form ------------------------------------------------------------------------------------------------


def test_the_house_form_joins_what_is_listed_and_its_spellings() -> None:
    house = House(
        [
            HouseName(name="Kyiv", variants=("Kiev",)),
            HouseName(name="Ministry of Defence", variants=("Ministry of Defense",)),
        ]
    )
    told = names({"a": "He left Kiev. In Kiev and Kyiv the Ministry of Defense and the Dynamo Kiev club met."}, house)
    found = {name.title: {form.form: len(form.places) for form in name.forms} for name in told}
    assert found["Kyiv"] == {"Kiev": 2, "Kyiv": 1}
    assert found["Ministry of Defence"] == {"Ministry of Defense": 1}
    assert found["Dynamo Kiev"] == {"Dynamo Kiev": 1}  # a name of its own
    assert {name.title for name in told if name.house} == {"Kyiv", "Ministry of Defence"}


def test_a_listed_form_is_found_where_no_name_is_seen() -> None:
    house = House([HouseName(name="e-Halden", variants=("eHalden",))])
    (name,) = [one for one in names({"a": "the eHalden site, not ereHalden"}, house) if one.house]
    assert [(form.form, [(place.start, place.end) for place in form.places]) for form in name.forms] == [
        ("eHalden", [(4, 11)])
    ]


def test_names_that_the_house_keeps_apart_are_two() -> None:
    house = House([HouseName(name="Mohammed"), HouseName(name="Muhammad", variants=("Mohamad",))])
    told = standing("They saw Mohammed, Muhammad, Mohamad, and Mohamed.", house=house)
    assert told == {"Mohammed": ["Mohammed"], "Muhammad": ["Mohamad", "Muhammad"], "Mohamed": ["Mohamed"]}


def test_a_house_form_that_no_text_has_stands_for_its_spellings() -> None:
    assert standing("They saw Qaddafi.", house=House([HouseName(name="Gaddafi")])) == {"Gaddafi": ["Qaddafi"]}


def test_capitals_of_a_sentence_are_no_other_form_than_the_houses() -> None:
    house = House([HouseName(name="al-Masri", variants=("Al-Masri", "el-Masri"))])
    text = "Al-Masri came. They met Al-Masri and EL-MASRI. “El-Masri,” he said.\n\nALL OF AL-MASRI CAME AGAIN\n"
    told = [
        text[place.start : place.end]
        for name in names({"a": text}, house) for form in name.forms for place in form.places
        if name.house and told_apart(place, text[place.start : place.end], name.house)
    ]  # fmt: skip
    assert sorted(told) == ["Al-Masri", "EL-MASRI", "El-Masri"]


# --- whatever the texts are ----------------------------------------------------------------------------------------

PIECES = [
    "Anna", "Lind", "al-Masri", "el-Masri", "Masri", "Al-Masri", "Ahmed", "J.", "R.", "Mr.", "President", "the", "said",
    "Qaddafi", "Gaddafi", "Kata’ib", "Hezbollah", "Hizbullah", "U.S.", "US", "van", "der", "O’Brien", "’s", "Hoffman",
    "Hoffmann", "Monday", "May", ".", ",", "“", "”", "\n\n", "\u00a0", "-", "–", "(", "de", "Jean-Luc", "Müller",
    "Mueller",     "HALDEN BRIDGE", "Will", "ANNA", "E\u0301va", "😀", "\u202e", "Şahin", "123", "F-15E", "I", "It’s",
    "بغداد", "北京",
]  # fmt: skip
articles = st.lists(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), max_size=5)


@given(articles)
def test_every_place_is_exact_and_no_two_overlap(texts: list[str]) -> None:
    told = names({f"d{number}": text for number, text in enumerate(texts)})
    taken: dict[str, list[tuple[int, int]]] = {}
    for name in told:
        assert name.forms
        for form in name.forms:
            assert form.places
            for place in form.places:
                text = texts[int(place.document[1:])]
                exact = text[place.start : place.end]
                assert exact == exact.strip()
                assert exact[0].isalnum() or exact[0] == "ʿ"
                assert "\n" not in exact
                assert form_of(exact).casefold() == form.form.casefold()
                taken.setdefault(place.document, []).append((place.start, place.end))
    for spans in taken.values():
        spans.sort()
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


def shape(told: list[Name]) -> list[tuple[object, ...]]:
    return [(name.title, name.house, name.forms, name.shorter) for name in told]


@given(articles, st.randoms(use_true_random=False))
def test_the_order_of_the_texts_changes_nothing(texts: list[str], chance: random.Random) -> None:
    house = House([HouseName(name="Gaddafi", variants=("Qaddafi",)), HouseName(name="Masri")])
    order = [(f"d{number}", text) for number, text in enumerate(texts)]
    before = shape(names(dict(order), house))
    chance.shuffle(order)
    assert shape(names(dict(order), house)) == before


@given(st.text(max_size=200))
@settings(max_examples=300)
def test_any_text_can_be_looked_through(text: str) -> None:
    for one in scan(text).names:
        assert 0 <= one.start < one.end <= len(text)
        assert one.rest == 0 or one.start < one.rest < one.end
    names({"a": text}, House([HouseName(name="A")]))


def test_repetition_of_what_may_belong_to_a_name_comes_to_an_end() -> None:
    line = "They met Anna Lind and Ahmed al-Masri of Kata’ib Hezbollah in the U.S. on Monday. "
    for piece in ("A", "Al-", "A. ", "van ", "van A ", "A-", "“", "a’", "A’", line):
        hostile = piece * (100_000 // len(piece))
        names({"a": hostile, "b": hostile + "."})


def test_letters_in_capitals_count_within_longer_names_a_surname_does_not() -> None:
    house = House([HouseName(name="US", variants=("U.S.",)), HouseName(name="Hartmann", variants=("Hartman",))])
    text = "They met the U.S. Navy, the U.S. and Jane Hartman."
    told = {
        name.title: [text[p.start : p.end] for form in name.forms for p in form.places]
        for name in names({"a": text}, house)
    }
    assert told == {"US": ["U.S.", "U.S."], "U.S. Navy": ["U.S. Navy"], "Jane Hartman": ["Jane Hartman"]}


# --- what only looks like a name -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["IS", "US"])
def test_in_a_headline_in_capitals_a_short_word_is_no_listed_acronym(form: str) -> None:
    text = f"WHY THE LONG WAR IS OVER AND THEY TOLD US EVERYTHING\n\nHe fears {form} and the {form} Navy.\n"
    (name,) = [one for one in names({"a": text}, House([HouseName(name="Long Form", variants=(form,))])) if one.house]
    assert all(text.index("\n") < place.start for one in name.forms for place in one.places)
    assert not any(place.loose for one in names({"a": text}) for kept in one.forms for place in kept.places)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In May Theresa May resigned.", ["Theresa May"]),
        ("It was in June Smith came.", ["Smith"]),
        ("It rose since April Jones said.", ["Jones"]),
        ("By next August Apple grew.", ["Apple"]),
        ("It was April Jones.", ["April Jones"]),
        ("He met Theresa May.", ["Theresa May"]),
        ("He works at Marks & Spencer.", ["Marks & Spencer"]),
        ("He left AT&T.", ["AT&T"]),
        ("It is Johnson & Johnson, not Johnson.", ["Johnson", "Johnson & Johnson"]),
        ("He is the MP Ben Ford.", ["Ben Ford"]),
        ("He is a Leeds MP.", ["Leeds"]),
        ("He is the CEO Tim Cole.", ["Tim Cole"]),
    ],
)
def test_months_firms_and_offices(text: str, found: list[str]) -> None:
    assert sorted(standing(text)) == found
