"""How far coders agree beyond chance: Krippendorff's alpha for names of categories."""

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import ShapeError
from toolkit.statistics.debiased import Array

Labels = NDArray[np.int64]
MISSING = -1


def coincidences(labels: Labels, size: int) -> Array:
    """Count for each passage how often two coders gave it this pair of labels, (n, K, K).

    Every ordered pair of coders counts ``1 / (coders of the passage - 1)``, so that a passage
    counts as often as it was coded; one that fewer than two coded counts nothing. The sum over
    passages is the coincidence matrix of Krippendorff.

    Parameters
    ----------
    labels : int array, shape (n, coders)
        0 to `size` - 1, or -1 where a coder gave none.
    size : int
        Categories K.
    """
    labels = np.asarray(labels)
    if labels.ndim != 2 or (labels.size and not MISSING <= labels.min() <= labels.max() < size):
        msg = f"labels {labels.shape}; give one row a passage, numbers from 0 to {size - 1} or -1."
        raise ShapeError(msg)
    given = np.stack([(labels == name).sum(axis=1) for name in range(size)], axis=1).astype(float)
    coders = given.sum(axis=1)
    pairs = given[:, :, None] * given[:, None, :]
    pairs[:, np.arange(size), np.arange(size)] -= given
    return np.asarray(pairs / np.where(coders > 1, coders - 1.0, np.inf)[:, None, None])


def alpha_of(found: Array) -> Array:
    """Krippendorff's alpha of coincidence matrices, (B,).

    ``1 - observed disagreement / expected disagreement``: 1 where coders always agree, 0 where they
    agree as often as labels paired at random, below 0 where less often. nan where only one label
    was ever given: nothing could have been disagreed on.
    Source: Krippendorff 2004, doi:10.1111/j.1468-2958.2004.tb00738.x.

    Parameters
    ----------
    found : array, shape (B, K, K)
        Sums of `coincidences`, weighted as one likes.

    Examples
    --------
    >>> alpha_of(np.array([[[4.0, 0.0], [0.0, 4.0]], [[2.0, 2.0], [2.0, 2.0]]])).round(3).tolist()
    [1.0, 0.125]
    """
    totals = found.sum(axis=2)
    number = totals.sum(axis=1)
    same = np.einsum("bkk->b", found)
    by_chance = number**2 - (totals**2).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(1.0 - (number - 1.0) * (number - same) / by_chance)


def krippendorff_alpha(labels: Labels) -> float:
    """Krippendorff's alpha of labels, shape (n, coders), -1 for none; see `alpha_of`.

    Examples
    --------
    >>> krippendorff_alpha(np.array([[0, 0], [1, 1], [0, 1], [-1, 1]]))
    0.444
    """
    labels = np.asarray(labels)
    size = int(labels.max(initial=0)) + 1
    return float(alpha_of(coincidences(labels, size).sum(axis=0)[None])[0])
