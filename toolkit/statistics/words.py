"""Measures of single words: association, difference of rates, parts of a divergence."""

from typing import Any, NamedTuple

import numpy as np

from toolkit.errors import ShapeError
from toolkit.statistics.debiased import Array

# Added to both counts of a ratio, so that a word of one side only has one.
HALF = 0.5
# Log Dice of two words that always stand together.
MOST_DICE = 14.0
TINY = 1e-30


class Rates(NamedTuple):
    """Ratio of rates with its standard error, to base 2, and z of their difference; (B, V) each."""

    log_ratio: Array
    error: Array
    z: Array


def log_likelihood(near: Array, near_total: Array, far: Array, far_total: Array) -> Array:
    """Test statistic G2 of a word in one stretch of text against another.

    ``2 sum O ln(O / E)`` over the four cells word or not, near or far. Larger means a surer
    difference, not a larger one: it grows with the counts, and it takes tokens for independent,
    which words in speeches are not. Range from 0; 0 where the shares are equal.
    Source: Dunning 1993, Computational Linguistics 19.

    Parameters
    ----------
    near, far : array
        Tokens of the word in the one and in the other stretch.
    near_total, far_total : array
        All tokens of either.

    Examples
    --------
    >>> one, none = np.array(1.0), np.array(0.0)
    >>> bool(np.isclose(log_likelihood(one, one, none, one), 4 * np.log(2)))
    True
    """
    cells = [near, near_total - near, far, far_total - far]
    whole = near_total + far_total
    word = near + far
    expected = [
        near_total * word / whole,
        near_total * (whole - word) / whole,
        far_total * word / whole,
        far_total * (whole - word) / whole,
    ]
    parts = [
        np.where(o > 0, o * np.log(np.where(o > 0, o, 1.0) / np.where(e > 0, e, 1.0)), 0.0)
        for o, e in zip(cells, expected, strict=True)
    ]
    return np.asarray(2.0 * np.maximum(sum(parts), 0.0))


def log_dice(near: Array, uses: Array, count: Array) -> Array:
    """How exclusively a word stands with a concept: ``14 + log2(2 near / (uses + count))``.

    Larger means more exclusively; one more is twice as much. At most 14 where a word stands once
    beside a use; minus infinity where it never does. Does not grow with the size of the corpus, so
    slices of different sizes can be compared. Source: Rychlý 2008 (logDice).

    Parameters
    ----------
    near : array
        Tokens of the word beside uses of the concept.
    uses : array
        Uses of the concept.
    count : array
        Tokens of the word.

    Examples
    --------
    >>> log_dice(np.array([4.0, 1.0]), 4.0, np.array([4.0, 60.0])).tolist()
    [14.0, 9.0]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(MOST_DICE + np.log2(2.0 * near / (uses + count)))


def rates_between(counts: Any, tokens: Array, sides: Array) -> Rates:  # noqa: ANN401  (sparse)
    """Compare the rate of every word between two sides, once for every row of sides.

    ``log2((h_b + .5) / n_b) - log2((h_a + .5) / n_a)``: 0 as often, 1 twice as often in b. The
    error is that of the two ratio estimators with units as clusters, for words are bursty, never
    below that of a Poisson count. `z` is the difference of rates over its error; it serves
    exchanges and is no standard normal. Cost O(B nnz).
    Source: Cochran 1977, Sampling Techniques, chapter 6 (the error); Hardie 2014 (the log ratio).

    Parameters
    ----------
    counts : sparse array, shape (J, V)
        Tokens of each word in each unit.
    tokens : array, shape (J,)
        All tokens of each unit.
    sides : array, shape (B, J)
        1 where a unit stands in side a, 0 where in b.
    """
    squares, crossed = counts.multiply(counts).tocsr(), counts.multiply(tokens[:, None]).tocsr()
    rates, variances, plain = [], [], []
    for weights in (sides, 1.0 - sides):
        size, total, spread = weights.sum(axis=1), weights @ tokens, weights @ tokens**2
        if not total.all():
            msg = "a side without tokens has no rates; give tokens on both sides."
            raise ShapeError(msg)
        hits, own, cross = (np.asarray(weights @ one) for one in (counts, squares, crossed))
        rate = hits / total[:, None]
        left = own - 2.0 * rate * cross + rate**2 * spread[:, None]
        factor = np.where(size > 1, size / np.maximum(size - 1.0, 1.0), 1.0)
        scatter = np.maximum(left, 0.0) * factor[:, None]
        variances.append(np.maximum(scatter / (hits + HALF) ** 2, 1.0 / (hits + HALF)))
        rates.append(np.log2((hits + HALF) / total[:, None]))
        plain.append((rate, scatter / total[:, None] ** 2))
    (rate_a, own_a), (rate_b, own_b) = plain
    z = (rate_b - rate_a) / np.sqrt(np.maximum(own_a + own_b, TINY))
    error = np.sqrt(variances[0] + variances[1]) / np.log(2.0)
    return Rates(rates[1] - rates[0], error, z)


def divergence_parts(first: Array, second: Array) -> Array:
    """Split the Jensen-Shannon divergence of two lists of counts into words, in bits.

    ``(p log2 p + q log2 q) / 2 - m log2 m`` with m the mean of the shares p and q. No part is below
    0, and the sum is the divergence, in [0, 1]. Larger means more of the difference. Biased upwards
    at small counts, like the divergence: read parts beside what exchanged units give.
    Source: Gallagher et al. 2021, doi:10.1140/epjds/s13688-021-00260-3.

    Parameters
    ----------
    first, second : array, shape (..., V)
        Counts of the words on either side.

    Examples
    --------
    >>> divergence_parts(np.array([1.0, 1.0, 0.0]), np.array([0.0, 1.0, 1.0])).tolist()
    [0.25, 0.0, 0.25]
    """
    counts = [np.asarray(one, float) for one in (first, second)]
    totals = [one.sum(axis=-1, keepdims=True) for one in counts]
    if not all(total.all() for total in totals):
        msg = "a side without any counted word has no shares; give counts on both sides."
        raise ShapeError(msg)
    p, q = (one / total for one, total in zip(counts, totals, strict=True))
    return np.asarray((_bits(p) + _bits(q)) / 2.0 - _bits((p + q) / 2.0))


def _bits(shares: Array) -> Array:
    return np.asarray(shares * np.log2(np.where(shares > 0, shares, 1.0)))
