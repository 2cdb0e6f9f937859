"""How strongly each word stands with a concept, in a slice, in its resamples and in exchanges."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.change.slice_units import SliceUnits
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.multiple import benjamini_hochberg
from toolkit.statistics.sample import FEWEST_UNITS
from toolkit.statistics.timed import Timed, exchanged
from toolkit.statistics.words import log_dice, log_likelihood

RESAMPLES = 200
LEAST_SUPPORT = 0.5
Floats = NDArray[np.float64]


class Scores(NamedTuple):
    """Both measures for every row of weights, (B, V); minus infinity, or 0, for no association."""

    log_dice: Floats
    log_likelihood: Floats


def scores(weights: Any, units: SliceUnits) -> Scores:  # noqa: ANN401  (sparse or dense)
    """Score every word for every row of weights of the units, (B, J).

    A word that stands beside the concept no more than elsewhere has no association.
    """
    near, count = (_dense(weights @ table) for table in (units.near, units.all))
    uses, beside, tokens = (
        np.asarray(weights @ one)[:, None] for one in (units.uses, units.beside, units.tokens)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = near * (tokens - beside) > (count - near) * beside
        dice = np.where(near > 0, log_dice(near, uses, count), -np.inf)
        sure = log_likelihood(near, beside, count - near, tokens - beside)
    return Scores(np.where(drawn, dice, -np.inf), np.where(drawn, np.nan_to_num(sure), 0.0))


def strongest(
    units: SliceUnits,
    measure: str,
    most: int,
    min_count: int,
    level: float,
    rng: np.random.Generator,
) -> list[dict[str, Any]]:
    """List the strongest words of one slice that resamples of its units list again."""
    spread = np.asarray((units.near > 0).sum(axis=0))
    often = np.asarray(units.near.sum(axis=0))
    words = np.flatnonzero((often >= min_count) & (spread >= FEWEST_UNITS))
    if not len(words):
        return []
    size = len(units.uses)
    weights = rng.multinomial(size, np.full(size, 1.0 / size), RESAMPLES)
    found = scores(np.vstack([np.ones(size), weights]), units.of_words(words))
    ranked = found.log_dice if measure == "log_dice" else found.log_likelihood
    top = np.argsort(-ranked, axis=1, kind="stable")[:, :most]
    again = np.bincount(top[1:].ravel(), minlength=len(words)) / RESAMPLES
    tails = [(1.0 - level) / 2.0, (1.0 + level) / 2.0]
    low, high = np.quantile(found.log_dice[1:], tails, axis=0, method="nearest")
    listed = [int(i) for i in top[0] if again[i] >= LEAST_SUPPORT and ranked[0, i] > 0]
    return [
        {
            "word": int(words[i]),
            "rank": rank,
            "n_near": int(often[words[i]]),
            "n_units": int(spread[words[i]]),
            "log_dice": float(found.log_dice[0, i]),
            "low": _finite(low[i]),
            "high": float(high[i]),
            "log_likelihood": float(found.log_likelihood[0, i]),
            "support": float(again[i]),
        }
        for rank, i in enumerate(listed, 1)
    ]


def add_chance(
    rows: list[dict[str, Any]], units: SliceUnits, permutations: int, level: float, seed: int
) -> None:
    """Add to the rows with a word what units exchanged among all slices give to it."""
    told = [row for row in rows if "word" in row]
    if not told:
        return
    words, column = np.unique([row["word"] for row in told], return_inverse=True)
    few = units.of_words(words)
    places = np.array([row["place"] for row in told])
    n_slices = int(units.at.max()) + 1
    nothing = UnitSums(np.empty((len(units.at), 0)), np.ones(len(units.at)))
    series = Timed(nothing, units.at, units.blocks, n_slices)
    rng = np.random.default_rng((seed, 15))
    given = []
    for block in exchanged(series, permutations, rng):
        for at in block:
            inside = (at[None, :] == np.arange(n_slices)[:, None]).astype(float)
            given.append(scores(inside, few).log_dice[places, column])
    values = np.array(given)
    tails = [(1.0 - level) / 2.0, (1.0 + level) / 2.0]
    null = np.quantile(values[1:], tails, axis=0, method="nearest")
    above = (values >= values[0] - 1e-9).mean(axis=0)
    below = (values <= values[0] + 1e-9).mean(axis=0)
    p = np.minimum(1.0, 2.0 * np.minimum(above, below))
    for row, low, high, p_value, q in zip(told, *null, p, benjamini_hochberg(p), strict=True):
        row |= {"null_low": _finite(low), "null_high": _finite(high), "p_value": float(p_value)}
        row |= {"p_floor": min(1.0, 2.0 / len(values)), "q_value": float(q)}


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _dense(table: Any) -> Floats:  # noqa: ANN401  (sparse or dense)
    return np.asarray(table.toarray() if hasattr(table, "toarray") else table)
