"""Distances between the usages of two slices that stand beside the debiased ones."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from toolkit.change.materials import Floats, UnitVectors, same_width, weights_of
from toolkit.statistics.debiased import UnitSums, naive_cosine

# Rows of a table of distances that are made at a time: bounds memory.
ROWS = 2_000


@dataclass(frozen=True, slots=True)
class PrototypeDistance:
    """Cosine distance between the plain mean usage vectors of two slices (PRT).

    Larger means less similar company, or fewer uses: it is biased. For comparison with results
    of others; the debiased cosine is to be preferred.

    Notes
    -----
    Range [0, 2]. Grows as counts shrink: with no change at all about 0.48 at 3 uses, 0.05 at 50,
    0.01 at 200. Interval: standard error of a bootstrap over units. Not to be used where slices
    differ in size, or for ranking words of unlike frequency. Cost O(B J d).
    Source: Kutuzov & Giulianelli 2020, doi:10.18653/v1/2020.semeval-1.14.
    """

    name: ClassVar[str] = "prt"
    needs: ClassVar[str] = "sums"
    bounds: ClassVar[tuple[float, float] | None] = (0.0, 2.0)
    two_sided: ClassVar[bool] = False

    def __call__(
        self, a: UnitSums, b: UnitSums, wa: Floats | None = None, wb: Floats | None = None
    ) -> Floats:
        """Compare two slices, once for every row of weights; parameters as the cosine's."""
        return np.clip(naive_cosine(a, b, wa, wb), 0.0, 2.0)


@dataclass(frozen=True, slots=True)
class AveragePairwiseDistance:
    """Mean cosine distance between a usage of the one slice and one of the other (APD).

    Larger means that usages of the two slices lie further apart, be it that the slices differ or
    that each is spread widely: with no change it is the spread itself, not 0. Read it against its
    chance level and the comparable words.

    Notes
    -----
    Range [0, 2]; ``1 - mean cosine``, from sums of usage vectors of length 1. Unbiased at every
    count, for every pair is of different units. Not to be used to compare words of unlike
    spread. Interval: standard error of a bootstrap over units. Cost O(B J d).
    Source: Giulianelli, Del Tredici & Fernández 2020, doi:10.18653/v1/2020.acl-main.365;
    Kutuzov & Giulianelli 2020, doi:10.18653/v1/2020.semeval-1.14.
    """

    name: ClassVar[str] = "apd"
    needs: ClassVar[str] = "unit_sums"
    bounds: ClassVar[tuple[float, float] | None] = (0.0, 2.0)
    two_sided: ClassVar[bool] = False

    def __call__(
        self, a: UnitSums, b: UnitSums, wa: Floats | None = None, wb: Floats | None = None
    ) -> Floats:
        """Compare two slices, once for every row of weights; sums are of vectors of length 1."""
        same_width(a, b)
        rows = [weights_of(side, w) for side, w in ((a, wa), (b, wb))]
        means = [
            w @ side.sums / (w @ side.counts)[:, None] for side, w in zip((a, b), rows, strict=True)
        ]
        alike = np.einsum("bd,bd->b", *np.broadcast_arrays(*means))
        return np.asarray(np.clip(1.0 - alike, 0.0, 2.0))


@dataclass(frozen=True, slots=True)
class EnergyDistance:
    """Energy distance between the usages of two slices, all their distribution compared.

    Larger means that the usages of the two slices are distributed more unlike each other: in
    their middle, their spread, or their senses. A cosine of means misses a word that split
    evenly to both sides; this does not.

    Notes
    -----
    ``2 E|x - y| - E|x - x'| - E|y - y'|`` over usage vectors of length 1, pairs of one unit left
    out, so that it is unbiased under clustering and lies below 0 in half of all cases where
    nothing changed. Range [-2, 4]. Noisy below some 20 uses a side. Cost O(n^2 d + B J^2).
    Interval: standard error of a bootstrap over units.
    Source: Székely & Rizzo 2013, doi:10.1016/j.jspi.2013.03.018.
    """

    name: ClassVar[str] = "energy"
    needs: ClassVar[str] = "vectors"
    bounds: ClassVar[tuple[float, float] | None] = (-2.0, 4.0)
    two_sided: ClassVar[bool] = False

    def __call__(
        self, a: UnitVectors, b: UnitVectors, wa: Floats | None = None, wb: Floats | None = None
    ) -> Floats:
        """Compare two slices, once for every row of weights."""
        same_width(a, b)
        rows_a, rows_b = weights_of(a, wa), weights_of(b, wb)
        number = [w @ np.bincount(s.unit) for s, w in ((a, rows_a), (b, rows_b))]
        across = np.einsum("bi,ij,bj->b", rows_a, _distances(a, b), rows_b, optimize=True)
        value = 2.0 * across / (number[0] * number[1])
        same = a.vectors is b.vectors
        first = _distances(a, a)
        for side, w, table in ((a, rows_a, first), (b, rows_b, first if same else None)):
            within = _distances(side, side) if table is None else table
            squares = w**2
            total = np.einsum("bi,ij,bj->b", w, within, w, optimize=True)
            total -= squares @ np.diag(within)
            pairs = (w @ np.bincount(side.unit)) ** 2 - squares @ np.bincount(side.unit) ** 2.0
            value = value - total / np.where(pairs > 0, pairs, np.nan)
        return np.asarray(value)


def _distances(a: UnitVectors, b: UnitVectors) -> Floats:
    """Add up the distances between the usages of every two units, (J_a, J_b)."""
    size_a, size_b = int(a.unit.max()) + 1, int(b.unit.max()) + 1
    found = np.zeros((size_a, size_b))
    squares_a, squares_b = ((side.vectors**2).sum(axis=1) for side in (a, b))
    order = np.argsort(b.unit, kind="stable")
    _, first = np.unique(b.unit[order], return_index=True)
    for start in range(0, len(a.unit), ROWS):
        some = slice(start, start + ROWS)
        apart = squares_a[some, None] + squares_b - 2.0 * a.vectors[some] @ b.vectors.T
        far = np.sqrt(np.maximum(apart, 0.0))[:, order]
        np.add.at(found, a.unit[some], np.add.reduceat(far, first, axis=1))
    return found
