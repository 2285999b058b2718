"""Ages beside births and lengths beside dates: what cannot be is found, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.dateclaims import PROMISING, ages, lengths

PUBLISHED = "2025-03-06"

WRONG_AGES = """
    Odile Farrant, 47, who was born in 1972, said no. | 52 or 53
    Odile Farrant, 47, was born in Lannick in 1972. | 52 or 53
    Odile Farrant, 47, was born in Lannick, Corvane, in 1972. | 52 or 53
    Odile Farrant, aged 47, was born on March 4, 1972. | is 53
    Odile Farrant, 47 (born 1972), said no. | 52 or 53
    Odile Farrant, aged 47 (born 4 March 1972), said no. | is 53
    Odile Farrant (born 1972), 47, said no. | 52 or 53
    Odile Farrant (b. 1972) is 47. | 52 or 53
    Odile Farrant (b. 1972), who is now 47, said no. | 52 or 53
    Odile Farrant (born in 1972) is now 47 years old. | 52 or 53
    Born in 1972, the 47-year-old harbour master left. | 52 or 53
    Born in Lannick in 1972, the 47-year-old left. | 52 or 53
    Born in 1972, Odile Farrant is now 47. | 52 or 53
    Born in 1972, Odile Farrant, 47, left. | 52 or 53
    The 47-year-old was born in 1972. | 52 or 53
    The 47-year-old harbour master was born on 4 March 1972. | is 53
    The 47-year-old harbour master, born in 1972, left. | 52 or 53
    A 47-year-old man who was born in 1972 left. | 52 or 53
    She was born in 1972 and is now 47. | 52 or 53
    She was born in 1972, and is 47 years old. | 52 or 53
    Wystan Pell (1931\u20132019) died aged 80. | 87 or 88
    Wystan Pell (1931-2019), who died in Lannick at the age of 80, painted. | 87 or 88
    Wystan Pell died aged 80 (1931\u20132019). | 87 or 88
    Wystan Pell was born in 1931 and died in 2019, aged 80. | 87 or 88
    Wystan Pell (born 4 March 1931) died on 5 March 2019, aged 87. | is 88
    Born in 1931, Wystan Pell died in 2019 at the age of 80. | 87 or 88
    Wystan Pell, 16, was born in 2031. | nobody has an age
"""

RIGHT_AGES = """
    Odile Farrant, 52, who was born in 1972, said no.
    Odile Farrant, 53, who was born in 1972, said no.
    Odile Farrant, 47, was born on 4 March 1978, said no.
    Odile Farrant, 46, was born on 20 February 1978.
    Odile Farrant, 47, whose son was born in 2001, said no.
    Odile Farrant, 47, said her son was born in 2001.
    Odile Farrant, 47, gave birth to a son, born in 2001.
    Odile Farrant, 47, and her son, born in 2001, left.
    Odile Farrant, 47, mother of a boy born in 2001, left.
    The 47-year-old mother of twins born in 2001 left.
    The 47-year-old\u2019s son was born in 2001.
    The 47-year-old woman\u2019s son was born in 2001.
    The 47-year-old with a son born in 2001 left.
    The 47-year-old and a man who was born in 2001 left.
    At the age of 12, Farrant, born in 1972, left.
    Farrant, born in 1972, left at the age of 12.
    Farrant, who was born in 1972, left school aged 12.
    Born in 1972, Farrant left school at 16.
    Born in 1972, Farrant has 47 boats.
    Born in 1972, Farrant, 47 miles away, left.
    Born in 1972, the 47-year-old\u2019s father left.
    Farrant (born 1972), 47 boats in tow, left.
    Farrant (b. 1972), 5 feet tall, left.
    Farrant (b. 1972) is 47 miles away.
    Farrant (b. 1972) is 47% sure.
    Farrant (b. 1972) is 1.8 metres tall.
    Farrant, 47, was born in Lannick.
    Farrant was born in 1972, and Pell is 47.
    Wystan Pell (1931\u20132019) died aged 88.
    Wystan Pell (1931\u20132019) died aged 87.
    Wystan Pell (1931\u20132019), whose brother died aged 5, painted.
    Wystan Pell (1931\u20132019) painted until his wife died aged 80.
    Turner, who was born in 1775, died aged 76.
    Turner (born 1775) died aged 76.
    Born in 1775, Turner died at the age of 76.
    Wystan Pell was born in 1931 and died in 2019, aged 88.
    In 1990 Pell, 18, met Farrant, born in 1960.
    The ship, 47, was built in 1972.
    Farrant, 47, was born in the 1970s.
    Farrant, 47, was born in 1972\u201373.
    Odile Farrant, 27, was born in 1979 and died in 2006.
    Odile Farrant, 27, was born in 1979 and was killed in a crash.
    Wystan Pell, 26, was born in Lannick in 1986.
    The 26-year-old was born in 1986; his death was told on Tuesday.
"""

WRONG_LENGTHS = """
    He led the port for 17 years, from 1998 to 2010. | 11 to 12 years
    He led the port for 17 years from 1998 to 2010. | 11 to 12 years
    He led the port for 17 years (from 1998 to 2010). | 11 to 12 years
    He led the port for seventeen years, from March 1998 to June 2010. | is 12 years, not seventeen years
    He led the port for nearly 17 years, from 1998 to 2010. | 11 to 12 years
    He led the port from 1998 to 2010, for 17 years. | 11 to 12 years
    He led the port from 1998 until 2010, a period of 17 years. | 11 to 12 years
    Between March 1998 and June 2010, a span of 17 years, it was shut. | is 12 years
    In the 17 years between 1998 and 2010 it was shut. | 11 to 12 years
    The six-month closure from January to March 2020 cost a lot. | days
    The three-year closure from 2010 to 2020 cost a lot. | 9 to 11 years, not three years
    The one-year closure from 2010 to 2020 cost a lot. | not one year
    The basin was shut for three weeks from 1 March to 5 March 2024. | 4 days
    The basin was shut for three weeks from March 1 to March 5, 2024. | 4 days
    The basin was shut for two decades, from 1998 to 2010. | 11 to 12 years
    He has led the port for 17 years, since 2003. | 21 to 22 years
    He has led the port for 17 years since 2003. | 21 to 22 years
    In the 17 years since 2003 it was shut. | 21 to 22 years
    He has led the port since 2003, for 17 years. | 21 to 22 years
"""

RIGHT_LENGTHS = """
    He led the port for 17 years, from 1998 to 2015.
    He led the port for 12 years, from 1998 to 2010.
    He led the port for 17 years, from March 1998 to June 2015.
    He led the port for 18 years, from 1998 to 2015.
    He led the port for nearly 17 years, from April 1998 to 2015.
    He led the port for more than 10 years, from 1998 to 2015.
    He worked there for two years between 2010 and 2020.
    He spent two years between 2010 and 2020 in prison.
    He was jailed for two years, between 2010 and 2020 three times.
    He left for two years in 2010 and came back from 2012 to 2020.
    Sales rose from 1998 to 2015, 17 times.
    He served from 1998 to 2015, two years longer than Pell.
    He served from 1998 to 2015, for two years as mayor and from 2001 as a judge.
    He served from 1998 to 2015 for two years of which he was paid.
    A two-year-old girl from 1998 to 2015 lived there.
    For 17 years, from 1998, he led it, and in 2002, 2005 and 2010 he won.
    He has led the port for 22 years, since 2003.
    He had led the port for 17 years, since 2003.
    In 2020 he was fired after 17 years, since 2003 the longest.
    He was to lead the port for 17 years, since 2003 being a leap.
    Two of the 17 years since 2010 were lean.
    It is the best result for two years since 1998\u201399.
    Two weeks later, since 2003 was far away, he left.
    He has led the port for years, since 2003.
    He has led the port for a few years, since 2003.
    He won the race for 17 boats from 1998 to 2010.
    He was paid for the last two years from 1998 to 2010.
    The 2,000 dollars from 1998 to 2010 were lost.
    The show ran for two nights from 1998 to 2010.
    The show ran for six weeks, from 1998 to 2010, each summer.
    Every summer the show ran for six weeks from 1998 to 2010.
    The show ran for six weeks a year from 1998 to 2010.
    He served two years, in three spells, for two years from 1998 to 2010.
    From 2010 to 2020, for two years he lived in Rome.
    From 1998 to 2015, for three years running, it lost.
    From 1998 to 2015 he was there, for five years as editor.
    He worked there from 1998 to 2015, for five years as editor.
    A two-week course from 1 March to 30 April 2024 is free.
    The two-week course from 1 March to 30 April 2024 is free.
"""


def rows(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("sentence", "said"), rows(WRONG_AGES))
def test_an_age_that_the_birth_does_not_allow_is_found(sentence: str, said: str) -> None:
    (wrong,) = ages(sentence, PUBLISHED)
    assert said in wrong.what
    assert sentence[wrong.start : wrong.end]
    assert re.search(PROMISING, sentence)


@pytest.mark.parametrize("sentence", [row[0] for row in rows(RIGHT_AGES)])
def test_an_age_that_fits_or_is_another_persons_is_left_alone(sentence: str) -> None:
    assert ages(sentence, PUBLISHED) == []


@pytest.mark.parametrize(("sentence", "said"), rows(WRONG_LENGTHS))
def test_a_length_that_the_dates_do_not_allow_is_found(sentence: str, said: str) -> None:
    (wrong,) = lengths(sentence, PUBLISHED)
    assert said in wrong.what
    assert re.search(PROMISING, sentence)


@pytest.mark.parametrize("sentence", [row[0] for row in rows(RIGHT_LENGTHS)])
def test_a_length_that_fits_or_lies_elsewhere_is_left_alone(sentence: str) -> None:
    assert lengths(sentence, PUBLISHED) == []


def test_the_day_of_the_mark_and_that_of_publication_must_both_gainsay_an_age() -> None:
    sentence = "Odile Farrant, 47, who was born in 1972, took over."
    assert ages(sentence, None) == []
    assert ages(sentence, None, "2019") == []
    assert ages(sentence, PUBLISHED, "2019-05-01") == []
    assert "52 or 53 in 2025" in ages(sentence, None, "2025")[0].what
    assert "on 6 March 2025" in ages(sentence, PUBLISHED)[0].what
    assert ages(sentence.replace("47", "53"), PUBLISHED, "2010") == []


def test_a_length_since_then_needs_the_day_of_publication() -> None:
    sentence = "He has led the port for 17 years, since 2003."
    assert lengths(sentence, None) == []
    assert lengths(sentence, "2020-06-01") == []
    assert lengths(sentence, PUBLISHED, "2020-06-01") == []
    assert lengths(sentence, PUBLISHED, "2025-03-05") != []


@given(st.text(max_size=80), st.text(max_size=30), st.text(max_size=10))
def test_whatever_the_words_are_there_is_an_answer(text: str, published: str, day: str) -> None:
    for wrong in (*ages(text, published, day), *lengths(text, published, day)):
        assert wrong.what


@given(st.integers(1900, 2020), st.integers(1, 110))
def test_an_age_is_found_wrong_only_where_it_is(born: int, age: int) -> None:
    found = ages(f"Odile Farrant, {age}, who was born in {born}, left.", PUBLISHED)
    assert bool(found) == (age not in (2024 - born, 2025 - born))
