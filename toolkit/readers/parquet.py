"""Read Parquet, a batch of rows at a time, after a look at it in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from toolkit.errors import ReadError
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.decode import Decoder, on_disk, unreadable
from toolkit.readers.tables import Row, documents_of

# Rows taken at a time: bounds the memory, at little cost.
BATCH = 2000
MAGIC = b"PAR1"
# Seconds that the look may take: a minute, and one more for every 5 MB.
PATIENCE, BYTES_PER_SECOND = 60, 5 << 20
_LOOK = """
import sys, polars
table, row, batch = polars.scan_parquet(sys.argv[1], glob=False), 0, int(sys.argv[2])
while len(table.slice(row, batch).collect()) == batch:
    row += batch
"""


def read_parquet(
    path: Source, options: ReadOptions, report: ReadingReport
) -> Iterator[RawDocument]:
    """Read a Parquet table with one document a row.

    Raises
    ------
    ReadError
        If the file is no Parquet, or damaged.
    """
    name = options.name(path)
    decoder = Decoder(name, None)
    with on_disk(path) as place:
        yield from documents_of(rows_in(place, name), name, options, report, decoder.clean)
    decoder.say(report)


def rows_in(path: Path, name: str) -> Iterator[Row]:
    """Read the rows of a Parquet table."""
    _check(path, name)
    _look(path, name)
    number = 0
    while True:
        try:
            taken = pl.scan_parquet(path, glob=False).slice(number, BATCH).collect()
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            raise unreadable(name, error) from error
        for cells in taken.iter_rows(named=True):
            number += 1
            yield Row(number, f"{name} row {number}", cells)
        if len(taken) < BATCH:
            return


def _check(path: Path, name: str) -> None:
    """Look at both ends first: a file cut short is the usual damage."""
    try:
        with path.open("rb") as opened:
            head = opened.read(4)
            opened.seek(-min(4, path.stat().st_size), 2)
            tail = opened.read(4)
    except OSError as error:
        raise unreadable(name, error) from error
    if head != MAGIC or tail != MAGIC:
        what = "is cut short" if head == MAGIC else "is no Parquet file"
        msg = f"{name}: {what}: it must begin and end with PAR1; export it again."
        raise ReadError(msg)


def _look(path: Path, name: str) -> None:
    """Read the file once in another process.

    One flipped byte can make the engine abort, and with it the whole program, not only raise.
    The look costs a third of a second and a second reading, which is fast.
    """
    patience = PATIENCE + path.stat().st_size // BYTES_PER_SECOND
    try:
        # -P: a file called polars.py in the current folder is not imported.
        looked = subprocess.run(
            [sys.executable, "-P", "-c", _LOOK, str(path.resolve()), str(BATCH)],
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        msg = f"{name}: takes longer than {patience} s to read; export it again or split it."
        raise ReadError(msg) from error
    if looked.returncode:
        said = looked.stderr.decode("utf-8", "replace").strip().splitlines() or [""]
        why = said[-1].partition(": ")[2] if looked.returncode > 0 else "the engine breaks off"
        raise unreadable(name, OSError(why or said[-1]))
