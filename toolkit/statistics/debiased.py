"""Distances between two slices that do not grow when the slices shrink.

A slice is a set of units (documents, authors); each brings the sum of its usage vectors and
their number. Pairs of usages of one unit are left out of every product, so neither the number
of uses nor the clustering of uses in units biases the result.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import ShapeError

Array = NDArray[np.float64]


class UnitSums(NamedTuple):
    """Usages of one slice, added up per unit: ``sums`` (J, d) and ``counts`` (J,)."""

    sums: Array
    counts: Array


class Products(NamedTuple):
    """Products of mean usage vectors, each (B,): within `a`, within `b`, across."""

    aa: Array
    bb: Array
    ab: Array


def products(
    a: UnitSums, b: UnitSums, wa: Array | None = None, wb: Array | None = None
) -> Products:
    """Unbiased squared lengths of both mean usage vectors, and their product.

    ``u_aa = (|sum S_j|^2 - sum |S_j|^2) / (N^2 - sum n_j^2)``, ``u_ab = <sum S, sum S'> / (N N')``.
    A weight multiplies the sum and the count of its unit: 0 leaves the unit out; 2 is one unit
    that counts double and still never pairs with itself. Nan where fewer than two units of a
    side have weight. Cost O(B J d). Source: Green et al. 2025, doi:10.1017/pan.2024.22.

    Parameters
    ----------
    a, b : UnitSums
        Sums (J_a, d) and (J_b, d), counts (J_a,) and (J_b,); at least two units with usages each.
    wa, wb : array, shape (B, J_a) and (B, J_b), optional
        Weight of each unit in each resample; without them every unit counts once.

    Raises
    ------
    ShapeError
        If widths, counts or weights do not agree, or a side has fewer than two units.

    Examples
    --------
    >>> a = UnitSums(np.array([[1.0, 0.0], [3.0, 0.0]]), np.array([1.0, 1.0]))
    >>> b = UnitSums(np.array([[0.0, 2.0], [0.0, 2.0]]), np.array([1.0, 1.0]))
    >>> products(a, b)
    Products(aa=array([3.]), bb=array([4.]), ab=array([0.]))
    """
    check(a, b)
    total_a, own_a, mean_a = _side(a, _weights(a, wa))
    total_b, own_b, mean_b = _side(b, _weights(b, wb))
    return Products(total_a / own_a, total_b / own_b, np.einsum("bd,bd->b", mean_a, mean_b))


def squared(a: UnitSums, b: UnitSums, wa: Array | None = None, wb: Array | None = None) -> Array:
    """Squared distance of the two mean usage vectors, debiased (D2); (B,).

    Larger means further apart. ``u_aa + u_bb - 2 u_ab``; unbiased at every size, so about half
    of all estimates lie below 0 when nothing changed; never clipped. Range unbounded, in squared
    units of the space. Parameters as in `products`. Source: Chen & Qin 2010, doi:10.1214/09-AOS716.

    Examples
    --------
    >>> a = UnitSums(np.array([[1.0, 0.0], [3.0, 0.0]]), np.array([1.0, 1.0]))
    >>> squared(a, UnitSums(a.sums + 1.0, a.counts))
    array([1.])
    """
    found = products(a, b, wa, wb)
    return found.aa + found.bb - 2.0 * found.ab


def cosine(a: UnitSums, b: UnitSums, wa: Array | None = None, wb: Array | None = None) -> Array:
    """Cosine distance of the two mean usage vectors, debiased (DC); (B,).

    Larger means that the two slices put the concept in less similar company.
    ``1 - u_ab / sqrt(u_aa u_bb)``; range about [0, 2], left by noise at small counts; bias
    O(1/J). Nan where a squared length is not above 0: ask `norm_is_told` first. Parameters as
    in `products`. Source: Green et al. 2025, doi:10.1017/pan.2024.22.

    Examples
    --------
    >>> a = UnitSums(np.array([[1.0, 0.0], [3.0, 0.0]]), np.array([1.0, 1.0]))
    >>> cosine(a, UnitSums(a.sums[:, ::-1], a.counts))
    array([1.])
    """
    found = products(a, b, wa, wb)
    return cosine_of(found)


def cosine_of(found: Products) -> Array:
    """``1 - ab / sqrt(aa bb)``; nan where a length is not above 0."""
    told = (found.aa > 0) & (found.bb > 0)
    lengths = np.sqrt(np.where(told, found.aa * found.bb, np.nan))
    return np.asarray(1.0 - found.ab / lengths)


def naive_products(
    a: UnitSums, b: UnitSums, wa: Array | None = None, wb: Array | None = None
) -> Products:
    """Products of the plain mean vectors, same-unit pairs included; biased upwards by 1/N."""
    check(a, b)
    mean_a, mean_b = (_mean(side, _weights(side, w))[2] for side, w in ((a, wa), (b, wb)))
    pairs = ((mean_a, mean_a), (mean_b, mean_b), (mean_a, mean_b))
    return Products(*(np.einsum("bd,bd->b", x, y) for x, y in pairs))


def naive_squared(
    a: UnitSums, b: UnitSums, wa: Array | None = None, wb: Array | None = None
) -> Array:
    """Squared distance of the plain means; (B,). Grows as the slices shrink: for contrast only."""
    found = naive_products(a, b, wa, wb)
    return found.aa + found.bb - 2.0 * found.ab


def naive_cosine(
    a: UnitSums, b: UnitSums, wa: Array | None = None, wb: Array | None = None
) -> Array:
    """Cosine distance of the plain means; (B,). Grows as the slices shrink: for contrast only."""
    return cosine_of(naive_products(a, b, wa, wb))


def effective_units(counts: Array) -> float:
    """Count the equal units worth as much as these: ``(sum n)^2 / sum n^2``, from 1 to J.

    0 without usages. Source: Kish 1965, Survey Sampling.

    Examples
    --------
    >>> effective_units(np.array([1.0, 1.0, 8.0]))
    1.515
    """
    counts = np.asarray(counts, float)
    squares = float(counts @ counts)
    return float(counts.sum()) ** 2 / squares if squares else 0.0


def check(*slices: UnitSums) -> None:
    """Refuse slices that cannot be compared: other widths, bad counts, fewer than two units."""
    widths = {np.shape(one.sums)[1:] for one in slices}
    for sums, counts in slices:
        fits = np.ndim(sums) == 2 and np.shape(counts) == np.shape(sums)[:1] and len(widths) == 1
        if not fits or not np.isfinite(sums).all():
            shapes = [(np.shape(one.sums), np.shape(one.counts)) for one in slices]
            msg = (
                f"sums and counts of shapes {shapes} do not agree or are not finite; "
                "give finite sums (J, d) of one width d and counts (J,)."
            )
            raise ShapeError(msg)
        used = int(np.count_nonzero(counts))
        if used < 2 or np.min(counts) < 0:
            msg = (
                f"a slice with {used} units of usages (least count {np.min(counts, initial=0)}) "
                "has no debiased distance; it takes two units and no negative count."
            )
            raise ShapeError(msg)


def _weights(units: UnitSums, weights: Array | None) -> Array:
    """Weights as (B, J); a single row of ones if none were given."""
    size = len(units.counts)
    rows = np.ones((1, size)) if weights is None else np.atleast_2d(weights)
    if rows.dtype != np.float32:
        rows = np.asarray(rows, float)
    if rows.shape[1] != size:
        msg = f"weights of shape {rows.shape} for {size} units; give one column a unit."
        raise ShapeError(msg)
    return rows


def _side(units: UnitSums, weights: Array) -> tuple[Array, Array, Array]:
    """Sum of products of different units (B,), number of such pairs (B,), plain mean (B, d)."""
    sums, counts = np.asarray(units.sums, float), np.asarray(units.counts, float)
    total, number, mean = _mean(units, weights)
    squares = weights**2
    paired = np.count_nonzero(weights * counts, axis=1) > 1
    pairs = np.where(paired, number**2 - squares @ counts**2, np.nan)
    same = squares @ np.einsum("jd,jd->j", sums, sums)
    return np.einsum("bd,bd->b", total, total) - same, pairs, mean


def _mean(units: UnitSums, weights: Array) -> tuple[Array, Array, Array]:
    """Weighted sum (B, d) and count (B,), and their quotient, the plain mean (B, d).

    In the precision of the weights.
    """
    total, number = (weights @ np.asarray(part, weights.dtype) for part in units)
    with np.errstate(invalid="ignore", divide="ignore"):
        return total, number, total / np.where(number > 0, number, np.nan)[:, None]
