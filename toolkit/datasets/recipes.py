"""How the files of each open corpus become documents: what their names and tables mean."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.corpus.dates import is_undated, parse_date
from toolkit.corpus.days import iso_of
from toolkit.corpus.documents import Document
from toolkit.datasets.catalogue import Entry
from toolkit.errors import DateError

Mend = Callable[[Document, Entry], Document]

# Until 1933 presidents were sworn in on 4 March, then on 20 January; a Sunday moves it to Monday.
_FIRST, _LAST_MARCH, _SUNDAY = "1789-04-30", 1933, 6

# A date in a title line, perhaps with the number of a note behind it; what such lines say of the
# occasion; and what stands before a name.
_DAY = re.compile(r",? (?:EL )?(\d{1,2} DE [A-Z]+ DE \d{4})")
_OCCASION = re.compile(r"(?:AL|A LA|ANTE|CON|INICIANDO|EN)\b")
_RANKS = "MARISCAL GENERAL DIVISIÓN BRIGADA EP DOCTOR DON CORONEL INGENIERO ARQUITECTO COMANDANTE"
_RANK = re.compile(rf".*\b(?:PERÚ|REPÚBLICA|{'|'.join(_RANKS.split())})\s")


# The path of a work on marxists.org: year, month and day in folders, or in the name of the file.
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_NAME = "|".join(re.findall("...", _MONTHS))
_PATH = re.compile(
    rf"(?:^|/)(?P<year>1[89]\d\d)(?:-\w+)?/"
    rf"(?:(?:1[89]\d\d[-_])?(?P<month>\d\d|{_NAME})(?:ch)?(?:/?(?P<day>\d\d)[a-z]?$|/|$)"
    rf"|\d\d(?P<mm>\d\d)(?P<dd>\d\d)$)?"
)
# Who wrote what lies below a folder; pages of Marx and Engels say it themselves.
_CLASSICS = {
    "deleon": "Daniel De Leon",
    "kautsky": "Karl Kautsky",
    "lafargue": "Paul Lafargue",
    "lenin": "V. I. Lenin",
    "plekhanov": "G. V. Plekhanov",
}
# Prefaces that are younger than the work before which they stand.
_LATER = {
    "marx/works/1850/peasant-war-germany/ch0b": "1870",
    "marx/works/1865/value-price-profit/preface": "1898",
    "marx/works/1880/soc-utop/int-hist": "1892",
}


def _plain(document: Document, entry: Entry) -> Document:
    """Name a document by its file, and give it the language of the corpus."""
    return replace(document, id=document.id.rpartition("/")[2], language=entry.language)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to read.

    Attributes
    ----------
    place : str
        Below the folder of files.
    options : mapping
        Of `read_documents`.
    mend : callable
        What the options cannot say, document by document.
    aside : frozenset of str
        Names of files there that are no texts of the corpus.
    """

    place: str
    options: Mapping[str, Any]
    mend: Mend = _plain
    aside: frozenset[str] = frozenset()


def _speech(document: Document, entry: Entry) -> Document:
    """Title a speech by its session; the country stands for the author."""
    session = document.variables.get("session", "").lstrip("0")
    title = f"General Debate, session {session}, {document.author}"
    return replace(_plain(document, entry), title=title)


def _address(document: Document, entry: Entry) -> Document:
    """Join the names of the president, who stands in two columns."""
    said = dict(document.variables)
    date = document.date and replace(document.date, text=iso_of(document.date.start))
    names = (said.pop("FirstName", ""), said.pop("President", "") or document.author)
    return replace(
        _plain(document, entry),
        author=" ".join(name for name in names if name),
        title=f"State of the Union, {date.text if date else 'undated'}",
        date=date,
        variables={name: said[name] for name in ("party", "delivery", "type") if name in said},
    )


def _inaugural(document: Document, entry: Entry) -> Document:
    """Date an inaugural address to the day: the files say the year."""
    year = int(document.date.text[:4]) if document.date else 0
    day = datetime.date(year, 3, 4) if year <= _LAST_MARCH else datetime.date(year, 1, 20)
    if day.weekday() == _SUNDAY:
        day = day.replace(day=day.day + 1)
    iso = _FIRST if str(year) == _FIRST[:4] else day.isoformat()
    title = f"Inaugural address {year}"
    return replace(_plain(document, entry), date=parse_date(iso), title=title)


def _statement(document: Document, entry: Entry) -> Document:
    """Name the committee."""
    return replace(
        _plain(document, entry),
        author="Federal Open Market Committee",
        title=f"Statement, {document.date.text if document.date else 'undated'}",
    )


def _writing(document: Document, entry: Entry) -> Document:
    """Take the date of first publication where it is more exact than the year of the table."""
    published = document.variables.get("date_published", "")
    try:
        exact = None if is_undated(published) else parse_date(published)
    except DateError:
        exact = None
    year = document.date
    inside = exact and year and year.start <= exact.start and exact.stop <= year.stop
    kept = ("genre", "notes", "date_published", "date_edition")
    return replace(
        _plain(document, entry),
        author="Peter Kropotkin",
        date=exact if inside else year,
        variables={name: document.variables[name] for name in kept if name in document.variables},
    )


def _message(document: Document, entry: Entry) -> Document:
    """Take president and day from the title line: MENSAJE DEL …, GENERAL …, AL …, EL 28 DE …."""
    head = " ".join(document.text[:600].split())
    day = _DAY.search(head.upper())
    line = head[: day.start()].lstrip("0123456789 ") if day else ""
    parts = line.upper().split(", ")
    at = next((k for k, part in enumerate(parts) if k and _OCCASION.match(part)), len(parts))
    return replace(
        _plain(document, entry),
        author=_RANK.sub("", parts[at - 1]).title(),
        title=line,
        date=parse_date(day[1].lower()) if day else document.date,
    )


def _classic(document: Document, entry: Entry) -> Document:
    """Date a work by its path, which is that of marxists.org: author/works/1864/10/27.

    A day that the header of the page names counts where it lies in the span of the path.
    """
    path = document.source.rpartition(".")[0].removeprefix("archive/")
    author, _, below = path.partition("/")
    written = _LATER.get(path) or _date_of_path(below)
    date, day = parse_date(written), document.date
    if day and day.precision == "day" and date.start <= day.start and day.stop <= date.stop:
        date = day
    named = re.sub(r"^Marx and Engels$", "Karl Marx and Friedrich Engels", document.author)
    kept = ("date_written", "date_published", "date_edition", "notes", "source_edition")
    return replace(
        document,
        id=path.replace("/", "_"),
        language=entry.language,
        author=_CLASSICS.get(author) or named.replace("Frederick", "Friedrich"),
        date=date,
        variables={name: document.variables[name] for name in kept if name in document.variables},
    )


def _date_of_path(path: str) -> str:
    """Read the year, month and day that folders and the file of a work are named by.

    Examples
    --------
    >>> _date_of_path("works/1864/10/27"), _date_of_path("works/1895/950428")
    ('1864-10-27', '1895-04-28')
    >>> _date_of_path("works/1886/1886-mar"), _date_of_path("works/1867-c1/ch33")
    ('1886-03', '1867')
    """
    found = _PATH.search(path)
    if found is None:
        return ""
    month, day = found["month"] or found["mm"] or "", found["day"] or found["dd"] or ""
    number = _MONTHS.index(month) // 3 + 1 if month.isalpha() else int(month or 0)
    return "-".join([found["year"], *(f"{n:02d}" for n in (number, int(day or 0)) if n)])


RECIPES: dict[str, Recipe] = {
    "fomc_statements_en": Recipe("statements", {"pattern": "{date}"}, _statement),
    "inaugural_en": Recipe(
        "packages/corpora/inaugural.zip",
        {"pattern": "{date}-{author}"},
        _inaugural,
        frozenset({"README"}),
    ),
    "kropotkin_en": Recipe("data/raw", {"metadata": "../sources.csv", "date": "year"}, _writing),
    "marxist_classics_en": Recipe("_pages", {}, _classic),
    "peru_messages_es": Recipe("discursos_peru_pdf", {}, _message),
    "sotu_en": Recipe(
        "sources/sotu",
        {"metadata": "SOTU_metadata.csv", "date": "Date", "author": "President"},
        _address,
    ),
    "ungdc_en": Recipe("data/data_original/TXT", {"pattern": "{author}_{session}_{date}"}, _speech),
}
