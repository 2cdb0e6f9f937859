"""The result of comparing groups: their distance in every slice, and whether it falls."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from toolkit.change.base import DRIFT_COLUMNS
from toolkit.change.sentences import MORE, count, named, number, quoted, verdict
from toolkit.errors import ShapeError
from toolkit.provenance import Provenance

OTHERS = ("n_documents_other", "n_occurrences_other")
GROUP_COLUMNS = (
    *("concept", "group", "other", "slice", "start", "stop", "year", "metric", "unit"),
    *("n_units", "neff", "n_documents", "n_occurrences", *OTHERS),
    *(name for name in DRIFT_COLUMNS[DRIFT_COLUMNS.index("value") :]),
)
TREND_COLUMNS = (
    *("concept", "group", "other", "first", "last", "n_slices", "slope", "low", "high"),
    *("p_value", "q_value"),
)
_TEXTS = ("concept", "group", "other", "slice", "start", "stop", "metric", "unit", "first", "last")
SURE = 0.05


def schema(columns: tuple[str, ...]) -> dict[str, Any]:
    """Give the type of every column."""
    return {
        name: pl.String if name in _TEXTS else pl.Int64 if name.startswith("n_") else pl.Float64
        for name in columns
    }


@dataclass(frozen=True, eq=False)
class Convergence:
    """How far groups lie apart in each slice, and whether they come closer.

    Attributes
    ----------
    concept, by, space, metric : str
        What was compared, by which document variable, where and how.
    table : polars.DataFrame
        One row a pair of groups and slice, columns ``GROUP_COLUMNS``: as in a drift series, the
        distance being that of `group` from `other` within the slice; counts are those of `group`,
        those ending in ``_other`` of the other.
    trends : polars.DataFrame
        One row a pair, columns ``TREND_COLUMNS``: `slope` is the change of the distance in ten
        years, below 0 where the groups come closer.
    evidence : polars.DataFrame
        Typical passages of each group in each slice; columns as in `DriftSeries`.
    level : float
        Of the intervals.
    doubts, provenance
        As in `DriftSeries`.
    """

    concept: str
    by: str
    space: str
    metric: str
    table: pl.DataFrame
    trends: pl.DataFrame
    evidence: pl.DataFrame
    level: float = 0.95
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        for table, columns in ((self.table, GROUP_COLUMNS), (self.trends, TREND_COLUMNS)):
            if tuple(table.columns) != columns:
                msg = f"a table of groups needs the columns {', '.join(columns)}."
                raise ShapeError(msg)

    def answer(self) -> list[str]:
        """Say in plain sentences where groups differ, and whether they come closer."""
        said = []
        pairs = self.table.group_by("group", "other", maintain_order=True)
        for (group, other), rows in pairs:
            known = rows.drop_nulls("value")
            pair = f"{group} and {other}"
            if not len(known):
                said.append(f"{quoted(self.concept)}: {pair} could not be compared in any slice.")
                continue
            apart = known.filter(pl.col("q_value") <= SURE)
            line = (
                f"{quoted(self.concept)}: the use of {pair} differs in {len(apart)} of "
                f"{count(len(known), 'slice')} that can be judged"
            )
            more = [
                row["slice"]
                for row in apart.iter_rows(named=True)
                if verdict(row["p_control"], row["control_percentile"]) == MORE
            ]
            line += (
                f", more than comparable words do in {', '.join(map(named, more))}" if more else ""
            )
            said.append(f"{line}.")
            said += [_trend(row) for row in self._trends_of(group, other)]
        return said

    def _trends_of(self, group: object, other: object) -> list[dict[str, Any]]:
        same = (pl.col("group") == group) & (pl.col("other") == other)
        return self.trends.filter(same).drop_nulls("slope").rows(named=True)

    def __str__(self) -> str:
        with pl.Config(
            tbl_rows=80, tbl_cols=-1, tbl_width_chars=170, tbl_hide_dataframe_shape=True
        ):
            shown = self.table.select(
                *("group", "other", "slice", "n_occurrences", "n_occurrences_other", "value"),
                *("low", "high", "null_low", "null_high", "q_value", "control_percentile"),
            )
            tables = [str(shown), str(self.trends.drop("concept"))]
        head = f"{self.concept} by {self.by}: {self.metric} within slices, space {self.space}"
        return "\n".join([head, *tables, *(f"doubt: {doubt}" for doubt in self.doubts)])


def _trend(row: dict[str, Any]) -> str:
    slope, low, high = (number(row[name], 3) for name in ("slope", "low", "high"))
    told = f"{slope} in ten years ({low} to {high}), p {number(row['p_value'], 3)}"
    span = f"from {named(row['first'])} to {named(row['last'])}"
    if row["p_value"] > SURE or row["low"] <= 0 <= row["high"]:
        return f"Neither convergence nor divergence is shown {span}: {told}."
    way = "come closer" if row["slope"] < 0 else "move apart"
    return f"They {way} {span}: {told}."
