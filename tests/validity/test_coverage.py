"""The interval holds the planted distance as often as it says, and the estimate is unbiased."""

from functools import cache

import numpy as np
import pytest

from tests.validity.claims import QUANTILE, assert_within, comparisons, error
from tests.validity.planted import LENGTH, pair

FULL, SHORT = 2000, 250
CONFIGURATIONS = [
    (documents, drift)
    for documents in ((8, 8, 3), (10, 100, 3), (20, 20, 3), (50, 50, 4))
    for drift in (0.0, 0.1)
]
metrics = pytest.mark.parametrize("metric", ["squared", "cosine"])


@cache
def measured(metric, documents, drift, repetitions, tails=False, longer=1.0):
    """Draw once for all tests: the values, and whether each interval held the truth."""
    truth = drift if metric == "cosine" else 2 * LENGTH * drift
    found = comparisons(
        lambda seed: pair(
            seed, documents[:2], uses=documents[2], drift=drift, tails=tails, longer=longer
        ),
        repetitions,
        permutations=0,
        metric=metric,
    )
    values = np.array([one.value for one in found]) - truth
    return values, np.array([one.low <= truth <= one.high for one in found])


@metrics
@pytest.mark.parametrize(("documents", "drift"), CONFIGURATIONS)
def test_every_configuration_covers(size, metric, documents, drift):
    """Coverage of the 95 % interval lies in .92 to .99."""
    held = measured(metric, documents, drift, FULL if size == "full" else SHORT)[1]
    name = f"{metric} {documents} drift {drift}: coverage"
    assert_within(name, held.mean(), 0.92, 0.99, len(held), FULL)


@metrics
def test_mean_coverage(size, metric):
    """The mean over the eight configurations lies in .95 to .975."""
    repetitions = FULL if size == "full" else SHORT
    rates = [measured(metric, *one, repetitions)[1].mean() for one in CONFIGURATIONS]
    name = f"{metric}: mean coverage"
    assert_within(name, np.mean(rates), 0.95, 0.975, 8 * repetitions, 8 * FULL)


@pytest.mark.parametrize(("documents", "drift"), CONFIGURATIONS)
def test_the_squared_distance_is_unbiased(size, documents, drift):
    """The mean error of D2 lies within 3.5 Monte Carlo standard errors of 0."""
    off = measured("squared", documents, drift, FULL if size == "full" else SHORT)[0]
    errors = off.mean() / (off.std() / np.sqrt(len(off)))
    print(f"{documents} drift {drift}: bias {off.mean():.5f}, {errors:.2f} standard errors")
    assert abs(errors) <= 3.5, f"bias {off.mean():.5f}, {errors:.2f} standard errors"


@metrics
@pytest.mark.parametrize(("documents", "drift"), CONFIGURATIONS)
def test_heavy_tails_never_make_it_cover_less(size, metric, documents, drift):
    """With t(5) documents coverage is at least .92 (with few documents it is above .99)."""
    repetitions = 1000 if size == "full" else 200
    held = measured(metric, documents, drift, repetitions, tails=True)[1]
    name = f"{metric} {documents} drift {drift}, heavy tails: coverage"
    assert_within(name, held.mean(), 0.92, 1.0, len(held), 1000)


@pytest.mark.parametrize("documents", [(20, 20, 3), (10, 60, 3), (60, 10, 3)])
@pytest.mark.parametrize("longer", [0.5, 2.0])
def test_other_lengths_leave_the_cosine_interval_right(size, documents, longer):
    """A mean twice or half as long, without drift in direction, is covered in .92 to .99."""
    repetitions = 1000 if size == "full" else 200
    held = measured("cosine", documents, 0.0, repetitions, longer=longer)[1]
    name = f"{documents}, {longer} times as long: coverage"
    assert_within(name, held.mean(), 0.92, 0.99, len(held), 1000)


def test_the_interval_agrees_with_the_test(size):
    """Without drift the lower end leaves 0 in about 5 %, as the permutation test does."""
    repetitions = 1000 if size == "full" else 150
    draw = lambda seed: pair(seed, (30, 30))  # noqa: E731
    found = comparisons(draw, repetitions, permutations=0)
    away = np.mean([one.low > 0 for one in found])
    high = 0.05 + QUANTILE * error(0.05, 1000) + 0.02
    assert_within("lower end above 0", away, 0.02, high, repetitions, 1000)
