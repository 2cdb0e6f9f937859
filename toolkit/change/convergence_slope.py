"""Whether two groups come closer: the slope of their distance over the slices that were judged."""

from typing import Any

import numpy as np

from toolkit.change.convergence_table import TREND_COLUMNS
from toolkit.change.question import Pair, Question
from toolkit.change.sides import side_of, unit_sums
from toolkit.change.units import series_exchange
from toolkit.corpus.sliced import Slice, Slices
from toolkit.statistics.convergence import Apart, slope_of_distance
from toolkit.statistics.debiased import UnitSums, effective_units
from toolkit.statistics.strata import jackknife

# Slices in which a distance must be known before a slope is drawn through it.
FEWEST_SLICES = 3
DECADE = 10.0


def trend_of(
    question: Question, slices: Slices, pairs: dict[int, Pair], inside: tuple[Any, Any]
) -> dict[str, Any]:
    """Draw a slope through the distances of a pair of groups; none through fewer than three.

    Parameters
    ----------
    question : Question
        The concept and its usages.
    slices : Slices
        The slices.
    pairs : dict of int to Pair
        By number, the slices that were judged.
    inside : pair of bool array, shape (n_documents,)
        The documents of each group.

    Returns
    -------
    dict
        The columns of a row of trends but the names.
    """
    at = sorted(pairs)
    row: dict[str, Any] = dict.fromkeys(TREND_COLUMNS[3:])
    row["n_slices"] = len(at)
    if len(at) < FEWEST_SLICES:
        return row
    apart = _apart(question, [slices[n] for n in at], inside)
    weights, variances = [], []
    for n in at:
        a, b = pairs[n].a, pairs[n].b
        weights.append(1.0 / (1.0 / effective_units(a.counts) + 1.0 / effective_units(b.counts)))
        pool = UnitSums(np.vstack([a.sums, b.sums]), np.concatenate([a.counts, b.counts]))
        first = np.arange(len(pool.counts)) < len(a.counts)
        spread = jackknife(pool, first, np.zeros(len(first), np.int64))
        variances.append(spread[question.metric == "cosine"])
    slope = slope_of_distance(
        apart,
        np.array([slices[n].year for n in at]),
        np.array(weights),
        np.array(variances),
        metric=question.metric,
        permutations=question.permutations,
        rng=np.random.default_rng((question.seed, 12)),
        level=question.level,
    )
    row |= {"first": slices[at[0]].label, "last": slices[at[-1]].label}
    row |= {name: DECADE * getattr(slope, name) for name in ("low", "high")}
    return row | {"slope": DECADE * slope.value, "p_value": slope.p_value}


def _apart(question: Question, parts: list[Slice], inside: tuple[Any, Any]) -> Apart:
    """Add up the units of both groups in the slices; they are exchanged within their group."""
    pools, at, first, cells = [], [], [], []
    for number, group in enumerate(inside):
        rows = [part.documents[group[part.documents]] for part in parts]
        exchange = series_exchange(question.corpus, rows, question.usages_of, "document", None)
        for place, documents in enumerate(rows):
            side = side_of(documents, question.corpus, question.space, question.center)
            units, where = unit_sums(question.usages, side, exchange)
            pools.append(units)
            at.append(np.full(len(where), place))
            first.append(np.full(len(where), number == 0))
            cells.append(2 * exchange.blocks[where] + number)
    sums, counts = (np.concatenate(one) for one in zip(*pools, strict=True))
    return Apart(UnitSums(sums, counts), *(np.concatenate(one) for one in (at, first, cells)))
