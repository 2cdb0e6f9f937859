"""How small a change of this concept this corpus could show at all."""

from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.base import DriftSeries
from toolkit.change.finding import Finding
from toolkit.change.power_sample import Donor, Drawn, Pool, donors_of, drawn_pair, pool_of
from toolkit.change.question import refuse_groups
from toolkit.change.sentences import named, number, quoted
from toolkit.change.weighed import CLOSED
from toolkit.errors import OptionError
from toolkit.statistics.compare import compare
from toolkit.statistics.debiased import UnitSums, squared
from toolkit.statistics.intervals import student
from toolkit.statistics.permutation import exchanges
from toolkit.statistics.permuted import Metric

Floats = NDArray[np.float64]
SHARES = (0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)
# The rate of detection that is called enough, and the level of the test.
ENOUGH, ALPHA = 0.8, 0.05
# Words that lend their usages.
DONORS = 10

_NAMES = ("concept", "baseline", "slice", "metric")
_COUNTS = ("n_units", "n_documents", "n_occurrences")
_FROM_SERIES = (*_NAMES, *_COUNTS)
SCHEMA: dict[str, Any] = {
    **dict.fromkeys(_NAMES, pl.String),
    **dict.fromkeys(_COUNTS, pl.Int64),
    "share": pl.Float64,
    "value": pl.Float64,
    "power": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "n_repetitions": pl.Int64,
}


class _Tried(NamedTuple):
    """One share of replaced usages: the drift that it makes, and how often it was found."""

    share: float
    value: float
    found: int
    tried: int


def power(
    series: DriftSeries,
    *,
    slice: str | None = None,
    repetitions: int = 100,
    permutations: int = 199,
    seed: int = 7,
) -> Finding:
    """Find the smallest change of a concept that its uses in two slices could show.

    Units of the slice and of its baseline are exchanged at random, so that nothing differs; then
    a share of the usages on one side is replaced by those of another word of like frequency,
    and the test is made. The rate of p ≤ .05 over many repetitions is the power at that share.

    Parameters
    ----------
    series : DriftSeries
        What was measured, by `drift`.
    slice : str, optional
        Which slice of it; without one the last that was judged.
    repetitions : int
        Repetitions for each share.
    permutations : int
        Exchanges of each test.
    seed : int
        Of all draws.

    Returns
    -------
    Finding
        One row a share: `value` is the mean true change that the donor words make, `power` how
        often it is found, with a 95 % interval. Without replacement `power` is the rate of false
        alarms. Larger power means that smaller changes would be seen.

    Raises
    ------
    OptionError
        If the series has no judged slice, or was measured by another metric than the debiased.

    Notes
    -----
    Range of `power` [0, 1]. Donors are the ten of the nearest thirty
    comparable words whose company differs most from that of the concept.
    Source: Wilson 1927, doi:10.1080/01621459.1927.10502953 (the interval).
    """
    row = _row(series, slice)
    refuse_groups(series.asked[0].space, "power")
    pool = pool_of(series.asked, row["baseline"], row["slice"])
    donors = donors_of(series.asked, pool, DONORS, seed)
    if not donors:
        msg = f"{row['slice']}: no word of like frequency lends its usages; power is not known."
        raise OptionError(msg)
    metric: Metric = "squared" if series.metric == "squared" else "cosine"
    tried = [
        _at(pool, donors, share, metric, repetitions, permutations, (seed, place))
        for place, share in enumerate(SHARES)
    ]
    base = {name: row[name] for name in _FROM_SERIES}
    rows = [base | _judged(one) for one in tried]
    table = pl.DataFrame(rows, schema=SCHEMA)
    return Finding(
        "power",
        series.concept,
        table,
        tuple(_said(table, series.concept, metric)),
        (),
        series,
        series.provenance,
    )


def smallest(table: pl.DataFrame) -> float | None:
    """Give the smallest change that is found in four of five cases; None where none is.

    Between two shares the power is taken to run straight.

    Examples
    --------
    >>> smallest(pl.DataFrame({"value": [0.0, 0.1, 0.2], "power": [0.05, 0.7, 0.9]}))
    0.15
    """
    values, rates = table["value"].to_numpy(), table["power"].to_numpy()
    for k in range(1, len(values)):
        if rates[k] >= ENOUGH > rates[k - 1]:
            share = (ENOUGH - rates[k - 1]) / (rates[k] - rates[k - 1])
            return float(values[k - 1] + share * (values[k] - values[k - 1]))
    return None


def _row(series: DriftSeries, label: str | None) -> dict[str, Any]:
    judged = series.table.drop_nulls("value")
    if label is not None:
        judged = judged.filter(pl.col("slice") == label)
    if not len(judged) or series.asked is None or series.metric not in CLOSED:
        msg = (
            f"{series.concept}: {label or 'no slice'} judged by {series.metric}; power needs a "
            f"judged slice of a drift by {' or '.join(CLOSED)}."
        )
        raise OptionError(msg)
    return judged.row(-1, named=True)


def _at(
    pool: Pool,
    donors: list[Donor],
    share: float,
    metric: Metric,
    repetitions: int,
    permutations: int,
    seed: tuple[int, int],
) -> _Tried:
    """Repeat the test at one share of replaced usages."""
    rng = np.random.default_rng(seed)
    splits = exchanges(pool.in_a, repetitions, rng, pool.blocks).labels
    values, found = [], 0
    for turn in range(repetitions):
        donor = donors[turn % len(donors)]
        drawn = drawn_pair(pool, splits[1 + turn % (len(splits) - 1)], donor, share, rng)
        result = _compared(drawn, metric, permutations, rng)
        found += result is not None and result <= ALPHA
        values.append(_true(pool, donor, share, metric))
    told = np.array(values)[np.isfinite(values)]
    return _Tried(share, float(told.mean()) if len(told) else float("nan"), found, repetitions)


def _compared(
    drawn: Drawn, metric: Metric, permutations: int, rng: np.random.Generator
) -> float | None:
    return compare(
        *(drawn.a, drawn.b),
        metric=metric,
        permutations=permutations,
        rng=rng,
        blocks=drawn.blocks,
    ).p_value


def _true(pool: Pool, donor: Donor, share: float, metric: Metric) -> float:
    """Drift between all usages and the same with a share of the donor's, as far as it is known."""
    if not share:
        return 0.0
    own, other = pool.sums, donor.sums
    scale = own.counts.sum() / other.counts.sum()
    # Products are linear in each mean: those of the mixture follow from those of its parts.
    between = squared(own, other)[0]
    if metric == "squared":
        return float(share**2 * between)
    within = [1.0, 1.0]
    for k, one in enumerate((own, other)):
        within[k] = float(_norm(one))
    across = float(
        (own.sums.sum(axis=0) @ (other.sums.sum(axis=0) * scale)) / own.counts.sum() ** 2
    )
    rest = 1.0 - share
    mixed = rest**2 * within[0] + share**2 * within[1] + 2.0 * rest * share * across
    top = rest * within[0] + share * across
    return float(1.0 - top / np.sqrt(within[0] * mixed)) if mixed > 0 < within[0] else float("nan")


def _norm(units: UnitSums) -> float:
    total = units.sums.sum(axis=0)
    pairs = units.counts.sum() ** 2 - units.counts @ units.counts
    return float((total @ total - np.sum(units.sums**2)) / pairs)


def _judged(one: _Tried) -> dict[str, Any]:
    """Rate with Wilson's interval."""
    t, rate = student(1e9, 0.95), one.found / one.tried
    middle = (rate + t**2 / (2 * one.tried)) / (1 + t**2 / one.tried)
    half = t * np.sqrt(rate * (1 - rate) / one.tried + t**2 / (4 * one.tried**2))
    half /= 1 + t**2 / one.tried
    return {
        "share": one.share,
        "value": one.value,
        "power": rate,
        "low": max(0.0, min(rate, middle - half)),
        "high": min(1.0, max(rate, middle + half)),
        "n_repetitions": one.tried,
    }


def _said(table: pl.DataFrame, concept: str, metric: Metric) -> list[str]:
    row, least = table.row(0, named=True), smallest(table)
    where = f"In {named(row['slice'])} against {named(row['baseline'])}"
    uses = f"{row['n_occurrences']:,} uses in {row['n_documents']:,} documents"
    if least is None:
        return [
            f"{where}, with {uses}, no change of {quoted(concept)} would be found in four of five "
            "cases: silence proves nothing."
        ]
    return [
        f"{where}, with {uses}, a {metric} distance of {number(least)} or more would be found in "
        f"four of five cases; smaller changes of {quoted(concept)} may be there unseen."
    ]
