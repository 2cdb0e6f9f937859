"""Slopes, rank tests, bursts and bands: against scipy, hand-worked values and plain loops."""

from itertools import permutations, product

import numpy as np
import pytest
from scipy import stats

from toolkit.errors import OptionError, ShapeError
from toolkit.statistics.bands import max_t_band
from toolkit.statistics.bursts import burst_states, bursts
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.timed import timed
from toolkit.statistics.trend import (
    kendall_chances,
    mann_kendall,
    theil_sen,
    usage_with_date,
)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", [5, 12, 80])
def test_the_slope_is_that_of_scipy(seed, size):
    """The median slope equals scipy's; its interval too, up to the rounding of a rank."""
    rng = np.random.default_rng([seed, size])
    when, values = np.sort(rng.random(size)) * 100, rng.normal(size=size)
    found, other = theil_sen(when, values), stats.theilslopes(values, when, alpha=0.95)
    assert found.value == pytest.approx(other.slope)
    if size == 80:
        first, second = np.triu_indices(size, 1)
        slopes = np.sort((values[second] - values[first]) / (when[second] - when[first]))
        near = [abs(np.searchsorted(slopes, a) - np.searchsorted(slopes, b)) for a, b in (
            (found.low, other.low_slope), (found.high, other.high_slope))]  # fmt: skip
        assert max(near) <= 2


def test_the_interval_of_a_slope_inverts_the_exact_test():
    """A slope lies inside where the residuals of that slope show no trend at the level."""
    rng = np.random.default_rng(3)
    when, values = np.arange(9.0), rng.normal(size=9)
    found = theil_sen(when, values)
    for slope in np.linspace(found.low - 0.5, found.high + 0.5, 41) + 1e-7:
        inside = found.low < slope < found.high
        assert inside == (mann_kendall(values - slope * when).p_value > 0.05)
    assert theil_sen(when[:4], values[:4]).low is None  # the least p of four is .083


def test_chances_of_kendall_are_counted():
    """The exact null is that of all orders of five values."""
    orders = list(permutations(range(5)))
    ordered = [sum(a < b for i, a in enumerate(row) for b in row[i + 1 :]) for row in orders]
    counted = np.bincount(ordered, minlength=11) / len(orders)
    assert kendall_chances(5) == pytest.approx(counted)


@pytest.mark.parametrize("seed", range(5))
def test_mann_kendall_is_kendalls_tau_with_time(seed):
    """S, tau and p equal scipy's, exact without ties; with ties up to continuity."""
    values = np.random.default_rng(seed).normal(size=11)
    found, other = mann_kendall(values), stats.kendalltau(np.arange(11), values, method="exact")
    assert (found.tau, found.p_value) == pytest.approx((other.statistic, other.pvalue))
    tied = np.round(values)
    spread = stats.kendalltau(np.arange(11), tied, method="asymptotic")
    s = mann_kendall(tied).s
    z = stats.norm.isf(spread.pvalue / 2) * (abs(s) - 1) / abs(s) if s else 0.0
    assert mann_kendall(tied).p_value == pytest.approx(min(1.0, 2 * stats.norm.sf(z)), abs=1e-9)


def test_usage_with_date_is_spearman_of_places_found_without_the_unit():
    """Each unit is placed by the others, then ranked; the loop gives the same rho."""
    rng = np.random.default_rng(0)
    at = np.repeat(np.arange(5), 6)
    counts = rng.integers(1, 4, 30).astype(float)
    sums = rng.normal(size=(30, 4)) * counts[:, None]
    sums[:, 0] += at * counts
    found = usage_with_date(timed(UnitSums(sums, counts), at, 5), np.arange(5.0), 99, rng)
    centred = sums - counts[:, None] * sums.sum(axis=0) / counts.sum()
    x = at + 1 - counts @ (at + 1) / counts.sum()
    places = [
        centred[j] @ sum(x[k] * centred[k] for k in range(30) if k != j) / counts[j]
        for j in range(30)
    ]
    assert found.rho == pytest.approx(stats.spearmanr(places, at).statistic)
    assert found.p_value == found.p_floor == 0.01


def cheapest(relevant, documents, scaling, gamma, levels):
    """Try every sequence of states; of equally cheap ones keep the lowest."""
    share = relevant.sum() / documents.sum()
    chance = np.minimum(0.9999, share * scaling ** np.arange(levels))
    cost = -stats.binom.logpmf(relevant[:, None], documents[:, None], chance)

    def total(states):
        ups = sum(max(0, b - a) for a, b in zip((0, *states[:-1]), states, strict=True))
        rest = sum(cost[t, state] for t, state in enumerate(states))
        return ups * gamma * np.log(len(states)) + rest

    ways = sorted(product(range(levels), repeat=len(relevant)))
    return min(ways, key=lambda states: round(total(states), 9)), cost


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("levels", [2, 3])
def test_bursts_are_the_cheapest_sequence_of_states(seed, levels):
    """Viterbi's path costs what the cheapest of all sequences costs, and is it."""
    rng = np.random.default_rng([seed, levels])
    documents = rng.integers(10, 40, 7)
    relevant = rng.binomial(documents, np.where(np.arange(7) // 2 == 1, 0.5, 0.1))
    states, costs = burst_states(relevant, documents, levels=levels)
    expected, cost = cheapest(relevant, documents, 2.0, 1.0, levels)
    assert states.tolist() == list(expected)
    assert costs == pytest.approx(cost)


def test_a_burst_by_hand():
    """Ten documents a slice, uses 1 1 8 1 1: the third slice bursts, with the weight worked out.

    The share is 12/50 = .24, the upper state .48; the third slice saves
    8 ln(.48/.24) + 2 ln(.52/.76) = 4.786, more than ln 5 = 1.609 for the step up.
    """
    states, costs = burst_states(np.array([1, 1, 8, 1, 1]), np.full(5, 10))
    assert states.tolist() == [0, 0, 1, 0, 0]
    (one,) = bursts(states, costs)
    weight = 8 * np.log(2) + 2 * np.log(0.52 / 0.76)
    assert (one.start, one.stop, one.level) == (2, 3, 1)
    assert one.weight == pytest.approx(weight)


def test_no_use_is_no_burst_and_nonsense_is_refused():
    """Without any use all stay low; more uses than documents, a scaling of 1 are refused."""
    assert not burst_states(np.zeros(3), np.full(3, 5.0))[0].any()
    with pytest.raises(ShapeError):
        burst_states(np.array([3.0]), np.array([2.0]))
    with pytest.raises(OptionError):
        burst_states(np.ones(2), np.full(2, 5.0), scaling=1.0)


def test_a_band_holds_the_share_of_series_it_promises():
    """Of the exchanged series .95 stay below the upper end everywhere, and p counts the others."""
    values = np.random.default_rng(0).normal(size=(4000, 6)) * np.arange(1, 7)
    band = max_t_band(values)
    assert np.mean((values <= band.high).all(axis=1)) == pytest.approx(0.95, abs=0.001)
    assert np.mean((values >= band.low).all(axis=1)) == pytest.approx(0.95, abs=0.001)
    away = (values - values.mean(axis=0)) / values.std(axis=0)
    plain = [np.mean([row.max() >= one - 1e-9 for row in away]) for one in away[0]]
    assert band.p_value == pytest.approx(plain)


def test_slices_not_judged_leave_the_band_open():
    """A column of nan has no band and does not disturb the others."""
    values = np.random.default_rng(1).normal(size=(200, 3))
    gap = np.insert(values, 1, np.nan, axis=1)
    assert np.isnan(max_t_band(gap).high[1])
    assert np.delete(max_t_band(gap).high, 1) == pytest.approx(max_t_band(values).high)
    with pytest.raises(ShapeError):
        max_t_band(np.ones((1, 3)))
