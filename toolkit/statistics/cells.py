"""Sums over one side of very many exchanges at once, from which Q follows without a loop."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.statistics.debiased import Array, Products, UnitSums
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


class Sides(NamedTuple):
    """Both sides of P exchanges, and the moments ``R = sum s s^T`` applied to the shift of `a`.

    ``moment`` (d, d) is over all units; ``turned_a`` and ``turned_b`` (P, d) are ``R_a d_a`` and
    ``R_b d_a``.
    """

    a: Cell
    b: Cell
    moment: Floats
    turned_a: Array
    turned_b: Array


class _Sums(NamedTuple):
    """What a cell is made of, each (P,) but ``lean`` (P, d) and ``numbers`` (P, 7).

    ``numbers`` are sums of scalars; ``own_lean`` and ``cubic`` those of ``g n (shift . s)`` and
    ``n^3 (shift . s)``, ``aslant`` that of ``n^2 (shift . s)^2``.
    """

    numbers: Array
    lean: Array
    own_lean: Array
    cubic: Array
    aslant: Array


def both_cells(sums: Floats, counts: Array, chosen: Floats) -> Sides:
    """Cells of the sides `a` and not-`a` of every exchange.

    Parameters
    ----------
    sums : array, shape (J, d)
        Centred at the pooled mean; its float type is that of the large products.
    counts : array, shape (J,)
    chosen : array, shape (P, J)
        1 for the units in `a`, 0 for the rest, in the float type of the sums.

    Notes
    -----
    Everything is a sum over units, so side b is the total less side a, and its shift that of a
    times ``-N_a / N_b``. With ``g = |s|^2`` three products of exchanges, units and dimensions:
    ``chosen @ [s, n s]``, the slants ``shift . s``, and those of a times ``[s, g n, n^3]``.
    """
    size, kind = sums.shape[1], sums.dtype
    own = np.einsum("jd,jd->j", sums, sums, dtype=np.float64)
    squares = counts**2
    scalars = np.stack(
        [np.ones_like(own), counts, squares, own, own**2, own * squares, squares**2], axis=1
    )
    leaning = counts.astype(kind)[:, None] * sums
    total, lean = np.split((chosen @ np.hstack([sums, leaning])).astype(float), 2, axis=1)
    numbers = chosen.astype(float, copy=False) @ scalars
    shift = total / numbers[:, 1:2]
    single = shift.astype(kind)
    columns = np.hstack([sums, np.stack([own * counts, counts**3], axis=1).astype(kind)])
    slants = single @ sums.T
    slants *= chosen
    held = (slants @ columns).astype(float)
    slants *= slants
    # Over all units the slants need not be laid out: the shift meets a (d, d) moment.
    moments = sums.T @ columns
    rest = (single @ moments).astype(float) - held
    aslant_a = (slants @ squares.astype(kind)).astype(float)
    aslant = dot(single @ (leaning.T @ leaning), single)
    ratio = numbers[:, 1] / (scalars[:, 1].sum() - numbers[:, 1])
    a = _Sums(numbers, lean, held[:, size], held[:, size + 1], aslant_a)
    b = _Sums(
        scalars.sum(axis=0) - numbers,
        leaning.sum(axis=0, dtype=np.float64) - lean,
        -ratio * rest[:, size],
        -ratio * rest[:, size + 1],
        ratio**2 * (aslant - aslant_a),
    )
    cells = _cell(a, shift), _cell(b, -ratio[:, None] * shift)
    return Sides(*cells, moments[:, :size], held[:, :size], rest[:, :size])


def _cell(found: _Sums, shift: Array) -> Cell:
    """One cell from its sums."""
    units, number, squares, own, own_squared, own_mixed, fourth = found.numbers.T
    length = dot(shift, shift)
    trace = own - 2.0 * dot(shift, found.lean) + squares * length
    k = trace / (number**2 - squares)
    # |c_j|^2 + k n_j^2 = g - 2 n shift.s + n^2 (k + |shift|^2), squared and added up.
    both = k + length
    diagonal = own_squared + 2.0 * both * own_mixed + both**2 * fourth + 4.0 * found.aslant
    diagonal -= 4.0 * found.own_lean + 4.0 * both * found.cubic
    return Cell(units, number, squares, shift, found.lean, k, diagonal)


def products_of(a: Cell, b: Cell, mean: Array) -> Products:
    """Debiased products of both mean usages, each (P,), of units centred at the pooled `mean`."""
    means = [cell.shift + mean for cell in (a, b)]
    lengths = []
    for cell, one in zip((a, b), means, strict=True):
        # |sum S|^2 less sum |S_j|^2, the latter from k, that is from sum |c_j|^2.
        rest = cell.squares * (dot(cell.shift, cell.shift) - mean @ mean)
        paired = cell.number**2 * dot(one, one) - 2.0 * dot(one, cell.lean) + rest
        lengths.append(paired / (cell.number**2 - cell.squares) - cell.k)
    return Products(lengths[0], lengths[1], dot(*means))


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
