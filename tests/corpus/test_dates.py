"""Dates: what is understood, as which span, and what is refused rather than guessed."""

import warnings
from calendar import isleap
from contextlib import suppress
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given
from hypothesis import strategies as st

from toolkit.corpus.dates import (
    DateSpan,
    day_of,
    is_undated,
    iso_of,
    parse_date,
    sequence_date,
    year_of,
)
from toolkit.corpus.days import civil_of
from toolkit.errors import DateError

EPOCH = date(1970, 1, 1)
AGREED = st.dates(date(1, 1, 1), date(9999, 12, 30))

READ = [
    # plain
    ("1917", "1917-01-01/1918-01-01", "year"),
    ("1917-11", "1917-11-01/1917-12-01", "month"),
    ("1917-11-07", "1917-11-07/1917-11-08", "day"),
    ("1917-11-07 21:40:00", "1917-11-07/1917-11-08", "day"),
    ("1917-11-07T21:40+03:00", "1917-11-07/1917-11-08", "day"),
    ("1917/11/07", "1917-11-07/1917-11-08", "day"),
    ("1917.0", "1917-01-01/1918-01-01", "year"),
    (" 1917 ", "1917-01-01/1918-01-01", "year"),
    ("0000", "0000-01-01/0001-01-01", "year"),
    ("9999", "9999-01-01/Y10000-01-01", "year"),
    ("-0043", "-0043-01-01/-0042-01-01", "year"),
    ("44 BC", "-0043-01-01/-0042-01-01", "year"),
    ("44 B.C.E.", "-0043-01-01/-0042-01-01", "year"),
    ("1 BCE", "0000-01-01/0001-01-01", "year"),
    ("AD 44", "0044-01-01/0045-01-01", "year"),
    ("44 CE", "0044-01-01/0045-01-01", "year"),
    ("500-400 BC", "-0499-01-01/-0398-01-01", "span"),
    ("15 March 44 BC", "-0043-03-15/-0043-03-16", "day"),
    # the standard for uncertain dates
    ("1917?", "1917-01-01/1918-01-01", "year"),
    ("1917~", "1915-01-01/1920-01-01", "circa"),
    ("1917%", "1915-01-01/1920-01-01", "circa"),
    ("1917-11~", "1917-09-01/1918-02-01", "circa"),
    ("1917-11-07~", "1917-11-05/1917-11-10", "circa"),
    ("1917-~11-07", "1917-11-05/1917-11-10", "circa"),
    ("191X", "1910-01-01/1920-01-01", "decade"),
    ("19XX", "1900-01-01/2000-01-01", "century"),
    ("-19XX", "-1999-01-01/-1899-01-01", "century"),
    ("1XXX", "1000-01-01/2000-01-01", "span"),
    ("19X7", "1907-01-01/1998-01-01", "span"),
    ("1917-XX", "1917-01-01/1918-01-01", "year"),
    ("1917-02-XX", "1917-02-01/1917-03-01", "month"),
    ("1917-1X", "1917-10-01/1918-01-01", "span"),
    ("1917-XX-05", "1917-01-05/1917-12-06", "span"),
    ("191X-11-30", "1910-11-30/1919-12-01", "span"),
    ("1917/1921", "1917-01-01/1922-01-01", "span"),
    ("1917-10/1918-03", "1917-10-01/1918-04-01", "span"),
    ("1917/1918~", "1916-01-01/1921-01-01", "circa"),
    ("[1917,1921]", "1917-01-01/1922-01-01", "span"),
    ("{1917-03,1905..1907}", "1905-01-01/1917-04-01", "span"),
    ("[1917]", "1917-01-01/1918-01-01", "year"),
    ("1917-21", "1917-03-01/1917-06-01", "season"),
    ("1917-24", "1917-12-01/1918-03-01", "season"),
    ("1984-30", "1984-12-01/1985-03-01", "season"),
    ("1984-34", "1984-04-01/1984-07-01", "season"),
    ("1984-39", "1984-09-01/1985-01-01", "season"),
    ("1984-41", "1984-07-01/1985-01-01", "season"),
    ("1950S2", "1900-01-01/2000-01-01", "span"),
    ("Y-17E4", "Y-170000-01-01/Y-169999-01-01", "year"),
    ("Y12345", "Y12345-01-01/Y12346-01-01", "year"),
    # as people write
    ("c. 1917", "1915-01-01/1920-01-01", "circa"),
    ("ca 1917", "1915-01-01/1920-01-01", "circa"),
    ("circa 1917", "1915-01-01/1920-01-01", "circa"),
    ("c1917", "1915-01-01/1920-01-01", "circa"),
    ("[ca. 1917?]", "1915-01-01/1920-01-01", "circa"),
    ("c. 1910s", "1910-01-01/1920-01-01", "circa"),
    ("[1917?]", "1917-01-01/1918-01-01", "year"),
    ("1917-18", "1917-01-01/1919-01-01", "span"),
    ("1917–18", "1917-01-01/1919-01-01", "span"),
    ("1908–09", "1908-01-01/1910-01-01", "span"),
    ("1917/18", "1917-01-01/1919-01-01", "span"),
    ("1917–1918", "1917-01-01/1919-01-01", "span"),
    ("between 1917 and 1921", "1917-01-01/1922-01-01", "span"),
    ("1917 or 1918", "1917-01-01/1919-01-01", "span"),
    ("1910s", "1910-01-01/1920-01-01", "decade"),
    ("the 1910's", "1910-01-01/1920-01-01", "decade"),
    ("early 1920s", "1920-01-01/1923-01-01", "span"),
    ("mid-1920s", "1923-01-01/1927-01-01", "span"),
    ("late 1920s", "1927-01-01/1930-01-01", "span"),
    ("19th century", "1801-01-01/1901-01-01", "century"),
    ("1st century BC", "-0099-01-01/0001-01-01", "century"),
    ("early 19th century", "1801-01-01/1834-01-01", "span"),
    ("mid 19th century", "1834-01-01/1868-01-01", "span"),
    ("late 19th century", "1868-01-01/1901-01-01", "span"),
    ("second half of the 19th century", "1851-01-01/1901-01-01", "span"),
    ("November 1917", "1917-11-01/1917-12-01", "month"),
    ("Sept. 1917", "1917-09-01/1917-10-01", "month"),
    ("7 November 1917", "1917-11-07/1917-11-08", "day"),
    ("Wednesday, 7th of November, 1917", "1917-11-07/1917-11-08", "day"),
    ("November 7, 1917", "1917-11-07/1917-11-08", "day"),
    ("07-Nov-1917", "1917-11-07/1917-11-08", "day"),
    ("7–9 November 1917", "1917-11-07/1917-11-10", "span"),
    ("March to June 1917", "1917-03-01/1917-07-01", "span"),
    ("autumn of 1917", "1917-09-01/1917-12-01", "season"),
    ("Winter 1917–18", "1917-12-01/1918-03-01", "season"),
    ("13/04/1917", "1917-04-13/1917-04-14", "day"),
    ("04/13/1917", "1917-04-13/1917-04-14", "day"),
    ("4.4.1917", "1917-04-04/1917-04-05", "day"),
]
REFUSED = {
    "ambiguous": ["03/04/1917", "3.4.1917", "1917/11", "1900s", "1936-39", "2001-33"],
    "open at one end": [
        *("1917/..", "../1917", "1917/", "/1917", "[..1917]", "{1917..}"),
        *("before 1917", "after 7 November 1917", "1917-", "since 1917"),
    ],
    "leaves out the year": ["XXXX", "XXXX-11-07", "-XXXX-12"],
    "fewer than four digits": ["17", "476", "-5", "1/2/17", "13.4.17", "'17"],
    "day count": ["43046", "65120", "19171107", "43046.5"],
    "no date of the calendar": [
        *("1900-02-29", "1917-02-30", "1917-00", "1917-04-31", "31 November 1917", "1917-13"),
        *("29 February 1900", "1921/1917", "1921–1917", "0 BC", "0th century", "-0000"),
        *("winter 1917-19", "99/99/1917", "0/5/1917", "1918-17", "1917-19-01"),
    ],
    "characters long": ["in the year of the revolution " * 5],
    "not understood": [
        *("soon", "1917 and all that", "+1917", "١٩١٧", "Y1917", "Y00001", "early 1917"),
        *("1917-11-07T25:00", "1917-11-07T24:01", "1917-11-07t10:00:00", "../..", "/", "[]", "{}"),
        *("[1917,]", "[1917, 1918 ]", "1917~~", "?1917?", "191u", "1917/1918/1919", "20067890%"),
        *("1917-11-07T10:00:00-13:00", "1917-11-07T10:00:00-00:00", "2001-21^south", "1917\\1918"),
    ],
}


@pytest.mark.parametrize(("text", "span", "precision"), READ)
def test_understood(text, span, precision):
    """Each way of writing a date gives its span and its precision, and keeps its text."""
    found = parse_date(text)
    assert (found.iso(), found.precision, str(found)) == (span, precision, text.strip())


@pytest.mark.parametrize(("why", "text"), [(why, t) for why, ts in REFUSED.items() for t in ts])
def test_refused_with_its_reason(why, text):
    """What would have to be guessed is refused, in one line that says why and where."""
    with pytest.raises(DateError, match=why) as caught:
        parse_date(text, "speeches.csv:12")
    assert str(caught.value).startswith("speeches.csv:12: the date ")
    assert "\n" not in str(caught.value)
    assert caught.value.source == "speeches.csv:12"


@pytest.mark.parametrize("text", [text for text, _, _ in READ])
def test_the_edtf_library_agrees_where_it_reads_the_same_string(text):
    """A second parser gives the same span, but for circa, winters and significant digits."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            other = parse_edtf(text)
            low, high = other.lower_strict(), other.upper_strict()
    except (EDTFParseException, ValueError, AttributeError):
        pytest.skip("the library does not read this string")
    ours = parse_date(text)
    known = text in ("1917-24", "1984-30", "1950S2") or ours.precision == "circa"
    theirs = day_of(*low[:3]), day_of(*high[:3]) + 1
    assert known or (ours.start, ours.stop) == theirs


@given(AGREED)
def test_days_agree_with_the_standard_library(day):
    """Where datetime reaches, our day numbers, ISO dates and inverses are the same."""
    number = (day - EPOCH).days
    assert day_of(day.year, day.month, day.day) == number
    assert civil_of(number) == (day.year, day.month, day.day)
    assert iso_of(number) == day.isoformat()
    assert parse_date(day.isoformat()).iso() == f"{day}/{day + timedelta(days=1)}"


@given(st.integers(-6_000_000, 6_000_000))
def test_years_of_any_size_go_round(year):
    """The first day of any year maps back to it, and years are 365 or 366 days long."""
    assert civil_of(day_of(year)) == (year, 1, 1)
    assert civil_of(day_of(year) - 1) == (year - 1, 12, 31)
    assert day_of(year + 1) - day_of(year) == (366 if isleap(year) else 365)
    assert year_of(day_of(year)) == year


@given(st.integers(-9999, 9999))
def test_a_year_reads_back_from_its_own_form(year):
    """Writing a year by ISO and reading it gives its mid-point, before our era too."""
    span = parse_date(f"{'-' if year < 0 else ''}{abs(year):04d}")
    assert span.year == year + 0.5
    assert parse_date(f"{1 - year} BC" if year <= 0 else f"AD {year}").iso() == span.iso()


@given(st.integers(-3_000_000, 3_000_000), st.integers(1, 200_000))
def test_the_mid_point_lies_inside_and_time_runs_forwards(start, length):
    """A mid-point lies in its span; a later span has a later mid-point."""
    span = DateSpan(start, start + length, "span", "x")
    assert year_of(span.start) < span.year < year_of(span.stop)
    assert DateSpan(start + 1, start + 1 + length, "span", "x").year > span.year
    assert span < DateSpan(start + 1, start + 2, "day", "")


@given(st.one_of(st.text(max_size=30), st.text("0123456789-/.X?~%[]{},YES BCc", max_size=16)))
def test_any_text_gives_a_date_or_a_date_error(text):
    """No string raises anything else, and none gives an empty span."""
    with suppress(DateError):
        span = parse_date(text)
        assert span.start < span.stop


def test_sequence_numbers_stand_in_for_years():
    """An ordered number takes the place of the year; its order is the order of the spans."""
    numbers = [sequence_date(number) for number in (-1, 0, 1, 83, 20_000)]
    assert numbers == sorted(numbers)
    assert numbers[3].precision == "sequence"
    assert numbers[3].iso() == "0083-01-01/0084-01-01"


@pytest.mark.parametrize("text", ["", " ", "n.d.", "[n. d.]", "undated", "N/A", "nan", "s.d.", "—"])
def test_a_source_may_say_that_there_is_no_date(text):
    """The usual ways to say "no date" are known, so that they are no complaint."""
    assert is_undated(text)


@pytest.mark.parametrize("text", ["1917", "soon", "17", "n.d. (1917?)", "no date " * 30])
def test_anything_else_does_not_say_so(text):
    """A date that is there but not understood is not the same as no date."""
    assert not is_undated(text)


@pytest.mark.parametrize("span", [(3, 3, "day"), (3, 2, "day"), (1, 2, "week")])
def test_a_span_without_days_or_of_unknown_precision_is_refused(span):
    """A DateSpan cannot exist without a day in it or with a precision nobody knows."""
    with pytest.raises(DateError, match="has no span"):
        DateSpan(*span, "x")


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("28 DE JULIO DE 1832", "28 July 1832"),
        ("1º de mayo de 1886", "1 May 1886"),
        ("1er mai 1871", "1 May 1871"),
        ("le 18 mars 1871", "18 March 1871"),
        ("7. November 1917", "7 November 1917"),
        ("im Mai 1871", "May 1871"),
        ("7 ноября 1917 года", "7 November 1917"),
        ("ноябрь 1917", "November 1917"),
        ("1º maggio 1890", "1 May 1890"),
        ("25 de março de 1922", "25 March 1922"),
        ("1917年11月7日", "7 November 1917"),
        ("1917年11月", "November 1917"),
        ("1917 年", "1917"),
    ],
)
def test_months_of_other_languages_are_those_of_english(text, english):
    """A day in Spanish, French, German, Italian, Portuguese, Russian or Chinese is that day."""
    assert parse_date(text).iso() == parse_date(english).iso()


@pytest.mark.parametrize("text", ["31 de febrero de 1832", "1917年13月", "mayo", "7 ноября"])
def test_what_is_no_date_in_another_language_is_refused(text):
    """Neither a day that does not exist nor a month without a year becomes a date."""
    with pytest.raises(DateError):
        parse_date(text)


def test_a_date_is_at_most_a_hundred_characters_long():
    """A hundred are looked at; of one more only the beginning is told."""
    assert is_undated("n.d.".ljust(100))
    assert not is_undated("n.d.".ljust(101))
    with pytest.raises(DateError) as looked_at:
        parse_date("1" * 100)
    assert "characters long" not in str(looked_at.value)
    with pytest.raises(DateError, match="is 101 characters long") as caught:
        parse_date("1" * 101)
    assert caught.value.given == "1" * 40 + "…"
