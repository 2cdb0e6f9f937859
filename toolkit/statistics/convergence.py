"""Do two groups come closer: the slope of their distance over time, with interval and chance."""

from typing import NamedTuple

import numpy as np
import scipy.sparse as sp

from toolkit.statistics.debiased import Array, Products, UnitSums, cosine_of
from toolkit.statistics.intervals import student
from toolkit.statistics.permutation import Codes, Labels, p_of
from toolkit.statistics.permuted import Metric, one_thread

# Exchanges whose sums are held at a time: bounds memory.
_AT_A_TIME = 50


class Slope(NamedTuple):
    """Change of a distance per year, with its interval and the chance of one as steep."""

    value: float
    low: float
    high: float
    p_value: float


class Apart(NamedTuple):
    """Units of two groups over T slices: ``pool``, ``at`` (J,) slices, ``first`` (J,) group."""

    pool: UnitSums
    at: Codes
    first: Labels
    cells: Codes


def distances(apart: Apart, at: Codes, size: int, metric: Metric) -> Array:
    """Debiased distance of the two groups in every slice, for rows of slices `at` (B, J); (B, T).

    Nan where a group has fewer than two units in a slice, or for the cosine where a squared length
    is not above 0.
    """
    sums, counts = apart.pool
    own = np.einsum("jd,jd->j", sums, sums)
    found = np.empty((len(at), size))
    for start in range(0, len(at), _AT_A_TIME):
        some = at[start : start + _AT_A_TIME]
        rows = len(some)
        # One sparse row for each exchange, group and slice: which units stand there.
        cell = (np.arange(rows)[:, None] * 2 + ~apart.first) * size + some
        unit = np.broadcast_to(np.arange(len(counts)), some.shape)
        shape = (rows * 2 * size, len(counts))
        inside = sp.csr_array((np.ones(cell.size), (cell.ravel(), unit.ravel())), shape=shape)
        total = (inside @ sums).reshape(rows, 2, size, -1)
        parts = inside @ np.column_stack([counts, counts**2, own, np.ones_like(counts)])
        number, squares, same, units = np.moveaxis(parts.reshape(rows, 2, size, 4), -1, 0)
        pairs = np.where(units > 1, number**2 - squares, np.nan)
        length = (np.einsum("bgtd,bgtd->bgt", total, total) - same) / pairs
        across = np.einsum("btd,btd->bt", total[:, 0], total[:, 1])
        across /= np.where(number[:, 0] * number[:, 1] > 0, number[:, 0] * number[:, 1], np.nan)
        products = Products(length[:, 0], length[:, 1], across)
        if metric == "cosine":
            found[start : start + rows] = cosine_of(products)
        else:
            found[start : start + rows] = products.aa + products.bb - 2.0 * products.ab
    return found


def slope_of_distance(
    apart: Apart,
    years: Array,
    weights: Array,
    variances: Array,
    *,
    metric: Metric,
    permutations: int,
    rng: np.random.Generator,
    level: float,
) -> Slope:
    """Slope of the distance of two groups over the slices.

    Weighted least squares; weights are fixed by the counts, so that the slope is a fixed sum of
    debiased distances. Its interval adds up their jackknife variances, with t by
    Welch and Satterthwaite. For chance, units of each group are exchanged between slices: p is
    the share of exchanges with a slope as steep either way. That null is narrower than "the
    distance stays": where both groups move side by side, p is rather too large.

    Parameters
    ----------
    apart : Apart
        Units of both groups in T slices.
    years, weights, variances : array, shape (T,)
        Middle of each slice; weight and variance of its distance.
    """
    centred = years - np.average(years, weights=weights)
    shares = weights * centred / np.sum(weights * centred**2)
    drawn = np.array([apart.at, *(_exchanged(apart, rng) for _ in range(permutations))])
    with one_thread():
        found = distances(apart, drawn, len(years), metric)
    slopes = found @ shares
    value = float(slopes[0])
    # Welch and Satterthwaite: each distance is worth as many degrees as its weight in units.
    parts = shares**2 * variances
    freedom = float(parts.sum() ** 2 / np.sum(parts**2 / np.maximum(weights - 1.0, 1.0)))
    reach = student(freedom, level) * float(np.sqrt(parts.sum()))
    steep = np.where(np.isnan(slopes), np.inf, np.abs(slopes))
    return Slope(value, value - reach, value + reach, p_of(steep))


def _exchanged(apart: Apart, rng: np.random.Generator) -> Codes:
    """Exchange slices between the units of each cell."""
    drawn = np.lexsort((rng.random(len(apart.at)), apart.cells))
    found = np.empty_like(apart.at)
    found[np.argsort(apart.cells, kind="stable")] = apart.at[drawn]
    return found
