"""Distances of two groups over slices, and the slope through them."""

import numpy as np
import pytest

from toolkit.statistics.convergence import Apart, distances, slope_of_distance
from toolkit.statistics.debiased import UnitSums, cosine, squared

T = 4


def drawn(seed, gaps, units=12, dim=6):
    """Draw two groups in four slices whose means lie `gaps` apart."""
    rng = np.random.default_rng(seed)
    counts = rng.integers(1, 5, 2 * T * units).astype(float)
    at = np.tile(np.repeat(np.arange(T), units), 2)
    first = np.repeat([True, False], T * units)
    mean = np.zeros((2 * T * units, dim))
    mean[:, 0] = 2.0
    mean[first, 1] = np.asarray(gaps)[at[first]]
    sums = (mean + 0.3 * rng.normal(size=mean.shape)) * counts[:, None]
    return Apart(UnitSums(sums, counts), at, first, first.astype(np.int64))


@pytest.mark.parametrize("metric", ["cosine", "squared"])
def test_distances_are_those_of_each_slice_by_itself(metric):
    """All slices and exchanges at once give what one comparison after the other gives."""
    apart = drawn(0, (0.5, 1.0, 1.5, 2.0))
    rng = np.random.default_rng(1)
    rows = np.array([apart.at, rng.permutation(apart.at)])
    found = distances(apart, rows, T, metric)
    plain = {"cosine": cosine, "squared": squared}[metric]
    for row, at in enumerate(rows):
        for place in range(T):
            sides = [
                UnitSums(apart.pool.sums[here], apart.pool.counts[here])
                for here in ((at == place) & apart.first, (at == place) & ~apart.first)
            ]
            assert found[row, place] == pytest.approx(plain(*sides)[0], abs=1e-12)


def test_a_group_with_one_unit_has_no_distance():
    """One unit cannot be paired with another: nan, never a number."""
    apart = drawn(2, (1, 1, 1, 1), units=2)
    at = apart.at.copy()
    at[0] = 1
    assert np.isnan(distances(apart, at[None], T, "squared")[0, 0])


def test_the_slope_is_the_weighted_one_written_out():
    """Weighted least squares by hand; without exchanges p is 1."""
    apart = drawn(3, (2.0, 1.5, 1.0, 0.5))
    years, weights = np.array([5.0, 15.0, 25.0, 35.0]), np.array([1.0, 2.0, 3.0, 1.0])
    found = slope_of_distance(
        *(apart, years, weights, np.full(T, 0.01)),
        metric="cosine",
        permutations=0,
        rng=np.random.default_rng(0),
        level=0.95,
    )
    values = distances(apart, apart.at[None], T, "cosine")[0]
    slope = np.polyfit(years, values, 1, w=np.sqrt(weights))[0]
    assert found.value == pytest.approx(slope)
    assert found.low < found.value < found.high
    assert found.p_value == 1.0


def test_groups_that_come_closer_have_a_slope_beyond_chance():
    """No exchange of units between the slices of a group is as steep."""
    apart = drawn(4, (2.0, 1.5, 1.0, 0.5))
    options = {"metric": "cosine", "permutations": 99, "rng": np.random.default_rng(0)}
    found = slope_of_distance(
        apart, np.arange(4.0), np.ones(4), np.full(T, 1e-3), level=0.95, **options
    )
    assert found.value < 0
    assert found.p_value == 0.01
