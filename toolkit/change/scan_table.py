"""The result of a scan: one row a word, its q and its place among comparable words."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from toolkit.change.base import DRIFT_COLUMNS
from toolkit.change.doubts import RATE
from toolkit.change.sentences import MORE, STILL, count, quoted
from toolkit.errors import ShapeError
from toolkit.provenance import Provenance

SCAN_COLUMNS = (
    *("concept", "baseline", "slice"),
    *(name for name in DRIFT_COLUMNS if name not in ("concept", "baseline", "slice")),
    *("break_at", "break_p"),
)
_TEXTS = ("concept", "baseline", "slice", "start", "stop", "metric", "unit", "break_at")
_COUNTS = ("n_units", "n_documents", "n_occurrences")
SCHEMA: dict[str, Any] = {
    name: pl.String if name in _TEXTS else pl.Int64 if name in _COUNTS else pl.Float64
    for name in SCAN_COLUMNS
}
PERCENTILE_MORE, PERCENTILE_STILL = 95.0, 5.0
_COMPANIONS = ("low", "high", "null_low", "null_high", "p_value", "q_value")


@dataclass(frozen=True, eq=False)
class ScanTable:
    """How far every word moved, from its first to its last slice above the floors.

    Attributes
    ----------
    table : polars.DataFrame
        One row a word or concept, columns ``SCAN_COLUMNS``, ordered by value minus the median
        of the comparable words; words that could not be judged stand last, with their counts.
    comparable : polars.DataFrame
        How many comparable words each had, and their median: concept, n_controls, median.
    metric, space : str
        By which measure, in which space.
    level : float
        Level of the intervals.
    doubts, provenance
        As in `DriftSeries`.

    Raises
    ------
    ShapeError
        If a column is missing, or a value stands without its interval, its chance level, p or q.
    """

    table: pl.DataFrame
    comparable: pl.DataFrame
    metric: str
    space: str
    level: float = 0.95
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        missing = [name for name in SCAN_COLUMNS if name not in self.table.columns]
        known = self.table.drop_nulls("value") if not missing else self.table
        bare = [name for name in _COMPANIONS if not missing and known[name].null_count()]
        if missing or bare:
            what = f"without {', '.join(missing)}" if missing else f"values without {bare}"
            msg = f"a scan table {what}; every value needs its interval, chance, p and q."
            raise ShapeError(msg)

    def shown(self, rate: float = RATE) -> pl.DataFrame:
        """Give the rows to read: found at that rate, and apart from comparable words.

        Parameters
        ----------
        rate : float
            Share of false discoveries that is borne.

        Returns
        -------
        polars.DataFrame
            Rows with ``q_value <= rate`` and a control percentile of at least 95 or at most 5.
        """
        percentile = pl.col("control_percentile")
        apart = (percentile >= PERCENTILE_MORE) | (percentile <= PERCENTILE_STILL)
        return self.table.filter((pl.col("q_value") <= rate) & apart)

    def answer(self) -> list[str]:
        """Say in plain sentences how many words moved, and which most and least."""
        judged = self.table.drop_nulls("value")
        if not len(judged):
            return [f"None of {count(len(self.table), 'word')} could be judged."]
        found = int((judged["q_value"] <= RATE).sum())
        said = [
            f"{count(len(judged), 'word')} judged of {len(self.table):,}; change of any kind is "
            f"shown for {found:,} (q ≤ {RATE})."
        ]
        shown = self.shown()
        more = shown.filter(pl.col("control_percentile") >= PERCENTILE_MORE)["concept"].to_list()
        still = shown.filter(pl.col("control_percentile") <= PERCENTILE_STILL)["concept"].to_list()
        for words, listed in ((MORE, more), (STILL, still[::-1])):
            if listed:
                first = ", ".join(quoted(one) for one in listed[:8])
                said.append(f"{count(len(listed), 'word')} {words}, first {first}.")
        return said

    def __str__(self) -> str:
        shown = self.shown().select(
            *("concept", "baseline", "slice", "n_occurrences", "n_documents", "value", "low"),
            *("high", "null_high", "z", "q_value", "control_percentile", "break_at"),
        )
        with pl.Config(tbl_rows=40, tbl_cols=-1, tbl_width_chars=160):
            rows = str(shown)
        named = f"scan of {len(self.table):,} words: {self.metric}, space {self.space}"
        return "\n".join([named, *self.answer(), rows, *(f"doubt: {one}" for one in self.doubts)])
