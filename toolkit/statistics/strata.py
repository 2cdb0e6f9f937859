"""Distances between slices with the mix of strata (genre, author, country) held fixed.

Each slice's mean is the mean of its strata with the same shares in both slices, so a slice that
merely holds more of one genre does not seem to have moved.
"""

import numpy as np

from toolkit.errors import ShapeError
from toolkit.statistics.debiased import Array, Products, UnitSums, check, cosine_of
from toolkit.statistics.moments import moment_terms
from toolkit.statistics.permutation import Codes, Labels
from toolkit.statistics.variance import Terms

FEWEST_UNITS = 3


def shares(counts: Array, codes: Codes) -> Array:
    """Share of the usages of both slices that stands in each stratum, (K,); adds up to 1."""
    inside = np.bincount(codes, weights=counts)
    return np.asarray(inside / inside.sum())


def comparable(in_a: Labels, codes: Codes) -> bool:
    """Whether every stratum has at least 3 units in both slices.

    Examples
    --------
    >>> in_a = np.array([True] * 3 + [False] * 3)
    >>> comparable(in_a, np.zeros(6, int)), comparable(in_a, np.array([0, 0, 1, 0, 1, 1]))
    (True, False)
    """
    units_a, units = np.bincount(codes, weights=in_a), np.bincount(codes)
    return bool(min(units_a.min(), (units - units_a).min()) >= FEWEST_UNITS)


def stratified_products(pool: UnitSums, in_a: Labels, codes: Codes) -> Products:
    """Products of post-stratified mean usage vectors, debiased, each (1,).

    ``mu = sum_g w_g mean_g`` with the shares of `shares`. The squared distance ``aa + bb - 2 ab``
    is unbiased for that of the post-stratified means; `cosine_of` gives their cosine distance.

    Parameters
    ----------
    pool : UnitSums
        Units of both slices, sums (J, d) and counts (J,), each count above 0.
    in_a : bool array, shape (J,)
        Which units stand in slice `a`; at least two a side in each stratum.
    codes : int array, shape (J,)
        Stratum of each unit, 0 to K - 1.
    """
    _check(pool, in_a, codes)
    return exchanged_products(pool, in_a[None], codes)


def stratified_terms(pool: UnitSums, in_a: Labels, codes: Codes) -> Terms:
    """Parts of Q for post-stratified means, each (1,); parameters as `stratified_products`."""
    _check(pool, in_a, codes)
    return moment_terms(pool, in_a[None], codes, shares(pool.counts, codes))


def exchanged_products(pool: UnitSums, labels: Labels, codes: Codes) -> Products:
    """`stratified_products` for each of P exchanges, (P,)."""
    sums, counts = np.asarray(pool.sums, float), np.asarray(pool.counts, float)
    means, own = np.zeros((2, len(labels), sums.shape[1])), np.zeros((2, len(labels)))
    for code, weight in enumerate(shares(counts, codes)):
        inside = codes == code
        chosen = labels[:, inside].astype(float)
        part = np.column_stack([counts, counts**2, np.einsum("jd,jd->j", sums, sums)])[inside]
        total, scalars = chosen @ sums[inside], chosen @ part
        sides = ((total, scalars), (sums[inside].sum(axis=0) - total, part.sum(axis=0) - scalars))
        for side, (vector, (number, squares, same)) in enumerate((v, s.T) for v, s in sides):
            length = np.einsum("pd,pd->p", vector, vector)
            means[side] += weight * vector / number[:, None]
            # The debiased squared length of one stratum takes the place of the plain one.
            own[side] += weight**2 * ((length - same) / (number**2 - squares) - length / number**2)
    aa, bb = (np.einsum("pd,pd->p", mean, mean) for mean in means)
    return Products(aa + own[0], bb + own[1], np.einsum("pd,pd->p", *means))


def plain_products(pool: UnitSums, in_a: Labels, codes: Codes) -> Products:
    """Products of post-stratified plain means, same-unit pairs included, each (1,)."""
    weights = shares(pool.counts, codes)
    means = [_mean(pool, side, codes, weights) for side in (in_a, ~in_a)]
    pairs = ((0, 0), (1, 1), (0, 1))
    return Products(*(np.array([means[i] @ means[j]]) for i, j in pairs))


def effective_sizes(counts: Array, in_a: Labels, codes: Codes) -> tuple[float, float]:
    """Kish's effective number of units of each side, by their weight in the mean."""
    weights = shares(counts, codes)
    found = []
    for side in (in_a, ~in_a):
        number = np.bincount(codes[side], weights=counts[side], minlength=len(weights))
        found.append(1.0 / float(np.sum((weights / number)[codes[side]] ** 2 * counts[side] ** 2)))
    return found[0], found[1]


def jackknife(
    pool: UnitSums, in_a: Labels, codes: Codes, whole: Products | None = None
) -> tuple[float, float, float, float]:
    """Delete-one-unit jackknife variances of D2, DC, ``u_aa`` and ``u_bb``.

    Units are left out within their side and stratum, shares kept; the parts add up. `whole` is
    what `stratified_products` gave, where that is known.
    Cost O(J d). Source: Efron & Stein 1981, doi:10.1214/aos/1176345462.
    """
    whole = whole or stratified_products(pool, in_a, codes)
    weights = shares(pool.counts, codes)
    found = np.zeros(4)
    for side, inside in enumerate((in_a, ~in_a)):
        mean, other = (_mean(pool, one, codes, weights) for one in (inside, ~inside))
        for code, weight in enumerate(weights):
            own, across = _left_out(pool, inside & (codes == code), weight, mean, other)
            norm = (whole.bb if side else whole.aa) + own
            fixed = np.broadcast_to(whole.aa if side else whole.bb, norm.shape)
            cosines = cosine_of(Products(norm, fixed, across))
            found[0] += _spread(norm - 2.0 * across)
            found[1] += _spread(cosines)
            found[2 + side] += _spread(norm)
    return float(found[0]), float(found[1]), float(found[2]), float(found[3])


def _left_out(
    pool: UnitSums, inside: Labels, weight: float, mean: Array, other: Array
) -> tuple[Array, Array]:
    """For each unit of one cell: change of the debiased squared length, and new product across."""
    sums, counts = pool.sums[inside], pool.counts[inside]
    total, number, squares = sums.sum(axis=0), counts.sum(), counts @ counts
    own = np.einsum("jd,jd->j", sums, sums)

    def debiased_less_plain(total: Array, same: Array, number: Array, squares: Array) -> Array:
        length = np.einsum("...d,...d->...", total, total)
        excess = (length - same) / (number**2 - squares) - length / number**2
        return np.asarray(weight**2 * excess)

    rest = number - counts
    kept = (total - sums) / rest[:, None]
    moved = mean + weight * (kept - total / number)
    after = debiased_less_plain(total - sums, own.sum() - own, rest, squares - counts**2)
    before = debiased_less_plain(total, own.sum(), number, squares)
    change = np.einsum("jd,jd->j", moved, moved) - mean @ mean + after - before
    return change, moved @ other


def _mean(pool: UnitSums, inside: Labels, codes: Codes, weights: Array) -> Array:
    """Post-stratified plain mean of one side, (d,)."""
    cells = [inside & (codes == code) for code in range(len(weights))]
    means = [pool.sums[cell].sum(axis=0) / pool.counts[cell].sum() for cell in cells]
    return np.asarray(weights @ np.array(means))


def _spread(values: Array) -> float:
    """Jackknife variance of one cell from its leave-one-out values."""
    size = len(values)
    return float((size - 1) / size * np.sum((values - values.mean()) ** 2))


def _check(pool: UnitSums, in_a: Labels, codes: Codes) -> None:
    """Refuse strata that do not fit the units, or a cell of fewer than two units."""
    check(pool)
    if not np.shape(in_a) == np.shape(codes) == np.shape(pool.counts):
        msg = f"{len(pool.counts)} units, labels {np.shape(in_a)}, strata {np.shape(codes)}."
        raise ShapeError(msg)
    units_a, units = np.bincount(codes, weights=in_a), np.bincount(codes)
    if min(units_a.min(), (units - units_a).min()) < 2:
        msg = "a stratum has fewer than two units in a slice; leave it out or merge strata."
        raise ShapeError(msg)
