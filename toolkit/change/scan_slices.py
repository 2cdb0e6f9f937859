"""The usages of one word by unit and slice, and its value between any two slices."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.change.scan_usages import Word
from toolkit.statistics.debiased import Products, UnitSums, cosine_of
from toolkit.statistics.permuted import Metric

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]


class Units(NamedTuple):
    """Units of one word, slice after slice.

    ``slice`` and ``row`` (G,): the slice, and the document that stands for the unit; ``sums``
    (G, dim) and ``counts`` (G,) of its usages there.
    """

    slice: Longs
    row: Longs
    sums: Floats
    counts: Floats

    def of(self, number: int) -> tuple[UnitSums, Longs]:
        """Give the units of one slice, and their documents."""
        here = self.slice == number
        return UnitSums(self.sums[here], self.counts[here]), self.row[here]

    def weighed_once(self) -> "Units":
        """Let every unit count once instead of every usage."""
        return self._replace(
            sums=self.sums / self.counts[:, None], counts=np.ones_like(self.counts)
        )


class Between(NamedTuple):
    """One word between all slices: ``values`` (T, T), and its ``uses`` and ``units`` (T,)."""

    values: NDArray[np.float32]
    uses: Floats
    units: Floats


def heads_of(codes: Longs) -> Longs:
    """Give the first document of the unit of each document, which stands for the unit.

    Parameters
    ----------
    codes : array, shape (n_documents,)
        Unit of each document.

    Examples
    --------
    >>> heads_of(np.array([7, 3, 7, 3, 5]))
    array([0, 1, 0, 1, 4])
    """
    _, first, unit = np.unique(codes, return_index=True, return_inverse=True)
    return np.asarray(first[unit], np.int64)


def units_of(
    word: Word, inside: NDArray[np.bool_], shift: Floats | None, heads: Longs | None
) -> Units:
    """Add the usages of a word up by unit and slice.

    Parameters
    ----------
    word : Word
        The word.
    inside : array of bool, shape (T, n_documents)
        Which documents each slice holds; slices may overlap.
    shift : array, shape (T, dim), or None
        What is taken off every usage vector of a slice.
    heads : array, shape (n_documents,), or None
        The document that stands for the unit of each document, whatever the word; without it
        the document is the unit.
    """
    number, at = np.nonzero(inside[:, word.documents])
    sums, counts, rows = word.sums[at], word.counts[at], word.documents[at]
    if shift is not None:
        sums = sums - counts[:, None] * shift[number]
    if heads is None or not len(rows):
        return Units(number, rows, sums, counts)
    key = number * len(heads) + heads[rows]
    order = np.argsort(key, kind="stable")
    names, first = np.unique(key[order], return_index=True)
    return Units(
        *np.divmod(names, len(heads)),
        np.add.reduceat(sums[order], first),
        np.add.reduceat(counts[order], first),
    )


def between(units: Units, uses: Floats, metric: Metric) -> Between:
    """Give the value of a word between any two slices, as `products` would.

    Parameters
    ----------
    units : Units
        The word's.
    uses : array, shape (T,)
        Its occurrences in each slice.
    metric : {"cosine", "squared"}
        The value.

    Returns
    -------
    Between
        Nan where a slice holds fewer than two units, or has no cosine.
    """
    n_slices = len(uses)
    total = np.zeros((n_slices, units.sums.shape[1]))
    held, first = np.unique(units.slice, return_index=True)
    if len(held):
        total[held] = np.add.reduceat(units.sums, first)
    own = np.bincount(
        units.slice, weights=np.einsum("gd,gd->g", units.sums, units.sums), minlength=n_slices
    )
    number = np.bincount(units.slice, weights=units.counts, minlength=n_slices)
    squares = np.bincount(units.slice, weights=units.counts**2, minlength=n_slices)
    many = np.bincount(units.slice, minlength=n_slices).astype(float)
    pairs = np.where(many > 1, number**2 - squares, np.nan)
    within = (np.einsum("td,td->t", total, total) - own) / pairs
    means = total / np.where(number > 0, number, np.nan)[:, None]
    across = means @ means.T
    with np.errstate(invalid="ignore"):
        found = Products(*np.broadcast_arrays(within[:, None], within[None, :], across))
        far = found.aa + found.bb - 2.0 * found.ab
        values = cosine_of(found) if metric == "cosine" else far
    # A table a word: kept in single precision.
    return Between(values.astype(np.float32), uses, many)
