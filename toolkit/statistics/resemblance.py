"""How much the usage of one fixed text resembles that of slices, and which pairs differ.

The text is given, not drawn: only the units of the archive are left out and exchanged.
"""

from typing import NamedTuple

import numpy as np

from toolkit.statistics.debiased import Array, UnitSums, check
from toolkit.statistics.permutation import Codes, exchanges, p_of


class Resemblance(NamedTuple):
    """Resemblance `value` with its jackknife `error`; `told` if the length of the mean is told.

    `pseudo` (J,) are jackknife pseudo-values, what each unit stands for:
    ``J r - (J - 1) r without it``.
    """

    value: float
    error: float
    told: bool
    pseudo: Array


def resemblance(direction: Array, units: UnitSums) -> Resemblance:
    """Resemblance of a fixed direction to the mean usage of a slice.

    ``r = <m, mean> / sqrt(u)``, m of length 1, u the mean product of usage vectors over pairs of
    different units. Larger means more alike; range about [-1, 1], left by noise at small counts;
    0 is the corpus at large. Its error is a delete-one-unit jackknife over the slice. Where
    ``u <= 2 SE(u)`` the mean cannot be told from the corpus at large, and `told` is False.
    Source: Green et al. 2025, doi:10.1017/pan.2024.22 (debiased length).

    Parameters
    ----------
    direction : array, shape (d,)
        Of the text's mean usage vector; its length does not matter.
    units : UnitSums
        Units of the slice, two with usages at least.

    Raises
    ------
    ShapeError
        If fewer than two units have usages.

    Examples
    --------
    >>> units = UnitSums(np.array([[3.0, 4.0], [3.0, 4.0], [6.0, 8.0]]), np.array([1.0, 1.0, 2.0]))
    >>> found = resemblance(np.array([2.0, 0.0]), units)
    >>> round(found.value, 2), round(found.error, 2), found.told
    (0.6, 0.0, True)
    """
    check(units)
    sums, counts = units.sums[units.counts > 0], units.counts[units.counts > 0]
    total, n, size = sums.sum(axis=0), counts.sum(), len(counts)
    squares = np.einsum("jd,jd->j", sums, sums)
    toward = sums @ _unit_length(direction)
    # The same with each unit left out in turn: sums less its own part.
    inner = total @ total - 2 * sums @ total + 2 * squares - squares.sum()
    pairs = (n - counts) ** 2 - (counts @ counts - counts**2)
    with np.errstate(invalid="ignore", divide="ignore"):
        left = np.where(pairs > 0, inner / np.where(pairs > 0, pairs, 1), np.nan)
        without = (toward.sum() - toward) / (n - counts) / np.sqrt(left)
    length = (total @ total - squares.sum()) / (n**2 - counts @ counts)
    told = bool(length > 2 * _jackknife(left, size))
    value = float(toward.sum() / n / np.sqrt(length)) if length > 0 else np.nan
    pseudo = size * value - (size - 1) * without
    return Resemblance(value, _jackknife(without, size), told, pseudo)


def differ(
    a: Resemblance,
    b: Resemblance,
    permutations: int,
    rng: np.random.Generator,
    blocks: Codes | None = None,
) -> float:
    """Tell how often chance makes two slices differ in resemblance as much as these do.

    Units are exchanged between the two, those of one block among themselves; two-sided. A unit
    brings its pseudo-value, and the difference of means is divided by its own error in every
    exchange, so that slices of other sizes and spreads can be compared. (To compute the resemblance
    of the mixture anew in every exchange would not do: where two slices point apart, that of the
    mixture has no length to be divided by, and the surest differences look like chance.)
    Range of p: from 1 / (permutations + 1) to 1.
    Source: Janssen 1997, doi:10.1016/S0167-7152(97)00043-6 (studentised exchanges); Phipson & Smyth
    2010, doi:10.2202/1544-6115.1585.

    Parameters
    ----------
    a, b : Resemblance
        Of the two slices.
    permutations : int
        Exchanges.
    rng : numpy.random.Generator
        Draws them.
    blocks : int array, shape (J_a + J_b,), optional
        Block of each unit, those of `a` first.
    """
    pool = np.concatenate([a.pseudo, b.pseudo])
    in_a = np.arange(len(pool)) < len(a.pseudo)
    labels = exchanges(in_a, permutations, rng, blocks).labels
    n_a, n_b = len(a.pseudo), len(b.pseudo)
    # Means and squares of both sides from those of one.
    of_a, squares = labels @ pool, labels @ pool**2
    mean_a, mean_b = of_a / n_a, (pool.sum() - of_a) / n_b
    spread_a = (squares - n_a * mean_a**2) / (n_a - 1) / n_a
    spread_b = (np.sum(pool**2) - squares - n_b * mean_b**2) / (n_b - 1) / n_b
    spread = np.maximum(spread_a + spread_b, np.finfo(float).tiny)
    return p_of(np.abs(mean_a - mean_b) / np.sqrt(spread))


def _unit_length(direction: Array) -> Array:
    return np.asarray(direction / (np.linalg.norm(direction) or 1.0))


def _jackknife(values: Array, size: int) -> float:
    """Give the standard error from values with each unit left out; infinite if there is none."""
    if np.isnan(values).any():
        return float("inf")
    return float(np.sqrt((size - 1) / size * np.sum((values - values.mean()) ** 2)))
