"""The scan of a series: every split of every part, and which splits the data do not refuse."""

from typing import NamedTuple

import numpy as np

from toolkit.statistics.debiased import Array, UnitSums
from toolkit.statistics.permutation import p_of
from toolkit.statistics.permuted import Metric
from toolkit.statistics.sample import FEWEST_EFFECTIVE, FEWEST_UNITS
from toolkit.statistics.timed import Codes, Grams, Timed, exchanged, grams

FEWEST_SLICES = 2
# The search for an end of a date interval stops behind so many refused splits in a row.
REFUSED_IN_A_ROW = 2
# Parts begin and end at so many places at most: all of them in series up to this length.
PLACES = 30


class Splits(NamedTuple):
    """Parts of a series cut in two: first slice, first slice after the cut, end; (L,) each."""

    start: Codes
    split: Codes
    stop: Codes

    def of_whole(self, n_slices: int) -> "Splits":
        """Those that cut the whole series."""
        kept = (self.start == 0) & (self.stop == n_slices)
        return Splits(*(part[kept] for part in self))


def allowed_splits(series: Timed) -> Splits | None:
    """Every part (start, split, stop) of a series with enough on both sides, each (L,).

    Parts of the series are left out where they have fewer than 2 slices, 5 units or 3 effective
    units a side; of a series of more than 30 slices parts begin and end at 30 places only. None
    unless a split of the whole is among them.
    """
    end, least = series.n_slices, FEWEST_SLICES
    places = np.unique(np.linspace(0, end, min(end, PLACES) + 1).round().astype(int)).tolist()
    triples = [
        (start, split, stop)
        for start in places
        for stop in places
        for split in range(start + least, stop - least + 1)
    ]
    if not triples:
        return None
    start, split, stop = np.array(triples).T
    counts = series.pool.counts
    sizes, number, squares = (
        np.concatenate([[0.0], np.bincount(series.at, values, end).cumsum()])
        for values in (np.ones_like(counts), counts, counts**2)
    )
    enough = np.ones(len(start), bool)
    for one, other in ((start, split), (split, stop)):
        total, square = number[other] - number[one], squares[other] - squares[one]
        effective = total**2 / np.where(square > 0, square, 1.0)
        enough &= (sizes[other] - sizes[one] >= FEWEST_UNITS) & (effective >= FEWEST_EFFECTIVE)
    found = Splits(start[enough], split[enough], stop[enough])
    return found if len(found.of_whole(end).split) else None


def split_scores(found: Grams, splits: Splits, metric: Metric) -> Array:
    """Scan statistic of every split in every exchange, (B, L).

    Squared: ``D2 / (sum n^2 / N^2 + the same after)``. Cosine: the same with
    ``2 (sqrt(u_aa u_bb) - u_ab)`` in place of D2, which is 0 where only the length changed.
    """
    start, split, stop = splits
    sums = np.zeros((len(found.number), *(np.array(found.products.shape[1:]) + 1)))
    sums[:, 1:, 1:] = found.products.cumsum(axis=1).cumsum(axis=2)
    own, number, squares = (
        np.pad(one.cumsum(axis=1), ((0, 0), (1, 0)))
        for one in (found.own, found.number, found.squares)
    )

    def block(a: Codes, b: Codes, c: Codes, d: Codes) -> Array:
        return np.asarray(sums[:, b, d] - sums[:, a, d] - sums[:, b, c] + sums[:, a, c])

    def side(a: Codes, b: Codes) -> tuple[Array, Array, Array]:
        total, square = number[:, b] - number[:, a], squares[:, b] - squares[:, a]
        length = (block(a, b, a, b) - own[:, b] + own[:, a]) / (total**2 - square)
        return length, total, square / total**2

    aa, number_a, spread_a = side(start, split)
    bb, number_b, spread_b = side(split, stop)
    ab = block(start, split, split, stop) / (number_a * number_b)
    if metric == "squared":
        return np.asarray((aa + bb - 2.0 * ab) / (spread_a + spread_b))
    lengths = np.sqrt(np.maximum(aa, 0.0) * np.maximum(bb, 0.0))
    return np.asarray(2.0 * (lengths - ab) / (spread_a + spread_b))


def date_interval(
    series: Timed,
    split: int,
    metric: Metric,
    permutations: int,
    rng: np.random.Generator,
    level: float,
) -> tuple[int, int]:
    """First and last split that could be the true one.

    A split is refused where another fits so much better that exchanging units among the slices
    before it, and among those after it, gives such a lead in at most ``1 - level`` of cases. If
    it is the true one these exchanges change nothing, so it is refused in at most that share,
    whatever the spread; less often where the slices are too coarse to leave a choice.
    """
    splits = allowed_splits(series)
    if splits is None:
        return split, split
    series = of_one_length(series, splits, metric)
    chosen = splits.of_whole(series.n_slices)

    def kept(candidate: int) -> bool:
        column = int(np.flatnonzero(chosen.split == candidate)[0])
        leads = []
        after = (series.at >= candidate).astype(np.int64)
        for at in exchanged(series, permutations, rng, after):
            scores = split_scores(grams(series.pool, at, series.n_slices), chosen, metric)
            leads.append(scores.max(axis=1) - scores[:, column])
        return p_of(np.concatenate(leads)) > 1.0 - level

    candidates = chosen.split.tolist()
    ends = []
    for direction in (candidates[::-1], candidates):
        end, refused = split, 0
        behind = direction[direction.index(split) + 1 :] if split in direction else []
        for candidate in behind:
            if kept(candidate):
                end, refused = candidate, 0
            else:
                refused += 1
            if refused == REFUSED_IN_A_ROW:
                break
        ends.append(end)
    return ends[0], ends[1]


def of_one_length(series: Timed, splits: Splits, metric: Metric) -> Timed:
    """Bring both sides of the best split to one length: the cosine is to see direction only."""
    if metric == "squared":
        return series
    chosen = splits.of_whole(series.n_slices)
    found = grams(series.pool, series.at[None], series.n_slices)
    split = int(chosen.split[split_scores(found, chosen, metric)[0].argmax()])
    after = series.at >= split
    lengths = []
    for side in (~after, after):
        sums, counts = series.pool.sums[side], series.pool.counts[side]
        total = sums.sum(axis=0)
        lengths.append((total @ total - np.sum(sums**2)) / (counts.sum() ** 2 - counts @ counts))
    if min(lengths) <= 0:
        return series
    factor = np.where(after, (lengths[0] / lengths[1]) ** 0.25, (lengths[1] / lengths[0]) ** 0.25)
    pool = UnitSums(series.pool.sums * factor[:, None], series.pool.counts)
    return series._replace(pool=pool)
