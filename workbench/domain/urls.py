"""Addresses: which may be kept, and when two are the same. They are text here, never followed."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

SCHEMES = frozenset(
    ["http", "https", "ftp", "ftps", "sftp", "mailto", "tel", "news", "urn", "doi", "info", "magnet", "ipfs", "gemini"]
)
"""What an address may begin with. Others run code (``javascript:``, ``data:``) or lead into one's own machine."""
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*)\s*:", re.IGNORECASE)
_PORT = re.compile(r"\d{1,5}(?:[/?#]|$)")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src", re.IGNORECASE)
_WWW = re.compile(r"^(?:www\.)+(?=.)")
_DEFAULT_PORTS = {"http": 80, "https": 443, "ftp": 21}


def problem(url: str) -> str:
    """Why an address that somebody gives is not kept, in words; empty where it is fine."""
    if any(ord(letter) < 33 or ord(letter) == 127 for letter in url.strip(" ")):
        return "an address is one line without spaces"
    return unsafe(url)


def unsafe(url: str) -> str:
    """Why an address is not taken from anywhere: what it begins with. One without a scheme is fine."""
    bare = "".join(letter for letter in url if ord(letter) > 32 and ord(letter) != 127)  # as browsers read them
    found = _SCHEME.match(bare)
    if found is None or found[1].lower() in SCHEMES:
        return ""
    if "." in found[1] and _PORT.match(bare, found.end()):
        return ""  # a host with its port
    return f"an address that begins with {found[1].lower()}: is not kept"


def normalised(url: str) -> str:
    """What two spellings of an address share: scheme, case of the host, ``www.``, tracking and trailing slash aside.

    A fragment counts only where it is a page of its own (``#/page``, ``#!page``).
    """
    whole = "".join(letter for letter in url if ord(letter) > 32)
    try:
        parts = urlsplit(whole if "://" in whole or ":" in whole.partition("/")[0] else f"//{whole}")
        port = parts.port
    except ValueError:
        return whole
    if not parts.netloc:
        return whole
    host = _WWW.sub("", parts.hostname or "")
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme):
        host += f":{port}"
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    fragment = f"#{parts.fragment}" if parts.fragment[:1] in ("/", "!") else ""
    return f"{host}{parts.path.rstrip('/')}{query}{fragment}"
