"""Clusters of usage vectors: how many there are, which usage is in which, and how stable."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import OptionError
from toolkit.statistics.debiased import Array
from toolkit.statistics.permuted import one_thread

Codes = NDArray[np.int64]

STARTS, ROUNDS = 4, 40
# A number of clusters is claimed where new documents fall into the same ones in so many pairs …
REPEATED = 0.8
# … and one cloud without clusters would be cut as well in at most this share of copies.
BY_CHANCE = 0.025
COPIES, HALVES = 39, 5
# Usages that clusters are looked for in, at most; the others are only put into them.
LOOKED_AT = 3000


class Clusters(NamedTuple):
    """Clusters of n usages.

    ``labels`` (n,) from 0, largest cluster first; ``centres`` (k, d) of length 1; ``stability``
    (k,) mean overlap (Jaccard) with the best match when documents are drawn anew; ``strength``
    the share of pairs of new usages that fall into one cluster again; ``p_value`` of the cut
    among copies without clusters. Both are nan for one cluster.
    """

    labels: Codes
    centres: Array
    stability: Array
    strength: float
    p_value: float


def find_clusters(
    vectors: Array, units: Codes, rng: np.random.Generator, k: int | None = None, most: int = 6
) -> Clusters:
    """Cut usages into clusters by direction; without `k` as many as hold for new documents.

    The number is the largest from 2 to `most` for which usages of one half of the units, cut by
    themselves, fall together again under the clusters of the other half in four of five pairs of
    the worst cluster (prediction strength), and which cuts the usages better than a cloud of the
    same covariance without clusters is cut in any of 39 copies. Otherwise one: long clouds can be
    cut in two repeatably without there being two of anything, which the second condition finds.

    Parameters
    ----------
    vectors : array, shape (n, d)
        Usage vectors; only their direction counts.
    units : int array, shape (n,)
        Unit of each usage: halves are halves of units.
    rng : numpy.random.Generator
        Draws starts, halves and copies.
    k : int, optional
        A number of clusters decided beforehand.
    most : int
        The largest number looked at.

    Notes
    -----
    Source: Tibshirani & Walther 2005, doi:10.1198/106186005X59243; Liu et al. 2008,
    doi:10.1198/016214508000000454; Hennig 2007, doi:10.1016/j.csda.2006.11.025.
    """
    if (k is not None and not 1 <= k <= len(vectors)) or most < 1:
        msg = f"{k} clusters (at most {most}) of {len(vectors)} usages; give 1 to all of them."
        raise OptionError(msg)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    points = vectors / np.where(lengths > 0, lengths, 1.0)
    sample = np.arange(len(points))
    if len(sample) > LOOKED_AT:
        sample = np.sort(rng.choice(sample, LOOKED_AT, replace=False))
    looked, of = points[sample], units[sample]
    chosen, strength, p_value = 1 if k is None else k, np.nan, np.nan
    with one_thread():
        for size in range(2, most + 1) if k is None else [k] * (k > 1):
            found = prediction_strength(looked, of, size, rng)
            if k is None and found < REPEATED:
                continue
            chance = cut_by_chance(looked, size, rng)
            if k is not None or chance <= BY_CHANCE:
                chosen, strength, p_value = size, found, chance
        centres = spherical(looked, chosen, rng)
        labels = nearest(points, centres)
        order = np.argsort(-np.bincount(labels, minlength=chosen), kind="stable")
        centres, labels = centres[order], np.argsort(order)[labels]
        steady = stability(looked, of, labels[sample], chosen, rng)
    return Clusters(labels, centres, steady, float(strength), float(p_value))


def spherical(points: Array, k: int, rng: np.random.Generator) -> Array:
    """Centres (k, d) of length 1 of the best of some runs of k-means by cosine."""
    best, top = points[:k], -np.inf
    for _ in range(STARTS if k > 1 else 1):
        centres, before = points[_spread_out(points, k, rng)], None
        for _ in range(ROUNDS):
            labels = nearest(points, centres)
            if before is not None and (labels == before).all():
                break
            before = labels
            sums = (labels == np.arange(k)[:, None]).astype(float) @ points
            lengths = np.linalg.norm(sums, axis=1, keepdims=True)
            centres = np.where(lengths > 0, sums / np.where(lengths > 0, lengths, 1.0), centres)
        value = float((points @ centres.T).max(axis=1).sum())
        if value > top:
            best, top = centres, value
    return best


def nearest(points: Array, centres: Array) -> Codes:
    """Cluster of each point: the centre of largest cosine."""
    return np.asarray((points @ centres.T).argmax(axis=1), np.int64)


def prediction_strength(points: Array, units: Codes, k: int, rng: np.random.Generator) -> float:
    """Share of pairs of one own cluster that the other half puts together too, worst cluster.

    Mean over random halves of the units; in [0, 1], 1 / k and more without clusters.
    """
    names = np.unique(units)
    found = []
    for _ in range(HALVES):
        first = np.isin(units, rng.permutation(names)[: len(names) // 2])
        for here in (first, ~first):
            if min(here.sum(), (~here).sum()) < 2 * k:
                return 0.0
            own = nearest(points[here], spherical(points[here], k, rng))
            other = nearest(points[here], spherical(points[~here], k, rng))
            table = np.zeros((k, k))
            np.add.at(table, (own, other), 1)
            size = table.sum(axis=1)
            if (size < 2).any():
                found.append(0.0)
                continue
            together = (table * (table - 1)).sum(axis=1) / (size * (size - 1))
            found.append(float(together.min()))
    return float(np.mean(found))


def cut_by_chance(points: Array, k: int, rng: np.random.Generator) -> float:
    """Share of Gaussian copies of the same covariance that k clusters fit as well as the points.

    The fit is the mean cosine with the nearest centre. In (0, 1].
    """
    mean = points.mean(axis=0)
    spread, axes = np.linalg.eigh(np.cov(points.T))
    root = np.sqrt(np.maximum(spread, 0.0))
    own = _fit(points, k, rng)
    reached = 0
    for _ in range(COPIES):
        drawn = mean + (rng.normal(size=points.shape) * root) @ axes.T
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        reached += _fit(drawn, k, rng) >= own
    return (1 + reached) / (1 + COPIES)


def stability(
    points: Array, units: Codes, labels: Codes, k: int, rng: np.random.Generator, draws: int = 10
) -> Array:
    """Mean Jaccard overlap of each cluster with its best match when units are drawn anew, (k,)."""
    if k == 1:
        return np.ones(1)
    names, own = np.unique(units, return_inverse=True)
    found = np.zeros((draws, k))
    for draw in range(draws):
        drawn = np.bincount(rng.integers(0, len(names), len(names)), minlength=len(names))
        chosen = np.repeat(np.arange(len(points)), drawn[own])
        again = nearest(points, spherical(points[chosen], k, rng))
        table = np.zeros((k, k))
        np.add.at(table, (labels, again), 1)
        union = table.sum(axis=1)[:, None] + table.sum(axis=0)[None, :] - table
        found[draw] = (table / np.maximum(union, 1)).max(axis=1)
    return np.asarray(found.mean(axis=0))


def _fit(points: Array, k: int, rng: np.random.Generator) -> float:
    """Gain of k centres over one, in mean cosine: copies of the same mean are alike in the one."""
    mean = points.mean(axis=0)
    one = float(np.linalg.norm(mean))
    return float((points @ spherical(points, k, rng).T).max(axis=1).mean()) - one


def _spread_out(points: Array, k: int, rng: np.random.Generator) -> Codes:
    """Choose starting points far from each other (k-means++)."""
    chosen = [int(rng.integers(len(points)))]
    for _ in range(k - 1):
        away = np.maximum(1.0 - (points @ points[chosen].T).max(axis=1), 0.0)
        total = away.sum()
        chosen.append(int(rng.choice(len(points), p=away / total if total > 0 else None)))
    return np.array(chosen, np.int64)
