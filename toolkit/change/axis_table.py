"""The result of placing a concept between two poles: its place in every slice."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from toolkit.change.sentences import count, named, number, quoted
from toolkit.errors import ShapeError
from toolkit.provenance import Provenance

AXIS_COLUMNS = (
    *("concept", "axis", "low_pole", "high_pole", "slice", "start", "stop", "year", "unit"),
    *("n_units", "neff", "n_documents", "n_occurrences", "value", "low", "high"),
    *("null_low", "null_high", "p_value", "q_value", "background", "separation"),
)
_TEXTS = ("concept", "axis", "low_pole", "high_pole", "slice", "start", "stop", "unit")
_COUNTS = ("n_units", "n_documents", "n_occurrences")
SCHEMA: dict[str, Any] = {
    name: pl.String if name in _TEXTS else pl.Int64 if name in _COUNTS else pl.Float64
    for name in AXIS_COLUMNS
}
SURE = 0.05


@dataclass(frozen=True, eq=False)
class AxisSeries:
    """Where a concept lies between two poles, slice by slice.

    Attributes
    ----------
    concept, axis, space : str
        What was placed, between what, and where.
    table : polars.DataFrame
        One row a slice, columns ``AXIS_COLUMNS``. `value` is -1 where usages lie as those of the
        low pole's words do, +1 as those of the high one's; `null_low` to `null_high` is what
        documents exchanged between slices give; `background` is the place of everything that is
        said in the slice; `separation` that of the held-out pole words, in [0, 1].
    p_moves : float
        That exchanged documents differ as much between slices; nan where nothing is placed.
    words : polars.DataFrame
        The words of both poles: pole, word, n_occurrences, used.
    evidence : polars.DataFrame
        Passages of each slice nearest to each pole: slice, pole, score, id, date and the passage.
    level : float
        Of the intervals.
    doubts, provenance
        As in `DriftSeries`.
    """

    concept: str
    axis: str
    space: str
    table: pl.DataFrame
    p_moves: float
    words: pl.DataFrame
    evidence: pl.DataFrame
    level: float = 0.95
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        if tuple(self.table.columns) != AXIS_COLUMNS:
            msg = f"a table of places needs the columns {', '.join(AXIS_COLUMNS)}."
            raise ShapeError(msg)
        placed = self.table.drop_nulls("value")
        if any(placed[name].null_count() for name in ("low", "high", "null_low", "p_value")):
            msg = "a place without its interval or its chance; give both or neither."
            raise ShapeError(msg)

    def answer(self) -> list[str]:
        """Say in plain sentences where the concept lies, and whether it moves."""
        what = quoted(self.concept)
        placed = self.table.drop_nulls("value")
        if not len(placed):
            return [f"{what} could not be placed on the axis {self.axis}."]
        said = [_place(what, placed.row(0, named=True))]
        if len(placed) > 1:
            said.append(_place("It", placed.row(-1, named=True)))
            if self.p_moves > SURE:
                said.append(f"No slice-to-slice movement beyond chance (p {self.p_moves:.3f}).")
            else:
                apart = placed.filter(pl.col("q_value") <= SURE)["slice"].to_list()
                which = f"; {', '.join(apart)} stand apart" if apart else ""
                said.append(f"It moves more than chance (p {self.p_moves:.3f}){which}.")
        return said

    def __str__(self) -> str:
        with pl.Config(
            tbl_rows=60, tbl_cols=-1, tbl_width_chars=160, tbl_hide_dataframe_shape=True
        ):
            shown = str(
                self.table.select(
                    *("slice", "n_occurrences", "n_documents", "value", "low", "high"),
                    *("null_low", "null_high", "p_value", "q_value", "background"),
                )
            )
        head = f"{self.concept} on {self.axis}, space {self.space}"
        return "\n".join([head, shown, *(f"doubt: {doubt}" for doubt in self.doubts)])


def _place(what: str, row: dict[str, Any]) -> str:
    """Say where one slice lies: nearer to a pole only if its interval says so."""
    if row["low"] > 0 or row["high"] < 0:
        where = f"nearer to {row['high_pole' if row['low'] > 0 else 'low_pole']}"
    else:
        where = f"between {row['low_pole']} and {row['high_pole']}"
    return (
        f"{what} lies {where} in {named(row['slice'])} ({number(row['value'])}, "
        f"{number(row['low'])} to {number(row['high'])}; {count(row['n_occurrences'], 'use')} in "
        f"{count(row['n_documents'], 'document')})."
    )
