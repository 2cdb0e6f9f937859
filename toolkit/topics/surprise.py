"""Novelty, transience and resonance of rows in sequence: arrays in, arrays out."""

from typing import NamedTuple

import numpy as np

from toolkit.errors import OptionError, ShapeError
from toolkit.topics.factors import Floats


class Surprise(NamedTuple):
    """Novelty, transience and resonance, each of shape (n,); not a number at the edges."""

    novelty: Floats
    transience: Floats
    resonance: Floats


def surprise(shares: Floats, window: int) -> Surprise:
    """Tell how surprising every row is to those before it, and to those after it.

    Novelty is the mean of ``KL(row | row before)`` over the `window` rows before, transience that
    over the `window` rows after, with ``KL(p | q) = sum p log2(p / q)``; resonance is novelty less
    transience: a row that breaks with the past and that the rows after it resemble. Rows with
    fewer than `window` rows on a side have no value there.

    Parameters
    ----------
    shares : array, shape (n, k)
        Distributions in order of time; every entry above 0, every row of sum 1.
    window : int
        Rows looked at on each side, at least 1.

    Returns
    -------
    Surprise
        Novelty and transience are at least 0; resonance may have either sign.

    Raises
    ------
    ShapeError
        If a row is no distribution, or an entry is 0: its surprise would be without bound.
    OptionError
        If the window is smaller than 1.

    Notes
    -----
    In bits. The mean over a window is linear in log q, so one running sum serves all rows.
    Source: Barron et al. 2018, doi:10.1073/pnas.1717729115.

    Examples
    --------
    >>> found = surprise(np.array([[0.5, 0.5], [0.25, 0.75], [0.25, 0.75]]), window=1)
    >>> found.novelty.round(4).tolist(), found.transience.round(4).tolist()
    ([nan, 0.1887, 0.0], [0.2075, 0.0, nan])
    """
    if window < 1:
        msg = f"a window of {window} documents; give at least 1."
        raise OptionError(msg)
    shares = np.asarray(shares, np.float64)
    if shares.ndim != 2 or (shares <= 0).any() or not np.allclose(shares.sum(axis=1), 1):
        msg = f"rows {shares.shape} are no distributions above 0 everywhere; add a prior to each."
        raise ShapeError(msg)
    return _surprise(*_bits(shares), window)


def distance(vectors: Floats, window: int) -> Surprise:
    """Tell how far every row points from those before it, and from those after it.

    As `surprise`, with the cosine distance in place of the divergence: novelty and transience lie
    in [0, 2]. A row of zeros points nowhere and lies at 1 from every other.

    Raises
    ------
    OptionError
        If the window is smaller than 1.

    Examples
    --------
    >>> found = distance(np.array([[1.0, 0.0], [0.0, 2.0], [0.0, 1.0]]), window=1)
    >>> found.novelty.tolist(), found.transience.tolist()
    ([nan, 1.0, 0.0], [1.0, 0.0, nan])
    """
    if window < 1:
        msg = f"a window of {window} documents; give at least 1."
        raise OptionError(msg)
    return _surprise(*_directions(np.asarray(vectors, np.float64)), window)


def shuffled(
    values: Floats, window: int, times: int, rng: np.random.Generator, *, vectors: bool = False
) -> Floats:
    """Resonance of every row when the order is drawn at random, shape (times, n).

    Not a number where the row came to stand at an edge. `vectors` says that rows are no
    distributions.
    """
    n = len(values)
    rows, others, own = _directions(values) if vectors else _bits(values)
    found = np.full((times, n), np.nan)
    for draw in range(times):
        order = rng.permutation(n)
        found[draw, order] = _surprise(rows[order], others[order], own[order], window).resonance
    return found


def _bits(shares: Floats) -> tuple[Floats, Floats, Floats]:
    """Rows, their logarithms, and what a row holds itself."""
    logs = np.log2(shares)
    return shares, logs, np.einsum("nk,nk->n", shares, logs)


def _directions(vectors: Floats) -> tuple[Floats, Floats, Floats]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = vectors / np.where(lengths > 0, lengths, 1.0)
    return unit, unit, np.ones(len(unit))


def _surprise(rows: Floats, others: Floats, own: Floats, window: int) -> Surprise:
    """Mean of ``own - row . other`` over the rows around."""
    n = len(rows)
    sums = np.concatenate([np.zeros((1, rows.shape[1])), np.cumsum(others, axis=0)])
    novelty, transience = np.full(n, np.nan), np.full(n, np.nan)
    if n > window:
        around = (sums[window:] - sums[:-window]) / window
        novelty[window:] = own[window:] - np.einsum("nk,nk->n", rows[window:], around[:-1])
        transience[:-window] = own[:-window] - np.einsum("nk,nk->n", rows[:-window], around[1:])
    # Rounding may leave a divergence of equal rows below 0.
    novelty, transience = np.maximum(novelty, 0), np.maximum(transience, 0)
    return Surprise(novelty, transience, novelty - transience)
