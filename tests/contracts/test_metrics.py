"""What every metric promises, whoever adds it."""

import re

import numpy as np
import pytest

from toolkit.change import METRICS
from toolkit.change.materials import UnitCounts, UnitVectors, size_of
from toolkit.errors import ShapeError
from toolkit.statistics.debiased import UnitSums

each_metric = pytest.mark.parametrize("name", list(METRICS))
# Words that a metric may find near a mean usage: many more than it looks at.
DIRECTIONS = np.random.default_rng(9).normal(size=(200, 6))
DIRECTIONS /= np.linalg.norm(DIRECTIONS, axis=1, keepdims=True)
WIDTH = 40


def metric_of(name, directions=DIRECTIONS):
    """Make a metric, with words to look among where it asks for them."""
    kind = METRICS.get(name)
    return kind(directions=directions) if hasattr(kind, "bound") else kind()


def single(seed, mean, units=30, dim=6):
    """Make usage vectors around a mean, a few in each unit, of length 1."""
    rng = np.random.default_rng(seed)
    unit = np.repeat(np.arange(units), 1 + rng.integers(4, size=units))
    vectors = mean + rng.normal(size=(len(unit), dim))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True), unit


def units(seed, mean, units=30, dim=6):
    """Make sums of a few usages around a mean."""
    rng = np.random.default_rng(seed)
    counts = 1.0 + rng.integers(4, size=units)
    noise = rng.normal(size=(units, dim)) * np.sqrt(counts)[:, None]
    return UnitSums(counts[:, None] * mean + noise, counts)


def of_length_one(seed, mean):
    """Make sums of usage vectors of length 1."""
    vectors, unit = single(seed, mean)
    sums = np.array([vectors[unit == k].sum(axis=0) for k in range(30)])
    return UnitSums(sums, np.bincount(unit).astype(float))


def collocates(seed, mean):
    """Make counts of context words; the place of the mean says which are frequent."""
    rng = np.random.default_rng(seed)
    shares = np.roll(1.0 / np.arange(1, WIDTH + 1), 10 * int(mean.argmax()))
    return UnitCounts(rng.multinomial(30, shares / shares.sum(), size=30).astype(float))


def tokens(seed, mean):
    """Make uses and tokens; the place of the mean makes them many, and bursty."""
    rng = np.random.default_rng(seed)
    size = rng.integers(500, 1500, 30).astype(float)
    often = (3.0 if mean.argmax() else 1.0) * size / 100
    bursts = rng.gamma(0.2, 5.0, 30) if mean.argmax() else 1.0
    return UnitSums(rng.poisson(often * bursts).astype(float)[:, None], size)


def shares(seed, mean):
    """Make tokens of topics; the place of the mean says which are large."""
    rng = np.random.default_rng(seed)
    sums = rng.dirichlet(0.5 + mean, 30) * rng.integers(100, 400, 30)[:, None]
    return UnitSums(sums, sums.sum(axis=1))


MAKERS = {
    "shares": shares,
    "senses": shares,
    "sums": units,
    "unit_sums": of_length_one,
    "vectors": lambda seed, mean: UnitVectors(*single(seed, mean)),
    "counts": collocates,
    "tokens": tokens,
}
HERE, THERE = np.eye(6)[0] * 3, np.eye(6)[1] * 3
# Signed metrics fall where the planted slice is the more bursty one.
FALLING = {"juilland"}


def side(name, seed, mean):
    """Make one side in the form that a metric reads."""
    return MAKERS[METRICS.get(name).needs](seed, mean)


def taken(one, chosen):
    """Take some units, in the order given."""
    if isinstance(one, UnitVectors):
        parts = [np.flatnonzero(one.unit == k) for k in chosen]
        unit = np.repeat(np.arange(len(chosen)), [len(part) for part in parts])
        return UnitVectors(one.vectors[np.concatenate(parts)], unit)
    return type(one)(*(part[chosen] for part in one))


@each_metric
def test_planted_change_exceeds_no_change(name):
    """Two samples of one usage lie nearer than samples of two usages."""
    metric = metric_of(name)
    same = metric(side(name, 0, HERE), side(name, 1, HERE))
    moved = metric(side(name, 0, HERE), side(name, 1, THERE))
    assert (same - moved if name in FALLING else moved - same) > 0.1


@each_metric
def test_values_stay_inside_the_bounds(name):
    """Where a metric states bounds, no value leaves them."""
    metric = metric_of(name)
    if metric.bounds is not None:
        for seed in range(20):
            (value,) = metric(side(name, seed, HERE), side(name, seed + 100, THERE * (seed % 2)))
            assert metric.bounds[0] <= value <= metric.bounds[1]


@each_metric
def test_the_order_of_units_does_not_matter(name):
    """Units may come in any order."""
    metric, a, b = metric_of(name), side(name, 0, HERE), side(name, 1, THERE)
    order = np.random.default_rng(2).permutation(size_of(a))
    assert metric(taken(a, order), b) == pytest.approx(metric(a, b))


@each_metric
def test_a_unit_of_weight_zero_is_as_if_absent(name):
    """Leaving a unit out and giving it weight 0 are the same resample."""
    metric, a, b = metric_of(name), side(name, 0, HERE), side(name, 1, THERE)
    weights = np.ones((1, size_of(a)))
    weights[0, 4] = 0
    without = taken(a, np.delete(np.arange(size_of(a)), 4))
    assert metric(a, b, weights) == pytest.approx(metric(without, b))


@each_metric
def test_one_value_for_every_row_of_weights(name):
    """Resamples are rows of weights, judged each by itself."""
    metric, a, b = metric_of(name), side(name, 0, HERE), side(name, 1, THERE)
    rng = np.random.default_rng(3)
    wa = rng.multinomial(30, np.full(30, 1 / 30), 5).astype(float)
    wb = rng.multinomial(30, np.full(30, 1 / 30), 5).astype(float)
    together = metric(a, b, wa, wb)
    alone = [metric(a, b, wa[k : k + 1], wb[k : k + 1])[0] for k in range(5)]
    assert together == pytest.approx(np.array(alone))


@each_metric
def test_an_exchange_is_a_pair_of_rows_of_weights(name):
    """Both sides taken from one pool by weights 0 and 1 give the value of the two sides."""
    metric, a, b = metric_of(name), side(name, 0, HERE), side(name, 1, THERE)
    if isinstance(a, UnitVectors):
        pool = UnitVectors(
            np.concatenate([a.vectors, b.vectors]), np.concatenate([a.unit, b.unit + 30])
        )
    else:
        pool = type(a)(*(np.concatenate(part) for part in zip(a, b, strict=True)))
    in_a = (np.arange(60) < 30)[None].astype(float)
    assert metric(pool, pool, in_a, 1 - in_a) == pytest.approx(metric(a, b))


@each_metric
def test_turning_the_space_changes_nothing(name):
    """A rotation of all vectors leaves the value as it is."""
    metric, a, b = metric_of(name), side(name, 0, HERE), side(name, 1, THERE)
    turn = np.linalg.qr(np.random.default_rng(4).normal(size=(6, 6)))[0]
    if metric.needs in ("sums", "unit_sums", "vectors"):
        turned = [type(one)(one[0] @ turn, one[1]) for one in (a, b)]
        assert metric_of(name, DIRECTIONS @ turn)(*turned) == pytest.approx(metric(a, b))


def bad(name, kind):
    """Make a side without units, or one of another width."""
    good = side(name, 1, HERE)
    if kind == "empty":
        return type(good)(*(part[:0] for part in good))
    wide = np.ones((len(good[0]), 2))
    return type(good)(wide, *good[1:])


@each_metric
@pytest.mark.parametrize("kind", ["empty", "other width"])
def test_sides_that_cannot_be_compared_are_refused(name, kind):
    """An empty side, or one of another width, raises instead of giving nan."""
    with pytest.raises(ShapeError):
        metric_of(name)(side(name, 0, HERE), bad(name, kind))


@each_metric
def test_the_docstring_says_what_a_reader_needs(name):
    """What larger means, the range and the source stand in the docstring."""
    text = METRICS.get(name).__doc__
    for word in ("Larger means", "Range", "Source:"):
        assert re.search(word, text), word
