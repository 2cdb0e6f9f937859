"""Correlation of the steps of two series at several lags, with chance from rotations."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import OptionError, ShapeError
from toolkit.statistics.debiased import Array

# A lag is looked at only where so many pairs of steps remain.
FEWEST_PAIRS = 5


class Lagged(NamedTuple):
    """One entry a lag: pairs of steps, Spearman's correlation, p over all lags; the least p."""

    lags: NDArray[np.int64]
    sizes: NDArray[np.int64]
    correlations: Array
    p_values: Array
    p_floor: float


def lagged(a: Array, b: Array, lags: int) -> Lagged:
    """Correlate the steps of `a` with those of `b` some slices later.

    Spearman's correlation of ``a[t + 1] - a[t]`` with ``b[t + 1 + lag] - b[t + lag]``, in [-1, 1];
    a large one at a lag above 0 means that `a` goes first. p: the share of rotations of the steps
    of `b` in which the largest correlation over all lags, by size, is as large; the observed one
    counts. Rotations by fewer than `lags` + 1 steps are left out: they hold the observed order.

    Parameters
    ----------
    a, b : array, shape (T,)
        Two series over the same slices.
    lags : int
        From 0; at least 5 pairs of steps must be left at every lag.

    Raises
    ------
    ShapeError, OptionError
        If the lengths differ, or there are too few slices for so many lags.
    """
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape or a.ndim != 1:
        msg = f"series of shapes {a.shape} and {b.shape}; give two of one length."
        raise ShapeError(msg)
    steps = len(a) - 1
    if lags < 0 or steps - lags < FEWEST_PAIRS or steps < 2 * lags + 2:
        need = max(FEWEST_PAIRS + max(lags, 0), 2 * max(lags, 0) + 2) + 1
        msg = f"{len(a)} slices and lags up to {lags}; that takes {need} slices, and lags from 0."
        raise OptionError(msg)
    first, second = np.diff(a), np.diff(b)
    places = np.arange(-lags, lags + 1)
    observed = np.array([_spearman(first, second, int(lag)) for lag in places])
    tops = [
        max(abs(_spearman(first, np.roll(second, turn), int(lag))) for lag in places)
        for turn in range(lags + 1, steps - lags)
    ]
    reached = np.array(tops)[:, None] >= np.abs(observed) - 1e-12
    p = (1 + reached.sum(axis=0)) / (len(tops) + 1)
    return Lagged(places, steps - np.abs(places), observed, p, 1.0 / (len(tops) + 1))


def _spearman(first: Array, second: Array, lag: int) -> float:
    from scipy.stats import rankdata

    size = len(first) - abs(lag)
    a = first[:size] if lag >= 0 else first[-lag:]
    b = second[lag:] if lag >= 0 else second[:size]
    x, y = rankdata(a) - (size + 1) / 2, rankdata(b) - (size + 1) / 2
    scale = float(np.sqrt((x @ x) * (y @ y)))
    return float(x @ y) / scale if scale else 0.0
