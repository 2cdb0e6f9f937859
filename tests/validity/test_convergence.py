"""Groups come closer where they do; where they do not, nothing is claimed; intervals cover."""

import numpy as np
import pytest

from tests.validity.claims import QUANTILE, assert_within
from tests.validity.planted import WIDTH, mean_usage, slice_of
from toolkit.statistics.convergence import Apart, slope_of_distance
from toolkit.statistics.debiased import UnitSums, effective_units
from toolkit.statistics.strata import jackknife

FULL, SHORT = 400, 50
SLICES = 6


def aside(mean, rng):
    """Draw a direction at right angles to a mean, as long as it."""
    way = rng.normal(size=WIDTH)
    way -= (way @ mean) * mean / (mean @ mean)
    return way * np.linalg.norm(mean) / np.linalg.norm(way)


def at_distance(mean, way, distance):
    """Turn a mean by a cosine distance towards a direction."""
    return (1 - distance) * mean + np.sqrt(1 - (1 - distance) ** 2) * way


def groups(seed, gaps, *, documents=(20, 20), parallel=0.0):
    """Draw two groups whose distance follows `gaps`; both may move side by side."""
    rng = np.random.default_rng(seed)
    mean = mean_usage(rng)
    way, along = aside(mean, rng), aside(mean, rng)
    found = []
    for number, size in enumerate(documents):
        for place, gap in enumerate(gaps):
            base = at_distance(mean, along, parallel * place / (len(gaps) - 1))
            usage = at_distance(base, way, gap) if number == 0 else base
            found.append((slice_of(usage, size, rng), place, number == 0))
    pool = UnitSums(*(np.concatenate([one[0][k] for one in found]) for k in (0, 1)))
    sizes = [len(one[0].counts) for one in found]
    at = np.repeat([one[1] for one in found], sizes)
    first = np.repeat([one[2] for one in found], sizes)
    return Apart(pool, at, first, first.astype(np.int64)), rng


def slope(seed, gaps, permutations=99, **options):
    """Measure the slope as `convergence` does, and give its truth at the same weights."""
    apart, rng = groups(seed, gaps, **options)
    weights, variances = [], []
    for place in range(len(gaps)):
        here = apart.at == place
        pool = UnitSums(apart.pool.sums[here], apart.pool.counts[here])
        mine = apart.first[here]
        sides = [effective_units(pool.counts[side]) for side in (mine, ~mine)]
        weights.append(1 / sum(1 / one for one in sides))
        zeros = np.zeros(here.sum(), np.int64)
        variances.append(jackknife(pool, mine, zeros)[1])
    years, weights = np.arange(float(len(gaps))), np.array(weights)
    found = slope_of_distance(
        *(apart, years, weights, np.array(variances)),
        metric="cosine",
        permutations=permutations,
        rng=rng,
        level=0.95,
    )
    return found, np.polyfit(years, gaps, 1, w=np.sqrt(weights))[0]


@pytest.mark.parametrize("documents", [(20, 20), (10, 60)])
@pytest.mark.parametrize("gaps", [(0.2, 0.2), (0.3, 0.1), (0.1, 0.3)])
def test_slopes_are_unbiased_and_covered(size, gaps, documents):
    """Distances that stay, fall or rise: the slope is right on average, its interval covers it."""
    repetitions = FULL if size == "full" else SHORT
    steps = np.linspace(*gaps, SLICES)
    found = [slope(seed, steps, 1, documents=documents) for seed in range(repetitions)]
    off = np.array([one.value - truth for one, truth in found])
    held = np.mean([one.low <= truth <= one.high for one, truth in found])
    name = f"{gaps}, {documents} documents"
    print(f"{name}: bias {off.mean():.5f} a slice, sd {off.std():.4f}")
    # The cosine is biased by O(1/J): a twentieth of the smallest change that is planted.
    assert abs(off.mean()) <= 0.002 + QUANTILE * off.std() / np.sqrt(repetitions)
    assert_within(f"{name}: covered", held, 0.92, 0.99, repetitions, FULL)


@pytest.mark.parametrize(("gaps", "most"), [((0.0, 0.0), 0.078), ((0.2, 0.2), 0.078)])
def test_no_convergence_where_there_is_none(size, gaps, most):
    """Groups that stay as far apart as they are have p at most .05 in one of twenty."""
    repetitions = FULL if size == "full" else SHORT
    found = [slope(seed, np.linspace(*gaps, SLICES))[0] for seed in range(repetitions)]
    rate = np.mean([one.p_value <= 0.05 for one in found])
    assert_within(f"{gaps}: p <= .05", rate, 0.022, most, repetitions, FULL)


def test_groups_that_move_side_by_side_are_not_said_to_converge(size):
    """Both move by .3, their distance stays: convergence or divergence in at most .08."""
    repetitions = FULL if size == "full" else SHORT
    steps = np.full(SLICES, 0.2)
    found = [slope(seed, steps, parallel=0.3)[0] for seed in range(repetitions)]
    said = [one.p_value <= 0.05 and not one.low <= 0 <= one.high for one in found]
    assert_within("side by side: said", np.mean(said), 0.0, 0.08, repetitions, FULL)


def test_convergence_is_found(size):
    """A distance that falls from .3 to .1 with 20 documents a slice and group is found in .9."""
    repetitions = FULL if size == "full" else SHORT
    found = [slope(seed, np.linspace(0.3, 0.1, SLICES))[0] for seed in range(repetitions)]
    said = [one.p_value <= 0.05 and one.high < 0 for one in found]
    assert_within("found", np.mean(said), 0.9, 1.0, repetitions, FULL)
