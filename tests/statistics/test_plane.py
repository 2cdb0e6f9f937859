"""The plane of a trajectory: components by an eigenvalue problem, places and ellipses by hand."""

import numpy as np
import pytest
from scipy.stats import f as fisher

from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.plane import direction, place, plane_of


def units(seed, size=12, dim=4):
    """Usages of some units around (3, 1, 0, …)."""
    rng = np.random.default_rng(seed)
    counts = 1.0 + rng.integers(0, 3, size)
    middle = np.zeros(dim)
    middle[:2] = 3.0, 1.0
    return UnitSums(counts[:, None] * (middle + rng.normal(size=(size, dim))), counts)


def test_axes_are_the_first_eigenvectors_of_the_covariance():
    """The second way: the covariance matrix and its largest eigenvalues."""
    rows = np.random.default_rng(0).normal(size=(9, 5)) * (5, 3, 1, 1, 1)
    axes, explained = plane_of(rows)
    values, vectors = np.linalg.eigh(np.cov(rows.T))
    assert np.abs((axes @ vectors[:, [-1, -2]]).diagonal()) == pytest.approx([1.0, 1.0])
    assert explained == pytest.approx(values[[-1, -2]] / values.sum())
    assert axes @ axes.T == pytest.approx(np.eye(2))


@pytest.mark.parametrize("rows", [np.zeros((0, 3)), np.ones((1, 3)), np.ones((4, 3))])
def test_vectors_without_spread_span_no_plane(rows):
    """None, one, or the same ones: axes of zeros."""
    axes, explained = plane_of(rows)
    assert not axes.any()
    assert not explained.any()


def test_the_direction_leaves_out_pairs_within_a_unit():
    """The squared length is the mean product of usages of different units, by a double loop."""
    some = units(0)
    pairs = [(j, k) for j in range(12) for k in range(12) if j != k]
    total = sum(some.sums[j] @ some.sums[k] for j, k in pairs)
    length = total / sum(some.counts[j] * some.counts[k] for j, k in pairs)
    mean = some.sums.sum(axis=0) / some.counts.sum()
    assert direction(some) == pytest.approx(mean / np.sqrt(length))


def test_the_ellipse_is_that_of_resampled_places():
    """Half axes are the roots of the eigenvalues of their covariance, times Hotelling's reach."""
    some, axes = units(1), np.eye(2, 4)
    weights = np.random.default_rng(5).multinomial(12, np.full(12, 1 / 12), 500)
    places = []
    for row in weights:
        sums, counts = row[:, None] * some.sums, row * some.counts
        square = sums.sum(axis=0) @ sums.sum(axis=0) - (sums**2).sum()
        length = square / (counts.sum() ** 2 - (counts**2).sum())
        places.append(axes @ (sums.sum(axis=0) / counts.sum()) / np.sqrt(length))
    values, vectors = np.linalg.eigh(np.cov(np.array(places).T) * 12 / 11)
    free = some.counts.sum() ** 2 / (some.counts**2).sum() - 1
    reach = np.sqrt(2 * free / (free - 1) * fisher.ppf(0.9, 2, free - 1))
    found = place(some, axes, np.random.default_rng(5), level=0.9)
    assert (found.minor, found.major) == pytest.approx(tuple(reach * np.sqrt(values)))
    slope = np.tan(np.radians(found.angle))
    assert slope == pytest.approx(vectors[1, 1] / vectors[0, 1])


def test_a_mean_that_is_not_told_has_no_place():
    """Usages that cancel each other have no direction."""
    some = UnitSums(np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]]), np.ones(4))
    assert np.isnan(place(some, np.eye(2), np.random.default_rng(0))).all()
