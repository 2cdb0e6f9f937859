"""Places of usages on a line between two poles: does the line hold, where do slices lie on it."""

from typing import NamedTuple

import numpy as np

from toolkit.errors import ShapeError
from toolkit.statistics.debiased import Array, effective_units
from toolkit.statistics.intervals import student
from toolkit.statistics.permutation import Codes, p_of


class Line(NamedTuple):
    """A direction (d,) and the places on it of both poles; `low` < `high`."""

    direction: Array
    low: float
    high: float

    def places(self, sums: Array, counts: Array) -> Array:
        """Add up the places of `counts` usages, (J,): -1 is the low pole, +1 the high one."""
        half = (self.high - self.low) / 2.0
        middle = (self.high + self.low) / 2.0
        return np.asarray((sums @ self.direction - counts * middle) / half)


def line_between(low: Array, high: Array) -> Line:
    """Draw a line between two poles of words.

    Parameters
    ----------
    low, high : array, shape (k, d) and (l, d)
        Mean usage vector of each word; a word counts once, by its direction.

    Notes
    -----
    Source: An, Kwak & Ahn 2018, doi:10.18653/v1/P18-1228.

    Examples
    --------
    >>> line = line_between(np.array([[-2.0, 0.0]]), np.array([[2.0, 0.0]]))
    >>> line.places(np.array([[3.0, 5.0]]), np.array([2.0]))
    array([1.5])
    """
    direction = _unit(high).mean(axis=0) - _unit(low).mean(axis=0)
    length = float(np.linalg.norm(direction))
    if not length:
        msg = "both poles lie in the same place; give poles of different words."
        raise ShapeError(msg)
    direction = direction / length
    ends = float((low @ direction).mean()), float((high @ direction).mean())
    return Line(direction, *sorted(ends))


def separation(low: Array, high: Array) -> float:
    """How well the poles of a line are told apart by words that did not make it.

    Each pair of a low and a high word is left out in turn; the share of pairs that the line
    between all other words puts in the right order. In [0, 1]; .5 without any difference, at
    every number of words. Nan with fewer than two words a pole. Cost O(k l (k + l) d).
    Source: Airola et al. 2011, doi:10.1016/j.csda.2010.11.018.

    Examples
    --------
    >>> side = np.array([[1.0, 0.1], [1.0, -0.1], [1.0, 0.2]])
    >>> separation(-side, side), separation(side, -side)
    (1.0, 1.0)
    """
    if min(len(low), len(high)) < 2:
        return float("nan")
    right = 0.0
    lows, highs = _unit(low), _unit(high)
    for i, one in enumerate(lows):
        rest = np.delete(lows, i, axis=0).mean(axis=0)
        for k, other in enumerate(highs):
            direction = np.delete(highs, k, axis=0).mean(axis=0) - rest
            gap = float((other - one) @ direction)
            right += 1.0 if gap > 0 else 0.5 * (gap == 0)
    return right / (len(low) * len(high))


def mean_interval(
    total: Array, counts: Array, level: float
) -> tuple[float, float | None, float | None]:
    """Mean of clustered values, with an interval over the clusters.

    Ratio estimator ``sum x / sum n`` with the variance of ``x_j - mean n_j`` between units and t of
    (effective units - 1) degrees of freedom; no interval from a single unit.
    Source: Cochran 1977, Sampling Techniques, chapter 6.

    Parameters
    ----------
    total, counts : array, shape (J,)
        Sum of the values, and their number, in each unit.

    Examples
    --------
    >>> mean_interval(np.array([1.0, 1.0]), np.array([2.0, 2.0]), 0.95)
    (0.5, 0.5, 0.5)
    """
    number, size = float(counts.sum()), len(counts)
    mean = float(total.sum()) / number
    if size < 2:
        return mean, None, None
    error = np.sqrt(size / (size - 1) * np.sum((total - mean * counts) ** 2)) / number
    reach = student(effective_units(counts) - 1.0, level) * float(error)
    return mean, mean - reach, mean + reach


class Chance(NamedTuple):
    """What exchanged units give.

    ``low``, ``high`` (T,): where the middle share of a slice's exchanged means lies. ``p`` (T,):
    of a slice against all others, two-sided. ``p_moves``: that the slices differ at all.
    """

    low: Array
    high: Array
    p: Array
    p_moves: float


def chance(
    total: Array,
    counts: Array,
    at: Codes,
    cells: Codes,
    *,
    size: int,
    permutations: int,
    rng: np.random.Generator,
    level: float,
) -> Chance:
    """Exchange units between slices, and see where the means of the slices come to lie.

    The statistic of a slice is its mean less that of all others over the standard error of the
    difference, recomputed in every exchange: a slice of widely spread units does not look moved.

    Parameters
    ----------
    total, counts : array, shape (J,)
        Sum of the values, and their number, in each unit.
    at : int array, shape (J,)
        Slice of each unit, 0 to `size` - 1; every slice has one.
    cells : int array, shape (J,)
        Units are exchanged within a cell only.
    """
    parts = np.stack([total, counts, total**2, total * counts, counts**2, np.ones_like(counts)])
    means, scores = np.empty((permutations + 1, size)), np.empty((permutations + 1, size))
    spread = np.empty(permutations + 1)
    for row in range(permutations + 1):
        where = _exchanged(at, cells, rng) if row else at
        inside = np.array([np.bincount(where, part, size) for part in parts], float)
        means[row], scores[row], spread[row] = _scored(inside)
    tails = ((1.0 - level) / 2.0, (1.0 + level) / 2.0)
    low, high = np.quantile(means[1:], tails, axis=0)
    p = np.array([p_of(np.abs(column)) for column in scores.T])
    return Chance(low, high, p, p_of(spread))


def _scored(inside: Array) -> tuple[Array, Array, float]:
    """Give the mean of each slice, its z against the others, and how far all differ."""
    others = inside.sum(axis=1, keepdims=True) - inside
    mean, error = _mean_and_error(inside)
    rest, away = _mean_and_error(others)
    overall = inside[0].sum() / inside[1].sum()
    z = (mean - rest) / np.sqrt(np.maximum(error + away, np.finfo(float).tiny))
    return mean, z, float(np.sum(inside[1] * (mean - overall) ** 2))


def _mean_and_error(inside: Array) -> tuple[Array, Array]:
    """Mean and its squared error from sums over units of x, n, x x, x n, n n and 1."""
    x, n, xx, xn, nn, size = inside
    mean = x / np.where(n > 0, n, 1.0)
    squares = np.maximum(xx - 2.0 * mean * xn + mean**2 * nn, 0.0)
    factor = size / np.maximum(size - 1.0, 1.0)
    return mean, factor * squares / np.where(n > 0, n, 1.0) ** 2


def _exchanged(at: Codes, cells: Codes, rng: np.random.Generator) -> Codes:
    """Exchange slices between the units of each cell."""
    # Sorting by cell first and by a random key within it is one shuffle of every cell.
    drawn = np.lexsort((rng.random(len(at)), cells))
    found = np.empty_like(at)
    found[np.argsort(cells, kind="stable")] = at[drawn]
    return found


def _unit(vectors: Array) -> Array:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0))
