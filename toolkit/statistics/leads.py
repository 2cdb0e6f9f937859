"""Correlation of what is new in two series at several lags, with chance from exchanged signs."""

from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import OptionError, ShapeError
from toolkit.statistics.debiased import Array

# Values before it from which a value is foretold.
ORDER = 2
# Innovations smaller than this share of the largest value are rounding.
ROUNDING = 1e-10
# A lag is looked at only where so many pairs of innovations remain.
FEWEST_PAIRS = 6


class Lagged(NamedTuple):
    """One entry a lag: pairs of innovations, Spearman's correlation, p over all lags; least p."""

    lags: NDArray[np.int64]
    sizes: NDArray[np.int64]
    correlations: Array
    p_values: Array
    p_floor: float


def lagged(
    a: Array, b: Array, lags: int, *, permutations: int = 999, rng: np.random.Generator
) -> Lagged:
    """Correlate the innovations of `a` with those of `b` some slices later.

    Spearman's correlation of the innovation of `a` at t with that of `b` at t + lag, in [-1, 1]; a
    large one at a lag above 0 means that `a` goes first. p: the share of series made anew in which
    the largest correlation over all lags, by size, is as large. A series is made anew from `b` by
    giving each innovation a sign at random and letting the fitted autoregression run; what is
    foretold is then fitted again. The observed signs count; all are tried where there are fewer
    than `permutations` of them.

    Parameters
    ----------
    a, b : array, shape (T,)
        Two series over the same slices.
    lags : int
        From 0; at least 6 pairs of innovations must be left at every lag.
    permutations : int
        Series made anew.
    rng : numpy.random.Generator
        Draws the signs.

    Raises
    ------
    ShapeError, OptionError
        If the lengths differ, or there are too few slices for so many lags.

    Notes
    -----
    Cost O(permutations lags T log T). Signs, not places, are drawn: an exchange of places would
    move the noise of thin slices to thick ones.
    Source: Haugh 1976, doi:10.1080/01621459.1976.10480353; Liu 1988, doi:10.1214/aos/1176351062.
    """
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape or a.ndim != 1:
        msg = f"series of shapes {a.shape} and {b.shape}; give two of one length."
        raise ShapeError(msg)
    size = len(a) - ORDER
    if lags < 0 or size - lags < FEWEST_PAIRS or permutations < 1:
        need = FEWEST_PAIRS + ORDER + max(lags, 0)
        msg = (
            f"{len(a)} slices, lags up to {lags}, {permutations} permutations; "
            f"that takes {need} slices, lags from 0 and a permutation."
        )
        raise OptionError(msg)
    places = np.arange(-lags, lags + 1)
    first = innovations(a[None])[0][0]
    others = innovations(made_anew(b, signs_of(size, permutations, rng)))[0]
    found = np.stack([_spearman(first, others, int(lag)) for lag in places], axis=1)
    tops = np.abs(found).max(axis=1)
    p = (tops[:, None] >= np.abs(found[0]) - 1e-9).mean(axis=0)
    return Lagged(places, size - np.abs(places), found[0], p, 1.0 / len(tops))


def innovations(series: Array) -> tuple[Array, Array]:
    """Take from each value what a line in time and the two values before it foretell.

    Parameters
    ----------
    series : array, shape (B, T)

    Returns
    -------
    innovations : array, shape (B, T - 2)
        Residuals of least squares.
    weights : array, shape (B, 2)
        Of the value before, and of the one before that.
    """
    size = series.shape[1] - ORDER
    line = np.linalg.qr(np.stack([np.ones(size), np.arange(size)], axis=1))[0]

    def off_line(values: Array) -> Array:
        return np.asarray(values - (values @ line) @ line.T)

    target = off_line(series[:, ORDER:])
    before = np.stack([off_line(series[:, ORDER - k : -k]) for k in range(1, ORDER + 1)], axis=2)
    # The pseudo-inverse stands for a series on a line, where nothing is left to foretell from.
    weights = (np.linalg.pinv(before, rcond=1e-9) @ target[..., None])[..., 0]
    new = target - (before @ weights[..., None])[..., 0]
    new[np.abs(new) <= ROUNDING * np.abs(series).max(axis=1, keepdims=True)] = 0.0
    return new, weights


def signs_of(size: int, permutations: int, rng: np.random.Generator) -> Array:
    """Signs of `size` innovations, (B, size); the first row is the observed one, all +1.

    The first sign is held: turning all of them turns the series over and changes no size.
    """
    if 2 ** (size - 1) <= permutations:
        return np.array([(1.0, *rest) for rest in product((1.0, -1.0), repeat=size - 1)])
    drawn = rng.choice((1.0, -1.0), (permutations, size))
    return np.concatenate([np.ones((1, size)), drawn])


def made_anew(series: Array, signs: Array) -> Array:
    """Let the autoregression of a series (T,) run with other signs (B, T - 2), giving (B, T)."""
    new, weights = (part[0] for part in innovations(series[None]))
    before = np.stack([series[ORDER - k : -k] for k in range(1, ORDER + 1)])
    line = series[ORDER:] - new - weights @ before
    made = np.tile(series, (len(signs), 1))
    for t in range(ORDER, len(series)):
        past = made[:, t - ORDER : t][:, ::-1]
        made[:, t] = past @ weights + line[t - ORDER] + signs[:, t - ORDER] * new[t - ORDER]
    return made


def _spearman(first: Array, others: Array, lag: int) -> Array:
    """Spearman's correlation of one series with each of several, so many slices later."""
    from scipy.stats import rankdata

    size = len(first) - abs(lag)
    a = first[:size] if lag >= 0 else first[-lag:]
    b = others[:, lag:] if lag >= 0 else others[:, :size]
    x, y = rankdata(a) - (size + 1) / 2, rankdata(b, axis=1) - (size + 1) / 2
    scale = np.sqrt((x @ x) * np.einsum("bt,bt->b", y, y))
    return np.asarray((y @ x) / np.where(scale > 0, scale, 1.0))
