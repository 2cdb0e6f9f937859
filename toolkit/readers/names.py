"""What the names of files say: date, author, title."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from toolkit.errors import OptionError
from toolkit.readers import SUFFIXES

# Years that a four-digit number in a file name is taken for.
FIRST_YEAR, LAST_YEAR = 1000, 2100
_FIELD = re.compile(r"\{(\w+)\}")
_DATE = re.compile(
    r"(?<![0-9])([0-9]{4}[-.][0-9]{2}[-.][0-9]{2}|[0-9]{4}-[0-9]{2}(?![0-9])|[0-9]{8}|[0-9]{4})(?![0-9])"
)
_ENDING = re.compile(rf"(?:{'|'.join(map(re.escape, SUFFIXES))})$", re.IGNORECASE)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Turn ``{date}_{author}_{title}`` into an expression; OptionError when it is no pattern.

    Examples
    --------
    >>> compiled("{date}_{author}_{title}.txt").fullmatch("1917_lenin_state")["author"]
    'lenin'
    """
    fields = _FIELD.findall(pattern)
    bare = _ENDING.sub("", pattern)
    if not fields or len(set(fields)) < len(fields) or re.search(r"[{}]", _FIELD.sub("", bare)):
        msg = (
            f"pattern {pattern!r} is not understood; write each field once in braces, as in "
            "{date}_{author}_{title}."
        )
        raise OptionError(msg)
    parts = _FIELD.split(bare)
    # A field ends where the next literal begins; the last one takes what is left.
    last = len(parts) - 2
    written = "".join(
        (f"(?P<{part}>.+{'' if n == last else '?'})" if n % 2 else re.escape(part))
        for n, part in enumerate(parts)
    )
    try:
        return re.compile(written)
    except re.error as error:
        msg = f"pattern {pattern!r} has a field that is no name: {error}; use letters."
        raise OptionError(msg) from error


def by_pattern(stem: str, pattern: str) -> dict[str, str] | None:
    """Take a file name apart by the caller's pattern; None when it does not fit."""
    found = compiled(pattern).fullmatch(stem)
    if found is None:
        return None
    fields = {name: value.strip() for name, value in found.groupdict().items()}
    return fields | {"date": written_out(fields.get("date", ""))}


def guessed(stem: str, folder: str = "") -> dict[str, str]:
    """Guess what a file name says: the one date in it; author and title if it begins with it.

    Only a number that can be a year or a day counts as a date, and only if it is the first
    thing in the name or the only such number. A name without a date takes that of the nearest
    folder that has one: ``1917/bread``. Empty strings where nothing was found.

    Examples
    --------
    >>> guessed("1917_lenin_state-and-revolution")
    {'date': '1917', 'author': 'lenin', 'title': 'state and revolution'}
    >>> guessed("ALB_30_1975")["date"], guessed("chapter-12")["date"]
    ('1975', '')
    """
    found = [(m.start(), m.end(), written_out(m[1])) for m in _DATE.finditer(stem) if _likely(m[1])]
    leading = [entry for entry in found if entry[0] == 0]
    if not leading and len({entry[2] for entry in found}) != 1:
        above, _, last = folder.rpartition("/")
        when = guessed(last, above)["date"] if last and not found else ""
        return {"date": when, "author": "", "title": _spaced(stem)}
    start, stop, when = (leading or found)[0]
    parts = [part for part in stem[stop:].strip(" _-.").split("_") if part]
    if leading and len(parts) > 1:
        return {"date": when, "author": _spaced(parts[0]), "title": _spaced("_".join(parts[1:]))}
    rest = stem[stop:] if leading else stem[:start] + " " + stem[stop:]
    return {"date": when, "author": "", "title": _spaced(rest)}


def written_out(text: str) -> str:
    """Write the eight digits of a day in a file name as an ISO date; leave the rest.

    Examples
    --------
    >>> written_out("19171107"), written_out("1917.11.07"), written_out("19179999")
    ('1917-11-07', '1917-11-07', '19179999')
    """
    digits = re.fullmatch(r"([0-9]{4})[-.]?([0-9]{2})[-.]?([0-9]{2})", text)
    return "-".join(digits.groups()) if digits and _is_day(*digits.groups()) else text


def _likely(text: str) -> bool:
    digits = re.sub("[^0-9]", "", text)
    if not FIRST_YEAR <= int(digits[:4]) <= LAST_YEAR:
        return False
    return len(digits) < 8 or _is_day(digits[:4], digits[4:6], digits[6:8])


def _is_day(*parts: str) -> bool:
    make: Callable[..., date] = date
    try:
        make(*map(int, parts))
    except ValueError:
        return False
    return True


def _spaced(text: str) -> str:
    """Write the words of a file name apart."""
    return re.sub(r"[\s_-]+", " ", text).strip(" .")
