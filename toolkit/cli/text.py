"""Text made safe for a terminal: one line, and nothing that steers the screen."""

import re
import unicodedata

# C0 and C1 controls, the marks that turn the direction of writing, line and page separators.
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
_BREAKS = re.compile(r"[\r\n\t\u2028\u2029]+")


def visible(text: str) -> str:
    r"""Write `text` in one line, with control characters spelt out.

    Line breaks and tabs become one space. Lone surrogates (from damaged file names) are
    spelt out as well.

    Examples
    --------
    >>> print(visible("two\nlines \x1b[31mred"))
    two lines \x1b[31mred
    """
    spelt = _STEERING.sub(_spell, _BREAKS.sub(" ", text))
    return spelt.encode("utf-8", "backslashreplace").decode("utf-8")


def width(text: str) -> int:
    """How many columns of a terminal `text` takes.

    Examples
    --------
    >>> width("war"), width("戰爭")
    (3, 4)
    """
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.combining(letter) > 0 for letter in text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Fill `text` with spaces up to `columns`, to its right end if `right`."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def _spell(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
