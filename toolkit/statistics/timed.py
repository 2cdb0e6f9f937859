"""Units in order of time, and what every exchange of their dates makes of the slices.

All that breaks, trends and bands need of one exchange is how the slices' sums multiply, a table
as small as the number of slices squared: thousands of exchanges cost little.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from toolkit.errors import OptionError, ShapeError
from toolkit.statistics.debiased import Array, UnitSums

Codes = NDArray[np.int64]

# Entries of the exchanges held at a time: bounds memory.
ENTRIES = 1 << 22


class Timed(NamedTuple):
    """Units and when they stand: ``pool`` (J units), ``at`` (J,) slice numbers, ``cells`` (J,).

    Units are exchanged within their cell only (an author who writes in several slices, a
    stratum). ``n_slices`` counts empty slices too.
    """

    pool: UnitSums
    at: Codes
    cells: Codes
    n_slices: int


class Grams(NamedTuple):
    """Products of slices for B exchanges.

    ``products`` (B, T, T) of the slices' sums, ``own`` (B, T) those of units with themselves,
    ``number`` (B, T) usages, ``squares`` (B, T) sums of squared counts.
    """

    products: Array
    own: Array
    number: Array
    squares: Array


def timed(pool: UnitSums, at: Codes, n_slices: int, cells: Codes | None = None) -> Timed:
    """Check units and slices against each other; units without usages are left out.

    Raises
    ------
    ShapeError
        If lengths disagree or a slice number is not one of 0 to `n_slices` - 1.
    """
    counts = np.asarray(pool.counts, float)
    apart = np.zeros(len(counts), np.int64) if cells is None else np.asarray(cells)
    fits = len(counts) == len(pool.sums) == len(at) == len(apart) and np.ndim(pool.sums) == 2
    if not fits or (len(at) and not 0 <= np.min(at) <= np.max(at) < n_slices):
        msg = (
            f"{len(pool.sums)} sums, {len(counts)} counts, {len(at)} slice numbers and "
            f"{len(apart)} cells; give one of each a unit, slices from 0 to {n_slices - 1}."
        )
        raise ShapeError(msg)
    used = counts > 0
    units = UnitSums(np.asarray(pool.sums, float)[used], counts[used])
    return Timed(units, np.asarray(at, np.int64)[used], apart[used], n_slices)


def within(series: Timed, start: int, stop: int) -> Timed:
    """Units of the slices from `start` to before `stop`, slices numbered anew from 0."""
    here = (series.at >= start) & (series.at < stop)
    pool = UnitSums(series.pool.sums[here], series.pool.counts[here])
    return Timed(pool, series.at[here] - start, series.cells[here], stop - start)


def exchanged(
    series: Timed,
    permutations: int,
    rng: np.random.Generator,
    within: Codes | None = None,
    wide: int = 1,
) -> Iterator[Codes]:
    """Yield slice numbers of the units in blocks of exchanges (B, J), the observed one first.

    Units change places within their cell, and within `within` where it is given. A block has fewer
    rows where `wide` numbers are made of each.

    Raises
    ------
    OptionError
        If there is not at least one permutation.
    """
    if permutations < 1:
        msg = f"{permutations} permutations; at least 1 is needed for a p, 999 are usual."
        raise OptionError(msg)
    codes = series.cells
    if within is not None:
        codes = np.unique(np.stack([codes, within]), axis=1, return_inverse=True)[1].reshape(-1)
    members = [np.flatnonzero(codes == code) for code in np.unique(codes)]
    members = [block for block in members if len(np.unique(series.at[block])) > 1]
    yield series.at[None]
    rows = max(1, ENTRIES // max(wide, series.n_slices**2, len(series.at)))
    for start in range(0, permutations, rows):
        drawn = np.tile(series.at, (min(rows, permutations - start), 1))
        for block in members:
            drawn[:, block] = rng.permuted(drawn[:, block], axis=1)
        yield drawn


def grams(pool: UnitSums, at: Codes, n_slices: int) -> Grams:
    """Add the units up by slice in every exchange, and multiply the slices.

    Parameters
    ----------
    pool : UnitSums
        Sums (J, d) and counts (J,).
    at : int array, shape (B, J)
        Slice of each unit in each exchange.
    n_slices : int
        Slices T.
    """
    exchanges, units = at.shape
    rows = (at + n_slices * np.arange(exchanges)[:, None]).ravel()
    columns = np.tile(np.arange(units), exchanges)
    chosen = sp.csr_array(
        (np.ones(len(rows)), (rows, columns)), shape=(exchanges * n_slices, units)
    )
    own = np.einsum("jd,jd->j", pool.sums, pool.sums)
    wide = np.column_stack([pool.sums, own, pool.counts, pool.counts**2])
    added = (chosen @ wide).reshape(exchanges, n_slices, -1)
    sums = added[..., :-3]
    products = sums @ np.swapaxes(sums, 1, 2)
    return Grams(products, *np.moveaxis(added[..., -3:], -1, 0))
