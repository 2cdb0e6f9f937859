"""How far the words around a concept changed: its nearest words, and those it stands with."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np

from toolkit.change.materials import Floats, Longs, UnitCounts, same_width, weights_of
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.words import content_types
from toolkit.spaces.base import Space
from toolkit.statistics.debiased import UnitSums

NEAREST = 25


@dataclass(frozen=True, eq=False)
class NeighbourOverlap:
    """Share of the nearest words of the one slice that are not among those of the other.

    Larger means that the mean usage keeps less of its company: 0, all the nearest words are the
    same; 1, none is.

    Parameters
    ----------
    directions : array, shape (V, d)
        Centred vectors of length 1 of the words that may be near; the kept content words of the
        space where `bound` to a concept.
    nearest : int
        Words compared.

    Notes
    -----
    Range [0, 1], in steps of 1/25. Biased upwards at small counts: two noisy means share few
    words, so read it against its chance level. Not to be used below some 20 uses a slice.
    Interval: standard error of a bootstrap over units. Cost O(B V d).
    Source: Gonen et al. 2020, doi:10.18653/v1/2020.acl-main.51.
    """

    directions: Floats = field(default_factory=lambda: np.eye(1))
    nearest: int = NEAREST

    name: ClassVar[str] = "neighbours"
    needs: ClassVar[str] = "sums"
    bounds: ClassVar[tuple[float, float] | None] = (0.0, 1.0)
    two_sided: ClassVar[bool] = False

    def bound(self, space: Space, corpus: Corpus, own: Longs) -> "NeighbourOverlap":
        """Look among the content words of a space that are not the concept itself."""
        allowed = content_types(corpus, space.language)
        allowed[own] = False
        chosen = space.vectors[allowed[space.kept]].astype(float) - space.centre
        lengths = np.linalg.norm(chosen, axis=1, keepdims=True)
        return replace(self, directions=chosen / np.where(lengths > 0, lengths, 1.0))

    def __call__(
        self, a: UnitSums, b: UnitSums, wa: Floats | None = None, wb: Floats | None = None
    ) -> Floats:
        """Compare two slices, once for every row of weights; parameters as the cosine's."""
        same_width(a, b)
        near = [self._near(side, weights_of(side, w)) for side, w in ((a, wa), (b, wb))]
        shared = np.broadcast_arrays(*near)
        return np.asarray(1.0 - (shared[0] & shared[1]).sum(axis=1) / shared[0].sum(axis=1))

    def _near(self, side: UnitSums, weights: Floats) -> Floats:
        """Tell which words are among the nearest, (B, V)."""
        most = min(self.nearest, len(self.directions))
        alike = (weights @ side.sums) @ self.directions.T
        edge = np.partition(alike, len(self.directions) - most, axis=1)
        return np.asarray(alike >= edge[:, [len(self.directions) - most]])


@dataclass(frozen=True, slots=True)
class CollocateDivergence:
    """Jensen-Shannon divergence of the content words that stand near the concept.

    Larger means that it stands with other words: 0, the same words in the same shares; 1, no
    word in common.

    Notes
    -----
    Range [0, 1] (logarithms to base 2). Plainly estimated, hence biased upwards at small counts
    and for large vocabularies, by about (words - 1)/(4 n ln 2): read it against its chance level
    and the comparable words, never by itself. Interval: standard error of a bootstrap over units.
    Cost O(B J V) at most.
    Source: Lin 1991, doi:10.1109/18.61115.
    """

    name: ClassVar[str] = "collocates"
    needs: ClassVar[str] = "counts"
    bounds: ClassVar[tuple[float, float] | None] = (0.0, 1.0)
    two_sided: ClassVar[bool] = False

    def __call__(
        self, a: UnitCounts, b: UnitCounts, wa: Floats | None = None, wb: Floats | None = None
    ) -> Floats:
        """Compare two slices, once for every row of weights."""
        same_width(a, b)
        rows = np.broadcast_arrays(weights_of(a, wa)[:, :1], weights_of(b, wb)[:, :1])[0]
        found = np.empty(len(rows))
        rows_a, rows_b = weights_of(a, wa), weights_of(b, wb)
        for k in range(len(rows)):
            p = _shares(rows_a[min(k, len(rows_a) - 1)] @ a.table)
            q = _shares(rows_b[min(k, len(rows_b) - 1)] @ b.table)
            middle = (p + q) / 2.0
            found[k] = _entropy(middle) - (_entropy(p) + _entropy(q)) / 2.0
        return np.clip(found, 0.0, 1.0)


def _shares(counts: Floats) -> Floats:
    total = counts.sum()
    return np.asarray(counts / total if total else np.full(len(counts), np.nan))


def _entropy(shares: Floats) -> float:
    """Entropy in bits."""
    if np.isnan(shares).any():
        return float("nan")
    held = shares[shares > 0]
    return float(-(held * np.log2(held)).sum())
