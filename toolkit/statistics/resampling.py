"""Units drawn anew, with replacement: a row of weights for each resample."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.statistics.debiased import Array

# Single draws counted at a time, few enough to stay in the nearest memory of a core.
ENTRIES = 1 << 14


def drawn(size: int, resamples: int, rng: np.random.Generator) -> Array:
    """Draw `size` units from `size`, again and again; give how often each was drawn, (B, size).

    A multinomial draw with equal chances, made of single draws that are counted: five times as
    fast as drawing the counts. Whole numbers in float32, so that products may be, too.

    Examples
    --------
    >>> drawn(5, 2, np.random.default_rng(0)).sum(axis=1)
    array([5., 5.], dtype=float32)
    """
    kind = np.uint16 if size < 1 << 16 else np.uint32
    places = rng.integers(0, size, (resamples, size), dtype=kind)
    counts: NDArray[Any] = np.empty((resamples, size), np.float32)
    step = max(1, ENTRIES // size)
    firsts = size * np.arange(step)[:, None]
    for start in range(0, resamples, step):
        some = places[start : start + step]
        counted = np.bincount((some + firsts[: len(some)]).ravel(), minlength=some.size)
        counts[start : start + step] = counted.reshape(some.shape)
    return counts
