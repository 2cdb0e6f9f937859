"""Places on an axis: intervals cover, shifts have their sign, chance and poles are honest."""

import numpy as np
import pytest

from tests.validity.claims import assert_within
from tests.validity.planted import WIDTH, mean_usage, slice_of, spread
from toolkit.statistics.projection import chance, line_between, mean_interval, separation

FULL, SHORT = 1000, 250
HALF = 0.5  # half the distance of the poles, in the length of a usage


def drawn(seed, documents, shift, **options):
    """Draw slices whose mean lies at `shift` on an axis, and give their places per document."""
    rng = np.random.default_rng(seed)
    mean = mean_usage(rng)
    way = rng.normal(size=WIDTH)
    way -= (way @ mean) * mean / (mean @ mean)
    way *= HALF / np.linalg.norm(way)
    line = line_between((mean - way)[None], (mean + way)[None])
    # The line itself is drawn through ends of equal length: its middle is the mean.
    found = [
        slice_of(mean + at * way, number, rng, **options)
        for at, number in zip(shift, documents, strict=True)
    ]
    return [(line.places(*one), one.counts) for one in found], rng


@pytest.mark.parametrize("documents", [8, 20, 50])
@pytest.mark.parametrize("tails", [False, True])
def test_intervals_cover_and_shifts_have_their_sign(size, documents, tails):
    """A slice moved by half the way to a pole: the interval holds .5, and the sign is right."""
    repetitions = FULL if size == "full" else SHORT
    held, right, off = [], [], []
    for seed in range(repetitions):
        (_, moved), _ = drawn(seed, (documents, documents), (0.0, 0.5), tails=tails)
        value, low, high = mean_interval(*moved, 0.95)
        held.append(low <= 0.5 <= high)
        right.append(value > 0)
        off.append(value - 0.5)
    name = f"{documents} documents, tails {tails}"
    print(f"{name}: mean error {np.mean(off):.4f}")
    assert abs(np.mean(off)) <= 3 * np.std(off) / np.sqrt(repetitions)
    assert_within(f"{name}: covered", np.mean(held), 0.92, 0.98, repetitions, FULL)
    assert_within(f"{name}: sign", np.mean(right), 0.95, 1.0, repetitions, FULL)


@pytest.mark.parametrize(("documents", "noise"), [((20, 20, 20), 1.0), ((8, 60, 20), 1.0)])
def test_chance_is_at_its_level(size, documents, noise):
    """Without a shift p is at most .05 in one of twenty, of a slice and of the whole series."""
    repetitions = FULL if size == "full" else SHORT
    single, whole = [], []
    for seed in range(repetitions):
        parts, rng = drawn(seed, documents, (0.3, 0.3, 0.3), noise=noise)
        total, counts = (np.concatenate(one) for one in zip(*parts, strict=True))
        at = np.repeat(np.arange(3), documents)
        found = chance(
            *(total, counts, at, np.zeros_like(at)),
            size=3,
            permutations=99,
            rng=rng,
            level=0.95,
        )
        single.append(found.p[0] <= 0.05)
        whole.append(found.p_moves <= 0.05)
    name = f"documents {documents}"
    assert_within(f"{name}: slice", np.mean(single), 0.022, 0.078, repetitions, FULL)
    assert_within(f"{name}: series", np.mean(whole), 0.022, 0.078, repetitions, FULL)


@pytest.mark.parametrize(("words", "most"), [(3, 0.13), (5, 0.07), (7, 0.04)])
def test_poles_of_random_words_are_refused(size, words, most):
    """Words without anything in common reach the bar of .9 rarely, the more words the rarer."""
    repetitions = FULL if size == "full" else SHORT
    passed = []
    for seed in range(repetitions):
        rng = np.random.default_rng(seed)
        both = rng.normal(size=(2, words, WIDTH)) * spread()
        passed.append(separation(*both) >= 0.9)
    assert_within(f"{words} random words", np.mean(passed), 0.0, most, repetitions, FULL)
