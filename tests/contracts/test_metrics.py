"""What every metric promises, whoever adds it."""

import re

import numpy as np
import pytest

from toolkit.change import METRICS
from toolkit.errors import ShapeError
from toolkit.statistics.debiased import UnitSums

each_metric = pytest.mark.parametrize("name", list(METRICS))


def units(seed, mean, units=30, dim=6):
    """Make units of a few usages around a mean."""
    rng = np.random.default_rng(seed)
    counts = 1.0 + rng.integers(4, size=units)
    noise = rng.normal(size=(units, dim)) * np.sqrt(counts)[:, None]
    return UnitSums(counts[:, None] * mean + noise, counts)


HERE, THERE = np.eye(6)[0] * 3, np.eye(6)[1] * 3


@each_metric
def test_planted_change_exceeds_no_change(name):
    """Two samples of one usage lie nearer than samples of two usages."""
    metric = METRICS.get(name)()
    same = metric(units(0, HERE), units(1, HERE))
    assert metric(units(0, HERE), units(1, THERE)) > same + 0.1


@each_metric
def test_values_stay_inside_the_bounds(name):
    """Where a metric states bounds, no value leaves them."""
    metric = METRICS.get(name)()
    if metric.bounds is not None:
        for seed in range(20):
            (value,) = metric(units(seed, HERE), units(seed + 100, THERE * (seed % 2)))
            assert metric.bounds[0] <= value <= metric.bounds[1]


@each_metric
def test_the_order_of_units_does_not_matter(name):
    """Units may come in any order."""
    metric, a, b = METRICS.get(name)(), units(0, HERE), units(1, THERE)
    order = np.random.default_rng(2).permutation(len(a.counts))
    assert metric(UnitSums(a.sums[order], a.counts[order]), b) == pytest.approx(metric(a, b))


@each_metric
def test_a_unit_of_weight_zero_is_as_if_absent(name):
    """Leaving a unit out and giving it weight 0 are the same resample."""
    metric, a, b = METRICS.get(name)(), units(0, HERE), units(1, THERE)
    weights = np.ones((1, len(a.counts)))
    weights[0, 4] = 0
    without = UnitSums(np.delete(a.sums, 4, 0), np.delete(a.counts, 4))
    assert metric(a, b, weights) == pytest.approx(metric(without, b))


@each_metric
def test_one_value_for_every_row_of_weights(name):
    """Resamples are rows of weights, judged each by itself."""
    metric, a, b = METRICS.get(name)(), units(0, HERE), units(1, THERE)
    rng = np.random.default_rng(3)
    wa = rng.multinomial(30, np.full(30, 1 / 30), 5).astype(float)
    wb = rng.multinomial(30, np.full(30, 1 / 30), 5).astype(float)
    together = metric(a, b, wa, wb)
    alone = [metric(a, b, wa[k : k + 1], wb[k : k + 1])[0] for k in range(5)]
    assert together == pytest.approx(np.array(alone))


@each_metric
def test_turning_the_space_changes_nothing(name):
    """A rotation of all vectors leaves the value as it is."""
    metric, a, b = METRICS.get(name)(), units(0, HERE), units(1, THERE)
    turn = np.linalg.qr(np.random.default_rng(4).normal(size=(6, 6)))[0]
    turned = [UnitSums(side.sums @ turn, side.counts) for side in (a, b)]
    assert metric(*turned) == pytest.approx(metric(a, b))


@each_metric
@pytest.mark.parametrize(
    "bad", [UnitSums(np.ones((0, 6)), np.ones(0)), UnitSums(np.ones((4, 2)), np.ones(4))]
)
def test_sides_that_cannot_be_compared_are_refused(name, bad):
    """An empty side, or one of another width, raises instead of giving nan."""
    with pytest.raises(ShapeError):
        METRICS.get(name)()(units(0, HERE), bad)


@each_metric
def test_the_docstring_says_what_a_reader_needs(name):
    """What larger means, the range and the source stand in the docstring."""
    text = METRICS.get(name).__doc__
    for word in ("Larger means", "Range", "Source:"):
        assert re.search(word, text), word
