"""Units drawn anew, with replacement: a row of weights for each resample."""

import numpy as np

from toolkit.statistics.debiased import Array


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
    rows = size * np.arange(resamples)[:, None]
    counted = np.bincount((places + rows).ravel(), minlength=resamples * size)
    return counted.reshape(resamples, size).astype(np.float32)
