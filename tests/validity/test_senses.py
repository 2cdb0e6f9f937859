"""Planted senses are recovered with their shares; where there is one, no second one is claimed."""

import numpy as np
import pytest

from tests.validity.claims import assert_within
from tests.validity.planted import SHARED, WIDTH, mean_usage, sizes, spread, turned
from toolkit.statistics.clusters import find_clusters

# At full size a claim takes minutes.
pytestmark = pytest.mark.timeout(900)

FULL, SHORT = 100, 8
SLICES, DOCUMENTS = 6, 30
# Cosine distance of the mean contexts of two senses, as of two words that have little in common.
APART = 0.8


def usages(seed, apart):
    """Draw usages of six slices; the share of the second sense goes from .2 to .8."""
    rng = np.random.default_rng(seed)
    first = mean_usage(rng)
    second = turned(first, apart, rng) if apart else first
    vectors, units, senses, slices = [], [], [], []
    for at in range(SLICES):
        for number, count in enumerate(sizes(DOCUMENTS, 3, rng).astype(int)):
            chosen = rng.random(count) < 0.2 + 0.6 * at / (SLICES - 1)
            common = rng.normal(size=WIDTH) * spread() * np.sqrt(SHARED)
            single = rng.normal(size=(count, WIDTH)) * spread() * np.sqrt(1 - SHARED)
            vectors.append(np.where(chosen[:, None], second, first) + common + single)
            units.append(np.full(count, at * DOCUMENTS + number))
            senses.append(chosen.astype(int))
            slices.append(np.full(count, at))
    return [np.concatenate(part) for part in (vectors, units, senses, slices)]


def rand_index(a, b):
    """Give the adjusted Rand index of two cuts, from the table of pairs."""
    table = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(table, (a, b), 1)

    def pairs(counts):
        return np.sum(counts * (counts - 1) / 2)

    rows, columns, every = pairs(table.sum(axis=1)), pairs(table.sum(axis=0)), pairs(table.sum())
    expected = rows * columns / every
    return (pairs(table) - expected) / ((rows + columns) / 2 - expected)


def test_two_senses_are_recovered(size):
    """Two senses are found, usage by usage (adjusted Rand .8) and share by share (.05)."""
    repetitions = FULL if size == "full" else SHORT
    found, rand, off = [], [], []
    for seed in range(repetitions):
        vectors, units, senses, slices = usages(seed, APART)
        cut = find_clusters(vectors, units, np.random.default_rng([seed, 1]), most=4)
        found.append(len(cut.centres) == 2)
        if found[-1]:
            rand.append(rand_index(senses, cut.labels))
            second = np.argmax([senses[cut.labels == k].mean() for k in range(2)])
            shares = [
                (np.mean(cut.labels[slices == at] == second), np.mean(senses[slices == at]))
                for at in range(SLICES)
            ]
            off.append(np.abs(np.diff(shares, axis=1)).max())
    assert_within("two senses found", np.mean(found), 0.9, 1.0, repetitions, FULL)
    print(f"adjusted Rand {np.mean(rand):.3f}, least {np.min(rand):.3f}; share off {max(off):.3f}")
    assert np.min(rand) >= 0.8
    assert max(off) <= 0.05


def test_one_sense_stays_one(size):
    """Of one sense a second one is claimed in at most .10."""
    repetitions = FULL if size == "full" else SHORT
    claimed = []
    for seed in range(repetitions):
        vectors, units, _, _ = usages(seed, 0.0)
        cut = find_clusters(vectors, units, np.random.default_rng([seed, 1]), most=4)
        claimed.append(len(cut.centres) > 1)
    assert_within("one sense: more claimed", np.mean(claimed), 0.0, 0.10, repetitions, FULL)
