"""The results of measuring change: series that cannot exist without counts and chance."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from toolkit.change import sentences
from toolkit.errors import ShapeError
from toolkit.provenance import Provenance
from toolkit.registry import RENDERERS

DRIFT_COLUMNS = (
    *("concept", "slice", "start", "stop", "year", "baseline", "metric", "unit"),
    *("n_units", "neff", "n_documents", "n_occurrences", "value", "low", "high"),
    *("null_low", "null_high", "z", "p_value", "p_floor", "q_value"),
    *("control_percentile", "p_control"),
)
FREQUENCY_COLUMNS = (
    *("slice", "start", "stop", "year", "n_tokens", "n_documents", "n_occurrences"),
    *("rate", "low", "high"),
)
NEIGHBOUR_COLUMNS = (
    *("slice", "start", "stop", "year", "neighbour", "rank", "similarity", "support"),
    *("n_documents", "n_occurrences"),
)
EVIDENCE_COLUMNS = (
    *("slice", "kind", "id", "date", "title", "author", "start", "stop"),
    *("left", "match", "right", "score"),
)
CONTROL_COLUMNS = ("slice", "control", "value")


def no_evidence() -> pl.DataFrame:
    """Give an evidence table without rows."""
    text = dict.fromkeys(EVIDENCE_COLUMNS, pl.String)
    return pl.DataFrame(schema=text | {"start": pl.Int64, "stop": pl.Int64, "score": pl.Float64})


def no_controls() -> pl.DataFrame:
    """Give a table of control words without rows."""
    return pl.DataFrame(schema={"slice": pl.String, "control": pl.String, "value": pl.Float64})


@dataclass(frozen=True, eq=False)
class DriftSeries:
    """How far one concept moved, slice by slice, with what chance would give.

    Attributes
    ----------
    concept, metric, space : str
        What was measured, by which measure of change, in which space.
    table : polars.DataFrame
        One row per slice, columns ``DRIFT_COLUMNS``; ``start`` and ``stop`` are ISO dates
        (half open), ``year`` the mid-point. The baseline row and thin slices stay: their
        counts are there, their `value` is null.
    doubts : tuple of str
        What a careful reader would object, in plain sentences.
    evidence : polars.DataFrame
        Passages, columns ``EVIDENCE_COLUMNS``; `kind` is "typical" or "moving".
    controls : polars.DataFrame
        The same statistic for comparable words, columns ``CONTROL_COLUMNS``.
    level : float
        Level of the intervals, in (0, 1).
    provenance : Provenance
        What the series was made from.
    asked : (Question, Slices), optional
        Usages and slices behind the table, for breaks and trends; not shown.

    Raises
    ------
    ShapeError
        If a column is missing, a count is null, or a value stands without its interval,
        its chance level or its p.
    """

    concept: str
    metric: str
    space: str
    table: pl.DataFrame
    doubts: tuple[str, ...] = ()
    evidence: pl.DataFrame = field(default_factory=no_evidence)
    controls: pl.DataFrame = field(default_factory=no_controls)
    level: float = 0.95
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))
    asked: Any = field(default=None, repr=False)

    def __post_init__(self) -> None:
        _check_columns("drift table", self.table, DRIFT_COLUMNS)
        _check_columns("evidence", self.evidence, EVIDENCE_COLUMNS)
        _check_columns("controls", self.controls, CONTROL_COLUMNS)
        _check_counts("drift table", self.table, ("n_units", "n_documents", "n_occurrences"))
        companions = ("low", "high", "null_low", "null_high", "p_value")
        _check_companions("drift table", self.table, "value", companions)
        _check_level(self.level)

    @property
    def baseline(self) -> str:
        """What the slices are compared with: a label, "previous", "rest", or empty."""
        judged = self.table.drop_nulls("value")
        source = judged if len(judged) else self.table
        names = source["baseline"].drop_nulls().unique(maintain_order=True).to_list()
        return str(names[0]) if len(names) == 1 else "previous" if names else ""

    def answer(self) -> list[str]:
        """Say in plain sentences what the series shows, first against comparable words."""
        return sentences.drift(self.concept, self.metric, self.table, self.baseline, self.level)

    def __str__(self) -> str:
        named = f"{self.concept}: {self.metric} against {self.baseline or 'no baseline'}"
        shown = self.table.select(
            *("slice", "n_occurrences", "n_documents", "n_units", "value", "low", "high"),
            *("null_low", "null_high", "p_value", "q_value", "control_percentile"),
        )
        return _printed(f"{named}, space {self.space}", shown, self.doubts)

    def _repr_html_(self) -> str:
        return str(RENDERERS.get("result")(self))


@dataclass(frozen=True, eq=False)
class FrequencySeries:
    """How often one concept was used, slice by slice, per million tokens.

    Attributes
    ----------
    concept : str
        What was counted.
    table : polars.DataFrame
        One row per slice, columns ``FREQUENCY_COLUMNS``; `rate`, `low` and `high` are per
        million tokens, null in a slice without tokens.
    level : float
        Level of the intervals, in (0, 1).
    doubts, provenance
        As in `DriftSeries`; so are the errors.
    """

    concept: str
    table: pl.DataFrame
    level: float = 0.95
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        _check_columns("frequency table", self.table, FREQUENCY_COLUMNS)
        counts = ("n_tokens", "n_documents", "n_occurrences")
        _check_counts("frequency table", self.table, counts)
        _check_level(self.level)

    def answer(self) -> list[str]:
        """Say in plain sentences where the concept is used most and least."""
        return sentences.frequency(self.concept, self.table, self.level)

    def __str__(self) -> str:
        shown = self.table.drop("start", "stop", "year")
        return _printed(f"{self.concept}: uses per million tokens", shown, self.doubts)

    def _repr_html_(self) -> str:
        return str(RENDERERS.get("result")(self))


@dataclass(frozen=True, eq=False)
class NeighbourTable:
    """The words nearest to one concept in each slice, with their support.

    Attributes
    ----------
    concept : str
        Whose neighbours these are.
    table : polars.DataFrame
        One row per slice and neighbour, columns ``NEIGHBOUR_COLUMNS``; `rank` starts at 1,
        `similarity` is a cosine, `support` the share of resamples of the documents in which
        the word is again among the nearest. A slice without neighbours keeps one row with
        nulls.
    doubts, provenance
        As in `DriftSeries`.

    Raises
    ------
    ShapeError
        If a column is missing, a count is null, or a neighbour stands without rank,
        similarity or support.
    """

    concept: str
    table: pl.DataFrame
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        _check_columns("neighbour table", self.table, NEIGHBOUR_COLUMNS)
        _check_counts("neighbour table", self.table, ("n_documents", "n_occurrences"))
        companions = ("rank", "similarity", "support")
        _check_companions("neighbour table", self.table, "neighbour", companions)

    def answer(self) -> list[str]:
        """Say in plain sentences which neighbours came and which went."""
        return sentences.neighbours(self.concept, self.table)

    def __str__(self) -> str:
        shown = self.table.drop("start", "stop", "year")
        return _printed(f"{self.concept}: nearest words", shown, self.doubts)

    def _repr_html_(self) -> str:
        return str(RENDERERS.get("result")(self))


def _check_columns(kind: str, table: pl.DataFrame, needed: tuple[str, ...]) -> None:
    missing = [name for name in needed if name not in table.columns]
    if missing:
        msg = f"a {kind} without {', '.join(missing)}; it needs the columns {', '.join(needed)}."
        raise ShapeError(msg)


def _check_counts(kind: str, table: pl.DataFrame, names: tuple[str, ...]) -> None:
    for name in names:
        if table[name].null_count():
            msg = f"a {kind} with an unknown {name}; every slice needs its counts, 0 if empty."
            raise ShapeError(msg)


def _check_companions(kind: str, table: pl.DataFrame, name: str, others: tuple[str, ...]) -> None:
    present = table.drop_nulls(name)
    bare = [other for other in others if present[other].null_count()]
    if bare:
        msg = f"a {kind} with a {name} but without its {', '.join(bare)}; give both or neither."
        raise ShapeError(msg)


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        msg = f"an interval level of {level}; it must lie between 0 and 1, for example 0.95."
        raise ShapeError(msg)


def _printed(head: str, table: pl.DataFrame, doubts: tuple[str, ...]) -> str:
    with pl.Config(tbl_rows=60, tbl_cols=-1, tbl_width_chars=160, tbl_hide_dataframe_shape=True):
        shown = str(table)
    return "\n".join([head, shown, *(f"doubt: {doubt}" for doubt in doubts)])
