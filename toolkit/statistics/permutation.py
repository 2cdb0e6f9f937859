"""Exchanges of whole units between two slices, and the p they give."""

from collections.abc import Iterator
from itertools import combinations, product
from math import comb, prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import OptionError, ShapeError
from toolkit.statistics.debiased import Array

Labels = NDArray[np.bool_]
Codes = NDArray[np.int64]


class Exchanges(NamedTuple):
    """Assignments of units to side `a` (True): ``labels`` (M, J); the first row is the observed.

    ``enumerated`` says that the rows are all distinct exchanges, each once; otherwise every row
    after the first is drawn at random.
    """

    labels: Labels
    enumerated: bool

    @property
    def p_floor(self) -> float:
        """1 / M: no p from these exchanges is smaller.

        Where both sides have as many units in every block, the mirrored exchange always ties,
        and twice this is the least p that can be reached.
        """
        return 1.0 / len(self.labels)


def exchanges(
    in_a: Labels,
    permutations: int,
    rng: np.random.Generator,
    blocks: Codes | None = None,
) -> Exchanges:
    """Exchange units between the sides, keeping the number of units of each side in each block.

    All distinct exchanges are enumerated when there are at most `permutations` of them.

    Parameters
    ----------
    in_a : bool array, shape (J,)
        Which units stand in side `a`.
    permutations : int
        Number of random exchanges P, at least 1.
    blocks : int array, shape (J,), optional
        Units are exchanged within a block only (a stratum; an author who writes in both slices).

    Examples
    --------
    >>> in_a = np.repeat([True, False], 4)
    >>> found = exchanges(in_a, 999, np.random.default_rng(0))
    >>> found.labels.shape, found.enumerated
    ((70, 8), True)
    >>> found.p_floor == 1 / 70
    True
    """
    in_a = np.asarray(in_a, bool)
    codes = np.zeros(len(in_a), np.int64) if blocks is None else np.asarray(blocks)
    if in_a.ndim != 1 or codes.shape != in_a.shape:
        msg = f"labels {in_a.shape} and blocks {codes.shape}; give one of each a unit."
        raise ShapeError(msg)
    if permutations < 1:
        msg = f"{permutations} permutations; at least 1 is needed for a p, 999 are usual."
        raise OptionError(msg)
    members = [np.flatnonzero(codes == code) for code in np.unique(codes)]
    if distinct_exchanges(in_a, codes) <= permutations:
        return Exchanges(_all_exchanges(in_a, members), enumerated=True)
    labels = np.tile(in_a, (permutations + 1, 1))
    for block in members:
        _shuffle(labels, block, rng)
    return Exchanges(labels, enumerated=False)


def distinct_exchanges(in_a: Labels, blocks: Codes | None = None) -> int:
    """Count the distinct exchanges: the product of (J choose J_a) over the blocks.

    Examples
    --------
    >>> distinct_exchanges(np.array([True, True, False, False]))
    6
    """
    codes = np.zeros(len(in_a), np.int64) if blocks is None else np.asarray(blocks)
    inside = [in_a[codes == code] for code in np.unique(codes)]
    return prod(comb(len(block), int(block.sum())) for block in inside)


def p_of(scores: Array, tolerance: float = 1e-9) -> float:
    """Share of exchanges whose score reaches that of the first row, the observed one itself.

    ``(1 + #{z* >= z}) / (P + 1)`` for P random exchanges; for an enumerated set the share of all.
    A score within `tolerance` (relative to its size, or to 1) counts as a tie, so that
    mirrored and repeated exchanges do not turn on the last bit. One-sided, upwards; in (0, 1].
    Source: Phipson & Smyth 2010, doi:10.2202/1544-6115.1585.

    Examples
    --------
    >>> p_of(np.array([2.0, 1.0, 3.0, 0.0]))
    0.5
    """
    observed = scores[0]
    slack = tolerance * max(1.0, abs(observed)) if np.isfinite(observed) else 0.0
    return float(np.mean(scores >= observed - slack))


def _all_exchanges(in_a: Labels, members: list[Codes]) -> Labels:
    """Every distinct assignment once, the observed one first."""
    sets = [list(combinations(block, int(in_a[block].sum()))) for block in members]
    rows = list(_assignments(sets, len(in_a)))
    first = next(i for i, row in enumerate(rows) if np.array_equal(row, in_a))
    return np.array([rows[first], *rows[:first], *rows[first + 1 :]])


def _assignments(sets: list[list[tuple[np.int64, ...]]], size: int) -> Iterator[Labels]:
    """One row of labels for every choice of one set of units a block."""
    for choice in product(*sets):
        row = np.zeros(size, bool)
        row[[unit for chosen in choice for unit in chosen]] = True
        yield row


def _shuffle(labels: Labels, block: Codes, rng: np.random.Generator) -> None:
    """Draw anew, in all rows but the first, which units of one block stand in side `a`."""
    chosen = int(labels[0, block].sum())
    if not 0 < chosen < len(block):
        return
    rows = len(labels) - 1
    fewer = min(chosen, len(block) - chosen)
    keys = rng.random((rows, len(block)), dtype=np.float32)
    picked = np.argpartition(keys, fewer - 1, axis=1)[:, :fewer]
    few = np.zeros((rows, len(block)), bool)
    np.put_along_axis(few, picked, values=True, axis=1)
    labels[1:, block] = few if fewer == chosen else ~few
