"""Exact day arithmetic in the proleptic Gregorian calendar, for any year, before Christ too."""

from functools import lru_cache
from typing import NamedTuple

from toolkit.errors import DateError

# Days before each month in a common year; the leap day is added from March on.
BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)
# Day 1 of year 1 is 719162 days before 1 January 1970.
EPOCH = 719_162
# A date circa is widened by so many of its own units on either side (see `circa`).
CIRCA_UNITS = 2


class Reading(NamedTuple):
    """What a date string was read as: a half-open span of days and its precision."""

    start: int
    stop: int
    precision: str


class OpenEnd(ValueError):  # noqa: N818 - these three are findings, turned into a DateError later
    """A date without a first or a last day."""


class TooWide(ValueError):  # noqa: N818
    """A date that leaves out the year or its first digits."""


class Ambiguous(ValueError):  # noqa: N818
    """A date with two readings, or one that only a guess would choose; says why."""


def is_leap(year: int) -> bool:
    """Whether `year` (astronomical: 0 is 1 BCE) has a 29 February.

    Examples
    --------
    >>> is_leap(2000), is_leap(1900), is_leap(0)
    (True, False, True)
    """
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def day_of(year: int, month: int = 1, day: int = 1) -> int:
    """Days from 1 January 1970 to a date of the proleptic Gregorian calendar.

    Parameters
    ----------
    year : int
        Astronomical year: 0 is 1 BCE, -43 is 44 BCE. Any size.
    month, day : int
        Month 1 to 12; 13 is January of the following year. `day` may overrun the month.

    Examples
    --------
    >>> day_of(1970), day_of(1970, 2), day_of(1969, 12, 31)
    (0, 31, -1)
    """
    past = year - 1
    leaps = past // 4 - past // 100 + past // 400
    leap_day = 1 if month > 2 and is_leap(year) else 0
    return 365 * past + leaps + BEFORE_MONTH[month - 1] + leap_day + day - 1 - EPOCH


@lru_cache(maxsize=10_000)
def civil_of(day: int) -> tuple[int, int, int]:
    """Year, month and day of a day number: the inverse of `day_of`.

    Examples
    --------
    >>> civil_of(-1)
    (1969, 12, 31)
    """
    # 400 years are exactly 146097 days, so the first guess is at most one year off.
    year = (day + EPOCH) * 400 // 146_097 + 1
    year += (day >= day_of(year + 1)) - (day < day_of(year))
    month = next(m for m in range(12, 0, -1) if day_of(year, m) <= day)
    return year, month, day - day_of(year, month) + 1


def iso_of(day: int) -> str:
    """Write a day number as an ISO 8601 date; years beyond four digits as EDTF writes them.

    Examples
    --------
    >>> iso_of(0), iso_of(day_of(-43, 3, 15))
    ('1970-01-01', '-0043-03-15')
    """
    year, month, date = civil_of(day)
    if abs(year) > 9999:
        return f"Y{year}-{month:02d}-{date:02d}"
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{date:02d}"


def year_of(day: float) -> float:
    """Place a day on an axis of years: whole at every 1 January, linear within a year.

    A year is 365.2425 days in the mean; within one year its own 365 or 366 are used, so that
    year starts are exact.

    Examples
    --------
    >>> year_of(0), year_of(day_of(1917)), year_of(day_of(1918) - 182.5)
    (1970.0, 1917.0, 1917.5)
    """
    year = civil_of(int(day // 1))[0]
    first = day_of(year)
    return year + (day - first) / (day_of(year + 1) - first)


def of_year(year: int) -> Reading:
    """Read a whole year."""
    return Reading(day_of(year), day_of(year + 1), "year")


def of_years(first: int, last: int, precision: str = "span") -> Reading:
    """Read the years from `first` to `last`, both included."""
    return Reading(day_of(first), day_of(last + 1), precision)


def of_month(year: int, month: int) -> Reading:
    """Read a whole month; ValueError when there is none."""
    if not 1 <= month <= 12:
        raise ValueError(month)
    return Reading(day_of(year, month), day_of(year, month + 1), "month")


def of_day(year: int, month: int, day: int) -> Reading:
    """Read one day; ValueError when the calendar has none, such as 29 February 1900."""
    start, stop, _ = of_month(year, month)
    if not 1 <= day <= stop - start:
        raise ValueError(day)
    return Reading(start + day - 1, start + day, "day")


def of_season(year: int, season: int) -> Reading:
    """Read a season or part of a year by its EDTF number, 21 to 41.

    21–24 and 25–28 are spring, summer, autumn and winter of the northern hemisphere by whole
    months (March to May, …), 29–32 of the southern; 33–36 quarters, 37–39 thirds, 40–41 halves.
    A winter of the north begins in December of the year named, a summer of the south as well.

    Source: Library of Congress 2019, Extended Date/Time Format specification (the numbers);
    Trenberth 1983, doi:10.1175/1520-0477(1983)064<1276:WATS>2.0.CO;2 (the months).
    """
    if 21 <= season <= 28:
        month, length = 3 + 3 * ((season - 21) % 4), 3
    elif 29 <= season <= 32:
        month, length = (9, 12, 3, 6)[season - 29], 3
    elif 33 <= season <= 36:
        month, length = 1 + 3 * (season - 33), 3
    elif 37 <= season <= 39:
        month, length = 1 + 4 * (season - 37), 4
    elif 40 <= season <= 41:
        month, length = 1 + 6 * (season - 40), 6
    else:
        raise ValueError(season)
    return Reading(day_of(year, month), _months_on(year, month, length), "season")


def circa(reading: Reading) -> Reading:
    """Widen an approximate date by two of its own units on either side.

    "c. 1917" is read as the years 1915 to 1919: the year named stays in the middle. A month or
    a day named circa is widened by two months or days; anything coarser is wide already and
    keeps its span. The width is a convention of this package, the same everywhere.
    """
    start, stop, precision = reading
    year, month, _ = civil_of(start)
    if precision == "year":
        start, stop = day_of(year - CIRCA_UNITS), day_of(year + 1 + CIRCA_UNITS)
    elif precision == "month":
        start = _months_on(year, month, -CIRCA_UNITS)
        stop = _months_on(year, month, 1 + CIRCA_UNITS)
    elif precision == "day":
        start, stop = start - CIRCA_UNITS, stop + CIRCA_UNITS
    return Reading(start, stop, "circa")


def cover(first: Reading, last: Reading) -> Reading:
    """Span from the first reading to the last; ValueError when the last begins before it."""
    if last.start < first.start:
        raise ValueError(last)
    approximate = "circa" in (first.precision, last.precision)
    return Reading(first.start, max(first.stop, last.stop), "circa" if approximate else "span")


def refused(given: str, source: str, why: str) -> DateError:
    """Build the error for a date that is understood well enough to say what is wrong with it."""
    return DateError(given, source, why)


def _months_on(year: int, month: int, months: int) -> int:
    """First day of the month `months` after the given one."""
    whole, rest = divmod(month - 1 + months, 12)
    return day_of(year + whole, rest + 1)
