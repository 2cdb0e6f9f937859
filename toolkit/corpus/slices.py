"""Slices: named periods of a corpus and the documents that lie in them."""

from collections.abc import Iterable, Mapping
from typing import Any, overload

import numpy as np
import polars as pl

from toolkit.corpus.dates import DateSpan
from toolkit.corpus.periods import (
    Moment,
    Named,
    Period,
    between_edges,
    equal_mass,
    every_years,
    named_periods,
    rolling_years,
)
from toolkit.corpus.sliced import Dated, Slice, Slices, placed
from toolkit.corpus.where import Where, kept_by, text_column
from toolkit.errors import OptionError

__all__ = ["Slice", "Slices", "slices"]

Edges = Iterable[Moment]
Periods = Mapping[str, Any] | Iterable[DateSpan | Named]
Rolling = tuple[int, int]

# The name of the group of documents whose variable is empty.
UNKNOWN = "unknown"


@overload
def slices(
    corpus: Dated,
    *,
    every: int | None = ...,
    edges: Edges | None = ...,
    periods: Periods | None = ...,
    mass: int | None = ...,
    rolling: Rolling | None = ...,
    by: None = ...,
    where: Where | None = ...,
) -> Slices: ...


@overload
def slices(
    corpus: Dated,
    *,
    every: int | None = ...,
    edges: Edges | None = ...,
    periods: Periods | None = ...,
    mass: int | None = ...,
    rolling: Rolling | None = ...,
    by: str,
    where: Where | None = ...,
) -> dict[str, Slices]: ...


def slices(
    corpus: Dated,
    *,
    every: int | None = None,
    edges: Edges | None = None,
    periods: Periods | None = None,
    mass: int | None = None,
    rolling: Rolling | None = None,
    by: str | None = None,
    where: Where | None = None,
) -> Slices | dict[str, Slices]:
    """Divide a corpus into slices of time.

    At most one of `every`, `edges`, `periods`, `mass` and `rolling` is given; without any,
    ``every=10``. A document lies where the middle of its date lies. Undated documents lie in
    no slice and are counted. Empty slices between the first and the last document stay.

    Parameters
    ----------
    corpus : Corpus
        What to divide.
    every : int, optional
        Years per slice, aligned to round years: 10 gives decades. Ordered sequence numbers
        are counted from 1: 1–10, 11–20.
    edges : iterable of int, str, DateSpan or event, optional
        Years or dates at which a slice ends and the next begins; m edges make m - 1 slices.
    periods : mapping, or iterable of events or DateSpan, optional
        Name to ``(start, stop)``, stop excluded, or to one date. They may overlap.
    mass : int, optional
        How many slices of about equally many tokens.
    rolling : (int, int), optional
        Width and step in years of overlapping windows.
    by : str, optional
        A column of the documents: one Slices per value, all with the same periods.
    where : mapping or polars expression, optional
        Keep only these documents: column to a value or to a list of values.

    Returns
    -------
    Slices, or dict of str to Slices with `by`
        Documents with an empty value of `by` stand under ``"unknown"``.

    Raises
    ------
    OptionError
        If two ways of dividing are given, or one cannot be carried out.
    UnknownNameError
        If `by` or `where` names a column that the documents lack.
    DateError
        If an edge is no date.
    """
    documents = corpus.documents
    kept = np.flatnonzero(kept_by(documents, where))
    ways = {"every": every, "edges": edges, "periods": periods, "mass": mass, "rolling": rolling}
    given = {name: way for name, way in ways.items() if way is not None}
    if len(given) > 1:
        msg = f"slices were asked for in {len(given)} ways, {' and '.join(given)}; give one."
        raise OptionError(msg)
    made = _periods(documents[kept], given or {"every": 10})
    if by is None:
        return placed(corpus, kept, made, None)
    values = text_column(documents, by).fill_null("").to_numpy()[kept]
    values = np.where(values == "", UNKNOWN, values)
    return {
        str(value): placed(corpus, kept[values == value], made, str(value))
        for value in np.unique(values.astype(str))
    }


def _periods(documents: pl.DataFrame, given: Mapping[str, Any]) -> list[Period]:
    ((name, way),) = given.items()
    dated = documents.filter(pl.col("start").is_not_null())
    # Numbers are labelled as numbers only when no document has a date in their place.
    sequence = dated.height > 0 and bool((dated["precision"] == "sequence").all())
    starts, stops = (dated[column].to_numpy().astype(np.int64) for column in ("start", "stop"))
    if name == "edges":
        return between_edges(way, sequence=sequence)
    if name == "periods":
        return named_periods(way)
    if name == "mass":
        tokens = dated["n_tokens"].to_numpy().astype(np.int64)
        return equal_mass(starts, stops, tokens, way, sequence=sequence)
    middles = (starts + stops) // 2
    if name == "rolling":
        width, step = way
        return rolling_years(middles, width, step, sequence=sequence)
    return every_years(middles, way, sequence=sequence)
