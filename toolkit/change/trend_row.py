"""The slope of a series and its trend, as a row."""

from typing import Any

from toolkit.statistics.debiased import Array
from toolkit.statistics.trend import mann_kendall, theil_sen

YEARS = 10
SLOPES = ("slope", "low", "high", "tau", "p_value", "p_floor")


def slopes(when: Array, values: Array, level: float) -> dict[str, Any]:
    """Give the slope per ten years with its interval, tau, p and the least p; keys `SLOPES`.

    Examples
    --------
    >>> import numpy as np
    >>> slopes(np.arange(4.0), np.array([0.0, 1.0, 2.0, 3.0]), 0.95)["slope"]
    10.0
    """
    slope, rise = theil_sen(when, values, level), mann_kendall(values)
    low, high = (None if end is None else YEARS * end for end in (slope.low, slope.high))
    found = (YEARS * slope.value, low, high, rise.tau, rise.p_value, rise.p_floor)
    return dict(zip(SLOPES, found, strict=True))
