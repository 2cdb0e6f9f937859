"""When each document was written: the one date of its source, or the first that was asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from toolkit.corpus.dates import DateSpan, day_of, is_julian, is_undated, parse_date, sequence_date
from toolkit.corpus.days import refused
from toolkit.corpus.rules import DATES, USUAL, dated_by_name
from toolkit.errors import DateError, UnknownNameError
from toolkit.readers.base import RawDocument, ReadingReport
from toolkit.readers.columns import holds_date

# A text dated later is misdated; 6521 is how a spreadsheet counts 7 November 1917 in days.
LATEST, EARLIEST = 2100, -10_000
LARGEST_NUMBER = 1_000_000
_SEASON_OR_YEARS = re.compile(r"\d{4}-2[1-4]")
_DAY_OR_MONTH = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2\d{4}")


@dataclass(slots=True)
class Dating:
    """Dates the documents of one source, and counts by what.

    Attributes
    ----------
    kinds : tuple of str
        The dates that were asked for, the one that counts most first; none: the usual one.
    is_sequence : bool
        Whether whole numbers stand in for dates.
    report : ReadingReport
        Where it is said what was not understood.
    """

    kinds: tuple[str, ...]
    is_sequence: bool
    report: ReadingReport
    _known: dict[str, int] = field(default_factory=dict)
    _others: set[str] = field(default_factory=set)

    def __call__(self, raw: RawDocument) -> tuple[DateSpan | None, Mapping[str, str]]:
        """Date a document; give its variables as well, which say by what."""
        span, variables = self._chosen(raw) if self.kinds else self._usual(raw)
        if span is not None and is_julian(span.text):
            said = (
                "Julian dates (O.S.) are kept as written, with calendar 'julian'; none was moved."
            )
            self.report.note(raw.source, said)
            variables = {**variables, "calendar": "julian"}
        return span, variables

    def finish(self) -> None:
        """Refuse a kind of date that no document has.

        Raises
        ------
        UnknownNameError
            If a variable was asked for that there is not, or no document has any of the dates.
        """
        missing = [kind for kind in self.kinds if kind not in self._known]
        wrong = [kind for kind in missing if kind not in (*DATES, USUAL)]
        if wrong or (self.kinds and len(missing) == len(self.kinds)):
            known = sorted(self._others) or ["none but the usual one, date"]
            msg = (
                f"no document has a date by {dated_by_name((wrong or missing)[0])}; documents "
                f"have {', '.join(known)}: name some of these with dated_by=."
            )
            raise UnknownNameError(msg)

    def _usual(self, raw: RawDocument) -> tuple[DateSpan | None, Mapping[str, str]]:
        return self._read(raw.date, raw.source, "the text came in undated"), raw.variables

    def _chosen(self, raw: RawDocument) -> tuple[DateSpan | None, Mapping[str, str]]:
        """Take the first of the dates asked for that is known and understood."""
        self._others |= {name for name in raw.variables if "date" in name.casefold()}
        all_given = {kind: self._of(raw, kind) for kind in self.kinds}
        known = {kind: given for kind, given in all_given.items() if not is_undated(given)}
        for n, (kind, given) in enumerate(known.items(), 1):
            self._known[kind] = self._known.get(kind, 0) + 1
            then = "the next date was tried" if n < len(known) else "the text came in undated"
            span = self._read(given, raw.source, then)
            if span is not None:
                other = {"date_otherwise": raw.date} if raw.date not in ("", given) else {}
                return span, {**raw.variables, "dated_by": kind, **other}
        if not known:
            tried = ", nor by ".join(map(dated_by_name, self.kinds))
            self.report.skip(raw.source, f"no date by {tried} is known; the text came in undated")
        other = {"date_otherwise": raw.date} if raw.date else {}
        return None, {**raw.variables, **other}

    def _of(self, raw: RawDocument, kind: str) -> str:
        """Give the words of one kind of date; "" where they are not known."""
        if kind == USUAL:
            return raw.date
        named = [name for name in raw.variables if holds_date(name, kind)]
        if named:
            # The variable exists, though it may be empty for every document.
            self._known.setdefault(kind, 0)
        return next((raw.variables[name] for name in named if raw.variables[name]), "")

    def _read(self, given: str, source: str, then: str) -> DateSpan | None:
        """Read a date; one that is not understood is listed."""
        if is_undated(given):
            return None
        try:
            span = _sequence(given) if self.is_sequence else _dated(given)
        except DateError as error:
            self.report.skip(source, f"{str(error).rstrip('.')}; {then}")
            numbers = _DAY_OR_MONTH.fullmatch(given)
            if numbers and max(int(numbers[1]), int(numbers[3])) <= 12:
                said = "dates such as 03/04/1917 do not say which is the month; write 1917-04-03."
                self.report.note(source, said)
            return None
        if span.precision == "season" and _SEASON_OR_YEARS.fullmatch(given):
            self.report.note(
                source,
                "dates such as 1917-21 were read as EDTF seasons (spring 1917); "
                "write 1917/1921 for years.",
            )
        return span


@lru_cache(maxsize=100_000)
def _dated(text: str) -> DateSpan:
    """Read a date, once for all documents that share it."""
    span = parse_date(text)
    if not day_of(EARLIEST) <= span.start < day_of(LATEST):
        why = "lies after the year 2100 or before -10000; a spreadsheet's day count is no date."
        raise refused(text, "", why)
    return span


def _sequence(text: str) -> DateSpan:
    """Read a whole number."""
    digits = re.fullmatch(r"([+-]?[0-9]{1,7})(?:\.0)?", text)
    if digits is None or abs(int(digits[1])) > LARGEST_NUMBER:
        raise DateError(text)
    return sequence_date(int(digits[1]))
