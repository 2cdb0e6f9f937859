"""Which documents of a corpus are meant: by the values of their variables."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.errors import unknown_name

Where = Mapping[str, str | Sequence[str]] | pl.Expr


def kept_by(documents: pl.DataFrame, where: Where | None) -> NDArray[np.bool_]:
    """Tell for each document whether `where` keeps it."""
    if isinstance(where, pl.Expr):
        chosen = documents.select(where.fill_null(value=False)).to_series()
        return chosen.to_numpy().astype(bool)
    kept = np.ones(documents.height, dtype=bool)
    for name, allowed in (where or {}).items():
        values = [allowed] if isinstance(allowed, str | int | float) else list(allowed)
        column = text_column(documents, name)
        kept &= column.is_in([str(value) for value in values]).fill_null(value=False).to_numpy()
    return kept


def text_column(documents: pl.DataFrame, name: str) -> pl.Series:
    """Return a column of the documents as text, or refuse a name that none of them has."""
    if name not in documents.columns:
        unknown = unknown_name("document variable", name, documents.columns)
        raise unknown
    return documents[name].cast(pl.String)
