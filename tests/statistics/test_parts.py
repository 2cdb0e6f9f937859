"""Parts of a change: they add up, they are the decomposition written out, each finds its own."""

import numpy as np
import pytest

from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.parts import PARTS, cells_of, decomposed, exchanged, intervals

DIM = 5


def side(rng, means, units, uses=3, noise=0.3):
    """Draw units of groups: for each group its mean and number of units."""
    sums, counts, groups = [], [], []
    for group, size in units.items():
        for _ in range(size):
            number = float(rng.integers(1, uses + 1))
            spread = noise * rng.normal(size=DIM) * np.sqrt(number)
            sums.append(np.asarray(means[group]) * number + spread)
            counts.append(number)
            groups.append(group)
    return UnitSums(np.array(sums), np.array(counts)), np.array(groups)


def drawn(seed, before, after, units_a, units_b, noise=0.3):
    """Put two sides into cells."""
    rng = np.random.default_rng(seed)
    (a, group_a), (b, group_b) = (
        side(rng, before, units_a, noise=noise),
        side(rng, after, units_b, noise=noise),
    )
    return cells_of(a, b, group_a, group_b)


MEANS = {k: 2.0 * np.eye(DIM)[k] for k in range(4)}


@pytest.mark.parametrize("seed", range(5))
def test_parts_add_up(seed):
    """Within, shares and turnover make the total, to the last bits, with debiased products too."""
    units_a, units_b = {0: 5, 1: 4, 2: 6}, {0: 3, 1: 8, 3: 5}
    cells = drawn(seed, MEANS, MEANS, units_a, units_b)
    total, *parts = decomposed(cells)
    assert sum(parts) == pytest.approx(total, abs=1e-12)
    for row in exchanged(cells, 9, np.random.default_rng(0)):
        assert row[1:].sum() == pytest.approx(row[0], abs=1e-12)


def test_the_parts_are_those_written_out():
    """Loops over groups, with plain means and every product of a unit with itself taken off."""
    cells = drawn(1, MEANS, MEANS, {0: 5, 1: 4, 2: 6}, {0: 3, 1: 8, 3: 5})
    sums, counts = cells.pool
    share, mean = {}, {}
    for t, inside in enumerate((cells.in_a, ~cells.in_a)):
        for g in range(cells.size):
            here = inside & (cells.code == g)
            share[t, g] = counts[here].sum() / counts[inside].sum()
            mean[t, g] = [
                (sums[j] / counts[here].sum(), counts[j], j) for j in np.flatnonzero(here)
            ]

    def times(p, q):
        """Multiply two sums of cell means, leaving out pairs of one unit."""
        found = 0.0
        for one, a in p.items():
            for other, b in q.items():
                whole = sum(x[1] for x in mean[one]), sum(x[1] for x in mean[other])
                pairs = [(x, y) for x in mean[one] for y in mean[other] if x[2] != y[2]]
                value = sum(x[0] @ y[0] for x, y in pairs)
                if one == other:
                    value *= whole[0] ** 2 / (whole[0] ** 2 - sum(x[1] ** 2 for x in mean[one]))
                found += a * b * value
        return found

    change = {(t, g): (2 * t - 1) * share[t, g] for t in (0, 1) for g in range(cells.size)}
    middle = [(share[0, g] + share[1, g]) / 2 for g in range(cells.size)]
    last = cells.size - 1
    within = {(t, g): (2 * t - 1) * middle[g] for t in (0, 1) for g in range(last)}
    moved = {(t, g): (share[1, g] - share[0, g]) / 2 for t in (0, 1) for g in range(cells.size)}
    new = {(t, last): (2 * t - 1) * middle[last] for t in (0, 1)}
    plain = [times(part, change) for part in (change, within, moved, new)]
    assert decomposed(cells) == pytest.approx(plain, abs=1e-10)


ONLY = {
    "within": ({k: m + np.eye(DIM)[4] for k, m in MEANS.items()}, {0: 9, 1: 9}, {0: 9, 1: 9}),
    "shares": (MEANS, {0: 16, 1: 4}, {0: 4, 1: 16}),
    "turnover": (MEANS, {0: 9, 1: 9}, {0: 9, 2: 9}),
}


@pytest.mark.parametrize("part", ONLY)
def test_each_part_finds_its_own_change(part):
    """A change of one kind stands in its part; the others hold next to nothing."""
    after, units_a, units_b = ONLY[part]
    found = dict(
        zip(PARTS, decomposed(drawn(2, MEANS, after, units_a, units_b, 0.05)), strict=True)
    )
    assert found[part] == pytest.approx(found["total"], rel=0.05)


def test_without_a_turnover_there_is_none():
    """Groups that all stand on both sides leave no turnover, nor who stands on one side alone."""
    assert decomposed(drawn(3, MEANS, MEANS, {0: 5, 1: 5}, {0: 5, 1: 5}))[3] == 0.0
    leaves = decomposed(drawn(4, MEANS, MEANS, {0: 5, 1: 5, 2: 5}, {0: 5, 1: 5}))
    assert leaves[3] == 0.0
    assert leaves[2] == pytest.approx(leaves[0], rel=0.3)


def test_one_or_two_newcomers_are_left_out():
    """A turnover below three units on a side cannot be debiased: left out, and said."""
    cells = drawn(5, MEANS, MEANS, {0: 5, 1: 5}, {0: 5, 1: 5, 2: 2})
    assert (~cells.kept).sum() == 2
    assert np.isfinite(decomposed(cells)).all()


def test_intervals_hold_the_value_and_leave_one_out():
    """The jackknife written out: every unit left out by itself, the cells made anew."""
    cells = drawn(6, MEANS, MEANS, {0: 6, 1: 5, 2: 4}, {0: 5, 1: 6, 3: 4})
    low, high = intervals(cells, 0.95)
    values = []
    for j in range(len(cells.in_a)):
        rest = np.arange(len(cells.in_a)) != j
        pool = UnitSums(cells.pool.sums[rest], cells.pool.counts[rest])
        less = cells._replace(pool=pool, in_a=cells.in_a[rest], code=cells.code[rest])
        values.append(decomposed(less))
    values, error = np.array(values), 0.0
    for inside in (cells.in_a, ~cells.in_a):
        size = inside.sum()
        apart = values[inside] - values[inside].mean(axis=0)
        error = error + (size - 1) / size * (apart**2).sum(axis=0)
    ratio = (high - low) / np.sqrt(error)
    assert ratio == pytest.approx(ratio[0])
    assert (low + high) / 2 == pytest.approx(decomposed(cells))
