"""Careers: how often an archive uses each concept, slice by slice, its peak and its breaks."""

from typing import Any

import polars as pl

from toolkit.change.base import FREQUENCY_COLUMNS
from toolkit.change.breaks import breaks
from toolkit.change.changes import BREAK
from toolkit.change.changes import SCHEMA as BREAK_SCHEMA
from toolkit.change.frequency import SCHEMA as RATE_SCHEMA
from toolkit.change.frequency import frequency
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.sliced import Slices

CAREER_SCHEMA: dict[str, Any] = {"concept": pl.String} | {
    name: RATE_SCHEMA[name] for name in FREQUENCY_COLUMNS
}
# A series of fewer uses has no breaks to speak of.
FEWEST = 20
# Exchanges behind the breaks of one of very many concepts.
EXCHANGES = 199


def career(hits: Occurrences, slices: Slices, level: float) -> pl.DataFrame:
    """Count a concept slice by slice, rate per million tokens with its interval."""
    table = frequency(hits, slices=slices, level=level).table
    return table.select(pl.lit(hits.concept.name).alias("concept"), *FREQUENCY_COLUMNS)


def peak_of(career: pl.DataFrame) -> str | None:
    """Name the slice in which a concept is surely used most: the largest lower end of its rate.

    Where no slice has a lower end above 0 (all uses in single documents), the largest rate.

    Examples
    --------
    >>> table = pl.DataFrame({"slice": ["a", "b"], "rate": [5.0, 9.0], "low": [4.0, 0.1]})
    >>> peak_of(table)
    'a'
    """
    used = career.filter(pl.col("rate") > 0)
    if not len(used):
        return None
    order = used.with_columns(pl.col("low").fill_null(0.0)).sort(
        "low", "rate", descending=True, maintain_order=True
    )
    return str(order["slice"][0])


def broken(hits: Occurrences, slices: Slices, level: float, seed: int) -> pl.DataFrame:
    """Find the breaks of a concept's rate; no row where there is none or too few uses."""
    if len(hits) < FEWEST:
        return pl.DataFrame(schema=BREAK_SCHEMA)
    found = breaks(hits, slices=slices, level=level, permutations=EXCHANGES, seed=seed)
    return found.table.filter(pl.col("kind") == BREAK)
