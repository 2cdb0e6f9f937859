"""The units of a question in order of time: what breaks, trends, bands and senses are read from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.change.question import Question, exchange_along
from toolkit.change.sides import side_of, unit_sums
from toolkit.change.units import Exchange
from toolkit.corpus.sliced import Rows, Slice, Slices
from toolkit.errors import OptionError
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.permuted import Metric
from toolkit.statistics.timed import Timed, timed


@dataclass(frozen=True, eq=False)
class Timeline:
    """Units of usages and the slices they stand in; slices without usages are left out.

    Attributes
    ----------
    series : Timed
        The units. Where strata are declared, each at the mean of its stratum.
    parts : list of Slice
        Slices with usages, in order of time.
    exchange : Exchange
        The unit, and what is exchanged with what.
    strata : array, shape (J,), or None
        Stratum of each unit.
    pool : UnitSums
        The units as they are, strata or not.
    metric : {"cosine", "squared"}
        What splits are compared by: squared where strata are declared.
    """

    series: Timed
    parts: list[Slice]
    exchange: Exchange
    strata: Rows | None
    pool: UnitSums
    metric: Metric

    @property
    def years(self) -> NDArray[np.float64]:
        """Middles of the slices."""
        return np.array([part.year for part in self.parts])

    def units(self, start: int, stop: int) -> UnitSums:
        """Units of the slices from `start` to before `stop`, as they are."""
        here = (self.series.at >= start) & (self.series.at < stop)
        return UnitSums(self.pool.sums[here], self.pool.counts[here])


def timeline(question: Question, slices: Slices) -> Timeline:
    """Add the usages up per unit and slice.

    Raises
    ------
    OptionError
        If slices overlap: a unit would stand in two of them.
    """
    check_apart(slices)
    inside = [part for part in slices if question.usages_of[part.documents].sum() > 0]
    exchange = exchange_along(question, [part.documents for part in inside])
    found = [
        unit_sums(
            question.usages,
            side_of(part.documents, question.corpus, question.space, question.center),
            exchange,
        )
        for part in inside
    ]
    width = question.usages.sums.shape[1]
    sums = np.concatenate([np.empty((0, width)), *(units.sums for units, _ in found)])
    counts = np.concatenate([np.empty(0), *(units.counts for units, _ in found)])
    first = np.concatenate([np.empty(0, np.int64), *(rows for _, rows in found)])
    at = np.repeat(np.arange(len(inside)), [len(rows) for _, rows in found])
    if question.weights == "unit":
        sums, counts = sums / counts[:, None], np.ones_like(counts)
    pool, cells = UnitSums(sums, counts), exchange.blocks[first]
    metric: Metric = "squared" if question.metric == "squared" else "cosine"
    if exchange.strata is None:
        return Timeline(timed(pool, at, len(inside), cells), inside, exchange, None, pool, metric)
    strata = exchange.strata[first]
    cells = np.unique(np.stack([cells, strata]), axis=1, return_inverse=True)[1].reshape(-1)
    level = timed(at_stratum_means(pool, strata), at, len(inside), cells)
    return Timeline(level, inside, exchange, strata, pool, "squared")


def at_stratum_means(pool: UnitSums, strata: Rows) -> UnitSums:
    """Take from each unit the mean usage of its stratum: a change of the mix is none any more."""
    codes = np.unique(strata, return_inverse=True)[1]
    number = np.bincount(codes, weights=pool.counts)
    total = np.zeros((len(number), pool.sums.shape[1]))
    np.add.at(total, codes, pool.sums)
    means = total / number[:, None]
    return UnitSums(pool.sums - pool.counts[:, None] * means[codes], pool.counts)


def check_apart(slices: Slices) -> None:
    """Refuse slices that overlap."""
    ends = [(part.start, part.stop) for part in slices]
    if any(later[0] < earlier[1] for earlier, later in zip(ends[:-1], ends[1:], strict=True)):
        msg = "these slices overlap, so a date would stand in two of them; give slices that do not."
        raise OptionError(msg)
