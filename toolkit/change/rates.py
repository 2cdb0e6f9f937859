"""How often a concept is used, unit by unit, so that breaks can be looked for in."""

import numpy as np

from toolkit.change.timeline import check_apart
from toolkit.change.units import Exchange, series_exchange
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.sliced import Slice, Slices
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.intervals import MILLION, student
from toolkit.statistics.timed import Timed, timed


def rate_units(hits: Occurrences, slices: Slices, unit: str) -> tuple[Timed, list[Slice], Exchange]:
    """Give units of uses times a million, and tokens; slices without tokens are left out.

    The mean of such units is the rate per million tokens, and the squared distance of two means
    the squared difference of rates. `unit` as in `drift`.
    """
    check_apart(slices)
    corpus = hits.corpus
    uses = np.bincount(hits.document, minlength=len(corpus)).astype(float)
    tokens = corpus.documents["n_tokens"].to_numpy().astype(float)
    parts = [part for part in slices if tokens[part.documents].sum() > 0]
    exchange = series_exchange(corpus, [part.documents for part in parts], tokens, unit, None)
    rows = np.concatenate([np.empty(0, np.int64), *(part.documents for part in parts)])
    at = np.repeat(np.arange(len(parts)), [len(part.documents) for part in parts])
    # One unit for each author (or document) in each slice.
    groups = exchange.codes[rows] * max(1, len(parts)) + at
    _, first, own = np.unique(groups, return_index=True, return_inverse=True)
    hits_of, tokens_of = (np.bincount(own, weights=values[rows]) for values in (uses, tokens))
    pool = UnitSums(MILLION * hits_of[:, None].astype(float), tokens_of.astype(float))
    return timed(pool, at[first], len(parts), exchange.blocks[rows[first]]), parts, exchange


def rate_difference(
    before: UnitSums, after: UnitSums, level: float
) -> tuple[float, float | None, float | None]:
    """Rate after minus rate before, per million tokens, with an interval over documents.

    Above 0 means used more often afterwards. Linearised ratio estimator on either side, t with
    effective documents less two; no interval where a side has one document.
    Source: Cochran 1977, Sampling Techniques, chapter 6.
    """
    rates, variances, effective = [], [], 0.0
    for side in (before, after):
        tokens, hits = side.counts, side.sums[:, 0]
        rate, size = hits.sum() / tokens.sum(), len(tokens)
        rates.append(rate)
        left = np.sum((hits - rate * tokens) ** 2) / tokens.sum() ** 2
        variances.append(left * size / (size - 1) if size > 1 else np.nan)
        effective += tokens.sum() ** 2 / np.sum(tokens**2)
    value, spread = float(rates[1] - rates[0]), float(np.sqrt(sum(variances)))
    if not np.isfinite(spread):
        return value, None, None
    half = student(effective - 2.0, level) * spread
    return value, value - half, value + half
