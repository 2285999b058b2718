"""The two doors of text: the one in (``admit``) and the one out (``shown``), and the folding that matching uses.

All three keep one code point for one code point, so an offset into the result is an offset into the original.
"""

import hashlib
from typing import NamedTuple

from workbench.domain.errors import UsageError

REPLACEMENT = 0xFFFD


def _control_stand_ins() -> dict[int, int]:
    """C0, DEL, C1 and lone surrogates, each with the visible character that stands for it."""
    table = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
    table[0x7F] = 0x2421
    table.update(dict.fromkeys(range(0x80, 0xA0), REPLACEMENT))
    table[0x85] = 0x2424  # NEL: the "symbol for newline"
    table.update(dict.fromkeys(range(0xD800, 0xE000), REPLACEMENT))
    return table


_STAND_INS = _control_stand_ins()
# Stored as they are, never sent to a terminal: they reorder or hide what stands around them.
BIDI_CONTROLS = frozenset([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
INVISIBLES = frozenset([0x00AD, 0x180E, 0x200B, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF])
_SHOWN = {
    **_STAND_INS,
    **dict.fromkeys(BIDI_CONTROLS, REPLACEMENT),
    **dict.fromkeys(INVISIBLES, 0x00B7),
    0x2028: 0x2424,
    0x2029: 0x2424,
    **dict.fromkeys(range(0xFFF9, 0xFFFC), REPLACEMENT),
}
_SHOWN_LINE = {**_SHOWN, 0x0A: 0x2424, 0x09: 0x20}


class Admitted(NamedTuple):
    """A text that may be stored, and how many characters had to be replaced by visible stand-ins."""

    text: str
    replaced: int


def admit(raw: str) -> Admitted:
    """Let a text in: CRLF and CR become LF, control characters and surrogates a visible stand-in each.

    Tab and LF stay. The result never changes again; offsets are code points of it.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return Admitted(text, 0)
    clean = text.translate(_STAND_INS)
    return Admitted(clean, 0 if clean == text else sum(a != b for a, b in zip(text, clean, strict=True)))


def admit_line(raw: str) -> str:
    """Let a one-line value in (a title, a name): as :func:`admit`, and every run of white space one space."""
    return " ".join(admit(raw).text.split())


def shown(text: str) -> str:
    """The text as it may be sent to a terminal: nothing in it can act, reorder or hide. Line breaks and tabs stay."""
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN)


def shown_line(text: str) -> str:
    """As :func:`shown`, for one line of a list or a message: line breaks become visible, tabs a space."""
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN_LINE)


def hidden_characters(text: str) -> int:
    """How many characters of a stored text a reader cannot see: bidi controls and invisible ones."""
    if text.isascii():
        return 0
    return sum(map(text.count, map(chr, BIDI_CONTROLS | INVISIBLES)))


def sha256(data: str | bytes) -> str:
    """Hex SHA-256 of bytes, or of a text as UTF-8."""
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()


class _LazyFolding(dict[int, int]):
    """The folding table, filled as characters are met: building it whole would cost a start-up 40 ms."""

    _fixed: dict[int, int] | None = None

    def __missing__(self, code: int) -> int:
        if _LazyFolding._fixed is None:
            _LazyFolding._fixed = _marks()
        folded = _LazyFolding._fixed.get(code)
        if folded is None:
            lower = chr(code).lower()
            folded = ord(lower) if len(lower) == 1 else code
        self[code] = folded
        return folded


def _marks() -> dict[int, int]:
    spaces = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n"
    singles = "\u2018\u2019\u201a\u201b\u2032\u02bc\u0060\u00b4"
    doubles = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
    dashes = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
    pairs = ((spaces, " "), (singles, "'"), (doubles, '"'), (dashes, "-"))
    return {ord(mark): ord(plain) for marks, plain in pairs for mark in marks}


_FOLDING = _LazyFolding()


def fold(text: str) -> str:
    """The text as matching sees it, of the same length: plain spaces, straight marks, hyphens, one-to-one lower case.

    Never NFKC or casefold: those change lengths, and an offset in the folded text must be one in the text.
    """
    return text.translate(_FOLDING)


ENCODING_HINT = "Say which with --encoding, for example --encoding cp1252."


def decode(data: bytes, encoding: str | None = None, declared: str | None = None) -> str:
    """Bytes to text: a byte-order mark, strict UTF-8, what the file declares, else a :class:`UsageError` that asks.

    Nothing is guessed: a wrong guess turns quotation marks into other letters. ``encoding`` is the user's word and
    overrules everything but a byte-order mark.
    """
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return _strict(data[len(mark) :], name)
    if encoding:
        return _strict(data, encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if declared:
            return _strict(data, declared)
        raise UsageError(f"The bytes are not UTF-8 (byte {error.start}).", ENCODING_HINT) from None
    if "\x00" in text:
        raise UsageError("The bytes hold NULs, so this is no text, or UTF-16 without its mark.", ENCODING_HINT)
    return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise UsageError(f'There is no encoding "{shown_line(encoding)}".', ENCODING_HINT) from None
    except UnicodeError:
        raise UsageError(f'The bytes are not "{shown_line(encoding)}".', ENCODING_HINT) from None
