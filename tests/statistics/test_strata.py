"""Post-stratified distances: plain loops, one stratum, what is not comparable."""

import numpy as np
import pytest

from tests.statistics import plain
from tests.statistics.plain import some
from toolkit.errors import ShapeError
from toolkit.statistics import strata
from toolkit.statistics.debiased import UnitSums, cosine_of, effective_units, products
from toolkit.statistics.permutation import exchanges
from toolkit.statistics.permuted import permuted
from toolkit.statistics.variance import jackknife_cosine, jackknife_squared, quadratic_variance


def mixed(seed=0):
    """Two slices with two strata of different size: pool, labels, codes, parts a, parts b."""
    a = [some(seed, 4), some(seed + 1, 6, shift=-0.5)]
    b = [some(seed + 2, 7), some(seed + 3, 3, shift=-0.5)]
    pool = UnitSums(*(np.concatenate(x) for x in zip(*a, *b, strict=True)))
    codes = np.repeat([0, 1, 0, 1], [4, 6, 7, 3])
    return pool, np.arange(20) < 10, codes, a, b


def distance(found):
    """D2 from its products."""
    return (found.aa + found.bb - 2 * found.ab)[0]


def test_the_distance_is_the_formula_over_strata_written_out():
    """D2 is the sum of within-stratum and between-stratum parts, with pooled shares."""
    pool, in_a, codes, a, b = mixed()
    shares = strata.shares(pool.counts, codes)
    assert shares == pytest.approx(
        [pool.counts[codes == g].sum() / pool.counts.sum() for g in (0, 1)]
    )
    found = strata.stratified_products(pool, in_a, codes)
    assert distance(found) == pytest.approx(plain.stratified_squared(a, b, shares))


def test_q_is_the_double_loop_over_strata():
    """Pairs of one stratum and side as in Q, all other pairs plainly with J/(J-1)."""
    pool, in_a, codes, a, b = mixed()
    shares = strata.shares(pool.counts, codes)
    found = sum(part[0] for part in strata.stratified_terms(pool, in_a, codes))
    assert found == pytest.approx(plain.stratified_quadratic(a, b, shares), rel=1e-9)


def test_one_stratum_is_no_strata():
    """Distance, Q, jackknife and effective numbers become those without strata."""
    a, b = some(0, 8), some(1, 11)
    pool = UnitSums(np.vstack([a.sums, b.sums]), np.concatenate([a.counts, b.counts]))
    in_a, codes = np.arange(19) < 8, np.zeros(19, int)
    found = strata.stratified_products(pool, in_a, codes)
    assert np.array(found) == pytest.approx(np.array(products(a, b)))
    terms = strata.stratified_terms(pool, in_a, codes)
    assert sum(part[0] for part in terms) == pytest.approx(quadratic_variance(a, b))
    spread = strata.jackknife(pool, in_a, codes)
    assert spread[:2] == pytest.approx((jackknife_squared(a, b), jackknife_cosine(a, b)))
    sizes = strata.effective_sizes(pool.counts, in_a, codes)
    assert sizes == pytest.approx((effective_units(a.counts), effective_units(b.counts)))


def test_jackknife_leaves_out_one_unit_at_a_time():
    """The closed form is the loop over deleted units, shares held fixed."""
    pool, in_a, codes, a, b = mixed()
    shares = strata.shares(pool.counts, codes)
    total = 0.0
    for side in range(2):
        for g in range(2):
            values = []
            for j in range(len((a, b)[side][g].counts)):
                pair = [list(a), list(b)]
                pair[side][g] = UnitSums(*(np.delete(x, j, 0) for x in pair[side][g]))
                values.append(plain.stratified_squared(*pair, shares))
            values = np.array(values)
            total += (len(values) - 1) / len(values) * ((values - values.mean()) ** 2).sum()
    assert strata.jackknife(pool, in_a, codes)[0] == pytest.approx(total, rel=1e-9)


def test_permuted_rows_are_the_statistics_of_their_own_sides():
    """Each exchange within strata has the value and z of its own two sides."""
    pool, in_a, codes, _, _ = mixed()
    labels = exchanges(in_a, 15, np.random.default_rng(0), codes).labels
    found = permuted(pool, labels, metric="squared", strata=codes)
    cosines = permuted(pool, labels, metric="cosine", strata=codes).values
    for row, value, z, angle in zip(labels, *found, cosines, strict=True):
        one = strata.stratified_products(pool, row, codes)
        noise = sum(part[0] for part in strata.stratified_terms(pool, row, codes))
        assert value == pytest.approx(distance(one))
        assert z == pytest.approx(distance(one) / np.sqrt(noise))
        assert angle == pytest.approx(cosine_of(one)[0])


def test_strata_need_three_units_a_side():
    """A stratum of two units in one slice, or of none, is not comparable."""
    in_a = np.array([True] * 5 + [False] * 5)
    assert strata.comparable(in_a, np.zeros(10, int))
    assert not strata.comparable(in_a, np.array([0, 0, 0, 1, 1, 0, 0, 0, 1, 1]))
    assert not strata.comparable(in_a, np.array([0, 0, 0, 0, 0, 0, 0, 1, 1, 1]))


def test_a_stratum_of_one_unit_a_side_is_refused():
    """Its debiased length would divide by zero."""
    pool, in_a, _, _, _ = mixed()
    with pytest.raises(ShapeError, match="fewer than two"):
        strata.stratified_products(pool, in_a, np.append(np.zeros(19, int), 1))
