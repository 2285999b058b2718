"""Units of measure as English copy writes them, each under one name.

The name is singular and British ("metre", "tonne": the spelling of the SI brochure, BIPM 9th edition), lower case
but for proper names ("degree Celsius", "US dollar"), so that an American article and a British one can be compared.
Units that differ stay apart: ton and tonne, mile and nautical mile, percent and percentage point. A word with two
meanings keeps its own name ("pound" is the currency, and what "5 pounds" says, whichever it means; "lb" is the weight).
"""

import functools
import re

MONEY = {
    "$": "dollar",
    "US$": "US dollar",
    "A$": "Australian dollar",
    "AU$": "Australian dollar",
    "C$": "Canadian dollar",
    "CA$": "Canadian dollar",
    "NZ$": "New Zealand dollar",
    "HK$": "Hong Kong dollar",
    "S$": "Singapore dollar",
    "€": "euro",
    "£": "pound",
    "¥": "¥",  # yen and yuan share it
    "₹": "rupee",
    "₽": "ruble",
    "₪": "shekel",
    "₩": "won",
    "₴": "hryvnia",
    "₺": "lira",
    "USD": "US dollar",
    "EUR": "euro",
    "GBP": "pound",
    "AUD": "Australian dollar",
    "CAD": "Canadian dollar",
    "JPY": "yen",
    "CNY": "yuan",
    "CHF": "Swiss franc",
    "INR": "rupee",
}
"""Signs and ISO 4217 codes of money that may stand before the number, each with the name of its unit.

A bare ``$`` is "dollar": whose, the article says, not the sign.
"""

_PREFIXED = {
    "metre": (("", ""), ("kilo", "k"), ("centi", "c"), ("milli", "m")),
    "gram": (("", ""), ("kilo", "k"), ("milli", "m")),
    "litre": (("", ""), ("milli", "m")),
    "watt": (("", ""), ("kilo", "k"), ("mega", "M"), ("giga", "G"), ("tera", "T")),
    "watt-hour": (("", ""), ("kilo", "k"), ("mega", "M"), ("giga", "G"), ("tera", "T")),
    "byte": (("kilo", "k"), ("mega", "M"), ("giga", "G"), ("tera", "T")),
}
_SYMBOL = {"metre": "m", "gram": "g", "litre": "l", "watt": "W", "watt-hour": "Wh", "byte": "B"}
_REGULAR = """
    mile yard acre hectare tonne ton kiloton megaton ounce gallon pint barrel bushel carat
    second minute hour day week fortnight month year decade knot decibel calorie point degree
    dollar euro pound cent rupee dinar rial riyal dirham ruble franc peso shekel
""".split()
_FORMS = {
    "percent": "percent|per cent|pct",
    "percentage point": "percentage point|percentage points|percent point|percent points",
    "basis point": "basis point|basis points",
    "century": "century|centuries",
    "foot": "foot|feet",
    "inch": "inch|inches",
    "stone": "stone",
    "lb": "lb|lbs",
    "tonne": "metric ton|metric tons",
    "nautical mile": "nautical mile|nautical miles",
    "light-year": "light year|light years",
    "degree Celsius": "degree celsius|degrees celsius|degrees c|degree centigrade|degrees centigrade",
    "degree Fahrenheit": "degree fahrenheit|degrees fahrenheit|degrees f",
    "calibre": "caliber|calibre",
    "US dollar": "us dollar|us dollars|u.s. dollar|u.s. dollars",
    "pound": "pound sterling|pounds sterling",
    "ruble": "rouble|roubles",
    "yen": "yen",
    "yuan": "yuan|renminbi",
    "won": "won",
    "baht": "baht",
    "rand": "rand",
    "lira": "lira|liras|lire",
    "krona": "krona|kronor",
    "krone": "krone|kroner",
    "zloty": "zloty|zlotys",
    "hryvnia": "hryvnia|hryvnias",
    "penny": "penny|pence",
    "mile per hour": "mph",
    "kilometre per hour": "kph|kmh|kmph",
    "person": "person|people|persons",
}
# Case tells these apart (MW and mW), and they may follow a digit without a space.
_SYMBOLS = {
    "%": "percent",
    "\u00b0": "degree",
    "\u00b0C": "degree Celsius",
    "\u00b0F": "degree Fahrenheit",
    "\u00b5m": "micrometre",
    "L": "litre",
    "mL": "millilitre",
    "KB": "kilobyte",
    "ft": "foot",
    "yd": "yard",
    "mi": "mile",
    "oz": "ounce",
    "ha": "hectare",
    "t": "tonne",
    "dB": "decibel",
    "sec": "second",
    "secs": "second",
    "min": "minute",
    "mins": "minute",
    "hr": "hour",
    "hrs": "hour",
    "h": "hour",
    "\u00a2": "cent",
    "\u20ac": "euro",
}
_POWERS = (("square", ("square", "sq", "sq."), ("2", "\u00b2")), ("cubic", ("cubic", "cu", "cu."), ("3", "\u00b3")))
_LENGTHS = ("metre", "kilometre", "centimetre", "millimetre", "mile", "yard", "foot", "inch")
_PER = r"\s?/\s?|\s(?:per|an?)\s"


def money(sign: str) -> str | None:
    """The name of the unit that a sign or a code of money stands for."""
    return MONEY.get(sign)


def unit_named(words: str) -> str | None:
    """The one name of a unit as copy writes it ("meters", "km/h", "miles an hour", "%"); None where it is unknown.

    ``words`` has single spaces and no hyphens between letters.
    """
    found = _one(words)
    if found is not None:
        return found
    parts = re.split(_PER, words)
    names = [_one(part) for part in parts]
    return " per ".join(name for name in names if name) if len(parts) == 2 and all(names) else None


def _one(words: str) -> str | None:
    symbols, spelled = _tables()
    return symbols.get(words) or spelled.get(words.lower())


@functools.cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """The names by symbol (case tells) and by spelled form (lower case)."""
    symbols = {**_SYMBOLS, **{code: name for code, name in MONEY.items() if code.isalpha()}}
    spelled = {form: name for name in _REGULAR for form in (name, f"{name}s")}
    spelled |= {form: name for name, forms in _FORMS.items() for form in forms.split("|")}
    for base, prefixes in _PREFIXED.items():
        for long, short in prefixes:
            name = long + base
            symbols[short + _SYMBOL[base]] = name
            plain = name.replace("-", " ")
            for form in {plain, re.sub("re$", "er", plain), re.sub("gram$", "gramme", plain)}:
                spelled |= {form: name, f"{form}s": name}
    for form, name in list(spelled.items()):
        for power, words, _ in _POWERS:
            if name in _LENGTHS:
                spelled |= {f"{word} {form}": f"{power} {name}" for word in words}
    for symbol, name in list(symbols.items()):
        for power, words, marks in _POWERS:
            if name in _LENGTHS:
                spelled |= {f"{word} {symbol}": f"{power} {name}" for word in words}
                if name.endswith("metre"):
                    symbols |= {symbol + mark: f"{power} {name}" for mark in marks}
    return symbols, spelled
