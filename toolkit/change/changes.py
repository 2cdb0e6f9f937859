"""Breaks of a concept: when its use changed, how far, and whether it was gradual."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from toolkit.change import sentences
from toolkit.corpus.days import iso_of, year_of
from toolkit.errors import ShapeError
from toolkit.provenance import Provenance

CHANGE_COLUMNS = (
    *("concept", "of", "kind", "slice", "date", "date_low", "date_high", "year"),
    *("unit", "units_before", "units_after", "uses_before", "uses_after"),
    *("value", "low", "high", "p_value", "p_floor", "control_percentile", "p_control"),
)
_TEXTS = ("concept", "of", "kind", "slice", "date", "date_low", "date_high", "unit")
_COUNTS = ("units_before", "units_after", "uses_before", "uses_after")
SCHEMA: dict[str, Any] = {
    name: pl.String if name in _TEXTS else pl.Int64 if name in _COUNTS else pl.Float64
    for name in CHANGE_COLUMNS
}
SHOWN = (
    *("kind", "slice", "date_low", "date_high", "units_before", "units_after"),
    *("value", "low", "high", "p_value", "control_percentile"),
)
KINDS = {"rate": "frequency", "share": "share"}
BREAK, GRADUAL, NONE, UNTESTED = "break", "gradual", "none", "not judged"


@dataclass(frozen=True, slots=True)
class Change:
    """One change in a series.

    Attributes
    ----------
    kind : str
        "break", or "gradual" where an even movement fits better than any one break.
    slice : str
        The first slice after the break; of a gradual change the one from which halves differ most.
    date, low, high : int
        Days since 1970-01-01: the edge between the slices, and the interval; of a gradual change
        the interval is the whole stretch in which it happened.
    value, value_low, value_high : float or None
        How far before and after lie apart, with its interval (chosen as the largest: a little
        too large where the date is uncertain).
    p_value, p_floor : float
        Of any change in the stretch that was searched; the least it could have been.
    units, uses : (int, int)
        Units and uses before and after.
    """

    kind: str
    slice: str
    date: int
    low: int
    high: int
    value: float | None
    value_low: float | None
    value_high: float | None
    p_value: float
    p_floor: float
    units: tuple[int, int]
    uses: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Changes:
    """The changes of one concept: none is an answer.

    Attributes
    ----------
    concept : str
        What was looked at.
    of : str
        "cosine" or "squared" for its use, "rate" for how often it is used (per million tokens),
        "share" for the share of a topic.
    table : polars.DataFrame
        One row a change, columns ``CHANGE_COLUMNS``, dates ISO; a single row of kind "none" or
        "not judged" where there is none.
    changes : tuple of Change
        The same as values.
    series : DriftSeries or FrequencySeries, optional
        The series to be drawn behind them.
    level : float
        Of the intervals; ``1 - level`` is the rate of false breaks.
    doubts, provenance
        As in `DriftSeries`.
    """

    concept: str
    of: str
    table: pl.DataFrame
    changes: tuple[Change, ...] = ()
    series: Any = field(default=None, repr=False)
    level: float = 0.95
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        if tuple(self.table.columns) != CHANGE_COLUMNS or not len(self.table):
            msg = f"a table of changes needs the columns {', '.join(CHANGE_COLUMNS)} and a row."
            raise ShapeError(msg)

    def answer(self) -> list[str]:
        """Say in plain sentences when the use changed, or that it did not."""
        return [self._said(row) for row in self.table.iter_rows(named=True)]

    def _said(self, row: dict[str, Any]) -> str:
        what = f"The {KINDS.get(self.of, 'use')} of"
        what = f"{what} {sentences.quoted(self.concept)}"
        chance = f"p {sentences.number(row['p_value'], 3)}"
        if row["kind"] == UNTESTED:
            return f"{what} could not be searched for breaks: there is too little of it."
        if row["kind"] == NONE:
            return f"{what} shows no break: what there is, exchanged dates give too ({chance})."
        among = ""
        if row["p_control"] is not None:
            moved = sentences.verdict(row["p_control"], row["control_percentile"])
            among = f" Over this change it {moved}."
        if row["kind"] == GRADUAL:
            span = f"between {row['date_low'][:4]} and {row['date_high'][:4]}"
            said = f"{what} changed gradually {span}, without a date of its own ({chance})."
            return said + among
        when = f"with {sentences.named(row['slice'])}"
        span = f"{self.level:.0%} interval {row['date_low']} to {row['date_high']}"
        return f"{what} broke {when} ({span}; {chance}).{among}"

    def __str__(self) -> str:
        with pl.Config(
            tbl_rows=40, tbl_cols=-1, tbl_width_chars=160, tbl_hide_dataframe_shape=True
        ):
            shown = str(self.table.select(SHOWN))
        head = f"{self.concept}: breaks by {self.of}"
        return "\n".join([head, shown, *(f"doubt: {doubt}" for doubt in self.doubts)])


def table_of(
    concept: str,
    of: str,
    unit: str,
    changes: list[Change],
    none: dict[str, Any],
    among: Sequence[tuple[float | None, float | None, int]] = (),
) -> pl.DataFrame:
    """Put changes into a table; `none` is what the single row says where there are none.

    `among` are percentile, p and number of comparable words of each change.
    """
    rows = [
        {
            "kind": one.kind,
            "slice": one.slice,
            "date": iso_of(one.date) if one.kind == BREAK else None,
            "date_low": iso_of(one.low),
            "date_high": iso_of(one.high),
            "year": year_of(one.date) if one.kind == BREAK else None,
            "units_before": one.units[0],
            "units_after": one.units[1],
            "uses_before": one.uses[0],
            "uses_after": one.uses[1],
            "value": one.value,
            "low": one.value_low,
            "high": one.value_high,
            "p_value": one.p_value,
            "p_floor": one.p_floor,
            "control_percentile": percentile,
            "p_control": p_control,
        }
        for one, (percentile, p_control, _) in zip(
            changes, among or [(None, None, 0)] * len(changes), strict=True
        )
    ] or [none]
    same = {"concept": concept, "of": of, "unit": unit}
    return pl.DataFrame([dict.fromkeys(CHANGE_COLUMNS) | row | same for row in rows], schema=SCHEMA)
