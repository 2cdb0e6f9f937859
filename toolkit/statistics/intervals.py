"""Intervals: for debiased distances (score), and for rates of words (clustered by document)."""

from typing import NamedTuple

import numpy as np

from toolkit.errors import OptionError, ShapeError
from toolkit.statistics.debiased import Array

MILLION = 1_000_000
TINY = 1e-12


class ScoreInterval(NamedTuple):
    """``0 <= low <= high``; ``real`` is False when the estimate is too far below 0 for chance."""

    low: float
    high: float
    real: bool


class Rate(NamedTuple):
    """Uses per million tokens with an interval; None where one document tells nothing of it."""

    value: float
    low: float | None
    high: float | None


def score_interval(
    value: float, quadratic: float, slope: float, df: float, level: float = 0.95
) -> ScoreInterval:
    """Interval for a debiased distance: theta with ``|value - theta| <= t sqrt(Q + slope theta)``.

    The variance is taken at the theta that is tried (Wilson's idea): without drift it is Q, and it
    grows with the drift. So, when nothing changed, the lower end leaves 0 in about ``1 - level`` of
    cases, where that of a jackknife interval hardly ever does. A value below 0 lies below `low`;
    one below ``-t sqrt(Q)`` has no sensible root: low 0, high that of a value of 0, `real` False.
    Source: Wilson 1927, doi:10.1080/01621459.1927.10502953 (the idea).

    Parameters
    ----------
    value : float
        Debiased distance, may be negative.
    quadratic : float
        Its variance without drift, at least 0.
    slope : float
        Growth of its variance with the distance, at least 0 (`slope_of`).
    df : float
        Degrees of freedom of t; below 1 is taken as 1.
    level : float
        Share of intervals that hold the truth, between 0 and 1.

    Examples
    --------
    >>> score_interval(0.5, 0.01, 0.0, 1e9)
    ScoreInterval(low=0.304, high=0.696, real=True)
    """
    t = student(df, level)
    start = max(value, 0.0) if value < -t * np.sqrt(quadratic) else value
    middle = start + t * t * slope / 2.0
    half = t * np.sqrt(max(0.0, slope * start + t * t * slope * slope / 4.0 + quadratic))
    low = max(0.0, middle - half)
    return ScoreInterval(
        float(0.0 if start != value else low), float(max(low, middle + half)), start == value
    )


def slope_of(jackknife: float, naive: float) -> float:
    """Variance per unit of distance: jackknife variance over the naive distance."""
    return jackknife / max(naive, TINY)


def student(df: float, level: float) -> float:
    """Two-sided quantile of Student's t with ``max(1, df)`` degrees of freedom."""
    from scipy.special import stdtrit

    return float(stdtrit(max(1.0, df), (1.0 + checked_level(level)) / 2.0))


def checked_level(level: float) -> float:
    """`level` if it lies between 0 and 1."""
    if not 0.0 < level < 1.0:
        msg = f"level {level}; give one between 0 and 1, such as 0.95."
        raise OptionError(msg)
    return level


def ratio_interval(hits: Array, tokens: Array, level: float = 0.95) -> Rate:
    """Give uses per million tokens, with an interval that knows that uses come in bursts.

    Ratio estimator ``sum h / sum n`` with the variance of ``h_j - rate n_j`` between documents
    (not binomial: one document may hold half of the uses), on the scale of logarithms, with t of
    (effective documents - 1) degrees of freedom, where a document counts by its tokens; never above
    a million. Holds the truth in .90-.97 of cases from 10 documents on; with the most bursty words
    (a gamma shape of .1 over documents) in .83-.92, where the plain scale gives .67-.89.
    Source: Cochran 1977, Sampling Techniques, chapter 6.

    Without any hit: low is 0 and high is one-sided, the rule of three. With J documents, a share of
    documents above ``1 - (1 - level)^(1/J)`` (about 3/J) would have shown one; such a document is
    taken to hold one use. Source: Hanley & Lippman-Hand 1983, doi:10.1001/jama.1983.03330370053031.
    With hits in a single document alone (J = 1) nothing is known of the scatter: low, high None.

    Parameters
    ----------
    hits, tokens : array, shape (J,)
        Uses and tokens of each document; documents without tokens are left out.
    level : float
        Between 0 and 1.

    Raises
    ------
    ShapeError
        If the arrays disagree, a number is negative, or there are no tokens at all.

    Examples
    --------
    >>> ratio_interval(np.array([2.0, 2.0]), np.array([1000.0, 1000.0]))
    Rate(value=2000.0, low=2000.0, high=2000.0)
    """
    hits, tokens = np.asarray(hits, float), np.asarray(tokens, float)
    fits = hits.shape == tokens.shape and hits.ndim == 1 and np.sum(tokens) > 0
    if not fits or min(hits.min(), tokens.min()) < 0:
        msg = (
            f"hits {hits.shape} and {np.sum(tokens):.0f} tokens {tokens.shape} give no rate; "
            "give both for each document, none negative, and at least one token."
        )
        raise ShapeError(msg)
    hits, tokens = hits[tokens > 0], tokens[tokens > 0]
    total, size = tokens.sum(), len(tokens)
    rate = hits.sum() / total
    if rate == 0:
        shown = 1.0 - (1.0 - checked_level(level)) ** (1.0 / size)
        return Rate(0.0, 0.0, float(MILLION * shown * size / total))
    if size == 1:
        return Rate(float(MILLION * rate), None, None)
    error = np.sqrt(size / (size - 1) * np.sum((hits - rate * tokens) ** 2)) / total
    spread = student(total**2 / np.sum(tokens**2) - 1.0, level) * error / rate
    ends = MILLION * np.minimum(1.0, rate * np.exp([-spread, spread]))
    return Rate(float(MILLION * rate), float(ends[0]), float(ends[1]))
