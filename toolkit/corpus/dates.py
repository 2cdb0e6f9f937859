"""When a text was written: a span of days, read from what the source says and never guessed."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from toolkit.corpus.date_edtf import read_edtf
from toolkit.corpus.date_patterns import read_pattern
from toolkit.corpus.days import (
    Ambiguous,
    OpenEnd,
    Reading,
    TooWide,
    day_of,
    iso_of,
    of_year,
    refused,
    year_of,
)
from toolkit.errors import DateError

__all__ = [
    "DateSpan",
    "day_of",
    "is_julian",
    "is_undated",
    "iso_of",
    "parse_date",
    "sequence_date",
    "year_of",
]

PRECISIONS = (
    "day",
    "month",
    "season",
    "year",
    "decade",
    "century",
    "span",
    "circa",
    "sequence",
)
# No date is longer; whatever is, is a sentence.
LONGEST = 100
# What catalogues and spreadsheets write where there is no date.
_UNDATED = re.compile(
    r"[\s\-–—?._/]*|\[?(?:n\. ?d\.?|nd|s\. ?d\.?|s\. ?a\.?|o\. ?j\.?|б\. ?г\.?"
    r"|no date|undated|date unknown|unknown(?: date)?|sine dato|sine anno|ohne jahr"
    r"|sans date|sin fecha|none|null|nan|nat|na|n/a|#n/a|<na>)\]?"
)

# What is said of the calendar behind a date: old style is Julian, new style Gregorian.
STYLE = (
    r",? ?[(\[]?(?:(o\. ?s\.|os|old style|julian(?: calendar)?|ст\. ?ст\.|по старому стилю)"
    r"|n\. ?s\.|ns|new style|gregorian(?: calendar)?|н\. ?ст\.|по новому стилю)[)\]]?"
)
_STYLE = re.compile(rf"(?<=[\w.])(?:{STYLE})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class DateSpan:
    """The span of days in which a text was written.

    Attributes
    ----------
    start, stop : int
        Days since 1 January 1970 in the proleptic Gregorian calendar, half open
        ``[start, stop)``. Years count astronomically: 0 is 1 BCE.
    precision : str
        "day", "month", "season", "year", "decade", "century", "span", "circa" or "sequence".
    text : str
        The date as the source gives it.

    Examples
    --------
    >>> span = parse_date("c. 1917")
    >>> span.iso(), span.precision, span.year
    ('1915-01-01/1920-01-01', 'circa', 1917.5)
    """

    start: int
    stop: int
    precision: str
    text: str

    def __post_init__(self) -> None:
        if self.stop <= self.start or self.precision not in PRECISIONS:
            why = (
                f"has no span: start {self.start}, stop {self.stop}, precision "
                f"{self.precision!r}; stop lies after start, precision is one of "
                f"{', '.join(PRECISIONS)}."
            )
            raise refused(self.text, "", why)

    def __str__(self) -> str:
        return self.text

    @property
    def year(self) -> float:
        """Mid-point in years: 1917.5 for the year 1917."""
        return (year_of(self.start) + year_of(self.stop)) / 2

    def as_call(self) -> dict[str, Any]:
        """Say what makes this span again, in plain values."""
        return {"call": "DateSpan", **asdict(self)}

    def iso(self) -> str:
        """Write the half-open span as two ISO dates: ``1917-01-01/1918-01-01``."""
        return f"{iso_of(self.start)}/{iso_of(self.stop)}"


def parse_date(text: str, source: str = "") -> DateSpan:
    """Read a date as sources write it; refuse whatever would have to be guessed.

    Understood are

    - ISO dates and years, with or without a time (which is dropped): ``1917-11-07``, ``1917``,
      ``1917-11-07T21:40``, ``1917/11/07``, ``-0043``; ``1917.0``, a year that went through a
      table of floats;
    - EDTF, levels 0 to 2: ``1917~``, ``191X``, ``1917/1921``, ``[1917,1921]``, ``1917-21``
      (spring 1917). ``?`` leaves the span as it is; ``~`` and ``%`` are read as circa;
    - English: ``7 November 1917``, ``Nov. 1917``, ``spring 1917``, ``1917–18``, ``1917 or 1918``,
      ``1910s``, ``early 1920s``, ``19th century``, ``late 19th century``, ``c. 1917``,
      ``[1917?]``, ``44 BC``; day before month when the day is over 12: ``13/04/1917``;
    - days and months in Spanish, French, German, Italian, Portuguese, Russian and Chinese:
      ``28 de julio de 1832``, ``1er mai 1871``, ``7 ноября 1917``, ``1917年11月7日``;
    - ``25 October 1917 (O.S.)``: a day of the Julian calendar stays as it is written, for where
      its year began would be a guess (`is_julian` tells it); ``N.S.`` is no different from none.

    Circa widens by two units on either side (`toolkit.corpus.days.circa`). Early, mid and late
    are the first three, middle four and last three years of a decade; the first 33, middle
    34 and last 33 of a century. The 19th century is 1801 to 1900. Seasons are those of the
    northern hemisphere in whole months; the winter of a year begins in its December.

    Parameters
    ----------
    text : str
        The date as the source gives it.
    source : str
        Where it stands, for the message.

    Raises
    ------
    DateError
        If it is not understood or is open (``1917/..``, ``before 1917``), ambiguous
        (``03/04/1917``, ``1900s``, ``1936-39``), a two-digit year, a number that may be a
        spreadsheet's day count (five digits or more), or no day of the calendar.

    Examples
    --------
    >>> parse_date("early 1920s").iso()
    '1920-01-01/1923-01-01'
    >>> parse_date("44 BC").iso()
    '-0043-01-01/-0042-01-01'
    >>> parse_date("03/04/1917")
    Traceback (most recent call last):
        ...
    toolkit.errors.DateError: the date '03/04/1917' is ambiguous: 3 April or 4 March 1917; write \
it as 1917-04-03 or 1917-03-04.
    """
    given = text.strip()
    if len(given) > LONGEST:
        raise refused(given[:40] + "…", source, f"is {len(given)} characters long; write a date.")
    try:
        reading = _read(_STYLE.sub("", given))
    except OpenEnd:
        why = "is open at one end, so it has no finite span; give both ends, as in 1917/1921."
        raise refused(given, source, why) from None
    except TooWide:
        why = "leaves out the year or its first digits; give at least the century, as in 19XX."
        raise refused(given, source, why) from None
    except Ambiguous as doubt:
        raise refused(given, source, str(doubt)) from None
    except ValueError:
        why = "is no date of the calendar, or ends before it starts; check day, month and order."
        raise refused(given, source, why) from None
    if reading is None:
        raise DateError(given, source)
    return DateSpan(*reading, given)


def _read(given: str) -> Reading | None:
    """Try the plain year first, the standard next, free text last."""
    # isdecimal alone would take digits of other scripts, which int reads without a word.
    if len(given) == 4 and given.isascii() and given.isdecimal():
        return of_year(int(given))
    if not given:
        return None
    return read_edtf(given) or read_pattern(given)


def sequence_date(number: int) -> DateSpan:
    """Place a text by its number in an ordered sequence (congress, chapter, issue).

    The number takes the place of the year, so that slices of ten are ten numbers.

    Examples
    --------
    >>> sequence_date(83).precision, sequence_date(83).year
    ('sequence', 83.5)
    """
    start, stop, _ = of_year(number)
    return DateSpan(start, stop, "sequence", str(number))


def is_julian(text: str) -> bool:
    """Whether a date says of itself that it is of the Julian calendar, old style.

    Examples
    --------
    >>> is_julian("25 October 1917 (O.S.)"), is_julian("7 November 1917 N.S.")
    (True, False)
    """
    style = _STYLE.search(text.strip())
    return style is not None and style[1] is not None


def is_undated(text: str) -> bool:
    """Whether a source says that there is no date: empty, "n.d.", "undated", "unknown".

    Examples
    --------
    >>> is_undated(""), is_undated("[n.d.]"), is_undated("soon after")
    (True, True, False)
    """
    return len(text) <= LONGEST and _UNDATED.fullmatch(text.strip().casefold()) is not None
