"""Passages in which a concept stands with a word."""

import numpy as np
import polars as pl

from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.sliced import Slices

SHOWN = 2  # passages of each word and slice, from different documents


def passages(hits: Occurrences, slices: Slices, table: pl.DataFrame, window: int) -> pl.DataFrame:
    """Show uses that have a collocate beside them, two documents for each row of a table.

    Parameters
    ----------
    hits : Occurrences
        Where the concept stands.
    slices : Slices
        The slices of the table.
    table : polars.DataFrame
        With `slice` and `collocate`.
    window : int
        Tokens on either side.

    Returns
    -------
    polars.DataFrame
        Columns slice, collocate, id, date, start, stop, match, left, right.
    """
    index = hits.corpus.index
    rows: list[tuple[str, str, int]] = []
    for label, word in table.drop_nulls("collocate").select("slice", "collocate").iter_rows():
        type_id = index.id_of(word)
        at = index.positions(type_id).astype(np.int64) if type_id is not None else np.empty(0)
        edge = index.offsets[hits.document]
        first = np.maximum(hits.position - window, edge)
        last = np.minimum(hits.position + hits.length + window, index.offsets[hits.document + 1])
        beside = np.searchsorted(at, last) > np.searchsorted(at, first)
        here = np.flatnonzero(beside & np.isin(hits.document, slices.find(label).documents))
        _, once = np.unique(hits.document[here], return_index=True)
        spread = np.unique(np.linspace(0, len(once) - 1, min(SHOWN, len(once))).astype(int))
        rows += [(label, word, int(here[once[k]])) for k in spread]
    found = hits.passages(np.array([row[2] for row in rows], np.int64), window)
    names = {"slice": [row[0] for row in rows], "collocate": [row[1] for row in rows]}
    schema = dict.fromkeys(names, pl.String)
    both: pl.DataFrame = pl.concat([pl.DataFrame(names, schema=schema), found], how="horizontal")
    return both
