"""The band of chance for a whole drift series at once."""

import numpy as np
import polars as pl

from toolkit.change.base import DriftSeries
from toolkit.change.finding import Finding
from toolkit.change.sentences import listed, named, number, quoted
from toolkit.change.timeline import Timeline, timeline
from toolkit.errors import OptionError, ProvenanceError
from toolkit.statistics.bands import max_t_band
from toolkit.statistics.debiased import Array, Products, cosine_of
from toolkit.statistics.permuted import one_thread
from toolkit.statistics.timed import exchanged, grams

# Exchanges in which a length is not above 0 may be left out up to this share.
FEW = 0.05
SCHEMA = {"slice": pl.String, "year": pl.Float64} | dict.fromkeys(
    ("value", "null_low", "null_high", "band_low", "band_high", "p_value", "p_series"), pl.Float64
)


def bands(
    series: DriftSeries, *, permutations: int = 999, level: float = 0.95, seed: int = 7
) -> Finding:
    """Give the band that a whole series of unchanged usage stays in.

    The block of chance of each slice holds 95 % of what unchanged usage gives *there*; of twelve
    slices one may leave its block by chance. The band of this function is left anywhere by only
    5 % of unchanged series.

    Parameters
    ----------
    series : DriftSeries
        Made by `drift` against one slice, by the cosine or squared distance.
    permutations : int
        Exchanges of units among all slices.
    level : float
        Of the band.
    seed : int
        Of the exchanges.

    Returns
    -------
    Finding
        One row a judged slice: `value`, `null_low` and `null_high` for the slice alone,
        `band_low` and `band_high` for the series, `p_value` of the slice alone and `p_series`,
        the chance that an unchanged series reaches as far anywhere. Nulls where too few
        exchanges have a cosine.

    Raises
    ------
    ProvenanceError, OptionError
        If the series was not made by `drift` against one slice.

    Notes
    -----
    Source: Westfall & Young 1993.
    """
    if series.asked is None:
        msg = "this series was not made by drift, so the usages behind it are not known."
        raise ProvenanceError(msg)
    line = timeline(*series.asked)
    labels = [part.label for part in line.parts]
    if series.baseline not in labels or series.metric not in ("cosine", "squared"):
        msg = (
            f"a band for {series.metric} against {series.baseline or 'nothing'}; give a series "
            "against one slice, by cosine or squared."
        )
        raise OptionError(msg)
    judged = series.table.drop_nulls("value")
    columns = [labels.index(label) for label in judged["slice"]]
    values, told = _exchanged_values(line, labels.index(series.baseline), columns,
                                     series.metric, permutations, seed)  # fmt: skip
    values[0] = judged["value"].to_numpy()
    values[:, ~told] = np.nan
    kept = values[np.isfinite(values[:, told]).all(axis=1)]
    band = max_t_band(kept, level)
    ends = np.full((2, len(columns)), np.nan)
    ends[:, told] = np.quantile(kept[:, told], [(1 - level) / 2, (1 + level) / 2], axis=0)
    alone = np.mean(kept >= kept[0] - 1e-9, axis=0)
    table = pl.DataFrame(
        {
            "slice": judged["slice"],
            "year": judged["year"],
            "value": judged["value"],
            "null_low": ends[0],
            "null_high": ends[1],
            "band_low": band.low,
            "band_high": band.high,
            "p_value": np.where(told, alone, np.nan),
            "p_series": band.p_value,
        },
        schema=SCHEMA,
    ).with_columns(pl.col(pl.Float64).fill_nan(None))
    lost = [label for label, known in zip(judged["slice"], told, strict=True) if not known]
    doubts = (f"{', '.join(lost)}: too few exchanges have a cosine: no band",) * bool(lost)
    said = _said(series, table, level)
    return Finding("bands", series.concept, table, (said,), doubts, series, series.provenance)


def _exchanged_values(
    line: Timeline, base: int, columns: list[int], metric: str, permutations: int, seed: int
) -> tuple[Array, np.ndarray]:
    """Values of every exchange (P + 1, T), and for which slices nearly all have one."""
    found = []
    rng = np.random.default_rng((seed, 6))
    with one_thread(), np.errstate(invalid="ignore", divide="ignore"):
        for at in exchanged(line.series, permutations, rng):
            g = grams(line.series.pool, at, line.series.n_slices)
            pairs = g.number**2 - g.squares
            length = (np.einsum("btt->bt", g.products) - g.own) / np.where(pairs > 0, pairs, np.nan)
            across = g.products[:, base] / (g.number[:, [base]] * g.number)
            own = np.broadcast_to(length[:, [base]], length.shape)
            each = Products(own, length, across)
            value = cosine_of(each) if metric == "cosine" else own + length - 2.0 * across
            found.append(value[:, columns])
    values = np.concatenate(found)
    return values, np.mean(~np.isfinite(values), axis=0) <= FEW


def _said(series: DriftSeries, table: pl.DataFrame, level: float) -> str:
    above = table.filter(pl.col("p_series") <= 1.0 - level)["slice"].to_list()
    what = f"the use of {quoted(series.concept)}"
    if not len(table):
        return f"No slice of {what} could be judged."
    if not above:
        return f"As a whole series, {what} stays within what unchanged usage gives."
    least = number(float(table["p_series"].drop_nulls().to_numpy().min()), 3)
    where = listed(above, series.table["slice"].to_list())
    base = named(series.baseline)
    return f"As a whole series, {what} lies further from {base} than chance in {where} (p {least})."
