"""What is there is found, as often as the table of section 2 says."""

import numpy as np
import pytest

from tests.validity.claims import assert_within
from tests.validity.planted import pair
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.permutation import exchanges, p_of
from toolkit.statistics.permuted import permuted

FULL, SHORT = 400, 200
TABLE = {
    (5, 0.05): 0.14,
    (10, 0.05): 0.42,
    (20, 0.05): 0.82,
    (50, 0.05): 1.0,
    (5, 0.10): 0.32,
    (10, 0.10): 0.83,
    (20, 0.10): 1.0,
    (50, 0.10): 1.0,
    (50, 0.02): 0.87,
}


@pytest.mark.parametrize("metric", ["squared", "cosine"])
@pytest.mark.parametrize(("documents", "drift"), TABLE)
def test_power_of_z(size, metric, documents, drift):
    """The permutation test of z finds a planted turn within .10 of the measured table.

    Slices below the floors are tested too, as in the table: the floors guard the interval.
    """
    repetitions = FULL if size == "full" else SHORT
    found = []
    for seed in range(repetitions):
        a, b, _ = pair(seed, (documents, documents), drift=drift)
        pool = UnitSums(np.vstack([a.sums, b.sums]), np.concatenate([a.counts, b.counts]))
        in_a = np.arange(len(pool.counts)) < documents
        drawn = exchanges(in_a, 199, np.random.default_rng([seed, 1]))
        found.append(p_of(permuted(pool, drawn.labels, metric=metric).z) <= 0.05)
    expected = TABLE[documents, drift]
    bounds = (max(0.0, expected - 0.1), min(1.0, expected + 0.1))
    name = f"{metric} {documents} documents, drift {drift}: power"
    assert_within(name, np.mean(found), *bounds, repetitions, FULL)
