"""One word of a scan: its two slices compared, with what the common exchanges give."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.change.question import Weights
from toolkit.change.scan_exchange import Break, Orders, exchanged, largest_break
from toolkit.change.scan_slices import Between, Units, between, heads_of, units_of
from toolkit.change.scan_usages import Word
from toolkit.change.units import Exchange, choose_exchange
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Rows, Slices
from toolkit.statistics.cells import FEWEST_FOR_SINGLE
from toolkit.statistics.compare import SINGLE_TOLERANCE, TOLERANCE, Comparison, estimated
from toolkit.statistics.debiased import UnitSums, effective_units, products
from toolkit.statistics.permutation import distinct_exchanges, p_of
from toolkit.statistics.permuted import Metric, permuted
from toolkit.statistics.sample import FEWEST_EFFECTIVE, FEWEST_UNITS, Sample, sample_of

Array = NDArray[np.float64]
# Up to this many units the distinct exchanges are counted: beyond, there are always enough.
FEW_UNITS = 40


@dataclass(slots=True)
class Judged:
    """What one word shows: slices by number, counts, the comparison, its exchanged z."""

    name: str
    types: Rows
    slice: int
    baseline: int | None = None
    unit: str | None = None
    uses: tuple[int, int] = (0, 0)
    units: tuple[int, int] = (0, 0)
    n_documents: int = 0
    neff: float = 0.0
    broken: Break | None = None
    found: Comparison | None = None
    z: Array | None = None
    measured: dict[str, Any] = field(default_factory=dict)
    between: dict[str, Between] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Scanner:
    """The settings of a scan, and what all its words share.

    Attributes
    ----------
    corpus, slices
        What is scanned.
    metric, weights, unit, level
        As in `drift`.
    places : array, shape (P, n_documents)
        Random orders of the documents; a unit takes the place of its first document.
    inside : array of bool, shape (n_slices, n_documents)
        Which documents each slice holds.
    shift : array, shape (n_slices, dim), or None
        What is taken off every usage vector of a slice.
    exchanges : dict
        The unit of each pair of slices, and the documents that stand in both.
    """

    corpus: Corpus
    slices: Slices
    metric: Metric
    weights: Weights
    unit: str
    level: float
    places: Orders
    inside: NDArray[np.bool_]
    shift: Array | None
    exchanges: dict[tuple[int, int], tuple[Exchange, Rows]]

    def judge(self, word: Word) -> Judged:
        """Compare the first and the last slice of a word that lie above the floors."""
        kinds = {
            kind: units_of(word, self.inside, self.shift, heads)
            for kind, heads in self.heads.items()
        }
        documents = kinds["document"]
        above = self._above(documents)
        uses = (self.inside @ word.uses).astype(float)
        held = np.flatnonzero(uses)
        last = above[-1] if len(above) else held[-1] if len(held) else len(self.slices) - 1
        judged = Judged(word.name, word.types, int(last))
        judged.between = {kind: self._between(units, uses) for kind, units in kinds.items()}
        judged.broken = self._break(documents)
        if len(above) > 1:
            judged.baseline = int(above[0])
            self._compare(judged, word, kinds)
        else:
            # What cannot be compared is counted in the unit that was asked for.
            counts = kinds.get(self.unit, documents).of(int(last))[0].counts
            judged.units, judged.neff = (0, len(counts)), effective_units(counts)
        base = judged.slice if judged.baseline is None else judged.baseline
        judged.uses = (int(uses[base]), int(uses[judged.slice]))
        judged.n_documents = int((word.uses[self.inside[judged.slice]] > 0).sum())
        return judged

    @cached_property
    def heads(self) -> dict[str, Rows | None]:
        """By each unit chosen for any pair of slices: the document that stands for each."""
        found: dict[str, Rows | None] = {"document": None}
        for exchange, _ in self.exchanges.values():
            if exchange.unit not in found:
                found[exchange.unit] = heads_of(exchange.codes)
        return found

    def _compare(self, judged: Judged, word: Word, kinds: dict[str, Units]) -> None:
        """Add the comparison of the two slices."""
        first, last = judged.baseline or 0, judged.slice
        exchange, common = self.exchanges[first, last]
        judged.unit, units = exchange.unit, kinds[exchange.unit]
        if len(common):
            apart = self.inside.copy()
            apart[:, common] = False
            units = units_of(word, apart, self.shift, self.heads[exchange.unit])
        (a, rows_a), (b, rows_b) = units.of(first), units.of(last)
        judged.units, judged.neff = (len(rows_a), len(rows_b)), effective_units(b.counts)
        if min(judged.units) < 1:
            return
        blocks = _blocks(exchange, rows_a, rows_b)
        sample = sample_of(a, b, blocks, None, self.weights)
        judged.found = estimated(sample, self.metric, self.level)
        if judged.found.judged:
            rows = np.concatenate([rows_a, rows_b])
            self._chance(judged, sample, np.take(self.places, rows, axis=1))

    def _chance(self, judged: Judged, sample: Sample, places: Orders) -> None:
        """Add the exchanged z, the band of chance and the word's own p."""
        labels = exchanged(places, sample.in_a, sample.blocks)
        pool = _aligned(sample) if self.metric == "cosine" else sample.pool
        given = permuted(pool, labels, metric=self.metric)
        values = given.values[1:]
        told = values[~np.isnan(values)]
        share = (1.0 - self.level) / 2.0
        band = np.quantile(told, [share, 1.0 - share]) if len(told) else [None, None]
        few = len(sample.in_a) <= FEW_UNITS
        distinct = distinct_exchanges(sample.in_a, sample.blocks) if few else len(labels)
        single = len(sample.in_a) >= FEWEST_FOR_SINGLE
        judged.z = given.z
        judged.measured = {
            "null_low": band[0],
            "null_high": band[1],
            "p_value": p_of(given.z, SINGLE_TOLERANCE if single else TOLERANCE),
            "p_floor": 1.0 / min(len(labels), distinct),
        }

    def _between(self, units: Units, uses: Array) -> Between:
        once = units.weighed_once() if self.weights == "unit" else units
        return between(once, uses, self.metric)

    def _above(self, documents: Units) -> NDArray[np.intp]:
        """Slices above the floors, by number."""
        n_slices = len(self.inside)
        many = np.bincount(documents.slice, minlength=n_slices)
        number = np.bincount(documents.slice, weights=documents.counts, minlength=n_slices)
        squares = np.bincount(documents.slice, weights=documents.counts**2, minlength=n_slices)
        effective = number**2 / np.where(squares > 0, squares, 1.0)
        return np.flatnonzero((many >= FEWEST_UNITS) & (effective >= FEWEST_EFFECTIVE))

    def _break(self, documents: Units) -> Break | None:
        """Find the largest break; none where slices overlap or other units are asked for."""
        if self.unit not in ("auto", "document") or (self.inside.sum(axis=0) > 1).any():
            return None
        if len(documents.row) < 2 * FEWEST_UNITS:
            return None
        units = documents.weighed_once() if self.weights == "unit" else documents
        return largest_break(
            np.take(self.places, units.row, axis=1), units.sums, units.counts, units.slice
        )


def exchanges_of(
    corpus: Corpus, slices: Slices, unit: str
) -> dict[tuple[int, int], tuple[Exchange, Rows]]:
    """Choose the unit of every pair of slices from all their tokens, for all words alike."""
    tokens = corpus.documents["n_tokens"].to_numpy().astype(float)
    found = {}
    for first, last in combinations(range(len(slices)), 2):
        rows = [slices[k].documents for k in (first, last)]
        common = np.intersect1d(rows[0], rows[1])
        a, b = (np.setdiff1d(side, common) for side in rows)
        found[first, last] = (choose_exchange(corpus, a, b, tokens, unit, None), common)
    return found


def _aligned(sample: Sample) -> UnitSums:
    """Bring both sides to one mean length before units are exchanged, as `compare` does."""
    pool, in_a = sample.pool, sample.in_a
    a, b = (UnitSums(pool.sums[side], pool.counts[side]) for side in (in_a, ~in_a))
    found = products(a, b)
    lengths = np.sqrt(np.where(in_a, found.aa[0], found.bb[0]))
    return UnitSums(pool.sums / lengths[:, None], pool.counts)


def _blocks(exchange: Exchange, rows_a: Rows, rows_b: Rows) -> Rows:
    """Units that stand on both sides are exchanged among themselves, the rest among the rest."""
    given = exchange.blocks
    both = np.intersect1d(given[rows_a], given[rows_b])
    rows = np.concatenate([rows_a, rows_b])
    return np.where(np.isin(given[rows], both), given[rows], 0)
