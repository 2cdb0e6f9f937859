"""Strings on their way into a page: nothing unprintable, no paths of this machine, safe anchors."""

import hashlib
import re
import unicodedata
from pathlib import Path

from markupsafe import Markup

# An absolute path, POSIX or Windows, of two parts or more; the last part may stay.
_PATH = re.compile(r"(?<![\w./:\\])(?:[A-Za-z]:[\\/]|/)(?:[^\s/\\:'\",;]+[\\/])+")
_KEPT = "\t\n"


def printable(text: object) -> object:
    r"""Take out of a string what may stand in no page; anything else passes unchanged.

    Control characters go, lone surrogates and non-characters become U+FFFD, and characters
    that turn the direction of all that follows go too.

    Examples
    --------
    >>> printable("a\x00b\u202e")
    'ab'
    """
    if not isinstance(text, str) or isinstance(text, Markup):
        return text
    return "".join(_character(one) for one in text)


def _character(one: str) -> str:
    kind = unicodedata.category(one)
    if kind == "Cs" or (ord(one) & 0xFFFE) == 0xFFFE:
        return "\ufffd"
    if kind == "Cc" and one not in _KEPT:
        return ""
    # U+202A–202E and U+2066–2069 reorder everything behind them; joiners of letters stay.
    return "" if 0x202A <= ord(one) <= 0x202E or 0x2066 <= ord(one) <= 0x2069 else one


def without_paths(text: str) -> str:
    """Leave only the last part of any absolute path.

    Examples
    --------
    >>> without_paths("read from /somebody/texts/speeches.csv, either/or")
    'read from speeches.csv, either/or'
    """
    home = str(Path.home())
    inside = text.replace(f"{home}/", "/~/") if len(home) > 1 else text
    return _PATH.sub("", inside)


def slug(text: str, limit: int = 40) -> str:
    """Write a name in lower-case letters, digits and hyphens.

    Examples
    --------
    >>> slug("People's War!"), slug("диктатура")
    ('people-s-war', 'x')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:limit].strip("-") or "x"


def anchor(kind: str, *parts: str) -> str:
    """Make an id for a place in the page: readable, and distinct for distinct names.

    Examples
    --------
    >>> anchor("passages", "climate", "1990s")
    'passages-climate-1990s-f4871cc11f'
    """
    whole = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return f"{kind}-{slug(' '.join(parts))}-{hashlib.sha256(whole).hexdigest()[:10]}"
