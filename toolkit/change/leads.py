"""Which of two series moves first."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.base import DriftSeries, FrequencySeries
from toolkit.change.finding import Finding
from toolkit.change.sentences import count, number, quoted
from toolkit.errors import OptionError
from toolkit.provenance import Provenance
from toolkit.statistics.leads import lagged

SCHEMA = {
    "lag": pl.Int64,
    "n_slices": pl.Int64,
    "correlation": pl.Float64,
    "p_value": pl.Float64,
    "p_floor": pl.Float64,
}


# With fewer slices a lead is found in less than about four of five cases, even a close one.
FEW_SLICES = 20


def lead(
    a: DriftSeries | FrequencySeries,
    b: DriftSeries | FrequencySeries,
    *,
    lags: int = 3,
    permutations: int = 999,
    seed: int = 7,
) -> Finding:
    """Tell whether the changes of one series come before those of another.

    Parameters
    ----------
    a, b : DriftSeries or FrequencySeries
        Two concepts, or one concept in two groups, over the same slices.
    lags : int
        How many slices to look ahead and back.
    permutations : int
        Series made anew.
    seed : int
        Of their signs.

    Returns
    -------
    Finding
        One row a lag: Spearman's correlation of the innovations of `a` with those of `b` so many
        slices *later*, in [-1, 1] (above 0: `a` leads), and p: the share of series made anew from
        `b` whose largest correlation, over all lags, is as large in size. `n_slices` counts pairs
        of innovations.

    Raises
    ------
    OptionError
        If the slices differ or overlap, a slice is not judged in one of them, or there are too few.

    Notes
    -----
    An innovation is what a line in time and the two slices before do not foretell. Levels are not
    compared: two series that both rise, or both swing, are correlated without any tie. That one
    moves first is no proof that it moves the other. At least `lags` + 8 slices are needed; with
    12 slices even a close lead is found in one of six cases only.
    Source: Haugh 1976, doi:10.1080/01621459.1976.10480353; Liu 1988, doi:10.1214/aos/1176351062.
    """
    values = _common(a, b)
    rng = np.random.default_rng((seed, 4))
    found = lagged(values[0], values[1], lags, permutations=permutations, rng=rng)
    rows: list[dict[str, Any]] = [
        {
            "lag": lag,
            "n_slices": n,
            "correlation": value,
            "p_value": p,
            "p_floor": found.p_floor,
        }
        for lag, n, value, p in zip(
            found.lags.tolist(),
            found.sizes.tolist(),
            found.correlations.tolist(),
            found.p_values.tolist(),
            strict=True,
        )
    ]
    doubts = []
    if found.p_floor > 0.05:
        doubts.append(f"{len(values[0])} slices: no p below {found.p_floor:.3f} can be reached")
    elif len(values[0]) < FEW_SLICES:
        doubts.append(
            f"{len(values[0])} slices: only a close lead could be found; silence is no proof"
        )
    said = _said(a.concept, b.concept, max(rows, key=lambda row: abs(row["correlation"])))
    settings = {"a": a.concept, "b": b.concept, "lags": lags, "permutations": permutations}
    return Finding(
        "lead",
        f"{a.concept} and {b.concept}",
        pl.DataFrame(rows, schema=SCHEMA),
        (said,),
        tuple(doubts),
        (a, b),
        Provenance(a.provenance.corpus, settings, seed, dated=a.provenance.dated),
    )


def _common(
    a: DriftSeries | FrequencySeries, b: DriftSeries | FrequencySeries
) -> list[NDArray[np.float64]]:
    """Values of both in the slices that are judged in both, without a gap or an overlap."""
    labels = [one.table["slice"].to_list() for one in (a, b)]
    if labels[0] != labels[1]:
        msg = f"series over {len(labels[0])} and {len(labels[1])} slices; give the same slices."
        raise OptionError(msg)
    if (a.table["start"].shift(-1) < a.table["stop"]).any():
        msg = "slices overlap, so that what is new in one is in the next too; give slices apart."
        raise OptionError(msg)
    names = ["rate" if isinstance(one, FrequencySeries) else "value" for one in (a, b)]
    known = a.table.select(pl.col(names[0]).alias("a")).with_columns(b.table[names[1]].alias("b"))
    inside = known.with_row_index().drop_nulls()
    places = inside["index"].to_numpy()
    if len(places) and (np.diff(places) != 1).any():
        msg = "a slice within the series is not judged; take wider slices."
        raise OptionError(msg)
    return [inside[name].to_numpy().astype(float) for name in ("a", "b")]


def _said(a: str, b: str, row: dict[str, Any]) -> str:
    chance = (
        f"correlation of innovations {number(row['correlation'])}, p {number(row['p_value'], 3)}"
    )
    if row["p_value"] > 0.05:
        return f"Neither {quoted(a)} nor {quoted(b)} leads beyond chance ({chance})."
    if row["lag"] == 0:
        return f"{quoted(a)} and {quoted(b)} move in the same slices ({chance})."
    first, second = (a, b) if row["lag"] > 0 else (b, a)
    by = count(abs(row["lag"]), "slice")
    return f"{quoted(first)} moves {by} before {quoted(second)} ({chance})."
