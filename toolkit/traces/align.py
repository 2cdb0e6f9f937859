"""Two stretches of tokens laid side by side: what is the same, replaced, put in, left out."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

# What a replaced word costs, and a word put in or left out, in nats of surprise.
REPLACED = 3.0
GAP = 2.0


# Pairs aligned at a time, and cells of their tables: they bound the memory.
_MANY = 512
_CELLS = 4_000_000
_ROUNDING = 1e-2


class Alignment(NamedTuple):
    """Tokens that are the same: `a` and `b` (n,) ascending; `score` of the whole in nats."""

    a: Longs
    b: Longs
    score: float


NOTHING = Alignment(np.empty(0, np.int64), np.empty(0, np.int64), 0.0)


def align(a: Longs, b: Longs, surprise: Floats) -> Alignment:
    """Find the best local alignment of two token sequences.

    A word that both have counts its surprise ``-ln p``, so rare words carry an alignment and
    frequent ones cannot; a replaced word costs 3 nats, one put in or left out 2.

    Parameters
    ----------
    a, b : int array, shape (n_a,) and (n_b,)
        Codes of tokens.
    surprise : array, shape (n_codes,)
        Of each code; codes beyond it match nothing.

    Returns
    -------
    Alignment
        Empty where nothing is the same.

    Notes
    -----
    Cost O(n_a n_b), one row at a time.
    Source: Smith & Waterman 1981, doi:10.1016/0022-2836(81)90087-5.

    Examples
    --------
    >>> found = align(np.array([7, 1, 2, 3, 8]), np.array([1, 2, 5, 3]), np.full(9, 4.0))
    >>> found.a.tolist(), found.b.tolist(), found.score
    ([1, 2, 3], [0, 1, 3], 10.0)
    """
    return align_many([(a, b)], surprise)[0]


def align_many(pairs: Sequence[tuple[Longs, Longs]], surprise: Floats) -> list[Alignment]:
    """Align many pairs of token sequences; as `align`, a table row of many pairs at a time."""
    found = [NOTHING] * len(pairs)
    by_size = sorted(range(len(pairs)), key=lambda k: (len(pairs[k][0]), len(pairs[k][1])))
    at = 0
    while at < len(by_size):
        high = max(1, len(pairs[by_size[min(at + _MANY, len(by_size)) - 1]][0]))
        wide = max(len(pairs[k][1]) for k in by_size[at : at + _MANY])
        some = by_size[at : at + max(1, min(_MANY, _CELLS // (high * max(1, wide))))]
        tables = _tables([pairs[k] for k in some], surprise)
        for k, table in zip(some, tables, strict=True):
            found[k] = _traced(table, *pairs[k], surprise)
        at += len(some)
    return found


def _traced(table: NDArray[np.float32], a: Longs, b: Longs, surprise: Floats) -> Alignment:
    """Walk back from the best cell of a table."""
    table = table[: len(a) + 1, : len(b) + 1]
    i, j = (int(at) for at in np.unravel_index(int(table.argmax()), table.shape))
    score = float(table[i, j])
    left: list[int] = []
    right: list[int] = []
    while (here := table[i, j]) > 0:
        same = a[i - 1] == b[j - 1]
        gain = surprise[a[i - 1]] if same else -REPLACED
        if abs(here - table[i - 1, j - 1] - gain) < _ROUNDING:
            i, j = i - 1, j - 1
            if same:
                left.append(i)
                right.append(j)
        elif abs(here - table[i - 1, j] + GAP) < _ROUNDING:
            i -= 1
        else:
            j -= 1
    return Alignment(np.array(left[::-1], np.int64), np.array(right[::-1], np.int64), score)


def _tables(pairs: Sequence[tuple[Longs, Longs]], surprise: Floats) -> NDArray[np.float32]:
    """Best score of an alignment that ends at each pair of tokens, (n, n_a + 1, n_b + 1)."""
    # What fills the shorter sequences up matches nothing.
    a = _filled([one for one, _ in pairs], -1)
    b = _filled([other for _, other in pairs], -2)
    known = (a >= 0) & (a < len(surprise))
    gain = np.where(known, surprise[np.where(known, a, 0)], -REPLACED).astype(np.float32)
    table = np.zeros((len(pairs), a.shape[1] + 1, b.shape[1] + 1), np.float32)
    slope = np.float32(GAP) * np.arange(b.shape[1] + 1, dtype=np.float32)
    for i in range(a.shape[1]):
        row, above = table[:, i + 1], table[:, i]
        step = np.where(b == a[:, i, None], gain[:, i, None], np.float32(-REPLACED))
        np.maximum(above[:, :-1] + step, 0, out=row[:, 1:])
        np.maximum(row, above - np.float32(GAP), out=row)
        # A run of words left out: the best start before it, less a gap for each step.
        row[...] = np.maximum.accumulate(row + slope, axis=1) - slope
    return table


def _filled(sequences: Sequence[Longs], filler: int) -> Longs:
    widest = max(map(len, sequences))
    whole = np.full((len(sequences), widest), filler, np.int64)
    for k, one in enumerate(sequences):
        whole[k, : len(one)] = one
    return whole
