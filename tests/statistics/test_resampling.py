"""Units drawn anew: how often each was drawn, against a plain count of the same draws."""

import numpy as np
import pytest

from toolkit.statistics.resampling import ENTRIES, drawn


@pytest.mark.parametrize("size", [1, 7, 300, ENTRIES + 1, 70_000])
def test_weights_count_the_draws(size):
    """Every row counts its own draws, however many rows are counted at a time."""
    found = drawn(size, 70, np.random.default_rng(0))
    kind = np.uint16 if size < 1 << 16 else np.uint32
    places = np.random.default_rng(0).integers(0, size, (70, size), dtype=kind)
    assert found.dtype == np.float32
    for row, own in zip(found, places, strict=True):
        names, counts = np.unique(own, return_counts=True)
        expected = np.zeros(size)
        expected[names] = counts
        assert np.array_equal(row, expected)


def test_units_are_drawn_alike():
    """Mean and variance of the weights are those of a multinomial draw: 1 and 1 - 1/n."""
    found = drawn(20, 20_000, np.random.default_rng(0))
    assert found.mean(axis=0) == pytest.approx(np.ones(20), abs=0.03)
    assert found.var(axis=0) == pytest.approx(np.full(20, 0.95), abs=0.05)
