"""Trends: whether a series rises or falls, how fast, and whether usage follows the date."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from toolkit.errors import OptionError, ShapeError
from toolkit.statistics.debiased import Array, UnitSums
from toolkit.statistics.intervals import checked_level
from toolkit.statistics.permutation import p_of
from toolkit.statistics.permuted import one_thread
from toolkit.statistics.timed import Timed, exchanged

# Up to this many values without ties the null of Kendall's S is counted, not approximated.
COUNTED = 60
FEWEST = 4


class Slope(NamedTuple):
    """Theil–Sen slope per year with its interval; ``low`` and ``high`` None where there is none."""

    value: float
    low: float | None
    high: float | None
    intercept: float


class Rise(NamedTuple):
    """Kendall's S and tau of a series with time, and the two-sided p of Mann and Kendall."""

    s: int
    tau: float
    p_value: float
    p_floor: float


class Association(NamedTuple):
    """Spearman's rho of usage with date, and its one-sided p from exchanged dates."""

    rho: float
    p_value: float
    p_floor: float


def theil_sen(when: Array, values: Array, level: float = 0.95) -> Slope:
    """Median of the slopes of all pairs, with the interval that inverts Kendall's test.

    Larger means a steeper rise a year. An outlying slice moves it little (breakdown at 29 %). The
    interval leaves out as many slopes at each end as S may reach by chance; None where even all
    slopes are too few for `level`. Cost O(T^2).
    Source: Sen 1968, doi:10.1080/01621459.1968.10480934.

    Parameters
    ----------
    when, values : array, shape (T,)
        Years, all different, and values; at least two.
    level : float
        Between 0 and 1.

    Examples
    --------
    >>> theil_sen(np.arange(5.0), np.array([1.0, 3.0, 5.0, 7.0, 60.0])).value
    2.0
    """
    when, values = _paired(when, values, 2)
    first, second = np.triu_indices(len(when), 1)
    slopes = np.sort((values[second] - values[first]) / (when[second] - when[first]))
    value = float(np.median(slopes))
    intercept = float(np.median(values - value * when))
    left_out = _left_out(len(when), checked_level(level))
    if left_out is None:
        return Slope(value, None, None, intercept)
    return Slope(value, float(slopes[left_out]), float(slopes[-1 - left_out]), intercept)


def mann_kendall(values: Array) -> Rise:
    """Test a series in order of time for a monotone trend.

    ``S = sum over i < j of sign(x_j - x_i)``, tau = S over the number of pairs without a tie, in
    [-1, 1]. Up to 60 values without ties p is exact; otherwise normal with the correction for ties
    and for continuity. The values are taken to be exchangeable when there is no trend.
    Source: Mann 1945, doi:10.2307/1907187; Kendall 1938, doi:10.1093/biomet/30.1-2.81.

    Examples
    --------
    >>> mann_kendall(np.array([1.0, 2.0, 3.0, 4.0]))
    Rise(s=6, tau=1.0, p_value=0.0833, p_floor=0.0833)
    """
    values = np.asarray(values, float)
    _paired(np.arange(len(values)), values, 2)
    size = len(values)
    first, second = np.triu_indices(size, 1)
    signs = np.sign(values[second] - values[first])
    s = int(signs.sum())
    told = int(np.count_nonzero(signs))
    tau = s / told if told else 0.0
    if told == len(signs) and size <= COUNTED:
        chances = kendall_chances(size)
        upper = chances[::-1].cumsum()[::-1]
        swaps = (abs(s) + len(signs)) // 2
        return Rise(s, tau, min(1.0, 2.0 * float(upper[swaps])), min(1.0, 2.0 * float(chances[0])))
    from scipy.special import ndtr

    ties = np.unique(values, return_counts=True)[1]
    spread = (_odd(size) - float(sum(_odd(int(tie)) for tie in ties))) / 18.0
    p = 1.0 if spread <= 0 else 2.0 * float(ndtr(-max(abs(s) - 1, 0) / np.sqrt(spread)))
    return Rise(s, tau, min(1.0, p), 0.0)


def kendall_chances(size: int) -> Array:
    """Chance of each number of ordered pairs among `size` values in random order.

    Entry m belongs to ``S = 2 m - size (size - 1) / 2``.

    Examples
    --------
    >>> kendall_chances(3) * 6
    array([1., 2., 2., 1.])
    """
    chances = np.ones(1)
    for step in range(2, size + 1):
        chances = np.convolve(chances, np.full(step, 1.0 / step))
    return chances


def usage_with_date(
    series: Timed, when: Array, permutations: int, rng: np.random.Generator
) -> Association:
    """Tell how closely the usage of units follows their dates.

    Each unit's mean usage is placed along the direction in which the usage of all *other* units
    moves with the rank of their slice; rho is Spearman's correlation of place and date, in
    [-1, 1], about 0 (a little below) without any movement. p from units exchanged between
    slices, the direction found anew each time; upwards. Cost O(P J d).

    Parameters
    ----------
    series : Timed
        Units and slices.
    when : array, shape (T,)
        Middle of each slice; only their order counts.
    permutations : int
        Exchanges.
    rng : numpy.random.Generator
        Draws them.
    """
    from scipy.stats import rankdata

    if len(when) != series.n_slices or series.n_slices < 2 or len(series.at) < FEWEST:
        msg = f"{len(when)} dates, {series.n_slices} slices, {len(series.at)} units: too few."
        raise ShapeError(msg)
    order = rankdata(when)
    pool = series.pool
    sums = pool.sums - np.outer(pool.counts, pool.sums.sum(axis=0) / pool.counts.sum())
    found = []
    with one_thread():
        for at in exchanged(series, permutations, rng, wide=8 * len(series.at)):
            found.append(_rho(UnitSums(sums, pool.counts), order[at]))
    rhos = np.concatenate(found)
    return Association(float(rhos[0]), p_of(rhos), 1.0 / len(rhos))


def _rho(centred: UnitSums, dates: Array) -> Array:
    """Spearman's correlation of place and date for each row of dates (B, J)."""
    from scipy.stats import rankdata

    counts = centred.counts
    x = dates - (dates @ counts / counts.sum())[:, None]
    own = np.einsum("jd,jd->j", centred.sums, centred.sums)
    # Along the direction of all units but the unit itself.
    places = ((x @ centred.sums) @ centred.sums.T - x * own) / counts
    a, b = (rankdata(part, axis=1) for part in (places, dates))
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    scale = np.sqrt(np.sum(a * a, axis=1) * np.sum(b * b, axis=1))
    return np.asarray(np.sum(a * b, axis=1) / np.where(scale > 0, scale, 1.0))


def _left_out(size: int, level: float) -> int | None:
    """How many slopes to leave out at each end; None where all are too few."""
    if size <= COUNTED:
        below = kendall_chances(size).cumsum()
        left_out = int(np.searchsorted(below, (1.0 - level) / 2.0, "right")) - 1
        return left_out if left_out >= 0 else None
    from scipy.special import ndtri

    pairs = size * (size - 1) / 2
    spread = float(ndtri((1.0 + level) / 2.0)) * np.sqrt(_odd(size) / 18.0)
    return max(0, int((pairs - spread) / 2) - 1)


def _odd(size: int) -> float:
    return float(size * (size - 1) * (2 * size + 5))


def _paired(when: ArrayLike, values: ArrayLike, fewest: int) -> tuple[Array, Array]:
    x: Array = np.asarray(when, float)
    y: Array = np.asarray(values, float)
    if x.ndim != 1 or x.shape != y.shape or len(x) < fewest or not np.isfinite(y).all():
        msg = f"dates {x.shape} and values {y.shape}; give {fewest} or more finite pairs."
        raise ShapeError(msg)
    if len(np.unique(x)) < len(x):
        msg = "two values of one date; give each value a date of its own."
        raise OptionError(msg)
    return x, y
