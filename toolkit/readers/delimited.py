"""Read CSV and TSV, packed or not: streamed, so that memory does not grow with the file."""

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from typing import BinaryIO, Protocol

from toolkit.errors import ReadError
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.decode import DAMAGE, Decoder, open_bytes, unreadable
from toolkit.readers.tables import Row, documents_of

# A whole book may stand in one cell; the csv module refuses 131,072 characters unless told.
LONGEST_CELL = 2**31 - 1
DELIMITERS = ",;\t|"


class _Reader(Protocol):
    """What is used of a reader of the csv module."""

    @property
    def line_num(self) -> int: ...

    def __next__(self) -> list[str]: ...

    def __iter__(self) -> Iterator[list[str]]: ...


def read_delimited(
    path: Source, options: ReadOptions, report: ReadingReport
) -> Iterator[RawDocument]:
    """Read a table with one document a row, the first row naming the columns.

    The delimiter is the one of comma, semicolon, tab and bar that the first line has most of.
    Rows with a wrong number of cells or a broken quote are skipped and listed; where a file is
    cut off, what came before is read and the place is listed.
    """
    with open_bytes(path) as stream:
        yield from documents_in(stream, options.name(path), options, report)


def documents_in(
    stream: BinaryIO, name: str, options: ReadOptions, report: ReadingReport
) -> Iterator[RawDocument]:
    """Read the documents of an opened CSV or TSV."""
    decoder = Decoder(name, options.encoding)
    rows = rows_in(stream, name, decoder, report)
    yield from documents_of(rows, name, options, report, decoder.clean)
    decoder.say(report)


def rows_in(stream: BinaryIO, name: str, decoder: Decoder, report: ReadingReport) -> Iterator[Row]:
    """Read the rows of an opened CSV or TSV; what cannot be read is listed.

    Raises
    ------
    ReadError
        If there is no header, or it names a column twice.
    """
    csv.field_size_limit(LONGEST_CELL)
    with ExitStack() as opened:
        try:
            lines = opened.enter_context(decoder.text(stream))
            first = lines.readline()
            delimiter = _delimiter(first, "\t" if ".tsv" in name.lower() else ",")
            # Strict, or the module would close an open quote at the end of a file silently.
            reader = csv.reader(chain([first], lines), delimiter=delimiter, strict=True)
            header = _header(next(reader, []), name, decoder)
        except (*DAMAGE, csv.Error) as error:
            raise unreadable(name, error) from error
        if delimiter != ",":
            report.note(name, f"cells are delimited by {delimiter!r}.")
        yield from _rows(reader, header, name, report)


def _rows(reader: _Reader, header: list[str], name: str, report: ReadingReport) -> Iterator[Row]:
    """Read the rows after the header."""
    number = 0
    while True:
        line = reader.line_num + 1
        place = f"{name} line {line}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            report.skip(place, _broken(error, line, reader.line_num))
            continue
        except DAMAGE as error:
            why = f"the file is damaged or cut off here ({error}); what came before was read"
            report.skip(place, why)
            return
        if cells is None:
            return
        if not cells:
            continue
        number += 1
        if len(cells) == len(header):
            yield Row(number, place, dict(zip(header, cells, strict=True)))
        else:
            reason = f"has {len(cells)} cells where the header has {len(header)}; not read"
            report.skip(place, reason)


def _broken(error: csv.Error, first: int, last: int) -> str:
    """Say what is wrong with a row, and how far the damage reaches."""
    reach = f"lines {first} to {last}" if last > first else "the line"
    if "unexpected end" in str(error):
        return f"a quote is opened and never closed; {reach} not read"
    return f"a quote is broken ({error}); {reach} not read"


def _delimiter(line: str, usual: str) -> str:
    """Find the delimiter that stands most often outside quotes in the first line.

    Examples
    --------
    >>> _delimiter('id;"a, b, c";date', ",")
    ';'
    """
    outside = "".join(line.split('"')[::2])
    best = max(DELIMITERS, key=lambda mark: (outside.count(mark), mark == usual))
    return best if best in outside else usual


def _header(cells: list[str], name: str, decoder: Decoder) -> list[str]:
    """Check the names of the columns; a column without a name is called by its number."""
    names = [
        decoder.clean(cell).strip() or f"column {number}" for number, cell in enumerate(cells, 1)
    ]
    if not names:
        msg = f"{name}: is empty; a table needs a first row with the names of its columns."
        raise ReadError(msg)
    twice = next((column for column in names if names.count(column) > 1), None)
    if twice is not None:
        msg = f"{name}: two columns are called {twice[:60]!r}; rename one of them."
        raise ReadError(msg)
    return names
