"""Breaks in a series: whether there is one, between which slices, and whether it was gradual."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import OptionError, ShapeError
from toolkit.statistics.debiased import Array
from toolkit.statistics.permutation import p_of
from toolkit.statistics.permuted import Metric, one_thread
from toolkit.statistics.scan import allowed_splits, date_interval, of_one_length, split_scores
from toolkit.statistics.shapes import is_gradual
from toolkit.statistics.timed import Timed, exchanged, grams, within

# Exchanges behind each end of a date interval, at most.
FOR_DATES = 499


@dataclass(frozen=True, slots=True)
class Break:
    """One change of a series, slices counted from 0.

    Attributes
    ----------
    split : int
        The first slice after the break; of a gradual change the split that halves it best.
    low, high : int
        First and last split that the data do not refuse; of a gradual change the whole stretch.
    start, stop : int
        The stretch of slices that was looked at, `stop` excluded.
    p_value, p_floor : float
        Of any change in that stretch; the least it could have been.
    gradual : bool
        Whether an even movement through the stretch fits better than any one break.
    """

    split: int
    low: int
    high: int
    start: int
    stop: int
    p_value: float
    p_floor: float
    gradual: bool


class Searched(NamedTuple):
    """What one stretch showed: its best split, the part that shows it, p, whether gradual."""

    split: int
    part: tuple[int, int]
    p_value: float
    p_floor: float
    gradual: bool


def find_breaks(
    series: Timed,
    when: Array,
    *,
    metric: Metric = "cosine",
    permutations: int = 999,
    rng: np.random.Generator,
    level: float = 0.95,
) -> tuple[list[Break], Searched | None]:
    """Find the breaks of a series, with p and an interval for each date.

    The scan statistic of a split is the debiased distance of all before from all after, over
    ``sum n^2 / N^2`` of both sides (its spread without change). Its maximum is taken over the
    splits of the whole stretch and over those of every part of it (a change that is taken back
    shows only there); p is that of the smaller of the two p's, units exchanged between slices. A
    stretch with a break is searched again on either side at half the error rate. Where an even
    movement fits better than the best single break, the change is called gradual.

    Parameters
    ----------
    series : Timed
        Units and slices; slices without usages left out before.
    when : array, shape (T,)
        Middle of each slice in years, ascending.
    metric : {"cosine", "squared"}
        The cosine does not react to a change in the length of the mean usage.
    permutations : int
        Exchanges of units.
    rng : numpy.random.Generator
        Draws them.
    level : float
        Of the date intervals; ``1 - level`` is the rate of false breaks.

    Returns
    -------
    breaks : list of Break
        In order of time; none is an answer.
    searched : Searched or None
        The test of the whole series; None where no split leaves 2 slices, 5 units and 3 effective
        units on each side.

    Notes
    -----
    Source: Fryzlewicz 2014, doi:10.1214/14-AOS1245 (all parts instead of random ones); Phipson &
    Smyth 2010, doi:10.2202/1544-6115.1585. Cost O(P (J d + T^3)).
    """
    when = np.asarray(when, float)
    if len(when) != series.n_slices or (np.diff(when) <= 0).any():
        msg = f"{len(when)} dates for {series.n_slices} slices; give one a slice, ascending."
        raise ShapeError(msg)
    if not 0 < level < 1 or metric not in ("cosine", "squared"):
        msg = f"level {level}, metric {metric!r}; a level between 0 and 1, 'cosine' or 'squared'."
        raise OptionError(msg)
    found: list[Break] = []
    first: Searched | None = None
    waiting = [(0, series.n_slices, 1.0 - level)]
    with one_thread():
        while waiting:
            start, stop, alpha = waiting.pop()
            part = within(series, start, stop)
            searched = search(part, when[start:stop], metric, permutations, rng)
            first = searched if (start, stop) == (0, series.n_slices) else first
            if searched is None or searched.p_value > alpha:
                continue
            low, high = 0, stop - start
            if not searched.gradual:
                many = min(permutations, FOR_DATES)
                first_slice, last = searched.part
                shown = within(part, first_slice, last)
                split = searched.split - first_slice
                ends = date_interval(shown, split, metric, many, rng, level)
                low, high = first_slice + ends[0], first_slice + ends[1]
                middle = start + searched.split
                waiting += [(start, middle, alpha / 2), (middle, stop, alpha / 2)]
            places = (start + searched.split, start + low, start + high, start, stop)
            found.append(Break(*places, searched.p_value, searched.p_floor, searched.gradual))
    return sorted(found, key=lambda one: one.split), first


def search(
    series: Timed, when: Array, metric: Metric, permutations: int, rng: np.random.Generator
) -> Searched | None:
    """Test whether anything changed in a series, and find the split that shows it best."""
    splits = allowed_splits(series)
    if splits is None:
        return None
    series = of_one_length(series, splits, metric)
    whole = (splits.start == 0) & (splits.stop == series.n_slices)
    tops: list[Array] = []
    best, wide = (0, 0), len(splits.split)
    for at in exchanged(series, permutations, rng, wide=wide):
        scores = split_scores(grams(series.pool, at, series.n_slices), splits, metric)
        if not tops:
            chosen = (np.where(whole, scores[0], -np.inf), scores[0])
            best = (int(chosen[0].argmax()), int(chosen[1].argmax()))
        tops.append(np.stack([scores[:, whole].max(axis=1), scores.max(axis=1)]))
    both = np.concatenate(tops, axis=1)
    ranks = np.stack([_upper_rank(top) for top in both])
    p = p_of(-ranks.min(axis=0))
    start, split, stop = (int(ends[best[int(ranks[1, 0] < ranks[0, 0])]]) for ends in splits)
    gradual = is_gradual(series, when, splits.split[whole])
    return Searched(split, (start, stop), p, 1.0 / both.shape[1], gradual)


def _upper_rank(values: Array) -> NDArray[np.int64]:
    """How many values are at least as large as each, ties within rounding counted."""
    slack = 1e-9 * max(1.0, float(np.abs(values).max()))
    return np.asarray(len(values) - np.searchsorted(np.sort(values), values - slack, "left"))
