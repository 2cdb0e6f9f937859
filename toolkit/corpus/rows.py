"""The table of documents while it is made: a row a document, a frame a batch."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from toolkit.corpus.documents import COLUMNS, Document
from toolkit.corpus.language import detect_language
from toolkit.corpus.tokens import paired
from toolkit.errors import CorpusError

COUNTED = ("n_tokens", "text_hash")
RESERVED = frozenset({*COLUMNS, *COUNTED})

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
    }
    # Lone surrogates go: no file of ours can hold them.
    return {
        paired(name): paired(value) if isinstance(value, str) else value
        for name, value in row.items()
    }


def frame_of(rows: Sequence[Row]) -> pl.DataFrame:
    """Lay rows out as a table; a variable that a row lacks is null there."""
    variables = {name for row in rows for name in row} - set(COLUMNS)
    schema: dict[str, Any] = dict.fromkeys(COLUMNS, pl.String)
    schema |= {"start": pl.Int32, "stop": pl.Int32} | dict.fromkeys(variables, pl.String)
    return pl.DataFrame({name: [row.get(name) for row in rows] for name in schema}, schema=schema)


def joined(
    frames: Sequence[pl.DataFrame], lengths: Sequence[int], digests: Sequence[str]
) -> pl.DataFrame:
    """Put tables one below the other, with the tokens of each text and its hash."""
    frame = pl.concat(frames, how="diagonal")
    return frame.select(*COLUMNS, *sorted(set(frame.columns) - set(COLUMNS))).with_columns(
        pl.Series("n_tokens", lengths, dtype=pl.Int64),
        pl.Series("text_hash", digests, dtype=pl.String),
    )
