"""Does one variable go with another: Cramér's V, without the bias of sparse tables."""

from typing import NamedTuple

import numpy as np

from toolkit.statistics.debiased import Array


class Mix(NamedTuple):
    """Cramér's V, in [0, 1], and the chance of a chi-squared as large."""

    v: float
    p_value: float


def cramers_v(table: Array) -> Mix:
    """Cramér's V of a table of counts, corrected for bias; 0 with fewer than two rows or columns.

    Larger means that the shares of the columns differ more from row to row. The plain V of a table
    without any association grows with its size and sparseness; this one is 0 on average.
    Source: Bergsma 2013, doi:10.1016/j.jkss.2012.10.002.

    Examples
    --------
    >>> round(cramers_v(np.array([[50.0, 0.0], [0.0, 50.0]])).v, 2)
    1.0
    >>> cramers_v(np.array([[25.0, 25.0], [25.0, 25.0]])).v
    0.0
    """
    from scipy.special import chdtrc

    counts = np.asarray(table, float)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    rows, columns = counts.shape
    total = counts.sum()
    if min(rows, columns) < 2 or total < 2:
        return Mix(0.0, 1.0)
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / total
    chi2 = float(np.sum((counts - expected) ** 2 / expected))
    free = (rows - 1) * (columns - 1)
    phi2 = max(0.0, chi2 / total - free / (total - 1))
    narrow = min(k - (k - 1) ** 2 / (total - 1) for k in (rows, columns)) - 1
    v = float(np.sqrt(phi2 / narrow)) if narrow > 0 else 0.0
    return Mix(min(v, 1.0), float(chdtrc(free, chi2)))
