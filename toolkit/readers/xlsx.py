"""Read the first sheet of an Excel workbook."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import ReadError
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.decode import Decoder, on_disk, unreadable
from toolkit.readers.package import BROKEN
from toolkit.readers.tables import Row, documents_of

# Excel holds no more characters in a cell and cuts longer texts without a word.
LONGEST_CELL = 32_767
MOST_BYTES = 500 << 20


def read_xlsx(path: Source, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read a workbook with one document a row of its first sheet.

    Raises
    ------
    ReadError
        If the file is no workbook, damaged, or its first sheet is empty.
    """
    name = options.name(path)
    decoder = Decoder(name, None)
    with on_disk(path) as place:
        rows = rows_in(place, name, report)
        yield from documents_of(rows, name, options, report, decoder.clean)
    decoder.say(report)


def rows_in(path: Path, name: str, report: ReadingReport) -> Iterator[Row]:
    """Read the rows of the first sheet; every cell as text, so that none is lost to a type."""
    header, rows, sheets = _sheet(path, name)
    if len(sheets) > 1:
        report.note(name, f"sheet {sheets[0]!r} was read, the first of {len(sheets)}.")
    full = 0
    # The header is row 1 of the sheet.
    for number, cells in enumerate(rows, 1):
        if any(value is not None for value in cells):
            full += sum(value is not None and len(value) >= LONGEST_CELL for value in cells)
            yield Row(number, f"{name} row {number + 1}", dict(zip(header, cells, strict=True)))
    if full:
        report.note(
            name, f"{full} cells have {LONGEST_CELL} characters, the most Excel holds: cut short?"
        )


def _sheet(path: Path, name: str) -> tuple[list[str], list[tuple[str | None, ...]], list[str]]:
    """Read header, rows and the names of all sheets."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
            # The engine does not look at the checksums.
            damaged = packed.testzip() if size <= MOST_BYTES else None
    except BROKEN as error:
        raise unreadable(name, error) from error
    if size > MOST_BYTES:
        msg = f"{name}: unpacks to {size >> 20} MB, more than {MOST_BYTES >> 20}; save it as CSV."
        raise ReadError(msg)
    if damaged is not None:
        msg = f"{name}: is damaged: {damaged!r} inside it has changed; take another copy."
        raise ReadError(msg)
    import fastexcel

    # The engine reports damage by its own errors, by those of Arrow and by panics, which are
    # no Exception; only what must stop the program is let through.
    try:
        book = fastexcel.read_excel(str(path))
        sheet = book.load_sheet(0, dtypes="string").to_polars()
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:
        why = OSError(str(error).replace(str(path), name))
        raise unreadable(name, why) from error
    if not sheet.width:
        msg = f"{name}: sheet {book.sheet_names[0]!r} is empty; put the table on the first sheet."
        raise ReadError(msg)
    return sheet.columns, sheet.rows(), book.sheet_names
