"""Dates as people write them: a closed list of explicit patterns, nothing guessed."""

import re
from collections.abc import Callable

from toolkit.corpus.date_months import in_english
from toolkit.corpus.days import (
    Ambiguous,
    OpenEnd,
    Reading,
    circa,
    cover,
    of_day,
    of_month,
    of_season,
    of_year,
    of_years,
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_REST = (
    "uary", "ruary", "ch", "il", "", "e", "y", "ust", "t(?:ember)?", "ober", "ember", "ember",
)  # fmt: skip
_MONTH = (
    "(?:"
    + "|".join(rf"{m}(?:{rest})?\.?" for m, rest in zip(_MONTHS, _REST, strict=True))
    .replace("jun(?:e)?", "june?")
    .replace("sep(?:t(?:ember)?)?", "sep(?:t(?:ember)?)?")
    + ")"
)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_BEFORE = r"(?:bce?|b\.c\.(?:e\.)?|before christ)"
_SINCE = r"(?:ad|ce|a\.d\.|c\.e\.)"
# A year needs four digits, or an era that says it is one.
_YEAR = rf"(?:{_SINCE} ?\d{{1,5}}|\d{{1,5}} ?(?:{_BEFORE}|{_SINCE})|\d{{4}})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_CIRCA = r"(?:c\.? ?(?=\d)|(?:c\.|ca\.?|circa|about|around|approx\.?|approximately) ?)"
_PARTS = {"early": 0, "mid": 1, "middle": 1, "late": 2}
_PART = r"(early|mid|middle|late)(?: |-| - )(?:the )?"
_HALF = r"(first|second) half of the "


def read_pattern(text: str) -> Reading | None:
    """Read a date in words; None when no pattern fits.

    Raises
    ------
    ValueError
        If a pattern fits but the calendar has no such date; its children `Ambiguous` and
        `OpenEnd` say more.

    Examples
    --------
    >>> read_pattern("November 1917") == of_month(1917, 11)
    True
    >>> read_pattern("the week after") is None
    True
    """
    plain = re.sub(r"\s+", " ", re.sub("[‐‑‒–—−]", "-", text.casefold())).strip()
    while plain[:1] + plain[-1:] in ("[]", "()"):
        plain = plain[1:-1].strip()
    plain = in_english(re.sub(r" ?\(?\?\)?$", "", plain).removeprefix("the "))
    if match := re.match(_CIRCA, plain):
        inner = read_pattern(plain[match.end() :])
        return inner and circa(inner)
    for pattern, read in _PATTERNS:
        if found := pattern.fullmatch(plain):
            return read(found)
    return None


def _year(text: str) -> int:
    """Astronomical year of a year with or without an era: 44 BC is -43."""
    number = int(re.sub(r"\D", "", text))
    if number == 0 and not text.isdecimal():
        raise ValueError(text)  # there is no year 0 in either era
    return 1 - number if re.search(_BEFORE, text) else number


def _month(text: str) -> int:
    return _MONTHS.index(text[:3]) + 1


def _plain_year(found: re.Match[str]) -> Reading:
    return of_year(_year(found[1]))


def _two_years(found: re.Match[str]) -> Reading:
    """1917-1918, 1917 or 1918, 500-400 BC: an era at the end holds for both."""
    first, last = found[1], found[2]
    if (era := re.search(_BEFORE, last)) and first.isdecimal():
        first = f"{first} {era[0]}"
    return cover(of_year(_year(first)), of_year(_year(last)))._replace(precision="span")


def _short_span(found: re.Match[str]) -> Reading:
    """1917-18: the last two digits of a later year of the same century."""
    first, last, slash = int(found[1]), int(found[3]), found[2] == "/"
    if slash and last <= 12 and last != first % 100 + 1:
        later = first - first % 100 + last
        msg = f"is ambiguous: a month or a year; write {first}-{last:02d} or {first}/{later}."
        raise Ambiguous(msg)
    return cover(of_year(first), of_year(first - first % 100 + last))._replace(precision="span")


def _decade(found: re.Match[str]) -> Reading:
    """1910s, early 1920s: three, four and three years. 1900s may be a century."""
    first = int(found[2])
    if first % 100 == 0:
        msg = f"is ambiguous: a decade or a century; write {found[2][:3]}X or {found[2][:2]}XX."
        raise Ambiguous(msg)
    if found[1] is None:
        return of_years(first, first + 9, "decade")
    low, high = ((0, 2), (3, 6), (7, 9))[_PARTS[found[1]]]
    return of_years(first + low, first + high)


def _century(found: re.Match[str]) -> Reading:
    """19th century: 1801 to 1900; its early, mid and late part; its halves."""
    part, half, number, era = found.groups()
    if int(number) == 0:
        raise ValueError(found[0])
    first = -100 * int(number) + 1 if era else 100 * int(number) - 99
    if part:
        low, high = ((0, 32), (33, 66), (67, 99))[_PARTS[part]]
        return of_years(first + low, first + high)
    if half:
        return of_years(first, first + 49) if half == "first" else of_years(first + 50, first + 99)
    return of_years(first, first + 99, "century")


def _named_day(found: re.Match[str]) -> Reading:
    parts = found.groupdict()
    day = int(re.sub(r"\D", "", parts["day"]))
    first = of_day(_year(parts["year"]), _month(parts["month"]), day)
    if parts.get("last") is None:
        return first
    later = int(re.sub(r"\D", "", parts["last"]))
    return cover(first, of_day(_year(parts["year"]), _month(parts["month"]), later))


def _named_month(found: re.Match[str]) -> Reading:
    year, month, last = found["year"], found["month"], found.groupdict().get("last")
    first = of_month(_year(year), _month(month))
    return cover(first, of_month(_year(year), _month(last))) if last else first


def _season(found: re.Match[str]) -> Reading:
    """Spring 1917; winter 1917-18 is the winter that begins in December 1917."""
    year, season, later = _year(found[2]), _SEASONS[found[1]], found[3]
    if later and (season != 24 or int(later) % 100 != (year + 1) % 100):
        raise ValueError(found[0])
    return of_season(year, season)


def _numbers(found: re.Match[str]) -> Reading:
    """13/04/1917: which number is the month must follow from the numbers themselves."""
    first, last, year = int(found[1]), int(found[3]), int(found[4])
    if 1 <= min(first, last) < max(first, last) <= 12:
        names = [f"{d} {_NAMES[m - 1]}" for d, m in ((first, last), (last, first))]
        msg = (
            f"is ambiguous: {' or '.join(names)} {year}; "
            f"write it as {year}-{last:02d}-{first:02d} or {year}-{first:02d}-{last:02d}."
        )
        raise Ambiguous(msg)
    month, day = (last, first) if last <= 12 else (first, last)
    return of_day(year, month, day)


def _year_first(found: re.Match[str]) -> Reading:
    return of_day(int(found[1]), int(found[3]), int(found[4]))


def _open(_: re.Match[str]) -> Reading:
    raise OpenEnd


def _refuse(why: str) -> Callable[[re.Match[str]], Reading]:
    def read(_: re.Match[str]) -> Reading:
        raise Ambiguous(why)

    return read


_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SERIAL = "is a bare number that may be a spreadsheet's day count; write it as 1917-11-07."
_SHORT = "has a year of fewer than four digits; write all four, or an era as in 476 AD."
_ON = rf"(?P<month>{_MONTH})"
_IN = rf"(?P<year>{_YEAR})"
_OVER = rf"(?P<day>{_DAY})(?: ?- ?(?P<last>{_DAY}))?"
_ENTRIES: list[tuple[str, Callable[[re.Match[str]], Reading]]] = [
    (rf"({_YEAR})(?:\.0)?", _plain_year),
    (r"[+-]?\d{5,}(?:\.\d+)?", _refuse(_SERIAL)),
    (r"[+-]?\d{1,3}(?:\.\d+)?|'\d\d", _refuse(_SHORT)),
    (r"\d{1,2}([/.-])\d{1,2}\1'?\d\d", _refuse(_SHORT)),
    (r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", _numbers),
    (r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})", _year_first),
    (
        rf"(?:between |from )?({_YEAR}|\d{{1,5}}(?=.*{_BEFORE}))"
        rf" ?(?:-|to|or|and|&|/|until) ?({_YEAR})",
        _two_years,
    ),
    (r"(\d{4}) ?(-|/) ?(\d\d)", _short_span),
    (rf"(?:{_PART})?(\d{{3}}0)'?s", _decade),
    (rf"(?:{_PART}|{_HALF})?(\d\d?)(?:st|nd|rd|th) (?:century|cent\.|c\.)( {_BEFORE})?", _century),
    (rf"{_WEEKDAY}{_OVER} (?:of )?{_ON},? {_IN}", _named_day),
    (rf"{_WEEKDAY}{_ON} {_OVER},? {_IN}", _named_day),
    (rf"(?P<year>\d{{4}}),? {_ON} (?P<day>{_DAY})", _named_day),
    (rf"(?P<day>{_DAY})-{_ON}-(?P<year>\d{{4}})", _named_day),
    (rf"{_ON}(?: ?(?:-|/|to|and) ?(?P<last>{_MONTH}))?(?:,| of)? {_IN}", _named_month),
    (rf"(?P<year>\d{{4}}),? {_ON}", _named_month),
    (rf"({'|'.join(_SEASONS)})(?:,| of)? ({_YEAR})(?:[-/](\d{{4}}|\d\d))?", _season),
    (rf"(?:not )?(?:before|after|until|since|from|post|pre)[ -].*?{_YEAR}|{_YEAR} ?-", _open),
]
_PATTERNS = [(re.compile(pattern, re.ASCII), read) for pattern, read in _ENTRIES]
