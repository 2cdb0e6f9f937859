"""Control words: what the same statistic gives for comparable words in the same two slices."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.change.question import Pair, Question, Weights, types_in
from toolkit.change.sides import Side
from toolkit.change.spread import spread
from toolkit.change.weighed import CLOSED
from toolkit.change.weighed_controls import weighed_values
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.words import content_types
from toolkit.spaces.usages import contexts, vectors_by
from toolkit.statistics.debiased import UnitSums, cosine_of, products
from toolkit.statistics.strata import comparable, stratified_products

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

# Largest difference in log uses and in log units, in either slice.
CALIPER = 0.5
# Below this many control words there is no p_control.
FEWEST_CONTROLS = 30
# More uses than this tell a control's value no better: its noise is then far below the spread
# between words.
MOST_USES = 2_000


class Controls(NamedTuple):
    """Control words and their values, nearest first; `words` (C,), `values` (C,)."""

    words: list[str]
    values: Floats


def control_values(question: Question, pair: Pair, seed: tuple[int, ...]) -> Controls:
    """Give the value of every control word for one pair of slices.

    Content words nearest in log uses and log units in both slices. Their uses are sampled down
    to the concept's in each slice; what is left lies within `CALIPER` of it in log uses and log
    units, so that a more frequent word may serve where no rarer one is left.

    Parameters
    ----------
    question : Question
        The concept and the settings.
    pair : Pair
        The two slices.
    seed : tuple of int
        Seed of the sampling.

    Returns
    -------
    Controls
        At most ``question.controls`` words; those without a value are left out.

    Notes
    -----
    Source: Dubossarsky, Weinshall & Grossman 2017, doi:10.18653/v1/D17-1118.
    """
    if not question.controls:
        return Controls([], np.empty(0))
    matched, sampled = _drawn(question, pair, seed)
    if not len(matched):
        return Controls([], np.empty(0))
    if question.metric in CLOSED:
        sums = [
            [_shifted(one, side) for one in words]
            for words, side in zip(sampled, pair.sides, strict=True)
        ]
        values = np.array(
            [_control_value(question, pair, a, b) for a, b in zip(*sums, strict=True)], float
        )
    else:
        values = weighed_values(question, pair, matched, sampled)
    told = np.isfinite(values)
    names = [question.corpus.index.types[i] for i in matched[told]]
    return Controls(names, values[told])


def _drawn(question: Question, pair: Pair, seed: tuple[int, ...]) -> tuple[Longs, list[Any]]:
    """Choose control words, and for each side draw their uses: added up per unit, or as places.

    Centring and weights come later, so that questions that differ in these alone share them.
    """
    shared = question.drawn if question.metric in CLOSED else None
    rows = [side.rows.tobytes() for side in pair.sides]
    units = (pair.exchange.codes.tobytes(), len(pair.a.counts), len(pair.b.counts))
    key = (id(question.usages), question.controls, seed, *rows, *units)
    if shared is not None and key in shared:
        known: tuple[Longs, list[Any]] = shared[key]
        return known
    matched = comparable_types(question, pair)[: question.controls]
    rng = np.random.default_rng(seed)
    sampled: list[Any] = []
    for side in pair.sides if len(matched) else ():
        most = min(int(question.uses_of[side.rows].sum()), MOST_USES)
        places = _positions(question.corpus, side, matched, most, rng)
        closed = question.metric in CLOSED
        sampled.append(_unit_sums(question, pair, matched, places) if closed else places)
    if shared is not None:
        shared.clear()
        shared[key] = matched, sampled
    return matched, sampled


def plain_value(
    metric: str, a: UnitSums, b: UnitSums, strata: Longs | None, weights: Weights
) -> float:
    """Value of a metric without anything around it; nan where there is none."""
    if weights == "unit":
        a, b = (UnitSums(s.sums / s.counts[:, None], np.ones_like(s.counts)) for s in (a, b))
    if min(len(a.counts), len(b.counts)) < 2:
        return float("nan")
    if strata is None:
        found = products(a, b)
    else:
        in_a = np.arange(len(strata)) < len(a.counts)
        codes = np.unique(strata, return_inverse=True)[1]
        if not comparable(in_a, codes):
            return float("nan")
        pool = UnitSums(*(np.concatenate(part) for part in zip(a, b, strict=True)))
        found = stratified_products(pool, in_a, codes)
    if metric == "squared":
        return float((found.aa + found.bb - 2 * found.ab)[0])
    return float(cosine_of(found)[0])


def comparable_types(question: Question, pair: Pair) -> Longs:
    """Types within the caliper of the concept on both sides once sampled down, nearest first."""
    corpus, space = question.corpus, question.space
    allowed = content_types(corpus, space.language) & (space.row_of_type >= 0)
    allowed[types_in(question.hits)] = False
    distance = np.zeros(len(allowed))
    for side, sums in zip(pair.sides, (pair.a, pair.b), strict=True):
        own = (int(question.uses_of[side.rows].sum()), len(sums.counts))
        theirs = spread(corpus, side.rows, pair.exchange.codes)
        # The vector of a word in a group is made of all its uses there: none is sampled down.
        grouped = space.groups is not None
        drawn = theirs if grouped else _sampled_down(*theirs, own[0])
        for full, sampled, ours in zip(theirs, drawn, own, strict=True):
            with np.errstate(divide="ignore"):
                allowed &= np.abs(np.log(sampled / ours)) <= CALIPER
                distance += np.where(allowed, np.abs(np.log(full / ours)), 0)
    candidates = np.flatnonzero(allowed)
    return candidates[np.argsort(distance[candidates], kind="stable")]


def _sampled_down(uses: Longs, units: Longs, most: int) -> tuple[Floats, Floats]:
    """Give uses and expected units of each type when at most so many of its uses are drawn.

    A unit that holds ``m`` uses is missed by a share ``f`` of them in about ``(1 - f)^m`` of
    the draws; m is taken as the mean of the type.

    Examples
    --------
    >>> uses, units = _sampled_down(np.array([10, 40]), np.array([10, 20]), 20)
    >>> uses.tolist(), units.tolist()
    ([10.0, 20.0], [10.0, 15.0])
    """
    drawn = np.minimum(uses, most).astype(float)
    share = drawn / np.maximum(uses, 1)
    return drawn, units * (1 - (1 - share) ** (uses / np.maximum(units, 1)))


def _unit_sums(
    question: Question, pair: Pair, types: Longs, positions: list[Longs]
) -> list[tuple[UnitSums, Longs]]:
    """Usages of each control word on one side, per unit, with a document row of each unit."""
    corpus, space, codes = question.corpus, question.space, pair.exchange.codes
    where = np.concatenate(positions)
    word = np.repeat(np.arange(len(types)), [len(part) for part in positions])
    row = corpus.index.documents_of(where)
    order = np.lexsort((where, codes[row], word))
    where, word, row = where[order], word[order], row[order]
    found = contexts(space, corpus, where, np.ones_like(where), types[word], window=question.window)
    width = int(codes.max()) + 1
    groups, sums, counts = vectors_by(word * width + codes[row], found, space)
    all_groups, first = np.unique(word * width + codes[row], return_index=True)
    rows = row[first[np.searchsorted(all_groups, groups)]]
    edges = np.searchsorted(groups // width, np.arange(len(types) + 1))
    return [
        (UnitSums(sums[i:j], counts[i:j]), rows[i:j])
        for i, j in zip(edges[:-1], edges[1:], strict=True)
    ]


def _shifted(word: tuple[UnitSums, Longs], side: Side) -> tuple[UnitSums, Longs]:
    """Measure the usages of a word from the centre of its side."""
    (sums, counts), rows = word
    return UnitSums(sums - counts[:, None] * side.shift, counts), rows


def _positions(
    corpus: Corpus, side: Side, types: Longs, most: int, rng: np.random.Generator
) -> list[Longs]:
    """Tokens of each control word on one side, at most so many of each."""
    inside = np.zeros(len(corpus), bool)
    inside[side.rows] = True
    return [_sample(corpus, int(i), side, inside, most, rng) for i in types]


def _sample(
    corpus: Corpus,
    type_id: int,
    side: Side,
    inside: NDArray[np.bool_],
    most: int,
    rng: np.random.Generator,
) -> Longs:
    index = corpus.index
    found = index.positions(type_id)
    # The documents of a slice mostly stand together: cut to their stretch before looking closer.
    reach = index.offsets[[side.rows[0], side.rows[-1] + 1]]
    first, last = np.searchsorted(found, reach.astype(np.uint32))
    found = found[first:last]
    found = found[inside[index.documents_of(found)]]
    if len(found) > most:
        found = np.sort(rng.choice(found, most, replace=False))
    return np.asarray(found, np.int64)


def _control_value(
    question: Question, pair: Pair, a: tuple[UnitSums, Longs], b: tuple[UnitSums, Longs]
) -> float:
    strata = pair.exchange.strata
    codes = None if strata is None else strata[np.concatenate([a[1], b[1]])]
    return plain_value(question.metric, a[0], b[0], codes, question.weights)
