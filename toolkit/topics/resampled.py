"""Shares of topics in one slice, and their interval when its documents are drawn anew."""

from typing import NamedTuple

import numpy as np

from toolkit.statistics.intervals import student
from toolkit.topics.factors import Floats

FEWEST_DOCUMENTS, FEWEST_EFFECTIVE = 5, 3.0


class Resampled(NamedTuple):
    """Shares, shape (k,), with ``low <= value <= high`` in [0, 1]."""

    value: Floats
    low: Floats
    high: Floats


def resampled_shares(
    weighted: Floats, words: Floats, resamples: int, level: float, rng: np.random.Generator
) -> Resampled | None:
    """Give shares with an expanded percentile interval; None below the floors.

    Parameters
    ----------
    weighted : array, shape (n, k)
        Words of every topic in every document.
    words : array, shape (n,)
        Their sums, above 0.
    resamples : int
        Draws of n documents with replacement.
    level : float
        Of the interval.
    rng : Generator
        Of the draws.

    Notes
    -----
    Percentiles are taken at ``Phi(-sqrt(n / (n - 1)) t)``, t the quantile of Student with n - 1
    degrees of freedom: for a mean this is as wide as the interval by t.
    Source: Hesterberg 2015, doi:10.1080/00031305.2015.1089789.

    Examples
    --------
    >>> same = np.array([[1.0, 3.0]] * 8)
    >>> found = resampled_shares(same, np.full(8, 4.0), 99, 0.95, np.random.default_rng(0))
    >>> [part.tolist() for part in found]
    [[0.25, 0.75], [0.25, 0.75], [0.25, 0.75]]
    """
    n = len(words)
    if n < FEWEST_DOCUMENTS or words.sum() ** 2 / (words**2).sum() < FEWEST_EFFECTIVE:
        return None
    from scipy.special import ndtr

    drawn = rng.multinomial(n, np.full(n, 1 / n), resamples).astype(np.float64)
    again = (drawn @ weighted) / (drawn @ words)[:, None]
    tail = float(ndtr(-np.sqrt(n / (n - 1)) * student(n - 1.0, level)))
    low, high = np.quantile(again, [tail, 1 - tail], axis=0)
    value = weighted.sum(axis=0) / words.sum()
    return Resampled(value, np.minimum(low, value), np.maximum(high, value))
