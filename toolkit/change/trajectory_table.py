"""What a trajectory is: slices and words on one plane, in one table, with the moves judged."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from toolkit.change.base import DriftSeries
from toolkit.change.sentences import count, named, number, quoted
from toolkit.errors import ShapeError
from toolkit.provenance import Provenance

_TEXTS = ("kind", "name", "start", "stop", "unit", "baseline", "nearest")
_COUNTS = ("n_units", "n_documents", "n_occurrences")
COLUMNS = (
    *("kind", "name", "start", "stop", "year", "unit", *_COUNTS),
    *("x", "y", "major", "minor", "angle"),
    *("baseline", "value", "low", "high", "null_low", "null_high", "p_value", "p_floor"),
    *("q_value", "control_percentile", "similarity", "support", "nearest"),
)
SCHEMA = pl.Schema(
    {c: pl.String if c in _TEXTS else pl.Int64 if c in _COUNTS else pl.Float64 for c in COLUMNS}
)
FOUND = 0.05  # q up to which a move is more than chance gives


@dataclass(frozen=True, eq=False)
class Trajectory:
    """A concept among its neighbours, slice by slice, on one plane.

    Attributes
    ----------
    concept : str
        Whose way it is.
    table : polars.DataFrame
        Columns `COLUMNS`. Rows of `kind` "slice" have counts, a place (`x`, `y`; no unit, a
        direction has length 1) and its ellipse (half axes `major` and `minor`, turned by `angle`
        degrees), and the move from the slice `baseline`: debiased cosine distance in the whole
        space, as in a drift table. Slices too thin keep their counts and have no place. Rows of
        `kind` "word" have a place, the slices to which they are `nearest`, and of the nearest of
        these the cosine and the share of resamples in which they are found again.
    explained : (float, float)
        Share of the variance of the words along x and y, in [0, 1].
    level : float
        Of the ellipses, in (0, 1).
    doubts : tuple of str
        What a careful reader would object.
    moves : DriftSeries
        The moves, with their passages and comparable words.
    provenance : Provenance
        What it was made from.

    Raises
    ------
    ShapeError
        If a column or a count is missing, or a place stands without its ellipse.
    """

    concept: str
    table: pl.DataFrame
    explained: tuple[float, float]
    level: float = 0.95
    doubts: tuple[str, ...] = ()
    moves: DriftSeries | None = field(default=None, repr=False)
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        parts = self.slices if tuple(self.table.columns) == COLUMNS else None
        if parts is None or parts.select(_COUNTS).null_count().to_numpy().any():
            msg = f"a trajectory needs the columns {', '.join(COLUMNS)}, and counts of its slices."
            raise ShapeError(msg)
        placed = parts.drop_nulls("x")
        if placed.select("y", "major", "minor", "angle").null_count().to_numpy().any():
            msg = "a slice has a place without its ellipse; give both or neither."
            raise ShapeError(msg)

    @staticmethod
    def frame(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
        """Make the table from rows; what a row does not say is null."""
        empty = dict.fromkeys(COLUMNS)
        return pl.DataFrame(
            [empty | {name: row[name] for name in COLUMNS if name in row} for row in rows],
            schema=SCHEMA,
        )

    @property
    def slices(self) -> pl.DataFrame:
        """Rows of slices, in order of time."""
        return self.table.filter(pl.col("kind") == "slice")

    @property
    def words(self) -> pl.DataFrame:
        """Rows of words."""
        return self.table.filter(pl.col("kind") == "word")

    @property
    def evidence(self) -> pl.DataFrame:
        """Passages behind the moves."""
        return pl.DataFrame() if self.moves is None else self.moves.evidence

    def answer(self) -> list[str]:
        """Say which moves are more than chance gives, and among which words they end."""
        placed = self.slices.drop_nulls("x")
        if len(placed) < 2:
            return [f"{quoted(self.concept)} has {count(len(placed), 'slice')} that can be placed: "
                    "no way to show."]  # fmt: skip
        judged = self.slices.drop_nulls("value")
        found = judged.filter(pl.col("q_value") <= FOUND)
        said = f"{len(found)} of {count(len(judged), 'move')} of {quoted(self.concept)} from one "
        said += "slice to the next are more than exchanged units give (q ≤ 0.05)"
        if len(found):
            far = found.sort("value", descending=True).row(0, named=True)
            said += f"; the longest is that from {named(far['baseline'])} to {named(far['name'])} "
            said += f"(debiased cosine distance {number(far['value'])})"
        said += "."
        return [said, *self._company(placed["name"][0], placed["name"][-1])]

    def _company(self, *ends: str) -> list[str]:
        """Name the words that are nearest in the first and in the last slice."""
        shown = self.words.sort("similarity", descending=True)
        near = pl.col("nearest").str.split("; ")
        by = {end: shown.filter(near.list.contains(end))["name"].to_list() for end in ends}
        parts = [f"{named(end)}: {', '.join(some)}" for end, some in by.items() if some]
        return [f"Words nearest in {'; in '.join(parts)}."] if parts else []

    def __str__(self) -> str:
        with pl.Config(tbl_rows=60, tbl_cols=-1, tbl_width_chars=160,
                       tbl_hide_dataframe_shape=True):  # fmt: skip
            shown = str(self.table.select(
                "kind", "name", "n_documents", "n_occurrences", "x", "y", "major", "minor",
                "value", "q_value", "support"))  # fmt: skip
        head = f"{self.concept}: trajectory"
        return "\n".join([head, shown, *(f"doubt: {doubt}" for doubt in self.doubts)])

    __repr__ = __str__
