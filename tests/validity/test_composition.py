"""A change of mix is not a change of usage: post-stratified distances on planted genres."""

from functools import cache

import numpy as np
import pytest

from tests.validity.claims import QUANTILE, assert_within, comparisons
from tests.validity.planted import mean_usage, of_genres, slice_of, turned
from toolkit.statistics.parts import PARTS, cells_of, decomposed, intervals

FULL, SHORT = 300, 60


@cache
def measured(drift, repetitions):
    """Draw once: errors of the post-stratified and of the pooled D2, and the intervals' hits."""
    planted = [of_genres(seed, 40, drift=drift, exact=True) for seed in range(repetitions)]
    truth = np.array([one[1] for one in planted])
    options = {"metric": "squared", "permutations": 0}
    fixed = comparisons(lambda seed: planted[seed][0], repetitions, code="strata", **options)
    pooled = comparisons(lambda seed: planted[seed][0], repetitions, **options)
    held = [one.low <= size <= one.high for one, size in zip(fixed, truth, strict=True)]
    errors = [np.array([one.value for one in found]) - truth for found in (fixed, pooled)]
    return *errors, np.mean(held)


@pytest.mark.parametrize("drift", [0.0, 0.05, 0.1])
def test_strata_take_the_mix_out(size, drift):
    """With genres going from 20 to 70 % the bias of D2 is at most .003; pooled it is above .015."""
    repetitions = FULL if size == "full" else SHORT
    errors, pooled, held = measured(drift, repetitions)
    noise = QUANTILE * errors.std() * (repetitions**-0.5 - FULL**-0.5)
    said = (
        f"drift {drift}: bias {errors.mean():.4f}, pooled {pooled.mean():.4f}, "
        f"coverage {held:.3f} of {repetitions}"
    )
    print(said)
    assert abs(errors.mean()) <= 0.003 + noise, said
    assert pooled.mean() > 0.015, said
    assert_within(f"drift {drift}: covered", held, 0.92, 0.99, repetitions, FULL)


def of_authors(seed, *, within, numbers):
    """Draw two slices by four authors with manners of their own; give parts and their truth.

    `numbers` gives the documents of each author in each slice, `within` how far all of them move.
    """
    rng = np.random.default_rng(seed)
    mean = mean_usage(rng)
    means = np.array([turned(mean, 0.3, rng) for _ in numbers[0]])
    step = turned(mean, within, rng) - mean
    sides, groups, shares = [], [], []
    for time, works in enumerate(numbers):
        writer = np.repeat(np.arange(len(works)), works)
        sides.append(slice_of(means[writer] + time * step, len(writer), rng))
        groups.append(writer)
        shares.append(np.array(works) / sum(works))
    cells = cells_of(*sides, *groups)
    middle, moved = (shares[0] + shares[1]) / 2, shares[1] - shares[0]
    by_share = moved @ (means + step / 2)
    stays = np.minimum(*np.array(numbers)) >= 3
    same = middle[stays].sum() * step
    if stays.all():
        change = same + by_share
        truth = [change @ change, same @ change, by_share @ change, 0.0]
    else:
        # Those who came and those who went are two crowds with a mean each.
        weight = [w[~stays].sum() for w in shares]
        crowd = [w[~stays] @ means[~stays] / w[~stays].sum() for w in shares]
        crowd[1] = crowd[1] + step
        new = np.mean(weight) * (crowd[1] - crowd[0])
        by_share = moved[stays] @ (means[stays] + step / 2)
        by_share = by_share + (weight[1] - weight[0]) * (crowd[0] + crowd[1]) / 2
        change = same + by_share + new
        truth = [change @ change, same @ change, by_share @ change, new @ change]
    return cells, np.array(truth)


@pytest.mark.parametrize(
    ("within", "numbers"),
    [
        (0.0, ((20, 5, 10, 10), (5, 20, 10, 10))),
        (0.1, ((20, 5, 10, 10), (5, 20, 10, 10))),
        (0.1, ((15, 15, 15, 0), (15, 15, 0, 15))),
    ],
)
def test_parts_of_a_change_are_unbiased_and_covered(size, within, numbers):
    """Parts of planted changes: bias at most .004; intervals hold the truth in .92 or more.

    Where little changes they hold it nearly always, as jackknife intervals do. The shares are drawn
    with the bursts of uses, which is a change of its own: up to .004 in `shares`.
    """
    repetitions = FULL if size == "full" else SHORT
    off, held = [], []
    for seed in range(repetitions):
        cells, truth = of_authors(seed, within=within, numbers=numbers)
        value, (low, high) = decomposed(cells), intervals(cells, 0.95)
        assert abs(value[1:].sum() - value[0]) < 1e-12
        off.append(value - truth)
        held.append((low <= truth) & (truth <= high))
    off, covered = np.array(off), np.mean(held, axis=0)
    for n, part in enumerate(PARTS):
        if part == "turnover" and not truth[n]:
            continue
        name = f"within {within}, {numbers}: {part}"
        noise = QUANTILE * off[:, n].std() / np.sqrt(repetitions)
        print(f"{name}: bias {off[:, n].mean():.4f}, truth {truth[n]:.3f}")
        assert abs(off[:, n].mean()) <= (0.004 if part in ("total", "shares") else 0.003) + noise
        assert_within(f"{name}: covered", covered[n], 0.92, 1.0, repetitions, FULL)
