"""Breaks are found where they are, dated honestly, and not found where there are none."""

import numpy as np
import pytest

from tests.validity.claims import assert_within
from tests.validity.planted import mean_usage, slice_of, turned
from toolkit.statistics.breaks import find_breaks
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.timed import timed

# At full size a claim takes minutes.
pytestmark = pytest.mark.timeout(900)

FULL, SHORT = 200, 20
SLICES = 12


def series(seed, drift, *, split=7, documents=15, gradual=False, longer=1.0):
    """Draw twelve slices whose mean turns by `drift` at a split, or evenly over all of them."""
    rng = np.random.default_rng(seed)
    mean = mean_usage(rng)
    other = turned(mean, drift, rng) if drift else mean
    found = []
    for at in range(SLICES):
        way = at / (SLICES - 1) if gradual else float(at >= split)
        usage = mean + way * (other - mean)
        usage *= np.linalg.norm(mean) / np.linalg.norm(usage) * (longer if at >= split else 1.0)
        found.append(slice_of(usage, documents, rng))
    sums, counts = (np.concatenate(part) for part in zip(*found, strict=True))
    return timed(UnitSums(sums, counts), np.repeat(np.arange(SLICES), documents), SLICES)


def searched(drift, repetitions, **options):
    """Search the series of seeds 0 to R - 1; exchanges have seeds apart."""
    return [
        find_breaks(
            series(seed, drift, **options),
            np.arange(SLICES) + 0.5,
            permutations=199,
            rng=np.random.default_rng([seed, 1]),
        )[0]
        for seed in range(repetitions)
    ]


def main_of(breaks):
    """Give the break of the whole series, if there is one with a date."""
    return next((one for one in breaks if one.stop - one.start == SLICES and not one.gradual), None)


@pytest.mark.parametrize("split", [2, 4, 7, 10])
def test_the_anchor(size, split):
    """A break by .05 with 15 documents a slice is found, and dated to its slice."""
    repetitions = FULL if size == "full" else SHORT
    firsts = [main_of(one) for one in searched(0.05, repetitions, split=split)]
    found = [one for one in firsts if one is not None]
    name = f"break before slice {split}"
    assert_within(f"{name}: found", len(found) / repetitions, 0.95, 1.0, repetitions, FULL)
    off = np.array([abs(one.split - split) for one in found])
    assert_within(f"{name}: within one", np.mean(off <= 1), 0.95, 1.0, len(found), FULL)
    if min(split, SLICES - split) >= 4:
        assert_within(f"{name}: exact", np.mean(off == 0), 0.95, 1.0, len(found), FULL)


def test_no_break_where_there_is_none(size):
    """Without drift a break, sudden or gradual, is reported in at most .08."""
    repetitions = FULL if size == "full" else SHORT
    rate = np.mean([bool(one) for one in searched(0.0, repetitions)])
    assert_within("no drift: reported", rate, 0.0, 0.08, repetitions, FULL)


def test_a_second_break_is_not_made_up(size):
    """Where there is one break a further one is reported in at most .08."""
    repetitions = FULL if size == "full" else SHORT
    rate = np.mean([len(one) > 1 for one in searched(0.05, repetitions)])
    assert_within("one break: more reported", rate, 0.0, 0.08, repetitions, FULL)


@pytest.mark.parametrize("drift", [0.05, 0.1])
def test_a_gradual_change_is_called_gradual(size, drift):
    """An even movement by .05 or .1 in all is called gradual in at least four of five."""
    repetitions = FULL if size == "full" else SHORT
    rate = np.mean(
        [any(b.gradual for b in one) for one in searched(drift, repetitions, gradual=True)]
    )
    assert_within(f"gradual {drift}", rate, 0.8, 1.0, repetitions, FULL)


@pytest.mark.parametrize(
    ("drift", "documents", "claim"),
    [
        (0.02, 15, (0.92, 0.98)),
        (0.03, 8, (0.90, 0.98)),
        (0.05, 5, (0.90, 0.98)),
        (0.05, 15, (0.95, 1)),
    ],
)
def test_date_intervals_cover(size, drift, documents, claim):
    """The interval of a break that was found holds the true split at the rate it states.

    Where slices leave no choice (the last row) it covers nearly always: a date cannot be given
    more sharply than by a slice. Of breaks found in .7 to .8 of cases only, those found are not
    the typical ones, which costs two in a hundred.
    """
    repetitions = FULL if size == "full" else SHORT
    firsts = [main_of(one) for one in searched(drift, repetitions, documents=documents)]
    found = [one for one in firsts if one is not None]
    rate = np.mean([one.low <= 7 <= one.high for one in found])
    name = f"drift {drift}, {documents} documents ({len(found)} found): covered"
    assert_within(name, rate, *claim, len(found), FULL)


def test_a_change_of_length_alone(size):
    """Contexts half as long again, of one direction, are a break in at most .10."""
    repetitions = FULL if size == "full" else SHORT
    rate = np.mean([bool(one) for one in searched(0.0, repetitions, longer=1.5)])
    assert_within("longer by half: reported", rate, 0.0, 0.10, repetitions, FULL)
