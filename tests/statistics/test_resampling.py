"""Units drawn anew: as many as there are, each alike, independent from draw to draw."""

import numpy as np

from toolkit.statistics.resampling import drawn


def test_counts_are_those_of_a_multinomial():
    """Every row adds up; mean and covariance are those of the distribution, within 5 errors."""
    size, resamples = 6, 40_000
    found = drawn(size, resamples, np.random.default_rng(0))
    assert (found.sum(axis=1) == size).all()
    expected = size * (np.eye(size) / size - 1 / size**2)
    assert np.abs(found.mean(axis=0) - 1).max() < 5 * np.sqrt(expected[0, 0] / resamples)
    # The variance of a product of two such counts is below 3.
    assert np.abs(np.cov(found.T) - expected).max() < 5 * np.sqrt(3 / resamples)
