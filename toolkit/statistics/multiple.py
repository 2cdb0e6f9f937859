"""Many tests at once: q-values, and whether any finding was within reach."""

import numpy as np

from toolkit.errors import OptionError
from toolkit.statistics.debiased import Array


def benjamini_hochberg(p: Array) -> Array:
    """q-values: the least false discovery rate at which each row would be found; (m,).

    Rows that were not judged (nan) stay nan and do not count. Larger means less sure; range
    (0, 1]. Holds for independent and for positively dependent rows.
    Source: Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, np.nan, 0.03]))
    array([0.03, 0.04,  nan, 0.04])
    """
    p = _checked(p)
    q = np.full(p.shape, np.nan)
    judged = np.flatnonzero(~np.isnan(p))
    ordered = judged[np.argsort(p[judged], kind="stable")]
    ranks = np.arange(1, len(ordered) + 1)
    ratios = p[ordered] * len(ordered) / ranks
    q[ordered] = np.minimum(1.0, np.minimum.accumulate(ratios[::-1])[::-1])
    return q


def benjamini_yekutieli(p: Array) -> Array:
    """q-values that hold under any dependence of the rows; (m,), never below `benjamini_hochberg`.

    Source: Benjamini & Yekutieli 2001, doi:10.1214/aos/1013699998.

    Examples
    --------
    >>> benjamini_yekutieli(np.array([0.01, 0.5]))
    array([0.03, 0.75])
    """
    p = _checked(p)
    rows = int(np.count_nonzero(~np.isnan(p)))
    harmonic = float(np.sum(1.0 / np.arange(1, rows + 1)))
    return np.minimum(1.0, benjamini_hochberg(p) * harmonic)


def holm(p: Array) -> Array:
    """p-values such that, below a level, any false finding among all rows is that unlikely; (m,).

    Rows that were not judged (nan) stay nan and do not count. Range (0, 1]. Holds under any
    dependence of the rows. Source: Holm 1979, A Simple Sequentially Rejective Multiple Test
    Procedure.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, np.nan, 0.03]))
    array([0.03, 0.06,  nan, 0.06])
    """
    p = _checked(p)
    adjusted = np.full(p.shape, np.nan)
    judged = np.flatnonzero(~np.isnan(p))
    ordered = judged[np.argsort(p[judged], kind="stable")]
    raised = p[ordered] * np.arange(len(ordered), 0, -1)
    adjusted[ordered] = np.minimum(1.0, np.maximum.accumulate(raised))
    return adjusted


def none_within_reach(p: Array, p_floor: Array | float, q: float = 0.1) -> bool:
    """Whether so few rows sit at their least reachable p that no row could have been found.

    With m rows and a floor of 1 / (P + 1), Benjamini-Hochberg at rate q needs m / (q (P + 1)) rows
    at the floor before one that sits there can be found. True when nothing was found and
    fewer rows sit there: silence then says nothing; take more permutations, or fewer rows.

    Parameters
    ----------
    p : array, shape (m,)
        Nan for rows that were not judged.
    p_floor : array, shape (m,), or float
        Least reachable p of each row.
    q : float
        False discovery rate asked for, between 0 and 1.

    Examples
    --------
    >>> none_within_reach(np.full(50, 0.01), 0.01), none_within_reach(np.full(9, 0.05), 0.01)
    (False, False)
    >>> none_within_reach(np.array([0.01] + [0.5] * 49), 0.01)
    True
    """
    if not 0.0 < q < 1.0:
        msg = f"a false discovery rate of {q}; give one between 0 and 1, such as 0.1."
        raise OptionError(msg)
    p = _checked(p)
    judged = ~np.isnan(p)
    p, floors = p[judged], np.broadcast_to(p_floor, judged.shape)[judged]
    if not len(p) or np.min(benjamini_hochberg(p)) <= q:
        return False
    # Where one row at its floor would be found, silence is an answer.
    if floors.min() * len(p) <= q:
        return False
    at_floor = np.sort(floors[p <= floors * (1.0 + 1e-9)])
    return not bool(np.any(at_floor <= q * np.arange(1, len(at_floor) + 1) / len(p)))


def _checked(p: Array) -> Array:
    """Give p as floats, refused outside [0, 1]."""
    p = np.asarray(p, float)
    outside = p[(p < 0) | (p > 1)]
    if p.ndim != 1 or len(outside):
        msg = f"p-values of shape {p.shape} with {outside[:3]} outside 0 to 1; give one list of p."
        raise OptionError(msg)
    return p
