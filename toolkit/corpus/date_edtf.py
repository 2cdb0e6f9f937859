"""EDTF, levels 0 to 2: the written form is checked first, then turned into a span of days.

The `edtf` library is the second opinion in the tests, not the parser: it refuses a quarter of
the valid strings, accepts invalid ones such as 1900-02-29, and cuts winter off at the new year.

Source: Library of Congress 2019, Extended Date/Time Format (EDTF) specification; ISO 8601-2:2019.
"""

import re

from toolkit.corpus.days import (
    Ambiguous,
    OpenEnd,
    Reading,
    TooWide,
    circa,
    cover,
    of_day,
    of_month,
    of_season,
    of_year,
    of_years,
)

_QUALIFIERS = "?~%"
_Q = f"[{_QUALIFIERS}]"
_DATE = re.compile(
    rf"(?P<year>{_Q}?-?[\dX]{{4}}|-?[\dX]{{4}}{_Q}?)"
    rf"(?:-(?P<month>{_Q}?[\dX]{{2}}|[\dX]{{2}}{_Q}?)"
    rf"(?:-(?P<day>{_Q}?[\dX]{{2}}|[\dX]{{2}}{_Q}?))?)?",
    re.ASCII,
)
_SIGNIFICANT = re.compile(r"(Y?)(-?\d{1,12})(?:E(\d))?(?:S(\d{1,2}))?([?~%]?)", re.ASCII)
_TIMED = re.compile(
    r"(-?\d{4}-\d\d-\d\d)[T ]"
    r"(?:(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?|24:00(?::00(?:[.,]0{1,9})?)?)"
    r"(?:Z| ?\+(?:0\d|1[0-3])(?::?[0-5]\d)?| ?\+14(?::?00)?"
    r"| ?-(?!00:?00)(?:0\d|1[01])(?::?[0-5]\d)?| ?-12(?::?00)?)?",
    re.ASCII,
)
_OPEN = ("", "..")


def read_edtf(text: str) -> Reading | None:
    """Read one EDTF string; None when it is not of that form, ValueError when it cannot be.

    Examples
    --------
    >>> read_edtf("191X") == of_years(1910, 1919, "decade")
    True
    >>> read_edtf("1917~").precision, read_edtf("in 1917")
    ('circa', None)
    """
    if text[:1] + text[-1:] in ("[]", "{}"):
        return _set(text[1:-1])
    if text.count("/") == 1 and not text.isalpha():
        return _interval(*text.split("/"))
    if match := _TIMED.fullmatch(text):
        return _single(match[1])
    return _single(text)


def _interval(first: str, last: str) -> Reading | None:
    """Read ``first/last``; an end that is open or unknown has no finite span."""
    ends = [None if end in _OPEN else _single(end) for end in (first, last)]
    if first in _OPEN or last in _OPEN:
        if any(ends):
            raise OpenEnd
        return None
    if ends[0] is None or ends[1] is None:
        return None
    # Order is judged by what is written: 1917/1918~ begins before the widened 1918~ does.
    for qualifier in _QUALIFIERS:
        first, last = first.replace(qualifier, ""), last.replace(qualifier, "")
    written = _single(first), _single(last)
    if written[0] and written[1]:
        cover(written[0], written[1])
    start, stop = min(end.start for end in ends if end), max(end.stop for end in ends if end)
    approximate = any(end.precision == "circa" for end in ends if end)
    return Reading(start, stop, "circa" if approximate else "span")


def _set(inside: str) -> Reading | None:
    """Read the members of ``[one of]`` or ``{all of}``: the span from the first to the last."""
    members: list[Reading] = []
    for item in inside.split(","):
        first, dots, last = item.partition("..")
        if dots and not (first and last):
            if _single(first or last):
                raise OpenEnd
            return None
        read = [_single(part) for part in ((first, last) if dots else (item,))]
        found = [reading for reading in read if reading]
        if len(found) < len(read):
            return None
        members.append(cover(*found) if dots else found[0])
    if len(members) == 1:
        return members[0]
    approximate = any(member.precision == "circa" for member in members)
    start, stop = min(m.start for m in members), max(m.stop for m in members)
    return Reading(start, stop, "circa" if approximate else "span")


def _single(text: str) -> Reading | None:
    """Read one date: plain, with unspecified digits, qualified, or a long year."""
    if (match := _SIGNIFICANT.fullmatch(text)) and (match[1] or match[4]):
        return _long_year(match)
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    # "2004?" at the end qualifies everything to its left, "?2004" only the year: either way
    # the date as a whole is no better known than its worst part.
    year, month, day = (
        part and part.strip(_QUALIFIERS) for part in match.group("year", "month", "day")
    )
    if year == "-0000":
        raise ValueError(text)
    reading = _masked(year, month, day) if "X" in text else _plain(int(year), month, day)
    return circa(reading) if reading and ("~" in text or "%" in text) else reading


def _plain(year: int, month: str | None, day: str | None) -> Reading | None:
    """Read a date whose digits are all given; None for 1917-18, which is no month."""
    if month is None:
        return of_year(year)
    number = int(month)
    if day is not None:
        return of_day(year, number, int(day))
    if 1 <= number <= 12:
        return of_month(year, number)
    if not 21 <= number <= 41:
        return None
    # Everybody writes 1936-39 for four years, and level 2 says "third of a year number 39".
    if number > 24 and number > year % 100:
        last = year - year % 100 + number
        msg = f"is ambiguous: the years {year} to {last} or a part of {year}; write {year}/{last}."
        raise Ambiguous(msg)
    return of_season(year, number)


def _masked(year: str, month: str | None, day: str | None) -> Reading:
    """Read a date with unspecified digits: from the first day that fits to the last."""
    digits = year.lstrip("-")
    if digits[:2] == "XX":
        raise TooWide(year)
    sign = -1 if year.startswith("-") else 1
    low, high = sorted(sign * int(digits.replace("X", digit)) for digit in "09")
    fits = [
        reading
        for edge in (low, high)
        for m in _fitting(month, 12)
        for reading in _days(edge, m, day)
    ]
    if not fits:
        raise ValueError(year, month, day)
    unspecified = digits.count("X")
    if unspecified and digits[-1] != "X":
        unspecified = 3  # 19X7: years from here and there, not a decade
    precision = {0: "year", 1: "decade", 2: "century"}.get(unspecified, "span")
    if unspecified and month is not None and set(month + (day or "")) != {"X"}:
        precision = "span"
    if not unspecified and month is not None and month != "XX":
        precision = "month" if day == "XX" and "X" not in month else "span"
    elif not unspecified and day not in (None, "XX"):
        precision = "span"
    return Reading(min(f.start for f in fits), max(f.stop for f in fits), precision)


def _days(year: int, month: int, day: str | None) -> list[Reading]:
    """Every day of a month that fits the digits given, or the month itself."""
    whole = of_month(year, month)
    if day is None or day == "XX":
        return [whole]
    return [of_day(year, month, d) for d in _fitting(day, whole.stop - whole.start)]


def _fitting(mask: str | None, largest: int) -> list[int]:
    """Numbers from 1 to `largest` that fit two digits of which some are unspecified."""
    pattern = re.compile((mask or "XX").replace("X", r"\d"), re.ASCII)
    return [number for number in range(1, largest + 1) if pattern.fullmatch(f"{number:02d}")]


def _long_year(match: re.Match[str]) -> Reading | None:
    """Read ``Y17000``, ``Y-17E4`` and years of which only some digits are significant."""
    mark, digits, exponent, significant, qualifier = match.groups()
    long = len(digits.lstrip("-0")) > 4 or exponent
    # The letter is for years beyond four digits, and only for them.
    if bool(mark) != bool(long) or (not mark and len(digits.lstrip("-")) != 4):
        return None
    year = int(digits) * 10 ** int(exponent or 0)
    if significant:
        kept = int(significant)
        if kept == 0:
            raise ValueError(significant)
        unit = 10 ** max(0, len(str(abs(year))) - kept)
        low, high = sorted(
            (1 if year >= 0 else -1) * (abs(year) // unit * unit + edge) for edge in (0, unit - 1)
        )
        return of_years(low, high)
    return circa(of_year(year)) if qualifier in ("~", "%") else of_year(year)
