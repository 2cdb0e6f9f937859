"""Lines between poles, held-out words, clustered means, and exchanged units."""

import numpy as np
import pytest

from toolkit.errors import ShapeError
from toolkit.statistics.projection import chance, line_between, mean_interval, separation


def test_pole_words_lie_at_their_ends_on_average():
    """The mean place of the low words is -1, of the high words +1, whatever their length."""
    rng = np.random.default_rng(0)
    low, high = rng.normal(size=(4, 6)) - 1, 3 * (rng.normal(size=(5, 6)) + 1)
    line = line_between(low, high)
    assert line.places(low, np.ones(4)).mean() == pytest.approx(-1)
    assert line.places(high, np.ones(5)).mean() == pytest.approx(1)
    assert np.linalg.norm(line.direction) == pytest.approx(1)


def test_a_sum_of_usages_has_the_sum_of_their_places():
    """Places are linear: those of single usages add up to that of their sum."""
    rng = np.random.default_rng(1)
    line = line_between(rng.normal(size=(3, 4)), rng.normal(size=(3, 4)))
    usages = rng.normal(size=(7, 4))
    single = line.places(usages, np.ones(7))
    assert line.places(usages.sum(axis=0)[None], np.array([7.0]))[0] == pytest.approx(single.sum())


def test_poles_in_one_place_are_refused():
    """Without a difference there is no line."""
    with pytest.raises(ShapeError):
        line_between(np.ones((2, 3)), np.ones((4, 3)))


def test_separation_is_the_share_of_ordered_pairs_written_out():
    """Each pair left out in turn, the line made anew from all the rest."""
    rng = np.random.default_rng(2)
    low, high = rng.normal(size=(4, 3)), rng.normal(size=(3, 3)) + 0.5
    unit = [[one / np.sqrt(sum(x * x for x in one)) for one in side] for side in (low, high)]
    right = 0
    for i in range(4):
        for k in range(3):
            lows = [word for n, word in enumerate(unit[0]) if n != i]
            highs = [word for n, word in enumerate(unit[1]) if n != k]
            way = sum(highs) / len(highs) - sum(lows) / len(lows)
            right += unit[1][k] @ way > unit[0][i] @ way
    assert separation(low, high) == pytest.approx(right / 12)
    assert np.isnan(separation(low[:1], high))


def test_mean_interval_by_hand():
    """Two clusters of one and three values: mean 2.5, error from the sums less mean times n."""
    mean, low, high = mean_interval(np.array([1.0, 9.0]), np.array([1.0, 3.0]), 0.95)
    assert mean == pytest.approx(2.5)
    error = np.sqrt(2 * ((1 - 2.5) ** 2 + (9 - 7.5) ** 2)) / 4
    # Two clusters worth (1 + 3)^2 / 10 = 1.6 have less than one degree of freedom: t is that of 1.
    assert (high - low) / 2 == pytest.approx(12.7062 * error, rel=1e-4)
    assert mean_interval(np.array([1.0]), np.array([2.0]), 0.95) == (0.5, None, None)


def test_exchanges_stay_in_their_cell():
    """Units that may not be exchanged give the observed means every time; p is then 1."""
    total, counts = np.arange(6.0), np.ones(6)
    at = np.array([0, 0, 0, 1, 1, 1])
    rng = np.random.default_rng(3)
    found = chance(*(total, counts, at, np.arange(6)), size=2, permutations=19, rng=rng, level=0.95)
    assert found.low == pytest.approx([1.0, 4.0])
    assert found.high == pytest.approx([1.0, 4.0])
    assert (found.p == 1.0).all()
    assert found.p_moves == 1.0


def test_a_slice_apart_has_the_least_p():
    """Of eight units a slice, one far from the others: no exchange is as extreme."""
    rng = np.random.default_rng(4)
    at = np.repeat(np.arange(3), 8)
    total = rng.normal(size=24) + 5.0 * (at == 2)
    found = chance(
        *(total, np.ones(24), at, np.zeros(24, int)),
        size=3,
        permutations=199,
        rng=rng,
        level=0.95,
    )
    assert found.p[2] == 1 / 200
    assert found.p_moves == 1 / 200
    assert found.high[2] < total[at == 2].mean()
