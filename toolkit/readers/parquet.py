"""Read Parquet, a batch of rows at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from toolkit.errors import ReadError
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions
from toolkit.readers.decode import Decoder, unreadable
from toolkit.readers.tables import Row, documents_of

# Rows taken at a time: bounds the memory, at little cost.
BATCH = 2000
MAGIC = b"PAR1"


def read_parquet(path: Path, options: ReadOptions, report: ReadingReport) -> Iterator[RawDocument]:
    """Read a Parquet table with one document a row.

    Raises
    ------
    ReadError
        If the file is no Parquet, or damaged.
    """
    name = options.name(path)
    decoder = Decoder(name, None)
    yield from documents_of(rows_in(path, name), name, options, report, decoder.clean)
    decoder.say(report)


def rows_in(path: Path, name: str) -> Iterator[Row]:
    """Read the rows of a Parquet table."""
    _check(path, name)
    number = 0
    while True:
        # The engine reports damage by its own errors and, in places, by a panic, which is no
        # Exception. Either way it is this file that cannot be read.
        try:
            with quiet():
                taken = pl.scan_parquet(path, glob=False).slice(number, BATCH).collect()
                batch = taken.rows(named=True)
        except (Exception, pl.exceptions.PanicException) as error:
            raise unreadable(name, error) from error
        for cells in batch:
            number += 1
            yield Row(number, f"{name} row {number}", cells)
        if len(batch) < BATCH:
            return


@contextmanager
def quiet() -> Iterator[None]:
    """Keep a panicking engine from writing its own back-trace to standard error.

    It writes past Python, to file descriptor 2, and raises as well: nothing is lost but noise.
    """
    try:
        kept = os.dup(2)
    except OSError:  # there is no standard error to keep clean
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


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
