"""A change in parts: what the same groups do differently, how their shares move, who is new.

Kitagawa's decomposition for mean usages, debiased: the parts are products of one and the same
table with different shares, so they add up to the distance exactly.
"""

from typing import NamedTuple

import numpy as np

from toolkit.errors import ShapeError
from toolkit.statistics.debiased import Array, UnitSums, check, effective_units
from toolkit.statistics.intervals import student
from toolkit.statistics.permutation import Codes, Labels
from toolkit.statistics.strata import FEWEST_UNITS

PARTS = ("total", "within", "shares", "turnover")


class Cells(NamedTuple):
    """Units in K groups on two sides: ``code`` (J,) of the group; the last group is the turnover.

    Every other group has at least three units on both sides. The turnover takes all units of groups
    that have not; it may be empty, or stand on one side alone. Where it has fewer than three units
    on a side, these are left out: `kept` (J_a + J_b,) says which units stay.
    """

    pool: UnitSums
    in_a: Labels
    code: Codes
    size: int
    kept: Labels


def cells_of(a: UnitSums, b: UnitSums, group_a: Codes, group_b: Codes) -> Cells:
    """Put both sides in one pool, groups below three units on a side together as the turnover.

    Parameters
    ----------
    a, b : UnitSums
        Sums (J_a, d) and (J_b, d), counts; counts above 0.
    group_a, group_b : int array, shape (J_a,) and (J_b,)
        Group of each unit.
    """
    check(a, b)
    pool = UnitSums(np.vstack([a.sums, b.sums]), np.concatenate([a.counts, b.counts]))
    in_a = np.arange(len(pool.counts)) < len(a.counts)
    names, code = np.unique(np.concatenate([group_a, group_b]), return_inverse=True)
    if len(code) != len(in_a):
        msg = f"{len(code)} groups for {len(in_a)} units; give one a unit."
        raise ShapeError(msg)
    units_a = np.bincount(code, weights=in_a, minlength=len(names))
    stays = np.minimum(units_a, np.bincount(code) - units_a) >= FEWEST_UNITS
    number = np.where(stays, np.cumsum(stays) - 1, stays.sum())[code]
    kept = np.ones(len(in_a), bool)
    for side in (in_a, ~in_a):
        new = side & (number == stays.sum())
        kept[new] = new.sum() >= FEWEST_UNITS
    pool = UnitSums(pool.sums[kept], pool.counts[kept])
    return Cells(pool, in_a[kept], number[kept], int(stays.sum()) + 1, kept)


def decomposed(cells: Cells) -> Array:
    """Debiased squared distance of the mean usages and its parts, in the order of `PARTS`, (4,).

    With shares w and means m of each group on both sides, ``within`` is the sum over groups of
    (mean share) (m_b - m_a), ``shares`` that of (w_b - w_a) (mean m), both as far as they lie along
    the whole change; ``turnover`` is the within-part of all who do not stand on both sides. The
    three add up to the total. Parts can be negative: a change that the others undo.
    Source: Kitagawa 1955, doi:10.1080/01621459.1955.10501299.
    """
    count, sums, same, squares = _added(cells)
    return _values(count, _table(count, sums, same, squares))


def intervals(cells: Cells, level: float) -> tuple[Array, Array]:
    """Give the ends of the jackknife intervals of all parts, each (4,).

    One unit after the other is left out; the shares of the groups move with it.
    Source: Efron & Stein 1981, doi:10.1214/aos/1176345462.
    """
    value = decomposed(cells)
    count, sums, same, squares = _added(cells)
    table = _table(count, sums, same, squares)
    found = np.empty((len(cells.in_a), len(PARTS)))
    own = np.einsum("jd,jd->j", *[cells.pool.sums] * 2)
    for j, (side, group) in enumerate(zip((~cells.in_a).astype(int), cells.code, strict=True)):
        at = side * cells.size + group
        number, total = cells.pool.counts[j], cells.pool.sums[j]
        fewer, changed = count.copy(), sums[at] - total
        fewer[at] -= number
        row = sums @ changed / np.where(fewer * fewer[at] > 0, fewer * fewer[at], 1.0)
        left = fewer[at] ** 2 - (squares[at] - number**2)
        one = table.copy()
        one[at], one[:, at] = row, row
        one[at, at] = (changed @ changed - same[at] + own[j]) / left
        found[j] = _values(fewer, one)
    error = np.zeros(len(PARTS))
    for side in (cells.in_a, ~cells.in_a):
        size = int(side.sum())
        error += (size - 1) / size * np.sum((found[side] - found[side].mean(axis=0)) ** 2, axis=0)
    worth = sum(effective_units(cells.pool.counts[side]) for side in (cells.in_a, ~cells.in_a))
    reach = student(worth - 2.0, level) * np.sqrt(error)
    return value - reach, value + reach


def exchanged(cells: Cells, permutations: int, rng: np.random.Generator) -> Array:
    """Parts after units were exchanged between the sides within their group, (P + 1, 4).

    The first row is the observed one. What is left of ``within`` is chance.
    """
    found = [decomposed(cells)]
    for _ in range(permutations):
        drawn = np.lexsort((rng.random(len(cells.code)), cells.code))
        in_a = np.empty_like(cells.in_a)
        in_a[np.argsort(cells.code, kind="stable")] = cells.in_a[drawn]
        found.append(decomposed(cells._replace(in_a=in_a)))
    return np.array(found)


def _added(cells: Cells) -> tuple[Array, Array, Array, Array]:
    """Usages, sums, squared lengths of units and squared counts of each cell, (2 K, …)."""
    at = np.where(cells.in_a, 0, cells.size) + cells.code
    size, (sums, counts) = 2 * cells.size, cells.pool
    total = np.zeros((size, sums.shape[1]))
    np.add.at(total, at, sums)
    own = np.einsum("jd,jd->j", sums, sums)
    parts = [np.bincount(at, weight, size) for weight in (counts, own, counts**2)]
    count, same, squares = (np.asarray(part, float) for part in parts)
    return count, total, same, squares


def _table(count: Array, sums: Array, same: Array, squares: Array) -> Array:
    """Products of the means of all cells, those with themselves debiased, (2 K, 2 K)."""
    number = np.where(count > 0, count, 1.0)
    table = (sums @ sums.T) / np.outer(number, number)
    pairs = np.where(count > 0, count**2 - squares, 1.0)
    np.fill_diagonal(table, (np.einsum("cd,cd->c", sums, sums) - same) / pairs)
    return np.asarray(table)


def _values(count: Array, table: Array) -> Array:
    """Multiply the table with the shares that make each part."""
    size = len(count) // 2
    share = count.reshape(2, size) / count.reshape(2, size).sum(axis=1, keepdims=True)
    mean, step = share.mean(axis=0), share[1] - share[0]
    whole = np.concatenate([-share[0], share[1]])
    within = np.concatenate([-mean, mean])
    moved = np.concatenate([step, step]) / 2.0
    last = np.array([size - 1, 2 * size - 1])
    absent = count[last] == 0
    if absent.any():
        # Who stands on one side alone has nobody to be compared with: all is a matter of shares.
        moved[last[~absent]] = within[last[~absent]] + moved[last[~absent]]
        moved[last[absent]] = 0.0
        within[last] = 0.0
    turnover = np.zeros_like(within)
    turnover[last], within[last] = within[last], 0.0
    along = table @ whole
    return np.array([whole @ along, within @ along, moved @ along, turnover @ along])
