"""Leads: innovations by least squares, signs tried in full, correlations as scipy's."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from toolkit.errors import OptionError, ShapeError
from toolkit.statistics.leads import innovations, lagged, made_anew, signs_of


def pair(seed, slices=14):
    """Draw two walks."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(2, slices)).cumsum(axis=1)


def test_innovations_are_the_residuals_of_least_squares():
    """A line and the two values before, fitted by the normal equations of numpy."""
    series = pair(0)
    found, weights = innovations(series)
    for row, new, weight in zip(series, found, weights, strict=True):
        size = len(row) - 2
        columns = np.column_stack([np.ones(size), np.arange(size), row[1:-1], row[:-2]])
        fitted, *_ = np.linalg.lstsq(columns, row[2:])
        np.testing.assert_allclose(new, row[2:] - columns @ fitted, atol=1e-9)
        np.testing.assert_allclose(weight, fitted[2:], atol=1e-9)


def test_a_line_holds_nothing_new():
    """What lies on a line is foretold in full, and correlated with nothing."""
    line = np.arange(14.0)
    assert (innovations(line[None])[0] == 0).all()
    found = lagged(pair(1)[0], line, 2, permutations=49, rng=np.random.default_rng(0))
    assert (found.correlations == 0).all()
    assert (found.p_values == 1).all()


def test_with_the_observed_signs_the_series_comes_back():
    """The first row of signs is all +1 and makes the series itself; each other one another."""
    series = pair(2)[0]
    signs = signs_of(len(series) - 2, 20, np.random.default_rng(0))
    made = made_anew(series, signs)
    np.testing.assert_allclose(made[0], series, atol=1e-9)
    assert np.abs(made[1:] - series).max(axis=1).min() > 1e-6


def test_few_signs_are_all_tried():
    """Eight slices have six innovations: 32 choices of sign apart from the turned ones."""
    found = lagged(*pair(3, slices=8), 0, permutations=999, rng=np.random.default_rng(0))
    assert found.p_floor == 1 / 32
    assert len(np.unique(signs_of(6, 999, np.random.default_rng(0)), axis=0)) == 32


def test_correlations_are_those_of_scipy():
    """At a lag above 0 the first series stands that much earlier."""
    a, b = pair(4)
    found = lagged(a, b, 2, permutations=19, rng=np.random.default_rng(0))
    (x,), (y,) = innovations(a[None])[0], innovations(b[None])[0]
    pairs = {-2: (x[2:], y[:-2]), -1: (x[1:], y[:-1]), 0: (x, y), 1: (x[:-1], y[1:]),
             2: (x[:-2], y[2:])}  # fmt: skip
    for lag, size, value in zip(found.lags, found.sizes, found.correlations, strict=True):
        assert value == pytest.approx(spearmanr(*pairs[lag]).statistic)
        assert size == len(pairs[lag][0])


def test_a_series_that_repeats_another_is_led_by_it():
    """The largest correlation stands at the lag of the repetition, with the least p."""
    steps = np.random.default_rng(6).normal(size=42)
    found = lagged(steps[2:].cumsum(), steps[:-2].cumsum(), 3, rng=np.random.default_rng(0))
    assert found.lags[found.correlations.argmax()] == 2
    assert found.p_values[found.lags == 2] == found.p_floor == 0.001


def test_what_cannot_be_judged_is_refused():
    """Series of two lengths, too few slices, a lag below 0."""
    rng = np.random.default_rng(0)
    with pytest.raises(ShapeError):
        lagged(np.ones(9), np.ones(10), 1, rng=rng)
    with pytest.raises(OptionError, match="takes 10 slices"):
        lagged(*pair(5, slices=9), 2, rng=rng)
    with pytest.raises(OptionError):
        lagged(*pair(5), -1, rng=rng)
