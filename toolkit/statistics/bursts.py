"""Bursts: stretches in which a concept is used more often than its own usual share."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import OptionError, ShapeError
from toolkit.statistics.debiased import Array

States = NDArray[np.int64]
LIKELIEST = 0.9999


class Burst(NamedTuple):
    """Slices ``start`` to before ``stop`` at `level` or above; `weight` is what the level saves."""

    start: int
    stop: int
    level: int
    weight: float


def burst_states(
    relevant: Array, documents: Array, *, scaling: float = 2.0, gamma: float = 1.0, levels: int = 2
) -> tuple[States, Array]:
    """Cheapest sequence of states of Kleinberg's automaton for batches of documents.

    In state i a document of a slice uses the concept with probability ``p_i = p_0 scaling^i``
    (at most .9999), p_0 the share over all slices. The cost of state i in a slice is minus the
    logarithm of the binomial chance of its counts; a step up by k states costs
    ``gamma k ln T``, down nothing. Found exactly (Viterbi); of equal costs the lower state.
    Cost O(T levels^2). Source: Kleinberg 2003, doi:10.1023/A:1024940629314.

    Parameters
    ----------
    relevant, documents : array, shape (T,)
        Documents with the concept, and all documents, of each slice in order of time.
    scaling : float
        Above 1: how much more often than the state below.
    gamma : float
        At least 0: larger means fewer and longer bursts.
    levels : int
        States, at least 2.

    Returns
    -------
    states : int array, shape (T,)
    costs : array, shape (T, levels)
        Cost of each state in each slice.
    """
    r, d = np.asarray(relevant, float), np.asarray(documents, float)
    if r.shape != d.shape or r.ndim != 1 or not len(r) or (r < 0).any() or (r > d).any():
        msg = f"{r.shape} relevant of {d.shape} documents; 0 to all documents of each slice."
        raise ShapeError(msg)
    if scaling <= 1 or gamma < 0 or levels < 2:
        msg = f"scaling {scaling}, gamma {gamma}, levels {levels}; above 1, from 0, from 2."
        raise OptionError(msg)
    costs = _costs(r, d, scaling, levels)
    if not r.sum():
        return np.zeros(len(r), np.int64), costs
    reach = np.arange(levels)
    steps = gamma * np.log(len(r)) * np.maximum(0, reach[None, :] - reach[:, None])
    total, back = steps[0] + costs[0], []
    for cost in costs[1:]:
        ways = total[:, None] + steps
        back.append(ways.argmin(axis=0))
        total = ways.min(axis=0) + cost
    states = [int(total.argmin())]
    for came_from in reversed(back):
        states.append(int(came_from[states[-1]]))
    return np.array(states[::-1], np.int64), costs


def bursts(states: States, costs: Array) -> list[Burst]:
    """Cut a sequence of states into bursts, the lowest level first.

    The weight of a burst of level i is the sum over its slices of what state i saves against
    state i - 1: larger means stronger or longer. Source: Kleinberg 2003,
    doi:10.1023/A:1024940629314.

    Examples
    --------
    >>> bursts(np.array([0, 1, 1, 0]), np.array([[1.0, 4], [5, 2], [6, 2], [1, 3]]))
    [Burst(start=1, stop=3, level=1, weight=7.0)]
    """
    found = []
    for level in range(1, int(states.max(initial=0)) + 1):
        inside = np.concatenate([[False], states >= level, [False]]).astype(int)
        edges = np.flatnonzero(np.diff(inside))
        for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            saved = costs[start:stop, level - 1] - costs[start:stop, level]
            found.append(Burst(start, stop, level, float(saved.sum())))
    return found


def _costs(r: Array, d: Array, scaling: float, levels: int) -> Array:
    from scipy.special import gammaln, xlog1py, xlogy

    share = r.sum() / d.sum() if d.sum() else 0.0
    chances = np.minimum(LIKELIEST, share * scaling ** np.arange(levels))
    ways = gammaln(d + 1) - gammaln(r + 1) - gammaln(d - r + 1)
    rest = (d - r)[:, None]
    return np.asarray(-(ways[:, None] + xlogy(r[:, None], chances) + xlog1py(rest, -chances)))
