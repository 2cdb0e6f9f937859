"""Exchanges and p: counts, blocks, floors, ties, and the batched form against a loop."""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.statistics import plain
from tests.statistics.plain import some
from toolkit.errors import OptionError, ShapeError
from toolkit.statistics import moments, pairs
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.moments import moment_terms
from toolkit.statistics.permutation import distinct_exchanges, exchanges, p_of
from toolkit.statistics.permuted import permuted


def rng():
    """One generator a test."""
    return np.random.default_rng(0)


def pool_of(a, b):
    """Two slices as one pool with labels."""
    pool = UnitSums(np.vstack([a.sums, b.sums]), np.concatenate([a.counts, b.counts]))
    return pool, np.arange(len(pool.counts)) < len(a.counts)


def split(pool, row):
    """Give the two sides of one exchange."""
    return (UnitSums(pool.sums[side], pool.counts[side]) for side in (row, ~row))


def test_four_against_four_are_enumerated():
    """All 70 distinct exchanges appear once, the observed first; the floor is 1/70."""
    in_a = np.repeat([False, True], 4)
    found = exchanges(in_a, 999, rng())
    assert found.enumerated
    assert found.p_floor == 1 / 70
    assert len({row.tobytes() for row in found.labels}) == 70
    assert np.array_equal(found.labels[0], in_a)
    assert (found.labels.sum(axis=1) == 4).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=12))
def test_exchanges_keep_each_block(units):
    """Every row has as many units of `a` in every block as observed; distinct ones are counted."""
    blocks, in_a = np.array([b for b, _ in units]), np.array([a for _, a in units])
    found = exchanges(in_a, 50, rng(), blocks)
    expected = 1
    for code in np.unique(blocks):
        inside = in_a[blocks == code]
        assert (found.labels[:, blocks == code].sum(axis=1) == inside.sum()).all()
        expected *= comb(len(inside), int(inside.sum()))
    assert distinct_exchanges(in_a, blocks) == expected
    assert found.enumerated == (expected <= 50)
    assert len(found.labels) == (expected if found.enumerated else 51)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_random_exchanges_are_uniform(share):
    """Each unit stands in `a` equally often, within five binomial errors."""
    in_a = np.arange(40) < 40 * share
    rate = exchanges(in_a, 4000, rng()).labels[1:].mean(axis=0)
    assert np.abs(rate - share).max() < 5 * np.sqrt(share * (1 - share) / 4000)


def test_the_only_unit_of_a_block_is_exchanged_too():
    """Three blocks with one unit of `a` each: every unit of a block stands there equally often."""
    blocks = np.repeat([0, 1, 2], 20)
    found = exchanges(np.arange(60) % 20 == 0, 4000, rng(), blocks)
    assert not found.enumerated
    rate = found.labels[1:].mean(axis=0)
    assert np.abs(rate - 1 / 20).max() < 5 * np.sqrt(1 / 20 * 19 / 20 / 4000)


def test_p_counts_the_observed_and_near_ties():
    """(1 + #{z* >= z}) / (P + 1); a difference in the last bits is a tie, infinity exceeds."""
    assert p_of(np.array([1.0, 1.0 - 1e-14, 0.5, np.inf])) == 0.75
    assert p_of(np.array([np.inf, 1.0, 2.0])) == pytest.approx(1 / 3)


@pytest.mark.parametrize("sizes", [(3, 5), (8, 40), (30, 25), (60, 10)])
def test_batched_q_equals_a_loop_over_exchanges(sizes, monkeypatch):
    """Pairs and moments both give, for every exchange, the three parts of Q of its sides."""
    # Several blocks of units.
    monkeypatch.setattr(pairs, "COLUMNS", 16)
    pool, in_a = pool_of(some(0, sizes[0]), some(1, sizes[1], shift=0.3))
    labels = exchanges(in_a, 6, rng()).labels
    loop = np.array([plain.quadratic_parts(*split(pool, row)) for row in labels]).T
    means, terms = pairs.pair_terms(pool, labels)
    assert np.array(terms) == pytest.approx(loop, rel=1e-8)
    sides = [tuple(split(pool, row)) for row in labels]
    products = [(plain.own(*a), plain.own(*b), plain.across(a, b)) for a, b in sides]
    assert pytest.approx(np.array(products), rel=1e-8) == np.array(means).T
    codes = np.zeros(len(in_a), int)
    assert np.array(moment_terms(pool, labels, codes, np.ones(1))) == pytest.approx(loop, rel=1e-8)


@pytest.mark.parametrize("sizes", [(200, 150), (20, 1500)])
def test_pairs_and_moments_agree_in_single_precision(sizes):
    """From 300 units on both run in float32 and agree to five digits."""
    pool, in_a = pool_of(some(0, sizes[0], 20), some(1, sizes[1], 20))
    labels = exchanges(in_a, 30, rng()).labels
    moments = moment_terms(pool, labels, np.zeros(len(in_a), int), np.ones(1))
    assert np.array(pairs.pair_terms(pool, labels)[1]) == pytest.approx(np.array(moments), rel=2e-5)


@pytest.mark.parametrize("sizes", [(7, 9), (20, 25)])
@pytest.mark.parametrize("metric", ["squared", "cosine"])
def test_permuted_values_and_z_equal_a_loop(metric, sizes):
    """Each row has value and z of its own two sides; the cosine scales each by its own length."""
    pool, in_a = pool_of(some(2, sizes[0]), some(3, sizes[1]))
    found = permuted(pool, exchanges(in_a, 20, rng()).labels, metric=metric)
    for row, value, z in zip(exchanges(in_a, 20, rng()).labels, *found, strict=True):
        a, b = split(pool, row)
        distance, within_a, within_b, between = plain.squared(a, b), *plain.quadratic_parts(a, b)
        if metric == "cosine":
            aa, bb = plain.own(*a), plain.own(*b)
            assert value == pytest.approx(plain.cosine(a, b))
            distance = 2 * value
            within_a, within_b, between = within_a / aa**2, within_b / bb**2, between / aa / bb
        assert value == pytest.approx(distance / 2 if metric == "cosine" else distance)
        assert z == pytest.approx(distance / np.sqrt(within_a + within_b + between))


def test_an_exchange_without_a_length_counts_against_the_finding():
    """Where the debiased length of a side is not above 0, z is infinite and the value nan."""
    pool = UnitSums(np.array([[1.0, 0], [1, 0], [-1, 0.1], [-1, 0.1]]), np.ones(4))
    found = permuted(pool, np.array([[True, True, False, False], [True, False, True, False]]))
    assert np.isnan(found.values).tolist() == [False, True]
    assert np.isinf(found.z).tolist() == [False, True]


def test_units_all_alike_are_no_finding():
    """Identical usage everywhere has D2 = 0 and p = 1, without a warning."""
    pool = UnitSums(np.tile([[1.0, 2.0]], (12, 1)), np.ones(12))
    found = permuted(pool, exchanges(np.arange(12) < 6, 999, rng()).labels, metric="squared")
    assert p_of(found.z) == 1.0


@pytest.mark.parametrize(("in_a", "blocks"), [(np.ones((2, 2), bool), None), ([True], np.ones(2))])
def test_bad_labels_are_refused(in_a, blocks):
    """One label and one block a unit."""
    with pytest.raises(ShapeError):
        exchanges(np.asarray(in_a), 9, rng(), blocks)


def test_no_permutations_no_p():
    """Zero exchanges are refused here; `compare` offers to do without a test."""
    with pytest.raises(OptionError, match="999"):
        exchanges(np.array([True, False]), 0, rng())
    assert len(exchanges(np.arange(8) < 4, 1, rng()).labels) == 2


def test_number_of_threads_leaves_no_trace(monkeypatch):
    """Blocks of columns are shared out to threads and added up in one order: the same bits."""
    monkeypatch.setattr(moments, "ENTRIES", 1 << 12)
    pool, in_a = pool_of(some(0, 40, width=30), some(1, 30, width=30))
    labels = exchanges(in_a, 60, rng()).labels
    codes = np.arange(70) % 2
    found = []
    for cores in (1, 2, 5):
        monkeypatch.setattr(moments.os, "cpu_count", lambda cores=cores: cores)
        found.append(np.array(moment_terms(pool, labels, codes, np.array([0.4, 0.6]))))
    assert all(np.array_equal(found[0], other) for other in found[1:])
