"""How much the usage of one fixed text resembles that of slices, and which pairs differ.

The text is given, not drawn: only the units of the archive are left out and exchanged.
"""

from typing import NamedTuple

import numpy as np

from toolkit.statistics.debiased import Array, UnitSums, check
from toolkit.statistics.permutation import Codes, Labels, exchanges, p_of


class Resemblance(NamedTuple):
    """Resemblance `value` with its jackknife `error`; `told` if the length of the mean is told."""

    value: float
    error: float
    told: bool


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
    value = toward.sum() / n / np.sqrt(length) if length > 0 else np.nan
    return Resemblance(float(value), _jackknife(without, size), told)


def differ(
    direction: Array,
    a: UnitSums,
    b: UnitSums,
    permutations: int,
    rng: np.random.Generator,
    blocks: Codes | None = None,
) -> float:
    """Tell how often chance makes two slices differ in resemblance as much as these do.

    Units are exchanged between the two, those of one block among themselves; two-sided. The
    resemblance of both sides is computed anew in every exchange; one in which a length is not
    above 0 counts against the finding. Range of p: from 1 / (permutations + 1) to 1.
    Source: Phipson & Smyth 2010, doi:10.2202/1544-6115.1585.

    Parameters
    ----------
    direction : array, shape (d,)
        As in `resemblance`.
    a, b : UnitSums
        Units of both slices.
    permutations : int
        Exchanges.
    rng : numpy.random.Generator
        Draws them.
    blocks : int array, shape (J_a + J_b,), optional
        Block of each unit, those of `a` first.
    """
    pool = UnitSums(np.concatenate([a.sums, b.sums]), np.concatenate([a.counts, b.counts]))
    in_a = np.arange(len(pool.counts)) < len(a.counts)
    labels = exchanges(in_a, permutations, rng, blocks).labels
    scores = []
    for start in range(0, len(labels), 500):
        part = labels[start : start + 500]
        apart = _values(direction, pool, part) - _values(direction, pool, ~part)
        scores.append(np.where(np.isnan(apart), np.inf, np.abs(apart)))
    return p_of(np.concatenate(scores))


def _values(direction: Array, pool: UnitSums, labels: Labels) -> Array:
    """Resemblance of one side in many exchanges; nan where its length is not above 0."""
    weights = labels.astype(float)
    total, n = weights @ pool.sums, weights @ pool.counts
    squares = weights @ np.einsum("jd,jd->j", pool.sums, pool.sums)
    pairs = n**2 - weights @ pool.counts**2
    with np.errstate(invalid="ignore", divide="ignore"):
        length = (np.einsum("bd,bd->b", total, total) - squares) / pairs
        found = total @ _unit_length(direction) / n / np.sqrt(np.where(length > 0, length, np.nan))
    return np.asarray(found)


def _unit_length(direction: Array) -> Array:
    return np.asarray(direction / (np.linalg.norm(direction) or 1.0))


def _jackknife(values: Array, size: int) -> float:
    """Give the standard error from values with each unit left out; infinite if there is none."""
    if np.isnan(values).any():
        return float("inf")
    return float(np.sqrt((size - 1) / size * np.sum((values - values.mean()) ** 2)))
