"""Debiased products and distances: known answers, weights, limits and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.statistics import plain
from tests.statistics.plain import some
from toolkit.errors import ShapeError
from toolkit.statistics import debiased
from toolkit.statistics.debiased import UnitSums, cosine, effective_units, squared

metrics = pytest.mark.parametrize("metric", [squared, cosine])


@pytest.mark.parametrize("sizes", [(2, 2), (3, 7), (12, 5)])
def test_distances_equal_the_sums_over_pairs_of_units_written_out(sizes):
    """D2 and DC are what the double loop over pairs of different units gives."""
    a, b = some(0, sizes[0]), some(1, sizes[1])
    assert squared(a, b)[0] == pytest.approx(plain.squared(a, b), rel=1e-12)
    assert cosine(a, b)[0] == pytest.approx(plain.cosine(a, b), rel=1e-12)


def test_naive_distances_are_those_of_the_plain_means():
    """The naive forms keep the same-unit pairs."""
    a, b = some(2, 4), some(3, 6)
    x, y = plain.mean(*a), plain.mean(*b)
    assert debiased.naive_squared(a, b)[0] == pytest.approx((x - y) @ (x - y))
    angle = x @ y / np.linalg.norm(x) / np.linalg.norm(y)
    assert debiased.naive_cosine(a, b)[0] == pytest.approx(1 - angle)


@metrics
def test_a_unit_of_weight_zero_is_as_if_absent(metric):
    """Leaving a unit out and giving it weight 0 are the same resample."""
    a, b = some(4, 5), some(5, 4)
    rows = np.array([[0.0, 1, 1, 1, 1], [1, 1, 1, 1, 1]])
    without = UnitSums(a.sums[1:], a.counts[1:])
    found = metric(a, b, rows, np.ones((2, 4)))
    assert found == pytest.approx([metric(without, b)[0], metric(a, b)[0]])


@metrics
def test_a_unit_drawn_twice_counts_double_and_never_pairs_with_itself(metric):
    """Weight 2 is one unit of twice the sum and twice the count, not two units."""
    a, b = some(6, 4), some(7, 4)
    doubled = UnitSums(a.sums * [[1], [2], [1], [1]], a.counts * [1, 2, 1, 1])
    weighted = metric(a, b, np.array([[1.0, 2, 1, 1]]), np.ones((1, 4)))
    assert weighted == pytest.approx(metric(doubled, b))
    copied = UnitSums(np.vstack([a.sums, a.sums[1]]), np.append(a.counts, a.counts[1]))
    assert weighted[0] != pytest.approx(metric(copied, b)[0])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_rotation_and_scale(seed, one, other):
    """Rotation changes neither distance; lengths of the two sides do not change the cosine."""
    a, b = some(seed, 5), some(seed + 1, 6)
    turn = np.linalg.qr(np.random.default_rng(seed).normal(size=(6, 6)))[0]
    turned = UnitSums(a.sums @ turn, a.counts), UnitSums(b.sums @ turn, b.counts)
    assert squared(*turned) == pytest.approx(squared(a, b), rel=1e-9, abs=1e-9)
    longer = UnitSums(one * a.sums, a.counts), UnitSums(other * b.sums, b.counts)
    assert cosine(*longer) == pytest.approx(cosine(a, b), rel=1e-9, abs=1e-9, nan_ok=True)
    both = UnitSums(one * a.sums, a.counts), UnitSums(one * b.sums, b.counts)
    assert squared(*both) == pytest.approx(one**2 * squared(a, b), rel=1e-7, abs=1e-9 * one**2)


@metrics
def test_order_of_units_and_of_sides_does_not_matter(metric):
    """Both distances are symmetric, and sums over units."""
    a, b = some(8, 6), some(9, 5)
    mixed = UnitSums(a.sums[::-1], a.counts[::-1])
    assert metric(mixed, b) == pytest.approx(metric(a, b))
    assert metric(b, a) == pytest.approx(metric(a, b))


def test_the_debiased_distance_stays_where_the_naive_one_grows():
    """Over many small slices without drift D2 averages 0 within 3.5 errors; naive does not."""
    draws = [(some(seed, 4), some(seed + 10**5, 4)) for seed in range(2000)]
    values = np.array([squared(a, b)[0] for a, b in draws])
    error = values.std() / np.sqrt(len(values))
    assert abs(values.mean()) < 3.5 * error, f"mean {values.mean():.4f}, s.e. {error:.4f}"
    assert np.mean([debiased.naive_squared(a, b)[0] for a, b in draws]) > 50 * error


def test_no_length_no_cosine():
    """Where a debiased squared length is not above 0 the cosine is nan."""
    a = UnitSums(np.array([[1.0, 0.0], [-1.0, 0.0]]), np.ones(2))
    assert np.isnan(cosine(a, some(0, 3, width=2))[0])


def test_a_resample_of_one_unit_has_no_distance():
    """A row of weights that leaves one unit gives nan, and only that row."""
    a, b = some(10, 3), some(11, 3)
    found = squared(a, b, np.array([[1.0, 0, 0], [1, 1, 1]]), np.ones((2, 3)))
    assert np.isnan(found).tolist() == [True, False]


@pytest.mark.parametrize(
    "bad",
    [
        UnitSums(np.ones((0, 3)), np.ones(0)),
        UnitSums(np.ones((4, 2)), np.ones(4)),
        UnitSums(np.ones((4, 3)), np.ones(3)),
        UnitSums(np.ones((4, 3)), np.array([1.0, 0, 0, 0])),
        UnitSums(np.ones((4, 3)), np.array([1.0, 2, 2, -1])),
        UnitSums(np.full((4, 3), np.nan), np.ones(4)),
    ],
)
@metrics
def test_slices_that_cannot_be_compared_are_refused(metric, bad):
    """Empty or single-unit slices, other widths, bad numbers raise instead of giving nan."""
    with pytest.raises(ShapeError):
        metric(UnitSums(np.ones((4, 3)), np.ones(4)), bad)


def test_weights_of_another_width_are_refused():
    """One column of weights a unit."""
    with pytest.raises(ShapeError, match="3 units"):
        squared(some(0, 3), some(1, 3), np.ones((2, 4)), np.ones((2, 3)))


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30))
def test_effective_units_lie_between_one_and_their_number(counts):
    """Kish's number is at most the number of units used, and 0 without usages."""
    found, used = effective_units(np.array(counts, float)), np.count_nonzero(counts)
    assert found == 0 if not used else 1 - 1e-12 <= found <= used + 1e-9
