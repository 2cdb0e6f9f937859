"""Comparing two slices: floors, flags, strata, blocks, weights, and the numbers behind them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.statistics.plain import some
from toolkit.errors import OptionError, ShapeError
from toolkit.statistics import debiased
from toolkit.statistics.compare import compare
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.intervals import score_interval, slope_of
from toolkit.statistics.variance import jackknife_cosine, scaled_quadratic_variance


def seeded():
    """Give the generator every call here draws from."""
    return np.random.default_rng(0)


def test_the_numbers_are_those_of_the_kernels():
    """Value, interval and z come from the debiased cosine, its jackknife and scaled Q."""
    a, b = some(0, 12), some(1, 15)
    found = compare(a, b, permutations=99, rng=seeded())
    quadratic = scaled_quadratic_variance(a, b) / 4
    slope = slope_of(jackknife_cosine(a, b), debiased.naive_cosine(a, b)[0])
    low, high, _ = score_interval(found.value, quadratic, slope, sum(found.neff) - 2)
    assert found.value == pytest.approx(debiased.cosine(a, b)[0])
    assert (found.low, found.high) == pytest.approx((low, high))
    assert found.n_units == (12, 15)
    assert found.p_floor == 0.01


@pytest.mark.parametrize("metric", ["cosine", "squared"])
def test_a_large_change_is_found_and_the_chance_band_lies_around_zero(metric):
    """Usage turned to another direction has the least p and stands above its chance band."""
    a, b = some(2, 20), some(3, 20)
    b = UnitSums(b.sums * [1, 1, 1, -1, -1, -1], b.counts)
    found = compare(a, b, metric=metric, permutations=199, rng=seeded())
    assert found.p_value == found.p_floor
    assert found.null_low < 0 < found.null_high < found.low < found.value < found.high


@pytest.mark.parametrize(
    ("counts", "flag"),
    [
        ([1, 1, 1, 1], "too few units"),
        ([40, 1, 1, 1, 1, 1], "too few units"),
        ([2, 2, 2, 2, 2, 2], "thin"),
        ([30, 30, 30, 30, 30, 1, 1, 1, 1, 1, 1, 1], "thin"),
        ([3] * 12, None),
    ],
)
def test_floors_are_units_and_effective_units(counts, flag):
    """Below 5 units or 3 effective ones nothing is judged; below 10 or 6 with a warning."""
    counts = np.array(counts, float)
    b = UnitSums(np.random.default_rng(5).normal(1, 1, (len(counts), 6)) * counts[:, None], counts)
    found = compare(some(4, 20), b, permutations=19, rng=seeded())
    assert found.judged == (flag != "too few units")
    assert (flag in found.flags) if flag else not {"thin", "too few units"} & set(found.flags)
    assert found.n_units == (20, len(counts))
    assert found.neff[1] == pytest.approx(debiased.effective_units(counts))
    if not found.judged:
        parts = (found.value, found.low, found.high, found.z, found.p_value, found.p_floor)
        assert parts == (None,) * 6


@pytest.mark.parametrize(("uses", "why"), [(3, "too few uses"), (30, "contexts of the corpus")])
def test_no_cosine_without_a_direction(uses, why):
    """Usage that is not told from the centre has no cosine, and still a squared distance."""
    counts = np.full(10, float(uses))
    b = UnitSums(np.tile([[1.0, 0, 0, 0, 0, 0], [-1, 0, 0, 0, 0, 0]], (5, 1)) * uses, counts)
    found = compare(some(6, 20), b, permutations=19, rng=seeded())
    assert not found.judged
    assert f"no cosine: {why}" in found.flags
    assert compare(some(6, 20), b, metric="squared", permutations=19, rng=seeded()).judged


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(5, 12), st.integers(5, 12))
def test_the_contract_of_a_judged_comparison(seed, one, other):
    """0 <= low <= high, value <= high, floor <= p <= 1, flags say when the value lies below 0."""
    found = compare(some(seed, one), some(seed + 1, other), permutations=39, rng=seeded())
    if found.judged:
        assert 0 <= found.low <= found.high
        assert found.value <= found.high
        assert found.p_floor <= found.p_value <= 1
        assert ("below zero" in found.flags) == (found.value < 0)


def test_units_without_usages_are_left_out():
    """A document that does not use the word is no unit, and takes its block and stratum along."""
    a, b = some(7, 8), some(8, 9)
    padded = UnitSums(np.vstack([np.zeros(6), a.sums]), np.append(0.0, a.counts))
    blocks = np.zeros(18, int)
    found = compare(padded, b, blocks=blocks, permutations=59, rng=seeded())
    assert found == compare(a, b, permutations=59, rng=seeded())


def test_weights_by_unit_count_each_unit_once():
    """The same as handing in mean vectors with count 1."""
    a, b = some(9, 10), some(10, 10)
    means = [UnitSums(s / n[:, None], np.ones(10)) for s, n in (a, b)]
    found = compare(a, b, weights="unit", permutations=49, rng=seeded())
    assert found.value == pytest.approx(debiased.cosine(*means)[0])
    assert found.neff == pytest.approx((10, 10))


def test_strata_hold_the_mix_fixed():
    """More of one genre is a change without strata, and none with them."""
    rng = np.random.default_rng(0)

    def slice_of(share):
        kinds = (np.arange(40) < 40 * share).astype(int)
        centres = np.array([[3.0, 0, 0, 0], [0, 3.0, 0, 0]])[kinds]
        return UnitSums(centres + rng.normal(size=(40, 4)), np.ones(40)), kinds

    (a, kinds_a), (b, kinds_b) = slice_of(0.2), slice_of(0.7)
    strata = np.concatenate([kinds_a, kinds_b])
    plain = compare(a, b, permutations=199, rng=seeded())
    fixed = compare(a, b, permutations=199, rng=seeded(), strata=strata)
    assert plain.p_value == plain.p_floor
    assert plain.low > 0.1
    assert fixed.low == 0
    assert abs(fixed.value) < 0.05


def test_a_stratum_that_one_slice_lacks_is_not_comparable():
    """Three units a stratum and side, or no judgement."""
    strata = np.append(np.zeros(20, int), np.ones(20, int))
    found = compare(some(11, 20), some(12, 20), strata=strata, permutations=9, rng=seeded())
    assert (found.judged, found.flags) == (False, ("not comparable",))


def test_blocks_bound_the_exchanges():
    """Five units against five in blocks of two: 2^5 exchanges, so p is at least 1/32."""
    blocks = np.tile(np.arange(5), 2)
    found = compare(some(13, 5), some(14, 5), blocks=blocks, rng=seeded())
    assert found.p_floor == 1 / 32


def test_without_permutations_there_is_no_test():
    """Value and interval stand alone; p, its floor and the chance band are None."""
    found = compare(some(15, 10), some(16, 10), permutations=0, rng=seeded())
    assert found.judged
    assert (found.p_value, found.p_floor, found.null_low, found.null_high) == (None,) * 4


def test_same_seed_same_numbers():
    """All chance comes from the generator handed in."""
    pair = some(17, 30), some(18, 30)
    assert compare(*pair, rng=seeded()) == compare(*pair, rng=seeded())


@pytest.mark.parametrize("wrong", [{"metric": "euclid"}, {"weights": "token"}, {"level": 95}])
def test_unknown_options_are_refused(wrong):
    """A name that is none of the two, or a level in percent, stops at once."""
    with pytest.raises(OptionError):
        compare(some(0, 9), some(1, 9), rng=seeded(), **wrong)


@pytest.mark.parametrize("wrong", [{"blocks": np.zeros(3, int)}, {"strata": np.zeros(3, int)}])
def test_codes_of_another_length_are_refused(wrong):
    """One block and one stratum a unit."""
    with pytest.raises(ShapeError):
        compare(some(0, 9), some(1, 9), rng=seeded(), **wrong)


def test_widths_must_agree():
    """Slices from two spaces cannot be compared."""
    with pytest.raises(ShapeError):
        compare(some(0, 9), some(1, 9, width=5), rng=seeded())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.01, 100))
def test_the_cosine_never_reacts_to_length(seed, longer):
    """Stretching all usage of one slice changes no number of a cosine comparison."""
    a, b = some(seed, 12), some(seed + 1, 10)
    stretched = UnitSums(longer * b.sums, b.counts)
    found, other = (compare(a, x, permutations=39, rng=seeded()) for x in (b, stretched))
    assert found.flags == other.flags
    for name in ("value", "low", "high", "null_low", "null_high", "z", "p_value"):
        assert getattr(found, name) == pytest.approx(getattr(other, name), rel=1e-6, abs=1e-9)


def test_the_mirrored_exchange_ties():
    """Five against five: exchanging everything gives the same z, so p is at least 2/252."""
    a, b = some(19, 5), some(20, 5)
    b = UnitSums(b.sums * [1, 1, 1, -1, -1, -1], b.counts)
    found = compare(a, b, permutations=999, rng=seeded())
    assert found.p_floor == 1 / 252
    assert found.p_value == pytest.approx(2 / 252)
