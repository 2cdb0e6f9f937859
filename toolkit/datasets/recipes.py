"""How the files of each open corpus become documents: what their names and tables mean."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.corpus.dates import parse_date
from toolkit.corpus.days import iso_of
from toolkit.corpus.documents import Document
from toolkit.datasets.catalogue import Entry

Mend = Callable[[Document, Entry], Document]

# Until 1933 presidents were sworn in on 4 March, then on 20 January; a Sunday moves it to Monday.
_FIRST, _LAST_MARCH, _SUNDAY = "1789-04-30", 1933, 6


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


RECIPES: dict[str, Recipe] = {
    "fomc_statements_en": Recipe("statements", {"pattern": "{date}"}, _statement),
    "inaugural_en": Recipe(
        "packages/corpora/inaugural.zip",
        {"pattern": "{date}-{author}"},
        _inaugural,
        frozenset({"README"}),
    ),
    "sotu_en": Recipe(
        "sources/sotu",
        {"metadata": "SOTU_metadata.csv", "date": "Date", "author": "President"},
        _address,
    ),
    "ungdc_en": Recipe("data/data_original/TXT", {"pattern": "{author}_{session}_{date}"}, _speech),
}
