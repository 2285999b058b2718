"""Generated texts for the property tests: ASCII, news punctuation, wide and combining characters, flags, controls."""

from hypothesis import strategies as st

ODD = [
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "e\u0301", "\u65e5", "\u672c", "\U0001f1f3\U0001f1f4", "\u2764\ufe0f",
    "1\ufe0f\u20e3", "\t", "\u202e", "\u200d", "\u0301", "\u200b", "\x1b", "\u05d0", "\u0915\u094d\u0937", "\uac00",
    "\u3000", "\U0001f44d\U0001f3fd", "\x9b", "\u1100\u1161", "\u2028",
]  # fmt: skip
WORDS = [
    "a",
    "boats",
    "harbour",
    "\u201cwe\u201d",
    "don\u2019t",
    "co-operative",
    "U.S.",
    "1,200",
    "x" * 30,
    " ",
    "  ",
    ".",
]

texts = st.lists(st.sampled_from([*WORDS, *[" "] * 6, "\n", "\n\n", *ODD]), max_size=60).map("".join)
plain_texts = st.lists(st.sampled_from([*WORDS, *[" "] * 8, "\n", "\n\n"]), max_size=60).map("".join)
unicode_texts = st.text(max_size=80).map(lambda text: text.encode("utf-8", "ignore").decode("utf-8"))
any_texts = st.one_of(texts, plain_texts, unicode_texts)
widths = st.integers(min_value=1, max_value=40)
