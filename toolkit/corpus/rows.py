"""The table of documents while it is made: a row a document, a frame a batch."""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from toolkit.corpus.documents import COLUMNS, Document
from toolkit.corpus.index import Longs
from toolkit.corpus.language import detect_language
from toolkit.corpus.tokens import paired
from toolkit.errors import CorpusError

RESERVED = frozenset({*COLUMNS, "n_tokens", "text_hash"})

Row = dict[str, Any]


def row_of(document: Document, text: str) -> Row:
    """Give what is known of a document, without its text.

    Raises
    ------
    CorpusError
        If a document variable is called like a column that every corpus has.
    """
    taken = RESERVED.intersection(document.variables)
    if taken:
        msg = (
            f"document {document.id!r}: every corpus has a column {min(taken)!r}; "
            "give the document variable another name"
        )
        raise CorpusError(msg)
    date = document.date
    row = dict(document.variables) | {
        "id": document.id,
        "title": document.title,
        "author": document.author,
        "language": document.language or detect_language(text),
        "source": document.source,
        "date": date.text if date else "",
        "precision": date.precision if date else "",
        "start": date.start if date else None,
        "stop": date.stop if date else None,
        "text_hash": hashlib.sha256(text.encode("utf-8")).hexdigest(),
    }
    # Lone surrogates go: no file of ours can hold them.
    return {
        paired(name): paired(value) if isinstance(value, str) else value
        for name, value in row.items()
    }


def frame_of(rows: Sequence[Row]) -> pl.DataFrame:
    """Lay rows out as a table; a variable that a row lacks is null there."""
    variables = {name for row in rows for name in row} - set(COLUMNS)
    schema: dict[str, Any] = dict.fromkeys((*COLUMNS, "text_hash"), pl.String)
    schema |= {"start": pl.Int32, "stop": pl.Int32} | dict.fromkeys(variables, pl.String)
    return pl.DataFrame({name: [row.get(name) for row in rows] for name in schema}, schema=schema)


def in_order(frame: pl.DataFrame, lengths: Sequence[int]) -> tuple[pl.DataFrame, Longs]:
    """Bring the table of all documents into its lasting form.

    Parameters
    ----------
    frame : polars.DataFrame
        A row a document, as they came; it is used up, so that no column is held twice for long.
    lengths : sequence of int
        How many tokens each has.

    Returns
    -------
    frame : polars.DataFrame
        By date, then id, undated ones last; variables after what every corpus has.
    order : array, shape (n_documents,)
        Which arrival each row was.
    """
    order = frame.select(pl.arg_sort_by("start", "id", nulls_last=True)).to_series()
    frame.insert_column(0, pl.Series("n_tokens", lengths, dtype=pl.Int64))
    variables = sorted(set(frame.columns) - RESERVED)
    names = (*COLUMNS, *variables, "n_tokens", "text_hash")
    columns = [frame.drop_in_place(name).gather(order) for name in names]
    return pl.DataFrame(columns), order.to_numpy().astype(np.int64)
