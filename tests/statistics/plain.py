"""The same statistics in the plainest way: double loops over units, written from the formulas."""

import numpy as np

from toolkit.statistics.debiased import UnitSums


def some(seed, units, width=6, shift=1.0):
    """Units of unequal size around a common mean."""
    rng = np.random.default_rng(seed)
    counts = rng.integers(1, 9, units).astype(float)
    sums = rng.normal(size=(units, width)) * np.sqrt(counts)[:, None]
    return UnitSums(sums + shift * counts[:, None], counts)


def mean(sums, counts):
    """Mean usage vector."""
    return sums.sum(axis=0) / counts.sum()


def own(sums, counts):
    """Debiased squared length: all pairs of different units."""
    top = bottom = 0.0
    for j in range(len(counts)):
        for k in range(len(counts)):
            if j != k:
                top += sums[j] @ sums[k]
                bottom += counts[j] * counts[k]
    return top / bottom


def across(a, b):
    """Mean product over all pairs of one unit from each side."""
    top = sum(x @ y for x in a.sums for y in b.sums)
    return top / sum(n * m for n in a.counts for m in b.counts)


def squared(a, b):
    """D2."""
    return own(*a) + own(*b) - 2 * across(a, b)


def cosine(a, b):
    """DC."""
    return 1 - across(a, b) / np.sqrt(own(*a) * own(*b))


def quadratic_parts(a, b):
    """Give the three parts of Q: within a, within b, across."""
    parts = []
    for sums, counts in (a, b):
        centred = sums - counts[:, None] * mean(sums, counts)
        size, pairs = len(counts), counts.sum() ** 2 - (counts**2).sum()
        k = (centred**2).sum() / pairs
        total = sum(
            (centred[i] @ centred[j] + k * counts[i] * counts[j]) ** 2
            for i in range(size)
            for j in range(size)
            if i != j
        )
        parts.append(2 * total / pairs**2 * (4.0 if size <= 3 else (size / (size - 1)) ** 2))
    left = a.sums - a.counts[:, None] * mean(*a)
    right = b.sums - b.counts[:, None] * mean(*b)
    total = sum((x @ y) ** 2 for x in left for y in right)
    sizes = len(left) / (len(left) - 1) * len(right) / (len(right) - 1)
    return *parts, 4 * total / (a.counts.sum() * b.counts.sum()) ** 2 * sizes


def leave_one_out(a, b, statistic):
    """Delete-one-unit jackknife variance, a unit at a time."""
    total = 0.0
    for side in range(2):
        values = []
        for j in range(len((a, b)[side].counts)):
            pair = [a, b]
            pair[side] = type(a)(np.delete(pair[side].sums, j, 0), np.delete(pair[side].counts, j))
            values.append(statistic(*pair))
        values = np.array(values)
        total += (len(values) - 1) / len(values) * ((values - values.mean()) ** 2).sum()
    return total


def stratified_squared(strata_a, strata_b, weights):
    """Post-stratified D2 from the list of strata of each side."""
    gaps = [mean(*a) - mean(*b) for a, b in zip(strata_a, strata_b, strict=True)]
    total = 0.0
    for g, (a, b) in enumerate(zip(strata_a, strata_b, strict=True)):
        total += weights[g] ** 2 * squared(a, b)
        for h in range(len(gaps)):
            if h != g:
                total += weights[g] * weights[h] * gaps[g] @ gaps[h]
    return total


def stratified_quadratic(strata_a, strata_b, weights):
    """Q of post-stratified means: pairs of one stratum and side as in Q, others plainly."""
    total = 0.0
    cells = []
    for side, strata in enumerate((strata_a, strata_b)):
        for g, (sums, counts) in enumerate(strata):
            scaled = weights[g] / counts.sum() * (sums - counts[:, None] * mean(sums, counts))
            cells.append((side, g, scaled, len(counts)))
    for g, (a, b) in enumerate(zip(strata_a, strata_b, strict=True)):
        parts = quadratic_parts(a, b)
        total += weights[g] ** 4 * (parts[0] + parts[1])
    for side, g, x, size in cells:
        for other, h, y, many in cells:
            if (side, g) != (other, h):
                factor = size / (size - 1) * many / (many - 1)
                total += 2 * factor * sum((u @ v) ** 2 for u in x for v in y)
    return total
