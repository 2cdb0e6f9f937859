"""Q and the jackknife: double loops, leaving out one at a time, what they do not depend on."""

import numpy as np
import pytest

from tests.statistics import plain
from tests.statistics.plain import some
from toolkit.errors import ShapeError
from toolkit.statistics import variance
from toolkit.statistics.debiased import UnitSums, products
from toolkit.statistics.variance import (
    quadratic_terms,
    quadratic_variance,
    scaled_quadratic_variance,
)

sizes = pytest.mark.parametrize("sizes", [(2, 2), (3, 5), (8, 40), (60, 10)])


@sizes
@pytest.mark.parametrize("width", [2, 40])
def test_q_equals_the_double_loop(sizes, width):
    """The three parts of Q are what the formula says, through pairs or through moments."""
    a, b = some(0, sizes[0], width), some(1, sizes[1], width)
    found = [part[0] for part in quadratic_terms(a, b)]
    assert found == pytest.approx(plain.quadratic_parts(a, b), rel=1e-9)
    assert quadratic_variance(a, b) == pytest.approx(sum(found))


def test_q_does_not_depend_on_the_centre():
    """Moving every usage vector by the same step leaves Q alone."""
    a, b = some(2, 6), some(3, 9)
    step = np.arange(6.0)
    moved = [UnitSums(s + n[:, None] * step, n) for s, n in (a, b)]
    assert quadratic_variance(*moved) == pytest.approx(quadratic_variance(a, b))


def test_the_scaled_form_is_q_of_sums_divided_by_their_length():
    """Dividing each side by its debiased length first gives the same number."""
    a, b = some(4, 9), some(5, 7)
    found = products(a, b)
    unit_a = UnitSums(a.sums / np.sqrt(found.aa), a.counts)
    unit_b = UnitSums(b.sums / np.sqrt(found.bb), b.counts)
    assert scaled_quadratic_variance(a, b) == pytest.approx(quadratic_variance(unit_a, unit_b))


@pytest.mark.parametrize("sizes", [(3, 3), (4, 9), (15, 6)])
def test_jackknife_equals_leaving_out_one_unit_at_a_time(sizes):
    """The closed forms are the loop over deleted units."""
    a, b = some(6, sizes[0]), some(7, sizes[1])
    for found, loop in (
        (variance.jackknife_squared(a, b), plain.leave_one_out(a, b, plain.squared)),
        (variance.jackknife_cosine(a, b), plain.leave_one_out(a, b, plain.cosine)),
    ):
        assert found == pytest.approx(loop, rel=1e-9)
    fixed = plain.leave_one_out(a, b, lambda x, _: plain.own(*x))
    assert variance.jackknife_norm(a) == pytest.approx(fixed, rel=1e-9)


def test_a_mean_is_told_when_it_stands_two_errors_above_the_centre():
    """Usage far from the centre has a direction; usage around it has none."""
    assert variance.norm_is_told(some(8, 20, shift=1.0))
    assert not variance.norm_is_told(UnitSums(np.tile([[1.0, 0], [-1, 0]], (5, 1)), np.ones(10)))


def test_units_without_usages_change_nothing():
    """A unit of count 0 is no unit: Q and jackknife do not see it."""
    a, b = some(9, 5), some(10, 6)
    padded = UnitSums(np.vstack([a.sums, np.zeros(6)]), np.append(a.counts, 0.0))
    assert quadratic_variance(padded, b) == pytest.approx(quadratic_variance(a, b))
    assert variance.jackknife_cosine(padded, b) == pytest.approx(variance.jackknife_cosine(a, b))


def test_two_units_cannot_be_jackknifed():
    """Leaving one of two out leaves no pair; that is refused with its number."""
    with pytest.raises(ShapeError, match="2 units"):
        variance.jackknife_squared(some(0, 2), some(1, 5))


@pytest.mark.parametrize("units", [5, 20])
def test_q_is_the_variance_without_drift(units):
    """Over 3000 pairs of slices without drift the mean of Q is the variance of D2 within 15 %."""
    rng = np.random.default_rng(units)
    values, found = [], []
    for _ in range(3000):
        a, b = (UnitSums(rng.normal(size=(units, 30)), np.ones(units)) for _ in range(2))
        values.append(products(a, b))
        found.append(quadratic_variance(a, b))
    drift = np.array([(p.aa + p.bb - 2 * p.ab)[0] for p in values])
    ratio = np.mean(found) / drift.var()
    print(f"{units} units: Q over the variance {ratio:.3f}")
    assert 0.85 < ratio < 1.15, f"Q over the variance {ratio:.3f}"
