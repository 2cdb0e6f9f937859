"""The corpus in a few lines: how much text, from when, what was left out, how it is sliced."""

from dataclasses import dataclass
from typing import Protocol

import polars as pl

from toolkit.reports.clean import without_paths
from toolkit.reports.tables import Shown

LISTED = 20  # inputs that were skipped, listed one by one


class CorpusLike(Protocol):
    """What a page needs to know of a corpus."""

    documents: pl.DataFrame
    skipped: pl.DataFrame
    notes: tuple[str, ...]

    @property
    def hash(self) -> str:
        """SHA-256 of its content."""

    def describe(self, by: str | None = None) -> pl.DataFrame:
        """Count documents and tokens."""

    def check(self, *, deep: bool = False) -> list[str]:
        """Say what is doubtful."""


class SlicesLike(Protocol):
    """What a page needs to know of slices."""

    @property
    def table(self) -> pl.DataFrame:
        """One row per slice with its counts."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Facts (name and value), doubts, notes, skipped inputs with reasons, counts by slice."""

    facts: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    notes: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]
    n_skipped: int
    slices: Shown | None


def overview(corpus: CorpusLike | None, slices: SlicesLike | None) -> Overview | None:
    """Sum a corpus up for the page; without corpus and slices there is nothing to say."""
    if corpus is None and slices is None:
        return None
    by_slice = None if slices is None else _by_slice(slices.table)
    if corpus is None:
        return Overview((), (), (), (), 0, by_slice)
    counts = corpus.describe().row(0, named=True)
    facts = [(name, _plain(value)) for name, value in counts.items() if value not in (None, "")]
    skipped = corpus.skipped.head(LISTED)
    listed = tuple(
        (without_paths(str(row["source"])), without_paths(str(row["reason"])))
        for row in skipped.iter_rows(named=True)
    )
    return Overview(
        tuple(facts),
        tuple(without_paths(doubt) for doubt in corpus.check()),
        tuple(without_paths(note) for note in corpus.notes),
        listed,
        len(corpus.skipped),
        by_slice,
    )


def _by_slice(table: pl.DataFrame) -> Shown:
    rows = tuple(
        (str(row["slice"]), f"{row['n_documents']:,}", f"{row['n_tokens']:,}")
        for row in table.iter_rows(named=True)
    )
    return Shown("Documents and tokens by slice", ("slice", "documents", "tokens"), rows)


def _plain(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
