"""Sums over one side of very many exchanges at once, from which Q follows without a loop."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.statistics.debiased import Array, UnitSums
from toolkit.statistics.permutation import Labels
from toolkit.statistics.variance import fitted_pair

Floats = NDArray[Any]


class Cell(NamedTuple):
    """One side (in one stratum) of P exchanges: what Q needs besides products of pairs.

    ``units``, ``number`` (of usages), ``squares`` (sum of n^2), each (P,); ``shift`` (P, d), the
    mean less the pooled mean; ``lean`` (P, d), the sum of n s; ``k`` (P,) as in
    `quadratic_variance`; ``diagonal`` (P,), the sum of ``(|c_j|^2 + k n_j^2)^2``.
    """

    units: Array
    number: Array
    squares: Array
    shift: Array
    lean: Array
    k: Array
    diagonal: Array

    def within(self, every: Array) -> Array:
        """Part of Q within the side, from `every`, the sum of all ``(c_j . c_k)^2``; (P,)."""
        turned = self.lean - self.squares[:, None] * self.shift
        total = every + 2.0 * self.k * dot(turned, turned) + (self.k * self.squares) ** 2
        pairs = self.number**2 - self.squares
        return np.asarray(2.0 * (total - self.diagonal) / pairs**2 * fitted_pair(self.units))


def dot(x: Floats, y: Floats) -> Array:
    """Products of the rows of two arrays (P, d), in float64; (P,)."""
    return np.asarray(np.einsum("pd,pd->p", x, y, dtype=np.float64))


def centred(sums: Array, counts: Array) -> Array:
    """Take n times the pooled mean from every sum, (J, d)."""
    return np.asarray(sums - np.outer(counts, sums.sum(axis=0) / counts.sum()))


def both_cells(sums: Floats, counts: Array, labels: Labels) -> tuple[Cell, Cell]:
    """Cells of the sides `a` and not-`a` of every exchange.

    Parameters
    ----------
    sums : array, shape (J, d)
        Centred at the pooled mean; its float type is that of the large products.
    counts : array, shape (J,)
    labels : bool array, shape (P, J)

    Notes
    -----
    Everything is a sum over units, so side b is the total less side a. One product
    ``labels @ [s, n s, g n s, n^3 s]`` with ``g = |s|^2``; cost O(P J d).
    """
    size, kind = sums.shape[1], sums.dtype
    own = np.einsum("jd,jd->j", sums, sums, dtype=np.float64)
    scalars = np.stack(
        [np.ones_like(own), counts, counts**2, own, own**2, own * counts**2, counts**4], axis=1
    )
    factors = np.stack([np.ones_like(own), counts, own * counts, counts**3], axis=1).astype(kind)
    vectors = (factors[:, :, None] * sums[:, None, :]).reshape(len(sums), 4 * size)
    chosen = labels.astype(kind)
    numbers_a = labels.astype(float) @ scalars
    vectors_a = (chosen @ vectors).astype(float)
    shift = vectors_a[:, :size] / numbers_a[:, 1:2]
    aslant = (shift.astype(kind) @ sums.T) ** 2 * (counts**2).astype(kind)
    aslant_a = np.einsum("pj,pj->p", chosen, aslant).astype(float)
    numbers_b = scalars.sum(axis=0) - numbers_a
    vectors_b = vectors.sum(axis=0, dtype=np.float64) - vectors_a
    ratio = (numbers_a[:, 1] / numbers_b[:, 1]) ** 2
    aslant_b = (aslant.sum(axis=1, dtype=np.float64) - aslant_a) * ratio
    return _cell(numbers_a, vectors_a, aslant_a), _cell(numbers_b, vectors_b, aslant_b)


def _cell(numbers: Array, vectors: Array, aslant: Array) -> Cell:
    """One cell from its sums; `aslant` is the sum of ``n^2 (shift . s)^2``."""
    units, number, squares, own, own_squared, own_mixed, fourth = numbers.T
    total, lean, own_lean, cubic = np.split(vectors, 4, axis=1)
    shift = total / number[:, None]
    length = dot(shift, shift)
    trace = own - 2.0 * dot(shift, lean) + squares * length
    k = trace / (number**2 - squares)
    # |c_j|^2 + k n_j^2 = g - 2 n shift.s + n^2 (k + |shift|^2), squared and added up.
    both = k + length
    diagonal = own_squared + 2.0 * both * own_mixed + both**2 * fourth + 4.0 * aslant
    diagonal -= 4.0 * dot(shift, own_lean) + 4.0 * both * dot(shift, cubic)
    return Cell(units, number, squares, shift, lean, k, diagonal)


# float32 left Q at 0 in a few exchanges of two units a side; from 300 units on it moves z by 1e-5.
FEWEST_FOR_SINGLE = 300


class Prepared(NamedTuple):
    """Sums and counts brought to size 1, in the fewest dimensions; Q is then ``scale`` too small.

    ``sums`` (J, min(J, d)) float64, ``counts`` (J,), ``kind`` the float type of large products.
    """

    sums: Array
    counts: Array
    scale: float
    kind: type[np.float32] | type[np.float64]


def prepared(pool: UnitSums) -> Prepared:
    """Turn the units into as few dimensions as they span, and to a size that float32 likes.

    Q does not change under rotation; J units span at most J dimensions.
    """
    sums, counts = np.asarray(pool.sums, float), np.asarray(pool.counts, float)
    kind = np.float64 if len(counts) < FEWEST_FOR_SINGLE else np.float32
    if len(counts) < sums.shape[1]:
        sums = np.transpose(np.asarray(np.linalg.qr(sums.T, mode="r")))
    size = float(np.sqrt(np.mean(sums**2) * sums.shape[1])) or 1.0
    mean = float(counts.mean())
    return Prepared(sums / size, counts / mean, (size / mean) ** 4, kind)
