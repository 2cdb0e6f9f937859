"""Many words at once: the ranking ignores frequency, and false discoveries keep their rate."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from tests.validity.planted import SHARED, mean_usage, spread, turned
from toolkit.change.scan_exchange import exchanged, largest_break, orders
from toolkit.change.scan_rows import pooled_p
from toolkit.statistics.debiased import UnitSums, products
from toolkit.statistics.multiple import benjamini_hochberg
from toolkit.statistics.permuted import permuted

# Fifty archives of four hundred words take minutes.
pytestmark = pytest.mark.timeout(1_200)

DOCUMENTS, WORDS, MOVED, DRIFT, RATE = 120, 400, 20, 0.1, 0.1


def word(rng, uses, drift):
    """Draw one word's usages over the documents of two slices: rows, sums, counts."""
    mean = mean_usage(rng)
    other = turned(mean, drift, rng)
    row = np.sort(rng.integers(DOCUMENTS, size=uses))
    rows, counts = np.unique(row, return_counts=True)
    means = np.where(rows[:, None] < DOCUMENTS // 2, mean, other)
    axes = spread()
    common = rng.normal(size=(len(rows), len(axes))) * np.sqrt(SHARED) * counts[:, None]
    single = rng.normal(size=(len(rows), len(axes))) * np.sqrt((1 - SHARED) * counts)[:, None]
    return rows, UnitSums(means * counts[:, None] + (common + single) * axes, counts.astype(float))


def aligned(units, in_a):
    """Bring both sides to one mean length; None where one has none."""
    sides = [UnitSums(units.sums[s], units.counts[s]) for s in (in_a, ~in_a)]
    found = products(*sides)
    if not min(found.aa[0], found.bb[0]) > 0:
        return None
    lengths = np.sqrt(np.where(in_a, found.aa[0], found.bb[0]))
    return UnitSums(units.sums / lengths[:, None], units.counts)


def scanned(seed, permutations, words=WORDS, moved=MOVED, metric="squared"):
    """Scan planted words as `scan` does: q, observed z, uses and truth of each judged word."""
    rng = np.random.default_rng(seed)
    places = orders(DOCUMENTS, permutations, rng)
    z, uses_of, truth = [], [], []
    for number in range(words):
        uses = int(np.exp(rng.uniform(np.log(20), np.log(1_000))))
        rows, units = word(rng, uses, DRIFT if number < moved else 0.0)
        in_a = rows < DOCUMENTS // 2
        if min(in_a.sum(), (~in_a).sum()) < 5:
            continue
        pool = units if metric == "squared" else aligned(units, in_a)
        if pool is None:
            continue
        labels = exchanged(places[:, rows], in_a, np.zeros(len(rows), int))
        z.append(permuted(pool, labels, metric=metric).z)
        uses_of.append(uses)
        truth.append(number < moved)
    p, _ = pooled_p(z, np.array(uses_of, float))
    return (
        benjamini_hochberg(p),
        np.array([one[0] for one in z]),
        np.array(uses_of),
        np.array(truth),
    )


@pytest.mark.parametrize("metric", ["squared", "cosine"])
def test_false_discoveries_keep_their_rate(size, metric):
    """Over planted archives the mean share of false discoveries is at most q and two errors."""
    runs, words = (50, WORDS) if size == "full" else (6, 120)
    shares, rho, found = [], [], []
    for seed in range(runs):
        q, z, uses, truth = scanned(seed, 200, words, words // 20, metric)
        called = q <= RATE
        shares.append((called & ~truth).sum() / max(1, called.sum()))
        rho.append(spearmanr(z[~truth], np.log(uses[~truth]))[0])
        found.append((called & truth).sum() / truth.sum())
    most = RATE + 2 * np.std(shares) / np.sqrt(runs)
    said = (
        f"{metric}, {runs} runs of {words} words: false share {np.mean(shares):.3f} (at most "
        f"{most:.3f}), found {np.mean(found):.2f}, rho of z and log uses {np.mean(rho):.3f}"
    )
    print(said)
    assert np.mean(shares) <= most, said
    assert abs(np.mean(rho)) <= 0.10, said
    assert np.mean(found) >= 0.3, said


def test_without_change_next_to_nothing_is_called(size):
    """On archives in which nothing moved at most a tenth of the words are called changed."""
    runs, words = (20, 150) if size == "full" else (5, 100)
    called = [
        float((scanned(seed, 200, words, 0)[0] <= RATE).mean()) for seed in range(100, 100 + runs)
    ]
    print(f"no change, {runs} runs of {words} words: called {np.mean(called):.4f}")
    assert np.mean(called) <= RATE, called


def test_breaks_of_words_that_do_not_break(size):
    """The p of the largest break is at most .05 in at most .08 of words without one."""
    runs = 400 if size == "full" else 150
    rejected = 0
    for seed in range(runs):
        rng = np.random.default_rng(seed)
        rows, units = word(rng, 200, 0.0)
        found = largest_break(
            orders(DOCUMENTS, 99, rng)[:, rows], units.sums, units.counts, rows * 12 // DOCUMENTS
        )
        rejected += found.p_value <= 0.05
    share = rejected / runs
    least = 2.576 * np.sqrt(0.08 * 0.92 / runs) - 2.576 * np.sqrt(0.08 * 0.92 / 400)
    print(f"breaks without change: {share:.3f} of {runs}")
    assert share <= 0.08 + least, share
