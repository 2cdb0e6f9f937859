"""A plane on which moves can be seen, and how surely each place on it is known."""

from typing import NamedTuple

import numpy as np
from scipy.stats import f as fisher

from toolkit.statistics.debiased import Array, UnitSums, check, effective_units, products

RESAMPLES = 500


class Place(NamedTuple):
    """Where the direction of a mean lies on a plane, and the ellipse that holds it.

    `x` and `y` have no unit: the direction has length 1. `major` and `minor` are half the axes of
    the ellipse, `angle` the turn of the major one from the x axis, in degrees, (-90, 90].
    """

    x: float
    y: float
    major: float
    minor: float
    angle: float


def plane_of(rows: Array) -> tuple[Array, Array]:
    """Find the plane in which vectors differ most: their first two principal components.

    Vectors that are known, such as those of words, make a plane on which estimates can be placed;
    a plane made from the estimates themselves follows their errors, and ellipses on it are too
    small. Source: Jolliffe & Cadima 2016, doi:10.1098/rsta.2015.0202.

    Parameters
    ----------
    rows : array, shape (n, dim)
        The vectors.

    Returns
    -------
    axes : array, shape (2, dim)
        Orthogonal, of length 1; a row of zeros where the vectors do not span a plane. Of either
        sign of an axis the one is taken whose largest component is positive.
    explained : array, shape (2,)
        Share of the variance along each, in [0, 1].

    Examples
    --------
    >>> axes, explained = plane_of(np.array([[3.0, 0.0], [-3.0, 0.0], [0.0, 1.0], [0.0, -1.0]]))
    >>> axes.tolist(), explained.tolist()
    ([[1.0, 0.0], [0.0, 1.0]], [0.9, 0.1])
    """
    axes, explained = np.zeros((2, rows.shape[1])), np.zeros(2)
    if len(rows) > 1:
        _, found, along = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)
        known = min(2, int((found > 1e-9 * found[0]).sum()))
        axes[:known] = along[:known]
        explained[:known] = found[:known] ** 2 / ((found**2).sum() or 1.0)
        largest = axes[[0, 1], np.abs(axes).argmax(axis=1)]
        axes *= np.where(largest < 0, -1.0, 1.0)[:, None]
    return axes + 0.0, explained  # rounding leaves a zero of either sign


def direction(units: UnitSums) -> Array:
    """Mean usage vector over its debiased length, shape (dim,); nan where that is not above 0.

    The plain length grows as usages become fewer, and would draw small samples to the middle.
    """
    check(units)
    return np.asarray(_directions(units, np.ones((1, len(units.counts))))[0])


def place(units: UnitSums, axes: Array, rng: np.random.Generator, *, level: float = 0.95) -> Place:
    """Place the direction of a mean on a plane, with its ellipse.

    The spread is that of `RESAMPLES` bootstraps of the units as weights, the plane held fixed; the
    ellipse is Hotelling's, with the effective number of units in the place of their number. It
    speaks of one place at a time, given the plane. Nan where the length of the mean is not told,
    or with fewer than three effective units. Cost O(B J d).
    Source: Hotelling 1931, doi:10.1214/aoms/1177732979.

    Parameters
    ----------
    units : UnitSums
        Sums (J, dim) and counts (J,) of usages, by unit.
    axes : array, shape (2, dim)
        Of `plane_of`.
    rng : Generator
        Of the resamples.
    level : float
        Of the ellipse, in (0, 1).

    Examples
    --------
    >>> same = UnitSums(np.tile([2.0, 0.0], (6, 1)), np.ones(6))
    >>> place(same, np.eye(2), np.random.default_rng(0))
    Place(x=1.0, y=0.0, major=0.0, minor=0.0, angle=0.0)
    """
    check(units)
    size, effective = len(units.counts), effective_units(units.counts)
    here = axes @ direction(units)
    weights = rng.multinomial(size, np.full(size, 1.0 / size), RESAMPLES).astype(float)
    drawn = _directions(units, weights) @ axes.T
    drawn = drawn[np.isfinite(drawn).all(axis=1)]
    if effective < 3.0 or len(drawn) < RESAMPLES / 2 or not np.isfinite(here).all():
        return Place(np.nan, np.nan, np.nan, np.nan, np.nan)
    # Resampled units spread less than drawn ones by (J - 1) / J.
    spread = np.cov(drawn.T) * size / (size - 1.0)
    free = effective - 1.0
    reach = 2.0 * free / (free - 1.0) * fisher.ppf(level, 2, free - 1.0)
    (small, large), turned = np.linalg.eigh(spread)
    across, up = turned[:, 1] if large > 0 else (1.0, 0.0)
    half = [float(np.sqrt(max(one, 0.0) * reach)) for one in (large, small)]
    angle = float(np.degrees(np.arctan(up / across))) if across else 90.0
    return Place(float(here[0]), float(here[1]), half[0], half[1], angle)


def _directions(units: UnitSums, weights: Array) -> Array:
    """Mean over debiased length, for each row of weights; (B, dim)."""
    lengths = products(units, units, weights, weights).aa
    means = weights @ units.sums / (weights @ units.counts)[:, None]
    return np.asarray(means / np.sqrt(np.where(lengths > 0, lengths, np.nan))[:, None])
