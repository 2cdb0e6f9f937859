"""One set of random orders of units for all words of a scan, and what each word takes from it."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Orders = NDArray[Any]
Labels = NDArray[np.bool_]
Codes = NDArray[np.int64]


class Break(NamedTuple):
    """Where a word's usage breaks most: the first slice after it, and p of the maximum."""

    at: int
    p_value: float


# How far single precision may leave a score from itself, and how near to another it is a tie.
NEAR, TIE = 1e-3, 1e-9
# Columns beside the sums: usages, their squares, lengths, and products with the mean.
SCALARS = 5
# Entries of a table of exchanges that is made at a time: bounds memory.
ENTRIES = 1 << 22


def orders(n_units: int, permutations: int, rng: np.random.Generator) -> Orders:
    """Draw random orders of all units: the place of each unit in each, (P, n_units).

    A word takes the columns of its own units. So every word is exchanged as if by itself, and
    words that stand in the same documents are exchanged together.
    """
    drawn = rng.random((permutations, n_units))
    # Short numbers are sorted fast, but those of one byte ten times as slowly as those of two.
    kind = np.result_type(np.uint16, np.min_scalar_type(max(n_units, 1)))
    return np.asarray(drawn.argsort(axis=1).argsort(axis=1), kind)


def exchanged(places: Orders, in_a: Labels, blocks: Codes) -> Labels:
    """Exchange the units of two sides, as many of each block in side `a` as were observed.

    Parameters
    ----------
    places : array, shape (P, J)
        The place of each unit in each random order.
    in_a : array of bool, shape (J,)
        Which units stand in side `a`.
    blocks : array, shape (J,)
        Units are exchanged within a block only.

    Returns
    -------
    array of bool, shape (P + 1, J)
        The observed row first.

    Examples
    --------
    >>> places = np.array([[2, 0, 1], [0, 1, 2]], np.uint8)
    >>> exchanged(places, np.array([True, False, False]), np.zeros(3, int)).astype(int)
    array([[1, 0, 0], [0, 1, 0], [1, 0, 0]])
    """
    labels = np.tile(in_a, (len(places) + 1, 1))
    for block in np.unique(blocks):
        members = np.flatnonzero(blocks == block)
        chosen = int(in_a[members].sum())
        if 0 < chosen < len(members):
            own = places[:, members]
            last = np.sort(own, axis=1)[:, chosen - 1]
            labels[1:, members] = own <= last[:, None]
    return labels


def largest_break(places: Orders, sums: Array, counts: Array, slice_of: Codes) -> Break | None:
    """Find the largest break in a series, with the p of the maximum under exchanged units.

    For each split with two slices of usages or more on either side
    ``D2(before | after) / (sum n^2 / N^2 before + the same after)``; the largest is compared
    with the largest in every exchange of units between all slices, so p is valid however the
    splits differ in spread.

    Parameters
    ----------
    places : array, shape (P, J)
        The place of each unit in each random order.
    sums, counts : array, shape (J, dim) and (J,)
        Sums of centred usage vectors and numbers of usages of the units.
    slice_of : array, shape (J,)
        Slice of each unit.

    Returns
    -------
    Break or None
        None where fewer than four slices hold usages.

    Notes
    -----
    Source: Chen & Qin 2010, doi:10.1214/09-AOS716 (the distance).
    Source: Phipson & Smyth 2010, doi:10.2202/1544-6115.1585 (p from random exchanges).
    """
    held, number = np.unique(slice_of, return_counts=True)
    if len(held) < 4:
        return None
    cuts = np.cumsum(number)[1:-2]
    # A row of the observed order goes first: units numbered slice by slice.
    order = np.argsort(np.argsort(slice_of, kind="stable"), kind="stable")
    every = np.vstack([order.astype(places.dtype), places])
    # At the pooled mean nothing cancels; what the mean does to units of unequal size is a scalar.
    mean = sums.sum(axis=0) / counts.sum()
    sums = sums - np.outer(counts, mean)
    own, along = np.einsum("jd,jd->j", sums, sums), sums @ mean
    columns = np.column_stack([sums, counts, counts**2, own, along, counts * along])
    # Exchanges keep the number of units of each slice: the first c in order stand before a cut.
    # A whole sort is several times as fast as a partition at many places.
    edges = np.take(np.sort(every, axis=1), cuts - 1, axis=1)
    largest, _ = _largest(every, edges, columns.astype(np.float32))
    # Single precision leaves open those near the observed one only.
    near = np.flatnonzero(np.abs(largest - largest[0]) <= NEAR * max(1.0, abs(largest[0])))
    largest[near], first = _largest(every[near], edges[near], columns)
    slack = TIE * max(1.0, abs(largest[0]))
    return Break(int(held[first + 2]), float(np.mean(largest >= largest[0] - slack)))


def _largest(every: Orders, edges: Orders, columns: NDArray[Any]) -> tuple[Array, int]:
    """Give the largest score of each order, (B,), and at which cut the first has its own."""
    whole = columns[:, -SCALARS:].sum(axis=0, dtype=np.float64)
    largest, first = np.empty(len(every)), 0
    rows = max(1, ENTRIES // edges.shape[1] // len(columns))
    for start in range(0, len(every), rows):
        some = slice(start, start + rows)
        before = every[some, None, :] <= edges[some, :, None]
        sides = before.astype(columns.dtype).reshape(-1, len(columns)) @ columns
        scores = _score(sides, whole).reshape(-1, edges.shape[1])
        largest[some] = scores.max(axis=1)
        first = first if start else int(scores[0].argmax())
    return largest, first


def _score(sides: NDArray[Any], whole: Array) -> Array:
    """Scaled squared distance between what stands before a cut, (M, dim + 5), and the rest.

    Of sums t centred at the pooled mean m those after the cut are -t. With s a unit's sum, n its
    usages and N, q the sums of n and n^2, the distance of usages that are not centred has twice
    ``(q m.t / N - sum n m.s) / (N^2 - q)`` more on either side.
    """
    vectors = sides[:, :-SCALARS]
    length = np.einsum("md,md->m", vectors, vectors).astype(float)
    before = sides[:, -SCALARS:].astype(float)
    after = whole - before
    value, scale = 2.0 * length / (before[:, 0] * after[:, 0]), np.zeros(len(sides))
    for number, squares, own, along, leaning in (before.T, after.T):
        lean = 2.0 * (squares * along / number - leaning)
        value += (length - own + lean) / (number**2 - squares)
        scale += squares / number**2
    return np.asarray(value / scale)
