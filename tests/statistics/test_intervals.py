"""Intervals: the contract of the score interval, and rates that know of bursts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from toolkit.errors import OptionError, ShapeError
from toolkit.statistics.intervals import ratio_interval, score_interval, slope_of, student

values = st.floats(-10, 10)
positive = st.floats(1e-9, 100)


@given(values, positive, positive, st.floats(0.1, 1e4), st.floats(0.5, 0.999))
def test_the_interval_is_ordered_and_reaches_the_estimate(value, quadratic, slope, df, level):
    """0 <= low <= high, and the estimate never lies above high."""
    low, high, real = score_interval(value, quadratic, slope, df, level)
    assert 0 <= low <= high
    assert value <= high
    assert real == (value >= -student(df, level) * np.sqrt(quadratic))


@given(st.floats(0.01, 10), positive, positive)
def test_its_ends_are_the_roots(value, quadratic, slope):
    """At an end above 0 the distance from the estimate is exactly t standard errors at that end."""
    t = stats.t.ppf(0.975, 12)
    found = score_interval(value, quadratic, slope, 12)
    for end in (e for e in found[:2] if e > 0):
        assert (value - end) ** 2 == pytest.approx(t * t * (quadratic + slope * end), rel=1e-5)


def test_below_zero_the_bar_starts_at_zero():
    """An estimate a little below 0 has low = 0; one further below than chance has no root."""
    assert score_interval(-0.1, 0.01, 0.1, 50).low == 0
    far = score_interval(-5.0, 0.01, 0.1, 50)
    assert (far.low, far.real) == (0.0, False)
    assert far.high == score_interval(0.0, 0.01, 0.1, 50).high


def test_the_slope_never_divides_by_zero():
    """The naive distance is kept above a tiny number."""
    assert slope_of(1.0, 4.0) == 0.25
    assert np.isfinite(slope_of(1.0, 0.0))


@given(st.floats(0.0, 500), st.floats(0.5, 0.999))
def test_t_is_students(df, level):
    """The quantile is scipy's, with at least one degree of freedom."""
    assert student(df, level) == pytest.approx(stats.t.ppf((1 + level) / 2, max(1, df)))


@pytest.mark.parametrize("level", [0.0, 1.0, 95])
def test_a_level_outside_zero_to_one_is_refused(level):
    """95 is not .95."""
    with pytest.raises(OptionError, match=r"0\.95"):
        score_interval(0.0, 1.0, 1.0, 5, level)


def test_the_rate_is_uses_over_tokens():
    """Documents count by their tokens, and those without tokens not at all."""
    found = ratio_interval(np.array([3, 1, 0, 0]), np.array([1000, 2000, 500, 0]))
    assert found.value == pytest.approx(4 / 3500 * 1e6)
    assert found == ratio_interval(np.array([3, 1, 0]), np.array([1000, 2000, 500]))
    assert 0 < found.low < found.value < found.high
    assert ratio_interval(np.array([1, 0]), np.array([1, 3])).value == pytest.approx(1e6 / 4)


def test_the_rule_of_three_without_a_hit():
    """With J documents and no use the bound is about 3/J documents with one use each."""
    found = ratio_interval(np.zeros(300), np.full(300, 1000.0))
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(3 / 300 * 1000, rel=0.01)


def test_one_document_tells_nothing_of_the_scatter():
    """A rate, and no interval."""
    found = ratio_interval(np.array([5]), np.array([1000]))
    assert (found.low, found.high) == (None, None)
    assert found.value == pytest.approx(5000)


@pytest.mark.parametrize("burst", [0.3, 2.0])
def test_the_rate_covers_bursty_words(burst):
    """Over 1500 draws of 40 documents with gamma-mixed rates the interval holds the truth."""
    rng = np.random.default_rng(0)
    held = []
    for _ in range(1500):
        tokens = rng.lognormal(7, 0.7, 40).round() + 1
        hits = rng.poisson(0.002 * tokens * rng.gamma(burst, 1 / burst, 40))
        found = ratio_interval(hits, tokens)
        held.append(found.low <= 2000 <= found.high)
    print(f"burst {burst}: coverage {np.mean(held):.3f}")
    assert 0.91 <= np.mean(held) <= 0.985, f"coverage {np.mean(held):.3f}"


@pytest.mark.parametrize(
    ("hits", "tokens"), [([], []), ([1.0], [0.0]), ([-1.0], [5.0]), ([1.0, 2.0], [5.0])]
)
def test_what_gives_no_rate_is_refused(hits, tokens):
    """No tokens, negative numbers, other lengths."""
    with pytest.raises(ShapeError):
        ratio_interval(np.array(hits), np.array(tokens))
