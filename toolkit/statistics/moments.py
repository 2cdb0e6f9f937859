"""Q of very many exchanges through second moments, for units in any number of strata."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.statistics.cells import Cell, Floats, both_cells, centred, dot, prepared
from toolkit.statistics.debiased import Array, UnitSums
from toolkit.statistics.permutation import Codes, Labels
from toolkit.statistics.variance import Terms, fitted

# Entries of a table of moments that are made at a time, in each thread: bounds memory.
ENTRIES = 1 << 22


class _Stratum(NamedTuple):
    """Units of one stratum: centred sums (J, d), labels (P, J), cells, weight of the stratum."""

    sums: Floats
    chosen: Floats
    cells: tuple[Cell, Cell]
    weight: float


class _Columns(NamedTuple):
    """Entries (i, k) of a symmetric matrix with i <= k; those off the diagonal count twice."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    root: Floats


def moment_terms(pool: UnitSums, labels: Labels, codes: Codes, weights: Array) -> Terms:
    """Parts of Q of every exchange, each (P,), of post-stratified means.

    A unit of side X in stratum g enters as ``v_j = (w_g / N_Xg)(S_j - n_j mean_Xg)``; pairs of
    different strata or sides as ``(v_j . v_k)^2`` with J/(J-1) for each fitted mean, pairs of one
    stratum and side as in `quadratic_variance`, times ``w_g^4``. With one stratum this is Q.
    Sums of ``(c_j . c_k)^2`` are products of second moments ``sum c c^T``, kept as upper
    triangles, a block of columns at a time. Cost O(P J d^2 / 2).
    Source: Chen & Qin 2010, doi:10.1214/09-AOS716 (one stratum).

    Parameters
    ----------
    pool : UnitSums
        Sums (J, d) and counts (J,), each count above 0.
    labels : bool array, shape (P, J)
        Units in side `a`; at least two units a side in each stratum.
    codes : int array, shape (J,)
        Stratum of each unit, 0 to K - 1.
    weights : array, shape (K,)
        Share of each stratum in both means.
    """
    sums, counts, scale, kind = prepared(pool)
    strata = []
    for code, weight in enumerate(weights):
        inside = codes == code
        part = centred(sums[inside], counts[inside]).astype(kind)
        chosen = labels[:, inside].astype(kind)
        cells = both_cells(part, counts[inside], chosen)[:2]
        strata.append(_Stratum(part, chosen, cells, float(weight)))
    totals, every = _moment_products(strata, len(labels), sums.shape[1])
    for stratum, sides in zip(strata, every, strict=True):
        for side, cell in enumerate(stratum.cells):
            # Pairs within one stratum and side have their own form, which replaces the plain one.
            own = stratum.weight**4 * cell.within(sides[side])
            totals[side] += own / 2.0 - _factor(cell, stratum.weight) ** 2 * sides[side]
    return Terms(2.0 * scale * totals[0], 2.0 * scale * totals[1], 4.0 * scale * totals[2])


def _moment_products(strata: list[_Stratum], exchanges: int, width: int) -> tuple[Array, Array]:
    """Products of the weighted moments aa, bb, ab (3, P), and ``|M|^2`` of cells (K, 2, P)."""
    kind = strata[0].sums.dtype
    longest = max(exchanges, *(len(stratum.sums) for stratum in strata))
    blocks = _column_blocks(width, max(64, ENTRIES // longest), kind)
    totals = np.zeros((3, exchanges))
    every = np.zeros((len(strata), 2, exchanges))
    # Blocks are added up in their order, so that the number of threads leaves no trace.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for mixed, lengths in threads.map(partial(_of_block, strata, exchanges), blocks):
            totals += mixed
            every += lengths
    return totals, every


def _of_block(strata: list[_Stratum], exchanges: int, columns: _Columns) -> tuple[Array, Array]:
    """Give what a block adds to the products, (3, P), and to the lengths, (K, 2, P)."""
    lengths = np.zeros((len(strata), 2, exchanges))
    mixed = np.zeros((2, exchanges, len(columns.rows)), strata[0].sums.dtype)
    for stratum, own in zip(strata, lengths, strict=True):
        for side, moment in enumerate(_moments(stratum, columns)):
            own[side] = dot(moment, moment)
            factor = _factor(stratum.cells[side], stratum.weight)
            mixed[side] += factor.astype(mixed.dtype)[:, None] * moment
    pairs = ((0, 0), (1, 1), (0, 1))
    return np.stack([dot(mixed[one], mixed[other]) for one, other in pairs]), lengths


def _moments(stratum: _Stratum, columns: _Columns) -> Iterator[Floats]:
    """Entries of ``sum c c^T`` of each side of one stratum, (P, entries)."""
    sums, rows, cols = stratum.sums, columns.rows, columns.columns
    # Rows of the transpose lie together in memory, columns do not.
    upright = np.ascontiguousarray(sums.T)
    products = upright[rows] * upright[cols] * columns.root[:, None]
    raw = stratum.chosen @ products.T
    for cell, moment in zip(stratum.cells, (raw, products.sum(axis=1) - raw), strict=True):
        shift, lean = cell.shift.astype(sums.dtype), cell.lean.astype(sums.dtype)
        # R - d v^T - v d^T + q d d^T, with half of q d d^T drawn into each of the two products.
        tilted = lean - cell.squares.astype(sums.dtype)[:, None] * shift / 2.0
        bent = shift[:, rows] * tilted[:, cols]
        bent += tilted[:, rows] * shift[:, cols]
        yield moment - bent * columns.root


def _factor(cell: Cell, weight: float) -> Array:
    """Give what a moment is multiplied by: ``(w / N)^2 J / (J - 1)``, (P,)."""
    return (weight / cell.number) ** 2 * fitted(cell.units)


def _column_blocks(width: int, block: int, kind: np.dtype[Any]) -> Iterator[_Columns]:
    """Go through the upper triangle of a (width, width) matrix, `block` entries at a time."""
    rows, columns = np.triu_indices(width)
    root = np.where(rows == columns, 1.0, np.sqrt(2.0)).astype(kind)
    for start in range(0, len(rows), block):
        part = slice(start, start + block)
        yield _Columns(rows[part], columns[part], root[part])
