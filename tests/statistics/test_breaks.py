"""The scan of a series: against plain distances, plain loops and exact counts."""

import numpy as np
import pytest

from toolkit.errors import OptionError, ShapeError
from toolkit.statistics.breaks import find_breaks
from toolkit.statistics.debiased import UnitSums, products, squared
from toolkit.statistics.scan import Splits, allowed_splits, split_scores
from toolkit.statistics.shapes import ALIKE, explained_by, of_one_spread
from toolkit.statistics.timed import exchanged, grams, timed


def drawn(seed=0, slices=6, units=7, width=5, shift=0.0, split=3):
    """Draw units of some slices; from `split` on they lie `shift` further along the first axis."""
    rng = np.random.default_rng(seed)
    at = np.repeat(np.arange(slices), units)
    counts = rng.integers(1, 5, len(at)).astype(float)
    sums = rng.normal(size=(len(at), width)) * np.sqrt(counts)[:, None] + counts[:, None]
    sums[at >= split, 0] += shift * counts[at >= split]
    return timed(UnitSums(sums, counts), at, slices)


def side(series, start, stop):
    """Give the units of some slices."""
    here = (series.at >= start) & (series.at < stop)
    return UnitSums(series.pool.sums[here], series.pool.counts[here])


def spread(units):
    """Give what a side adds to the spread of its mean without change."""
    return np.sum(units.counts**2) / units.counts.sum() ** 2


def test_scores_are_debiased_distances_over_their_spread():
    """The score of a split from slice tables is that of the units on either side."""
    series = drawn(1, shift=1.0)
    splits = allowed_splits(series)
    found = grams(series.pool, series.at[None], series.n_slices)
    for metric in ("squared", "cosine"):
        scores = split_scores(found, splits, metric)[0]
        for start, split, stop, score in zip(*splits, scores, strict=True):
            a, b = side(series, start, split), side(series, split, stop)
            pair = products(a, b)
            plain = (
                squared(a, b)[0]
                if metric == "squared"
                else 2 * (np.sqrt(max(pair.aa[0], 0) * max(pair.bb[0], 0)) - pair.ab[0])
            )
            assert score == pytest.approx(plain / (spread(a) + spread(b)))


def test_every_part_has_two_slices_and_five_units_a_side():
    """All cuts of all parts are tried, but none that leaves too little on a side."""
    splits = allowed_splits(drawn(units=7))
    assert {(0, 2, 4), (0, 3, 6), (2, 4, 6)} <= set(zip(*splits, strict=True))
    assert min((splits.split - splits.start).min(), (splits.stop - splits.split).min()) == 2
    assert allowed_splits(drawn(units=2)) is not None  # four units on two slices: only larger sides
    assert (allowed_splits(drawn(units=2)).split == 3).all()
    assert allowed_splits(drawn(slices=3, units=20)) is None


def test_units_are_exchanged_within_their_cell():
    """Every exchange keeps the number of units of each slice in each cell, the first all."""
    series = drawn(2)
    cells = np.arange(len(series.at)) % 3
    series = series._replace(cells=cells)
    rows = np.concatenate(list(exchanged(series, 20, np.random.default_rng(0))))
    assert rows.shape == (21, len(series.at))
    assert (rows[0] == series.at).all()
    assert (rows[1:] != series.at).any()
    for cell in range(3):
        assert (np.sort(rows[:, cells == cell]) == np.sort(series.at[cells == cell])).all()


def test_a_shape_explains_what_the_double_loop_says():
    """The movement along a shape is a sum over pairs of different units."""
    series = drawn(3, units=3, shift=1.0)
    shape = np.array([0.0, 0, 0, 1, 1, 1])
    counts = series.pool.counts
    x = shape[series.at] - counts @ shape[series.at] / counts.sum()
    mean = series.pool.sums.sum(axis=0) / counts.sum()
    sums = series.pool.sums - counts[:, None] * mean
    pairs = sum(
        x[j] * x[k] * (sums[j] @ sums[k]) for j in range(len(x)) for k in range(len(x)) if j != k
    )
    plain = pairs / (counts @ x**2)
    assert explained_by(series, shape[:, None])[0] == pytest.approx(plain)


def test_products_are_those_weighed_by_the_inverse_spread():
    """After the turn, products of usages are those with the inverse of the mixed covariance."""
    series = drawn(8, units=7, shift=2.0)
    sums, counts = series.pool
    spread = np.zeros((sums.shape[1], sums.shape[1]))
    for part in range(series.n_slices):
        here = series.at == part
        mean = sums[here].sum(axis=0) / counts[here].sum()
        for one, number in zip(sums[here], counts[here], strict=True):
            spread += np.outer(one - number * mean, one - number * mean)
    level = np.trace(spread) / len(spread)
    mixed = (1 - ALIKE) * spread / level + ALIKE * np.eye(len(spread))
    turned = of_one_spread(series)
    plain = sums @ np.linalg.inv(mixed) @ sums.T
    np.testing.assert_allclose(turned.pool.sums @ turned.pool.sums.T, plain, atol=1e-9)
    assert (turned.pool.counts == counts).all()


def test_usages_that_do_not_differ_keep_their_place():
    """Without any spread within slices there is nothing to weigh by."""
    series = drawn(9)
    level = UnitSums(np.outer(series.pool.counts, [1.0, 2.0]), series.pool.counts)
    same = series._replace(pool=level)
    np.testing.assert_allclose(of_one_spread(same).pool.sums, level.sums, atol=1e-12)


def test_a_plain_break_is_found_where_it_is():
    """A large break is found at its slice, called sudden, and its interval is that slice."""
    breaks, searched = find_breaks(
        drawn(4, slices=8, units=10, shift=3.0, split=5),
        np.arange(8.0),
        metric="squared",
        permutations=99,
        rng=np.random.default_rng(0),
    )
    (one,) = breaks
    assert (one.split, one.low, one.high, one.gradual) == (5, 5, 5, False)
    assert one.p_value == searched.p_value == one.p_floor == 0.01


def test_a_change_that_is_taken_back_shows_both_ends():
    """A stretch of other usage in the middle has two breaks."""
    series = drawn(5, slices=9, units=10)
    series.pool.sums[(series.at >= 3) & (series.at < 6), 0] += 8.0
    breaks, _ = find_breaks(
        series, np.arange(9.0), metric="squared", permutations=199, rng=np.random.default_rng(0)
    )
    assert [one.split for one in breaks] == [3, 6]


def test_an_even_movement_is_gradual():
    """A movement spread over all slices is one gradual change, with no date of its own."""
    series = drawn(6, slices=8, units=10)
    series.pool.sums[:, 0] += 0.6 * series.at * series.pool.counts
    breaks, _ = find_breaks(
        series, np.arange(8.0), metric="squared", permutations=99, rng=np.random.default_rng(0)
    )
    assert [(one.gradual, one.low, one.high) for one in breaks] == [(True, 0, 8)]


def test_a_series_of_equal_usages_has_no_break():
    """Where all usages are the same, no split is better than its exchanges."""
    series = drawn(7)
    same = UnitSums(np.outer(series.pool.counts, np.ones(5)), series.pool.counts)
    breaks, searched = find_breaks(
        series._replace(pool=same), np.arange(6.0), permutations=49, rng=np.random.default_rng(0)
    )
    assert breaks == []
    assert searched.p_value == 1.0


def test_too_little_is_no_test():
    """Without two slices of five units a side nothing is tested."""
    rng = np.random.default_rng(0)
    assert find_breaks(drawn(slices=3), np.arange(3.0), permutations=9, rng=rng) == ([], None)


def test_what_cannot_be_is_refused():
    """Dates that do not fit, slices that are none, no permutation, a level of 2."""
    rng = np.random.default_rng(0)
    with pytest.raises(ShapeError):
        find_breaks(drawn(), np.arange(5.0), permutations=9, rng=rng)
    with pytest.raises(ShapeError):
        timed(UnitSums(np.ones((2, 2)), np.ones(2)), np.array([0, 4]), 3)
    with pytest.raises(OptionError):
        find_breaks(drawn(), np.arange(6.0), permutations=0, rng=rng)
    with pytest.raises(OptionError):
        find_breaks(drawn(), np.arange(6.0), permutations=9, rng=rng, level=2.0)


def test_splits_of_the_whole_are_those_from_first_to_last():
    """The splits of the whole begin at the first slice and end at the last."""
    whole = Splits(*(np.array(part) for part in ([0, 1, 0], [2, 3, 3], [6, 6, 5]))).of_whole(6)
    assert [part.tolist() for part in whole] == [[0], [2], [6]]
