"""What the words of a figure state, and the interval that a figure allows."""

import math
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.domain.model import Approximator, Figure
from workbench.domain.numerals import number
from workbench.domain.quantities import VAGUE, interval, quantity
from workbench.domain.units import unit_named

# words | value, or min..max | approximator | unit; "~" stands for a no-break space, "_" for a thin one.
READ = """
    0 | 0 | exact |
    5 | 5 | exact |
    1979 | 1979 | exact |
    25000 | 25000 | exact |
    1,200 | 1200 | exact |
    1~200 | 1200 | exact |
    1_200 | 1200 | exact |
    12~345~678 | 12345678 | exact |
    9,999,999.99 | 9999999.99 | exact |
    1,00,000 | 100000 | exact |
    1.000 | 1 | exact |
    0.5 | 0.5 | exact |
    .5 percent | 0.5 | exact | percent
    -5 | -5 | exact |
    −5 | -5 | exact |
    +5 | 5 | exact |
    minus five | -5 | exact |
    zero | 0 | exact |
    Nil | 0 | exact |
    No | 0 | exact |
    none | 0 | exact |
    one | 1 | exact |
    Five | 5 | exact |
    seventeen | 17 | exact |
    forty-two | 42 | exact |
    forty two | 42 | exact |
    forty‑two | 42 | exact |
    a hundred | 100 | exact |
    one hundred | 100 | exact |
    a hundred and five | 105 | exact |
    one hundred five | 105 | exact |
    twelve hundred | 1200 | exact |
    twenty-five hundred | 2500 | exact |
    fifteen hundred and fifty | 1550 | exact |
    a thousand and one | 1001 | exact |
    twenty-one thousand three hundred | 21300 | exact |
    two hundred thousand | 200000 | exact |
    two million, three hundred thousand | 2300000 | exact |
    a hundred and five thousand two hundred and six | 105206 | exact |
    a thousand million | 1000000000 | exact |
    1.5 billion | 1500000000 | exact |
    3bn | 3000000000 | exact |
    3 bn | 3000000000 | exact |
    2.1tn | 2100000000000 | exact |
    40k | 40000 | exact |
    40K | 40000 | exact |
    2.5M | 2500000 | exact |
    5 hundred thousand | 500000 | exact |
    5 lakh | 500000 | exact |
    two crore | 20000000 | exact |
    a dozen | 12 | exact |
    two dozen | 24 | exact |
    2 dozen | 24 | exact |
    half a dozen | 6 | exact |
    half-dozen | 6 | exact |
    a pair | 2 | exact |
    half | 0.5 | exact |
    a half | 0.5 | exact |
    half of | 0.5 | exact |
    one-third | 0.3333333333333333 | exact |
    a third of | 0.3333333333333333 | exact |
    two-thirds | 0.6666666666666666 | exact |
    two thirds | 0.6666666666666666 | exact |
    three-quarters | 0.75 | exact |
    three-fifths | 0.6 | exact |
    ¾ | 0.75 | exact |
    3½ | 3.5 | exact |
    3 1/2 miles | 3.5 | exact | mile
    2¼ million | 2250000 | exact |
    one and a half | 1.5 | exact |
    two and a half million | 2500000 | exact |
    2 and a half million | 2500000 | exact |
    a million and a half | 1500000 | exact |
    half a million | 500000 | exact |
    a quarter of a million | 250000 | exact |
    three-quarters of a million | 750000 | exact |
    two-thirds of a million | 666666.6666666666 | exact |
    half an hour | 0.5 | exact | hour
    two-thirds of a mile | 0.6666666666666666 | exact | mile
    three point five million | 3500000 | exact |
    nought point oh five | 0.05 | exact |
    five points | 5 | exact | point
    17 percent | 17 | exact | percent
    17 per cent | 17 | exact | percent
    5.2% | 5.2 | exact | percent
    5.2 % | 5.2 | exact | percent
    -0.3% | -0.3 | exact | percent
    two percentage points | 2 | exact | percentage point
    25 basis points | 25 | exact | basis point
    6 per cent a year | 6 | exact | percent per year
    200 meters | 200 | exact | metre
    200 metres | 200 | exact | metre
    200m tonnes | 200000000 | exact | tonne
    40 m | 40 | exact | metre
    40-metre | 40 | exact | metre
    40~km | 40 | exact | kilometre
    40km | 40 | exact | kilometre
    9mm | 9 | exact | millimetre
    40 km/h | 40 | exact | kilometre per hour
    40 kilometres per hour | 40 | exact | kilometre per hour
    40 miles an hour | 40 | exact | mile per hour
    40 mph | 40 | exact | mile per hour
    six feet | 6 | exact | foot
    6ft | 6 | exact | foot
    3 square kilometres | 3 | exact | square kilometre
    3 sq km | 3 | exact | square kilometre
    3 km² | 3 | exact | square kilometre
    500 cubic feet | 500 | exact | cubic foot
    20 knots | 20 | exact | knot
    two tons | 2 | exact | ton
    two tonnes | 2 | exact | tonne
    two metric tons | 2 | exact | tonne
    5 pounds | 5 | exact | pound
    5 lbs | 5 | exact | lb
    3 litres | 3 | exact | litre
    3 liters | 3 | exact | litre
    5 kilos per day | none
    20 MW | 20 | exact | megawatt
    20 kilowatt-hours | 20 | exact | kilowatt-hour
    five-year | 5 | exact | year
    two months | 2 | exact | month
    12-hour | 12 | exact | hour
    three centuries | 3 | exact | century
    -5 degrees Celsius | -5 | exact | degree Celsius
    minus 5 degrees C | -5 | exact | degree Celsius
    20°C | 20 | exact | degree Celsius
    98.6 degrees Fahrenheit | 98.6 | exact | degree Fahrenheit
    45 degrees | 45 | exact | degree
    25 people | 25 | exact | person
    $40 | 40 | exact | dollar
    -$5 | -5 | exact | dollar
    $3.5 million | 3500000 | exact | dollar
    $3.5m | 3500000 | exact | dollar
    $3.5 m | 3500000 | exact | dollar
    $3-million | 3000000 | exact | dollar
    US$40bn | 40000000000 | exact | US dollar
    40 million U.S. dollars | 40000000 | exact | US dollar
    USD 40 | 40 | exact | US dollar
    A$40 | 40 | exact | Australian dollar
    €40 | 40 | exact | euro
    40€ | 40 | exact | euro
    40 euros | 40 | exact | euro
    €18.4 billion | 18400000000 | exact | euro
    £5 | 5 | exact | pound
    £1.2tn | 1200000000000 | exact | pound
    two million pounds sterling | 2000000 | exact | pound
    ¥40 | 40 | exact | ¥
    50 cents | 50 | exact | cent
    $3 a gallon | 3 | exact | dollar per gallon
    $3/gallon | 3 | exact | dollar per gallon
    $60 per barrel | 60 | exact | dollar per barrel
    a total of 40 | 40 | exact |
    exactly 25 | 25 | exact |
    only three | 3 | exact |
    just 5% | 5 | exact | percent
    some forty | 40 | about |
    Some 6,000 | 6000 | about |
    some 1500 | 1500 | about |
    some hundred | 100 | about |
    around 62 | 62 | about |
    about a dozen | 12 | about |
    about half | 0.5 | about |
    roughly 200 metres | 200 | about | metre
    approximately $2 million | 2000000 | about | dollar
    c. 200 | 200 | about |
    ~200 | 200 | about |
    an estimated 25 | 25 | about |
    An estimated~25 | 25 | about |
    only about 20 | 20 | about |
    in the region of 300 | 300 | about |
    20-odd | 20 | about |
    20-odd years | 20 | about | year
    a dozen or so | 12 | about |
    dozen or so | 12 | about |
    10 miles or so | 10 | about | mile
    at least 25 | 25 | at_least |
    no fewer than 25 | 25 | at_least |
    more than 6,000 | 6000 | at_least |
    more than a dozen | 12 | at_least |
    more than half | 0.5 | at_least |
    more than a year | 1 | at_least | year
    over 40 | 40 | at_least |
    well over £1m | 1000000 | at_least | pound
    just over a third | 0.3333333333333333 | at_least |
    upwards of 300 | 300 | at_least |
    in excess of 300 tonnes | 300 | at_least | tonne
    a total of at least 12 | 12 | at_least |
    >40 | 40 | at_least |
    40+ | 40 | at_least |
    100-plus | 100 | at_least |
    two or more | 2 | at_least |
    two or more miles | 2 | at_least | mile
    5% or more | 5 | at_least | percent
    5%+ | 5 | at_least | percent
    no more than 3 | 3 | at_most |
    no more than three~hours | 3 | at_most | hour
    up to 12 | 12 | at_most |
    as many as 300 | 300 | at_most |
    fewer than 40 | 40 | at_most |
    less than 5 percent | 5 | at_most | percent
    under £10 | 10 | at_most | pound
    at most two | 2 | at_most |
    within 200 meters | 200 | at_most | metre
    within an hour | 1 | at_most | hour
    ten or fewer | 10 | at_most |
    nearly 1,000 | 1000 | almost |
    nearly 17 years | 17 | almost | year
    almost a million | 1000000 | almost |
    almost two-thirds | 0.6666666666666666 | almost |
    just under half | 0.5 | almost |
    nearly a year | 1 | almost | year
    between 10 and 20 | 10..20 | between |
    between 10 and 20 percent | 10..20 | between | percent
    between a hundred and five and two hundred | 105..200 | between |
    anywhere from 10 to 20 | 10..20 | between |
    from 10 to 20 | 10..20 | between |
    10-20 | 10..20 | between |
    10–20 | 10..20 | between |
    10 – 20 | 10..20 | between |
    10 to 20 | 10..20 | between |
    1,000-1,500 | 1000..1500 | between |
    10-20 percent | 10..20 | between | percent
    10%-20% | 10..20 | between | percent
    five to seven tonnes | 5..7 | between | tonne
    one or two | 1..2 | between |
    two or three dozen | 24..36 | between |
    10 to 20 million | 10000000..20000000 | between |
    1.5-2 million | 1500000..2000000 | between |
    100 to 200 thousand | 100000..200000 | between |
    900,000 to 1 million | 900000..1000000 | between |
    500 to 1 million | 500..1000000 | between |
    five hundred to six thousand | 500..6000 | between |
    one to a hundred | 1..100 | between |
    ten to a hundred | 10..100 | between |
    $10-20m | 10000000..20000000 | between | dollar
    $5 to $10 million | 5000000..10000000 | between | dollar
    $5 million to $10 million | 5000000..10000000 | between | dollar
    $1,000-$2,000 | 1000..2000 | between | dollar
    $10 to 20 a day | 10..20 | between | dollar per day
    €5-10 | 5..10 | between | euro
    -5 to 5 degrees | -5..5 | between | degree
    between a third and a half | 0.3333333333333333..0.5 | between |
    a quarter to a half | 0.25..0.5 | between |
    about 10 to 20 | 10..20 | about |
    an estimated 10,000 to 15,000 | 10000..15000 | about |
    Hundreds | 200..1000 | vague |
    dozens | 24..100 | vague |
    Dozens of | 24..100 | vague |
    scores | 40..100 | vague |
    thousands | 2000..10000 | vague |
    many thousands | 2000..10000 | vague |
    tens of thousands | 20000..100000 | vague |
    hundreds~of~thousands | 200000..1000000 | vague |
    millions of dollars | 2000000..10000000 | vague | dollar
    hundreds of miles | 200..1000 | vague | mile
    several | 2..10 | vague |
    a few | 2..10 | vague |
    a few weeks | 2..10 | vague | week
    a handful | 2..10 | vague |
    several hundred | 200..1000 | vague |
    several hundreds | 200..1000 | vague |
    several hundred thousand | 200000..1000000 | vague |
    a few dozen | 24..100 | vague |
    a couple of thousand | 2000..10000 | vague |
    only a few | 2..10 | vague |
    some dozens | 24..100 | vague |
    dozens or hundreds | 24..1000 | vague |
"""

UNSURE = """
    almost | some | more than | at least | of | a | the 40 | and | to | - | $ | % | , | between | between 10
    between 10 and | from 10 | from 10 and 20 | 10 and 20 | up to 10 or 20 | at least about 20 | nearly about 20
    at least several | nearly hundreds | up to dozens | several or ten | 5 to dozens
    007 | 00 | 1,2 | 1,00 | 12,34 | 1.2.3 | 1 200 | 50 000 | 1,0000 | ١٢ | 1_20 | – 5 | –5 | - 5 | --5 | -minus 5
    million | hundred | dozen | hundred and five | million of | a million million | ten hundred
    twelve hundred thousand | 5 hundred thousand million | a hundred plus five | 5 or 50 | -$-5 | nearly zero
    ſome 40 | ſeveral | dozenſ | mıllıons | 40 or ſo | 20 mileſ
    between a hundred and two and a half thousand | 50 to a hundred thousand | about 0
    two three | twenty nineteen | nineteen seventy-nine | five hundred hundred | thousand two million | two, three
    one million two million | twenty-twelve | five and six | a five | a one | two million and five hundred thousand
    40m | 40 M | 3b | 5G | 20C | 5 to 6m | 5 miles 3 | 5 feet 10 inches | two hours and 30 minutes | $5 percent
    $40 miles | $5 to €10 | 10 km to 20 miles | 10% to 20 | $10 to 20 miles
    a third | a fifth | quarter | three quarters | three halves | two third | one thirds | twenty-third | 21st
    9/11 | 24/7 | 1/20 | 12:00 AM | 5.30pm | April 24, 2024 | December 31 | 2019-12-31 | 2019-20 | 2019-2020
    2019 to 2020 | between 1914 and 1918 | around 1979 | c. 1900 | about 2015 | 555-1234 | 192.168.0.1 | F-15E | No. 10
    quarter to two | a quarter to two | half to 2 million | two hundred to three hundred thousand
    20 to 10 | 10-10 | 5 or 500 | 10-12-15 | between 10 and 20 and 30 | one hundred to two hundred thousand
    twice | double | triple | once | a year | a mile | many | most | few | months | no idea | nobody | no 10
    thousands of millions | 17-year-old | five plus six | 5 plus 6 | 5 a day | five times | 40 boats
    1e5 | 0x10 | inf | nan | ²  | Ⅻ | 五
"""


def rows() -> list[tuple[str, Figure | None]]:
    found: list[tuple[str, Figure | None]] = []
    for line in READ.strip().splitlines():
        words, amount, *rest = (part.strip() for part in line.split("|"))
        words = words.replace("~", "\u00a0").replace("_", "\u2009") if not words.startswith("~") else words
        if amount == "none":
            found.append((words, None))
            continue
        kinds: dict[str, Approximator] = {kind: kind for kind in get_args(Approximator)}
        low, dots, high = amount.partition("..")
        kind, unit = kinds[rest[0]], rest[1] if rest[1:] else ""
        ends = {"min": float(low), "max": float(high)} if dots else {"value": float(low)}
        found.append((words, Figure(**ends, approximator=kind, unit=unit)))
    return found


def test_the_table_is_long_and_says_nothing_twice() -> None:
    words = [words for words, _ in rows()]
    assert len(words) >= 150
    assert len(words) == len(set(words))


@pytest.mark.parametrize(("words", "figure"), rows())
def test_what_words_state(words: str, figure: Figure | None) -> None:
    assert quantity(words) == figure
    assert quantity(f" {words}\n") == figure


@pytest.mark.parametrize("words", [words.strip() for line in UNSURE.strip().splitlines() for words in line.split("|")])
def test_what_is_not_certain_is_not_read(words: str) -> None:
    assert quantity(words) is None


def test_nothing_is_read_from_no_words_or_from_too_many() -> None:
    assert quantity("") is None
    assert quantity("five" + " " * 200) is None
    assert quantity("9" * 1000) is None
    assert number([]) is None


def test_the_longest_number_is_finite() -> None:
    for words in ("9" * 120, "9" * 108 + " quadrillion"):
        read = quantity(words)
        assert read is not None
        assert read.value is not None
        assert math.isfinite(read.value)


@pytest.mark.parametrize("word", VAGUE)
def test_the_table_of_vague_words_is_what_they_are_read_by(word: str) -> None:
    low, high = VAGUE[word]
    assert low < high
    assert quantity(word) == Figure(min=low, max=high, approximator="vague")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Meters", "metre"),
        ("mW", None),
        ("MW", "megawatt"),
        ("square", None),
        ("square percent", None),
        ("sq. ft", "square foot"),
        ("m³", "cubic metre"),
        ("miles per", None),
        ("per hour", None),
        ("miles per hour per day", None),
        ("", None),
        ("GBP", "pound"),
        ("gbp", None),
    ],
)
def test_units_have_one_name(words: str, name: str | None) -> None:
    assert unit_named(words) == name


ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(whole: int, hyphen: str, joint: str) -> str:
    """A number as it is spoken: a joint before the tens, as in Britain (" and ") or without one."""
    if whole < 20:
        return ONES[whole]
    if whole < 100:
        return TENS[whole // 10] + (hyphen + ONES[whole % 10] if whole % 10 else "")
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if whole >= size:
            rest = whole % size
            between = (joint if rest < 100 else " ") + spelled(rest, hyphen, joint) if rest else ""
            return f"{spelled(whole // size, hyphen, joint)} {name}{between}"
    raise AssertionError


WHOLE = st.one_of(st.integers(0, 999_999_999), st.integers(0, 3000), st.integers(1, 999).map(lambda some: some * 1000))


@given(WHOLE, st.sampled_from("- "), st.sampled_from([" ", " and "]))
@example(100_000_001, "-", " and ")
@example(999_999_999, "-", " ")
def test_spelled_numbers_are_read_back(whole: int, hyphen: str, joint: str) -> None:
    words = spelled(whole, hyphen, joint)
    assert quantity(words) == Figure(value=whole, approximator="exact")
    assert quantity(words.upper()) == Figure(value=whole, approximator="exact")


@given(WHOLE, st.sampled_from([",", "\u00a0", "\u2009", "\u202f", ""]))
def test_grouped_digits_are_read_back(whole: int, separator: str) -> None:
    written = f"{whole:,}".replace(",", separator)
    assert quantity(written) == Figure(value=whole, approximator="exact")
    assert quantity(f"more than {written} tonnes") == Figure(value=whole, approximator="at_least", unit="tonne")


@given(WHOLE, WHOLE, st.sampled_from(["{}-{}", "{}–{}", "{} to {}", "between {} and {}"]))
def test_ranges_of_digits_are_read_back(one: int, other: int, form: str) -> None:
    low, high = sorted((one, other))
    expected = Figure(min=low, max=high, approximator="between", unit="mile") if low < high else None
    assert quantity(form.format(f"{low:,}", f"{high:,}") + " miles") == expected


@given(st.integers(0, 99), st.integers(0, 99), st.booleans())
def test_ranges_in_words_are_read_back(one: int, other: int, hundreds: bool) -> None:
    low, high = sorted((one + 100 * hundreds, other + 100 * hundreds))
    words = f"between {spelled(low, '-', ' and ')} and {spelled(high, '-', ' and ')}"
    read = quantity(words)
    assert read in (None, Figure(min=low, max=high, approximator="between"))
    assert (read is not None) == (low < high)


PIECES = st.sampled_from(
    "at least|some|nearly|between|and|or|to|up|a|one|two|twenty|five|hundred|thousand|million|dozen|dozens|several|few|"
    "of|half|third|quarters|point|zero|$|€|%|5|1,200|0.5|10|-|–|.|m|bn|k|miles|an|hour|per|percent|plus|odd|so|minus|"
    "\u00a0|\u2009|½|1/2|+|degrees|İ|K|ſome|ſeveral|mıllıons|dozenſ|mileſ|K m|ten to|or more|.5|-5".split("|")
)


@given(st.one_of(st.text(max_size=150), st.lists(PIECES, max_size=9).map(" ".join), st.lists(PIECES).map("".join)))
def test_no_text_is_too_odd_and_every_reading_is_whole(words: str) -> None:
    read = quantity(words)
    if read is None:
        return
    assert read == Figure(value=read.value, min=read.min, max=read.max, approximator=read.approximator, unit=read.unit)
    ends = interval(read)
    assert ends is not None
    assert ends[0] <= ends[1]
    if read.value is not None:
        assert read.min is read.max is None
        assert math.isfinite(read.value)
        assert read.approximator not in (None, "vague", "between")
    else:
        assert read.min is not None
        assert read.max is not None
        assert read.min < read.max
        assert read.approximator in ("vague", "between", "about")


@given(st.sampled_from(rows()), st.sampled_from(["boats", "xyzzy", "!", "99 tonnes 5", "and"]))
def test_a_word_too_many_leaves_nothing_certain(row: tuple[str, Figure | None], more: str) -> None:
    assert quantity(f"{row[0]} {more}") is None
    assert quantity(f"{more} {row[0]}") is None


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure(value=25, approximator="exact"), (25, 25)),
        (Figure(value=25), (25, 25)),
        (Figure(value=-5), (-5, -5)),
        (Figure(value=40, approximator="about"), (36, 44)),
        (Figure(value=-40, approximator="about"), (-44, -36)),
        (Figure(value=40, approximator="almost"), (36, 40)),
        (Figure(value=-40, approximator="almost"), (-44, -40)),
        (Figure(value=40, approximator="at_least"), (40, math.inf)),
        (Figure(value=40, approximator="at_most"), (0, 40)),
        (Figure(value=0, approximator="at_most"), (-math.inf, 0)),
        (Figure(value=-40, approximator="at_most"), (-math.inf, -40)),
        (Figure(value=5, approximator="at_most", unit="degree Celsius"), (-math.inf, 5)),
        (Figure(min=10, max=20, approximator="between"), (10, 20)),
        (Figure(min=10, max=20, approximator="about"), (9, 22)),
        (Figure(min=10, max=20), (10, 20)),
        (Figure(min=24, max=100, approximator="vague"), (24, 100)),
        (Figure(min=24, approximator="vague"), (24, math.inf)),
        (Figure(max=24), (0, 24)),
        (Figure(max=-4), (-math.inf, -4)),
        (Figure(value=6, min=5, max=7, approximator="between"), (5, 7)),
        (Figure(value=15, min=15, approximator="at_least"), (15, math.inf)),
        (Figure(value=90, max=90, approximator="at_most"), (0, 90)),
        (Figure(value=40, min=30, max=60, approximator="about"), (30, 60)),
        (Figure(approximator="vague"), None),
        (Figure(value=6, approximator="vague"), None),
        (Figure(value=6, approximator="between"), None),
        (Figure(), None),
        (Figure(min=20, max=10), None),
        (Figure(value=math.nan), None),
    ],
)
def test_intervals(figure: Figure, expected: tuple[float, float] | None) -> None:
    assert interval(figure) == (expected and pytest.approx(expected))


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("at least 25", "an estimated 25", True),
        ("at least 25", "25", True),
        ("two dozen", "exactly 25", False),
        ("two dozen", "at least 25", False),
        ("62", "dozens", True),
        ("62", "none", False),
        ("6,000", "thousands", True),
        ("some 6,000", "dozens", False),
        ("nearly 17 years", "16 years", True),
        ("nearly 17 years", "18 years", False),
        ("within 200 meters", "150 metres", True),
        ("more than 40", "up to 30", False),
    ],
)
def test_figures_conflict_where_their_intervals_do_not_meet(one: str, other: str, meet: bool) -> None:
    first, second = quantity(one), quantity(other)
    assert first is not None
    assert second is not None
    assert first.unit == second.unit
    low, high = interval(first), interval(second)
    assert low is not None
    assert high is not None
    assert (max(low[0], high[0]) <= min(low[1], high[1])) is meet
