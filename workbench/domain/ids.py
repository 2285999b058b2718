"""Ids: how they are made from titles and names, and how a person may shorten them."""

import re
import unicodedata
from collections.abc import Iterable

from workbench.domain.errors import UsageError
from workbench.domain.text import sha256, shown_line

TAIL = 4
"""Least characters of an id's tail that a person may give instead of the whole."""

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)
# Letters that NFKD does not take apart.
_SPELLED = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "ı": "i",
        "'": "",
        "\u2019": "",
    }
)
_UNSAFE = re.compile(r"[^a-z0-9]+")


def slug(text: str, longest: int = 60, fallback: str = "untitled") -> str:
    """A safe, lower-case ASCII name for files and ids: letters and digits joined by single hyphens.

    Accents are dropped; a text without Latin letters or digits (or a name that some file system reserves) gets the
    fallback in front.
    """
    spelled = text.lower().translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode("ascii")
    name = _UNSAFE.sub("-", plain).strip("-")
    if len(name) > longest:
        name = name[: longest + 1].rsplit("-", 1)[0][:longest].strip("-")
    if not name or name in _RESERVED:
        name = f"{fallback}-{name}".strip("-")
    return name


def document_id(title: str, digest: str) -> str:
    """The id of a document: the slug of its title and the first 8 hexadecimal digits of its text's SHA-256."""
    return f"{slug(title)}-{digest[:8]}"


def annotator_slug(name: str) -> str:
    """The folder name of an annotator; where the slug loses letters, a piece of the name's SHA-256 keeps it unique."""
    plain = slug(name, fallback="annotator")
    if plain == _UNSAFE.sub("-", name.lower()).strip("-") and plain != "annotator":
        return plain
    return f"{plain}-{sha256(name)[:6]}"


def shortened(identifiers: Iterable[str]) -> dict[str, str]:
    """The short form of each of many ids among themselves, in one sorted pass."""
    ordered = sorted(set(identifiers), key=lambda identifier: identifier[::-1])
    common = [0] * (len(ordered) + 1)
    for number in range(1, len(ordered)):
        left, right = ordered[number - 1], ordered[number]
        shared = 0
        for a, b in zip(reversed(left), reversed(right), strict=False):
            if a != b:
                break
            shared += 1
        common[number] = shared
    return {
        identifier: identifier[-max(TAIL, common[number] + 1, common[number + 1] + 1) :]
        for number, identifier in enumerate(ordered)
    }


def pick(given: str, candidates: Iterable[str], what: str, *, prefix: bool = False) -> str:
    """The one id that ``given`` stands for: itself, or a unique tail (with ``prefix`` a unique beginning).

    Raises :class:`UsageError` where none or several fit.
    """
    ids = sorted(set(candidates))
    if given in ids:
        return given
    if prefix:
        fits = [identifier for identifier in ids if given and identifier.startswith(given)]
    else:
        fits = [identifier for identifier in ids if len(given) >= TAIL and identifier.endswith(given)]
    if len(fits) == 1:
        return fits[0]
    asked = shown_line(given)
    if not fits:
        how = "the beginning of an id" if prefix else f"the last {TAIL} or more characters of an id"
        raise UsageError(f'There is no {what} "{asked}".', f"Give the id, or {how}.")
    raise UsageError(
        f'"{asked}" could be {len(fits)} {what}s.',
        "Give more of it: " + ", ".join(fits[:5]) + (", ..." if fits[5:] else ""),
    )
