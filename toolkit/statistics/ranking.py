"""How well values agree with judgements: by rank, as yes or no, with an interval over words."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import ShapeError

Floats = NDArray[np.float64]
RESAMPLES = 2_000
FEWEST = 3


class Agreement(NamedTuple):
    """Agreement of values with graded and binary judgements; nan where it has no meaning.

    ``spearman`` in [-1, 1] with its interval ``low``, ``high``; ``auc`` and ``accuracy`` in [0, 1].
    """

    spearman: float
    low: float
    high: float
    auc: float
    accuracy: float
    n: int


def agreement(
    values: Floats, graded: Floats, binary: Floats, *, seed: int, level: float
) -> Agreement:
    """Compare values with judgements of the same words.

    Parameters
    ----------
    values : array, shape (n,)
        What was measured; larger means more change.
    graded, binary : array, shape (n,)
        Judgements; nan where a word has none. `binary` is 1 for changed, 0 for not.
    seed, level
        Of the interval: percentiles over words drawn with replacement.

    Returns
    -------
    Agreement
        `auc` is the share of pairs of a changed and an unchanged word in which the changed one
        has the larger value, ties counting half. `accuracy` calls a word changed whose value is
        above the mean of all values, a rule that has seen no judgement.

    Raises
    ------
    ShapeError
        If fewer than 3 words have a graded or binary judgement.

    Notes
    -----
    Source: Schlechtweg et al. 2020, doi:10.18653/v1/2020.semeval-1.1 (the two tasks).
    """
    told = ~np.isnan(graded)
    judged = ~np.isnan(binary)
    if max(told.sum(), judged.sum()) < FEWEST:
        msg = f"{len(values)} words with a value and a judgement; {FEWEST} are needed."
        raise ShapeError(msg)
    rho, low, high = _spearman(values[told], graded[told], np.random.default_rng(seed), level)
    yes = binary[judged] == 1
    above = values[judged] > values.mean()
    right = float((above == yes).mean()) if judged.any() else float("nan")
    return Agreement(rho, low, high, auc(values[judged], yes), right, len(values))


def auc(values: Floats, changed: NDArray[np.bool_]) -> float:
    """Give the share of pairs, one changed and one not, that the values put in order.

    Examples
    --------
    >>> auc(np.array([0.1, 0.4, 0.4, 0.9]), np.array([False, False, True, True]))
    0.875
    """
    more = values[changed][:, None] - values[~changed][None, :]
    return float(((more > 0) + 0.5 * (more == 0)).mean()) if more.size else float("nan")


def _spearman(
    values: Floats, graded: Floats, rng: np.random.Generator, level: float
) -> tuple[float, float, float]:
    from scipy.stats import rankdata

    if len(values) < FEWEST:
        return float("nan"), float("nan"), float("nan")
    drawn = rng.integers(len(values), size=(RESAMPLES, len(values)))
    drawn = np.vstack([np.arange(len(values)), drawn])
    a, b = (rankdata(part[drawn], axis=1) for part in (values, graded))
    a, b = (part - part.mean(axis=1, keepdims=True) for part in (a, b))
    lengths = np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))
    # A resample of one word, drawn again and again, has no order.
    rho = (a * b).sum(axis=1) / np.where(lengths > 0, lengths, np.nan)
    share = (1 - level) / 2
    told = rho[1:][np.isfinite(rho[1:])]
    low, high = np.quantile(told, [share, 1 - share]) if len(told) else (np.nan, np.nan)
    return float(rho[0]), float(low), float(high)
