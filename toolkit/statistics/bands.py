"""Bands that hold a whole series at once, and the p of each slice among all of them."""

from typing import NamedTuple

import numpy as np

from toolkit.errors import ShapeError
from toolkit.statistics.debiased import Array
from toolkit.statistics.intervals import checked_level


class Band(NamedTuple):
    """Chance along a series, (T,) each; nan where nothing was judged.

    ``low`` and ``high`` hold the share `level` of all exchanged *series* as a whole; ``p_value``
    is that of a slice among all slices (the largest deviation of each exchanged series).
    """

    low: Array
    high: Array
    p_value: Array


def max_t_band(values: Array, level: float = 0.95) -> Band:
    """Simultaneous band from exchanged series, the observed one first.

    Each slice is brought to its own mean and spread over the exchanges; the largest deviation
    upwards of every series gives the width of the upper end, and the p of a slice is the share
    of series whose largest deviation reaches its own; likewise the lower end. So the chance that
    any slice of an unchanged series leaves the upper end is ``1 - level`` in all, not a slice.
    Source: Westfall & Young 1993, Resampling-Based Multiple Testing.

    Parameters
    ----------
    values : array, shape (P + 1, T)
        Statistic of each slice in each exchange; nan columns are slices not judged.
    level : float
        Between 0 and 1.

    Examples
    --------
    >>> drawn = np.random.default_rng(0).normal(size=(4000, 3))
    >>> bool(2.0 < max_t_band(drawn).high[0] < 2.3)
    True
    """
    values = np.asarray(values, float)
    if values.ndim != 2 or len(values) < 2:
        msg = f"values of shape {values.shape}; give the observed series and exchanged ones."
        raise ShapeError(msg)
    checked_level(level)
    told = np.isfinite(values).all(axis=0)
    found = Band(*(np.full(values.shape[1], np.nan) for _ in range(3)))
    if not told.any():
        return found
    kept = values[:, told]
    middle, spread = kept.mean(axis=0), kept.std(axis=0)
    away = (kept - middle) / np.where(spread > 0, spread, 1.0)
    top, bottom = away.max(axis=1), away.min(axis=1)
    found.high[told] = middle + spread * np.quantile(top, level)
    found.low[told] = middle + spread * np.quantile(bottom, 1.0 - level)
    found.p_value[told] = np.mean(top[:, None] >= away[0] - 1e-9, axis=0)
    return found
