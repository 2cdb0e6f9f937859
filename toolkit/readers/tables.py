"""From the rows of any table to documents."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from toolkit.readers import stem_of
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions
from toolkit.readers.columns import Columns, choose_columns
from toolkit.readers.names import guessed

# Rows looked at before the columns are chosen: in JSONL not every row has every key.
LOOK_AHEAD = 20
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00:00(?:\.0+)?")


class Row(NamedTuple):
    """One row of a table: its number among the data rows, its line for messages, its cells."""

    number: int
    place: str
    cells: Mapping[str, object]


def documents_of(
    rows: Iterable[Row],
    name: str,
    options: ReadOptions,
    report: ReadingReport,
    clean: Callable[[str], str] = str,
) -> Iterator[RawDocument]:
    """Make a document of every row that has a text.

    Parameters
    ----------
    rows : iterable of Row
        The data rows.
    name : str
        Name of the table for messages and default ids.
    options, report
        What the caller says; what is said to the caller.
    clean : callable
        Mends a piece of text (`toolkit.readers.decode.Decoder.clean`).
    """
    ahead = iter(rows)
    first = list(islice(ahead, LOOK_AHEAD))
    if not first:
        # Rows that could not be read are listed already.
        if not any(skip.source.startswith(name) for skip in report.skipped):
            report.skip(name, "holds no text and no row")
        return
    header = list(dict.fromkeys(column for row in first for column in row.cells))
    columns = choose_columns(header, name, options, report)
    when = "" if columns.date else guessed(stem_of(Path(name)))["date"]
    if when:
        report.note(name, "has no column of dates; every row is dated by the name of the file.")
    for row in chain(first, ahead):
        if columns.text not in row.cells:
            report.skip(row.place, f"has no {columns.text!r}, so it has no text")
            continue
        yield _document(row, columns, name, clean, when)


def _document(
    row: Row, columns: Columns, name: str, clean: Callable[[str], str], when: str
) -> RawDocument:
    def part(column: str | None) -> str:
        return clean(cell(row.cells.get(column))).strip() if column else ""

    source = f"{name}:{row.number}"
    return RawDocument(
        id=part(columns.id) or source,
        text=clean(cell(row.cells[columns.text], "\n")),
        date=part(columns.date) if columns.date else when,
        title=part(columns.title),
        author=part(columns.author),
        language=part(columns.language),
        source=source,
        variables={
            columns.variable(column): clean(cell(value))
            for column, value in row.cells.items()
            if column not in columns.roles
        },
    )


def cell(value: object, joiner: str = "; ") -> str:
    """Write one cell as text: whole numbers without point, dates by ISO, lists joined.

    Examples
    --------
    >>> cell(1917.0), cell(None), cell(["Marx", "Engels"]), cell(True)
    ('1917', '', 'Marx; Engels', 'true')
    """
    if isinstance(value, str):
        found = _MIDNIGHT.fullmatch(value) if len(value) < 30 else None
        return found[1] if found else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date):
        return cell(value.isoformat())
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return joiner.join(value)
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
