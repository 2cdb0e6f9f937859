"""A comparison by any metric: interval from weights of units, chance from exchanged units."""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.change import METRICS
from toolkit.change.materials import MAKERS, Material, Reading, Uses, joined, same_width, size_of
from toolkit.change.question import Pair, Question, types_in
from toolkit.change.sides import Side
from toolkit.spaces.usages import own_tokens
from toolkit.statistics.compare import TOLERANCE, Comparison, compare
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.intervals import student
from toolkit.statistics.permutation import exchanges, p_of
from toolkit.statistics.permuted import one_thread
from toolkit.statistics.resampling import drawn
from toolkit.statistics.sample import floors, sample_of

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
# The metrics with interval and chance in closed form.
CLOSED = ("cosine", "squared")
RESAMPLES = 400
# More usages than this on a side tell no more of its distribution; their pairs would not fit.
MOST_VECTORS = 2_000


class Sided(NamedTuple):
    """Both sides in the form that a metric reads, with the block of every unit."""

    a: Material
    b: Material
    blocks: Longs


def sided(question: Question, pair: Pair, metric: Any) -> Sided:  # noqa: ANN401  (any metric)
    """Read both sides of a pair for a metric."""
    hits = question.hits
    if metric.needs == "tokens":
        parts = [tokens_of(question.uses_of, side, pair, question) for side in pair.sides]
        return Sided(parts[0][0], parts[1][0], np.concatenate([parts[0][1], parts[1][1]]))
    own = own_tokens(question.corpus, hits.position, hits.length)
    found = []
    for number, side in enumerate(pair.sides):
        chosen = np.flatnonzero(np.isin(hits.document, side.rows))
        if metric.needs == "vectors" and len(chosen) > MOST_VECTORS:
            rng = np.random.default_rng((question.seed, number))
            chosen = np.sort(rng.choice(chosen, MOST_VECTORS, replace=False))
        code = pair.exchange.codes[hits.document[chosen]]
        uses = Uses(hits.position[chosen], hits.length[chosen], own, code)
        found.append(MAKERS[metric.needs](uses, reading(question, side)))
    # Units without anything to read are left out by the makers; blocks are for those that stay.
    sizes = [size_of(one) for one in found]
    fits = sum(sizes) == len(pair.blocks)
    return Sided(found[0], found[1], pair.blocks if fits else np.zeros(sum(sizes), np.int64))


def reading(question: Question, side: Side) -> Reading:
    """Where usages of a side are read."""
    where = (question.corpus, question.space, question.window, side.shift)
    return Reading(*where, question.topics, question.senses)


def tokens_of(uses_of: Longs, side: Side, pair: Pair, question: Question) -> tuple[UnitSums, Longs]:
    """Count uses and tokens of every unit of a side, those without a use too; give its blocks."""
    tokens = question.corpus.documents["n_tokens"].to_numpy()[side.rows].astype(float)
    names, first, unit = np.unique(
        pair.exchange.codes[side.rows], return_index=True, return_inverse=True
    )
    uses = np.bincount(unit, weights=uses_of[side.rows].astype(float), minlength=len(names))
    total = np.bincount(unit, weights=tokens, minlength=len(names))
    counted = UnitSums(np.asarray(uses[:, None], float), np.asarray(total, float))
    return counted, pair.exchange.blocks[side.rows][first]


def bound(question: Question, metric: Any) -> Any:  # noqa: ANN401  (any metric)
    """Give a metric the space it looks in, where it asks for one."""
    if not hasattr(metric, "bound"):
        return metric
    return metric.bound(question.space, question.corpus, types_in(question.hits))


def compare_weighed(
    metric: Any,  # noqa: ANN401  (any metric)
    sides: Sided,
    empty: Comparison,
    *,
    permutations: int,
    rng: np.random.Generator,
    level: float,
) -> Comparison:
    """Compare two sides by any metric.

    The interval is ``value -+ t SE``, SE the standard deviation of the value over resamples of
    the units, each a row of weights: a unit drawn twice is one unit of weight 2. Chance is the
    value between exchanged units; p is one-sided upwards, or two-sided for metrics with a sign.

    Parameters
    ----------
    metric : Metric
        What is compared.
    sides : Sided
        The units.
    empty : Comparison
        The floors: numbers of units, effective numbers, flags.
    permutations, rng, level
        As in `compare`.

    Returns
    -------
    Comparison
        `z` is the value less the mean of the exchanged ones, over their standard deviation.

    Notes
    -----
    The bias of a metric is not taken off: it stands in the chance band as well, and in the
    comparable words. Exchanged values are not studentised: where one slice is far more widely
    spread than the other, p is too small or too large.
    Source: Phipson & Smyth 2010, doi:10.2202/1544-6115.1585.
    """
    same_width(sides.a, sides.b)
    size_a, size_b = size_of(sides.a), size_of(sides.b)
    value = float(metric(sides.a, sides.b)[0])
    if not np.isfinite(value):
        return empty
    weights = [drawn(size, RESAMPLES, rng) for size in (size_a, size_b)]
    pool = joined(sides.a, sides.b)
    chance = exchanges(np.arange(size_a + size_b) < size_a, permutations, rng, sides.blocks)
    with one_thread():
        resampled = metric(sides.a, sides.b, *weights)
        given = metric(pool, pool, chance.labels.astype(float), 1.0 - chance.labels)
    told = resampled[np.isfinite(resampled)]
    exchanged = given[np.isfinite(given)]
    if len(told) < RESAMPLES / 2 or len(exchanged) < len(given) / 2:
        return empty
    reach = student(max(1.0, sum(empty.neff) - 2.0), level) * float(np.std(told, ddof=1))
    low, high = value - reach, value + reach
    if metric.bounds is not None:
        low, high = max(low, metric.bounds[0]), min(high, metric.bounds[1])
    share = (1.0 - level) / 2.0
    middle = float(np.mean(exchanged))
    spread = float(np.std(exchanged)) or np.inf
    scores = np.abs(given - middle) if metric.two_sided else given
    scores = np.where(np.isfinite(scores), scores, np.inf)
    return replace(
        empty,
        judged=True,
        value=value,
        low=low,
        high=high,
        null_low=float(np.quantile(exchanged, share)),
        null_high=float(np.quantile(exchanged, 1.0 - share)),
        z=(value - middle) / spread,
        p_value=p_of(scores, TOLERANCE),
        p_floor=chance.p_floor,
    )


def compare_pair(question: Question, pair: Pair, rng: np.random.Generator) -> Comparison:
    """Compare the two sides of a pair by the metric of the question.

    In closed form for the debiased distances, else by weights and exchanges.
    """
    if question.metric in CLOSED:
        return compare(
            pair.a,
            pair.b,
            metric=question.metric,
            permutations=question.permutations,
            rng=rng,
            level=question.level,
            blocks=pair.blocks,
            strata=pair.strata,
            weights=question.weights,
        )
    sample = sample_of(pair.a, pair.b, pair.blocks, None, "occurrence")
    neff, flags = floors(sample)
    empty = Comparison(n_units=sample.sizes, neff=neff, flags=flags)
    one_sense = question.senses is not None and question.senses.k < 2
    if "too few units" in flags or one_sense:
        return empty
    metric = bound(question, METRICS.get(question.metric)())
    return compare_weighed(
        metric,
        sided(question, pair, metric),
        empty,
        permutations=question.permutations,
        rng=rng,
        level=question.level,
    )
